/* test_brand.c - a brand's colours and logo; how dates and money are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sheet/brand.h"
#include "sheet/notation.h"
#include "text/image.h"

static void contrast(void **state)
{
	(void)state;
	assert_float_equal(brand_contrast(0x000000, 0xFFFFFF), 21, 0.001);
	assert_float_equal(brand_contrast(0xFFFFFF, 0xFFFFFF), 1, 0.001);
	assert_float_equal(brand_contrast(0x777777, 0xFFFFFF), 4.478, 0.001);
	assert_float_equal(brand_contrast(0xFFFFFF, 0x777777), 4.478, 0.001);
}

static void colours(void **state)
{
	struct brand ours = { .colour = BRAND_COLOUR, .accent = BRAND_ACCENT };
	struct brand theirs = { .colour = 0x000000, .accent = 0x800000 };

	(void)state;
	for (unsigned i = 0; i < 2; i++)
		assert_int_equal(brand_colour(&ours, i ? BRAND_TINT : BRAND_ACCENT_PALE),
		                 i ? BRAND_TINT : BRAND_ACCENT_PALE);
	assert_int_equal(brand_colour(&theirs, BRAND_COLOUR), 0x000000);
	assert_int_equal(brand_colour(&theirs, BRAND_TINT), 0xE8E8E8);
	assert_int_equal(brand_colour(&theirs, BRAND_ACCENT), 0x800000);
	assert_int_equal(brand_colour(&theirs, 0x123456), 0x123456);
}

static void image(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		int width, height;
	} cases[] = {
		{ "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\0\0\0\x07", 24, 258, 7 },
		{ "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\0\0\0", 23, 0, 0 },
		{ "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x01\0\x01\x02\0\0\0\x07", 24, 0, 0 },
		{ "\xFF\xD8\xFF\xE0\0\x04xx\xFF\xC2\0\x11\x08\0\x05\0\x09", 17, 9, 5 },
		{ "\xFF\xD8\xFF\xE0\0\x04xx\xFF\xC2\0\x11\x08\0\x05\0", 16, 0, 0 },
		{ "\xFF\xD8\xFF\xE0\0\x01", 6, 0, 0 },
		{ "", 0, 0, 0 },
	};
	char path[] = "/tmp/migcost-image-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int width = 0, height = 0;
		struct err e;
		FILE *f = fopen(path, "wb");

		fwrite(cases[i].bytes, 1, cases[i].n, f);
		fclose(f);
		assert_int_equal(image_size(path, &width, &height, &e),
		                 cases[i].width != 0);
		assert_int_equal(width, cases[i].width);
		assert_int_equal(height, cases[i].height);
	}
	unlink(path);
}

static void notations(void **state)
{
	static const char *const cases[][5] = {
		/* language, region, symbol, date, money */
		{ "", "", "$", "yyyy-mm-dd", "$#,##0" },
		{ "", "nl", "€", "dd-mm-yyyy", "\"€ \"#,##0" },
		{ "en", "nl", "€", "yyyy-mm-dd", "\"€\"#,##0" },
		{ "de", "us", "$", "dd.mm.yyyy", "#,##0\" $\"" },
		{ "xx", "de", "CHF", "yyyy-mm-dd", "\"CHF \"#,##0" },
		{ "", "uk", "a\"b", "dd/mm/yyyy", "$#,##0" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a = { 0 };
		struct notation n;
		struct err e;

		assert_true(
		    notation_load(&n, &a, cases[i][0], cases[i][1], cases[i][2], &e));
		assert_string_equal(notation_format(&n, &a, "yyyy-mm-dd"), cases[i][3]);
		assert_string_equal(notation_format(&n, &a, "$#,##0"), cases[i][4]);
		assert_string_equal(notation_format(&n, &a, "0.0%"), "0.0%");
		/* "CHF 1" takes the room of "$100", "€" that of "$". */
		assert_true(notation_room(&n, 1) ==
		            (strcmp(cases[i][2], "CHF") == 0 ? 100 : 1));
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contrast),
		cmocka_unit_test(colours),
		cmocka_unit_test(image),
		cmocka_unit_test(notations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
