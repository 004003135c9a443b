/* accuracy.c - how far predictions were from what came. */
#include "price/accuracy.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

static const double Z90 = 1.2815515655446004; /* P90 of the normal distribution */

enum { ERRORS_MAX = 1000 };

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void accuracy_of(struct accuracy *x, const double *actual, const double *predicted,
                 const double *sd, size_t n)
{
	double error[ERRORS_MAX], ln = 0;

	assert(n <= ERRORS_MAX);
	*x = (struct accuracy){ .n = n };
	for (size_t i = 0; i < n; i++) {
		double apart = log(predicted[i] / actual[i]);

		error[i] = fabs(actual[i] - predicted[i]) / actual[i];
		x->mmre += error[i] / (double)n;
		x->pred25 += (error[i] <= 0.25) / (double)n;
		x->covered += fabs(apart) <= Z90 * sd[i];
		ln += apart / (double)n;
	}
	if (n == 0)
		return;
	qsort(error, n, sizeof *error, by_value);
	x->mdmre = (error[(n - 1) / 2] + error[n / 2]) / 2;
	x->bias = expm1(ln);
}
