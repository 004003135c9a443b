/* book_summary.c - the sheet Summary: class, bands, counts, drivers, checks, charts. */
#include "book/book_summary.h"

#include <math.h>
#include <string.h>

#include "book/book_chart.h"
#include "book/book_effort.h"
#include "book/book_inputs.h"
#include "book/book_page.h"
#include "book/book_plan.h"
#include "sheet/book_text.h"
#include "sheet/counted.h"

enum { COLUMNS = 7, LAST = COLUMNS - 1 };
/* Of a chart, up to the edge of the page; rows that it is higher than its table. */
static const double CHART_WIDE = 0.69;
enum { CHART_MORE = 2, STATUS_ROW = 2 };
/* Of a page upright. */
static const double widths[COLUMNS] = { 37, 14, 14, 14, 13, 14, 21 };
/* From here on, the figures above them have smaller letters. */
static const double LARGE = 9999999;
enum { WIDTH = 37 + 3 * 14 + 13 + 14 + 21 };

struct summary {
	struct book *b;
	lxw_worksheet *w;
	int row;
	int begun; /* row of the section that is written; 0: none */
	int phases_first, phases_last, chart_data;
};

/* A section stays on a page. */
static void end_section(struct summary *s)
{
	if (s->begun)
		book_page_keep(s->b, s->w, s->begun, s->row - 1);
}

static void section(struct summary *s, const char *title)
{
	end_section(s);
	s->begun = ++s->row;
	book_blank(s->b, s->w, s->row, 0, LAST, STYLE_SECTION);
	book_text(s->b, s->w, s->row, 0, STYLE_SECTION, title);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 22, NULL);
}

static void heads(struct summary *s, const char *const *titles, int n)
{
	for (int i = 0; i < n; i++)
		book_text(s->b, s->w, s->row, i,
		          i == 0      ? STYLE_HEAD
		          : i == LAST ? STYLE_HEAD_INDENT
		                      : STYLE_HEAD_RIGHT,
		          titles[i]);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 18, NULL);
}

/* ---- the figures -------------------------------------------------------- */

/* Below what is offered, how likely it is kept. */
static void write_odds(struct summary *s, int row)
{
	static const struct {
		int col;
		const char *formula;
	} v[] = {
		{ 2, "ROUND(100*offer_price_odds,0)&\"" TEXT_SUMMARY_KEPT "\"" },
		{ 4, "ROUND(weeks_expected,1)&\"" TEXT_SUMMARY_PLANNED "\"" },
		{ 5, "ROUND(100*offer_finish_odds,0)&\"" TEXT_SUMMARY_KEPT "\"" },
	};

	for (size_t i = 0; i < sizeof v / sizeof *v && !s->b->m->is_nothing; i++)
		book_live(s->b, s->w, row, v[i].col, STYLE_LABEL_RIGHT_WRAP, "%s",
		          v[i].formula);
}

static void write_figures(struct summary *s)
{
	struct book *b = s->b;
	static const char *const labels[] = { TEXT_SUMMARY_CLASS, TEXT_PRICE,
		                              TEXT_OFFERED_PRICE, TEXT_SUMMARY_P80,
		                              TEXT_OFFERED_WEEKS, TEXT_OFFERED_FINISH };
	enum book_style money = notation_room(&b->notation, b->m->price) > LARGE
	                          ? STYLE_LONG_MONEY
	                          : STYLE_BIG_MONEY;
	int r = s->row + 1;

	for (int i = 0; i < 6; i++)
		book_text(b, s->w, s->row, i, i ? STYLE_LABEL_RIGHT_WRAP : STYLE_LABEL,
		          labels[i]);
	for (int i = 0; i < 3; i++)
		worksheet_set_row(s->w, (lxw_row_t)(s->row + i), i == 1 ? 28 : 15, NULL);
	book_text(b, s->w, r, 0, STYLE_BIG_CLASS, book_result(b, "class", ""));
	book_live(b, s->w, r, 1, money, "price_expected");
	book_live(b, s->w, r, 2, money, "price_offered");
	book_live(b, s->w, r, 3, money, "cost_p80");
	book_live(b, s->w, r, 4, STYLE_BIG_WEEKS, "weeks_offered");
	book_live(b, s->w, r, 5, STYLE_BIG_DATE, "finish_offered");
	write_odds(s, r + 1);
	s->row += 4;
}

