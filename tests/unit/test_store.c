/* test_store.c - the store keeps its promises: whole or as before, and clear refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "facts_put.h"
#include "store/store.h"

static char path[] = "/tmp/migcost-test-XXXXXX";

/* assert_int_equal converts to unsigned, which a negative double must not be. */
#define number(...) ((int)store_number(__VA_ARGS__))

static int set_up(void **state)
{
	(void)state;
	memcpy(path + sizeof path - 7, "XXXXXX", 7);
	close(mkstemp(path));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	return unlink(path);
}

static void scan_with(struct store *s, const char *name, int facts)
{
	struct fact f = {
		.kind = FACT_model, .file = "a.py", .parent = -1, .name = name
	};
	struct facts one = { .v = &f, .n = 1 };
	struct err e;

	assert_true(store_begin_scan(s, &e));
	for (int i = 0; i < facts; i++)
		assert_true(facts_put(s, &one, &e));
}

/* The last two are one, once its wrong byte is written out. */
static bool next_file(void *arg, struct store_file *f)
{
	static const char *const paths[] = { "a.py", "b\\xff.py", "b\xff.py" };
	size_t *n = arg;

	if (*n == sizeof paths / sizeof *paths)
		return false;
	*f = (struct store_file){ .path = paths[(*n)++],
		                  .language = "Python",
		                  .kind = "source",
		                  .bytes = 10,
		                  .lines = 3,
		                  .code_lines = 2 };
	return true;
}

static void keeps_what_a_scan_stored(void **state)
{
	struct fact v[] = {
		{ .kind = FACT_model,
		  .file = "a.py",
		  .parent = -1,
		  .name = "User",
		  .fields = 3 },
		{ .kind = FACT_field,
		  .file = "a.py",
		  .parent = 0,
		  .name = "id",
		  .line = 7 },
	};
	struct facts f = { .v = v, .n = 2 };
	struct arena a = { 0 };
	struct store s;
	struct err e;

	(void)state;
	assert_true(store_open(&s, path, true, &e));
	assert_true(store_begin_scan(&s, &e));
	assert_true(store_meta(&s, "name", "x", &e));
	assert_true(store_meta(&s, "name", "shop", &e));
	assert_true(store_files(&s, next_file, &(size_t){ 0 }, &e));
	assert_true(store_problem(&s, "unread", "b.py", 0, "permission denied", &e));
	assert_true(facts_put(&s, &f, &e));
	assert_true(facts_put(&s, &f, &e));
	assert_true(store_commit(&s, &e));
	store_close(&s);

	assert_true(store_open(&s, path, false, &e));
	assert_string_equal(store_meta_get(&s, &a, "name"), "shop");
	assert_null(store_meta_get(&s, &a, "none"));
	assert_int_equal(number(&s, -1, "SELECT count(*) FROM file"), 2);
	assert_int_equal(number(&s, -1, "SELECT lines FROM file WHERE path = 'a.py'"), 3);
	assert_int_equal(number(&s, -1, "SELECT count(*) FROM fact"), 4);
	assert_int_equal(number(&s, -1,
	                        "SELECT count(*) FROM fact f JOIN fact m "
	                        "ON f.parent = m.id WHERE m.name = 'User'"),
	                 2);
	assert_int_equal(number(&s, -1, "SELECT line FROM fact WHERE name = %Q", "no"),
	                 -1);
	assert_string_equal(store_text(&s, &a, "", "SELECT name FROM model LIMIT 1"),
	                    "User");
	store_close(&s);
	store_close(&s);
	arena_release(&a);
}

static bool next_told(void *arg, struct told_row *row)
{
	int *n = arg;

	*row = (struct told_row){ 2, *n < 19 ? "SP-001" : "SP-002" };
	return (*n)++ < 20;
}

