/* book_rows.c - the rows of all sheets, written past libxlsxwriter: as XML, compressed.
 *
 * The library keeps a tree of cells, writes each by a printf() to a file and compresses
 * that, all on one thread; of long sheets by way of a second file. Here rows are made in
 * memory, some thousand cells at a time, and compressed at once. The library writes what
 * stands around them. */
#include "book/book_rows.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "book/package.h"
#include "formula/formula.h"

/* MARKS: what stands around the texts of a cell or row, at most. */
enum { CELLS_A_PART = 4096, MARKS = 256, NUMBER_MAX = 32, LONGEST_ESCAPE = 5 };
static const double WHOLE_MAX = 1e15;

/* Rows of one sheet, from one to before another. */
struct part {
	const struct cell_sheet *s;
	const lxw_worksheet *w;
	size_t from, to;
};

struct rows {
	const char (*column)[4]; /* "A" */
	const char (*style)[16]; /* by style: ` s="8"` */
	struct part *part;
	size_t count, room;
};

/* ---- texts ---------------------------------------------------------------------- */

static char *copied(char *to, const char *text, size_t n)
{
	memcpy(to, text, n);
	return to + n;
}

#define COPY(to, literal) copied(to, literal, sizeof(literal) - 1)

static char *put_string(char *to, const char *text)
{
	return copied(to, text, strlen(text));
}

static char *put_escaped(char *to, const char *text)
{
	for (size_t n; *text; text++) {
		n = strcspn(text, "&<>");
		to = copied(to, text, n);
		text += n;
		switch (*text) {
		case '&': to = COPY(to, "&amp;"); break;
		case '<': to = COPY(to, "&lt;"); break;
		case '>': to = COPY(to, "&gt;"); break;
		default: return to;
		}
	}
	return to;
}

static char *put_whole(char *to, uint64_t n)
{
	char digits[24], *p = digits + sizeof digits;

	do
		*--p = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	return copied(to, p, (size_t)(digits + sizeof digits - p));
}

/* As the library writes it. */
static char *put_number(char *to, double x)
{
	if (x >= 0 && x < WHOLE_MAX && x == floor(x))
		return put_whole(to, (uint64_t)x);
	return to + snprintf(to, NUMBER_MAX, "%.16G", x);
}

/* ---- cells ---------------------------------------------------------------------- */

static bool keeps_spaces(const char *text)
{
	return isspace((unsigned char)*text) ||
	       isspace((unsigned char)text[strlen(text) - 1]);
}

/* Behind the attributes of <c. The texts of a long sheet stand in it. */
static char *put_text(char *to, const char *text, uint32_t shared, bool is_long)
{
	if (!*text)
		return COPY(to, "/>");
	if (!is_long) {
		to = COPY(to, " t=\"s\"><v>");
		to = put_whole(to, shared);
		return COPY(to, "</v></c>");
	}
	to = keeps_spaces(text)
	       ? COPY(to, " t=\"inlineStr\"><is><t xml:space=\"preserve\">")
	       : COPY(to, " t=\"inlineStr\"><is><t>");
	to = put_escaped(to, text);
	return COPY(to, "</t></is></c>");
}

static char *put_value(char *to, double x)
{
	to = COPY(to, "><v>");
	to = put_number(to, x);
	return COPY(to, "</v></c>");
}

/* The value of a formula that gives no number. */
static const char *said(const struct operand *v)
{
	switch (v->kind) {
	case OPERAND_TRUTH: return v->number != 0 ? "TRUE" : "FALSE";
	case OPERAND_TEXT: return v->text;
	default: return formula_error_text(v->error);
	}
}

/* The text of a cell that shows one, NULL: of another. What a frozen formula gave stands
 * there as if it had been written. */
static const char *text_of(const struct cell *c)
{
	switch ((enum cell_kind)c->kind) {
	case CELL_TEXT: return c->text;
	case CELL_LINK: return c->link->text;
	case CELL_FORMULA:
		return c->formula->is_frozen &&
		               c->formula->value.kind != OPERAND_NUMBER &&
		               c->formula->value.kind != OPERAND_TRUTH
		         ? said(&c->formula->value)
		         : NULL;
	default: return NULL;
	}
}

static char *put_formula(char *to, const struct formula *f)
{
	const struct operand *v = &f->value;
	bool is_number = v->kind == OPERAND_NUMBER;

	if (f->is_frozen)
		return put_value(is_number ? to : COPY(to, " t=\"b\""), v->number);
	to = is_number ? COPY(to, "><f>") : COPY(to, " t=\"str\"><f>");
	to = put_escaped(to, f->text);
	to = COPY(to, "</f><v>");
	to = is_number ? put_number(to, v->number) : put_escaped(to, said(v));
	return COPY(to, "</v></c>");
}

