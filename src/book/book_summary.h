/* book_summary.h - the sheet Summary: class, bands, counts, drivers, checks, charts. */
#ifndef BOOK_SUMMARY_H
#define BOOK_SUMMARY_H

#include "book/book.h"

/* After Effort, Plan and the table sheets. */
bool book_summary(struct book *b, lxw_worksheet *w, struct err *e);

#endif
