/* book_quote.c - the sheet Quote: one page for the client. */
#include "book_quote.h"

#include <math.h>
#include <string.h>

#include "book_chart.h"
#include "book_inputs.h"
#include "book_plan.h"
#include "book_text.h"

/* Two halves (label and value each) with a gap between, and a table of a label and
 * four equal cells: columns that serve both. */
enum { LEFT, LEFT_VALUE, LEFT_LAST, GAP, RIGHT, RIGHT_LABEL_LAST, RIGHT_VALUE, LAST };
static const double widths[] = { 22, 20, 8, 2.5, 9.5, 12.5, 7.5, 20.5 };
enum {
	HALF_WIDTH = 50,
	WIDTH = 102,
	ASSUMPTIONS_SHOWN = 6,
	CHART_ROWS = 7,
	ROW_POINTS = 18
};

struct quote {
	struct book *b;
	lxw_worksheet *w;
	int row;
};

static void merge(struct quote *q, int row, int from, int to, enum book_style s)
{
	worksheet_merge_range(q->w, (lxw_row_t)row, (lxw_col_t)from, (lxw_row_t)row,
	                      (lxw_col_t)to, "", q->b->style[s]);
}

static void section(struct quote *q, int from, int to, const char *title)
{
	book_blank(q->b, q->w, q->row, from, to, STYLE_SECTION);
	book_text(q->b, q->w, q->row, from, STYLE_SECTION, title);
	worksheet_set_row(q->w, (lxw_row_t)q->row, 21, NULL);
}

/* ---- head ----------------------------------------------------------------------------
 */

/* "FastAPI + SQLAlchemy + Celery": what was found, or what is planned. */
static const char *stack_from(struct book *b)
{
	return store_text(
	    b->store, b->a, "",
	    "SELECT group_concat(framework, ' + ') FROM (SELECT framework,"
	    " min(CASE kind WHEN 'endpoint' THEN 1 WHEN 'model' THEN 2 ELSE 3 END)"
	    " AS place, count(*) AS n FROM fact"
	    " WHERE kind IN ('endpoint', 'model', 'job') AND framework <> ''"
	    " GROUP BY framework ORDER BY place, n DESC, framework LIMIT 6)");
}

static const char *stack_to(struct book *b)
{
	return store_text(
	    b->store, b->a, "",
	    "SELECT group_concat(value, ' + ') FROM (SELECT value FROM input"
	    " WHERE key GLOB 'target_*' AND value <> '' ORDER BY rank)");
}

static const char *stacks(struct book *b)
{
	const char *from = book_result(b, "stack_from", NULL),
		   *to = book_result(b, "stack_to", NULL);

	if (!from)
		from = stack_from(b);
	if (!to)
		to = stack_to(b);
	if (b->m->is_nothing || (!*from && !*to))
		return "";
	return arena_printf(b->a, "%s  \xE2\x86\x92  %s", *from ? from : "?",
	                    *to ? to : "?");
}

static void detail(struct quote *q, int row, int col, const char *label,
                   enum book_style s, const char *name, double number, const char *text)
{
	struct book *b = q->b;

	int value = col == LEFT ? LEFT_VALUE : RIGHT_VALUE;

	book_text(b, q->w, row, col, STYLE_LABEL, label);
	merge(q, row, value, col == LEFT ? LEFT_LAST : LAST, s);
	if (text)
		book_formula_text(b, q->w, row, value, s, text, "%s", name);
	else
		book_formula(b, q->w, row, value, s, number, "%s", name);
}

