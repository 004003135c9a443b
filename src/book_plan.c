/* book_plan.c - the sheet Plan: phases with dates, and how the weeks are found. */
#include "book_plan.h"

#include <math.h>

#include "book_chart.h"
#include "book_text.h"

const char *const percentile_title[PERCENTILES] = { "P10", "P50", "P80", "P90" };
const char *const percentile_suffix[PERCENTILES] = { "p10", "p50", "p80", "p90" };

enum {
	COL_LABEL,
	COL_SHARE,
	COL_BEGIN,
	COL_END,
	COL_HOURS,
	COL_COST,
	COL_START_WEEK,
	COL_WEEKS,
	COL_START,
	COL_FINISH,
	COL_NOTE
};

struct plan {
	struct book *b;
	lxw_worksheet *w;
	int row;
};

/* calendar_finish(), in the sheet: so many working days as those weeks have from Monday
 * to Friday, and holidays skipped. */
static const char *finish_formula(struct book *b, const char *weeks)
{
	return arena_printf(b->a,
	                    "WORKDAY(first_day-1,MAX(1,NETWORKDAYS(first_day,first_day+"
	                    "ROUNDUP(ROUND(%s*7,6),0)-1)),holidays)",
	                    weeks);
}

/* ---- phases --------------------------------------------------------------------------
 */

static void write_phase(struct plan *p, sqlite3_stmt *q, double all_hours,
                        double all_weeks)
{
	struct book *b = p->b;
	struct figures *m = b->m;
	const char *label = (const char *)sqlite3_column_text(q, 0);
	double share = all_hours > 0 ? sqlite3_column_double(q, 1) / all_hours : 0;
	double begin = all_weeks > 0 ? sqlite3_column_double(q, 2) / all_weeks : 0;
	double end = all_weeks > 0 ? sqlite3_column_double(q, 3) / all_weeks : 0;
	double start = figures_begin(m, begin * m->weeks);
	int r = p->row++;

	book_text(b, p->w, r, COL_LABEL, STYLE_WRAP, label ? label : "");
	book_number(b, p->w, r, COL_SHARE, STYLE_PERCENT1, share);
	book_number(b, p->w, r, COL_BEGIN, STYLE_PERCENT1, begin);
	book_number(b, p->w, r, COL_END, STYLE_PERCENT1, end);
	book_formula(b, p->w, r, COL_HOURS, STYLE_HOURS, share * m->hours,
	             "%s*total_hours", book_at(b, r, COL_SHARE));
	book_formula(b, p->w, r, COL_COST, STYLE_MONEY, share * m->price,
	             "%s*price_expected", book_at(b, r, COL_SHARE));
	book_formula(b, p->w, r, COL_START_WEEK, STYLE_WEEKS, begin * m->weeks,
	             "%s*weeks_expected", book_at(b, r, COL_BEGIN));
	book_formula(b, p->w, r, COL_WEEKS, STYLE_WEEKS, (end - begin) * m->weeks,
	             "(%s-%s)*weeks_expected", book_at(b, r, COL_END),
	             book_at(b, r, COL_BEGIN));
	book_formula(b, p->w, r, COL_START, STYLE_DATE, start,
	             "WORKDAY(first_day-1,MAX(0,NETWORKDAYS(first_day,first_day+"
	             "INT(%s*7+0.000001)-1))+1,holidays)",
	             book_at(b, r, COL_START_WEEK));
	book_formula(b, p->w, r, COL_FINISH, STYLE_DATE,
	             fmax(start, figures_finish(m, end * m->weeks)), "MAX(%s,%s)",
	             book_at(b, r, COL_START),
	             finish_formula(b, arena_printf(b->a, "%s*weeks_expected",
	                                            book_at(b, r, COL_END))));
}

/* What another team would do, by the same formula as the plan's weeks. */
static void write_teams(struct plan *p)
{
	static const char *const heads[] = { "People", "Weeks", "Lost" };
	struct book *b = p->b;
	struct err ignored;
	sqlite3_stmt *q = store_select(b->store, b->a, &ignored,
	                               "SELECT people, weeks, loss FROM team_option"
	                               " ORDER BY people");

	for (int i = 0; i < 3; i++)
		book_text(b, p->w, p->row, i, i ? STYLE_HEAD_RIGHT : STYLE_HEAD,
		          heads[i]);
	p->row++;
	while (q && sqlite3_step(q) == SQLITE_ROW) {
		const char *people = book_at(b, p->row, 0);

		book_number(b, p->w, p->row, 0, STYLE_FIXED, sqlite3_column_double(q, 0));
		book_formula(b, p->w, p->row, 1, STYLE_WEEKS, sqlite3_column_double(q, 1),
		             "MAX(floor_weeks,natural_weeks*(natural_team/(1+head_loss*"
		             "MAX(0,natural_team-1)))/(%s/(1+head_loss*MAX(0,%s-1))))",
		             people, people);
		book_formula(b, p->w, p->row++, 2, STYLE_PERCENT,
		             sqlite3_column_double(q, 2), "1-1/(1+head_loss*MAX(0,%s-1))",
		             people);
	}
}

