/* test_fixtures.c - every detector against code that says what is in it.
 *
 * Each directory of tests/fixtures is scanned by itself; the detector's is named like
 * it. Comments say which facts stand on their line, or, on a line of their own, on the
 * line above:
 *
 *     @bp.get("/<id>")  # expect: endpoint GET /users/{id} handler=show
 *     router.all("/x", f) // expect: endpoint * /x; known: endpoint GET /y
 *
 * `of` is the path of the endpoint that one is a further path of.
 * A kind of fact, what names it in the order of `kinds` below, then any column of
 * fact.h as column=value ("a b" with blanks). Unless stated, framework is the
 * directory and status is resolved. Facts of a strict kind must all be expected; of the
 * others only those are looked for that an expectation names. `no` in front: the fact
 * must not be there, strict kind or not.
 *
 * `known:` in place of `expect:` is right but does not hold yet: it is told, and fails
 * once it holds. Run with names to test these directories only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "detect/detector.h"
#include "detect/fact.h"
#include "scan/scan.h"
#include "store/store.h"
#include "text/data.h"

static const char folder[] = "tests/fixtures";

/* What names a fact of each kind: one or two columns. */
static const struct kind {
	const char *name, *column[2];
	bool strict;
} kinds[] = {
	{ "endpoint", { "method", "path" }, true },
	{ "channel", { "path", NULL }, true },
	{ "include", { "path", NULL }, true },
	{ "operation", { "name", NULL }, true },
	{ "action", { "name", NULL }, true },
	{ "model", { "name", NULL }, true },
	{ "job", { "name", NULL }, true },
	{ "queue", { "name", NULL }, true },
	{ "worker", { "name", NULL }, true },
	{ "enqueue", { "name", NULL }, true },
	{ "schedule", { "name", NULL }, true },
	{ "workflow", { "name", NULL }, true },
	{ "field", { "name", NULL }, false },
	{ "relation", { "name", "target" }, false },
	{ "query", { "variety", NULL }, false },
	{ "transaction", { "variety", NULL }, false },
	{ "event", { "name", NULL }, false },
	{ "migration", { "name", NULL }, false },
	{ "middleware", { "name", NULL }, false },
	{ "auth", { "name", NULL }, false },
	{ "session", { "name", NULL }, false },
	{ "role", { "name", NULL }, false },
	{ "admin", { "name", NULL }, false },
	{ "library", { "name", NULL }, false },
	{ "form", { "name", NULL }, false },
	{ "command", { "name", NULL }, false },
	{ "template", { "name", NULL }, false },
	{ "construct", { "name", NULL }, false },
	{ "external", { "name", NULL }, false },
	{ "email", { "name", NULL }, false },
	{ "storage", { "name", NULL }, false },
	{ "stream", { "path", NULL }, false },
	{ "cache", { "name", NULL }, false },
	{ "client", { "name", NULL }, false },
	{ "reach", { "name", NULL }, false },
};

enum { COLUMNS_MAX = 16, TESTS_MAX = 256 };
struct expected {
	const char *file, *text;
	unsigned line;
	bool known, absent; /* known:, no */
	const struct kind *kind;
	const char *column[COLUMNS_MAX], *value[COLUMNS_MAX];
	size_t n;
	struct seen *met;
};

struct seen { /* a fact */
	const char *file;
	unsigned line;
	const struct kind *kind;
	const char *column[64]; /* as `columns` */
	bool taken;
};

/* One directory's test. */
struct fixture {
	struct arena arena;
	const char *name;
	char root[512];
	struct expected *expected;
	size_t expected_count, expected_room;
	struct seen *seen;
	size_t seen_count, seen_room;
	size_t held, known, wrong;
};

static const char *const columns[] = {
#define FIELD(name, meaning) #name,
	FACT_TEXTS(FIELD) FACT_NUMBERS(FIELD)
#undef FIELD
	    "of",
};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static struct fixture *reading; /* for ftw, which hands nothing on */
static size_t in_parts;         /* strict facts of all directories together */

static const struct kind *kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

static size_t column_of(const char *name)
{
	size_t i = 0;

	while (i < COLUMN_COUNT && strcmp(columns[i], name))
		i++;
	return i;
}

/* ---- expectations ---------------------------------------------------------------------
 */

