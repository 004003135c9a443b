/* test_formula.c - formulas give what spreadsheet programs give.
 *
 * With the name of a file, writes them into it with the values that they have, for
 * tests/book/run to compare with those of LibreOffice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

#include "formula/formula.h"

/* The sheet "Data" of every case, rows from 1:
 *
 *     A       B     C            D       E
 *   1 red     3     2026-01-05   10      "5"
 *   2 blue    5     2026-01-06   20      (blank)
 *   3 Red     7     2026-07-03   30      =1/0
 *   4 green   0.5   2026-12-25   40      text
 *   5 (blank) (blank)            50      =A1&B1
 */
static void fill(struct grid *g, struct arena *a)
{
	static const char *const colours[] = { "red", "blue", "Red", "green" };
	static const double numbers[] = { 3, 5, 7, 0.5 };
	static const double days[] = { 46027, 46028, 46206, 46381 };
	struct cell *c;
	int s;

	*g = (struct grid){ .a = a };
	s = grid_add_sheet(g, "Data", true, NULL);
	grid_add_sheet(g, "It's here", true, NULL);
	grid_add_sheet(g, "Not written", false, NULL);
	for (int i = 0; i < 4; i++) {
		c = grid_put(g, s, i, 0);
		c->kind = CELL_TEXT;
		c->text = colours[i];
		c = grid_put(g, s, i, 1);
		c->kind = CELL_NUMBER;
		c->number = numbers[i];
		c = grid_put(g, s, i, 2);
		c->kind = CELL_NUMBER;
		c->number = days[i];
	}
	for (int i = 0; i < 5; i++) {
		c = grid_put(g, s, i, 3);
		c->kind = CELL_NUMBER;
		c->number = 10 * (i + 1);
	}
	c = grid_put(g, s, 0, 4);
	c->kind = CELL_TEXT;
	c->text = "5";
	c = grid_put(g, s, 2, 4);
	c->kind = CELL_FORMULA;
	c->formula = formula_new(g, "1/0");
	c = grid_put(g, s, 3, 4);
	c->kind = CELL_TEXT;
	c->text = "text";
	c = grid_put(g, s, 4, 4);
	c->kind = CELL_FORMULA;
	c->formula = formula_new(g, "A1&B1");
	c = grid_put(g, 1, 1, 1);
	c->kind = CELL_NUMBER;
	c->number = 42;
	c = grid_put(g, 2, 0, 0);
	c->kind = CELL_NUMBER;
	c->number = 7;
	grid_define(g, "numbers", (struct area){ 0, 3, 1, 1, 0 });
	grid_define(g, "first", (struct area){ 0, 0, 1, 1, 0 });
	grid_define(g, "holidays", (struct area){ 2, 3, 2, 2, 0 });
	grid_define(g, "hidden", (struct area){ 0, 0, 0, 0, 2 });
}

/* Values as text: numbers with 10 digits. */
struct formula_case {
	const char *formula, *value;
};

