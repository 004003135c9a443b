/* test_data.c - built-in files, shadowed and added to by a user's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "text/builtin.h"
#include "text/data.h"

static struct arena arena;

static int set_up(void **state)
{
	char name[] = "/tmp/migcost-data-XXXXXX";

	unsetenv("XDG_CONFIG_HOME");
	setenv("HOME", "/nonexistent", 1);
	*state = mkdtemp(name) ? strdup(name) : NULL;
	return *state ? 0 : -1;
}

static int tear_down(void **state)
{
	struct err e;
	char command[128];

	data_init(&arena, NULL, &e); /* before the texts of the user's files go */
	arena_release(&arena);
	snprintf(command, sizeof command, "rm -r %s", (char *)*state);
	free(*state);
	return system(command);
}

static void write_file(const char *dir, const char *folder, const char *name,
                       const char *text)
{
	char path[256];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, folder);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/%s/%s", dir, folder, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static size_t count_of(const char *prefix, const char *suffix)
{
	struct data_file *list;
	struct err e;
	size_t n;

	assert_true(data_list(&arena, prefix, suffix, &list, &n, &e));
	for (size_t i = 1; i < n; i++)
		assert_true(strcmp(list[i - 1].path, list[i].path) < 0);
	return n;
}

static void has_the_built_in_files(void **state)
{
	struct data_file f;
	struct err e;

	(void)state;
	assert_true(data_init(&arena, NULL, &e));
	assert_int_equal(count_of("", ""), builtin_count);
	assert_true(count_of("cost/", ".ini") > 0);
	assert_int_equal(count_of("cost/", ".sql"), 0);
	assert_true(data_get(&arena, "cost/units.ini", &f, &e));
	assert_string_equal(f.origin, "models/cost/units.ini");
	assert_int_equal(strlen(f.text), f.size);
	assert_false(data_get(&arena, "cost/none.ini", &f, &e));
	assert_string_equal(e.text, "there is no data file 'cost/none.ini'");
	assert_non_null(strstr(builtin_schema, "CREATE TABLE fact"));
}

static void a_users_file_takes_the_place_of_ours(void **state)
{
	size_t before = count_of("", "");
	struct data_file f;
	struct err e;

	write_file(*state, "cost", "units.ini", "mine");
	write_file(*state, "cost", "zzz.ini", "");
	write_file(*state, "cost", ".hidden.ini", "");
	write_file(*state, "unknown", "folder.ini", "");
	assert_true(data_init(&arena, *state, &e));
	assert_int_equal(count_of("", ""), before + 1);
	assert_true(data_get(&arena, "cost/units.ini", &f, &e));
	assert_string_equal(f.text, "mine");
	assert_non_null(strstr(f.origin, *state));
	assert_true(data_get(&arena, "cost/zzz.ini", &f, &e));
	assert_int_equal(f.size, 0);
}

static void finds_the_users_directory_by_itself(void **state)
{
	char path[256];
	struct data_file f;
	struct err e;

	snprintf(path, sizeof path, "%s/migcost", (char *)*state);
	mkdir(path, 0700);
	write_file(path, "cost", "units.ini", "configured");
	setenv("XDG_CONFIG_HOME", *state, 1);
	assert_true(data_init(&arena, NULL, &e));
	unsetenv("XDG_CONFIG_HOME");
	assert_true(data_get(&arena, "cost/units.ini", &f, &e));
	assert_string_equal(f.text, "configured");
}

static void refuses_what_is_no_directory(void **state)
{
	struct err e;

	(void)state;
	assert_false(data_init(&arena, "/nonexistent", &e));
	assert_string_equal(e.text,
	                    "cannot read '/nonexistent': No such file or directory");
	assert_false(data_init(&arena, "/dev/null", &e));
	assert_string_equal(e.text, "'/dev/null' is no directory");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(has_the_built_in_files),
		CASE(a_users_file_takes_the_place_of_ours),
		CASE(finds_the_users_directory_by_itself),
		CASE(refuses_what_is_no_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
