/* test_features.c - what features of mappers and queues add to a price, and what not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "price/effort.h"
#include "price/estimate.h"
#include "text/data.h"

static struct store s;
static struct err e;
static struct arena a;

/* A small application with a model, a job, a schedule, and features of both. */
static const char app[] =
    "INSERT INTO file (path, language, kind, bytes, lines, code_lines) VALUES"
    " ('app/main.py', 'Python', 'source', 1, 1, 600),"
    " ('app/models.py', 'Python', 'source', 1, 1, 200),"
    " ('app/tasks.py', 'Python', 'source', 1, 1, 200),"
    " ('migrations/1.py', 'Python', 'migration', 1, 1, 200),"
    " ('tests/test_main.py', 'Python', 'test', 1, 1, 400);"
    "INSERT INTO fact (kind, file, line, framework, variety, name, method, path) VALUES"
    " ('endpoint', 'app/main.py', 1, 'fastapi', '', '', 'GET', '/a'),"
    " ('model', 'app/models.py', 1, 'sqlalchemy', '', 'A', '', ''),"
    " ('job', 'app/tasks.py', 1, 'celery', '', 'j', '', ''),"
    " ('workflow', 'app/tasks.py', 9, 'celery', 'chain', '', '', '');";

static int set_up(void **state)
{
	(void)state;
	assert_true(store_open(&s, NULL, true, &e) && store_exec(&s, &e, "%s", app));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	store_close(&s);
	arena_reset(&a);
	return 0;
}

static void found(const char *row, const char *file, int line)
{
	assert_true(store_exec(&s, &e,
	                       "INSERT INTO fact (kind, file, line, name)"
	                       " VALUES ('construct', %Q, %d, %Q)",
	                       file, line, row));
}

static void estimate(const char *target, const char *set)
{
	struct estimate_options o = { .target = target, .set = &set };

	o.set_count = *set ? 1 : 0;
	if (!estimate_run(&s, &o, &e))
		fail_msg("%s", e.text);
}

static double quantity(const char *unit)
{
	return store_number(&s, NAN, "SELECT quantity FROM effort WHERE unit = %Q", unit);
}

static void assert_close(double got, double want)
{
	if (!(fabs(got - want) < 1e-9))
		fail_msg("%.12g is not %.12g", got, want);
}

/* A table that relations go through is a model, and no other way to map one besides. */
static void tables_between_models_are_priced_once(void **state)
{
	(void)state;
	assert_true(store_exec(
	    &s, &e,
	    "INSERT INTO fact (kind, file, line, framework, variety, name, table_name, "
	    "traits)"
	    " VALUES ('model', 'app/models.py', 20, 'sqlalchemy', 'sqlalchemy.table', "
	    "'a_b',"
	    " 'links', ''), ('model', 'app/models.py', 30, 'sqlalchemy', "
	    "'sqlalchemy.table',"
	    " 'b_c', 'b_c', ''), ('model', 'app/models.py', 40, 'sqlalchemy',"
	    " 'sqlalchemy.table', 'lone', 'lone', ''), ('relation', 'app/models.py', 2,"
	    " 'sqlalchemy', '', 'bs', '', 'back=as through=a_b'), ('relation',"
	    " 'app/models.py', 3, 'sqlalchemy', '', 'cs', '', 'through=b_c self')"));
	for (int line = 20; line <= 40; line += 10)
		found("SP-009", "app/models.py", line);
	estimate("", "");
	assert_close(store_number(&s, 0,
	                          "SELECT count(*) FROM item WHERE unit LIKE 'model%%'"),
	             4);
	assert_string_equal(
	    store_text(&s, &a, "",
	               "SELECT group_concat(file || ':' || line) FROM item JOIN"
	               " fact ON fact.id = item.fact WHERE unit LIKE 'constr%%'"),
	    "app/models.py:40");
}

