/* batch.h - rows for one table, handed to SQLite sixteen at a time.
 *
 * A statement costs much more than a row of it, and a column that is bound anew more than
 * one that stays: both are what a scan's writing consists of.
 *
 *     static const char *const columns[] = { "name", "n" };
 *     struct batch b = { .table = "t", .columns = columns, .width = 2 };
 *     for (...) {
 *         batch_text(&b, 0, "x");          column 0 of the row
 *         batch_number(&b, 1, 7);
 *         batch_next(&b, db);              the row is whole
 *     }
 *     batch_write(&b, db);                 SQLITE_OK: all rows are in
 *     batch_forget(&b);                    texts may go now
 *     batch_close(&b);
 */
#ifndef BATCH_H
#define BATCH_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum { BATCH_ROWS = 16 };

/* A value; text: a number says how many bytes it has. */
struct batch_cell {
	const char *text;
	int64_t number;
};

struct batch {
	const char *table;
	const char *const *columns;
	size_t width;
	/* private */
	sqlite3_stmt *many, *one;
	struct batch_cell *cells, *bound; /* BATCH_ROWS times width */
	struct batch_cell *row;           /* of the cells: the one that is filled */
	size_t n;                         /* whole rows before it */
	struct batch_said *said;          /* the last text of each column */
	bool is_bound;                    /* something is */
	struct arena arena, cleaned;
};

/* The text is valid UTF-8 in the store, whatever it is here; NULL is empty. It must stay
 * as it is until batch_forget. False: it had to be cleaned, see utf8.h. */
bool batch_text(struct batch *b, size_t column, const char *text);
void batch_number(struct batch *b, size_t column, int64_t n);
void batch_null(struct batch *b, size_t column);
/* What a text has become. */
const struct batch_cell *batch_cell(const struct batch *b, size_t column);
/* All columns of the row are set: the next is begun. Inserts the rows when there are
 * BATCH_ROWS of them; a code of SQLite. */
int batch_next(struct batch *b, sqlite3 *db);
/* Inserts the whole rows that are left. */
int batch_write(struct batch *b, sqlite3 *db);
/* Nothing points to a text any more. */
void batch_forget(struct batch *b);
void batch_close(struct batch *b);

#endif
