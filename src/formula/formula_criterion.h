/* formula_criterion.h - what SUMIFS and COUNTIFS ask of a cell: texts with wildcards, and
 * where a value stands in an area. */
#ifndef FORMULA_CRITERION_H
#define FORMULA_CRITERION_H

#include "formula/formula_parts.h"

/* "*" any text, "?" one character, "~*" the mark itself; without regard to case. */
bool text_matches(const char *text, const char *pattern);

/* Cells that may hold a value, in order: others of the same hash are among them. */
struct chain {
	const int32_t *next;
	int32_t at, length;
};

/* False: stopped. */
bool chain_start(struct formula_run *f, struct area a, struct operand v, struct chain *c);
/* The next one's place in the area, row by row; -1: no more. */
static inline int chain_next(struct chain *c)
{
	int place = c->at - 1;

	if (place >= 0)
		c->at = c->next[place];
	return place;
}
/* Works out all formulas of an area, once. False: stopped. */
bool area_work_out(struct formula_run *f, struct area a);

#endif
