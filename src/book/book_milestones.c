/* book_milestones.c - the sheet Milestones: what is handed over, accepted and paid when.
 */
#include "book/book_milestones.h"

#include <math.h>
#include <string.h>

#include "book/book_ledger.h"
#include "book/book_page.h"
#include "book/book_plan.h"
#include "sheet/book_text.h"
#include "sheet/report.h"

enum {
	COL_ID,
	COL_LABEL,
	COL_DELIVERABLE,
	COL_ACCEPTANCE,
	COL_DUE,
	COL_WORK,
	COL_SHARE,
	COL_AMOUNT,
	COL_RESERVE,
	COL_KEPT,
	COL_INVOICE,
	COL_PAID_ON,
	COL_SUM,
	COLUMNS,
	COL_WEEK = COLUMNS + 1 /* beside what is printed */
};
/* Bytes of a text in a formula: translated, it stays below 255. */
enum { FORMULA_TEXT_MAX = 160 };
enum { TERMS_ROW = 2, TERMS = 4, SIGNED_ROW = TERMS_ROW + 1, HEAD_ROW, FIRST_ROW };

/* The more digits money has, the less room the words: all of them are a page. */
static const struct {
	double price; /* up to this one */
	double widths[COLUMNS];
} sizes[] = { { 999999, { 4, 20, 40, 33, 9.8, 9.6, 9.6, 9.2, 11, 9.2, 9.2, 9.8, 9.2 } },
	      { 9999999,
	        { 4, 20, 36.5, 29.5, 9.8, 9.6, 9.6, 10.5, 11, 10.5, 10.5, 9.8, 10.5 } },
	      { INFINITY,
	        { 4, 20, 33, 25, 9.8, 9.6, 9.6, 12.4, 12.4, 12.4, 12.4, 9.8, 12.4 } } };

/* What those with a fixed percent pay, and the work done for them: for all rows, or for
 * those above one. */
struct fixed {
	const char *share, *work;
};

struct milestones {
	struct book *b;
	lxw_worksheet *w;
	const double *widths;
	int row, last, last_by_hours;
	bool is_open; /* for who may change it; a client gets it as it is */
	struct fixed all, above;
};

/* Terms that a contract settles, all in a row: yellow, from the model's constants. */
static void write_terms(struct milestones *s)
{
	static const struct {
		const char *constant, *name, *label;
		enum book_style style;
		double max;
		int label_col, col;
	} terms[TERMS] = {
		{ "retainage", "kept_share", TEXT_TERM_KEPT, STYLE_EDIT_PERCENT, 0.5,
		  COL_ID, COL_DELIVERABLE },
		{ "review_days", "review_period", TEXT_TERM_REVIEW, STYLE_EDIT_NUMBER, 90,
		  COL_ACCEPTANCE, COL_DUE },
		{ "payment_days", "payment_period", TEXT_TERM_PAYMENT, STYLE_EDIT_NUMBER,
		  365, COL_SHARE, COL_KEPT },
		{ "warranty_days", "warranty_period", TEXT_TERM_WARRANTY,
		  STYLE_EDIT_NUMBER, 1095, COL_INVOICE, COL_SUM },
	};

	for (int i = 0; i < TERMS; i++) {
		int r = TERMS_ROW, value = terms[i].col;
		lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_DECIMAL,
			                  .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
			                  .maximum_number = terms[i].max };

		book_text(s->b, s->w, r, terms[i].label_col, STYLE_PLAIN, terms[i].label);
		book_live(s->b, s->w, r, value,
		          s->is_open                             ? terms[i].style
		          : terms[i].style == STYLE_EDIT_PERCENT ? STYLE_PERCENT_LEFT
		                                                 : STYLE_FIXED,
		          "%s",
		          figures_constant(s->b->m, terms[i].constant) ? terms[i].constant
		                                                       : "0");
		if (s->is_open)
			worksheet_data_validation_cell(s->w, (lxw_row_t)r,
			                               (lxw_col_t)value, &v);
		book_name(s->b, terms[i].name, SHEET_MILESTONES, r, value);
	}
}

