/* book_plan.c - the sheet Plan: phases with dates, and how the weeks are found. */
#include "book/book_plan.h"

#include <math.h>
#include <stdlib.h>

#include "book/book_change.h"
#include "book/book_gantt.h"
#include "book/book_packages.h"
#include "book/book_page.h"
#include "book/book_percentile.h"
#include "book/book_weeks.h"
#include "sheet/book_text.h"
#include "text/grouped.h"

const char *const percentile_title[PERCENTILES] = { "P10", "P50", "P80", "P90" };
const char *const percentile_suffix[PERCENTILES] = { "p10", "p50", "p80", "p90" };

enum {
	COL_ID,
	COL_LABEL,
	COL_START, /* up to the finish beside the weeks on paper, too */
	COL_FINISH,
	COL_NEEDS,
	COL_ROLE,
	COL_HOURS,
	COL_COST,
	COL_START_WEEK,
	COL_WEEKS,
	COL_SLACK,
	COL_CRITICAL,
	COL_DONE,
	COL_FINISH_P50,
	COL_FINISH_P80,
	COL_BASE_START,
	COL_BASE_FINISH,
	COL_SLIP,
	COL_GAP,
	COL_FIRST_WEEK
};
/* Of the tables below the plan. */
enum { COL_VALUE = COL_ROLE, COL_NOTE = COL_HOURS };
enum {
	SHARE_LEAST = COL_START,
	SHARE_PART = COL_FINISH,
	SHARE_BEGINS_LATER = COL_HOURS,
	SHARE_ENDS_LATER = COL_COST
};
enum { PAST_ROW = 2, LABEL_ROW, FIGURE_ROW, WEEK_ROW, HEAD_ROW, FIRST_ROW };
/* Rows below the reserve. */
enum { FORECAST_BELOW = 3, LEGEND_BELOW, COST_BELOW, PACKAGES_BELOW = 7 };
/* From the labels to the last date: 171 characters, as wide as most letters are. */
enum { SHARES_NOTE_WIDTH = 160 };

/* A row of the table phase, and where its shares stand on the sheet. */
struct stretch {
	const char *name, *label, *role;
	double begin, end; /* shares of the weeks */
	double least;
	int row, share_row;
};

struct plan {
	struct book *b;
	lxw_worksheet *w;
	struct stretch *phase;
	size_t n, room;
	int changes, reserve;      /* rows */
	int row;                   /* the next one below the plan */
	struct package_rows *rows; /* of each phase */
};

/* calendar_finish(), in the sheet. */
static const char *finish_formula(struct book *b, const char *weeks)
{
	return book_finish_after(b, "first_day", weeks);
}

const char *book_finish_after(struct book *b, const char *first_day, const char *weeks)
{
	return arena_printf(b->a,
	                    "WORKDAY(%s-1,MAX(1,ROUNDUP(ROUND((%s)*%d,6),0)),holidays)",
	                    first_day, weeks, WEEK_DAYS);
}

const char *book_begin_after(struct book *b, const char *weeks)
{
	return arena_printf(b->a, "WORKDAY(first_day-1,INT((%s)*%d+0.000001)+1,holidays)",
	                    weeks, WEEK_DAYS);
}

/* ---- tables ---------------------------------------------------------------------------
 */

/* texts: a bit for each column that holds text. */
static void heads(struct plan *p, const char *const *head, int from, int n,
                  unsigned texts)
{
	for (int i = 0; i < n; i++)
		book_text(p->b, p->w, p->row, from + i,
		          !(texts & 1u << i) ? STYLE_HEAD_RIGHT
		          : i > 1            ? STYLE_HEAD_INDENT
		                             : STYLE_HEAD,
		          head[i]);
	worksheet_set_row(p->w, (lxw_row_t)p->row++, 30, NULL);
}

/* ---- phases --------------------------------------------------------------------------
 */

/* The role that does most of a phase stands for it. */
static bool load_phases(struct plan *p, struct err *e)
{
	struct book *b = p->b;
	double weeks = store_number(b->store, 0, "SELECT max(end_week) FROM phase");
	sqlite3_stmt *q = store_select(
	    b->store, b->a, e,
	    "SELECT name, label, start_week, end_week, (SELECT r.label FROM phase_role x"
	    " JOIN role r ON r.name = x.role WHERE x.phase = phase.name"
	    " ORDER BY x.hours DESC, r.rank LIMIT 1), least FROM phase ORDER BY rank");

	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *role = (const char *)sqlite3_column_text(q, 4);
		struct stretch *s = arena_push(b->a, (void **)&p->phase, &p->n, &p->room,
		                               sizeof *s);

		s->name = arena_strdup(b->a, (const char *)sqlite3_column_text(q, 0));
		s->label = arena_strdup(b->a, (const char *)sqlite3_column_text(q, 1));
		s->role = arena_strdup(b->a, role ? role : "");
		s->begin = weeks > 0 ? sqlite3_column_double(q, 2) / weeks : 0;
		s->end = weeks > 0 ? sqlite3_column_double(q, 3) / weeks : 0;
		s->least = sqlite3_column_double(q, 5);
		s->row = FIRST_ROW + (int)p->n - 1;
	}
	b->phase_first = FIRST_ROW;
	b->phase_last = FIRST_ROW + (int)p->n - 1;
	return true;
}

