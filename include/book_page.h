/* book_page.h - sheets on paper: size, header with client and quote number, footer, area.
 */
#ifndef BOOK_PAGE_H
#define BOOK_PAGE_H

#include "book.h"

/* A4 landscape, one page wide, with the brand's logo or name at the top. */
void book_page(struct book *b, lxw_worksheet *w);
/* Prints what is filled, unless the sheet has set its own area: when all is written. */
void book_page_areas(struct book *b);

#endif
