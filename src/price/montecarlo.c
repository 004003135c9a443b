/* montecarlo.c - the spread of the hours: a seeded simulation of the effort lines. */
#include "price/montecarlo.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- random numbers (Blackman and Vigna, public domain algorithms) --------------- */

static uint64_t splitmix(uint64_t *x)
{
	uint64_t z = *x += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

void montecarlo_seed(struct montecarlo_random *r, uint64_t seed)
{
	for (int i = 0; i < 4; i++)
		r->s[i] = splitmix(&seed);
}

static uint64_t rotate(uint64_t x, int n)
{
	return x << n | x >> (64 - n);
}

static uint64_t next(struct montecarlo_random *r)
{
	uint64_t *s = r->s, value = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return value;
}

double montecarlo_uniform(struct montecarlo_random *r)
{
	return ((double)(next(r) >> 12) + 0.5) * 0x1p-52;
}

/* FNV-1a of the name, so that each line has a stream of its own. */
static void seed_line(struct montecarlo_random *r, uint64_t seed, const char *name)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * UINT64_C(0x100000001b3);
	montecarlo_seed(r, seed ^ h);
}

/* ---- distributions ----------------------------------------------------------------- */

static double polynomial(const double c[8], double x)
{
	double y = c[7];

	for (int i = 6; i >= 0; i--)
		y = y * x + c[i];
	return y;
}

/* Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988): 16 digits. */
double montecarlo_normal(double p)
{
	static const double mid_up[8] = {
		3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
		1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
		3.3430575583588128105e4, 2.5090809287301226727e3
	};
	static const double mid_down[8] = { 1.0,
		                            4.2313330701600911252e1,
		                            6.8718700749205790830e2,
		                            5.3941960214247511077e3,
		                            2.1213794301586595867e4,
		                            3.9307895800092710610e4,
		                            2.8729085735721942674e4,
		                            5.2264952788528545610e3 };
	static const double far_up[8] = {
		1.42343711074968357734e0,  4.63033784615654529590e0,
		5.76949722146069140550e0,  3.64784832476320460504e0,
		1.27045825245236838258e0,  2.41780725177450611770e-1,
		2.27238449892691845833e-2, 7.74545014278341407640e-4
	};
	static const double far_down[8] = { 1.0,
		                            2.05319162663775882187e0,
		                            1.67638483018380384940e0,
		                            6.89767334985100004550e-1,
		                            1.48103976427480074590e-1,
		                            1.51986665636164571966e-2,
		                            5.47593808499534494600e-4,
		                            1.05075007164441684324e-9 };
	static const double tail_up[8] = {
		6.65790464350110377720e0,  5.46378491116411436990e0,
		1.78482653991729133580e0,  2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3,
		2.71155556874348757815e-5, 2.01033439929228813265e-7
	};
	static const double tail_down[8] = { 1.0,
		                             5.99832206555887937690e-1,
		                             1.36929880922735805310e-1,
		                             1.48753612908506148525e-2,
		                             7.86869131145613259100e-4,
		                             1.84631831751005468180e-5,
		                             1.42151175831644588870e-7,
		                             2.04426310338993978564e-15 };
	double q = p - 0.5, r, x;

	assert(p > 0 && p < 1);
	if (fabs(q) <= 0.425) {
		r = 0.180625 - q * q;
		return q * polynomial(mid_up, r) / polynomial(mid_down, r);
	}
	r = sqrt(-log(q < 0 ? p : 1 - p));
	x = r <= 5 ? polynomial(far_up, r - 1.6) / polynomial(far_down, r - 1.6)
	           : polynomial(tail_up, r - 5) / polynomial(tail_down, r - 5);
	return q < 0 ? -x : x;
}

/* Both exponents lie in 0 .. 4, so the density has no pole and Simpson's rule does. */
void montecarlo_pert_init(struct montecarlo_pert *p, const struct model_triple *t)
{
	double width = t->high - t->low, a, b, total = 0, sum[PERT_CELLS + 1];
	double left;
	int cell = 0;

	if (width <= 0) {
		for (int i = 0; i <= PERT_CELLS; i++)
			p->q[i] = t->low;
		return;
	}
	a = 4 * (t->likely - t->low) / width;
	b = 4 * (t->high - t->likely) / width;
	left = a == 0; /* 0 to the power of 0 */
	sum[0] = 0;
	for (int i = 0; i < PERT_CELLS; i++) {
		double x = (i + 0.5) / PERT_CELLS, y = (i + 1.0) / PERT_CELLS;
		double mid = pow(x, a) * pow(1 - x, b), right = pow(y, a) * pow(1 - y, b);

		total += left + 4 * mid + right;
		sum[i + 1] = total;
		left = right;
	}
	for (int i = 0; i <= PERT_CELLS; i++) {
		double want = total * i / PERT_CELLS;

		while (cell < PERT_CELLS - 1 && sum[cell + 1] < want)
			cell++;
		p->q[i] = t->low + width / PERT_CELLS *
		                       (cell + fmin(1, (want - sum[cell]) /
		                                           (sum[cell + 1] - sum[cell])));
	}
	p->q[0] = t->low;
	p->q[PERT_CELLS] = t->high;
}