/* The places of its phases on Plan, with milestone_need.until and .part. name NULL: of
 * all milestones. */
static sqlite3_stmt *needs(struct milestones *s, const char *name, struct err *e)
{
	return store_select(s->b->store, s->b->a, e,
	                    "SELECT (SELECT count(*) FROM phase o WHERE o.rank <= p.rank)"
	                    " AS place, until, part"
	                    " FROM milestone_need n JOIN phase p ON p.name = n.phase"
	                    " WHERE milestone = %Q ORDER BY place",
	                    name);
}

/* The week of the plan in which it is due: the last of its phases decides. What ends with
 * the plan is due when its reserve ends: with the weeks that are offered. */
static const char *week_formula(struct milestones *s, const char *name, double week)
{
	struct book *b = s->b;
	struct err ignored;
	sqlite3_stmt *q = needs(s, name, &ignored);
	const char *list = "";

	if (week > 0 && week >= s->b->m->weeks - 1e-9)
		return "weeks_offered";
	while (q && sqlite3_step(q) == SQLITE_ROW) {
		int phase = sqlite3_column_int(q, 0);
		double until = sqlite3_column_double(q, 1);

		list = arena_printf(b->a, "%s%s", list, *list ? "," : "");
		if (until < 1)
			list = arena_printf(b->a,
			                    "%sINDEX(phase_begin_share,%d)+%.17g*"
			                    "(INDEX(phase_end_share,%d)-"
			                    "INDEX(phase_begin_share,%d))",
			                    list, phase, until, phase, phase);
		else
			list = arena_printf(b->a, "%sINDEX(phase_end_share,%d)", list,
			                    phase);
	}
	return *list ? arena_printf(b->a, "MAX(%s)*weeks_expected", list) : "0";
}

/* Hours of its phases since the one before: "INDEX(phase_hours,3)+0.5*INDEX(..." or "".
 */
static const char *hours_formula(struct milestones *s, const char *name)
{
	struct book *b = s->b;
	struct err ignored;
	sqlite3_stmt *q = needs(s, name, &ignored);
	const char *sum = "";

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		double part = sqlite3_column_double(q, 2);

		if (part > 0)
			sum = arena_printf(b->a, "%s%s%sINDEX(phase_hours,%d)", sum,
			                   *sum ? "+" : "",
			                   part < 1 - 1e-9
			                       ? arena_printf(b->a, "%.17g*", part)
			                       : "",
			                   sqlite3_column_int(q, 0));
	}
	return sum;
}

static const char *shares(struct milestones *s, int from, int to)
{
	return from <= to
	         ? arena_printf(s->b->a, "SUM(%s:%s)", book_at(s->b, from, COL_SHARE),
	                        book_at(s->b, to, COL_SHARE))
	         : "0";
}

/* "0.1" or, of one whose percent is fixed, its cell to edit. */
static const char *fixed_of(struct milestones *s, int r, double fixed, bool by_hours)
{
	return by_hours ? arena_printf(s->b->a, "%.17g", fixed)
	                : book_at(s->b, r, COL_SHARE);
}

/* Work done for one row. */
static const char *work_of(struct milestones *s, int r)
{
	return r > FIRST_ROW
	         ? arena_printf(s->b->a, "(%s-%s)", book_at(s->b, r, COL_WORK),
	                        book_at(s->b, r - 1, COL_WORK))
	         : book_at(s->b, r, COL_WORK);
}

static void add_fixed(struct milestones *s, struct fixed *f, int r, double fixed,
                      bool by_hours)
{
	if (fixed > 0)
		f->share = arena_printf(s->b->a, "%s+%s", f->share,
		                        fixed_of(s, r, fixed, by_hours));
	if (!by_hours)
		f->work = arena_printf(s->b->a, "%s-%s", f->work, work_of(s, r));
}