static void repeats_are_cheaper(void **state)
{
	(void)state;
	for (int i = 1; i <= 3; i++)
		found("SP-085", "app/main.py", i);
	found("SP-085", "app/main.py", 3); /* the same place, seen twice */
	estimate(NULL, "");
	assert_close(quantity("construct_orm_4"), pow(3, 1 + log2(.8)));
	assert_string_equal(
	    store_text(&s, &a, "",
	               "SELECT group_concat(reason, '; ') FROM item WHERE "
	               "unit = 'construct_orm_4'"),
	    "unit of work, rewrite for Prisma, place 1 of 3 (SP-085); "
	    "unit of work, rewrite for Prisma, place 2 of 3 (SP-085); "
	    "unit of work, rewrite for Prisma, place 3 of 3 (SP-085)");
	estimate(NULL, "learning=1");
	assert_close(quantity("construct_orm_4"), 3);
}

static void declarations_are_cheaper_still(void **state)
{
	(void)state;
	for (int i = 1; i <= 4; i++)
		found("SP-020", "app/models.py", i);
	estimate(NULL, "");
	assert_close(quantity("construct_orm_3"), 4 * .65 * .65);
}

static void easy_ones_cost_nothing(void **state)
{
	(void)state;
	found("SP-006", "app/models.py", 1);
	found("SP-105", "app/models.py", 2);
	estimate(NULL, "");
	assert_true(store_number(&s, 1,
	                         "SELECT count(*) FROM item"
	                         " WHERE unit LIKE 'construct%%'") == 0);
}

static void a_gateway_is_no_upgrade(void **state)
{
	(void)state;
	assert_true(store_exec(
	    &s, &e, "%s",
	    "INSERT INTO fact (kind, file, line, framework, variety, method, path, "
	    "handler,"
	    " handler_line) VALUES"
	    " ('endpoint', 'app/main.py', 3, 'aiohttp', '', 'GET', '/live', 'live', 4),"
	    " ('channel', 'app/main.py', 6, 'aiohttp', 'aiohttp.websocket', 'WS', "
	    "'/live',"
	    " 'live', 4),"
	    " ('endpoint', 'app/main.py', 9, 'nestjs', '', 'GET', '/api', 'App.get', 10),"
	    " ('channel', 'app/tasks.py', 2, 'nestjs', 'gateway.websocket', 'WS', '/api',"
	    " 'Gateway', 10);"));
	estimate(NULL, "");
	assert_string_equal(store_text(&s, &a, "",
	                               "SELECT group_concat(path, ' ') FROM (SELECT path"
	                               " FROM item JOIN fact ON fact.id = item.fact WHERE"
	                               " unit LIKE 'endpoint%%' AND kind = 'endpoint'"
	                               " ORDER BY path)"),
	                    "/a /api");
}

static void nothing_is_priced_twice(void **state)
{
	(void)state;
	found("CB-053", "app/tasks.py", 9);       /* a workflow stands there */
	found("SP-098", "tests/test_main.py", 1); /* tests are priced by lines */
	found("SP-098", "migrations/1.py", 1);
	found("SP-085", "pyproject.toml", 4);
	found("DZ-061", "pyproject.toml", 4); /* no Django there */
	found("PS-999", "app/main.py", 4);    /* a row that is gone */
	estimate(NULL, "");
	assert_true(quantity("construct_queue_4") == 0);
	assert_true(quantity("construct_orm_3") == 0);
	assert_true(quantity("construct_orm_4") == 1);
	estimate(NULL, "schema=new");
	assert_true(quantity("construct_orm_3") == 1);
}

static void the_target_decides(void **state)
{
	(void)state;
	found("SP-085", "app/main.py", 1);
	found("SP-098", "app/main.py", 2);
	found("SP-077", "app/models.py", 3);
	estimate("drizzle", "");
	assert_true(quantity("construct_orm_3") == 0); /* Drizzle joins */
	assert_true(quantity("construct_orm_4") == 2);
	estimate("mikro-orm", "");
	assert_true(quantity("construct_orm_3") == 1);
	assert_true(quantity("construct_orm_4") == 1);
}

