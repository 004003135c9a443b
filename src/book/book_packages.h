/* book_packages.h - the work packages of the phases, on the sheet Plan. */
#ifndef BOOK_PACKAGES_H
#define BOOK_PACKAGES_H

#include "book/book.h"

/* Columns of Plan that a package has as its phase has them. */
struct packages {
	int id, label, part, kind, hours, cost, start_week, weeks, start, finish,
	    critical, done;
	int slack;
	int week_row, first_week; /* of the Gantt */
	int last;                 /* on the widest page of the sheet */
	/* Filled in: the rows of each phase, in their order; last < first: none. */
	struct package_rows {
		int first, last;
	} * rows;
	/* Writes the heads from this row on, and returns the row below. */
	int (*heads)(void *arg, int row);
	void *arg;
};

/* A row for each line of Effort in each phase that takes of it, from `row` on, one after
 * the other within the phase. Names of the phases' columns must be known. False: the
 * store cannot be read. *after: the first row below. Defines package_hours, package_done.
 */
bool book_packages(struct book *b, lxw_worksheet *w, const struct packages *at, int row,
                   int *after, struct err *e);

#endif
