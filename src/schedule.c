/* schedule.c - from hours to weeks, people and the stretches of the plan. */
#include "schedule.h"

#include <math.h>

/* ---- weeks ----------------------------------------------------------------------------
 */

/* What is left of n people when each further head costs all of them a share. */
static double effective(const struct schedule_terms *t, double people)
{
	return people / (1 + t->head_loss * fmax(0, people - 1));
}

double schedule_weeks(const struct schedule_terms *t, double hours, double *people)
{
	double price = hours * t->reference_rate * (1 + t->reference_contingency);
	double documented, months, nominal, weeks, floor_weeks, fte;
	bool is_long;

	if (people)
		*people = 0;
	if (hours <= 0)
		return 0;
	documented = band_weeks(&t->law, price);
	months = hours / t->hours_per_month;
	nominal = t->nominal_factor * cbrt(months) * t->weeks_per_month;
	is_long = months >= t->nominal_from;
	weeks = is_long ? fmin(documented, nominal) : documented;
	floor_weeks = is_long ? t->floor_nominal * nominal
	                      : t->floor_documented * documented;
	fte = hours / (t->hours_per_week * weeks);
	if (t->team > 0)
		weeks = fmax(floor_weeks,
		             weeks * effective(t, fte) / effective(t, t->team));
	if (people)
		*people = t->team > 0 ? t->team : fte;
	return weeks;
}

/* ---- the plan ----------------------------------------------------------- */

static double hours_of(const struct model_rule *phase, const struct effort *x)
{
	double hours = 0;

	for (size_t i = 0; i < x->n; i++) {
		const struct effort_line *l = &x->line[i];
		const struct model_word *w;

		if (l->group != EFFORT_OVERHEAD && l->group != EFFORT_RISK &&
		    (w = model_word_of(&phase->takes, l->phase)))
			hours += w->number[0] * l->hours;
	}
	return hours;
}

size_t schedule_plan(struct arena *a, const struct model *m, const struct effort *x,
                     double weeks, struct schedule_stretch **plan)
{
	const struct model_rule *r = NULL;
	double shares = 0, at = 0;
	size_t n = 0, room = 0;

	*plan = NULL;
	while ((r = model_next(m, MODEL_phase, r))) {
		double hours = hours_of(r, x), share;

		if (hours <= 0)
			continue;
		share = fmax(r->min_share, hours / x->engineering);
		*(struct schedule_stretch *)arena_push(a, (void **)plan, &n, &room,
		                                       sizeof **plan) =
		    (struct schedule_stretch){ r, hours * x->hours / x->engineering, 0,
			                       share };
		shares += share;
	}
	for (size_t i = 0; i < n; i++) {
		(*plan)[i].start_week = at;
		at += (*plan)[i].end_week / shares * weeks;
		(*plan)[i].end_week = i + 1 < n ? at : weeks;
	}
	return n;
}