static void insert_gantt(struct plan *p, int first, int last, int row)
{
	static const struct bar bars[] = { { COL_START_WEEK, 0, NULL },
		                           { COL_WEEKS, BAR_COLOUR, NULL } };
	struct bars c = { .sheet = SHEET_PLAN,
		          .first = first,
		          .last = last,
		          .bar = bars,
		          .count = 2,
		          .format = "0",
		          .axis_name = TEXT_WEEKS_FROM_START,
		          .is_top_down = true };
	lxw_chart_options size = { .x_offset = 4, .y_offset = 4, .x_scale = 2.05 };

	size.y_scale = (80 + 26.0 * (last - first + 1)) / 288;
	worksheet_insert_chart_opt(p->w, (lxw_row_t)row, 0, book_bars(p->b, &c), &size);
}

static bool write_phases(struct plan *p, struct err *e)
{
	static const char *const heads[] = {
		"Phase", "Share of\nhours", "Begins\nat", "Ends\nat", "Hours",
		"Cost",  "Start\nweek",     "Weeks",      "Start",    "Finish"
	};
	struct book *b = p->b;
	double hours = store_number(b->store, 0, "SELECT total(hours) FROM phase");
	double weeks = store_number(b->store, 0, "SELECT max(end_week) FROM phase");
	sqlite3_stmt *q = store_select(
	    b->store, b->a, e,
	    "SELECT label, hours, start_week, end_week, needs FROM phase ORDER BY rank");
	int first;

	if (!q)
		return false;
	for (int i = 0; i < 10; i++)
		book_text(b, p->w, p->row, i, i ? STYLE_HEAD_RIGHT : STYLE_HEAD,
		          heads[i]);
	worksheet_set_row(p->w, (lxw_row_t)p->row, 30, NULL);
	first = ++p->row;
	while (sqlite3_step(q) == SQLITE_ROW)
		write_phase(p, q, hours, weeks);
	if (p->row == first) {
		book_text(b, p->w, p->row++, 0, STYLE_LABEL, TEXT_NO_ROWS);
		return true;
	}
	book_blank(b, p->w, p->row, 0, COL_FINISH, STYLE_SUM_TEXT);
	book_text(b, p->w, p->row, 0, STYLE_SUM_TEXT, TEXT_TOTAL);
	book_formula(b, p->w, p->row, COL_HOURS, STYLE_SUM_HOURS, b->m->hours,
	             "SUM(%s:%s)", book_at(b, first, COL_HOURS),
	             book_at(b, p->row - 1, COL_HOURS));
	book_formula(b, p->w, p->row, COL_COST, STYLE_SUM_MONEY, b->m->price,
	             "SUM(%s:%s)", book_at(b, first, COL_COST),
	             book_at(b, p->row - 1, COL_COST));
	insert_gantt(p, first, p->row - 1, p->row + 2);
	p->row += 2 + (int)((80 + 26.0 * (p->row - first)) / 20) + 2;
	return true;
}

/* ---- how the weeks are found -------------------------------------------- */

/* A step: label, formula, why. Its value is named, so later steps read like the text. */
static void step(struct plan *p, const char *name, const char *label, enum book_style s,
                 double value, const char *note, const char *formula)
{
	book_text(p->b, p->w, p->row, COL_LABEL, STYLE_WRAP, label);
	book_formula(p->b, p->w, p->row, COL_SHARE, s, value, "%s", formula);
	book_text(p->b, p->w, p->row, COL_BEGIN, STYLE_NOTE, note);
	book_name(p->b, name, SHEET_PLAN, p->row, COL_SHARE);
	p->row++;
}

static void section(struct plan *p, const char *title)
{
	book_blank(p->b, p->w, p->row, 0, COL_FINISH, STYLE_SECTION);
	book_text(p->b, p->w, p->row, 0, STYLE_SECTION, title);
	worksheet_set_row(p->w, (lxw_row_t)p->row, 22, NULL);
	p->row++;
}

