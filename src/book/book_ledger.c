/* book_ledger.c - what of the milestones is accepted, invoiced and paid: on the sheet
 * Milestones, below what was agreed. */
#include "book/book_ledger.h"

#include <math.h>

#include "book/book_page.h"
#include "sheet/book_text.h"
#include "sheet/report.h"

/* Money stands below the money of the table above. */
enum {
	COL_ID,
	COL_LABEL,
	COL_NUMBER,
	COL_STATE,
	COL_DUE,
	COL_ACCEPTED,
	COL_INVOICED,
	COL_AMOUNT,
	COL_PAY_BY,
	COL_KEPT,
	COL_INVOICE,
	COL_PAID,
	COL_OPEN,
	COLUMNS,
	/* Beside what is printed: */
	COL_SIGNED = COLUMNS,
	COL_DIFFERS
};
enum { LABEL_WIDTH = 19, HEAD_POINTS = 30, NOTE_WIDTH = 170 };

struct ledger {
	struct book *b;
	lxw_worksheet *w;
	int row, first, n;
	bool has_changes, has_day, has_inputs; /* sheets that the report has */
};

static const char *column(struct ledger *s, int col, int last)
{
	return arena_printf(s->b->a, "%s:%s", book_at(s->b, s->first, col),
	                    book_at(s->b, last, col));
}

/* Days are typed: from 2000 to 2099, as everywhere. */
static void day_to_type(struct ledger *s, int r, int col)
{
	lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_DECIMAL,
		                  .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		                  .minimum_number = 36526,
		                  .maximum_number = 73050 };

	book_blank(s->b, s->w, r, col, col, STYLE_EDIT_DAY);
	worksheet_data_validation_cell(s->w, (lxw_row_t)r, (lxw_col_t)col, &v);
}

/* What was done last decides, whatever was left out before it, unless it could not be
 * done then. What is only settled has no acceptance. */
static void write_state(struct ledger *s, int r, bool is_accepted)
{
	struct book *b = s->b;
	const char *late = "", *overdue = "", *early = "",
		   *accepted = book_at(b, r, COL_ACCEPTED),
		   *invoiced = book_at(b, r, COL_INVOICED),
		   *paid = book_at(b, r, COL_PAID);

	if (s->has_day) {
		late = arena_printf(b->a, "IF(status_date>%s,\"%s\",",
		                    book_at(b, r, COL_DUE), TEXT_LEDGER_LATE);
		overdue = arena_printf(b->a, "IF(status_date>%s,\"%s\",",
		                       book_at(b, r, COL_PAY_BY), TEXT_LEDGER_OVERDUE);
	}
	if (is_accepted)
		early = arena_printf(b->a, "IF(OR(%s=\"\",%s>%s),\"%s\",", accepted,
		                     accepted, invoiced, TEXT_LEDGER_NOT_ACCEPTED);
	book_live(b, s->w, r, COL_STATE, STYLE_NOTE_TOP,
	          "IF(%s<>\"\",IF(OR(%s=\"\",%s>%s),\"%s\",\"%s\"),"
	          "IF(%s<>\"\",%s%s\"%s\"%s%s,IF(%s<>\"\",\"%s\",%s\"%s\"%s)))",
	          paid, invoiced, invoiced, paid, TEXT_LEDGER_NOT_INVOICED,
	          TEXT_LEDGER_PAID, invoiced, early, overdue, TEXT_LEDGER_INVOICED,
	          s->has_day ? ")" : "", is_accepted ? ")" : "", accepted,
	          TEXT_LEDGER_ACCEPTED, late, TEXT_LEDGER_OPEN, s->has_day ? ")" : "");
}

