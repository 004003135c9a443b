/* lang.h - which language a file is in, and what the file is for, by its name. */
#ifndef LANG_H
#define LANG_H

#include <stdbool.h>
#include <stddef.h>

enum language {
	LANG_NONE,       /* not ours to read */
	LANG_PYTHON,     /* .py .pyi is skipped */
	LANG_JAVASCRIPT, /* .js .mjs .cjs .jsx (JSX is always on) */
	LANG_TYPESCRIPT, /* .ts .mts .cts; .d.ts is not read */
	LANG_TSX,        /* .tsx */
	LANG_PRISMA,     /* .prisma */
	LANG_MANIFEST, /* requirements*.txt pyproject.toml setup.cfg Pipfile package.json
	                  tsconfig*.json jsconfig.json lock files Dockerfile ...: whatever
	                  manifest_use_of() wants, except the .py ones */
	LANG_OTHER_CODE, /* code of a language that we name but do not read: .go .rs .rb
	                    .java ... */
};

/* By path relative to the root; never opens the file. */
enum language lang_of(const char *path);
const char *lang_name(enum language l); /* "Python", "TypeScript", ... */
/* Name of the language of a LANG_OTHER_CODE file: "Go", "Rust", ...; else lang_name(). */
const char *lang_other_name(const char *path);

/* enum unit_kind (syntax.h) by path: tests (tests/, test_x.py, x_test.py, conftest.py,
 * x.spec.ts, x.test.js, __tests__/, e2e/, cypress/), migrations (migrations/, alembic
 * versions/), generated (.min.js, _pb2.py, *.generated.*). */
int lang_unit_kind(const char *path);
/* "source", "test", "migration", "generated", "page", "vendored" */
const char *lang_kind_name(int kind);
/* Is x_test.py, in no folder of tests, named for what it is about? Its text has nothing
 * of a test. */
bool lang_only_named_test(const char *path, const char *text, size_t size);
/* Is a script in a folder of tests that is not called a test, and calls none, or a file
 * of Python in none that is called test_data.py, and has none? Sources may import it: see
 * imported.h. */
bool lang_only_among_tests(const char *path, const char *text, size_t size);

#endif