static const struct formula_case cases[] = {
	/* precedence */
	{ "1+2*3", "7" },
	{ "(1+2)*3", "9" },
	{ "-2^2", "4" },
	{ "2^-1", "0.5" },
	{ "2^3^2", "64" },
	{ "10-4-3", "3" },
	{ "100/10/2", "5" },
	{ "50%", "0.5" },
	{ "200*10%", "20" },
	{ "2^10%", "1.071773463" },
	{ "--3", "3" },
	{ "1+2&3+4", "37" },
	{ "1&2=12", "FALSE" },
	{ "\"12\"=1&2", "TRUE" },
	{ "1<2=TRUE", "TRUE" },
	{ " 1 +\n2 ", "3" },
	{ "1.5e2+.5", "150.5" },
	{ "0.1+0.2-0.3", "0" },
	{ "0.1+0.2=0.3", "TRUE" },
	/* texts */
	{ "\"a\"\"b\"", "a\"b" },
	{ "\"\"", "" },
	{ "\"Abc\"=\"aBC\"", "TRUE" },
	{ "\"b\">\"A\"", "TRUE" },
	{ "\"a\">5", "TRUE" },
	{ "\"5\"+1", "6" },
	{ "\"5%\"*2", "0.1" },
	{ "\"x\"+1", "#VALUE!" },
	{ "\"\"+1", "#VALUE!" },
	{ "1/3&\"\"", "0.333333333333333" },
	/* cells */
	{ "B1+B2", "8" },
	{ "$B$1+Data!b2", "8" },
	{ "'It''s here'!B2", "42" },
	{ "first*2", "6" },
	{ "FIRST", "3" },
	{ "A9", "0" },
	{ "A9=0", "TRUE" },
	{ "A9=\"\"", "TRUE" },
	{ "A9&\"x\"", "x" },
	{ "E5", "red3" },
	{ "hidden+1", "8" },
	{ "'not written'!A1", "7" },
	/* errors */
	{ "1/0", "#DIV/0!" },
	{ "E3+1", "#DIV/0!" },
	{ "SUM(E1:E4)", "#DIV/0!" },
	{ "COUNT(E1:E5)", "0" },
	{ "COUNTA(E1:E5)", "4" },
	{ "IFERROR(E3,\"none\")", "none" },
	{ "IFERROR(5,1/0)", "5" },
	{ "ISERROR(#N/A)", "TRUE" },
	{ "ISNA(1/0)", "FALSE" },
	{ "NA()", "#N/A" },
	{ "MATCH(\"pink\",A1:A4,0)", "#N/A" },
	{ "10^400", "#NUM!" },
	/* sums */
	{ "SUM(numbers)", "15.5" },
	{ "SUM(A1:B2)", "8" },
	{ "SUM(B:B)", "15.5" },
	{ "SUM(Data!$A$1:$E$2)", "92093" },
	{ "SUM(B1:INDEX(B1:B4,2))", "8" },
	{ "SUM(INDEX(A1:D4,0,2))", "15.5" },
	{ "AVERAGE(D1:D5)", "30" },
	{ "AVERAGE(A1:A4)", "#DIV/0!" },
	{ "MIN(B1:B4)", "0.5" },
	{ "MAX(B1:B4,9)", "9" },
	{ "MAX(A1:A4)", "0" },
	{ "PRODUCT(B1:B2)", "15" },
	{ "SUMSQ(3,4)", "25" },
	{ "MEDIAN(D1:D5)", "30" },
	{ "MEDIAN(D1:D4)", "25" },
	{ "LARGE(D1:D5,2)", "40" },
	{ "SMALL(D1:D5,2)", "20" },
	{ "PERCENTILE(D1:D5,0.9)", "46" },
	{ "RANK(5,B1:B4)", "2" },
	{ "STDEV(D1:D3)", "10" },
	{ "SLOPE(D1:D4,B1:B4)", "-1.185983827" },
	{ "INTERCEPT(D1:D2,B1:B2)", "-5" },
	{ "SUBTOTAL(9,D1:D5)", "150" },
	{ "SUBTOTAL(109,D1:D5)", "150" },
	{ "SUBTOTAL(3,A1:A5)", "4" },
	{ "SUMPRODUCT(B1:B4,D1:D4)", "360" },
	{ "SUMPRODUCT((A1:A4=\"red\")*B1:B4)", "10" },
	{ "SUMPRODUCT((A1:A4=\"red\")*(B1:B4>3),D1:D4)", "30" },
	{ "SUMPRODUCT(--(B1:B4>1))", "3" },
	{ "SUMPRODUCT(ROW(B1:B4)*B1:B4)", "36" },
	{ "SUMPRODUCT(D1:D4/SUM(D1:D4))", "1" },
	{ "SUMPRODUCT(B1:B4,D1:D3)", "#VALUE!" },
	/* criteria */
	{ "SUMIFS(B1:B4,A1:A4,\"red\")", "10" },
	{ "SUMIFS(B1:B4,A1:A4,A2)", "5" },
	{ "SUMIFS(B1:B4,A1:A4,\"red\",D1:D4,\">10\")", "7" },
	{ "SUMIFS(B1:B4,A1:A4,\"red\",D1:D4,30)", "7" },
	{ "SUMIFS(B1:B4,D1:D4,30,A1:A4,\"RED\")", "7" },
	{ "SUMIFS(B1:B4,A1:A4,\"red\",D1:D4,20)", "0" },
	{ "COUNTIFS(A1:A4,\"red\",D1:D4,99)", "0" },
	{ "SUMIFS(B1:B4,A1:A4,\"r*\")", "10" },
	{ "SUMIFS(B1:B4,A1:A4,\"?lue\")", "5" },
	{ "SUMIFS(B1:B4,A1:A4,\"<>red\")", "5.5" },
	{ "SUMIFS(D1:D5,A1:A5,\"\")", "50" },
	{ "SUMIFS(D1:D5,A1:A5,\"<>\")", "100" },
	{ "SUMIFS(D1:D5,A1:A5,\"?*\")", "100" },
	{ "SUMIFS(B1:B4,A1:A4,\"pink\")", "0" },
	{ "SUMIFS(B1:B4,A1:A3,\"red\")", "#VALUE!" },
	{ "SUMIF(A1:A4,\"red\",B1)", "10" },
	{ "SUMIF(B1:B4,\">=3\")", "15" },
	{ "SUMIF(B1:B4,5,D1:D4)", "20" },
	{ "COUNTIF(A1:A5,\"red\")", "2" },
	{ "COUNTIF(A1:A9,\"\")", "5" },
	{ "COUNTIF(B1:B4,\"<>5\")", "3" },
	{ "COUNTIF(E1:E5,\"5\")", "1" },
	{ "COUNTIFS(A1:A4,\"red\",B1:B4,\"<5\")", "1" },
	{ "AVERAGEIF(A1:A4,\"red\",D1:D4)", "20" },
	{ "AVERAGEIFS(D1:D4,A1:A4,\"none\")", "#DIV/0!" },
	{ "COUNTIF(A1:A4,\"~*\")", "0" },
	/* looking up */
	{ "INDEX(A1:A4,2)", "blue" },
	{ "INDEX(A1:D1,2)", "3" },
	{ "INDEX(A1:D4,3,4)", "30" },
	{ "MATCH(\"BLUE\",A1:A4,0)", "2" },
	{ "MATCH(\"g*\",A1:A4,0)", "4" },
	{ "MATCH(7,B1:B4,0)", "3" },
	{ "MATCH(25,D1:D5)", "2" },
	{ "MATCH(50,D1:D5,1)", "5" },
	{ "MATCH(5,D1:D5,1)", "#N/A" },
	{ "VLOOKUP(\"green\",A1:D4,4,FALSE)", "40" },
	{ "VLOOKUP(35,D1:D5,1)", "30" },
	{ "CHOOSE(2,\"a\",\"b\",1/0)", "b" },
	{ "ROWS(A1:B4)+COLUMNS(A1:B4)", "6" },
	{ "ROW(B3)", "3" },
	{ "COLUMN(D1)", "4" },
	/* logic */
	{ "IF(1>0,\"yes\",1/0)", "yes" },
	{ "IF(0,1)", "FALSE" },
	{ "IF(A9,1,2)", "2" },
	{ "IF(TRUE,,5)", "0" },
	{ "AND(1,B1>2)", "TRUE" },
	{ "AND(B1:B4)", "TRUE" },
	{ "OR(0,FALSE)", "FALSE" },
	{ "NOT(1)", "FALSE" },
	{ "ISNUMBER(B1)", "TRUE" },
	{ "ISBLANK(A9)", "TRUE" },
	{ "ISTEXT(A1)", "TRUE" },
	{ "N(A1)+N(B1)", "3" },
	{ "T(B1)&T(A1)", "red" },
	/* numbers */
	{ "ROUND(2.5,0)", "3" },
	{ "ROUND(-2.5,0)", "-3" },
	{ "ROUND(2.675,2)", "2.68" },
	{ "ROUND(1234,-2)", "1200" },
	{ "ROUNDUP(2.01,0)", "3" },
	{ "ROUNDDOWN(-2.9,0)", "-2" },
	{ "TRUNC(2.99)", "2" },
	{ "INT(-2.5)", "-3" },
	{ "INT(4.35*100)", "435" },
	{ "MOD(7,3)", "1" },
	{ "MOD(-7,3)", "2" },
	{ "MOD(1,0)", "#DIV/0!" },
	{ "CEILING(2.1,0.5)", "2.5" },
	{ "FLOOR(7,5)", "5" },
	{ "ABS(-3)+SIGN(-3)", "2" },
	{ "EXP(1)", "2.718281828" },
	{ "LN(EXP(2))", "2" },
	{ "LOG(8,2)", "3" },
	{ "POWER(2,3)", "8" },
	{ "NORMSDIST(1.96)", "0.9750021049" },
	{ "NORMSINV(0.9)", "1.281551566" },
	{ "NORMSINV(0.1)", "-1.281551566" },
	/* texts again */
	{ "LEFT(\"abcd\",2)&RIGHT(\"abcd\")&MID(\"abcd\",2,2)", "abdbc" },
	{ "LEN(\"\xC3\xA9t\xC3\xA9\")", "3" },
	{ "FIND(\"c\",\"abcabc\",4)", "6" },
	{ "FIND(\"C\",\"abc\")", "#VALUE!" },
	{ "SEARCH(\"C\",\"abc\")", "3" },
	{ "REPT(\"ab\",3)", "ababab" },
	{ "SUBSTITUTE(\"a-b-c\",\"-\",\"+\")", "a+b+c" },
	{ "TRIM(\"  a   b \")", "a b" },
	{ "UPPER(\"ab\")&LOWER(\"AB\")", "ABab" },
	{ "VALUE(\"12.5\")", "12.5" },
	{ "HYPERLINK(\"#Data!A1\",\"there\")", "there" },
	{ "TEXT(1234.5,\"0\")", "1235" },
	{ "TEXT(1234.56,\"#,##0\")", "1,235" },
	{ "TEXT(1234567.891,\"#,##0.00\")", "1,234,567.89" },
	{ "TEXT(0.256,\"0%\")", "26%" },
	{ "TEXT(0.256,\"0.0%\")", "25.6%" },
	{ "TEXT(-3.14159,\"0.0\")", "-3.1" },
	{ "TEXT(46027,\"yyyy-mm-dd\")", "2026-01-05" },
	{ "TEXT(\"abc\",\"0\")", "abc" },
	{ "FIXED(93686.5,0)", "93,687" },
	{ "FIXED(-1234.56,1)&FIXED(0.004)", "-1,234.60.00" },
	/* dates */
	{ "DATE(2026,1,5)", "46027" },
	{ "DATE(2026,14,0)", "46418" },
	{ "YEAR(46027)*10000+MONTH(46027)*100+DAY(46027)", "20260105" },
	{ "MONTH(C4)&\"/\"&DAY(C4)", "12/25" },
	{ "WEEKDAY(46027)", "2" },
	{ "WEEKDAY(46027,2)", "1" },
	{ "WEEKDAY(46026,2)", "7" },
	{ "EDATE(DATE(2026,1,31),1)-DATE(2026,2,28)", "0" },
	{ "EOMONTH(DATE(2028,2,3),0)-DATE(2028,2,29)", "0" },
	{ "WORKDAY(46027,5)", "46034" },
	{ "WORKDAY(46025,1)", "46027" },
	{ "WORKDAY(46025,5)", "46031" },
	{ "WORKDAY(46027,-1)", "46024" },
	{ "WORKDAY(46026,-1)", "46024" },
	{ "WORKDAY(DATE(2026,7,2),1,holidays)-DATE(2026,7,6)", "0" },
	{ "WORKDAY(DATE(2026,7,6),-1,holidays)-DATE(2026,7,2)", "0" },
	{ "WORKDAY(DATE(2026,12,24),1,DATE(2026,12,25))-DATE(2026,12,28)", "0" },
	{ "NETWORKDAYS(46027,46033)", "5" },
	{ "NETWORKDAYS(46033,46027)", "-5" },
	{ "NETWORKDAYS(46025,46026)", "0" },
	{ "NETWORKDAYS(DATE(2026,7,1),DATE(2026,7,31),holidays)", "22" },
	{ "DATE(2026,1,5)-\"2026-01-01\"", "4" },
};

