/* book_confidence.c - the sheet Confidence: how likely which price and date are. */
#include "book/book_confidence.h"

#include <math.h>
#include <string.h>

#include "book/book_chart.h"
#include "book/book_page.h"
#include "book/book_percentile.h"
#include "book/book_plan.h"
#include "sheet/book_text.h"
#include "text/grouped.h"

enum {
	COL_LABEL,
	COL_COST_RATIO,
	COL_WEEKS_RATIO,
	COL_HOURS,
	COL_COST,
	COL_WEEKS,
	COL_FINISH,
	COLUMNS
};
static const double widths[COLUMNS] = { 46, 13, 13, 13, 15, 13, 15 };
enum { WIDTH = 46 + 13 + 13 + 13 + 15 + 13 + 15, CHART_ROWS = 16, TORNADO_BARS = 14 };

struct confidence {
	struct book *b;
	lxw_worksheet *w;
	int row, first, last; /* of the percentiles */
	int begun;            /* row from which on a table, or a chart, stays together */
	int offer;            /* row of the price that is offered; its finish follows */
	int budget, date;     /* rows of the questions */
};

static void begin_block(struct confidence *c)
{
	book_page_keep(c->b, c->w, c->begun, c->row - 1);
	c->begun = c->row;
}

static void section(struct confidence *c, const char *title)
{
	begin_block(c);
	c->row++;
	book_blank(c->b, c->w, c->row, 0, COLUMNS - 1, STYLE_SECTION);
	book_text(c->b, c->w, c->row, 0, STYLE_SECTION, title);
	worksheet_set_row(c->w, (lxw_row_t)c->row++, 22, NULL);
}

static void heads(struct confidence *c, const char *const *titles, int n)
{
	for (int i = 0; i < n; i++)
		book_text(c->b, c->w, c->row, i, i ? STYLE_HEAD_RIGHT : STYLE_HEAD,
		          titles[i]);
	worksheet_set_row(c->w, (lxw_row_t)c->row++, 30, NULL);
}

static void paragraph(struct confidence *c, enum book_style s, const char *text)
{
	double height = book_paragraph(c->b, c->w, c->row, 0, COLUMNS - 1, s, WIDTH,
	                               text);

	worksheet_set_row(c->w, (lxw_row_t)c->row++, fmax(16, height), NULL);
}

static double result(struct confidence *c, const char *key)
{
	return store_number(c->b->store, 0,
	                    "SELECT CAST(value AS REAL) FROM result WHERE key = %Q", key);
}

/* ---- the class of the estimate ----------------------------------------------------- */

static void write_class(struct confidence *c)
{
	struct book *b = c->b;
	const char *class = book_result(b, "accuracy", "");

	if (!*class)
		return;
	section(c, TEXT_CONFIDENCE_CLASS);
	book_text(b, c->w, c->row++, 0, STYLE_BOLD, class);
	paragraph(c, STYLE_WRAP, book_result(b, "accuracy_why", ""));
	paragraph(c, STYLE_SMALL_TOP, book_result(b, "accuracy_source", ""));
	paragraph(c, STYLE_WRAP,
	          arena_printf(b->a, TEXT_CONFIDENCE_NARROWS,
	                       book_result(b, "accuracy_text", "")));
}

/* ---- percentiles ----------------------------------------------------------------- */