/* Below the title, once something is reported: to act when the work as it goes ends
 * behind what is offered, or draws more than the contingency; to watch when it costs more
 * or goes slower than planned by more than a percent. */
static void write_status(struct summary *s)
{
	struct book *b = s->b;
	const struct notation *n = &b->notation;

	if (b->phase_last < b->phase_first)
		return;
	book_live(b, s->w, STATUS_ROW, 0, STYLE_BOLD,
	          "IF(AND(tracking_ac=0,tracking_ev=0),\"" TEXT_RUNS_NONE "\","
	          "IF(OR(AND(contingency_offered>0,contingency_left<0),"
	          "forecast_p50>tracking_offered),"
	          "\"" TEXT_RUNS_ACT "\","
	          "IF(OR(tracking_eac>1.01*tracking_budget,tracking_pv>1.01*tracking_ev),"
	          "\"" TEXT_RUNS_WATCH "\",\"" TEXT_RUNS_ON "\"))&\": \"&%s&\", \"&"
	          "ROUND(100*tracking_share,0)&\"%s\"&tracking_cpi&"
	          "\"" TEXT_RUNS_SPI "\"&tracking_spi&\"" TEXT_RUNS_FORECAST "\"&%s&"
	          "\"" TEXT_RUNS_OFFERED "\"&%s&\"" TEXT_RUNS_LEFT
	          "\"&FIXED(contingency_left,0)&\" \"&currency)",
	          notation_day_formula(n, b->a, "status_date"), TEXT_RUNS_DONE,
	          notation_day_formula(n, b->a, "forecast_p50"),
	          notation_day_formula(n, b->a, "tracking_offered"));
	book_name(b, "project_status", SHEET_SUMMARY, STATUS_ROW, 0);
}

/* What the sheet Decision comes to, where a reader of the price cannot miss it. */
static void write_advice(struct summary *s)
{
	struct book *b = s->b;

	if (store_number(b->store, 0, "SELECT count(*) FROM decision") == 0)
		return;
	book_merge(b, s->w, s->row, 0, s->row, LAST, STYLE_WRAP_BOLD);
	book_live(b, s->w, s->row, 0, STYLE_WRAP_BOLD,
	          "\"" TEXT_SUMMARY_ADVICE "\"&INDEX(decision_text,decision_best)&"
	          "\" (\"&ROUND(MAX(decision_score),1)&\"" TEXT_SUMMARY_OF_10 "\"");
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 30, NULL);
}

static void paragraph(struct summary *s, const char *text)
{
	double height;

	if (!*text)
		return;
	height = book_paragraph(s->b, s->w, s->row, 0, LAST, STYLE_WRAP, WIDTH, text);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, height < 16 ? 16 : height, NULL);
}

static void fact_row(struct summary *s, const char *label, double value, const char *note)
{
	book_text(s->b, s->w, s->row, 0, STYLE_TOP, label);
	book_number(s->b, s->w, s->row, 1, STYLE_COUNT, value);
	book_text(s->b, s->w, s->row++, 2, STYLE_NOTE, note);
}

