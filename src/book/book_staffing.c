/* book_staffing.c - the sheet Staffing: people by role and week, what they cost, whether
 * they are enough. */
#include "book/book_staffing.h"

#include <math.h>

#include "book/book_change.h"
#include "book/book_page.h"
#include "book/book_plan.h"
#include "book/book_weeks.h"
#include "sheet/book_text.h"

enum { COL_LABEL, COL_TOTAL, COL_PEAK, COL_HAVE, COL_FLAG, COL_GAP, COL_WEEK };
enum { PAST_ROW = 2, TEAM_ROW, WEEK_ROW, HEAD_ROW, FIRST_ROW };
enum { CHART_PIXELS = 280, ROW_PIXELS = 20, INTRO_WIDTH = 75, SHARE_WEEKS = 3 };
static const double OVERLOADED_FROM = 1.1;
/* From here on, thousands of the weeks are whole. */
static const double LARGE = 999999;
/* People of a role in a week: less is the rest of a sum. */
#define ASKED_FROM "0.00001"

struct role {
	const char *name, *label;
	const char *source; /* of the share */
	double share;       /* of the team */
	int people_row, hours_row;
};

struct staffing {
	struct book *b;
	lxw_worksheet *w;
	struct role *role;
	size_t n, room;
	int phases, weeks, row;
	int first_phase, first_share; /* rows: hours by phase and week, shares of roles */
	int people, hours;            /* rows of their sums */
};

static bool load_roles(struct staffing *s, struct err *e)
{
	struct arena *a = s->b->a;
	sqlite3_stmt *q =
	    store_select(s->b->store, a, e,
	                 "SELECT name, label, share, source FROM role ORDER BY rank");

	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		struct role *r = arena_push(a, (void **)&s->role, &s->n, &s->room,
		                            sizeof *r);

		r->name = arena_strdup(a, (const char *)sqlite3_column_text(q, 0));
		r->label = arena_strdup(a, (const char *)sqlite3_column_text(q, 1));
		r->share = sqlite3_column_double(q, 2);
		r->source = arena_strdup(a, (const char *)sqlite3_column_text(q, 3));
	}
	return true;
}

/* Of a phase, a cell of the sheet Plan; behind them all, of the approved changes. */
static const char *of_plan(struct staffing *s, const char *range, const char *changes,
                           int i)
{
	return i < s->phases ? arena_printf(s->b->a, "INDEX(%s,%d)", range, i + 1)
	                     : changes;
}

static void write_phase_label(struct staffing *s, int i)
{
	if (i < s->phases)
		book_live(s->b, s->w, s->row, COL_LABEL, STYLE_PLAIN,
		          "INDEX(phase_label,%d)", i + 1);
	else
		book_text(s->b, s->w, s->row, COL_LABEL, STYLE_PLAIN, TEXT_PLAN_CHANGES);
}

static void section(struct staffing *s, const char *title)
{
	book_blank(s->b, s->w, s->row, 0, COL_WEEK + s->weeks - 1, STYLE_SECTION);
	book_text(s->b, s->w, s->row, 0, STYLE_SECTION, title);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 22, NULL);
}

/* A title with the numbers of the weeks, and below it heads with their dates. */
static void weeks_section(struct staffing *s, const char *title, const char *const *heads,
                          int n)
{
	section(s, title);
	for (int i = 0; i < COL_GAP; i++)
		book_text(s->b, s->w, s->row, i, i ? STYLE_HEAD_RIGHT : STYLE_HEAD,
		          i < n ? heads[i] : "");
	book_weeks_head(s->b, s->w, s->row - 1, COL_WEEK);
	s->row++;
}

/* The weeks' columns of a row, and its sum in front of them. */
static const char *row_range(struct staffing *s, int row)
{
	return arena_printf(s->b->a, "%s:%s", book_at(s->b, row, COL_WEEK),
	                    book_at(s->b, row, COL_WEEK + s->weeks - 1));
}

static const char *column_sum(struct staffing *s, int first, int n, int col)
{
	return arena_printf(s->b->a, "SUM(%s:%s)", book_weeks_at(s->b, first, col),
	                    book_weeks_at(s->b, first + n - 1, col));
}

static void name_row(struct staffing *s, const char *name, int row)
{
	book_name_range(s->b, name, SHEET_STAFFING, row, COL_WEEK, row,
	                COL_WEEK + s->weeks - 1);
}

/* ---- hours ---------------------------------------------------------------------------
 */

/* A phase gives its hours to the weeks that it lies in, evenly. */
static const char *phase_hours(struct staffing *s, int col, const char *hours,
                               const char *begin, const char *end)
{
	struct book *b = s->b;

	return arena_printf(b->a, "IF(%s>%s,%s*%s/(%s-%s),0)", end, begin, hours,
	                    book_weeks_within(b, WEEK_ROW, col, begin, end), end, begin);
}

/* Changes lie where each is done. */
static const char *change_hours(struct staffing *s, int col)
{
	struct book *b = s->b;
	const char *week = book_weeks_at(b, WEEK_ROW, col);

	return arena_printf(b->a, "%s-%s",
	                    book_change_hours(b, arena_printf(b->a, "(%s-1+week_step)",
	                                                      week)),
	                    book_change_hours(b, arena_printf(b->a, "(%s-1)", week)));
}