static void write_percentile(struct confidence *c, double percent, double hours,
                             double weeks)
{
	struct book *b = c->b;
	const struct figures *m = b->m;
	int r = c->row++;

	book_number(b, c->w, r, COL_LABEL, STYLE_SHARE_LEFT, percent / 100);
	book_live(b, c->w, r, COL_COST_RATIO, STYLE_FACTOR, "%.17g*%s",
	          m->hours > 0 ? hours / m->hours : 0,
	          book_percentile_spread(b, book_at(b, r, COL_LABEL)));
	book_number(b, c->w, r, COL_WEEKS_RATIO, STYLE_FACTOR,
	            m->weeks > 0 ? weeks / m->weeks : 0);
	book_live(b, c->w, r, COL_HOURS, STYLE_HOURS, "total_hours*%s",
	          book_at(b, r, COL_COST_RATIO));
	book_live(b, c->w, r, COL_COST, STYLE_MONEY, "%s*billed_rate",
	          book_at(b, r, COL_HOURS));
	book_live(b, c->w, r, COL_WEEKS, STYLE_WEEKS, "weeks_expected*%s*%s",
	          book_at(b, r, COL_WEEKS_RATIO),
	          book_percentile_fix(b, book_at(b, r, COL_LABEL)));
	book_live(b, c->w, r, COL_FINISH, STYLE_DATE, "%s",
	          book_finish_after(b, "first_day", book_at(b, r, COL_WEEKS)));
}

/* Ascending, as MATCH wants it. */
static bool write_percentiles(struct confidence *c, struct err *e)
{
	static const char *const titles[COLUMNS] = {
		TEXT_CONFIDENCE_SHARE,       TEXT_CONFIDENCE_COST_RATIO,
		TEXT_CONFIDENCE_WEEKS_RATIO, TEXT_CONFIDENCE_HOURS,
		TEXT_CONFIDENCE_COST,        TEXT_CONFIDENCE_WEEKS,
		TEXT_CONFIDENCE_FINISH
	};
	static const struct {
		const char *name;
		int col;
	} ranges[] = { { "conf_share", COL_LABEL },
		       { "conf_hours", COL_HOURS },
		       { "conf_cost", COL_COST },
		       { "conf_weeks", COL_WEEKS },
		       { "conf_finish", COL_FINISH } };
	struct book *b = c->b;
	sqlite3_stmt *q = store_select(b->store, b->a, e,
	                               "SELECT percent, hours, weeks FROM percentile"
	                               " ORDER BY percent");

	if (!q)
		return false;
	section(c, TEXT_CONFIDENCE_TABLE);
	heads(c, titles, COLUMNS);
	c->first = c->row;
	while (sqlite3_step(q) == SQLITE_ROW)
		write_percentile(c, sqlite3_column_double(q, 0),
		                 sqlite3_column_double(q, 1),
		                 sqlite3_column_double(q, 2));
	c->last = c->row - 1;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		book_name_range(b, ranges[i].name, SHEET_CONFIDENCE, c->first,
		                ranges[i].col, c->last, ranges[i].col);
	paragraph(c, STYLE_SMALL_TOP,
	          arena_printf(b->a, NOTE_CONFIDENCE_TABLE,
	                       grouped(b->a, result(c, "draws")),
	                       book_result(b, "seed", "?")));
	paragraph(c, STYLE_SMALL_TOP, TEXT_CONFIDENCE_EXPECTED);
	return true;
}

/* ---- questions ------------------------------------------------------------------- */

static void validate(lxw_worksheet *w, int row, double min, double max)
{
	lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_DECIMAL,
		                  .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		                  .minimum_number = min,
		                  .maximum_number = max,
		                  .error_title = "Not possible",
		                  .error_message = min > 0 ? "A date from 2000 to 2099."
		                                           : "An amount of money." };

	worksheet_data_validation_cell(w, (lxw_row_t)row, COL_COST_RATIO, &v);
}

/* The share of the draws with no more than `value`, straight between the rows of the
 * table; 0 and 1 beyond its ends. `at` is the name of the row below it. */
static const char *share_formula(struct book *b, const char *range, const char *value,
                                 const char *at, int n)
{
	return arena_printf(b->a,
	                    "IF(%s<INDEX(%s,1),0,IF(%s>=INDEX(%s,%d),1,INDEX(conf_share,"
	                    "%s)+(INDEX(conf_share,%s+1)-INDEX(conf_share,%s))*(%s-INDEX("
	                    "%s,%s))/(INDEX(%s,%s+1)-INDEX(%s,%s))))",
	                    value, range, value, range, n, at, at, at, value, range, at,
	                    range, at, range, at);
}

