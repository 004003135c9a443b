/* book_milestones.c - the sheet Milestones: what is handed over, accepted and paid when.
 */
#include "book_milestones.h"

#include <math.h>

#include "book_plan.h"
#include "book_text.h"
#include "report.h"

enum {
	COL_ID,
	COL_LABEL,
	COL_DELIVERABLE,
	COL_ACCEPTANCE,
	COL_DUE,
	COL_SHARE,
	COL_AMOUNT,
	COL_KEPT,
	COL_INVOICE,
	COL_PAID_ON,
	COL_SUM,
	COLUMNS
};
enum { TERMS_ROW = 3, TERMS = 4, HEAD_ROW = TERMS_ROW + TERMS + 1, FIRST_ROW };

static const double widths[COLUMNS] = { 5, 34, 46, 42, 12, 9, 14, 13, 14, 12, 14 };

struct milestones {
	struct book *b;
	lxw_worksheet *w;
	int row;
	bool is_open; /* for who may change it; a client gets it as it is */
};

/* Terms that a contract settles: yellow, from the model's constants. */
static void write_terms(struct milestones *s)
{
	static const struct {
		const char *constant, *name, *label;
		enum book_style style;
		double max;
	} terms[TERMS] = {
		{ "retainage", "kept_share", TEXT_TERM_KEPT, STYLE_EDIT_PERCENT, 0.5 },
		{ "review_days", "review_period", TEXT_TERM_REVIEW, STYLE_EDIT_NUMBER,
		  90 },
		{ "payment_days", "payment_period", TEXT_TERM_PAYMENT, STYLE_EDIT_NUMBER,
		  365 },
		{ "warranty_days", "warranty_period", TEXT_TERM_WARRANTY,
		  STYLE_EDIT_NUMBER, 1095 },
	};

	for (int i = 0; i < TERMS; i++) {
		int r = TERMS_ROW + i;
		lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_DECIMAL,
			                  .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
			                  .maximum_number = terms[i].max };

		book_text(s->b, s->w, r, COL_LABEL, STYLE_BOLD, terms[i].label);
		book_live(s->b, s->w, r, COL_DELIVERABLE,
		          s->is_open                             ? terms[i].style
		          : terms[i].style == STYLE_EDIT_PERCENT ? STYLE_PERCENT_LEFT
		                                                 : STYLE_FIXED,
		          "%s",
		          figures_constant(s->b->m, terms[i].constant) ? terms[i].constant
		                                                       : "0");
		if (s->is_open)
			worksheet_data_validation_cell(s->w, (lxw_row_t)r,
			                               COL_DELIVERABLE, &v);
		book_name(s->b, terms[i].name, SHEET_MILESTONES, r, COL_DELIVERABLE);
	}
}

/* The last of its phases decides. What is promised follows the confidence of the price:
 * the phases' place in the weeks that are offered. */
static const char *due_formula(struct milestones *s, const char *name)
{
	struct book *b = s->b;
	struct err ignored;
	sqlite3_stmt *q = store_select(
	    b->store, b->a, &ignored,
	    "SELECT (SELECT count(*) FROM phase o WHERE o.rank <= p.rank) FROM"
	    " milestone_need n JOIN phase p ON p.name = n.phase WHERE milestone = %Q",
	    name);
	const char *list = "";

	while (q && sqlite3_step(q) == SQLITE_ROW)
		list = arena_printf(b->a, "%s%sINDEX(phase_end_share,%d)", list,
		                    *list ? "," : "", sqlite3_column_int(q, 0));
	return *list
	         ? book_finish_after(b, "first_day",
	                             arena_printf(b->a, "MAX(%s)*weeks_offered", list))
	         : "first_day";
}

static void write_milestone(struct milestones *s, sqlite3_stmt *q, int first)
{
	struct book *b = s->b;
	int r = s->row++;
	enum book_style words = s->is_open ? STYLE_EDIT_WRAP : STYLE_WRAP;
	const char *text[4];
	lxw_data_validation share = { .validate = LXW_VALIDATION_TYPE_DECIMAL,
		                      .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		                      .maximum_number = 1 };

	for (int i = 0; i < 4; i++)
		text[i] = arena_strdup(b->a, (const char *)sqlite3_column_text(q, i));
	book_number(b, s->w, r, COL_ID, STYLE_ID, r - first + 1);
	book_text(b, s->w, r, COL_LABEL, words, text[1]);
	book_text(b, s->w, r, COL_DELIVERABLE, words, text[2]);
	book_text(b, s->w, r, COL_ACCEPTANCE, words, text[3]);
	book_live(b, s->w, r, COL_DUE, STYLE_DATE, "%s", due_formula(s, text[0]));
	book_number(b, s->w, r, COL_SHARE, s->is_open ? STYLE_EDIT_DONE : STYLE_PERCENT,
	            sqlite3_column_double(q, 4));
	if (s->is_open)
		worksheet_data_validation_cell(s->w, (lxw_row_t)r, COL_SHARE, &share);
	book_live(b, s->w, r, COL_AMOUNT, STYLE_MONEY, "%s*price_offered",
	          book_at(b, r, COL_SHARE));
	book_live(b, s->w, r, COL_KEPT, STYLE_MONEY, "%s*kept_share",
	          book_at(b, r, COL_AMOUNT));
	book_live(b, s->w, r, COL_INVOICE, STYLE_MONEY, "%s-%s",
	          book_at(b, r, COL_AMOUNT), book_at(b, r, COL_KEPT));
	book_live(b, s->w, r, COL_PAID_ON, STYLE_DATE,
	          "WORKDAY(%s,review_period,holidays)+payment_period",
	          book_at(b, r, COL_DUE));
	book_live(b, s->w, r, COL_SUM, STYLE_MONEY, "SUM(%s:%s)",
	          book_at(b, first, COL_INVOICE), book_at(b, r, COL_INVOICE));
	worksheet_set_row(s->w, (lxw_row_t)r,
	                  fmax(book_height(STYLE_WRAP, widths[COL_DELIVERABLE], text[2]),
	                       book_height(STYLE_WRAP, widths[COL_ACCEPTANCE], text[3])) +
	                      4,
	                  NULL);
}

