/* form_chart.h - the drawings of the web page: each says with its title what it tells.
 *
 * They show what tables beside them say in figures, so nothing is in colour alone. */
#ifndef FORM_CHART_H
#define FORM_CHART_H

#include <stdbool.h>

#include "form/form_parts.h"

/* P10 to P90 and the total beside the nearest documented band. */
bool form_chart_price(struct form_job *j, struct err *e);
/* One bar a kind of work. */
bool form_chart_kinds(struct form_job *j, struct err *e);
/* How likely it is that a price, or a number of weeks, is enough. */
bool form_chart_cost_curve(struct form_job *j, struct err *e);
bool form_chart_weeks_curve(struct form_job *j, struct err *e);
/* Phases and milestones over the calendar. */
bool form_chart_gantt(struct form_job *j, struct err *e);
/* People a week. */
bool form_chart_staffing(struct form_job *j, struct err *e);
/* What moves the price most. */
bool form_chart_tornado(struct form_job *j, struct err *e);

/* How people call a kind of work (effort.phase). */
const char *form_kind_title(struct form_job *j, const char *kind);

#endif
