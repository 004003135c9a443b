/* book_milestones.h - the sheet Milestones: what is handed over, accepted and paid when.
 */
#ifndef BOOK_MILESTONES_H
#define BOOK_MILESTONES_H

#include "book/book.h"

/* After Plan. Defines, one cell a milestone: milestone_label, milestone_share,
 * milestone_amount, milestone_due, milestone_paid (date: when it is to be paid); and what
 * book_ledger() does. Nothing of it when there are none. */
bool book_milestones(struct book *b, lxw_worksheet *w, struct err *e);

#endif
