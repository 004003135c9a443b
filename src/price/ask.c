/* ask.c - the SELECTs of models/cost on the store: read-only, bounded, told by file:line.
 */
#include "price/ask.h"

#include <ctype.h>
#include <string.h>

#include "price/effort.h"

/* A query may be a user's: so many of SQLite's steps (seconds), then it is stopped. */
enum { MAX_STEPS = 400000000 };

static int stop(void *arg)
{
	(void)arg;
	return 1;
}

static bool refused(struct store *s, const struct model_rule *r,
                    const struct model_sql *q, struct err *e)
{
	if (sqlite3_errcode(s->db) == SQLITE_INTERRUPT)
		return model_wrong(e, r, q->line, "query runs too long");
	return model_wrong(e, r, q->line, "query: %s", sqlite3_errmsg(s->db));
}

static void finalize(void *st)
{
	sqlite3_finalize(st);
}

static bool is_only_statement(const char *rest)
{
	while (isspace((unsigned char)*rest) || *rest == ';')
		rest++;
	return !*rest;
}

sqlite3_stmt *ask_prepare(struct store *s, struct arena *a, const struct model_rule *r,
                          const struct model_sql *q, struct err *e)
{
	sqlite3_stmt *st = NULL;
	const char *rest = "";

	if (sqlite3_prepare_v2(s->db, q->text, -1, &st, &rest) != SQLITE_OK || !st) {
		refused(s, r, q, e);
		return NULL;
	}
	arena_defer(a, finalize, st);
	if (!sqlite3_stmt_readonly(st) || sqlite3_column_count(st) == 0 ||
	    !is_only_statement(rest)) {
		model_wrong(e, r, q->line,
		            "query must be one SELECT that writes nothing");
		return NULL;
	}
	return st;
}

/* The handler counts the steps of one sqlite3_step(), which is where a query hangs. */
bool ask_step(sqlite3_stmt *st, bool *row, const struct model_rule *r,
              const struct model_sql *q, struct err *e)
{
	struct store s = { .db = sqlite3_db_handle(st) };
	int rc;

	sqlite3_progress_handler(s.db, MAX_STEPS, stop, NULL);
	rc = sqlite3_step(st);
	sqlite3_progress_handler(s.db, 0, NULL, NULL);
	*row = rc == SQLITE_ROW;
	return *row || rc == SQLITE_DONE || refused(&s, r, q, e);
}

bool ask_texts(struct store *s, struct arena *a, const struct model_rule *r,
               const struct model_sql *q, const char **text, int n, struct err *e)
{
	struct arena own = { 0 };
	sqlite3_stmt *st = ask_prepare(s, &own, r, q, e);
	bool row = false, ok = st && ask_step(st, &row, r, q, e);

	for (int i = 0; i < n; i++) {
		text[i] = NULL;
		if (ok && row && sqlite3_column_type(st, i) != SQLITE_NULL)
			text[i] = arena_strdup(a,
			                       (const char *)sqlite3_column_text(st, i));
	}
	arena_release(&own);
	return ok;
}

bool ask_text(struct store *s, struct arena *a, const struct model_rule *r,
              const struct model_sql *q, const char **text, struct err *e)
{
	return ask_texts(s, a, r, q, text, 1, e);
}

bool ask_words(struct store *s, struct arena *a, const struct model_rule *r,
               const char **words, struct err *e)
{
	*words = "";
	if (!r->when.text)
		return true;
	if (!ask_text(s, a, r, &r->when, words, e))
		return false;
	if (*words && (!**words || strcmp(*words, "0") == 0))
		*words = NULL;
	return true;
}

const char *ask_filled(struct arena *a, const char *text, const char *words)
{
	const char *hole = strstr(text, "{}");

	return hole
	         ? arena_printf(a, "%.*s%s%s", (int)(hole - text), text, words, hole + 2)
	         : text;
}

/* learned(n, share): NULL for what is no curve. */
static void learned(sqlite3_context *c, int n, sqlite3_value **v)
{
	double share = sqlite3_value_double(v[1]);

	(void)n;
	if (share > 0)
		sqlite3_result_double(c,
		                      effort_learned(sqlite3_value_double(v[0]), share));
	else
		sqlite3_result_null(c);
}

/* NULL and e where the query is no SELECT, or not the only one: SQLite compiles what
 * makes the table of it, or else the query by itself, which tells what is wrong. */
static sqlite3_stmt *prepare_table(struct store *s, struct arena *a,
                                   const struct model_rule *r, struct err *e)
{
	const char *create = arena_printf(a, "CREATE TEMP TABLE \"%s\" AS %s", r->name,
	                                  r->select.text);
	sqlite3_stmt *st = NULL;
	const char *rest = "";
	bool ok = sqlite3_prepare_v2(s->db, create, -1, &st, &rest) == SQLITE_OK;

	if (st)
		arena_defer(a, finalize, st);
	if (ok && is_only_statement(rest))
		return st;
	if (ask_prepare(s, a, r, &r->select, e))
		model_wrong(e, r, r->select.line, "query makes no table");
	return NULL;
}

static bool make_table(struct store *s, const struct model_rule *r, struct err *e)
{
	struct arena own = { 0 };
	sqlite3_stmt *st = NULL;
	bool row, ok = store_exec(s, e, "DROP TABLE IF EXISTS temp.\"%w\"", r->name);

	if (ok)
		st = prepare_table(s, &own, r, e);
	ok = st && ask_step(st, &row, r, &r->select, e);
	arena_release(&own);
	return ok;
}

bool ask_tables(struct store *s, const struct model *m, enum ask_moment moment,
                struct err *e)
{
	const struct model_rule *r = NULL;

	if (sqlite3_create_function(s->db, "learned", 2,
	                            SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, learned,
	                            NULL, NULL) != SQLITE_OK)
		return err_set(e, ERR_IO, "cannot add a function: %s",
		               sqlite3_errmsg(s->db));
	while ((r = model_next(m, MODEL_table, r)))
		if ((r->after != NULL) == (moment == ASK_AFTER_INPUTS) &&
		    !make_table(s, r, e))
			return false;
	return true;
}

void ask_drop_tables(struct store *s, const struct model *m)
{
	const struct model_rule *r = NULL;
	struct err ignored;

	while ((r = model_next(m, MODEL_table, r)))
		store_exec(s, &ignored, "DROP TABLE IF EXISTS temp.\"%w\"", r->name);
}

static bool check_query(struct store *s, const struct model_rule *r,
                        const struct model_sql *q, struct err *e)
{
	struct arena own = { 0 };
	bool ok = !q->text || ask_prepare(s, &own, r, q, e);

	arena_release(&own);
	return ok;
}

bool ask_check(const struct model *m, struct err *e)
{
	struct store s;
	bool ok = store_open(&s, NULL, true, e) &&
	          ask_tables(&s, m, ASK_BEFORE_INPUTS, e) &&
	          ask_tables(&s, m, ASK_AFTER_INPUTS, e);

	for (size_t i = 0; ok && i < m->n; i++) {
		const struct model_rule *r = &m->rule[i];

		ok = (r->kind == MODEL_table || check_query(&s, r, &r->select, e)) &&
		     check_query(&s, r, &r->items, e) &&
		     check_query(&s, r, &r->derive, e) &&
		     check_query(&s, r, &r->when, e) && check_query(&s, r, &r->called, e);
	}
	store_close(&s);
	return ok;
}
