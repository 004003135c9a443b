/* scenario.h - the same code base priced with other inputs.
 *
 * Runs inside the transaction of an estimate, leaves no trace of its own in the store. */
#ifndef SCENARIO_H
#define SCENARIO_H

#include "price/estimate_parts.h"

struct scenario {
	/* Money in the scenario's own currency; total and weeks: with contingency. */
	double hours, price, total, cost_p50, cost_p80, weeks;
	double per_usd; /* of that currency for a dollar */
};

/* `set`: "key=value, key=value", on top of the options' own, which it outranks. `beside`:
 * the inputs of the estimate it is a scenario of, or NULL. */
bool scenario_run(struct store *s, const struct model *m, const struct inputs *beside,
                  const struct estimate_options *o, const char *set, struct scenario *out,
                  struct err *e);
/* Every rule of kind alternative whose `when` holds, into the table of that name. */
bool scenario_alternatives(struct estimate *x, const struct estimate_options *o,
                           struct err *e);

/* Every section of the options' files, into the table scenario. A file:
 *
 *     [Two teams]
 *     text = What it means, for a person
 *     team = 6
 *     experience = high
 *
 * Money stands in the currency of the quote, whatever the scenario's own is. Without a
 * section the whole file is one scenario, called `name` or as the file is. */
bool scenario_files(struct estimate *x, const struct estimate_options *o, struct err *e);

#endif
