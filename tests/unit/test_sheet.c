/* test_sheet.c - what a sheet file may say, and what is told when it may not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "book/book.h"
#include "book/book_figures.h"
#include "sheet/sheet.h"
#include "text/data.h"

#define GOOD "-- sheet: A\n-- column: N 8 count\n"

static const struct {
	const char *text, *error; /* error NULL: must be accepted */
} cases[] = {
	{ GOOD "SELECT 1", NULL },
	{ GOOD "SELECT 1;\n", NULL },
	{ GOOD "-- a remark\nSELECT 1 -- and another", NULL },
	{ "-- sheet:  Two words\r\n-- column: Two words  8.5  hours  total\r\nSELECT "
	  "1\r\n",
	  NULL },
	{ GOOD "WITH x(n) AS (SELECT 1) SELECT n FROM x", NULL },
	{ GOOD "SELECT count(*) FROM fact WHERE name LIKE '%d%s%n'", NULL },
	{ "-- sheet: A\n-- column: N 8 unit\n-- column: M 8 quantity\n-- column: H 8 "
	  "unit-hours\n"
	  "SELECT 1, 2, NULL",
	  NULL },
	{ "-- sheet: A\n-- column: N 8 count\n-- column: M 8 money total = "
	  "IF([n]>0,[N]*billed_rate,\"[x]\")\nSELECT 1, NULL",
	  NULL },
	{ "-- sheet: A\n-- column: N 8 count\n-- column: M 8 money = [Q]\nSELECT 1, 2",
	  "r.sql:1: 'M': no such column in '=[Q]'" },
	{ "-- sheet: A\n-- column: M 8 money = 1+\nSELECT 1",
	  "r.sql:1: 'M': the formula ends too early at ''" },
	{ "-- sheet: A\n-- column: M 8 money = TODAY()\nSELECT 1",
	  "r.sql:1: 'M': TODAY() is no function that every program has" },
	{ "-- sheet: A\n-- column: M 8 unit = 1\nSELECT 1",
	  "r.sql:2: a 'unit' column has no formula of its own" },
	{ "", "r.sql:1: no '-- sheet:' line" },
	{ "-- column: N 8 count\nSELECT 1", "r.sql:1: no '-- sheet:' line" },
	{ "-- sheet: A\nSELECT 1", "r.sql:1: no '-- column:' line" },
	{ GOOD, "r.sql:1: no SELECT" },
	{ "-- sheet: A\n-- column: N 8 eggs\nSELECT 1",
	  "r.sql:2: 'eggs' is not a column kind" },
	{ "-- sheet: A\n-- column: N\nSELECT 1",
	  "r.sql:2: column needs: title width kind [total]" },
	{ "-- sheet: A\n-- column:\nSELECT 1",
	  "r.sql:2: column needs: title width kind [total]" },
	{ "-- sheet: A\n-- column: total\nSELECT 1",
	  "r.sql:2: column needs: title width kind [total]" },
	{ "-- sheet: A\n-- column: 8 count\nSELECT 1",
	  "r.sql:2: column needs: title width kind [total]" },
	{ "-- sheet: A\n-- column: N x count\nSELECT 1",
	  "r.sql:2: 'x' is not a width from 1 to 120" },
	{ "-- sheet: A\n-- column: N 500 count\nSELECT 1",
	  "r.sql:2: '500' is not a width from 1 to 120" },
	{ "-- sheet: A\n-- column: N nan count\nSELECT 1",
	  "r.sql:2: 'nan' is not a width from 1 to 120" },
	{ "-- sheet: A\n-- column: N 8 text total\nSELECT 1",
	  "r.sql:2: a 'text' column has no total" },
	{ "-- sheet: A\n-- sheet: B\n-- column: N 8 count\nSELECT 1",
	  "r.sql:2: a second '-- sheet:' line" },
	{ "-- sheet: A/B\n-- column: N 8 count\nSELECT 1",
	  "r.sql:1: a sheet's name has none of []:*?/\\'" },
	{ "-- sheet: quote\n-- column: N 8 count\nSELECT 1",
	  "r.sql:1: the name 'quote' is taken" },
	{ "-- sheet: abcdefghijklmnopqrstuvwxyz012345\n-- column: N 8 count\nSELECT 1",
	  "r.sql:1: a sheet's name has 1 to 31 characters" },
	{ "-- sheet: A\n-- column: N 8 unit\n-- column: M 8 unit\nSELECT 1, 2",
	  "r.sql:3: a second 'unit' column" },
	{ "-- sheet: A\n-- column: N 8 unit-hours\nSELECT 1",
	  "r.sql:1: 'unit-hours' needs columns 'unit' and 'quantity'" },
	{ GOOD "SELECT 1, 2", "r.sql:3: columns declared: 1, the query gives 2" },
	{ GOOD "SELECT x\n  FROM nowhere", "r.sql:3: no such table: nowhere" },
	{ GOOD "SELECT\n\n  x FROM fact", "r.sql:5: no such column: x" },
	{ GOOD "DELETE FROM fact", "r.sql:3: only a SELECT may stand here" },
	{ GOOD "WITH x AS (SELECT 1) DELETE FROM fact",
	  "r.sql:3: only a SELECT may stand here" },
	{ GOOD "PRAGMA user_version", "r.sql:3: only a SELECT may stand here" },
	{ GOOD "SELECT 1; DELETE FROM fact", "r.sql:3: more than one statement" },
	{ GOOD "SELECT ?", "r.sql:3: parameters have no meaning here" },
};

