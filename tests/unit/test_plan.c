/* test_plan.c - phases by what they need, people by role and week, other teams. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "price/estimate.h"
#include "price/model.h"
#include "text/data.h"

static struct arena a;
static struct store s;
static struct err e;

static double number(const char *sql)
{
	return store_number(&s, NAN, "%s", sql);
}

static void price(const char *counts, const char *set)
{
	struct estimate_options o = { .set = &set, .set_count = set != NULL };

	if (!estimate_from_counts(&s, counts, &e) || !estimate_run(&s, &o, &e))
		fail_msg("%s: %s", counts, e.text);
}

static const char *const sizes[] = {
	"endpoints=1",
	"jobs=3",
	"endpoints=30,models=12,jobs=6",
	"endpoints=60,models=21,jobs=6,ml=2",
	"endpoints=400,models=140,jobs=40",
};

#define NEAR(got, want) assert_true(fabs((got) - (want)) <= 1e-6 * fmax(1, fabs(want)))

static void phases_wait_for_what_they_need(void **state)
{
	struct model m;

	(void)state;
	assert_true(model_load_cost(&a, &m, &e));
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		const struct model_rule *r = NULL;

		price(sizes[i], NULL);
		NEAR(number("SELECT total(hours) FROM phase"),
		     number("SELECT value FROM result WHERE key = 'hours'"));
		NEAR(number("SELECT max(end_week) FROM phase"),
		     number("SELECT value FROM result WHERE key = 'weeks'"));
		assert_true(
		    number("SELECT count(*) FROM phase WHERE end_week <= start_week") ==
		    0);
		while ((r = model_next(&m, MODEL_phase, r)))
			for (size_t k = 0; k < r->needs.n; k++)
				assert_true(
				    store_number(
					&s, 1,
					"SELECT min(p.start_week >= q.end_week - 1e-9)"
					" FROM phase p, phase q WHERE p.name = %Q"
					" AND q.name = %Q HAVING count(*) > 0",
					r->name, r->needs.v[k].word) == 1);
	}
}

/* Every hour of the plan is somebody's, in some week. */
static void staffing_holds_all_hours(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		price(sizes[i], NULL);
		NEAR(number("SELECT total(hours) FROM staffing"),
		     number("SELECT value FROM result WHERE key = 'hours'"));
		/* Roles come to their share of the team as near as the phases let them.
		 */
		assert_true(
		    number("SELECT max(abs(h - hours)) / sum(hours) FROM (SELECT"
		           " r.hours, (SELECT sum(hours) FROM staffing WHERE role ="
		           " r.name) AS h FROM role r)") < 0.01);
		assert_true(number("SELECT count(*) FROM staffing WHERE people < 0") ==
		            0);
	}
}

static void more_people_are_never_slower(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		price(sizes[i], NULL);
		assert_true(number("SELECT count(*) FROM team_option") >= 5);
		assert_true(
		    number("SELECT count(*) FROM team_option a JOIN team_option b"
		           " ON b.people > a.people WHERE b.weeks > a.weeks + 1e-9"
		           " OR b.loss <= a.loss") == 0);
	}
	price(sizes[2], "team=2");
	NEAR(number("SELECT weeks FROM team_option WHERE people = 2"),
	     number("SELECT value FROM result WHERE key = 'weeks'"));
}

static void stateless_endpoints_are_known_from_the_scan(void **state)
{
	struct estimate_options o = { 0 };

	(void)state;
	assert_true(
	    store_begin_scan(&s, &e) &&
	    store_exec(&s, &e,
	               "INSERT INTO file (path, language, kind, bytes, lines,"
	               " code_lines) VALUES ('a.py', 'Python', 'source', 1, 1, 9);"
	               "INSERT INTO fact (kind, file, framework, method, path,"
	               " queries, traits, statements) VALUES"
	               " ('endpoint', 'a.py', 'flask', 'GET', '/a', 0, '', 1),"
	               " ('endpoint', 'a.py', 'flask', 'GET', '/b', 1, '', 1),"
	               " ('endpoint', 'a.py', 'flask', 'GET', '/c', 0,"
	               " 'state=session', 1),"
	               " ('endpoint', 'a.py', 'flask', 'GET', '/d', 1, '', 90)") &&
	    store_commit(&s, &e));
	if (!estimate_run(&s, &o, &e))
		fail_msg("%s", e.text);
	/* By class: of three simple ones one keeps none, the complex one does. */
	NEAR(number("SELECT part FROM phase_take WHERE phase = 'stateless' AND unit ="
	            " 'endpoint_simple'"),
	     1.0 / 3);
	NEAR(number("SELECT part FROM phase_take WHERE phase = 'stateless' AND unit ="
	            " 'endpoint_complex'"),
	     0.0);
	NEAR(number("SELECT hours FROM phase WHERE name = 'stateless'"),
	     number("SELECT total(hours) / 3 * (SELECT total(hours) FROM phase) /"
	            " (SELECT value FROM result WHERE key = 'hours_engineering')"
	            " FROM effort WHERE unit = 'endpoint_simple'"));
}

