/* milestone.h - what is handed over and paid when, in the store. */
#ifndef MILESTONE_H
#define MILESTONE_H

#include "price/estimate_parts.h"

/* Tables milestone and milestone_need, from the [milestone] rules whose phases have work
 * in the plan of n stretches: in order of time, on days of their own, each paying the
 * hours of its phases but for what is fixed. Shares add up to 1. When the results are
 * there: days are those that are offered. */
bool milestones_write(struct estimate *x, const struct schedule_stretch *plan, size_t n,
                      struct err *e);

#endif
