/* book_confidence.h - the sheet Confidence: how likely which price and date are. */
#ifndef BOOK_CONFIDENCE_H
#define BOOK_CONFIDENCE_H

#include "book/book.h"

/* Defines conf_share, conf_hours, conf_cost, conf_weeks and conf_finish (a row each 5 %),
 * budget_asked, budget_probability, date_asked, date_probability. After Plan. */
bool book_confidence(struct book *b, lxw_worksheet *w, struct err *e);

#endif
