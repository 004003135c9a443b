/* store.c - one SQLite file a project: the hand-over between reading and estimating. */
#include "store/store.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text/builtin.h"
#include "text/utf8.h"

/* The rollback journal stays on: whatever ends this process before the commit, the
 * next reader rolls back to what was there. NORMAL syncs the journal before the file. A
 * cache that holds all pages until the commit is no faster, and its memory comes on top
 * of what linking takes. */
static const char file_pragmas[] = "PRAGMA journal_mode = DELETE;"
				   "PRAGMA synchronous = NORMAL;"
				   "PRAGMA temp_store = MEMORY;"
				   "PRAGMA cache_size = -1024;"
				   "PRAGMA secure_delete = OFF;"
				   "PRAGMA trusted_schema = OFF;";
static const char memory_pragmas[] = "PRAGMA journal_mode = MEMORY;"
				     "PRAGMA synchronous = OFF;"
				     "PRAGMA temp_store = MEMORY;";

static const char *name_of(const struct store *s)
{
	return s->path ? s->path : "store in memory";
}

static bool failed(struct store *s, struct err *e)
{
	int code = sqlite3_errcode(s->db) & 0xff;

	if (code == SQLITE_NOTADB)
		return err_set(e, ERR_IO, "'%s' is no migcost store: not an SQLite file",
		               name_of(s));
	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		return err_set(e, ERR_IO, "'%s' is in use by another program",
		               name_of(s));
	return err_set(e, ERR_IO, "cannot use '%s': %s", name_of(s),
	               sqlite3_errmsg(s->db));
}

static bool run(struct store *s, const char *sql, struct err *e)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK || failed(s, e);
}

/* ---- opening ---------------------------------------------------------------- */

/* Reads a pragma or another single number; fails when the file is no database. */
static bool read_number(struct store *s, const char *sql, int64_t *n, struct err *e)
{
	sqlite3_stmt *q = NULL;
	bool ok = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) == SQLITE_OK &&
	          sqlite3_step(q) == SQLITE_ROW;

	if (ok)
		*n = sqlite3_column_int64(q, 0);
	else
		failed(s, e);
	sqlite3_finalize(q);
	return ok;
}

/* Where the second half begins, which an estimate makes. */
static const char *second_half(void)
{
	return strstr(builtin_schema, "\n-- ---- estimate");
}

/* Within a transaction. */
static bool create_schema(struct store *s, struct err *e)
{
	char *sql = sqlite3_mprintf("%.*s; PRAGMA application_id = %d;"
	                            "PRAGMA user_version = %d;",
	                            (int)(second_half() - builtin_schema), builtin_schema,
	                            STORE_APPLICATION_ID, SCHEMA_VERSION);
	bool ok = sql ? run(s, sql, e) : failed(s, e);

	sqlite3_free(sql);
	s->is_half = ok;
	return ok;
}

/* Within a transaction, too. */
static bool complete(struct store *s, struct err *e)
{
	if (!s->is_half)
		return true;
	s->is_completed = run(s, second_half(), e);
	return s->is_completed;
}

static bool begin_new(struct store *s, struct err *e)
{
	if (!run(s, "BEGIN IMMEDIATE", e))
		return false;
	if (create_schema(s, e))
		return true;
	store_rollback(s);
	return false;
}

bool store_ready(struct store *s, struct err *e)
{
	if (!s->is_bare && !s->is_half)
		return true;
	if (s->is_bare ? !begin_new(s, e) : !run(s, "BEGIN IMMEDIATE", e))
		return false;
	if (complete(s, e))
		return store_commit(s, e);
	store_rollback(s);
	return false;
}

/* What a crash of the machine would lose of a new file is this run, no earlier work.
 * Fewer and larger pages: they are written one by one. Few are kept in memory: rows are
 * only added. */
static const char new_pragmas[] = "PRAGMA synchronous = OFF;"
				  "PRAGMA page_size = 16384;"
				  "PRAGMA cache_size = -256;";

