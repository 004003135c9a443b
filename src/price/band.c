/* band.c - the documented bands: the class of a project, its place among them, weeks. */
#include "price/band.h"

#include <assert.h>
#include <math.h>

/* Prices are told in thousands: a thousandth off an edge is on it. */
static const double EDGE = 0.001;

static bool reaches(const struct model_range *r, double n)
{
	return r->given && floor(n) >= r->low;
}

const struct model_rule *band_class(const struct model *m, const struct band_size *z)
{
	const struct model_rule *r = NULL, *best = model_next(m, MODEL_band, NULL);

	assert(best);
	while ((r = model_next(m, MODEL_band, r)))
		if (reaches(&r->endpoints, z->endpoints) ||
		    reaches(&r->services, z->services) ||
		    reaches(&r->tenants, z->tenants))
			best = r;
	return best;
}

void band_place(const struct model *m, double cost, struct band_place *p)
{
	const struct model_rule *r = NULL;

	*p = (struct band_place){ .verdict = BAND_BELOW };
	while ((r = model_next(m, MODEL_band, r))) {
		if (cost < r->cost_usd.low * (1 - EDGE)) {
			p->next = r;
			return;
		}
		p->band = r;
		if (cost <= r->cost_usd.high * (1 + EDGE)) {
			p->verdict = BAND_IN;
			return;
		}
		p->verdict = model_next(m, MODEL_band, r) ? BAND_BETWEEN : BAND_ABOVE;
	}
}

const char *band_verdict_text(enum band_verdict v)
{
	static const char *const texts[] = {
#define PLACE(name, text) text,
		BAND_PLACES(PLACE)
#undef PLACE
	};

	assert(v < BAND_PLACES_END);
	return texts[v];
}

static double slope_of(const struct band_law *l)
{
	double sx = 0, sy = 0, sxx = 0, sxy = 0, n = l->n;

	for (int i = 0; i < l->n; i++) {
		double x = log(l->knot[i].cost), y = log(l->knot[i].weeks);

		sx += x;
		sy += y;
		sxx += x * x;
		sxy += x * y;
	}
	return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

void band_law_init(struct band_law *l, const struct model *m)
{
	const struct model_rule *r = NULL;

	*l = (struct band_law){ 0 };
	while ((r = model_next(m, MODEL_band, r)) && l->n + 2 <= BAND_MAX_KNOTS) {
		l->knot[l->n++] = (struct band_knot){ r->cost_usd.low, r->weeks.low };
		l->knot[l->n++] = (struct band_knot){ r->cost_usd.high, r->weeks.high };
	}
	assert(l->n >= 2);
	l->slope = slope_of(l);
}

double band_weeks(const struct band_law *l, double cost)
{
	const struct band_knot *k = l->knot, *last = &l->knot[l->n - 1];

	if (cost <= k->cost)
		return k->weeks * pow(cost / k->cost, l->slope);
	if (cost > last->cost)
		return last->weeks * pow(cost / last->cost, l->slope);
	while (cost > k[1].cost)
		k++;
	return k->weeks *
	       pow(k[1].weeks / k->weeks, log(cost / k->cost) / log(k[1].cost / k->cost));
}
