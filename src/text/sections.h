/* sections.h - a person's own list of things: [name] and key = value lines below it.
 *
 *     # a comment, and so is what stands behind " ;"
 *     [Shop back end]
 *     counts = endpoints=60,models=21
 *     actual = 812 ; hours
 *
 * Pairs before the first [name] belong to a section of the name "". */
#ifndef SECTIONS_H
#define SECTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "text/data.h"

struct section_pair {
	const char *key, *value;
	unsigned line;
};

struct section {
	const char *name;
	unsigned line;
	struct section_pair *v;
	size_t n, room;
};

/* The texts live in a. A line that is neither is told with its place. */
bool sections_read(struct arena *a, const struct data_file *f, struct section **list,
                   size_t *n, struct err *e);
/* NULL when there is no such key. */
const char *section_get(const struct section *s, const char *key);

#endif
