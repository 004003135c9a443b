/* test_band.c - classes, places among the bands, and weeks from their edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "price/band.h"

static struct arena a;
static struct model m;

static void the_criteria_choose_the_class(void **state)
{
	static const struct {
		struct band_size size;
		const char *class;
	} v[] = {
		{ { 0, 1, 0 }, "Small" },    { { 19, 1, 0 }, "Small" },
		{ { 19.9, 1, 0 }, "Small" }, { { 20, 1, 0 }, "Medium" },
		{ { 5, 2, 0 }, "Medium" },   { { 200, 2, 0 }, "Medium" },
		{ { 201, 1, 0 }, "Large" },  { { 5, 3, 0 }, "Large" },
		{ { 5, 1, 1 }, "Large" },    { { 1e6, 99, 9 }, "Large" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		assert_string_equal(band_class(&m, &v[i].size)->label, v[i].class);
}

static void a_price_has_one_place(void **state)
{
	static const struct {
		double cost;
		enum band_verdict verdict;
		const char *band, *next;
	} v[] = {
		{ 0, BAND_BELOW, NULL, "Small" },
		{ 7900, BAND_BELOW, NULL, "Small" },
		{ 7999, BAND_IN, "Small", NULL },
		{ 25000, BAND_IN, "Small", NULL },
		{ 25100, BAND_BETWEEN, "Small", "Medium" },
		{ 39900, BAND_BETWEEN, "Small", "Medium" },
		{ 40000, BAND_IN, "Medium", NULL },
		{ 150000, BAND_IN, "Medium", NULL },
		{ 151000, BAND_BETWEEN, "Medium", "Large" },
		{ 180000, BAND_IN, "Large", NULL },
		{ 700000, BAND_IN, "Large", NULL },
		{ 701000, BAND_ABOVE, "Large", NULL },
	};
	struct band_place p;

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		band_place(&m, v[i].cost, &p);
		assert_int_equal(p.verdict, v[i].verdict);
		assert_true(!p.band == !v[i].band && !p.next == !v[i].next);
		if (p.band)
			assert_string_equal(p.band->label, v[i].band);
		if (p.next)
			assert_string_equal(p.next->label, v[i].next);
	}
}

static void weeks_meet_every_edge(void **state)
{
	static const double edges[][2] = { { 8000, 3 },         { 25000, 6 },
		                           { 40000, 10 },       { 150000, 22 },
		                           { 180000, 26.0893 }, { 700000, 60.875 } };
	struct band_law l;
	double before = 0;

	(void)state;
	band_law_init(&l, &m);
	assert_int_equal(l.n, 6);
	assert_true(fabs(l.slope - .679) < .001);
	for (size_t i = 0; i < 6; i++)
		assert_true(fabs(band_weeks(&l, edges[i][0]) - edges[i][1]) < 1e-4);
	for (double cost = 100; cost < 1e7; cost *= 1.005) {
		double now = band_weeks(&l, cost);

		assert_true(now > before && (before == 0 || now < before * 1.01));
		before = now;
	}
	assert_true(band_weeks(&l, 0) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_criteria_choose_the_class),
		cmocka_unit_test(a_price_has_one_place),
		cmocka_unit_test(weeks_meet_every_edge),
	};
	struct err e;
	int failed;

	if (!data_init(&a, NULL, &e) || !model_load_cost(&a, &m, &e)) {
		print_error("%s\n", e.text);
		return 1;
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_release(&a);
	return failed;
}
