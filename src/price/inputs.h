/* inputs.h - the figures that a person may change: defaults, what the scan says, and
 * what the user says, in this order; written to the tables input and level. */
#ifndef INPUTS_H
#define INPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "price/estimate.h"
#include "price/model.h"
#include "store/store.h"

struct inputs_row {
	const char *key, *label, *value, *unit, *source;
	const struct model_rule
	    *rule; /* input, multiplier, overhead, or target of a part */
};

struct inputs {
	struct arena *arena;
	const struct model *model;
	struct inputs_row *v;
	size_t n, room;
};

/* Also makes the temporary tables of the model; those of the scan alone only where the
 * estimate `beside` (or NULL) has not made the same. Runs inside the estimate's
 * transaction. */
bool inputs_run(struct arena *a, struct inputs *in, struct store *s,
                const struct model *m, const struct estimate_options *o,
                const struct inputs *beside, struct err *e);
/* The key must be one; "" when it is empty. */
const char *inputs_text(const struct inputs *in, const char *key);
/* 0 when it is empty. */
double inputs_number(const struct inputs *in, const char *key);
/* Did the user say it? */
bool inputs_is_given(const struct inputs *in, const char *key);
const char *inputs_source(const struct inputs *in, const char *key);
/* Another value, known to fit; source NULL: as it was. */
void inputs_put(struct inputs *in, const char *key, const char *value,
                const char *source);
void inputs_unit(struct inputs *in, const char *key, const char *unit);

#endif