/* Work that is done by then, and the percent. What is not fixed follows the hours, in
 * whole percents of what is paid by then: one that is typed is made up for by the next.
 */
static void write_share(struct milestones *s, sqlite3_stmt *q, const char *name, int r)
{
	struct book *b = s->b;
	enum book_style style = s->is_open ? STYLE_EDIT_DONE : STYLE_PERCENT;
	double fixed = sqlite3_column_double(q, 5);
	bool by_hours = sqlite3_column_double(q, 6) > 0;
	const char *hours = hours_formula(s, name);

	book_live(b, s->w, r, COL_WORK, STYLE_PERCENT, "%s+IF(total_hours>0,(%s)/%s,0)",
	          r > FIRST_ROW ? book_at(b, r - 1, COL_WORK) : "0", *hours ? hours : "0",
	          "total_hours");
	if (!by_hours)
		book_number(b, s->w, r, COL_SHARE, style, sqlite3_column_double(q, 4));
	else if (r == s->last_by_hours)
		book_live(b, s->w, r, COL_SHARE, style, "MAX(0,1-%s-%s)",
		          shares(s, FIRST_ROW, r - 1), shares(s, r + 1, s->last));
	else
		book_live(b, s->w, r, COL_SHARE, style,
		          "MAX(0,%.17g+ROUND(MAX(0,1-(%s))*(%s%s)/MAX(0.01,%s%s),2)-"
		          "(%s-(%s)))",
		          fixed, s->all.share, book_at(b, r, COL_WORK), s->above.work,
		          book_at(b, s->last, COL_WORK), s->all.work,
		          shares(s, FIRST_ROW, r - 1), s->above.share);
	add_fixed(s, &s->above, r, fixed, by_hours);
}

/* What is fixed of all, and which is the last that pays hours. */
static bool take_shares(struct milestones *s, struct err *e)
{
	sqlite3_stmt *q = store_select(s->b->store, s->b->a, e,
	                               "SELECT fixed, hours > 0 FROM milestone"
	                               " ORDER BY rank");
	int r = FIRST_ROW;

	s->all = s->above = (struct fixed){ "0", "" };
	for (; q && sqlite3_step(q) == SQLITE_ROW; r++) {
		bool by_hours = sqlite3_column_int(q, 1) != 0;

		add_fixed(s, &s->all, r, sqlite3_column_double(q, 0), by_hours);
		s->last_by_hours = by_hours ? r : s->last_by_hours;
	}
	s->last = r - 1;
	return q != NULL;
}

/* In whole units of the currency; the last takes the rest. */
static void write_amount(struct milestones *s, int r)
{
	struct book *b = s->b;

	if (r < s->last || r == FIRST_ROW)
		book_live(b, s->w, r, COL_AMOUNT, STYLE_MONEY,
		          BOOK_WHOLE("%s*price_offered"), book_at(b, r, COL_SHARE));
	else
		book_live(b, s->w, r, COL_AMOUNT, STYLE_MONEY,
		          BOOK_WHOLE("%s*price_offered") "-SUM(%s:%s)",
		          shares(s, FIRST_ROW, r), book_at(b, FIRST_ROW, COL_AMOUNT),
		          book_at(b, r - 1, COL_AMOUNT));
}

/* What of the amount is contingency, which a percentile is offered without: invoiced with
 * it, and credited where it is not released. The last takes the rest. */
static void write_reserve(struct milestones *s, int r)
{
	struct book *b = s->b;

	if (r < s->last || r == FIRST_ROW)
		book_live(
		    b, s->w, r, COL_RESERVE, STYLE_MONEY,
		    "IF(risk_appetite=\"expected\"," BOOK_WHOLE(
			"%s*(price_offered-price_expected)/MAX(1,price_offered)") ",0)",
		    book_at(b, r, COL_AMOUNT));
	else
		book_live(b, s->w, r, COL_RESERVE, STYLE_MONEY,
		          "IF(risk_appetite=\"expected\",price_offered-price_expected-"
		          "SUM(%s:%s),0)",
		          book_at(b, FIRST_ROW, COL_RESERVE),
		          book_at(b, r - 1, COL_RESERVE));
}

