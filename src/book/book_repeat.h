/* book_repeat.h - repeats of one thing: the n-th is cheaper, by the curve of Inputs.
 *
 * The k-th of a series costs k^e - (k-1)^e first ones, e = 1 + log2(share): each doubling
 * makes the next cheaper by the share. Rows that are dropped take the last places, so
 * those that stay cost what they would without them, and all together what was found. */
#ifndef BOOK_REPEAT_H
#define BOOK_REPEAT_H

#include "book/book.h"

struct repeat_row {
	const char *sheet;
	int row, column, status; /* status -1: none */
};

/* Writes the place of the next row of the series ("learning:SP-019") and returns the
 * formula of the row's quantity. */
const char *book_repeat(struct book *b, lxw_worksheet *w, const char *series,
                        const struct repeat_row *at, enum book_style style);

#endif
