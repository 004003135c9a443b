/* book_table.c - writes the table sheets: what reports/NN-name.sql selects. */
#include "book/book_table.h"

#include <math.h>
#include <string.h>

#include "book/book_columns.h"
#include "book/book_page.h"
#include "book/book_repeat.h"
#include "book/book_status.h"
#include "sheet/book_text.h"
#include "sheet/report.h"
#include "text/utf8.h"

enum {
	HEAD_ROW = 3,
	BELOW_ROWS = 5,
	ROWS_MAX = 1000000,
	PLACE_MAX = 240,
	LONG_FACTS = 30000
};

/* How a quantity that is no whole number is written. */
#define QUANTITY_IN_PART COLUMN_LOW

/* A table while it is written. */
struct table {
	struct book *b;
	const struct sheet *s;
	lxw_worksheet *w;
	bool is_below;
	int head;                          /* row of the heads */
	int first, row;                    /* first row of data, next row */
	double *itemised;                  /* quantity of each line of the model */
	int unit, quantity;                /* columns or -1 */
	int status, repeat;                /* columns or -1 */
	bool indents[SHEET_COLUMNS_MAX];   /* text right of another column */
	bool is_filled[SHEET_COLUMNS_MAX]; /* some row has something in it */
};

static bool is_text(enum column_kind k)
{
	return k == COLUMN_TEXT || k == COLUMN_WORD || k == COLUMN_PLACE ||
	       k == COLUMN_UNIT || k == COLUMN_DATE || k == COLUMN_STATUS ||
	       k == COLUMN_OWNER || k == COLUMN_EDIT || k == COLUMN_STATE;
}

static struct line *line_of(struct figures *m, const char *label)
{
	for (size_t i = 0; i < m->line_count; i++)
		if (strcmp(m->line[i].label, label) == 0)
			return &m->line[i];
	return NULL;
}

/* Of a list as many as there is room for, and that there are more; NULL: of one alone. */
static const char *first_of(struct arena *a, const char *list)
{
	size_t fits = 0;

	for (const char *p = strstr(list, ", "); p; p = strstr(p + 2, ", "))
		if ((size_t)(p - list) <= PLACE_MAX)
			fits = (size_t)(p - list);
	return fits ? arena_printf(a, "%.*s, ...", (int)fits, list) : NULL;
}

/* The file's name and line tell more than the folders between. */
static const char *shortened(struct arena *a, const char *place)
{
	size_t n = strlen(place), head = PLACE_MAX / 3, tail = n - PLACE_MAX * 2 / 3;
	const char *first = n > PLACE_MAX ? first_of(a, place) : NULL;

	if (n <= PLACE_MAX || first)
		return first ? first : place;
	while (head > 0 && ((unsigned char)place[head] & 0xC0) == 0x80)
		head--;
	while (((unsigned char)place[tail] & 0xC0) == 0x80)
		tail++;
	return arena_printf(a, "%.*s...%s", (int)head, place, place + tail);
}

/* Each of a list of places on a line of its own: programs break no name behind a comma.
 */
static const char *on_lines(struct arena *a, const char *list)
{
	char *lines;

	if (!strchr(list, '/'))
		return list;
	lines = arena_strdup(a, list);

	for (char *p = strstr(lines, ", "); p; p = strstr(p, ", "))
		p[1] = '\n';
	return lines;
}

/* unit: the class of the row, or NULL. */
static void write_text(struct table *t, int col, const char *text, const char *unit)
{
	const struct column *c = &t->s->column[col];

	if (sheet_is_ours(t->s, col, text, unit))
		text = book_word(t->b, text);
	if (c->kind == COLUMN_PLACE)
		text = on_lines(t->b->a, shortened(t->b->a, text));
	book_verbatim(t->b, t->w, t->row, col,
	              book_column_style(c->kind, t->indents[col] ? 2 : 0), text);
}

static const char *unit_of(const struct table *t, sqlite3_stmt *q)
{
	return t->unit >= 0 ? (const char *)sqlite3_column_text(q, t->unit) : NULL;
}

static bool has_status(const struct table *t, sqlite3_stmt *q)
{
	return t->status >= 0 && sqlite3_column_type(q, t->status) != SQLITE_NULL;
}

