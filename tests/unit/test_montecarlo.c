/* test_montecarlo.c - the distributions are what they are called, and runs repeat. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <time.h>

#include "price/montecarlo.h"

static struct arena a;

static void assert_near(double got, double want, double off)
{
	if (!(fabs(got - want) <= off))
		fail_msg("%.9g is not within %g of %.9g", got, off, want);
}

/* Reference values of xoshiro256** with s = 1, 2, 3, 4: 11520, 0, 1509978240. */
static void the_generator_is_the_known_one(void **state)
{
	struct montecarlo_random r = { { 1, 2, 3, 4 } };
	static const uint64_t first[] = { 11520, 0, 1509978240 };

	(void)state;
	for (size_t i = 0; i < 3; i++)
		assert_true(montecarlo_uniform(&r) ==
		            ((double)(first[i] >> 12) + .5) * 0x1p-52);
}

static void uniform_is_uniform(void **state)
{
	struct montecarlo_random r;
	double sum = 0, squares = 0;
	const int n = 200000;

	(void)state;
	montecarlo_seed(&r, 42);
	for (int i = 0; i < n; i++) {
		double u = montecarlo_uniform(&r);

		assert_true(u > 0 && u < 1);
		sum += u;
		squares += u * u;
	}
	assert_near(sum / n, .5, .003);
	assert_near(squares / n, 1 / 3., .003);
}

static void normal_quantiles_are_exact(void **state)
{
	static const double v[][2] = { { .5, 0 },
		                       { .841344746068542949, 1 },
		                       { .975, 1.95996398454005424 },
		                       { .999, 3.09023230616781355 },
		                       { 1e-10, -6.36134090240406 },
		                       { .1, -1.28155156554460047 } };

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		assert_near(montecarlo_normal(v[i][0]), v[i][1], 1e-12);
}

/* Mean and variance of beta-PERT: (l + 4m + h) / 6 and (mean - l)(h - mean) / 7. */
static void pert_has_its_mean_and_spread(void **state)
{
	static const struct model_triple v[] = { { .75, 1.75, 4 }, { 0, 60, 160 },
		                                 { 5, 10, 24 },    { 1, 1, 2 },
		                                 { 1, 2, 2 },      { 80, 160, 320 },
		                                 { .15, .4, 1.1 } };
	struct montecarlo_pert p;
	const int n = 100000;

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		double mean = model_mean(&v[i]), sum = 0, squares = 0,
		       width = v[i].high - v[i].low;

		montecarlo_pert_init(&p, &v[i]);
		for (int k = 0; k < n; k++) {
			double x = montecarlo_pert_at(&p, (k + .5) / n);

			assert_true(x >= v[i].low && x <= v[i].high);
			sum += x;
			squares += (x - mean) * (x - mean);
		}
		assert_near(sum / n, mean, .0005 * width);
		assert_near(squares / n, (mean - v[i].low) * (v[i].high - mean) / 7,
		            .001 * width * width);
	}
	montecarlo_pert_init(&p, &(struct model_triple){ 3, 3, 3 });
	assert_true(montecarlo_pert_at(&p, .7) == 3);
}

static struct effort_line line[] = {
	{ .group = EFFORT_UNIT,
	  .name = "u",
	  .quantity = 40,
	  .each = { 1, 2, 5 },
	  .multiplier = 1 },
	{ .group = EFFORT_FIXED,
	  .name = "f",
	  .quantity = 1,
	  .each = { 10, 19, 36 },
	  .multiplier = 1 },
	{ .group = EFFORT_RISK,
	  .name = "r",
	  .quantity = 0,
	  .each = { 100, 100, 100 },
	  .multiplier = 1 },
};
static const struct effort_terms terms = { .exponent = .93,
	                                   .reference = 150,
	                                   .qa_share = .21,
	                                   .pm_base = .05,
	                                   .pm_rise = .09,
	                                   .pm_half = 5000 };
static const struct montecarlo_options usual = {
	.draws = 10000, .seed = 1, .common_sd = .42, .item_sd = .75
};

static void run(struct montecarlo *mc, struct montecarlo_options o)
{
	struct effort x = { .terms = terms, .line = line, .n = 3 };

	montecarlo_run(&a, mc, &x, &o);
}

