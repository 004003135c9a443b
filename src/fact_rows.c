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

static void number(struct fact_rows *w, const struct facts *f, size_t from, size_t to,
                   fact_test *wanted)
{
	for (size_t i = from; i < to; i++)
		if (!wanted || wanted(&f->v[i]))
			w->ids[i] = w->next++;
}

static void complete(void *constructs, struct fact *copy)
{
	construct_complete(constructs, copy);
}

static bool write(struct fact_rows *w, const struct facts *f, size_t from, size_t to,
                  fact_test *wanted, struct err *e)
{
	struct fact_choice which = { from, to, wanted, complete,
		                     (void *)(uintptr_t)w->constructs };

	return store_facts_as(w->store, f, w->ids, &which, e);
}

static bool write_derived(struct fact_rows *w, const struct facts *derived, int64_t first,
                          struct err *e)
{
	int64_t *ids = arena_alloc(&w->arena, (derived->n + 1) * sizeof *ids);

	for (size_t i = 0; i < derived->n; i++)
		ids[i] = first + (int64_t)i;
	return store_facts_as(w->store, derived, ids,
	                      &(struct fact_choice){ .to = derived->n }, e);
}

/* What hangs on an open one says its number, so that all are numbered at once: the open
 * ones behind the constructs, which are written before them. */
bool fact_rows_settled(struct fact_rows *w, const struct facts *f, struct err *e)
{
	struct facts derived = { 0 };
	int64_t first;

	construct_derive(&derived, &w->arena, w->constructs, f, 0, f->n, is_settled);
	w->next = 1;
	w->ids = arena_alloc(&w->arena, (f->n + 1) * sizeof *w->ids);
	w->id_count = f->n;
	number(w, f, 0, f->n, is_settled);
	first = w->next;
	w->next += (int64_t)derived.n;
	number(w, f, 0, f->n, is_open);
	return write(w, f, 0, f->n, is_settled, e) &&
	       write_derived(w, &derived, first, e);
}

bool fact_rows_rest(struct fact_rows *w, const struct facts *f, struct err *e)
{
	struct facts derived = { 0 };
	int64_t *early = w->ids;

	w->next = w->next ? w->next : 1;
	construct_derive(&derived, &w->arena, w->constructs, f, 0, w->id_count, is_open);
	construct_derive(&derived, &w->arena, w->constructs, f, w->id_count, f->n, NULL);
	w->ids = arena_alloc(&w->arena, (f->n + 1) * sizeof *w->ids);
	if (w->id_count)
		memcpy(w->ids, early, w->id_count * sizeof *early);
	number(w, f, w->id_count, f->n, NULL);
	return write(w, f, 0, w->id_count, is_open, e) &&
	       write(w, f, w->id_count, f->n, NULL, e) &&
	       write_derived(w, &derived, w->next, e);
}

void fact_rows_release(struct fact_rows *w)
{
	arena_release(&w->arena);
}
