/* book_effort.h - the sheet Effort: every hour and dollar as a formula. */
#ifndef BOOK_EFFORT_H
#define BOOK_EFFORT_H

#include "book/book.h"

/* Gives every line its row; before any sheet is written. */
void book_effort_layout(struct book *b);
/* After the table sheets, whose rows it counts. Defines effort_work, effort_phase,
 * effort_hours_each, effort_hours, effort_cost, effort_evidence, scale_factor,
 * engineering_hours, total_hours, price_expected, contingency_amount and total_price. */
void book_effort(struct book *b, lxw_worksheet *w);

/* "Effort!$M$7": the hours of a line. */
const char *book_effort_hours(struct book *b, const struct line *l);
/* Of them, those of the rows that evidence sheets show: all, unless a sheet of one's own
 * took the place of one that showed some. */
const char *book_effort_itemised(struct book *b, const struct line *l);
/* A formula: how many of the kind of work that a cell names are in the price. */
const char *book_effort_in_project(struct book *b, const char *work);
/* "Effort!$E$7+Effort!$E$8": how many of `driver` (endpoints) are priced; "" for none. */
const char *book_effort_driver(struct book *b, const char *driver);

#endif