static void write_unit_hours(struct table *t, sqlite3_stmt *q, int col)
{
	struct book *b = t->b;
	const char *label = unit_of(t, q);
	const struct line *l = label ? line_of(b->m, label) : NULL;
	enum book_style style = book_column_style(COLUMN_UNIT_HOURS, 0);
	const char *quantity = book_in_row(b, t->row, t->quantity);
	const char *unit = book_in_row(b, t->row, t->unit);

	if (!l) {
		write_text(t, col, "", NULL);
		return;
	}
	if (has_status(t, q))
		book_live(
		    b, t->w, t->row, col, style,
		    "IF(%s=status_dropped,0,%s*SUMIFS(effort_hours_each,effort_work,%s))",
		    book_in_row(b, t->row, t->status), quantity, unit);
	else
		book_live(b, t->w, t->row, col, style,
		          "%s*SUMIFS(effort_hours_each,effort_work,%s)", quantity, unit);
}

/* The quantity of a repeat follows the curve. Returns false when it is a plain number. */
static bool write_repeat(struct table *t, sqlite3_stmt *q, int col)
{
	struct book *b = t->b;
	const char *series = t->repeat < 0
	                       ? NULL
	                       : (const char *)sqlite3_column_text(q, t->repeat);
	struct repeat_row at = { t->s->title, t->row, t->repeat,
		                 has_status(t, q) ? t->status : -1 };
	const char *formula;

	if (!series || !*series)
		return false;
	formula = book_repeat(b, t->w, series, &at, book_column_style(COLUMN_REPEAT, 0));
	if (!formula)
		return false;
	book_live(b, t->w, t->row, col, book_column_style(QUANTITY_IN_PART, 0), "%s",
	          formula);
	return true;
}

/* "252", and "5.15" of KLOC: as it stands with the unit prices. */
static enum column_kind kind_of(const struct column *c, double x)
{
	if (c->kind != COLUMN_QUANTITY)
		return c->kind;
	return x == floor(x) ? COLUMN_COUNT : QUANTITY_IN_PART;
}

/* False: what the SELECT gives is to stand there; it has no formula, or one that refers
 * to a column that the report takes away. */
static bool write_formula(struct table *t, sqlite3_stmt *q, int col)
{
	const struct column *c = &t->s->column[col];
	const char *text, *formula;

	if (!c->formula)
		return false;
	text = (const char *)sqlite3_column_text(q, col);
	if (text && !*text)
		return false;
	formula = sheet_formula(t->b->a, t->s, col, t->row);
	if (!formula)
		return false;
	book_live(t->b, t->w, t->row, col,
	          book_column_style(c->kind, t->indents[col] ? 2 : 0), "%s", formula);
	return true;
}

static void write_cell(struct table *t, sqlite3_stmt *q, int col)
{
	const struct column *c = &t->s->column[col];
	int type = sqlite3_column_type(q, col);

	if (write_formula(t, q, col))
		return;
	if (c->kind == COLUMN_UNIT_HOURS) {
		write_unit_hours(t, q, col);
	} else if (c->kind == COLUMN_QUANTITY && write_repeat(t, q, col)) {
		return;
	} else if (c->kind == COLUMN_REPEAT) {
		/* Written with the quantity where the row is a repeat. */
		if (!sqlite3_column_text(q, col) || !*sqlite3_column_text(q, col))
			write_text(t, col, "", NULL);
	} else if (c->kind == COLUMN_STATUS && has_status(t, q)) {
		book_status_cell(t->b, t->w, t->row, col,
		                 (const char *)sqlite3_column_text(q, col));
	} else if (c->kind == COLUMN_EDIT ||
	           (c->kind == COLUMN_OWNER && (t->status < 0 || has_status(t, q)))) {
		const char *said = (const char *)sqlite3_column_text(q, col);

		book_verbatim(t->b, t->w, t->row, col, STYLE_EDIT_ROW, said ? said : "");
	} else if (!is_text(c->kind) &&
	           (type == SQLITE_INTEGER || type == SQLITE_FLOAT)) {
		double value = sqlite3_column_double(q, col);

		if (!isfinite(value))
			value = 0;
		book_number(t->b, t->w, t->row, col,
		            book_column_style(kind_of(c, value), 0), value);
	} else if (c->kind == COLUMN_DATE && sqlite3_column_text(q, col) &&
	           date_serial((const char *)sqlite3_column_text(q, col)) > 0) {
		book_number(t->b, t->w, t->row, col, book_column_style(c->kind, 0),
		            date_serial((const char *)sqlite3_column_text(q, col)));
	} else {
		const char *text = (const char *)sqlite3_column_text(q, col);

		write_text(t, col, text ? text : "", unit_of(t, q));
	}
}