static void write_counts(struct summary *s)
{
	static const char *const drivers[][2] = { { "endpoints", "Endpoints" },
		                                  { "models", "Models" },
		                                  { "jobs", "Background jobs" } };
	struct book *b = s->b;
	const struct counted counted = { b->store, b->a, NULL };
	double coverage = store_number(b->store, -1,
	                               "SELECT CAST(value AS REAL) FROM result"
	                               " WHERE key = 'coverage'");
	double unknown = store_number(b->store, 0,
	                              "SELECT whole - part FROM coverage"
	                              " WHERE what = 'libraries'");
	double skipped;

	section(s, TEXT_SUMMARY_COUNTS);
	for (int d = 0; d < 3; d++) {
		const char *n = book_effort_driver(b, drivers[d][0]);
		double in_part = counted_in_part(&counted, drivers[d][0]);

		fact_row(s, drivers[d][1], 0,
		         in_part > 0
		             ? arena_printf(b->a, TEXT_SUMMARY_IN_PART,
		                            counted_number(&counted, drivers[d][0]),
		                            in_part)
		             : "priced");
		/* "25.5": what is priced in part counts as that. */
		if (*n)
			book_live(b, s->w, s->row - 1, 1,
			          in_part > 0 ? STYLE_HOURS : STYLE_COUNT, "%s", n);
	}
	fact_row(s, "Services",
	         store_number(b->store, 0,
	                      "SELECT value + 0 FROM input WHERE key = 'services'"),
	         "with endpoints");
	fact_row(s, "Files read", store_number(b->store, 0, "SELECT count(*) FROM file"),
	         arena_printf(b->a, TEXT_OF_SOURCE,
	                      store_number(b->store, 0,
	                                   "SELECT count(*) FROM file"
	                                   " WHERE kind = 'source'")));
	fact_row(s, "Lines of code",
	         store_number(b->store, 0, "SELECT total(code_lines) FROM file"), "");
	skipped = store_number(b->store, 0,
	                       "SELECT count(*) FROM not_read WHERE NOT is_open");
	fact_row(s, TEXT_SUMMARY_NOT_READ,
	         store_number(b->store, 0, "SELECT count(*) FROM not_read"),
	         skipped > 0 ? arena_printf(b->a, TEXT_SUMMARY_SKIPPED, skipped) : "");
	if (unknown > 0)
		fact_row(s, TEXT_SUMMARY_UNKNOWN, unknown, NOTE_SUMMARY_UNKNOWN);
	if (coverage >= 0) {
		book_text(b, s->w, s->row, 0, STYLE_TOP, "Coverage");
		book_number(b, s->w, s->row, 1, STYLE_PERCENT1, coverage);
		book_text(b, s->w, s->row++, 2, STYLE_NOTE, NOTE_SUMMARY_COVERAGE);
	}
	book_text(b, s->w, s->row, 0, STYLE_TOP, TEXT_TOTAL_HOURS);
	book_live(b, s->w, s->row++, 1, STYLE_HOURS, "total_hours");
	book_text(b, s->w, s->row, 0, STYLE_TOP, TEXT_SUMMARY_DAYS);
	book_name(b, "person_days", SHEET_SUMMARY, s->row, 1);
	book_live(b, s->w, s->row++, 1, STYLE_HOURS, "total_hours/hours_per_day");
}

/* ---- bands -------------------------------------------------------------- */

enum { BANDS_MAX = 16 };

struct band_row {
	const char *name;
	int row;
	bool is_open;
};

enum { BAND_PRICE = 1, BAND_WEEKS = 3 }; /* columns of the lower limit */

/* In words, where a value lies among the limits of the bands. */
static const char *place_formula(struct summary *s, const char *value, int limit,
                                 const struct band_row *v, int n)
{
	struct book *b = s->b;
	struct arena *a = b->a;
	const char *rest = arena_printf(a, "\"" TEXT_PLACE_ABOVE "\"", v[n - 1].name);

	for (int i = n - 1; i >= 0; i--) {
		const char *in = arena_printf(a, "\"" TEXT_PLACE_IN "\"", v[i].name);
		const char *below = i ? arena_printf(a, "\"" TEXT_PLACE_BETWEEN "\"",
		                                     v[i - 1].name, v[i].name)
		                      : arena_printf(a, "\"" TEXT_PLACE_BELOW "\"",
		                                     v[i].name);

		rest = arena_printf(a, "IF(%s<%s,%s,%s)", value,
		                    book_at(b, v[i].row, limit), below,
		                    v[i].is_open
		                        ? in
		                        : arena_printf(a, "IF(%s<=%s,%s,%s)", value,
		                                       book_at(b, v[i].row, limit + 1),
		                                       in, rest));
	}
	return rest;
}

