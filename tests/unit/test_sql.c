/* test_sql.c - texts that are statements of SQL, and texts that are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "read/sql.h"

static const struct {
	const char *text, *variety, *table; /* no variety: it is none; no table: "" */
} texts[] = {
	{ "SELECT * FROM loans", "crud", "loans" },
	{ "  ( SELECT id FROM library.\"Loans\" )", "crud", "Loans" },
	{ "SELECT id FROM `library`.`loans`", "crud", "loans" },
	{ "SELECT extract(epoch FROM due) FROM loans", "crud", "loans" },
	{ "SELECT ? FROM ?", "crud", "" },
	{ "SELECT 1", "crud", "" },
	{ "SELECT pg_advisory_lock(1)", "crud", "" },
	{ "SELECT l.id FROM loans l, LATERAL (SELECT 1) x", "join", "loans" },
	{ "SELECT 'a join b' FROM loans", "crud", "loans" },
	{ "SELECT id FROM loans -- join", "crud", "loans" },
	{ "/* all */ SELECT id FROM loans", "crud", "loans" },
	{ "SELECT count(*) FROM loans JOIN books ON true", "aggregate", "loans" },
	{ "SELECT member FROM loans GROUP BY member", "aggregate", "loans" },
	{ "SELECT id FROM loans FOR UPDATE SKIP LOCKED", "lock", "loans" },
	{ "SELECT rank() OVER (ORDER BY due) FROM loans", "window", "loans" },
	{ "WITH late AS (SELECT 1) SELECT * FROM late", "window", "late" },
	{ "WITH late AS (SELECT id FROM loans) SELECT * FROM late", "window", "loans" },
	{ "SELECT sum(n) FROM (SELECT n FROM (SELECT n FROM loans))", "aggregate",
	  "loans" },
	{ "SELECT n FROM (VALUES (1)) v(n)", "crud", "" },
	{ "INSERT INTO loans (id) VALUES ($1) ON CONFLICT DO NOTHING", "crud", "loans" },
	{ "INSERT INTO loans SELECT id FROM old", "join", "loans" },
	{ "INSERT OR REPLACE INTO loans VALUES (?)", "crud", "loans" },
	{ "REPLACE INTO loans VALUES (?)", "crud", "loans" },
	{ "UPDATE OR IGNORE loans SET due = ?", "crud", "loans" },
	{ "UPDATE loans AS l SET due = ? FROM books", "crud", "loans" },
	{ "DELETE FROM loans", "crud", "loans" },
	{ "TRUNCATE TABLE loans", "crud", "loans" },
	{ "select * from loans", "crud", "loans" },
	{ "select l.id as loan from loans l where due < now()", "crud", "loans" },
	{ "insert into loans (id) values (1)", "crud", "loans" },
	{ "update loans set due = 1", "crud", "loans" },
	{ "delete from loans where id = 1", "crud", "loans" },
	{ "", NULL, NULL },
	{ "SELECT", NULL, NULL },
	{ "SELECT YOUR BOOK", NULL, NULL },
	{ "INSERT COIN", NULL, NULL },
	{ "DELETE", NULL, NULL },
	{ "WITH LOVE", NULL, NULL },
	{ "CREATE TABLE loans (id integer)", NULL, NULL },
	{ "select a file from the list", NULL, NULL },
	{ "Select a file from the list?", NULL, NULL },
	{ "select one of the old files from the list = yours", NULL, NULL },
	{ "update the list, then set it", NULL, NULL },
	{ "delete old files from the list where it ends", NULL, NULL },
	{ "insert it into the list", NULL, NULL },
	{ "with this, as (ever) before", NULL, NULL },
	{ "merge it into the list = yours", NULL, NULL },
};

static void tells(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *s = texts[i].text;
		struct sql q = { NULL, NULL };
		bool is_one = sql_read(&q, &a, s, strlen(s));

		if (is_one != (texts[i].variety != NULL))
			fail_msg("%s: %s", s, is_one ? q.variety : "none");
		if (!is_one)
			continue;
		assert_true(sql_may_begin(s, s + strlen(s)));
		if (strcmp(q.variety, texts[i].variety) != 0 ||
		    strcmp(q.table ? q.table : "", texts[i].table) != 0)
			fail_msg("%s: %s of %s", s, q.variety, q.table);
	}
	arena_release(&a);
}

/* Read to its end and no further, however it is cut. */
static void cuts(void **state)
{
	static const char text[] = "/* a */ SELECT \"a\" -- b\n FROM [t] WHERE x = '";
	struct arena a = { 0 };

	(void)state;
	for (size_t n = 0; n < sizeof text; n++) {
		char *s = test_malloc(n ? n : 1);
		struct sql q;

		memcpy(s, text, n);
		sql_read(&q, &a, s, n);
		test_free(s);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells),
		cmocka_unit_test(cuts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
