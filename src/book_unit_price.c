/* book_unit_price.c - the sheet Unit prices: what one more of each kind costs, and no
 * more.
 */
#include "book_unit_price.h"

#include <math.h>
#include <string.h>

#include "book_terms.h"
#include "book_text.h"

enum { COL_NUMBER, COL_KIND, COL_DAYS, COL_PRICE, COLUMNS };
enum { HEAD_ROW = 3 };
static const double widths[COLUMNS] = { 7, 66, 14, 16 };

/* The ranges of the sheet Change control, row by row. */
static int write_prices(struct book *b, lxw_worksheet *w)
{
	const struct cell_name *kinds = grid_name(&b->grid, "change_kinds",
	                                          strlen("change_kinds"));
	int n = kinds ? kinds->area.row2 - kinds->area.row1 + 1 : 0;

	for (int i = 1; i <= n; i++) {
		int row = HEAD_ROW + i;

		book_number(b, w, row, COL_NUMBER, STYLE_ID, i);
		book_live(b, w, row, COL_KIND, STYLE_TOP, "INDEX(change_kinds,%d)", i);
		book_live(b, w, row, COL_DAYS, STYLE_UNIT_HOURS,
		          "INDEX(unit_price_days,%d)", i);
		book_live(b, w, row, COL_PRICE, STYLE_MONEY, "INDEX(unit_prices,%d)", i);
	}
	if (n == 0)
		book_text(b, w, HEAD_ROW + 1, COL_KIND, STYLE_LABEL, TEXT_NO_ROWS);
	return HEAD_ROW + 1 + (n > 0 ? n : 1);
}

bool book_unit_price(struct book *b, lxw_worksheet *w, struct err *e)
{
	static const char *const heads[COLUMNS] = { TEXT_UNIT_PRICE_HEADS };
	const struct term_group *change;
	struct terms t;
	int row;

	if (!terms_load(&t, b->a, &b->brand, e))
		return false;
	for (int i = 0; i < COLUMNS; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	worksheet_set_portrait(w);
	book_heading(b, w, SHEET_UNIT_PRICES, TEXT_UNIT_PRICES_INTRO);
	for (int i = 0; i < COLUMNS; i++)
		book_text(b, w, HEAD_ROW, i,
		          i >= COL_DAYS ? STYLE_HEAD_RIGHT : STYLE_HEAD, heads[i]);
	worksheet_freeze_panes(w, HEAD_ROW + 1, 0);
	worksheet_repeat_rows(w, HEAD_ROW, HEAD_ROW);
	row = write_prices(b, w);
	worksheet_autofilter(w, HEAD_ROW, 0, (lxw_row_t)row - 1, COL_PRICE);
	change = terms_group(&t, "change");
	for (size_t i = 0; change && i < change->count; i++) {
		double height = book_template(b, w, ++row, COL_KIND, COL_PRICE,
		                              STYLE_WRAP, 96,
		                              book_word(b, change->line[i]));

		worksheet_set_row(w, (lxw_row_t)row, fmax(16, height), NULL);
	}
	return true;
}