static void test_check(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err e = { ERR_NONE, "" };
		bool ok = sheet_check("r.sql", cases[i].text, &e);

		if (cases[i].error)
			assert_string_equal(e.text, cases[i].error);
		else if (!ok)
			fail_msg("%s: %s", cases[i].text, e.text);
		assert_true(ok == !cases[i].error);
	}
}

static void test_columns(void **state)
{
	struct arena a = { 0 };
	struct sheet s;
	struct err e;

	(void)state;
	assert_true(sheet_load(&a, "r.sql",
	                       "-- sheet: Two words\n-- intro: Why.\n"
	                       "-- column:  File and line   40.5 place\n"
	                       "-- column: Hours 8 hours total\nSELECT 1,\n2",
	                       &s, &e));
	assert_string_equal(s.title, "Two words");
	assert_string_equal(s.intro, "Why.");
	assert_string_equal(s.empty, "");
	assert_int_equal(s.sql_line, 5);
	assert_string_equal(s.sql, "SELECT 1,\n2");
	assert_int_equal(s.column_count, 2);
	assert_string_equal(s.column[0].title, "File and line");
	assert_true(s.column[0].width > 40 && s.column[0].width < 41);
	assert_int_equal(s.column[0].kind, COLUMN_PLACE);
	assert_false(s.column[0].is_totalled);
	assert_true(s.column[1].is_totalled);
	assert_int_equal(sheet_column(&s, COLUMN_HOURS), 1);
	assert_int_equal(sheet_column(&s, COLUMN_UNIT), -1);
	arena_release(&a);
}

static void test_built_in(void **state)
{
	static const char *const wanted[] = { "Endpoints",
		                              "Models",
		                              "Jobs",
		                              "Weights",
		                              "Coverage and method",
		                              "Not read",
		                              "Assumptions and exclusions" };
	struct arena a = { 0 };
	struct sheet *list;
	struct err e = { ERR_NONE, "" };
	size_t n, at = 0;

	(void)state;
	assert_true(sheet_list(&a, &list, &n, &e));
	for (size_t i = 0; i < n && at < sizeof wanted / sizeof *wanted; i++)
		at += strcmp(list[i].title, wanted[at]) == 0;
	assert_int_equal(at, sizeof wanted / sizeof *wanted);
	arena_release(&a);
}

static void test_clean(void **state)
{
	static const struct {
		const char *in, *out;
	} texts[] = {
		{ "plain", "plain" },
		{ "=1+1", "=1+1" },
		{ "a\tb\x01\x1b\x7f"
		  "c\nd",
		  "a bc\nd" },
		{ "\xC3\xA4 \xF0\x9F\x98\x80", "\xC3\xA4 \xF0\x9F\x98\x80" },
		{ "\xFF\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ "\xEF\xBF\xBE\xEF\xBF\xBF\xC2\x85", "" },
		{ "_x0041_ _x004_ _x00g1_", "_x005F_x0041_ _x004_ _x00g1_" },
	};
	struct arena a = { 0 };
	char *big = arena_alloc(&a, 80001);

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_string_equal(book_clean(&a, texts[i].in), texts[i].out);
	memset(big, 'x', 80000);
	big[80000] = '\0';
	assert_int_equal(strlen(book_clean(&a, big)), 32767);
	/* Two UTF-16 units each: 16,383 fit. */
	for (int i = 0; i < 20000; i++)
		memcpy(big + 4 * i, "\xF0\x9F\x98\x80", 4);
	assert_int_equal(strlen(book_clean(&a, big)), 4 * 16383);
	arena_release(&a);
}

static void test_dates(void **state)
{
	struct figures m = { 0 };

	(void)state;
	assert_true(date_serial("1900-03-01") == 61);
	assert_true(date_serial("1970-01-01") == 25569);
	assert_true(date_serial("2024-02-29T10:00:00Z") == 45351);
	assert_true(date_serial("2026-01-05") == 46027);
	assert_true(date_serial("soon") == 0);
	assert_true(date_serial("2026-13-01") == 0);
	assert_true(date_serial(NULL) == 0);
	/* 46027 is a Monday. */
	m.start = 46027;
	assert_true(figures_begin(&m, 0) == 46027);
	m.start = 46025;
	assert_true(figures_begin(&m, 0) == 46027);
	m.start = 46027;
	assert_true(figures_finish(&m, 2) == 46027 + 11);
	m.start = 46025;
	assert_true(figures_finish(&m, 2) == 46027 + 11);
	m.start = 46027;
	assert_true(figures_finish(&m, 2.01) == 46027 + 14);
	/* 6 weeks that a sum made a hair longer. */
	m.start = 46027;
	assert_true(figures_finish(&m, 6 + 1e-12) == 46027 + 39);
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
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check),    cmocka_unit_test(test_columns),
		cmocka_unit_test(test_built_in), cmocka_unit_test(test_clean),
		cmocka_unit_test(test_dates),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
