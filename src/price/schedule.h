/* schedule.h - from hours to weeks, people and the stretches of the plan. */
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "price/band.h"
#include "price/effort.h"
#include "price/model.h"

struct schedule_terms {
	struct band_law law;
	double reference_rate, reference_contingency; /* at which the bands are read */
	double hours_per_week, hours_per_month, weeks_per_month;
	double nominal_factor, nominal_from; /* from so many person-months on */
	/* The shortest time: this share of the documented weeks up to floor_from
	 * person-months, of the equation's from nominal_from on, in between between. */
	double floor_nominal, floor_documented, floor_from;
	double head_loss;
	double team; /* people; 0: as the calendar needs */
};

/* Calendar weeks for so many hours; 0 for 0. *people, if wanted, gets the team: the
 * average full-time equivalents, or the team that was set. Grows with the hours. */
double schedule_weeks(const struct schedule_terms *t, double hours, double *people);

/* The shares of lines of effort that the phase with `derive` takes, as the scan has them.
 */
struct schedule_shares {
	struct schedule_share {
		const char *unit;
		double share;
	} * v;
	size_t n, room;
};

/* The part that the phase takes of the line: 0 .. 1. *keeps, if wanted: "no" when it is
 * what the scan knows, "yes" when it is what that leaves, "" when it is the model's. */
double schedule_part(const struct model *m, const struct model_rule *phase,
                     const struct effort_line *l, const struct schedule_shares *known,
                     const char **keeps);

struct schedule_stretch {
	const struct model_rule *phase;
	double hours, start_week, end_week;
};

/* The plan: the [phase] rules that have work over `weeks`, each when what it needs is
 * done; what may run at once shares the team. Hours hold their part of QA, management and
 * risk, so they add up to x->hours. */
size_t schedule_plan(struct arena *a, const struct model *m, const struct effort *x,
                     double weeks, const struct schedule_shares *known,
                     struct schedule_stretch **plan);

#endif