double montecarlo_pert_at(const struct montecarlo_pert *p, double u)
{
	double at = u * PERT_CELLS;
	int i = (int)at;

	assert(u >= 0 && u < 1);
	return p->q[i] + (at - i) * (p->q[i + 1] - p->q[i]);
}

/* ---- the simulation ------------------------------------------------------------------
 */

/* Items are independent: the noise of q of them has 1/q of the variance of one. */
static double noise_sd(double item_sd, double quantity)
{
	return sqrt(log1p(expm1(item_sd * item_sd) / fmax(quantity, 1)));
}

/* Adds the line's hours to each draw. */
static void draw_line(const struct effort_line *l, const struct montecarlo_options *o,
                      double *hours)
{
	double k = l->quantity * l->multiplier;
	double sd = l->group == EFFORT_UNIT ? noise_sd(o->item_sd, l->quantity) : 0;
	struct montecarlo_random r;
	struct montecarlo_pert p;

	if (k <= 0)
		return;
	seed_line(&r, o->seed, l->name);
	montecarlo_pert_init(&p, &l->each);
	for (size_t i = 0; i < o->draws; i++) {
		double x = k * montecarlo_pert_at(&p, montecarlo_uniform(&r));

		if (sd > 0)
			x *= exp(sd * montecarlo_normal(montecarlo_uniform(&r)) -
			         sd * sd / 2);
		hours[i] += x;
	}
}

/* The event happens in `quantity` of the draws, whatever the common factor. */
static void draw_risk(const struct effort_line *l, const struct montecarlo_options *o,
                      double *hours)
{
	struct montecarlo_random r;
	struct montecarlo_pert p;

	if (l->quantity <= 0)
		return;
	seed_line(&r, o->seed, l->name);
	montecarlo_pert_init(&p, &l->each);
	for (size_t i = 0; i < o->draws; i++) {
		bool happens = montecarlo_uniform(&r) < l->quantity;
		double x = l->multiplier * montecarlo_pert_at(&p, montecarlo_uniform(&r));

		hours[i] += happens ? x : 0;
	}
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Least squares of ln hours on the common factor's normal deviate: what the line explains
 * and what it leaves add up to the whole. */
static void take_spread(struct montecarlo *mc, const double *common)
{
	double n = (double)mc->draws, x = 0, y = 0, xx = 0, xy = 0, yy = 0, explained = 0;

	for (size_t i = 0; i < mc->draws; i++) {
		double ln = log(mc->hours[i]);

		x += common[i] / n;
		y += ln / n;
		xx += common[i] * common[i] / n;
		xy += common[i] * ln / n;
		yy += ln * ln / n;
	}
	yy = fmax(0, yy - y * y);
	xx -= x * x;
	if (xx > 0)
		explained = fmin(yy, (xy - x * y) * (xy - x * y) / xx);
	mc->sd_ln = sqrt(yy);
	mc->common_sd_ln = sqrt(explained);
	mc->other_sd_ln = sqrt(yy - explained);
}

void montecarlo_run(struct arena *a, struct montecarlo *mc, const struct effort *x,
                    const struct montecarlo_options *o)
{
	double *units = arena_zero(a, o->draws * sizeof *units);
	double *rest = arena_zero(a, o->draws * sizeof *rest), common;
	struct montecarlo_random r;
	bool is_some;

	assert(o->draws > 0);
	*mc = (struct montecarlo){ .hours = units, .draws = o->draws };
	for (size_t i = 0; i < x->n; i++)
		if (x->line[i].group == EFFORT_UNIT)
			draw_line(&x->line[i], o, units);
		else if (x->line[i].group == EFFORT_SETUP ||
		         x->line[i].group == EFFORT_FIXED)
			draw_line(&x->line[i], o, rest);
	seed_line(&r, o->seed, "common factor");
	for (size_t i = 0; i < o->draws; i++) {
		double u = ((double)i + montecarlo_uniform(&r)) / (double)o->draws;

		u = fmin(u, 1 - 0x1p-53);
		common = montecarlo_normal(u);
		units[i] = effort_base(&x->terms, units[i], rest[i]) *
		           exp(o->common_sd * common);
		rest[i] = common; /* nobody needs the other any more */
	}
	for (size_t i = 0; i < x->n; i++)
		if (x->line[i].group == EFFORT_RISK)
			draw_risk(&x->line[i], o, units);
	is_some = true;
	for (size_t i = 0; i < o->draws; i++)
		is_some = is_some && units[i] > 0;
	if (is_some)
		take_spread(mc, rest);
	qsort(units, o->draws, sizeof *units, by_value);
}

double montecarlo_percentile(const struct montecarlo *mc, double p)
{
	size_t i = (size_t)(p * (double)mc->draws);

	return mc->hours[i < mc->draws ? i : mc->draws - 1];
}

double montecarlo_point(int i)
{
	return i == 0 ? 0.01 : i == MONTECARLO_POINTS - 1 ? 0.99 : 5 * i / 100.0;
}

double montecarlo_share(const double at[MONTECARLO_POINTS], double value)
{
	int i = 0;

	if (value < at[0])
		return 0;
	while (i < MONTECARLO_POINTS - 1 && value >= at[i + 1])
		i++;
	if (i == MONTECARLO_POINTS - 1)
		return 1;
	return montecarlo_point(i) + (montecarlo_point(i + 1) - montecarlo_point(i)) *
	                                 (value - at[i]) / (at[i + 1] - at[i]);
}
