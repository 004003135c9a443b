/* book_currency.c - the currency of the quote as a cell: rates of exchange, and formats
 * of money that follow it. */
#include "book/book_currency.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "sheet/book_text.h"

enum { RANGES_MAX = 1800 }; /* characters of a list of ranges; the library takes 2079 */

struct money {
	const char *code, *symbol;
};

int book_currency_rates(struct book *b, lxw_worksheet *w, int row, int label_column,
                        int code_column, int rate_column, int note_column)
{
	struct err ignored;
	sqlite3_stmt *q = store_select(b->store, b->a, &ignored,
	                               "SELECT label, code, per_usd, date, source"
	                               " FROM currency ORDER BY rank");
	int first = row;

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		book_text(b, w, row, label_column, STYLE_LEVEL,
		          (const char *)sqlite3_column_text(q, 0));
		book_text(b, w, row, code_column, STYLE_PLAIN,
		          (const char *)sqlite3_column_text(q, 1));
		book_number(b, w, row, rate_column, STYLE_NUMBER_LEFT,
		            sqlite3_column_double(q, 2));
		book_textf(b, w, row, note_column, STYLE_SMALL, "%s, %s",
		           sqlite3_column_text(q, 3), sqlite3_column_text(q, 4));
		row++;
	}
	if (row == first)
		return row;
	book_name_range(b, "currency_codes", SHEET_INPUTS, first, code_column, row - 1,
	                code_column);
	book_name_range(b, "currency_rates", SHEET_INPUTS, first, rate_column, row - 1,
	                rate_column);
	return row;
}

/* The cells of one format on a sheet, "C7:C30 E7" and so on, handed on in portions. */
struct ranges {
	struct book *b;
	lxw_worksheet *w;
	const char *format;
	const struct money *money;
	size_t count;
	char list[RANGES_MAX + 64];
	size_t length;
	int row, col; /* the first cell of the list */
};

static void hand_on(struct ranges *r)
{
	if (r->length == 0)
		return;
	for (size_t i = 0; i < r->count; i++) {
		struct notation as = r->b->notation;
		lxw_format *f = workbook_add_format(r->b->file);
		lxw_conditional_format c = { .type = LXW_CONDITIONAL_TYPE_FORMULA,
			                     .format = f,
			                     .multi_range = r->list };

		as.symbol = r->money[i].symbol;
		as.is_apart = as.is_apart || isalpha((unsigned char)*as.symbol);
		format_set_num_format(f, notation_format(&as, r->b->a, r->format));
		c.value_string = arena_printf(r->b->a, "=currency=\"%s\"",
		                              r->money[i].code);
		worksheet_conditional_format_range(r->w, (lxw_row_t)r->row,
		                                   (lxw_col_t)r->col, (lxw_row_t)r->row,
		                                   (lxw_col_t)r->col, &c);
	}
	r->length = 0;
}

static void add(struct ranges *r, int row1, int row2, int col)
{
	char from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH];

	if (r->length > RANGES_MAX)
		hand_on(r);
	if (r->length == 0) {
		r->row = row1;
		r->col = col;
	}
	lxw_rowcol_to_cell(from, (lxw_row_t)row1, (lxw_col_t)col);
	lxw_rowcol_to_cell(to, (lxw_row_t)row2, (lxw_col_t)col);
	r->length += (size_t)snprintf(r->list + r->length, sizeof r->list - r->length,
	                              row1 == row2 ? "%s%s" : "%s%s:%s",
	                              r->length ? " " : "", from, to);
}

/* Formats of money, each once, and which of them a style has. */
struct formats {
	const char *format[16];
	int count;
	signed char of[STYLES_END + COLUMN_KINDS_END * COLUMN_WAYS]; /* -1: none */
};

static void find_formats(struct formats *f)
{
	f->count = 0;
	for (int s = 0; s < STYLES_END + COLUMN_KINDS_END * COLUMN_WAYS; s++) {
		const char *format = book_style_format((enum book_style)s);
		int at = 0;

		f->of[s] = -1;
		if (*format != '$')
			continue;
		while (at < f->count && strcmp(f->format[at], format) != 0)
			at++;
		if (at == (int)(sizeof f->format / sizeof *f->format))
			continue;
		f->format[at] = format;
		f->of[s] = (signed char)at;
		f->count += at == f->count;
	}
}

static int format_at(const struct formats *f, const struct cell_sheet *s, size_t row,
                     int col)
{
	const struct cell_row *r = &s->row[row];

	return col < r->count && r->cell[col].kind != CELL_NONE
	         ? f->of[r->cell[col].style]
	         : -1;
}

/* Column by column: cells of money stand below each other. */
static void take_format(struct ranges *r, const struct cell_sheet *s, int columns,
                        const struct formats *f, int format)
{
	r->format = f->format[format];
	for (int col = 0; col < columns; col++)
		for (size_t row = 0; row < s->row_count; row++) {
			size_t first = row;

			while (row < s->row_count && format_at(f, s, row, col) == format)
				row++;
			if (row > first)
				add(r, (int)first, (int)row - 1, col);
		}
	hand_on(r);
}

static int widest(const struct cell_sheet *s)
{
	int columns = 0;

	for (size_t row = 0; row < s->row_count; row++)
		if (s->row[row].count > columns)
			columns = s->row[row].count;
	return columns;
}

/* All currencies but the one that the formats of the cells have. */
static size_t others(struct book *b, struct money *v, size_t max)
{
	struct err ignored;
	sqlite3_stmt *q = store_select(b->store, b->a, &ignored,
	                               "SELECT code, symbol FROM currency"
	                               " WHERE code <> %Q ORDER BY rank",
	                               b->currency_code);
	size_t n = 0;

	while (q && n < max && sqlite3_step(q) == SQLITE_ROW)
		v[n++] = (struct money){
			arena_strdup(b->a, (const char *)sqlite3_column_text(q, 0)),
			arena_strdup(b->a, (const char *)sqlite3_column_text(q, 1))
		};
	return n;
}

void book_currency_formats(struct book *b)
{
	struct money money[16];
	struct ranges r = { .b = b, .money = money };
	struct formats f;
	const char *name = book_sheet_name(b, SHEET_INPUTS);
	int inputs = grid_sheet(&b->grid, name, strlen(name));

	if (inputs < 0 || !b->grid.sheet[inputs].is_written)
		return;
	find_formats(&f);
	r.count = others(b, money, sizeof money / sizeof *money);
	for (size_t i = 0; i < b->grid.sheet_count; i++) {
		const struct cell_sheet *s = &b->grid.sheet[i];
		int columns = widest(s);

		r.w = s->to;
		for (int format = 0; s->is_written && format < f.count; format++)
			take_format(&r, s, columns, &f, format);
	}
}
