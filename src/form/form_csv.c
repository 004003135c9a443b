/* form_csv.c - every table sheet of the report as a file of comma-separated values. */
#include <math.h>
#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

#include "book/beside.h"
#include "form/form_parts.h"
#include "sheet/book_text.h"
#include "sheet/sheet.h"
#include "text/csv.h"

/* What the sheets with a layout of their own show, as tables: named so that they stand
 * before the others. Columns are called as in the store. */
static const struct {
	const char *name, *sheet, *sql;
} tables[] = {
	{ "00-results", SHEET_SUMMARY, "SELECT key, value FROM result ORDER BY key" },
	{ "01-inputs", SHEET_INPUTS,
	  "SELECT key, label, value, unit, source FROM input ORDER BY rank, key" },
	{ "02-effort", SHEET_EFFORT,
	  "SELECT unit, label, grp AS \"group\", phase, quantity, low, likely, high,"
	  " multiplier, hours, source FROM effort WHERE quantity > 0 ORDER BY rank" },
	{ "03-phases", SHEET_PLAN,
	  "SELECT name, label, hours, start_week, end_week, needs FROM phase"
	  " ORDER BY rank" },
	{ "04-staffing", SHEET_STAFFING,
	  "SELECT week, role, staffing.hours, people FROM staffing JOIN role"
	  " ON name = role ORDER BY week, rank" },
	{ "05-milestones", SHEET_MILESTONES,
	  "SELECT name, label, deliverable, acceptance, share, amount, week, due FROM "
	  "milestone"
	  " ORDER BY rank" },
	{ "06-what-moves-it", SHEET_CONFIDENCE,
	  "SELECT kind, label, low_hours, high_hours, low, high, source FROM tornado"
	  " ORDER BY rank" },
	{ "07-alternatives", SHEET_SCENARIOS,
	  "SELECT name, label, text, inputs, hours, total, cost_p50, cost_p80, weeks,"
	  " saving, source FROM alternative ORDER BY rank" },
	{ "08-decision", SHEET_DECISION,
	  "SELECT name, label, score, reasons, text, source FROM decision ORDER BY "
	  "rank" },
};

