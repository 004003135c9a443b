/* test_report.c - which sheets and columns a report leaves, and what is told when wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "sheet/report.h"

#define SHEET                                                                            \
	"-- sheet: Ways\n-- column: Path 9 text\n-- column: File 9 place\n"              \
	"-- column: Hours 9 hours total\nSELECT 'b', 'f', 2 ORDER BY 1;\n"

#define PARTS                                                                            \
	"-- sheet: Parts\n-- column: What 9 text\n-- column: File 9 place\n"             \
	"-- column: Quantity 9 quantity\nSELECT 1"

static bool load(struct arena *a, struct report *r, const char *text, struct err *e)
{
	struct data_file f = { .path = "reports/mine.report",
		               .origin = "mine",
		               .text = text,
		               .size = strlen(text) };
	static const char *const names[] = { "Quote", "Inputs" };
	struct sheet table[2];

	return report_load(r, a, &f, e) && sheet_load(a, "s.sql", SHEET, &table[0], e) &&
	       sheet_load(a, "p.sql", PARTS, &table[1], e) &&
	       report_fits(r, names, 2, table, 2, e);
}

static void tells_what_is_wrong(void **state)
{
	static const char *const cases[][2] = {
		{ "sheet: Quote\r\n# remark\n\nsheet: ways\nhide: Hours\n", "" },
		{ "others: yes", "" },
		{ "", "mine:1: no 'sheet:' line" },
		{ "Quote", "mine:1: 'word: value' is needed, not 'Quote'" },
		{ "tab: Quote", "mine:1: 'tab' is no word of a report" },
		{ "sheet: Quote\nsheet: quote", "mine:2: a second 'quote'" },
		{ "sheet: A/B", "mine:1: no sheet is called 'A/B'" },
		{ "sheet:", "mine:1: no sheet is called ''" },
		{ "sheet: Offer", "mine:1: there is no sheet 'Offer'" },
		{ "hide: Hours", "mine:1: columns of which sheet?" },
		{ "sheet: Ways\nhide:", "mine:2: which columns?" },
		{ "sheet: Ways\nhide: Hours,,", "mine:2: a column without a name" },
		{ "sheet: Ways\nhide: Hours\ncolumns: Path",
		  "mine:3: a second list of columns for 'Ways'" },
		{ "sheet: Ways\nhide: Days", "mine:1: 'Ways' has no column 'Days'" },
		{ "sheet: Quote\nhide: Days",
		  "mine:1: 'Quote' is no table: it has no columns to choose" },
		{ "paths: maybe", "mine:1: yes or no is needed, not 'maybe'" },
		{ "range: P50,P80\nfooter: Offer\nsheet: Quote", "" },
		{ "range: no\nsheet: Quote", "" },
		{ "range: P50, P75",
		  "mine:1: P10, P50, P80, P90 or no is needed, not 'P75'" },
		{ "range:", "mine:1: which percentiles?" },
		{ "below: Ways", "mine:1: below which sheet?" },
		{ "sheet: Quote\nbelow: Ways",
		  "mine:2: 'Ways' is not a table below a table" },
		{ "footer:", "mine:1: which text?" },
		{ "sheet: Ways\nwithout: Path = b; c\n", "" },
		{ "sheet: Ways\nempty: no\n", "" },
		{ "empty: no", "mine:1: which sheet, when empty?" },
		{ "sheet: Ways\nempty: never",
		  "mine:2: yes or no is needed, not 'never'" },
		{ "sheet: Quote\nempty: no",
		  "mine:1: 'Quote' is no table: it has no columns to choose" },
		{ "internal: yes\nsheet: Quote\n", "" },
		{ "internal: aye", "mine:1: yes or no is needed, not 'aye'" },
		{ "without: Path = b", "mine:1: rows of which sheet?" },
		{ "sheet: Ways\nwithout: Path",
		  "mine:2: 'Column = value' is needed, not 'Path'" },
		{ "sheet: Ways\nwithout: = b",
		  "mine:2: 'Column = value' is needed, not '= b'" },
		{ "sheet: Ways\nwithout: Path =", "mine:2: which values?" },
		{ "sheet: Ways\nwithout: Path = b\nwithout: File = f",
		  "mine:3: a second 'without' for 'Ways'" },
		{ "sheet: Ways\nwithout: Days = 1",
		  "mine:1: 'Ways' has no column 'Days'" },
		{ "sheet: Quote\nwithout: Days = 1",
		  "mine:1: 'Quote' is no table: it has no columns to choose" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = { 0 };
		struct err e = { 0 };
		struct report r;

		assert_int_equal(load(&a, &r, cases[i][0], &e), !*cases[i][1]);
		assert_string_equal(e.text, cases[i][1]);
		arena_release(&a);
	}
}

static void says_which_sheets(void **state)
{
	struct arena a = { 0 };
	struct report r;
	struct err e;

	(void)state;
	assert_true(load(&a, &r, "sheet: Quote\n", &e));
	assert_true(report_has(&r, "quote", false));
	assert_false(report_has(&r, "Ways", true));
	assert_true(r.tells[REPORT_P10] && r.tells[REPORT_P90] && !r.footer);
	assert_true(load(&a, &r, "range: P50, P90\nfooter: Offer\nsheet: Quote\n", &e));
	assert_true(!r.tells[REPORT_P10] && r.tells[REPORT_P50] && !r.tells[REPORT_P80]);
	assert_string_equal(r.footer, "Offer");
	assert_true(load(&a, &r, "range: no\nsheet: Quote\n", &e));
	assert_false(r.tells[REPORT_P50] || r.tells[REPORT_P90]);
	assert_true(load(&a, &r, "own: yes\nsheet: Quote\n", &e));
	assert_true(report_has(&r, "Ways", true));
	assert_false(report_has(&r, "Ways", false));
	assert_true(load(&a, &r, "others: yes\n", &e));
	assert_true(report_has(&r, "Ways", false));
	assert_false(r.is_internal || report_only_filled(&r, "Ways"));
	assert_true(
	    load(&a, &r, "sheet: Ways\nbelow: Parts\ncolumns: File\nsheet: Quote\n", &e));
	assert_string_equal(report_above(&r, "Parts"), "Ways");
	assert_true(!report_above(&r, "Ways") && !report_above(&r, "Quote"));
	assert_string_equal(report_head_below(&r, "Ways", 0, 0), "File");
	assert_string_equal(report_head_below(&r, "Ways", 0, 1), "");
	assert_null(report_head_below(&r, "Ways", 1, 0));
	assert_true(load(&a, &r, "internal: yes\nsheet: Ways\nempty: no\n", &e));
	assert_true(r.is_internal && report_only_filled(&r, "ways"));
	arena_release(&a);
}

static void takes_columns_away(void **state)
{
	static const char *const cases[][3] = {
		{ "sheet: Ways\n", "Path File Hours ",
		  "SELECT 'b', 'f', 2 ORDER BY 1;\n" },
		{ "paths: no\nsheet: Ways\n", "Path Hours ",
		  "WITH t(c0, c1, c2) AS (SELECT 'b', 'f', 2 ORDER BY 1\n) "
		  "SELECT c0, c2 FROM t" },
		{ "sheet: Ways\ncolumns: hours, file\n", "Hours File ",
		  "WITH t(c0, c1, c2) AS (SELECT 'b', 'f', 2 ORDER BY 1\n) "
		  "SELECT c2, c1 FROM t" },
		{ "sheet: Ways\nhide: File, Path\n", "Hours ",
		  "WITH t(c0, c1, c2) AS (SELECT 'b', 'f', 2 ORDER BY 1\n) "
		  "SELECT c2 FROM t" },
		{ "sheet: Ways\ncolumns: Hours\nwithout: File = f's; g\n", "Hours ",
		  "WITH t(c0, c1, c2) AS (SELECT 'b', 'f', 2 ORDER BY 1\n) "
		  "SELECT c2 FROM t WHERE coalesce(c1, '') NOT IN ('f''s', 'g')" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = { 0 };
		struct sheet s;
		struct report r;
		struct err e;
		const char *titles = "";

		assert_true(load(&a, &r, cases[i][0], &e));
		assert_true(sheet_load(&a, "s.sql", SHEET, &s, &e));
		assert_true(report_trim(&r, &a, &s, &e));
		for (int c = 0; c < s.column_count; c++)
			titles = arena_printf(&a, "%s%s ", titles, s.column[c].title);
		assert_string_equal(titles, cases[i][1]);
		assert_string_equal(s.sql, cases[i][2]);
		arena_release(&a);
	}
}

static void equal_rows_are_one(void **state)
{
	struct arena a = { 0 };
	struct sheet s;
	struct report r;
	struct err e;

	(void)state;
	assert_true(load(&a, &r, "paths: no\nsheet: Parts\n", &e));
	assert_true(sheet_load(&a, "s.sql", PARTS, &s, &e));
	assert_true(report_trim(&r, &a, &s, &e));
	assert_string_equal(s.sql,
	                    "WITH t(c0, c1, c2) AS (SELECT 1\n) SELECT c0, sum(c2) FROM "
	                    "(SELECT *, row_number() OVER () AS place FROM t) "
	                    "GROUP BY c0 ORDER BY min(place)");
	arena_release(&a);
}

static void some_column_must_be_left(void **state)
{
	struct arena a = { 0 };
	struct sheet s;
	struct report r;
	struct err e;

	(void)state;
	assert_true(load(&a, &r, "paths: no\nsheet: Ways\ncolumns: File\n", &e));
	assert_true(sheet_load(&a, "s.sql", SHEET, &s, &e));
	assert_false(report_trim(&r, &a, &s, &e));
	assert_string_equal(e.text, "mine: no column of 'Ways' is left");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_is_wrong),
		cmocka_unit_test(says_which_sheets),
		cmocka_unit_test(takes_columns_away),
		cmocka_unit_test(equal_rows_are_one),
		cmocka_unit_test(some_column_must_be_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
