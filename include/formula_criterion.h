/* formula_criterion.h - what SUMIFS and COUNTIFS ask of a cell: ">5", "a*", "<>". */
#ifndef FORMULA_CRITERION_H
#define FORMULA_CRITERION_H

#include "formula_parts.h"

struct criterion {
	enum node_kind is;   /* NODE_EQUAL .. NODE_MORE_EQUAL */
	struct operand want; /* a number, a text, a truth */
	bool is_pattern;     /* the text holds wildcards */
	bool is_empty;       /* "": what is empty or shows nothing; "=": what is empty */
	bool is_blank_only;
	const char *asked; /* the text asked last: a table's cells often share theirs */
	bool was_equal;
};

/* False: the value of the argument is an error. */
bool criterion_read(struct formula_run *f, struct operand v, struct criterion *c,
                    struct operand *wrong);
bool criterion_meets(struct criterion *c, struct operand v);
/* Can its cells be found by a chain? */
bool criterion_is_key(const struct criterion *c);

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
