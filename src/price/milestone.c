/* milestone.c - what is handed over and paid when, in the store. */
#include "price/milestone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "price/ask.h"
#include "price/offer.h"
#include "text/date.h"

/* A rule that has work here, the words for {} in its texts, and the hours of its phases
 * that are done for it. */
struct milestone {
	const struct model_rule *rule;
	const char *words;
	double week, hours;
};

/* Rules from..to fall together: they are handed over, and paid, as one. hours: those that
 * it pays; 0 when its percent is fixed. */
struct group {
	size_t from, to;
	double fixed, hours, share;
};

struct milestones {
	struct estimate *x;
	const struct schedule_stretch *plan;
	size_t phases;
	struct milestone *v;
	size_t n, room;
	struct group *g;
	size_t groups;
	int64_t start;
	double weeks, offered;
	double price, share, paid; /* that is offered; of it and in money, by now */
};

static const struct schedule_stretch *stretch_of(const struct milestones *m,
                                                 const char *phase)
{
	for (size_t i = 0; i < m->phases; i++)
		if (strcmp(m->plan[i].phase->name, phase) == 0)
			return &m->plan[i];
	return NULL;
}

/* The share of its phases that is done by then. */
static double until(const struct model_rule *r)
{
	return r->until > 0 ? r->until : 1;
}

/* The share of one of its phases that is done when so much of all their hours is, which
 * the plan does one phase after the other. */
static double done_of(const struct milestones *m, const struct model_rule *r,
                      const struct schedule_stretch *phase)
{
	double left = 0;

	if (until(r) >= 1)
		return 1;
	for (size_t i = 0; i < m->phases; i++)
		if (model_word_of(&r->needs, m->plan[i].phase->name))
			left += until(r) * m->plan[i].hours;
	for (const struct schedule_stretch *p = m->plan; p < phase; p++)
		if (model_word_of(&r->needs, p->phase->name))
			left -= p->hours;
	return phase->hours > 0 ? fmax(0, fmin(1, left / phase->hours)) : 0;
}

/* NAN: none of its phases has work here. */
static double week_of(const struct milestones *m, const struct model_rule *r)
{
	double week = r->needs.n ? NAN : 0;

	for (size_t i = 0; i < r->needs.n; i++) {
		const struct schedule_stretch *p = stretch_of(m, r->needs.v[i].word);
		double done = p ? done_of(m, r, p) : 0;

		if (done > 0) /* NAN is no number to fmax */
			week = fmax(week,
			            p->start_week + done * (p->end_week - p->start_week));
	}
	return week;
}

/* In order of time; those of one moment as the model has them. */
static void sort(struct milestone *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && v[k].week < v[k - 1].week - 1e-9; k--) {
			struct milestone swap = v[k];

			v[k] = v[k - 1];
			v[k - 1] = swap;
		}
}

/* The part of a phase's hours that is done for v[i]: behind what was for earlier ones. */
static double part_of(const struct milestones *m, size_t i,
                      const struct schedule_stretch *phase)
{
	double before = 0;

	for (size_t k = 0; k < i; k++)
		if (model_word_of(&m->v[k].rule->needs, phase->phase->name))
			before = fmax(before, done_of(m, m->v[k].rule, phase));
	return fmax(0, done_of(m, m->v[i].rule, phase) - before);
}

static void take_hours(struct milestones *m)
{
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; k < m->v[i].rule->needs.n; k++) {
			const struct schedule_stretch *p =
			    stretch_of(m, m->v[i].rule->needs.v[k].word);

			m->v[i].hours += p ? part_of(m, i, p) * p->hours : 0;
		}
}

/* ---- those that fall together --------------------------------------------------------
 */

/* By the plan; what ends with it, when the reserve behind it does. */
static int64_t due_of(const struct milestones *m, double week)
{
	return calendar_finish(&m->x->holidays, m->start,
	                       week < m->weeks - 1e-9 ? week : m->offered);
}

static double week_at(const struct milestones *m, const struct group *g)
{
	return m->v[g->to].week;
}

