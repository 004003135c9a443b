/* book_scenarios.c - the sheet Scenarios: the same work otherwise, beside the offer. */
#include "book/book_scenarios.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "book/book_chart.h"
#include "book/book_plan.h"
#include "sheet/book_text.h"

enum {
	COL_LABEL,
	COL_HOURS,
	COL_PRICE,
	COL_P50,
	COL_P80,
	COL_WEEKS,
	COL_FINISH,
	COL_DELTA,
	COL_DELTA_SHARE,
	COL_TEXT,
	COL_SOURCE,
	COL_INPUTS,
	COL_HOURS_RATIO,
	COL_PRICE_RATIO,
	COL_P50_RATIO,
	COL_P80_RATIO,
	COL_WEEKS_RATIO,
	COLUMNS
};
static const struct {
	const char *title;
	double width;
	bool is_text;
} columns[COLUMNS] = {
	{ TEXT_SCENARIO_WAY, 40, true },
	{ TEXT_SCENARIO_HOURS, 10, false },
	{ TEXT_SCENARIO_PRICE, 12.5, false },
	{ TEXT_SCENARIO_P50, 12.5, false },
	{ TEXT_SCENARIO_P80, 12.5, false },
	{ TEXT_SCENARIO_WEEKS, 9, false },
	{ TEXT_SCENARIO_FINISH, 12, false },
	{ TEXT_SCENARIO_DELTA, 12.5, false },
	{ TEXT_SCENARIO_DELTA_SHARE, 10, false },
	{ TEXT_SCENARIO_TEXT, 55, true },
	{ TEXT_SCENARIO_SOURCE, 46, true },
	{ TEXT_SCENARIO_INPUTS, 24, true },
	{ TEXT_SCENARIO_HOURS_RATIO, 10, false },
	{ TEXT_SCENARIO_PRICE_RATIO, 10, false },
	{ TEXT_SCENARIO_P50_RATIO, 10, false },
	{ TEXT_SCENARIO_P80_RATIO, 10, false },
	{ TEXT_SCENARIO_WEEKS_RATIO, 10, false },
};
enum { CHART_ROWS_MAX = 24, GROUPS_MAX = 3, ROW_PIXELS = 20, SIDE_PIXELS = 680 };

struct scenarios {
	struct book *b;
	lxw_worksheet *w;
	int row;
	struct group {
		int first, last;   /* rows */
		const char *chart; /* title of their chart */
	} group[GROUPS_MAX];
	int groups;
};

/* What an alternative comes to, each against the same of the estimate. */
struct ratios {
	double hours, price, p50, p80, weeks;
};

static void section(struct scenarios *s, const char *title)
{
	book_blank(s->b, s->w, s->row, 0, COL_INPUTS, STYLE_SECTION);
	book_text(s->b, s->w, s->row, 0, STYLE_SECTION, title);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 22, NULL);
}

/* ---- one way ----------------------------------------------------------------------- */

static void write_words(struct scenarios *s, int r, const char *label, const char *text,
                        const char *source, const char *inputs)
{
	struct book *b = s->b;
	double height = book_height(STYLE_WRAP, columns[COL_LABEL].width, label);

	book_text(b, s->w, r, COL_LABEL, STYLE_WRAP, label);
	height = fmax(height,
	              book_paragraph(b, s->w, r, COL_TEXT, COL_TEXT, STYLE_NOTE_WRAP,
	                             columns[COL_TEXT].width - 2, text));
	height = fmax(height,
	              book_paragraph(b, s->w, r, COL_SOURCE, COL_SOURCE, STYLE_SMALL_TOP,
	                             columns[COL_SOURCE].width - 2, source));
	book_text(b, s->w, r, COL_INPUTS, STYLE_SMALL_TOP, inputs);
	worksheet_set_row(s->w, (lxw_row_t)r, fmax(16, height), NULL);
}