/* Bytes of the texts in it, before they are escaped. */
static size_t length_of(const struct cell *c, const char *text)
{
	if (text)
		return strlen(text);
	if (c->kind != CELL_FORMULA)
		return 0;
	return strlen(c->formula->text) + (c->formula->value.kind == OPERAND_TEXT
	                                       ? strlen(c->formula->value.text)
	                                       : 0);
}

static void write_cell(const struct rows *r, struct packed_text *t, const struct cell *c,
                       int col, const char *row, bool is_long)
{
	const char *text = text_of(c);
	char *from = packed_room(t, MARKS + LONGEST_ESCAPE * length_of(c, text));
	char *to = COPY(from, "<c r=\"");

	to = put_string(to, r->column[col]);
	to = put_string(to, row);
	*to++ = '"';
	to = put_string(to, r->style[c->style]);
	if (text)
		to = put_text(to, text, c->shared, is_long);
	else if (c->kind == CELL_NUMBER)
		to = put_value(to, c->number);
	else if (c->kind == CELL_FORMULA)
		to = put_formula(to, c->formula);
	else
		to = COPY(to, "/>");
	packed_add(t, (size_t)(to - from));
}

/* ---- rows ----------------------------------------------------------------------- */

/* Of a long sheet the grid alone knows the heights. A row of which nothing is known and
 * in which nothing stands is no row. */
static double height_of(const struct part *p, size_t i, bool is_full)
{
	const lxw_row *row;

	if (p->w->optimize)
		return i < p->s->row_count && p->s->row[i].height > 0
		         ? p->s->row[i].height
		         : LXW_DEF_ROW_HEIGHT;
	row = lxw_worksheet_find_row((lxw_worksheet *)p->w, (lxw_row_t)i);
	if (row && row->height_changed)
		return row->height;
	return row || is_full ? p->w->default_row_height : LXW_DEF_ROW_HEIGHT;
}

static bool has_cells(const struct cell_row *row)
{
	for (int col = 0; col < row->count; col++)
		if (row->cell[col].kind != CELL_NONE)
			return true;
	return false;
}

static void write_row(const struct rows *r, const struct part *p, size_t i,
                      struct packed_text *t)
{
	static const struct cell_row none;
	const struct cell_row *row = i < p->s->row_count ? &p->s->row[i] : &none;
	bool is_full = has_cells(row);
	double height = height_of(p, i, is_full);
	bool is_set = height != LXW_DEF_ROW_HEIGHT;
	char number[24], *from = packed_room(t, MARKS), *to = from;

	if (!is_full && !is_set)
		return;
	*put_whole(number, i + 1) = '\0';
	to = COPY(to, "<row r=\"");
	to = put_string(to, number);
	if (is_set) {
		to = COPY(to, "\" ht=\"");
		to = put_number(to, height);
		to = COPY(to, "\" customHeight=\"1");
	}
	to = is_full ? COPY(to, "\">") : COPY(to, "\"/>");
	packed_add(t, (size_t)(to - from));
	if (!is_full)
		return;
	for (int col = 0; col < row->count; col++)
		if (row->cell[col].kind != CELL_NONE)
			write_cell(r, t, &row->cell[col], col, number, p->w->optimize);
	COPY(packed_room(t, MARKS), "</row>");
	packed_add(t, strlen("</row>"));
}

static void write_part(void *arg, size_t i, struct packed_text *t)
{
	const struct rows *r = arg;
	const struct part *p = &r->part[i];

	packed_room(t, 1);
	for (size_t row = p->from; row < p->to; row++)
		write_row(r, p, row, t);
}

/* ---- what is known before ------------------------------------------------------- */

static int widest(const struct cell_sheet *s)
{
	int most = 0;

	for (size_t i = 0; i < s->row_count; i++)
		most = s->row[i].count > most ? s->row[i].count : most;
	return most;
}

static void set_size(lxw_worksheet *w, const struct cell_sheet *s)
{
	int width = widest(s);

	if (width == 0)
		return;
	w->dim_rowmin = 0;
	w->dim_colmin = 0;
	if (w->dim_rowmax + 1 < s->row_count)
		w->dim_rowmax = (lxw_row_t)s->row_count - 1;
	if (w->dim_colmax + 1 < width)
		w->dim_colmax = (lxw_col_t)(width - 1);
}

static lxw_error prepare_row(struct book *b, const struct cell_sheet *s, size_t i)
{
	lxw_worksheet *w = s->to;
	const struct cell_row *row = &s->row[i];
	lxw_error rc = LXW_NO_ERROR;

	if (row->height > 0 && !w->optimize)
		rc = worksheet_set_row(w, (lxw_row_t)i, row->height, NULL);
	for (int col = 0; col < row->count && rc == LXW_NO_ERROR; col++) {
		const struct cell *c = &row->cell[col];

		if (c->kind == CELL_LINK)
			rc = worksheet_write_url_opt(w, (lxw_row_t)i, (lxw_col_t)col,
			                             c->link->url, b->style[c->style],
			                             c->link->text, NULL);
	}
	return rc;
}

