/* book_fit.h - rows as high as the texts in them, in whatever language. */
#ifndef BOOK_FIT_H
#define BOOK_FIT_H

#include "book/book.h"

/* Rows that are lower than a wrapped text in one of their cells needs become as high as
 * it. Who writes a row sets its height for English; a translation may need a line more.
 * Not of long sheets, whose rows are written as they come, nor of merged cells, nor of
 * what is not printed. To be called when all cells are there. */
void book_fit_rows(struct book *b);
/* The text that the cell shows, or NULL. */
const char *book_text_of(const struct cell *c);
bool book_is_merged(const lxw_worksheet *w, int row, int col);

#endif