/* Of table phase_need, the phases on the other side of this one: what it needs, or what
 * needs it. Calls `put` with each; in the order of the plan. */
static const char *joined(struct plan *p, const char *name, bool is_after,
                          const char *(*put)(struct plan *p, const struct stretch *s,
                                             const char *list))
{
	const char *list = "";

	for (size_t i = 0; i < p->n; i++) {
		const char *other = p->phase[i].name;

		if (store_number(p->b->store, 0,
		                 "SELECT count(*) FROM phase_need"
		                 " WHERE phase = %Q AND needs = %Q",
		                 is_after ? other : name, is_after ? name : other) > 0)
			list = put(p, &p->phase[i], list);
	}
	return list;
}

/* "2, 3" */
static const char *put_id(struct plan *p, const struct stretch *s, const char *list)
{
	return arena_printf(p->b->a, "%s%s%d", list, *list ? ", " : "",
	                    s->row - FIRST_ROW + 1);
}

/* How long after this one ends it must begin at the latest, in days from the start. */
static const char *put_latest(struct plan *p, const struct stretch *s, const char *list)
{
	struct book *b = p->b;

	return arena_printf(b->a, "%s%s%s*5+%s", list, *list ? "," : "",
	                    book_at(b, s->row, COL_START_WEEK),
	                    book_at(b, s->row, COL_SLACK));
}

/* "5*$J$8+5*$J$9": what the team does later that does not wait for this phase. */
static const char *beside(struct plan *p, const struct stretch *s)
{
	struct book *b = p->b;
	const char *sum = "";

	for (size_t i = 0; i < p->n; i++)
		if (p->phase[i].begin >= s->end - 1e-9 &&
		    store_number(b->store, 0,
		                 "WITH RECURSIVE later(name) AS (VALUES (%Q) UNION SELECT"
		                 " phase FROM phase_need JOIN later ON needs = name)"
		                 " SELECT count(*) FROM later WHERE name = %Q",
		                 s->name, p->phase[i].name) == 0)
			sum = arena_printf(b->a, "%s%s5*%s", sum, *sum ? "+" : "",
			                   book_at(b, p->phase[i].row, COL_WEEKS));
	return *sum ? sum : "0";
}

/* Slack as in the method of the critical path: until something that waits for the phase
 * would be late itself, or the team is out of other work. */
static void write_slack(struct plan *p, const struct stretch *s)
{
	struct book *b = p->b;
	const char *latest = joined(p, s->name, true, put_latest);

	book_live(b, p->w, s->row, COL_SLACK, STYLE_DAYS,
	          "MAX(0,ROUND(MIN(%s,MIN(%s)-5*(%s+%s)),2))", beside(p, s),
	          *latest ? latest
	                  : arena_printf(b->a, "5*(%s+%s)",
	                                 book_at(b, b->phase_last, COL_START_WEEK),
	                                 book_at(b, b->phase_last, COL_WEEKS)),
	          book_at(b, s->row, COL_START_WEEK), book_at(b, s->row, COL_WEEKS));
	book_live(b, p->w, s->row, COL_CRITICAL, STYLE_NOTE_TOP,
	          "IF(AND(%s<0.5,%s>0),\"%s\",\"\")", book_at(b, s->row, COL_SLACK),
	          book_at(b, s->row, COL_WEEKS), TEXT_CRITICAL);
}

/* Working days from one date to the other, negative when it is earlier. */
static const char *days_between(struct book *b, const char *from, const char *to)
{
	return arena_printf(b->a,
	                    "IF(%s>=%s,NETWORKDAYS(%s,%s,holidays)-1,"
	                    "1-NETWORKDAYS(%s,%s,holidays))",
	                    to, from, from, to, to, from);
}

static void write_dates(struct plan *p, const struct stretch *s)
{
	struct book *b = p->b;
	const struct figures *m = b->m;
	int r = s->row;
	const char *end = book_at(b, s->share_row, COL_VALUE),
		   *later = book_at(b, s->share_row, SHARE_ENDS_LATER);
	double start = figures_begin(m, s->begin * m->weeks);
	double finish = fmax(start, figures_finish(m, s->end * m->weeks));

	book_live(b, p->w, r, COL_START, STYLE_DATE, "%s",
	          book_begin_after(b, book_at(b, r, COL_START_WEEK)));
	book_live(b, p->w, r, COL_FINISH, STYLE_DATE, "MAX(%s,%s)",
	          book_at(b, r, COL_START),
	          finish_formula(b, arena_printf(b->a, "%s*weeks_expected+%s/5", end,
	                                         later)));
	book_live(b, p->w, r, COL_FINISH_P50, STYLE_DATE, "%s",
	          finish_formula(b, arena_printf(b->a, "%s*weeks_p50+%s/5", end, later)));
	book_live(b, p->w, r, COL_FINISH_P80, STYLE_DATE, "%s",
	          finish_formula(b, arena_printf(b->a, "%s*weeks_p80+%s/5", end, later)));
	book_number(b, p->w, r, COL_BASE_START, STYLE_DATE, start);
	book_number(b, p->w, r, COL_BASE_FINISH, STYLE_DATE, finish);
	book_live(b, p->w, r, COL_SLIP, STYLE_DAYS, "%s",
	          days_between(b, book_at(b, r, COL_BASE_FINISH),
	                       book_at(b, r, COL_FINISH)));
}

