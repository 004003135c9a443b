/* book_rows.c - the rows of a long sheet, written past libxlsxwriter: as XML, compressed.
 *
 * The library writes each cell by a printf() to a file, copies that file to a second one
 * and compresses that, all on one thread. Here rows are made in memory, some hundred at a
 * time, and compressed at once. */
#include "book_rows.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* MARKS: what stands around the texts of a cell or row, at most. */
enum { ROWS_A_PART = 512, MARKS = 256, NUMBER_MAX = 32, LONGEST_ESCAPE = 5 };
static const double WHOLE_MAX = 1e15;

struct rows {
	const struct cell_sheet *s;
	const char (*column)[4]; /* "A" */
	const char (*style)[16]; /* by style: ` s="8"`, or nothing */
	double height;           /* of rows that have none of their own */
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

/* Behind the attributes of <c. */
static char *put_text(char *to, const char *text)
{
	if (!*text)
		return COPY(to, "/>");
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

/* What a formula gave, as if it had stood there. */
static char *put_frozen(char *to, const struct operand *v)
{
	if (v->kind == OPERAND_NUMBER)
		return put_value(to, v->number);
	if (v->kind == OPERAND_TRUTH)
		return put_value(COPY(to, " t=\"b\""), v->number != 0);
	return put_text(to, said(v));
}

static char *put_formula(char *to, const struct formula *f)
{
	const struct operand *v = &f->value;
	bool is_number = v->kind == OPERAND_NUMBER;

	if (f->is_frozen)
		return put_frozen(to, v);
	to = is_number ? COPY(to, "><f>") : COPY(to, " t=\"str\"><f>");
	to = put_escaped(to, f->text);
	to = COPY(to, "</f><v>");
	to = is_number ? put_number(to, v->number) : put_escaped(to, said(v));
	return COPY(to, "</v></c>");
}

/* Bytes of the texts that the cell may show, before they are escaped. */
static size_t length_of(const struct cell *c)
{
	switch ((enum cell_kind)c->kind) {
	case CELL_TEXT: return strlen(c->text);
	case CELL_LINK: return strlen(c->link->text);
	case CELL_FORMULA:
		return strlen(c->formula->text) + (c->formula->value.kind == OPERAND_TEXT
		                                       ? strlen(c->formula->value.text)
		                                       : 0);
	default: return 0;
	}
}

static char *put_contents(char *to, const struct cell *c)
{
	switch ((enum cell_kind)c->kind) {
	case CELL_NUMBER: return put_value(to, c->number);
	case CELL_TEXT: return put_text(to, c->text);
	case CELL_LINK: return put_text(to, c->link->text);
	case CELL_FORMULA: return put_formula(to, c->formula);
	default: return COPY(to, "/>");
	}
}

static void write_cell(const struct rows *r, struct packed_text *t, const struct cell *c,
                       int col, const char *row)
{
	char *from = packed_room(t, MARKS + LONGEST_ESCAPE * length_of(c)), *to = from;

	to = COPY(to, "<c r=\"");
	to = put_string(to, r->column[col]);
	to = put_string(to, row);
	*to++ = '"';
	to = put_string(to, r->style[c->style]);
	packed_add(t, (size_t)(put_contents(to, c) - from));
}

/* ---- rows ----------------------------------------------------------------------- */

static void write_row(const struct rows *r, struct packed_text *t, size_t i)
{
	const struct cell_row *row = &r->s->row[i];
	double height = row->height > 0 ? row->height : r->height;
	char number[24], *from = packed_room(t, MARKS), *to = from;
	bool has_height = height != r->height, is_empty = true;

	for (int col = 0; col < row->count && is_empty; col++)
		is_empty = row->cell[col].kind == CELL_NONE;
	if (is_empty && !has_height)
		return;
	*put_whole(number, i + 1) = '\0';
	to = COPY(to, "<row r=\"");
	to = put_string(to, number);
	if (has_height) {
		to = COPY(to, "\" ht=\"");
		to = put_number(to, height);
		to = COPY(to, "\" customHeight=\"1");
	}
	to = is_empty ? COPY(to, "\"/>") : COPY(to, "\">");
	packed_add(t, (size_t)(to - from));
	if (is_empty)
		return;
	for (int col = 0; col < row->count; col++)
		if (row->cell[col].kind != CELL_NONE)
			write_cell(r, t, &row->cell[col], col, number);
	COPY(packed_room(t, MARKS), "</row>");
	packed_add(t, strlen("</row>"));
}

static void write_part(void *arg, size_t part, struct packed_text *t)
{
	const struct rows *r = arg;
	size_t end = (part + 1) * ROWS_A_PART;

	for (size_t i = part * ROWS_A_PART; i < end && i < r->s->row_count; i++)
		write_row(r, t, i);
}

/* ---- the sheet ------------------------------------------------------------------ */

static int widest(const struct cell_sheet *s)
{
	int most = 0;

	for (size_t i = 0; i < s->row_count; i++)
		most = s->row[i].count > most ? s->row[i].count : most;
	return most;
}

static const char (*columns(struct arena *a, int n))[4]
{
	char(*name)[4] = arena_zero(a, ((size_t)n + 1) * sizeof *name);

	for (int i = 0; i < n; i++)
		lxw_col_to_name(name[i], (lxw_col_t)i, 0);
	return (const char(*)[4])name;
}

/* The library numbers a style when it is first asked for: only those that are there. */
static const char (*used_styles(struct book *b, const struct cell_sheet *s))[16]
{
	char(*style)[16] = arena_zero(b->a,
	                              sizeof b->style / sizeof *b->style * sizeof *style);
	bool is_known[sizeof b->style / sizeof *b->style] = { false };

	for (size_t i = 0; i < s->row_count; i++)
		for (int col = 0; col < s->row[i].count; col++) {
			const struct cell *c = &s->row[i].cell[col];
			int32_t n;

			if (c->kind == CELL_NONE || is_known[c->style])
				continue;
			is_known[c->style] = true;
			n = lxw_format_get_xf_index(b->style[c->style]);
			if (n > 0)
				snprintf(style[c->style], sizeof *style, " s=\"%d\"", n);
		}
	return (const char(*)[16])style;
}

/* Whom the sheet's links lead to, it says behind its rows. */
static lxw_error add_links(struct book *b, const struct cell_sheet *s)
{
	lxw_error rc = LXW_NO_ERROR;

	for (size_t i = 0; i < s->row_count; i++)
		for (int col = 0; col < s->row[i].count && rc == LXW_NO_ERROR; col++) {
			const struct cell *c = &s->row[i].cell[col];

			if (c->kind == CELL_LINK)
				rc = worksheet_write_url_opt(s->to, (lxw_row_t)i,
				                             (lxw_col_t)col, c->link->url,
				                             b->style[c->style],
				                             c->link->text, NULL);
		}
	return rc;
}

bool book_rows(struct book *b, int sheet, struct packed *p, struct err *e)
{
	const struct cell_sheet *s = &b->grid.sheet[sheet];
	lxw_worksheet *w = s->to;
	int width = widest(s);
	struct rows r = { s, columns(b->a, width), used_styles(b, s),
		          w->default_row_height };
	lxw_error rc = add_links(b, s);

	if (rc != LXW_NO_ERROR)
		return err_set(e, ERR_IO, "%s", lxw_strerror(rc));
	w->dim_rowmin = 0;
	w->dim_colmin = 0;
	w->dim_rowmax = (lxw_row_t)(s->row_count ? s->row_count - 1 : 0);
	w->dim_colmax = (lxw_col_t)(width ? width - 1 : 0);
	return packed_run(p, b->a, (s->row_count + ROWS_A_PART - 1) / ROWS_A_PART,
	                  write_part, &r, e);
}
