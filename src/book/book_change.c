/* book_change.c - the sheet Change control: what one more item costs, and the changes
 * that were asked for. */
#include "book/book_change.h"

#include <assert.h>
#include <math.h>

#include "book/book_effort.h"
#include "book/book_inputs.h"
#include "book/book_page.h"
#include "book/book_plan.h"
#include "sheet/book_text.h"
#include "sheet/report.h"

/* Of the unit prices, and of the log above them. */
enum {
	COL_ID,
	COL_ITEM,
	COL_KIND,
	COL_COUNT,
	COL_LOW,
	COL_LIKELY,
	COL_HIGH,
	COL_EACH,
	COL_LOADED,
	COL_DAYS,
	COL_PRICE,
	COL_PLAN,
	COL_NOTE,
	COLUMNS,
	COL_LAST = COL_NOTE
};
enum {
	LOG_ID,
	LOG_ITEM,
	LOG_DATE,
	LOG_COUNT,
	LOG_APPROVED,
	LOG_PAID,
	LOG_EACH,
	LOG_HOURS,
	LOG_DAYS,
	LOG_PLAN,
	LOG_PRICE,
	LOG_MILESTONE,
	LOG_NOTE
};
/* Of the milestones that changes move; hours, days and price stand as in the log. */
enum { MOVED_ID, MOVED_LABEL, MOVED_AMOUNT, MOVED_LATER, MOVED_DUE = 5 };
/* Behind what is printed: the words of the lists, and of a row of the log when it waits
 * from, for how many days, how many of them have passed, and the price of it when a unit
 * price made it. */
enum { WORDS_COLUMN = COLUMNS + 1, WAITS_FROM, WAITS_FOR, WAITED, BY_UNITS };
/* Behind the milestones that changes move. On the plan as it was: the week in which the
 * work of one is done; by how many days changes move what comes behind it, with how many
 * hours, and what is taken off and finds no room before it (days, hours: the next one has
 * them); from which week on that shortens the plan, by how many days a week, and those
 * times the week. On the plan with changes: the weeks from and to which they are done,
 * their hours a week, and those times the week; from and to which they are drawn. */
enum {
	MOVED_AT = COLUMNS + 1,
	MOVED_SHIFT,
	MOVED_HOURS,
	OWED_DAYS,
	OWED_HOURS,
	CUT_FROM,
	CUT_RATE,
	CUT_START,
	MOVED_FROM,
	MOVED_TO,
	MOVED_RATE,
	MOVED_START,
	DRAWN_FROM,
	DRAWN_TO
};
enum { FIRST_ROW = 3, LOG_ROWS = 20, OWN_ROWS = 6, NOTE_WIDTH = 140 };
/* Rows of the log: its title and heads, the changes, two sums, a blank; what the
 * contingency pays, price and finish, two checks of the log, the line of other sheets,
 * a blank. Of the milestones that it moves: title, note, heads, a sum, a blank. */
enum {
	LOG_HEIGHT = 2 + LOG_ROWS + 3 + 6 + 2 + 2 + 2,
	MOVED_HEIGHT = 5,
	ALONE_HEIGHT = 2
};
/* So many rows of the unit prices are on the page of their title. */
enum { FIRST_PRICES = 8 };

static const double widths[COLUMNS] = { 7, 44, 18, 9, 10, 10, 9, 9, 9, 8.5, 12, 8.5, 30 };

struct change {
	struct book *b;
	lxw_worksheet *w;
	int row;
	int first_price, last_price, waiting; /* own prices stand between the last two */
	int first_log, yes, payer, milestones;
	int default_milestone; /* of a change that names none */
};

static void section(struct change *s, const char *title)
{
	book_blank(s->b, s->w, s->row, 0, COL_LAST, STYLE_SECTION);
	book_text(s->b, s->w, s->row, 0, STYLE_SECTION, title);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 22, NULL);
}

static void head(struct change *s, const char *const *text, int n, bool is_log)
{
	for (int i = 0; i < n; i++)
		book_text(s->b, s->w, s->row, i,
		          is_log && (i == LOG_APPROVED || i == LOG_PAID || i == LOG_NOTE)
		              ? STYLE_HEAD_INDENT
		          : i >= COL_COUNT ? STYLE_HEAD_RIGHT
		                           : STYLE_HEAD,
		          text[i]);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 30, NULL);
}

/* ---- unit prices ---------------------------------------------------------------------
 */

static void term(struct change *s, const char *name, const char *label,
                 const char *formula)
{
	book_text(s->b, s->w, s->row, COL_ITEM, STYLE_PLAIN, label);
	book_live(s->b, s->w, s->row, COL_EACH, STYLE_FACTOR_RIGHT, "%s", formula);
	book_name(s->b, name, SHEET_CHANGE, s->row++, COL_EACH);
}

static void write_terms(struct change *s)
{
	int begun = s->row;

	section(s, TEXT_CHANGE_TERMS);
	/* As found: what is dropped since moves no price that an order holds. */
	term(s, "change_overhead", TEXT_CHANGE_OVERHEAD,
	     "IF(found_engineering>0,(hours_found-found_risk)/"
	     "found_engineering,1+qa_share)");
	term(s, "change_markup", TEXT_CHANGE_MARKUP,
	     "ROUND(IF(AND(price_expected>0,risk_appetite<>\"expected\"),"
	     "price_offered/price_expected,1+contingency),3)");
	term(s, "change_pace", TEXT_CHANGE_PACE,
	     "IF(total_hours>0,5*weeks_expected/total_hours,0)");
	book_page_keep(s->b, s->w, begun, s->row + FIRST_PRICES);
	s->row++;
}