/* A row with its due date and amount (formulas), and what is kept back of it. */
static void write_row(struct ledger *s, const char *due, const char *amount,
                      const char *kept, bool is_accepted)
{
	struct book *b = s->b;
	int r = s->row++;
	const char *invoiced = book_at(b, r, COL_INVOICED);

	book_blank(b, s->w, r, COL_NUMBER, COL_NUMBER, STYLE_EDIT_WRAP);
	book_live(b, s->w, r, COL_DUE, STYLE_DATE, "%s", due);
	day_to_type(s, r, COL_ACCEPTED);
	day_to_type(s, r, COL_INVOICED);
	day_to_type(s, r, COL_PAID);
	book_live(b, s->w, r, COL_PAY_BY, STYLE_DATE,
	          "IF(%s=\"\",\"\",WORKDAY(%s+payment_period-1,1,holidays))", invoiced,
	          invoiced);
	write_state(s, r, is_accepted);
	book_live(b, s->w, r, COL_AMOUNT, STYLE_MONEY, "%s", amount);
	book_live(b, s->w, r, COL_KEPT, STYLE_MONEY, "%s", kept);
	book_live(b, s->w, r, COL_INVOICE, STYLE_EDIT_SUM, "%s-%s",
	          book_at(b, r, COL_AMOUNT), book_at(b, r, COL_KEPT));
	book_live(b, s->w, r, COL_OPEN, STYLE_MONEY, "IF(OR(%s<>\"\",%s=\"\"),0,%s)",
	          book_at(b, r, COL_PAID), invoiced, book_at(b, r, COL_INVOICE));
}

/* By how much an invoice that has a day is not what was agreed: the amount that was
 * signed, with changes, less what is kept back. Until another is typed, that is the
 * amount when this file was written: it does not follow the inputs. */
static void write_differs(struct ledger *s, int r, int i)
{
	struct book *b = s->b;
	lxw_data_validation v = {
		.validate = LXW_VALIDATION_TYPE_DECIMAL,
		.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO
	};
	double amount = store_number(b->store, 0,
	                             "SELECT amount FROM milestone WHERE rank = %d", i);
	const char *agreed = arena_printf(
	    b->a, "(%s%s)", book_at(b, r, COL_SIGNED),
	    s->has_changes ? arena_printf(b->a, "+INDEX(milestone_changed,%d)", i) : "");

	book_number(b, s->w, r, COL_SIGNED, s->has_inputs ? STYLE_EDIT_SUM : STYLE_BEHIND,
	            amount);
	if (s->has_inputs)
		worksheet_data_validation_cell(s->w, (lxw_row_t)r, COL_SIGNED, &v);
	book_live(b, s->w, r, COL_DIFFERS, STYLE_BEHIND,
	          "IF(%s=\"\",0,ABS(%s-%s+" BOOK_WHOLE("%s*kept_share") "))",
	          book_at(b, r, COL_INVOICED), book_at(b, r, COL_INVOICE), agreed,
	          agreed);
}

static void write_milestone(struct ledger *s, int i)
{
	struct book *b = s->b;
	int r = s->row;
	const char *label = store_text(b->store, b->a, "",
	                               "SELECT label FROM milestone WHERE rank = %d", i);

	book_number(b, s->w, r, COL_ID, STYLE_ID, i);
	book_live(b, s->w, r, COL_LABEL, STYLE_WRAP, "INDEX(milestone_label,%d)", i);
	write_row(s,
	          arena_printf(b->a, "INDEX(%s,%d)",
	                       s->has_changes ? "milestone_due_changed" : "milestone_due",
	                       i),
	          s->has_changes ? arena_printf(b->a,
	                                        "INDEX(milestone_amount,%d)+"
	                                        "INDEX(milestone_changed,%d)",
	                                        i, i)
	                         : arena_printf(b->a, "INDEX(milestone_amount,%d)", i),
	          arena_printf(b->a, BOOK_WHOLE("%s*kept_share"),
	                       book_at(b, r, COL_AMOUNT)),
	          true);
	write_differs(s, r, i);
	worksheet_set_row(s->w, (lxw_row_t)r,
	                  book_height(STYLE_WRAP, LABEL_WIDTH, book_word(b, label)),
	                  NULL);
}