/* What writes, is guarded, logs out or was not read is not known to keep no state; nor is
 * a handler with a session in its lines, one of a class that runs queries, or one that
 * another path keeps from it. */
static void no_state_is_what_is_known(void **state)
{
	(void)state;
	assert_true(
	    store_begin_scan(&s, &e) &&
	    store_exec(&s, &e,
	               "INSERT INTO fact (kind, file, method, path, handler, line,"
	               " handler_line, queries, guard, status, statements) VALUES"
	               " ('channel', 'a.py', 'WS', '/w', 'w', 9, 90, 0, '',"
	               " 'resolved', 1),"
	               " ('endpoint', 'a.py', 'GET', '/a', 'a', 1, 10, 0, '',"
	               " 'resolved', 1),"
	               " ('endpoint', 'a.py', 'POST', '/b', 'b', 2, 20, 0, '',"
	               " 'resolved', 1),"
	               " ('endpoint', 'a.py', 'GET', '/c', 'c', 3, 30, 0, 'login',"
	               " 'resolved', 1),"
	               " ('endpoint', 'a.py', 'GET', '/logout', 'd', 4, 40, 0, '',"
	               " 'resolved', 1),"
	               " ('endpoint', 'a.py', 'GET', '/e', '', 5, 0, 0, '',"
	               " 'resolved', 0),"
	               " ('endpoint', 'a.py', 'GET', '/f', 'f', 6, 60, 0, '',"
	               " 'resolved', 1),"
	               " ('session', 'a.py', '', '', '', 62, 0, 0, '', 'resolved', 0),"
	               " ('endpoint', 'a.py', 'GET', '/g', 'G.one', 7, 70, 1, '',"
	               " 'resolved', 1),"
	               " ('endpoint', 'a.py', 'GET', '/h', 'G.two', 8, 80, 0, '',"
	               " 'resolved', 1),"
	               " ('endpoint', 'a.py', 'GET', '/i', 'b', 9, 20, 0, '',"
	               " 'resolved', 1);"
	               "UPDATE fact SET traits = 'keeps=path' WHERE path = '/logout'") &&
	    store_commit(&s, &e));
	NEAR(number("SELECT count(*) FROM fact WHERE kind = 'endpoint' AND id NOT IN"
	            " keeps_state AND path = '/a'"),
	     1.0);
	NEAR(number("SELECT count(*) FROM keeps_state"), 9.0);
}

/* No endpoint keeps none: no phase and no milestone of them, and nobody waits for it. */
static void nothing_stateless_leaves_no_gap(void **state)
{
	struct estimate_options o = { 0 };

	(void)state;
	assert_true(
	    store_begin_scan(&s, &e) &&
	    store_exec(
		&s, &e,
		"INSERT INTO file (path, language, kind, bytes, lines,"
		" code_lines) VALUES ('a.py', 'Python', 'source', 1, 1, 900);"
		"INSERT INTO fact (kind, file, framework, method, path,"
		" traits, statements) VALUES"
		" ('endpoint', 'a.py', 'flask', 'GET', '/a', 'keeps=open', 1),"
		" ('endpoint', 'a.py', 'flask', 'GET', '/b', 'keeps=open', 9);"
		/* A feature that another finding tells has no row of its own. */
		"INSERT INTO told (id, fact, construct) VALUES (9, 1, 'WB-032')") &&
	    store_commit(&s, &e));
	if (!estimate_run(&s, &o, &e))
		fail_msg("%s", e.text);
	NEAR(number("SELECT total(quantity) FROM effort WHERE unit = 'construct_web_4'"),
	     1.0);
	NEAR(number("SELECT count(*) FROM phase WHERE name = 'stateless'"), 0.0);
	NEAR(number("SELECT count(*) FROM milestone WHERE name = 'stateless'"), 0.0);
	NEAR(number("SELECT total(share) FROM milestone"), 1.0);
	NEAR(number(
		 "SELECT count(*) FROM phase p WHERE start_week > 0 AND NOT EXISTS"
		 " (SELECT 1 FROM phase q WHERE abs(q.end_week - p.start_week) < 1e-6)"),
	     0.0);
}