/* The cells of its packages in a column; "" when it has none. */
static const char *of_packages(struct plan *p, const struct stretch *s, int col)
{
	const struct package_rows *rows = &p->rows[s->row - FIRST_ROW];

	return rows->last < rows->first
	         ? ""
	         : arena_printf(p->b->a, "%s:%s", book_at(p->b, rows->first, col),
	                        book_at(p->b, rows->last, col));
}

static void write_hours(struct plan *p, const struct stretch *s)
{
	struct book *b = p->b;
	const char *hours = of_packages(p, s, COL_HOURS),
		   *cell = book_at(b, s->row, COL_HOURS);

	book_live(b, p->w, s->row, COL_HOURS, STYLE_HOURS, *hours ? "SUM(%s)" : "0",
	          hours);
	book_live(b, p->w, s->row, COL_COST, STYLE_MONEY, "%s*billed_rate", cell);
	book_live(b, p->w, s->row, COL_DONE, STYLE_PERCENT,
	          *hours ? "IF(%s>0,SUMPRODUCT(%s,%s)/%s,0)" : "0", cell, hours,
	          of_packages(p, s, COL_DONE), cell);
}

static void write_phase(struct plan *p, const struct stretch *s)
{
	struct book *b = p->b;
	int r = s->row;

	book_number(b, p->w, r, COL_ID, STYLE_ID, r - FIRST_ROW + 1);
	book_text(b, p->w, r, COL_LABEL, STYLE_WRAP, s->label);
	book_text(b, p->w, r, COL_NEEDS, STYLE_NOTE_TOP,
	          joined(p, s->name, false, put_id));
	book_text(b, p->w, r, COL_ROLE, STYLE_NOTE_TOP, s->role);
	write_hours(p, s);
	book_live(b, p->w, r, COL_START_WEEK, STYLE_WEEKS, "%s*weeks_expected+%s/5",
	          book_at(b, s->share_row, COL_NEEDS),
	          book_at(b, s->share_row, SHARE_BEGINS_LATER));
	book_live(b, p->w, r, COL_WEEKS, STYLE_WEEKS, "(%s-%s)*weeks_expected+(%s-%s)/5",
	          book_at(b, s->share_row, COL_VALUE),
	          book_at(b, s->share_row, COL_NEEDS),
	          book_at(b, s->share_row, SHARE_ENDS_LATER),
	          book_at(b, s->share_row, SHARE_BEGINS_LATER));
	write_slack(p, s);
	write_dates(p, s);
	worksheet_set_row(p->w, (lxw_row_t)r, book_height(STYLE_WRAP, 39, s->label) + 3,
	                  NULL);
}

/* The work of approved changes, and the days that the client is waited for: a line of
 * their own, which moves what comes behind it. */
static void write_changes(struct plan *p)
{
	struct book *b = p->b;
	int r = p->changes;
	const char *start = book_at(b, r, COL_START_WEEK),
		   *weeks = book_at(b, r, COL_WEEKS), *hours = book_at(b, r, COL_HOURS);

	book_text(b, p->w, r, COL_LABEL, STYLE_WRAP, TEXT_PLAN_CHANGES);
	book_live(b, p->w, r, COL_HOURS, STYLE_HOURS, "change_hours");
	book_live(b, p->w, r, COL_COST, STYLE_MONEY, "%s*billed_rate", hours);
	book_live(b, p->w, r, COL_START_WEEK, STYLE_WEEKS, "change_from_week");
	book_live(b, p->w, r, COL_WEEKS, STYLE_WEEKS, "change_to_week-%s", start);
	book_live(b, p->w, r, COL_START, STYLE_DATE, "IF(%s=0,\"\",%s)", weeks,
	          book_begin_after(b, start));
	book_live(b, p->w, r, COL_FINISH, STYLE_DATE, "IF(%s=0,\"\",%s)", weeks,
	          finish_formula(b, "change_to_week"));
	book_live(b, p->w, r, COL_CRITICAL, STYLE_NOTE_TOP, "IF(%s>0,\"%s\",\"\")", weeks,
	          TEXT_CRITICAL);
	book_live(b, p->w, r, COL_DONE, STYLE_PERCENT,
	          "IF(%s>0,MAX(0,MIN(1,changes_done/%s)),0)", hours, hours);
}

/* What the offer holds beyond the plan stands behind it, not in its phases. */
static void write_reserve(struct plan *p)
{
	struct book *b = p->b;
	int r = p->reserve;

	book_text(b, p->w, r, COL_LABEL, STYLE_WRAP, TEXT_RESERVE);
	book_live(b, p->w, r, COL_COST, STYLE_MONEY, "MAX(0,price_changed-%s)",
	          book_at(b, r + 1, COL_COST));
	book_live(b, p->w, r, COL_HOURS, STYLE_HOURS,
	          "IF(billed_rate>0,MAX(0,%s-waiting_price)/billed_rate,0)",
	          book_at(b, r, COL_COST));
	book_name(b, "reserve_hours", SHEET_PLAN, r, COL_HOURS);
	book_live(b, p->w, r, COL_START_WEEK, STYLE_WEEKS, "weeks_planned");
	/* So that the weeks that are printed add up. */
	book_live(b, p->w, r, COL_WEEKS, STYLE_WEEKS,
	          "MAX(0,ROUND(weeks_changed,1)-ROUND(weeks_planned,1))");
	book_live(b, p->w, r, COL_START, STYLE_DATE, "MIN(%s,%s)",
	          book_begin_after(b, "weeks_planned"), book_at(b, r, COL_FINISH));
	book_live(b, p->w, r, COL_FINISH, STYLE_DATE, "MAX(%s,finish_changed)",
	          book_at(b, r + 1, COL_FINISH));
	worksheet_set_row(p->w, (lxw_row_t)r,
	                  book_height(STYLE_WRAP, 39, TEXT_RESERVE) + 3, NULL);
}

