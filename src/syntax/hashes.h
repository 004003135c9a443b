/* hashes.h - names by their hashes: a set that grows, for what a file calls things. */
#ifndef HASHES_H
#define HASHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* {0}: none. 0 is no name's hash: it says that a slot is free. */
struct hashes {
	uint32_t *slot;
	uint32_t n, room; /* room: a power of two, twice as many as are in it, or 0 */
};

static inline uint32_t *hashes_slot(const struct hashes *h, uint32_t hash)
{
	uint32_t i = hash;

	while (h->slot[i & (h->room - 1)] && h->slot[i & (h->room - 1)] != hash)
		i++;
	return &h->slot[i & (h->room - 1)];
}

static inline bool hashes_has(const struct hashes *h, uint32_t hash)
{
	return h->n && hash && *hashes_slot(h, hash);
}

/* A second time: nothing. It grows in arena a. */
void hashes_add(struct hashes *h, struct arena *a, uint32_t hash);

#endif