static void write_head(struct quote *q)
{
	struct book *b = q->b;
	double date = book_quote_date(b);

	worksheet_set_row(q->w, 0, 34, NULL);
	book_text(b, q->w, 0, LEFT, STYLE_TITLE, TEXT_QUOTE_TITLE);
	worksheet_set_row(q->w, 1, 20, NULL);
	merge(q, 1, LEFT, LAST, STYLE_SUBTITLE);
	book_verbatim(b, q->w, 1, LEFT, STYLE_SUBTITLE, stacks(b));
	detail(q, 3, LEFT, TEXT_CLIENT, STYLE_BOLD_LEFT, "client", 0, b->client);
	detail(q, 4, LEFT, TEXT_QUOTE_PROJECT, STYLE_BOLD_LEFT, "project", 0, b->project);
	detail(q, 5, LEFT, TEXT_QUOTE_BY, STYLE_BOLD_LEFT, "prepared_by", 0,
	       book_prepared_by(b));
	detail(q, 3, RIGHT, TEXT_QUOTE_NUMBER, STYLE_BOLD_LEFT, "quote_number", 0,
	       book_quote_number(b));
	detail(q, 4, RIGHT, TEXT_QUOTE_DATE, STYLE_DATE_LEFT, "quote_date", date, NULL);
	detail(q, 5, RIGHT, TEXT_QUOTE_VALID, STYLE_DATE_LEFT, "quote_date+valid_days",
	       date + QUOTE_VALID_DAYS, NULL);
	q->row = 7;
}

/* ---- scope -------------------------------------------------------------- */

static const char *counted(struct book *b, double n, const char *one, const char *many)
{
	return arena_printf(b->a, "%.0f %s", n, n == 1 ? one : many);
}

/* "a, b and c" */
static const char *joined(struct book *b, const char *const *part, int n)
{
	const char *list = n > 0 ? part[0] : "";

	for (int i = 1; i < n; i++)
		list = arena_printf(b->a, "%s%s%s", list, i + 1 < n ? ", " : " and ",
		                    part[i]);
	return list;
}

static const char *scope_text(struct book *b)
{
	static const char *const words[][3] = {
		{ "endpoints", "HTTP endpoint", "HTTP endpoints" },
		{ "models", "data model", "data models" },
		{ "jobs", "background job", "background jobs" }
	};
	const char *part[3];
	int n_parts = 0;

	if (b->m->is_nothing)
		return TEXT_QUOTE_NOTHING;
	for (int d = 0; d < 3; d++) {
		double n = 0;

		for (size_t i = 0; i < b->m->line_count; i++)
			if (line_drives(&b->m->line[i], words[d][0]))
				n += b->m->line[i].quantity;
		if (n > 0)
			part[n_parts++] = counted(b, n, words[d][1], words[d][2]);
	}
	return arena_printf(b->a, TEXT_QUOTE_SCOPE_TEXT, b->project,
	                    joined(b, part, n_parts), book_result(b, "class", "-"),
	                    store_number(b->store, 0,
	                                 "SELECT value = '1' FROM meta"
	                                 " WHERE key = 'counts_only'") != 0
	                        ? TEXT_QUOTE_COUNTS_ONLY
	                        : TEXT_QUOTE_SCANNED);
}

static void write_scope(struct quote *q)
{
	double height;

	section(q, LEFT, LAST, TEXT_QUOTE_SCOPE);
	height = book_paragraph(q->b, q->w, ++q->row, LEFT, LAST, STYLE_WRAP, WIDTH,
	                        scope_text(q->b));
	worksheet_set_row(q->w, (lxw_row_t)q->row, height, NULL);
	q->row += 2;
}

/* ---- price and time ----------------------------------------------------- */

static void figure(struct quote *q, int row, int side, const char *label,
                   enum book_style s, double value, const char *formula)
{
	int at = side == LEFT ? LEFT_VALUE : RIGHT_VALUE;

	book_text(q->b, q->w, row, side, STYLE_PLAIN, label);
	merge(q, row, at, side == LEFT ? LEFT_LAST : LAST, s);
	book_formula(q->b, q->w, row, at, s, value, "%s", formula);
}

/* The last row of each half stands out. */
static void bottom_line(struct quote *q, int row, int side, const char *label,
                        enum book_style s, double value, const char *formula)
{
	figure(q, row, side, label, s, value, formula);
	if (side == RIGHT)
		merge(q, row, RIGHT, RIGHT_LABEL_LAST, STYLE_QUOTE_TOTAL_TEXT);
	book_text(q->b, q->w, row, side, STYLE_QUOTE_TOTAL_TEXT, label);
	worksheet_set_row(q->w, (lxw_row_t)row, 24, NULL);
}