/* The documented bands' edges with their logarithms: what SLOPE needs as ranges. */
static void write_knots(struct plan *p)
{
	static const char *const heads[] = { "Edge of a documented band", "Cost", "Weeks",
		                             "ln cost", "ln weeks" };
	struct book *b = p->b;
	int first = p->row + 1, n = b->m->knot_count;

	for (int i = 0; i < 5; i++)
		book_text(b, p->w, p->row, i, i ? STYLE_HEAD_RIGHT : STYLE_HEAD,
		          heads[i]);
	for (int i = 0; i < n; i++) {
		const struct knot *k = &b->m->knot[i];
		int r = first + i;

		book_text(b, p->w, r, 0, STYLE_TOP,
		          i % 2 ? TEXT_EDGE_HIGH : TEXT_EDGE_LOW);
		book_number(b, p->w, r, 1, STYLE_DOLLARS, k->cost);
		book_number(b, p->w, r, 2, STYLE_WEEKS, k->weeks);
		book_formula(b, p->w, r, 3, STYLE_FACTOR, log(k->cost), "LN(%s)",
		             book_at(b, r, 1));
		book_formula(b, p->w, r, 4, STYLE_FACTOR, log(k->weeks), "LN(%s)",
		             book_at(b, r, 2));
	}
	p->row = first + n;
	if (n < 2)
		return;
	book_name_range(b, "knot_cost", SHEET_PLAN, first, 1, p->row - 1, 1);
	book_name_range(b, "knot_weeks", SHEET_PLAN, first, 2, p->row - 1, 2);
	step(p, "knot_slope", TEXT_SLOPE, STYLE_FACTOR, b->m->slope, TEXT_SLOPE_NOTE,
	     arena_printf(b->a, "SLOPE(%s:%s,%s:%s)", book_at(b, first, 4),
	                  book_at(b, first + n - 1, 4), book_at(b, first, 3),
	                  book_at(b, first + n - 1, 3)));
}

/* Log-log interpolation through the knots; outside them, the slope through all. */
static const char *documented_formula(struct book *b)
{
	int n = b->m->knot_count;

	if (n < 2)
		return "0";
	return arena_printf(
	    b->a,
	    "IF(reference_price<=INDEX(knot_cost,1),"
	    "INDEX(knot_weeks,1)*(reference_price/INDEX(knot_cost,1))^knot_slope,"
	    "IF(reference_price>=INDEX(knot_cost,%d),"
	    "INDEX(knot_weeks,%d)*(reference_price/INDEX(knot_cost,%d))^knot_slope,"
	    "INDEX(knot_weeks,knot_at)*(INDEX(knot_weeks,knot_at+1)/"
	    "INDEX(knot_weeks,knot_at))"
	    "^(LN(reference_price/INDEX(knot_cost,knot_at))"
	    "/LN(INDEX(knot_cost,knot_at+1)/INDEX(knot_cost,knot_at)))))",
	    n, n, n);
}

static int knot_at(const struct figures *m)
{
	int at = 1;

	while (at < m->knot_count - 1 && m->reference_price >= m->knot[at].cost)
		at++;
	return at;
}

static void write_steps(struct plan *p)
{
	struct book *b = p->b;
	const struct figures *m = b->m;

	write_knots(p);
	p->row++;
	step(p, "reference_price", TEXT_REFERENCE_PRICE, STYLE_DOLLARS,
	     m->reference_price, NOTE_REFERENCE_PRICE,
	     "total_hours*reference_rate*(1+reference_contingency)");
	if (m->knot_count > 1)
		step(p, "knot_at", TEXT_KNOT, STYLE_COUNT, knot_at(m), NOTE_KNOT,
		     arena_printf(b->a,
		                  "IF(reference_price<INDEX(knot_cost,1),1,"
		                  "MIN(%d,MATCH(reference_price,knot_cost,1)))",
		                  m->knot_count - 1));
	step(p, "documented_weeks", TEXT_DOCUMENTED_WEEKS, STYLE_WEEKS,
	     m->documented_weeks, NOTE_DOCUMENTED_WEEKS, documented_formula(b));
	step(p, "person_months", TEXT_PERSON_MONTHS, STYLE_WEEKS, m->person_months,
	     NOTE_PERSON_MONTHS, "total_hours/hours_per_month");
	step(p, "nominal_weeks", TEXT_NOMINAL, STYLE_WEEKS, m->nominal_weeks,
	     NOTE_NOMINAL, "nominal_factor*person_months^(1/3)*weeks_per_month");
	step(p, "natural_weeks", TEXT_NATURAL, STYLE_WEEKS, m->natural_weeks,
	     NOTE_NATURAL,
	     "IF(person_months>=nominal_from_months,MIN(documented_weeks,nominal_weeks),"
	     "documented_weeks)");
	step(p, "natural_team", TEXT_NATURAL_TEAM, STYLE_UNIT_HOURS, m->natural_team,
	     NOTE_NATURAL_TEAM,
	     "IF(natural_weeks>0,total_hours/"
	     "(hours_per_week*utilisation*natural_weeks),0)");
	step(p, "floor_weeks", TEXT_FLOOR, STYLE_WEEKS, m->floor_weeks, NOTE_FLOOR,
	     "IF(person_months>=nominal_from_months,floor_nominal*nominal_weeks,"
	     "floor_documented*documented_weeks)");
	step(p, "weeks_expected", TEXT_WEEKS, STYLE_WEEKS, m->weeks, NOTE_WEEKS,
	     "IF(AND(team>0,total_hours>0),MAX(floor_weeks,"
	     "natural_weeks*(natural_team/(1+head_loss*MAX(0,natural_team-1)))"
	     "/(team/(1+head_loss*MAX(0,team-1)))),natural_weeks)");
	step(p, "team_size", TEXT_TEAM, STYLE_UNIT_HOURS, m->team_size, NOTE_TEAM_SIZE,
	     "IF(AND(team>0,total_hours>0),team,natural_team)");
	step(p, "first_day", TEXT_FIRST_DAY, STYLE_DATE, figures_first_day(m),
	     NOTE_FIRST_DAY, "WORKDAY(start_date-1,1,holidays)");
	step(p, "finish_date", TEXT_FINISH, STYLE_DATE, figures_finish(m, m->weeks),
	     NOTE_FINISH, finish_formula(b, "weeks_expected"));
}

