/* test_content.c - a digest of what files hold, and the fingerprint made of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "files/content.h"
#include "past/fingerprint.h"
#include "store/store.h"
#include "text/data.h"

/* Every bit of every place counts, at all lengths around the steps. */
static void each_bit_tells(void **state)
{
	char text[100];

	(void)state;
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)(i * 37);
	for (size_t n = 0; n <= sizeof text; n++) {
		uint64_t whole = content_digest(text, n);

		assert_true(n == 0 || whole != content_digest(text, n - 1));
		for (size_t i = 0; i < 8 * n; i++) {
			text[i / 8] ^= (char)(1 << i % 8);
			assert_true(whole != content_digest(text, n));
			text[i / 8] ^= (char)(1 << i % 8);
		}
	}
}

static void parts_that_change_places_tell(void **state)
{
	char text[128] = { 0 }, other[128] = { 0 };

	(void)state;
	for (size_t from = 0; from < sizeof text; from += 8)
		for (size_t to = 0; to < sizeof text; to += 8) {
			memset(text, 'x', sizeof text);
			memset(other, 'x', sizeof other);
			text[from] = 'y';
			other[to] = 'y';
			assert_true((from == to) == (content_digest(text, 128) ==
			                             content_digest(other, 128)));
		}
}

static const char *of_files(struct arena *a, uint64_t content)
{
	struct store s = { 0 };
	struct err e;
	const char *text;

	assert_true(store_open(&s, NULL, true, &e));
	assert_true(store_exec(&s, &e,
	                       "INSERT INTO file (path, language, kind, bytes, content,"
	                       " lines, code_lines) VALUES ('a.py', 'Python', 'source',"
	                       " 40, %lld, 2, 2)",
	                       (long long)content));
	assert_true(fingerprint_write(&s, a, &e));
	text = store_text(&s, a, "",
	                  "SELECT value FROM result WHERE key ="
	                  " 'files_sha256'");
	store_close(&s);
	return text;
}

/* The same path, size and lines, and another content. */
static void a_file_of_the_same_size_is_not_the_same(void **state)
{
	struct arena a = { 0 };
	const char *price = of_files(&a, content_digest("price = 100\n", 12));

	(void)state;
	assert_int_equal(strlen(price), 64);
	assert_string_equal(price, of_files(&a, content_digest("price = 100\n", 12)));
	assert_string_not_equal(price, of_files(&a, content_digest("price = 900\n", 12)));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_bit_tells),
		cmocka_unit_test(parts_that_change_places_tell),
		cmocka_unit_test(a_file_of_the_same_size_is_not_the_same),
	};
	static struct arena data;
	struct err e;

	if (!data_init(&data, NULL, &e)) {
		print_error("%s\n", e.text);
		return 1;
	}
	return cmocka_run_group_tests_name("content", tests, NULL, NULL);
}
