/* compare.h - why one estimate differs from another.
 *
 * The second estimate is reached from the first in steps, each a whole pricing:
 *
 *     scope   the facts of the second, by the model and the inputs of the first
 *     model   the files of models/cost and the mapping tables of the second
 *     inputs  one input after another: what was set, what is the default, rate cards
 *
 * so that the parts add up to the difference. Where the program itself prices either one
 * otherwise than it was priced then, that is a part of its own: equations. Every store
 * holds the files and the inputs that made its estimate. */
#ifndef COMPARE_H
#define COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/*   CAUSE(name, meaning) */
#define COMPARE_CAUSES(CAUSE)                                                            \
	CAUSE(scope, "what there is to migrate")                                         \
	CAUSE(model, "unit hours, multipliers, rules")                                   \
	CAUSE(inputs, "rates and inputs")                                                \
	CAUSE(equations, "the program that priced it")

enum compare_cause {
#define CAUSE(name, meaning) COMPARE_##name,
	COMPARE_CAUSES(CAUSE)
#undef CAUSE
	    COMPARE_CAUSES_END
};

struct compare_figures {
	double hours, total, weeks; /* total: with contingency, in the first's currency */
};

/* A kind of work, an event or an input; NULL label: none. */
struct compare_line {
	enum compare_cause cause;
	const char *key, *label;
	struct compare_figures by; /* differences; of weeks for inputs alone */
};

struct compare_side {
	const char *path, *name, *commit, *scanned_at, *version;
	struct compare_figures figures; /* as the store has them */
};

struct comparison {
	struct arena *a;
	struct compare_side side[2];
	const char *currency;
	/* Differences in cents, hundredths of hours and weeks, which add up as they
	 * stand. */
	struct compare_figures by[COMPARE_CAUSES_END], all;
	struct compare_line *line; /* widest first in each cause */
	size_t n, room;
	/* Findings that cost something, by what they are called. */
	size_t same, appeared, vanished, changed;
	bool is_same_code; /* the same files: a difference of scope is one of reading */
	bool is_converted; /* the quotes are in different currencies */
};

const char *compare_cause_name(enum compare_cause c);
/* Everything lives in a. Neither store is changed. */
bool compare_run(struct arena *a, struct comparison *c, const char *first,
                 const char *second, struct err *e);

#endif