static bool add_column(struct expected *x, const char *column, const char *value)
{
	if (x->n == COLUMNS_MAX || column_of(column) == COLUMN_COUNT)
		return false;
	x->column[x->n] = column;
	x->value[x->n++] = value;
	return true;
}

static bool states(const struct expected *x, const char *column)
{
	for (size_t i = 0; i < x->n; i++)
		if (!strcmp(x->column[i], column))
			return true;
	return false;
}

/* The next word of *at: blanks within "..." belong to it, the marks do not. */
static char *next_word(char **at)
{
	char *from = *at + strspn(*at, " \t\r"), *word = from, *to = from;
	bool quoted = false;

	if (!*from)
		return NULL;
	for (; *from && (quoted || !strchr(" \t\r", *from)); from++) {
		if (*from == '"')
			quoted = !quoted;
		else
			*to++ = *from;
	}
	*at = from + (*from != '\0');
	*to = '\0';
	return word;
}

/* name=value becomes a name and a value, when there is a column of that name. */
static char *value_in(char *word)
{
	char *equals = strchr(word, '=');

	if (!equals)
		return NULL;
	*equals = '\0';
	if (column_of(word) < COLUMN_COUNT)
		return equals + 1;
	*equals = '=';
	return NULL;
}

/* "endpoint GET /x handler=show": false when it cannot be read so. */
static bool read_expected(struct expected *x, char *text, const char *framework)
{
	char *word = next_word(&text);
	size_t named = 0;

	if (word && !strcmp(word, "no")) {
		x->absent = true;
		word = next_word(&text);
	}
	x->kind = word ? kind_of(word) : NULL;
	if (!x->kind)
		return false;
	while ((word = next_word(&text))) {
		char *value = value_in(word);

		if (value && !add_column(x, word, value))
			return false;
		if (!value && (named == 2 || !x->kind->column[named] ||
		               !add_column(x, x->kind->column[named++], word)))
			return false;
	}
	if (x->absent)
		return true;
	return (states(x, "framework") || add_column(x, "framework", framework)) &&
	       (states(x, "status") || add_column(x, "status", "resolved"));
}

static void not_expected(struct fixture *f, const char *file, unsigned line,
                         const char *text)
{
	print_error("%s/%s:%u: not an expectation: %s\n", f->name, file, line, text);
	f->wrong++;
}

static void expect(struct fixture *f, const char *file, unsigned line, bool known,
                   const char *text)
{
	struct expected *x = arena_push(&f->arena, (void **)&f->expected,
	                                &f->expected_count, &f->expected_room, sizeof *x);

	*x = (struct expected){ .file = file,
		                .line = line,
		                .known = known,
		                .text = arena_strdup(&f->arena, text) };
	if (!read_expected(x, arena_strdup(&f->arena, text), f->name)) {
		not_expected(f, file, line, text);
		f->expected_count--;
	}
}

/* "expect: a; expect: b; known: c": each part says which of both it is. */
static void read_comment(struct fixture *f, const char *file, unsigned line,
                         char *comment)
{
	static const char expects[] = "expect:", knows[] = "known:";
	char *next;

	for (char *at = comment; at; at = next) {
		bool known = !strncmp(at, knows, strlen(knows));

		if ((next = strchr(at, ';'))) {
			*next++ = '\0';
			next += strspn(next, " ");
		}
		if (known || !strncmp(at, expects, strlen(expects))) {
			at = strchr(at, ':') + 1;
			expect(f, file, line, known, at + strspn(at, " "));
		} else {
			not_expected(f, file, line, at);
		}
	}
}

/* Where the comment of expectations begins, NULL: there is none. */
static char *comment_in(char *line)
{
	static const char *const marks[] = { "# expect:", "# known:", "// expect:",
		                             "// known:" };
	char *found = NULL;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		char *at = strstr(line, marks[i]);

		if (at && (!found || at < found))
			found = at;
	}
	return found;
}

static void read_lines(struct fixture *f, const char *file, char *text)
{
	unsigned line = 0, code = 0;
	char *next;

	for (char *at = text; at; at = next) {
		char *comment;

		line++;
		if ((next = strchr(at, '\n')))
			*next++ = '\0';
		comment = comment_in(at);
		if (!comment || comment != at + strspn(at, " \t"))
			code = line;
		if (comment)
			read_comment(f, file, code, comment + strcspn(comment, " ") + 1);
	}
}