static void label(struct ledger *s, const char *text)
{
	book_text(s->b, s->w, s->row, COL_LABEL, STYLE_WRAP, text);
	worksheet_set_row(s->w, (lxw_row_t)s->row,
	                  book_height(STYLE_WRAP, LABEL_WIDTH, book_word(s->b, text)),
	                  NULL);
}

/* What is settled behind the last milestone. The warranty begins with the last
 * acceptance, or when that is planned. */
static void write_settled(struct ledger *s)
{
	struct book *b = s->b;
	int last = s->row - 1;
	const char *due = column(s, COL_DUE, last),
		   *accepted = column(s, COL_ACCEPTED, last);

	label(s, TEXT_LEDGER_CREDIT);
	write_row(s, arena_printf(b->a, "MAX(%s)", due), "0-contingency_credit", "0",
	          false);
	label(s, TEXT_LEDGER_KEPT);
	write_row(s,
	          arena_printf(b->a,
	                       "WORKDAY(IF(COUNTIFS(%s,\">0\")=%d,MAX(%s),WORKDAY("
	                       "MAX(%s),review_period,holidays))+warranty_period-1,1,"
	                       "holidays)",
	                       accepted, s->n, accepted, due),
	          "0", arena_printf(b->a, "-SUM(%s)", column(s, COL_KEPT, last)), false);
}

static void write_sum(struct ledger *s)
{
	static const int sums[] = { COL_AMOUNT, COL_KEPT, COL_INVOICE, COL_OPEN };
	struct book *b = s->b;
	int last = s->row - 1;

	book_blank(b, s->w, s->row, 0, COL_OPEN, STYLE_SUM_TEXT);
	book_live(b, s->w, s->row, COL_LABEL, STYLE_SUM_TEXT,
	          "IF(contingency_credit>0,\"%s\",\"%s\")", TEXT_LEDGER_ALL_UNRELEASED,
	          TEXT_LEDGER_ALL);
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
		book_live(b, s->w, s->row, sums[i], STYLE_SUM_MONEY, "SUM(%s)",
		          column(s, sums[i], last));
	book_name(b, "invoiced_in_all", SHEET_MILESTONES, s->row++, COL_AMOUNT);
}

/* How far it is, by the dates alone: two figures in a row. */
static void write_figures(struct ledger *s, int last)
{
	struct book *b = s->b;
	const char *invoice = column(s, COL_INVOICE, last),
		   *paid = arena_printf(b->a, "SUMIFS(%s,%s,\">0\")", invoice,
	                                column(s, COL_PAID, last)),
		   *unpaid = arena_printf(b->a, "SUM(%s)", column(s, COL_OPEN, last));
	const struct {
		const char *name, *label, *formula;
	} figures[] = {
		{ "invoiced_so_far", TEXT_LEDGER_INVOICED_SO_FAR,
		  "paid_so_far+unpaid_so_far" },
		{ "paid_so_far", TEXT_LEDGER_PAID_SO_FAR, paid },
		{ "unpaid_so_far", TEXT_LEDGER_UNPAID, unpaid },
		{ "to_invoice", TEXT_LEDGER_TO_INVOICE,
		  arena_printf(b->a, "SUM(%s)-invoiced_so_far", invoice) },
	};

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		int label = i % 2 ? COL_STATE : COL_LABEL;
		int value = i % 2 ? COL_AMOUNT : COL_NUMBER;

		book_text(b, s->w, s->row, label, STYLE_PLAIN, figures[i].label);
		book_live(b, s->w, s->row, value, STYLE_AMOUNT_LEFT, "%s",
		          figures[i].formula);
		book_name(b, figures[i].name, SHEET_MILESTONES, s->row, value);
		s->row += (int)(i % 2);
	}
}

