/* test_schedule.c - weeks, teams, dates and the order of the plan. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "price/calendar.h"
#include "price/schedule.h"
#include "text/date.h"

static struct arena a;
static struct model m;
static struct schedule_terms terms = {
	.reference_rate = 70,
	.reference_contingency = .15,
	.hours_per_week = 40,
	.hours_per_month = 152,
	.weeks_per_month = 365.25 / 84,
	.nominal_factor = 3,
	.nominal_from = 12,
	.floor_nominal = .75,
	.floor_documented = .6,
	.floor_from = 6,
	.head_loss = .06,
};

static void assert_near(double got, double want, double off)
{
	if (!(fabs(got - want) <= off))
		fail_msg("%.9g is not within %g of %.9g", got, off, want);
}

static void weeks_are_those_of_the_model(void **state)
{
	double people;

	(void)state;
	assert_true(schedule_weeks(&terms, 0, &people) == 0 && people == 0);
	assert_near(schedule_weeks(&terms, 709.1272239850373, &people), 12.3634, 1e-4);
	assert_near(people, 1.43392, 1e-5);
	assert_near(schedule_weeks(&terms, 8000 / 70. / 1.15, NULL), 3, 1e-9);
}

static void more_hours_take_longer_without_a_step(void **state)
{
	double before = 0;

	(void)state;
	for (double hours = 10; hours < 50000; hours *= 1.003) {
		double now = schedule_weeks(&terms, hours, NULL);

		assert_true(now > before && (before == 0 || now < before * 1.005));
		before = now;
	}
}

/* A few hours more are no months more: the shortest time has no step either. */
static void a_team_that_is_set_has_no_step(void **state)
{
	struct schedule_terms t = terms;

	(void)state;
	for (t.team = 1; t.team < 10; t.team++) {
		double before = 0;

		for (double hours = 10; hours < 50000; hours *= 1.003) {
			double now = schedule_weeks(&t, hours, NULL);

			assert_true(now > before && (before == 0 || now < before * 1.01));
			before = now;
		}
	}
}

static void more_people_are_faster_down_to_a_floor(void **state)
{
	struct schedule_terms t = terms;
	double people, floor_weeks = .6 * schedule_weeks(&terms, 700, NULL), before = 1e9;

	(void)state;
	for (t.team = 1; t.team < 20; t.team++) {
		double now = schedule_weeks(&t, 700, &people);

		assert_true(now <= before && now >= floor_weeks - 1e-9 &&
		            people == t.team);
		before = now;
	}
	assert_near(before, floor_weeks, 1e-9);
}

/* Also where the documented weeks are under the share of the equation's. */
static void no_team_is_slower_than_the_one_that_fits(void **state)
{
	(void)state;
	for (double hours = 100; hours < 20000; hours *= 1.1) {
		struct schedule_terms t = terms;
		double people, fits = schedule_weeks(&terms, hours, &people);

		t.team = people;
		assert_near(schedule_weeks(&t, hours, NULL), fits, 1e-9 * fits);
		t.team = people + 1;
		assert_true(schedule_weeks(&t, hours, NULL) <= fits * (1 + 1e-12));
	}
}

static void dates_are_civil(void **state)
{
	static const char *const good[] = { "1970-01-01", "2000-02-29", "2024-02-29",
		                            "2026-12-31", "1900-02-28", "2100-03-01" };
	static const char *const bad[] = { "",           "2026",       "2026-1-5",
		                           "2026-02-29", "2026-13-01", "2026-00-10",
		                           "2026-01-00", "2026-01-32", "2026-01-05x",
		                           "1900-02-29", "x026-01-05", "99999-01-01" };
	int64_t day, next;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(date_parse(good[i], &day));
		assert_string_equal(date_iso(&a, day), good[i]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(date_parse(bad[i], &day));
	assert_true(date_parse("1970-01-01", &day) && day == 0);
	assert_true(date_parse("2000-01-01", &day));
	for (int i = 0; i < 200000; i++) {
		assert_true(date_parse(date_iso(&a, day + i), &next));
		assert_true(next == day + i);
		arena_reset(&a);
	}
}

static void mondays_come_after(void **state)
{
	static const char *const v[][2] = { { "2026-01-04", "2026-01-05" },
		                            { "2026-01-05", "2026-01-12" },
		                            { "2026-01-11", "2026-01-12" },
		                            { "1960-06-15", "1960-06-20" } };
	int64_t day;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_true(date_parse(v[i][0], &day));
		assert_string_equal(date_iso(&a, date_next_monday(day)), v[i][1]);
	}
}

