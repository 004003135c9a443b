/* places.c - a set of places: open addressing, twice as large when it is half full. */
#include "base/places.h"

static struct place *slot_of(const struct places *p, const void *of, uint32_t number)
{
	size_t i = ((uintptr_t)of >> 4) * 31 + (size_t)number * 2654435761u;

	i ^= i >> 15;
	while (p->slot[i & (p->room - 1)].of &&
	       (p->slot[i & (p->room - 1)].of != of ||
	        p->slot[i & (p->room - 1)].number != number))
		i++;
	return &p->slot[i & (p->room - 1)];
}

bool places_has(const struct places *p, const void *of, uint32_t number)
{
	return p->n && of && slot_of(p, of, number)->of;
}

void places_add(struct places *p, struct arena *a, const void *of, uint32_t number)
{
	struct places old = *p;

	if (!of || places_has(p, of, number))
		return;
	if (p->n * 2 == p->room) {
		p->room = old.room ? old.room * 2 : 16;
		p->slot = arena_zero(a, p->room * sizeof *p->slot);
		for (size_t i = 0; i < old.room; i++)
			if (old.slot[i].of)
				*slot_of(p, old.slot[i].of,
				         old.slot[i].number) = old.slot[i];
	}
	*slot_of(p, of, number) = (struct place){ of, number };
	p->n++;
}
