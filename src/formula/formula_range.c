/* formula_range.c - areas of cells: walked, looked up, and indexed when asked often. */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "formula/formula_criterion.h"

/* Of an area that is looked into, so that places are small numbers. */
enum { CELLS_MAX = 1 << 24 };

/* ---- walking --------------------------------------------------------------------------
 */

void area_walk(struct formula_run *f, struct area area, struct walk_area *w)
{
	int rows = (int)f->g->sheet[area.sheet].row_count;

	*w = (struct walk_area){ f, area, area.row1, area.col1 - 1 };
	if (w->area.row2 >= rows)
		w->area.row2 = rows - 1;
}

bool area_next(struct walk_area *w, struct operand *v)
{
	const struct cell_sheet *s = &w->f->g->sheet[w->area.sheet];

	for (; w->row <= w->area.row2; w->row++, w->col = w->area.col1 - 1)
		while (++w->col <= w->area.col2 && w->col < s->row[w->row].count)
			if (s->row[w->row].cell[w->col].kind > CELL_BLANK) {
				*v = formula_cell(w->f, w->area.sheet, w->row, w->col);
				return !formula_is_stopped(w->f);
			}
	return false;
}

struct operand area_value(struct formula_run *f, struct area a, int row, int col)
{
	return formula_cell(f, a.sheet, a.row1 + row, a.col1 + col);
}

/* ---- indexes ------------------------------------------------------------------------
 */

/* Of an area that values were asked from: all its formulas are worked out, and cells of
 * the same value hang in one chain, in order. */
struct range_index {
	struct area area;
	struct chain_head *head; /* by hash of the value; NULL: no chains yet */
	uint32_t heads;
	int32_t *next; /* by place: 1 + place */
};

struct chain_head {
	int32_t first, last, length; /* 1 + place */
};

static uint32_t area_hash(struct area a)
{
	const int32_t part[] = { a.sheet, a.col1, a.row1, a.row2, a.col2 };
	uint32_t h = 2166136261u;

	for (int i = 0; i < 5; i++)
		h = (h ^ (uint32_t)part[i]) * 16777619u;
	return h ^ h >> 15;
}

static bool same_area(struct area a, struct area b)
{
	return a.sheet == b.sheet && a.row1 == b.row1 && a.row2 == b.row2 &&
	       a.col1 == b.col1 && a.col2 == b.col2;
}

static struct range_index **slot_of(struct formula_run *f, struct area a)
{
	size_t i = area_hash(a) & (f->range_room - 1);

	while (f->range[i] && !same_area(f->range[i]->area, a))
		i = (i + 1) & (f->range_room - 1);
	return &f->range[i];
}

static void make_room(struct formula_run *f)
{
	struct range_index **old = f->range;
	size_t room = f->range_room;

	if (f->range_count * 2 < room)
		return;
	f->range_room = room ? room * 2 : 64;
	f->range = arena_zero(f->g->a, f->range_room * sizeof(struct range_index *));
	for (size_t i = 0; i < room; i++)
		if (old[i])
			*slot_of(f, old[i]->area) = old[i];
}

/* Every formula of the area worked out, as a spreadsheet program does before it looks
 * into a range: also a circle through a row that is not asked for is one. */
static struct range_index *range_of(struct formula_run *f, struct area a)
{
	struct range_index **slot;
	struct walk_area w;
	struct operand v;

	make_room(f);
	slot = slot_of(f, a);
	if (*slot)
		return *slot;
	area_walk(f, a, &w);
	if ((double)(w.area.row2 - w.area.row1 + 1) * area_cols(a) > CELLS_MAX) {
		formula_fail(f, "too many cells to look into");
		return NULL;
	}
	while (area_next(&w, &v))
		;
	if (formula_is_stopped(f))
		return NULL;
	/* What was worked out may have made ranges, and the table anew. */
	make_room(f);
	slot = slot_of(f, a);
	if (!*slot) {
		*slot = arena_zero(f->g->a, sizeof **slot);
		(*slot)->area = a;
		f->range_count++;
	}
	return *slot;
}

bool area_work_out(struct formula_run *f, struct area a)
{
	return range_of(f, a) != NULL;
}