/* A row: what is asked, the cell to type in, the answer, and the answer in words. */
static void write_answer(struct confidence *c, int row, const char *name,
                         const char *range, const char *value)
{
	struct book *b = c->b;
	const char *at = book_at(b, row, COL_HOURS),
		   *p = book_at(b, row, COL_WEEKS_RATIO);
	int n = c->last - c->first + 1;

	book_live(b, c->w, row, COL_WEEKS_RATIO, STYLE_BIG_PERCENT, "%s",
	          share_formula(b, range, value, at, n));
	book_name(b, name, SHEET_CONFIDENCE, row, COL_WEEKS_RATIO);
	book_live(b, c->w, row, COL_HOURS, STYLE_NOTE_RIGHT,
	          "IF(%s<INDEX(%s,1),1,MIN(%d,MATCH(%s,%s,1)))", value, range, n - 1,
	          value, range);
	book_live(b, c->w, row, COL_COST, STYLE_NOTE,
	          "IF(%s<0.01,\"" TEXT_CONFIDENCE_HARDLY "\",IF(%s>0.99,"
	          "\"" TEXT_CONFIDENCE_SURELY "\",ROUND(100*%s,0)"
	          "&\"" TEXT_CONFIDENCE_OF_100 "\"))",
	          p, p, p);
	worksheet_set_row(c->w, (lxw_row_t)row, 24, NULL);
}

/* The range is the model's; this is what became of it. */
static void write_held(struct confidence *c)
{
	struct arena *a = c->b->a;
	double n = result(c, "past_projects"), below = result(c, "past_below");
	double above = result(c, "past_above");
	bool is_own = result(c, "past_is_own") != 0;

	if (n < 2)
		return;
	paragraph(c, STYLE_WRAP,
	          arena_printf(a, TEXT_CONFIDENCE_HELD, n,
	                       is_own ? TEXT_PAST_OWN : TEXT_PAST_OTHERS,
	                       result(c, "past_as_priced"), below, above,
	                       result(c, "past_covered")));
	if (below != above)
		paragraph(c, STYLE_WRAP,
		          below > above ? TEXT_CONFIDENCE_DEAR : TEXT_CONFIDENCE_CHEAP);
	if (!is_own)
		paragraph(c, STYLE_SMALL_TOP,
		          arena_printf(a, TEXT_CONFIDENCE_SAME_WORK,
		                       grouped(a, result(c, "past_hours_actual")),
		                       grouped(a, result(c, "past_hours_estimated"))));
}

/* The rows are kept before the table is there, whose names the answers use. */
static void keep_questions(struct confidence *c)
{
	section(c, TEXT_CONFIDENCE_ASK);
	c->offer = c->row + 1;
	c->budget = c->offer + 2;
	c->date = c->budget + 1;
	c->row = c->date + 2;
	write_held(c);
}

/* What is offered, whatever is asked below. */
static void write_offer(struct confidence *c)
{
	struct book *b = c->b;
	int price = c->offer, finish = price + 1;

	book_text(b, c->w, price, 0, STYLE_BOLD, TEXT_OFFERED_PRICE);
	book_live(b, c->w, price, COL_COST_RATIO, STYLE_AMOUNT_LEFT, "price_offered");
	write_answer(c, price, "offer_price_odds", "conf_cost", "price_offered");
	book_text(b, c->w, finish, 0, STYLE_BOLD, TEXT_OFFERED_FINISH);
	book_live(b, c->w, finish, COL_COST_RATIO, STYLE_DATE_LEFT, "finish_offered");
	write_answer(c, finish, "offer_finish_odds", "conf_weeks",
	             arena_printf(b->a,
	                          "(NETWORKDAYS(first_day,finish_offered,holidays)/%d)",
	                          WEEK_DAYS));
}

