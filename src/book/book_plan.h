/* book_plan.h - the sheet Plan: phases with dates, and how the weeks are found. */
#ifndef BOOK_PLAN_H
#define BOOK_PLAN_H

#include "book/book.h"

/* Defines weeks_expected, team_size, finish_date, week_step, and for each percentile
 * cost_p10, weeks_p10, finish_p10 ... Of the phases, when there are any, one column each:
 * phase_id, phase_label, phase_hours, phase_cost, phase_start_week, phase_weeks,
 * phase_start, phase_finish, phase_finish_p80, phase_done, phase_begin_share and
 * phase_end_share (of the weeks); plan_hours and plan_done are their sum. Sets
 * book->phase_first and phase_last.
 */
bool book_plan(struct book *b, lxw_worksheet *w, struct err *e);
/* The first working day behind so many weeks (a formula) of the plan: calendar_begin().
 */
const char *book_begin_after(struct book *b, const char *weeks);
/* The last working day of so many weeks (a formula) that begin on first_day (a formula):
 * calendar_finish() in the sheet. */
const char *book_finish_after(struct book *b, const char *first_day, const char *weeks);

extern const char *const percentile_title[PERCENTILES];  /* "P10" */
extern const char *const percentile_suffix[PERCENTILES]; /* "p10" */

#endif
