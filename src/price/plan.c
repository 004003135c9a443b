/* plan.c - the plan in the store: phases, people by role and week, other teams. */
#include "price/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "price/ask.h"
#include "price/milestone.h"

enum { FITTINGS = 60, MAX_WEEKS = 520, TEAMS = 10 };

/* The shares that the scan gives to the phase that asks for them. */
static bool derive_shares(struct estimate *x, struct schedule_shares *known,
                          struct err *e)
{
	const struct model_rule *r = NULL;
	sqlite3_stmt *st;
	bool row = true;

	while ((r = model_next(&x->model, MODEL_phase, r)) && !r->derive.text) {
	}
	if (!r)
		return true;
	st = ask_prepare(x->s, x->arena, r, &r->derive, e);
	while (st && ask_step(st, &row, r, &r->derive, e) && row)
		if (sqlite3_column_type(st, 1) != SQLITE_NULL)
			*(struct schedule_share *)arena_push(
			    x->arena, (void **)&known->v, &known->n, &known->room,
			    sizeof *known->v) = (struct schedule_share){
				arena_strdup(x->arena,
				             (const char *)sqlite3_column_text(st, 0)),
				fmin(1, fmax(0, sqlite3_column_double(st, 1)))
			};
	return st && !row;
}

static const char *needs(struct estimate *x, const struct model_rule *phase)
{
	const char *list = "";

	for (size_t i = 0; i < phase->needs.n; i++)
		list = arena_printf(
		    x->arena, "%s%s%s", list, i ? ", " : "",
		    model_find(&x->model, MODEL_phase, phase->needs.v[i].word)->label);
	return list;
}

static bool put_phases(struct estimate *x, const struct schedule_stretch *plan, size_t n,
                       struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (!store_exec(
			x->s, e,
			"INSERT INTO phase (rank, name, label, hours, "
			"start_week, end_week, least, needs)"
			" VALUES (%d, %Q, %Q, %!.17g, %!.17g, %!.17g, %!.17g, %Q)",
			(int)i + 1, plan[i].phase->name, plan[i].phase->label,
			plan[i].hours, plan[i].start_week, plan[i].end_week,
			plan[i].phase->min_share, needs(x, plan[i].phase)))
			return false;
	return true;
}

/* Does the phase have work in this plan? */
static bool is_planned(const struct schedule_stretch *plan, size_t n, const char *phase)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(plan[i].phase->name, phase) == 0)
			return true;
	return false;
}

/* A phase without work hands on what it waits for itself. What a phase needs stands
 * before it, so this ends. */
static bool put_needs(struct estimate *x, const struct schedule_stretch *plan, size_t n,
                      const char *phase, const struct model_list *l, struct err *e)
{
	for (size_t i = 0; i < l->n; i++) {
		const char *word = l->v[i].word;

		if (is_planned(plan, n, word)
		        ? !store_exec(x->s, e,
		                      "INSERT OR IGNORE INTO phase_need VALUES (%Q, %Q)",
		                      phase, word)
		        : !put_needs(x, plan, n, phase,
		                     &model_find(&x->model, MODEL_phase, word)->needs, e))
			return false;
	}
	return true;
}

/* Its part of each line, in the order of what it takes. */
static bool put_takes(struct estimate *x, const struct model_rule *phase,
                      const struct schedule_shares *known, struct err *e)
{
	for (size_t i = 0; i < x->effort.n; i++) {
		const struct effort_line *l = &x->effort.line[i];
		const struct model_word *w = model_word_of(&phase->takes, l->phase);
		const char *keeps;
		double part;

		if (!w || l->group == EFFORT_OVERHEAD || l->group == EFFORT_RISK ||
		    !(l->quantity > 0 || l->hours > 0))
			continue;
		part = schedule_part(&x->model, phase, l, known, &keeps);
		if (!store_exec(x->s, e,
		                "INSERT INTO phase_take VALUES (%Q, %Q, %Q, %!.17g, %Q,"
		                " %d)",
		                phase->name, l->name, l->phase, part, keeps,
		                (int)(w - phase->takes.v)))
			return false;
	}
	return true;
}

static bool put_network(struct estimate *x, const struct schedule_stretch *plan, size_t n,
                        const struct schedule_shares *known, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (!put_needs(x, plan, n, plan[i].phase->name, &plan[i].phase->needs,
		               e) ||
		    !put_takes(x, plan[i].phase, known, e))
			return false;
	return true;
}

/* ---- people -------------------------------------------------------------- */

struct staff {
	const struct model_rule **role;
	size_t roles, room;
	double *hours; /* by role, then phase */
};

/* Who does how much of which phase: inclinations of the roles, fitted until the roles
 * have their shares and the phases their hours. */
static void fit(struct staff *t, const struct schedule_stretch *plan, size_t n,
                double all)
{
	for (int turn = 0; turn < FITTINGS; turn++) {
		for (size_t r = 0; r < t->roles; r++) {
			double sum = 0;

			for (size_t p = 0; p < n; p++)
				sum += t->hours[r * n + p];
			for (size_t p = 0; p < n && sum > 0; p++)
				t->hours[r * n + p] *= t->role[r]->of_team * all / sum;
		}
		for (size_t p = 0; p < n; p++) {
			double sum = 0;

			for (size_t r = 0; r < t->roles; r++)
				sum += t->hours[r * n + p];
			for (size_t r = 0; r < t->roles && sum > 0; r++)
				t->hours[r * n + p] *= plan[p].hours / sum;
		}
	}
}

