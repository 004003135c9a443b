/* plan.h - the plan in the store: phases, people by role and week, other teams. */
#ifndef PLAN_H
#define PLAN_H

#include "price/estimate_parts.h"

/* Tables phase, phase_need, phase_take, phase_role, milestone, milestone_need, staffing
 * and team_option, and the result weeks_check.
 * Items and lines of effort are in the store. */
bool plan_write(struct estimate *x, struct err *e);

#endif
