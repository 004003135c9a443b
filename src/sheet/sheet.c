/* sheet.c - reads reports/NN-name.sql and says what is wrong with one. */
#include "sheet/sheet.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formula/formula.h"
#include "store/store.h"
#include "text/data.h"

static const struct {
	const char *word, *format;
} kinds[] = {
#define KIND(name, word, format) { word, format },
	COLUMN_KINDS(KIND)
#undef KIND
};

const char *column_kind_format(enum column_kind k)
{
	return kinds[k].format;
}

int sheet_column(const struct sheet *s, enum column_kind kind)
{
	for (int i = 0; i < s->column_count; i++)
		if (s->column[i].kind == kind)
			return i;
	return -1;
}

bool sheet_is_ours(const struct sheet *s, int col, const char *text, const char *unit)
{
	enum column_kind k = s->column[col].kind;

	return k == COLUMN_WORD || k == COLUMN_UNIT || k == COLUMN_STATE ||
	       (k == COLUMN_TEXT && unit && *unit && strcmp(text, unit) == 0);
}

/* ---- the header --------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Copy of [p, end) without blanks around it. */
static char *trimmed(struct arena *a, const char *p, const char *end)
{
	while (p < end && is_blank(*p))
		p++;
	while (end > p && is_blank(end[-1]))
		end--;
	return arena_strndup(a, p, (size_t)(end - p));
}

/* Cut the last word off text and return it; NULL when there is none. */
static char *last_word(char *text)
{
	char *end = text + strlen(text);

	while (end > text && is_blank(end[-1]))
		*--end = '\0';
	while (end > text && !is_blank(end[-1]))
		end--;
	return *end ? (end > text ? (end[-1] = '\0', end) : end) : NULL;
}

static bool kind_of(const char *word, enum column_kind *k)
{
	for (int i = 0; i < COLUMN_KINDS_END; i++)
		if (strcmp(kinds[i].word, word) == 0) {
			*k = (enum column_kind)i;
			return true;
		}
	return false;
}

static bool load_column(struct sheet *s, struct arena *a, char *text, struct err *e)
{
	struct column c = { 0 };
	char *word, *width, *end, *formula = strstr(text, " = ");

	if (s->column_count == SHEET_COLUMNS_MAX)
		return err_set(e, ERR_LIMIT, "more than %d columns", SHEET_COLUMNS_MAX);
	if (formula) {
		*formula = '\0';
		c.formula = trimmed(a, formula + 3, formula + 3 + strlen(formula + 3));
	}
	word = last_word(text);
	if (word && strcmp(word, "total") == 0) {
		c.is_totalled = true;
		word = last_word(text);
	}
	width = word && word > text ? last_word(text) : NULL;
	if (!width || width == text)
		return err_set(e, ERR_DATA, "column needs: title width kind [total]");
	c.width = strtod(width, &end);
	if (*end || !(c.width >= 1 && c.width <= 120))
		return err_set(e, ERR_DATA, "'%.40s' is not a width from 1 to 120",
		               width);
	if (!kind_of(word, &c.kind))
		return err_set(e, ERR_DATA, "'%.40s' is not a column kind", word);
	if (c.kind >= COLUMN_UNIT && sheet_column(s, c.kind) >= 0)
		return err_set(e, ERR_DATA, "a second '%s' column", word);
	if (c.is_totalled &&
	    (c.kind == COLUMN_TEXT || c.kind == COLUMN_WORD || c.kind == COLUMN_PLACE ||
	     c.kind == COLUMN_UNIT || c.kind == COLUMN_DATE))
		return err_set(e, ERR_DATA, "a '%s' column has no total", word);
	if (c.formula && c.kind >= COLUMN_UNIT)
		return err_set(e, ERR_DATA, "a '%s' column has no formula of its own",
		               word);
	c.title = trimmed(a, text, text + strlen(text));
	s->column[s->column_count++] = c;
	return true;
}

/* ---- formulas ------------------------------------------------------------------ */

static int titled(const struct sheet *s, const char *title, size_t n)
{
	for (int i = 0; i < s->column_count; i++)
		if (strncasecmp(s->column[i].title, title, n) == 0 &&
		    !s->column[i].title[n])
			return i;
	return -1;
}

