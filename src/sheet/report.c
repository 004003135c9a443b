/* report.c - which sheets a workbook has, for whom, as data: reports/NAME.report. */
#include "sheet/report.h"

#include <ctype.h>
#include <sqlite3.h>
#include <string.h>
#include <strings.h>

#include "sheet/book_text.h"

enum { REPORT_SHEETS_MAX = 200 };

/* ---- reading -------------------------------------------------------------------------
 */

/* A report while it is read. */
struct reading {
	struct report *r;
	struct arena *a;
	unsigned line;
};

static char *trimmed(struct arena *a, const char *p, const char *end)
{
	while (p < end && isspace((unsigned char)*p))
		p++;
	while (end > p && isspace((unsigned char)end[-1]))
		end--;
	return arena_strndup(a, p, (size_t)(end - p));
}

static bool take_about(struct reading *x, char *value, struct err *e)
{
	(void)e;
	x->r->about = value;
	return true;
}

static bool take_flag(bool *flag, const char *value, struct err *e)
{
	if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
		return err_set(e, ERR_DATA, "yes or no is needed, not '%.40s'", value);
	*flag = *value == 'y';
	return true;
}

static bool take_paths(struct reading *x, char *value, struct err *e)
{
	return take_flag(&x->r->has_paths, value, e);
}

static bool take_own(struct reading *x, char *value, struct err *e)
{
	return take_flag(&x->r->has_own, value, e);
}

static bool take_others(struct reading *x, char *value, struct err *e)
{
	return take_flag(&x->r->has_others, value, e);
}

static bool take_internal(struct reading *x, char *value, struct err *e)
{
	return take_flag(&x->r->is_internal, value, e);
}

static bool take_footer(struct reading *x, char *value, struct err *e)
{
	x->r->footer = value;
	return *value || err_set(e, ERR_DATA, "which text?");
}

static bool take_range(struct reading *x, char *value, struct err *e)
{
	static const char *const names[REPORT_RANGE] = { "P10", "P50", "P80", "P90" };
	bool is_none = strcmp(value, "no") == 0;

	memset(x->r->tells, 0, sizeof x->r->tells);
	for (const char *p = value; *p && !is_none;) {
		size_t n = strcspn(p, ","), i = 0;
		const char *name = trimmed(x->a, p, p + n);

		while (i < REPORT_RANGE && strcmp(names[i], name) != 0)
			i++;
		if (i == REPORT_RANGE)
			return err_set(e, ERR_DATA,
			               "P10, P50, P80, P90 or no is needed, not '%.40s'",
			               name);
		x->r->tells[i] = true;
		p += n + (p[n] == ',');
	}
	return *value || err_set(e, ERR_DATA, "which percentiles?");
}

static bool add_sheet(struct reading *x, char *value, bool is_below, struct err *e)
{
	struct report *r = x->r;

	if (!sheet_can_be_called(value))
		return err_set(e, ERR_DATA, "no sheet is called '%.60s'", value);
	if (r->count == REPORT_SHEETS_MAX)
		return err_set(e, ERR_LIMIT, "more than %d sheets", REPORT_SHEETS_MAX);
	for (size_t i = 0; i < r->count; i++)
		if (strcasecmp(r->sheet[i].name, value) == 0)
			return err_set(e, ERR_DATA, "a second '%s'", value);
	*(struct report_sheet *)arena_push(x->a, (void **)&r->sheet, &r->count, &r->room,
	                                   sizeof *r->sheet) =
	    (struct report_sheet){ .name = value, .line = x->line, .is_below = is_below };
	return true;
}

static bool take_sheet(struct reading *x, char *value, struct err *e)
{
	return add_sheet(x, value, false, e);
}

static bool take_below(struct reading *x, char *value, struct err *e)
{
	return x->r->count ? add_sheet(x, value, true, e)
	                   : err_set(e, ERR_DATA, "below which sheet?");
}

static bool take_columns(struct reading *x, char *value, bool keeps, struct err *e)
{
	struct report_sheet *s = x->r->count ? &x->r->sheet[x->r->count - 1] : NULL;

	if (!s)
		return err_set(e, ERR_DATA, "columns of which sheet?");
	if (s->column_count)
		return err_set(e, ERR_DATA, "a second list of columns for '%s'", s->name);
	s->keeps = keeps;
	for (const char *p = value; *p;) {
		size_t n = strcspn(p, ",");
		char *title = trimmed(x->a, p, p + n);

		if (!*title)
			return err_set(e, ERR_DATA, "a column without a name");
		if (s->column_count == SHEET_COLUMNS_MAX)
			return err_set(e, ERR_LIMIT, "more than %d columns",
			               SHEET_COLUMNS_MAX);
		s->column[s->column_count++] = title;
		p += n + (p[n] == ',');
	}
	return s->column_count > 0 || err_set(e, ERR_DATA, "which columns?");
}

