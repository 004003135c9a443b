/* milestone.h - what is handed over and paid when, in the store. */
#ifndef MILESTONE_H
#define MILESTONE_H

#include "estimate_parts.h"

/* Tables milestone and milestone_need, from the [milestone] rules: those whose phases
 * have work in the plan of n stretches, in order of time. Shares add up to 1. */
bool milestones_write(struct estimate *x, const struct schedule_stretch *plan, size_t n,
                      struct err *e);

#endif
