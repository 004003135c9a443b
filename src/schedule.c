/* schedule.c - from hours to weeks, people, dates and the stretches of the plan. */
#include "schedule.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- weeks ----------------------------------------------------------------------------
 */

/* What is left of n people when each further head costs all of them a share. */
static double effective(const struct schedule_terms *t, double people)
{
	return people / (1 + t->head_loss * fmax(0, people - 1));
}

double schedule_weeks(const struct schedule_terms *t, double hours, double *people)
{
	double price = hours * t->reference_rate * (1 + t->reference_contingency);
	double documented, months, nominal, weeks, floor_weeks, fte;
	bool is_long;

	if (people)
		*people = 0;
	if (hours <= 0)
		return 0;
	documented = band_weeks(&t->law, price);
	months = hours / t->hours_per_month;
	nominal = t->nominal_factor * cbrt(months) * t->weeks_per_month;
	is_long = months >= t->nominal_from;
	weeks = is_long ? fmin(documented, nominal) : documented;
	floor_weeks = is_long ? t->floor_nominal * nominal
	                      : t->floor_documented * documented;
	fte = hours / (t->hours_per_week * weeks);
	if (t->team > 0)
		weeks = fmax(floor_weeks,
		             weeks * effective(t, fte) / effective(t, t->team));
	if (people)
		*people = t->team > 0 ? t->team : fte;
	return weeks;
}

/* ---- dates (civil calendar, days since 1970-01-01) ---------------------- */

bool schedule_day(const char *iso, int64_t *day)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int64_t y, era, of_era, of_year;
	int year, m, d, end = 0;
	bool leap;

	if (sscanf(iso, "%4d-%2d-%2d%n", &year, &m, &d, &end) != 3 || end != 10 ||
	    iso[end] || year < 1900 || m < 1 || m > 12)
		return false;
	leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	if (d < 1 || d > length[m - 1] + (m == 2 && leap))
		return false;
	y = year - (m <= 2);
	era = y / 400;
	of_era = y - era * 400;
	of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	*day = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
	return true;
}

const char *schedule_iso(struct arena *a, int64_t day)
{
	int64_t z = day + 719468, era = z / 146097, of_era = z - era * 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153, d = of_year - (153 * month + 2) / 5 + 1;

	assert(z >= 0);
	month += month < 10 ? 3 : -9;
	year += era * 400 + (month <= 2);
	return arena_printf(a, "%04d-%02d-%02d", (int)year, (int)month, (int)d);
}

/* Monday 0 .. Sunday 6: 1970-01-01 was a Thursday. */
static int64_t weekday(int64_t day)
{
	return ((day - 4) % 7 + 7) % 7;
}

int64_t schedule_next_monday(int64_t day)
{
	return day + 7 - weekday(day);
}

int64_t schedule_first_day(int64_t day)
{
	return weekday(day) > 4 ? day + 7 - weekday(day) : day;
}

int64_t schedule_finish(int64_t start, double weeks)
{
	int64_t first = schedule_first_day(start), last;

	last = first + (int64_t)ceil(round(weeks * 7 * 1e6) / 1e6) - 1;
	if (weekday(last) > 4)
		last -= weekday(last) - 4;
	return last < first ? first : last;
}

/* ---- the plan ----------------------------------------------------------- */

static double hours_of(const struct model_rule *phase, const struct effort *x)
{
	double hours = 0;

	for (size_t i = 0; i < x->n; i++) {
		const struct effort_line *l = &x->line[i];
		const struct model_word *w;

		if (l->group != EFFORT_OVERHEAD && l->group != EFFORT_RISK &&
		    (w = model_word_of(&phase->takes, l->phase)))
			hours += w->number[0] * l->hours;
	}
	return hours;
}

size_t schedule_plan(struct arena *a, const struct model *m, const struct effort *x,
                     double weeks, struct schedule_stretch **plan)
{
	const struct model_rule *r = NULL;
	double shares = 0, at = 0;
	size_t n = 0, room = 0;

	*plan = NULL;
	while ((r = model_next(m, MODEL_phase, r))) {
		double hours = hours_of(r, x), share;

		if (hours <= 0)
			continue;
		share = fmax(r->min_share, hours / x->engineering);
		*(struct schedule_stretch *)arena_push(a, (void **)plan, &n, &room,
		                                       sizeof **plan) =
		    (struct schedule_stretch){ r, hours * x->hours / x->engineering, 0,
			                       share };
		shares += share;
	}
	for (size_t i = 0; i < n; i++) {
		(*plan)[i].start_week = at;
		at += (*plan)[i].end_week / shares * weeks;
		(*plan)[i].end_week = i + 1 < n ? at : weeks;
	}
	return n;
}
