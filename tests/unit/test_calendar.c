/* test_calendar.c - holidays by rules, and dates by working days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "price/calendar.h"
#include "text/data.h"
#include "text/date.h"

static struct arena a;
static struct err e;
static char own_dir[] = "/tmp/migcost-calendar-XXXXXX";

static int64_t day(const char *iso)
{
	int64_t d = 0;

	assert_true(date_parse(iso, &d));
	return d;
}

static void load(const char *name, int from, int to, struct calendar *c)
{
	if (!calendar_load(&a, name, from, to, c, &e))
		fail_msg("%s", e.text);
}

/* All holidays of a year, as officially listed. */
static void holidays_are_those_of_the_year(void **state)
{
	static const struct {
		const char *name;
		int year;
		const char *days[12];
	} v[] = {
		{ "us",
		  2026,
		  { "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19",
		    "2026-07-03", "2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26",
		    "2026-12-25" } },
		{ "uk",
		  2026,
		  { "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25",
		    "2026-08-31", "2026-12-25", "2026-12-28" } },
		{ "uk",
		  2027,
		  { "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31",
		    "2027-08-30", "2027-12-27", "2027-12-28" } },
		{ "de",
		  2027,
		  { "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-01", "2027-05-06",
		    "2027-05-17", "2027-10-03", "2027-12-25", "2027-12-26" } },
		{ "nl",
		  2026,
		  { "2026-01-01", "2026-04-03", "2026-04-06", "2026-04-27", "2026-05-14",
		    "2026-05-25", "2026-12-25", "2026-12-26" } },
		{ "in",
		  2027,
		  { "2027-01-26", "2027-03-22", "2027-03-26", "2027-08-15", "2027-10-02",
		    "2027-10-09", "2027-10-29", "2027-12-25" } },
		{ "none", 2026, { NULL } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		struct calendar c;
		size_t n = 0;

		load(v[i].name, v[i].year, v[i].year, &c);
		while (n < 12 && v[i].days[n])
			n++;
		if (c.n != n)
			fail_msg("%s %d has %d", v[i].name, v[i].year, (int)c.n);
		for (size_t k = 0; k < n; k++)
			assert_string_equal(date_iso(&a, c.v[k].day), v[i].days[k]);
	}
}

/* New Year of 2028 is a Saturday: in the US the Friday before, of the year before. */
static void days_off_move_over_the_year(void **state)
{
	struct calendar c;

	(void)state;
	load("us", 2026, 2028, &c);
	assert_false(calendar_is_working(&c, day("2027-12-31")));
	assert_false(calendar_is_working(&c, day("2027-12-24")));
	assert_true(calendar_is_working(&c, day("2028-01-03")));
	load("uk", 2026, 2028, &c);
	assert_true(calendar_is_working(&c, day("2027-12-31")));
	assert_false(calendar_is_working(&c, day("2028-01-03")));
}

static void finishes_skip_holidays(void **state)
{
	static const struct {
		const char *name, *start;
		double weeks;
		const char *finish;
	} v[] = {
		{ "none", "2026-12-21", 2, "2027-01-01" },
		{ "uk", "2026-12-21", 2, "2027-01-06" }, /* 25, 28 December, 1 January */
		{ "de", "2026-12-21", 2, "2027-01-05" }, /* the 26th is a Saturday */
		{ "us", "2026-11-23", 1, "2026-11-30" }, /* Thanksgiving */
		{ "de", "2026-04-03", 0,
		  "2026-04-07" }, /* Good Friday to Easter Monday */
		{ "de", "2026-04-03", 1, "2026-04-13" },
		{ "uk", "2026-12-25", 0.1, "2026-12-29" },
	};
	struct calendar c;

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		load(v[i].name, 2026, 2028, &c);
		assert_string_equal(date_iso(&a, calendar_finish(&c, day(v[i].start),
		                                                 v[i].weeks)),
		                    v[i].finish);
	}
	load("de", 2026, 2028, &c);
	assert_string_equal(date_iso(&a, calendar_begin(&c, day("2026-12-21"), 1)),
	                    "2026-12-29");
	assert_string_equal(date_iso(&a, calendar_begin(&c, day("2026-12-21"), 0)),
	                    "2026-12-21");
}