/* Percentiles hold no contingency; the bands' prices do. */
static void write_places(struct summary *s, const struct band_row *v, int n)
{
	static const struct {
		const char *label, *value;
		int limit;
	} rows[] = {
		{ TEXT_PLACE_OFFER, "price_offered/exchange_rate", BAND_PRICE },
		{ TEXT_PLACE_P80, "cost_p80/exchange_rate", BAND_PRICE },
		{ TEXT_PLACE_P90, "cost_p90/exchange_rate", BAND_PRICE },
		{ TEXT_PLACE_WEEKS, "weeks_expected", BAND_WEEKS },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows && n > 0; i++) {
		book_text(s->b, s->w, s->row, 0, STYLE_TOP, rows[i].label);
		book_live(s->b, s->w, s->row++, 1, STYLE_NOTE, "%s",
		          place_formula(s, rows[i].value, rows[i].limit, v, n));
	}
}

static bool write_bands(struct summary *s, struct err *e)
{
	static const char *const titles[] = {
		"Band",     "Price from",      "to", "Weeks from", "to",
		"Total is", TEXT_BAND_CRITERIA
	};
	struct book *b = s->b;
	struct band_row band[BANDS_MAX];
	int n = 0;
	sqlite3_stmt *q = store_select(
	    b->store, b->a, e,
	    "SELECT name, cost_low, cost_high, weeks_low, weeks_high, is_open,"
	    " criteria FROM band ORDER BY rank");

	if (!q)
		return false;
	section(s, TEXT_SUMMARY_BANDS);
	heads(s, titles, COLUMNS);
	while (sqlite3_step(q) == SQLITE_ROW) {
		bool is_open = sqlite3_column_int(q, 5) != 0;
		const char *name = (const char *)sqlite3_column_text(q, 0);
		const char *note = (const char *)sqlite3_column_text(q, 6);
		double height;
		int r = s->row++;

		book_text(b, s->w, r, 0, STYLE_TOP,
		          arena_printf(b->a, "%s%s", name ? name : "",
		                       is_open ? " (open at the top)" : ""));
		for (int i = 1; i < 5; i++)
			book_number(b, s->w, r, i, i < 3 ? STYLE_DOLLARS : STYLE_WEEKS,
			            sqlite3_column_double(q, i));
		book_live(b, s->w, r, 5, STYLE_RIGHT,
		          "IF(total_price/exchange_rate<%s,\"" TEXT_BELOW
		          "\",IF(total_price/exchange_rate>%s,\"%s\",\"" TEXT_INSIDE
		          "\"))",
		          book_at(b, r, 1), book_at(b, r, 2),
		          is_open ? TEXT_INSIDE : TEXT_ABOVE);
		height = book_paragraph(b, s->w, r, LAST, LAST, STYLE_SMALL_TOP,
		                        widths[LAST], note ? note : "");
		worksheet_set_row(s->w, (lxw_row_t)r, height < 16 ? 16 : height, NULL);
		if (n < BANDS_MAX)
			band[n++] = (struct band_row){
				arena_strdup(b->a, name ? name : ""), r, is_open
			};
	}
	write_places(s, band, n);
	return true;
}

/* ---- kinds of work ------------------------------------------------------ */

