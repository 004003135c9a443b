/* explain_parts.h - what the files of an explanation share. For nobody else. */
#ifndef EXPLAIN_PARTS_H
#define EXPLAIN_PARTS_H

#include <stdbool.h>

#include "cli/explain.h"
#include "cli/screen.h"

struct telling {
	struct screen w;
	const struct explain *x;
	double total;
};

double telling_result(struct telling *t, const char *key);
/* "-$1,200" */
const char *telling_money(struct telling *t, double x);
void telling_say(struct telling *t, const char *label, const char *text);

/* Figures of what was weighed: decision, coverage, accuracy, offer, alternatives; and one
 * alternative, scenario or option by its name. False: it is none of them. */
bool explain_choice(struct telling *t, const char *what);

#endif