/* A text of a formula: quotes are doubled there. */
static const char *in_quotes(struct milestones *s, const char *text)
{
	const char *out = "";

	for (size_t n; *text; text += n) {
		n = strcspn(text, "\"") + (strchr(text, '"') != NULL);
		out = arena_printf(s->b->a, "%s%.*s%s", out, (int)n, text,
		                   text[n - 1] == '"' ? "\"" : "");
	}
	return arena_printf(s->b->a, "\"%s\"", out);
}

/* Words stay as they were written; of a phase that has no hours since, the name says so.
 */
static void write_label(struct milestones *s, int r, enum book_style style,
                        const char *name, const char *label)
{
	struct book *b = s->b;
	struct err ignored;
	sqlite3_stmt *q = s->is_open ? needs(s, name, &ignored) : NULL;
	const char *since = "";

	while (q && sqlite3_step(q) == SQLITE_ROW)
		if (sqlite3_column_double(q, 2) > 0)
			since = arena_printf(b->a,
			                     "%s&IF(INDEX(phase_hours,%d)>0,\"\",\"%s\"&"
			                     "INDEX(phase_label,%d)&\")\")",
			                     since, sqlite3_column_int(q, 0),
			                     TEXT_MILESTONE_DROPPED,
			                     sqlite3_column_int(q, 0));
	if (*since && strlen(label) <= FORMULA_TEXT_MAX)
		book_live(b, s->w, r, COL_LABEL, style, "%s%s", in_quotes(s, label),
		          since);
	else
		book_text(b, s->w, r, COL_LABEL, style, label);
}

static double height(struct milestones *s, int col, const char *text)
{
	return book_height(STYLE_WRAP, s->widths[col] - 1, book_word(s->b, text));
}

static void write_milestone(struct milestones *s, sqlite3_stmt *q, int first)
{
	struct book *b = s->b;
	int r = s->row++;
	enum book_style words = s->is_open ? STYLE_EDIT_WRAP : STYLE_NOTE_WRAP;
	const char *text[4];
	lxw_data_validation share = { .validate = LXW_VALIDATION_TYPE_DECIMAL,
		                      .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		                      .maximum_number = 1 };

	for (int i = 0; i < 4; i++)
		text[i] = arena_strdup(b->a, (const char *)sqlite3_column_text(q, i));
	book_number(b, s->w, r, COL_ID, STYLE_ID, r - first + 1);
	write_label(s, r, words, text[0], text[1]);
	book_text(b, s->w, r, COL_DELIVERABLE, words, text[2]);
	book_text(b, s->w, r, COL_ACCEPTANCE, words, text[3]);
	book_live(b, s->w, r, COL_WEEK, STYLE_BEHIND, "%s",
	          week_formula(s, text[0], sqlite3_column_double(q, 7)));
	book_live(b, s->w, r, COL_DUE, STYLE_DATE, "%s",
	          book_finish_after(b, "first_day", book_at(b, r, COL_WEEK)));
	write_share(s, q, text[0], r);
	if (s->is_open)
		worksheet_data_validation_cell(s->w, (lxw_row_t)r, COL_SHARE, &share);
	write_amount(s, r);
	write_reserve(s, r);
	book_live(b, s->w, r, COL_KEPT, STYLE_MONEY, BOOK_WHOLE("%s*kept_share"),
	          book_at(b, r, COL_AMOUNT));
	book_live(b, s->w, r, COL_INVOICE, STYLE_MONEY, "%s-%s",
	          book_at(b, r, COL_AMOUNT), book_at(b, r, COL_KEPT));
	book_live(
	    b, s->w, r, COL_PAID_ON, STYLE_DATE,
	    "WORKDAY(WORKDAY(%s,review_period,holidays)+payment_period-1,1,holidays)",
	    book_at(b, r, COL_DUE));
	book_live(b, s->w, r, COL_SUM, STYLE_MONEY, "SUM(%s:%s)",
	          book_at(b, first, COL_INVOICE), book_at(b, r, COL_INVOICE));
	worksheet_set_row(s->w, (lxw_row_t)r,
	                  fmax(height(s, COL_LABEL, text[1]),
	                       fmax(height(s, COL_DELIVERABLE, text[2]),
	                            height(s, COL_ACCEPTANCE, text[3]))),
	                  NULL);
}

