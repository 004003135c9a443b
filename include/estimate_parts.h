/* estimate_parts.h - what the files of an estimate share: estimate.c computes, result.c
 * writes. For nobody else. */
#ifndef ESTIMATE_PARTS_H
#define ESTIMATE_PARTS_H

#include "band.h"
#include "closed_form.h"
#include "effort.h"
#include "estimate.h"
#include "inputs.h"
#include "model.h"
#include "montecarlo.h"
#include "schedule.h"

/* What one estimate works on. Its arena lives as long as the call. */
struct estimate {
	struct arena *arena;
	struct store *s;
	struct model model;
	struct inputs in;
	struct effort effort;
	struct schedule_terms calendar;
	struct montecarlo mc;
	struct closed_form closed;
	double rate, contingency; /* USD an hour; share */
	double coverage;          /* 0 .. 1 */
	double common_sd;
	bool is_nothing, counts_only;
	struct band_size size;
};

/* Everything but writing: inputs and items go to the store, the rest into x. */
bool estimate_compute(struct estimate *x, const struct estimate_options *o,
                      struct err *e);
/* Every other table of the second half of the store. */
bool result_write(struct estimate *x, const struct estimate_options *o, struct err *e);

#endif
