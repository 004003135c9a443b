/* test_rate.c - rate cards, currencies, taxes and the ways to pay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "price/estimate.h"
#include "price/model.h"
#include "text/data.h"

static struct arena a;
static struct store s;
static struct err e;
static char own_dir[] = "/tmp/migcost-rates-XXXXXX";

static double result(const char *key)
{
	return store_number(&s, NAN,
	                    "SELECT CAST(value AS REAL) FROM result WHERE key = %Q", key);
}

static const char *text(const char *table, const char *key)
{
	return store_text(&s, &a, "", "SELECT value FROM %s WHERE key = %Q", table, key);
}

static double input(const char *key)
{
	return strtod(text("input", key), NULL);
}

static void assert_near(double got, double want)
{
	if (!(fabs(got - want) <= 1e-9 * fmax(1, fabs(want))))
		fail_msg("%.15g is not %.15g", got, want);
}

/* "region=de tax=0.19" */
static bool estimate(const char *sets)
{
	struct estimate_options o = { 0 };
	char words[200];
	const char *v[8];

	snprintf(words, sizeof words, "%s", sets);
	for (char *w = strtok(words, " "); w; w = strtok(NULL, " "))
		v[o.set_count++] = w;
	o.set = v;
	return estimate_run(&s, &o, &e);
}

static void price(const char *sets)
{
	if (!estimate(sets))
		fail_msg("%s: %s", sets, e.text);
}

static int set_up(void **state)
{
	(void)state;
	return data_init(&a, NULL, &e) && store_open(&s, NULL, true, &e) &&
	               estimate_from_counts(&s, "endpoints=60,models=21,jobs=6", &e)
	         ? 0
	         : -1;
}

static int tear_down(void **state)
{
	(void)state;
	store_close(&s);
	data_init(&a, NULL, &e);
	arena_reset(&a);
	return 0;
}

/* An hour is billed in whole cents, a price in whole units. */
static double cents(double x)
{
	return round(100 * x) / 100;
}

static double cost_of_roles(void)
{
	return store_number(&s, 0, "SELECT total(cost) FROM role");
}

static double cost_of_hours(void)
{
	return store_number(&s, 0, "SELECT total(share * rate) FROM role") *
	       result("hours");
}

static void without_a_region_all_is_in_dollars(void **state)
{
	(void)state;
	price("");
	assert_near(result("rate"), 70);
	assert_string_equal(text("result", "currency"), "USD");
	assert_near(result("exchange_rate"), 1);
	assert_near(result("price"), round(70 * round(10 * result("hours")) / 10));
	assert_near(store_number(&s, 0, "SELECT total(share) FROM role"), 1);
	assert_near(store_number(&s, 0, "SELECT total(hours) FROM role"),
	            result("hours"));
	assert_near(cost_of_roles(), cost_of_hours());
}

/* India: salaries of Node.js developers, of Python ones where the target is Python. */
static void a_card_is_blended_by_the_shares(void **state)
{
	double node = 0, lead;

	(void)state;
	price("region=in");
	assert_string_equal(text("result", "currency"), "INR");
	assert_near(cents(input("rate_per_hour")), result("rate"));
	lead = store_number(&s, 0, "SELECT rate FROM role WHERE name = 'lead'");
	assert_near(lead, 3500000 / 1760. * 2.19);
	node = store_number(&s, 0, "SELECT total(share * rate) FROM role");
	assert_near(result("rate"), cents(node));
	assert_near(cost_of_roles(), cost_of_hours());
	price("region=in direction=node-to-python");
	lead = store_number(&s, 0, "SELECT rate FROM role WHERE name = 'lead'");
	assert_near(lead, 3000000 / 1760. * 2.19);
	assert_true(result("rate") < node);
}

