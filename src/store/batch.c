/* batch.c - rows for one table, handed to SQLite sixteen at a time. */
#include "store/batch.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

static const char null[] = "";

struct batch_said {
	const char *text; /* as it was given */
	struct batch_cell cell;
	bool is_plain;
};

static void make_room(struct batch *b)
{
	size_t n = BATCH_ROWS * b->width;

	b->row = b->cells = arena_zero(&b->arena, n * sizeof *b->cells);
	b->bound = arena_zero(&b->arena, n * sizeof *b->bound);
	b->said = arena_zero(&b->arena, b->width * sizeof *b->said);
}

bool batch_text(struct batch *b, size_t column, const char *text)
{
	struct batch_said *said;
	size_t n;

	if (!b->row)
		make_room(b);
	if (!text)
		text = "";
	said = &b->said[column];
	if (said->text != text) {
		said->text = text;
		said->is_plain = utf8_is_clean(text, &n);
		if (!said->is_plain) {
			text = utf8_clean(&b->cleaned, text);
			n = strlen(text);
		}
		said->cell = (struct batch_cell){ text, (int64_t)n };
	}
	b->row[column] = said->cell;
	return said->is_plain;
}

void batch_number(struct batch *b, size_t column, int64_t n)
{
	if (!b->row)
		make_room(b);
	b->row[column] = (struct batch_cell){ NULL, n };
}

void batch_null(struct batch *b, size_t column)
{
	if (!b->row)
		make_room(b);
	b->row[column] = (struct batch_cell){ null, -1 };
}

const struct batch_cell *batch_cell(const struct batch *b, size_t column)
{
	return &b->row[column];
}

/* ---- statements ----------------------------------------------------------------- */

/* OR FAIL: the rows before one that fails stay, until the transaction is rolled back. To
 * take back these alone SQLite would copy each page first, sixteen rows or not. */
static int prepare(struct batch *b, sqlite3 *db, sqlite3_stmt **q, size_t rows)
{
	sqlite3_str *sql;
	char *text;
	int code;

	if (*q)
		return SQLITE_OK;
	sql = sqlite3_str_new(db);
	sqlite3_str_appendf(sql, "INSERT OR FAIL INTO %s (", b->table);
	for (size_t i = 0; i < b->width; i++)
		sqlite3_str_appendf(sql, "%s%s", i ? ", " : "", b->columns[i]);
	sqlite3_str_appendall(sql, ") VALUES ");
	for (size_t row = 0; row < rows; row++)
		for (size_t i = 0; i < b->width; i++)
			sqlite3_str_appendf(sql, "%s?%s",
			                    i     ? ", "
			                    : row ? ", ("
			                          : "(",
			                    i + 1 == b->width ? ")" : "");
	text = sqlite3_str_finish(sql);
	if (!text)
		return SQLITE_NOMEM;
	code = sqlite3_prepare_v3(db, text, -1, SQLITE_PREPARE_PERSISTENT, q, NULL);
	sqlite3_free(text);
	return code;
}

static void bind(sqlite3_stmt *q, int i, const struct batch_cell *c)
{
	if (c->text == null)
		sqlite3_bind_null(q, i);
	else if (c->text)
		sqlite3_bind_text(q, i, c->text, (int)c->number, SQLITE_STATIC);
	else
		sqlite3_bind_int64(q, i, c->number);
}

static int run(sqlite3_stmt *q)
{
	int code = sqlite3_step(q);

	sqlite3_reset(q);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* Most columns of most rows stay as they were. */
static int write_many(struct batch *b, sqlite3 *db)
{
	int code = prepare(b, db, &b->many, BATCH_ROWS);
	size_t n = BATCH_ROWS * b->width;

	if (code != SQLITE_OK)
		return code;
	for (size_t i = 0; i < n; i++) {
		const struct batch_cell *c = &b->cells[i];

		if (b->is_bound && c->text == b->bound[i].text &&
		    c->number == b->bound[i].number)
			continue;
		b->bound[i] = *c;
		bind(b->many, (int)i + 1, c);
	}
	b->is_bound = true;
	return run(b->many);
}

/* Fewer than a statement of many takes. */
static int write_few(struct batch *b, sqlite3 *db, size_t n)
{
	const struct batch_cell *c = b->cells;
	int code = prepare(b, db, &b->one, 1);

	for (; n > 0 && code == SQLITE_OK; n--) {
		for (size_t i = 0; i < b->width; i++)
			bind(b->one, (int)i + 1, c++);
		code = run(b->one);
	}
	return code;
}

int batch_next(struct batch *b, sqlite3 *db)
{
	b->row += b->width;
	return ++b->n < BATCH_ROWS ? SQLITE_OK : batch_write(b, db);
}

int batch_write(struct batch *b, sqlite3 *db)
{
	size_t n = b->n;

	b->n = 0;
	b->row = b->cells;
	return n == 0          ? SQLITE_OK
	     : n == BATCH_ROWS ? write_many(b, db)
	                       : write_few(b, db, n);
}

void batch_forget(struct batch *b)
{
	if (b->many)
		sqlite3_clear_bindings(b->many);
	if (b->one)
		sqlite3_clear_bindings(b->one);
	b->is_bound = false;
	b->n = 0;
	b->row = b->cells;
	if (b->said)
		memset(b->said, 0, b->width * sizeof *b->said);
	arena_release(&b->cleaned);
}

void batch_close(struct batch *b)
{
	sqlite3_finalize(b->many);
	sqlite3_finalize(b->one);
	arena_release(&b->arena);
	arena_release(&b->cleaned);
	*b = (struct batch){ 0 };
}
