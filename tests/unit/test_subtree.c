/* test_subtree.c - a directory never yields fewer facts than one of its subdirectories
 * scanned alone.
 *
 * Without arguments the fixtures and the sample are scanned; any other trees are given by
 * name: build/tests/test_subtree DIR... Each row of a subdirectory's scan (kind, file,
 * line) must be there as often in the scan of the whole. Directories whose own names say
 * that they hold tests, migrations or generated code are left out: scanned alone, they
 * lose that name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "detect/fact.h"
#include "scan/scan.h"
#include "store/store.h"
#include "syntax/lang.h"

/* More knowledge puts parts of a query together, so that it stands some lines before. */
enum { FOLDERS_MAX = 400, DEPTH_MAX = 4, TOLD_MAX = 8, QUERY_LINES = 12 };

/* Rows that more knowledge takes away: what is only derived from other facts, routes of
 * a module that is elsewhere, and a
 * middleware that turns out to be a router from elsewhere. */
static const char judged[] = "kind NOT IN ('reach', 'middleware', 'include')";

static bool scan(struct store *s, const char *root, struct err *e)
{
	struct scan_options o = { .root = root, .threads = 2 };

	return store_open(s, NULL, true, e) && scan_run(s, &o, e);
}

static bool is_source_folder(const char *folder)
{
	char path[4200];

	snprintf(path, sizeof path, "%s/x.py", folder);
	return lang_unit_kind(path) == 0;
}

/* The folders that hold source files, up to a depth; each once, as '/'-separated. */
static size_t folders_of(struct store *whole, struct arena *a, const char **out)
{
	struct err e = { ERR_NONE, "" };
	sqlite3_stmt *q = store_select(whole, a, &e,
	                               "SELECT path FROM file WHERE kind = 'source' "
	                               "ORDER BY path");
	size_t n = 0;

	assert_non_null(q);
	while (sqlite3_step(q) == SQLITE_ROW && n < FOLDERS_MAX) {
		const char *path = (const char *)sqlite3_column_text(q, 0);
		int depth = 0;

		for (const char *s = strchr(path, '/'); s && depth < DEPTH_MAX;
		     s = strchr(s + 1, '/'), depth++) {
			const char *folder = arena_strndup(a, path, (size_t)(s - path));
			size_t i = 0;

			while (i < n && strcmp(out[i], folder) != 0)
				i++;
			if (i == n && n < FOLDERS_MAX && is_source_folder(folder))
				out[n++] = folder;
		}
	}
	return n;
}

/* A template that nothing in the folder renders is told by its file, as a part of pages.
 * The whole may know who renders it, and tells it there, by its name. */
static bool is_rendered(struct store *whole, const char *file, int line)
{
	return line == 0 &&
	       store_number(whole, 0,
	                    "SELECT count(*) FROM fact WHERE kind = 'template'"
	                    " AND line > 0 AND name <> ''"
	                    " AND substr(%Q, -length(name) - 1) = '/' || name",
	                    file) > 0;
}

static size_t compared;

/* How many rows the whole lacks that the folder by itself has. */
static size_t compare(struct store *whole, struct store *part, const char *root,
                      const char *folder)
{
	struct arena a = { 0 };
	struct err e = { ERR_NONE, "" };
	sqlite3_stmt *q = store_select(part, &a, &e,
	                               "SELECT kind, file, line, count(*), max(name), "
	                               "max(method || ' ' || path), max(framework) "
	                               "FROM finding WHERE %s GROUP BY kind, file, line",
	                               judged);
	size_t lacking = 0;

	assert_non_null(q);
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *kind = (const char *)sqlite3_column_text(q, 0);
		const char *file = (const char *)sqlite3_column_text(q, 1);
		int line = sqlite3_column_int(q, 2), n = sqlite3_column_int(q, 3);
		bool is_query = !strcmp(kind, "query") || !strcmp(kind, "construct");
		/* A text in SQL is a part of the query that says it, wherever that is. */
		bool is_text = !strcmp((const char *)sqlite3_column_text(q, 6), "sql");
		int from = is_text ? 0 : is_query ? line - QUERY_LINES : line;
		int to = is_text ? INT_MAX : line;
		int has = (int)store_number(whole, 0,
		                            "SELECT count(*) FROM finding WHERE kind = "
		                            "%Q AND file = %Q AND line BETWEEN %d AND %d",
		                            kind, arena_printf(&a, "%s/%s", folder, file),
		                            from, to);

		compared++;
		if (has >= n || is_rendered(whole, file, line))
			continue;
		if (lacking++ < TOLD_MAX)
			printf("# %s/%s: %s:%d: %s %s %s of %s: %d alone, %d in the "
			       "whole\n",
			       root, folder, file, line, kind, sqlite3_column_text(q, 4),
			       sqlite3_column_text(q, 5), sqlite3_column_text(q, 6), n,
			       has);
	}
	arena_release(&a);
	return lacking;
}

static size_t lacking_of(const char *root, size_t *folders)
{
	struct arena a = { 0 };
	struct err e = { ERR_NONE, "" };
	const char **folder = arena_alloc(&a, FOLDERS_MAX * sizeof *folder);
	struct store whole = { 0 };
	size_t n, lacking = 0;

	if (!scan(&whole, root, &e) ||
	    !store_exec(&whole, &e, "CREATE INDEX fact_place ON fact (file, line)"))
		fail_msg("%s: %s", root, e.text);
	n = folders_of(&whole, &a, folder);
	for (size_t i = 0; i < n; i++) {
		struct store part = { 0 };

		if (!scan(&part, arena_printf(&a, "%s/%s", root, folder[i]), &e))
			fail_msg("%s/%s: %s", root, folder[i], e.text);
		lacking += compare(&whole, &part, root, folder[i]);
		store_close(&part);
	}
	*folders += n;
	store_close(&whole);
	arena_release(&a);
	return lacking;
}

static char **roots;
static int root_count;

static void subtrees(void **state)
{
	static const char *const own[] = { "tests/fixtures", "tests/sample" };
	size_t lacking = 0, folders = 0;

	(void)state;
	for (int i = 0; i < root_count; i++)
		lacking += lacking_of(roots[i], &folders);
	for (size_t i = 0; !root_count && i < sizeof own / sizeof *own; i++)
		lacking += lacking_of(own[i], &folders);
	printf("# %zu folders, %zu places in them, %zu lacking in the whole\n", folders,
	       compared, lacking);
	assert_true(compared > 0);
	assert_int_equal(lacking, 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(subtrees) };

	roots = argv + 1;
	root_count = argc - 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
