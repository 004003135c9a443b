/* book_staffing.h - the sheet Staffing: people by role and week, what they cost, whether
 * they are enough. */
#ifndef BOOK_STAFFING_H
#define BOOK_STAFFING_H

#include "book.h"

/* After Plan. Defines, one cell a column of weeks: week_first (its number), week_start
 * (day), week_hours, week_people, week_cost, week_cost_sum (from the start), week_load;
 * and people_lost_share. Nothing of it when there are no phases. */
bool book_staffing(struct book *b, lxw_worksheet *w, struct err *e);

#endif