static bool take_hide(struct reading *x, char *value, struct err *e)
{
	return take_columns(x, value, false, e);
}

static bool take_keep(struct reading *x, char *value, struct err *e)
{
	return take_columns(x, value, true, e);
}

static bool take_empty(struct reading *x, char *value, struct err *e)
{
	struct report_sheet *s = x->r->count ? &x->r->sheet[x->r->count - 1] : NULL;
	bool is_kept = true;

	if (!s)
		return err_set(e, ERR_DATA, "which sheet, when empty?");
	if (!take_flag(&is_kept, value, e))
		return false;
	s->is_only_filled = !is_kept;
	return true;
}

/* "Mapping = stays; unknown" */
static bool take_without(struct reading *x, char *value, struct err *e)
{
	struct report_sheet *s = x->r->count ? &x->r->sheet[x->r->count - 1] : NULL;
	const char *equal = strchr(value, '=');

	if (!s)
		return err_set(e, ERR_DATA, "rows of which sheet?");
	if (s->filter)
		return err_set(e, ERR_DATA, "a second 'without' for '%s'", s->name);
	if (!equal || equal == value)
		return err_set(e, ERR_DATA, "'Column = value' is needed, not '%.60s'",
		               value);
	s->filter = trimmed(x->a, value, equal);
	for (const char *p = equal + 1; *p;) {
		size_t n = strcspn(p, ";");

		if (s->value_count == REPORT_VALUES_MAX)
			return err_set(e, ERR_LIMIT, "more than %d values",
			               REPORT_VALUES_MAX);
		s->value[s->value_count++] = trimmed(x->a, p, p + n);
		p += n + (p[n] == ';');
	}
	return s->value_count > 0 || err_set(e, ERR_DATA, "which values?");
}

/* To add a word: a line. */
static const struct {
	const char *word;
	bool (*take)(struct reading *x, char *value, struct err *e);
} words[] = {
	{ "about", take_about },   { "paths", take_paths },
	{ "own", take_own },       { "others", take_others },
	{ "sheet", take_sheet },   { "hide", take_hide },
	{ "columns", take_keep },  { "range", take_range },
	{ "footer", take_footer }, { "without", take_without },
	{ "empty", take_empty },   { "internal", take_internal },
	{ "below", take_below },
};

static bool take_line(struct reading *x, const char *p, const char *end, struct err *e)
{
	const char *line = trimmed(x->a, p, end), *colon = strchr(line, ':');
	const char *word;

	if (!*line || *line == '#')
		return true;
	if (!colon)
		return err_set(e, ERR_DATA, "'word: value' is needed, not '%.60s'", line);
	word = trimmed(x->a, line, colon);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, word) == 0)
			return words[i].take(
			    x, trimmed(x->a, colon + 1, colon + strlen(colon)), e);
	return err_set(e, ERR_DATA, "'%.40s' is no word of a report", word);
}

/* "client" of "reports/client.report". */
static const char *name_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	return arena_strndup(a, name, strcspn(name, "."));
}

bool report_load(struct report *r, struct arena *a, const struct data_file *f,
                 struct err *e)
{
	struct report loaded = { .name = name_of(a, f->path),
		                 .origin = f->origin,
		                 .about = "",
		                 .has_paths = true,
		                 .tells = { true, true, true, true } };
	struct reading x = { &loaded, a, 0 };
	const char *end = f->text + f->size, *eol;

	for (const char *p = f->text; p < end; p = eol + 1) {
		eol = memchr(p, '\n', (size_t)(end - p));
		if (!eol)
			eol = end;
		x.line++;
		if (!take_line(&x, p, eol, e))
			return err_within(e, "%s:%u", f->origin, x.line);
	}
	if (!loaded.count && !loaded.has_others && !loaded.has_own)
		return err_set(e, ERR_DATA, "%s:1: no 'sheet:' line", f->origin);
	*r = loaded;
	return true;
}

/* ---- those in force ------------------------------------------------------------------
 */

bool report_list(struct report **list, size_t *n, struct arena *a, struct err *e)
{
	struct data_file *files;
	size_t count;

	if (!data_list(a, "reports/", ".report", &files, &count, e))
		return false;
	*list = arena_zero(a, (count + 1) * sizeof **list);
	*n = count;
	for (size_t i = 0; i < count; i++)
		if (!report_load(&(*list)[i], a, &files[i], e))
			return false;
	return true;
}

static bool is_path(const char *which)
{
	size_t n = strlen(which);

	return strchr(which, '/') || (n > 7 && strcmp(which + n - 7, ".report") == 0);
}