static bool check_schema(struct store *s, bool create, struct err *e)
{
	int64_t id = 0, version = 0, things = 0;

	if (!read_number(s, "SELECT count(*) FROM sqlite_schema", &things, e) ||
	    !read_number(s, "PRAGMA application_id", &id, e) ||
	    !read_number(s, "PRAGMA user_version", &version, e))
		return false;
	s->is_bare = things == 0 && id == 0;
	if (s->is_bare && create)
		return run(s, new_pragmas, e);
	if (id != STORE_APPLICATION_ID)
		return err_set(e, ERR_IO,
		               "'%s' is no migcost store: another program's database",
		               name_of(s));
	if (version != SCHEMA_VERSION)
		return err_set(e, ERR_IO,
		               "'%s' has store version %lld, this migcost uses %d: scan "
		               "again into a new file",
		               name_of(s), (long long)version, SCHEMA_VERSION);
	if (!read_number(s, "SELECT count(*) FROM sqlite_schema WHERE name = 'band'",
	                 &things, e))
		return false;
	s->is_half = things == 0;
	return true;
}

bool store_open_bare(struct store *s, const char *path, bool create, struct err *e)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
	            (create ? SQLITE_OPEN_CREATE : 0);

	*s = (struct store){ .path = path };
	/* Nobody asks how much memory SQLite takes; no effect once it is at work. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (path && !create && access(path, F_OK) != 0)
		return err_set(e, ERR_IO,
		               "there is no store '%s': make one with 'migcost scan'",
		               path);
	/* "./" keeps SQLite from reading meaning into ":memory:", "" or "file:..". */
	if (path) {
		char *name = sqlite3_mprintf("%s%s", *path == '/' ? "" : "./", path);

		if (sqlite3_open_v2(name, &s->db, flags, NULL) != SQLITE_OK)
			failed(s, e);
		sqlite3_free(name);
	} else if (sqlite3_open_v2(":memory:", &s->db, flags, NULL) != SQLITE_OK) {
		failed(s, e);
	}
	if (s->db && sqlite3_errcode(s->db) == SQLITE_OK) {
		sqlite3_busy_timeout(s->db, 2000);
		if (run(s, path ? file_pragmas : memory_pragmas, e) &&
		    check_schema(s, create || !path, e))
			return true;
	}
	store_close(s);
	return false;
}

bool store_open(struct store *s, const char *path, bool create, struct err *e)
{
	if (!store_open_bare(s, path, create, e))
		return false;
	if (store_ready(s, e))
		return true;
	store_close(s);
	return false;
}

bool store_open_copy(struct store *s, const char *path, struct err *e)
{
	struct store from;
	sqlite3_backup *copy;
	bool ok;

	if (!store_open_bare(&from, path, false, e))
		return false;
	ok = store_open_bare(s, NULL, true, e);
	if (ok) {
		copy = sqlite3_backup_init(s->db, "main", from.db, "main");
		ok = copy && sqlite3_backup_step(copy, -1) == SQLITE_DONE;
		if (sqlite3_backup_finish(copy) != SQLITE_OK || !ok)
			ok = err_set(e, ERR_IO, "cannot copy '%s': %s", path,
			             sqlite3_errmsg(s->db));
		s->is_bare = false;
		s->is_half = from.is_half;
		ok = ok && store_ready(s, e);
		if (!ok)
			store_close(s);
	}
	store_close(&from);
	return ok;
}

void store_close(struct store *s)
{
	sqlite3_stmt *all[] = { s->insert_meta, s->insert_problem, s->insert_package,
		                s->insert_unknown, s->insert_shown };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		sqlite3_finalize(all[i]);
	batch_close(&s->files);
	for (size_t i = 0; i < 4; i++)
		batch_close(&s->facts[i / 2][i % 2]);
	batch_close(&s->told[0]);
	batch_close(&s->told[1]);
	/* v2: a SELECT that an arena still holds is finalized later. */
	sqlite3_close_v2(s->db);
	*s = (struct store){ 0 };
}

/* ---- transactions ------------------------------------------------------------- */

static const char clear_first[] =
    "DELETE FROM input; DELETE FROM item; DELETE FROM result; DELETE FROM construct;";