/* Hours of the unit, where Weights lists them, else as they are. */
static void write_hours(struct change *s, int col, int weights_col, double value)
{
	struct book *b = s->b;

	if (!b->weights || weights_col < 0)
		book_number(b, s->w, s->row, col, STYLE_UNIT_HOURS, value);
	else
		book_live(b, s->w, s->row, col, STYLE_UNIT_HOURS, "SUMIFS(%s,%s,%s)",
		          book_range(b, b->weights, b->weights_first, b->weights_last,
		                     weights_col),
		          book_range(b, b->weights, b->weights_first, b->weights_last,
		                     b->weights_unit),
		          book_at(b, s->row, COL_ITEM));
}

/* How many of it the price holds: what a change adds to, or takes off from. */
static void write_count(struct change *s, double quantity)
{
	struct book *b = s->b;

	if (quantity > 0)
		book_live(b, s->w, s->row, COL_COUNT,
		          fabs(quantity - round(quantity)) < 0.005 ? STYLE_COUNT
		                                                   : STYLE_QUANTITY,
		          "%s", book_effort_in_project(b, book_at(b, s->row, COL_ITEM)));
}

static void write_price(struct change *s, sqlite3_stmt *q)
{
	struct book *b = s->b;
	int r = s->row;
	const char *label = arena_strdup(b->a, (const char *)sqlite3_column_text(q, 0));
	const char *follows = arena_strdup(b->a, (const char *)sqlite3_column_text(q, 5));
	double multiplier = sqlite3_column_double(q, 6);

	book_number(b, s->w, r, COL_ID, STYLE_ID, r - s->first_price + 1);
	if (b->weights)
		book_link_found(b, s->w, r, COL_ITEM, STYLE_LINK_WRAP, b->weights, label,
		                label);
	else
		book_text(b, s->w, r, COL_ITEM, STYLE_WRAP, label);
	book_text(b, s->w, r, COL_KIND, STYLE_TOP,
	          book_phase((const char *)sqlite3_column_text(q, 1)));
	write_count(s, sqlite3_column_double(q, 7));
	write_hours(s, COL_LOW, b->weights_low, sqlite3_column_double(q, 2));
	write_hours(s, COL_LIKELY, b->weights_likely, sqlite3_column_double(q, 3));
	write_hours(s, COL_HIGH, b->weights_high, sqlite3_column_double(q, 4));
	book_live(b, s->w, r, COL_EACH, STYLE_UNIT_HOURS, "(%s+4*%s+%s)/6*%s*found_scale",
	          book_at(b, r, COL_LOW), book_at(b, r, COL_LIKELY),
	          book_at(b, r, COL_HIGH),
	          *follows ? book_inputs_product(b, follows)
	                   : arena_printf(b->a, "%.17g", multiplier));
	book_live(b, s->w, r, COL_LOADED, STYLE_UNIT_HOURS, "%s*change_overhead",
	          book_at(b, r, COL_EACH));
	book_live(b, s->w, r, COL_DAYS, STYLE_UNIT_DAYS, "ROUND(%s/hours_per_day,3)",
	          book_at(b, r, COL_LOADED));
	book_live(b, s->w, r, COL_PRICE, STYLE_UNIT_MONEY,
	          "ROUND(ROUND(%s*hours_per_day*billed_rate*change_markup,6),2)",
	          book_at(b, r, COL_DAYS));
	book_live(b, s->w, s->row++, COL_PLAN, STYLE_UNIT_DAYS, "%s*change_pace",
	          book_at(b, r, COL_LOADED));
}

static void validate_from_0(struct change *s, int row, int col)
{
	lxw_data_validation v = {
		.validate = LXW_VALIDATION_TYPE_DECIMAL,
		.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO
	};

	worksheet_data_validation_cell(s->w, (lxw_row_t)row, (lxw_col_t)col, &v);
}

static void note_price(struct change *s, int row, const char *note)
{
	worksheet_set_row(s->w, (lxw_row_t)row,
	                  book_paragraph(s->b, s->w, row, COL_NOTE, COL_NOTE, STYLE_SMALL,
	                                 widths[COL_NOTE] - 1, note),
	                  NULL);
}

/* What both sides agree on by itself: name, hours, days and price are typed. */
static void write_own_price(struct change *s, int i)
{
	struct book *b = s->b;
	int r = s->row++;
	const char *hours = book_at(b, r, COL_LOADED);

	book_textf(b, s->w, r, COL_ITEM, STYLE_EDIT_WRAP, TEXT_CHANGE_OWN, i);
	book_text(b, s->w, r, COL_KIND, STYLE_TOP, TEXT_CHANGE_OWN_KIND);
	book_number(b, s->w, r, COL_LOADED, STYLE_EDIT_WORK, 0);
	book_live(b, s->w, r, COL_DAYS, STYLE_UNIT_DAYS, "%s/hours_per_day", hours);
	book_live(b, s->w, r, COL_PRICE, STYLE_EDIT_PRICE, "ROUND(%s*billed_rate,2)",
	          hours);
	book_live(b, s->w, r, COL_PLAN, STYLE_EDIT_WORK, "%s*change_pace", hours);
	validate_from_0(s, r, COL_LOADED);
	validate_from_0(s, r, COL_PRICE);
	validate_from_0(s, r, COL_PLAN);
	if (i == 1)
		note_price(s, r, NOTE_CHANGE_OWN);
}

/* A day that the supplier waits for the client moves the dates by one. */
static void write_waiting(struct change *s)
{
	struct book *b = s->b;
	int r = s->waiting = s->row++;

	book_text(b, s->w, r, COL_ITEM, STYLE_WRAP, TEXT_CHANGE_WAITING);
	book_text(b, s->w, r, COL_KIND, STYLE_TOP, TEXT_CHANGE_OWN_KIND);
	book_number(b, s->w, r, COL_LOADED, STYLE_UNIT_HOURS, 0);
	book_number(b, s->w, r, COL_PRICE, STYLE_EDIT_PRICE, 0);
	book_number(b, s->w, r, COL_PLAN, STYLE_UNIT_DAYS, 1);
	validate_from_0(s, r, COL_PRICE);
	note_price(s, r, NOTE_CHANGE_WAITING);
}