/* As Excel has it; LibreOffice has another error, or another answer: not to be used. */
static const struct formula_case excels[] = {
	{ "TRUE>\"z\"", "TRUE" },
	{ "1e20&\"\"", "1E+20" },
	{ "SQRT(-1)", "#NUM!" },
	{ "LN(0)", "#NUM!" },
	{ "SUM(B1:B5,1,\"2\")", "18.5" },
	{ "SMALL(D1:D5,6)", "#NUM!" },
	{ "COUNTIF(E1:E5,5)", "1" },
	{ "INDEX(A1:A4,5)", "#REF!" },
	{ "MATCH(\"7\",B1:B4,0)", "#N/A" },
	{ "VLOOKUP(\"x\",A1:D4,9,FALSE)", "#REF!" },
	{ "0^0", "#NUM!" },
	{ "NORMSINV(0)", "#NUM!" },
	{ "CONCATENATE(1,\"a\",TRUE)", "1aTRUE" },
};

static const char *shown(struct arena *a, struct operand v)
{
	switch (v.kind) {
	case OPERAND_NUMBER: return arena_printf(a, "%.10g", v.number);
	case OPERAND_TRUTH: return v.number != 0 ? "TRUE" : "FALSE";
	case OPERAND_TEXT: return v.text;
	case OPERAND_ERROR: return formula_error_text(v.error);
	default: return "nothing";
	}
}

