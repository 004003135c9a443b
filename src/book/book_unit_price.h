/* book_unit_price.h - the sheet Unit prices: what one more of each kind costs, and no
 * more.
 */
#ifndef BOOK_UNIT_PRICE_H
#define BOOK_UNIT_PRICE_H

#include "book/book.h"

/* Behind the sheet Change control, whose prices it shows without the hours below them. */
bool book_unit_price(struct book *b, lxw_worksheet *w, struct err *e);

#endif