/* Of every kind that has a unit price, in its order; then what has one of its own. */
static bool write_prices(struct change *s, struct err *e)
{
	static const char *const heads[] = { TEXT_CHANGE_PRICE_HEADS };
	static const struct {
		const char *name;
		int col;
		bool is_list; /* with what has a price of its own */
	} ranges[] = { { "change_kinds", COL_ITEM, true },
		       { "unit_price_days", COL_DAYS, false },
		       { "unit_prices", COL_PRICE, false } };
	sqlite3_stmt *q = store_select(
	    s->b->store, s->b->a, e,
	    "SELECT label, phase, low, likely, high, follows, multiplier, quantity"
	    " FROM unit_price ORDER BY place");

	if (!q)
		return false;
	section(s, TEXT_CHANGE_PRICES);
	worksheet_freeze_panes(s->w, FIRST_ROW, COL_KIND);
	/* What is last of several tables alone can have its heads again on the next page.
	 */
	worksheet_repeat_rows(s->w, (lxw_row_t)s->row, (lxw_row_t)s->row);
	head(s, heads, COLUMNS, false);
	s->first_price = s->row;
	while (sqlite3_step(q) == SQLITE_ROW)
		write_price(s, q);
	s->last_price = s->row - 1;
	for (int i = 1; i <= OWN_ROWS; i++)
		write_own_price(s, i);
	write_waiting(s);
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		int last = ranges[i].is_list ? s->waiting : s->last_price;

		if (last >= s->first_price)
			book_name_range(s->b, ranges[i].name, SHEET_CHANGE,
			                s->first_price, ranges[i].col, last,
			                ranges[i].col);
	}
	book_text(s->b, s->w, s->row++, COL_ITEM, STYLE_NOTE, NOTE_CHANGE_PARITY);
	s->row++;
	return true;
}

/* ---- the log ------------------------------------------------------------------------
 */

static void validate(struct change *s, int row)
{
	lxw_data_validation item = { .validate = LXW_VALIDATION_TYPE_LIST_FORMULA },
			    yes = { .validate = LXW_VALIDATION_TYPE_LIST_FORMULA },
			    paid = { .validate = LXW_VALIDATION_TYPE_LIST_FORMULA },
			    with = { .validate = LXW_VALIDATION_TYPE_INTEGER,
		                     .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		                     .minimum_number = 1,
		                     .maximum_number = s->milestones };

	yes.value_formula = "=change_words";
	worksheet_data_validation_cell(s->w, (lxw_row_t)row, LOG_APPROVED, &yes);
	paid.value_formula = "=change_payers";
	worksheet_data_validation_cell(s->w, (lxw_row_t)row, LOG_PAID, &paid);
	if (s->milestones)
		worksheet_data_validation_cell(s->w, (lxw_row_t)row, LOG_MILESTONE,
		                               &with);
	item.value_formula = "=change_kinds";
	worksheet_data_validation_cell(s->w, (lxw_row_t)row, LOG_ITEM, &item);
}

/* Of the kind of item of a row of the log; 0 while it has none. */
static const char *of_kind(struct change *s, int row, int col)
{
	struct book *b = s->b;
	const char *item = book_at(b, row, LOG_ITEM);

	return arena_printf(b->a, "IF(%s=\"\",0,INDEX(%s:%s,MATCH(%s,change_kinds,0)))",
	                    item, book_at(b, s->first_price, col),
	                    book_at(b, s->waiting, col), item);
}

/* What sums of the log need to know of a row beside what is printed. A day of waiting
 * without a date has passed. */
static void write_aside(struct change *s, int r)
{
	struct book *b = s->b;
	const char *item = book_at(b, r, LOG_ITEM), *date = book_at(b, r, LOG_DATE),
		   *days = book_at(b, r, WAITS_FOR);

	book_live(b, s->w, r, WAITS_FROM, STYLE_DATE, "IF(%s>0,%s,0)", days, date);
	book_live(b, s->w, r, WAITS_FOR, STYLE_LOG_HOURS, "IF(AND(%s=%s,%s=%s),%s,0)",
	          item, book_at(b, s->waiting, COL_ITEM), book_at(b, r, LOG_APPROVED),
	          book_at(b, s->yes, WORDS_COLUMN), book_at(b, r, LOG_PLAN));
	if (b->phase_last >= b->phase_first) /* Tracking has a status date */
		book_live(b, s->w, r, WAITED, STYLE_LOG_HOURS,
		          "IF(OR(%s=0,%s=\"\"),%s,IF(%s>status_date,0,MIN(%s,NETWORKDAYS("
		          "%s,status_date,holidays))))",
		          days, date, days, date, days, date);
	book_live(b, s->w, r, BY_UNITS, STYLE_LOG_MONEY,
	          "IF(%s=\"\",0,IF(MATCH(%s,change_kinds,0)<=%d,%s,0))", item, item,
	          s->last_price - s->first_price + 1, book_at(b, r, LOG_PRICE));
}