/* Values that a criterion takes for equal have one hash: 5 and "5", "a" and "A". */
static uint32_t value_hash(struct operand v)
{
	uint32_t h = 2166136261u;
	double x;
	unsigned char bytes[sizeof x];

	if (v.kind == OPERAND_TEXT && !text_to_number(v.text, &x)) {
		for (const char *p = v.text; *p; p++)
			h = (h ^ (uint32_t)tolower((unsigned char)*p)) * 16777619u;
		return h;
	}
	if (v.kind != OPERAND_TEXT)
		x = v.number;
	/* Without the last digits, which numbers_equal() does not tell apart. */
	x = x == 0 ? 0 : (double)(float)x;
	memcpy(bytes, &x, sizeof x);
	for (size_t i = 0; i < sizeof bytes; i++)
		h = (h ^ bytes[i]) * 16777619u;
	return h;
}

static void make_chains(struct formula_run *f, struct range_index *r)
{
	int cols = area_cols(r->area);
	struct walk_area w;
	struct operand v;
	size_t n = 0;

	area_walk(f, r->area, &w);
	if (w.area.row2 >= w.area.row1)
		n = (size_t)(w.area.row2 - w.area.row1 + 1) * (size_t)cols;
	for (r->heads = 64; r->heads < n; r->heads *= 2)
		;
	r->head = arena_zero(f->g->a, r->heads * sizeof *r->head);
	r->next = arena_zero(f->g->a, (n + 1) * sizeof *r->next);
	while (area_next(&w, &v)) {
		int32_t place = (w.row - r->area.row1) * cols + w.col - r->area.col1;
		struct chain_head *h;

		if (v.kind == OPERAND_ERROR || v.kind == OPERAND_BLANK)
			continue;
		h = &r->head[value_hash(v) & (r->heads - 1)];
		*(h->last ? &r->next[h->last - 1] : &h->first) = place + 1;
		h->last = place + 1;
		h->length++;
	}
}

bool chain_start(struct formula_run *f, struct area a, struct operand v, struct chain *c)
{
	struct range_index *r = range_of(f, a);
	const struct chain_head *h;

	if (!r)
		return false;
	if (!r->head)
		make_chains(f, r);
	h = &r->head[value_hash(v) & (r->heads - 1)];
	*c = (struct chain){ r->next, h->first, h->length };
	return true;
}

/* ---- looking up -------------------------------------------------------------------- */

/* Same kind and equal; a text may hold wildcards. */
static bool is_match(struct operand have, struct operand want, bool is_pattern)
{
	if (want.kind == OPERAND_TEXT)
		return have.kind == OPERAND_TEXT &&
		       (is_pattern ? text_matches(have.text, want.text)
		                   : strcasecmp(have.text, want.text) == 0);
	return have.kind == want.kind && operand_compare(have, want) == 0;
}

/* The place of the first cell that is v, from 0; -1: none. */
static int find_equal(struct formula_run *f, struct area a, struct operand v)
{
	bool is_pattern = v.kind == OPERAND_TEXT && strpbrk(v.text, "*?~");
	struct walk_area w;
	struct operand have;
	struct chain c;
	int place;

	if (!is_pattern) {
		if (!chain_start(f, a, v, &c))
			return -1;
		while ((place = chain_next(&c)) >= 0)
			if (is_match(area_value(f, a, place / area_cols(a),
			                        place % area_cols(a)),
			             v, false))
				return place;
		return -1;
	}
	area_walk(f, a, &w);
	while (area_next(&w, &have))
		if (is_match(have, v, true))
			return (w.row - a.row1) * area_cols(a) + w.col - a.col1;
	return -1;
}

/* The last one that is not above v, of values that rise. */
static int find_below(struct formula_run *f, struct area a, struct operand v)
{
	struct walk_area w;
	struct operand have;
	int place = -1;

	area_walk(f, a, &w);
	while (area_next(&w, &have)) {
		if ((have.kind == OPERAND_TEXT) != (v.kind == OPERAND_TEXT) ||
		    have.kind == OPERAND_ERROR)
			continue;
		if (operand_compare(have, v) > 0)
			break;
		place = (w.row - a.row1) * area_cols(a) + w.col - a.col1;
	}
	return place;
}

static int find(struct formula_run *f, struct area a, struct operand v, bool is_exact)
{
	if (v.kind == OPERAND_BLANK)
		v = operand_number(0);
	return is_exact ? find_equal(f, a, v) : find_below(f, a, v);
}

