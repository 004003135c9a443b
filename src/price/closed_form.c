/* closed_form.c - the spread of the hours without a simulation. */
#include "price/closed_form.h"

#include <math.h>

#include "price/montecarlo.h"

static double square(double x)
{
	return x * x;
}

/* Of a beta-PERT distribution. */
static double pert_variance(const struct model_triple *t)
{
	double mean = model_mean(t);

	return (mean - t->low) * (t->high - mean) / 7;
}

void closed_form_line(const struct effort_line *l, double item_sd, double *mean,
                      double *variance)
{
	double k = l->quantity * l->multiplier, pert = model_mean(&l->each);
	double noise = l->group == EFFORT_UNIT
	                 ? expm1(square(item_sd)) / fmax(l->quantity, 1)
	                 : 0;

	*mean = k * pert;
	*variance = square(k) * ((pert_variance(&l->each) + square(pert)) * (1 + noise) -
	                         square(pert));
}

static void add_event(const struct effort_line *l, double *mean, double *variance)
{
	double impact = l->multiplier * model_mean(&l->each);
	double spread = square(l->multiplier) * pert_variance(&l->each);

	*mean += l->quantity * impact;
	*variance += l->quantity * (spread + square(impact)) -
	             square(l->quantity * impact);
}

/* Change of effort_base with one more hour of units, of the rest. */
static void slopes(const struct effort_terms *t, double units, double rest,
                   double *of_units, double *of_rest)
{
	double scale = effort_scale(t, units),
	       h = (units * scale + rest) * (1 + t->qa_share);

	*of_rest = (1 + t->qa_share) *
	           (1 + t->pm_base +
	            t->pm_rise * h * (h + 2 * t->pm_half) / square(h + t->pm_half));
	*of_units = *of_rest * t->exponent * scale;
}

void closed_form_run(struct closed_form *c, const struct effort *x, double common_sd,
                     double item_sd)
{
	double units = 0, units_variance = 0, rest = 0, rest_variance = 0;
	double events = 0, events_variance = 0, of_units, of_rest, base, s2, mean,
	       variance;

	for (size_t i = 0; i < x->n; i++) {
		const struct effort_line *l = &x->line[i];
		double m, v;

		closed_form_line(l, item_sd, &m, &v);
		if (l->group == EFFORT_UNIT) {
			units += m;
			units_variance += v;
		} else if (l->group == EFFORT_SETUP || l->group == EFFORT_FIXED) {
			rest += m;
			rest_variance += v;
		} else if (l->group == EFFORT_RISK) {
			add_event(l, &events, &events_variance);
		}
	}
	base = effort_base(&x->terms, units, rest);
	if (base <= 0) {
		*c = (struct closed_form){ .mu = -HUGE_VAL };
		return;
	}
	slopes(&x->terms, units, rest, &of_units, &of_rest);
	s2 = log1p((square(of_units) * units_variance + square(of_rest) * rest_variance) /
	           square(base));
	/* base x common factor: a lognormal with median exp(mu). */
	mean = base * exp(square(common_sd) / 2);
	variance = expm1(s2 + square(common_sd)) * square(mean) + events_variance;
	mean += events;
	c->sigma = sqrt(log1p(variance / square(mean)));
	c->mu = log(mean) - square(c->sigma) / 2;
}

double closed_form_percentile(const struct closed_form *c, double p)
{
	return c->mu == -HUGE_VAL ? 0 : exp(c->mu + c->sigma * montecarlo_normal(p));
}
