/* lang.c - which language a file is in, and what the file is for, by its name. */
#include "syntax/lang.h"

#include <stdint.h>
#include <string.h>

#include "syntax/lex_bytes.h"
#include "syntax/syntax.h"

/* Eight bytes, zero-padded, so that a row is compared as one number. Most frequent
 * first: they are tried in this order. */
static const struct extension {
	char text[8];
	uint8_t language;
	const char *name; /* of LANG_OTHER_CODE */
} extensions[] = {
	{ "py", LANG_PYTHON, NULL },
	{ "ts", LANG_TYPESCRIPT, NULL },
	{ "tsx", LANG_TSX, NULL },
	{ "js", LANG_JAVASCRIPT, NULL },
	{ "jsx", LANG_JAVASCRIPT, NULL },
	{ "mjs", LANG_JAVASCRIPT, NULL },
	{ "cjs", LANG_JAVASCRIPT, NULL },
	{ "mts", LANG_TYPESCRIPT, NULL },
	{ "cts", LANG_TYPESCRIPT, NULL },
	{ "prisma", LANG_PRISMA, NULL },
	{ "astro", LANG_OTHER_CODE, "Astro" },
	{ "c", LANG_OTHER_CODE, "C" },
	{ "cc", LANG_OTHER_CODE, "C++" },
	{ "clj", LANG_OTHER_CODE, "Clojure" },
	{ "coffee", LANG_OTHER_CODE, "CoffeeScript" },
	{ "cpp", LANG_OTHER_CODE, "C++" },
	{ "cs", LANG_OTHER_CODE, "C#" },
	{ "cxx", LANG_OTHER_CODE, "C++" },
	{ "dart", LANG_OTHER_CODE, "Dart" },
	{ "elm", LANG_OTHER_CODE, "Elm" },
	{ "erl", LANG_OTHER_CODE, "Erlang" },
	{ "ex", LANG_OTHER_CODE, "Elixir" },
	{ "exs", LANG_OTHER_CODE, "Elixir" },
	{ "fs", LANG_OTHER_CODE, "F#" },
	{ "go", LANG_OTHER_CODE, "Go" },
	{ "groovy", LANG_OTHER_CODE, "Groovy" },
	{ "h", LANG_OTHER_CODE, "C" },
	{ "hpp", LANG_OTHER_CODE, "C++" },
	{ "hs", LANG_OTHER_CODE, "Haskell" },
	{ "ipynb", LANG_OTHER_CODE, "Jupyter notebook" },
	{ "java", LANG_OTHER_CODE, "Java" },
	{ "jl", LANG_OTHER_CODE, "Julia" },
	{ "kt", LANG_OTHER_CODE, "Kotlin" },
	{ "kts", LANG_OTHER_CODE, "Kotlin" },
	{ "lua", LANG_OTHER_CODE, "Lua" },
	{ "m", LANG_OTHER_CODE, "Objective-C" },
	{ "ml", LANG_OTHER_CODE, "OCaml" },
	{ "php", LANG_OTHER_CODE, "PHP" },
	{ "pl", LANG_OTHER_CODE, "Perl" },
	{ "pm", LANG_OTHER_CODE, "Perl" },
	{ "pyx", LANG_OTHER_CODE, "Cython" },
	{ "r", LANG_OTHER_CODE, "R" },
	{ "R", LANG_OTHER_CODE, "R" },
	{ "rb", LANG_OTHER_CODE, "Ruby" },
	{ "rs", LANG_OTHER_CODE, "Rust" },
	{ "scala", LANG_OTHER_CODE, "Scala" },
	{ "sol", LANG_OTHER_CODE, "Solidity" },
	{ "svelte", LANG_OTHER_CODE, "Svelte" },
	{ "swift", LANG_OTHER_CODE, "Swift" },
	{ "vue", LANG_OTHER_CODE, "Vue" },
	{ "zig", LANG_OTHER_CODE, "Zig" },
};
enum { EXTENSIONS = sizeof extensions / sizeof *extensions };

