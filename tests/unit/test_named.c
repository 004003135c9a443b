/* test_named.c - what a client reads is named as it was found: the stack, milestones,
 * units. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "price/estimate.h"

static struct store s;
static struct err e;
static struct arena a;

static int tear_down(void **state)
{
	(void)state;
	store_close(&s);
	arena_reset(&a);
	return 0;
}

/* Of a scan that found what the rows say. */
static void estimate_of(const char *rows, const char *set)
{
	struct estimate_options o = { .set = &set, .set_count = *set ? 1 : 0 };

	assert_true(store_open(&s, NULL, true, &e));
	if (!store_exec(
		&s, &e,
		"INSERT INTO meta VALUES ('scanned_at', '2026-03-04T00:00:00Z');"
		"INSERT INTO file (path, language, kind, bytes, lines, code_lines,"
		" statements) VALUES ('m.py', 'Python', 'source', 1, 1, 600, 160);"
		"INSERT INTO fact (kind, file, line, framework, name, method, path,"
		" queries) VALUES %s;"
		/* a handler that was read has a line */
		"UPDATE fact SET handler_line = line WHERE kind = 'endpoint'",
		rows) ||
	    !estimate_run(&s, &o, &e))
		fail_msg("%s", e.text);
}

static void assert_says(const char *sql, const char *want)
{
	assert_string_equal(store_text(&s, &a, "", "%s", sql), want);
}

#define STACK_FROM "SELECT value FROM result WHERE key = 'stack_from'"
#define STACK_TO                                                                         \
	"SELECT group_concat(value, ' + ') FROM (SELECT value FROM stack ORDER BY rank)"

static void a_framework_is_called_by_what_the_code_uses(void **state)
{
	(void)state;
	estimate_of("('endpoint', 'm.py', 1, 'django', '', 'GET', '/a', 0)", "");
	assert_says(STACK_FROM, "Django");
	assert_says("SELECT name FROM called WHERE framework = 'django'", "Django");
	store_close(&s);
	estimate_of("('endpoint', 'm.py', 1, 'django', '', 'GET', '/a', 0),"
	            "('endpoint', 'other.py', 1, 'django', '', 'GET', '/b', 0),"
	            "('library', 'm.py', 1, 'pypi', 'djangorestframework', '', '', 0)",
	            "");
	assert_says(STACK_FROM, "Django REST framework");
	/* A view is one of it in a file that imports it. */
	assert_says("SELECT group_concat(name, ', ') FROM (SELECT name FROM called_apart"
	            " ORDER BY fact)",
	            "Django REST, Django");
}

/* What stays is of no title, and is called as people call it. */
static void a_title_names_what_moves(void **state)
{
	(void)state;
	estimate_of("('endpoint', 'm.py', 1, 'tornado', '', 'GET', '/a', 0),"
	            "('endpoint', 'm.py', 2, 'tornado', '', 'GET', '/b', 0),"
	            "('endpoint', 'm.js', 1, 'sveltekit', '', 'GET', '/c', 0)",
	            "");
	assert_says(STACK_FROM, "Tornado");
	assert_says("SELECT name FROM called WHERE framework = 'sveltekit'", "SvelteKit");
}

static void the_stack_has_what_there_is_work_for(void **state)
{
	(void)state;
	estimate_of("('endpoint', 'm.py', 1, 'fastapi', '', 'GET', '/a', 0),"
	            "('enqueue', 'm.py', 2, 'fastapi', 'send', '', '', 0)",
	            "");
	assert_says(STACK_TO, "NestJS");
	store_close(&s);
	estimate_of("('endpoint', 'm.py', 1, 'fastapi', '', 'GET', '/a', 0),"
	            "('model', 'm.py', 2, 'sqlalchemy', 'A', '', '', 0)",
	            "");
	assert_says(STACK_TO, "NestJS + Prisma");
	store_close(&s);
	/* Models may lie in a package of which nothing was read. */
	estimate_of("('endpoint', 'm.py', 1, 'fastapi', '', 'GET', '/a', 1),"
	            "('query', 'm.py', 2, 'sqlalchemy', '', '', '', 0)",
	            "");
	assert_says(STACK_TO, "NestJS + Prisma");
	store_close(&s);
	estimate_of("('endpoint', 'm.py', 1, 'fastapi', '', 'GET', '/a', 0),"
	            "('job', 'm.py', 2, 'celery', 'send', '', '', 0)",
	            "");
	assert_says(STACK_TO, "NestJS + BullMQ");
}