/* Against what is offered. */
static void write_delta(struct scenarios *s, int r)
{
	struct book *b = s->b;

	book_live(b, s->w, r, COL_DELTA, STYLE_CHANGE, "%s-price_offered",
	          book_at(b, r, COL_PRICE));
	book_live(b, s->w, r, COL_DELTA_SHARE, STYLE_CHANGE_SHARE,
	          "IF(price_offered>0,ROUND(%s/price_offered,2),0)",
	          book_at(b, r, COL_DELTA));
}

static void write_finish(struct scenarios *s, int r)
{
	book_live(s->b, s->w, r, COL_FINISH, STYLE_DATE, "%s",
	          book_finish_after(s->b, "first_day", book_at(s->b, r, COL_WEEKS)));
}

/* ---- the same work, paid otherwise ------------------------------------------------- */

/* One way to pay; the one that is offered is marked. */
static void write_payment(struct scenarios *s, const char *label, const char *appetite,
                          const char *price, const char *weeks, const char *text,
                          const char *source)
{
	struct book *b = s->b;
	int r = s->row++;

	write_words(s, r, label, text, source, "");
	book_live(b, s->w, r, COL_LABEL, STYLE_WRAP,
	          "IF(risk_appetite=\"%s\",\"" SIGN_CHOSEN "\",\"" SIGN_NOT_CHOSEN
	          "\")&\"  %s\"",
	          appetite, label);
	book_live(b, s->w, r, COL_HOURS, STYLE_HOURS, "total_hours");
	book_live(b, s->w, r, COL_PRICE, STYLE_MONEY, "%s", price);
	book_live(b, s->w, r, COL_P50, STYLE_MONEY, "ROUND(cost_p50,0)");
	book_live(b, s->w, r, COL_P80, STYLE_MONEY, "ROUND(cost_p80,0)");
	book_live(b, s->w, r, COL_WEEKS, STYLE_WEEKS, "%s", weeks);
	write_finish(s, r);
	write_delta(s, r);
}

static void end_group(struct scenarios *s, int first, const char *chart)
{
	s->group[s->groups++] = (struct group){ first, s->row - 1, chart };
}

static void write_payments(struct scenarios *s)
{
	int first;

	section(s, TEXT_SCENARIO_PAID);
	first = s->row;
	write_payment(s, TEXT_SCENARIO_EXPECTED, "expected", "total_price",
	              "weeks_expected*(1+contingency)", NOTE_SCENARIO_EXPECTED, "");
	write_payment(s, TEXT_SCENARIO_FIXED, "P80", "ROUND(cost_p80,0)", "weeks_p80",
	              NOTE_SCENARIO_FIXED, NOTE_SCENARIO_SIMULATED);
	write_payment(s, TEXT_SCENARIO_HOURLY, "P50", "ROUND(cost_p50,0)", "weeks_p50",
	              NOTE_SCENARIO_HOURLY, NOTE_SCENARIO_SIMULATED);
	write_payment(s, TEXT_SCENARIO_SAFE, "P90", "ROUND(cost_p90,0)", "weeks_p90",
	              NOTE_SCENARIO_SAFE, NOTE_SCENARIO_SIMULATED);
	end_group(s, first, TEXT_SCENARIO_CHART_PAID);
	s->row++;
}

/* ---- the work done otherwise ---------------------------------------------------------
 */

/* "ai_assistance=0.5": the factor; 0 when other inputs are set, too. */
static double ai_of(const char *inputs)
{
	static const char key[] = "ai_assistance=";
	char *end;
	double x;

	if (strncmp(inputs, key, sizeof key - 1) != 0)
		return 0;
	x = strtod(inputs + sizeof key - 1, &end);
	return *end ? 0 : x;
}

/* How much the hours change with the factor on coding work: from 1 to the furthest that
 * was priced. The hours are nearly a line in it. */