static void finishes_are_working_days(void **state)
{
	static const struct {
		const char *start;
		double weeks;
		const char *finish;
	} v[] = {
		{ "2026-01-05", 3, "2026-01-23" },    /* Monday, to a Friday */
		{ "2026-01-05", 3.01, "2026-01-26" }, /* a Monday's work more */
		{ "2026-01-05", 0.1, "2026-01-05" },  { "2026-01-05", 0, "2026-01-05" },
		{ "2026-01-07", 1, "2026-01-13" },    /* Wednesday, to a Tuesday */
		{ "2026-01-09", 0.2, "2026-01-09" },  /* a Friday alone */
		{ "2026-01-09", 0.21, "2026-01-12" }, /* and a bit of the Monday */
		{ "2026-01-10", 1, "2026-01-16" },    /* Saturday: begins on Monday */
		{ "2026-01-11", 1, "2026-01-16" },    { "2026-01-11", 0, "2026-01-12" },
		{ "1960-06-18", 1, "1960-06-24" }, /* before 1970 */
	};
	int64_t day, finish, before = 0;

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		assert_true(date_parse(v[i].start, &day));
		assert_string_equal(date_iso(&a, calendar_finish(NULL, day, v[i].weeks)),
		                    v[i].finish);
	}
	assert_true(date_parse("2026-01-05", &day));
	for (double weeks = 0; weeks < 20; weeks += 0.03) {
		finish = calendar_finish(NULL, day, weeks);
		assert_true((finish - day) % 7 < 5); /* day is a Monday */
		assert_true(finish >= before);
		before = finish;
	}
}

static void the_plan_holds_all_work_in_order(void **state)
{
	struct effort_line line[] = {
		{ .group = EFFORT_UNIT,
		  .phase = "endpoints",
		  .quantity = 10,
		  .each = { 2, 2, 2 },
		  .multiplier = 1 },
		{ .group = EFFORT_UNIT,
		  .phase = "orm",
		  .quantity = 1,
		  .each = { 5, 5, 5 },
		  .multiplier = 1 },
		{ .group = EFFORT_FIXED,
		  .phase = "discovery",
		  .quantity = 1,
		  .each = { 1, 1, 1 },
		  .multiplier = 1 },
		{ .group = EFFORT_FIXED,
		  .phase = "cutover",
		  .quantity = 1,
		  .each = { 1, 1, 1 },
		  .multiplier = 1 },
		{ .group = EFFORT_OVERHEAD,
		  .phase = "qa",
		  .multiplier = 1,
		  .of_engineering = true },
	};
	struct effort x = { .terms = { 1, 150, .5, 0, 0, 1 }, .line = line, .n = 5 };
	struct schedule_shares known = { 0 };
	struct schedule_stretch *plan;
	double hours = 0;
	size_t n;

	(void)state;
	effort_run(&x);
	n = schedule_plan(&a, &m, &x, 10, &known, &plan);
	assert_int_equal(n, 5);
	assert_string_equal(plan[0].phase->name, "discovery");
	assert_string_equal(plan[1].phase->name, "stateless");
	assert_string_equal(plan[4].phase->name, "cutover");
	for (size_t i = 0; i < n; i++) {
		hours += plan[i].hours;
		for (size_t k = 0; k < n; k++)
			if (model_word_of(&plan[i].phase->needs, plan[k].phase->name))
				assert_true(plan[i].start_week >=
				            plan[k].end_week - 1e-9);
		assert_true(plan[i].end_week > plan[i].start_week);
	}
	assert_near(plan[4].end_week, 10, 1e-12);
	assert_near(hours, x.hours, 1e-9);
	assert_near(plan[1].hours, 20 * .6 * 1.5, 1e-9);
	/* 1 of 27 hours, but discovery has a least share of the weeks */
	assert_true(plan[0].end_week > .5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weeks_are_those_of_the_model),
		cmocka_unit_test(more_hours_take_longer_without_a_step),
		cmocka_unit_test(a_team_that_is_set_has_no_step),
		cmocka_unit_test(more_people_are_faster_down_to_a_floor),
		cmocka_unit_test(no_team_is_slower_than_the_one_that_fits),
		cmocka_unit_test(dates_are_civil),
		cmocka_unit_test(mondays_come_after),
		cmocka_unit_test(finishes_are_working_days),
		cmocka_unit_test(the_plan_holds_all_work_in_order),
	};
	struct arena data = { 0 };
	struct err e;
	int failed;

	if (!data_init(&data, NULL, &e) || !model_load_cost(&data, &m, &e)) {
		print_error("%s\n", e.text);
		return 1;
	}
	band_law_init(&terms.law, &m);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_release(&a);
	arena_release(&data);
	return failed;
}
