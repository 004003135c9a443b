/* shrinkage.h - how far few projects move a mean that was believed before.
 *
 * Of n projects that lie s apart within an organisation, t between organisations (sd of
 * ln; constants of models/cost/own.ini), their mean counts with
 *     w = n t^2 / (n t^2 + s^2)
 * and a prediction of the next has
 *     sd = sqrt(s^2 + t^2 s^2 / (n t^2 + s^2)) */
#ifndef SHRINKAGE_H
#define SHRINKAGE_H

#include <stddef.h>

double shrinkage_weight(double t, double s, size_t n);
double shrinkage_sd(double t, double s, size_t n);

#endif