static void check_case(const struct formula_case *k)
{
	struct arena a = { 0 };
	struct err e = { ERR_NONE, "" };
	struct grid g;
	struct formula *f;
	struct cell *c;

	fill(&g, &a);
	f = formula_new(&g, k->formula);
	c = grid_put(&g, 0, 20, 9);
	c->kind = CELL_FORMULA;
	c->formula = f;
	if (!formula_run(&g, &e))
		fail_msg("=%s: %s", k->formula, e.text);
	if (strcmp(shown(&a, f->value), k->value) != 0)
		fail_msg("=%s is %s, not %s", k->formula, shown(&a, f->value), k->value);
	arena_release(&a);
}

static void test_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_case(&cases[i]);
	for (size_t i = 0; i < sizeof excels / sizeof *excels; i++)
		check_case(&excels[i]);
}

static const struct {
	const char *formula, *error;
} wrong[] = {
	{ "1+", "Data!J21: =1+: the formula ends too early at ''" },
	{ "(1", "Data!J21: =(1: no ')' at ''" },
	{ "1 2", "Data!J21: =1 2: more than a formula at '2'" },
	{ "\"a", "Data!J21: =\"a: a text that does not end at ''" },
	{ "nowhere", "Data!J21: =nowhere: there is no name 'nowhere'" },
	{ "Nowhere!A1", "Data!J21: =Nowhere!A1: there is no sheet 'Nowhere'" },
	{ "NOW()", "Data!J21: =NOW(): NOW() is no function that every program has" },
	{ "IF()", "Data!J21: =IF(): IF() takes other arguments than 0" },
	{ "SUM(1;2)", "Data!J21: =SUM(1;2): no ',' or ')' at ';2)'" },
	{ "B1:B4", "Data!J21: =B1:B4: a range, where one value belongs" },
	{ "B1:B4*2", "Data!J21: a range, where one value belongs" },
	{ "SUMIFS(B1:B4,5,1)", "Data!J21: SUMIFS() takes cells as argument 2" },
	{ "J21", "Data!J21: refers to Data!J21, which refers back" },
	{ "SUM(J1:J30)", "Data!J21: refers to Data!J21, which refers back" },
	{ "TEXT(1,\"[red]0\")",
	  "Data!J21: '[red]0' is no format that every program has" },
};

