/* explain.h - any figure of an estimate walked down to items, files, rules and sources,
 * and up to the total. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "store/store.h"

struct explain {
	FILE *out;
	bool has_colour;
	bool is_whole; /* all items of a line, not the first ten */
};

/* `what`: a result (total, price, hours, weeks, p50, p80, class), a kind of work or an
 * event by its name in the table effort, a phase, an input, FILE:LINE, or the name, the
 * path or "METHOD PATH" of something found. False with ERR_USAGE when there is no such
 * thing. */
bool explain_write(struct store *s, const char *what, const struct explain *x,
                   struct err *e);

#endif
