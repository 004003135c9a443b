/* walk.h - find the files of a code base, in parallel, and read them.
 *
 *     static void found(void *arg, const struct walk_file *f) { ... walk_read(f, &t) ...
 * } walk_run(&result, &arena, root, &options, found, arg, &e);
 *
 * The threads that walk also call found(), so reading and lexing overlap walking. The
 * order is that of chance: sort by path before anything is shown.
 *
 * The root is never left. Links are not followed, neither to folders nor to files: what
 * a link inside the root points at is read under its own path, and reading it twice
 * would count twice. A link out of the root is "unread"; other links are "skipped".
 *
 * Not entered, besides what .gitignore excludes (ignore.h): the folders of
 * models/mapping/folders.tsv: version control, installed packages, virtual environments,
 * caches, build output, vendored code. A folder called build, dist, target ... is output
 * only when it stands beside a manifest and holds no source of its own (an __init__.py or
 * TypeScript): a package with such a name is read. Nor is a folder that tools have
 * installed packages into (NAME.dist-info beside them, of several). The root itself is
 * always entered, whatever its name and wherever it lies. */
#ifndef WALK_H
#define WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "syntax/lang.h"

enum {
	WALK_THREADS_MAX = 16,
	WALK_MAX_BYTES = 2 << 20, /* default of max_bytes */
	WALK_MAX_DEPTH = 128,     /* folders below the root; deeper ones are "unread" */
};

struct walk_options {
	int threads; /* 0: as many as there are processors, at most WALK_THREADS_MAX */
	uint64_t max_bytes; /* larger files are not read; 0: WALK_MAX_BYTES */
	bool every_file;    /* call back for files of LANG_NONE, too */
	/* Or for those of them whose path (relative) it wants; from any thread. */
	bool (*is_wanted)(const void *arg, const char *path);
	const void *wanted_arg;
};

/* A file found; all of it is valid during the callback only. */
struct walk_file {
	const char *path;       /* relative to the root, '/' separated */
	const char *name;       /* last part of path */
	int folder;             /* descriptor of its folder, for openat() */
	enum language language; /* lang_of(path) */
	bool is_generated;      /* says .gitattributes, see attributes.h */
	unsigned worker;        /* 0 .. threads - 1 */
	struct walk_worker *by; /* for walk_read() and walk_problem_add() */
};

/* What was not read, or not as it stands. Kinds as in schema.sql: "skipped" by a rule,
 * "unread" because the system said no or it is no regular file, "defect". */
struct walk_problem {
	const char *kind, *path, *reason;
	uint32_t line; /* 0: the whole file */
};

struct walk_result {
	struct walk_problem *problems; /* sorted by path, then line and reason */
	size_t problem_count;
	uint64_t files, folders; /* handed out, entered */
	uint64_t ignored;        /* files and folders that .gitignore excludes */
	uint64_t bytes;          /* read by walk_read() */
	unsigned threads;        /* that were used */
};

/* Called by several threads at once, never twice at once with the same f->worker. */
typedef void walk_fn(void *arg, const struct walk_file *f);

/* How many workers walk_run() will use with these options: for storage per worker. */
unsigned walk_threads(const struct walk_options *o);

/* Fails only when the root cannot be opened or is no folder, or no thread starts.
 * The result lives in a. */
bool walk_run(struct walk_result *r, struct arena *a, const char *root,
              const struct walk_options *o, walk_fn *fn, void *arg, struct err *e);

struct walk_text {
	const char *s; /* READ_PADDING (lex.h) zero bytes follow */
	size_t size;
};

/* The whole text, valid UTF-8 without a byte order mark and without NUL, in a buffer of
 * the worker: until its next walk_read(). False: there is nothing to read, and the
 * reason is a problem of the result (too large, binary, UTF-16, minified, no
 * permission, not a regular file). A text that is not UTF-8 is taken for Latin-1,
 * converted, and noted as a defect. Never blocks on a FIFO. */
bool walk_read(struct walk_text *t, const struct walk_file *f);

/* The first bytes as they are, room of them at most. 0: nothing to read, which is no
 * problem of the result. */
size_t walk_peek(char *to, size_t room, const struct walk_file *f);

/* Add a problem to the result. kind and reason are static or live as long as the
 * worker's storage (until walk_run() returns, which copies them). */
void walk_problem_add(const struct walk_file *f, const char *kind, uint32_t line,
                      const char *reason);

/* First byte that is not UTF-8 (or is NUL), or size when all is well. */
size_t walk_utf8_end(const char *s, size_t size);

#endif
