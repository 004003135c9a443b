/* book_change.h - the sheet Change control: what one more item costs, and the changes
 * that were asked for. */
#ifndef BOOK_CHANGE_H
#define BOOK_CHANGE_H

#include "book/book.h"

/* After Effort and Plan. Of all approved changes, whoever pays them: change_hours,
 * change_days (working days on the plan), waiting_days (those of them on which nobody
 * works, waiting_price their price), weeks_waited (up to the status date), change_later
 * (days by which they move the end of the plan: change_days, unless that were to take off
 * nearly all of it), released_days (of them, paid from the contingency: its reserve is
 * their time), finish_changed, change_from_week and change_to_week (where on the plan
 * they lie, all of them; one by one drawn_from, drawn_to), change_twice (kinds that a
 * status dropped and an approved change takes off as well) and change_line; of what the
 * price pays: change_total (money, before tax). Nothing to migrate: all but
 * finish_changed are 0. */
bool book_change(struct book *b, lxw_worksheet *w, struct err *e);
/* A formula: by how many working days approved changes move what begins, or ends, in this
 * week (a formula) of the plan without them. What ends before something begins does so
 * with changes. */
const char *book_change_later(struct book *b, const char *week, bool begins);
/* A formula: how many hours of approved changes the plan has done by this week (a
 * formula). */
const char *book_change_hours(struct book *b, const char *week);
/* On a sheet that approved changes are not spread over: what they add, once there are
 * some. Nothing where the report has no Change control, or is for a client. */
void book_change_line(struct book *b, lxw_worksheet *w, int row, int col);

#endif
