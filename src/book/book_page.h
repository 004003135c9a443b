/* book_page.h - sheets on paper: size, header with client and quote number, footer, area.
 */
#ifndef BOOK_PAGE_H
#define BOOK_PAGE_H

#include "book/book.h"

enum { BOOK_A3 = 8, BOOK_A4 = 9 }; /* as files call them */

/* A4 landscape, one page wide, with the brand's logo or name at the top. */
void book_page(struct book *b, lxw_worksheet *w);

/* A sheet that asks for one of these gets a scale of its own, at which its widest part
 * fits on a page; what would be too small to read goes on to the right instead. */

/* Prints these cells, beginning on a page; several times: all of them, in that order. */
void book_page_print(struct book *b, lxw_worksheet *w, int row1, int col1, int row2,
                     int col2);
/* What is printed last goes on to these. The heads of the first rows are none of theirs:
 * repeated where those alone take several pages. */
void book_page_extend(struct book *b, lxw_worksheet *w, int row2, int col2);
/* No page ends within these rows, when they fit on one. In the order of the rows. */
void book_page_keep(struct book *b, lxw_worksheet *w, int first, int last);

/* Points of rows on a page that is as wide as columns 0 to last. */
double book_page_height(const lxw_worksheet *w, int last);
/* How wide each of n columns behind `last` can be for all to be read on one page. */
double book_page_room(const lxw_worksheet *w, int last, int n);
/* Would columns 0 to last be wide enough to read on one page? */
bool book_page_fits(const lxw_worksheet *w, int last);
/* By how many characters they are too wide for that; less than 0: they are not. */
double book_page_lacks(const lxw_worksheet *w, int last);

/* When all is written: sets the areas, scales and breaks. Of other sheets what is filled
 * is printed, unless one has set its own area. */
void book_page_areas(struct book *b);

/* Is the cell printed, as far as areas were named? What stands beside them is for the
 * screen. */
bool book_page_has(const struct book *b, const lxw_worksheet *w, int row, int col);

#endif