static void write_change(struct change *s)
{
	struct book *b = s->b;
	int r = s->row++;
	const char *count = book_at(b, r, LOG_COUNT);

	book_textf(b, s->w, r, LOG_ID, STYLE_EDIT_WRAP, "C-%d", r - s->first_log + 1);
	book_blank(b, s->w, r, LOG_ITEM, LOG_ITEM, STYLE_EDIT_WRAP);
	book_blank(b, s->w, r, LOG_DATE, LOG_DATE, STYLE_EDIT_DAY);
	book_blank(b, s->w, r, LOG_COUNT, LOG_COUNT, STYLE_EDIT_WORK);
	book_blank(b, s->w, r, LOG_APPROVED, LOG_PAID, STYLE_EDIT_WRAP);
	book_blank(b, s->w, r, LOG_NOTE, LOG_NOTE, STYLE_EDIT_WRAP);
	if (s->milestones)
		book_blank(b, s->w, r, LOG_MILESTONE, LOG_MILESTONE, STYLE_EDIT_WRAP);
	validate(s, r);
	book_live(b, s->w, r, LOG_EACH, STYLE_LOG_HOURS, "%s", of_kind(s, r, COL_LOADED));
	book_live(b, s->w, r, LOG_HOURS, STYLE_LOG_HOURS, "%s*%s",
	          book_at(b, r, LOG_EACH), count);
	book_live(b, s->w, r, LOG_DAYS, STYLE_LOG_HOURS, "%s/hours_per_day",
	          book_at(b, r, LOG_HOURS));
	book_live(b, s->w, r, LOG_PLAN, STYLE_LOG_HOURS, "%s*%s", count,
	          of_kind(s, r, COL_PLAN));
	book_live(b, s->w, r, LOG_PRICE, STYLE_LOG_MONEY, BOOK_WHOLE("%s*%s"), count,
	          of_kind(s, r, COL_PRICE));
	write_aside(s, r);
}

/* A column of the log. */
static const char *logged(struct change *s, int col)
{
	return arena_printf(s->b->a, "%s:%s", book_at(s->b, s->first_log, col),
	                    book_at(s->b, s->first_log + LOG_ROWS - 1, col));
}

/* Of what is approved; is_released: and paid from the contingency; milestone, when it is
 * not 0: with this one. */
static const char *approved_with(struct change *s, int col, bool is_released,
                                 int milestone)
{
	struct book *b = s->b;
	const char *sum = arena_printf(b->a, "SUMIFS(%s,%s,%s", logged(s, col),
	                               logged(s, LOG_APPROVED),
	                               book_at(b, s->yes, WORDS_COLUMN));

	if (is_released)
		sum = arena_printf(b->a, "%s,%s,%s", sum, logged(s, LOG_PAID),
		                   book_at(b, s->payer + 1, WORDS_COLUMN));
	if (milestone)
		sum = arena_printf(b->a, "%s,%s,%d", sum, logged(s, LOG_MILESTONE),
		                   milestone);
	return arena_printf(b->a, "%s)", sum);
}

static const char *approved(struct change *s, int col, bool is_released)
{
	return approved_with(s, col, is_released, 0);
}

/* Of the changes that are approved, or of the others. */
static void write_sums(struct change *s, const char *label, bool is_approved,
                       enum book_style text)
{
	static const struct {
		int col;
		const char *name;
		enum book_style style;
	} sums[] = { { LOG_HOURS, "change_hours", STYLE_SUM_HOURS },
		     { LOG_DAYS, "change_person_days", STYLE_SUM_HOURS },
		     { LOG_PLAN, "change_days", STYLE_SUM_HOURS },
		     { LOG_PRICE, "change_approved", STYLE_SUM_MONEY } };
	struct book *b = s->b;

	book_blank(b, s->w, s->row, 0, COL_LAST, text);
	book_text(b, s->w, s->row, LOG_ITEM, text, label);
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
		const char *yes = approved(s, sums[i].col, false);

		if (is_approved)
			book_live(b, s->w, s->row, sums[i].col, sums[i].style, "%s", yes);
		else
			book_live(b, s->w, s->row, sums[i].col, sums[i].style,
			          "SUM(%s)-%s", logged(s, sums[i].col), yes);
		if (is_approved)
			book_name(b, sums[i].name, SHEET_CHANGE, s->row, sums[i].col);
	}
	s->row++;
}

/* A figure behind the log, with its name. */
static void closing(struct change *s, const char *name, const char *label,
                    enum book_style text, enum book_style style, const char *formula)
{
	book_text(s->b, s->w, s->row, LOG_ITEM, text, label);
	book_live(s->b, s->w, s->row, LOG_PRICE, style, "%s", formula);
	book_name(s->b, name, SHEET_CHANGE, s->row++, LOG_PRICE);
}

/* What of the contingency was released, and what is left to be credited. A percentile is
 * offered without one. */
static void write_ledger(struct change *s)
{
	struct book *b = s->b;

	closing(s, "contingency_offered", TEXT_CONTINGENCY_OFFERED, STYLE_PLAIN,
	        STYLE_MONEY, "IF(risk_appetite=\"expected\",contingency_amount,0)");
	/* As much as a unit price holds beside its hours at cost; one of its own holds
	 * none. */
	closing(s, "contingency_changes", TEXT_CONTINGENCY_CHANGES, STYLE_PLAIN,
	        STYLE_MONEY,
	        arena_printf(b->a,
	                     "IF(risk_appetite=\"expected\",%s*(1-1/change_markup),0)",
	                     approved(s, BY_UNITS, false)));
	closing(s, "contingency_other", TEXT_CONTINGENCY_OTHER, STYLE_PLAIN,
	        STYLE_EDIT_SUM, "0");
	validate_from_0(s, s->row - 1, LOG_PRICE);
	closing(s, "contingency_released", TEXT_CONTINGENCY_RELEASED, STYLE_PLAIN,
	        STYLE_MONEY,
	        arena_printf(b->a, "contingency_other+%s", approved(s, LOG_PRICE, true)));
	closing(s, "contingency_credit", TEXT_CONTINGENCY_CREDIT, STYLE_PLAIN,
	        STYLE_MONEY,
	        "MAX(0,contingency_offered+contingency_changes-contingency_released)");
	book_live(b, s->w, s->row - 1, LOG_NOTE, STYLE_OK, "IF(%s,\"%s\",\"%s\")",
	          "contingency_released<=contingency_offered+contingency_changes+0.5",
	          TEXT_CHECK_OK, TEXT_CHECK_BAD);
	closing(s, "change_total", TEXT_CHANGE_BY_PRICE, STYLE_PLAIN, STYLE_MONEY,
	        arena_printf(b->a, "change_approved-%s", approved(s, LOG_PRICE, true)));
}

