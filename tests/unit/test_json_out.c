/* test_json_out.c - what is written is JSON, whatever the values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/json_out.h"

/* What `write` writes, in memory that the caller frees. */
static char *written(void (*write)(struct json_out *))
{
	struct json_out j = { 0 };
	char *text = NULL;
	size_t size = 0;

	j.out = open_memstream(&text, &size);
	write(&j);
	fclose(j.out);
	return text;
}

static void expect(void (*write)(struct json_out *), const char *wanted)
{
	char *text = written(write);

	assert_string_equal(text, wanted);
	free(text);
}

static void write_nested(struct json_out *j)
{
	json_put_object(j, NULL);
	json_put_integer(j, "a", -1);
	json_put_array(j, "empty");
	json_put_end_array(j);
	json_put_array(j, "rows");
	for (int i = 0; i < 2; i++) {
		json_put_row(j, NULL);
		json_put_bool(j, "b", i);
		json_put_array(j, "c");
		json_put_integer(j, NULL, i);
		json_put_end_array(j);
		json_put_end_object(j);
	}
	json_put_end_array(j);
	json_put_end_object(j);
}

static void indents_and_puts_rows_on_a_line(void **state)
{
	(void)state;
	expect(write_nested, "{\n"
	                     "  \"a\": -1,\n"
	                     "  \"empty\": [],\n"
	                     "  \"rows\": [\n"
	                     "    {\"b\": false, \"c\": [0]},\n"
	                     "    {\"b\": true, \"c\": [1]}\n"
	                     "  ]\n"
	                     "}\n");
}

static void write_texts(struct json_out *j)
{
	json_put_array(j, NULL);
	json_put_text(j, NULL, "\"\\/");
	json_put_text(j, NULL, "\n\t\033\x7f\x01");
	json_put_text(j, NULL, "\xc2\x9b\xc3\xa9");
	json_put_text(j, NULL, NULL);
	json_put_end_array(j);
}

static void escapes_texts(void **state)
{
	(void)state;
	expect(write_texts, "[\n"
	                    "  \"\\\"\\\\/\",\n"
	                    "  \"\\n\\t\\u001b\\u007f\\u0001\",\n"
	                    "  \"\\u009b\xc3\xa9\",\n"
	                    "  null\n"
	                    "]\n");
}

static void write_numbers(struct json_out *j)
{
	static const double numbers[] = {
		0, 0.1, 1.0 / 3, 1e300, -70, 123456789.25, 1e15
	};

	json_put_row(j, NULL);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		json_put_number(j, "x", numbers[i]);
	json_put_number(j, "x", NAN);
	json_put_number(j, "x", -INFINITY);
	json_put_end_object(j);
}

static void numbers_read_back_as_they_were(void **state)
{
	(void)state;
	expect(write_numbers, "{\"x\": 0, \"x\": 0.1, \"x\": 0.3333333333333333, "
	                      "\"x\": 1e+300, \"x\": -70, \"x\": 123456789.25, "
	                      "\"x\": 1e+15, \"x\": null, \"x\": null}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(indents_and_puts_rows_on_a_line),
		cmocka_unit_test(escapes_texts),
		cmocka_unit_test(numbers_read_back_as_they_were),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
