/* book_packages.c - the work packages of the phases, on the sheet Plan. */
#include "book/book_packages.h"

#include <math.h>
#include <string.h>

#include "book/book_gantt.h"
#include "book/book_page.h"
#include "book/book_plan.h"
#include "book/book_status.h"
#include "sheet/book_text.h"

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

/* A line in a phase: which part of it, and which of its rows by whether they keep state;
 * side: that part of the line as the scan had it; before: what earlier phases take. */
struct take {
	const struct line *line;
	double part, side, before;
	const char *keeps;
};

static const char *other(const char *keeps)
{
	return strcmp(keeps, "no") == 0 ? "yes" : "no";
}

/* Of a line that phases share by its rows, as many as are left of them; else as the plan
 * was made. */
static void write_part(struct writing *x, const struct take *t)
{
	struct book *b = x->b;
	const char *work = book_at(b, x->row, x->at->label);
	const char *of = book_status_of_state(b, t->line, work, t->keeps, STATUSES_END);
	const char *rest = book_status_of_state(b, t->line, work, other(t->keeps),
	                                        STATUSES_END);

	if (*t->keeps && *of && t->side > 0)
		book_live(b, x->w, x->row, x->at->part, STYLE_PERCENT,
		          "IF(%s+%s>0,%.17g*%s/(%s+%s),%.17g)", of, rest,
		          t->part / t->side, of, of, rest, t->part);
	else
		book_number(b, x->w, x->row, x->at->part, STYLE_PERCENT, t->part);
}

/* What of them is done, and half of what is in work. Of a line that is shared otherwise,
 * hours that are done go to the phases in their order. */
static void write_done(struct writing *x, const struct take *t)
{
	struct book *b = x->b;
	int k = t->line->row - b->effort_first + 1;
	const char *work = book_at(b, x->row, x->at->label);
	const char *of = book_status_of_state(b, t->line, work, t->keeps, STATUSES_END);

	if (*t->keeps && *of)
		book_live(b, x->w, x->row, x->at->done, STYLE_PERCENT,
		          "IF(INDEX(effort_typed,%d)<>\"\",INDEX(effort_typed,%d),"
		          "IF(%s>0,(%s+" DOING_COUNTS "*%s)/%s,0))",
		          k, k, of,
		          book_status_of_state(b, t->line, work, t->keeps, STATUS_DONE),
		          book_status_of_state(b, t->line, work, t->keeps, STATUS_DOING),
		          of);
	else
		book_live(b, x->w, x->row, x->at->done, STYLE_PERCENT,
		          "IF(INDEX(effort_hours,%d)>0,MAX(0,MIN(1,((INDEX(effort_done,%"
		          "d)+" DOING_COUNTS
		          "*INDEX(effort_doing,%d))/INDEX(effort_hours,%d)-%.17g)"
		          "/%.17g)),0)",
		          k, k, k, k, t->before, t->part);
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
	book_live(b, x->w, r, x->at->slack, STYLE_DAYS, "INDEX(phase_slack,%d)",
	          x->phase);
	book_live(b, x->w, r, x->at->critical, STYLE_NOTE_TOP, "INDEX(phase_critical,%d)",
	          x->phase);
}

static double height(struct book *b, const struct line *l)
{
	return book_height(STYLE_WRAP, LABEL_CHARACTERS, book_word(b, l->label));
}

static void write_package(struct writing *x, const struct take *t)
{
	struct book *b = x->b;
	const struct line *l = t->line;
	int r = x->row;

	x->number++;
	book_textf(b, x->w, r, x->at->id, STYLE_ID, "%d.%d", x->phase, x->number);
	book_text(b, x->w, r, x->at->label, STYLE_WRAP, l->label);
	write_part(x, t);
	book_text(b, x->w, r, x->at->kind, STYLE_NOTE_TOP, book_phase(l->phase));
	book_live(b, x->w, r, x->at->hours, STYLE_HOURS,
	          "IF(engineering_hours>0,%s*INDEX(effort_hours,%d)*total_hours/"
	          "engineering_hours,0)",
	          book_at(b, r, x->at->part), l->row - b->effort_first + 1);
	book_live(b, x->w, r, x->at->cost, STYLE_MONEY, "%s*billed_rate",
	          book_at(b, r, x->at->hours));
	write_dates(x);
	write_done(x, t);
	worksheet_set_row(x->w, (lxw_row_t)r, height(b, l), NULL);
	x->used += height(b, l);
	x->at->rows[x->phase - 1].last = x->row++;
}

