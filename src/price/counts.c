/* counts.c - how much of each unit there is: from the scan, or from counts alone. */
#include "price/counts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "price/ask.h"

/* More is a slip of the keyboard, and would leave the calendar. */
static const double MAX_COUNT = 1e6;

/* ---- items ---------------------------------------------------------------------------
 */

/* One statement for all: five thousand items are not parsed five thousand times. */
struct sink {
	struct store *s;
	sqlite3_stmt *insert;
};

static bool put_one_of(struct sink *k, sqlite3_value *fact, const char *unit,
                       double quantity, const char *reason, const char *series,
                       struct err *e)
{
	bool ok;

	if (quantity <= 0)
		return true;
	if (fact)
		sqlite3_bind_value(k->insert, 1, fact);
	else
		sqlite3_bind_null(k->insert, 1);
	sqlite3_bind_text(k->insert, 2, unit, -1, SQLITE_TRANSIENT);
	sqlite3_bind_double(k->insert, 3, quantity);
	sqlite3_bind_text(k->insert, 4, reason, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(k->insert, 5, series, -1, SQLITE_TRANSIENT);
	ok = sqlite3_step(k->insert) == SQLITE_DONE;
	sqlite3_reset(k->insert);
	return ok ||
	       err_set(e, ERR_IO, "cannot write an item: %s", sqlite3_errmsg(k->s->db));
}

static bool put(struct sink *k, sqlite3_value *fact, const char *unit, double quantity,
                const char *reason, struct err *e)
{
	return put_one_of(k, fact, unit, quantity, reason, "", e);
}

static const char *text_at(sqlite3_stmt *st, int column)
{
	const char *t = column < 0 ? NULL : (const char *)sqlite3_column_text(st, column);

	return t ? t : "";
}

/* Columns: fact, quantity, reason, and the series where it is one of such. */
static bool put_unit(struct sink *k, const struct model_rule *r, struct err *e)
{
	struct arena a = { 0 };
	sqlite3_stmt *st;
	bool row, ok;

	if (!r->items.text)
		return true;
	st = ask_prepare(k->s, &a, r, &r->items, e);
	ok = st != NULL;
	if (ok && sqlite3_column_count(st) != 3 && sqlite3_column_count(st) != 4)
		ok = model_wrong(e, r, r->items.line,
		                 "query gives %d columns: fact, quantity, "
		                 "reason and perhaps series expected",
		                 sqlite3_column_count(st));
	while (ok && (ok = ask_step(st, &row, r, &r->items, e)) && row) {
		double quantity = sqlite3_column_double(st, 1);

		if (!isfinite(quantity) || quantity < 0)
			ok = model_wrong(e, r, r->items.line,
			                 "query gives the quantity %g", quantity);
		else
			ok = put_one_of(k, sqlite3_column_value(st, 0), r->name, quantity,
			                text_at(st, 2),
			                text_at(st,
			                        sqlite3_column_count(st) == 4 ? 3 : -1),
			                e);
	}
	arena_release(&a);
	return ok;
}

const char *counts_amount(struct arena *a, double n, const char *what)
{
	int len = (int)strcspn(what, " ,"), cut = len;
	int digits = fabs(n - round(n)) < 0.05 ? 0 : 1;
	const char *y = "", *under = "";

	if (n > 0 && n < 0.05) { /* some, and not "0" */
		under = "under ";
		n = 0.1;
		digits = 1;
	}

	if (n == 1 && len > 4 && strncmp(what + len - 3, "ies", 3) == 0) {
		cut = len - 3;
		y = "y";
	} else if (n == 1 && len > 4 && strncmp(what + len - 4, "ches", 4) == 0) {
		cut = len - 2;
	} else if (n == 1 && len > 1 && what[len - 1] == 's') {
		cut = len - 1;
	}
	return arena_printf(a, "%s%.*f %.*s%s%s", under, digits, n, cut, what, y,
	                    what + len);
}

static int column_of(sqlite3_stmt *st, const char *name)
{
	for (int i = 0; i < sqlite3_column_count(st); i++)
		if (strcmp(sqlite3_column_name(st, i), name) == 0)
			return i;
	return -1;
}

static bool check_columns(const struct model_rule *r, sqlite3_stmt *st, struct err *e)
{
	if (column_of(st, "fact") < 0)
		return model_wrong(e, r, r->items.line, "query gives no column 'fact'");
	for (size_t i = 0; i < r->limits.n; i++)
		if (column_of(st, r->limits.v[i].word) < 0)
			return model_wrong(e, r, r->items.line,
			                   "query gives no column '%s'",
			                   r->limits.v[i].word);
	return true;
}

/* "2 hard queries" of hard_queries. */
static const char *in_words(struct arena *a, double n, const char *limit)
{
	char *said = arena_strdup(a, counts_amount(a, n, limit));

	for (char *at = said; (at = strchr(at, '_'));)
		*at = ' ';
	return said;
}

static int class_of(const struct model_rule *r, const char *unit)
{
	for (size_t i = 0; i < r->units.n; i++)
		if (strcmp(r->units.v[i].word, unit) == 0)
			return (int)i;
	return -1;
}

const char *counts_limits(struct arena *a, const struct model *m, const char *unit)
{
	const struct model_rule *r = NULL;
	const char *list = "";

	while ((r = model_next(m, MODEL_complexity, r)) && !*list) {
		int class = class_of(r, unit), edge = class > 1;

		for (size_t i = 0; class >= 0 && i < r->limits.n; i++)
			list = arena_printf(a, "%s%s%s", list, i ? ", " : "",
			                    in_words(a, r->limits.v[i].number[edge],
			                             r->limits.v[i].word));
	}
	return list;
}

/* Where the query gives what, found once: its names are asked for under a lock. */
struct graded {
	const struct model_rule *rule;
	sqlite3_stmt *st;
	int fact, quantity, level, reason, *limit;
};

static struct graded graded_of(struct arena *a, const struct model_rule *r,
                               sqlite3_stmt *st)
{
	struct graded g = { r,
		            st,
		            column_of(st, "fact"),
		            column_of(st, "quantity"),
		            column_of(st, "level"),
		            column_of(st, "reason"),
		            arena_zero(a, (r->limits.n + 1) * sizeof *g.limit) };

	for (size_t i = 0; i < r->limits.n; i++)
		g.limit[i] = column_of(st, r->limits.v[i].word);
	return g;
}

static bool put_graded(struct sink *k, const struct graded *g, struct err *e)
{
	const struct model_rule *r = g->rule;
	int level = g->level < 0 ? 0 : sqlite3_column_int(g->st, g->level);
	struct arena a = { 0 };
	const char *why = text_at(g->st, g->reason);
	bool ok;

	for (size_t i = 0; i < r->limits.n; i++) {
		const struct model_word *w = &r->limits.v[i];
		double n = sqlite3_column_double(g->st, g->limit[i]);
		int reached = (n >= w->number[0]) + (n >= w->number[1]);

		level = reached > level ? reached : level;
		if (n > 0)
			why = arena_printf(&a, "%s%s%s", why, *why ? ", " : "",
			                   in_words(&a, n, w->word));
	}
	level = level < 0 ? 0 : level > 2 ? 2 : level;
	ok = put(k, sqlite3_column_value(g->st, g->fact), r->units.v[level].word,
	         g->quantity < 0 ? 1 : sqlite3_column_double(g->st, g->quantity), why, e);
	arena_release(&a);
	return ok;
}

static bool put_complexity(struct sink *k, const struct model_rule *r, struct err *e)
{
	struct arena a = { 0 };
	sqlite3_stmt *st = ask_prepare(k->s, &a, r, &r->items, e);
	bool row, ok = st && check_columns(r, st, e);
	struct graded g;

	if (ok)
		g = graded_of(&a, r, st);
	while (ok && (ok = ask_step(st, &row, r, &r->items, e)) && row)
		ok = put_graded(k, &g, e);
	arena_release(&a);
	return ok;
}

double counts_of(struct store *s, const char *unit)
{
	return store_number(s, 0, "SELECT quantity FROM item_sum WHERE unit = %Q", unit);
}

/* Sums are asked for often: added up once instead of a hundred times. */
static bool sum_items(struct store *s, struct err *e)
{
	return store_exec(
	    s, e,
	    "DELETE FROM item_sum;"
	    "INSERT INTO item_sum SELECT unit, total(quantity),"
	    " total(iif(fact IS NULL, quantity, 1)),"
	    " count(iif(fact IS NOT NULL AND quantity < 0.9999, 1, NULL)), count(*),"
	    " count(iif(series <> '' AND quantity < 0.9999, 1, NULL)),"
	    " count(iif(series = '' AND quantity < 0.9999 AND"
	    " fact IN (SELECT id FROM fact), 1, NULL)),"
	    " count(iif(quantity > 1.0001 AND fact IN (SELECT id FROM fact), 1, NULL)),"
	    " count(iif(fact IN (SELECT id FROM fact WHERE kind = 'template' AND"
	    " traits LIKE '%%no-file%%'), 1, NULL)) FROM item GROUP BY unit");
}

double counts_as(struct store *s, const struct model *m, const char *what)
{
	const struct model_rule *r = NULL;
	double n = 0;

	while ((r = model_next(m, MODEL_unit, r)))
		if (r->counts_as && strcmp(r->counts_as, what) == 0)
			n += counts_of(s, r->name);
	return n;
}

/* Was there a count of that name? */
static bool given(struct store *s, const char *name, double *n)
{
	*n = store_number(s, -1,
	                  "SELECT CAST(value AS REAL) FROM meta WHERE key = 'count.%q'",
	                  name);
	return *n >= 0;
}

/* Units that come one for each of what others count as, unless they were given. */
static bool put_per(struct sink *k, const struct model *m, struct err *e)
{
	const struct model_rule *r = NULL;
	double n;

	while ((r = model_next(m, MODEL_unit, r)))
		if (r->per && counts_of(k->s, r->name) == 0 &&
		    !given(k->s, r->name, &n) &&
		    !put(k, NULL, r->name, counts_as(k->s, m, r->per), "one each", e))
			return false;
	return true;
}

static bool from_scan(struct sink *k, const struct model *m, struct err *e)
{
	const struct model_rule *r = NULL;

	while ((r = model_next(m, MODEL_complexity, r)))
		if (!put_complexity(k, r, e))
			return false;
	while ((r = model_next(m, MODEL_unit, r)))
		if (!put_unit(k, r, e))
			return false;
	return true;
}

/* ---- counts alone ------------------------------------------------------- */

/* What the last word on this unit says: its own name, else the last [count] on it. */
static double spread_of(struct store *s, const struct model *m, const char *unit)
{
	const struct model_rule *r = NULL;
	double n, quantity = 0;

	if (given(s, unit, &n))
		return n;
	while ((r = model_next(m, MODEL_count, r))) {
		const struct model_word *w = model_word_of(&r->spread, unit);

		if ((!w && !model_word_of(&r->once, unit)) || !given(s, r->name, &n))
			continue;
		n = fmax(0, n - r->beyond);
		quantity = w ? n * w->number[0] : fmin(1, n);
	}
	return quantity;
}

static bool from_counts(struct sink *k, const struct model *m, struct err *e)
{
	const struct model_rule *r = NULL;

	while ((r = model_next(m, MODEL_unit, r)))
		if (!put(k, NULL, r->name, spread_of(k->s, m, r->name),
		         "given as a count", e))
			return false;
	return true;
}

/* What speaks for a risk: asked as items are, kept apart from them. */
static bool take_evidence(struct sink *k, const struct model *m, struct err *e)
{
	const struct model_rule *r = NULL;
	long long last = (long long)store_number(k->s, 0,
	                                         "SELECT coalesce(max(id), 0) FROM item");

	while ((r = model_next(m, MODEL_risk, r)))
		if (!put_unit(k, r, e))
			return false;
	return store_exec(k->s, e,
	                  "INSERT INTO evidence (risk, fact, reason) SELECT unit, fact, "
	                  "reason FROM item WHERE id > %lld ORDER BY id;"
	                  "DELETE FROM item WHERE id > %lld",
	                  last, last);
}

bool counts_items(struct store *s, const struct model *m, struct err *e)
{
	struct sink k = { .s = s };
	bool ok;

	if (sqlite3_prepare_v2(s->db,
	                       "INSERT INTO item (fact, unit, quantity, reason, series)"
	                       " VALUES (?, ?, ?, ?, ?)",
	                       -1, &k.insert, NULL) != SQLITE_OK)
		return err_set(e, ERR_IO, "cannot write items: %s",
		               sqlite3_errmsg(s->db));
	ok = (store_is_counts_only(s) ? from_counts(&k, m, e) : from_scan(&k, m, e)) &&
	     take_evidence(&k, m, e) && sum_items(s, e) && put_per(&k, m, e) &&
	     sum_items(s, e);
	sqlite3_finalize(k.insert);
	return ok;
}

/* ---- reading counts ----------------------------------------------------- */

static bool unknown_count(const struct model *m, const char *key, struct err *e)
{
	const struct model_rule *r = NULL;
	char list[300] = "";
	size_t n = 0;

	while ((r = model_next(m, MODEL_count, r)) && n + 60 < sizeof list)
		n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", n ? ", " : "",
		                      r->name);
	return err_set(e, ERR_USAGE, "no count '%.40s': %s, or the name of a unit", key,
	               list);
}

