/* book_tracking.c - the sheet Tracking: earned value, burn-up and the finish they tell.
 */
#include "book/book_tracking.h"

#include <math.h>
#include <stdlib.h>

#include "book/book_chart.h"
#include "book/book_page.h"
#include "book/book_plan.h"
#include "sheet/book_text.h"

enum {
	COL_WEEK,
	COL_START,
	COL_SPENT,
	COL_EARNED,
	COL_SCOPE,
	COL_PLANNED,
	COL_DONE,
	COL_PV,
	COL_EV,
	COL_AC,
	COL_REPORTED,
	COLUMNS,
	COL_COUNTED = COLUMNS + 1, /* beside what is printed */
	COL_WAITED
};
/* Of the figures above the weeks: label, value, note. */
enum { FIGURE_LABEL = 0, FIGURE_VALUE = COL_DONE, FIGURE_NOTE = COL_PV };
enum {
	PAST_ROW = 2,
	FIRST_FIGURE,
	ROWS_MAX = 260,
	CHART_PIXELS = 340,
	ROW_PIXELS = 20,
	LABELS_MAX = 30
};

static const double widths[COLUMNS] = { 8, 11, 10, 12, 10, 10, 11, 12, 12, 12, 9 };

struct tracking {
	struct book *b;
	lxw_worksheet *w;
	int row, first, last; /* of the weeks */
	int shown;            /* the last one that is drawn and printed */
};

static const char *column(struct tracking *t, int col)
{
	return arena_printf(t->b->a, "%s:%s", book_at(t->b, t->first, col),
	                    book_at(t->b, t->last, col));
}

/* Of a phase, without changes: what is past stays as it was planned. */
static const char *weeks_of(struct tracking *t, int phase)
{
	return arena_printf(t->b->a,
	                    "((INDEX(phase_end_share,%d)-INDEX(phase_begin_share,%d))*"
	                    "weeks_expected)",
	                    phase, phase);
}

/* Hours of the plan up to a moment, in weeks from the start. The packages of a phase lie
 * in it one after the other, each as long as its hours: by its weeks is by theirs.
 * Approved changes come behind the plan: what is past stays as it was planned. Days of
 * waiting are in neither: the plan stands still in them. */
static const char *planned_hours(struct tracking *t, const char *weeks)
{
	struct book *b = t->b;
	const char *sum = "";

	for (int k = 1; k <= b->phase_last - b->phase_first + 1; k++)
		sum = arena_printf(b->a,
		                   "%sINDEX(phase_hours,%d)*MAX(0,MIN(1,(%s-"
		                   "INDEX(phase_begin_share,%d)*weeks_expected)/"
		                   "MAX(0.0001,%s)))+",
		                   sum, k, weeks, k, weeks_of(t, k));
	return arena_printf(
	    b->a,
	    "MIN(tracking_hours,%sMAX(0,change_hours)*MAX(0,MIN(1,(%s-"
	    "weeks_expected)/MAX(0.0001,(change_later-waiting_days)/5))))",
	    sum, weeks);
}

/* The other way round: the week in which the plan has so many hours. Its phases follow
 * each other, so each gives the part of its weeks that the hours reach into. */
static const char *planned_week(struct tracking *t, const char *hours)
{
	struct book *b = t->b;
	const char *sum = "";

	for (int k = 1; k <= b->phase_last - b->phase_first + 1; k++)
		sum = arena_printf(b->a,
		                   "%s%s*MAX(0,MIN(1,(%s-"
		                   "SUMIFS(phase_hours,phase_id,\"<%d\"))/"
		                   "MAX(0.0001,INDEX(phase_hours,%d))))+",
		                   sum, weeks_of(t, k), hours, k, k);
	return arena_printf(b->a,
	                    "%sMAX(0,(change_later-waiting_days)/5)*MAX(0,MIN(1,(%s-"
	                    "total_hours)/MAX(0.0001,change_hours)))",
	                    sum, hours);
}