lxw_error book_rows_prepare(struct book *b)
{
	lxw_error rc = LXW_NO_ERROR;

	for (size_t n = 0; n < b->grid.sheet_count; n++) {
		const struct cell_sheet *s = &b->grid.sheet[n];

		if (!s->is_written)
			continue;
		for (size_t i = 0; i < s->row_count && rc == LXW_NO_ERROR; i++)
			rc = prepare_row(b, s, i);
		set_size(s->to, s);
	}
	return rc;
}

/* ---- styles, texts, columns ----------------------------------------------------- */

/* The library numbers styles and texts when they are first asked for: in the order of
 * the sheets, and only those that are there. */
static bool number_cell(struct book *b, const lxw_worksheet *w, struct cell *c,
                        char (*style)[16])
{
	const char *text = w->optimize ? NULL : text_of(c);
	const struct sst_element *known;

	if (!*style[c->style])
		snprintf(style[c->style], sizeof *style, " s=\"%d\"",
		         lxw_format_get_xf_index(b->style[c->style]));
	if (!text || !*text)
		return true;
	known = lxw_get_sst_index(w->sst, text, LXW_FALSE);
	c->shared = known ? known->index : 0;
	return known;
}

static bool number_cells(struct book *b, const struct cell_sheet *s, char (*style)[16])
{
	for (size_t i = 0; i < s->row_count; i++)
		for (int col = 0; col < s->row[i].count; col++) {
			struct cell *c = &s->row[i].cell[col];

			if (c->kind != CELL_NONE && !number_cell(b, s->to, c, style))
				return false;
		}
	return true;
}

static const char (*columns(struct arena *a, int n))[4]
{
	char(*name)[4] = arena_zero(a, ((size_t)n + 1) * sizeof *name);

	for (int i = 0; i < n; i++)
		lxw_col_to_name(name[i], (lxw_col_t)i, 0);
	return (const char(*)[4])name;
}

/* ---- all sheets ----------------------------------------------------------------- */

/* Also rows behind the last cell, which may have a height. */
static void cut(struct book *b, struct rows *r, const struct cell_sheet *s)
{
	const lxw_worksheet *w = s->to;
	size_t end = w->dim_rowmin == LXW_ROW_MAX ? 0 : w->dim_rowmax + (size_t)1;
	int cells = CELLS_A_PART;
	struct part *p = NULL;

	for (size_t i = 0; i < end; i++) {
		if (cells >= CELLS_A_PART) {
			p = arena_push(b->a, (void **)&r->part, &r->count, &r->room,
			               sizeof *p);
			*p = (struct part){ s, w, i, i };
			cells = 0;
		}
		p->to = i + 1;
		cells += i < s->row_count ? s->row[i].count : 0;
	}
}

static struct package_filling *add_filling(struct book *b, const lxw_worksheet *w)
{
	struct package_filling *f = arena_push(b->a, (void **)&b->filling,
	                                       &b->filling_count, &b->filling_room,
	                                       sizeof *f);

	*f = (struct package_filling){
		.part = arena_printf(b->a, "xl/worksheets/sheet%d.xml", w->index + 1),
		.element = "sheetData",
	};
	return f;
}

/* The parts of a sheet are neighbours. */
static void take_parts(struct book *b, const struct rows *r,
                       const struct packed_part *packed)
{
	struct package_filling *f = NULL;

	for (size_t i = 0; i < r->count; i++) {
		if (i == 0 || r->part[i].w != r->part[i - 1].w) {
			f = add_filling(b, r->part[i].w);
			f->packed = &packed[i];
		}
		f->count++;
	}
}

bool book_rows(struct book *b, struct err *e)
{
	char(*style)[16] = arena_zero(b->a,
	                              sizeof b->style / sizeof *b->style * sizeof *style);
	struct rows r = { .style = (const char(*)[16])style };
	struct packed_part *packed;
	int width = 0;

	for (size_t i = 0; i < b->grid.sheet_count; i++) {
		const struct cell_sheet *s = &b->grid.sheet[i];

		if (!s->is_written)
			continue;
		if (!number_cells(b, s, style))
			return err_set(e, ERR_LIMIT, "no memory for the texts of sheets");
		width = widest(s) > width ? widest(s) : width;
		cut(b, &r, s);
	}
	r.column = columns(b->a, width);
	packed = arena_zero(b->a, (r.count + 1) * sizeof *packed);
	if (!packed_run(packed, r.count, b->a, write_part, &r, e))
		return false;
	take_parts(b, &r, packed);
	return true;
}
