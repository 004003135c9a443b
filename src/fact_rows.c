/* fact_rows.c - the rows of what linking finds: settled ones early, the rest at its end.
 */
#include "fact_rows.h"

#include <string.h>

/* Served or run by a handler, which is measured last; and what stands beside in the
 * tables of background work. */
static bool is_open(const struct fact *f)
{
	switch (f->kind) {
	case FACT_endpoint:
	case FACT_operation:
	case FACT_action:
	case FACT_channel:
	case FACT_job:
	case FACT_queue:
	case FACT_worker:
	case FACT_enqueue:
	case FACT_schedule:
	case FACT_workflow: return true;
	default: return false;
	}
}

static bool is_settled(const struct fact *f)
{
	return !is_open(f);
}

static void make_room(struct fact_rows *w, struct fact_numbers *x, size_t n)
{
	x->v = arena_alloc(&w->arena, (n + 1) * sizeof *x->v);
	x->n = n;
}

static void number(struct fact_rows *w, struct fact_numbers *x, const struct facts *f,
                   fact_test *wanted)
{
	for (size_t i = 0; i < f->n; i++)
		if (wanted(&f->v[i]))
			x->v[i] = ++w->last;
}

static void complete(void *constructs, struct fact *copy)
{
	construct_complete(constructs, copy);
}

static bool write(struct fact_rows *w, const struct fact_numbers *x,
                  const struct facts *f, size_t from, size_t to, fact_test *wanted,
                  struct err *e)
{
	struct fact_choice which = { from, to, wanted, complete,
		                     (void *)(uintptr_t)w->constructs };

	return store_facts_as(w->store, f, x->v, &which, e);
}

/* Their numbers follow on `last`. */
static bool write_derived(struct fact_rows *w, const struct facts *derived, int64_t last,
                          struct err *e)
{
	struct fact_numbers x = { 0 };

	make_room(w, &x, derived->n);
	for (size_t i = 0; i < derived->n; i++)
		x.v[i] = last + 1 + (int64_t)i;
	return write(w, &x, derived, 0, derived->n, NULL, e);
}

/* What hangs on an open one says its number, so that all are numbered at once: the open
 * ones behind the constructs, which are written before them. */
bool fact_rows_settled(struct fact_rows *w, enum link_part part, const struct facts *f,
                       struct err *e)
{
	struct fact_numbers *x = &w->parts[part];
	struct facts derived = { 0 };
	int64_t last;

	construct_derive(&derived, &w->arena, w->constructs, f, 0, f->n, is_settled);
	make_room(w, x, f->n);
	number(w, x, f, is_settled);
	last = w->last;
	w->last += (int64_t)derived.n;
	number(w, x, f, is_open);
	return write(w, x, f, 0, f->n, is_settled, e) &&
	       write_derived(w, &derived, last, e);
}

bool fact_rows_rest(struct fact_rows *w, const struct facts *f, struct err *e)
{
	struct fact_numbers all;
	struct facts derived = { 0 };
	size_t known = 0;

	make_room(w, &all, f->n);
	for (enum link_part k = 0; k < LINK_PARTS; k++) {
		if (w->parts[k].n)
			memcpy(all.v + known, w->parts[k].v,
			       w->parts[k].n * sizeof *all.v);
		known += w->parts[k].n;
	}
	for (size_t i = known; i < f->n; i++)
		all.v[i] = ++w->last;
	construct_derive(&derived, &w->arena, w->constructs, f, 0, known, is_open);
	construct_derive(&derived, &w->arena, w->constructs, f, known, f->n, NULL);
	return write(w, &all, f, 0, known, is_open, e) &&
	       write(w, &all, f, known, f->n, NULL, e) &&
	       write_derived(w, &derived, w->last, e);
}

void fact_rows_release(struct fact_rows *w)
{
	arena_release(&w->arena);
}