/* ---- weeks ---------------------------------------------------------------------------
 */

/* Up to the last report what was earned, as it was written in; behind it goes on what is
 * left of the plan at the pace so far, or all of it as planned while nothing was
 * reported. */
static void write_done(struct tracking *t, int r)
{
	struct book *b = t->b;
	const char *week = book_at(b, r, COL_WEEK), *earned = book_at(b, r, COL_EARNED),
		   *before = r == t->first ? "0" : book_at(b, r - 1, COL_DONE);
	const char *ahead =
	    arena_printf(b->a,
	                 "(tracking_reached+MAX(0,%s-weeks_gone-MAX(0,%s-weeks_waited))*"
	                 "tracking_pace)",
	                 week, book_at(b, r, COL_WAITED));

	book_live(b, t->w, r, COL_DONE, STYLE_HOURS,
	          "IF(tracking_now=0,%s,IF(%s>tracking_now,MAX(tracking_earned,%s),"
	          "IF(%s=tracking_now,tracking_earned,IF(%s=\"\",%s,%s))))",
	          book_at(b, r, COL_PLANNED), week, planned_hours(t, ahead), week, earned,
	          before, earned);
}

static void write_week(struct tracking *t, int r)
{
	struct book *b = t->b;
	const char *week = book_at(b, r, COL_WEEK);

	book_number(b, t->w, r, COL_WEEK, STYLE_ID, r - t->first + 1);
	book_live(b, t->w, r, COL_START, STYLE_DATE, "%s",
	          book_begin_after(b, arena_printf(b->a, "%s-1", week)));
	book_blank(b, t->w, r, COL_SPENT, COL_EARNED, STYLE_EDIT_WORK);
	book_live(b, t->w, r, COL_REPORTED, STYLE_LOG_MONEY,
	          "IF(OR(%s>status_date,AND(%s=\"\",%s=\"\")),0,%s)",
	          book_at(b, r, COL_START), book_at(b, r, COL_SPENT),
	          book_at(b, r, COL_EARNED), week);
	book_live(b, t->w, r, COL_COUNTED, STYLE_LOG_MONEY, "IF(%s>status_date,0,%s)",
	          book_at(b, r, COL_START), book_at(b, r, COL_EARNED));
	book_live(b, t->w, r, COL_SCOPE, STYLE_HOURS, "tracking_hours");
	book_live(b, t->w, r, COL_WAITED, STYLE_LOG_HOURS,
	          "SUMIFS(waiting_for,waiting_from,\"<\"&%s)/5",
	          book_begin_after(b, week));
	/* Never less than the week before: the days begin when the first one does. */
	book_live(b, t->w, r, COL_PLANNED, STYLE_HOURS, "MAX(%s,%s)",
	          r == t->first ? "0" : book_at(b, r - 1, COL_PLANNED),
	          planned_hours(t, arena_printf(b->a, "%s-%s", week,
	                                        book_at(b, r, COL_WAITED))));
	write_done(t, r);
	book_live(b, t->w, r, COL_PV, STYLE_MONEY, "%s*billed_rate",
	          book_at(b, r, COL_PLANNED));
	book_live(b, t->w, r, COL_EV, STYLE_MONEY,
	          "IF(%s<=tracking_now,%s*billed_rate,\"\")", week,
	          book_at(b, r, COL_DONE));
	book_live(b, t->w, r, COL_AC, STYLE_MONEY,
	          "IF(%s<=tracking_now,SUM(%s:%s)*billed_rate,\"\")", week,
	          book_at(b, t->first, COL_SPENT), book_at(b, r, COL_SPENT));
}