bool report_find(struct report *r, struct arena *a, const char *which, struct err *e)
{
	struct report *list;
	struct data_file f;
	const char *names = "";
	size_t n;

	if (is_path(which))
		return data_read(a, which, &f, e) && report_load(r, a, &f, e);
	if (!report_list(&list, &n, a, e))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(list[i].name, which) == 0) {
			*r = list[i];
			return true;
		}
		names = arena_printf(a, "%s%s%s", names, *names ? ", " : "",
		                     list[i].name);
	}
	return err_set(e, ERR_USAGE, "there is no report for '%.40s', only for: %s",
	               which, names);
}

/* ---- what it says --------------------------------------------------------------------
 */

static const struct report_sheet *named(const struct report *r, const char *sheet)
{
	for (size_t i = 0; i < r->count; i++)
		if (strcasecmp(r->sheet[i].name, sheet) == 0)
			return &r->sheet[i];
	return NULL;
}

bool report_has(const struct report *r, const char *sheet, bool is_own)
{
	return r->has_others || (r->has_own && is_own) || named(r, sheet);
}

const char *report_prices_sheet(const struct report *r)
{
	return report_has(r, SHEET_UNIT_PRICES, false) ? SHEET_UNIT_PRICES : SHEET_CHANGE;
}

bool report_only_filled(const struct report *r, const char *sheet)
{
	const struct report_sheet *x = named(r, sheet);

	return x && x->is_only_filled;
}

const char *report_above(const struct report *r, const char *sheet)
{
	const struct report_sheet *x = named(r, sheet);

	if (!x || !x->is_below)
		return NULL;
	while (x->is_below)
		x--;
	return x->name;
}

const char *report_head_below(const struct report *r, const char *sheet, size_t nth,
                              int col)
{
	const struct report_sheet *x = named(r, sheet), *end = r->sheet + r->count;

	if (!x || x->is_below)
		return NULL;
	for (size_t i = 0; i <= nth; i++)
		if (++x == end || !x->is_below)
			return NULL;
	return x->keeps && col < x->column_count ? x->column[col] : "";
}

const char *report_left_away(const struct report *r, const char *sheet, int i)
{
	const struct report_sheet *x = named(r, sheet);

	return x && x->filter && i < x->value_count ? x->value[i] : NULL;
}

static int column_of(const struct sheet *s, const char *title)
{
	for (int i = 0; i < s->column_count; i++)
		if (strcasecmp(s->column[i].title, title) == 0)
			return i;
	return -1;
}

static bool columns_fit(const struct report_sheet *x, const struct sheet *s,
                        struct err *e)
{
	for (int i = 0; i < x->column_count; i++)
		if (column_of(s, x->column[i]) < 0)
			return err_set(e, ERR_DATA, "'%s' has no column '%.60s'",
			               s->title, x->column[i]);
	return !x->filter || column_of(s, x->filter) >= 0 ||
	       err_set(e, ERR_DATA, "'%s' has no column '%.60s'", s->title, x->filter);
}

static bool is_table(const char *name, const struct sheet *tables, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(tables[i].title, name) == 0)
			return true;
	return false;
}

static bool sheet_fits(const struct report_sheet *x, const char *const *names, size_t n,
                       const struct sheet *tables, size_t table_count, struct err *e)
{
	if (x->is_below && (!is_table(x->name, tables, table_count) ||
	                    !is_table(x[-1].name, tables, table_count)))
		return err_set(e, ERR_DATA, "'%s' is not a table below a table", x->name);
	for (size_t i = 0; i < table_count; i++)
		if (strcasecmp(tables[i].title, x->name) == 0)
			return columns_fit(x, &tables[i], e);
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(names[i], x->name) == 0)
			return (x->column_count == 0 && !x->filter &&
			        !x->is_only_filled) ||
			       err_set(e, ERR_DATA,
			               "'%s' is no table: it has no columns to choose",
			               x->name);
	return err_set(e, ERR_DATA, "there is no sheet '%.60s'", x->name);
}

bool report_fits(const struct report *r, const char *const *names, size_t n,
                 const struct sheet *tables, size_t table_count, struct err *e)
{
	for (size_t i = 0; i < r->count; i++)
		if (!sheet_fits(&r->sheet[i], names, n, tables, table_count, e))
			return err_within(e, "%s:%u", r->origin, r->sheet[i].line);
	return true;
}

/* Columns of the sheet, in the order in which they are shown. */
static int kept_columns(const struct report *r, const struct report_sheet *x,
                        const struct sheet *s, int *kept)
{
	int count = 0;

	for (int i = 0; i < s->column_count; i++) {
		bool is_named = false;

		for (int k = 0; x && k < x->column_count; k++)
			is_named = is_named || column_of(s, x->column[k]) == i;
		if (!x || !x->keeps ? !is_named : false)
			kept[count++] = i;
	}
	for (int k = 0; x && x->keeps && k < x->column_count; k++)
		kept[count++] = column_of(s, x->column[k]);
	for (int i = count; i-- > 0;)
		if (!r->has_paths && s->column[kept[i]].kind == COLUMN_PLACE)
			memmove(kept + i, kept + i + 1,
			        (size_t)(--count - i) * sizeof *kept);
	return count;
}

