/* formula_sum.c - functions of many numbers: SUM, MAX, MEDIAN, SLOPE, SUMPRODUCT. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formula/formula_criterion.h"

/* ---- one after the other ------------------------------------------------------------
 */

struct tally {
	struct formula_run *f;
	double *v; /* the numbers themselves, when they are kept */
	size_t n, room;
	double sum, squares, product, least, most;
	size_t values; /* of any kind: COUNTA */
	struct operand wrong;
	bool keeps, skips_subtotals;
};

static void take(struct tally *t, double x)
{
	if (t->keeps)
		*(double *)arena_push(t->f->scratch, (void **)&t->v, &t->n, &t->room,
		                      sizeof x) = x;
	else
		t->n++;
	t->least = t->n == 1 ? x : fmin(t->least, x);
	t->most = t->n == 1 ? x : fmax(t->most, x);
	t->sum += x;
	t->squares += x * x;
	t->product *= x;
}

static void take_wrong(struct tally *t, struct operand v)
{
	if (t->wrong.kind != OPERAND_ERROR)
		t->wrong = v;
}

static bool is_subtotal(struct formula_run *f, const struct walk_area *w)
{
	const struct cell *c = grid_at(f->g, w->area.sheet, w->row, w->col);

	return c && c->kind == CELL_FORMULA &&
	       strncasecmp(c->formula->text, "SUBTOTAL(", 9) == 0;
}

/* Of cells only numbers count. */
static void take_area(struct tally *t, struct area a)
{
	struct walk_area w;
	struct operand v;

	area_walk(t->f, a, &w);
	while (area_next(&w, &v)) {
		if (t->skips_subtotals && is_subtotal(t->f, &w))
			continue;
		t->values++;
		if (v.kind == OPERAND_NUMBER)
			take(t, v.number);
		else if (v.kind == OPERAND_ERROR)
			take_wrong(t, v);
	}
}

static void take_argument(struct tally *t, struct operand v)
{
	struct operand wrong;
	double x;

	if (v.kind == OPERAND_AREA) {
		take_area(t, v.area);
		return;
	}
	t->values++;
	if (operand_to_number(v, &x, &wrong))
		take(t, x);
	else
		take_wrong(t, wrong);
}

static void tally(struct call *c, int from, bool keeps, struct tally *t)
{
	*t = (struct tally){ .f = c->f,
		             .product = 1,
		             .keeps = keeps,
		             .wrong = { .kind = OPERAND_BLANK } };
	for (int i = from; i < c->count; i++)
		take_argument(t, call_any(c, i));
}

static struct operand variance(const struct tally *t)
{
	double mean, sum = 0;

	if (t->n < 2)
		return operand_error(FORMULA_DIV0);
	mean = t->sum / (double)t->n;
	for (size_t i = 0; i < t->n; i++)
		sum += (t->v[i] - mean) * (t->v[i] - mean);
	return operand_number(sum / (double)(t->n - 1));
}

/* As SUBTOTAL() numbers them. */
enum total { AVERAGE = 1, COUNT, COUNTA, MAX, MIN, PRODUCT, STDEV, SUM = 9, VAR };

static struct operand total(const struct tally *t, enum total what)
{
	struct operand v;

	if (what == COUNT)
		return operand_number((double)t->n);
	if (what == COUNTA)
		return operand_number((double)t->values);
	if (t->wrong.kind == OPERAND_ERROR)
		return t->wrong;
	switch (what) {
	case AVERAGE:
		return t->n ? operand_number(t->sum / (double)t->n)
		            : operand_error(FORMULA_DIV0);
	case MAX: return operand_number(t->most);
	case MIN: return operand_number(t->least);
	case PRODUCT: return operand_number(t->n ? t->product : 0);
	case VAR: return variance(t);
	case STDEV:
		v = variance(t);
		return v.kind == OPERAND_NUMBER ? operand_number(sqrt(v.number)) : v;
	default: return operand_number(t->sum);
	}
}

static struct operand run_total(struct call *c)
{
	static const struct {
		const char *name;
		enum total what;
	} names[] = { { "AVERAGE", AVERAGE }, { "COUNT", COUNT }, { "COUNTA", COUNTA },
		      { "MAX", MAX },         { "MIN", MIN },     { "PRODUCT", PRODUCT },
		      { "STDEV", STDEV },     { "VAR", VAR } };
	enum total what = SUM;
	struct tally t;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(c->function->name, names[i].name) == 0)
			what = names[i].what;
	tally(c, 0, what == STDEV || what == VAR, &t);
	return total(&t, what);
}