static void take_staff(struct estimate *x, struct staff *t,
                       const struct schedule_stretch *plan, size_t n)
{
	const struct model_rule *r = NULL;

	while ((r = model_next(&x->model, MODEL_role, r)))
		*(const struct model_rule **)arena_push(x->arena, (void **)&t->role,
		                                        &t->roles, &t->room,
		                                        sizeof *t->role) = r;
	t->hours = arena_zero(x->arena, (t->roles * n + 1) * sizeof *t->hours);
	for (size_t i = 0; i < t->roles; i++)
		for (size_t p = 0; p < n; p++) {
			const struct model_word *w = model_word_of(&t->role[i]->work,
			                                           plan[p].phase->name);

			t->hours[i * n + p] = t->role[i]->of_team * plan[p].hours *
			                      (w ? fmax(w->number[0], 1e-6) : 1);
		}
	fit(t, plan, n, x->effort.hours);
}

/* Of the phase's time, the part that lies in [week, week + 1). */
static double part_in(const struct schedule_stretch *p, double week)
{
	double from = fmax(week, p->start_week), to = fmin(week + 1, p->end_week);

	return to > from ? (to - from) / (p->end_week - p->start_week) : 0;
}

static bool put_staffing(struct estimate *x, const struct schedule_stretch *plan,
                         size_t n, double weeks, struct err *e)
{
	struct staff t = { 0 };

	take_staff(x, &t, plan, n);
	for (size_t i = 0; i < t.roles * n; i++)
		if (!store_exec(x->s, e, "INSERT INTO phase_role VALUES (%Q, %Q, %!.17g)",
		                plan[i % n].phase->name, t.role[i / n]->name, t.hours[i]))
			return false;
	for (int week = 0; week < weeks - 1e-9 && week < MAX_WEEKS; week++)
		for (size_t r = 0; r < t.roles; r++) {
			double hours = 0;

			for (size_t p = 0; p < n; p++)
				hours += t.hours[r * n + p] * part_in(&plan[p], week);
			if (!store_exec(x->s, e,
			                "INSERT INTO staffing VALUES (%d, %Q, %!.17g,"
			                " %!.17g)",
			                week + 1, t.role[r]->name, hours,
			                hours / x->calendar.hours_per_week))
				return false;
		}
	return true;
}

/* One to twice as many as fit, in ten steps at most. */
static bool put_teams(struct estimate *x, struct err *e)
{
	struct schedule_terms t = x->calendar;
	double fits, step, shortest;

	t.team = 0;
	schedule_weeks(&t, x->effort.hours, &fits);
	t.team = 1e9;
	shortest = schedule_weeks(&t, x->effort.hours, NULL);
	step = fmax(1, ceil(2 * fits / TEAMS));
	for (int i = 0; i < TEAMS && (i < 5 || t.team < 2 * fits); i++) {
		double weeks;

		t.team = i ? i * step + (step > 1 ? 0 : 1) : 1;
		weeks = schedule_weeks(&t, x->effort.hours, NULL);
		if (!store_exec(
			x->s, e,
			"INSERT INTO team_option VALUES (%!.17g, %!.17g, %!.17g, %d)",
			t.team, weeks, 1 - 1 / (1 + t.head_loss * fmax(0, t.team - 1)),
			weeks <= shortest * (1 + 1e-12)))
			return false;
	}
	return true;
}

/* The weeks beside those that are documented for the class. */
static bool put_check(struct estimate *x, double weeks, struct err *e)
{
	const struct model_rule *b = band_class(&x->model, &x->size);
	const char *where = weeks < b->weeks.low                 ? "below them"
	                  : weeks > b->weeks.high && !b->is_open ? "above them"
	                                                         : "among them";

	return result_put_number(x, "band_weeks_low", b->weeks.low, e) &&
	       result_put_number(x, "band_weeks_high", b->weeks.high, e) &&
	       result_put_text(
		   x, "weeks_check",
		   arena_printf(
		       x->arena,
		       "%s is documented with %.3g to %.3g weeks%s (%s); the plan "
		       "is %s.",
		       b->label, b->weeks.low, b->weeks.high,
		       b->is_open ? " and more" : "", b->source, where),
		   e);
}

bool plan_write(struct estimate *x, struct err *e)
{
	double weeks = schedule_weeks(&x->calendar, x->effort.hours, NULL);
	struct schedule_shares known = { 0 };
	struct schedule_stretch *plan;
	size_t n;

	if (x->is_nothing)
		return true;
	if (!derive_shares(x, &known, e))
		return false;
	n = schedule_plan(x->arena, &x->model, &x->effort, weeks, &known, &plan);
	return put_phases(x, plan, n, e) && put_network(x, plan, n, &known, e) &&
	       milestones_write(x, plan, n, e) && put_staffing(x, plan, n, weeks, e) &&
	       put_teams(x, e) && put_check(x, weeks, e);
}
