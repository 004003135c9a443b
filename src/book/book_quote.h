/* book_quote.h - the sheet Quote: what the client signs. */
#ifndef BOOK_QUOTE_H
#define BOOK_QUOTE_H

#include "book/book.h"

/* After Summary, whose chart data it shows. */
bool book_quote(struct book *b, lxw_worksheet *w, struct err *e);

#endif
