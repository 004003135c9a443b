/* book_decision.h - the sheet Decision: port, split, stay, or another language. */
#ifndef BOOK_DECISION_H
#define BOOK_DECISION_H

#include "book/book.h"

/* Defines decision_score, decision_label, decision_text (a row each option),
 * decision_best (its place there), decision_gain and decision_api_gain. After Effort and
 * Plan. */
bool book_decision(struct book *b, lxw_worksheet *w, struct err *e);

#endif