/* Of what runs at once, one ends when the next begins; the others wait. */
static void one_path_is_critical(void **state)
{
	(void)state;
	price("endpoints=30,models=12,jobs=6,middleware=9,template=40", NULL);
	assert_true(
	    number("SELECT count(*) FROM phase a, phase b WHERE a.rank < b.rank AND"
	           " abs(a.end_week - b.end_week) < 0.1") == 0);
	/* Nothing is spread over weeks that it does not fill, and people do not come and
	 * go between what sets up and what ends the plan. */
	assert_true(number("SELECT max(hours / (end_week - start_week)) / min(hours /"
	                   " (end_week - start_week)) FROM phase WHERE name NOT IN"
	                   " ('discovery', 'foundation', 'parallel_run', 'cutover')") <
	            1.01);
	/* A page waits for its template, an endpoint for what it passes through. */
	assert_true(number("SELECT start_week FROM phase WHERE name = 'stateless'") >=
	            number("SELECT end_week FROM phase WHERE name = 'pages'") - 1e-9);
	assert_true(
	    number("SELECT count(*) FROM phase_take WHERE phase = 'foundation' AND"
	           " unit = 'middleware' AND part = 1") == 1);
	assert_true(number("SELECT count(*) FROM milestone_need WHERE phase = 'pages' AND"
	                   " milestone <> 'code'") == 1);
}

static void nobody_starts_at_the_turn_of_the_year(void **state)
{
	static const char *const days[][3] = {
		{ "2026-11-21T10:00:00Z", "start_break=12-24 .. 01-06", "2027-01-11" },
		{ "2026-11-21T10:00:00Z", "start_break=none", "2026-12-28" },
		{ "2026-12-03T10:00:00Z", "start_break=12-24 .. 01-06", "2027-01-11" },
		{ "2026-05-21T10:00:00Z", "start_break=12-24 .. 01-06", "2026-06-22" },
		{ "2026-05-21T10:00:00Z", "start_break=06-20 .. 06-25", "2026-06-29" },
		{ "2026-05-21T10:00:00Z", "start_break=Christmas", NULL },
	};

	(void)state;
	price(sizes[0], NULL);
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct estimate_options o = { .set = &days[i][1], .set_count = 1 };

		assert_true(
		    store_exec(&s, &e,
		               "INSERT OR REPLACE INTO meta VALUES ('scanned_at', %Q)",
		               days[i][0]));
		assert_int_equal(estimate_run(&s, &o, &e), days[i][2] != NULL);
		if (days[i][2])
			assert_string_equal(
			    store_text(
				&s, &a, "",
				"SELECT value FROM input WHERE key = 'start_date'"),
			    days[i][2]);
	}
}

static void a_phase_needs_one_before_it(void **state)
{
	struct data_file f = { .path = "cost/own.ini", .origin = "own.ini" };

	(void)state;
	f.text = "[phase discovery]\nlabel = D\ntakes = discovery 1\nneeds = cutover\n"
		 "source = us\n";
	f.size = strlen(f.text);
	assert_false(model_check(&a, &f, &e));
	assert_string_equal(e.text, "own.ini:1: no phase 'cutover' stands before");
}

/* Phases take every kind of work whole, and people do all of it. */
static void phases_take_all_work(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		price(sizes[i], NULL);
		assert_true(number("SELECT count(*) FROM effort e WHERE hours > 0 AND"
		                   " grp NOT IN ('overhead', 'risk') AND"
		                   " (SELECT abs(total(part) - 1) FROM phase_take"
		                   " WHERE unit = e.unit) > 1e-9") == 0);
		assert_true(
		    number("SELECT max(abs(hours - (SELECT total(hours) FROM phase_role"
		           " WHERE phase = name))) FROM phase") < 1e-6);
		assert_true(number("SELECT count(*) FROM phase_need n JOIN phase p ON"
		                   " p.name = n.phase LEFT JOIN phase q ON q.name ="
		                   " n.needs WHERE q.end_week IS NULL OR q.end_week >"
		                   " p.start_week + 1e-9") == 0);
	}
}

static void milestones_pay_the_price_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		price(sizes[i], NULL);
		NEAR(number("SELECT total(share) FROM milestone"), 1.0);
		assert_true(
		    number("SELECT count(*) FROM milestone a JOIN milestone b ON b.rank ="
		           " a.rank + 1 WHERE b.due < a.due OR b.week < a.week") == 0);
		NEAR(number("SELECT max(week) FROM milestone"),
		     number("SELECT max(end_week) FROM phase"));
	}
	price(sizes[1], NULL);
	assert_true(number("SELECT count(*) FROM milestone WHERE name = 'stateless'") ==
	            0);
}