/* Something stands there, or somebody may write it. */
static bool is_filled(const struct table *t, sqlite3_stmt *q, int col)
{
	const struct column *c = &t->s->column[col];

	switch (sqlite3_column_type(q, col)) {
	case SQLITE_NULL:
		return c->formula || c->kind == COLUMN_UNIT_HOURS ||
		       c->kind == COLUMN_EDIT || c->kind == COLUMN_OWNER;
	case SQLITE_TEXT: return *sqlite3_column_text(q, col);
	default: return true;
	}
}

static void count_evidence(struct table *t, sqlite3_stmt *q)
{
	const char *label = (const char *)sqlite3_column_text(q, t->unit);
	struct line *l = label ? line_of(t->b->m, label) : NULL;

	if (l)
		t->itemised[l - t->b->m->line] += sqlite3_column_double(q, t->quantity);
}

static bool is_weights(const struct sheet *s)
{
	return sheet_column(s, COLUMN_UNIT) >= 0 && sheet_column(s, COLUMN_LOW) >= 0 &&
	       sheet_column(s, COLUMN_LIKELY) >= 0 && sheet_column(s, COLUMN_HIGH) >= 0;
}

static void count_weight(struct table *t, sqlite3_stmt *q)
{
	const char *label = (const char *)sqlite3_column_text(q, t->unit);
	struct line *l = label ? line_of(t->b->m, label) : NULL;

	/* Two rows of a name, or other numbers: Effort then keeps its own. */
	if (l)
		l->in_weights +=
		    sqlite3_column_double(q, sheet_column(t->s, COLUMN_LOW)) == l->low &&
			    sqlite3_column_double(q, sheet_column(t->s, COLUMN_LIKELY)) ==
				l->likely &&
			    sqlite3_column_double(q, sheet_column(t->s, COLUMN_HIGH)) ==
				l->high
			? 1
			: 2;
}

static bool write_rows(struct table *t, struct err *e)
{
	/* "%s": the text may hold % signs of its own. */
	sqlite3_stmt *q = store_select(t->b->store, t->b->a, e, "%s", t->s->sql);
	int rc = SQLITE_ERROR;

	if (!q)
		return err_within(e, "%s:%d", t->s->origin, t->s->sql_line);
	while (t->row - t->first < ROWS_MAX && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		for (int col = 0; col < t->s->column_count; col++) {
			t->is_filled[col] = t->is_filled[col] || is_filled(t, q, col);
			write_cell(t, q, col);
		}
		if (t->unit >= 0 && t->quantity >= 0)
			count_evidence(t, q);
		if (is_weights(t->s))
			count_weight(t, q);
		t->row++;
	}
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		return err_set(e, ERR_DATA, "%s:%d: %s", t->s->origin, t->s->sql_line,
		               sqlite3_errmsg(t->b->store->db));
	return true;
}

/* Above the head of a class the way to the weights, above hours that to the lines they
 * make: on white, as links have a colour of their own in some programs. */
static void write_title(struct table *t, int col, enum book_style s)
{
	const struct column *c = &t->s->column[col];
	const char *to = is_weights(t->s)             ? NULL
	               : c->kind == COLUMN_UNIT       ? SHEET_WEIGHTS
	               : c->kind == COLUMN_UNIT_HOURS ? SHEET_EFFORT
	                                              : NULL;

	if (to && report_has(t->b->report, to, false))
		book_link(t->b, t->w, t->head - 1, col, STYLE_LINK, to, HEAD_ROW, 0,
		          arena_printf(t->b->a, "\xE2\x86\x92 %s",
		                       book_sheet_name(t->b, to)));
	book_text(t->b, t->w, t->head, col, s, c->title);
}

static void write_head(struct table *t)
{
	for (int col = 0; col < t->s->column_count; col++) {
		const struct column *c = &t->s->column[col];

		t->indents[col] = is_text(c->kind) && col > 0;
		write_title(t, col,
		            t->indents[col]    ? STYLE_HEAD_INDENT
		            : is_text(c->kind) ? STYLE_HEAD
		                               : STYLE_HEAD_RIGHT);
	}
	if (t->is_below)
		return;
	worksheet_freeze_panes(t->w, HEAD_ROW + 1, 0);
	worksheet_repeat_rows(t->w, HEAD_ROW, HEAD_ROW);
}

