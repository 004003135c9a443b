/* form_csv.c - every table sheet of the report as a file of comma-separated values. */
#include <sqlite3.h>
#include <string.h>

#include "beside.h"
#include "book_text.h"
#include "csv.h"
#include "form_parts.h"
#include "sheet.h"

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
	{ "04-staffing", SHEET_EFFORT,
	  "SELECT week, role, staffing.hours, people FROM staffing JOIN role"
	  " ON name = role ORDER BY week, rank" },
};

static bool is_number(sqlite3_stmt *q, int column)
{
	int type = sqlite3_column_type(q, column);

	return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

/* Of a row of `unit`, as the workbook's formula has it: its part of the line's hours. */
static double hours_each(struct dossier *d, const char *unit)
{
	return store_number(d->store, 0,
	                    "SELECT hours / quantity FROM effort"
	                    " WHERE label = %Q AND grp <> 'overhead' AND quantity > 0",
	                    unit ? unit : "");
}

/* SELECTs that look up the hours of thousands of rows ask for few units. */
struct hours_of_unit {
	const char *unit;
	double each;
};

struct table {
	struct form_job *j;
	const struct sheet *s;
	struct arena row; /* what a row needs until it is written */
	struct hours_of_unit *unit;
	size_t units, units_room;
};

static double hours_of(struct table *t, const char *unit)
{
	struct arena *a = t->j->d->a;

	if (!unit)
		return 0;
	for (size_t i = 0; i < t->units; i++)
		if (strcmp(t->unit[i].unit, unit) == 0)
			return t->unit[i].each;
	*(struct hours_of_unit *)arena_push(a, (void **)&t->unit, &t->units,
	                                    &t->units_room, sizeof *t->unit) =
	    (struct hours_of_unit){ arena_strdup(a, unit), hours_each(t->j->d, unit) };
	return t->unit[t->units - 1].each;
}

static void write_unit_hours(struct table *t, struct csv *c, sqlite3_stmt *q)
{
	const char *unit =
	    (const char *)sqlite3_column_text(q, sheet_column(t->s, COLUMN_UNIT));

	csv_number(c,
	           hours_of(t, unit) *
	               sqlite3_column_double(q, sheet_column(t->s, COLUMN_QUANTITY)),
	           2);
}

/* Words of ours are in the language of the others. */
static const char *worded(struct table *t, int column, const char *text)
{
	enum column_kind k = t->s ? t->s->column[column].kind : COLUMN_TEXT;

	return text && (k == COLUMN_WORD || k == COLUMN_UNIT) ? form_word(t->j, text)
	                                                      : text;
}

static void write_row(struct table *t, struct csv *c, sqlite3_stmt *q)
{
	for (int i = 0, n = sqlite3_column_count(q); i < n; i++) {
		if (t->s && t->s->column[i].kind == COLUMN_UNIT_HOURS)
			write_unit_hours(t, c, q);
		else if (is_number(q, i))
			csv_number(c, sqlite3_column_double(q, i), 4);
		else
			csv_text(c,
			         worded(t, i, (const char *)sqlite3_column_text(q, i)));
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
	struct table t = { .j = j, .s = s };
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
