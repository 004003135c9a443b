/* store.h - one SQLite file a project: the hand-over between reading and estimating.
 *
 * The schema is src/store/schema.sql. A file with another SCHEMA_VERSION is refused with
 * a line that says what to do. */
#ifndef STORE_H
#define STORE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "detect/fact.h"
#include "store/batch.h"

/* In the header of every store ("migc"), so that another database is not taken for one.
 */
#define STORE_APPLICATION_ID 0x6d696763

enum { SCHEMA_VERSION = 31 };

struct store {
	sqlite3 *db;
	const char *path; /* NULL: in memory */
	bool is_bare;     /* a new file without tables, see store_open_bare() */
	/* private */
	bool is_half;      /* without the tables of estimates */
	bool is_completed; /* they are made in this transaction */
	/* prepared once, used a row */
	sqlite3_stmt *insert_meta, *insert_problem, *insert_package, *insert_unknown,
	    *insert_shown;
	struct batch files;
	struct batch facts[2][2]; /* whole ones, and with their numbers */
	struct batch told[2];     /* with their numbers */
};

/* path NULL: a store in memory, for one run. Creates the file when `create`. */
bool store_open(struct store *s, const char *path, bool create, struct err *e);
/* The same, but a new file has no tables yet: store_begin_scan() makes those of the scan
 * with it, in one transaction, store_begin_estimate() the others; store_ready() all at
 * once. */
bool store_open_bare(struct store *s, const char *path, bool create, struct err *e);
bool store_ready(struct store *s, struct err *e);
/* A copy in memory of a store that is there: what is done to it leaves no trace. */
bool store_open_copy(struct store *s, const char *path, struct err *e);
void store_close(struct store *s); /* closing twice or all-zero is fine */

/* A scan and an estimate are one transaction each: begin, insert, commit. Whatever
 * happens before the commit leaves the earlier contents as they were. */
bool store_begin_scan(struct store *s, struct err *e); /* clears both halves */
/* Empties the second half, within a transaction. */
bool store_clear_estimate(struct store *s, struct err *e);
bool store_begin_estimate(struct store *s, struct err *e); /* clears the second half */
bool store_commit(struct store *s, struct err *e);
void store_rollback(struct store *s);

bool store_meta(struct store *s, const char *key, const char *value, struct err *e);
/* Of counts that were given, without code? */
bool store_is_counts_only(struct store *s);
/* NULL when there is no such key; the text lives in a. */
const char *store_meta_get(struct store *s, struct arena *a, const char *key);
struct store_file {
	const char *path, *language, *kind; /* as in the table */
	uint64_t bytes, content;            /* content.h */
	uint32_t lines, code_lines, params, typed, statements;
	bool works;
};
/* Their texts stay until all are stored. */
bool store_files(struct store *s, bool (*next)(void *arg, struct store_file *f),
                 void *arg, struct err *e);
bool store_problem(struct store *s, const char *kind, const char *path, uint32_t line,
                   const char *reason, struct err *e);
/* A package that a manifest asks for; the last three are empty when the table of
 * libraries does not know it. NULL texts are empty. */
struct store_package {
	const char *ecosystem, *name, *version, *manifest;
	uint32_t line;
	bool is_dev;
	const char *category, *equivalent, *mapping;
};
/* A script that only pages use, see shown.h. */
bool store_shown(struct store *s, const char *path, struct err *e);
/* A file that imports a package of which our table knows nothing; a second time: nothing.
 */
bool store_unknown_import(struct store *s, const char *package, const char *file,
                          struct err *e);
bool store_package(struct store *s, const struct store_package *p, struct err *e);
/* Facts one by one, with the numbers of their rows. Their texts stay until all are
 * stored.
 */
struct fact_row {
	struct fact fact;   /* its parent does not count */
	int64_t id, parent; /* parent: 0 none */
};
bool store_fact_rows(struct store *s, bool (*next)(void *arg, struct fact_row *row),
                     void *arg, struct err *e);

/* A finding that is a construct because another one tells it. */
struct told_row {
	int64_t fact; /* the other's number */
	const char *construct;
};
/* Their numbers are first, first + 1 ... Their texts stay until all are stored. */
bool store_told(struct store *s, int64_t first,
                bool (*next)(void *arg, struct told_row *row), void *arg, struct err *e);
/* Rows of any table: batch_next() and batch_write() of batch.h. */
bool store_row(struct store *s, struct batch *b, struct err *e);
bool store_batch(struct store *s, struct batch *b, struct err *e);

/* Anything else goes through SQL. Formats: as sqlite3_mprintf (%q, %Q, %d, %f). */
bool store_exec(struct store *s, struct err *e, const char *sql, ...);
/* One number or text of a SELECT; def when there is no row. */
double store_number(struct store *s, double def, const char *sql, ...);
const char *store_text(struct store *s, struct arena *a, const char *def, const char *sql,
                       ...);
/* Prepared SELECT, finalized when the arena is released. NULL and e on bad SQL. */
sqlite3_stmt *store_select(struct store *s, struct arena *a, struct err *e,
                           const char *sql, ...);

#endif