static void write_phases(struct summary *s)
{
	static const char *const titles[] = { "Kind of work", "Hours", TEXT_SUMMARY_COST,
		                              "Share" };
	struct book *b = s->b;
	const struct figures *m = b->m;

	section(s, TEXT_SUMMARY_PHASES);
	heads(s, titles, 4);
	s->phases_first = s->row;
	for (size_t i = 0; i < m->line_count; i++) {
		size_t first = 0;
		int r = s->row;

		while (strcmp(m->line[first].phase, m->line[i].phase) != 0)
			first++;
		if (first < i)
			continue;
		book_text(b, s->w, r, 0, STYLE_TOP, book_phase(m->line[i].phase));
		book_live(b, s->w, r, 1, STYLE_HOURS,
		          "SUMIFS(effort_hours,effort_phase,%s)", book_at(b, r, 0));
		book_live(b, s->w, r, 2, STYLE_MONEY,
		          "SUMIFS(effort_cost,effort_phase,%s)", book_at(b, r, 0));
		book_live(b, s->w, r, 3, STYLE_PERCENT,
		          "IF(cost_expected>0,%s/cost_expected,0)", book_at(b, r, 2));
		s->row++;
	}
	s->phases_last = s->row - 1;
}

static bool write_drivers(struct summary *s, struct err *e)
{
	static const char *const titles[] = { "Driver (as estimated)", "Hours",
		                              TEXT_SUMMARY_ALL_IN, "Share" };
	struct book *b = s->b;
	sqlite3_stmt *q = store_select(
	    b->store, b->a, e,
	    "SELECT label, hours, cost, share FROM driver_price ORDER BY rank LIMIT 8");
	int first;

	if (!q)
		return false;
	section(s, TEXT_SUMMARY_DRIVERS);
	heads(s, titles, 4);
	first = s->row;
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *label = (const char *)sqlite3_column_text(q, 0);

		book_text(b, s->w, s->row, 0, STYLE_WRAP, label ? label : "");
		worksheet_set_row(s->w, (lxw_row_t)s->row,
		                  fmax(16, book_height(STYLE_WRAP, widths[0],
		                                       label ? label : "")),
		                  NULL);
		book_number(b, s->w, s->row, 1, STYLE_HOURS, sqlite3_column_double(q, 1));
		book_number(b, s->w, s->row, 2, STYLE_MONEY, sqlite3_column_double(q, 2));
		book_number(b, s->w, s->row++, 3, STYLE_PERCENT,
		            sqlite3_column_double(q, 3));
	}
	if (s->row == first)
		book_text(b, s->w, s->row++, 0, STYLE_LABEL, TEXT_NO_ROWS);
	return true;
}

/* ---- checks ------------------------------------------------------------- */

/* Both sides as formulas (right NULL: the number), their difference, and what to think of
 * it in a word. */
static void check(struct summary *s, const char *label, const char *left,
                  const char *right, double number, bool must_hold)
{
	struct book *b = s->b;
	int r = s->row++;

	book_text(b, s->w, r, 0, STYLE_WRAP, label);
	book_live(b, s->w, r, 1, STYLE_UNIT_HOURS, "%s", left);
	if (right)
		book_live(b, s->w, r, 2, STYLE_UNIT_HOURS, "%s", right);
	else
		book_number(b, s->w, r, 2, STYLE_UNIT_HOURS, number);
	book_live(b, s->w, r, 3, STYLE_UNIT_HOURS, "%s-%s", book_at(b, r, 1),
	          book_at(b, r, 2));
	if (must_hold)
		book_live(b, s->w, r, 4, STYLE_OK,
		          "IF(ABS(%s)<0.005,\"" TEXT_CHECK_OK "\",\"" TEXT_CHECK_BAD
		          "\")",
		          book_at(b, r, 3));
	else
		book_live(b, s->w, r, 4, STYLE_RIGHT,
		          "IF(ABS(%s)<0.005,\"" TEXT_CHECK_SAME "\",\"" TEXT_CHECK_CHANGED
		          "\")",
		          book_at(b, r, 3));
	book_link_source(b, s->w, r, 5, left);
	worksheet_set_row(s->w, (lxw_row_t)r,
	                  fmax(16, book_height(STYLE_WRAP, widths[0], label)), NULL);
}

