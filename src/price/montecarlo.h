/* montecarlo.h - the spread of the hours: a seeded simulation of the effort lines.
 *
 * A draw is: one PERT draw a line, shared by all its items; for units the items' own
 * noise, which averages out with their number; the equations of effort.h; one lognormal
 * factor common to all; the events that happen. The same seed gives the same numbers.
 *
 * Every line has its own stream, seeded by its name, and every draw uses up the same
 * number of values (quantile functions, no rejection): percentiles move smoothly when
 * a quantity does, and an added line leaves the draws of the others alone. The common
 * factor is drawn once in each of as many equally likely slices as there are draws. */
#ifndef MONTECARLO_H
#define MONTECARLO_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "price/effort.h"

/* xoshiro256** */
struct montecarlo_random {
	uint64_t s[4];
};

struct montecarlo_options {
	size_t draws; /* > 0 */
	uint64_t seed;
	double common_sd, item_sd; /* sd of ln */
};

struct montecarlo {
	double *hours; /* draws of them, ascending; in the arena */
	size_t draws;
	double sd_ln; /* of the hours */
	/* Its parts, whose squares add up to its own: what follows the common factor, and
	 * what lines and events vary by beside it. */
	double common_sd_ln, other_sd_ln;
};

void montecarlo_run(struct arena *a, struct montecarlo *mc, const struct effort *x,
                    const struct montecarlo_options *o);
/* The hours that are not exceeded with probability p, 0 <= p <= 1. */
double montecarlo_percentile(const struct montecarlo *mc, double p);
/* The points that the workbook has of the draws: 1, 5, 10 .. 95, 99 %. */
enum { MONTECARLO_POINTS = 21 };
double montecarlo_point(int i);
/* The share of the draws within `value`, of what each point comes to: straight between
 * them, as the workbook reckons; 0 below the first, 1 from the last on. */
double montecarlo_share(const double at[MONTECARLO_POINTS], double value);

void montecarlo_seed(struct montecarlo_random *r, uint64_t seed);
/* Open interval (0, 1). */
double montecarlo_uniform(struct montecarlo_random *r);
/* Quantile of the standard normal distribution, 0 < p < 1. */
double montecarlo_normal(double p);

enum { PERT_CELLS = 512 };

/* Quantiles of a beta-PERT distribution, linear in between. */
struct montecarlo_pert {
	double q[PERT_CELLS + 1];
};

void montecarlo_pert_init(struct montecarlo_pert *p, const struct model_triple *t);
double montecarlo_pert_at(const struct montecarlo_pert *p, double u);

#endif
