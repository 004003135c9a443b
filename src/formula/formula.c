/* formula.c - works out what the formulas of a grid give, as spreadsheet programs do. */
#include "formula/formula.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formula/formula_parts.h"
#include "text/date.h"

/* So deep calls may be, formulas in formulas and their parts together, before a cell is
 * put off until what it waits for is there. */
enum { DEPTH_MAX = 1000, DAYS_BEFORE_1970 = 25569, CELL_BYTES_MAX = 32767 };

/* ---- values --------------------------------------------------------------------------
 */

struct operand operand_number(double x)
{
	struct operand v = { .kind = OPERAND_NUMBER };

	if (!isfinite(x))
		return operand_error(FORMULA_NUM);
	v.number = x;
	return v;
}

struct operand operand_truth(bool is_true)
{
	struct operand v = { .kind = OPERAND_TRUTH };

	v.number = is_true;
	return v;
}

struct operand operand_text(const char *text)
{
	struct operand v = { .kind = OPERAND_TEXT };

	v.text = text;
	return v;
}

struct operand operand_error(enum formula_error e)
{
	struct operand v = { .kind = OPERAND_ERROR };

	v.error = e;
	return v;
}

bool text_to_number(const char *text, double *x)
{
	int64_t day;
	char *end;

	while (*text == ' ')
		text++;
	/* Most texts are words, and many are asked. */
	if (!*text || !strchr("+-.0123456789", *text))
		return false;
	if (date_parse(text, &day)) {
		*x = (double)(day + DAYS_BEFORE_1970);
		return strlen(text) == 10;
	}
	/* Only what strtod() and a cell take alike: no "0x1", "inf", "nan". */
	if (strspn(text, "+-.0123456789eE% ") != strlen(text))
		return false;
	*x = strtod(text, &end);
	if (end == text)
		return false;
	if (*end == '%') {
		*x /= 100;
		end++;
	}
	return end[strspn(end, " ")] == '\0' && isfinite(*x);
}

bool operand_to_number(struct operand v, double *x, struct operand *wrong)
{
	*x = 0;
	switch (v.kind) {
	case OPERAND_BLANK: return true;
	case OPERAND_NUMBER:
	case OPERAND_TRUTH: *x = v.number; return true;
	case OPERAND_TEXT:
		if (text_to_number(v.text, x))
			return true;
		break;
	case OPERAND_ERROR: *wrong = v; return false;
	case OPERAND_AREA: break;
	}
	*wrong = operand_error(FORMULA_VALUE);
	return false;
}

bool operand_to_text(struct formula_run *f, struct operand v, const char **text,
                     struct operand *wrong)
{
	char *number;

	*text = "";
	switch (v.kind) {
	case OPERAND_BLANK: return true;
	case OPERAND_NUMBER:
		number = arena_printf(f->scratch, "%.15g", v.number == 0 ? 0 : v.number);
		for (char *p = number; *p; p++)
			*p = *p == 'e' ? 'E' : *p;
		*text = number;
		return true;
	case OPERAND_TRUTH: *text = v.number != 0 ? "TRUE" : "FALSE"; return true;
	case OPERAND_TEXT: *text = v.text; return true;
	case OPERAND_ERROR: *wrong = v; return false;
	case OPERAND_AREA: break;
	}
	*wrong = operand_error(FORMULA_VALUE);
	return false;
}

bool numbers_equal(double a, double b)
{
	return a == b || fabs(a - b) < fabs(a + b) * 0x1p-49;
}

static int rank_of(struct operand v)
{
	return v.kind == OPERAND_TRUTH ? 3 : v.kind == OPERAND_TEXT ? 2 : 1;
}

/* An empty cell is whatever it is compared with. */
static struct operand empty_like(struct operand v)
{
	return v.kind == OPERAND_TEXT  ? operand_text("")
	     : v.kind == OPERAND_TRUTH ? operand_truth(false)
	                               : operand_number(0);
}

int operand_compare(struct operand a, struct operand b)
{
	if (a.kind == OPERAND_BLANK)
		a = empty_like(b);
	if (b.kind == OPERAND_BLANK)
		b = empty_like(a);
	if (rank_of(a) != rank_of(b))
		return rank_of(a) - rank_of(b);
	if (a.kind == OPERAND_TEXT)
		return strcasecmp(a.text, b.text);
	return numbers_equal(a.number, b.number) ? 0 : a.number < b.number ? -1 : 1;
}

/* ---- failures ------------------------------------------------------------------------
 */

bool formula_is_stopped(const struct formula_run *f)
{
	return f->is_failed || f->is_put_off;
}