/* What is told stands at the place of what tells it, and follows on all other facts. */
static void findings_are_facts_and_what_they_tell(void **state)
{
	struct fact v[] = {
		{ .kind = FACT_model,
		  .file = "a.py",
		  .parent = -1,
		  .status = "resolved" },
		{ .kind = FACT_query,
		  .file = "b.py",
		  .parent = -1,
		  .name = "x",
		  .framework = "orm",
		  .status = "resolved",
		  .line = 7 },
	};
	struct facts f = { .v = v, .n = 2 };
	struct arena a = { 0 };
	struct store s;
	struct err e;

	(void)state;
	assert_true(store_open(&s, NULL, true, &e));
	assert_true(store_begin_scan(&s, &e));
	assert_true(facts_put(&s, &f, &e));
	assert_true(store_told(&s, 3, next_told, &(int){ 0 }, &e));
	assert_true(store_told(&s, 30, next_told, &(int){ 20 }, &e));
	assert_true(facts_put(&s, &f, &e));
	assert_true(store_commit(&s, &e));
	assert_int_equal(number(&s, 0, "SELECT count(*) FROM finding"), 24);
	assert_int_equal(number(&s, 0, "SELECT max(id) FROM told"), 22);
	assert_int_equal(number(&s, 0, "SELECT max(id) FROM fact"), 24);
	assert_string_equal(
	    store_text(&s, &a, "",
	               "SELECT kind || name || file || line || framework || owner"
	               " FROM finding WHERE id = 22"),
	    "constructSP-002b.py7ormx");
	assert_int_equal(number(&s, 0,
	                        "SELECT count(*) FROM construct_fact WHERE name = "
	                        "'SP-001'"),
	                 19);
	store_close(&s);
	arena_release(&a);
}

static int bands(struct store *s)
{
	return number(s, -1, "SELECT count(*) FROM sqlite_schema WHERE name = 'band'");
}

/* A second scan leaves nothing of the first. */
static void what_is_shown_is_scanned_anew(void **state)
{
	struct store s;
	struct err e;

	(void)state;
	assert_true(store_open_bare(&s, path, true, &e));
	for (int i = 0; i < 2; i++) {
		assert_true(store_begin_scan(&s, &e));
		assert_true(store_shown(&s, "pages/list.ts", &e));
		assert_true(store_commit(&s, &e));
	}
	assert_int_equal(number(&s, -1, "SELECT count(*) FROM shown"), 1);
	store_close(&s);
}

static void an_estimate_makes_its_own_tables(void **state)
{
	struct store s, copy;
	struct err e;

	(void)state;
	assert_true(store_open_bare(&s, path, true, &e));
	assert_true(store_begin_scan(&s, &e));
	assert_true(store_commit(&s, &e));
	assert_true(store_begin_scan(&s, &e));
	assert_true(store_commit(&s, &e));
	assert_int_equal(bands(&s), 0);
	assert_true(store_begin_estimate(&s, &e));
	assert_int_equal(bands(&s), 1);
	store_rollback(&s);
	assert_int_equal(bands(&s), 0);
	assert_true(store_open_copy(&copy, path, &e));
	assert_int_equal(bands(&copy), 1);
	store_close(&copy);
	assert_int_equal(bands(&s), 0);
	assert_true(store_begin_estimate(&s, &e));
	assert_true(store_commit(&s, &e));
	assert_int_equal(bands(&s), 1);
	assert_true(store_begin_estimate(&s, &e));
	assert_true(store_commit(&s, &e));
	assert_true(store_begin_scan(&s, &e));
	assert_true(store_commit(&s, &e));
	store_close(&s);
}

static void a_scan_that_fails_leaves_the_previous_one(void **state)
{
	struct store s;
	struct err e;

	(void)state;
	assert_true(store_open(&s, path, true, &e));
	scan_with(&s, "first", 3);
	assert_true(store_commit(&s, &e));
	scan_with(&s, "second", 9);
	store_rollback(&s);
	assert_int_equal(number(&s, -1,
	                        "SELECT count(*) FROM model WHERE name = 'first'"),
	                 3);
	scan_with(&s, "third", 9);
	store_close(&s);
	assert_true(store_open(&s, path, false, &e));
	assert_int_equal(number(&s, -1,
	                        "SELECT count(*) FROM model WHERE name = 'first'"),
	                 3);
	assert_int_equal(number(&s, -1, "SELECT count(*) FROM model"), 3);
	store_close(&s);
}

static void a_new_file_gets_its_tables_with_its_first_scan(void **state)
{
	struct store s;
	struct err e;

	(void)state;
	assert_true(store_open_bare(&s, path, true, &e));
	assert_int_equal(number(&s, -1, "SELECT count(*) FROM sqlite_schema"), 0);
	scan_with(&s, "lost", 9);
	store_rollback(&s);
	assert_int_equal(number(&s, -1, "SELECT count(*) FROM sqlite_schema"), 0);
	scan_with(&s, "first", 3);
	assert_true(store_commit(&s, &e));
	scan_with(&s, "second", 2);
	assert_true(store_commit(&s, &e));
	store_close(&s);
	assert_true(store_open(&s, path, false, &e));
	assert_int_equal(number(&s, -1, "SELECT count(*) FROM model"), 2);
	store_close(&s);
}

