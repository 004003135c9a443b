/* tally.c - how many facts of each kind and framework a scan wrote. */
#include "scan/tally.h"

#include <stdlib.h>
#include <string.h>

static bool is_detail(enum fact_kind k, const char *variety)
{
	const char *dot = strrchr(variety, '.');

	if (k == FACT_operation)
		return dot && strcmp(dot, ".field") == 0;
	return k == FACT_model && strstr(variety, "enum");
}

void tally_add(struct tally_list *list, struct arena *a, const char *framework, double n)
{
	size_t i = 0;

	while (i < list->n && strcmp(list->v[i].framework, framework) != 0)
		i++;
	if (i == list->n)
		*(struct tally_row *)arena_push(a, (void **)&list->v, &list->n,
		                                &list->room, sizeof *list->v) =
		    (struct tally_row){ arena_strdup(a, framework), 0 };
	list->v[i].n += n;
	list->all += n;
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

bool tally_load(struct tally *t, struct arena *a, struct store *s, struct err *e)
{
	sqlite3_stmt *q = store_select(s, a, e,
	                               "SELECT kind, framework, variety, n FROM tally");
	enum fact_kind k;

	*t = (struct tally){ 0 };
	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *framework = (const char *)sqlite3_column_text(q, 1);
		const char *variety = (const char *)sqlite3_column_text(q, 2);

		if (fact_kind_of((const char *)sqlite3_column_text(q, 0), &k))
			tally_add(is_detail(k, variety) ? &t->details[k] : &t->by_kind[k],
			          a, framework, sqlite3_column_double(q, 3));
	}
	for (size_t i = 0; i < FACT_KINDS_END; i++) {
		sort(&t->by_kind[i]);
		sort(&t->details[i]);
	}
	return true;
}

/* ---- what is counted while it is written ---------------------------------------------
 */

static bool same(const char *a, const char *b)
{
	return a == b || strcmp(a, b) == 0;
}

static bool is_of(const struct tally_sort *s, const struct fact *f)
{
	return s->kind == f->kind && same(s->variety, f->variety ? f->variety : "") &&
	       same(s->framework, f->framework ? f->framework : "");
}

void tally_note(struct tally_sorts *t, struct arena *a, const struct fact *f)
{
	size_t i = 0;

	if (f->kind == FACT_construct)
		return;
	/* Most are of the sort of the one before. */
	if (t->n && is_of(&t->v[t->last], f))
		i = t->last;
	while (i < t->n && !is_of(&t->v[i], f))
		i++;
	if (i == t->n)
		*(struct tally_sort *)arena_push(a, (void **)&t->v, &t->n, &t->room,
		                                 sizeof *t->v) = (struct tally_sort){
			f->kind, arena_strdup(a, f->framework ? f->framework : ""),
			arena_strdup(a, f->variety ? f->variety : ""), 0
		};
	t->v[i].n++;
	t->last = i;
}

bool tally_write(const struct tally_sorts *t, struct store *s, struct err *e)
{
	static const char *const columns[] = { "kind", "framework", "variety", "n" };
	struct batch b = { .table = "tally", .columns = columns, .width = 4 };
	bool ok = true;

	for (size_t i = 0; ok && i < t->n; i++) {
		batch_text(&b, 0, fact_kind_name(t->v[i].kind));
		batch_text(&b, 1, t->v[i].framework);
		batch_text(&b, 2, t->v[i].variety);
		batch_number(&b, 3, t->v[i].n);
		ok = store_row(s, &b, e);
	}
	ok = ok && store_batch(s, &b, e);
	batch_close(&b);
	return ok;
}