/* Manifests with a name of their own; those with a pattern are in is_manifest(). */
static const char *const manifest_names[] = {
	"Dockerfile",
	"Pipfile",
	"Pipfile.lock",
	"Procfile",
	"bun.lock",
	"bun.lockb",
	"environment.yaml",
	"environment.yml",
	"npm-shrinkwrap.json",
	"package-lock.json",
	"package.json",
	"pdm.lock",
	"pnpm-lock.yaml",
	"pnpm-workspace.yaml",
	"poetry.lock",
	"pyproject.toml",
	"setup.cfg",
	"uv.lock",
	"yarn.lock",
};

static const char *base_name(const char *path, const char **end)
{
	const char *name = path, *p = path;

	for (; *p; p++)
		if (*p == '/')
			name = p + 1;
	*end = p;
	return name;
}

static bool starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static bool ends(const char *name, const char *end, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(end - name) >= n && memcmp(end - n, with, n) == 0;
}

/* Is the folder that the name stands in called this? */
static bool in_folder(const char *path, const char *name, const char *folder)
{
	size_t n = strlen(folder);

	return (size_t)(name - path) > n && memcmp(name - n - 1, folder, n) == 0 &&
	       (name - n - 1 == path || name[-(ptrdiff_t)n - 2] == '/');
}

static bool is_requirements(const char *path, const char *name, const char *end)
{
	if (!ends(name, end, ".txt") && !ends(name, end, ".in"))
		return false;
	return starts(name, "requirements") || ends(name, end, "requirements.txt") ||
	       ends(name, end, "requirements.in") ||
	       in_folder(path, name, "requirements");
}

static bool is_manifest(const char *path, const char *name, const char *end)
{
	/* No manifest begins with another letter; requirements/base.txt is the exception.
	 */
	if (ends(name, end, ".txt") || ends(name, end, ".in"))
		return is_requirements(path, name, end);
	if (!strchr("DPbdejnpstuy", *name) && !ends(name, end, ".Dockerfile"))
		return false;
	if ((starts(name, "tsconfig") || starts(name, "jsconfig")) &&
	    ends(name, end, ".json"))
		return true;
	if (starts(name, "Dockerfile.") || ends(name, end, ".Dockerfile"))
		return true;
	for (size_t i = 0; i < sizeof manifest_names / sizeof *manifest_names; i++)
		if (strcmp(name, manifest_names[i]) == 0)
			return true;
	return false;
}

static const struct extension *extension_of(const char *name, const char *end)
{
	const char *dot = end;
	uint64_t key = 0, row;

	while (dot > name && dot[-1] != '.')
		dot--;
	if (dot == name || end - dot > 8 || end == dot)
		return NULL;
	memcpy(&key, dot, (size_t)(end - dot));
	for (size_t i = 0; i < EXTENSIONS; i++) {
		memcpy(&row, extensions[i].text, sizeof row);
		if (row == key)
			return &extensions[i];
	}
	return NULL;
}

enum language lang_of(const char *path)
{
	const char *end, *name = base_name(path, &end);
	const struct extension *x = extension_of(name, end);

	if (!x)
		return is_manifest(path, name, end) ? LANG_MANIFEST : LANG_NONE;
	if (x->language == LANG_TYPESCRIPT && end - name > 5 &&
	    (ends(name, end, ".d.ts") || ends(name, end, ".d.mts") ||
	     ends(name, end, ".d.cts")))
		return LANG_NONE;
	return (enum language)x->language;
}

const char *lang_name(enum language l)
{
	switch (l) {
	case LANG_PYTHON: return "Python";
	case LANG_JAVASCRIPT: return "JavaScript";
	case LANG_TYPESCRIPT: return "TypeScript";
	case LANG_TSX: return "TSX";
	case LANG_PRISMA: return "Prisma";
	case LANG_MANIFEST: return "Manifest";
	case LANG_OTHER_CODE: return "Other";
	case LANG_NONE: break;
	}
	return "";
}

const char *lang_other_name(const char *path)
{
	const char *end, *name = base_name(path, &end);
	const struct extension *x = extension_of(name, end);

	return x && x->name ? x->name : lang_name(lang_of(path));
}

