/* book_percentile.h - weeks of a percentile: what the calendar makes of its hours.
 *
 * Weeks do not grow as hours do: twice the work takes less than twice the time, and a
 * team has a shortest time. So the hours of each percentile go through the steps of the
 * plan. */
#ifndef BOOK_PERCENTILE_H
#define BOOK_PERCENTILE_H

#include "book/book.h"

/* A table of P10 to P90 at this row and column, eleven columns wide, whose last column is
 * the weeks; hours: "$F$12", the first cell of the column of their hours. Names
 * weeks_law_p10 .. p90 and weeks_fix_p10 .. p90: by how much those differ from
 * weeks_expected x the ratio of the simulation. Returns the row after. */
int book_percentiles(struct book *b, lxw_worksheet *w, const char *sheet, int row,
                     int column, int hours_row, int hours_column);
/* What the simulated ratio of any share, "$B$20", is multiplied with as the spread of the
 * lines moves: 1 at the inputs of the estimate. */
const char *book_percentile_spread(struct book *b, const char *share);
/* The factor between them for any share, "$B$20": 1 at the inputs of the estimate. */
const char *book_percentile_fix(struct book *b, const char *share);

#endif
