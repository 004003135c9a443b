/* test_book.c - the workbook's arithmetic and the estimate's are the same model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "book_figures.h"
#include "data.h"
#include "estimate.h"

static const struct {
	const char *counts;
	const char *set[6];
} cases[] = {
	{ "endpoints=1", { NULL } },
	{ "endpoints=19,models=7,jobs=2", { NULL } },
	{ "endpoints=60,models=21,jobs=6",
	  { "tests=none", "typed=strict", "experience=low" } },
	{ "endpoints=60,models=21,jobs=6", { "team=5", "hours_per_week=32" } },
	{ "endpoints=150,models=52,jobs=15", { "calibration=1.3", "ai_assistance=0.7" } },
	{ "endpoints=400,models=140,jobs=40", { "qa_share=0.3", "contingency=0.2" } },
	{ "endpoints=1500,models=525,jobs=150",
	  { "rate_usd_per_hour=33.5", "region=in", "overhead=0.2" } },
	{ "endpoints=1500,models=525,jobs=150", { "team=40" } },
	{ "endpoints=30", { "direction=node-to-python", "packaging=undecided" } },
};

static void assert_near(struct store *s, const char *key, double have)
{
	double want =
	    store_number(s, NAN, "SELECT CAST(value AS REAL) FROM result WHERE key = %Q",
	                 key);

	if (!(fabs(have - want) <= 1e-9 * fmax(1, fabs(want))))
		fail_msg("%s: the workbook has %.15g, the estimate %.15g", key, have,
		         want);
}

static void check_case(const char *counts, const char *const *set)
{
	struct estimate_options o = { .set = set };
	struct arena a = { 0 };
	struct store s = { 0 };
	struct figures m;
	struct err e = { ERR_NONE, "" };

	while (o.set_count < 6 && set[o.set_count])
		o.set_count++;
	if (!store_open(&s, NULL, true, &e) || !estimate_from_counts(&s, counts, &e) ||
	    !estimate_run(&s, &o, &e) || !figures_load(&m, &s, &a, &e))
		fail_msg("%s: %s", counts, e.text);
	assert_near(&s, "hours_units", m.units_hours);
	assert_near(&s, "scale", m.scale);
	assert_near(&s, "hours_engineering", m.engineering);
	assert_near(&s, "hours_qa", m.qa);
	assert_near(&s, "hours_pm", m.pm);
	assert_near(&s, "hours_risk", m.risk);
	assert_near(&s, "hours", m.hours);
	assert_near(&s, "price", m.price);
	assert_near(&s, "contingency", m.contingency_amount);
	assert_near(&s, "total", m.total);
	assert_near(&s, "weeks", m.weeks);
	assert_near(&s, "team", m.team_size);
	assert_near(&s, "cost_p80", m.price * m.cost_ratio[P80]);
	assert_near(&s, "weeks_p90", m.weeks * m.weeks_ratio[P90]);
	for (size_t i = 0; i < m.line_count; i++)
		if (m.line[i].quantity > 0)
			assert_true(m.line[i].hours > 0);
	arena_release(&a);
	store_close(&s);
}

static void test_same_model(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_case(cases[i].counts, cases[i].set);
}

static int setup(void **state)
{
	static struct arena a;
	struct err e;

	(void)state;
	return data_init(&a, NULL, &e) ? 0 : 1;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_same_model) };

	return cmocka_run_group_tests(tests, setup, NULL);
}
