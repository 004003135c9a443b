/* packed.h - a long text of many parts, made and compressed by all processors at once.
 *
 * What comes out is the middle of a deflate stream, part behind part, each of which
 * stands for itself: the same bytes, whatever the number of threads. */
#ifndef PACKED_H
#define PACKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* What a part is written to. */
struct packed_text {
	struct arena *a;
	char *at;
	size_t n, room;
	bool is_last; /* to be set by who writes the part that ends a stream */
};

/* Where the next n bytes go, of which as many count as packed_add() is told. */
char *packed_room(struct packed_text *t, size_t n);
static inline void packed_add(struct packed_text *t, size_t n)
{
	t->n += n;
}

struct packed_part {
	const unsigned char *bytes;
	size_t size;   /* compressed */
	size_t length; /* of the text */
	uint32_t crc;  /* of the text */
};

/* Writes part i, from 0: by several threads at once, each part once. */
typedef void packed_make(void *arg, size_t i, struct packed_text *t);

/* What is kept of them lives in a. */
bool packed_run(struct packed_part *part, size_t count, struct arena *a,
                packed_make *make, void *arg, struct err *e);

#endif