static void test_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct arena a = { 0 };
		struct err e = { ERR_NONE, "" };
		struct grid g;
		struct cell *c;

		fill(&g, &a);
		c = grid_put(&g, 0, 20, 9);
		c->kind = CELL_FORMULA;
		c->formula = formula_new(&g, wrong[i].formula);
		assert_false(formula_run(&g, &e));
		assert_string_equal(e.text, wrong[i].error);
		arena_release(&a);
	}
}

static void put_formula(struct grid *g, int row, int col, const char *text)
{
	struct cell *c = grid_put(g, 0, row, col);

	c->kind = CELL_FORMULA;
	c->formula = formula_new(g, text);
}

/* What refers to a sheet that is left out is marked, directly or by a name. */
static void test_frozen(void **state)
{
	static const char *const texts[] = { "hidden", "1+'Not written'!A1",
		                             "IF(1,2,hidden)", "first", "Data!A1" };
	struct arena a = { 0 };
	struct err e = { ERR_NONE, "" };
	struct grid g;

	(void)state;
	fill(&g, &a);
	for (int i = 0; i < 5; i++)
		put_formula(&g, 30 + i, 0, texts[i]);
	assert_true(formula_run(&g, &e));
	for (int i = 0; i < 5; i++)
		assert_int_equal(grid_at(&g, 0, 30 + i, 0)->formula->is_frozen, i < 3);
	arena_release(&a);
}

