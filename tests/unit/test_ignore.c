/* test_ignore.c - .gitignore patterns, as git reads them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "files/ignore.h"
#include "text/glob.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const struct {
	const char *pattern, *text;
	bool path, matches;
} globs[] = {
	{ "foo", "foo", true, true },
	{ "foo", "foobar", true, false },
	{ "*", "foo", true, true },
	{ "*", "foo/bar", true, false },
	{ "*", "foo/bar", false, true },
	{ "f*r", "foobar", true, true },
	{ "*f", "foo", true, false },
	{ "*foo*", "a-foo-b", true, true },
	{ "*ob*a*r*", "foobar", true, true },
	{ "*ab", "aaaaaaab", true, true },
	{ "foo\\*", "foo*", true, true },
	{ "foo\\*bar", "foobar", true, false },
	{ "f\\\\oo", "f\\oo", true, true },
	{ "foo\\", "foo\\", true, false },
	{ "*[al]?", "ball", true, true },
	{ "[ten]", "ten", true, false },
	{ "**[!te]", "ten", true, true },
	{ "t[a-g]n", "ten", true, true },
	{ "t[!a-g]n", "ten", true, false },
	{ "t[^a-g]n", "ton", true, true },
	{ "a[]]b", "a]b", true, true },
	{ "a[]-]b", "a-b", true, true },
	{ "a[]a-]b", "aab", true, true },
	{ "]", "]", true, true },
	{ "[[:digit:]]x", "7x", true, true },
	{ "[[:digit:][:upper:]]x", "Qx", true, true },
	{ "[[:nothing:]]x", "7x", true, false },
	{ "[a-", "a", true, false },
	{ "[", "[", true, false },
	{ "[\\]]", "]", true, true },
	{ "a?b", "a/b", true, false },
	{ "a[/]b", "a/b", true, false },
	{ "foo/*", "foo/bar", true, true },
	{ "foo/*", "foo/bar/baz", true, false },
	{ "foo/**", "foo/bar/baz", true, true },
	{ "foo/**", "foo", true, false },
	{ "**/foo", "foo", true, true },
	{ "**/foo", "a/b/foo", true, true },
	{ "**/foo", "a/xfoo", true, false },
	{ "a/**/b", "a/b", true, true },
	{ "a/**/b", "a/x/y/b", true, true },
	{ "a/**/b", "a/xb", true, false },
	{ "a/**/b/**/c", "a/1/b/2/3/c", true, true },
	{ "a/**/b/**/c", "a/1/2/3/c", true, false },
	{ "foo**bar", "fooXbar", true, true },
	{ "foo**bar", "foo/bar", true, false },
	{ "**/*.js", "a/b/c.js", true, true },
	{ "**/a*/b", "x/ay/z/aw/b", true, true },
	{ "a*/b*/c", "ax/by/c", true, true },
	{ "deep/**/*.txt", "deep/a/b.txt", true, true },
	{ "*/*/*", "a/b", true, false },
	{ "", "", true, true },
};

static void glob(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(globs); i++)
		if (glob_path_matches(globs[i].pattern, globs[i].text, globs[i].path) !=
		    globs[i].matches)
			fail_msg("'%s' against '%s'", globs[i].pattern, globs[i].text);
}

static const struct {
	const char *file, *path;
	bool folder, ignored;
} files[] = {
	{ "*.pyc", "a/b.pyc", false, true },
	{ "# *.pyc\n\n", "a/b.pyc", false, false },
	{ "\\#x", "#x", false, true },
	{ "!x", "x", false, false },
	{ "\\!x", "!x", false, true },
	{ "*.log\n!keep.log", "keep.log", false, false },
	{ "!keep.log\n*.log", "keep.log", false, true },
	{ "build/", "build", true, true },
	{ "build/", "build", false, false },
	{ "build/", "src/build", true, true },
	{ "/build", "build", true, true },
	{ "/build", "src/build", true, false },
	{ "src/build", "src/build", true, true },
	{ "src/build", "a/src/build", true, false },
	{ "src/build/", "src/build", true, true },
	{ "a  ", "a", false, true },
	{ "a\\ ", "a ", false, true },
	{ "a\\  ", "a ", false, true },
	{ "a\r\nb\r\n", "b", false, true },
	{ "\xEF\xBB\xBF"
	  "a",
	  "a", false, true },
	{ "/", "a", true, false },
	{ "!", "a", true, false },
	{ "/*\n!/src", "lib", true, true },
	{ "/*\n!/src", "src", true, false },
	{ "/*\n!/src", "src/lib", true, false },
	{ "*\n!*/\n!*.py", "a/b.py", false, false },
	{ "*\n!*/\n!*.py", "a/b.c", false, true },
	{ "lib/**/gen", "lib/a/b/gen", true, true },
};

static void file(void **state)
{
	struct arena a;
	(void)state;

	arena_init(&a);
	for (size_t i = 0; i < COUNT(files); i++) {
		const struct ignore *ig = ignore_load(&a, NULL, 0, files[i].file,
		                                      strlen(files[i].file));

		if (ignore_has(ig, files[i].path, strlen(files[i].path),
		               files[i].folder) != files[i].ignored)
			fail_msg("\"%s\" for '%s'", files[i].file, files[i].path);
	}
	arena_release(&a);
}

static void inner_wins(void **state)
{
	const struct ignore *outer, *inner;
	struct arena a;
	(void)state;

	arena_init(&a);
	outer = ignore_load(&a, NULL, 0, "*.txt\n/a/x\n", 12);
	inner = ignore_load(&a, outer, 2, "!b.txt\n/c\n", 10);
	assert_false(ignore_has(inner, "a/b.txt", 7, false));
	assert_true(ignore_has(inner, "a/d.txt", 7, false));
	assert_true(ignore_has(inner, "a/c", 3, false));
	assert_false(ignore_has(inner, "a/b/c", 5, false));
	assert_true(ignore_has(inner, "a/x", 3, false));
	assert_ptr_equal(ignore_load(&a, outer, 2, "# nothing\n", 10), outer);
	arena_release(&a);
}

/* Stars upon stars must not take exponential time. */
static void stubborn(void **state)
{
	char text[4001], pattern[400];
	clock_t from = clock();
	(void)state;

	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	for (size_t i = 0; i + 2 < sizeof pattern; i += 2)
		memcpy(pattern + i, "a*", 2);
	memcpy(pattern + sizeof pattern - 2, "b", 2);
	assert_false(glob_path_matches(pattern, text, true));
	assert_false(glob_path_matches(pattern, text, false));
	for (size_t i = 0; i + 5 < sizeof pattern; i += 5)
		memcpy(pattern + i, "**/a/", 5);
	memcpy(pattern + 395, "b", 2);
	for (size_t i = 1; i < sizeof text - 1; i += 2)
		text[i] = '/';
	assert_false(glob_path_matches(pattern, text, true));
	assert_true(clock() - from < 2 * CLOCKS_PER_SEC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(glob),
		cmocka_unit_test(file),
		cmocka_unit_test(inner_wins),
		cmocka_unit_test(stubborn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