static struct operand run_sumsq(struct call *c)
{
	struct tally t;

	tally(c, 0, false, &t);
	return t.wrong.kind == OPERAND_ERROR ? t.wrong : operand_number(t.squares);
}

/* Nothing is filtered in a file that was just written: 9 and 109 are the same. */
static struct operand run_subtotal(struct call *c)
{
	struct operand wrong;
	struct tally t = { .f = c->f, .product = 1, .skips_subtotals = true };
	struct area a;
	double what;

	if (!call_number(c, 0, &what, &wrong))
		return wrong;
	what = floor(what > 100 ? what - 100 : what);
	if (what < AVERAGE || what > VAR || what == 8)
		return operand_error(FORMULA_VALUE);
	t.keeps = what == STDEV || what == VAR;
	for (int i = 1; i < c->count; i++) {
		if (!call_area(c, i, &a, &wrong))
			return wrong;
		take_area(&t, a);
	}
	return total(&t, (enum total)what);
}

/* ---- in order -----------------------------------------------------------------------
 */

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static bool tally_sorted(struct call *c, int count, struct tally *t)
{
	struct call head = *c;

	head.count = count;
	tally(&head, 0, true, t);
	if (t->wrong.kind != OPERAND_ERROR && t->n == 0)
		t->wrong = operand_error(FORMULA_NUM);
	if (t->n > 0)
		qsort(t->v, t->n, sizeof *t->v, by_size);
	return t->wrong.kind != OPERAND_ERROR;
}

static struct operand between(const struct tally *t, double place)
{
	size_t i = (size_t)place;

	if (i + 1 >= t->n)
		return operand_number(t->v[t->n - 1]);
	return operand_number(t->v[i] + (place - (double)i) * (t->v[i + 1] - t->v[i]));
}

static struct operand run_median(struct call *c)
{
	struct tally t;

	return tally_sorted(c, c->count, &t) ? between(&t, (double)(t.n - 1) / 2)
	                                     : t.wrong;
}

/* LARGE, SMALL, PERCENTILE */
static struct operand run_nth(struct call *c)
{
	struct operand wrong;
	struct tally t;
	double k;

	if (!call_number(c, 1, &k, &wrong))
		return wrong;
	if (!tally_sorted(c, 1, &t))
		return t.wrong;
	if (c->function->name[0] == 'P')
		return k < 0 || k > 1 ? operand_error(FORMULA_NUM)
		                      : between(&t, k * (double)(t.n - 1));
	k = ceil(k);
	if (k < 1 || k > (double)t.n)
		return operand_error(FORMULA_NUM);
	return operand_number(c->function->name[0] == 'S' ? t.v[(size_t)k - 1]
	                                                  : t.v[t.n - (size_t)k]);
}

static struct operand run_rank(struct call *c)
{
	struct operand wrong;
	struct tally t;
	double x, rises = 0;
	size_t rank = 1;
	bool is_there = false;

	if (!call_number(c, 0, &x, &wrong) ||
	    (c->count > 2 && !call_number(c, 2, &rises, &wrong)))
		return wrong;
	t = (struct tally){ .f = c->f, .keeps = true };
	take_argument(&t, call_any(c, 1));
	if (t.wrong.kind == OPERAND_ERROR)
		return t.wrong;
	for (size_t i = 0; i < t.n; i++) {
		is_there = is_there || t.v[i] == x;
		rank += rises != 0 ? t.v[i] < x : t.v[i] > x;
	}
	return is_there ? operand_number((double)rank) : operand_error(FORMULA_NA);
}

/* ---- in pairs
 * -------------------------------------------------------------------------- */

/* Least squares: y over x, of the pairs that are both numbers. */
static struct operand run_line(struct call *c)
{
	double n = 0, sx = 0, sy = 0, xx = 0, xy = 0;
	struct area ys, xs;
	struct operand wrong;