/* The week of the status date stands out. */
static void mark_status(struct tracking *t)
{
	lxw_format *f = workbook_add_format(t->b->file);
	lxw_conditional_format c = { .type = LXW_CONDITIONAL_TYPE_FORMULA, .format = f };
	const char *start = book_in_row(t->b, t->first, COL_START);

	format_set_bold(f);
	format_set_bg_color(f, 0xEAF0F6);
	c.value_string =
	    arena_printf(t->b->a, "=AND(%s<=status_date,%s>status_date)", start,
	                 book_begin_after(t->b, book_in_row(t->b, t->first, COL_WEEK)));
	worksheet_conditional_format_range(t->w, (lxw_row_t)t->first, COL_WEEK,
	                                   (lxw_row_t)t->last, COL_START, &c);
}

static void write_weeks(struct tracking *t)
{
	static const char *const heads[] = { TEXT_TRACKING_HEADS };

	for (int i = 0; i < COLUMNS; i++)
		book_text(t->b, t->w, t->first - 1, i, i ? STYLE_HEAD_RIGHT : STYLE_HEAD,
		          heads[i]);
	book_text(t->b, t->w, t->first - 1, COL_COUNTED, STYLE_HEAD_RIGHT,
	          TEXT_TRACKING_COUNTED);
	book_text(t->b, t->w, t->first - 1, COL_WAITED, STYLE_HEAD_RIGHT,
	          TEXT_TRACKING_WAITED);
	worksheet_set_column(t->w, COL_COUNTED, COL_COUNTED, widths[COL_EARNED], NULL);
	worksheet_set_row(t->w, (lxw_row_t)t->first - 1, 30, NULL);
	for (int r = t->first; r <= t->last; r++)
		write_week(t, r);
	mark_status(t);
}

/* ---- figures -------------------------------------------------------------------------
 */

static void figure(struct tracking *t, const char *name, const char *label,
                   enum book_style style, const char *note, const char *formula)
{
	book_text(t->b, t->w, t->row, FIGURE_LABEL, STYLE_PLAIN, label);
	book_live(t->b, t->w, t->row, FIGURE_VALUE, style, "%s", formula);
	if (note)
		book_text(t->b, t->w, t->row, FIGURE_NOTE, STYLE_NOTE, note);
	book_name(t->b, name, SHEET_TRACKING, t->row++, FIGURE_VALUE);
}

static void validate(struct tracking *t, double min, double max)
{
	lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_DECIMAL,
		                  .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		                  .minimum_number = min,
		                  .maximum_number = max };

	worksheet_data_validation_cell(t->w, (lxw_row_t)t->row - 1, FIGURE_VALUE, &v);
}

/* Weeks that are filled in, but begin after the status date: in no figure. */
static void write_late(struct tracking *t)
{
	struct book *b = t->b;
	const char *start = column(t, COL_START);

	figure(t, "reported_late", TEXT_REPORTED_LATE, STYLE_COUNT, NULL,
	       arena_printf(b->a,
	                    "COUNTIFS(%s,\">\"&status_date,%s,\"<>\")+"
	                    "COUNTIFS(%s,\">\"&status_date,%s,\"\",%s,\"<>\")",
	                    start, column(t, COL_EARNED), start, column(t, COL_EARNED),
	                    column(t, COL_SPENT)));
	book_live(b, t->w, t->row - 1, FIGURE_NOTE, STYLE_OK,
	          "IF(reported_late=0,\"%s\",\"%s\")", TEXT_CHECK_OK, TEXT_CHECK_BAD);
}

/* Hours that the weeks say and the statuses do not: somebody forgot one of both. What is
 * more counts, as one status alone would else take all away that was noted. */