/* What other sheets say of approved changes; "" while there is none. */
static const char *line_formula(struct change *s)
{
	return arena_printf(
	    s->b->a,
	    "IF(AND(change_hours=0,change_total=0),\"\",\"%s\"&IF(change_hours>0,\"+\","
	    "\"\")&FIXED(change_hours,1)&\"%s\"&IF(change_total>0,\"+\",\"\")&"
	    "FIXED(change_total,0)&\" \"&currency&\"%s\"&%s)",
	    TEXT_CHANGE_LINE, TEXT_CHANGE_LINE_HOURS, TEXT_CHANGE_LINE_FINISH,
	    notation_day_formula(&s->b->notation, s->b->a, "finish_changed"));
}

void book_change_line(struct book *b, lxw_worksheet *w, int row, int col)
{
	if (b->report->is_internal && report_has(b->report, SHEET_CHANGE, false))
		book_live(b, w, row, col, STYLE_WARNING, "change_line");
}

/* The counts of the log that are of this kind, approved and below 0. */
static const char *taken_off(struct change *s, const char *kind)
{
	return arena_printf(s->b->a, "SUMIFS(%s,%s,%s,%s,%s,%s,\"<0\")",
	                    logged(s, LOG_COUNT), logged(s, LOG_ITEM), kind,
	                    logged(s, LOG_APPROVED), book_at(s->b, s->yes, WORDS_COLUMN),
	                    logged(s, LOG_COUNT));
}

/* Work that a status dropped and a change takes off as well: beside the unit prices, and
 * how many kinds there are of it. */
static void write_twice(struct change *s)
{
	struct book *b = s->b;

	for (int r = s->first_price; r <= s->last_price; r++) {
		const char *kind = book_at(b, r, COL_ITEM);

		book_live(b, s->w, r, COL_NOTE, STYLE_WARNING,
		          "IF(AND(SUMIFS(effort_found,effort_work,%s)-"
		          "SUMIFS(effort_quantity,effort_work,%s)>0.000001,%s<0),"
		          "\"%s\",\"\")",
		          kind, kind, taken_off(s, kind), TEXT_CHANGE_BOTH);
	}
	book_text(b, s->w, s->row, LOG_ITEM, STYLE_WRAP, TEXT_CHANGE_TWICE);
	if (s->last_price < s->first_price)
		book_number(b, s->w, s->row, LOG_PRICE, STYLE_COUNT, 0);
	else
		book_live(b, s->w, s->row, LOG_PRICE, STYLE_COUNT,
		          "COUNTIFS(%s:%s,\"?*\")", book_at(b, s->first_price, COL_NOTE),
		          book_at(b, s->last_price, COL_NOTE));
	book_name(b, "change_twice", SHEET_CHANGE, s->row, LOG_PRICE);
	book_live(b, s->w, s->row, LOG_NOTE, STYLE_OK, "IF(change_twice=0,\"%s\",\"%s\")",
	          TEXT_CHECK_OK, TEXT_CHECK_BAD);
	worksheet_set_row(s->w, (lxw_row_t)s->row++,
	                  book_height(STYLE_WRAP, widths[LOG_ITEM], TEXT_CHANGE_TWICE),
	                  NULL);
}

/* Of all changes of the log: the counts of the kinds that a SELECT gives. */
static const char *logged_of(struct change *s, const char *kinds)
{
	struct book *b = s->b;
	struct err ignored;
	sqlite3_stmt *q = store_select(b->store, b->a, &ignored, "%s", kinds);
	const char *sum = "";

	while (q && sqlite3_step(q) == SQLITE_ROW)
		for (int r = s->first_price; r <= s->last_price; r++)
			if (r - s->first_price + 1 == sqlite3_column_int(q, 0))
				sum = arena_printf(b->a, "%s%sSUMIFS(%s,%s,%s)", sum,
				                   *sum ? "+" : "", logged(s, LOG_COUNT),
				                   logged(s, LOG_ITEM),
				                   book_at(b, r, COL_ITEM));
	return *sum ? sum : "0";
}

/* What is added with no check of its own is offered too cheap. */
static void write_unchecked(struct change *s)
{
	static const char places[] =
	    "SELECT place FROM (SELECT row_number() OVER (ORDER BY place) AS place, label"
	    " FROM unit_price) p JOIN effort e USING (label) WHERE ";
	struct book *b = s->b;

	book_text(b, s->w, s->row, LOG_ITEM, STYLE_WRAP, TEXT_CHANGE_UNCHECKED);
	book_live(b, s->w, s->row, LOG_PRICE, STYLE_COUNT, "%s-(%s)",
	          logged_of(s, arena_printf(b->a, "%scounts_as = 'endpoints'", places)),
	          logged_of(s, arena_printf(b->a, "%sunit = 'perf_parity'", places)));
	book_live(b, s->w, s->row, LOG_NOTE, STYLE_OK, "IF(%s=0,\"%s\",\"%s\")",
	          book_at(b, s->row, LOG_PRICE), TEXT_CHECK_OK, TEXT_CHECK_BAD);
	worksheet_set_row(s->w, (lxw_row_t)s->row++,
	                  book_height(STYLE_WRAP, widths[LOG_ITEM],
	                              TEXT_CHANGE_UNCHECKED),
	                  NULL);
}

/* Days of waiting that are approved: from when, how many, and in all. */
static void write_waits(struct change *s)
{
	struct book *b = s->b;
	int last = s->row - 1;

	book_name_range(b, "waiting_from", SHEET_CHANGE, s->first_log, WAITS_FROM, last,
	                WAITS_FROM);
	book_name_range(b, "waiting_for", SHEET_CHANGE, s->first_log, WAITS_FOR, last,
	                WAITS_FOR);
	book_live(b, s->w, s->row, WAITS_FOR, STYLE_LOG_HOURS, "SUM(%s)",
	          logged(s, WAITS_FOR));
	book_name(b, "waiting_days", SHEET_CHANGE, s->row, WAITS_FOR);
	book_live(b, s->w, s->row, WAITED, STYLE_LOG_HOURS, "SUM(%s)/5",
	          logged(s, WAITED));
	book_name(b, "weeks_waited", SHEET_CHANGE, s->row, WAITED);
}

