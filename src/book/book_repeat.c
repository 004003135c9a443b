/* book_repeat.c - repeats of one thing: the n-th is cheaper, by the curve of Inputs. */
#include "book/book_repeat.h"

#include <string.h>

#include "store/store.h"

struct series {
	const char *name;
	long n, place; /* rows of all, and up to the last one written */
	struct repeat_row last;
};

static void load(struct book *b)
{
	struct err ignored;
	sqlite3_stmt *q = store_select(b->store, b->a, &ignored,
	                               "SELECT series, count(*) FROM item"
	                               " WHERE series <> '' GROUP BY series");
	size_t room = 0;

	while (q && sqlite3_step(q) == SQLITE_ROW)
		*(struct series *)arena_push(b->a, (void **)&b->series, &b->series_count,
		                             &room, sizeof *b->series) = (struct series){
			.name = arena_strdup(b->a,
			                     (const char *)sqlite3_column_text(q, 0)),
			.n = (long)sqlite3_column_int64(q, 1)
		};
}

/* Sorted by name. */
static struct series *find(struct book *b, const char *name)
{
	size_t low = 0, high;

	if (!b->series)
		load(b);
	high = b->series_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(b->series[middle].name, name);

		if (order == 0)
			return &b->series[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static const char *cell(struct book *b, const struct repeat_row *at, int column,
                        const char *here)
{
	const char *a1 = book_at(b, at->row, column);

	return strcmp(at->sheet, here) == 0
	         ? a1
	         : arena_printf(b->a, "'%s'!%s", book_sheet_name(b, at->sheet), a1);
}

/* "learning" of "learning:SP-019" */
static const char *input_of(struct book *b, const char *series)
{
	return arena_strndup(b->a, series, strcspn(series, ":"));
}

/* n or s of the row's place, as it is dropped or not. */
static const char *choice(struct book *b, const struct repeat_row *at, long dropped,
                          long kept, const char *here)
{
	if (at->status < 0)
		return arena_printf(b->a, "%ld", kept);
	return arena_printf(b->a, "IF(%s=status_dropped,%ld,%ld)",
	                    cell(b, at, at->status, here), dropped, kept);
}

/* With d rows dropped before it, a row that stays is number s - d, a dropped one n - d;
 * d is told by the place of the row before. */
static const char *place_formula(struct book *b, const struct series *r,
                                 const struct repeat_row *at)
{
	const char *own = choice(b, at, r->n, r->place + 1, at->sheet);

	if (r->place == 0)
		return own;
	return arena_printf(b->a, "%s-%s+%s", own,
	                    choice(b, &r->last, r->n + 1, r->place, at->sheet),
	                    cell(b, &r->last, r->last.column, at->sheet));
}

const char *book_repeat(struct book *b, lxw_worksheet *w, const char *series,
                        const struct repeat_row *at, enum book_style style)
{
	struct series *r = find(b, series);
	const char *input = input_of(b, series), *place = book_at(b, at->row, at->column);

	if (!r || !figures_input(b->m, input))
		return NULL;
	book_live(b, w, at->row, at->column, style, "%s", place_formula(b, r, at));
	r->last = *at;
	r->place++;
	return arena_printf(b->a, "IF(%s>1,%s^%s_exponent-(%s-1)^%s_exponent,1)", place,
	                    place, input, place, input);
}
