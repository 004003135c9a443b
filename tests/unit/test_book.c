/* test_book.c - the workbook's formulas and the estimate are the same model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "book/book.h"
#include "book/workbook.h"
#include "price/estimate.h"
#include "text/data.h"

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

/* Named cells, and the results that they must agree with. */
static struct named {
	const char *name, *key;
	double value;
} named[] = {
	{ "scale_factor", "scale", 0 },
	{ "engineering_hours", "hours_engineering", 0 },
	{ "risk_hours", "hours_risk", 0 },
	{ "total_hours", "hours", 0 },
	{ "price_expected", "price", 0 },
	{ "contingency_amount", "contingency", 0 },
	{ "total_price", "total", 0 },
	{ "weeks_expected", "weeks", 0 },
	{ "team_size", "team", 0 },
	{ "cost_p10", "cost_p10", 0 },
	{ "cost_p80", "cost_p80", 0 },
	{ "weeks_p90", "weeks_p90", 0 },
};

static void take_name(void *arg, const char *name, double value)
{
	(void)arg;
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (strcmp(named[i].name, name) == 0)
			named[i].value = value;
}

static void assert_near(struct store *s, const struct named *n)
{
	double want =
	    store_number(s, NAN, "SELECT CAST(value AS REAL) FROM result WHERE key = %Q",
	                 n->key);

	if (!(fabs(n->value - want) <= 1e-9 * fmax(1, fabs(want))))
		fail_msg("%s: the workbook has %.15g, the estimate %.15g", n->name,
		         n->value, want);
}

static void check_case(const char *counts, const char *const *set)
{
	struct estimate_options o = { .set = set };
	struct workbook_options w = { .each_name = take_name };
	char path[] = "/tmp/migcost-test-XXXXXX";
	int file = mkstemp(path);
	struct store s = { 0 };
	struct err e = { ERR_NONE, "" };

	assert_true(file >= 0);
	close(file);
	while (o.set_count < 6 && set[o.set_count])
		o.set_count++;
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		named[i].value = NAN;
	if (!store_open(&s, NULL, true, &e) || !estimate_from_counts(&s, counts, &e) ||
	    !estimate_run(&s, &o, &e) || !workbook_write(&s, path, &w, &e))
		fail_msg("%s: %s", counts, e.text);
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		assert_near(&s, &named[i]);
	store_close(&s);
	unlink(path);
}

/* LibreOffice ends a line behind a slash, rather than fill it with half a name. */
static void test_lines_end_behind_slashes(void **state)
{
	static const char path[] = "/api/challenges/challenge_host_team/"
				   "{challenge_host_team_pk}/create_or_update_challenge/";

	(void)state;
	assert_true(book_height(STYLE_PLAIN, 34, path) >= 3 * 13 + 3);
	assert_true(book_height(STYLE_PLAIN, 120, path) < 2 * 13);
	assert_true(book_characters(STYLE_PLAIN, path, true) <
	            book_characters(STYLE_PLAIN, path, false) / 2);
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
	const struct CMUnitTest tests[] = { cmocka_unit_test(
						test_lines_end_behind_slashes),
		                            cmocka_unit_test(test_same_model) };

	return cmocka_run_group_tests(tests, setup, NULL);
}