static void write_price(struct quote *q)
{
	struct book *b = q->b;
	const struct figures *m = b->m;
	int r;

	section(q, LEFT, LEFT_LAST, TEXT_QUOTE_PRICE);
	section(q, RIGHT, LAST, TEXT_QUOTE_TIME);
	r = ++q->row;
	figure(q, r, LEFT, TEXT_TOTAL_HOURS, STYLE_HOURS_UNIT, m->hours, "total_hours");
	figure(q, r + 1, LEFT, TEXT_QUOTE_RATE, STYLE_RATE, m->rate, "billed_rate");
	figure(q, r + 2, LEFT, TEXT_PRICE, STYLE_MONEY_RIGHT, m->price, "price_expected");
	figure(q, r + 3, LEFT, TEXT_CONTINGENCY, STYLE_MONEY_RIGHT, m->contingency_amount,
	       "contingency_amount");
	book_formula_text(b, q->w, r + 3, LEFT, STYLE_PLAIN,
	                  arena_printf(b->a, TEXT_CONTINGENCY ", %.0f%%",
	                               floor(100 * m->contingency + 0.5)),
	                  "\"" TEXT_CONTINGENCY ", \"&ROUND(100*contingency,0)&\"%%\"");
	bottom_line(q, r + 4, LEFT, TEXT_TOTAL_PRICE, STYLE_QUOTE_TOTAL, m->total,
	            "total_price");
	figure(q, r, RIGHT, TEXT_QUOTE_START, STYLE_DATE_RIGHT, figures_first_day(m),
	       "first_day");
	figure(q, r + 1, RIGHT, TEXT_QUOTE_FINISH, STYLE_DATE_RIGHT,
	       figures_finish(m, m->weeks), "finish_date");
	figure(q, r + 2, RIGHT, TEXT_QUOTE_FINISH80, STYLE_DATE_RIGHT,
	       figures_finish(m, m->weeks * m->weeks_ratio[P80]), "finish_p80");
	figure(q, r + 3, RIGHT, TEXT_QUOTE_TEAM, STYLE_PEOPLE, m->team_size, "team_size");
	bottom_line(q, r + 4, RIGHT, TEXT_WEEKS, STYLE_QUOTE_WEEKS, m->weeks,
	            "weeks_expected");
	q->row = r + 6;
}

static void write_range(struct quote *q)
{
	static const char *const notes[] = { TEXT_RANGE_P10, TEXT_RANGE_P50,
		                             TEXT_RANGE_P80, TEXT_RANGE_P90 };
	static const int from_column[] = { 1, 2, 5, 7 }, to_column[] = { 1, 4, 6, 7 };
	struct book *b = q->b;
	const struct figures *m = b->m;
	int r;

	section(q, LEFT, LAST, TEXT_QUOTE_RANGE);
	r = ++q->row;
	worksheet_set_row(q->w, (lxw_row_t)r, 30, NULL);
	book_text(b, q->w, r, 0, STYLE_CELL_HEAD, "");
	book_text(b, q->w, r + 1, 0, STYLE_CELL_LABEL, TEXT_QUOTE_PRICE);
	book_text(b, q->w, r + 2, 0, STYLE_CELL_LABEL, "Weeks");
	book_text(b, q->w, r + 3, 0, STYLE_CELL_LABEL, "Finish");
	for (int p = 0; p < PERCENTILES; p++) {
		const char *name = percentile_suffix[p];
		int from = from_column[p], to = to_column[p];
		double weeks = m->weeks * m->weeks_ratio[p];

		for (int i = 0; i < 4; i++)
			if (to > from)
				merge(q, r + i, from, to,
				      i ? STYLE_CELL_MONEY : STYLE_CELL_HEAD);
		book_textf(b, q->w, r, from, STYLE_CELL_HEAD, "%s\n%s",
		           percentile_title[p], notes[p]);
		book_formula(b, q->w, r + 1, from, STYLE_CELL_MONEY,
		             m->price * m->cost_ratio[p], "cost_%s", name);
		book_formula(b, q->w, r + 2, from, STYLE_CELL_WEEKS, weeks, "weeks_%s",
		             name);
		book_formula(b, q->w, r + 3, from, STYLE_CELL_DATE,
		             figures_finish(m, weeks), "finish_%s", name);
	}
	q->row = r + 4;
}