static void colour_checks(struct summary *s, int first)
{
	lxw_conditional_format good = {
		.type = LXW_CONDITIONAL_TYPE_CELL,
		.criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
		.value_string = arena_printf(s->b->a, "\"%s\"",
		                             book_word(s->b, TEXT_CHECK_OK)),
		.format = s->b->style[STYLE_GOOD]
	};
	lxw_conditional_format bad = good;

	bad.value_string = arena_printf(s->b->a, "\"%s\"",
	                                book_word(s->b, TEXT_CHECK_BAD));
	bad.format = s->b->style[STYLE_BAD];
	worksheet_conditional_format_range(s->w, (lxw_row_t)first, 4,
	                                   (lxw_row_t)s->row - 1, 4, &good);
	worksheet_conditional_format_range(s->w, (lxw_row_t)first, 4,
	                                   (lxw_row_t)s->row - 1, 4, &bad);
}

static void check_evidence(struct summary *s)
{
	struct book *b = s->b;
	const struct figures *m = b->m;
	const char *rows = "", *lines = "";

	for (size_t i = 0; i < b->evidence_count; i++)
		if (b->evidence[i].hours >= 0)
			rows = arena_printf(b->a, "%s%sSUM(%s)", rows, *rows ? "+" : "",
			                    book_range(b, b->evidence[i].title,
			                               b->evidence[i].first_row,
			                               b->evidence[i].last_row,
			                               b->evidence[i].hours));
	for (size_t i = 0; i < m->line_count; i++)
		if (m->line[i].itemised > 0)
			lines = arena_printf(b->a, "%s%s%s", lines, *lines ? "+" : "",
			                     book_effort_itemised(b, &m->line[i]));
	if (*rows && *lines)
		check(s, TEXT_CHECK_EVIDENCE, rows, lines, 0, true);
}

/* Every row has one of the four words. */
static void check_status(struct summary *s)
{
	struct book *b = s->b;
	const char *rows = "";

	for (size_t i = 0; i < b->evidence_count; i++)
		if (b->evidence[i].status >= 0)
			rows = arena_printf(
			    b->a, "%s%sCOUNTIFS(%s,\"?*\")", rows, *rows ? "+" : "",
			    book_range(b, b->evidence[i].title, b->evidence[i].first_row,
			               b->evidence[i].last_row, b->evidence[i].status));
	if (*rows)
		check(s, TEXT_CHECK_STATUS,
		      "count_todo+count_doing+count_done+count_dropped", rows, 0, true);
}

/* What is typed while the project runs. */
static void check_running(struct summary *s)
{
	check(s, TEXT_CHECK_REPORTED, "reported_late", NULL, 0, true);
	check(s, TEXT_CHECK_NOTED, "noted_beyond", NULL, 0, true);
	check(s, TEXT_CHECK_DONE, "MAX(0,changes_done-MAX(0,change_hours))", NULL, 0,
	      true);
	check(s, TEXT_CHECK_NOBODY, "roles_without", NULL, 0, true);
	check(s, TEXT_CHECK_NOT_ACCEPTED,
	      "COUNTIFS(ledger_state,\"" TEXT_LEDGER_NOT_ACCEPTED "\")", NULL, 0, true);
	check(s, TEXT_CHECK_NOT_INVOICED,
	      "COUNTIFS(ledger_state,\"" TEXT_LEDGER_NOT_INVOICED "\")", NULL, 0, true);
	check(s, TEXT_CHECK_DIFFERS, "SUM(ledger_differs)", NULL, 0, true);
	check(s, TEXT_CHECK_INVOICES, "SUM(ledger_invoice)",
	      "price_changed-contingency_credit", 0, true);
}