static enum book_style total_style(enum column_kind k)
{
	switch (k) {
	case COLUMN_MONEY: return STYLE_SUM_MONEY;
	case COLUMN_USD: return STYLE_SUM_DOLLARS;
	case COLUMN_COUNT:
	case COLUMN_QUANTITY: return STYLE_SUM_COUNT;
	case COLUMN_PERCENT: return STYLE_SUM_PERCENT;
	default: return STYLE_SUM_HOURS;
	}
}

/* SUBTOTAL, so that a filter shows the sum of what it leaves. */
static void write_total(struct table *t)
{
	struct book *b = t->b;
	bool any = false;

	for (int col = 0; col < t->s->column_count; col++)
		any = any || (t->s->column[col].is_totalled && t->is_filled[col]);
	if (!any)
		return;
	book_blank(b, t->w, t->row, 0, t->s->column_count - 1, STYLE_SUM_TEXT);
	if (!t->s->column[0].is_totalled)
		book_text(b, t->w, t->row, 0, STYLE_SUM_TEXT, TEXT_TOTAL);
	for (int col = 0; col < t->s->column_count; col++)
		if (t->s->column[col].is_totalled)
			book_live(b, t->w, t->row, col,
			          total_style(t->s->column[col].kind),
			          "SUBTOTAL(9,%s:%s)", book_at(b, t->first, col),
			          book_at(b, t->row - 1, col));
}

static void note_evidence(struct table *t)
{
	struct book *b = t->b;
	struct figures *m = b->m;
	struct evidence *v;

	if (b->evidence_count == sizeof m->line->in_sheet / sizeof *m->line->in_sheet)
		return;
	v = arena_push(b->a, (void **)&b->evidence, &b->evidence_count, &b->evidence_room,
	               sizeof *v);
	*v = (struct evidence){ t->s->title, t->unit,
		                t->quantity, sheet_column(t->s, COLUMN_UNIT_HOURS),
		                t->status,   sheet_column(t->s, COLUMN_STATE),
		                t->first,    t->row - 1 };
	for (size_t i = 0; i < m->line_count; i++) {
		m->line[i].in_sheet[b->evidence_count - 1] = t->itemised[i] > 0;
		m->line[i].itemised += t->itemised[i];
	}
}

static void note_weights(struct table *t)
{
	struct book *b = t->b;

	b->weights = t->s->title;
	b->weights_unit = t->unit;
	b->weights_low = sheet_column(t->s, COLUMN_LOW);
	b->weights_likely = sheet_column(t->s, COLUMN_LIKELY);
	b->weights_high = sheet_column(t->s, COLUMN_HIGH);
	b->weights_first = t->first;
	b->weights_last = t->row - 1;
}

/* Findings are most of the rows of such a sheet. Counted by their tables: the view
 * `finding` would be put together row by row. */
bool book_table_is_long(struct book *b, const struct sheet *s)
{
	return (sheet_column(s, COLUMN_UNIT) >= 0 ||
	        sheet_column(s, COLUMN_PLACE) >= 0) &&
	       store_number(b->store, 0,
	                    "SELECT (SELECT count(*) FROM fact)"
	                    " + (SELECT count(*) FROM told)") > LONG_FACTS;
}

/* Below another its title is that of a part of the sheet. */
static void write_heading_below(struct table *t, double width)
{
	struct book *b = t->b;
	int row = t->head - 3, last = t->s->column_count - 1;

	book_blank(b, t->w, row, 0, last, STYLE_SECTION);
	book_text(b, t->w, row, 0, STYLE_SECTION, t->s->title);
	book_row_height(b, t->w, row + 1,
	                book_paragraph(b, t->w, row + 1, 0, last, STYLE_INTRO, width,
	                               t->s->intro));
}

static double least_width(struct book *b, const struct sheet *s, int col)
{
	double most = 0;
	const char *head;

	for (size_t i = 0; (head = report_head_below(b->report, s->title, i, col)); i++)
		most = fmax(most,
		            ceil(book_characters(STYLE_HEAD, book_word(b, head), true)));
	return most;
}