/* A cell of the table of offers: column 1 .. 4 of it. */
static void offer_cell(struct quote *q, int row, int col, enum book_style s, double value,
                       const char *text, const char *formula)
{
	static const int from_column[] = { 1, 2, 5, 7 }, to_column[] = { 1, 4, 6, 7 };
	int from = from_column[col - 1], to = to_column[col - 1];

	if (to > from)
		merge(q, row, from, to, s);
	if (!formula)
		book_text(q->b, q->w, row, from, s, text);
	else if (text)
		book_formula_text(q->b, q->w, row, from, s, text, "%s", formula);
	else
		book_formula(q->b, q->w, row, from, s, value, "%s", formula);
}

/* Who bears the risk decides which figure of the range is offered. */
static void write_offers(struct quote *q)
{
	struct book *b = q->b;
	const struct figures *m = b->m;
	const struct {
		const char *label, *basis, *formula;
		double price;
	} v[] = {
		{ TEXT_OFFER_TOTAL, TEXT_OFFER_TOTAL_BASIS, "total_price", m->total },
		{ TEXT_OFFER_FIXED, TEXT_OFFER_FIXED_BASIS, "cost_p80",
		  m->price * m->cost_ratio[P80] },
		{ TEXT_OFFER_HOURLY, TEXT_OFFER_HOURLY_BASIS, "cost_p50",
		  m->price * m->cost_ratio[P50] },
	};
	int r;

	section(q, LEFT, LAST, TEXT_QUOTE_OFFERS);
	r = ++q->row;
	book_text(b, q->w, r, 0, STYLE_CELL_HEAD, "");
	offer_cell(q, r, 1, STYLE_CELL_HEAD, 0, TEXT_OFFER_BASIS, NULL);
	offer_cell(q, r, 2, STYLE_CELL_HEAD, 0, TEXT_QUOTE_PRICE, NULL);
	offer_cell(q, r, 3, STYLE_CELL_HEAD, 0,
	           arena_printf(b->a, TEXT_OFFER_TAX "%g%%",
	                        floor(1000 * m->tax + 0.5) / 10),
	           "\"" TEXT_OFFER_TAX "\"&ROUND(100*tax,1)&\"%\"");
	offer_cell(q, r, 4, STYLE_CELL_HEAD, 0, TEXT_OFFER_PAY, NULL);
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		const char *f = v[i].formula;

		r++;
		book_text(b, q->w, r, 0, STYLE_CELL_LABEL, v[i].label);
		offer_cell(q, r, 1, STYLE_CELL_TEXT, 0, v[i].basis, NULL);
		offer_cell(q, r, 2, STYLE_CELL_MONEY, v[i].price, NULL, f);
		offer_cell(q, r, 3, STYLE_CELL_MONEY, v[i].price * m->tax, NULL,
		           arena_printf(b->a, "%s*tax", f));
		offer_cell(q, r, 4, STYLE_CELL_MONEY, v[i].price * (1 + m->tax), NULL,
		           arena_printf(b->a, "%s*(1+tax)", f));
	}
	q->row = r + 2;
}

static void write_chart(struct quote *q)
{
	lxw_chart_options size = { .x_offset = 2,
		                   .y_offset = 4,
		                   .x_scale = 1.56,
		                   .y_scale = CHART_ROWS * ROW_POINTS / 0.75 / 288 };

	if (q->b->m->is_nothing || !report_has(q->b->report, SHEET_SUMMARY, false))
		return;
	worksheet_insert_chart_opt(q->w, (lxw_row_t)q->row, LEFT,
	                           book_price_chart(q->b, false), &size);
	q->row += CHART_ROWS + 1;
}

/* ---- words -------------------------------------------------------------- */

/* Lines of text as bullets. */
static const char *bullets(struct quote *q, const char *text)
{
	struct arena *a = q->b->a;
	const char *list = "";

	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "\n");

		list = arena_printf(a, "%s%s\xE2\x80\xA2 %.*s", list, *list ? "\n" : "",
		                    (int)n, p);
		p += n + (p[n] == '\n');
	}
	return book_clean(a, list);
}