static void write_sum(struct plan *p, int r)
{
	struct book *b = p->b;
	int last = p->changes;

	book_blank(b, p->w, r, 0, COL_SLIP, STYLE_SUM_TEXT);
	book_text(b, p->w, r, COL_LABEL, STYLE_SUM_TEXT, TEXT_PLAN_TOTAL);
	book_live(b, p->w, r, COL_HOURS, STYLE_SUM_HOURS, "SUM(%s:%s)",
	          book_at(b, FIRST_ROW, COL_HOURS), book_at(b, last, COL_HOURS));
	book_live(b, p->w, r, COL_COST, STYLE_SUM_MONEY, "SUM(%s:%s)",
	          book_at(b, FIRST_ROW, COL_COST), book_at(b, last, COL_COST));
	book_live(b, p->w, r, COL_DONE, STYLE_SUM_PERCENT,
	          "IF(%s>0,SUMPRODUCT(%s:%s,%s:%s)/%s,0)", book_at(b, r, COL_HOURS),
	          book_at(b, FIRST_ROW, COL_HOURS), book_at(b, last, COL_HOURS),
	          book_at(b, FIRST_ROW, COL_DONE), book_at(b, last, COL_DONE),
	          book_at(b, r, COL_HOURS));
	book_name(b, "plan_done", SHEET_PLAN, r, COL_DONE);
	book_name(b, "plan_hours", SHEET_PLAN, r, COL_HOURS);
	book_live(b, p->w, r, COL_WEEKS, STYLE_SUM_WEEKS, "weeks_planned");
	book_live(b, p->w, r, COL_FINISH, STYLE_SUM_DATE, "%s",
	          finish_formula(b, "weeks_planned"));
}

/* The plan and its reserve. */
static void write_offered(struct plan *p, int r)
{
	struct book *b = p->b;

	book_blank(b, p->w, r, 0, COL_SLIP, STYLE_SUM_TEXT);
	book_text(b, p->w, r, COL_LABEL, STYLE_SUM_TEXT, TEXT_PLAN_OFFERED_TOTAL);
	book_live(b, p->w, r, COL_COST, STYLE_SUM_MONEY, "price_changed");
	book_live(b, p->w, r, COL_WEEKS, STYLE_SUM_WEEKS, "weeks_changed");
	book_live(b, p->w, r, COL_FINISH, STYLE_SUM_DATE, "finish_changed");
}

/* The plan moves by inputs alone; what was done so far moves the forecast. */
static void write_forecast(struct plan *p, int r)
{
	struct book *b = p->b;

	book_text(b, p->w, r, COL_LABEL, STYLE_LABEL, TEXT_PLAN_FORECAST);
	book_live(b, p->w, r, COL_DONE, STYLE_PERCENT, "tracking_share");
	book_live(b, p->w, r, COL_FINISH_P50, STYLE_DATE, "forecast_p50");
	book_live(b, p->w, r, COL_FINISH_P80, STYLE_DATE, "forecast_p80");
}

/* ---- above and below them --------------------------------------------------- */

/* Figures of the whole plan, each above the column that it belongs to. */
static void write_figures(struct plan *p)
{
	struct book *b = p->b;
	int sum = p->reserve + 1;
	const struct {
		int col;
		const char *label, *name;
		enum book_style style;
	} figures[] = {
		{ COL_START, TEXT_PLAN_START, "first_day", STYLE_DATE_BOLD },
		{ COL_FINISH, TEXT_PLAN_FINISH, book_at(b, sum, COL_FINISH),
		  STYLE_DATE_BOLD },
		{ COL_ROLE, TEXT_TEAM, "team_size", STYLE_WEEKS_BOLD },
		{ COL_HOURS, TEXT_PLAN_HOURS, "plan_hours", STYLE_HOURS_BOLD },
		{ COL_COST, TEXT_PLAN_COST, book_at(b, sum, COL_COST), STYLE_MONEY_BOLD },
		{ COL_WEEKS, TEXT_PLAN_WEEKS, "weeks_planned", STYLE_WEEKS_BOLD },
		{ COL_FINISH_P50, TEXT_PLAN_P50,
		  finish_formula(b, "weeks_p50+change_later/5"), STYLE_DATE_BOLD },
		{ COL_FINISH_P80, TEXT_PLAN_P80,
		  finish_formula(b, "weeks_p80+change_later/5"), STYLE_DATE_BOLD },
		{ COL_BASE_FINISH, TEXT_PLAN_OFFERED, "finish_changed", STYLE_DATE_BOLD },
	};

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		book_text(b, p->w, LABEL_ROW, figures[i].col, STYLE_LABEL_RIGHT,
		          figures[i].label);
		book_live(b, p->w, FIGURE_ROW, figures[i].col, figures[i].style, "%s",
		          figures[i].name);
	}
}