/* What is handed over while the one before is still under review is reviewed with it; the
 * order stands alone but on its own day. */
static bool fall_together(const struct milestones *m, const struct group *a,
                          const struct group *b)
{
	const struct model_rule *r = model_find(&m->x->model, MODEL_constant,
	                                        "review_days");
	double gap = r ? strtod(r->value, NULL) / WEEK_DAYS : 0;

	if (due_of(m, week_at(m, a)) == due_of(m, week_at(m, b)))
		return true;
	return m->v[a->from].rule->needs.n > 0 &&
	       week_at(m, b) - week_at(m, a) < gap - 1e-9;
}

/* From the end, so that the last one stays where the plan ends. */
static void join(struct milestones *m)
{
	struct group *g = arena_zero(m->x->arena, (m->n + 1) * sizeof *g);
	size_t at = m->n;

	for (size_t i = m->n; i-- > 0;) {
		struct group one = { .from = i, .to = i };

		if (at < m->n && fall_together(m, &one, &g[at]))
			g[at].from = i;
		else
			g[--at] = one;
	}
	m->g = g + at;
	m->groups = m->n - at;
}

static void sum_up(struct milestones *m)
{
	for (size_t i = 0; i < m->groups; i++) {
		struct group *g = &m->g[i];
		bool is_fixed = true;

		g->fixed = g->hours = 0;
		for (size_t k = g->from; k <= g->to; k++) {
			g->fixed += m->v[k].rule->pays / 100;
			g->hours += m->v[k].hours;
			is_fixed = is_fixed && m->v[k].rule->pays > 0;
		}
		g->hours = is_fixed ? 0 : g->hours;
	}
}

/* What is fixed is as it is; when all is (of milestones that have work), it is stretched.
 * The rest follows the hours in whole percents, rounded as what is paid by then: no
 * rounding is left for the last one. */
static void share_out(struct milestones *m)
{
	double fixed = 0, hours = 0, paid = 0, by_then = 0;

	for (size_t i = 0; i < m->groups; i++) {
		fixed += m->g[i].fixed;
		hours += m->g[i].hours;
	}
	for (size_t i = 0; i < m->groups; i++) {
		struct group *g = &m->g[i];
		double part;

		if (hours <= 0) {
			g->share = fixed > 0 ? g->fixed / fixed : 0;
			continue;
		}
		by_then += (1 - fixed) * g->hours / hours;
		part = g->hours > 0 ? floor(100 * by_then + 0.5) / 100 - paid : 0;
		if (g->hours > 0 && by_then > 1 - fixed - 1e-9)
			part = 1 - fixed - paid;
		paid += part;
		g->share = g->fixed + part;
	}
}

/* Nobody writes an invoice of nothing: it is paid with the next one. */
static bool drop_empty(struct milestones *m)
{
	for (size_t i = 0; i + 1 < m->groups; i++)
		if (m->g[i].share < 0.005) {
			m->g[i + 1].from = m->g[i].from;
			memmove(&m->g[i], &m->g[i + 1],
			        (m->groups - i - 1) * sizeof *m->g);
			m->groups--;
			return true;
		}
	return false;
}

/* ---- writing -------------------------------------------------------------------------
 */

/* Of a part that is done by then, nobody speaks. */
static bool is_told(const struct milestones *m, const struct group *g, size_t i)
{
	return until(m->v[i].rule) >= 1 || i == g->to;
}

/* All of them: whoever reads the name alone knows what is paid. */
static const char *label_of(const struct milestones *m, const struct group *g)
{
	const char *list = "";

	for (size_t i = g->from; i <= g->to; i++)
		if (is_told(m, g, i))
			list = arena_printf(m->x->arena, "%s%s%s", list,
			                    *list ? ", " : "", m->v[i].rule->label);
	return list;
}

