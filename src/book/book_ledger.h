/* book_ledger.h - what of the milestones is accepted, invoiced and paid: on the sheet
 * Milestones, below what was agreed. */
#ifndef BOOK_LEDGER_H
#define BOOK_LEDGER_H

#include "book/book.h"

/* From this row on, of n milestones (the names milestone_* and payment_period must be
 * known); returns the row below. Amounts and dates hold the approved changes where the
 * report has Change control. Defines, one cell a milestone and one for each of the two
 * rows behind them: ledger_state, ledger_accepted, ledger_invoiced and ledger_paid
 * (dates), ledger_invoice (money) and ledger_differs (money: of an invoice that has a
 * day, from what was agreed); invoiced_in_all (what is invoiced in the end),
 * invoiced_so_far, paid_so_far, unpaid_so_far and to_invoice. */
int book_ledger(struct book *b, lxw_worksheet *w, int row, int n);

#endif