static void write_phase_hours(struct staffing *s)
{
	static const char *const heads[] = { TEXT_STAFFING_PHASE_HEADS };
	struct book *b = s->b;

	weeks_section(s, TEXT_STAFFING_PHASES, heads, 4);
	s->first_phase = s->row;
	for (int p = 0; p <= s->phases; p++, s->row++) {
		/* Where it begins and ends, for all its cells to see. */
		const char *begin = book_in_row(b, s->row, COL_PEAK),
			   *end = book_in_row(b, s->row, COL_HAVE),
			   *hours = book_in_row(b, s->row, COL_TOTAL);

		write_phase_label(s, p);
		book_live(b, s->w, s->row, COL_TOTAL, STYLE_HOURS, "%s",
		          of_plan(s, "phase_hours", "change_hours", p));
		book_live(b, s->w, s->row, COL_PEAK, STYLE_WEEKS, "%s",
		          of_plan(s, "phase_start_week", "change_from_week", p));
		book_live(b, s->w, s->row, COL_HAVE, STYLE_WEEKS, "%s+%s", begin,
		          of_plan(s, "phase_weeks", "(change_to_week-change_from_week)",
		                  p));
		for (int i = 0; i < s->weeks; i++)
			book_live(b, s->w, s->row, COL_WEEK + i, STYLE_WEEK_HOURS, "%s",
			          p < s->phases
			              ? phase_hours(s, COL_WEEK + i, hours, begin, end)
			              : change_hours(s, COL_WEEK + i));
	}
}

/* Of a role among the shares; behind the gap, columns of weeks are too narrow for one. */
static int share_column(size_t role)
{
	int col = COL_TOTAL + (int)role;

	return col < COL_GAP ? col : COL_WEEK + SHARE_WEEKS * (col - COL_GAP);
}

static void share_cell(struct staffing *s, size_t role, enum book_style style)
{
	int col = share_column(role);

	if (col > COL_GAP && col + SHARE_WEEKS <= COL_WEEK + s->weeks)
		book_merge(s->b, s->w, s->row, col, s->row, col + SHARE_WEEKS - 1, style);
}

/* Of several lines, up to a column: what is printed of the weeks may be few. */
static void write_note(struct staffing *s, int last, double width, const char *text)
{
	double points = book_paragraph(s->b, s->w, s->row, COL_LABEL, last,
	                               STYLE_NOTE_WRAP, width, text);

	worksheet_set_row(s->w, (lxw_row_t)s->row++, points, NULL);
}

/* The shares that those of the phases lean on, and what each rests on. */
static void write_shares_from(struct staffing *s)
{
	struct book *b = s->b;
	const char *text = book_word(b, TEXT_STAFFING_SHARES_FROM);

	for (size_t r = 0; r < s->n; r++)
		text = arena_printf(b->a, "%s%s%s %.0f %% (%s)", text, r ? "; " : "",
		                    book_word(b, s->role[r].label),
		                    100 * s->role[r].share,
		                    book_word(b, s->role[r].source));
	write_note(s, COL_FLAG, INTRO_WIDTH, arena_printf(b->a, "%s.", text));
}

/* Changes are done by the team as the whole plan has it. */
static void write_share_of_changes(struct staffing *s)
{
	struct book *b = s->b;
	const char *hours =
	    arena_printf(b->a, "%s:%s", book_at(b, s->first_phase, COL_TOTAL),
	                 book_at(b, s->first_phase + s->phases - 1, COL_TOTAL));

	write_phase_label(s, s->phases);
	for (size_t r = 0; r < s->n; r++) {
		int col = share_column(r);

		share_cell(s, r, STYLE_PERCENT1);
		book_live(b, s->w, s->row, col, STYLE_PERCENT1,
		          "IF(SUM(%s)>0,SUMPRODUCT(%s:%s,%s)/SUM(%s),0)", hours,
		          book_at(b, s->first_share, col),
		          book_at(b, s->first_share + s->phases - 1, col), hours, hours);
	}
	s->row++;
}

/* Who does which part of a phase: as the estimate found it. */
static bool write_shares(struct staffing *s, struct err *e)
{
	struct book *b = s->b;
	int p = 0;

	section(s, TEXT_STAFFING_SHARES);
	for (size_t r = 0; r < s->n; r++) {
		share_cell(s, r, STYLE_HEAD_RIGHT);
		book_text(b, s->w, s->row, share_column(r), STYLE_HEAD_RIGHT,
		          s->role[r].label);
	}
	book_text(b, s->w, s->row, COL_LABEL, STYLE_HEAD, TEXT_STAFFING_PHASE);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 45, NULL);
	s->first_share = s->row;
	for (p = 0; p < s->phases; p++, s->row++) {
		write_phase_label(s, p);
		for (size_t r = 0; r < s->n; r++) {
			share_cell(s, r, STYLE_PERCENT1);
			book_number(
			    b, s->w, s->row, share_column(r), STYLE_PERCENT1,
			    store_number(b->store, 0,
			                 "SELECT x.hours / p.hours FROM phase_role x"
			                 " JOIN phase p ON p.name = x.phase"
			                 " WHERE x.role = %Q AND p.hours > 0 AND 1 + %d ="
			                 " (SELECT count(*) FROM phase q"
			                 " WHERE q.rank <= p.rank)",
			                 s->role[r].name, p));
		}
	}
	write_share_of_changes(s);
	write_shares_from(s);
	(void)e;
	return true;
}