/* Folders that tell what their files are for. */
static const struct {
	const char *folder;
	uint8_t kind;
} folders[] = {
	{ "__fixtures__", UNIT_TEST },
	{ "__mocks__", UNIT_TEST },
	{ "__tests__", UNIT_TEST },
	{ "_tests", UNIT_TEST },
	{ "api_tests", UNIT_TEST },
	{ "cypress", UNIT_TEST },
	{ "e2e", UNIT_TEST },
	{ "e2e_tests", UNIT_TEST },
	{ "functional_tests", UNIT_TEST },
	{ "integration_tests", UNIT_TEST },
	{ "test", UNIT_TEST },
	{ "tests", UNIT_TEST },
	{ "unit_tests", UNIT_TEST },
	{ "unittests", UNIT_TEST },
	{ "alembic", UNIT_MIGRATION },
	{ "migrate_repo", UNIT_MIGRATION },
	{ "migration", UNIT_MIGRATION },
	{ "migrations", UNIT_MIGRATION },
	{ "*migrations", UNIT_MIGRATION },
	{ "__generated__", UNIT_GENERATED },
	{ "generated", UNIT_GENERATED },
};

/* Is the pattern this name of n bytes, or, behind a star, its end? */
static bool is_folder(const char *pattern, const char *name, size_t n)
{
	size_t length;

	if (*pattern != '*')
		return *pattern == *name && strlen(pattern) == n &&
		       memcmp(pattern, name, n) == 0;
	length = strlen(++pattern);
	return n > length && memcmp(name + n - length, pattern, length) == 0;
}

enum { FOLDERS = sizeof folders / sizeof *folders };

/* Every file of a tree comes by: most folders begin with none of those letters, and end
 * in another one than what follows the star. */
static bool may_tell(const char *name, size_t n)
{
	return n && (strchr("_acegmtu", *name) || name[n - 1] == 's');
}

/* The strongest kind of all the folders of the path: test, migration, generated. */
static int folder_kind(const char *path, const char *name)
{
	int kind = UNIT_SOURCE;

	for (const char *p = path, *slash; p < name; p = slash + 1) {
		size_t n;

		slash = memchr(p, '/', (size_t)(name - p));
		n = (size_t)(slash - p);
		if (!may_tell(p, n))
			continue;
		for (size_t i = 0; i < FOLDERS; i++) {
			if (!is_folder(folders[i].folder, p, n))
				continue;
			if (kind == UNIT_SOURCE || folders[i].kind < kind)
				kind = folders[i].kind;
		}
	}
	return kind;
}

/* What stands between the first dot and the extension: "spec" of a.spec.ts. */
static int infix_kind(const char *name, const char *end)
{
	static const struct {
		const char *infix;
		uint8_t kind;
	} infixes[] = {
		{ "test", UNIT_TEST },
		{ "spec", UNIT_TEST },
		{ "cy", UNIT_TEST },
		{ "stories", UNIT_TEST },
		{ "e2e-spec", UNIT_TEST },
		{ "e2e", UNIT_TEST },
		{ "testdata", UNIT_TEST },
		{ "fixture", UNIT_TEST },
		{ "fixtures", UNIT_TEST },
		{ "mock", UNIT_TEST },
		{ "mocks", UNIT_TEST },
		{ "min", UNIT_GENERATED },
		{ "generated", UNIT_GENERATED },
		{ "gen", UNIT_GENERATED },
		{ "bundle", UNIT_GENERATED },
	};
	const char *dot = end, *from;

	while (dot > name && *dot != '.')
		dot--;
	for (from = dot; from > name && from[-1] != '.'; from--)
		;
	if (from <= name + 1 || dot <= from)
		return UNIT_SOURCE;
	for (size_t i = 0; i < sizeof infixes / sizeof *infixes; i++)
		if (strlen(infixes[i].infix) == (size_t)(dot - from) &&
		    memcmp(infixes[i].infix, from, (size_t)(dot - from)) == 0)
			return infixes[i].kind;
	return UNIT_SOURCE;
}

