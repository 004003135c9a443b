/* book_rows.h - the rows of a long sheet, written past libxlsxwriter: as XML, compressed.
 */
#ifndef BOOK_ROWS_H
#define BOOK_ROWS_H

#include "book.h"
#include "packed.h"

/* Of a book whose formulas are worked out. The sheet itself is told how large it is, and
 * of its links. */
bool book_rows(struct book *b, int sheet, struct packed *p, struct err *e);

#endif