static void the_same_seed_repeats(void **state)
{
	struct montecarlo one, two, other;
	struct montecarlo_options o = usual;
	double at[MONTECARLO_POINTS];

	(void)state;
	run(&one, o);
	run(&two, o);
	o.seed = 2;
	run(&other, o);
	for (size_t i = 0; i < one.draws; i++)
		assert_true(one.hours[i] == two.hours[i]);
	assert_true(one.hours[5000] != other.hours[5000]);
	assert_near(montecarlo_percentile(&other, .9) / montecarlo_percentile(&one, .9),
	            1, .02);
	for (int i = 0; i < MONTECARLO_POINTS; i++)
		at[i] = montecarlo_percentile(&one, montecarlo_point(i));
	assert_near(montecarlo_share(at, montecarlo_percentile(&one, .8)), .8, 1e-9);
	assert_near(montecarlo_share(at, (at[3] + at[4]) / 2), .175, 1e-9);
	assert_true(montecarlo_share(at, at[0] * .999) == 0);
	assert_true(montecarlo_share(at, at[MONTECARLO_POINTS - 1]) == 1);
	assert_true(montecarlo_percentile(&one, 1) == one.hours[one.draws - 1]);
}

static void the_common_factor_makes_the_spread(void **state)
{
	struct montecarlo mc;
	struct montecarlo_options o = usual;

	(void)state;
	o.item_sd = 0;
	line[0].each = (struct model_triple){ 2, 2, 2 };
	line[1].each = (struct model_triple){ 20, 20, 20 };
	run(&mc, o);
	assert_near(mc.sd_ln, .42, .002);
	assert_near(mc.common_sd_ln, .42, .002);
	assert_near(mc.other_sd_ln, 0, 1e-6);
	assert_near(log(montecarlo_percentile(&mc, .9) / montecarlo_percentile(&mc, .1)),
	            2 * 1.2815516 * .42, .003);
	line[0].each = (struct model_triple){ 1, 2, 5 };
	line[1].each = (struct model_triple){ 10, 19, 36 };
}

/* Events follow no common factor: with them it makes less of the whole, and the whole may
 * vary less than it does. */
static void parts_of_the_spread_add_up(void **state)
{
	struct montecarlo mc, alone;
	struct montecarlo_options o = usual;

	(void)state;
	line[2].quantity = .5;
	run(&mc, o);
	assert_near(mc.common_sd_ln * mc.common_sd_ln + mc.other_sd_ln * mc.other_sd_ln,
	            mc.sd_ln * mc.sd_ln, 1e-9);
	assert_true(mc.common_sd_ln < .42 && mc.common_sd_ln > .2);
	/* What is left when nothing is common is the other part. */
	o.common_sd = 0;
	run(&alone, o);
	line[2].quantity = 0;
	assert_near(alone.other_sd_ln, alone.sd_ln, .001);
	assert_near(alone.sd_ln, mc.other_sd_ln, .05);
	assert_true(mc.other_sd_ln > .05);
}

static void events_happen_as_often_as_they_should(void **state)
{
	struct montecarlo without, with;
	struct montecarlo_options o = usual;
	double sum = 0;

	(void)state;
	run(&without, o);
	line[2].quantity = .5;
	run(&with, o);
	line[2].quantity = 0;
	for (size_t i = 0; i < with.draws; i++)
		sum += with.hours[i] - without.hours[i];
	assert_near(sum / (double)with.draws, 50, 1.5);
}

static void percentiles_grow_smoothly(void **state)
{
	static const double p[] = { .1, .5, .8, .9 };
	double before[4] = { 0 };
	struct montecarlo mc;

	(void)state;
	for (line[0].quantity = 1; line[0].quantity < 60; line[0].quantity += .5) {
		run(&mc, usual);
		for (int k = 0; k < 4; k++) {
			double now = montecarlo_percentile(&mc, p[k]);

			assert_true(now > before[k]);
			assert_true(before[k] == 0 || now < 1.1 * before[k]);
			before[k] = now;
		}
		arena_reset(&a);
	}
	line[0].quantity = 40;
}

/* The promise is 50 ms for a whole model of 45 lines; ten times that under sanitizers. */
static void ten_thousand_draws_take_no_time(void **state)
{
	struct effort_line many[45];
	struct effort x = { .terms = terms, .line = many, .n = 45 };
	struct montecarlo mc;
	clock_t start;

	(void)state;
	for (int i = 0; i < 45; i++)
		many[i] = line[0];
	start = clock();
	montecarlo_run(&a, &mc, &x, &usual);
	print_message("45 lines: %.0f ms\n",
	              1e3 * (double)(clock() - start) / CLOCKS_PER_SEC);
	assert_true(clock() - start < CLOCKS_PER_SEC / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_generator_is_the_known_one),
		cmocka_unit_test(uniform_is_uniform),
		cmocka_unit_test(normal_quantiles_are_exact),
		cmocka_unit_test(pert_has_its_mean_and_spread),
		cmocka_unit_test(the_same_seed_repeats),
		cmocka_unit_test(the_common_factor_makes_the_spread),
		cmocka_unit_test(parts_of_the_spread_add_up),
		cmocka_unit_test(events_happen_as_often_as_they_should),
		cmocka_unit_test(percentiles_grow_smoothly),
		cmocka_unit_test(ten_thousand_draws_take_no_time),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_release(&a);
	return failed;
}