static void write_role_hours(struct staffing *s)
{
	static const char *const heads[] = { TEXT_STAFFING_ROLE_HEADS };
	struct book *b = s->b;
	int first;

	weeks_section(s, TEXT_STAFFING_HOURS, heads, 2);
	first = s->row;
	for (size_t r = 0; r < s->n; r++, s->row++) {
		const char *shares =
		    arena_printf(b->a, "%s:%s",
		                 book_at(b, s->first_share, share_column(r)),
		                 book_at(b, s->first_share + s->phases, share_column(r)));

		s->role[r].hours_row = s->row;
		book_text(b, s->w, s->row, COL_LABEL, STYLE_PLAIN, s->role[r].label);
		book_live(b, s->w, s->row, COL_TOTAL, STYLE_HOURS, "SUM(%s)",
		          row_range(s, s->row));
		for (int i = 0; i < s->weeks; i++)
			book_live(b, s->w, s->row, COL_WEEK + i, STYLE_WEEK_HOURS,
			          "SUMPRODUCT(%s,%s:%s)", shares,
			          book_weeks_at(b, s->first_phase, COL_WEEK + i),
			          book_weeks_at(b, s->first_phase + s->phases,
			                        COL_WEEK + i));
	}
	s->hours = s->row++;
	book_blank(b, s->w, s->hours, 0, COL_WEEK + s->weeks - 1, STYLE_SUM_TEXT);
	book_text(b, s->w, s->hours, COL_LABEL, STYLE_SUM_TEXT, TEXT_STAFFING_ALL_HOURS);
	book_live(b, s->w, s->hours, COL_TOTAL, STYLE_SUM_HOURS, "SUM(%s)",
	          row_range(s, s->hours));
	book_name(b, "staffing_hours", SHEET_STAFFING, s->hours, COL_TOTAL);
	for (int i = 0; i < s->weeks; i++)
		book_live(b, s->w, s->hours, COL_WEEK + i, STYLE_WEEK_SUM, "%s",
		          column_sum(s, first, (int)s->n, COL_WEEK + i));
	name_row(s, "week_hours", s->hours);
}

#define THOUSAND "\"%s\"&\" \"&currency"

static void write_cost(struct staffing *s)
{
	struct book *b = s->b;
	int cost = s->row++, sum = s->row++;
	enum book_style style = b->m->price > LARGE ? STYLE_WEEK_THOUSANDS
	                                            : STYLE_WEEK_THOUSAND;

	/* Of the weeks in thousands: whole amounts would make the columns too wide. */
	book_live(b, s->w, cost, COL_LABEL, STYLE_PLAIN, THOUSAND, TEXT_STAFFING_COST);
	book_live(b, s->w, cost, COL_TOTAL, STYLE_MONEY, "SUM(%s)", row_range(s, cost));
	book_live(b, s->w, sum, COL_LABEL, STYLE_PLAIN, THOUSAND, TEXT_STAFFING_COST_SUM);
	for (int i = 0; i < s->weeks; i++) {
		book_live(b, s->w, cost, COL_WEEK + i, style, "%s*billed_rate",
		          book_weeks_at(b, s->hours, COL_WEEK + i));
		book_live(b, s->w, sum, COL_WEEK + i, style, i ? "%s+%s" : "%s",
		          book_weeks_at(b, cost, COL_WEEK + i),
		          i ? book_weeks_at(b, sum, COL_WEEK + i - 1) : "");
	}
	name_row(s, "week_cost", cost);
	name_row(s, "week_cost_sum", sum);
}

/* ---- people --------------------------------------------------------------------------
 */

/* People whom the hours of a column keep busy. */
static const char *people_formula(struct staffing *s, const char *hours)
{
	return arena_printf(s->b->a, "%s/(hours_per_week*utilisation*week_step)", hours);
}

/* "yes", "tight: 108 % in 3 weeks", "over: 130 % in 2 weeks"; once people are typed for
 * any role, of one that has work and nobody, "nobody, 0.8 needed". */
static void write_enough(struct staffing *s, int row)
{
	struct book *b = s->b;
	const char *have = book_in_row(b, row, COL_HAVE),
		   *peak = book_in_row(b, row, COL_PEAK),
		   *above = arena_printf(b->a, "COUNTIFS(%s,\">\"&%s)", row_range(s, row),
	                                 have);

	book_live(b, s->w, row, COL_FLAG, STYLE_NOTE_TOP,
	          "IF(SUM(%s)<=0,IF(AND(COUNT(people_have)>0,%s>" ASKED_FROM
	          "),\"%s\"&ROUND(%s,1)&\"%s\",\"\"),IF(%s>%s*overload_from,\"%s\",IF("
	          "ROUND(100*%s/%s,0)"
	          ">100,\"%s\",\"%s\"))&"
	          "IF(ROUND(100*%s/%s,0)>100,\": \"&ROUND(100*%s/%s,0)&\"%s\"&"
	          "week_step*%s&IF(week_step*%s=1,\"%s\",\"%s\"),\"\"))",
	          have, peak, TEXT_NOBODY, peak, TEXT_NEEDED, peak, have, TEXT_OVER, peak,
	          have, TEXT_TIGHT, TEXT_YES, peak, have, peak, have, TEXT_PERCENT_IN,
	          above, above, TEXT_ONE_WEEK, TEXT_WEEKS_ALL);
}

