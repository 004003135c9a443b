/* book_finish.c - the grid of cells becomes a file: formulas worked out, cells written.
 */
#include "book.h"
#include "book_chart.h"
#include "book_currency.h"
#include "book_page.h"
#include "book_rows.h"
#include "formula.h"
#include "package.h"

/* ---- writing
 * ---------------------------------------------------------------------------
 */

static lxw_error write_value(lxw_worksheet *w, lxw_row_t row, lxw_col_t col,
                             const struct operand *v, lxw_format *format)
{
	switch (v->kind) {
	case OPERAND_NUMBER:
		return worksheet_write_number(w, row, col, v->number, format);
	case OPERAND_TRUTH:
		return worksheet_write_boolean(w, row, col, v->number != 0, format);
	case OPERAND_TEXT:
		return *v->text ? worksheet_write_string(w, row, col, v->text, format)
		                : worksheet_write_blank(w, row, col, format);
	default:
		return worksheet_write_string(w, row, col, formula_error_text(v->error),
		                              format);
	}
}

static lxw_error write_formula(lxw_worksheet *w, lxw_row_t row, lxw_col_t col,
                               const struct formula *f, lxw_format *format)
{
	const struct operand *v = &f->value;

	if (f->is_frozen)
		return write_value(w, row, col, v, format);
	switch (v->kind) {
	case OPERAND_NUMBER:
		return worksheet_write_formula_num(w, row, col, f->text, format,
		                                   v->number);
	case OPERAND_TRUTH:
		return worksheet_write_formula_str(w, row, col, f->text, format,
		                                   v->number != 0 ? "TRUE" : "FALSE");
	case OPERAND_TEXT:
		return worksheet_write_formula_str(w, row, col, f->text, format, v->text);
	default:
		return worksheet_write_formula_str(w, row, col, f->text, format,
		                                   formula_error_text(v->error));
	}
}

static lxw_error write_cell(struct book *b, lxw_worksheet *w, lxw_row_t row,
                            lxw_col_t col, const struct cell *c)
{
	lxw_format *format = b->style[c->style];

	switch ((enum cell_kind)c->kind) {
	case CELL_BLANK: return worksheet_write_blank(w, row, col, format);
	case CELL_NUMBER: return worksheet_write_number(w, row, col, c->number, format);
	case CELL_TEXT: return worksheet_write_string(w, row, col, c->text, format);
	case CELL_FORMULA: return write_formula(w, row, col, c->formula, format);
	case CELL_LINK:
		return worksheet_write_url_opt(w, row, col, c->link->url, format,
		                               c->link->text, NULL);
	case CELL_NONE: break;
	}
	return LXW_NO_ERROR;
}

static void keep(struct book *b, lxw_error rc)
{
	if (rc != LXW_NO_ERROR && b->failed == LXW_NO_ERROR)
		b->failed = rc;
}

static void write_cells(struct book *b, int sheet)
{
	const struct cell_sheet *s = &b->grid.sheet[sheet];

	for (size_t r = 0; r < s->row_count; r++) {
		const struct cell_row *row = &s->row[r];

		if (row->height > 0)
			worksheet_set_row(s->to, (lxw_row_t)r, row->height, NULL);
		for (int col = 0; col < row->count; col++)
			keep(b, write_cell(b, s->to, (lxw_row_t)r, (lxw_col_t)col,
			                   &row->cell[col]));
	}
}

/* What a long sheet holds is put into the file when the library has closed it. */
static bool write_long(struct book *b, int sheet, struct err *e)
{
	const lxw_worksheet *w = b->grid.sheet[sheet].to;
	struct package_filling *f = arena_push(b->a, (void **)&b->filling,
	                                       &b->filling_count, &b->filling_room,
	                                       sizeof *f);

	*f = (struct package_filling){
		.part = arena_printf(b->a, "xl/worksheets/sheet%d.xml", w->index + 1),
		.element = "sheetData",
	};
	return book_rows(b, sheet, &f->packed, e);
}

static bool write_sheet(struct book *b, int sheet, struct err *e)
{
	const struct cell_sheet *s = &b->grid.sheet[sheet];

	if (s->is_written && ((const lxw_worksheet *)s->to)->optimize)
		return write_long(b, sheet, e);
	if (s->is_written)
		write_cells(b, sheet);
	return true;
}

static void write_name(struct book *b, const struct cell_name *n)
{
	const struct area *a = &n->area;
	const struct cell_sheet *s = &b->grid.sheet[a->sheet];
	const char *at = book_at(b, a->row1, a->col1);

	if (!s->is_written)
		return;
	if (a->row1 != a->row2 || a->col1 != a->col2)
		at = arena_printf(b->a, "%s:%s", at, book_at(b, a->row2, a->col2));
	keep(b, workbook_define_name(b->file, n->name,
	                             arena_printf(b->a, "='%s'!%s", s->name, at)));
}

bool book_finish(struct book *b, struct err *e)
{
	if (b->trouble.kind != ERR_NONE) {
		*e = b->trouble;
		return false;
	}
	if (!formula_run(&b->grid, e))
		return false;
	book_currency_formats(b);
	for (size_t i = 0; i < b->grid.sheet_count; i++)
		if (!write_sheet(b, (int)i, e))
			return false;
	book_chart_cache(b);
	book_page_areas(b);
	for (size_t i = 0; i < b->grid.name_count; i++)
		write_name(b, &b->grid.name[i]);
	return true;
}

void book_each_name(struct book *b,
                    void (*each)(void *arg, const char *name, double value), void *arg)
{
	for (size_t i = 0; i < b->grid.name_count; i++) {
		const struct cell_name *n = &b->grid.name[i];
		const struct cell *c = grid_at(&b->grid, n->area.sheet, n->area.row1,
		                               n->area.col1);

		if (!c || n->area.row1 != n->area.row2 || n->area.col1 != n->area.col2)
			continue;
		if (c->kind == CELL_NUMBER)
			each(arg, n->name, c->number);
		else if (c->kind == CELL_FORMULA &&
		         c->formula->value.kind == OPERAND_NUMBER)
			each(arg, n->name, c->formula->value.number);
	}
}

void book_release(struct book *b)
{
	if (b->aside)
		lxw_workbook_free(b->aside);
	b->aside = NULL;
}