static void draw(struct writing *x)
{
	struct gantt g = { .sheet = SHEET_PLAN,
		           .week_row = x->at->week_row,
		           .first = x->first,
		           .last = x->row - 1,
		           .changes = -1,
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

static const struct line *line_of(const struct figures *m, const char *unit)
{
	for (size_t i = 0; unit && i < m->line_count; i++)
		if (strcmp(m->line[i].unit, unit) == 0)
			return &m->line[i];
	return NULL;
}

/* Points of the rows of a phase. */
static double height_of_phase(struct writing *x, int phase)
{
	struct book *b = x->b;
	struct err ignored;
	double points = 0;
	sqlite3_stmt *q = store_select(b->store, b->a, &ignored,
	                               "SELECT unit FROM phase_take WHERE part > 0 AND"
	                               " phase = (SELECT name FROM phase ORDER BY rank"
	                               " LIMIT 1 OFFSET %d)",
	                               phase - 1);

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		const struct line *l = line_of(b->m,
		                               (const char *)sqlite3_column_text(q, 0));

		points += l ? height(b, l) : 0;
	}
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
	    x->used + height_of_phase(x, phase) > book_page_height(x->w, x->at->last)) {
		draw(x);
		x->row++;
		begin_page(x);
	}
	x->at->rows[phase - 1] = (struct package_rows){ x->row, x->row - 1 };
}

/* What is set up once comes before what is counted, which needs it. */
static const char takes[] =
    "SELECT (SELECT count(*) FROM phase o WHERE o.rank <= p.rank), t.unit, t.part,"
    " t.keeps, (SELECT total(u.part) FROM phase_take u WHERE u.unit = t.unit"
    " AND u.keeps = t.keeps), (SELECT total(u.part) FROM phase_take u"
    " JOIN phase o ON o.name = u.phase WHERE u.unit = t.unit AND o.rank < p.rank)"
    " FROM phase p JOIN phase_take t ON t.phase = p.name JOIN effort e ON e.unit = t.unit"
    " WHERE t.part > 0"
    " ORDER BY p.rank, t.rank, e.grp = 'unit', e.rank";

bool book_packages(struct book *b, lxw_worksheet *w, const struct packages *at, int row,
                   int *after, struct err *e)
{
	struct writing x = { .b = b, .w = w, .at = at, .row = row };
	int first;
	sqlite3_stmt *q = store_select(b->store, b->a, e, "%s", takes);

	if (!q)
		return false;
	begin_page(&x);
	first = x.row;
	while (sqlite3_step(q) == SQLITE_ROW) {
		struct take t = {
			.line = line_of(b->m, (const char *)sqlite3_column_text(q, 1)),
			.part = sqlite3_column_double(q, 2),
			.keeps = arena_strdup(b->a,
			                      (const char *)sqlite3_column_text(q, 3)),
			.side = sqlite3_column_double(q, 4),
			.before = sqlite3_column_double(q, 5)
		};

		if (sqlite3_column_int(q, 0) != x.phase)
			begin_phase(&x, sqlite3_column_int(q, 0));
		if (t.line)
			write_package(&x, &t);
	}
	draw(&x);
	if (x.row > x.first) {
		book_name_range(b, "package_hours", SHEET_PLAN, first, at->hours,
		                x.row - 1, at->hours);
		book_name_range(b, "package_done", SHEET_PLAN, first, at->done, x.row - 1,
		                at->done);
	}
	*after = x.row;
	return true;
}