/* With what the report leaves away, as counts on other sheets are of all rows. */
static const char *intro_of(const struct table *t)
{
	struct book *b = t->b;
	const char *list = "", *value;

	for (int i = 0; (value = report_left_away(b->report, t->s->title, i)); i++)
		list = arena_printf(b->a, "%s%s%s", list, i ? ", " : "",
		                    book_word(b, value));
	return *list
	         ? arena_printf(b->a, "%s %s", book_word(b, t->s->intro),
	                        arena_printf(b->a, book_word(b, TEXT_LEFT_AWAY), list))
	         : t->s->intro;
}

/* What is said above the table goes on below itself where the columns end, of which those
 * that stay empty are not seen: they leave their room to those that do not. */
static void fit_columns(struct table *t)
{
	struct columns c = {
		.b = t->b, .s = t->s, .w = t->w, .head = t->head, .end = t->row
	};
	double width = 0;

	for (int i = 0; i < t->s->column_count; i++) {
		c.indents[i] = t->indents[i];
		c.least[i] = least_width(t->b, t->s, i);
		c.hides[i] = t->row > t->first && !t->is_filled[i];
	}
	if (t->is_below)
		book_columns_share(&c);
	else
		book_columns_fit(&c);
	for (int i = 0; i < t->s->column_count; i++)
		width += c.width[i];
	if (t->is_below) {
		write_heading_below(t, width);
		return;
	}
	/* Of a long sheet cells are written once. */
	book_heading(t->b, t->w, t->s->title, t->w->optimize ? t->s->intro : "");
	if (t->w->optimize)
		return;
	book_intro(t->b, t->w, t->s->column_count - 1, width, intro_of(t));
}

/* A3 where letters on A4 would be smaller than people read; and no page holds a total
 * alone. */
static void set_page(const struct table *t)
{
	enum { LAST_ROWS = 4 };
	int last = book_last_row(t->b, t->w), columns = t->s->column_count - 1;

	if (t->is_below) {
		book_page_extend(t->b, t->w, last, columns);
		book_page_keep(t->b, t->w, t->head - 3, last);
		return;
	}
	if (!book_page_fits(t->w, columns))
		worksheet_set_paper(t->w, BOOK_A3);
	book_page_print(t->b, t->w, 0, 0, last, columns);
	if (!t->w->optimize && last - LAST_ROWS >= t->first)
		book_page_keep(t->b, t->w, last - LAST_ROWS + 1, last);
}

bool book_table(struct book *b, const struct sheet *s, const char *above,
                lxw_worksheet *w, struct err *e)
{
	int head = above ? book_last_row(b, w) + BELOW_ROWS : HEAD_ROW;
	struct table t = { .b = b,
		           .s = s,
		           .w = w,
		           .is_below = above != NULL,
		           .head = head,
		           .first = head + 1,
		           .row = head + 1,
		           .unit = sheet_column(s, COLUMN_UNIT),
		           .quantity = sheet_column(s, COLUMN_QUANTITY),
		           .status = sheet_column(s, COLUMN_STATUS),
		           .repeat = sheet_column(s, COLUMN_REPEAT) };

	t.itemised = arena_zero(b->a, (b->m->line_count + 1) * sizeof *t.itemised);
	write_head(&t);
	if (!write_rows(&t, e))
		return false;
	fit_columns(&t);
	if (t.row == t.first) {
		book_text(b, w, t.row, 0, STYLE_LABEL,
		          *s->empty ? s->empty : TEXT_NO_ROWS);
		set_page(&t);
		return true;
	}
	if (!above)
		worksheet_autofilter(w, HEAD_ROW, 0, (lxw_row_t)t.row - 1,
		                     (lxw_col_t)(s->column_count - 1));
	write_total(&t);
	if (t.status >= 0)
		book_status_rows(b, w, t.first, t.row - 1, t.status, 0,
		                 s->column_count - 1);
	if (t.unit >= 0 && t.quantity >= 0)
		note_evidence(&t);
	if (t.unit >= 0 && !is_weights(s))
		*(const char **)arena_push(b->a, (void **)&b->listing, &b->listing_count,
		                           &b->listing_room,
		                           sizeof *b->listing) = above ? above : s->title;
	if (is_weights(s) && !b->weights)
		note_weights(&t);
	set_page(&t);
	return true;
}
