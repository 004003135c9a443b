/* packed.h - a long text of many parts, made and compressed by all processors at once.
 *
 * What comes out is the middle of a deflate stream, part behind part, each of which
 * stands for itself: the same bytes, whatever the number of threads. */
#ifndef PACKED_H
#define PACKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "err.h"

/* What a part is written to. */
struct packed_text {
	struct arena *a;
	char *at;
	size_t n, room;
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

struct packed {
	struct packed_part *part;
	size_t count;
};

/* Writes part i, from 0: by several threads at once, each part once. */
typedef void packed_make(void *arg, size_t i, struct packed_text *t);

/* The parts live in a. */
bool packed_run(struct packed *p, struct arena *a, size_t count, packed_make *make,
                void *arg, struct err *e);

/* One text that is at hand; the last one ends the stream. */
bool packed_one(struct packed_part *p, struct arena *a, const char *text, size_t n,
                bool is_last, struct err *e);

#endif