static void money_is_exchanged(void **state)
{
	double card, verdict_total, weeks;

	(void)state;
	price("region=de");
	card = input("rate_per_hour");
	/* The card's own currency needs no exchange; another goes through dollars. */
	price("region=de exchange_rate=0.5 exchange_date=2026-11-02");
	assert_near(result("rate"), cents(card));
	assert_near(input("rate_usd_per_hour"), card / 0.5);
	assert_string_equal(text("result", "exchange_date"), "2026-11-02");
	price("region=de currency=usd");
	assert_near(result("rate"), cents(card / 0.96052));
	price("region=de currency=chf exchange_rate=2");
	assert_near(result("rate"), cents(card / 0.96052 * 2));
	price("");
	verdict_total = result("total");
	weeks = result("weeks");
	price("currency=inr exchange_rate=80");
	assert_true(fabs(result("total") - verdict_total * 80) < 80);
	assert_near(result("weeks"), weeks);
	assert_string_equal(text("result", "verdict"), "in band");
	assert_string_equal(text("result", "currency"), "INR");
}

static void what_the_user_says_wins(void **state)
{
	(void)state;
	price("region=de rate_per_hour=120");
	assert_near(result("rate"), 120);
	assert_string_equal(text("result", "currency"), "EUR");
	price("region=de rate_usd_per_hour=50");
	assert_near(result("rate"), cents(50 * 0.96052));
	price("rate_usd_per_hour=50 currency=eur exchange_rate=0.9");
	assert_near(result("rate"), 45);
	price("rate_usd_per_hour=50 rate_per_hour=60 currency=eur");
	assert_near(result("rate"), 60);
	assert_near(cost_of_roles(), cost_of_hours());
}

static void overheads_and_tax_are_added_once(void **state)
{
	double net;

	(void)state;
	price("rate_per_hour=100 overhead=0.1 tax=0.2");
	assert_near(result("rate"), 110);
	assert_near(input("rate_per_hour"), 100);
	net = result("total");
	assert_near(result("tax"), round(0.2 * net));
	assert_near(result("total_with_tax"), round(1.2 * net));
	assert_near(result("fixed_price"), round(result("cost_p80")));
	assert_near(result("fixed_price_with_tax"),
	            round(1.2 * round(result("cost_p80"))));
	assert_near(result("time_and_material"), round(result("cost_p50")));
	assert_near(cost_of_roles(), cost_of_hours());
}

/* Half the time on the project: twice the people, not twice the price. */
static void utilisation_makes_the_team_larger(void **state)
{
	double team, total, weeks;

	(void)state;
	price("");
	team = result("team");
	total = result("total");
	price("utilisation=0.5");
	assert_near(result("team"), 2 * team);
	assert_near(result("total"), total);
	price("team=2");
	weeks = result("weeks");
	price("team=2 utilisation=0.5");
	assert_true(result("weeks") > weeks);
}