/* No two on a day, none paid ahead of the hours but for what is fixed. */
static void milestones_follow_the_hours(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		price(sizes[i], i % 2 ? "risk_appetite=P80" : NULL);
		NEAR(number("SELECT count(DISTINCT due) FROM milestone"),
		     number("SELECT count(*) FROM milestone"));
		assert_true(number("SELECT min(share) FROM milestone") > 0);
		NEAR(number("SELECT share FROM milestone WHERE name = 'order'"), 0.1);
		assert_true(
		    number(
			"SELECT max(abs(share - fixed - hours / (SELECT total(hours) FROM"
			" milestone) * (1 - (SELECT total(fixed) FROM milestone))))"
			" FROM milestone") <= 0.01);
		assert_true(number("SELECT count(*) FROM phase p WHERE abs(1 - (SELECT"
		                   " total(part) FROM milestone_need WHERE phase ="
		                   " p.name)) > 1e-9") == 0);
		assert_true(number("SELECT (SELECT due FROM milestone ORDER BY rank DESC"
		                   " LIMIT 1) = (SELECT value FROM result WHERE key ="
		                   " 'finish_offered')") == 1);
		/* Those before it stay by the plan, whatever is offered. */
		assert_true(number("SELECT max(due) < (SELECT value FROM result WHERE key"
		                   " = 'finish') FROM milestone WHERE rank < (SELECT"
		                   " max(rank) FROM milestone)") == 1);
	}
}

/* A small project hands over much at once, and names all of it; one of a kind is one. */
static void milestones_name_what_they_hold(void **state)
{
	(void)state;
	price("endpoints=30,models=12,jobs=6,template=1,template_part=1", NULL);
	assert_true(number("SELECT count(*) FROM milestone WHERE label LIKE"
	                   " '%Discovery closed, Skeleton runs, Templates%'") == 1);
	assert_true(number("SELECT count(*) FROM milestone WHERE deliverable LIKE"
	                   " '%: 1 template, 1 part of a template%'") == 1);
	assert_true(number("SELECT count(*) FROM milestone WHERE label LIKE"
	                   " '%Half of%,%'") == 0);
}

/* An own model may fix all of it. */
static void milestones_may_be_fixed(void **state)
{
	struct data_file f = { .path = "cost/own.ini", .origin = "own.ini" };

	(void)state;
	f.text = "[milestone order]\nlabel = O\ndeliverable = d\nacceptance = a\n"
		 "pays = 30\nsource = us\n"
		 "[milestone code]\nlabel = O\ndeliverable = d\nacceptance = a\n"
		 "needs = stateful\nuntil = 0.25\nsource = us\n";
	f.size = strlen(f.text);
	assert_true(model_check(&a, &f, &e));
}

static void milestones_are_checked(void **state)
{
	static const char *const texts[][2] = {
		{ "[milestone order]\nlabel = O\ndeliverable = d\nacceptance = a\n"
		  "pays = 98\nsource = us\n",
		  "own.ini:1: 'pays' of all milestones adds up to 103, more than 100" },
		{ "[milestone order]\nlabel = O\ndeliverable = d\nacceptance = a\n"
		  "source = us\n",
		  "own.ini:1: it needs no phase, so it needs 'pays'" },
		{ "[milestone data]\nlabel = O\ndeliverable = d\nacceptance = a\n"
		  "needs = orm\nuntil = 50\nsource = us\n",
		  "own.ini:1: 'until' is not in 0 .. 1" },
		{ "[milestone order]\nlabel = O\ndeliverable = d\nacceptance = a\n"
		  "pays = 10\nneeds = lunch\nsource = us\n",
		  "own.ini:1: there is no phase 'lunch'" },
	};
	struct data_file f = { .path = "cost/own.ini", .origin = "own.ini" };

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		f.text = texts[i][0];
		f.size = strlen(f.text);
		assert_false(model_check(&a, &f, &e));
		assert_string_equal(e.text, texts[i][1]);
	}
}

static int set_up(void **state)
{
	(void)state;
	return store_open(&s, NULL, true, &e) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	store_close(&s);
	return 0;
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(phases_wait_for_what_they_need),
		TEST(staffing_holds_all_hours),
		TEST(more_people_are_never_slower),
		TEST(stateless_endpoints_are_known_from_the_scan),
		TEST(nothing_stateless_leaves_no_gap),
		TEST(no_state_is_what_is_known),
		TEST(one_path_is_critical),
		TEST(nobody_starts_at_the_turn_of_the_year),
		TEST(a_phase_needs_one_before_it),
		TEST(phases_take_all_work),
		TEST(milestones_pay_the_price_once),
		TEST(milestones_follow_the_hours),
		TEST(milestones_name_what_they_hold),
		TEST(milestones_are_checked),
		TEST(milestones_may_be_fixed),
	};
	struct arena data = { 0 };
	int failed;

	if (!data_init(&data, NULL, &e))
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_release(&a);
	arena_release(&data);
	return failed;
}