/* Days on the plan of what the contingency pays, which come out of the reserve; and the
 * price of the days of waiting, which no hours stand behind. */
static void write_paid_aside(struct change *s)
{
	struct book *b = s->b;
	int r = s->row - 1;

	book_live(b, s->w, r, WAITS_FROM, STYLE_BEHIND, "%s",
	          approved(s, LOG_PLAN, true));
	book_name(b, "released_days", SHEET_CHANGE, r, WAITS_FROM);
	book_live(b, s->w, r, WAITS_FOR, STYLE_BEHIND, "SUMIFS(%s,%s,\">0\")",
	          logged(s, LOG_PRICE), logged(s, WAITS_FOR));
	book_name(b, "waiting_price", SHEET_CHANGE, r, WAITS_FOR);
}

static void write_log(struct change *s)
{
	static const char *const heads[] = { TEXT_CHANGE_LOG_HEADS };
	struct book *b = s->b;
	int begun = s->row, closing_row;

	section(s, TEXT_CHANGE_LOG);
	head(s, heads, COLUMNS, true);
	if (!s->milestones)
		book_text(b, s->w, s->row - 1, LOG_MILESTONE, STYLE_HEAD_RIGHT, "");
	s->first_log = s->row;
	s->yes = s->row;
	/* What the list offers is what the sums look for. */
	book_text(b, s->w, s->yes, WORDS_COLUMN, STYLE_LABEL, TEXT_YES);
	book_text(b, s->w, s->yes + 1, WORDS_COLUMN, STYLE_LABEL, TEXT_NO);
	book_name_range(b, "change_words", SHEET_CHANGE, s->yes, WORDS_COLUMN, s->yes + 1,
	                WORDS_COLUMN);
	s->payer = s->yes + 2;
	book_text(b, s->w, s->payer, WORDS_COLUMN, STYLE_LABEL, TEXT_PAID_BY_PRICE);
	book_text(b, s->w, s->payer + 1, WORDS_COLUMN, STYLE_LABEL,
	          TEXT_PAID_BY_CONTINGENCY);
	book_name_range(b, "change_payers", SHEET_CHANGE, s->payer, WORDS_COLUMN,
	                s->payer + 1, WORDS_COLUMN);
	for (int i = 0; i < LOG_ROWS; i++)
		write_change(s);
	write_waits(s);
	write_sums(s, TEXT_CHANGE_APPROVED, true, STYLE_SUM_TEXT);
	write_sums(s, TEXT_CHANGE_OPEN, false, STYLE_SUM_TEXT);
	book_page_keep(b, s->w, begun, s->row - 1);
	closing_row = ++s->row;
	write_ledger(s);
	closing(s, "price_changed", TEXT_CHANGE_PRICE, STYLE_BOLD, STYLE_MONEY_BOLD,
	        "price_offered+change_total");
	closing(s, "finish_changed", TEXT_CHANGE_FINISH, STYLE_BOLD, STYLE_DATE_BOLD,
	        book_finish_after(b, "first_day", "weeks_changed"));
	write_paid_aside(s);
	write_twice(s);
	write_unchecked(s);
	book_live(b, s->w, s->row, LOG_ITEM, STYLE_NOTE, "%s", line_formula(s));
	book_name(b, "change_line", SHEET_CHANGE, s->row, LOG_ITEM);
	book_page_keep(b, s->w, closing_row, s->row);
	s->row += 2;
}

/* ---- what changes move ---------------------------------------------------------------
 */

/* "-SUM($H$90:$H$95)", "" of no milestone. */
static const char *less_moved(struct change *s, int first, int last, int col)
{
	return first > last
	         ? ""
	         : arena_printf(s->b->a, "-SUM(%s:%s)", book_at(s->b, first, col),
	                        book_at(s->b, last, col));
}

/* Hours and days of the changes of a milestone, and the price of those that it pays. One
 * takes what names none of the others. */
static void write_moved_sum(struct change *s, int i, int col)
{
	struct book *b = s->b;
	bool is_default = i == s->default_milestone, is_price = col == LOG_PRICE;
	int first = s->row - i + 1, milestone = is_default ? 0 : i;
	const char *of = approved_with(s, col, false, milestone);

	if (is_price)
		of = arena_printf(b->a, "%s-%s", of,
		                  approved_with(s, col, true, milestone));
	if (is_default)
		of = arena_printf(b->a, "%s%s%s", of,
		                  less_moved(s, first, s->row - 1, col),
		                  less_moved(s, s->row + 1, first + s->milestones - 1,
		                             col));
	book_live(b, s->w, s->row, col, is_price ? STYLE_LOG_MONEY : STYLE_LOG_HOURS,
	          "%s", of);
}

static void behind(struct change *s, int col, const char *formula)
{
	book_live(s->b, s->w, s->row, col, STYLE_BEHIND, "%s", formula);
}

/* Days are added behind the milestone, and taken off before it: the weeks before become
 * shorter, by half where there are enough of them since the milestone before, else by
 * nine tenths, and what then is left is taken off behind. So all that follows each other
 * on the plan does with changes. */