static void write_noted(struct tracking *t)
{
	struct book *b = t->b;

	figure(t, "hours_noted", TEXT_TRACKING_NOTED, STYLE_HOURS, NOTE_NOTED,
	       arena_printf(b->a, "MAX(%s)", column(t, COL_COUNTED)));
	figure(t, "noted_beyond", TEXT_NOTED_BEYOND, STYLE_HOURS, NULL,
	       "IF(AND(hours_earned+changes_done>0,"
	       "hours_noted>hours_earned+changes_done+0.5),"
	       "hours_noted-hours_earned-changes_done,0)");
	book_live(b, t->w, t->row - 1, FIGURE_NOTE, STYLE_OK,
	          "IF(noted_beyond=0,\"%s\",\"%s\"&FIXED(hours_noted,1)&\"%s\"&"
	          "FIXED(hours_earned+changes_done,1)&\"%s\")",
	          TEXT_CHECK_OK, TEXT_NOTED_CHECK, TEXT_NOTED_STATUS, TEXT_NOTED_HOURS);
}

/* What the plan's budget, its curve and its scope are. */
static void write_basis(struct tracking *t)
{
	figure(t, "status_date", TEXT_STATUS_DATE, STYLE_EDIT_DAY, NULL, "first_day");
	validate(t, 36526, 73050);
	figure(t, "changes_done", TEXT_CHANGES_DONE, STYLE_EDIT_WORK, NULL, "0");
	validate(t, 0, 1e6);
	figure(t, "last_reported", TEXT_LAST_REPORTED, STYLE_COUNT, NULL,
	       arena_printf(t->b->a, "MAX(%s)", column(t, COL_REPORTED)));
	write_late(t);
	write_noted(t);
	figure(t, "tracking_hours", TEXT_TRACKING_HOURS, STYLE_HOURS, NULL,
	       "total_hours+change_hours");
	figure(t, "tracking_budget", TEXT_TRACKING_BUDGET, STYLE_MONEY, NULL,
	       "tracking_hours*billed_rate");
}

/* A week that runs is not late before it is reported: by the weeks, what is planned ends
 * with the last one of them; by the statuses, where a whole week was not noted since, it
 * goes on to the status date. */
static void write_gone(struct tracking *t)
{
	static const char days[] = "NETWORKDAYS(first_day,status_date,holidays)/5";

	figure(t, "weeks_gone", TEXT_TRACKING_WEEKS_GONE, STYLE_DAYS, NULL,
	       arena_printf(t->b->a,
	                    "IF(status_date<=first_day,0,IF(OR(last_reported=0,"
	                    "AND(hours_earned+changes_done>hours_noted,"
	                    "%s>=last_reported+1)),%s,MIN(last_reported,%s)))",
	                    days, days, days));
	book_live(t->b, t->w, t->row - 1, FIGURE_NOTE, STYLE_NOTE,
	          "IF(AND(last_reported>0,weeks_gone=last_reported),\"%s\",\"%s\")",
	          TEXT_GONE_REPORTED, TEXT_GONE_STATUS);
}