/* Each cell waits for the one below: as deep as a sheet is long. */
static void test_deep(void **state)
{
	enum { ROWS = 100000 };
	struct arena a = { 0 };
	struct err e = { ERR_NONE, "" };
	struct grid g = { .a = &a };

	(void)state;
	grid_add_sheet(&g, "Long", true, NULL);
	for (int i = 0; i < ROWS; i++)
		put_formula(&g, i, 0, arena_printf(&a, "A%d+1", i + 2));
	put_formula(&g, 0, 1, "SUM(A1:A100000)");
	if (!formula_run(&g, &e))
		fail_msg("%s", e.text);
	assert_true(grid_at(&g, 0, 0, 0)->formula->value.number == ROWS);
	put_formula(&g, ROWS, 0, "A1");
	for (int i = 0; i < ROWS; i++)
		grid_at(&g, 0, i, 0)->formula->state = FORMULA_NEW;
	assert_false(formula_run(&g, &e));
	assert_non_null(strstr(e.text, "which refers back"));
	arena_release(&a);
}

/* Many rows that each look into few, and few that each look into many. */
static void test_many(void **state)
{
	enum { ROWS = 50000, LINES = 300 };
	struct arena a = { 0 };
	struct err e = { ERR_NONE, "" };
	struct grid g = { .a = &a };
	double sum = 0;

	(void)state;
	grid_add_sheet(&g, "Rows", true, NULL);
	for (int i = 0; i < ROWS; i++) {
		struct cell *c = grid_put(&g, 0, i, 0);

		c->kind = CELL_TEXT;
		c->text = arena_printf(&a, "work %d", i % LINES);
		c = grid_put(&g, 0, i, 1);
		c->kind = CELL_NUMBER;
		c->number = 1;
		put_formula(&g, i, 2, arena_printf(&a, "SUMIFS(lines,work,A%d)", i + 1));
		put_formula(&g, i, 4,
		            arena_printf(&a, "INDEX(lines,MATCH(A%d,work,0))", i + 1));
	}
	for (int i = 0; i < LINES; i++) {
		struct cell *c = grid_put(&g, 0, i, 6);

		c->kind = CELL_TEXT;
		c->text = arena_printf(&a, "Work %d", i);
		put_formula(&g, i, 7,
		            arena_printf(&a,
		                         "SUMIFS(Rows!$B$1:$B$%d,Rows!$A$1:$A$%d,G%d)",
		                         ROWS, ROWS, i + 1));
	}
	grid_define(&g, "work", (struct area){ 0, LINES - 1, 6, 6, 0 });
	grid_define(&g, "lines", (struct area){ 0, LINES - 1, 7, 7, 0 });
	if (!formula_run(&g, &e))
		fail_msg("%s", e.text);
	for (int i = 0; i < LINES; i++)
		sum += grid_at(&g, 0, i, 7)->formula->value.number;
	assert_true(sum == ROWS);
	for (int i = 0; i < ROWS; i += 1000) {
		assert_true(grid_at(&g, 0, i, 2)->formula->value.number >= ROWS / LINES);
		assert_true(grid_at(&g, 0, i, 2)->formula->value.number ==
		            grid_at(&g, 0, i, 4)->formula->value.number);
	}
	/* Without an index it would be 30,000,000 comparisons. */
	assert_true(clock() < 60 * CLOCKS_PER_SEC);
	arena_release(&a);
}

