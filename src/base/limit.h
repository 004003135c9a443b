/* limit.h - where following code stopped before its end, because the code asks for more
 * than one application does.
 *
 * Any input is read in a time that its size bounds, so whatever multiplies has a limit.
 * Who reaches one says so here: each place becomes a row of "Not read". */
#ifndef LIMIT_H
#define LIMIT_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct limit {
	const char *path; /* of the file */
	uint32_t line;    /* the first that reached it there; 0: the whole file */
	const char *what; /* for a person: which limit, and what is missing */
};

/* {0}: none was reached. */
struct limits {
	struct limit *v;
	size_t n, room;
};

/* A file is told of once for each `what`, which must stay, as must the path. The list
 * grows in arena a. */
void limit_tell(struct limits *l, struct arena *a, const char *path, uint32_t line,
                const char *what);
/* As if all of these had been told, one after the other. */
void limits_add(struct limits *l, struct arena *a, const struct limits *more);

#endif