/* Longer work never ends earlier, always on a working day; each holiday costs a day. */
static void more_weeks_end_later(void **state)
{
	struct calendar c;
	int64_t before = 0, start = day("2026-03-30");

	(void)state;
	load("uk", 2026, 2040, &c);
	for (double weeks = 0; weeks < 150; weeks += 0.07) {
		int64_t end = calendar_finish(&c, start, weeks);

		assert_true(end >= before && calendar_is_working(&c, end));
		assert_true(end >= calendar_finish(NULL, start, weeks));
		before = end;
	}
	/* Beyond the last year that is known there are weekends alone. */
	assert_true(calendar_finish(&c, start, 1e5) > day("2040-12-31"));
}

static void write_own(const char *text)
{
	char path[100];
	FILE *f;

	snprintf(path, sizeof path, "%s/calendar", own_dir);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/calendar/de.tsv", own_dir);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	assert_true(data_init(&a, own_dir, &e));
}

static void ones_own_wins_and_mistakes_are_told(void **state)
{
#define HEAD "date\tweekend\tname\tsource\n"
	static const struct {
		const char *text, *error;
	} v[] = {
		{ HEAD "02-29\tstay\tLeap\tus\n2026-08-03\tstay\tFeast\tus\n", NULL },
		{ HEAD "13-01\tstay\tX\tus\n",
		  "2: '13-01' is no date: MM-DD, YYYY-MM-DD, easter+N or WEEKDAY N MM" },
		{ HEAD "mon 5 01\tstay\tX\tus\n",
		  "2: 'mon 5 01' is no date: MM-DD, YYYY-MM-DD, easter+N or WEEKDAY N "
		  "MM" },
		{ HEAD "01-01\tmaybe\tX\tus\n",
		  "2: 'maybe' is not stay, nearest or next" },
		{ HEAD "01-01\tstay\tX\t\n", "2: no source" },
	};
	struct calendar c;
	char path[100];

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		write_own(v[i].text);
		if (v[i].error) {
			assert_false(calendar_load(&a, "de", 2026, 2026, &c, &e));
			assert_non_null(strstr(e.text, v[i].error));
			assert_int_equal(e.kind, ERR_DATA);
			continue;
		}
		load("de", 2026, 2026, &c);
		assert_int_equal(c.n, 1);
		load("de", 2028, 2028, &c);
		assert_string_equal(date_iso(&a, c.v[0].day), "2028-02-29");
	}
	snprintf(path, sizeof path, "%s/calendar/de.tsv", own_dir);
	unlink(path);
	assert_true(data_init(&a, NULL, &e));
	assert_false(calendar_load(&a, "mars", 2026, 2026, &c, &e));
	assert_string_equal(e.text, "no calendar 'mars': none, de, in, nl, uk, us");
	assert_false(calendar_load(&a, "../cost/units", 2026, 2026, &c, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holidays_are_those_of_the_year),
		cmocka_unit_test(days_off_move_over_the_year),
		cmocka_unit_test(finishes_skip_holidays),
		cmocka_unit_test(more_weeks_end_later),
		cmocka_unit_test(ones_own_wins_and_mistakes_are_told),
	};
	char path[100];
	int failed;

	unsetenv("XDG_CONFIG_HOME");
	setenv("HOME", "/nonexistent", 1);
	if (!mkdtemp(own_dir) || !data_init(&a, NULL, &e))
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	snprintf(path, sizeof path, "%s/calendar", own_dir);
	rmdir(path);
	rmdir(own_dir);
	arena_release(&a);
	return failed;
}
