/* effort.h - from quantities to hours: the equations of the model, nothing else.
 *
 * V  = sum of quantity x PERT mean x multiplier over the lines of group unit
 * V' = V x (V / reference)^(exponent - 1)              economy of scale
 * engineering = V' + set-ups + fixed
 * QA = share of engineering; PM = (base + rise x h / (h + half)) x h, h = both
 * hours = engineering + QA + PM + risk (probability x PERT mean) */
#ifndef EFFORT_H
#define EFFORT_H

#include <stdbool.h>
#include <stddef.h>

#include "price/model.h"

/*   GROUP(name, text in the table effort) */
#define EFFORT_GROUPS(GROUP)                                                             \
	GROUP(UNIT, "unit")                                                              \
	GROUP(SETUP, "set-up")                                                           \
	GROUP(FIXED, "fixed")                                                            \
	GROUP(OVERHEAD, "overhead")                                                      \
	GROUP(RISK, "risk")

enum effort_group {
#define GROUP(name, text) EFFORT_##name,
	EFFORT_GROUPS(GROUP)
#undef GROUP
	    EFFORT_GROUPS_END
};

/* One row of the table effort. */
struct effort_line {
	enum effort_group group;
	const char *name, *label, *phase, *driver, *source;
	const char *rests_on;     /* of MODEL_GROUNDS */
	const char *counts_as;    /* units: endpoints, models, jobs; NULL: none of them */
	struct model_triple each; /* hours; shares for EFFORT_OVERHEAD */
	double quantity;          /* 1 - exp(-n/n0) for set-ups; a probability for risks;
	                             a share for overheads, set by effort_run for PM */
	double n, n0;             /* set-ups only */
	double multiplier;
	const char
	    *multipliers;    /* what it is the product of, for a person; may be NULL */
	const char *follows; /* keys of all inputs it is the product of; may be NULL */
	bool of_engineering; /* overheads: QA; else PM, on engineering and QA */
	double hours;        /* result: expected, all in */
};

struct effort_terms {
	double exponent, reference; /* of scale; reference in hours */
	double qa_share;
	double pm_base, pm_rise, pm_half; /* half in hours */
};

struct effort {
	struct effort_terms terms;
	struct effort_line *line;
	size_t n, room;
	double units; /* V, hours */
	double scale; /* V' / V; 1 when there are no units */
	double engineering, qa, pm, risk, hours;
};

/* Does the multiplier apply to the line? Its `when` is not asked. */
bool effort_follows(const struct effort_line *l, const struct model_rule *multiplier);
const char *effort_group_name(enum effort_group g);
/* Share of set-up work when there are n of what drives it. */
double effort_saturation(double n, double n0);
/* How many first ones n of a kind cost, when each doubling of their number makes one
 * cheaper by the factor `share` (0.8): n ^ (1 + log2 share). */
double effort_learned(double n, double share);
double effort_scale(const struct effort_terms *t, double units);
double effort_pm_share(const struct effort_terms *t, double hours);
/* Units (before scale) and the rest of engineering to hours without risk. */
double effort_base(const struct effort_terms *t, double units, double rest);
/* Sets the hours of all lines and the totals. */
void effort_run(struct effort *x);

#endif
