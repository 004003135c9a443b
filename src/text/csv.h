/* csv.h - comma-separated values to a stream, as RFC 4180 has them: UTF-8, lines end in
 * CR LF, quotes where needed.
 *
 * A text that a spreadsheet program would take for a formula (it begins with = + - @, in
 * their wide forms too, behind blanks or not) gets an apostrophe in front, which those
 * programs show as nothing or as itself. Numbers are numbers, also below 0. */
#ifndef CSV_H
#define CSV_H

#include <stdio.h>

#include "base/arena.h"

struct csv {
	FILE *out;
	struct arena *a;
	int column; /* of the line, from 0 */
};

void csv_text(struct csv *c, const char *text);
/* At most `decimals`, without zeros at the end; empty when it is no number. */
void csv_number(struct csv *c, double x, int decimals);
void csv_end(struct csv *c);

#endif
