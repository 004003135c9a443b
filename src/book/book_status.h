/* book_status.h - how far the work is: the columns Status and Owner of evidence sheets.
 *
 * The four words stand once, on Inputs, as the cells status_todo, status_doing,
 * status_done and status_dropped (together: status_words); formulas name the cells. What
 * is dropped is not priced. */
#ifndef BOOK_STATUS_H
#define BOOK_STATUS_H

#include "book/book.h"

/*   STATUSES(STATUS): STATUS(enum, word in a SELECT and name of the cell) */
#define STATUSES(STATUS)                                                                 \
	STATUS(TODO, "todo")                                                             \
	STATUS(DOING, "doing")                                                           \
	STATUS(DONE, "done")                                                             \
	STATUS(DROPPED, "dropped")

enum status {
#define STATUS(name, word) STATUS_##name,
	STATUSES(STATUS)
#undef STATUS
	    STATUSES_END
};

/* The words with their meanings, from this row of Inputs on; returns the row after. */
int book_status_words(struct book *b, lxw_worksheet *w, int row, int label_column,
                      int word_column, int note_column, double note_width);
/* A cell with the word that a SELECT gave. */
void book_status_cell(struct book *b, lxw_worksheet *w, int row, int col,
                      const char *word);
/* Choices for the cells of a column, and colours for the rows by them, from from..to. */
void book_status_rows(struct book *b, lxw_worksheet *w, int first, int last, int col,
                      int from, int to);
/* "SUMIFS(...)+SUMIFS(...)" of the quantities of the evidence rows of this line that have
 * this status (STATUSES_END: of all rows); "" when there is none. work: the cell with the
 * line's name. */
const char *book_status_quantity(struct book *b, const struct line *l, const char *work,
                                 enum status s);
/* What a row that is in work counts for, as for one that is done. */
#define DOING_COUNTS "0.5"

/* The same of those rows that keep state or do not: "yes" or "no". "" when rows of the
 * line stand elsewhere than on a sheet that says so. STATUSES_END: those that are priced.
 */
const char *book_status_of_state(struct book *b, const struct line *l, const char *work,
                                 const char *state, enum status s);
/* How many rows of the evidence have it; "" when no sheet has such a column. */
const char *book_status_count(struct book *b, enum status s);

#endif
