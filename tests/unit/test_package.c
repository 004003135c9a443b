/* test_package.c - a part of a zip file is filled with what many threads compressed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "book/package.h"

enum { PARTS = 40, LINES = 900 };

static char path[] = "/tmp/migcost-test-XXXXXX";

static int setup(void **state)
{
	int file = mkstemp(path);

	(void)state;
	if (file < 0)
		return 1;
	close(file);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	return unlink(path);
}

/* Two sheets, of which the second has room for rows that come from elsewhere. */
static void write_book(void)
{
	lxw_workbook_options o = { .constant_memory = LXW_TRUE };
	lxw_workbook *b = workbook_new_opt(path, &o);
	lxw_worksheet *w = workbook_add_worksheet(b, "One");

	worksheet_write_string(w, 0, 0, "stays", NULL);
	w = workbook_add_worksheet(b, "Two");
	worksheet_write_string(w, 0, 0, "goes", NULL);
	worksheet_set_landscape(w);
	assert_int_equal(workbook_close(b), LXW_NO_ERROR);
}

static void make_part(void *arg, size_t i, struct packed_text *t)
{
	for (int line = 0; line < LINES; line++) {
		char *to = packed_room(t, 64);

		packed_add(t, (size_t)snprintf(to, 64, "<row>%zu.%d%s</row>\n", i, line,
		                               (const char *)arg));
	}
}

static char *wanted(void)
{
	char *text = calloc(PARTS * LINES, 32), *to = text;

	for (int i = 0; i < PARTS; i++)
		for (int line = 0; line < LINES; line++)
			to += sprintf(to, "<row>%d.%d!</row>\n", i, line);
	return text;
}

/* What another program takes out of the file; the caller frees it. */
static char *unzipped(const char *what)
{
	char command[200], *text = calloc(1, 4 << 20);
	FILE *f;

	snprintf(command, sizeof command, "unzip -p %s %s", path, what);
	f = popen(command, "r");
	assert_non_null(f);
	assert_true(fread(text, 1, (4 << 20) - 1, f) > 0);
	assert_int_equal(pclose(f), 0);
	return text;
}

static void fills_an_element_and_keeps_the_rest(void **state)
{
	struct arena a = { 0 };
	struct package_filling f = { .part = "xl/worksheets/sheet2.xml",
		                     .element = "sheetData" };
	static struct packed_part parts[PARTS];
	char *rows = wanted(), *sheet, *other, *from;
	char command[100];
	struct err e;

	(void)state;
	write_book();
	assert_true(packed_run(parts, PARTS, &a, make_part, "!", &e));
	f.packed = parts;
	f.count = PARTS;
	if (!package_fill(path, &f, 1, &e))
		fail_msg("%s", e.text);
	snprintf(command, sizeof command, "unzip -tqq %s", path);
	assert_int_equal(system(command), 0);
	sheet = unzipped(f.part);
	from = strstr(sheet, "<sheetData>");
	assert_non_null(from);
	from += strlen("<sheetData>");
	assert_memory_equal(from, rows, strlen(rows));
	from += strlen(rows);
	assert_int_equal(strncmp(from, "</sheetData>", 12), 0);
	assert_non_null(strstr(from, "orientation=\"landscape\""));
	assert_null(strstr(sheet, "goes"));
	other = unzipped("xl/worksheets/sheet1.xml");
	assert_non_null(strstr(other, "stays"));
	free(rows);
	free(sheet);
	free(other);
	arena_release(&a);
}

static void nothing_is_a_text_too(void **state)
{
	struct package_filling f = { .part = "xl/worksheets/sheet2.xml",
		                     .element = "sheetData" };
	struct err e;
	char *sheet;

	(void)state;
	write_book();
	assert_true(package_fill(path, &f, 1, &e));
	sheet = unzipped(f.part);
	assert_non_null(strstr(sheet, "<sheetData></sheetData>"));
	free(sheet);
}

static void expect_refused(const char *part, const char *element)
{
	struct package_filling f = { .part = part, .element = element };
	struct err e = { ERR_NONE, "" };

	assert_false(package_fill(path, &f, 1, &e));
	assert_string_equal(e.text, "the library wrote no zip file that is understood");
}

static void refuses_what_it_does_not_understand(void **state)
{
	const char *part = "xl/worksheets/sheet2.xml";
	FILE *f;
	long size;

	(void)state;
	write_book();
	expect_refused("xl/worksheets/sheet3.xml", "sheetData");
	expect_refused(part, "sheetdata");
	f = fopen(path, "rb");
	assert_non_null(f);
	fseek(f, 0, SEEK_END);
	size = ftell(f);
	fclose(f);
	/* Cut anywhere, or empty. */
	for (long n = size - 1; n >= 0; n = n > 0 ? n * 9 / 10 : -1) {
		assert_int_equal(truncate(path, n), 0);
		expect_refused(part, "sheetData");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fills_an_element_and_keeps_the_rest),
		cmocka_unit_test(nothing_is_a_text_too),
		cmocka_unit_test(refuses_what_it_does_not_understand),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