	if (!call_area(c, 0, &ys, &wrong) || !call_area(c, 1, &xs, &wrong))
		return wrong;
	if (area_rows(ys) != area_rows(xs) || area_cols(ys) != area_cols(xs))
		return operand_error(FORMULA_NA);
	if (!area_work_out(c->f, ys) || !area_work_out(c->f, xs))
		return operand_error(FORMULA_NA);
	for (int pass = 0; pass < 2; pass++)
		for (int r = 0; r < area_rows(ys); r++)
			for (int k = 0; k < area_cols(ys); k++) {
				struct operand y = area_value(c->f, ys, r, k),
					       x = area_value(c->f, xs, r, k);

				if (y.kind == OPERAND_ERROR || x.kind == OPERAND_ERROR)
					return y.kind == OPERAND_ERROR ? y : x;
				if (y.kind != OPERAND_NUMBER || x.kind != OPERAND_NUMBER)
					continue;
				if (pass == 0) {
					n++;
					sx += x.number;
					sy += y.number;
				} else {
					xx += (x.number - sx / n) * (x.number - sx / n);
					xy += (x.number - sx / n) * (y.number - sy / n);
				}
			}
	if (n < 2 || xx == 0)
		return operand_error(FORMULA_DIV0);
	return operand_number(c->function->name[0] == 'S' ? xy / xx
	                                                  : sy / n - xy / xx * sx / n);
}

struct size {
	int rows, cols;
};

static struct size larger(struct size a, struct size b)
{
	return (struct size){ a.rows > b.rows ? a.rows : b.rows,
		              a.cols > b.cols ? a.cols : b.cols };
}

/* How large the array is that a node gives. */
static struct size size_of(struct formula_run *f, int32_t node)
{
	const struct node *n = &f->node[node];
	struct size s = { 1, 1 };

	if (n->kind == NODE_VALUE && n->value.kind == OPERAND_AREA)
		return (struct size){ area_rows(n->value.area),
			              area_cols(n->value.area) };
	if (n->kind == NODE_CALL && n->function->is_whole)
		return s;
	for (int32_t i = n->first; i; i = f->node[i].next)
		s = larger(s, size_of(f, i));
	return s;
}

/* An argument that is cells as they stand: what is no number in them counts as 0. */
static bool is_plain(const struct call *c, int32_t node)
{
	return c->f->node[node].kind == NODE_VALUE;
}

static struct operand product_at(struct call *c, const struct element *at)
{
	double product = 1, x;
	struct operand wrong;

	for (int32_t arg = c->arg; arg; arg = c->f->node[arg].next) {
		struct operand v = formula_node(c->f, arg, at);

		if (is_plain(c, arg) && v.kind != OPERAND_NUMBER &&
		    v.kind != OPERAND_ERROR)
			v = operand_number(0);
		if (v.kind == OPERAND_TRUTH || v.kind == OPERAND_TEXT)
			v = operand_number(0);
		if (!operand_to_number(v, &x, &wrong))
			return wrong;
		product *= x;
	}
	return operand_number(product);
}

static struct operand run_sumproduct(struct call *c)
{
	struct size s = size_of(c->f, c->arg);
	struct element at;
	double sum = 0;

	for (int32_t arg = c->arg; arg; arg = c->f->node[arg].next) {
		struct size other = size_of(c->f, arg);

		if (other.rows != s.rows || other.cols != s.cols)
			return operand_error(FORMULA_VALUE);
	}
	if ((double)s.rows * s.cols > 1 << 22) {
		formula_fail(c->f, "too many cells to multiply");
		return operand_error(FORMULA_VALUE);
	}
	for (at.row = 0; at.row < s.rows && !formula_is_stopped(c->f); at.row++)
		for (at.col = 0; at.col < s.cols; at.col++) {
			struct operand v = product_at(c, &at);

			if (v.kind == OPERAND_ERROR)
				return v;
			sum += v.number;
		}
	return operand_number(sum);
}

const struct function sum_functions[] = {
	{ "AVERAGE", 1, -1, run_total, true },
	{ "COUNT", 1, -1, run_total, true },
	{ "COUNTA", 1, -1, run_total, true },
	{ "INTERCEPT", 2, 2, run_line, true },
	{ "LARGE", 2, 2, run_nth, true },
	{ "MAX", 1, -1, run_total, true },
	{ "MEDIAN", 1, -1, run_median, true },
	{ "MIN", 1, -1, run_total, true },
	{ "PERCENTILE", 2, 2, run_nth, true },
	{ "PRODUCT", 1, -1, run_total, true },
	{ "RANK", 2, 3, run_rank, true },
	{ "SLOPE", 2, 2, run_line, true },
	{ "SMALL", 2, 2, run_nth, true },
	{ "STDEV", 1, -1, run_total, true },
	{ "SUBTOTAL", 2, -1, run_subtotal, true },
	{ "SUM", 1, -1, run_total, true },
	{ "SUMPRODUCT", 1, -1, run_sumproduct, true },
	{ "SUMSQ", 1, -1, run_sumsq, true },
	{ "VAR", 1, -1, run_total, true },
	{ NULL, 0, 0, NULL, false },
};