const char *sheet_formula(struct arena *a, const struct sheet *s, int col, int row)
{
	const char *p = s->column[col].formula;
	/* "[N]" becomes "A1048576" at most. */
	size_t size = strlen(p) * 3 + 1, n = 0;
	char *out = arena_alloc(a, size);
	bool is_text = false;

	while (*p) {
		const char *end;
		int at;

		is_text ^= *p == '"';
		if (is_text || *p != '[') {
			out[n++] = *p++;
			continue;
		}
		end = p + strcspn(p, "]");
		at = *end ? titled(s, p + 1, (size_t)(end - p) - 1) : -1;
		if (at < 0)
			return NULL;
		n += (size_t)snprintf(out + n, size - n, "%c%d", 'A' + at, row + 1);
		p = end + 1;
	}
	out[n] = '\0';
	return out;
}

static bool check_formulas(struct arena *a, const struct sheet *s, struct err *e)
{
	static_assert(SHEET_COLUMNS_MAX <= 26, "columns have names of one letter");
	for (int i = 0; i < s->column_count; i++) {
		const char *formula = s->column[i].formula, *text;

		if (!formula)
			continue;
		text = sheet_formula(a, s, i, 0);
		if (!text)
			return err_set(e, ERR_DATA,
			               "%s:1: '%s': no such column in '=%.80s'",
			               s->origin, s->column[i].title, formula);
		if (!formula_check(a, text, e))
			return err_within(e, "%s:1: '%s'", s->origin, s->column[i].title);
	}
	return true;
}

/* ---- names of sheets ----------------------------------------------------------- */

/* What spreadsheet programs accept as the name of a sheet. */
static bool check_name(const char *title, struct err *e)
{
	size_t n = strlen(title), characters = 0;

	for (size_t i = 0; i < n; i++)
		characters += ((unsigned char)title[i] & 0xC0) != 0x80;
	if (n == 0 || characters > 31)
		return err_set(e, ERR_DATA, "a sheet's name has 1 to 31 characters");
	if (strpbrk(title, "[]:*?/\\'"))
		return err_set(e, ERR_DATA, "a sheet's name has none of []:*?/\\'");
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)title[i] < 0x20)
			return err_set(e, ERR_DATA,
			               "a sheet's name has no control characters");
	return true;
}

bool sheet_can_be_called(const char *title)
{
	struct err ignored;

	return check_name(title, &ignored);
}

static bool check_title(const char *title, struct err *e)
{
	static const char *const taken[] = { "Quote",  "Summary", "Inputs",
		                             "Effort", "Plan",    "History" };

	if (!check_name(title, e))
		return false;
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		if (strcasecmp(title, taken[i]) == 0)
			return err_set(e, ERR_DATA, "the name '%s' is taken", title);
	return true;
}

/* One line that begins with "--". Other comments than the known words are skipped. */
static bool load_header(struct sheet *s, struct arena *a, const char *line,
                        const char *end, struct err *e)
{
	static const char *const words[] = { "sheet:", "intro:", "empty:", "column:" };
	const char *p = line + 2;
	size_t which = 0, n;
	char *value;

	while (p < end && is_blank(*p))
		p++;
	for (; which < sizeof words / sizeof *words; which++) {
		n = strlen(words[which]);
		if ((size_t)(end - p) >= n && memcmp(p, words[which], n) == 0)
			break;
	}
	if (which == sizeof words / sizeof *words)
		return true;
	value = trimmed(a, p + n, end);
	switch (which) {
	case 0:
		if (s->title)
			return err_set(e, ERR_DATA, "a second '-- sheet:' line");
		s->title = value;
		return check_title(value, e);
	case 1: s->intro = value; return true;
	case 2: s->empty = value; return true;
	default: return load_column(s, a, value, e);
	}
}

static bool load_lines(struct arena *a, const char *text, struct sheet *s, struct err *e)
{
	int line = 1;

	for (const char *p = text; *p; line++) {
		const char *end = strchr(p, '\n'), *first = p;

		if (!end)
			end = p + strlen(p);
		while (first < end && is_blank(*first))
			first++;
		if (end - first >= 2 && first[0] == '-' && first[1] == '-') {
			if (!load_header(s, a, first, end, e))
				return err_within(e, "%s:%d", s->origin, line);
		} else if (first < end) {
			s->sql = arena_strdup(a, p);
			s->sql_line = line;
			return true;
		}
		p = *end ? end + 1 : end;
	}
	return true;
}

bool sheet_load(struct arena *a, const char *origin, const char *text, struct sheet *s,
                struct err *e)
{
	struct sheet loaded = { .origin = origin, .intro = "", .empty = "" };
	const char *sql;