bool formula_fail(struct formula_run *f, const char *fmt, ...)
{
	char text[200];
	va_list ap;

	if (formula_is_stopped(f))
		return false;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	f->is_failed = true;
	err_set(f->e, ERR_DATA, "%s", text);
	return err_within(f->e, "%s",
	                  grid_where(f->g, f->scratch, f->sheet, f->row, f->col));
}

/* ---- cells ----------------------------------------------------------------------------
 */

static struct operand cell_work_out(struct formula_run *f, struct formula *m)
{
	struct err e = { ERR_NONE, "" };
	size_t nodes = f->node_count;
	int32_t root;
	struct operand v = operand_number(0);
	bool outer = f->is_frozen;

	f->is_frozen = false;
	root = formula_parse(f, m->text, &e);
	m->is_frozen = f->is_frozen;
	f->is_frozen = outer;
	if (!root) {
		formula_fail(f, "=%.60s: %s", m->text, e.text);
		return v;
	}
	v = formula_node(f, root, NULL);
	if (v.kind == OPERAND_AREA) {
		if (area_rows(v.area) == 1 && area_cols(v.area) == 1)
			v = area_value(f, v.area, 0, 0);
		else
			formula_fail(f, "=%.60s: a range, where one value belongs",
			             m->text);
	}
	/* What refers to an empty cell shows 0. */
	if (v.kind == OPERAND_BLANK)
		v = operand_number(0);
	if (nodes > 0)
		f->node_count = nodes;
	return v;
}

static void keep_value(struct formula_run *f, struct formula *m, struct operand v)
{
	if (v.kind == OPERAND_TEXT)
		v.text = arena_strdup(f->g->a, v.text);
	m->value = v;
	m->state = FORMULA_DONE;
}

static struct operand formula_value(struct formula_run *f, struct formula *m, int sheet,
                                    int row, int col)
{
	int from_sheet = f->sheet, from_row = f->row, from_col = f->col;
	struct operand v;

	if (m->state == FORMULA_DONE)
		return m->value;
	if (m->state == FORMULA_BUSY) {
		formula_fail(f, "refers to %s, which refers back",
		             grid_where(f->g, f->scratch, sheet, row, col));
		return operand_number(0);
	}
	if (f->depth > DEPTH_MAX) {
		f->is_put_off = true;
		f->waits = (struct area){ row, row, (int16_t)col, (int16_t)col,
			                  (int16_t)sheet };
		return operand_number(0);
	}
	m->state = FORMULA_BUSY;
	f->sheet = sheet;
	f->row = row;
	f->col = col;
	v = cell_work_out(f, m);
	if (!formula_is_stopped(f))
		keep_value(f, m, v);
	else
		m->state = FORMULA_NEW;
	f->sheet = from_sheet;
	f->row = from_row;
	f->col = from_col;
	return m->state == FORMULA_DONE ? m->value : operand_number(0);
}

struct operand formula_cell(struct formula_run *f, int sheet, int row, int col)
{
	struct operand blank = { .kind = OPERAND_BLANK };
	const struct cell *c;

	if (formula_is_stopped(f))
		return operand_number(0);
	c = grid_at(f->g, sheet, row, col);
	switch (c ? (enum cell_kind)c->kind : CELL_NONE) {
	case CELL_NUMBER: return operand_number(c->number);
	case CELL_TEXT: return operand_text(c->text);
	case CELL_LINK: return operand_text(c->link->text);
	case CELL_FORMULA: return formula_value(f, c->formula, sheet, row, col);
	case CELL_NONE:
	case CELL_BLANK: break;
	}
	return blank;
}

/* ---- nodes ----------------------------------------------------------------------------
 */

static struct operand one_value(struct formula_run *f, struct operand v,
                                const struct element *at)
{
	if (v.kind != OPERAND_AREA)
		return v;
	if (area_rows(v.area) == 1 && area_cols(v.area) == 1)
		return area_value(f, v.area, 0, 0);
	if (!at) {
		formula_fail(f, "a range, where one value belongs");
		return operand_error(FORMULA_VALUE);
	}
	if ((area_rows(v.area) > 1 && at->row >= area_rows(v.area)) ||
	    (area_cols(v.area) > 1 && at->col >= area_cols(v.area)))
		return operand_error(FORMULA_NA);
	return area_value(f, v.area, area_rows(v.area) > 1 ? at->row : 0,
	                  area_cols(v.area) > 1 ? at->col : 0);
}

/* The smallest difference of nearly equal numbers is what the digits cannot hold. */
static double sum_of(double a, double b)
{
	double sum = a + b;

	return fabs(sum) < fabs(a) * 0x1p-49 ? 0 : sum;
}

