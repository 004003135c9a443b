/* book_staffing.h - the sheet Staffing: people by role and week, what they cost, whether
 * they are enough. */
#ifndef BOOK_STAFFING_H
#define BOOK_STAFFING_H

#include "book/book.h"

/* After Plan. Defines, one cell a column of weeks: week_first (its number), week_start
 * (day), week_hours, week_people, week_cost, week_cost_sum (from the start), week_load;
 * weeks_over, staffing_hours, staffing_check; and people_have, one cell
 * a role. Nothing of it when there are no phases. */
bool book_staffing(struct book *b, lxw_worksheet *w, struct err *e);

#endif
