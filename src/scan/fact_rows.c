/* fact_rows.c - the rows of what linking finds: settled ones early, the rest at its end.
 */
#include "scan/fact_rows.h"

#include <string.h>

#include "store/construct_rows.h"

/* Served or run by a handler, which is measured last; and what stands beside in the
 * tables of background work. */
static bool is_open(const struct fact *f)
{
	switch (f->kind) {
	case FACT_endpoint:
	case FACT_operation:
	case FACT_action:
	case FACT_channel:
	case FACT_stream:
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

/* It was seen. */
static void note(struct fact_rows *w, const struct construct *c)
{
	if (!w->seen)
		w->seen = arena_zero(&w->arena, w->constructs->n);
	if (c)
		w->seen[c - w->constructs->v] = true;
}

/* The facts [at, to) that are wanted, NULL: all. */
struct writing {
	struct fact_rows *rows;
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
	tally_note(&x->rows->tally, &x->rows->arena, f);
	note(x->rows, construct_complete(x->rows->constructs, &row->fact));
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
	struct fact_rows *rows;
	const struct tellings *told;
	const struct fact_numbers *numbers;
	size_t at;
};

static bool next_told(void *arg, struct told_row *row)
{
	struct telling *x = arg;
	const struct told *t;

	if (x->at == x->told->n)
		return false;
	t = &x->told->v[x->at++];
	note(x->rows, t->row);
	*row = (struct told_row){ x->numbers->v[t->fact], t->row->id };
	return true;
}

/* Their numbers follow on `last`. */
static bool write_told(struct fact_rows *w, const struct tellings *told,
                       const struct fact_numbers *n, int64_t last, struct err *e)
{
	struct telling x = { w, told, n, 0 };

	return store_told(w->store, last + 1, next_told, &x, e);
}

static struct construct_asker *asker(struct fact_rows *w)
{
	w->asker.constructs = w->constructs;
	w->asker.arena = &w->arena;
	return &w->asker;
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

	construct_derive(&told, asker(w), f, 0, f->n, NULL);
	make_room(w, &x, f->n);
	number(w, &x, f, is_any);
	if (!write(w, &x, f, 0, f->n, NULL, e) || !write_told(w, &told, &x, w->last, e))
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

	construct_derive(&told, asker(w), f, 0, f->n, is_settled);
	make_room(w, x, f->n);
	number(w, x, f, is_settled);
	last = w->last;
	w->last += (int64_t)told.n;
	number(w, x, f, is_open);
	return write(w, x, f, 0, f->n, is_settled, e) && write_told(w, &told, x, last, e);
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
	construct_derive(&told, asker(w), f, 0, known, is_open);
	construct_derive(&told, asker(w), f, known, f->n, NULL);
	return write(w, &all, f, 0, known, is_open, e) &&
	       write(w, &all, f, known, f->n, NULL, e) &&
	       write_told(w, &told, &all, w->last, e) &&
	       tally_write(&w->tally, w->store, e) &&
	       (!w->seen || construct_rows_put(w->store, w->constructs, w->seen, e));
}

void fact_rows_release(struct fact_rows *w)
{
	arena_release(&w->arena);
}