/* 20210101120000-add-users.js, 1612345678901-AddUsers.ts */
static bool is_stamped(const char *name)
{
	size_t digits = strspn(name, "0123456789");

	return digits >= 13 && digits <= 14 &&
	       (name[digits] == '-' || name[digits] == '_');
}

/* An application about migrations has such files: long_running_migrations/tasks.py. */
static bool is_of_application(const char *path, const char *name)
{
	static const char *const files[] = { "admin.py",       "apps.py",  "models.py",
		                             "serializers.py", "tasks.py", "urls.py",
		                             "views.py" };
	static const char folder[] = "_migrations/";
	const size_t n = sizeof folder - 1;

	if ((size_t)(name - path) < n || memcmp(name - n, folder, n))
		return false;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (!strcmp(name, files[i]))
			return true;
	return false;
}

/* A command of Django is called by the name of its file: `manage.py test_mail`. */
static bool is_command(const char *path, const char *name)
{
	static const char folder[] = "management/commands/";
	const size_t n = sizeof folder - 1;

	return (size_t)(name - path) >= n && memcmp(name - n, folder, n) == 0;
}

static int python_kind(const char *name, const char *end)
{
	if (starts(name, "test_") || ends(name, end, "_test.py") ||
	    ends(name, end, "_tests.py") || strcmp(name, "conftest.py") == 0 ||
	    strcmp(name, "tests.py") == 0)
		return UNIT_TEST;
	if (ends(name, end, "_pb2.py") || ends(name, end, "_pb2_grpc.py"))
		return UNIT_GENERATED;
	return UNIT_SOURCE;
}

/* What tests of Python say. */
static bool has_test_words(const char *text, size_t size)
{
	static const char *const words[] = { "def test", "unittest", "pytest",
		                             "TestCase" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (memmem(text, size, words[i], strlen(words[i])))
			return true;
	return false;
}

bool lang_only_named_test(const char *path, const char *text, size_t size)
{
	const char *end, *name = base_name(path, &end);

	return ends(name, end, "_test.py") && !starts(name, "test_") &&
	       folder_kind(path, name) == UNIT_SOURCE && !has_test_words(text, size);
}

/* describe("..", () => { at the beginning of a line, behind blanks */
static bool begins_test(const char *line, const char *end)
{
	static const char *const calls[] = {
		"describe",   "it",        "test",   "suite",
		"beforeEach", "beforeAll", "before", "after"
	};

	line = bytes_blanks_end(line);
	for (size_t i = 0; line < end && i < sizeof calls / sizeof *calls; i++) {
		size_t n = strlen(calls[i]);

		if ((size_t)(end - line) > n && !memcmp(line, calls[i], n) &&
		    (line[n] == '(' || line[n] == '.'))
			return true;
	}
	return false;
}

bool lang_only_among_tests(const char *path, const char *text, size_t size)
{
	const char *end, *name = base_name(path, &end), *stop = text + size;

	if (ends(name, end, ".py"))
		return starts(name, "test_") && folder_kind(path, name) == UNIT_SOURCE &&
		       !has_test_words(text, size);
	if (folder_kind(path, name) != UNIT_TEST || infix_kind(name, end) != UNIT_SOURCE)
		return false;
	for (const char *line = text; line < stop; line++) {
		if (begins_test(line, stop))
			return false;
		if (!(line = memchr(line, '\n', (size_t)(stop - line))))
			break;
	}
	return true;
}

int lang_unit_kind(const char *path)
{
	const char *end, *name = base_name(path, &end);
	int kind = folder_kind(path, name);

	if (kind == UNIT_MIGRATION && is_of_application(path, name))
		kind = UNIT_SOURCE;
	if (kind != UNIT_SOURCE)
		return kind;
	if (ends(name, end, ".py"))
		return is_command(path, name) ? UNIT_SOURCE : python_kind(name, end);
	if (is_stamped(name))
		return UNIT_MIGRATION;
	return infix_kind(name, end);
}

const char *lang_kind_name(int kind)
{
	static const char *const names[UNIT_KINDS] = { "source",    "test", "migration",
		                                       "generated", "page", "vendored" };

	return names[kind];
}