static struct operand reckon(enum node_kind kind, double a, double b)
{
	switch (kind) {
	case NODE_ADD: return operand_number(sum_of(a, b));
	case NODE_SUBTRACT: return operand_number(sum_of(a, -b));
	case NODE_MULTIPLY: return operand_number(a * b);
	case NODE_DIVIDE:
		return b == 0 ? operand_error(FORMULA_DIV0) : operand_number(a / b);
	case NODE_POWER:
		if (a == 0 && b <= 0)
			return operand_error(b < 0 ? FORMULA_DIV0 : FORMULA_NUM);
		return operand_number(pow(a, b));
	case NODE_NEGATE: return operand_number(-a);
	case NODE_PERCENT: return operand_number(a / 100);
	default: return operand_error(FORMULA_VALUE);
	}
}

static bool holds(enum node_kind kind, int order)
{
	switch (kind) {
	case NODE_EQUAL: return order == 0;
	case NODE_UNEQUAL: return order != 0;
	case NODE_LESS: return order < 0;
	case NODE_LESS_EQUAL: return order <= 0;
	case NODE_MORE: return order > 0;
	default: return order >= 0;
	}
}

static struct operand joined(struct formula_run *f, struct operand a, struct operand b)
{
	const char *left, *right;
	struct operand wrong;

	if (!operand_to_text(f, a, &left, &wrong) ||
	    !operand_to_text(f, b, &right, &wrong))
		return wrong;
	if (strlen(left) + strlen(right) > CELL_BYTES_MAX)
		return operand_error(FORMULA_VALUE);
	return operand_text(arena_printf(f->scratch, "%s%s", left, right));
}

static struct operand operate(struct formula_run *f, enum node_kind kind,
                              struct operand a, struct operand b)
{
	double x, y;
	struct operand wrong;

	if (a.kind == OPERAND_ERROR || b.kind == OPERAND_ERROR)
		return a.kind == OPERAND_ERROR ? a : b;
	if (kind == NODE_JOIN)
		return joined(f, a, b);
	if (kind >= NODE_EQUAL && kind <= NODE_MORE_EQUAL)
		return operand_truth(holds(kind, operand_compare(a, b)));
	if (!operand_to_number(a, &x, &wrong) || !operand_to_number(b, &y, &wrong))
		return wrong;
	return reckon(kind, x, y);
}

/* A1:INDEX(...): the least area that holds both. */
static struct operand range_between(struct operand a, struct operand b)
{
	if (a.kind != OPERAND_AREA || b.kind != OPERAND_AREA ||
	    a.area.sheet != b.area.sheet)
		return operand_error(FORMULA_REF);
	if (b.area.row1 < a.area.row1)
		a.area.row1 = b.area.row1;
	if (b.area.row2 > a.area.row2)
		a.area.row2 = b.area.row2;
	if (b.area.col1 < a.area.col1)
		a.area.col1 = b.area.col1;
	if (b.area.col2 > a.area.col2)
		a.area.col2 = b.area.col2;
	return a;
}

static struct operand node_over(struct formula_run *f, const struct node *n,
                                const struct element *at)
{
	struct operand none = { .kind = OPERAND_BLANK };
	int32_t right = n->count > 1 ? f->node[n->first].next : 0;
	struct operand a, b = none;

	if (n->kind == NODE_RANGE)
		return range_between(formula_node(f, n->first, NULL),
		                     formula_node(f, right, NULL));
	a = one_value(f, formula_node(f, n->first, at), at);
	if (right)
		b = one_value(f, formula_node(f, right, at), at);
	return operate(f, n->kind, a, b);
}

struct operand formula_node(struct formula_run *f, int32_t node, const struct element *at)
{
	struct operand v = { .kind = OPERAND_BLANK };
	struct node n = f->node[node];

	if (formula_is_stopped(f))
		return v;
	f->depth++;
	if (n.kind == NODE_VALUE) {
		v = at ? one_value(f, n.value, at) : n.value;
	} else if (n.kind == NODE_CALL) {
		struct call c = { f, n.function, n.first, n.count,
			          n.function->is_whole ? NULL : at };

		v = n.function->run(&c);
	} else if (n.kind != NODE_MISSING) {
		v = node_over(f, &n, at);
	}
	f->depth--;
	return v;
}

/* ---- arguments -------------------------------------------------------------------- */

static int32_t argument(const struct call *c, int i)
{
	int32_t n = c->arg;

	while (i-- > 0)
		n = c->f->node[n].next;
	return n;
}

