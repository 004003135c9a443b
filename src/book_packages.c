/* book_packages.c - the work packages of the phases, on the sheet Plan. */
#include "book_packages.h"

#include <math.h>
#include <string.h>

#include "book_gantt.h"
#include "book_page.h"
#include "book_plan.h"
#include "book_text.h"

enum { LABEL_CHARACTERS = 37, HEADS_POINTS = 80 };

struct writing {
	struct book *b;
	lxw_worksheet *w;
	const struct packages *at;
	int row, first;    /* first: row of this page, behind its heads */
	int top;           /* row of its heads */
	double used;       /* points of the page */
	int phase, number; /* of the phase, and in it; from 1 */
};

/* Hours that are done go to the phases in their order: `before` is the part of the line
 * that earlier ones take. What is in work counts half. */
static void write_done(struct writing *x, const struct line *l, double part,
                       double before)
{
	struct book *b = x->b;
	int k = l->row - b->effort_first + 1;

	book_live(b, x->w, x->row, x->at->done, STYLE_PERCENT,
	          "IF(INDEX(effort_hours,%d)>0,MAX(0,MIN(1,((INDEX(effort_done,%d)+"
	          "0.5*INDEX(effort_doing,%d))/INDEX(effort_hours,%d)-%.17g)/%.17g)),0)",
	          k, k, k, k, before, part);
}

static void write_dates(struct writing *x)
{
	struct book *b = x->b;
	int r = x->row;
	const char *week = book_at(b, r, x->at->start_week),
		   *weeks = book_at(b, r, x->at->weeks);

	if (x->number == 1)
		book_live(b, x->w, r, x->at->start_week, STYLE_WEEKS,
		          "INDEX(phase_start_week,%d)", x->phase);
	else
		book_live(b, x->w, r, x->at->start_week, STYLE_WEEKS, "%s+%s",
		          book_at(b, r - 1, x->at->start_week),
		          book_at(b, r - 1, x->at->weeks));
	book_live(b, x->w, r, x->at->weeks, STYLE_WEEKS,
	          "IF(INDEX(phase_hours,%d)>0,%s/INDEX(phase_hours,%d)*"
	          "INDEX(phase_weeks,%d),0)",
	          x->phase, book_at(b, r, x->at->hours), x->phase, x->phase);
	book_live(b, x->w, r, x->at->start, STYLE_DATE, "%s", book_begin_after(b, week));
	book_live(b, x->w, r, x->at->finish, STYLE_DATE, "MAX(%s,%s)",
	          book_at(b, r, x->at->start),
	          book_finish_after(b, "first_day",
	                            arena_printf(b->a, "%s+%s", week, weeks)));
	book_live(b, x->w, r, x->at->critical, STYLE_NOTE_TOP, "INDEX(phase_critical,%d)",
	          x->phase);
}

static double height(struct book *b, const struct line *l)
{
	return book_height(STYLE_WRAP, LABEL_CHARACTERS, book_word(b, l->label));
}

static bool is_of_kind(const struct line *l, const char *kind)
{
	enum line_group g = line_group_of(l);

	return g != GROUP_OVERHEAD && g != GROUP_RISK && strcmp(l->phase, kind) == 0;
}

static void write_package(struct writing *x, const struct line *l, double part,
                          double before)
{
	struct book *b = x->b;
	int r = x->row;

	x->number++;
	book_textf(b, x->w, r, x->at->id, STYLE_ID, "%d.%d", x->phase, x->number);
	book_text(b, x->w, r, x->at->label, STYLE_WRAP, l->label);
	book_number(b, x->w, r, x->at->part, STYLE_PERCENT, part);
	book_text(b, x->w, r, x->at->kind, STYLE_NOTE_TOP, book_phase(l->phase));
	book_live(b, x->w, r, x->at->hours, STYLE_HOURS,
	          "IF(engineering_hours>0,%s*INDEX(effort_hours,%d)*total_hours/"
	          "engineering_hours,0)",
	          book_at(b, r, x->at->part), l->row - b->effort_first + 1);
	book_live(b, x->w, r, x->at->cost, STYLE_MONEY, "%s*billed_rate",
	          book_at(b, r, x->at->hours));
	write_dates(x);
	write_done(x, l, part, before);
	worksheet_set_row(x->w, (lxw_row_t)r, height(b, l), NULL);
	x->used += height(b, l);
	x->row++;
}

