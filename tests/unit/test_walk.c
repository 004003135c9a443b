/* test_walk.c - what is found and read in a tree, and what is said of the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/walk.h"
#include "syntax/lex.h"

static char root[] = "/tmp/migcost-walk-XXXXXX";

/* ---- a tree ------------------------------------------------------------------------ */

static void folders_of(char *path)
{
	for (char *p = path + sizeof root; (p = strchr(p, '/')); p++) {
		*p = '\0';
		mkdir(path, 0777);
		*p = '/';
	}
}

static void put_bytes(const char *name, const char *bytes, size_t n)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", root, name);
	folders_of(path);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	fclose(f);
}

static void put(const char *name, const char *text)
{
	put_bytes(name, text, strlen(text));
}

static const char *at(const char *name)
{
	static char path[4096];

	snprintf(path, sizeof path, "%s/%s", root, name);
	return path;
}

static int set_up(void **state)
{
	(void)state;
	memcpy(root + sizeof root - 7, "XXXXXX", 7);
	return mkdtemp(root) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int tear_down(void **state)
{
	(void)state;
	return nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* ---- a walk, as one text: files and sizes, then problems --------------------------- */

struct seen {
	pthread_mutex_t lock;
	char *lines[4096];
	size_t n;
	bool padded;
};

static void found(void *arg, const struct walk_file *f)
{
	struct seen *s = arg;
	char line[4200] = "";
	struct walk_text t;

	if (!walk_read(&t, f))
		return;
	snprintf(line, sizeof line, "%s %zu", f->path, t.size);
	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < READ_PADDING; i++)
		s->padded &= t.s[t.size + i] == '\0';
	if (s->n < sizeof s->lines / sizeof *s->lines)
		s->lines[s->n++] = strdup(line);
	pthread_mutex_unlock(&s->lock);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void check_at(const char *folder, int threads, const char *expected)
{
	struct walk_options o = { .threads = threads, .max_bytes = 10000 };
	struct seen s = { .lock = PTHREAD_MUTEX_INITIALIZER, .padded = true };
	char out[16384] = "";
	struct walk_result r;
	struct arena a;
	size_t n = 0;
	struct err e;

	arena_init(&a);
	if (!walk_run(&r, &a, folder, &o, found, &s, &e))
		fail_msg("%s", e.text);
	qsort(s.lines, s.n, sizeof *s.lines, compare);
	for (size_t i = 0; i < s.n; i++) {
		n += (size_t)snprintf(out + n, sizeof out - n, "%s\n", s.lines[i]);
		free(s.lines[i]);
	}
	for (size_t i = 0; i < r.problem_count; i++)
		n += (size_t)snprintf(out + n, sizeof out - n, "%s %s:%u %s\n",
		                      r.problems[i].kind, r.problems[i].path,
		                      r.problems[i].line, r.problems[i].reason);
	assert_string_equal(out, expected);
	assert_true(s.padded);
	arena_release(&a);
}

static void check(const char *expected)
{
	for (int threads = 1; threads <= 4; threads += 3)
		check_at(root, threads, expected);
}

/* ---- cases ---------------------------------------------------------------------------
 */

static void plain(void **state)
{
	(void)state;
	put("a.py", "x = 1\n");
	put("b/c/d.ts", "");
	put("b/readme.md", "no code");
	put("b/.hidden/e.js", "1");
	check("a.py 6\nb/.hidden/e.js 1\nb/c/d.ts 0\n");
}

static void missing_root(void **state)
{
	struct walk_options o = { 0 };
	struct walk_result r;
	struct arena a;
	struct err e;
	(void)state;

	arena_init(&a);
	put("file", "");
	assert_false(walk_run(&r, &a, at("none"), &o, found, NULL, &e));
	assert_non_null(strstr(e.text, "none': No such file"));
	assert_false(walk_run(&r, &a, at("file"), &o, found, NULL, &e));
	assert_non_null(strstr(e.text, "Not a directory"));
	arena_release(&a);
}

static void rules(void **state)
{
	(void)state;
	put("package.json", "{}");
	put("src/a.ts", "1");
	put("node_modules/x/a.js", "1");
	put("dist/a.js", "1");
	put("build/__init__.py", "1"); /* a package that is called build */
	put("src/build/a.js", "1");    /* not beside a manifest */
	put("src/out/a.js", "1");
	put("out/a.ts", "1"); /* TypeScript is no output */
	put("py3/pyvenv.cfg", "");
	put("py3/lib/a.py", "1");
	put("env/settings.py", "1"); /* no virtual environment */
	put("venv/bin/activate", "");
	put("venv/a.py", "1");
	put(".git/hooks/a.py", "1");
	put("src/__pycache__/a.py", "1");
	put("static/vendor/jquery.js", "1");
	put("src/vendor/routes.js", "1");
	put("usr/lib/python3/dist-packages/app/a.py", "1");
	put("usr/lib/python3/dist-packages/app-1.dist-info/METADATA", "");
	put("libs/a/a.py", "1");
	put("libs/a-1.0.dist-info/METADATA", "");
	put("libs/b-2.0.dist-info/METADATA", "");
	put("libs/c-0.1.dist-info/METADATA", "");
	check("build/__init__.py 1\nenv/settings.py 1\nout/a.ts 1\npackage.json "
	      "2\nsrc/a.ts 1\n"
	      "src/build/a.js 1\nsrc/out/a.js 1\nsrc/vendor/routes.js 1\n"
	      "usr/lib/python3/dist-packages/app/a.py 1\n"
	      "skipped dist:0 build output\nskipped libs:0 installed packages\nskipped "
	      "static/vendor:0 vendored code\n");
	check_at(at("node_modules"), 2, "x/a.js 1\n");
	check_at(at("dist"), 2, "a.js 1\n");
}

static void gitignore(void **state)
{
	(void)state;
	put(".gitignore", "*.gen.ts\n/private/\nlogs\nnode_modules\n!lib/node_modules\n");
	put("node_modules/x/a.ts", "1");
	put("lib/node_modules/own/a.ts", "1");
	put("a.ts", "1");
	put("a.gen.ts", "1");
	put("private/a.ts", "1");
	put("app/private/a.ts", "1");
	put("app/logs/a.ts", "1");
	put("app/.gitignore", "!b.gen.ts\n/c.ts\n");
	put("app/b.gen.ts", "1");
	put("app/c.ts", "1");
	put("app/d/c.ts", "1");
	check("a.ts 1\napp/b.gen.ts 1\napp/d/c.ts 1\napp/private/a.ts 1\n"
	      "lib/node_modules/own/a.ts 1\n"
	      "skipped .:0 1 source files excluded by .gitignore\n"
	      "skipped app:0 1 source files excluded by .gitignore\n"
	      "skipped app/logs:0 folder excluded by .gitignore\n"
	      "skipped private:0 folder excluded by .gitignore\n");
}

/* Patterns of the folders around the root count, up to the repository. */
static void inside_repository(void **state)
{
	(void)state;
	put(".gitignore", "*.js\n");
	put("r/.git/info/exclude", "secret.py\n/app/x/only.py\n");
	put("r/.gitignore", "/app/x/gone.py\n*.tmp.py\n");
	put("r/app/.gitignore", "!a.tmp.py\n/x/y/\n");
	put("r/app/x/secret.py", "1");
	put("r/app/x/only.py", "1");
	put("r/app/x/gone.py", "1");
	put("r/app/x/a.tmp.py", "1");
	put("r/app/x/b.tmp.py", "1");
	put("r/app/x/y/a.py", "1");
	put("r/app/x/z/only.py", "1");
	put("r/app/x/z/b.js",
	    "1"); /* the patterns outside of the repository do not count */
	check_at(at("r/app/x"), 2,
	         "a.tmp.py 1\nz/b.js 1\nz/only.py 1\n"
	         "skipped .:0 4 source files excluded by .gitignore\n"
	         "skipped y:0 folder excluded by .gitignore\n");
	check_at(root, 2,
	         "r/app/x/a.tmp.py 1\nr/app/x/z/b.js 1\nr/app/x/z/only.py 1\n"
	         "skipped r/app/x:0 4 source files excluded by .gitignore\n"
	         "skipped r/app/x/y:0 folder excluded by .gitignore\n");
}

static void links(void **state)
{
	char inside[64], name[4096];
	(void)state;

	put("a/x.py", "1");
	snprintf(inside, sizeof inside, "%s/a", root);
	assert_int_equal(symlink(inside, at("in")), 0);
	assert_int_equal(symlink("..", at("a/up")), 0);
	assert_int_equal(symlink("../..", at("a/out")), 0);
	assert_int_equal(symlink("x.py", at("a/y.py")), 0);
	assert_int_equal(symlink("/etc/passwd", at("a/passwd.py")), 0);
	assert_int_equal(symlink("nowhere", at("a/dead.py")), 0);
	assert_int_equal(symlink("nowhere", at("a/dead.txt")), 0);
	check("a/x.py 1\n"
	      "unread a/dead.py:0 link to nothing\n"
	      "unread a/out:0 link out of the folder, not followed\n"
	      "unread a/passwd.py:0 link out of the folder, not followed\n"
	      "skipped a/up:0 link, not followed\n"
	      "skipped a/y.py:0 link, not followed\n"
	      "skipped in:0 link, not followed\n");
	/* A root that is a link is what it leads to. */
	snprintf(name, sizeof name, "%s", at("a"));
	check_at(at("in"), 1,
	         "x.py 1\n"
	         "unread dead.py:0 link to nothing\n"
	         "unread out:0 link out of the folder, not followed\n"
	         "unread passwd.py:0 link out of the folder, not followed\n"
	         "unread up:0 link out of the folder, not followed\n"
	         "skipped y.py:0 link, not followed\n");
}

static void special(void **state)
{
	(void)state;
	assert_int_equal(mkfifo(at("pipe.py"), 0666), 0);
	put("a.py", "1");
	check("a.py 1\nunread pipe.py:0 FIFO\n");
}

static void unreadable(void **state)
{
	uid_t me = geteuid();
	(void)state;

	put("a.py", "1");
	put("b.py", "1");
	put("c/d.py", "1");
	chmod(root, 0755);
	chmod(at("b.py"), 0);
	chmod(at("c"), 0);
	if (me == 0)
		assert_int_equal(seteuid(65534), 0);
	check("a.py 1\nunread b.py:0 permission denied\nunread c:0 permission denied\n");
	if (me == 0)
		assert_int_equal(seteuid(0), 0);
	chmod(at("c"), 0755);
}

static void contents(void **state)
{
	char bundle[9000], large[10001];
	(void)state;

	memset(large, 'a', sizeof large);
	for (size_t i = 0; i < sizeof bundle; i++)
		bundle[i] = "f(x);"[i % 5];
	put_bytes("large.py", large, sizeof large);
	put_bytes("exact.py", large, sizeof large - 1);
	put_bytes("bundle.js", bundle, sizeof bundle);
	put_bytes("table.ts", bundle, sizeof bundle);
	put("jquery.min.js", "1");
	put_bytes("nul.py", "a\0b", 3);
	memset(large, 'x', 300);
	large[100] = '\n';
	large[200] = '\0';
	put_bytes("one_zero.ts", large, 300);
	memset(large, '\0', 200);
	put_bytes("zeros.ts", large, 300);
	put("bom.py", "\xEF\xBB\xBFx");
	put_bytes("utf16.py", "\xFF\xFEx\0", 4);
	put("latin1.py", "# a\nname = 'caf\xE9'\n");
	put("utf8.py", "caf\xC3\xA9");
	check("bom.py 1\nexact.py 10000\nlatin1.py 19\none_zero.ts 300\ntable.ts 9000\n"
	      "utf8.py 5\n"
	      "skipped bundle.js:0 minified bundle\n"
	      "skipped jquery.min.js:0 minified bundle\n"
	      "skipped large.py:0 too large: 0.0 MiB\n"
	      "defect latin1.py:2 not UTF-8: read as Latin-1\n"
	      "skipped nul.py:0 binary\n"
	      "defect one_zero.ts:2 a zero byte: read as a blank\n"
	      "skipped utf16.py:0 not UTF-8: UTF-16\n"
	      "skipped zeros.ts:0 binary\n");
}

static void deep(void **state)
{
	char name[1024] = "";
	(void)state;

	for (int i = 0; i < 140; i++)
		strcat(name, "d/");
	strcat(name, "a.py");
	put(name, "1");
	put("a.py", "1");
	name[2 * WALK_MAX_DEPTH + 1] = '\0';
	{
		char expected[1200];

		snprintf(expected, sizeof expected,
		         "a.py 1\nunread %s:0 nested too deeply\n", name);
		check(expected);
	}
}

static void utf8(void **state)
{
	static const struct {
		const char *s;
		size_t size, end;
	} cases[] = {
		{ "", 0, 0 },
		{ "abc", 3, 3 },
		{ "0123456789012345678901234567890123456789\xC3\xA9", 42, 42 },
		{ "0123456789012345678901234567890123456789\xC3", 41, 40 },
		{ "a\0b", 3, 1 },
		{ "0123456789012345678901234567890123\0"
		  "56789",
		  40, 34 },
		{ "\xE2\x82\xAC", 3, 3 },
		{ "\xE0\x80\x80", 3, 0 }, /* overlong */
		{ "\xC0\x80", 2, 0 },
		{ "\xED\xA0\x80", 3, 0 }, /* surrogate */
		{ "\xF0\x9F\x98\x80", 4, 4 },
		{ "\xF4\x90\x80\x80", 4, 0 }, /* beyond the last character */
		{ "x\xFF", 2, 1 },
		{ "\x80", 1, 0 },
	};
	(void)state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(walk_utf8_end(cases[i].s, cases[i].size), cases[i].end);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(plain, set_up, tear_down),
		cmocka_unit_test_setup_teardown(missing_root, set_up, tear_down),
		cmocka_unit_test_setup_teardown(rules, set_up, tear_down),
		cmocka_unit_test_setup_teardown(gitignore, set_up, tear_down),
		cmocka_unit_test_setup_teardown(inside_repository, set_up, tear_down),
		cmocka_unit_test_setup_teardown(links, set_up, tear_down),
		cmocka_unit_test_setup_teardown(special, set_up, tear_down),
		cmocka_unit_test_setup_teardown(unreadable, set_up, tear_down),
		cmocka_unit_test_setup_teardown(contents, set_up, tear_down),
		cmocka_unit_test_setup_teardown(deep, set_up, tear_down),
		cmocka_unit_test(utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