static void write_head(struct plan *p)
{
	static const char *const heads[] = { TEXT_PLAN_HEADS };

	for (int i = 0; i < COL_GAP; i++)
		book_text(p->b, p->w, HEAD_ROW, i,
		          i == COL_CRITICAL                 ? STYLE_HEAD_INDENT
		          : i == COL_NEEDS || i == COL_ROLE ? STYLE_HEAD_INDENT
		          : i > COL_LABEL                   ? STYLE_HEAD_RIGHT
		                                            : STYLE_HEAD,
		          heads[i]);
	book_text(p->b, p->w, WEEK_ROW, COL_SLIP, STYLE_LABEL_RIGHT, TEXT_WEEK);
	book_weeks_head(p->b, p->w, WEEK_ROW, COL_FIRST_WEEK);
	worksheet_set_column(p->w, COL_FIRST_WEEK,
	                     (lxw_col_t)(COL_FIRST_WEEK + book_weeks_count(p->b) - 1),
	                     2.7, NULL);
	worksheet_freeze_panes(p->w, FIRST_ROW, COL_START);
	book_weeks_past(p->b, p->w, PAST_ROW, 0);
	book_name(p->b, "plan_past", SHEET_PLAN, PAST_ROW, 0);
}

static void name_columns(struct plan *p)
{
	static const struct {
		const char *name;
		int col;
	} columns[] = {
		{ "phase_id", COL_ID },
		{ "phase_label", COL_LABEL },
		{ "phase_hours", COL_HOURS },
		{ "phase_cost", COL_COST },
		{ "phase_start_week", COL_START_WEEK },
		{ "phase_weeks", COL_WEEKS },
		{ "phase_start", COL_START },
		{ "phase_finish", COL_FINISH },
		{ "phase_finish_p80", COL_FINISH_P80 },
		{ "phase_done", COL_DONE },
		{ "phase_critical", COL_CRITICAL },
		{ "phase_slack", COL_SLACK },
	};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		book_name_range(p->b, columns[i].name, SHEET_PLAN, FIRST_ROW,
		                columns[i].col, p->b->phase_last, columns[i].col);
}

static void write_phases(struct plan *p)
{
	struct gantt g = { .sheet = SHEET_PLAN,
		           .week_row = WEEK_ROW,
		           .first = FIRST_ROW,
		           .last = p->changes,
		           .changes = p->changes,
		           .reserve = p->reserve,
		           .column = COL_FIRST_WEEK,
		           .label = COL_LABEL,
		           .start = COL_START_WEEK,
		           .weeks = COL_WEEKS,
		           .critical = COL_CRITICAL,
		           .done = COL_DONE };

	write_head(p);
	write_figures(p);
	for (size_t i = 0; i < p->n; i++)
		write_phase(p, &p->phase[i]);
	write_changes(p);
	write_reserve(p);
	write_sum(p, p->reserve + 1);
	write_offered(p, p->reserve + 2);
	write_forecast(p, p->reserve + FORECAST_BELOW);
	book_text(p->b, p->w, p->reserve + COST_BELOW, COL_LABEL, STYLE_LABEL,
	          TEXT_PLAN_COST_ROUNDED);
	name_columns(p);
	book_gantt_cells(p->b, p->w, &g, p->reserve + LEGEND_BELOW);
}

/* The part of a phase of all weeks, before they are made to add up: as the schedule has
 * it, that of its hours, or its least. */
static const char *part_formula(struct plan *p, const struct stretch *s)
{
	struct book *b = p->b;
	const char *hours = book_at(b, s->row, COL_HOURS);

	return arena_printf(b->a, "IF(%s>0,MAX(%s/total_hours,%s),0)", hours, hours,
	                    book_at(b, s->share_row, SHARE_LEAST));
}

/* By how many days approved changes move it. */
static void write_later(struct plan *p, int r)
{
	struct book *b = p->b;
	const char *begin = book_at(b, r, COL_NEEDS), *end = book_at(b, r, COL_VALUE);

	book_live(b, p->w, r, SHARE_BEGINS_LATER, STYLE_LOG_HOURS, "%s",
	          book_change_later(b, arena_printf(b->a, "%s*weeks_expected", begin),
	                            true));
	book_live(b, p->w, r, SHARE_ENDS_LATER, STYLE_LOG_HOURS, "IF(%s>%s,%s,%s)", end,
	          begin,
	          book_change_later(b, arena_printf(b->a, "%s*weeks_expected", end),
	                            false),
	          book_at(b, r, SHARE_BEGINS_LATER));
}

static void write_share(struct plan *p, struct stretch *s, const char *parts)
{
	struct book *b = p->b;
	int r = s->share_row;

	book_number(b, p->w, r, COL_ID, STYLE_ID, s->row - FIRST_ROW + 1);
	book_text(b, p->w, r, COL_LABEL, STYLE_WRAP, s->label);
	book_number(b, p->w, r, SHARE_LEAST, STYLE_PERCENT1, s->least);
	book_live(b, p->w, r, SHARE_PART, STYLE_PERCENT1, "%s", part_formula(p, s));
	if (s->row == FIRST_ROW)
		book_number(b, p->w, r, COL_NEEDS, STYLE_PERCENT1, 0);
	else
		book_live(b, p->w, r, COL_NEEDS, STYLE_PERCENT1, "%s",
		          book_at(b, r - 1, COL_VALUE));
	book_live(b, p->w, r, COL_VALUE, STYLE_PERCENT1, "IF(SUM(%s)>0,%s+%s/SUM(%s),0)",
	          parts, book_at(b, r, COL_NEEDS), book_at(b, r, SHARE_PART), parts);
	write_later(p, r);
}