	if (!load_lines(a, text, &loaded, e))
		return false;
	sql = loaded.sql;
	if (!loaded.title)
		return err_set(e, ERR_DATA, "%s:1: no '-- sheet:' line", origin);
	if (!loaded.column_count)
		return err_set(e, ERR_DATA, "%s:1: no '-- column:' line", origin);
	if (!sql)
		return err_set(e, ERR_DATA, "%s:1: no SELECT", origin);
	sql += strspn(sql, " \t\r\n");
	/* The store is handed out for reading only. */
	if (strncasecmp(sql, "SELECT", 6) != 0 && strncasecmp(sql, "WITH", 4) != 0)
		return err_set(e, ERR_DATA, "%s:%d: only a SELECT may stand here", origin,
		               loaded.sql_line);
	if (sheet_column(&loaded, COLUMN_UNIT_HOURS) >= 0 &&
	    (sheet_column(&loaded, COLUMN_UNIT) < 0 ||
	     sheet_column(&loaded, COLUMN_QUANTITY) < 0))
		return err_set(e, ERR_DATA,
		               "%s:1: 'unit-hours' needs columns 'unit' and 'quantity'",
		               origin);
	if (!check_formulas(a, &loaded, e))
		return false;
	*s = loaded;
	return true;
}

/* ---- the SQL -------------------------------------------------------------------- */

static bool check_statement(sqlite3_stmt *q, const struct sheet *s, const char *rest,
                            struct err *e)
{
	int given = sqlite3_column_count(q);

	while (*rest && strchr(" \t\r\n;", *rest))
		rest++;
	if (*rest && strncmp(rest, "--", 2) != 0)
		return err_set(e, ERR_DATA, "%s:%d: more than one statement", s->origin,
		               s->sql_line);
	if (!sqlite3_stmt_readonly(q))
		return err_set(e, ERR_DATA, "%s:%d: only a SELECT may stand here",
		               s->origin, s->sql_line);
	if (sqlite3_bind_parameter_count(q))
		return err_set(e, ERR_DATA, "%s:%d: parameters have no meaning here",
		               s->origin, s->sql_line);
	if (given != s->column_count)
		return err_set(e, ERR_DATA,
		               "%s:%d: columns declared: %d, the query gives %d",
		               s->origin, s->sql_line, s->column_count, given);
	return true;
}

static bool check_sql(sqlite3 *db, const struct sheet *s, struct err *e)
{
	sqlite3_stmt *q = NULL;
	const char *rest = "";
	int line = s->sql_line, at;
	bool ok;

	if (sqlite3_prepare_v2(db, s->sql, -1, &q, &rest) != SQLITE_OK) {
		at = sqlite3_error_offset(db);
		for (int i = 0; i < at && s->sql[i]; i++)
			line += s->sql[i] == '\n';
		return err_set(e, ERR_DATA, "%s:%d: %s", s->origin, line,
		               sqlite3_errmsg(db));
	}
	ok = check_statement(q, s, rest, e);
	sqlite3_finalize(q);
	return ok;
}

bool sheet_check(const char *origin, const char *text, struct err *e)
{
	struct arena a = { 0 };
	struct store empty = { 0 };
	struct sheet s;
	bool ok = sheet_load(&a, origin, text, &s, e) &&
	          store_open(&empty, NULL, true, e) && check_sql(empty.db, &s, e);

	store_close(&empty);
	arena_release(&a);
	return ok;
}

/* Those that are built in are held against a store by the tests. */
static bool check_own(const struct sheet *list, size_t n, struct err *e)
{
	struct store empty = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++)
		if (list[i].is_own)
			ok = (empty.db || store_open(&empty, NULL, true, e)) &&
			     check_sql(empty.db, &list[i], e);
	store_close(&empty);
	return ok;
}

static bool check_titles(const struct sheet *list, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (strcasecmp(list[i].title, list[j].title) == 0)
				return err_set(e, ERR_DATA, "%s:1: '%s' is already in %s",
				               list[i].origin, list[i].title,
				               list[j].origin);
	return true;
}

bool sheet_list(struct arena *a, struct sheet **list, size_t *n, struct err *e)
{
	struct data_file *files;
	struct sheet *all;
	size_t count;

	if (!data_list(a, "reports/", ".sql", &files, &count, e))
		return false;
	all = arena_alloc(a, (count + 1) * sizeof *all);
	for (size_t i = 0; i < count; i++)
		if (sheet_load(a, files[i].origin, files[i].text, &all[i], e))
			all[i].is_own = files[i].is_own;
		else
			return false;
	if (!check_own(all, count, e) || !check_titles(all, count, e))
		return false;
	*list = all;
	*n = count;
	return true;
}
