/* test_screen.c - lines of 80 columns, broken where a person would break them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "cli/screen.h"

/* What the screen says of the text, its lines joined by '|'. */
static char *wrapped(const char *text)
{
	struct arena a = { 0 };
	struct screen w = { .a = &a, .label = "Read", .currency = "$" };
	char *out = NULL;
	size_t n = 0;

	w.out = open_memstream(&out, &n);
	screen_wrapped(&w, NULL, text);
	fclose(w.out);
	arena_release(&a);
	return out;
}

static void lines_break_between_words(void **state)
{
	char *s = wrapped(
	    "one two three four five six seven eight nine ten eleven twelve "
	    "thirteen");

	(void)state;
	assert_string_equal(s,
	                    "  Read        one two three four five six seven eight nine "
	                    "ten eleven twelve\n"
	                    "              thirteen\n");
	free(s);
}

/* "0.20 s": the letter alone would say nothing. */
static void a_number_keeps_its_unit(void **state)
{
	char *s = wrapped("1,517 files (716 source), 272,963 lines of code, 12.5 MB, in "
	                  "0.20 s");

	(void)state;
	assert_string_equal(s, "  Read        1,517 files (716 source), 272,963 lines of "
	                       "code, 12.5 MB, in\n"
	                       "              0.20 s\n");
	free(s);
}

/* "Django Channels 1": nor would the number. */
static void a_name_keeps_its_number(void **state)
{
	char *s = wrapped("GraphQL 1,517, Django REST framework 122, Express 12, Django "
	                  "Channels 1");

	(void)state;
	assert_string_equal(s, "  Read        GraphQL 1,517, Django REST framework 122, "
	                       "Express 12, Django\n"
	                       "              Channels 1\n");
	free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_break_between_words),
		cmocka_unit_test(a_number_keeps_its_unit),
		cmocka_unit_test(a_name_keeps_its_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
