/* test_form.c - what the forms are written with: hashes, CSV, markup, drawings. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "form/svg.h"
#include "text/csv.h"
#include "text/markup.h"
#include "text/sha256.h"

static void test_sha256(void **state)
{
	/* FIPS 180-4 and its examples: none, one block, two, and a length that fills one.
	 */
	static const char *const v[][2] = {
		{ "", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" },
		{ "abc", "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		  "sha256-JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=" },
	};
	struct arena a = { 0 };
	char many[1001];

	(void)state;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		assert_string_equal(sha256_source(&a, v[i][0]), v[i][1]);
	memset(many, 'a', 1000);
	many[1000] = '\0';
	assert_string_equal(sha256_source(&a, many),
	                    "sha256-Qe3s5C1j6Nm/UVqbppMuHCDLyfWl0TRkWttdsblzfqM=");
	arena_release(&a);
}

/* What fn writes. */
static char *written(void (*fn)(FILE *out, struct arena *a))
{
	struct arena a = { 0 };
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	fn(out, &a);
	fclose(out);
	arena_release(&a);
	return text;
}

static void some_cells(FILE *out, struct arena *a)
{
	struct csv c = { out, a, 0 };

	csv_text(&c, "plain");
	csv_text(&c, "a \"b\", c\r\nd");
	csv_text(&c, "=1+1");
	csv_text(&c, " @x");
	csv_text(&c, "\xEF\xBC\x9D"
	             "1");
	csv_text(&c, "");
	csv_text(&c, "-");
	csv_end(&c);
	csv_number(&c, -3.5, 4);
	csv_number(&c, 100, 2);
	csv_number(&c, -0.00001, 2);
	csv_number(&c, NAN, 2);
	csv_text(&c, "a\x01\xff");
	csv_end(&c);
}

static void test_csv(void **state)
{
	char *text = written(some_cells);

	(void)state;
	assert_string_equal(text, "plain,\"a \"\"b\"\", c\nd\",\"'=1+1\",\"' @x\","
	                          "\"'\xEF\xBC\x9D"
	                          "1\",,\"'-\"\r\n"
	                          "-3.5,100,0,,a\xEF\xBF\xBD\\xff\r\n");
	free(text);
}

static void some_markup(FILE *out, struct arena *a)
{
	markup_text(out, a,
	            "<a href='x'>&\"\r\n\t\x1b[31m\x7f\xC2\x85\xE2\x80\xAE"
	            "\xEF\xBF\xBF\xF0\x9F\x98\x80");
}

static void test_markup(void **state)
{
	char *text = written(some_markup);

	(void)state;
	assert_string_equal(text, "&lt;a href=&#39;x&#39;&gt;&amp;&quot;\n\t"
	                          "\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
	                          "\xEF\xBF\xBD\xF0\x9F\x98\x80");
	free(text);
}

static void a_drawing(FILE *out, struct arena *a)
{
	struct svg s = { .out = out, .a = a };

	svg_open(&s, "x", 20, "A & B", "<1>");
	svg_text(&s, SVG_TEXT, SVG_END, 1, 2, 4,
	         "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F\xC3\xA4");
	svg_rect(&s, SVG_BAR, 0, 0, 0, 5);
	svg_close(&s);
}

static void test_svg(void **state)
{
	char *text = written(a_drawing);

	(void)state;
	assert_non_null(strstr(text, "<title id=\"x-t\">A &amp; B</title>"));
	assert_non_null(strstr(text, "<desc id=\"x-d\">&lt;1&gt;</desc>"));
	assert_non_null(strstr(text, ">\xC3\xA4\xC3\xB6\xC3\xBC\xE2\x80\xA6</text>"));
	assert_non_null(strstr(text, "width=\"0.5\""));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_markup),
		cmocka_unit_test(test_svg),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