static const char clear_second[] =
    "DELETE FROM effort; DELETE FROM driver; DELETE FROM phase; DELETE FROM role; DELETE "
    "FROM holiday; "
    "DELETE FROM staffing; DELETE FROM team_option; DELETE FROM phase_need; "
    "DELETE FROM currency; DELETE FROM phase_take; DELETE FROM phase_role; DELETE FROM "
    "milestone; "
    "DELETE FROM milestone_need; "
    "DELETE FROM assumption; DELETE FROM called; DELETE FROM called_apart; "
    "DELETE FROM band;"
    " DELETE FROM level; DELETE FROM constant; DELETE FROM alternative; DELETE FROM "
    "scenario; DELETE FROM model_file; DELETE FROM left_out; "
    "DELETE FROM left_out_kind; DELETE FROM "
    "tornado; DELETE FROM decision; DELETE FROM evidence;"
    " DELETE FROM percentile; DELETE FROM decision_reason;"
    " DELETE FROM decision_criterion; DELETE FROM past_project;"
    " DELETE FROM cited; DELETE FROM code_part; DELETE FROM stateful;"
    " DELETE FROM item_sum;";
static const char clear_scan[] =
    "DROP INDEX IF EXISTS fact_by_kind; DROP INDEX IF EXISTS file_by_path;"
    "DELETE FROM meta; DELETE FROM file; DELETE FROM problem; DELETE FROM package;"
    "DELETE FROM unknown_import; DELETE FROM service; DELETE FROM fact; DELETE FROM "
    "told; DELETE FROM tally; DELETE FROM described; DELETE FROM shown;";

/* A new file gets its tables with its contents, so that it is written once. */
bool store_begin_scan(struct store *s, struct err *e)
{
	if (s->is_bare)
		return begin_new(s, e);
	if (!run(s, "BEGIN IMMEDIATE", e))
		return false;
	if (run(s, clear_scan, e) && run(s, clear_first, e) &&
	    (s->is_half || run(s, clear_second, e)))
		return true;
	store_rollback(s);
	return false;
}

bool store_clear_estimate(struct store *s, struct err *e)
{
	return run(s, clear_first, e) && run(s, clear_second, e);
}

bool store_begin_estimate(struct store *s, struct err *e)
{
	/* Made when they are first needed: a scan alone is a tenth faster without. */
	static const char indices[] =
	    "CREATE INDEX IF NOT EXISTS fact_by_kind ON fact (kind);"
	    "CREATE UNIQUE INDEX IF NOT EXISTS file_by_path ON file (path);";
	static const char known[] = "INSERT INTO stateful SELECT id FROM keeps_state";

	if (!run(s, "BEGIN IMMEDIATE", e))
		return false;
	if (complete(s, e) && store_clear_estimate(s, e) && run(s, indices, e) &&
	    run(s, known, e))
		return true;
	store_rollback(s);
	return false;
}

bool store_commit(struct store *s, struct err *e)
{
	if (run(s, "COMMIT", e)) {
		if (s->is_bare && !run(s, "PRAGMA cache_size = -1024", e))
			return false;
		s->is_bare = false;
		s->is_half = s->is_half && !s->is_completed;
		s->is_completed = false;
		return true;
	}
	store_rollback(s);
	return false;
}