static void write_checks(struct summary *s)
{
	static const char *const titles[] = { "Check", "Left side", "Right side",
		                              "Difference", "" };
	struct book *b = s->b;
	int first;

	section(s, TEXT_SUMMARY_CHECKS);
	heads(s, titles, 5);
	first = s->row;
	check_evidence(s);
	check(s, TEXT_CHECK_LINES, "SUMIFS(effort_hours,effort_phase,\"?*\")",
	      "total_hours", 0, true);
	check(s, TEXT_CHECK_PRICE, "SUMIFS(effort_cost,effort_phase,\"?*\")",
	      "cost_expected", 0, true);
	if (s->phases_last >= s->phases_first) {
		check(s, TEXT_CHECK_PHASES,
		      arena_printf(b->a, "SUM(%s:%s)", book_at(b, s->phases_first, 2),
		                   book_at(b, s->phases_last, 2)),
		      "cost_expected", 0, true);
		check(s, TEXT_CHECK_SHARES,
		      arena_printf(b->a, "100*SUM(%s:%s)", book_at(b, s->phases_first, 3),
		                   book_at(b, s->phases_last, 3)),
		      "IF(cost_expected>0,100,0)", 0, true);
	}
	check(s, TEXT_CHECK_PROGRESS, "hours_remaining+hours_earned+hours_dropped",
	      "hours_found", 0, true);
	check_status(s);
	if (b->phase_last >= b->phase_first) {
		check(s, TEXT_CHECK_PLAN, "plan_hours", "total_hours+change_hours", 0,
		      true);
		check(s, TEXT_CHECK_STAFFING, "staffing_hours",
		      "total_hours+change_hours", 0, true);
		check(s, TEXT_CHECK_TAKEN_OFF,
		      "0-SUMIFS(week_hours,week_hours,\"<-0.05\")", NULL, 0, true);
		check(s, TEXT_CHECK_MILESTONES, "100*SUM(milestone_share)", NULL, 100,
		      true);
		check_running(s);
		check(s, TEXT_CHECK_PAYMENTS, "SUM(milestone_amount)", "price_offered", 0,
		      true);
	}
	check(s, TEXT_CHECK_TWICE, "change_twice", NULL, 0, true);
	check(s, TEXT_CHECK_RELEASED,
	      "IF(contingency_released>contingency_offered+contingency_changes+0.5,"
	      "contingency_released-contingency_offered-contingency_changes,0)",
	      NULL, 0, true);
	if (book_inputs_has_card(b))
		check(s, TEXT_CHECK_TEAM, "100*SUM(role_share)", NULL, 100, true);
	check(s, TEXT_CHECK_ORIGINAL, "price_expected", NULL, b->m->price, false);
	colour_checks(s, first);
	book_text(b, s->w, s->row, 0, STYLE_BOLD, TEXT_CHECKS_FAILED);
	book_live(b, s->w, s->row, 1, STYLE_COUNT,
	          "COUNTIFS(%s:%s,\"" TEXT_CHECK_BAD "\")", book_at(b, first, 4),
	          book_at(b, s->row - 1, 4));
	book_name(b, "checks_failed", SHEET_SUMMARY, s->row++, 1);
}

/* ---- charts
 * ---------------------------------------------------------------------------------------
 */

/* The lower bar first, as bar charts count. Stretches: an empty one up to the low end,
 * then the parts. */
static void write_chart_data(struct summary *s)
{
	static const char *const titles[] = { "Data of the price chart",
		                              "from",
		                              "P10 to P50",
		                              "P50 to P80",
		                              "P80 to P90",
		                              "band" };
	static const char *const part[] = { "cost_p10", "cost_p50-cost_p10",
		                            "cost_p80-cost_p50", "cost_p90-cost_p80" };
	struct book *b = s->b;
	const char *class = book_result(b, "class", "");
	double low = store_number(b->store, 0,
	                          "SELECT cost_low FROM band WHERE name = %Q", class);
	double high = store_number(b->store, 0,
	                           "SELECT cost_high FROM band WHERE name = %Q", class);

	s->row++;
	for (int i = 0; i < 6; i++)
		book_text(b, s->w, s->row, i, i ? STYLE_NOTE_RIGHT : STYLE_LABEL,
		          titles[i]);
	s->chart_data = ++s->row;
	book_textf(b, s->w, s->row, 0, STYLE_LABEL, TEXT_CHART_BAND, class);
	book_live(b, s->w, s->row, 1, STYLE_NOTE_MONEY, "%.17g*exchange_rate", low);
	for (int i = 2; i < 5; i++)
		book_number(b, s->w, s->row, i, STYLE_NOTE_MONEY, 0);
	book_live(b, s->w, s->row++, 5, STYLE_NOTE_MONEY, "%.17g*exchange_rate",
	          high - low);
	book_text(b, s->w, s->row, 0, STYLE_LABEL, TEXT_THIS_QUOTE);
	for (int i = 0; i < 4; i++)
		book_live(b, s->w, s->row, 1 + i, STYLE_NOTE_MONEY, "%s", part[i]);
	book_number(b, s->w, s->row, 5, STYLE_NOTE_MONEY, 0);
	s->row++;
}