static void write_role_people(struct staffing *s, struct role *r)
{
	struct book *b = s->b;
	int row = r->people_row;

	book_text(b, s->w, row, COL_LABEL, STYLE_PLAIN, r->label);
	book_live(b, s->w, row, COL_TOTAL, STYLE_HOURS, "%s",
	          book_at(b, r->hours_row, COL_TOTAL));
	book_live(b, s->w, row, COL_PEAK, STYLE_DAYS, "MAX(%s)", row_range(s, row));
	book_blank(b, s->w, row, COL_HAVE, COL_HAVE, STYLE_EDIT_PEOPLE);
	write_enough(s, row);
	for (int i = 0; i < s->weeks; i++)
		book_live(b, s->w, row, COL_WEEK + i, STYLE_WEEK_PEOPLE, "%s",
		          people_formula(s,
		                         book_weeks_at(b, r->hours_row, COL_WEEK + i)));
}

static void head(struct staffing *s)
{
	static const char *const heads[] = { TEXT_STAFFING_HEADS };
	struct book *b = s->b;
	lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_DECIMAL,
		                  .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		                  .minimum_number = 0.5,
		                  .maximum_number = 3 };

	book_text(b, s->w, TEAM_ROW, COL_LABEL, STYLE_LABEL, TEXT_OVERLOADED_FROM);
	book_number(b, s->w, TEAM_ROW, COL_TOTAL, STYLE_EDIT_DONE, OVERLOADED_FROM);
	worksheet_data_validation_cell(s->w, TEAM_ROW, COL_TOTAL, &v);
	book_name(b, "overload_from", SHEET_STAFFING, TEAM_ROW, COL_TOTAL);
	book_text(b, s->w, WEEK_ROW, COL_LABEL, STYLE_LABEL, TEXT_STAFFING_TEAM);
	book_live(b, s->w, WEEK_ROW, COL_TOTAL, STYLE_WEEKS_BOLD, "team_size");
	for (int i = 0; i < COL_GAP; i++)
		book_text(b, s->w, HEAD_ROW, i,
		          i == 0          ? STYLE_HEAD
		          : i == COL_FLAG ? STYLE_HEAD_INDENT
		                          : STYLE_HEAD_RIGHT,
		          heads[i]);
	book_text(b, s->w, WEEK_ROW, COL_FLAG, STYLE_LABEL_RIGHT, TEXT_WEEK);
	book_weeks_head(b, s->w, WEEK_ROW, COL_WEEK);
	name_row(s, "week_first", WEEK_ROW);
	name_row(s, "week_start", HEAD_ROW);
}

/* "OR(F8>$D8*overload_from,...)": is somebody asked for more than there is? */
static const char *over_formula(struct staffing *s, int col)
{
	struct book *b = s->b;
	const char *list = "";

	for (size_t r = 0; r < s->n; r++) {
		int row = s->role[r].people_row;

		list = arena_printf(b->a, "%s%sAND(%s<>\"\",%s>%s*overload_from)", list,
		                    r ? "," : "", book_at(b, row, COL_HAVE),
		                    book_weeks_at(b, row, col),
		                    book_at(b, row, COL_HAVE));
	}
	return arena_printf(b->a, "OR(%s)", list);
}

static void write_load(struct staffing *s)
{
	struct book *b = s->b;
	int load = s->row++, over = s->row++;

	book_text(b, s->w, load, COL_LABEL, STYLE_PLAIN, TEXT_STAFFING_LOAD);
	book_live(b, s->w, load, COL_PEAK, STYLE_PERCENT,
	          "IF(SUM(people_have)>0,MAX(%s),\"\")", row_range(s, load));
	book_live(
	    b, s->w, load, COL_FLAG, STYLE_NOTE_TOP,
	    "IF(COUNT(people_have)>0,\"%s\"&COUNT(people_have)&\" %s\"&%zu&\"%s\",\"\")",
	    TEXT_LOAD_OF, TEXT_LOAD_OF, s->n, TEXT_LOAD_ROLES);
	book_text(b, s->w, over, COL_LABEL, STYLE_WRAP, TEXT_STAFFING_OVER);
	book_live(b, s->w, over, COL_PEAK, STYLE_COUNT, "COUNTIFS(%s,\"%s\")",
	          row_range(s, over), TEXT_OVER);
	book_name(b, "weeks_over", SHEET_STAFFING, over, COL_PEAK);
	for (int i = 0; i < s->weeks; i++) {
		int col = COL_WEEK + i;

		book_live(b, s->w, load, col, STYLE_WEEK_PERCENT,
		          "IF(SUM(people_have)>0,SUMIFS(%s:%s,people_have,\">=0\")/"
		          "SUM(people_have),\"\")",
		          book_weeks_at(b, FIRST_ROW, col),
		          book_weeks_at(b, s->people - 1, col));
		book_live(b, s->w, over, col, STYLE_WEEK_WORD, "IF(%s,\"%s\",\"\")",
		          over_formula(s, col), TEXT_OVER);
	}
	name_row(s, "week_load", load);
	worksheet_set_row(s->w, (lxw_row_t)over, 30, NULL);
}

