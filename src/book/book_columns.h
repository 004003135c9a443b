/* book_columns.h - columns of a table: as wide as their texts, narrower to save pages. */
#ifndef BOOK_COLUMNS_H
#define BOOK_COLUMNS_H

#include "book/book.h"
#include "sheet/sheet.h"

/* A table whose cells are all there. */
struct columns {
	struct book *b;
	const struct sheet *s;
	lxw_worksheet *w;
	int head, end;                   /* the row of heads, the one behind the last */
	bool indents[SHEET_COLUMNS_MAX]; /* text right of another column */
	bool hides[SHEET_COLUMNS_MAX];
	double least[SHEET_COLUMNS_MAX]; /* for what stands below the table */
	double width[SHEET_COLUMNS_MAX]; /* characters; 0: hidden. Filled in. */
};

/* Sets the widths, and the heights of the rows that then wrap. Columns are wider than the
 * sheet says only where a word of the head is. */
void book_columns_fit(struct columns *c);
/* The heights alone, of a table below another: it has the widths of that one, where that
 * one has columns to see. */
void book_columns_share(struct columns *c);

#endif
