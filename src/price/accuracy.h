/* accuracy.h - how far predictions were from what came. */
#ifndef ACCURACY_H
#define ACCURACY_H

#include <stddef.h>

struct accuracy {
	size_t n;
	double mdmre, mmre; /* median and mean of |actual - predicted| / actual */
	double pred25;      /* share of those within 25 % of the actual */
	double bias;        /* geometric mean of predicted / actual, less 1 */
	size_t covered;     /* actual within P10 .. P90 */
};

/* sd[i]: of ln, of the prediction; all three have n entries. */
void accuracy_of(struct accuracy *x, const double *actual, const double *predicted,
                 const double *sd, size_t n);

#endif