static struct operand run_match(struct call *c)
{
	struct operand v = call_value(c, 0), wrong;
	struct area a;
	double type = 1;
	int at;

	if (v.kind == OPERAND_ERROR)
		return v;
	if (!call_area(c, 1, &a, &wrong) ||
	    (c->count > 2 && !call_number(c, 2, &type, &wrong)))
		return wrong;
	if (type < 0) {
		formula_fail(c->f, "MATCH() from above is not known here");
		return operand_error(FORMULA_NA);
	}
	if (area_rows(a) > 1 && area_cols(a) > 1)
		return operand_error(FORMULA_NA);
	at = find(c->f, a, v, type == 0);
	return at < 0 ? operand_error(FORMULA_NA) : operand_number(at + 1);
}

static struct operand run_vlookup(struct call *c)
{
	struct operand v = call_value(c, 0), wrong;
	bool is_near = true;
	struct area a, keys;
	double col;
	int at;

	if (v.kind == OPERAND_ERROR)
		return v;
	if (!call_area(c, 1, &a, &wrong) || !call_number(c, 2, &col, &wrong) ||
	    (c->count > 3 && !call_truth(c, 3, &is_near, &wrong)))
		return wrong;
	if (col < 1)
		return operand_error(FORMULA_VALUE);
	if (col >= area_cols(a) + 1)
		return operand_error(FORMULA_REF);
	keys = a;
	keys.col2 = a.col1;
	at = find(c->f, keys, v, !is_near);
	return at < 0 ? operand_error(FORMULA_NA) : area_value(c->f, a, at, (int)col - 1);
}

static struct operand run_index(struct call *c)
{
	struct operand v = { .kind = OPERAND_AREA }, wrong;
	struct area a;
	double row = 0, col = 0;

	if (!call_area(c, 0, &a, &wrong) || !call_number(c, 1, &row, &wrong) ||
	    (c->count > 2 && !call_number(c, 2, &col, &wrong)))
		return wrong;
	/* One number counts along a row, too. */
	if (c->count == 2 && area_rows(a) == 1) {
		col = row;
		row = 1;
	}
	row = floor(row);
	col = floor(col);
	if (row < 0 || col < 0 || row > area_rows(a) || col > area_cols(a))
		return operand_error(FORMULA_REF);
	v.area = a;
	if (row > 0)
		v.area.row1 = v.area.row2 = a.row1 + (int)row - 1;
	if (col > 0)
		v.area.col1 = v.area.col2 = (int16_t)(a.col1 + (int)col - 1);
	return v;
}

static struct operand run_choose(struct call *c)
{
	struct operand wrong;
	double n;

	if (!call_number(c, 0, &n, &wrong))
		return wrong;
	if (n < 1 || n >= c->count)
		return operand_error(FORMULA_VALUE);
	return call_any(c, (int)n);
}

static struct operand run_rows(struct call *c)
{
	struct operand wrong;
	struct area a;

	if (!call_area(c, 0, &a, &wrong))
		return wrong;
	return operand_number(c->function->name[0] == 'R' ? area_rows(a) : area_cols(a));
}

/* ROW() of the cell itself, of a reference, and of each element. */
static struct operand run_row(struct call *c)
{
	bool is_row = c->function->name[0] == 'R';
	struct operand wrong;
	struct area a;

	if (!call_has(c, 0))
		return operand_number((is_row ? c->f->row : c->f->col) + 1);
	if (!call_area(c, 0, &a, &wrong))
		return wrong;
	return operand_number((is_row ? a.row1 + (c->at ? c->at->row : 0)
	                              : a.col1 + (c->at ? c->at->col : 0)) +
	                      1);
}

const struct function range_functions[] = {
	{ "CHOOSE", 2, -1, run_choose, true }, { "COLUMN", 0, 1, run_row, false },
	{ "COLUMNS", 1, 1, run_rows, true },   { "INDEX", 2, 3, run_index, true },
	{ "MATCH", 2, 3, run_match, true },    { "ROW", 0, 1, run_row, false },
	{ "ROWS", 1, 1, run_rows, true },      { "VLOOKUP", 3, 4, run_vlookup, true },
	{ NULL, 0, 0, NULL, false },
};
