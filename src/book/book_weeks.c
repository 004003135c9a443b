/* book_weeks.c - columns of weeks: the same on Plan and on Staffing. */
#include "book/book_weeks.h"

#include <math.h>
#include <stdlib.h>

#include "book/book_plan.h"
#include "sheet/book_text.h"

enum { WEEKS_MIN = 12, WEEKS_MORE = 4, HEAD_POINTS = 58, SHOWN_MORE = 1 };

/* By the price: what a column of a week takes, and so how many of them a page of Staffing
 * has room for, at letters fit to read. */
static const struct columns {
	double price, width;
	int printed;
} columns[] = { { 9999999, 3.8, 24 }, { 99999999, 4.9, 19 }, { INFINITY, 6, 15 } };

static const struct columns *columns_of(const struct book *b)
{
	const struct columns *c = columns;

	while (b->m->price > c->price)
		c++;
	return c;
}

double book_weeks_width(const struct book *b)
{
	return columns_of(b)->width;
}

int book_weeks_count(const struct book *b)
{
	const struct figures *m = b->m;
	double weeks = fmax(1.5 * m->weeks + WEEKS_MORE,
	                    m->weeks * m->weeks_ratio[P90] + 2);

	return (int)fmin(WEEKS_MAX, fmax(WEEKS_MIN, ceil(weeks)));
}

int book_weeks_filled(const struct book *b)
{
	return (int)fmin(book_weeks_count(b), columns_of(b)->printed - SHOWN_MORE);
}

int book_weeks_shown(struct book *b)
{
	int count = book_weeks_count(b);
	double weeks = fmax(b->m->weeks,
	                    strtod(book_result(b, "weeks_offered", "0"), NULL));
	double step = fmax(1, ceil(weeks / book_weeks_filled(b) - 1e-9));

	return (int)fmin(count, ceil(weeks / step - 1e-9) + SHOWN_MORE);
}

void book_weeks_past(struct book *b, lxw_worksheet *w, int row, int col)
{
	book_live(b, w, row, col, STYLE_WARNING,
	          "IF(ROUND(MAX(weeks_planned,weeks_changed)-%d*week_step,6)>0,\"%s\","
	          "\"\")",
	          book_weeks_shown(b), TEXT_WEEKS_PAST);
}

const char *book_weeks_at(struct book *b, int row, int col)
{
	char cell[LXW_MAX_CELL_NAME_LENGTH];

	lxw_rowcol_to_cell_abs(cell, (lxw_row_t)row, (lxw_col_t)col, 1, 0);
	return arena_strdup(b->a, cell);
}

void book_weeks_head(struct book *b, lxw_worksheet *w, int row, int col)
{
	int n = book_weeks_count(b);

	for (int i = 0; i < n; i++) {
		const char *week = book_weeks_at(b, row, col + i);

		if (i == 0)
			book_number(b, w, row, col, STYLE_WEEK_NUMBER, 1);
		else
			book_live(b, w, row, col + i, STYLE_WEEK_NUMBER, "%s+week_step",
			          book_weeks_at(b, row, col + i - 1));
		book_live(b, w, row + 1, col + i, STYLE_WEEK_HEAD, "%s",
		          book_begin_after(b, arena_printf(b->a, "%s-1", week)));
	}
	worksheet_set_row(w, (lxw_row_t)row + 1, HEAD_POINTS, NULL);
}

const char *book_weeks_within(struct book *b, int row, int col, const char *begin,
                              const char *end)
{
	const char *week = book_weeks_at(b, row, col);

	return arena_printf(b->a, "MAX(0,MIN(%s-1+week_step,%s)-MAX(%s-1,%s))", week, end,
	                    week, begin);
}