/* What was kept back, when the warranty is over. */
static void write_end(struct milestones *s, int first)
{
	struct book *b = s->b;
	int last = s->row - 1, r = s->row++, sum = s->row++;

	book_text(b, s->w, r, COL_LABEL, STYLE_NOTE_WRAP, TEXT_KEPT_PAID);
	book_text(b, s->w, r, COL_DELIVERABLE, STYLE_NOTE_WRAP, TEXT_KEPT_PAID_WHEN);
	book_live(
	    b, s->w, r, COL_DUE, STYLE_DATE,
	    "WORKDAY(WORKDAY(MAX(%s:%s),review_period,holidays)+warranty_period-1,1,"
	    "holidays)",
	    book_at(b, first, COL_DUE), book_at(b, last, COL_DUE));
	book_live(b, s->w, r, COL_INVOICE, STYLE_MONEY, "SUM(%s:%s)",
	          book_at(b, first, COL_KEPT), book_at(b, last, COL_KEPT));
	book_live(b, s->w, r, COL_PAID_ON, STYLE_DATE,
	          "WORKDAY(%s+payment_period-1,1,holidays)", book_at(b, r, COL_DUE));
	book_live(b, s->w, r, COL_SUM, STYLE_MONEY, "%s+%s", book_at(b, last, COL_SUM),
	          book_at(b, r, COL_INVOICE));
	worksheet_set_row(s->w, (lxw_row_t)r, 30, NULL);
	book_blank(b, s->w, sum, 0, COL_SUM, STYLE_SUM_TEXT);
	book_text(b, s->w, sum, COL_LABEL, STYLE_SUM_TEXT, TEXT_TOTAL);
	book_live(b, s->w, sum, COL_SHARE, STYLE_SUM_PERCENT, "SUM(%s:%s)",
	          book_at(b, first, COL_SHARE), book_at(b, last, COL_SHARE));
	book_live(b, s->w, sum, COL_AMOUNT, STYLE_SUM_MONEY, "SUM(%s:%s)",
	          book_at(b, first, COL_AMOUNT), book_at(b, last, COL_AMOUNT));
	book_live(b, s->w, sum, COL_RESERVE, STYLE_SUM_MONEY, "SUM(%s:%s)",
	          book_at(b, first, COL_RESERVE), book_at(b, last, COL_RESERVE));
	book_live(b, s->w, sum, COL_KEPT, STYLE_SUM_MONEY, "SUM(%s:%s)",
	          book_at(b, first, COL_KEPT), book_at(b, last, COL_KEPT));
	book_live(b, s->w, sum, COL_INVOICE, STYLE_SUM_MONEY, "SUM(%s:%s)",
	          book_at(b, first, COL_INVOICE), book_at(b, r, COL_INVOICE));
	if (!b->report->is_internal)
		return;
	book_text(b, s->w, sum, COL_ACCEPTANCE, STYLE_SUM_TEXT, TEXT_SHARE_CHECK);
	book_live(b, s->w, sum, COL_DUE, STYLE_SUM_TEXT,
	          "IF(ABS(%s-1)<0.00005,\"%s\",\"%s\")", book_at(b, sum, COL_SHARE),
	          TEXT_CHECK_OK, TEXT_CHECK_BAD);
	book_name(b, "milestone_check", SHEET_MILESTONES, sum, COL_DUE);
}

