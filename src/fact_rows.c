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

/* The facts [at, to) that are wanted, NULL: all. */
struct writing {
	const struct fact_rows *rows;
	const struct fact_numbers *numbers;
	const struct facts *facts;
	size_t at, to;
	fact_test *wanted;
};

static bool next_fact(void *arg, struct fact_row *row)
{
	struct writing *x = arg;
	const struct fact *f;

	while (x->at < x->to && x->wanted && !x->wanted(&x->facts->v[x->at]))
		x->at++;
	if (x->at == x->to)
		return false;
	f = &x->facts->v[x->at];
	*row = (struct fact_row){ *f, x->numbers->v[x->at],
		                  f->parent < 0 ? 0 : x->numbers->v[f->parent] };
	construct_complete(x->rows->constructs, &row->fact);
	x->at++;
	return true;
}

static bool write(struct fact_rows *w, const struct fact_numbers *n,
                  const struct facts *f, size_t from, size_t to, fact_test *wanted,
                  struct err *e)
{
	struct writing x = { w, n, f, from, to, wanted };

	return store_fact_rows(w->store, next_fact, &x, e);
}

struct telling {
	const struct tellings *told;
	const struct facts *facts;
	size_t at;
	int64_t last;
};

static bool next_told(void *arg, struct fact_row *row)
{
	struct telling *x = arg;

	if (x->at == x->told->n)
		return false;
	*row = (struct fact_row){ construct_told(&x->told->v[x->at++], x->facts),
		                  ++x->last, 0 };
	return true;
}

/* Their numbers follow on `last`. */
static bool write_told(struct fact_rows *w, const struct tellings *told,
                       const struct facts *f, int64_t last, struct err *e)
{
	struct telling x = { told, f, 0, last };

	return store_fact_rows(w->store, next_told, &x, e);
}

static bool is_any(const struct fact *f)
{
	(void)f;
	return true;
}

bool fact_rows_write(struct fact_rows *w, const struct facts *f, struct err *e)
{
	struct tellings told = { 0 };
	struct fact_numbers x;

	construct_derive(&told, &w->arena, w->constructs, f, 0, f->n, NULL);
	make_room(w, &x, f->n);
	number(w, &x, f, is_any);
	if (!write(w, &x, f, 0, f->n, NULL, e) || !write_told(w, &told, f, w->last, e))
		return false;
	w->last += (int64_t)told.n;
	return true;
}

/* What hangs on an open one says its number, so that all are numbered at once: the open
 * ones behind the constructs, which are written before them. */
bool fact_rows_settled(struct fact_rows *w, enum link_part part, const struct facts *f,
                       struct err *e)
{
	struct fact_numbers *x = &w->parts[part];
	struct tellings told = { 0 };
	int64_t last;

	construct_derive(&told, &w->arena, w->constructs, f, 0, f->n, is_settled);
	make_room(w, x, f->n);
	number(w, x, f, is_settled);
	last = w->last;
	w->last += (int64_t)told.n;
	number(w, x, f, is_open);
	return write(w, x, f, 0, f->n, is_settled, e) && write_told(w, &told, f, last, e);
}

bool fact_rows_rest(struct fact_rows *w, const struct facts *f, struct err *e)
{
	struct fact_numbers all;
	struct tellings told = { 0 };
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
	construct_derive(&told, &w->arena, w->constructs, f, 0, known, is_open);
	construct_derive(&told, &w->arena, w->constructs, f, known, f->n, NULL);
	return write(w, &all, f, 0, known, is_open, e) &&
	       write(w, &all, f, known, f->n, NULL, e) &&
	       write_told(w, &told, f, w->last, e);
}

void fact_rows_release(struct fact_rows *w)
{
	arena_release(&w->arena);
}
