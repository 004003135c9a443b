/* tally.c - how many facts of each kind and framework a store holds, in one reading. */
#include "tally.h"

#include <stdlib.h>
#include <string.h>

static bool is_detail(enum fact_kind k, const char *variety)
{
	const char *dot = strrchr(variety, '.');

	if (k == FACT_operation)
		return dot && strcmp(dot, ".field") == 0;
	return k == FACT_model && strstr(variety, "enum");
}

static void add(struct tally_list *list, struct arena *a, const char *framework)
{
	size_t i = 0;

	while (i < list->n && strcmp(list->v[i].framework, framework) != 0)
		i++;
	if (i == list->n)
		*(struct tally_row *)arena_push(a, (void **)&list->v, &list->n,
		                                &list->room, sizeof *list->v) =
		    (struct tally_row){ arena_strdup(a, framework), 0 };
	list->v[i].n++;
	list->all++;
}

static int by_count(const void *a, const void *b)
{
	const struct tally_row *x = a, *y = b;

	return x->n != y->n ? (x->n < y->n) - (x->n > y->n)
	                    : strcmp(x->framework, y->framework);
}

static void sort(struct tally_list *list)
{
	if (list->n)
		qsort(list->v, list->n, sizeof *list->v, by_count);
}

/* The kind of a row, which most often is that of the row before. */
static bool kind_is(enum fact_kind *k, const char *name)
{
	return strcmp(fact_kind_name(*k), name) == 0 || fact_kind_of(name, k);
}

/* Counted here: SQLite would sort all rows to group them. Not the constructs, which are
 * many and say again what others say. */
bool tally_load(struct tally *t, struct arena *a, struct store *s, struct err *e)
{
	sqlite3_stmt *q = store_select(s, a, e,
	                               "SELECT kind, framework, variety FROM fact"
	                               " WHERE kind <> 'construct'");
	enum fact_kind k = 0;

	*t = (struct tally){ 0 };
	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *framework = (const char *)sqlite3_column_text(q, 1);
		const char *variety = (const char *)sqlite3_column_text(q, 2);

		if (kind_is(&k, (const char *)sqlite3_column_text(q, 0)))
			add(is_detail(k, variety) ? &t->details[k] : &t->by_kind[k], a,
			    framework);
	}
	for (size_t i = 0; i < FACT_KINDS_END; i++) {
		sort(&t->by_kind[i]);
		sort(&t->details[i]);
	}
	return true;
}