static double ai_slope(struct book *b, const char *column, double base)
{
	double factor[2] = { 1, 1 }, value[2] = { base, base };
	struct err ignored;
	sqlite3_stmt *q = store_select(b->store, b->a, &ignored,
	                               "SELECT inputs, %s FROM alternative", column);

	while (q && base > 0 && sqlite3_step(q) == SQLITE_ROW) {
		double x = ai_of((const char *)sqlite3_column_text(q, 0));
		int at = x < 1 ? 0 : 1;

		if (x > 0 && fabs(x - 1) > fabs(factor[at] - 1)) {
			factor[at] = x;
			value[at] = sqlite3_column_double(q, 1);
		}
	}
	return factor[0] == factor[1] || base <= 0
	         ? 0
	         : (value[1] - value[0]) / (factor[1] - factor[0]) / base;
}

static void write_ratios(struct scenarios *s, int r, const struct ratios *x)
{
	const double v[] = { x->hours, x->price, x->p50, x->p80, x->weeks };

	for (int i = 0; i < 5; i++)
		book_number(s->b, s->w, r, COL_HOURS_RATIO + i, STYLE_FACTOR, v[i]);
}

/* The ratios are of the inputs that the estimate had. A way with a factor of AI of its
 * own is not moved by the one on Inputs: what that does to the offer is divided out. */
static void write_way(struct scenarios *s, const char *label, const char *text,
                      const char *inputs, const char *source, const struct ratios *x,
                      const double slope[2])
{
	static const char *const base[] = { "total_hours", "price_offered",
		                            "cost_expected", "cost_expected",
		                            "weeks_offered" };
	static const int at[] = { COL_HOURS, COL_PRICE, COL_P50, COL_P80, COL_WEEKS };
	static const enum book_style style[] = { STYLE_HOURS, STYLE_MONEY, STYLE_MONEY,
		                                 STYLE_MONEY, STYLE_WEEKS };
	struct book *b = s->b;
	int r = s->row++;
	bool is_ai = ai_of(inputs) > 0;

	write_words(s, r, label, text, source, inputs);
	write_ratios(s, r, x);
	for (int i = 0; i < 5; i++)
		book_live(b, s->w, r, at[i], style[i],
		          style[i] == STYLE_MONEY ? "ROUND(%s*%s%s,0)" : "%s*%s%s",
		          base[i], book_at(b, r, COL_HOURS_RATIO + i),
		          is_ai ? arena_printf(b->a, "/(1+(ai_assistance-1)*%.6f)",
		                               slope[i == 4])
		                : "");
	write_finish(s, r);
	write_delta(s, r);
}

static double ratio(double x, double of)
{
	return of > 0 ? x / of : 0;
}

static bool write_ways(struct scenarios *s, const char *title, const char *chart,
                       const char *none, const char *sql, struct err *e)
{
	struct book *b = s->b;
	const struct figures *m = b->m;
	/* Of a way they hold its contingency, as its price does. */
	double weeks = m->weeks * (1 + figures_number(m, "contingency"));
	const double slope[2] = { ai_slope(b, "hours", m->hours),
		                  ai_slope(b, "weeks", weeks) };
	sqlite3_stmt *q = store_select(b->store, b->a, e, "%s", sql);
	int first = -1;

	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		const struct ratios x = {
			ratio(sqlite3_column_double(q, 3), m->hours),
			ratio(sqlite3_column_double(q, 4), m->total),
			ratio(sqlite3_column_double(q, 5), m->hours * m->rate),
			ratio(sqlite3_column_double(q, 6), m->hours * m->rate),
			ratio(sqlite3_column_double(q, 7), weeks),
		};

		if (first < 0) {
			section(s, title);
			first = s->row;
		}
		write_way(s, (const char *)sqlite3_column_text(q, 0),
		          (const char *)sqlite3_column_text(q, 1),
		          (const char *)sqlite3_column_text(q, 2),
		          (const char *)sqlite3_column_text(q, 8), &x, slope);
	}
	if (first >= 0)
		end_group(s, first, chart);
	else if (*none) {
		section(s, title);
		book_text(b, s->w, s->row++, 0, STYLE_LABEL, none);
	}
	s->row++;
	return true;
}

