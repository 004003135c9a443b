/* book_scenarios.h - the sheet Scenarios: the same work otherwise, beside the offer. */
#ifndef BOOK_SCENARIOS_H
#define BOOK_SCENARIOS_H

#include "book/book.h"

/* After Effort and Plan. */
bool book_scenarios(struct book *b, lxw_worksheet *w, struct err *e);

#endif
