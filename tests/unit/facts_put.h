/* facts_put.h - facts into a store as they lie in memory, numbered on from what is there.
 */
#ifndef FACTS_PUT_H
#define FACTS_PUT_H

#include "store/store.h"

struct facts_put {
	const struct facts *facts;
	size_t at;
	int64_t base;
};

static inline bool facts_put_next(void *arg, struct fact_row *row)
{
	struct facts_put *x = arg;
	const struct fact *f = &x->facts->v[x->at];

	if (x->at == x->facts->n)
		return false;
	*row = (struct fact_row){ *f, x->base + (int64_t)x->at,
		                  f->parent < 0 ? 0 : x->base + f->parent };
	x->at++;
	return true;
}

static inline bool facts_put(struct store *s, const struct facts *f, struct err *e)
{
	struct facts_put x = { .facts = f };

	/* What is told is numbered on from facts. */
	x.base = 1 + (int64_t)store_number(s, 0,
	                                   "SELECT max((SELECT coalesce(max(id), 0) FROM"
	                                   " fact), (SELECT coalesce(max(id), 0) FROM"
	                                   " told))");
	return store_fact_rows(s, facts_put_next, &x, e);
}

#endif