static void insert_phases_chart(struct summary *s, int row)
{
	static const struct bar cost = { 2, BAR_COLOUR, NULL };
	struct bars c = { .sheet = SHEET_SUMMARY,
		          .first = s->phases_first,
		          .last = s->phases_last,
		          .bar = &cost,
		          .count = 1,
		          .format = "#,##0,",
		          .axis_name = book_money_title(s->b, s->w, SHEET_SUMMARY,
		                                        row + 1, 4, TEXT_THOUSAND),
		          .is_top_down = true };
	lxw_chart_options size = { .x_offset = 14, .y_offset = 2, .x_scale = CHART_WIDE };

	size.y_scale = fmax(0.62, 20.0 * (s->phases_last - s->phases_first + 2) / 288);
	worksheet_insert_chart_opt(s->w, (lxw_row_t)row, 4, book_bars(s->b, &c), &size);
}

static void write_price_range(struct summary *s)
{
	static const char *const notes[] = { TEXT_RANGE_P10, TEXT_RANGE_P50,
		                             TEXT_RANGE_P80, TEXT_RANGE_P90 };
	static const char *const titles[] = { "Percentile", "Price", "Weeks", "Finish" };
	struct book *b = s->b;

	section(s, TEXT_SUMMARY_RANGE);
	heads(s, titles, 4);
	for (int p = 0; p < PERCENTILES; p++) {
		const char *name = percentile_suffix[p];

		book_textf(b, s->w, s->row, 0, STYLE_TOP, "%s, %s", percentile_title[p],
		           notes[p]);
		book_live(b, s->w, s->row, 1, STYLE_MONEY, "cost_%s", name);
		book_live(b, s->w, s->row, 2, STYLE_WEEKS, "weeks_%s", name);
		book_live(b, s->w, s->row++, 3, STYLE_DATE, "finish_%s", name);
	}
	s->row += CHART_MORE;
}

bool book_summary(struct book *b, lxw_worksheet *w, struct err *e)
{
	struct summary s = { .b = b, .w = w, .row = 3, .phases_last = -1 };
	lxw_chart_options size = {
		.x_offset = 14, .y_offset = 2, .x_scale = CHART_WIDE, .y_scale = 0.55
	};
	int range_row, phases_row;

	for (int i = 0; i < COLUMNS; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	worksheet_set_portrait(w);
	book_heading(b, w, SHEET_SUMMARY, b->project);
	write_status(&s);
	write_figures(&s);
	paragraph(&s, book_result(b, "class_reason", ""));
	paragraph(&s, book_result(b, "verdict_text", ""));
	write_advice(&s);
	if (!write_bands(&s, e))
		return false;
	range_row = s.row + 1;
	write_price_range(&s);
	write_counts(&s);
	if (!write_drivers(&s, e))
		return false;
	phases_row = s.row + 1;
	write_phases(&s);
	write_checks(&s);
	end_section(&s);
	book_page_print(b, w, 0, 0, s.row - 1, LAST);
	write_chart_data(&s);
	b->chart_data = s.chart_data;
	worksheet_insert_chart_opt(w, (lxw_row_t)range_row + 1, 4,
	                           book_price_chart(b, true,
	                                            book_money_title(b, w, SHEET_SUMMARY,
	                                                             range_row + 2, 4,
	                                                             TEXT_THOUSAND)),
	                           &size);
	if (s.phases_last >= s.phases_first)
		insert_phases_chart(&s, phases_row + 1);
	return true;
}