/* The people of the weeks behind the plan, whom the contingency pays when it is drawn on.
 */
static void write_reserve(struct staffing *s)
{
	struct book *b = s->b;
	int r = s->row++;
	const char *hours = book_at(b, r, COL_TOTAL);

	book_text(b, s->w, r, COL_LABEL, STYLE_PLAIN, TEXT_STAFFING_RESERVE);
	book_live(b, s->w, r, COL_TOTAL, STYLE_HOURS, "reserve_hours");
	book_live(b, s->w, r, COL_PEAK, STYLE_DAYS, "MAX(%s)", row_range(s, r));
	for (int i = 0; i < s->weeks; i++)
		book_live(b, s->w, r, COL_WEEK + i, STYLE_WEEK_PEOPLE,
		          "IF(weeks_changed>weeks_planned,%s,0)",
		          people_formula(
			      s, arena_printf(b->a, "%s*%s/(weeks_changed-weeks_planned)",
		                              hours,
		                              book_weeks_within(b, WEEK_ROW, COL_WEEK + i,
		                                                "weeks_planned",
		                                                "weeks_changed"))));
	name_row(s, "week_reserve", r);
}

static void write_people(struct staffing *s)
{
	struct book *b = s->b;

	for (size_t r = 0; r < s->n; r++)
		write_role_people(s, &s->role[r]);
	s->row = s->people;
	book_blank(b, s->w, s->row, 0, COL_WEEK + s->weeks - 1, STYLE_SUM_TEXT);
	book_text(b, s->w, s->row, COL_LABEL, STYLE_SUM_TEXT, TEXT_STAFFING_PEOPLE);
	book_live(b, s->w, s->row, COL_TOTAL, STYLE_SUM_HOURS, "staffing_hours");
	book_live(b, s->w, s->row, COL_PEAK, STYLE_SUM_DAYS, "MAX(%s)",
	          row_range(s, s->row));
	book_live(b, s->w, s->row, COL_HAVE, STYLE_SUM_DAYS,
	          "IF(SUM(people_have)>0,SUM(people_have),\"\")");
	for (int i = 0; i < s->weeks; i++)
		book_live(b, s->w, s->row, COL_WEEK + i, STYLE_WEEK_SUM_PEOPLE, "%s",
		          column_sum(s, FIRST_ROW, (int)s->n, COL_WEEK + i));
	name_row(s, "week_people", s->people);
	book_name_range(b, "people_have", SHEET_STAFFING, FIRST_ROW, COL_HAVE,
	                s->people - 1, COL_HAVE);
	s->row++;
	write_reserve(s);
	write_load(s);
}

/* ---- whom to book
 * ----------------------------------------------------------------------
 */

/* Who are asked for in a week, as whole people that may be over-allocated. */
static const char *whole(struct staffing *s, const char *people)
{
	return arena_printf(s->b->a, "ROUNDUP(ROUND(%s/MAX(1,overload_from),6),0)",
	                    people);
}

/* From the first week to the last that has hours; in each as many as nine of ten weeks
 * ask for, or as it asks for itself. */
static void write_booked(struct staffing *s, const struct role *role)
{
	struct book *b = s->b;
	int r = s->row++, asked = role->people_row, last = COL_WEEK + s->weeks - 1;
	const char *booked = row_range(s, r), *people = book_at(b, r, COL_TOTAL),
		   *above = arena_printf(b->a, "COUNTIFS(%s,\">\"&%s)", booked, people),
		   *count = arena_printf(b->a, "COUNTIFS(%s,\">0\")", booked);

	book_live(b, s->w, r, COL_LABEL, STYLE_PLAIN,
	          "%s&IF(%s=0,\"\",\", \"&MAX(%s)&IF(%s*week_step=1,\"%s\"&"
	          "SUMIFS(week_first,%s,\">\"&%s),\"%s\"&%s*week_step&\"%s\"))",
	          book_at(b, asked, COL_LABEL), above, booked, above, TEXT_IN_WEEK,
	          booked, people, TEXT_IN, above, TEXT_WEEKS_ALL);
	book_live(b, s->w, r, COL_TOTAL, STYLE_COUNT, "IF(%s>0,MAX(1,%s),0)",
	          book_at(b, asked, COL_PEAK),
	          whole(s, arena_printf(b->a,
	                                "LARGE(%s,1+INT(COUNTIFS(%s,\">" ASKED_FROM
	                                "\")/10))",
	                                row_range(s, asked), row_range(s, asked))));
	/* The weeks are in a row: their middle, and half of them to each side. */
	book_live(b, s->w, r, COL_PEAK, STYLE_COUNT,
	          "IF(%s>0,SUMIFS(week_first,%s,\">0\")/%s-week_step*(%s-1)/2,0)", count,
	          booked, count, count);
	book_live(b, s->w, r, COL_HAVE, STYLE_COUNT, "IF(%s>0,%s+week_step*%s-1,0)",
	          count, book_at(b, r, COL_PEAK), count);
	book_live(b, s->w, r, COL_FLAG, STYLE_PERCENT, "IF(SUM(%s)>0,SUM(%s)/SUM(%s),0)",
	          booked, row_range(s, asked), booked);
	for (int i = 0; i < s->weeks; i++)
		book_live(b, s->w, r, COL_WEEK + i, STYLE_WEEK_PEOPLE,
		          "IF(MIN(MAX(%s:%s),MAX(%s:%s))>" ASKED_FROM ",MAX(%s,%s),0)",
		          book_at(b, asked, COL_WEEK), book_at(b, asked, COL_WEEK + i),
		          book_at(b, asked, COL_WEEK + i), book_at(b, asked, last),
		          people, whole(s, book_at(b, asked, COL_WEEK + i)));
}

