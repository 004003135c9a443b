/* test_utf8.c - text from anywhere becomes text that can be stored and shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/utf8.h"

static void tells_characters_from_other_bytes(void **state)
{
	static const struct {
		const char *text;
		size_t length;
	} cases[] = {
		{ "a", 1 },
		{ "\xc3\xa9", 2 },
		{ "\xe2\x82\xac", 3 },
		{ "\xf0\x9f\x90\x8d", 4 },
		{ "\x80", 0 },             /* a tail without a head */
		{ "\xc3", 0 },             /* a head without a tail */
		{ "\xc0\x80", 0 },         /* overlong */
		{ "\xe0\x80\x80", 0 },     /* overlong */
		{ "\xed\xa0\x80", 0 },     /* surrogate */
		{ "\xf4\x90\x80\x80", 0 }, /* beyond U+10FFFF */
		{ "\xff", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(utf8_length(cases[i].text), cases[i].length);
}

static void cleans_only_what_needs_it(void **state)
{
	const char *plain = "caf\xc3\xa9";
	struct arena a = { 0 };

	(void)state;
	assert_ptr_equal(utf8_clean(&a, plain), plain);
	assert_string_equal(utf8_clean(&a, NULL), "");
	assert_string_equal(utf8_clean(&a, "a\xff\xc3"), "a\\xff\\xc3");
	assert_string_equal(utf8_clean(&a, "\x80z"), "\\x80z");
	arena_release(&a);
}

static void takes_commands_out(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(utf8_plain(&a, "a\033[31mb\n", 80, false), "a?[31mb?");
	assert_string_equal(utf8_plain(&a,
	                               "a\xc2\x9b"
	                               "b",
	                               80, false),
	                    "a?b");
	assert_string_equal(utf8_plain(&a,
	                               "a\xe2\x80\xae"
	                               "b",
	                               80, false),
	                    "a?b");
	assert_string_equal(utf8_plain(&a, "a\x7f\xff", 80, false), "a??");
	arena_release(&a);
}

static void cuts_by_columns(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(utf8_plain(&a, "abcdef", 6, false), "abcdef");
	assert_string_equal(utf8_plain(&a, "abcdef", 5, false), "abc..");
	assert_string_equal(utf8_plain(&a, "abcdef", 5, true), "..def");
	assert_string_equal(utf8_plain(&a, "\xc3\xa9\xc3\xa9\xc3\xa9", 3, false),
	                    "\xc3\xa9\xc3\xa9\xc3\xa9");
	assert_string_equal(utf8_plain(&a, "", 0, false), "");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_characters_from_other_bytes),
		cmocka_unit_test(cleans_only_what_needs_it),
		cmocka_unit_test(takes_commands_out),
		cmocka_unit_test(cuts_by_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
