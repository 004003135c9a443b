/* test_terms.c - the contract's sentences: groups, places of cells, a brand's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "sheet/terms.h"

static void tells_what_is_wrong(void **state)
{
	static const char *const cases[][2] = {
		{ "[a]\nheading = A\nquote = 1\n1 = One\n2 = Two\n", "" },
		{ "[a]\nheading = A\n1 = One\nquote = 2\n",
		  "t:1: [a] has 1 sentences, not 2" },
		{ "[a]\nheading = A\nquote = x\n1 = One\n",
		  "t:3: 'x' is no number of sentences" },
		{ "[a]\nheading = A\n",
		  "t:1: a group needs [name], heading and sentences" },
		{ "[a]\n1 = One\n", "t:1: a group needs [name], heading and sentences" },
		{ "heading = A\n1 = One\n",
		  "t:1: a group needs [name], heading and sentences" },
		{ "[a]\nheading = A\n1 = One\n2 risks = Two\n2 no risks = None\n", "" },
		{ "[a]\nheading = A\n2 risk = Two\n",
		  "t:3: '2 risk' is none of: heading, quote, 1, 2 risks, 2 no risks, 3 "
		  "..." },
		{ "[a]\nheading = A\nfirst = One\n",
		  "t:3: 'first' is none of: heading, quote, 1, 2 risks, 2 no risks, 3 "
		  "..." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = { 0 };
		struct err e = { 0 };
		struct data_file f = { .path = "reports/t.terms",
			               .origin = "t",
			               .text = cases[i][0],
			               .size = strlen(cases[i][0]) };

		assert_int_equal(terms_check(&a, &f, &e), !*cases[i][1]);
		assert_string_equal(e.text, cases[i][1]);
		arena_release(&a);
	}
}

struct told {
	struct arena a;
	const char *text;
};

static void tell(void *arg, const char *text, size_t n, bool is_name, bool is_percent)
{
	struct told *t = arg;

	t->text = arena_printf(&t->a, "%s[%s%s%.*s]", t->text, is_name ? "=" : "",
	                       is_percent ? "%" : "", (int)n, text);
}

static void finds_places(void **state)
{
	static const char *const cases[][2] = {
		{ "plain", "[plain]" },
		{ "", "" },
		{ "in {days} days", "[in ][=days][ days]" },
		{ "{tax%}", "[=%tax]" },
		{ "{a}{b_c}", "[=a][=b_c]" },
		{ "{} { } {A} {a", "[{} { } {A} {a]" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct told t = { .text = "" };

		terms_parts(cases[i][0], tell, &t);
		assert_string_equal(t.text, cases[i][1]);
		arena_release(&t.a);
	}
}

static void a_brands_own_stand_in(void **state)
{
	static const struct brand_term own[] = { { "warranty", "A year." },
		                                 { "Law", "Ours." },
		                                 { "Governing law and venue",
		                                   "Dutch." } };
	struct brand b = { .term = own, .term_count = 3 };
	struct arena a = { 0 };
	struct terms ours, theirs;
	struct err e;

	(void)state;
	assert_true(terms_load(&theirs, &a, &b, NULL, &e));
	b.term_count = 0;
	assert_true(terms_load(&ours, &a, &b, NULL, &e));
	assert_int_equal(theirs.count, ours.count + 1);
	assert_string_equal(terms_group(&theirs, "warranty")->line[0], "A year.");
	assert_int_equal(terms_group(&theirs, "warranty")->count, 1);
	assert_string_equal(theirs.group[ours.count].heading, "Law");
	assert_null(terms_group(&ours, "none"));
	/* Fields to fill in are the brand's to take away. */
	assert_non_null(strstr(terms_to_fill_in(&ours, &a), own[2].heading));
	assert_non_null(strstr(terms_to_fill_in(&ours, &a), "; "));
	assert_null(strstr(terms_to_fill_in(&theirs, &a), own[2].heading));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_is_wrong),
		cmocka_unit_test(finds_places),
		cmocka_unit_test(a_brands_own_stand_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