static void write_bookings(struct staffing *s)
{
	static const char *const heads[] = { TEXT_BOOKED_HEADS };
	struct book *b = s->b;
	int first, weeks = book_weeks_shown(b), last = COL_WEEK + weeks - 1;
	double width = INTRO_WIDTH + weeks * book_weeks_width(b);

	weeks_section(s, TEXT_STAFFING_BOOKED, heads, 5);
	first = s->row;
	for (size_t r = 0; r < s->n; r++)
		write_booked(s, &s->role[r]);
	book_blank(b, s->w, s->row, 0, COL_WEEK + s->weeks - 1, STYLE_SUM_TEXT);
	book_text(b, s->w, s->row, COL_LABEL, STYLE_SUM_TEXT, TEXT_BOOKED_ALL);
	book_live(b, s->w, s->row, COL_TOTAL, STYLE_SUM_COUNT, "%s",
	          column_sum(s, first, (int)s->n, COL_TOTAL));
	book_live(b, s->w, s->row, COL_FLAG, STYLE_SUM_PERCENT,
	          "IF(SUM(%s)>0,SUM(%s)/SUM(%s),0)", row_range(s, s->row),
	          row_range(s, s->people), row_range(s, s->row));
	for (int i = 0; i < s->weeks; i++)
		book_live(b, s->w, s->row, COL_WEEK + i, STYLE_WEEK_SUM_PEOPLE, "%s",
		          column_sum(s, first, (int)s->n, COL_WEEK + i));
	name_row(s, "week_booked", s->row++);
	write_note(s, last, width, TEXT_BOOKED_NOTE);
	write_note(s, last, width, TEXT_BOOKED_WEEKS);
	book_live(b, s->w, s->row++, COL_LABEL, STYLE_LABEL,
	          "IF(weeks_changed>weeks_planned,\"%s\"&ROUNDUP(ROUND(weeks_changed,6),"
	          "0)&\"%s\",\"\")",
	          TEXT_BOOKED_RESERVE, TEXT_BOOKED_RESERVE_FOR);
}

/* Roles that have work and nobody, once people are typed: reckoned beside the check. */
static void write_roles_without(struct staffing *s)
{
	struct book *b = s->b;
	const char *hours = arena_printf(b->a, "%s:%s", book_at(b, FIRST_ROW, COL_TOTAL),
	                                 book_at(b, s->people - 1, COL_TOTAL));

	book_live(b, s->w, s->row, COL_PEAK, STYLE_BEHIND,
	          "IF(COUNT(people_have)=0,0,COUNTIFS(%s,\">0.05\")-"
	          "COUNTIFS(%s,\">0.05\",people_have,\">0\"))",
	          hours, hours);
	book_name(b, "roles_without", SHEET_STAFFING, s->row, COL_PEAK);
}

/* Every hour of the plan lies in a column: else there are too few of them. */
static void write_check(struct staffing *s)
{
	struct book *b = s->b;

	book_text(b, s->w, s->row, COL_LABEL, STYLE_WRAP, TEXT_STAFFING_CHECK);
	book_live(b, s->w, s->row, COL_TOTAL, STYLE_OK,
	          "IF(ABS(staffing_hours-plan_hours)<0.01,\"%s\",\"%s\")", TEXT_CHECK_OK,
	          TEXT_CHECK_BAD);
	book_name(b, "staffing_check", SHEET_STAFFING, s->row, COL_TOTAL);
	write_roles_without(s);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 28, NULL);
}

/* A team that was typed has other hours in its weeks than the plan: what heads lose to
 * each other, and what a team waits that is too large for the shortest time. */
