/* book_pictures.h - the sheet Charts: what people look at rather than read. */
#ifndef BOOK_PICTURES_H
#define BOOK_PICTURES_H

#include "book/book.h"

/* After Effort and Summary, whose chart of the price it shows, too. */
bool book_pictures(struct book *b, lxw_worksheet *w, struct err *e);

#endif