static int read_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	struct fixture *f = reading;
	struct data_file d;
	struct err e = { ERR_NONE, "" };

	(void)st, (void)ftw;
	if (type != FTW_F)
		return 0;
	if (!data_read(&f->arena, path, &d, &e)) {
		print_error("%s\n", e.text);
		return 1;
	}
	read_lines(f, arena_strdup(&f->arena, path + strlen(f->root) + 1),
	           arena_strdup(&f->arena, d.text));
	return 0;
}

/* ---- facts ------------------------------------------------------------------------- */

static void read_fact(struct fixture *f, sqlite3_stmt *q)
{
	struct seen *x = arena_push(&f->arena, (void **)&f->seen, &f->seen_count,
	                            &f->seen_room, sizeof *x);

	*x = (struct seen){ .kind = NULL };
	for (int c = 0; c < sqlite3_column_count(q); c++) {
		const char *name = sqlite3_column_name(q, c);
		const char *text = (const char *)sqlite3_column_text(q, c);

		text = arena_strdup(&f->arena, text ? text : "");
		if (!strcmp(name, "kind"))
			x->kind = kind_of(text);
		else if (!strcmp(name, "file"))
			x->file = text;
		else if (column_of(name) < COLUMN_COUNT)
			x->column[column_of(name)] = text;
		if (!strcmp(name, "line"))
			x->line = (unsigned)sqlite3_column_int(q, c);
	}
}

static void scan(struct fixture *f)
{
	struct scan_options o = { .root = f->root, .threads = 1 };
	struct arena rows = { 0 };
	struct err e = { ERR_NONE, "" };
	struct store s;
	sqlite3_stmt *q;

	assert_true(store_open(&s, NULL, true, &e));
	if (!scan_run(&s, &o, &e))
		fail_msg("%s", e.text);
	q = store_select(&s, &rows, &e,
	                 "SELECT f.*, p.path AS of FROM finding AS f"
	                 " LEFT JOIN fact AS p ON p.id = f.parent ORDER BY f.id");
	assert_non_null(q);
	while (sqlite3_step(q) == SQLITE_ROW)
		read_fact(f, q);
	arena_release(&rows);
	store_close(&s);
}

/* ---- the one against the other ------------------------------------------ */

static bool is_at(const struct expected *x, const struct seen *s)
{
	return x->line == s->line && x->kind == s->kind && !strcmp(x->file, s->file);
}

static bool is_it(const struct expected *x, const struct seen *s)
{
	for (size_t i = 0; i < x->n; i++)
		if (strcmp(x->value[i], s->column[column_of(x->column[i])]))
			return false;
	return is_at(x, s);
}

static struct seen *find(struct fixture *f, const struct expected *x,
                         bool (*like)(const struct expected *x, const struct seen *s))
{
	for (size_t i = 0; i < f->seen_count; i++)
		if (!f->seen[i].taken && like(x, &f->seen[i]))
			return &f->seen[i];
	return NULL;
}

/* What says more chooses first. */
static int by_columns(const void *a, const void *b)
{
	const struct expected *x = a, *y = b;

	return x->n != y->n       ? (x->n < y->n ? 1 : -1)
	     : x->line != y->line ? (x->line < y->line ? -1 : 1)
	                          : strcmp(x->text, y->text);
}

static void print_fact(const struct seen *s)
{
	print_error(" %s", s->kind->name);
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		if (*s->column[i] && strcmp(s->column[i], "0") &&
		    strcmp(columns[i], "line"))
			print_error(" %s=%s", columns[i], s->column[i]);
}

static void wrong(struct fixture *f, const char *file, unsigned line, const char *what,
                  const char *text, const struct seen *instead)
{
	f->wrong++;
	print_error("%s/%s:%u: %s%s", f->root, file, line, what, text);
	if (instead) {
		print_error("%s", *text ? ", but:" : "");
		print_fact(instead);
	}
	print_error("\n");
}