static void write_lost(struct staffing *s)
{
	struct book *b = s->b;
	int has = s->row++, lost = s->row++;

	book_text(b, s->w, has, COL_LABEL, STYLE_PLAIN, TEXT_STAFFING_HAS);
	book_live(b, s->w, has, COL_TOTAL, STYLE_HOURS,
	          "team_size*hours_per_week*utilisation*weeks_planned");
	book_live(b, s->w, has, COL_PEAK, STYLE_DAYS, "team_size");
	book_live(b, s->w, has, COL_FLAG, STYLE_NOTE_TOP,
	          "IF(weeks_planned>0,ROUND(staffing_hours/(hours_per_week*utilisation*"
	          "weeks_planned),1)&\"%s\",\"\")",
	          TEXT_STAFFING_AVERAGE);
	book_text(b, s->w, lost, COL_LABEL, STYLE_PLAIN, TEXT_STAFFING_LOST);
	book_live(b, s->w, lost, COL_TOTAL, STYLE_HOURS, "ROUND(%s-staffing_hours,1)",
	          book_at(b, has, COL_TOTAL));
	book_text(b, s->w, lost, COL_FLAG, STYLE_NOTE_TOP, TEXT_STAFFING_LOST_LESS);
}

/* ---- other teams ---------------------------------------------------------------------
 */

/* What another team would do, by the same formula as the plan's weeks. */
static void write_teams(struct staffing *s)
{
	static const char *const heads[] = { TEXT_TEAM_HEADS };
	static const char *const notes[] = { TEXT_TEAMS_NOTES };
	struct book *b = s->b;
	struct err ignored;
	sqlite3_stmt *q = store_select(b->store, b->a, &ignored,
	                               "SELECT people, weeks, loss FROM team_option"
	                               " ORDER BY people");

	section(s, TEXT_STAFFING_TEAMS);
	for (int i = 0; i < 5; i++)
		book_text(b, s->w, s->row, i, i ? STYLE_HEAD_RIGHT : STYLE_HEAD,
		          heads[i]);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 45, NULL);
	while (q && sqlite3_step(q) == SQLITE_ROW) {
		int r = s->row++;
		const char *people = book_at(b, r, 0), *weeks = book_at(b, r, 1),
			   *lost = book_at(b, r, 2);

		book_number(b, s->w, r, 0, STYLE_FIXED, sqlite3_column_double(q, 0));
		book_live(b, s->w, r, 1, STYLE_WEEKS,
		          "MAX(floor_weeks,natural_weeks*(natural_team/(1+head_loss*"
		          "MAX(0,natural_team-1)))/(%s/(1+head_loss*MAX(0,%s-1))))",
		          people, people);
		book_live(b, s->w, r, 2, STYLE_PERCENT, "1-1/(1+head_loss*MAX(0,%s-1))",
		          people);
		book_live(b, s->w, r, 3, STYLE_HOURS,
		          "%s*%s*%s*hours_per_week*utilisation", people, weeks, lost);
		book_live(b, s->w, r, 4, STYLE_DATE, "%s",
		          book_finish_after(b, "first_day", weeks));
	}
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		book_text(b, s->w, s->row++, 0, STYLE_LABEL, notes[i]);
}

/* ---- picture -------------------------------------------------------------------------
 */

/* From dark to light in turn: they stay apart in grey, and in a legend's small boxes. */
static const lxw_color_t looks[] = { 0x1F3A5F, 0x8CC3D6, 0x3F7F9F,
	                             0xFFFFFF, 0x5B6675, 0xD3D9E0 };
enum { LOOKS = sizeof looks / sizeof *looks };

/* What holds thousands of up to four, five or six digits, and what a page has room for.
 */
static double week_width(struct staffing *s)
{
	double room = book_page_room(s->w, COL_GAP, book_weeks_shown(s->b));

	return fmax(book_weeks_width(s->b), fmin(4.2, floor(100 * room) / 100));
}

/* Over the columns that are printed, but not wider than a page. */
static void insert_chart(struct staffing *s, int row)
{
	enum { PIXELS = 480, BEFORE_WEEKS = 350 };
	struct book *b = s->b;
	lxw_chart *chart = workbook_add_chart(b->file, LXW_CHART_COLUMN_STACKED);
	lxw_chart_font font = { .name = "Arial", .size = 8 };
	lxw_chart_line thin = { .color = 0xDDE3EA };
	lxw_chart_font big = { .name = "Arial", .size = 11, .bold = 1 };
	lxw_chart_options size = { .x_offset = 4,
		                   .y_offset = 4,
		                   .x_scale = 1.9,
		                   .y_scale = (double)CHART_PIXELS / 288 };
	const char *sheet = book_sheet_name(b, SHEET_STAFFING);
	int columns = book_weeks_shown(b);
	lxw_col_t last = (lxw_col_t)(COL_WEEK + columns - 1);

	for (size_t r = 0; r < s->n; r++) {
		lxw_chart_series *x = chart_add_series(chart, NULL, NULL);
		lxw_row_t at = (lxw_row_t)s->role[r].people_row;
		lxw_chart_fill fill = { .color = brand_colour(&b->brand,
			                                      looks[r % LOOKS]) };
		lxw_chart_line line = { .color = 0x1E2530, .width = 0.5 };

		chart_series_set_categories(x, sheet, WEEK_ROW, COL_WEEK, WEEK_ROW, last);
		chart_series_set_values(x, sheet, at, COL_WEEK, at, last);
		chart_series_set_name_range(x, sheet, at, COL_LABEL);
		chart_series_set_fill(x, &fill);
		chart_series_set_line(x, &line);
	}
	chart_set_series_gap(chart, 30);
	chart_title_set_name(chart, book_word(b, TEXT_STAFFING_CHART));
	chart_title_set_name_font(chart, &big);
	chart_axis_set_name(chart->x_axis, book_word(b, TEXT_WEEK));
	chart_axis_set_name(chart->y_axis, book_word(b, TEXT_STAFFING_AXIS));
	chart_axis_set_name_font(chart->x_axis, &font);
	chart_axis_set_name_font(chart->y_axis, &font);
	chart_axis_set_num_font(chart->x_axis, &font);
	chart_axis_set_num_font(chart->y_axis, &font);
	chart_axis_set_num_format(chart->y_axis, "0.0");
	chart_axis_major_gridlines_set_line(chart->y_axis, &thin);
	chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
	chart_legend_set_font(chart, &font);
	size.x_scale = fmin(1.9,
	                    (BEFORE_WEEKS + columns * (7 * week_width(s) + 5)) / PIXELS);
	worksheet_insert_chart_opt(s->w, (lxw_row_t)row, COL_TOTAL, chart, &size);
}

