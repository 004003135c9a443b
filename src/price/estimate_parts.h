/* estimate_parts.h - what the files of an estimate share: estimate.c computes, result.c
 * writes. For nobody else. */
#ifndef ESTIMATE_PARTS_H
#define ESTIMATE_PARTS_H

#include "price/band.h"
#include "price/calendar.h"
#include "price/closed_form.h"
#include "price/effort.h"
#include "price/estimate.h"
#include "price/inputs.h"
#include "price/model.h"
#include "price/montecarlo.h"
#include "price/schedule.h"

/* What one estimate works on. Its arena lives as long as the call. */
struct estimate {
	const struct inputs *beside; /* a scenario: those of the estimate it is one of */
	struct arena *arena;
	struct store *s;
	struct model model;
	struct inputs in;
	struct effort effort;
	struct schedule_terms calendar;
	struct calendar holidays; /* when results are written */
	struct montecarlo mc;
	struct closed_form closed;
	double rate, contingency; /* an hour, in the quote's currency; share */
	double per_usd;           /* of that currency for a dollar */
	double coverage;          /* 0 .. 1 */
	double common_sd;
	bool is_nothing, counts_only;
	struct band_size size;
};

/* Everything but writing: inputs and items go to the store, the rest into x. */
bool estimate_compute(struct estimate *x, const struct estimate_options *o,
                      struct err *e);
/* The spread of x->effort, when its lines are as they shall be. */
void estimate_simulate(struct estimate *x);
/* Every other table of the second half of the store. */
bool result_write(struct estimate *x, const struct estimate_options *o, struct err *e);
/* A row of the table result. */
bool result_put_text(struct estimate *x, const char *key, const char *value,
                     struct err *e);
bool result_put_number(struct estimate *x, const char *key, double value, struct err *e);

#endif