#define DELIVERABLE "SELECT deliverable FROM milestone WHERE name = "

static void milestones_name_what_there_is(void **state)
{
	(void)state;
	estimate_of("('endpoint', 'm.py', 1, 'fastapi', '', 'GET', '/a', 0),"
	            "('endpoint', 'm.py', 2, 'fastapi', '', 'GET', '/b', 0),"
	            "('endpoint', 'm.py', 3, 'fastapi', '', 'GET', '/c', 2),"
	            "('model', 'm.py', 4, 'sqlalchemy', 'A', '', '', 0)",
	            "");
	assert_true(
	    strstr(store_text(&s, &a, "",
	                      "SELECT group_concat(deliverable) FROM milestone"),
	           "The 2 endpoints marked \"no\" under \"Keeps state\" on the sheet "
	           "Endpoints, with their tests"));
	assert_says("SELECT count(*) FROM milestone WHERE deliverable LIKE '%{}%'"
	            " OR deliverable LIKE '%jobs%' OR deliverable LIKE '%services%'",
	            "0");
	assert_true(strstr(store_text(&s, &a, "", DELIVERABLE "'code'"),
	                   "endpoints, models, logins"));
}

/* A mark that all have sorts nothing out. */
static void milestones_of_all_endpoints_say_so(void **state)
{
	(void)state;
	estimate_of("('endpoint', 'm.py', 3, 'fastapi', '', 'GET', '/b', 2),"
	            "('endpoint', 'm.py', 3, 'fastapi', '', 'GET', '/c', 2),"
	            "('model', 'm.py', 4, 'sqlalchemy', 'A', '', '', 0)",
	            "");
	assert_true(
	    strstr(store_text(&s, &a, "", DELIVERABLE "'stateful'"), "all 2 endpoints"));
	store_close(&s);
	estimate_of("('endpoint', 'm.py', 1, 'fastapi', '', 'GET', '/a', 0),"
	            "('endpoint', 'm.py', 2, 'fastapi', '', 'GET', '/b', 0)",
	            "");
	assert_true(strstr(store_text(&s, &a, "",
	                              "SELECT group_concat(deliverable) FROM milestone"),
	                   "All 2 endpoints"));
}

static void units_say_what_they_are(void **state)
{
	(void)state;
	estimate_of("('endpoint', 'm.py', 1, 'fastapi', '', 'GET', '/a', 0)", "");
	assert_says("SELECT count(*) FROM effort WHERE grp = 'unit' AND"
	            " (means = '' OR means LIKE '%{}%')",
	            "0");
	assert_true(strstr(store_text(&s, &a, "",
	                              "SELECT means FROM effort"
	                              " WHERE unit = 'endpoint_simple'"),
	                   "less than each of: 10 statements, 3 branches"));
	assert_true(strstr(store_text(&s, &a, "",
	                              "SELECT means FROM effort"
	                              " WHERE unit = 'endpoint_complex'"),
	                   "one of: 30 statements, 8 branches"));
	/* What the project has comes first; a kind that nobody asks for has no price. */
	assert_says("SELECT (SELECT max(place) FROM unit_price WHERE quantity > 0) <"
	            " (SELECT min(place) FROM unit_price WHERE quantity <= 0)",
	            "1");
	assert_says("SELECT count(*) FROM unit_price WHERE unit = 'job_mechanical'", "0");
	assert_says("SELECT count(*) FROM unit_price WHERE unit = 'job_simple'", "1");
}

static void work_begins_when_the_quote_is_no_longer_valid(void **state)
{
	(void)state;
	/* 4 March 2026 is a Wednesday, 30 days later the Friday of 3 April. */
	estimate_of("('endpoint', 'm.py', 1, 'fastapi', '', 'GET', '/a', 0)", "");
	assert_says("SELECT value FROM input WHERE key = 'start_date'", "2026-04-06");
	store_close(&s);
	estimate_of("('endpoint', 'm.py', 1, 'fastapi', '', 'GET', '/a', 0)",
	            "start_after=0");
	assert_says("SELECT value FROM input WHERE key = 'start_date'", "2026-03-09");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_framework_is_called_by_what_the_code_uses),
		TEST(a_title_names_what_moves),
		TEST(the_stack_has_what_there_is_work_for),
		TEST(milestones_name_what_there_is),
		TEST(milestones_of_all_endpoints_say_so),
		TEST(units_say_what_they_are),
		TEST(work_begins_when_the_quote_is_no_longer_valid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