static void write_questions(struct confidence *c)
{
	static const char *const titles[] = { "", TEXT_CONFIDENCE_TYPE,
		                              TEXT_CONFIDENCE_ANSWER,
		                              TEXT_CONFIDENCE_ROW };
	struct book *b = c->b;
	double budget = result(c, "budget"), by = date_serial(book_result(b, "by", ""));
	int row = c->row, weeks = c->date + 1;

	c->row = c->offer - 1;
	heads(c, titles, 4);
	book_text(b, c->w, c->row - 1, COL_COST, STYLE_HEAD_INDENT, "");
	book_blank(b, c->w, c->row - 1, COL_WEEKS, COL_FINISH, STYLE_HEAD);
	c->row = row;
	write_offer(c);
	book_text(b, c->w, c->budget, 0, STYLE_BOLD, TEXT_CONFIDENCE_BUDGET);
	if (budget > 0)
		book_number(b, c->w, c->budget, COL_COST_RATIO, STYLE_EDIT_AMOUNT,
		            budget);
	else
		book_live(b, c->w, c->budget, COL_COST_RATIO, STYLE_EDIT_AMOUNT,
		          "price_offered");
	validate(c->w, c->budget, 0, 1e12);
	book_name(b, "budget_asked", SHEET_CONFIDENCE, c->budget, COL_COST_RATIO);
	write_answer(c, c->budget, "budget_probability", "conf_cost", "budget_asked");
	book_text(b, c->w, c->date, 0, STYLE_BOLD, TEXT_CONFIDENCE_DATE);
	if (by > 0)
		book_number(b, c->w, c->date, COL_COST_RATIO, STYLE_EDIT_DATE, by);
	else
		book_live(b, c->w, c->date, COL_COST_RATIO, STYLE_EDIT_DATE,
		          "finish_offered");
	validate(c->w, c->date, 36526, 73050);
	book_name(b, "date_asked", SHEET_CONFIDENCE, c->date, COL_COST_RATIO);
	/* The most that still end on that date. */
	book_text(b, c->w, weeks, 0, STYLE_LABEL, TEXT_CONFIDENCE_WEEKS_TO_DATE);
	book_live(
	    b, c->w, weeks, COL_COST_RATIO, STYLE_WEEKS,
	    "IF(date_asked<first_day,0,NETWORKDAYS(first_day,date_asked,holidays)/%d)",
	    WEEK_DAYS);
	write_answer(c, c->date, "date_probability", "conf_weeks",
	             book_at(b, weeks, COL_COST_RATIO));
}

static void insert_curves(struct confidence *c, int row)
{
	struct book *b = c->b;
	struct curve cost = { .sheet = SHEET_CONFIDENCE,
		              .first = c->first,
		              .last = c->last,
		              .x = COL_COST,
		              .share = COL_LABEL,
		              .point_row = c->budget,
		              .point_x = COL_COST_RATIO,
		              .point_share = COL_WEEKS_RATIO,
		              .name = TEXT_CURVE_COST_NAME,
		              .point_name = TEXT_CURVE_BUDGET,
		              .format = "#,##0,",
		              .title = book_money_title(b, c->w, SHEET_CONFIDENCE,
		                                        row + 1, 0, TEXT_CURVE_COST) };
	struct curve finish = cost;
	lxw_chart_options left = { .x_offset = 4, .y_offset = 4, .y_scale = 1.08 };
	lxw_chart_options right = left;

	finish.x = COL_FINISH;
	finish.point_row = c->date;
	finish.name = TEXT_CURVE_FINISH_NAME;
	finish.point_name = TEXT_CURVE_DATE;
	finish.format = "yyyy-mm-dd";
	finish.title = TEXT_CURVE_FINISH;
	worksheet_insert_chart_opt(c->w, (lxw_row_t)row, 0, book_curve(b, &cost), &left);
	left.x_scale = 1.02;
	right.x_scale = 0.82;
	right.x_offset = 10;
	worksheet_insert_chart_opt(c->w, (lxw_row_t)row, COL_HOURS,
	                           book_curve(b, &finish), &right);
}

/* ---- where the spread comes from -------------------------------------------------- */