static const double *widths_of(double price)
{
	size_t i = 0;

	while (price > sizes[i].price)
		i++;
	return sizes[i].widths;
}

static void name_columns(struct milestones *s, int first, int last)
{
	static const struct {
		const char *name;
		int col;
	} columns[] = {
		{ "milestone_label", COL_LABEL },   { "milestone_share", COL_SHARE },
		{ "milestone_amount", COL_AMOUNT }, { "milestone_due", COL_DUE },
		{ "milestone_paid", COL_PAID_ON },  { "milestone_week", COL_WEEK },
	};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		book_name_range(s->b, columns[i].name, SHEET_MILESTONES, first,
		                columns[i].col, last, columns[i].col);
}

bool book_milestones(struct book *b, lxw_worksheet *w, struct err *e)
{
	static const char *const heads[COLUMNS] = { TEXT_MILESTONE_HEADS };
	struct milestones s = { .b = b,
		                .w = w,
		                .widths = widths_of(
				    notation_room(&b->notation, b->m->price)),
		                .row = FIRST_ROW,
		                .is_open = report_has(b->report, SHEET_INPUTS, false) };
	double width = 0;
	int end;
	sqlite3_stmt *q =
	    store_select(b->store, b->a, e,
	                 "SELECT name, label, deliverable, acceptance, share,"
	                 " fixed, hours, week FROM milestone ORDER BY rank");

	if (!q || !take_shares(&s, e))
		return false;
	for (int i = 0; i < COLUMNS; i++) {
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, s.widths[i], NULL);
		width += s.widths[i];
	}
	if (b->report->is_internal)
		worksheet_set_column(w, COLUMNS, COLUMNS, s.widths[COL_AMOUNT], NULL);
	else
		worksheet_set_column_opt(w, COLUMNS, COL_WEEK, s.widths[COL_AMOUNT], NULL,
		                         &(lxw_row_col_options){ .hidden = 1 });
	book_heading(b, w, SHEET_MILESTONES, "");
	book_intro(b, w, COLUMNS - 1, 0.95 * width,
	           s.is_open ? TEXT_MILESTONES_INTRO : TEXT_MILESTONES_INTRO_CLIENT);
	book_blank(b, w, SIGNED_ROW, 0, COLUMNS - 1, STYLE_SECTION);
	book_text(b, w, SIGNED_ROW, 0, STYLE_SECTION,
	          s.is_open ? TEXT_MILESTONES_BY_INPUTS : TEXT_MILESTONES_SIGNED);
	worksheet_set_row(w, SIGNED_ROW, 22, NULL);
	for (int i = 0; i < COLUMNS; i++)
		book_text(b, w, HEAD_ROW, i,
		          i >= COL_DUE     ? STYLE_HEAD_RIGHT
		          : i >= COL_LABEL ? STYLE_HEAD_INDENT
		                           : STYLE_HEAD,
		          heads[i]);
	worksheet_set_row(w, HEAD_ROW, 30, NULL);
	while (sqlite3_step(q) == SQLITE_ROW)
		write_milestone(&s, q, FIRST_ROW);
	if (s.row == FIRST_ROW) {
		book_text(b, w, FIRST_ROW, COL_LABEL, STYLE_LABEL, TEXT_NO_ROWS);
		return true;
	}
	name_columns(&s, FIRST_ROW, s.row - 1);
	write_terms(&s);
	write_end(&s, FIRST_ROW);
	end = book_ledger(b, w, s.row + 1, s.last - FIRST_ROW + 1);
	book_page_print(b, w, 0, 0, s.row - 1, COLUMNS - 1);
	/* What is filled in when it is signed is nothing of what one signs. */
	if (b->report->is_internal)
		book_page_extend(b, w, end - 1, COLUMNS - 1);
	/* The words of many milestones are more than a page. */
	worksheet_repeat_rows(w, HEAD_ROW, HEAD_ROW);
	worksheet_freeze_panes(w, FIRST_ROW, COL_DELIVERABLE);
	return true;
}