static void a_queue_that_is_kept_has_no_features(void **state)
{
	(void)state;
	found("CB-046", "app/main.py", 2);
	estimate(NULL, "");
	assert_true(quantity("construct_queue_4") == 1);
	estimate(NULL, "queue=keep");
	assert_true(quantity("construct_queue_4") == 0);
}

static double total(void)
{
	return store_number(&s, NAN,
	                    "SELECT CAST(value AS REAL) FROM result WHERE key = 'total'");
}

/* Four endpoints, three of which reach pandas; so does the job. */
static const char with_ml[] =
    "INSERT INTO package (ecosystem, name, manifest, category, mapping) VALUES"
    " ('pypi', 'pandas', 'requirements.txt', 'ml', 'rewrite');"
    "INSERT INTO fact (id, kind, file, line, framework, name, method, path) VALUES"
    " (10, 'endpoint', 'app/main.py', 2, 'fastapi', '', 'GET', '/b'),"
    " (11, 'endpoint', 'app/main.py', 3, 'fastapi', '', 'GET', '/c'),"
    " (12, 'endpoint', 'app/main.py', 4, 'fastapi', '', 'GET', '/d'),"
    " (13, 'job', 'app/tasks.py', 4, 'celery', 'k', '', '');"
    "INSERT INTO fact (kind, file, line, parent, variety, name) VALUES"
    " ('library', 'app/main.py', 1, NULL, 'ml', 'pandas'),"
    " ('reach', 'app/main.py', 2, 10, 'ml', 'pandas'),"
    " ('reach', 'app/main.py', 3, 11, 'ml', 'pandas'),"
    " ('reach', 'app/main.py', 4, 12, 'ml', 'pandas'),"
    " ('reach', 'app/tasks.py', 4, 13, 'ml', 'pandas');";

static void what_reaches_ml_stays_and_is_not_ported(void **state)
{
	double hybrid;

	(void)state;
	assert_true(store_exec(&s, &e, "%s", with_ml));
	estimate(NULL, "");
	hybrid = total();
	assert_true(quantity("endpoint_simple") == 1);
	assert_true(quantity("endpoint_kept") == 3);
	assert_true(quantity("perf_parity") == 4);
	assert_true(quantity("job_simple") == 1);
	assert_close(quantity("ml_endpoint_hybrid"), 4 * .8 * .8);
	assert_true(quantity("ml_service") == 1);
	assert_true(quantity("ml_feature_port") == 0);
	estimate(NULL, "ml=port");
	assert_true(quantity("endpoint_simple") == 4);
	assert_true(quantity("endpoint_kept") == 0);
	assert_true(quantity("job_simple") == 2);
	assert_true(quantity("ml_service") == 0);
	/* in one file, of which 8 are one */
	assert_close(quantity("ml_feature_port"), 1 / effort_learned(8, .8));
	assert_true(total() < hybrid); /* than a service of its own */
}

static void the_alternative_costs_what_its_inputs_cost(void **state)
{
	double other;

	(void)state;
	assert_true(store_exec(&s, &e, "%s", with_ml));
	estimate(NULL, "");
	other = store_number(&s, NAN,
	                     "SELECT total FROM alternative WHERE name = 'port_ml'");
	estimate(NULL, "ml=port");
	assert_close(other, total());
}

static void jobs_that_stay_are_bridged(void **state)
{
	(void)state;
	estimate(NULL, "queue=keep");
	assert_true(quantity("job_simple") == 0);
	assert_true(quantity("workflow") == 0);
	assert_true(quantity("queue_setup") == 0);
	assert_true(quantity("queue_bridge") == 1);
	assert_true(quantity("job_kept") == 1);
	estimate(NULL, "");
	assert_true(quantity("queue_bridge") == 0);
	assert_true(quantity("job_simple") == 1);
	assert_true(quantity("workflow") == 1);
}

static const char *best(void)
{
	return store_text(&s, &a, "", "SELECT name FROM decision WHERE rank = 1");
}

