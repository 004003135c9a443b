/* formula_date.c - functions of dates: WORKDAY, NETWORKDAYS, DATE, WEEKDAY. */
#include <math.h>
#include <stdlib.h>

#include "formula/formula_parts.h"
#include "text/date.h"

/* Days are counted as spreadsheets do; before March 1900 they do not agree. */
enum { EPOCH = 25569, FIRST_DAY = 61, LAST_DAY = 2958465 };

static bool is_day(double x)
{
	return x >= FIRST_DAY && x < LAST_DAY + 1;
}

static struct operand operand_day(double x)
{
	return is_day(x) ? operand_number(x) : operand_error(FORMULA_NUM);
}

static bool call_day(struct call *c, int i, int64_t *day, struct operand *wrong)
{
	double x;

	if (!call_number(c, i, &x, wrong))
		return false;
	if (!is_day(x)) {
		*wrong = operand_error(FORMULA_NUM);
		return false;
	}
	*day = (int64_t)floor(x);
	return true;
}

/* Monday 0 .. Sunday 6 */
static int weekday(int64_t day)
{
	return (int)date_weekday(day - EPOCH);
}

/* ---- parts of a date ------------------------------------------------------------------
 */

static void split(int64_t day, int *year, int *month, int *of_month)
{
	int64_t d = day - EPOCH;

	*year = date_year(d);
	*month = 12;
	while (*month > 1 && date_of(*year, *month, 1) > d)
		--*month;
	*of_month = (int)(d - date_of(*year, *month, 1)) + 1;
}

static int64_t month_start(double year, double month)
{
	double months = year * 12 + month - 1;

	return date_of((int)floor(months / 12),
	               (int)(months - 12 * floor(months / 12)) + 1, 1) +
	       EPOCH;
}

static struct operand run_date(struct call *c)
{
	struct operand wrong;
	double year, month, day;

	if (!call_number(c, 0, &year, &wrong) || !call_number(c, 1, &month, &wrong) ||
	    !call_number(c, 2, &day, &wrong))
		return wrong;
	if (!(year >= 1900 && year <= 9999 && fabs(month) < 1e5 && fabs(day) < 3e6))
		return operand_error(FORMULA_NUM);
	return operand_day((double)month_start(floor(year), floor(month)) + floor(day) -
	                   1);
}

/* YEAR, MONTH, DAY */
static struct operand run_part(struct call *c)
{
	struct operand wrong;
	int64_t day;
	int year, month, of_month;

	if (!call_day(c, 0, &day, &wrong))
		return wrong;
	split(day, &year, &month, &of_month);
	return operand_number(c->function->name[0] == 'Y'   ? year
	                      : c->function->name[0] == 'M' ? month
	                                                    : of_month);
}

/* EDATE, EOMONTH */
static struct operand run_months(struct call *c)
{
	struct operand wrong;
	int64_t day, first, next;
	int year, month, of_month;
	double n;

	if (!call_day(c, 0, &day, &wrong) || !call_number(c, 1, &n, &wrong))
		return wrong;
	n = trunc(n);
	split(day, &year, &month, &of_month);
	if (fabs(n) > 1e5)
		return operand_error(FORMULA_NUM);
	first = month_start(year, month + n);
	next = month_start(year, month + n + 1);
	if (c->function->name[1] == 'O' || first + of_month > next)
		return operand_day((double)(next - 1));
	return operand_day((double)(first + of_month - 1));
}

static struct operand run_weekday(struct call *c)
{
	struct operand wrong;
	double type = 1;
	int64_t day;

	if (!call_day(c, 0, &day, &wrong) ||
	    (c->count > 1 && !call_number(c, 1, &type, &wrong)))
		return wrong;
	if (type == 1)
		return operand_number((weekday(day) + 1) % 7 + 1);
	if (type == 2)
		return operand_number(weekday(day) + 1);
	return type == 3 ? operand_number(weekday(day)) : operand_error(FORMULA_NUM);
}

/* ---- working days ------------------------------------------------------------------ */

struct days {
	int64_t *v; /* rising, each once, none on a weekend */
	size_t n, room;
};

