/* book_finish.c - the grid of cells becomes a file: formulas worked out, cells written.
 */
#include "book/book.h"
#include "book/book_chart.h"
#include "book/book_currency.h"
#include "book/book_fit.h"
#include "book/book_heads.h"
#include "book/book_page.h"
#include "book/book_rows.h"
#include "formula/formula.h"

static void keep(struct book *b, lxw_error rc)
{
	if (rc != LXW_NO_ERROR && b->failed == LXW_NO_ERROR)
		b->failed = rc;
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
	book_fit_heads(b);
	book_fit_rows(b);
	keep(b, book_rows_prepare(b));
	book_chart_cache(b);
	book_page_areas(b);
	for (size_t i = 0; i < b->grid.name_count; i++)
		write_name(b, &b->grid.name[i]);
	return book_rows(b, e);
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