static void the_decision_weighs_what_the_code_is(void **state)
{
	(void)state;
	assert_true(store_exec(&s, &e, "UPDATE fact SET queries = 1"));
	estimate(NULL, "");
	assert_true(store_number(&s, 0, "SELECT count(*) FROM decision") == 4);
	assert_true(store_number(&s, 0, "SELECT max(score) FROM decision") <= 10);
	assert_string_equal(best(), "port");
	estimate(NULL, "team_knows=python");
	assert_string_equal(best(), "stay");
	assert_non_null(
	    strstr(store_text(&s, &a, "",
	                      "SELECT value FROM result WHERE key = 'decision_text'"),
	           "gains little"));
	assert_true(store_exec(&s, &e, "%s UPDATE fact SET queries = 1", with_ml));
	estimate(NULL, "");
	assert_string_equal(best(), "stay"); /* most of it is ML */
	assert_true(
	    store_exec(&s, &e, "DELETE FROM fact WHERE kind = 'reach' AND parent <> 13"));
	estimate(NULL, "");
	assert_string_equal(best(), "hybrid");
}

static double result(const char *key)
{
	return store_number(&s, NAN,
	                    "SELECT CAST(value AS REAL) FROM result WHERE key = %Q", key);
}

static void other_models_stand_beside(void **state)
{
	(void)state;
	estimate(NULL, "");
	assert_close(result("cocomo_kloc"), 1); /* without tests and migrations */
	assert_close(result("cocomo_person_months"), 2.4);
	assert_close(result("hours_evidence_share") + result("hours_analogy_share") +
	                 result("hours_whole_share") + result("hours_band_share") +
	                 result("hours_prior_share"),
	             1);
	/* Of the hours of endpoints none count as measured: they were set by the band. */
	assert_close(
	    result("hours_band_share"),
	    store_number(&s, 0,
	                 "SELECT total(iif(unit LIKE 'endpoint_%%' AND unit NOT IN"
	                 " ('endpoint_path', 'endpoint_kept') OR unit ="
	                 " 'external_wrap_long', hours, 0)) / total(hours)"
	                 " FROM effort WHERE grp <> 'overhead'"));
	assert_close(result("hours_evidence_share"), 0);
	assert_true(fabs(result("band_team_low") - 8000 / 1.15 / 3 / 2800) < 1e-9);
}

static const char *said(const char *key)
{
	return store_text(&s, &a, "", "SELECT value FROM result WHERE key = %Q", key);
}

/* What is known and how wide the range is: the worse of both. */
static void the_class_is_the_worse_of_two(void **state)
{
	(void)state;
	estimate(NULL, "");
	assert_string_equal(said("accuracy"), "Class 5, order of magnitude");
	assert_string_equal(said("accuracy_defined"), "Class 4, study");
	assert_true(result("accuracy_low") < -0.3 && result("accuracy_high") > 0.5);
	assert_close(result("accuracy_low"),
	             result("hours_p10") / result("hours_p50") - 1);
	assert_non_null(strstr(said("accuracy_source"), "class 5 rests"));
	estimate(NULL, "common_sd_ln=0");
	assert_string_equal(said("accuracy"), "Class 4, study");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(tables_between_models_are_priced_once),
		TEST(repeats_are_cheaper),
		TEST(declarations_are_cheaper_still),
		TEST(easy_ones_cost_nothing),
		TEST(a_gateway_is_no_upgrade),
		TEST(nothing_is_priced_twice),
		TEST(the_target_decides),
		TEST(a_queue_that_is_kept_has_no_features),
		TEST(what_reaches_ml_stays_and_is_not_ported),
		TEST(the_alternative_costs_what_its_inputs_cost),
		TEST(jobs_that_stay_are_bridged),
		TEST(the_decision_weighs_what_the_code_is),
		TEST(other_models_stand_beside),
		TEST(the_class_is_the_worse_of_two),
	};
	static struct arena data;

	if (!data_init(&data, NULL, &e)) {
		print_error("%s\n", e.text);
		return 1;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