static void write_value(struct tracking *t)
{
	struct book *b = t->b;

	write_gone(t);
	figure(t, "tracking_planned", TEXT_TRACKING_PLANNED, STYLE_HOURS, NOTE_PLANNED,
	       planned_hours(t, "weeks_gone-weeks_waited"));
	figure(t, "tracking_earned", TEXT_TRACKING_EARNED, STYLE_HOURS, NULL,
	       "MIN(tracking_hours,MAX(hours_noted,hours_earned+changes_done))");
	book_live(b, t->w, t->row - 1, FIGURE_NOTE, STYLE_NOTE,
	          "IF(hours_earned+changes_done>=MAX(hours_noted,0.01),\"%s\",\"%s\")",
	          TEXT_BY_STATUS, TEXT_BY_REPORT);
	figure(t, "tracking_reached", TEXT_TRACKING_REACHED, STYLE_DAYS, NOTE_REACHED,
	       planned_week(t, "tracking_earned"));
	figure(t, "tracking_now", TEXT_TRACKING_NOW, STYLE_COUNT, NULL,
	       arena_printf(b->a,
	                    "MAX(last_reported,IF(hours_earned+changes_done>0,"
	                    "MAX(1,COUNTIFS(%s,\"<=\"&status_date)),0))",
	                    column(t, COL_START)));
	figure(t, "tracking_pv", TEXT_TRACKING_PV, STYLE_MONEY, NULL,
	       "tracking_planned*billed_rate");
	figure(t, "tracking_ev", TEXT_TRACKING_EV, STYLE_MONEY, NULL,
	       "tracking_earned*billed_rate");
	figure(t, "tracking_ac", TEXT_TRACKING_AC, STYLE_MONEY, NULL,
	       arena_printf(b->a, "SUMIFS(%s,%s,\"<=\"&status_date)*billed_rate",
	                    column(t, COL_SPENT), column(t, COL_START)));
	figure(t, "tracking_cpi", TEXT_TRACKING_CPI, STYLE_WORD_RIGHT, NOTE_CPI,
	       arena_printf(b->a,
	                    "IF(AND(tracking_ac>0,tracking_ev>0),"
	                    "ROUND(tracking_ev/tracking_ac,2),\"%s\")",
	                    TEXT_NOT_YET));
	figure(t, "tracking_spi", TEXT_TRACKING_SPI, STYLE_WORD_RIGHT, NOTE_SPI,
	       arena_printf(b->a,
	                    "IF(AND(tracking_pv>0,tracking_ev>0),"
	                    "ROUND(tracking_ev/tracking_pv,2),\"%s\")",
	                    TEXT_NOT_YET));
	figure(t, "tracking_eac", TEXT_TRACKING_EAC, STYLE_MONEY, NULL,
	       "IF(AND(tracking_ac>0,tracking_ev>0),"
	       "tracking_budget*tracking_ac/tracking_ev,tracking_budget)");
	figure(t, "tracking_vac", TEXT_TRACKING_VAC, STYLE_MONEY, NULL,
	       "tracking_budget-tracking_eac");
	figure(t, "contingency_drawn", TEXT_TRACKING_DRAWN, STYLE_MONEY, NOTE_DRAWN,
	       "MAX(0,tracking_eac-tracking_budget-contingency_other)");
	figure(t, "contingency_left", TEXT_TRACKING_LEFT, STYLE_MONEY, NOTE_LEFT,
	       "IF(risk_appetite=\"expected\",contingency_offered+contingency_changes-"
	       "contingency_released,price_changed-tracking_budget)-contingency_drawn");
	figure(t, "tracking_share", TEXT_TRACKING_DONE, STYLE_PERCENT1, NULL,
	       "IF(tracking_budget>0,tracking_ev/tracking_budget,0)");
}

/* The first day behind the week of a row. */
static const char *behind(struct tracking *t, int row)
{
	return book_begin_after(t->b, book_at(t->b, row, COL_WEEK));
}

/* Weeks of approved changes. */
#define WORKED "(change_later-waiting_days)/5"

/* Weeks gone, and the rest of the plan at the pace so far: no faster than thrice, no
 * slower than a third, so that a first week does not tell everything. What is left may
 * take longer, or less, than planned by as much as the whole may. */