/* What was kept back, when the warranty is over. */
static void write_end(struct milestones *s, int first)
{
	struct book *b = s->b;
	int last = s->row - 1, r = s->row++, sum = s->row++;

	book_text(b, s->w, r, COL_LABEL, STYLE_WRAP, TEXT_KEPT_PAID);
	book_text(b, s->w, r, COL_DELIVERABLE, STYLE_WRAP, TEXT_KEPT_PAID_WHEN);
	book_live(
	    b, s->w, r, COL_DUE, STYLE_DATE,
	    "WORKDAY(WORKDAY(MAX(%s:%s),review_period,holidays)+warranty_period-1,1,"
	    "holidays)",
	    book_at(b, first, COL_DUE), book_at(b, last, COL_DUE));
	book_live(b, s->w, r, COL_INVOICE, STYLE_MONEY, "SUM(%s:%s)",
	          book_at(b, first, COL_KEPT), book_at(b, last, COL_KEPT));
	book_live(b, s->w, r, COL_PAID_ON, STYLE_DATE, "%s+payment_period",
	          book_at(b, r, COL_DUE));
	book_live(b, s->w, r, COL_SUM, STYLE_MONEY, "%s+%s", book_at(b, last, COL_SUM),
	          book_at(b, r, COL_INVOICE));
	worksheet_set_row(s->w, (lxw_row_t)r, 30, NULL);
	book_blank(b, s->w, sum, 0, COL_SUM, STYLE_SUM_TEXT);
	book_text(b, s->w, sum, COL_LABEL, STYLE_SUM_TEXT, TEXT_TOTAL);
	book_live(b, s->w, sum, COL_SHARE, STYLE_SUM_PERCENT, "SUM(%s:%s)",
	          book_at(b, first, COL_SHARE), book_at(b, last, COL_SHARE));
	book_live(b, s->w, sum, COL_AMOUNT, STYLE_SUM_MONEY, "SUM(%s:%s)",
	          book_at(b, first, COL_AMOUNT), book_at(b, last, COL_AMOUNT));
	book_live(b, s->w, sum, COL_KEPT, STYLE_SUM_MONEY, "SUM(%s:%s)",
	          book_at(b, first, COL_KEPT), book_at(b, last, COL_KEPT));
	book_live(b, s->w, sum, COL_INVOICE, STYLE_SUM_MONEY, "SUM(%s:%s)",
	          book_at(b, first, COL_INVOICE), book_at(b, r, COL_INVOICE));
	book_text(b, s->w, s->row, COL_LABEL, STYLE_WRAP, TEXT_SHARE_CHECK);
	book_live(b, s->w, s->row, COL_SHARE, STYLE_OK,
	          "IF(ABS(%s-1)<0.00005,\"%s\",\"%s\")", book_at(b, sum, COL_SHARE),
	          TEXT_CHECK_OK, TEXT_CHECK_BAD);
	book_name(b, "milestone_check", SHEET_MILESTONES, s->row, COL_SHARE);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 28, NULL);
}

static void name_columns(struct milestones *s, int first, int last)
{
	static const struct {
		const char *name;
		int col;
	} columns[] = {
		{ "milestone_label", COL_LABEL },   { "milestone_share", COL_SHARE },
		{ "milestone_amount", COL_AMOUNT }, { "milestone_due", COL_DUE },
		{ "milestone_paid", COL_PAID_ON },
	};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		book_name_range(s->b, columns[i].name, SHEET_MILESTONES, first,
		                columns[i].col, last, columns[i].col);
}

bool book_milestones(struct book *b, lxw_worksheet *w, struct err *e)
{
	static const char *const heads[COLUMNS] = { TEXT_MILESTONE_HEADS };
	struct milestones s = { b, w, FIRST_ROW,
		                report_has(b->report, SHEET_INPUTS, false) };
	sqlite3_stmt *q =
	    store_select(b->store, b->a, e,
	                 "SELECT name, label, deliverable, acceptance, share"
	                 " FROM milestone ORDER BY rank");

	if (!q)
		return false;
	for (int i = 0; i < COLUMNS; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	book_heading(b, w, SHEET_MILESTONES,
	             s.is_open ? TEXT_MILESTONES_INTRO : TEXT_MILESTONES_INTRO_CLIENT);
	for (int i = 0; i < COLUMNS; i++)
		book_text(b, w, HEAD_ROW, i, i >= COL_DUE ? STYLE_HEAD_RIGHT : STYLE_HEAD,
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
	worksheet_freeze_panes(w, FIRST_ROW, COL_DELIVERABLE);
	worksheet_repeat_rows(w, HEAD_ROW, HEAD_ROW);
	return true;
}