static void write_shift(struct change *s, bool is_first, bool is_last)
{
	struct book *b = s->b;
	int r = s->row;
	const char *at = book_at(b, r, MOVED_AT), *shift = book_at(b, r, MOVED_SHIFT),
		   *from = book_at(b, r, CUT_FROM), *rate = book_at(b, r, CUT_RATE),
		   *room = is_first ? at
	                            : arena_printf(b->a, "MAX(0,%s-%s)", at,
	                                           book_at(b, r - 1, MOVED_AT)),
		   *days = book_at(b, r, LOG_PLAN), *hours = book_at(b, r, LOG_HOURS);

	if (!is_first) {
		days = arena_printf(b->a, "(%s+%s)", days, book_at(b, r - 1, OWED_DAYS));
		hours = arena_printf(b->a, "(%s+%s)", hours,
		                     book_at(b, r - 1, OWED_HOURS));
	}
	behind(s, OWED_DAYS, arena_printf(b->a, "MIN(0,%s+4.5*%s)", days, room));
	behind(s, MOVED_SHIFT,
	       arena_printf(b->a, "%s-%s", days, book_at(b, r, OWED_DAYS)));
	behind(s, MOVED_HOURS,
	       is_last ? hours
	               : arena_printf(b->a, "%s*IF(%s<0,%s/%s,1)", hours,
	                              book_at(b, r, OWED_DAYS), shift, days));
	behind(s, OWED_HOURS,
	       arena_printf(b->a, "%s-%s", hours, book_at(b, r, MOVED_HOURS)));
	behind(s, CUT_FROM,
	       arena_printf(b->a, "%s-MIN(%s,MAX(0,-2*%s/5))", at, room, shift));
	behind(s, CUT_RATE,
	       arena_printf(b->a, "IF(%s<0,%s/MAX(0.0001,%s-%s),0)", shift, shift, at,
	                    from));
	behind(s, CUT_START, arena_printf(b->a, "%s*%s", rate, from));
	book_live(b, s->w, r, MOVED_LATER, STYLE_LOG_HOURS, "%s%s%s", shift,
	          is_first ? "" : "+", is_first ? "" : book_at(b, r - 1, MOVED_LATER));
}

/* The weeks of the plan in which changes are done, unless there are none; what has hours
 * and no days takes one. Less work is no work: it is not drawn. */
static void write_stretch(struct change *s)
{
	struct book *b = s->b;
	int r = s->row;
	const char *begin = book_at(b, r, MOVED_FROM), *rate = book_at(b, r, MOVED_RATE),
		   *hours = book_at(b, r, MOVED_HOURS),
		   *shift = book_at(b, r, MOVED_SHIFT);

	behind(s, MOVED_FROM,
	       arena_printf(b->a, "IF(AND(ABS(%s)<0.000001,%s=0),\"\",%s+(%s-%s)/5)",
	                    shift, hours, book_at(b, r, CUT_FROM),
	                    book_at(b, r, MOVED_LATER), shift));
	behind(s, MOVED_TO,
	       arena_printf(b->a, "IF(%s=\"\",\"\",MAX(%s+%s/5,%s+IF(%s=0,0,0.2)))",
	                    begin, book_at(b, r, MOVED_AT), book_at(b, r, MOVED_LATER),
	                    begin, hours));
	behind(s, MOVED_RATE,
	       arena_printf(b->a, "IF(%s=\"\",0,%s/MAX(0.2,%s-%s))", begin, hours,
	                    book_at(b, r, MOVED_TO), begin));
	behind(s, MOVED_START,
	       arena_printf(b->a, "IF(%s=\"\",0,%s*%s)", begin, rate, begin));
	for (int i = 0; i < 2; i++)
		behind(s, DRAWN_FROM + i,
		       arena_printf(b->a, "IF(%s<0,\"\",%s)", shift,
		                    book_at(b, r, MOVED_FROM + i)));
}

/* Is it due when the plan ends? It then holds the reserve. */
static bool ends_with_plan(struct change *s, int i)
{
	return store_number(s->b->store, 0, "SELECT week FROM milestone WHERE rank = %d",
	                    i) >= s->b->m->weeks - 1e-9;
}

static void write_moved_row(struct change *s, int i)
{
	struct book *b = s->b;
	int r = s->row;
	bool is_end = ends_with_plan(s, i);
	const char *week = arena_printf(b->a, "INDEX(milestone_week,%d)", i);

	book_number(b, s->w, r, MOVED_ID, STYLE_ID, i);
	book_live(b, s->w, r, MOVED_LABEL, STYLE_WRAP, "INDEX(milestone_label,%d)", i);
	for (int col = LOG_HOURS; col <= LOG_PRICE; col++)
		write_moved_sum(s, i, col);
	behind(s, MOVED_AT,
	       is_end ? "ROUND(weeks_expected,4)"
	              : arena_printf(b->a, "ROUND(MIN(weeks_expected,%s),4)", week));
	write_shift(s, i == 1, i == s->milestones);
	write_stretch(s);
	book_live(b, s->w, r, MOVED_DUE, STYLE_DATE, "%s",
	          book_finish_after(b, "first_day",
	                            is_end ? "weeks_changed"
	                                   : arena_printf(b->a, "%s+%s/5", week,
	                                                  book_at(b, r, MOVED_LATER))));
	book_live(b, s->w, r, MOVED_AMOUNT, STYLE_MONEY, "INDEX(milestone_amount,%d)+%s",
	          i, book_at(b, r, LOG_PRICE));
	s->row++;
}

/* Of all of them: their names, and from when to when they are done. */
static void name_moved(struct change *s, int first)
{
	static const struct {
		const char *name;
		int col;
	} columns[] = { { "moved_at", MOVED_AT },       { "moved_shift", MOVED_SHIFT },
		        { "moved_hours", MOVED_HOURS }, { "cut_from", CUT_FROM },
		        { "cut_rate", CUT_RATE },       { "cut_start", CUT_START },
		        { "moved_from", MOVED_FROM },   { "moved_to", MOVED_TO },
		        { "moved_rate", MOVED_RATE },   { "moved_start", MOVED_START },
		        { "drawn_from", DRAWN_FROM },   { "drawn_to", DRAWN_TO } };
	struct book *b = s->b;
	int last = s->row - 1;

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		book_name_range(b, columns[i].name, SHEET_CHANGE, first, columns[i].col,
		                last, columns[i].col);
	book_name(b, "change_later", SHEET_CHANGE, last, MOVED_LATER);
	behind(s, DRAWN_FROM,
	       "IF(COUNTIFS(drawn_from,\">=0\")=0,weeks_expected,MIN(drawn_from))");
	behind(s, DRAWN_TO,
	       "IF(COUNTIFS(drawn_from,\">=0\")=0,weeks_expected,MAX(drawn_to))");
	book_name(b, "change_from_week", SHEET_CHANGE, s->row, DRAWN_FROM);
	book_name(b, "change_to_week", SHEET_CHANGE, s->row, DRAWN_TO);
}

