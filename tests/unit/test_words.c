/* test_words.c - texts in another language: whole, with holes, and in formulas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "sheet/words.h"
#include "text/data.h"

#define HEAD "english\ttranslation\n"

static const struct data_file files[] = {
	{ .path = "reports/words/nl-own.tsv",
	  .text = HEAD "Weeks\tWeken hier\n",
	  .origin = "own" },
	{ .path = "reports/words/nl.tsv",
	  .text = HEAD "# a remark\n"
	               "Total\tTotaal\n"
	               "Weeks\tWeken\n"
	               "Other work\tAnder werk\n"
	               "It's\tHet is\n"
	               "ok\tgoed\n"
	               "two\\nlines\ttwee\\nregels\n"
	               "@date\tdd-mm-yyyy\n"
	               "@numbers\t1.234,5\n"
	               "{} lines\t{n} regels\n"
	               "swap: {}\twissel: {w}\n"
	               "a, in none\teen, in geen\n"
	               "in none\tnergens\n"
	               "{} background jobs\t{} achtergrondtaken\n"
	               "{} % of {} rows\t{2n} rijen, waarvan {1n} %\n"
	               "{} of {} hours\tvan {2} uur: {1}\n"
	               "{} of {}\t{} uit {}\n"
	               "Cost by {}\tKosten per {w}\n"
	               "All {} are here.\tAlle {} zijn hier.\n",
	  .origin = "nl.tsv" },
};

struct set_up {
	struct arena a;
	struct data_view before;
	struct data_file view[2];
	struct words *w;
};

static void begin(struct set_up *s)
{
	struct err e;

	*s = (struct set_up){ .before = data_view() };
	memcpy(s->view, files, sizeof files);
	for (int i = 0; i < 2; i++)
		s->view[i].size = strlen(s->view[i].text);
	data_set_view((struct data_view){ s->view, 2 });
	assert_true(words_load(&s->w, &s->a, "nl", &e));
}

static void end(struct set_up *s)
{
	data_set_view(s->before);
	arena_release(&s->a);
}

static void translates(void **state)
{
	static const char *const cases[][2] = {
		{ "Total", "Totaal" },
		{ "Nothing known", "Nothing known" },
		{ "", "" },
		{ "two\nlines", "twee\nregels" },
		{ "3 of 8 hours", "van 8 uur: 3" },
		{ "3 of 8", "3 uit 8" },
		{ "Cost by Total", "Kosten per Totaal" },
		{ "4,076 lines", "4.076 regels" },
		{ "swap: a, in none", "wissel: een, in geen" },
		{ "Total, Weeks, 3 background jobs",
		  "Totaal, Weken hier, 3 achtergrondtaken" },
		{ "Total, x, 3 background jobs", "Total, x, 3 achtergrondtaken" },
		{ "Total, NestJS hooks, Weeks", "Totaal, NestJS hooks, Weken hier" },
		{ "Total, and what guards it, Weeks",
		  "Total, and what guards it, Weeks" },
		{ "94.6 % of 1,234,567.5 rows", "1.234.567,5 rijen, waarvan 94,6 %" },
		{ "v3.5 lines", "v3.5 regels" },
		{ "Cost by nobody", "Kosten per nobody" },
		{ "Cost by ", "Kosten per " },
		{ "All 5 are here.", "Alle 5 zijn hier." },
		{ "All 5 are here. Not", "All 5 are here. Not" },
		{ "3 of 8, ok, x", "3 uit 8, goed, x" },
		{ "All a, ok are here.", "Alle a, ok zijn hier." },
		{ "a, b", "a, b" },
		{ "Total\n3 of 8 hours", "Totaal\nvan 8 uur: 3" },
		{ "Cost by a: 3 of 8 hours", "Kosten per a: 3 of 8 hours" },
		{ "@date", "@date" },
		{ " of  hours", "van  uur: " },
		{ " hours", " hours" },
	};
	struct set_up s;

	(void)state;
	begin(&s);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(words_of(s.w, cases[i][0]), cases[i][1]);
	assert_string_equal(words_setting(s.w, "date", "?"), "dd-mm-yyyy");
	assert_string_equal(words_setting(s.w, "money", "?"), "?");
	assert_string_equal(words_language(s.w), "nl");
	end(&s);
}

static const char *sheet(void *arg, const char *english)
{
	return words_of(arg, english);
}

static void translates_formulas(void **state)
{
	static const char *const cases[][2] = {
		{ "SUM(A1:A2)", "SUM(A1:A2)" },
		{ "IF(ABS($D$3)<0.005,\"ok\",\"CHECK\")",
		  "IF(ABS($D$3)<0.005,\"goed\",\"CHECK\")" },
		{ "Total!$A$1+'Other work'!B2", "'Totaal'!$A$1+'Ander werk'!B2" },
		{ "'It''s'!A1", "'Het is'!A1" },
		{ "\"Total, \"&ROUND(x,0)&\"%\"", "\"Totaal, \"&ROUND(x,0)&\"%\"" },
		{ "\"a \"\"Total\"\"\"&total_hours", "\"a \"\"Total\"\"\"&total_hours" },
		{ "SUMIFS(effort_hours,effort_phase,\"?*\")",
		  "SUMIFS(effort_hours,effort_phase,\"?*\")" },
		{ "\"unclosed", "\"unclose\"" },
		{ "1E-5*scale_2", "1E-5*scale_2" },
		{ "", "" },
	};
	struct set_up s;

	(void)state;
	begin(&s);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(words_formula(s.w, cases[i][0], sheet, s.w),
		                    cases[i][1]);
	end(&s);
}

static void english_is_as_it_is(void **state)
{
	struct arena a = { 0 };
	struct words *w;
	struct err e;

	(void)state;
	assert_true(words_load(&w, &a, "en", &e));
	assert_null(w);
	assert_string_equal(words_of(w, "Total"), "Total");
	assert_string_equal(words_formula(w, "Total!A1", sheet, w), "Total!A1");
	assert_string_equal(words_setting(w, "date", "x"), "x");
	assert_string_equal(words_language(w), "en");
	arena_release(&a);
}

static void an_own_file_wins(void **state)
{
	struct set_up s;

	(void)state;
	begin(&s);
	assert_string_equal(words_of(s.w, "Weeks"), "Weken hier");
	end(&s);
}

static void tells_what_is_wrong(void **state)
{
	static const char *const cases[][2] = {
		{ HEAD "a\tb\n", NULL },
		{ HEAD "a {}\tb {} {}\n",
		  "w.tsv:2: the translation has a {} that the text has not: 'b {} {}'" },
		{ HEAD "a {}\tb {2}\n",
		  "w.tsv:2: the translation has a {} that the text has not: 'b {2}'" },
		{ HEAD "@numbers\t1 234\n", "w.tsv:2: numbers are written like 1.234,5" },
		{ HEAD "{}\tb\n", "w.tsv:2: '{}' would stand for any text" },
		{ HEAD "a\t\n", "w.tsv:2: a text and its translation are needed" },
		{ HEAD "a\tb\na\tc\n", "w.tsv:3: 'a' stands here twice" },
		{ HEAD "a\tb\tc\n", "w.tsv:2: more than 2 columns" },
		{ "x\ty\n",
		  "w.tsv:1: the columns are not those expected: english\ttranslation" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = { 0 };
		struct err e = { 0 };
		struct data_file f = { .path = "w.tsv",
			               .origin = "w.tsv",
			               .text = cases[i][0],
			               .size = strlen(cases[i][0]) };

		assert_int_equal(words_check(&a, &f, &e), cases[i][1] == NULL);
		assert_string_equal(e.text, cases[i][1] ? cases[i][1] : "");
		arena_release(&a);
	}
}

static void unknown_language(void **state)
{
	struct set_up s;
	struct err e;

	(void)state;
	begin(&s);
	assert_false(words_load(&s.w, &s.a, "xx", &e));
	assert_string_equal(e.text, "there are no words for the language 'xx', only for: "
	                            "en, nl");
	assert_false(words_load(&s.w, &s.a, "n", &e));
	end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(translates),
		cmocka_unit_test(translates_formulas),
		cmocka_unit_test(english_is_as_it_is),
		cmocka_unit_test(an_own_file_wins),
		cmocka_unit_test(tells_what_is_wrong),
		cmocka_unit_test(unknown_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