static void test_grid(void **state)
{
	struct arena a = { 0 };
	struct grid g = { .a = &a };

	(void)state;
	assert_int_equal(grid_add_sheet(&g, "One", true, &a), 0);
	assert_int_equal(grid_add_sheet(&g, "Two", true, &g), 1);
	assert_int_equal(grid_sheet(&g, "tWo rest", 3), 1);
	assert_int_equal(grid_sheet(&g, "Tw", 2), -1);
	assert_int_equal(grid_sheet_to(&g, &g), 1);
	assert_null(grid_put(&g, 0, -1, 0));
	assert_null(grid_put(&g, 0, GRID_ROWS, 0));
	assert_null(grid_put(&g, 0, 0, GRID_COLUMNS));
	assert_null(grid_at(&g, 0, 3, 3));
	grid_put(&g, 0, 3, 3)->kind = CELL_BLANK;
	grid_put(&g, 0, 3, 90)->kind = CELL_BLANK;
	assert_non_null(grid_at(&g, 0, 3, 3));
	assert_null(grid_at(&g, 0, 3, 4));
	assert_string_equal(grid_where(&g, &a, 0, 9, 701), "One!ZZ10");
	assert_string_equal(grid_where(&g, &a, 1, 0, 702), "Two!AAA1");
	grid_define(&g, "here", (struct area){ 1, 1, 1, 1, 0 });
	grid_define(&g, "HERE", (struct area){ 2, 2, 2, 2, 1 });
	assert_int_equal(g.name_count, 1);
	assert_int_equal(grid_name(&g, "Here!", 4)->area.row1, 2);
	assert_null(grid_name(&g, "her", 3));
	arena_release(&a);
}

static void write_cell(lxw_worksheet *w, lxw_row_t row, lxw_col_t col,
                       const struct cell *c)
{
	if (c->kind == CELL_NUMBER)
		worksheet_write_number(w, row, col, c->number, NULL);
	else if (c->kind == CELL_TEXT)
		worksheet_write_string(w, row, col, c->text, NULL);
	else if (c->kind == CELL_FORMULA && c->formula->value.kind == OPERAND_NUMBER)
		worksheet_write_formula_num(w, row, col, c->formula->text, NULL,
		                            c->formula->value.number);
	else if (c->kind == CELL_FORMULA && c->formula->value.kind == OPERAND_TEXT)
		worksheet_write_formula_str(w, row, col, c->formula->text, NULL,
		                            c->formula->value.text);
	else if (c->kind == CELL_FORMULA)
		worksheet_write_formula_str(w, row, col, c->formula->text, NULL,
		                            c->formula->value.kind == OPERAND_ERROR
		                                ? formula_error_text(
						      c->formula->value.error)
		                            : c->formula->value.number != 0 ? "TRUE"
		                                                            : "FALSE");
}

/* The sheets of fill(), and all cases below each other. */
static int write_book(const char *path)
{
	lxw_workbook *file = workbook_new(path);
	struct arena a = { 0 };
	struct err e = { ERR_NONE, "" };
	struct grid g;

	fill(&g, &a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		put_formula(&g, 20 + (int)i, 9, cases[i].formula);
	if (!formula_run(&g, &e)) {
		fprintf(stderr, "%s\n", e.text);
		return 1;
	}
	for (size_t s = 0; s < g.sheet_count; s++) {
		lxw_worksheet *w = workbook_add_worksheet(file, g.sheet[s].name);

		for (size_t row = 0; row < g.sheet[s].row_count; row++)
			for (int col = 0; col < g.sheet[s].row[row].count; col++)
				write_cell(w, (lxw_row_t)row, (lxw_col_t)col,
				           &g.sheet[s].row[row].cell[col]);
	}
	workbook_define_name(file, "numbers", "=Data!$B$1:$B$4");
	workbook_define_name(file, "first", "=Data!$B$1");
	workbook_define_name(file, "holidays", "=Data!$C$3:$C$4");
	workbook_define_name(file, "hidden", "='Not written'!$A$1");
	arena_release(&a);
	return workbook_close(file) == LXW_NO_ERROR ? 0 : 1;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grid),  cmocka_unit_test(test_values),
		cmocka_unit_test(test_wrong), cmocka_unit_test(test_frozen),
		cmocka_unit_test(test_deep),  cmocka_unit_test(test_many),
	};

	if (argc > 1)
		return write_book(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
