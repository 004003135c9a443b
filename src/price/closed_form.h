/* closed_form.h - the spread of the hours without a simulation: what a workbook can hold.
 *
 * The sum of the lines before the common factor has a mean and a variance; its logarithm
 * is taken for normal, the common factor makes it wider, and the events are added by
 * their moments (Fenton and Wilkinson's lognormal for a sum). Within 3 % of
 * montecarlo.h at P50 and P80: tests/unit/test_closed_form.c. */
#ifndef CLOSED_FORM_H
#define CLOSED_FORM_H

#include "price/effort.h"

struct closed_form {
	double mu, sigma; /* of ln hours; sigma 0 and mu -HUGE_VAL without any */
};

/* common_sd, item_sd: as in montecarlo.h, sd of ln. */
void closed_form_run(struct closed_form *c, const struct effort *x, double common_sd,
                     double item_sd);
/* Hours that are not exceeded with probability p, 0 < p < 1. */
double closed_form_percentile(const struct closed_form *c, double p);
/* Mean and variance of one line's hours before the common factor and the scale. */
void closed_form_line(const struct effort_line *l, double item_sd, double *mean,
                      double *variance);

#endif