static void write_spread(struct confidence *c, const char *label, double sd, int total,
                         const char *note)
{
	struct book *b = c->b;
	const char *own = book_at(b, c->row, COL_COST_RATIO);

	book_text(b, c->w, c->row, 0, c->row == total ? STYLE_BOLD : STYLE_TOP, label);
	book_number(b, c->w, c->row, COL_COST_RATIO, STYLE_FACTOR, sd);
	book_live(b, c->w, c->row, COL_WEEKS_RATIO, STYLE_PART, "IF(%s>0,%s^2/%s^2,0)",
	          book_at(b, total, COL_COST_RATIO), own,
	          book_at(b, total, COL_COST_RATIO));
	book_live(b, c->w, c->row, COL_HOURS, STYLE_PERCENT, "EXP(0.8416*%s)-1", own);
	book_text(b, c->w, c->row++, COL_COST, STYLE_NOTE_TOP, note);
}

/* Parts of the variance of ln, which add up. What follows the common factor is split as
 * the squares of its own two parts are. */
static void write_spreads(struct confidence *c)
{
	static const char *const titles[] = { TEXT_SPREAD_WHAT, TEXT_SPREAD_SD,
		                              TEXT_SPREAD_SHARE, TEXT_SPREAD_P80 };
	struct book *b = c->b;
	const struct input *in = figures_input(b->m, "common_sd_ln");
	double all = result(c, "common_sd_ln"), common = in ? in->number : 0;
	double share = all > 0 ? fmin(1, common / all) : 1;
	double follows = result(c, "sd_ln_common");
	bool is_counted = store_is_counts_only(b->store);
	int total;

	section(c, TEXT_SPREAD_TITLE);
	heads(c, titles, 4);
	book_text(b, c->w, c->row - 1, COL_COST, STYLE_HEAD_INDENT, "");
	book_blank(b, c->w, c->row - 1, COL_WEEKS, COL_FINISH, STYLE_HEAD);
	total = c->row + 3;
	write_spread(c, TEXT_SPREAD_COMMON, follows * share, total, NOTE_SPREAD_COMMON);
	write_spread(c, is_counted ? TEXT_SPREAD_UNSEEN : TEXT_SPREAD_COVERAGE,
	             follows * sqrt(1 - share * share), total,
	             is_counted ? NOTE_SPREAD_UNSEEN
	                        : arena_printf(b->a, NOTE_SPREAD_COVERAGE,
	                                       100 * result(c, "coverage")));
	write_spread(c, TEXT_SPREAD_ITEMS, result(c, "sd_ln_other"), total,
	             NOTE_SPREAD_ITEMS);
	write_spread(c, TEXT_SPREAD_ALL, result(c, "sd_ln"), total, NOTE_SPREAD_ALL);
}

/* ---- what moves it ----------------------------------------------------------------- */

static void write_mover(struct confidence *c, sqlite3_stmt *q)
{
	struct book *b = c->b;
	const struct figures *m = b->m;
	const char *kind = (const char *)sqlite3_column_text(q, 1);
	bool is_event = kind && strcmp(kind, "risk") == 0;
	int r = c->row++;

	book_text(b, c->w, r, COL_LABEL, STYLE_WRAP,
	          (const char *)sqlite3_column_text(q, 0));
	for (int i = 0; i < 2; i++) {
		double hours = sqlite3_column_double(q, 2 + i);

		/* Events cost what they cost; all else grows with the whole. */
		if (is_event)
			book_number(b, c->w, r, COL_HOURS + i * 2, STYLE_HOURS, hours);
		else {
			book_number(b, c->w, r, COL_COST_RATIO + i, STYLE_PERCENT1,
			            m->hours > 0 ? hours / m->hours : 0);
			book_live(b, c->w, r, COL_HOURS + i * 2, STYLE_HOURS,
			          "total_hours*%s", book_at(b, r, COL_COST_RATIO + i));
		}
		book_live(b, c->w, r, COL_COST + i * 2, STYLE_MONEY, "%s*billed_rate",
		          book_at(b, r, COL_HOURS + i * 2));
	}
	worksheet_set_row(c->w, (lxw_row_t)r,
	                  book_height(STYLE_WRAP, widths[COL_LABEL],
	                              (const char *)sqlite3_column_text(q, 0)),
	                  NULL);
	book_text(b, c->w, r, COLUMNS, STYLE_SMALL_TOP,
	          (const char *)sqlite3_column_text(q, 4));
}