/* " WHERE ..." on the numbered columns, or "". */
static const char *rows_kept(const struct report_sheet *x, struct arena *a,
                             const struct sheet *s)
{
	const char *values = "";

	if (!x || !x->filter)
		return "";
	for (int i = 0; i < x->value_count; i++) {
		char *quoted = sqlite3_mprintf("%Q", x->value[i]);

		values = arena_printf(a, "%s%s%s", values, i ? ", " : "",
		                      quoted ? quoted : "''");
		sqlite3_free(quoted);
	}
	return arena_printf(a, " WHERE coalesce(c%d, '') NOT IN (%s)",
	                    column_of(s, x->filter), values);
}

/* Of rows that nothing tells apart any more there is one, with the quantity of all: not
 * where each has a cell of its own to edit. */
static bool sums_rows(const struct sheet *s)
{
	return sheet_column(s, COLUMN_QUANTITY) >= 0 &&
	       sheet_column(s, COLUMN_PLACE) < 0 && sheet_column(s, COLUMN_STATUS) < 0 &&
	       sheet_column(s, COLUMN_UNIT_HOURS) < 0 &&
	       sheet_column(s, COLUMN_REPEAT) < 0;
}

static bool adds_up(const struct sheet *s)
{
	return sheet_column(s, COLUMN_UNIT) >= 0 && sheet_column(s, COLUMN_QUANTITY) >= 0;
}

static const char *select_kept(struct arena *a, const struct sheet *s, const int *kept,
                               const char *rows)
{
	const char *columns = "", *groups = "";
	bool sums = sums_rows(s);

	for (int i = 0; i < s->column_count; i++) {
		bool is_sum = sums && s->column[i].kind == COLUMN_QUANTITY;

		columns = arena_printf(a, is_sum ? "%s%ssum(c%d)" : "%s%sc%d", columns,
		                       i ? ", " : "", kept[i]);
		if (!is_sum)
			groups = arena_printf(a, "%s%sc%d", groups, *groups ? ", " : "",
			                      kept[i]);
	}
	if (!sums || !*groups)
		return arena_printf(a, "SELECT %s FROM t%s", columns, rows);
	return arena_printf(a,
	                    "SELECT %s FROM (SELECT *, row_number() OVER () AS place"
	                    " FROM t%s) GROUP BY %s ORDER BY min(place)",
	                    columns, rows, groups);
}

static bool may_trim(const struct report *r, const struct report_sheet *x,
                     const struct sheet *s, struct err *e)
{
	if (s->column_count == 0)
		return err_set(e, ERR_DATA, "%s: no column of '%s' is left", r->origin,
		               s->title);
	if (x && (x->filter || x->is_below) && adds_up(s))
		return err_set(e, ERR_DATA,
		               "%s: rows of '%s' are what the price adds up: hide its "
		               "quantity, or keep all on a sheet",
		               r->origin, s->title);
	return sheet_column(s, COLUMN_UNIT_HOURS) < 0 || adds_up(s) ||
	       err_set(e, ERR_DATA,
	               "%s: the hours of '%s' need its unit and quantity, or hide them, "
	               "too",
	               r->origin, s->title);
}

/* The SELECT as a table of numbered columns, some of which are asked for: in the order
 * that it gives, which SQLite keeps of a query around one. */
bool report_trim(const struct report *r, struct arena *a, struct sheet *s, struct err *e)
{
	const struct report_sheet *x = named(r, s->title);
	struct sheet before = *s;
	const char *all = "";
	int kept[SHEET_COLUMNS_MAX];
	size_t n = strlen(s->sql);
	bool is_whole;

	s->column_count = kept_columns(r, x, &before, kept);
	is_whole = s->column_count == before.column_count;
	for (int i = 0; i < s->column_count; i++) {
		s->column[i] = before.column[kept[i]];
		is_whole = is_whole && kept[i] == i;
	}
	for (int i = 0; i < before.column_count; i++)
		all = arena_printf(a, "%s%sc%d", all, i ? ", " : "", i);
	while (n && (isspace((unsigned char)s->sql[n - 1]) || s->sql[n - 1] == ';'))
		n--;
	if (!is_whole || (x && x->filter))
		s->sql = arena_printf(a, "WITH t(%s) AS (%.*s\n) %s", all, (int)n, s->sql,
		                      select_kept(a, s, kept, rows_kept(x, a, &before)));
	return may_trim(r, x, s, e);
}
