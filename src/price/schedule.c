/* schedule.c - from hours to weeks, people and the stretches of the plan. */
#include "price/schedule.h"

#include <math.h>
#include <string.h>

/* ---- weeks ----------------------------------------------------------------------------
 */

/* What is left of n people when each further head costs all of them a share. */
static double effective(const struct schedule_terms *t, double people)
{
	return people / (1 + t->head_loss * fmax(0, people - 1));
}

/* Weeks that no team goes below. Documented ones may be under that share of the
 * equation's.
 */
static double shortest(const struct schedule_terms *t, double months, double documented,
                       double nominal)
{
	double small = t->floor_documented * documented;
	double large = fmin(documented, t->floor_nominal * nominal);
	double part = (months - t->floor_from) /
	              fmax(1e-3, t->nominal_from - t->floor_from);

	return small + fmax(0, fmin(1, part)) * (large - small);
}

double schedule_weeks(const struct schedule_terms *t, double hours, double *people)
{
	double price = hours * t->reference_rate * (1 + t->reference_contingency);
	double documented, months, nominal, weeks, fte;

	if (people)
		*people = 0;
	if (hours <= 0)
		return 0;
	documented = band_weeks(&t->law, price);
	months = hours / t->hours_per_month;
	nominal = t->nominal_factor * cbrt(months) * t->weeks_per_month;
	weeks = months >= t->nominal_from ? fmin(documented, nominal) : documented;
	fte = hours / (t->hours_per_week * weeks);
	if (t->team > 0)
		weeks = fmax(shortest(t, months, documented, nominal),
		             weeks * effective(t, fte) / effective(t, t->team));
	if (people)
		*people = t->team > 0 ? t->team : fte;
	return weeks;
}

/* ---- the plan ----------------------------------------------------------- */

static double known_share(const struct schedule_shares *known, const char *unit)
{
	for (size_t i = 0; i < known->n; i++)
		if (strcmp(known->v[i].unit, unit) == 0)
			return known->v[i].share;
	return NAN;
}

/* One that can tell by the scan how much it takes leaves the rest to the others, in their
 * proportions. */
double schedule_part(const struct model *m, const struct model_rule *phase,
                     const struct effort_line *l, const struct schedule_shares *known,
                     const char **keeps)
{
	const struct model_word *w = model_word_of(&phase->takes, l->phase), *first;
	const struct model_rule *r = NULL;
	double share = known_share(known, l->name);

	if (keeps)
		*keeps = "";
	if (!w || isnan(share))
		return w ? w->number[0] : 0;
	while ((r = model_next(m, MODEL_phase, r))) {
		first = r->derive.text ? model_word_of(&r->takes, l->phase) : NULL;
		if (!first || first->number[0] >= 1)
			continue;
		if (keeps)
			*keeps = r == phase ? "no" : "yes";
		return r == phase ? share
		                  : w->number[0] * (1 - share) / (1 - first->number[0]);
	}
	return w->number[0];
}

static double hours_of(const struct model *m, const struct model_rule *phase,
                       const struct effort *x, const struct schedule_shares *known)
{
	double hours = 0;

	for (size_t i = 0; i < x->n; i++) {
		const struct effort_line *l = &x->line[i];

		if (l->group != EFFORT_OVERHEAD && l->group != EFFORT_RISK)
			hours += schedule_part(m, phase, l, known, NULL) * l->hours;
	}
	return hours;
}

/* A phase while the plan is made: time and hours as shares of the whole. */
struct work {
	const struct model_rule *rule;
	double hours, left, most; /* most: of the team, so that it lasts its least */
	double start, end, rate;
	bool is_ready, is_done;
};

static bool is_ready(const struct work *v, size_t n, const struct model_rule *r)
{
	for (size_t i = 0; i < n; i++)
		if (!v[i].is_done && model_word_of(&r->needs, v[i].rule->name))
			return false;
	return true;
}

/* Phases that wait for nothing begin; one without work is over at once. */
static void begin_ready(struct work *v, size_t n, double now)
{
	/* What a phase needs stands before it, so once through is enough. */
	for (size_t i = 0; i < n; i++) {
		if (v[i].is_ready || !is_ready(v, n, v[i].rule))
			continue;
		v[i].is_ready = true;
		v[i].start = v[i].end = now;
		v[i].is_done = v[i].left <= 0;
	}
}

/* All of the team on one phase, as the model has them in order; what it cannot use goes
 * to the next. So the team is the same from week to week, and of what could run at once
 * all but the last wait: one path is critical. */
static void share_team(struct work *v, size_t n)
{
	double team = 1;

	for (size_t i = 0; i < n; i++) {
		v[i].rate = v[i].is_ready && !v[i].is_done ? fmin(v[i].most, team) : 0;
		team = fmax(0, team - v[i].rate);
	}
}

/* Until the next phase is over. False: all are. */
static bool work_on(struct work *v, size_t n, double *now)
{
	double step = HUGE_VAL;

	begin_ready(v, n, *now);
	share_team(v, n);
	for (size_t i = 0; i < n; i++)
		if (v[i].rate > 0)
			step = fmin(step, v[i].left / v[i].rate);
	if (isinf(step))
		return false;
	for (size_t i = 0; i < n; i++)
		if (v[i].rate > 0 && v[i].left >= v[i].hours)
			v[i].start = *now;
	*now += step;
	for (size_t i = 0; i < n; i++) {
		if (v[i].rate <= 0)
			continue;
		v[i].left -= v[i].rate * step;
		v[i].end = *now;
		v[i].is_done = v[i].left <= 1e-12;
	}
	return true;
}

size_t schedule_plan(struct arena *a, const struct model *m, const struct effort *x,
                     double weeks, const struct schedule_shares *known,
                     struct schedule_stretch **plan)
{
	const struct model_rule *r = NULL;
	struct work *v = NULL;
	size_t n = 0, room = 0, made = 0, plan_room = 0, steps;
	double now = 0;

	*plan = NULL;
	while ((r = model_next(m, MODEL_phase, r))) {
		double share = x->engineering > 0
		                 ? hours_of(m, r, x, known) / x->engineering
		                 : 0;

		*(struct work *)arena_push(a, (void **)&v, &n, &room, sizeof *v) =
		    (struct work){ .rule = r,
			           .hours = share,
			           .left = share,
			           .most = share /
			                   fmax(r->min_share, fmax(share, 1e-9)) };
	}
	/* Each step ends a phase. */
	for (steps = 0; steps <= n && work_on(v, n, &now); steps++) {
	}
	for (size_t i = 0; i < n; i++)
		if (v[i].hours > 0)
			*(struct schedule_stretch *)arena_push(a, (void **)plan, &made,
			                                       &plan_room,
			                                       sizeof **plan) =
			    (struct schedule_stretch){ v[i].rule, v[i].hours * x->hours,
				                       v[i].start / now * weeks,
				                       v[i].end / now * weeks };
	return made;
}
