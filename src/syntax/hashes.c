/* hashes.c - names by their hashes: a set that grows. */
#include "syntax/hashes.h"

void hashes_add(struct hashes *h, struct arena *a, uint32_t hash)
{
	struct hashes old = *h;

	if (!hash || hashes_has(h, hash))
		return;
	if (h->n * 2 == h->room) {
		h->room = old.room ? old.room * 2 : 16;
		h->slot = arena_zero(a, h->room * sizeof *h->slot);
		for (uint32_t i = 0; i < old.room; i++)
			if (old.slot[i])
				*hashes_slot(h, old.slot[i]) = old.slot[i];
	}
	*hashes_slot(h, hash) = hash;
	h->n++;
}
