/* book_bands.h - the sheet Bands: the documented classes, and this estimate among them.
 */
#ifndef BOOK_BANDS_H
#define BOOK_BANDS_H

#include "book/book.h"

/* After Effort and Plan. */
bool book_bands(struct book *b, lxw_worksheet *w, struct err *e);

#endif
