/* construct_rows.c - the mapping rows that a scan found, in the store for SQL to ask. */
#include "construct_rows.h"

#include "construct.h"

static bool write_row(struct store *s, const struct construct *c, struct err *e)
{
	return store_exec(s, e,
	                  "INSERT INTO construct (id, source_system, name, target_system,"
	                  " equivalent, mapping, difficulty, work, seen, source)"
	                  " VALUES (%Q, %Q, %Q, %Q, %Q, %Q, %d, %Q, %Q, %Q)",
	                  c->id, c->from, c->name, c->to, c->equivalent, c->mapping,
	                  c->difficulty, c->work, c->seen, c->source);
}

bool construct_rows_write(struct store *s, struct err *e)
{
	struct arena a = { 0 };
	struct constructs all;
	sqlite3_stmt *q = store_select(s, &a, e,
	                               "SELECT DISTINCT name FROM fact"
	                               " WHERE kind = 'construct'");
	bool ok = q && construct_load(&all, &a, e);

	while (ok && sqlite3_step(q) == SQLITE_ROW) {
		const char *id = (const char *)sqlite3_column_text(q, 0);
		const struct construct *c = construct_find(&all, id ? id : "");

		ok = !c || write_row(s, c, e);
	}
	arena_release(&a);
	return ok;
}
