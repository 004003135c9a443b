/* places.h - a set of places: a thing and a number, the line in a file, say. */
#ifndef PLACES_H
#define PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct place {
	const void *of; /* NULL: this slot is free */
	uint32_t number;
};

/* {0}: none. */
struct places {
	struct place *slot;
	size_t n, room; /* room: a power of two, twice as many as are in it, or 0 */
};

bool places_has(const struct places *p, const void *of, uint32_t number);
/* A second time, or of NULL: nothing. It grows in arena a. */
void places_add(struct places *p, struct arena *a, const void *of, uint32_t number);

#endif