bool call_has(const struct call *c, int i)
{
	return i < c->count && c->f->node[argument(c, i)].kind != NODE_MISSING;
}

struct operand call_any(struct call *c, int i)
{
	struct operand missing = { .kind = OPERAND_BLANK };

	return i < c->count ? formula_node(c->f, argument(c, i), c->at) : missing;
}

struct operand call_value(struct call *c, int i)
{
	return one_value(c->f, call_any(c, i), c->at);
}

bool call_number(struct call *c, int i, double *x, struct operand *wrong)
{
	return operand_to_number(call_value(c, i), x, wrong);
}

bool call_text(struct call *c, int i, const char **text, struct operand *wrong)
{
	return operand_to_text(c->f, call_value(c, i), text, wrong);
}

bool call_truth(struct call *c, int i, bool *is_true, struct operand *wrong)
{
	struct operand v = call_value(c, i);
	double x;

	if (v.kind == OPERAND_TEXT &&
	    (strcasecmp(v.text, "TRUE") == 0 || strcasecmp(v.text, "FALSE") == 0))
		v = operand_truth(strcasecmp(v.text, "TRUE") == 0);
	else if (v.kind == OPERAND_TEXT)
		v = operand_error(FORMULA_VALUE);
	if (!operand_to_number(v, &x, wrong))
		return false;
	*is_true = x != 0;
	return true;
}

bool call_area(struct call *c, int i, struct area *area, struct operand *wrong)
{
	/* An area as a whole, also where elements are asked for. */
	struct operand v = formula_node(c->f, argument(c, i), NULL);

	if (v.kind == OPERAND_AREA) {
		*area = v.area;
		return true;
	}
	*wrong = v.kind == OPERAND_ERROR ? v : operand_error(FORMULA_VALUE);
	if (v.kind != OPERAND_ERROR)
		formula_fail(c->f, "%s() takes cells as argument %d", c->function->name,
		             i + 1);
	return false;
}

/* ---- the grid ---------------------------------------------------------------------- */

struct formula *formula_new(struct grid *g, const char *text)
{
	struct formula *m = arena_zero(g->a, sizeof *m);

	m->text = text;
	return m;
}

/* A cell and, while it is put off, those that it waits for, innermost last. */
static bool run_cell(struct formula_run *f, struct area cell)
{
	struct area *stack = NULL;
	size_t n = 0, room = 0;

	*(struct area *)arena_push(f->scratch, (void **)&stack, &n, &room,
	                           sizeof cell) = cell;
	while (n > 0 && !f->is_failed) {
		struct area at = stack[n - 1];
		struct formula *m = grid_at(f->g, at.sheet, at.row1, at.col1)->formula;

		f->is_put_off = false;
		f->depth = 0;
		/* It waits further down: whoever comes back to it goes round. */
		if (m->state == FORMULA_BUSY)
			m->state = FORMULA_NEW;
		formula_value(f, m, at.sheet, at.row1, at.col1);
		if (f->is_put_off) {
			m->state = FORMULA_BUSY;
			*(struct area *)arena_push(f->scratch, (void **)&stack, &n, &room,
			                           sizeof f->waits) = f->waits;
		} else {
			n--;
		}
	}
	arena_reset(f->scratch);
	f->node_count = f->node_count > 0;
	return !f->is_failed;
}

static bool run_sheet(struct formula_run *f, int sheet)
{
	for (size_t row = 0; row < f->g->sheet[sheet].row_count; row++)
		for (int col = 0; col < f->g->sheet[sheet].row[row].count; col++) {
			const struct cell *c = grid_at(f->g, sheet, (int)row, col);

			if (c && c->kind == CELL_FORMULA &&
			    c->formula->state != FORMULA_DONE &&
			    !run_cell(f, (struct area){ (int32_t)row, (int32_t)row,
			                                (int16_t)col, (int16_t)col,
			                                (int16_t)sheet }))
				return false;
		}
	return true;
}

bool formula_run(struct grid *g, struct err *e)
{
	struct arena scratch = { 0 };
	struct formula_run f = { .g = g, .scratch = &scratch, .e = e };
	bool ok = true;

	for (size_t i = 0; ok && i < g->sheet_count; i++)
		ok = run_sheet(&f, (int)i);
	arena_release(&scratch);
	return ok;
}

bool formula_check(struct arena *a, const char *text, struct err *e)
{
	struct grid g = { .a = a };
	struct formula_run f = { .g = &g, .scratch = a, .e = e, .is_checked_only = true };

	return formula_parse(&f, text, e) != 0;
}