/* Where the phases lie in the weeks: one after the other, each by its hours. */
static void write_shares(struct plan *p)
{
	static const char *const head[] = { TEXT_SHARE_HEADS };
	struct book *b = p->b;
	int first;
	const char *parts;

	heads(p, head, 0, SHARE_ENDS_LATER + 1, 1 << COL_ID | 1 << COL_LABEL);
	first = p->row;
	parts = arena_printf(b->a, "%s:%s", book_at(b, first, SHARE_PART),
	                     book_at(b, first + (int)p->n - 1, SHARE_PART));
	for (size_t i = 0; i < p->n; i++) {
		p->phase[i].share_row = p->row++;
		write_share(p, &p->phase[i], parts);
	}
	book_name_range(b, "phase_begin_share", SHEET_PLAN, first, COL_NEEDS, p->row - 1,
	                COL_NEEDS);
	book_name_range(b, "phase_end_share", SHEET_PLAN, first, COL_VALUE, p->row - 1,
	                COL_VALUE);
	worksheet_set_row(p->w, (lxw_row_t)p->row,
	                  book_paragraph(b, p->w, p->row, COL_LABEL, COL_FINISH_P80,
	                                 STYLE_SMALL_TOP, SHARES_NOTE_WIDTH,
	                                 TEXT_SHARES_NOTE),
	                  NULL);
	p->row++;
}

/* ---- how the weeks are found -------------------------------------------- */

/* A step: label, formula, why. Its value is named, so later steps read like the text. */
static void step(struct plan *p, const char *name, const char *label, enum book_style s,
                 const char *note, const char *formula)
{
	book_text(p->b, p->w, p->row, COL_LABEL, STYLE_WRAP, label);
	book_live(p->b, p->w, p->row, COL_VALUE, s, "%s", formula);
	book_text(p->b, p->w, p->row, COL_NOTE, STYLE_NOTE, note);
	book_name(p->b, name, SHEET_PLAN, p->row, COL_VALUE);
	p->row++;
}

static void section(struct plan *p, const char *title)
{
	book_blank(p->b, p->w, p->row, 0, COL_SLIP, STYLE_SECTION);
	book_text(p->b, p->w, p->row, 0, STYLE_SECTION, title);
	worksheet_set_row(p->w, (lxw_row_t)p->row, 22, NULL);
	p->row++;
}

