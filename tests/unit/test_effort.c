/* test_effort.c - the equations against figures worked out apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "price/effort.h"

static const struct effort_terms terms = { .exponent = .93,
	                                   .reference = 150,
	                                   .qa_share = .21,
	                                   .pm_base = .05,
	                                   .pm_rise = .09,
	                                   .pm_half = 5000 };

static void assert_close(double got, double want)
{
	if (!(fabs(got - want) <= 1e-9 * fabs(want)))
		fail_msg("%.12g is not %.12g", got, want);
}

static void setups_saturate_without_a_step(void **state)
{
	(void)state;
	assert_true(effort_saturation(0, 10) == 0);
	assert_true(effort_saturation(-1, 10) == 0);
	assert_close(effort_saturation(10, 10), 1 - exp(-1));
	assert_close(effort_saturation(1e-12, 10), 1e-13);
	assert_true(effort_saturation(1e6, 10) == 1);
}

static void repeats_are_cheaper(void **state)
{
	(void)state;
	assert_true(effort_learned(0, .8) == 0);
	assert_true(effort_learned(1, .8) == 1);
	assert_close(effort_learned(2, .8), 1.6);
	assert_close(effort_learned(8, .8), 8 * .8 * .8 * .8);
	assert_close(effort_learned(7, 1), 7);
	assert_close(effort_learned(100, .5), 1);
}

static void scale_is_one_at_the_reference(void **state)
{
	(void)state;
	assert_true(effort_scale(&terms, 150) == 1);
	assert_true(effort_scale(&terms, 0) == 1);
	assert_close(effort_scale(&terms, 1500), pow(10, -.07));
}

static void management_grows_from_5_to_14_percent(void **state)
{
	(void)state;
	assert_close(effort_pm_share(&terms, 0), .05);
	assert_close(effort_pm_share(&terms, 5000), .095);
	assert_true(effort_pm_share(&terms, 1e12) < .14);
}

/* 100 units of 1 .. 2 .. 9 h at 1.2, half a set-up, one fixed, QA and PM, an event. */
static void lines_add_up(void **state)
{
	struct effort_line line[] = {
		{ .group = EFFORT_UNIT,
		  .quantity = 100,
		  .each = { 1, 2, 9 },
		  .multiplier = 1.2 },
		{ .group = EFFORT_SETUP,
		  .quantity = .5,
		  .each = { 10, 10, 10 },
		  .multiplier = 1 },
		{ .group = EFFORT_FIXED,
		  .quantity = 1,
		  .each = { 20, 20, 20 },
		  .multiplier = 1 },
		{ .group = EFFORT_OVERHEAD, .multiplier = 1, .of_engineering = true },
		{ .group = EFFORT_OVERHEAD, .multiplier = 1 },
		{ .group = EFFORT_RISK,
		  .quantity = .5,
		  .each = { 0, 60, 160 },
		  .multiplier = 1 },
	};
	struct effort x = { .terms = terms, .line = line, .n = 6 };
	double units = 100 * 3 * 1.2, engineering = units * pow(units / 150, -.07) + 25;
	double pm = .05 + .09 * (engineering * 1.21) / (engineering * 1.21 + 5000),
	       sum = 0;

	(void)state;
	effort_run(&x);
	assert_close(x.units, units);
	assert_close(x.engineering, engineering);
	assert_close(x.qa, .21 * engineering);
	assert_close(x.pm, pm * 1.21 * engineering);
	assert_close(x.risk, .5 * (240 + 160) / 6);
	for (size_t i = 0; i < x.n; i++)
		sum += line[i].hours;
	assert_close(sum, x.hours);
	assert_close(effort_base(&terms, units, 25) + x.risk, x.hours);
	assert_close(line[3].quantity, .21);
	assert_close(line[4].quantity, pm);
	effort_run(&x);
	assert_close(sum, x.hours);
}

static void nothing_is_nothing(void **state)
{
	struct effort x = { .terms = terms };

	(void)state;
	effort_run(&x);
	assert_true(x.hours == 0 && x.scale == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(setups_saturate_without_a_step),
		cmocka_unit_test(repeats_are_cheaper),
		cmocka_unit_test(scale_is_one_at_the_reference),
		cmocka_unit_test(management_grows_from_5_to_14_percent),
		cmocka_unit_test(lines_add_up),
		cmocka_unit_test(nothing_is_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