static void a_scan_that_is_killed_leaves_the_previous_one(void **state)
{
	struct store s;
	struct err e;
	int status;
	pid_t child;

	(void)state;
	assert_true(store_open(&s, path, true, &e));
	scan_with(&s, "first", 3);
	assert_true(store_commit(&s, &e));
	store_close(&s);
	child = fork();
	if (child == 0) {
		if (!store_open(&s, path, false, &e))
			_exit(1);
		/* A cache this small makes SQLite write to the file before the commit. */
		store_exec(&s, &e, "PRAGMA cache_size = 4");
		scan_with(&s, "second", 5000);
		raise(SIGKILL);
	}
	waitpid(child, &status, 0);
	assert_true(WIFSIGNALED(status));
	assert_true(store_open(&s, path, false, &e));
	assert_int_equal(number(&s, -1, "SELECT count(*) FROM model"), 3);
	assert_int_equal(number(&s, -1,
	                        "SELECT count(*) FROM model WHERE name = 'first'"),
	                 3);
	store_close(&s);
}

static void write_file(const char *text)
{
	FILE *f = fopen(path, "w");

	fputs(text, f);
	fclose(f);
}

static void refuses_what_is_no_store(void **state)
{
	struct store s;
	struct err e;

	(void)state;
	assert_false(store_open(&s, "/nonexistent/x.db", false, &e));
	assert_non_null(strstr(e.text, "there is no store '/nonexistent/x.db'"));
	assert_false(store_open(&s, "/nonexistent/x.db", true, &e));
	assert_non_null(strstr(e.text, "/nonexistent/x.db"));
	write_file(
	    "this is a text of a person, and long enough to be looked at as a header, "
	    "which is a hundred bytes or so, as far as I remember it from the manual\n");
	assert_false(store_open(&s, path, true, &e));
	assert_non_null(strstr(e.text, "is no migcost store: not an SQLite file"));
	store_close(&s);
}

static void refuses_other_databases_and_versions(void **state)
{
	struct store s;
	struct err e;
	char said[80];
	sqlite3 *db;

	(void)state;
	sqlite3_open(path, &db);
	sqlite3_exec(db, "CREATE TABLE t (x)", NULL, NULL, NULL);
	sqlite3_close(db);
	assert_false(store_open(&s, path, true, &e));
	assert_non_null(strstr(e.text, "another program's database"));

	unlink(path);
	assert_true(store_open(&s, path, true, &e));
	assert_true(store_exec(&s, &e, "PRAGMA user_version = 99"));
	store_close(&s);
	assert_false(store_open(&s, path, false, &e));
	snprintf(said, sizeof said, "has store version 99, this migcost uses %d",
	         SCHEMA_VERSION);
	assert_non_null(strstr(e.text, said));
}

static void texts_are_valid_utf8(void **state)
{
	struct arena a = { 0 };
	struct store s;
	struct err e;

	(void)state;
	assert_true(store_open(&s, NULL, true, &e));
	scan_with(&s, "caf\xc3\xa9 \xff\xc0\x80", 1);
	assert_true(store_commit(&s, &e));
	assert_string_equal(store_text(&s, &a, "", "SELECT name FROM fact"),
	                    "caf\xc3\xa9 \\xff\\xc0\\x80");
	store_close(&s);
	arena_release(&a);
}

static void says_what_is_wrong_with_sql(void **state)
{
	struct arena a = { 0 };
	struct store s;
	struct err e;

	(void)state;
	assert_true(store_open(&s, NULL, true, &e));
	assert_false(store_exec(&s, &e, "SELECT %d FROM nowhere", 1));
	assert_non_null(strstr(e.text, "no such table: nowhere"));
	assert_null(store_select(&s, &a, &e, "SELEC"));
	assert_non_null(store_select(&s, &a, &e, "SELECT %Q", "it's"));
	store_close(&s);
	arena_release(&a);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(keeps_what_a_scan_stored),
		cmocka_unit_test(findings_are_facts_and_what_they_tell),
		CASE(what_is_shown_is_scanned_anew),
		CASE(an_estimate_makes_its_own_tables),
		CASE(a_scan_that_fails_leaves_the_previous_one),
		CASE(a_new_file_gets_its_tables_with_its_first_scan),
		CASE(a_scan_that_is_killed_leaves_the_previous_one),
		CASE(refuses_what_is_no_store),
		CASE(refuses_other_databases_and_versions),
		cmocka_unit_test(texts_are_valid_utf8),
		cmocka_unit_test(says_what_is_wrong_with_sql),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