static const char *assumptions(struct book *b)
{
	const char *list = store_text(
	    b->store, b->a, "",
	    "SELECT group_concat(replace(text, char(10), ' '), char(10)) FROM"
	    " (SELECT text FROM assumption ORDER BY"
	    /* What is ours alone explains the method; the client's side comes first. */
	    " source LIKE 'ours%%' OR source LIKE 'implied%%', rank LIMIT %d)",
	    ASSUMPTIONS_SHOWN);
	int n = (int)store_number(b->store, 0, "SELECT count(*) FROM assumption");

	if (n > ASSUMPTIONS_SHOWN)
		list = arena_printf(b->a, "%s\n" TEXT_QUOTE_MORE, list, n);
	return list;
}

/* Left: what is in, and below it what is not. Right: assumptions, as high as both. */
static void write_words(struct quote *q)
{
	struct book *b = q->b;
	const char *in = bullets(q, TEXT_QUOTE_INCLUDES),
		   *out = bullets(q, TEXT_QUOTE_EXCLUDES);
	const char *assumed = bullets(q, assumptions(b));
	double in_points = book_height(STYLE_WRAP, HALF_WIDTH, in) + 6;
	double out_points = book_height(STYLE_WRAP, HALF_WIDTH, out) + 4;
	double more = book_height(STYLE_WRAP, HALF_WIDTH, assumed) - in_points -
	              out_points - 21;
	int r;

	section(q, LEFT, LEFT_LAST, TEXT_QUOTE_INCLUDED);
	section(q, RIGHT, LAST, TEXT_QUOTE_ASSUMED);
	r = q->row + 1;
	book_paragraph(b, q->w, r, LEFT, LEFT_LAST, STYLE_WRAP, HALF_WIDTH, in);
	worksheet_set_row(q->w, (lxw_row_t)r, in_points, NULL);
	worksheet_merge_range(q->w, (lxw_row_t)r, RIGHT, (lxw_row_t)r + 2, LAST, assumed,
	                      b->style[STYLE_WRAP]);
	q->row = r + 1;
	section(q, LEFT, LEFT_LAST, TEXT_QUOTE_EXCLUDED);
	book_paragraph(b, q->w, r + 2, LEFT, LEFT_LAST, STYLE_WRAP, HALF_WIDTH, out);
	worksheet_set_row(q->w, (lxw_row_t)r + 2, fmin(409, out_points + fmax(0, more)),
	                  NULL);
	q->row = r + 4;
}

static void write_signatures(struct quote *q)
{
	static const char *const who[] = { TEXT_QUOTE_FOR_CLIENT, TEXT_QUOTE_FOR_US };

	for (int i = 0; i < 2; i++) {
		int col = i ? RIGHT : LEFT;

		book_text(q->b, q->w, q->row, col, STYLE_BOLD, who[i]);
		book_blank(q->b, q->w, q->row + 1, col, i ? LAST : LEFT_LAST, STYLE_LINE);
		book_text(q->b, q->w, q->row + 2, col, STYLE_LABEL, TEXT_QUOTE_SIGN);
	}
	worksheet_set_row(q->w, (lxw_row_t)q->row + 1, 30, NULL);
	q->row += 2;
}

bool book_quote(struct book *b, lxw_worksheet *w, struct err *e)
{
	struct quote q = { b, w, 0 };

	(void)e;
	for (int i = 0; i <= LAST; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	worksheet_set_portrait(w);
	worksheet_set_default_row(w, ROW_POINTS, LXW_FALSE);
	write_head(&q);
	write_scope(&q);
	write_price(&q);
	write_range(&q);
	q.row++;
	if (!b->m->is_nothing)
		write_offers(&q);
	write_chart(&q);
	if (b->m->is_nothing)
		q.row += 2;
	else
		write_words(&q);
	write_signatures(&q);
	worksheet_print_area(w, 0, 0, (lxw_row_t)q.row, LAST);
	worksheet_fit_to_pages(w, 1, 1);
	worksheet_center_horizontally(w);
	worksheet_set_tab_color(w, b->brand.colour);
	return true;
}