/* ---- the sheet ------------------------------------------------------------ */

/* A chart each, as a head between the rows would be a bar of nothing; two side by side.
 */
static void insert_charts(struct scenarios *s)
{
	static const struct bar bar = { COL_PRICE, BAR_MIDDLE, NULL };
	int last = s->row;

	for (int i = 0; i < s->groups; i++) {
		const struct group *g = &s->group[i];
		lxw_chart_options size = { .x_offset = 4 + i % 2 * SIDE_PIXELS,
			                   .y_offset = 4,
			                   .x_scale = SIDE_PIXELS / 480.0 - 0.02 };
		int rows = g->last - g->first + 1;
		struct bars c = { .sheet = SHEET_SCENARIOS,
			          .first = g->first,
			          .last = g->last,
			          .bar = &bar,
			          .count = 1,
			          .format = "#,##0,",
			          .is_top_down = true,
			          .has_numbers = true };

		if (i % 2 == 0)
			s->row = last;
		c.title = book_money_title(s->b, s->w, SHEET_SCENARIOS, s->row + 1, i % 2,
		                           g->chart);
		size.y_scale =
		    (90 + 22.0 * (rows < CHART_ROWS_MAX ? rows : CHART_ROWS_MAX)) / 288;
		worksheet_insert_chart_opt(s->w, (lxw_row_t)s->row, 0,
		                           book_bars(s->b, &c), &size);
		last = (int)fmax(last,
		                 s->row + (int)(size.y_scale * 288 / ROW_PIXELS) + 2);
	}
	s->row = last;
}

static void write_head(struct scenarios *s)
{
	struct book *b = s->b;

	for (int i = 0; i < COLUMNS; i++) {
		worksheet_set_column(s->w, (lxw_col_t)i, (lxw_col_t)i, columns[i].width,
		                     NULL);
		book_text(b, s->w, s->row, i,
		          i == 0               ? STYLE_HEAD
		          : columns[i].is_text ? STYLE_HEAD_INDENT
		                               : STYLE_HEAD_RIGHT,
		          columns[i].title);
	}
	worksheet_set_row(s->w, (lxw_row_t)s->row, 42, NULL);
	worksheet_repeat_rows(s->w, (lxw_row_t)s->row, (lxw_row_t)s->row);
	worksheet_freeze_panes(s->w, (lxw_row_t)++s->row, 1);
}

bool book_scenarios(struct book *b, lxw_worksheet *w, struct err *e)
{
	struct scenarios s = { .b = b, .w = w, .row = 3 };

	book_heading(b, w, SHEET_SCENARIOS, TEXT_SCENARIOS_INTRO);
	write_head(&s);
	if (b->m->is_nothing) {
		book_text(b, w, s.row, 0, STYLE_LABEL, TEXT_NO_ROWS);
		worksheet_print_area(w, 0, 0, (lxw_row_t)s.row, COL_TEXT);
		return true;
	}
	write_payments(&s);
	if (!write_ways(&s, TEXT_SCENARIO_OTHERWISE, TEXT_SCENARIO_CHART_DONE,
	                TEXT_SCENARIO_NONE,
	                "SELECT label, text, inputs, hours, total, cost_p50, cost_p80,"
	                " weeks, source FROM alternative ORDER BY rank",
	                e) ||
	    !write_ways(&s, TEXT_SCENARIO_ASKED, TEXT_SCENARIO_CHART_ASKED, "",
	                "SELECT name, text, inputs, hours, total, cost_p50, cost_p80,"
	                " weeks, '' FROM scenario ORDER BY rank",
	                e))
		return false;
	book_text(b, w, s.row - 1, 0, STYLE_NOTE_TOP, NOTE_SCENARIO_RATIOS);
	s.row++;
	insert_charts(&s);
	worksheet_print_area(w, 0, 0, (lxw_row_t)s.row, COL_TEXT);
	return true;
}