static void name_columns(struct ledger *s, int last)
{
	static const struct {
		const char *name;
		int col;
	} columns[] = {
		{ "ledger_state", COL_STATE },       { "ledger_accepted", COL_ACCEPTED },
		{ "ledger_invoiced", COL_INVOICED }, { "ledger_paid", COL_PAID },
		{ "ledger_invoice", COL_INVOICE },   { "ledger_signed", COL_SIGNED },
		{ "ledger_differs", COL_DIFFERS },
	};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		book_name_range(s->b, columns[i].name, SHEET_MILESTONES, s->first,
		                columns[i].col, last, columns[i].col);
}

static void colour_states(struct ledger *s, int last)
{
	static const struct {
		const char *word;
		enum book_style style;
	} states[] = { { TEXT_LEDGER_PAID, STYLE_IS_DONE },
		       { TEXT_LEDGER_ACCEPTED, STYLE_IS_DOING },
		       { TEXT_LEDGER_INVOICED, STYLE_IS_DOING },
		       { TEXT_LEDGER_LATE, STYLE_WARNING },
		       { TEXT_LEDGER_OVERDUE, STYLE_WARNING },
		       { TEXT_LEDGER_NOT_ACCEPTED, STYLE_WARNING },
		       { TEXT_LEDGER_NOT_INVOICED, STYLE_WARNING } };
	struct book *b = s->b;

	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		lxw_conditional_format f = {
			.type = LXW_CONDITIONAL_TYPE_CELL,
			.criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
			.format = b->style[states[i].style]
		};

		f.value_string = arena_printf(b->a, "\"%s\"",
		                              book_word(b, states[i].word));
		worksheet_conditional_format_range(s->w, (lxw_row_t)s->first, COL_STATE,
		                                   (lxw_row_t)last, COL_STATE, &f);
	}
}

static void write_heads(struct ledger *s)
{
	static const char *const heads[COLUMNS] = { TEXT_LEDGER_HEADS };
	struct book *b = s->b;

	book_blank(b, s->w, s->row, 0, COL_OPEN, STYLE_SECTION);
	book_text(b, s->w, s->row, 0, STYLE_SECTION,
	          s->has_changes ? TEXT_LEDGER_CHANGED : TEXT_LEDGER);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 22, NULL);
	worksheet_set_row(s->w, (lxw_row_t)s->row,
	                  book_paragraph(b, s->w, s->row, 0, COL_OPEN, STYLE_SMALL_TOP,
	                                 NOTE_WIDTH,
	                                 s->has_inputs ? NOTE_LEDGER_SIGNED
	                                               : NOTE_LEDGER),
	                  NULL);
	s->row++;
	for (int i = 0; i < COLUMNS; i++)
		book_text(b, s->w, s->row, i,
		          i >= COL_DUE     ? STYLE_HEAD_RIGHT
		          : i >= COL_LABEL ? STYLE_HEAD_INDENT
		                           : STYLE_HEAD,
		          heads[i]);
	if (s->has_inputs)
		book_text(b, s->w, s->row, COL_SIGNED, STYLE_HEAD_RIGHT,
		          TEXT_LEDGER_SIGNED);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, HEAD_POINTS, NULL);
}

int book_ledger(struct book *b, lxw_worksheet *w, int row, int n)
{
	struct ledger s = { .b = b,
		            .w = w,
		            .row = row,
		            .n = n,
		            .has_changes = report_has(b->report, SHEET_CHANGE, false),
		            .has_inputs = report_has(b->report, SHEET_INPUTS, false),
		            .has_day = report_has(b->report, SHEET_TRACKING, false) };
	int last;

	write_heads(&s);
	s.first = s.row;
	for (int i = 1; i <= n; i++)
		write_milestone(&s, i);
	write_settled(&s);
	last = s.row - 1;
	write_sum(&s);
	write_figures(&s, last);
	name_columns(&s, last);
	colour_states(&s, last);
	book_page_keep(b, w, row, s.row - 1);
	return s.row;
}