static bool is_number(sqlite3_stmt *q, int column)
{
	int type = sqlite3_column_type(q, column);

	return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

/* Of a row of `unit`, as the workbook's formula has it: its part of the line's hours.
 * NAN, so an empty cell, when there is no such line. */
static double hours_each(struct dossier *d, const char *unit)
{
	return store_number(d->store, NAN,
	                    "SELECT hours / quantity FROM effort"
	                    " WHERE label = %Q AND grp <> 'overhead' AND quantity > 0",
	                    unit ? unit : "");
}

/* SELECTs that look up the hours of thousands of rows ask for few units. */
struct hours_of_unit {
	const char *unit;
	double each;
};

/* How often a series came up to here: a row of it is the next one, and as the repeat
 * curve falls, it has the next smaller quantity, whatever the order of the sheet. */
struct series {
	const char *name;
	double *quantity; /* falling */
	size_t n, count;
};

struct table {
	struct form_job *j;
	const struct sheet *s;
	struct arena row; /* what a row needs until it is written */
	struct hours_of_unit *unit;
	size_t units, units_room;
	struct series *series; /* by hash; at most half full */
	size_t series_count, series_room;
	struct arena *a; /* of the table */
	/* of the row */
	const struct series *of; /* NULL: none */
	double quantity;
};

static double hours_of(struct table *t, const char *unit)
{
	struct arena *a = t->j->d->a;

	if (!unit)
		return NAN;
	for (size_t i = 0; i < t->units; i++)
		if (strcmp(t->unit[i].unit, unit) == 0)
			return t->unit[i].each;
	*(struct hours_of_unit *)arena_push(a, (void **)&t->unit, &t->units,
	                                    &t->units_room, sizeof *t->unit) =
	    (struct hours_of_unit){ arena_strdup(a, unit), hours_each(t->j->d, unit) };
	return t->unit[t->units - 1].each;
}

/* Words of ours are in the language of the others. */
static const char *worded(struct table *t, sqlite3_stmt *q, int column)
{
	const char *text = (const char *)sqlite3_column_text(q, column);
	int unit = t->s ? sheet_column(t->s, COLUMN_UNIT) : -1;

	return text && t->s &&
	               sheet_is_ours(t->s, column, text,
	                             unit < 0
	                                 ? NULL
	                                 : (const char *)sqlite3_column_text(q, unit))
	         ? form_word(t->j, text)
	         : text;
}

static struct series *place_of(struct series *v, size_t room, const char *name)
{
	uint32_t hash = 2166136261u;
	size_t at;

	for (const char *p = name; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 16777619u;
	for (at = hash % room; v[at].name && strcmp(v[at].name, name) != 0;)
		at = (at + 1) % room;
	return &v[at];
}

static void make_room(struct table *t)
{
	size_t room = t->series_room ? 2 * t->series_room : 64;
	struct series *v = arena_zero(t->a, room * sizeof *v);

	for (size_t i = 0; i < t->series_room; i++)
		if (t->series[i].name)
			*place_of(v, room, t->series[i].name) = t->series[i];
	t->series = v;
	t->series_room = room;
}

static void load_quantities(struct table *t, struct series *s)
{
	struct arena a = { 0 };
	struct err ignored;
	sqlite3_stmt *q = store_select(t->j->d->store, &a, &ignored,
	                               "SELECT quantity FROM item WHERE series = %Q"
	                               " ORDER BY quantity DESC",
	                               s->name);
	size_t room = 0;

	while (q && sqlite3_step(q) == SQLITE_ROW)
		*(double *)arena_push(t->a, (void **)&s->quantity, &s->count, &room,
		                      sizeof *s->quantity) = sqlite3_column_double(q, 0);
	arena_release(&a);
}

static struct series *series_of(struct table *t, const char *name)
{
	struct series *s;

	if (2 * t->series_count >= t->series_room)
		make_room(t);
	s = place_of(t->series, t->series_room, name);
	if (!s->name) {
		s->name = arena_strdup(t->a, name);
		t->series_count++;
		load_quantities(t, s);
	}
	return s;
}

static const char *text_of(struct table *t, sqlite3_stmt *q, enum column_kind k)
{
	int column = t->s ? sheet_column(t->s, k) : -1;

	return column < 0 ? NULL : (const char *)sqlite3_column_text(q, column);
}

/* What the workbook's formulas say of the row: which repeat it is, and so its quantity.
 */
static void begin_row(struct table *t, sqlite3_stmt *q)
{
	const char *name = text_of(t, q, COLUMN_REPEAT);
	int column = t->s ? sheet_column(t->s, COLUMN_QUANTITY) : -1;
	struct series *s = name && *name ? series_of(t, name) : NULL;

	t->of = s;
	t->quantity = column < 0 ? 0 : sqlite3_column_double(q, column);
	if (s && s->n++ < s->count)
		t->quantity = s->quantity[s->n - 1];
}

static void write_row(struct table *t, struct csv *c, sqlite3_stmt *q)
{
	begin_row(t, q);
	for (int i = 0, n = sqlite3_column_count(q); i < n; i++) {
		enum column_kind k = t->s ? t->s->column[i].kind : COLUMN_TEXT;

		if (k == COLUMN_UNIT_HOURS)
			csv_number(c,
			           hours_of(t, text_of(t, q, COLUMN_UNIT)) * t->quantity,
			           2);
		else if (k == COLUMN_REPEAT)
			csv_number(c, t->of ? (double)t->of->n : NAN, 0);
		else if (k == COLUMN_QUANTITY && is_number(q, i))
			csv_number(c, t->quantity, 4);
		else if (is_number(q, i))
			csv_number(c, sqlite3_column_double(q, i), 4);
		else
			csv_text(c, worded(t, q, i));
	}
	csv_end(c);
	arena_reset(&t->row);
}

static void write_head(struct table *t, struct csv *c, sqlite3_stmt *q)
{
	for (int i = 0, n = sqlite3_column_count(q); i < n; i++)
		csv_text(c, t->s ? form_word(t->j, t->s->column[i].title)
		                 : sqlite3_column_name(q, i));
	csv_end(c);
}

/* "/a/b/10-endpoints.sql" and DIR: "DIR/10-endpoints.csv" */
static const char *path_of(struct form_job *j, const char *origin)
{
	const char *name = strrchr(origin, '/'), *dot;

	name = name ? name + 1 : origin;
	dot = strrchr(name, '.');
	return arena_printf(j->d->a, "%s/%.*s.csv", j->path,
	                    dot ? (int)(dot - name) : (int)strlen(name), name);
}

static bool write_table(struct form_job *j, const char *name, const struct sheet *s,
                        const char *sql, struct err *e)
{
	struct arena of_query = { 0 };
	struct table t = { .j = j, .s = s, .a = &of_query };
	struct beside file;
	/* "%s": the text may hold % signs of its own. */
	sqlite3_stmt *q = store_select(j->d->store, &of_query, e, "%s", sql);
	bool ok = q && beside_open(&file, j->d->a, path_of(j, name), e);
	int rc = SQLITE_DONE;

	if (ok) {
		struct csv c = { file.out, &t.row, 0 };

		write_head(&t, &c, q);
		while ((rc = sqlite3_step(q)) == SQLITE_ROW)
			write_row(&t, &c, q);
		ok = rc == SQLITE_DONE || err_set(e, ERR_DATA, "%s: %s", name,
		                                  sqlite3_errmsg(j->d->store->db));
		ok = beside_close(&file, ok, e);
	}
	arena_release(&t.row);
	arena_release(&of_query);
	return ok;
}

bool form_csv(struct form_job *j, struct err *e)
{
	struct sheet *list;
	size_t n;

	if (!sheet_list(j->d->a, &list, &n, e))
		return false;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (form_tells(j, tables[i].sheet) &&
		    !write_table(j, tables[i].name, NULL, tables[i].sql, e))
			return false;
	for (size_t i = 0; i < n; i++) {
		if (!report_has(&j->report, list[i].title, list[i].is_own))
			continue;
		if (!report_trim(&j->report, j->d->a, &list[i], e) ||
		    !write_table(j, list[i].origin, &list[i], list[i].sql, e))
			return false;
	}
	return true;
}