/* The documented bands' edges with their logarithms: what SLOPE needs as ranges. */
static void write_knots(struct plan *p)
{
	enum { COST = COL_LABEL + 1, WEEKS, LN_COST, LN_WEEKS };
	static const char *const head[] = { TEXT_KNOT_HEADS };
	struct book *b = p->b;
	int first = p->row + 1, n = b->m->knot_count;

	heads(p, head, COL_LABEL, 5, 1);
	for (int i = 0; i < n; i++) {
		const struct knot *k = &b->m->knot[i];
		int r = first + i;

		book_text(b, p->w, r, COL_LABEL, STYLE_TOP,
		          i % 2 ? TEXT_EDGE_HIGH : TEXT_EDGE_LOW);
		book_number(b, p->w, r, COST, STYLE_DOLLARS, k->cost);
		book_number(b, p->w, r, WEEKS, STYLE_WEEKS, k->weeks);
		book_live(b, p->w, r, LN_COST, STYLE_FACTOR, "LN(%s)",
		          book_at(b, r, COST));
		book_live(b, p->w, r, LN_WEEKS, STYLE_FACTOR, "LN(%s)",
		          book_at(b, r, WEEKS));
	}
	p->row = first + n;
	if (n < 2)
		return;
	book_name_range(b, "knot_cost", SHEET_PLAN, first, COST, p->row - 1, COST);
	book_name_range(b, "knot_weeks", SHEET_PLAN, first, WEEKS, p->row - 1, WEEKS);
	step(p, "knot_slope", TEXT_SLOPE, STYLE_FACTOR, TEXT_SLOPE_NOTE,
	     arena_printf(b->a, "SLOPE(%s:%s,%s:%s)", book_at(b, first, LN_WEEKS),
	                  book_at(b, first + n - 1, LN_WEEKS), book_at(b, first, LN_COST),
	                  book_at(b, first + n - 1, LN_COST)));
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

static void write_steps(struct plan *p)
{
	struct book *b = p->b;
	const struct figures *m = b->m;
	int columns = book_weeks_filled(b);

	write_knots(p);
	p->row++;
	step(p, "reference_price", TEXT_REFERENCE_PRICE, STYLE_DOLLARS,
	     NOTE_REFERENCE_PRICE,
	     "total_hours*reference_rate*(1+reference_contingency)");
	if (m->knot_count > 1)
		step(p, "knot_at", TEXT_KNOT, STYLE_COUNT, NOTE_KNOT,
		     arena_printf(b->a,
		                  "IF(reference_price<INDEX(knot_cost,1),1,"
		                  "MIN(%d,MATCH(reference_price,knot_cost,1)))",
		                  m->knot_count - 1));
	step(p, "documented_weeks", TEXT_DOCUMENTED_WEEKS, STYLE_WEEKS,
	     NOTE_DOCUMENTED_WEEKS, documented_formula(b));
	step(p, "person_months", TEXT_PERSON_MONTHS, STYLE_WEEKS, NOTE_PERSON_MONTHS,
	     "total_hours/hours_per_month");
	step(p, "nominal_weeks", TEXT_NOMINAL, STYLE_WEEKS, NOTE_NOMINAL,
	     "nominal_factor*person_months^(1/3)*weeks_per_month");
	step(p, "natural_weeks", TEXT_NATURAL, STYLE_WEEKS, NOTE_NATURAL,
	     "IF(person_months>=nominal_from_months,MIN(documented_weeks,nominal_weeks),"
	     "documented_weeks)");
	step(p, "natural_team", TEXT_NATURAL_TEAM, STYLE_UNIT_HOURS, NOTE_NATURAL_TEAM,
	     "IF(natural_weeks>0,total_hours/"
	     "(hours_per_week*utilisation*natural_weeks),0)");
	step(p, "floor_weeks", TEXT_FLOOR, STYLE_WEEKS, NOTE_FLOOR,
	     "floor_documented*documented_weeks+MAX(0,MIN(1,"
	     "(person_months-floor_from_months)/MAX(0.001,nominal_from_months-"
	     "floor_from_months)))*(MIN(documented_weeks,floor_nominal*nominal_weeks)-"
	     "floor_documented*documented_weeks)");
	step(p, "weeks_expected", TEXT_WEEKS, STYLE_WEEKS, NOTE_WEEKS,
	     "IF(AND(team>0,total_hours>0),MAX(floor_weeks,"
	     "natural_weeks*(natural_team/(1+head_loss*MAX(0,natural_team-1)))"
	     "/(team/(1+head_loss*MAX(0,team-1)))),natural_weeks)");
	step(p, "team_size", TEXT_TEAM, STYLE_UNIT_HOURS, NOTE_TEAM_SIZE,
	     "IF(AND(team>0,total_hours>0),team,natural_team)");
	step(p, "first_day", TEXT_FIRST_DAY, STYLE_DATE, NOTE_FIRST_DAY,
	     "WORKDAY(start_date-1,1,holidays)");
	step(p, "finish_date", TEXT_FINISH, STYLE_DATE, NOTE_FINISH,
	     finish_formula(b, "weeks_expected"));
	/* So that the weeks that are printed add up. */
	step(p, "weeks_reserve", TEXT_RESERVE_WEEKS, STYLE_WEEKS, NOTE_RESERVE_WEEKS,
	     "MAX(0,ROUND(weeks_offered,1)-ROUND(weeks_expected,1))");
	step(p, "weeks_planned", TEXT_WEEKS_PLANNED, STYLE_WEEKS, NOTE_WEEKS_PLANNED,
	     "weeks_expected+change_later/5");
	step(p, "weeks_changed", TEXT_WEEKS_CHANGED, STYLE_WEEKS, NOTE_WEEKS_CHANGED,
	     "MAX(MIN(weeks_offered,weeks_expected)+change_later/5,"
	     "weeks_offered+(change_later-released_days)/5)");
	book_text(b, p->w, p->row, COL_LABEL, STYLE_WRAP, TEXT_WEEK_STEP);
	book_live(b, p->w, p->row, COL_VALUE, STYLE_COUNT,
	          "MAX(1,ROUNDUP(ROUND(MAX(weeks_planned,weeks_changed)/%d,9),0))",
	          columns);
	book_textf(b, p->w, p->row, COL_NOTE, STYLE_NOTE, NOTE_WEEK_STEP, columns);
	book_name(b, "week_step", SHEET_PLAN, p->row++, COL_VALUE);
}

/* ---- range -------------------------------------------------------------- */

/* A simulation cannot run in a sheet without changing at each look. Its percentiles
 * stand here as ratios to the expected value, so they follow every input. */
static void write_range(struct plan *p)
{
	enum { COST_RATIO = COL_NEEDS, WEEKS_RATIO = COL_ROLE };
	static const char *const head[] = { TEXT_RANGE_HEADS };
	static const char *const percentile_share[PERCENTILES] = { "0.1", "0.5", "0.8",
		                                                   "0.9" };
	struct book *b = p->b;
	const struct figures *m = b->m;

	int first;

	heads(p, head, COL_LABEL, 9, 1);
	first = p->row;
	for (int i = 0; i < PERCENTILES; i++) {
		const char *name = percentile_suffix[i];
		int r = p->row++;

		book_text(b, p->w, r, COL_LABEL, STYLE_TOP, percentile_title[i]);
		book_live(b, p->w, r, COST_RATIO, STYLE_FACTOR, "%.17g*%s",
		          m->cost_ratio[i],
		          book_percentile_spread(b, percentile_share[i]));
		book_number(b, p->w, r, WEEKS_RATIO, STYLE_FACTOR, m->weeks_ratio[i]);
		book_live(b, p->w, r, COL_HOURS, STYLE_HOURS, "total_hours*%s",
		          book_at(b, r, COST_RATIO));
		book_live(b, p->w, r, COL_COST, STYLE_MONEY, "%s*billed_rate",
		          book_at(b, r, COL_HOURS));
		book_live(b, p->w, r, COL_WEEKS, STYLE_WEEKS, "weeks_law_%s", name);
		book_live(b, p->w, r, COL_FINISH, STYLE_DATE, "%s",
		          finish_formula(b, book_at(b, r, COL_WEEKS)));
		book_name(b, arena_printf(b->a, "cost_%s", name), SHEET_PLAN, r,
		          COL_COST);
		book_name(b, arena_printf(b->a, "weeks_%s", name), SHEET_PLAN, r,
		          COL_WEEKS);
		book_name(b, arena_printf(b->a, "finish_%s", name), SHEET_PLAN, r,
		          COL_FINISH);
	}
	book_textf(b, p->w, p->row++, COL_LABEL, STYLE_LABEL, TEXT_RANGE_SOURCE,
	           book_result(b, "seed", "?"),
	           grouped(b->a, strtod(book_result(b, "draws", "0"), NULL)));
	p->row = book_percentiles(b, p->w, SHEET_PLAN, p->row + 1, COL_LABEL, first,
	                          COL_HOURS);
}

static int package_heads(void *arg, int row)
{
	static const char *const head[] = { TEXT_PACKAGE_HEADS };
	struct plan *p = arg;

	p->row = row;
	section(p, TEXT_PLAN_PACKAGES);
	heads(p, head, 0, COL_DONE + 1,
	      1 << COL_ID | 1 << COL_LABEL | 1 << COL_ROLE | 1 << COL_CRITICAL);
	book_weeks_head(p->b, p->w, p->row - 2, COL_FIRST_WEEK);
	return p->row;
}

/* Each in the columns of its phase. */
static bool write_packages(struct plan *p, struct err *e)
{
	const struct packages at = { .id = COL_ID,
		                     .label = COL_LABEL,
		                     .part = COL_NEEDS,
		                     .kind = COL_ROLE,
		                     .hours = COL_HOURS,
		                     .cost = COL_COST,
		                     .start_week = COL_START_WEEK,
		                     .weeks = COL_WEEKS,
		                     .start = COL_START,
		                     .finish = COL_FINISH,
		                     .critical = COL_CRITICAL,
		                     .done = COL_DONE,
		                     .slack = COL_SLACK,
		                     .week_row = WEEK_ROW,
		                     .first_week = COL_FIRST_WEEK,
		                     .last = COL_FINISH_P80,
		                     .rows = p->rows,
		                     .heads = package_heads,
		                     .arg = p };

	return book_packages(p->b, p->w, &at, p->row, &p->row, e);
}

/* The phases, the packages and how the weeks are found each on pages of their own; behind
 * the first two, with the names again, their weeks. */
static void set_pages(struct plan *p, int packages, int below)
{
	struct book *b = p->b;
	int last = COL_FIRST_WEEK + book_weeks_shown(b) - 1;

	worksheet_repeat_columns(p->w, COL_ID, COL_FINISH);
	book_page_print(b, p->w, 0, 0, packages - 1, COL_FINISH_P80);
	book_page_print(b, p->w, LABEL_ROW, COL_GAP, p->reserve + LEGEND_BELOW, last);
	book_page_print(b, p->w, packages, 0, below - 2, COL_DONE);
	book_page_print(b, p->w, packages, COL_GAP, below - 2, last);
	book_page_print(b, p->w, below, 0, p->row - 1, COL_FINISH_P80);
}

/* A table from its title on, and a row of air below it. */
static void keep_from(struct plan *p, int first)
{
	book_page_keep(p->b, p->w, first, p->row - 1);
	p->row++;
}

bool book_plan(struct book *b, lxw_worksheet *w, struct err *e)
{
	static const double widths[] = { 4.5,  39,   10.5, 10.5, 11, 18.5, 9,
		                         11,   7.5,  8,    8.6,  9,  7,    10.5,
		                         10.5, 10.5, 10.5, 6.5,  1.5 };
	struct plan p = { .b = b, .w = w };
	int packages, below, steps, shares;
	double width = 0;

	for (int i = 0; i < COL_FIRST_WEEK; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	book_heading(b, w, SHEET_PLAN, "");
	for (int i = 0; i <= COL_FINISH_P80; i++)
		width += widths[i];
	book_intro(b, w, COL_FINISH_P80, width, TEXT_PLAN_INTRO);
	if (!load_phases(&p, e))
		return false;
	p.changes = FIRST_ROW + (int)p.n;
	p.reserve = p.changes + 1;
	p.row = p.n ? p.reserve + PACKAGES_BELOW : FIRST_ROW + 2;
	packages = p.row;
	p.rows = arena_zero(b->a, (p.n + 1) * sizeof *p.rows);
	for (size_t i = 0; i < p.n; i++)
		p.rows[i].last = -1;
	if (p.n && !write_packages(&p, e))
		return false;
	below = ++p.row;
	section(&p, TEXT_PLAN_RANGE);
	write_range(&p);
	keep_from(&p, below);
	if (p.n) {
		shares = p.row;
		section(&p, TEXT_PLAN_SHARES);
		write_shares(&p);
		keep_from(&p, shares);
	}
	steps = p.row;
	section(&p, TEXT_PLAN_STEPS);
	write_steps(&p);
	if (p.n == 0) {
		book_text(b, w, FIRST_ROW, COL_LABEL, STYLE_LABEL, TEXT_NO_ROWS);
		return true;
	}
	keep_from(&p, steps);
	write_phases(&p);
	set_pages(&p, packages, below);
	return true;
}