static void names_that_are_none_are_told(void **state)
{
	static const struct {
		const char *sets, *error;
	} v[] = {
		{ "region=mars", "no region 'mars': us, latam, in, de, nl, uk" },
		{ "currency=XTS", "no currency 'XTS': USD, EUR, GBP, INR, CHF" },
		{ "exchange_rate=0",
		  "input 'exchange_rate' cannot be '0': 1e-06 .. 1000000" },
		{ "tax=19", "input 'tax' cannot be '19': 0 .. 1" },
		{ "exchange_date=today", "input 'exchange_date' cannot be 'today'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		assert_false(estimate(v[i].sets));
		assert_string_equal(e.text, v[i].error);
		assert_int_equal(e.kind, ERR_USAGE);
	}
}

/* ---- cards of one's own --------------------------------------------------------------
 */

static void write_own(const char *name, const char *words)
{
	char path[100];
	FILE *f;

	snprintf(path, sizeof path, "%s/cost", own_dir);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/cost/%s", own_dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(words, f);
	fclose(f);
}

#define CARD                                                                             \
	"[region de]\nlabel = Ours\ncurrency = eur\ndate = 2026-07-01\n"                 \
	"rates = lead 200, backend 100, qa 100, devops 100, pm 100\nsource = us\n"

/* A section of one's own wins by its name, whether its file sorts before or after. */
static void ones_own_card_wins(void **state)
{
	static const char *const names[] = { "aaa.ini", "zzz.ini" };
	char path[100];

	(void)state;
	for (int i = 0; i < 2; i++) {
		write_own(names[i],
		          CARD "[currency eur]\nlabel = Euro\nsymbol = E\n"
		               "per_usd = 0.8\ndate = 2026-11-20\nsource = us\n"
		               "[region moon]\nlabel = Moon\ncurrency = eur\n"
		               "date = 2026-07-01\nrates = lead 1, backend 1, qa 1,"
		               " devops 1, pm 1\nsource = us\n");
		assert_true(data_init(&a, own_dir, &e));
		price("region=de");
		assert_near(result("rate"), 115);
		assert_string_equal(text("result", "region"), "Ours");
		assert_string_equal(text("result", "exchange_date"), "2026-11-20");
		assert_near(result("exchange_rate"), 0.8);
		price("region=moon");
		assert_near(result("rate"), 1);
		price("region=nl");
		snprintf(path, sizeof path, "%s/cost/%s", own_dir, names[i]);
		assert_int_equal(unlink(path), 0);
	}
	snprintf(path, sizeof path, "%s/cost", own_dir);
	assert_int_equal(rmdir(path), 0);
}

static void mistakes_are_told_by_line(void **state)
{
#define HEAD "[region x]\nlabel = X\ncurrency = usd\ndate = 2026-01-01\nsource = us\n"
#define REST ", backend 1, qa 1, devops 1, pm 1\n"
	static const struct {
		const char *text, *error;
	} v[] = {
		{ CARD, NULL },
		{ CARD CARD, "own.ini:8: second section 'region de'" },
		{ HEAD, "own.ini:1: a rate card needs 'rates' or 'salaries'" },
		{ HEAD "rates = lead 1, backend 1\n",
		  "own.ini:1: no rate for the role 'qa'" },
		{ HEAD "rates = lead 0" REST,
		  "own.ini:1: 'rates' of 'lead' is not above 0" },
		{ HEAD "rates = lead 1, lead 2" REST,
		  "own.ini:1: 'rates' names 'lead' twice" },
		{ HEAD "rates = lead 1, boss 2" REST,
		  "own.ini:1: there is no role 'boss'" },
		{ HEAD "rates = lead" REST,
		  "own.ini:6: 'rates' needs WORD NUMBER, WORD NUMBER, ..." },
		{ HEAD "salaries = lead 1" REST,
		  "own.ini:1: 'salaries' need 'loading' and 'hours_per_year' above 0" },
		{ HEAD "rates = lead 1" REST "salaries_to_python = lead 1\n",
		  "own.ini:1: rates and salaries exclude each other" },
		{ "[region x]\nlabel = X\ncurrency = xts\ndate = 2026-01-01\nsource = "
		  "us\n"
		  "rates = lead 1" REST,
		  "own.ini:1: there is no currency 'xts'" },
		{ "[region x]\nlabel = X\ncurrency = usd\ndate = 2026\nsource = us\n"
		  "rates = lead 1" REST,
		  "own.ini:1: 'date' is no date: '2026'" },
		{ "[currency xts]\nlabel = X\nsymbol = X\nper_usd = 0\ndate = "
		  "2026-01-01\n"
		  "source = us\n",
		  "own.ini:1: 'per_usd' is not above 0" },
		{ "[role boss]\nlabel = B\nof_team = 0.1\nsource = us\n",
		  "own.ini:1: 'of_team' of all roles adds up to 1.1, not to 1" },
		{ "[role lead]\nlabel = L\nof_team = 0.15\nwork = sleep 1\nsource = us\n",
		  "own.ini:1: there is no phase 'sleep'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		struct data_file f = { .path = "cost/own.ini",
			               .text = v[i].text,
			               .size = strlen(v[i].text),
			               .origin = "own.ini" };
		bool ok = model_check(&a, &f, &e);

		if (!v[i].error && !ok)
			fail_msg("%s", e.text);
		if (!v[i].error)
			continue;
		assert_false(ok);
		assert_string_equal(e.text, v[i].error);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(without_a_region_all_is_in_dollars),
		TEST(a_card_is_blended_by_the_shares),
		TEST(money_is_exchanged),
		TEST(what_the_user_says_wins),
		TEST(overheads_and_tax_are_added_once),
		TEST(utilisation_makes_the_team_larger),
		TEST(names_that_are_none_are_told),
		TEST(ones_own_card_wins),
		TEST(mistakes_are_told_by_line),
	};
	int failed;

	unsetenv("XDG_CONFIG_HOME");
	setenv("HOME", "/nonexistent", 1);
	if (!mkdtemp(own_dir))
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(own_dir);
	arena_release(&a);
	return failed;
}