/* A line each. */
static const char *texts_of(const struct milestones *m, const struct group *g,
                            bool is_acceptance)
{
	const char *list = "";

	for (size_t i = g->from; i <= g->to; i++) {
		const struct model_rule *r = m->v[i].rule;

		if (is_told(m, g, i))
			list = arena_printf(m->x->arena, "%s%s%s", list,
			                    *list ? "\n" : "",
			                    ask_filled(m->x->arena,
			                               is_acceptance ? r->acceptance
			                                             : r->deliverable,
			                               m->v[i].words));
	}
	return list;
}

static bool put_needs(struct milestones *m, const struct group *g, struct err *e)
{
	for (size_t i = g->from; i <= g->to; i++) {
		const struct model_rule *r = m->v[i].rule;

		for (size_t k = 0; k < r->needs.n; k++) {
			const struct schedule_stretch *p = stretch_of(m,
			                                              r->needs.v[k].word);
			double done = p ? done_of(m, r, p) : 0;

			if (done > 0 &&
			    !store_exec(m->x->s, e,
			                "INSERT INTO milestone_need VALUES"
			                " (%Q, %Q, %!.17g, %!.17g)"
			                " ON CONFLICT DO UPDATE SET"
			                " until = max(until, excluded.until),"
			                " part = part + excluded.part",
			                m->v[g->to].rule->name, p->phase->name, done,
			                part_of(m, i, p)))
				return false;
		}
	}
	return true;
}

static bool put(struct milestones *m, size_t i, struct err *e)
{
	const struct group *g = &m->g[i];
	const struct model_rule *r = m->v[g->to].rule;
	double amount = offer_whole(g->share * m->price);

	/* The last takes the rest. */
	m->share += g->share;
	if (i + 1 == m->groups)
		amount = offer_whole(m->share * m->price) - m->paid;
	m->paid += amount;
	return store_exec(m->x->s, e,
	                  "INSERT INTO milestone (rank, name, label, deliverable,"
	                  " acceptance, share, amount, fixed, hours, week, due, source)"
	                  " VALUES (%d, %Q, %Q, %Q, %Q, %!.17g, %!.17g, %!.17g, %!.17g,"
	                  " %!.17g, %Q, %Q)",
	                  (int)i + 1, r->name, label_of(m, g), texts_of(m, g, false),
	                  texts_of(m, g, true), g->share, amount, g->fixed, g->hours,
	                  week_at(m, g), date_iso(m->x->arena, due_of(m, week_at(m, g))),
	                  r->source) &&
	       put_needs(m, g, e);
}

static bool take_rules(struct milestones *m, struct err *e)
{
	const struct model_rule *r = NULL;
	const char *words;

	while ((r = model_next(&m->x->model, MODEL_milestone, r))) {
		double week = week_of(m, r);

		if (isnan(week))
			continue;
		if (!ask_words(m->x->s, m->x->arena, r, &words, e))
			return false;
		*(struct milestone *)arena_push(m->x->arena, (void **)&m->v, &m->n,
		                                &m->room, sizeof *m->v) =
		    (struct milestone){ r, words ? words : "", week, 0 };
	}
	sort(m->v, m->n);
	return true;
}

bool milestones_write(struct estimate *x, const struct schedule_stretch *plan, size_t n,
                      struct err *e)
{
	struct milestones m = { .x = x, .plan = plan, .phases = n };

	m.weeks = store_number(x->s, 0,
	                       "SELECT value + 0 FROM result WHERE key = 'weeks'");
	m.offered =
	    store_number(x->s, m.weeks,
	                 "SELECT value + 0 FROM result WHERE key = 'weeks_offered'");
	m.price =
	    store_number(x->s, 0,
	                 "SELECT value + 0 FROM result WHERE key = 'price_offered'");
	date_parse(inputs_text(&x->in, "start_date"), &m.start);
	if (!take_rules(&m, e))
		return false;
	take_hours(&m);
	join(&m);
	do {
		sum_up(&m);
		share_out(&m);
	} while (drop_empty(&m));
	for (size_t i = 0; i < m.groups; i++)
		if (!put(&m, i, e))
			return false;
	return true;
}
