/* estimate.h - from the facts in the store to hours, money, weeks and a verdict.
 *
 * Reads the first half of the store, writes the second half (see src/store/schema.sql).
 * Every number it uses is in models/cost/ with its source. */
#ifndef ESTIMATE_H
#define ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

struct estimate_options {
	const char *to;     /* "node", "python"; NULL: propose from what was found */
	const char *target; /* "nestjs,prisma,bullmq"; NULL: propose */
	const char *start;  /* start date, ISO; NULL: the Monday after the scan's date */
	/* key=value pairs that override an input (--set rate_usd_per_hour=55) */
	const char *const *set;
	size_t set_count;
	/* files of scenarios, priced beside (scenario.h) */
	const char *const *scenario;
	size_t scenario_count;
	double
	    budget; /* in the quote's currency: how likely is it kept? 0: nobody asked */
	const char *by; /* date, ISO: how likely is it done by then? NULL */
	uint64_t seed;  /* 0: the default of models/cost/simulation.ini */
};

bool estimate_run(struct store *s, const struct estimate_options *o, struct err *e);

/* Fills the first half of the store from counts alone, before anyone has seen the
 * code: "endpoints=60,models=21,jobs=6". Marks it counts_only, which widens the range.
 * The counts are spread over complexities as models/cost/counts.ini says. */
bool estimate_from_counts(struct store *s, const char *counts, struct err *e);

#endif