/* ---- range -------------------------------------------------------------- */

/* A simulation cannot run in a sheet without changing at each look. Its percentiles
 * stand here as ratios to the expected value, so they follow every input. */
static void write_range(struct plan *p)
{
	static const char *const heads[] = { "Range", "Cost\nratio", "Weeks\nratio",
		                             "",      "Hours",       "Cost",
		                             "",      "Weeks",       "",
		                             "Finish" };
	struct book *b = p->b;
	const struct figures *m = b->m;

	for (int i = 0; i < 10; i++)
		book_text(b, p->w, p->row, i, i ? STYLE_HEAD_RIGHT : STYLE_HEAD,
		          heads[i]);
	worksheet_set_row(p->w, (lxw_row_t)p->row++, 30, NULL);
	for (int i = 0; i < PERCENTILES; i++) {
		const char *name = percentile_suffix[i];
		double cost = m->price * m->cost_ratio[i],
		       weeks = m->weeks * m->weeks_ratio[i];
		int r = p->row++;

		book_text(b, p->w, r, 0, STYLE_TOP, percentile_title[i]);
		book_number(b, p->w, r, 1, STYLE_FACTOR, m->cost_ratio[i]);
		book_number(b, p->w, r, 2, STYLE_FACTOR, m->weeks_ratio[i]);
		book_formula(b, p->w, r, COL_HOURS, STYLE_HOURS,
		             m->hours * m->cost_ratio[i], "total_hours*%s",
		             book_at(b, r, 1));
		book_formula(b, p->w, r, COL_COST, STYLE_MONEY, cost, "price_expected*%s",
		             book_at(b, r, 1));
		book_formula(b, p->w, r, COL_WEEKS, STYLE_WEEKS, weeks,
		             "weeks_expected*%s", book_at(b, r, 2));
		book_formula(b, p->w, r, COL_FINISH, STYLE_DATE, figures_finish(m, weeks),
		             "%s", finish_formula(b, book_at(b, r, COL_WEEKS)));
		book_name(b, arena_printf(b->a, "cost_%s", name), SHEET_PLAN, r,
		          COL_COST);
		book_name(b, arena_printf(b->a, "weeks_%s", name), SHEET_PLAN, r,
		          COL_WEEKS);
		book_name(b, arena_printf(b->a, "finish_%s", name), SHEET_PLAN, r,
		          COL_FINISH);
	}
	book_textf(b, p->w, p->row++, 0, STYLE_LABEL, TEXT_RANGE_SOURCE,
	           book_result(b, "seed", "?"), book_result(b, "draws", "?"));
}

bool book_plan(struct book *b, lxw_worksheet *w, struct err *e)
{
	static const double widths[] = { 38, 12, 10, 10, 11, 13, 10, 10, 13, 13 };
	struct plan p = { b, w, 3 };

	for (int i = 0; i < 10; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	book_heading(b, w, SHEET_PLAN, TEXT_PLAN_INTRO);
	if (!write_phases(&p, e))
		return false;
	p.row++;
	section(&p, TEXT_PLAN_RANGE);
	write_range(&p);
	p.row++;
	section(&p, TEXT_PLAN_TEAMS);
	write_teams(&p);
	p.row++;
	section(&p, TEXT_PLAN_STEPS);
	write_steps(&p);
	return true;
}
