/* book_heads.h - columns as wide as the words of their heads, in whatever language. */
#ifndef BOOK_HEADS_H
#define BOOK_HEADS_H

#include "book/book.h"

/* Who writes a sheet sets its widths for English. Where a word of a translated head is
 * wider than its column, the column takes what it lacks from columns of texts that have
 * more than they need, so that the page stays as wide as it is; what they cannot give,
 * the sheet grows by. Not of long sheets, nor of merged cells, nor of what is not
 * printed. To be called when all cells are there, before their rows are fitted. */
void book_fit_heads(struct book *b);

#endif