static int by_day(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void add_day(struct formula_run *f, struct days *d, struct operand v)
{
	if (v.kind == OPERAND_NUMBER && is_day(v.number) &&
	    weekday((int64_t)floor(v.number)) < 5)
		*(int64_t *)arena_push(f->scratch, (void **)&d->v, &d->n, &d->room,
		                       sizeof *d->v) = (int64_t)floor(v.number);
}

static struct days read_holidays(struct call *c, int i)
{
	struct days d = { NULL, 0, 0 };
	struct operand v;
	struct walk_area w;
	size_t n = 0;

	if (!call_has(c, i))
		return d;
	v = call_any(c, i);
	if (v.kind == OPERAND_AREA) {
		area_walk(c->f, v.area, &w);
		while (area_next(&w, &v))
			add_day(c->f, &d, v);
	} else {
		add_day(c->f, &d, v);
	}
	if (d.n > 1)
		qsort(d.v, d.n, sizeof *d.v, by_day);
	for (size_t k = 0; k < d.n; k++)
		if (k == 0 || d.v[k] != d.v[k - 1])
			d.v[n++] = d.v[k];
	d.n = n;
	return d;
}

/* Of the days from .. to, both within. */
static int64_t holidays_in(const struct days *d, int64_t from, int64_t to)
{
	int64_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		n += d->v[i] >= from && d->v[i] <= to;
	return n;
}

/* Monday to Friday, of the days from .. to. */
static int64_t weekdays_in(int64_t from, int64_t to)
{
	int64_t days = to - from + 1, n = days / 7 * 5;

	for (int64_t d = to - days % 7 + 1; d <= to; d++)
		n += weekday(d) < 5;
	return n;
}

/* The n-th weekday behind day, or before it when step is -1. */
static int64_t weekdays_on(int64_t day, int64_t n, int step)
{
	/* From a weekend, count as from the weekday before it, in the way we go. */
	while (n > 0 && weekday(day) > 4)
		day -= step;
	day += n / 5 * 7 * step;
	for (n %= 5; n > 0;) {
		day += step;
		n -= weekday(day) < 5;
	}
	return day;
}

static struct operand run_workday(struct call *c)
{
	struct operand wrong;
	struct days d;
	int64_t day, at, n, more = 0, before;
	double count;
	int step;

	if (!call_day(c, 0, &day, &wrong) || !call_number(c, 1, &count, &wrong))
		return wrong;
	if (fabs(count) > 1e6)
		return operand_error(FORMULA_NUM);
	n = (int64_t)fabs(trunc(count));
	if (n == 0)
		return operand_day((double)day);
	step = count < 0 ? -1 : 1;
	d = read_holidays(c, 2);
	do {
		before = more;
		at = weekdays_on(day, n + before, step);
		more = step > 0 ? holidays_in(&d, day + 1, at)
		                : holidays_in(&d, at, day - 1);
	} while (more > before);
	return operand_day((double)at);
}

static struct operand run_networkdays(struct call *c)
{
	struct operand wrong;
	struct days d;
	int64_t from, to, n;

	if (!call_day(c, 0, &from, &wrong) || !call_day(c, 1, &to, &wrong))
		return wrong;
	d = read_holidays(c, 2);
	if (to < from) {
		n = weekdays_in(to, from) - holidays_in(&d, to, from);
		return operand_number((double)-n);
	}
	return operand_number(
	    (double)(weekdays_in(from, to) - holidays_in(&d, from, to)));
}

const struct function date_functions[] = {
	{ "DATE", 3, 3, run_date, false },
	{ "DAY", 1, 1, run_part, false },
	{ "EDATE", 2, 2, run_months, false },
	{ "EOMONTH", 2, 2, run_months, false },
	{ "MONTH", 1, 1, run_part, false },
	{ "NETWORKDAYS", 2, 3, run_networkdays, true },
	{ "WEEKDAY", 1, 2, run_weekday, false },
	{ "WORKDAY", 2, 3, run_workday, true },
	{ "YEAR", 1, 1, run_part, false },
	{ NULL, 0, 0, NULL, false },
};
