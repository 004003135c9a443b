/* shrinkage.c - how far few projects move a mean that was believed before. */
#include "price/shrinkage.h"

#include <math.h>

double shrinkage_weight(double t, double s, size_t n)
{
	double own = (double)n * t * t;

	return own > 0 ? own / (own + s * s) : 0;
}

double shrinkage_sd(double t, double s, size_t n)
{
	return sqrt(s * s + t * t * (1 - shrinkage_weight(t, s, n)));
}