static void insert_tornado(struct confidence *c, int first, int last, int row)
{
	static const struct bar bars[] = { { COL_COST, BAR_LIGHT, TEXT_TORNADO_LOW },
		                           { COL_FINISH, BAR_DARK, TEXT_TORNADO_HIGH } };
	struct bars t = { .sheet = SHEET_CONFIDENCE,
		          .first = first,
		          .last = last,
		          .bar = bars,
		          .count = 2,
		          .format = "#,##0,",
		          .title = book_money_title(c->b, c->w, SHEET_CONFIDENCE, row + 1,
		                                    0, TEXT_TORNADO_TITLE),
		          .has_legend = true,
		          .is_top_down = true,
		          .is_two_sided = true };
	lxw_chart_options size = { .x_offset = 4, .y_offset = 4, .x_scale = 1.9 };

	size.y_scale = (110 + 24.0 * (last - first + 1)) / 288;
	worksheet_insert_chart_opt(c->w, (lxw_row_t)row, 0, book_bars(c->b, &t), &size);
}

static bool write_tornado(struct confidence *c, struct err *e)
{
	static const char *const titles[COLUMNS] = {
		TEXT_TORNADO_WHAT,      TEXT_TORNADO_SHARE_LOW, TEXT_TORNADO_SHARE_HIGH,
		TEXT_TORNADO_HOURS_LOW, TEXT_TORNADO_COST_LOW,  TEXT_TORNADO_HOURS_HIGH,
		TEXT_TORNADO_COST_HIGH,
	};
	struct book *b = c->b;
	sqlite3_stmt *q = store_select(b->store, b->a, e,
	                               "SELECT label, kind, low_hours, high_hours, source"
	                               " FROM tornado ORDER BY rank");
	int n = (int)store_number(b->store, 0, "SELECT count(*) FROM tornado"), chart,
	    first;

	if (!q)
		return false;
	section(c, TEXT_TORNADO);
	paragraph(c, STYLE_WRAP, NOTE_TORNADO);
	if (n == 0) {
		book_text(b, c->w, c->row++, 0, STYLE_LABEL, TEXT_NO_ROWS);
		return true;
	}
	chart = c->row;
	c->row += (int)((130 + 24.0 * (n < TORNADO_BARS ? n : TORNADO_BARS)) / 20) + 1;
	begin_block(c);
	heads(c, titles, COLUMNS);
	book_text(b, c->w, c->row - 1, COLUMNS, STYLE_HEAD_INDENT, TEXT_TORNADO_SOURCE);
	first = c->row;
	while (sqlite3_step(q) == SQLITE_ROW)
		write_mover(c, q);
	insert_tornado(c, first, n < TORNADO_BARS ? c->row - 1 : first + TORNADO_BARS - 1,
	               chart);
	return true;
}

bool book_confidence(struct book *b, lxw_worksheet *w, struct err *e)
{
	struct confidence c = { .b = b, .w = w, .row = 2 };
	int curves;

	for (int i = 0; i < COLUMNS; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	worksheet_set_column(w, COLUMNS, COLUMNS, 80, NULL);
	book_heading(b, w, SHEET_CONFIDENCE, TEXT_CONFIDENCE_INTRO);
	if (b->m->is_nothing) {
		book_text(b, w, 3, 0, STYLE_LABEL, TEXT_CONFIDENCE_NOTHING);
		return true;
	}
	keep_questions(&c);
	curves = c.row;
	c.row += CHART_ROWS;
	write_class(&c);
	write_spreads(&c);
	if (!write_percentiles(&c, e) || !write_tornado(&c, e))
		return false;
	write_questions(&c);
	insert_curves(&c, curves);
	begin_block(&c);
	book_page_print(b, w, 0, 0, c.row, COLUMNS - 1);
	worksheet_set_portrait(w);
	return true;
}