static bool take_count(struct store *s, const struct model *m, char *pair, struct err *e)
{
	char *equal = strchr(pair, '='), *end, text[32];
	double n, before;

	if (!equal)
		return err_set(e, ERR_USAGE, "count '%.60s' is not key=number", pair);
	*equal = '\0';
	if (!model_find(m, MODEL_count, pair) && !model_find(m, MODEL_unit, pair))
		return unknown_count(m, pair, e);
	if (!equal[1] || equal[1 + strspn(equal + 1, "+-.0123456789eE")])
		return err_set(e, ERR_USAGE, "count '%s' is no number: '%.40s'", pair,
		               equal + 1);
	n = strtod(equal + 1, &end);
	if (*end)
		return err_set(e, ERR_USAGE, "count '%s' is no number: '%.40s'", pair,
		               equal + 1);
	if (signbit(n))
		return err_set(e, ERR_USAGE, "count '%s' is negative: '%.40s'", pair,
		               equal + 1);
	if (!(n <= MAX_COUNT))
		return err_set(e, ERR_USAGE, "count '%s' is over %.0f: '%.40s'", pair,
		               MAX_COUNT, equal + 1);
	if (given(s, pair, &before))
		return err_set(e, ERR_USAGE, "count '%s' is given twice", pair);
	snprintf(text, sizeof text, "%.15g", n);
	return store_exec(s, e, "INSERT INTO meta VALUES ('count.%q', %Q)", pair, text);
}

bool counts_take(struct store *s, const struct model *m, const char *counts,
                 struct err *e)
{
	struct arena a = { 0 };
	bool ok = true;

	if (!*counts)
		return err_set(e, ERR_USAGE, "no counts: endpoints=60,models=21,jobs=6");
	while (ok && *counts) {
		size_t n = strcspn(counts, ",");

		ok = take_count(s, m, arena_strndup(&a, counts, n), e);
		counts += n;
		if (ok && *counts == ',' && !*++counts)
			ok = err_set(e, ERR_USAGE, "counts end with a comma");
	}
	arena_release(&a);
	return ok;
}
