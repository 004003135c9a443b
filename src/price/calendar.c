/* calendar.c - public holidays, and dates by working days. */
#include "price/calendar.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/data.h"
#include "text/date.h"
#include "text/tsv.h"

/* ---- rules ---------------------------------------------------------------------------
 */

enum weekend { STAY, NEAREST, NEXT, WEEKENDS_END };

static const char *const weekend_words[] = { "stay", "nearest", "next" };
static const char *const weekday_words[] = { "mon", "tue", "wed", "thu",
	                                     "fri", "sat", "sun" };

/* Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher). */
static int64_t easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return date_of(year, n / 31, n % 31 + 1);
}

static int64_t nth_weekday(int year, int month, int64_t weekday, int nth)
{
	int64_t day;

	if (nth > 0) {
		day = date_of(year, month, 1);
		return day + (weekday - date_weekday(day) + 7) % 7 + 7 * (nth - 1);
	}
	day = month == 12 ? date_of(year + 1, 1, 1) - 1 : date_of(year, month + 1, 1) - 1;
	return day - (date_weekday(day) - weekday + 7) % 7;
}

static bool by_weekday(const char *rule, int year, int64_t *day)
{
	char word[4];
	int nth, month, end = 0;

	if (sscanf(rule, "%3[a-z] %d %2d%n", word, &nth, &month, &end) != 3 ||
	    rule[end] || month < 1 || month > 12 || nth < -1 || nth == 0 || nth > 4)
		return false;
	for (int i = 0; i < 7; i++)
		if (strcmp(word, weekday_words[i]) == 0) {
			*day = nth_weekday(year, month, i, nth);
			return true;
		}
	return false;
}

/* False: it is no rule. *is_then: the year has such a day. */
static bool day_of(const char *rule, int year, int64_t *day, bool *is_then)
{
	char iso[16];
	int offset, end = 0;

	*is_then = true;
	if (sscanf(rule, "easter%d%n", &offset, &end) == 1 && !rule[end] &&
	    abs(offset) < 100) {
		*day = easter(year) + offset;
		return true;
	}
	if (date_parse(rule, day)) {
		*is_then = date_year(*day) == year;
		return true;
	}
	if (strlen(rule) == 5 && rule[2] == '-') {
		snprintf(iso, sizeof iso, "%04d-%s", year, rule);
		*is_then = date_parse(iso, day);
		return *is_then || strcmp(rule, "02-29") == 0;
	}
	return by_weekday(rule, year, day);
}

/* ---- reading -------------------------------------------------------------------------
 */

static bool has(const struct calendar *c, int64_t day)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].day == day)
			return true;
	return false;
}

static int64_t moved(const struct calendar *c, int64_t day, enum weekend w)
{
	int64_t on = date_weekday(day);

	if (w == NEAREST && on > 4)
		return day + (on == 5 ? -1 : 1);
	while (w == NEXT && (date_weekday(day) > 4 || has(c, day)))
		day++;
	return day;
}

struct reading {
	struct arena *a;
	struct calendar *c;
	const char *origin;
	int year; /* that is read */
};

static bool read_row(void *arg, char *const *cells, unsigned line, struct err *e)
{
	struct reading *r = arg;
	int w = 0;
	int64_t day;
	bool is_then;

	while (w < WEEKENDS_END && strcmp(weekend_words[w], cells[1]) != 0)
		w++;
	if (w == WEEKENDS_END)
		return err_set(e, ERR_DATA, "%s:%u: '%.20s' is not stay, nearest or next",
		               r->origin, line, cells[1]);
	if (!day_of(cells[0], r->year, &day, &is_then))
		return err_set(
		    e, ERR_DATA,
		    "%s:%u: '%.20s' is no date: MM-DD, YYYY-MM-DD, easter+N or "
		    "WEEKDAY N MM",
		    r->origin, line, cells[0]);
	if (!*cells[2] || !*cells[3])
		return err_set(e, ERR_DATA, "%s:%u: no %s", r->origin, line,
		               *cells[2] ? "source" : "name");
	if (!is_then)
		return true;
	day = moved(r->c, day, (enum weekend)w);
	if (!has(r->c, day))
		*(struct holiday *)arena_push(r->a, (void **)&r->c->v, &r->c->n,
		                              &r->c->room, sizeof *r->c->v) =
		    (struct holiday){ day, cells[2], cells[3] };
	return true;
}

static bool unknown(struct arena *a, const char *name, struct err *e)
{
	struct data_file *list;
	const char *names = "none";
	size_t n;

	if (!data_list(a, "calendar/", ".tsv", &list, &n, e))
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *base = list[i].path + strlen("calendar/");

		names = arena_printf(a, "%s, %.*s", names,
		                     (int)(strlen(base) - strlen(".tsv")), base);
	}
	return err_set(e, ERR_USAGE, "no calendar '%.40s': %s", name, names);
}

static int by_day(const void *x, const void *y)
{
	int64_t a = ((const struct holiday *)x)->day,
		b = ((const struct holiday *)y)->day;

	return (a > b) - (a < b);
}

bool calendar_load(struct arena *a, const char *name, int from, int to,
                   struct calendar *c, struct err *e)
{
	static const char *const columns[] = { "date", "weekend", "name", "source" };
	struct data_file f;

	*c = (struct calendar){ 0 };
	if (!*name || strcmp(name, "none") == 0)
		return true;
	if (strlen(name) > 40 ||
	    !data_get(a, arena_printf(a, "calendar/%s.tsv", name), &f, e))
		return unknown(a, name, e);
	for (int year = from; year <= to; year++) {
		struct reading r = { a, c, f.origin, year };

		if (!tsv_each(a, f.text, f.size, f.origin, columns, 4, read_row, &r, e))
			return false;
	}
	if (c->n)
		qsort(c->v, c->n, sizeof *c->v, by_day);
	return true;
}

/* ---- working days --------------------------------------------------------------------
 */

bool calendar_is_working(const struct calendar *c, int64_t day)
{
	const struct holiday key = { .day = day };

	return date_weekday(day) < 5 &&
	       !(c && c->n && bsearch(&key, c->v, c->n, sizeof key, by_day));
}

int64_t calendar_first_day(const struct calendar *c, int64_t day)
{
	while (!calendar_is_working(c, day))
		day++;
	return day;
}

/* The nth working day from first, which is the 1st. */
static int64_t nth_working(const struct calendar *c, int64_t first, int64_t nth)
{
	int64_t day = first;

	while (nth > 1) {
		/* Whole weeks at once where no holiday can be. */
		bool is_clear = !c || !c->n || day > c->v[c->n - 1].day;

		if (is_clear && nth > 5) {
			day += 7;
			nth -= 5;
			continue;
		}
		day++;
		nth -= calendar_is_working(c, day);
	}
	return day;
}

int64_t calendar_finish(const struct calendar *c, int64_t start, double weeks)
{
	int64_t days = (int64_t)ceil(round(weeks * WEEK_DAYS * 1e6) / 1e6);

	return nth_working(c, calendar_first_day(c, start), days > 1 ? days : 1);
}

int64_t calendar_begin(const struct calendar *c, int64_t start, double weeks)
{
	int64_t days = (int64_t)floor(weeks * WEEK_DAYS + 1e-6);

	return nth_working(c, calendar_first_day(c, start), days + 1);
}
