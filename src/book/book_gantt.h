/* book_gantt.h - the bars of the plan: cells of weeks. */
#ifndef BOOK_GANTT_H
#define BOOK_GANTT_H

#include "book/book.h"

/* Columns of a row of the plan: the weeks behind the start at which it begins, how many
 * it lasts, which word says that it is critical, and the share that is done. */
struct gantt {
	const char *sheet;
	int week_row;    /* as for book_weeks_head() */
	int first, last; /* rows */
	int changes;     /* row of the approved changes, which lie in several places */
	int reserve;     /* row of the reserve, after the last; -1: none */
	int column;      /* of the first week */
	int label, start, weeks, critical, done;
};

/* A sign in each cell of each row, so that it reads without colour; the signs are told
 * in row `legend` (-1: nowhere). */
void book_gantt_cells(struct book *b, lxw_worksheet *w, const struct gantt *g,
                      int legend);

#endif
