/* construct_rows.c - the mapping rows that a scan found, in the store for SQL to ask. */
#include "store/construct_rows.h"

static const char *const columns[] = { "id",         "source_system", "name",
	                               "equivalent", "target_system", "mapping",
	                               "difficulty", "work",          "seen",
	                               "source" };

static void put(struct batch *b, const struct construct *c)
{
	const char *const texts[] = { c->id,   c->from,    c->name, c->equivalent,
		                      c->to,   c->mapping, NULL,    c->work,
		                      c->seen, c->source };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i])
			batch_text(b, i, texts[i]);
		else
			batch_number(b, i, c->difficulty);
}

bool construct_rows_put(struct store *s, const struct constructs *all, const bool *wanted,
                        struct err *e)
{
	struct batch b = { .table = "construct",
		           .columns = columns,
		           .width = sizeof columns / sizeof *columns };
	bool ok = true;

	for (size_t i = 0; ok && i < all->n; i++) {
		if (!wanted[i])
			continue;
		put(&b, &all->v[i]);
		ok = store_row(s, &b, e);
	}
	ok = ok && store_batch(s, &b, e);
	batch_close(&b);
	return ok;
}

bool construct_rows_write(struct store *s, struct err *e)
{
	struct arena a = { 0 };
	struct constructs all;
	sqlite3_stmt *q = store_select(s, &a, e,
	                               "SELECT name FROM fact WHERE kind = 'construct'"
	                               " UNION SELECT construct FROM told");
	bool ok = q && construct_load(&all, &a, e), *wanted;

	wanted = ok ? arena_zero(&a, all.n + 1) : NULL;
	while (ok && sqlite3_step(q) == SQLITE_ROW) {
		const char *id = (const char *)sqlite3_column_text(q, 0);
		const struct construct *c = construct_find(&all, id ? id : "");

		if (c)
			wanted[c - all.v] = true;
	}
	ok = ok && construct_rows_put(s, &all, wanted, e);
	arena_release(&a);
	return ok;
}
