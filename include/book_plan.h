/* book_plan.h - the sheet Plan: phases with dates, and how the weeks are found. */
#ifndef BOOK_PLAN_H
#define BOOK_PLAN_H

#include "book.h"

/* Defines weeks_expected, team_size, finish_date, and for each percentile cost_p10,
 * weeks_p10, finish_p10 ... */
bool book_plan(struct book *b, lxw_worksheet *w, struct err *e);

extern const char *const percentile_title[PERCENTILES];  /* "P10" */
extern const char *const percentile_suffix[PERCENTILES]; /* "p10" */

#endif
