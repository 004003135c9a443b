/* book_weeks.h - columns of weeks: the same on Plan and on Staffing.
 *
 * There is a column for each week of the plan, and half as many more for a plan that
 * grows when inputs change. A plan that is longer than a page is wide has several weeks
 * in a column: the name week_step, on Plan. */
#ifndef BOOK_WEEKS_H
#define BOOK_WEEKS_H

#include "book/book.h"

/* At most. */
enum { WEEKS_MAX = 40 };

/* As wide as the money of a week is, at least, in characters. */
double book_weeks_width(const struct book *b);

int book_weeks_count(const struct book *b);
/* Of them, those that the plan may fill: one stands behind its end on the page. */
int book_weeks_filled(const struct book *b);
/* Of them, those that the plan needs up to the finish that is offered, and a few: what is
 * drawn and printed. */
int book_weeks_shown(struct book *b);
/* Says so in this row while the plan goes on behind them. */
void book_weeks_past(struct book *b, lxw_worksheet *w, int row, int col);
/* The number of the first week of each column in this row, its day in the next one:
 * of five worked days each, as dates are found. */
void book_weeks_head(struct book *b, lxw_worksheet *w, int row, int col);
/* "F$6": the number of the week of column col, in row `row`. */
const char *book_weeks_at(struct book *b, int row, int col);
/* "MAX(0,MIN(F$6-1+week_step,END)-MAX(F$6-1,BEGIN))": how many of the weeks from BEGIN to
 * END (formulas) lie in the column. */
const char *book_weeks_within(struct book *b, int row, int col, const char *begin,
                              const char *end);

#endif