/* ---- the sheet -----------------------------------------------------------------------
 */

/* A table from its title on, and a row of air below it. */
static void keep_from(struct staffing *s, int first)
{
	book_page_keep(s->b, s->w, first, s->row - 1);
	s->row++;
}

/* Where the tables begin, from above; and all of them end. */
struct places {
	int booked, chart, hours, phases, shares, end;
};

/* Beside each other when that can be read; else the weeks go on on further pages, and
 * what has no weeks is not torn. */
static void set_pages(struct staffing *s, const struct places *at)
{
	int last = COL_WEEK + book_weeks_shown(s->b) - 1;
	int narrow = COL_WEEK + 2 * (int)s->n;

	if (book_page_fits(s->w, last)) {
		book_page_print(s->b, s->w, 0, 0, at->end, last);
		return;
	}
	worksheet_repeat_columns(s->w, COL_LABEL, COL_LABEL);
	book_page_print(s->b, s->w, 0, 0, at->hours - 2, last);
	book_page_print(s->b, s->w, at->hours, 0, at->shares - 2, last);
	book_page_print(s->b, s->w, at->shares, 0, at->end, narrow);
}

static bool write_all(struct staffing *s, struct err *e)
{
	struct places at;
	int teams;

	head(s);
	for (size_t r = 0; r < s->n; r++)
		s->role[r].people_row = FIRST_ROW + (int)r;
	s->people = FIRST_ROW + (int)s->n;
	/* Below the people, who come from it: these and the reserve, load, weeks over it,
	 * the team's hours, what it loses, a check; whom to book. */
	at.booked = s->people + 8;
	at.chart = at.booked + (int)s->n + 7;
	at.hours = at.chart + CHART_PIXELS / ROW_PIXELS + 2;
	book_page_keep(s->b, s->w, at.booked, at.chart - 2);
	book_page_keep(s->b, s->w, at.chart, at.hours - 1);
	s->row = at.hours + (int)s->n + 5;
	keep_from(s, at.hours);
	teams = s->row;
	write_teams(s);
	keep_from(s, teams);
	/* The hours of phases and the shares stand last, below what uses them. */
	at.phases = s->row;
	write_phase_hours(s);
	keep_from(s, at.phases);
	at.shares = s->row;
	if (!write_shares(s, e))
		return false;
	keep_from(s, at.shares);
	at.end = s->row - 2;
	s->row = at.hours;
	write_role_hours(s);
	write_cost(s);
	write_people(s);
	write_lost(s);
	write_check(s);
	s->row = at.booked;
	write_bookings(s);
	insert_chart(s, at.chart);
	set_pages(s, &at);
	return true;
}

bool book_staffing(struct book *b, lxw_worksheet *w, struct err *e)
{
	static const double widths[] = { 34, 9.5, 9.3, 7.8, 16.5, 1 };
	struct staffing s = { .b = b,
		              .w = w,
		              .phases = b->phase_last - b->phase_first + 1,
		              .weeks = book_weeks_count(b) };
	double width = 0;

	for (int i = 0; i < COL_WEEK; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	if (b->m->price > 9999999)
		worksheet_set_column(w, COL_TOTAL, COL_TOTAL, 15, NULL);
	book_heading(b, w, SHEET_STAFFING, "");
	for (int i = 0; i < COL_GAP; i++)
		width += widths[i];
	book_intro(b, w, COL_GAP - 1, width, TEXT_STAFFING_INTRO);
	if (!load_roles(&s, e))
		return false;
	if (s.phases <= 0 || s.n == 0) {
		book_text(b, w, FIRST_ROW, COL_LABEL, STYLE_LABEL, TEXT_NO_ROWS);
		return true;
	}
	worksheet_set_column(w, COL_WEEK, (lxw_col_t)(COL_WEEK + s.weeks - 1),
	                     week_width(&s), NULL);
	worksheet_freeze_panes(w, FIRST_ROW, COL_TOTAL);
	book_weeks_past(b, w, PAST_ROW, COL_LABEL);
	return write_all(&s, e);
}