static void judge(struct fixture *f, struct expected *x)
{
	bool holds = x->absent ? !x->met : x->met != NULL;

	if (holds && x->known) {
		wrong(f, x->file, x->line, "holds now, make it 'expect:': ", x->text,
		      NULL);
	} else if (holds) {
		f->held++;
	} else if (x->known) {
		struct seen *instead = x->met ? NULL : find(f, x, is_at);

		if (instead)
			instead->taken = true;
		f->known++;
		print_message("# known: %s/%s:%u: %s\n", f->root, x->file, x->line,
		              x->text);
	} else {
		struct seen *instead = x->met ? x->met : find(f, x, is_at);

		if (instead)
			instead->taken = true;
		wrong(f, x->file, x->line, x->absent ? "" : "missing: ", x->text,
		      instead);
	}
}

static void compare(struct fixture *f)
{
	qsort(f->expected, f->expected_count, sizeof *f->expected, by_columns);
	for (size_t i = 0; i < f->expected_count; i++) {
		struct expected *x = &f->expected[i];

		if ((x->met = find(f, x, is_it)))
			x->met->taken = true;
	}
	for (size_t i = 0; i < f->expected_count; i++)
		judge(f, &f->expected[i]);
	for (size_t i = 0; i < f->seen_count; i++) {
		struct seen *s = &f->seen[i];

		if (!s->taken && s->kind && s->kind->strict)
			wrong(f, s->file, s->line, "not expected:", "", s);
	}
}

static size_t strict_facts(const struct fixture *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->seen_count; i++)
		n += f->seen[i].kind && f->seen[i].kind->strict;
	return n;
}

static void test_fixture(void **state)
{
	struct fixture f = { .name = *state };
	size_t wrongs;

	snprintf(f.root, sizeof f.root, "%s/%s", folder, f.name);
	reading = &f;
	assert_int_equal(nftw(f.root, read_one, 16, FTW_PHYS), 0);
	scan(&f);
	compare(&f);
	in_parts += strict_facts(&f);
	print_message("# %s: %zu hold, %zu known, %zu wrong\n", f.name, f.held, f.known,
	              f.wrong);
	wrongs = f.wrong;
	arena_release(&f.arena);
	assert_int_equal(wrongs, 0);
}

/* Scanned together, they hold what they hold alone. */
static void whole_is_its_parts(void **state)
{
	struct fixture f = { .name = "" };

	(void)state;
	snprintf(f.root, sizeof f.root, "%s", folder);
	scan(&f);
	assert_int_equal(strict_facts(&f), in_parts);
	arena_release(&f.arena);
}

/* A detector without fixtures is not believed. */
static void every_detector_has_fixtures(void **state)
{
	struct arena a = { 0 };
	struct detectors *all = arena_zero(&a, sizeof *all);
	struct err e;

	(void)state;
	assert_true(detectors_load(all, &a, &e));
	for (const struct detector *d = all->first; d; d = d->next)
		if (access(arena_printf(&a, "%s/%s", folder, d->name), R_OK))
			fail_msg("no folder %s/%s", folder, d->name);
	arena_release(&a);
}

static int by_name(const void *a, const void *b)
{
	const struct CMUnitTest *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static size_t folders(struct arena *a, struct CMUnitTest *tests, size_t max)
{
	DIR *dir = opendir(folder);
	size_t n = 0;

	for (struct dirent *d; dir && n < max && (d = readdir(dir));) {
		char *name = arena_strdup(a, d->d_name);

		if (*name != '.' && !strchr(name, '.'))
			tests[n++] = (struct CMUnitTest){ name, test_fixture, NULL, NULL,
				                          name };
	}
	if (dir)
		closedir(dir);
	qsort(tests, n, sizeof *tests, by_name);
	return n;
}

int main(int argc, char **argv)
{
	/* What is left empty is passed over. */
	struct CMUnitTest tests[TESTS_MAX] = { cmocka_unit_test(
	    every_detector_has_fixtures) };
	struct arena a = { 0 };
	struct err e;
	int failed;
	size_t n;

	if (!data_init(&a, NULL, &e))
		return 1;
	if (argc > 1) {
		for (int i = 1; i < argc && i < TESTS_MAX - 1; i++)
			tests[i - 1] = (struct CMUnitTest){ argv[i], test_fixture, NULL,
				                            NULL, argv[i] };
	} else {
		n = folders(&a, tests + 1, sizeof tests / sizeof *tests - 2);
		tests[n + 1] = (struct CMUnitTest)cmocka_unit_test(whole_is_its_parts);
	}
	failed = cmocka_run_group_tests_name("fixtures", tests, NULL, NULL);
	arena_release(&a);
	return failed;
}