void store_rollback(struct store *s)
{
	s->is_completed = false;
	if (s->db && !sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

/* ---- rows ----------------------------------------------------------------------- */

static bool prepare(struct store *s, sqlite3_stmt **q, const char *sql, struct err *e)
{
	return *q ||
	       sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, q, NULL) ==
	           SQLITE_OK ||
	       failed(s, e);
}

/* Every text in the store is valid UTF-8: spreadsheets, JSON and terminals rely on it. */
static void bind_text(sqlite3_stmt *q, int i, const char *text)
{
	struct arena scratch = { 0 };
	size_t length;

	if (!text)
		text = "";
	if (utf8_is_clean(text, &length))
		sqlite3_bind_text(q, i, text, (int)length, SQLITE_STATIC);
	else
		sqlite3_bind_text(q, i, utf8_clean(&scratch, text), -1, SQLITE_TRANSIENT);
	arena_release(&scratch);
}

static bool insert(struct store *s, sqlite3_stmt *q, struct err *e)
{
	bool ok = sqlite3_step(q) == SQLITE_DONE || failed(s, e);

	sqlite3_reset(q);
	return ok;
}

bool store_meta(struct store *s, const char *key, const char *value, struct err *e)
{
	if (!prepare(s, &s->insert_meta, "INSERT OR REPLACE INTO meta VALUES (?, ?)", e))
		return false;
	bind_text(s->insert_meta, 1, key);
	bind_text(s->insert_meta, 2, value);
	return insert(s, s->insert_meta, e);
}

const char *store_meta_get(struct store *s, struct arena *a, const char *key)
{
	return store_text(s, a, NULL, "SELECT value FROM meta WHERE key = %Q", key);
}

bool store_is_counts_only(struct store *s)
{
	return store_number(s, 0,
	                    "SELECT value = '1' FROM meta WHERE key = 'counts_only'") !=
	       0;
}

static const char *const file_columns[] = { "path",       "language", "kind",
	                                    "bytes",      "content",  "lines",
	                                    "code_lines", "params",   "typed",
	                                    "statements", "works" };

/* Two names that differ only in how a wrong byte is written, see utf8.h, are one. */
static bool has_file(struct store *s, const char *path)
{
	return store_number(s, 0, "SELECT 1 FROM file WHERE path = %Q", path) != 0;
}

bool store_row(struct store *s, struct batch *b, struct err *e)
{
	return batch_next(b, s->db) == SQLITE_OK || failed(s, e);
}

bool store_batch(struct store *s, struct batch *b, struct err *e)
{
	return batch_write(b, s->db) == SQLITE_OK || failed(s, e);
}

bool store_files(struct store *s, bool (*next)(void *arg, struct store_file *f),
                 void *arg, struct err *e)
{
	struct batch *b = &s->files;
	struct store_file f;
	bool ok = true;

	b->table = "file";
	b->columns = file_columns;
	b->width = sizeof file_columns / sizeof *file_columns;
	while (ok && next(arg, &f)) {
		const uint32_t numbers[] = { f.lines, f.code_lines, f.params,
			                     f.typed, f.statements, f.works };

		if (!batch_text(b, 0, f.path)) {
			const char *path = batch_cell(b, 0)->text;

			ok = store_batch(s, b, e);
			if (!ok || has_file(s, path))
				continue;
			batch_text(b, 0, f.path);
		}
		batch_text(b, 1, f.language);
		batch_text(b, 2, f.kind);
		batch_number(b, 3, (int64_t)f.bytes);
		batch_number(b, 4, (int64_t)f.content);
		for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
			batch_number(b, 5 + i, numbers[i]);
		ok = store_row(s, b, e);
	}
	ok = ok && store_batch(s, b, e);
	batch_forget(b);
	return ok;
}

bool store_package(struct store *s, const struct store_package *p, struct err *e)
{
	if (!prepare(
		s, &s->insert_package,
		"INSERT INTO package (ecosystem, name, version, manifest, line, is_dev, "
		"category, equivalent, mapping) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		e))
		return false;
	bind_text(s->insert_package, 1, p->ecosystem);
	bind_text(s->insert_package, 2, p->name);
	bind_text(s->insert_package, 3, p->version);
	bind_text(s->insert_package, 4, p->manifest);
	sqlite3_bind_int64(s->insert_package, 5, p->line);
	sqlite3_bind_int(s->insert_package, 6, p->is_dev);
	bind_text(s->insert_package, 7, p->category);
	bind_text(s->insert_package, 8, p->equivalent);
	bind_text(s->insert_package, 9, p->mapping);
	return insert(s, s->insert_package, e);
}

bool store_unknown_import(struct store *s, const char *package, const char *file,
                          struct err *e)
{
	if (!prepare(s, &s->insert_unknown,
	             "INSERT OR IGNORE INTO unknown_import (package, file) VALUES (?, ?)",
	             e))
		return false;
	bind_text(s->insert_unknown, 1, package);
	bind_text(s->insert_unknown, 2, file);
	return insert(s, s->insert_unknown, e);
}

bool store_shown(struct store *s, const char *path, struct err *e)
{
	if (!prepare(s, &s->insert_shown, "INSERT INTO shown (path) VALUES (?)", e))
		return false;
	bind_text(s->insert_shown, 1, path);
	return insert(s, s->insert_shown, e);
}

bool store_problem(struct store *s, const char *kind, const char *path, uint32_t line,
                   const char *reason, struct err *e)
{
	if (!prepare(s, &s->insert_problem,
	             "INSERT INTO problem (kind, path, line, reason) VALUES (?, ?, ?, ?)",
	             e))
		return false;
	bind_text(s->insert_problem, 1, kind);
	bind_text(s->insert_problem, 2, path);
	sqlite3_bind_int64(s->insert_problem, 3, line);
	bind_text(s->insert_problem, 4, reason);
	return insert(s, s->insert_problem, e);
}

/* ---- facts ---------------------------------------------------------------------- */

/* The columns that most facts have. A row that has no others, and is resolved, is written
 * with these alone: what is not said takes a third of the time of what is. */
#define PLAIN(TEXT, NUMBER)                                                              \
	TEXT(file)                                                                       \
	TEXT(framework)                                                                  \
	TEXT(variety)                                                                    \
	TEXT(name)                                                                       \
	TEXT(owner)                                                                      \
	TEXT(target)                                                                     \
	TEXT(detail)                                                                     \
	TEXT(traits)                                                                     \
	NUMBER(line)                                                                     \
	NUMBER(statements)                                                               \
	NUMBER(is_async)
#define OTHER(TEXT, NUMBER)                                                              \
	TEXT(handler_file)                                                               \
	TEXT(method)                                                                     \
	TEXT(path)                                                                       \
	TEXT(handler)                                                                    \
	TEXT(table_name)                                                                 \
	TEXT(guard)                                                                      \
	TEXT(reason)                                                                     \
	NUMBER(handler_line)                                                             \
	NUMBER(branches)                                                                 \
	NUMBER(queries)                                                                  \
	NUMBER(hard_queries)                                                             \
	NUMBER(externals)                                                                \
	NUMBER(fields)                                                                   \
	NUMBER(relations)                                                                \
	NUMBER(fields_total)                                                             \
	NUMBER(relations_total)

#define ONE(...) +1
#define NAME(name) #name,
static const char *const fact_columns[] = { "id", "kind", "parent",
	                                    PLAIN(NAME, NAME) "status",
	                                    OTHER(NAME, NAME) };
enum {
	FIRST_COLUMNS = 3,
	PLAIN_COLUMNS = FIRST_COLUMNS PLAIN(ONE, ONE),
	FACT_COLUMNS = PLAIN_COLUMNS + 1 OTHER(ONE, ONE)
};
_Static_assert(FACT_COLUMNS - FIRST_COLUMNS == 2 /* files */ FACT_TEXTS(ONE)
                                                   FACT_NUMBERS(ONE),
               "a column of fact.h is not written");
#undef ONE
#undef NAME

static bool is_plain(const struct fact *f)
{
#define TEXT(name) &&(!f->name || !*f->name)
#define NUMBER(name) &&!f->name
	return f->status && strcmp(f->status, "resolved") == 0 OTHER(TEXT, NUMBER);
#undef TEXT
#undef NUMBER
}

static void put_fact(struct batch *b, const struct fact_row *r, bool has_id,
                     bool is_whole)
{
	const struct fact *f = &r->fact;
	size_t at = 0;

	assert(f->kind < FACT_KINDS_END);
	if (has_id)
		batch_number(b, at++, r->id);
	batch_text(b, at++, fact_kind_name(f->kind));
	if (r->parent)
		batch_number(b, at++, r->parent);
	else
		batch_null(b, at++);
#define TEXT(name) batch_text(b, at++, f->name);
#define NUMBER(name) batch_number(b, at++, f->name);
	PLAIN(TEXT, NUMBER)
	if (is_whole) {
		TEXT(status)
		OTHER(TEXT, NUMBER)
	}
#undef TEXT
#undef NUMBER
}

/* Rows that follow on the last one of the table need not say their number: then SQLite
 * need not look whether it is taken. */
static bool write_facts(struct store *s, const struct fact_row *rows, size_t n,
                        int64_t *last, struct err *e)
{
	bool has_id = false, is_whole = false;
	bool ok = true;
	struct batch *b;
	size_t skipped;

	for (size_t i = 0; i < n; i++) {
		has_id |= rows[i].id != *last + (int64_t)i + 1;
		is_whole |= !is_plain(&rows[i].fact);
	}
	b = &s->facts[is_whole][has_id];
	b->table = "fact";
	skipped = has_id ? 0 : 1;
	b->columns = fact_columns + skipped;
	b->width = (is_whole ? FACT_COLUMNS : PLAIN_COLUMNS) - skipped;
	for (size_t i = 0; ok && i < n; i++) {
		put_fact(b, &rows[i], has_id, is_whole);
		if (rows[i].id > *last)
			*last = rows[i].id;
		ok = store_row(s, b, e);
	}
	return ok && store_batch(s, b, e);
}

static bool last_fact(struct store *s, int64_t *last, struct err *e)
{
	return read_number(s, "SELECT coalesce(max(id), 0) FROM fact", last, e);
}

bool store_fact_rows(struct store *s, bool (*next)(void *arg, struct fact_row *row),
                     void *arg, struct err *e)
{
	struct fact_row rows[BATCH_ROWS];
	bool ok, more = true;
	int64_t last;

	ok = last_fact(s, &last, e);
	while (ok && more) {
		size_t n = 0;

		while (n < BATCH_ROWS && (more = next(arg, &rows[n])))
			n++;
		ok = write_facts(s, rows, n, &last, e);
	}
	for (size_t i = 0; i < 4; i++)
		batch_forget(&s->facts[i / 2][i % 2]);
	return ok;
}

static const char *const told_columns[] = { "id", "fact", "construct" };

/* What follows on the first one need not say its number. */
bool store_told(struct store *s, int64_t first,
                bool (*next)(void *arg, struct told_row *row), void *arg, struct err *e)
{
	struct told_row row;
	bool ok = true;

	for (size_t i = 0; i < 2; i++)
		s->told[i] = (struct batch){ .table = "told",
			                     .columns = told_columns + 1 - i,
			                     .width = 2 + i };
	if (next(arg, &row)) {
		batch_number(&s->told[1], 0, first);
		batch_number(&s->told[1], 1, row.fact);
		batch_text(&s->told[1], 2, row.construct);
		ok = store_row(s, &s->told[1], e) && store_batch(s, &s->told[1], e);
	}
	while (ok && next(arg, &row)) {
		batch_number(&s->told[0], 0, row.fact);
		batch_text(&s->told[0], 1, row.construct);
		ok = store_row(s, &s->told[0], e);
	}
	ok = ok && store_batch(s, &s->told[0], e);
	batch_close(&s->told[0]);
	batch_close(&s->told[1]);
	return ok;
}

/* ---- SQL ------------------------------------------------------------------------ */

bool store_exec(struct store *s, struct err *e, const char *sql, ...)
{
	va_list ap;
	char *text;
	bool ok;

	va_start(ap, sql);
	text = sqlite3_vmprintf(sql, ap);
	va_end(ap);
	ok = text && run(s, text, e);
	sqlite3_free(text);
	return ok;
}

static sqlite3_stmt *select_one(struct store *s, const char *sql, va_list ap)
{
	char *text = sqlite3_vmprintf(sql, ap);
	sqlite3_stmt *q = NULL;

	if (text && sqlite3_prepare_v2(s->db, text, -1, &q, NULL) == SQLITE_OK)
		sqlite3_step(q);
	assert(q); /* our own SQL */
	sqlite3_free(text);
	return q;
}

double store_number(struct store *s, double def, const char *sql, ...)
{
	sqlite3_stmt *q;
	va_list ap;

	va_start(ap, sql);
	q = select_one(s, sql, ap);
	va_end(ap);
	if (sqlite3_column_type(q, 0) != SQLITE_NULL)
		def = sqlite3_column_double(q, 0);
	sqlite3_finalize(q);
	return def;
}

const char *store_text(struct store *s, struct arena *a, const char *def, const char *sql,
                       ...)
{
	sqlite3_stmt *q;
	va_list ap;

	va_start(ap, sql);
	q = select_one(s, sql, ap);
	va_end(ap);
	if (sqlite3_column_type(q, 0) != SQLITE_NULL)
		def = arena_strdup(a, (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	return def;
}

static void finalize(void *q)
{
	sqlite3_finalize(q);
}

sqlite3_stmt *store_select(struct store *s, struct arena *a, struct err *e,
                           const char *sql, ...)
{
	sqlite3_stmt *q = NULL;
	va_list ap;
	char *text;

	va_start(ap, sql);
	text = sqlite3_vmprintf(sql, ap);
	va_end(ap);
	if (!text || sqlite3_prepare_v2(s->db, text, -1, &q, NULL) != SQLITE_OK)
		failed(s, e);
	sqlite3_free(text);
	if (q)
		arena_defer(a, finalize, q);
	return q;
}