/* What is set up once comes before what is counted, which needs it. */
static void write_kind(struct writing *x, const char *kind, double part, double before)
{
	const struct figures *m = x->b->m;

	for (int is_counted = 0; is_counted < 2; is_counted++)
		for (size_t i = 0; i < m->line_count; i++)
			if (is_of_kind(&m->line[i], kind) &&
			    (line_group_of(&m->line[i]) == GROUP_UNIT) == is_counted)
				write_package(x, &m->line[i], part, before);
}

static void draw(struct writing *x)
{
	struct gantt g = { .sheet = SHEET_PLAN,
		           .week_row = x->at->week_row,
		           .first = x->first,
		           .last = x->row - 1,
		           .reserve = -1,
		           .column = x->at->first_week,
		           .label = x->at->label,
		           .start = x->at->start_week,
		           .weeks = x->at->weeks,
		           .critical = x->at->critical,
		           .done = x->at->done };

	if (x->row > x->first)
		book_gantt_cells(x->b, x->w, &g, -1);
	book_page_keep(x->b, x->w, x->top, x->row - 1);
}

/* Points of the rows of a phase. */
static double height_of_phase(struct writing *x, int phase)
{
	struct book *b = x->b;
	struct err ignored;
	double points = 0;
	sqlite3_stmt *q = store_select(b->store, b->a, &ignored,
	                               "SELECT kind FROM phase_take WHERE part > 0 AND"
	                               " phase = (SELECT name FROM phase ORDER BY rank"
	                               " LIMIT 1 OFFSET %d)",
	                               phase - 1);

	while (q && sqlite3_step(q) == SQLITE_ROW)
		for (size_t i = 0; i < b->m->line_count; i++)
			if (is_of_kind(&b->m->line[i],
			               (const char *)sqlite3_column_text(q, 0)))
				points += height(b, &b->m->line[i]);
	return points;
}

static void begin_page(struct writing *x)
{
	x->top = x->row;
	x->first = x->row = x->at->heads(x->at->arg, x->row);
	x->used = HEADS_POINTS;
}

static void begin_phase(struct writing *x, int phase)
{
	x->phase = phase;
	x->number = 0;
	if (x->row > x->first &&
	    x->used + height_of_phase(x, phase) > book_page_height(x->w)) {
		draw(x);
		x->row++;
		begin_page(x);
	}
}

bool book_packages(struct book *b, lxw_worksheet *w, const struct packages *at, int row,
                   int *after, struct err *e)
{
	struct writing x = { .b = b, .w = w, .at = at, .row = row };
	int first;
	sqlite3_stmt *q = store_select(
	    b->store, b->a, e,
	    "SELECT (SELECT count(*) FROM phase o WHERE o.rank <= p.rank), t.kind, "
	    "t.part,"
	    " (SELECT total(u.part) FROM phase_take u JOIN phase o ON o.name = u.phase"
	    " WHERE u.kind = t.kind AND o.rank < p.rank)"
	    " FROM phase p JOIN phase_take t ON t.phase = p.name WHERE t.part > 0"
	    " ORDER BY p.rank, t.rank");

	if (!q)
		return false;
	begin_page(&x);
	first = x.row;
	while (sqlite3_step(q) == SQLITE_ROW) {
		if (sqlite3_column_int(q, 0) != x.phase)
			begin_phase(&x, sqlite3_column_int(q, 0));
		write_kind(&x, (const char *)sqlite3_column_text(q, 1),
		           sqlite3_column_double(q, 2), sqlite3_column_double(q, 3));
	}
	draw(&x);
	if (x.row > x.first)
		book_name_range(b, "package_hours", SHEET_PLAN, first, at->hours,
		                x.row - 1, at->hours);
	*after = x.row;
	return true;
}