static void write_forecast(struct tracking *t)
{
	static const struct {
		const char *name, *label, *weeks;
	} v[] = { { "forecast_p50", TEXT_TRACKING_P50, "weeks_p50" },
		  { "forecast_p80", TEXT_TRACKING_P80, "weeks_p80" } };
	static const char forecast[] =
	    "(weeks_gone+IF(tracking_earned<tracking_hours,MAX(0,weeks_expected+" WORKED
	    "-tracking_reached)/MAX(0.0001,weeks_expected+" WORKED ")*(%s+" WORKED
	    ")/tracking_pace+MAX(0,waiting_days/5-weeks_waited),0))";
	struct book *b = t->b;

	figure(t, "tracking_pace", TEXT_TRACKING_PACE, STYLE_FACTOR_RIGHT, NOTE_PACE,
	       "IF(AND(tracking_pv>0,tracking_ev>0),"
	       "MIN(3,MAX(1/3,tracking_ev/tracking_pv)),1)");
	for (int i = 0; i < 2; i++)
		figure(t, v[i].name, v[i].label, STYLE_DATE_BOLD, NOTE_FORECAST,
		       book_finish_after(b, "first_day",
		                         arena_printf(b->a, forecast, v[i].weeks)));
	figure(t, "tracking_offered", TEXT_TRACKING_OFFERED, STYLE_DATE_BOLD, NULL,
	       "finish_changed");
	figure(t, "tracking_reserve", TEXT_TRACKING_RESERVE, STYLE_COUNT, NULL,
	       "IF(tracking_offered>forecast_p50,"
	       "NETWORKDAYS(forecast_p50,tracking_offered,holidays)-1,0)");
	figure(t, "tracking_late", TEXT_TRACKING_LATE, STYLE_COUNT, NULL,
	       "IF(forecast_p80>tracking_offered,"
	       "NETWORKDAYS(tracking_offered,forecast_p80,holidays)-1,0)");
	book_live(b, t->w, PAST_ROW, 0, STYLE_WARNING, "IF(forecast_p80>=%s,\"%s\",\"\")",
	          behind(t, t->shown), TEXT_TRACKING_PAST);
	book_name(b, "tracking_past", SHEET_TRACKING, PAST_ROW, 0);
	figure(t, "tracking_check", TEXT_TRACKING_CHECK, STYLE_OK, NULL,
	       arena_printf(b->a, "IF(forecast_p80<%s,\"%s\",\"%s\")", behind(t, t->last),
	                    TEXT_CHECK_OK, TEXT_CHECK_BAD));
}

/* The money of the milestones that are handed over, as their sheet has it. */
static void write_invoiced(struct tracking *t)
{
	static const struct {
		const char *name, *label, *of;
	} v[] = { { "tracking_invoiced", TEXT_LEDGER_INVOICED_SO_FAR, "invoiced_so_far" },
		  { "tracking_paid", TEXT_LEDGER_PAID_SO_FAR, "paid_so_far" },
		  { "tracking_unpaid", TEXT_LEDGER_UNPAID, "unpaid_so_far" },
		  { "tracking_to_invoice", TEXT_LEDGER_TO_INVOICE, "to_invoice" } };

	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		figure(t, v[i].name, v[i].label, STYLE_MONEY, i ? NULL : NOTE_INVOICED,
		       v[i].of);
}

/* ---- picture ------------------------------------------------------------------------
 */

/* Of all columns, as wide as a figure is. */
static double pixels(void)
{
	double sum = 0;

	for (int i = 0; i < COLUMNS; i++)
		sum += 7 * widths[i] + 5;
	return sum;
}

