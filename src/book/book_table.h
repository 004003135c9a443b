/* book_table.h - writes the table sheets: what reports/NN-name.sql selects. */
#ifndef BOOK_TABLE_H
#define BOOK_TABLE_H

#include "book/book.h"
#include "sheet/sheet.h"

/* Notes in the book which sheet is evidence, which holds the weights, and in the
 * model's lines how much of each they itemise. book->effort_first/last must be set. */
/* May it have so many rows that it is made by book_long_sheet()? */
bool book_table_is_long(struct book *b, const struct sheet *s);
/* above: the sheet whose table it stands below, or NULL. */
bool book_table(struct book *b, const struct sheet *s, const char *above,
                lxw_worksheet *w, struct err *e);

#endif
