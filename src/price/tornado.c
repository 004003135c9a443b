/* tornado.c - what moves the result most. */
#include "price/tornado.h"

#include <math.h>
#include <string.h>

static const double Z90 = 1.2815515655446004; /* P90 of the normal distribution */

/* Change of the hours, low and high, by one thing. */
static bool put(struct estimate *x, const char *kind, const char *label, double low,
                double high, const char *source, struct err *e)
{
	if (high - low < 0.005 * x->effort.hours)
		return true;
	return store_exec(
	    x->s, e,
	    "INSERT INTO tornado (kind, label, low_hours, high_hours, low, high,"
	    " source) VALUES (%Q, %Q, %!.17g, %!.17g, %!.17g, %!.17g, %Q)",
	    kind, label, low, high, low * x->rate, high * x->rate, source);
}

static double hours_with(const struct estimate *x, double more_units, double more_rest)
{
	const struct effort *f = &x->effort;
	double rest = f->engineering - f->units * f->scale;

	return effort_base(&f->terms, f->units + more_units, rest + more_rest) + f->risk;
}

/* P10 and P90 of a line by a lognormal of its mean and variance. */
static bool put_line(struct estimate *x, const struct effort_line *l, double item_sd,
                     struct err *e)
{
	bool is_unit = l->group == EFFORT_UNIT;
	double mean, variance, s2, at[2];

	closed_form_line(l, item_sd, &mean, &variance);
	if (mean <= 0)
		return true;
	s2 = log1p(variance / (mean * mean));
	for (int i = 0; i < 2; i++) {
		double more = mean * exp((i ? Z90 : -Z90) * sqrt(s2) - s2 / 2) - mean;

		at[i] = hours_with(x, is_unit ? more : 0, is_unit ? 0 : more) -
		        hours_with(x, 0, 0);
	}
	return put(x, "work", l->label, at[0], at[1], l->source, e);
}

static bool put_event(struct estimate *x, const struct effort_line *l, struct err *e)
{
	double impact = l->multiplier * model_mean(&l->each);

	if (l->quantity <= 0)
		return true;
	return put(x, "risk", l->label, -l->quantity * impact, (1 - l->quantity) * impact,
	           l->source, e);
}

static bool put_lines(struct estimate *x, struct err *e)
{
	double item_sd = inputs_number(&x->in, "item_sd_ln");

	for (size_t i = 0; i < x->effort.n; i++) {
		const struct effort_line *l = &x->effort.line[i];

		if (l->group == EFFORT_OVERHEAD)
			continue;
		if (l->group == EFFORT_RISK ? !put_event(x, l, e)
		                            : !put_line(x, l, item_sd, e))
			return false;
	}
	return true;
}

static bool put_factor(struct estimate *x, const char *label, double sd,
                       const char *source, struct err *e)
{
	double base = x->effort.hours - x->effort.risk;

	return put(x, "spread", label, base * expm1(-Z90 * sd), base * expm1(Z90 * sd),
	           source, e);
}

static bool put_spreads(struct estimate *x, struct err *e)
{
	double all = x->common_sd, common = inputs_number(&x->in, "common_sd_ln");
	const struct model_rule *r = model_find(&x->model, MODEL_input, "common_sd_ln");
	const struct model_rule *c = model_find(&x->model, MODEL_input,
	                                        x->counts_only ? "counts_sd_ln"
	                                                       : "coverage_sd_ln");

	return put_factor(x, "What all work has in common: team, clarity, tools", common,
	                  r ? r->source : "", e) &&
	       put_factor(x,
	                  x->counts_only ? "The code was not seen"
	                                 : "What was not read or not resolved",
	                  sqrt(fmax(0, all * all - common * common)), c ? c->source : "",
	                  e);
}

/* Hours when the multiplier r, of value now, is `other` instead. */
static double hours_at(const struct estimate *x, const struct model_rule *r, double now,
                       double other)
{
	double units = 0, rest = 0;

	for (size_t i = 0; i < x->effort.n; i++) {
		const struct effort_line *l = &x->effort.line[i];
		double m, v;

		if (!effort_follows(l, r))
			continue;
		closed_form_line(l, 0, &m, &v);
		if (l->group == EFFORT_UNIT)
			units += m * (other / now - 1);
		else if (l->group == EFFORT_SETUP || l->group == EFFORT_FIXED)
			rest += m * (other / now - 1);
	}
	return hours_with(x, units, rest);
}

static bool put_levels(struct estimate *x, struct err *e)
{
	const struct model_rule *r = NULL;

	while ((r = model_next(&x->model, MODEL_multiplier, r))) {
		const struct model_word *now =
		    model_word_of(&r->levels, inputs_text(&x->in, r->name));
		double low = HUGE_VAL, high = 0, base = hours_with(x, 0, 0);

		if (!now || now->number[0] <= 0)
			continue;
		for (size_t i = 0; i < r->levels.n; i++) {
			low = fmin(low, r->levels.v[i].number[0]);
			high = fmax(high, r->levels.v[i].number[0]);
		}
		if (!put(x, "input", r->label, hours_at(x, r, now->number[0], low) - base,
		         hours_at(x, r, now->number[0], high) - base, r->source, e))
			return false;
	}
	return true;
}

bool tornado_write(struct estimate *x, struct err *e)
{
	if (x->is_nothing)
		return true;
	return put_lines(x, e) && put_spreads(x, e) && put_levels(x, e) &&
	       store_exec(
		   x->s, e,
		   "UPDATE tornado SET rank = (SELECT count(*) FROM tornado AS t WHERE "
		   "t.high - t.low > tornado.high - tornado.low OR (t.high - t.low = "
		   "tornado.high - tornado.low AND t.id <= tornado.id))");
}