static void insert_chart(struct tracking *t, int row)
{
	static const struct {
		int col;
		const char *name;
		lxw_color_t colour;
		float width;
		uint8_t dash;
	} v[] = { { COL_DONE, TEXT_BURNUP_DONE, 0x6DB3C9, 4, LXW_CHART_LINE_DASH_SOLID },
		  { COL_PLANNED, TEXT_BURNUP_PLAN, 0x1E2530, 1.5,
		    LXW_CHART_LINE_DASH_ROUND_DOT },
		  { COL_SCOPE, TEXT_BURNUP_SCOPE, 0x1E2530, 2,
		    LXW_CHART_LINE_DASH_DASH } };
	struct book *b = t->b;
	lxw_chart *chart = workbook_add_chart(b->file, LXW_CHART_LINE);
	const char *sheet = book_sheet_name(b, SHEET_TRACKING);
	lxw_chart_font font = { .name = "Arial", .size = 8 };
	lxw_chart_line thin = { .color = 0xDDE3EA };
	lxw_chart_font big = { .name = "Arial", .size = 11, .bold = 1 };
	lxw_chart_options size = { .x_offset = 4,
		                   .y_offset = 4,
		                   .x_scale = (pixels() - 8) / 480,
		                   .y_scale = (double)CHART_PIXELS / 288 };

	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		lxw_chart_series *x = chart_add_series(chart, NULL, NULL);
		lxw_chart_line line = { .color = brand_colour(&b->brand, v[i].colour),
			                .width = v[i].width,
			                .dash_type = v[i].dash };

		chart_series_set_categories(x, sheet, (lxw_row_t)t->first, COL_WEEK,
		                            (lxw_row_t)t->shown, COL_WEEK);
		chart_series_set_values(x, sheet, (lxw_row_t)t->first,
		                        (lxw_col_t)v[i].col, (lxw_row_t)t->shown,
		                        (lxw_col_t)v[i].col);
		chart_series_set_name(x, book_word(b, v[i].name));
		chart_series_set_line(x, &line);
	}
	chart_title_set_name(chart, book_word(b, TEXT_BURNUP_TITLE));
	chart_title_set_name_font(chart, &big);
	chart_axis_set_name(chart->x_axis, book_word(b, TEXT_WEEK));
	chart_axis_set_name(chart->y_axis, book_word(b, TEXT_BURNUP_HOURS));
	chart_axis_set_name_font(chart->x_axis, &font);
	chart_axis_set_name_font(chart->y_axis, &font);
	chart_axis_set_num_font(chart->x_axis, &font);
	chart_axis_set_num_font(chart->y_axis, &font);
	chart_axis_set_num_format(chart->y_axis, "#,##0");
	chart_axis_set_interval_unit(chart->x_axis,
	                             (uint16_t)((t->shown - t->first) / LABELS_MAX + 1));
	chart_axis_major_gridlines_set_line(chart->y_axis, &thin);
	chart_axis_set_min(chart->y_axis, 0);
	chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
	chart_legend_set_font(chart, &font);
	worksheet_insert_chart_opt(t->w, (lxw_row_t)row, 0, chart, &size);
}

/* ---- the sheet -----------------------------------------------------------------------
 */

/* The plan at P90, or as it is offered. */
static double late_weeks(struct book *b)
{
	return fmax(fmax(b->m->weeks, b->m->weeks * b->m->weeks_ratio[P90]),
	            strtod(book_result(b, "weeks_offered", "0"), NULL));
}

bool book_tracking(struct book *b, lxw_worksheet *w, struct err *e)
{
	struct tracking t = { .b = b, .w = w, .row = FIRST_FIGURE };
	int figures = 34, chart;

	(void)e;
	for (int i = 0; i < COLUMNS; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	book_heading(b, w, SHEET_TRACKING, TEXT_TRACKING_INTRO);
	if (b->phase_last < b->phase_first) {
		book_text(b, w, FIRST_FIGURE, 0, STYLE_LABEL, TEXT_NO_ROWS);
		return true;
	}
	chart = FIRST_FIGURE + figures + 1;
	t.first = chart + CHART_PIXELS / ROW_PIXELS + 3;
	t.last = t.first + (int)fmin(ROWS_MAX, ceil(2 * b->m->weeks) + 8) - 1;
	t.shown = (int)fmin(t.last, t.first + ceil(late_weeks(b)));
	write_basis(&t);
	write_value(&t);
	write_forecast(&t);
	write_invoiced(&t);
	write_weeks(&t);
	insert_chart(&t, chart);
	worksheet_set_portrait(w);
	worksheet_repeat_rows(w, (lxw_row_t)t.first - 1, (lxw_row_t)t.first - 1);
	book_page_keep(b, w, chart, chart + CHART_PIXELS / ROW_PIXELS + 1);
	book_page_keep(b, w, t.first - 1, t.shown);
	book_page_print(b, w, 0, 0, t.shown, COLUMNS - 1);
	return true;
}
