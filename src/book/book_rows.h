/* book_rows.h - the rows of all sheets, written past libxlsxwriter: as XML, compressed.
 */
#ifndef BOOK_ROWS_H
#define BOOK_ROWS_H

#include "book/book.h"

/* Of a book whose formulas are worked out: tells the library's sheets how large they are,
 * their links, and the heights of their rows. */
lxw_error book_rows_prepare(struct book *b);
/* When all is known of the sheets: makes b->filling. */
bool book_rows(struct book *b, struct err *e);

#endif