static int milestones_of(struct book *b)
{
	return report_has(b->report, SHEET_MILESTONES, false)
	         ? (int)store_number(b->store, 0, "SELECT count(*) FROM milestone")
	         : 0;
}

const char *book_change_hours(struct book *b, const char *week)
{
	return arena_printf(b->a,
	                    "(SUMIFS(moved_hours,moved_to,\"<=\"&%s)+"
	                    "%s*SUMIFS(moved_rate,moved_from,\"<\"&%s,moved_to,\">\"&%s)-"
	                    "SUMIFS(moved_start,moved_from,\"<\"&%s,moved_to,\">\"&%s))",
	                    week, week, week, week, week, week);
}

/* The first that is due when all is built: what comes with it is tested, and compared
 * with the old side, like the rest. */
static int default_milestone(struct book *b)
{
	return (int)store_number(
	    b->store, 0,
	    "SELECT coalesce(min(rank) FILTER (WHERE week >= (SELECT min(start_week)"
	    " FROM phase WHERE name IN (SELECT phase FROM phase_take WHERE kind IN"
	    " ('tests', 'parallel_run', 'cutover'))) - 1e-6), max(rank)) FROM milestone");
}

const char *book_change_later(struct book *b, const char *week, bool begins)
{
	const char *w = arena_printf(b->a, "ROUND(%s,4)", week);
	const char *later =
	    arena_printf(b->a,
	                 "SUMIFS(moved_shift,moved_at,\"<=\"&%s)+%s*SUMIFS(cut_rate,"
	                 "cut_from,\"<\"&%s,moved_at,\">\"&%s)-SUMIFS(cut_start,"
	                 "cut_from,\"<\"&%s,moved_at,\">\"&%s)",
	                 w, w, w, w, w, w);

	return begins
	         ? later
	         : arena_printf(b->a,
	                        "%s-SUMIFS(moved_shift,moved_at,%s,moved_shift,\">0\")",
	                        later, w);
}

/* Where no milestones are: all with the end of the plan. */
static void write_moved_alone(struct change *s)
{
	book_live(s->b, s->w, s->row, LOG_HOURS, STYLE_BEHIND, "change_hours");
	book_live(s->b, s->w, s->row, LOG_PLAN, STYLE_BEHIND, "change_days");
	behind(s, MOVED_AT, "ROUND(weeks_expected,4)");
	write_shift(s, true, true);
	write_stretch(s);
	s->row++;
	name_moved(s, s->row - 1);
}

/* What each milestone comes to with the approved changes. */
static void write_moved(struct change *s)
{
	static const char *const heads[] = { TEXT_CHANGE_MOVED_HEADS };
	static const int sums[] = { MOVED_AMOUNT, LOG_PRICE };
	struct book *b = s->b;
	int first, begun = s->row;

	if (!s->milestones) {
		write_moved_alone(s);
		return;
	}
	section(s, TEXT_CHANGE_MOVED);
	worksheet_set_row(s->w, (lxw_row_t)s->row,
	                  book_paragraph(b, s->w, s->row, COL_ITEM, COL_PRICE,
	                                 STYLE_NOTE_WRAP, NOTE_WIDTH,
	                                 arena_printf(b->a, NOTE_CHANGE_MOVED,
	                                              s->default_milestone)),
	                  NULL);
	s->row++;
	head(s, heads, LOG_PRICE + 1, false);
	first = s->row;
	for (int i = 1; i <= s->milestones; i++)
		write_moved_row(s, i);
	book_name_range(b, "milestone_changed", SHEET_CHANGE, first, LOG_PRICE,
	                s->row - 1, LOG_PRICE);
	book_name_range(b, "milestone_due_changed", SHEET_CHANGE, first, MOVED_DUE,
	                s->row - 1, MOVED_DUE);
	name_moved(s, first);
	book_blank(b, s->w, s->row, 0, COL_LAST, STYLE_SUM_TEXT);
	book_text(b, s->w, s->row, MOVED_LABEL, STYLE_SUM_TEXT, TEXT_TOTAL);
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
		book_live(b, s->w, s->row, sums[i], STYLE_SUM_MONEY, "SUM(%s:%s)",
		          book_at(b, first, sums[i]), book_at(b, s->row - 1, sums[i]));
	book_page_keep(b, s->w, begun, s->row++);
}

/* The log first: it is what people write in, and of several tables only the last can go
 * on to a further page with its heads. Its rows ask for those of the prices, which are
 * there before. */
bool book_change(struct book *b, lxw_worksheet *w, struct err *e)
{
	struct change s = { .b = b, .w = w };
	int last;

	s.milestones = milestones_of(b);
	s.default_milestone = default_milestone(b);
	for (int i = 0; i < COLUMNS; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	book_heading(b, w, SHEET_CHANGE, TEXT_CHANGE_INTRO);
	s.row = FIRST_ROW + LOG_HEIGHT +
	        (s.milestones ? MOVED_HEIGHT + s.milestones : ALONE_HEIGHT);
	write_terms(&s);
	if (!write_prices(&s, e))
		return false;
	last = s.row - 2;
	s.row = FIRST_ROW;
	write_log(&s);
	assert(s.row == FIRST_ROW + LOG_HEIGHT);
	write_moved(&s);
	book_page_print(b, w, 0, 0, last, COL_LAST);
	return true;
}
