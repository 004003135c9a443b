/* book_decision.c - the sheet Decision: port, split, stay, or another language. */
#include "book/book_decision.h"

#include <math.h>
#include <string.h>

#include "book/book_chart.h"
#include "book/book_page.h"
#include "sheet/book_text.h"

enum { COL_LABEL, COL_1, COL_2, COL_3, COL_4, COL_5, COL_TEXT, COL_SOURCE, COLUMNS };
/* Right of the paper: what the cells above them look up. */
enum { COL_ADVICE = COLUMNS, COL_BEST };
static const double widths[COLUMNS] = { 36, 11, 11, 11, 11, 11, 62, 34 };
enum { WIDTH = 36 + 5 * 11 + 62, CHART_ROWS = 10, OPTIONS_MAX = 16 };

struct option {
	const char *name, *label, *text, *source;
	bool is_port;
	int row;                   /* in the table of options */
	int first, last;           /* its reasons */
	const char *price, *weeks; /* formulas; NULL: not priced */
};

struct decision {
	struct book *b;
	lxw_worksheet *w;
	int row;
	struct option option[OPTIONS_MAX];
	int n;
	int options, reasons; /* rows where their tables begin */
	int begun;            /* row of the table that is written */
};

static void section(struct decision *d, const char *title)
{
	book_page_keep(d->b, d->w, d->begun, d->row - 1);
	d->begun = ++d->row;
	book_blank(d->b, d->w, d->row, 0, COL_SOURCE, STYLE_SECTION);
	book_text(d->b, d->w, d->row, 0, STYLE_SECTION, title);
	worksheet_set_row(d->w, (lxw_row_t)d->row++, 22, NULL);
}

static void heads(struct decision *d, const char *const *titles)
{
	for (int i = 0; i < COLUMNS; i++)
		book_text(d->b, d->w, d->row, i,
		          i == 0          ? STYLE_HEAD
		          : i >= COL_TEXT ? STYLE_HEAD_INDENT
		                          : STYLE_HEAD_RIGHT,
		          titles[i]);
	worksheet_set_row(d->w, (lxw_row_t)d->row++, 30, NULL);
}

static void words(struct decision *d, int row, const char *label, const char *text,
                  const char *source)
{
	struct book *b = d->b;
	double height = book_height(STYLE_WRAP, widths[COL_LABEL], label);

	book_text(b, d->w, row, COL_LABEL, STYLE_WRAP, label);
	height = fmax(height,
	              book_paragraph(b, d->w, row, COL_TEXT, COL_TEXT, STYLE_NOTE_WRAP,
	                             widths[COL_TEXT] - 2, text));
	height = fmax(height,
	              book_paragraph(b, d->w, row, COL_SOURCE, COL_SOURCE,
	                             STYLE_SMALL_TOP, widths[COL_SOURCE] - 2, source));
	worksheet_set_row(d->w, (lxw_row_t)row, fmax(16, height), NULL);
}

static void weight_cell(struct decision *d, int row, int col, double weight)
{
	lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_DECIMAL,
		                  .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		                  .minimum_number = 0,
		                  .maximum_number = 10,
		                  .error_title = "Not possible",
		                  .error_message = "A weight from 0 to 10." };

	book_number(d->b, d->w, row, col, STYLE_EDIT_WEIGHT, weight);
	worksheet_data_validation_cell(d->w, (lxw_row_t)row, (lxw_col_t)col, &v);
}

/* ---- what the options are ------------------------------------------------------------
 */

/* A whole that was priced as an alternative, in proportion to the offer. */
static void price_as(struct decision *d, struct option *o, const char *alternative)
{
	struct book *b = d->b;
	const struct figures *m = b->m;
	double total = store_number(b->store, 0,
	                            "SELECT total FROM alternative WHERE name = %Q",
	                            alternative);
	double weeks = store_number(b->store, 0,
	                            "SELECT weeks FROM alternative WHERE name = %Q",
	                            alternative);
	double planned;

	o->price = "price_offered";
	o->weeks = "weeks_offered";
	/* Of an alternative they hold its contingency, as its total does. */
	planned = m->weeks * (1 + figures_number(m, "contingency"));
	if (total > 0 && m->total > 0 && planned > 0) {
		o->price = arena_printf(b->a, "price_offered*%.6f", total / m->total);
		o->weeks = arena_printf(b->a, "weeks_offered*%.6f", weeks / planned);
	}
}

static void take_price(struct decision *d, struct option *o)
{
	bool has_ml = store_number(d->b->store, 0,
	                           "SELECT count(*) FROM alternative"
	                           " WHERE name IN ('port_ml', 'hybrid_ml')") > 0;

	if (strcmp(o->name, "port") == 0)
		price_as(d, o, "port_ml");
	else if (strcmp(o->name, "hybrid") == 0 && has_ml)
		price_as(d, o, "hybrid_ml");
}

/* In the order of the model: of two equal ones the first is the better. */
static bool take_options(struct decision *d, struct err *e)
{
	struct arena *a = d->b->a;
	sqlite3_stmt *q = store_select(
	    d->b->store, a, e,
	    "SELECT name, label, text, source FROM decision ORDER BY name IN ('stay',"
	    " 'other'), name = 'hybrid', name = 'other', rank");

	if (!q)
		return false;
	while (d->n < OPTIONS_MAX && sqlite3_step(q) == SQLITE_ROW) {
		struct option *o = &d->option[d->n++];

		*o = (struct option){
			.name = arena_strdup(a, (const char *)sqlite3_column_text(q, 0)),
			.label = arena_strdup(a, (const char *)sqlite3_column_text(q, 1)),
			.text = arena_strdup(a, (const char *)sqlite3_column_text(q, 2)),
			.source = arena_strdup(a, (const char *)sqlite3_column_text(q, 3))
		};
		o->is_port = strcmp(o->name, "port") == 0 ||
		             strcmp(o->name, "hybrid") == 0;
		take_price(d, o);
	}
	return true;
}

/* ---- criteria ------------------------------------------------------------------------
 */

static void write_criterion(struct decision *d, sqlite3_stmt *q, bool to_node)
{
	struct book *b = d->b;
	int r = d->row++;

	words(d, r, (const char *)sqlite3_column_text(q, 0),
	      (const char *)sqlite3_column_text(q, 4),
	      (const char *)sqlite3_column_text(q, 5));
	book_number(b, d->w, r, COL_1, STYLE_COUNT, sqlite3_column_double(q, 1));
	book_number(b, d->w, r, COL_2, STYLE_COUNT, sqlite3_column_double(q, 2));
	book_live(b, d->w, r, COL_3, STYLE_CHANGE, to_node ? "%s-%s" : "-%s+%s",
	          book_at(b, r, COL_1), book_at(b, r, COL_2));
	weight_cell(d, r, COL_4, sqlite3_column_double(q, 3));
	/* Alone on its line of the sheet: the part that counts for the API, too. */
	book_number(b, d->w, r, COL_5, STYLE_COUNT, sqlite3_column_double(q, 6));
}

static bool write_criteria(struct decision *d, struct err *e)
{
	static const char *const titles[COLUMNS] = { TEXT_DECISION_CRITERION,
		                                     "Node.js",
		                                     "Python",
		                                     TEXT_DECISION_BETTER,
		                                     TEXT_DECISION_WEIGHT,
		                                     TEXT_DECISION_OF_API,
		                                     TEXT_DECISION_WHY_WEIGHT,
		                                     TEXT_DECISION_SOURCE };
	struct book *b = d->b;
	const struct input *way = figures_input(b->m, "direction");
	bool to_node = !way || strcmp(way->value, "python-to-node") == 0;
	sqlite3_stmt *q = store_select(b->store, b->a, e,
	                               "SELECT name, node, python, weight, why, source,"
	                               " of_api FROM decision_criterion ORDER BY rank");
	const char *better, *weight, *of_api;
	int first;

	if (!q)
		return false;
	section(d, TEXT_DECISION_CRITERIA);
	heads(d, titles);
	first = d->row;
	while (sqlite3_step(q) == SQLITE_ROW)
		write_criterion(d, q, to_node);
	if (d->row == first)
		book_text(b, d->w, d->row++, 0, STYLE_LABEL, TEXT_NO_ROWS);
	better = book_range(b, SHEET_DECISION, first, d->row - 1, COL_3);
	weight = book_range(b, SHEET_DECISION, first, d->row - 1, COL_4);
	of_api = book_range(b, SHEET_DECISION, first, d->row - 1, COL_5);
	words(d, d->row, TEXT_DECISION_GAIN, NOTE_DECISION_GAIN, "");
	book_live(b, d->w, d->row, COL_3, STYLE_GAIN,
	          "IF(SUM(%s)>0,SUMPRODUCT(%s,%s)/SUM(%s),0)", weight, weight, better,
	          weight);
	book_name(b, "decision_gain", SHEET_DECISION, d->row++, COL_3);
	words(d, d->row, TEXT_DECISION_API_GAIN, NOTE_DECISION_API_GAIN, "");
	book_live(b, d->w, d->row, COL_3, STYLE_GAIN,
	          "IF(SUMPRODUCT(%s,%s)>0,SUMPRODUCT(%s,%s,%s)/SUMPRODUCT(%s,%s),0)",
	          weight, of_api, weight, of_api, better, weight, of_api);
	book_name(b, "decision_api_gain", SHEET_DECISION, d->row++, COL_3);
	return true;
}

/* ---- reasons -------------------------------------------------------------------------
 */

/* One that follows the criteria says so, as the numbers of its words may be others by
 * now. */
static void write_reason(struct decision *d, const struct option *o, sqlite3_stmt *q)
{
	struct book *b = d->b;
	const char *follows = (const char *)sqlite3_column_text(q, 2);
	bool is_live = follows && *follows;
	int r = d->row++;

	words(d, r, o->label,
	      is_live ? strcmp(follows, "api_gain") == 0 ? TEXT_DECISION_FOLLOWS_API
	                                                 : TEXT_DECISION_FOLLOWS
	              : (const char *)sqlite3_column_text(q, 1),
	      "");
	if (is_live)
		book_live(b, d->w, r, COL_1, STYLE_GAIN, "%.17g*decision_%s",
		          sqlite3_column_double(q, 3), follows);
	else
		book_number(b, d->w, r, COL_1, STYLE_GAIN, sqlite3_column_double(q, 0));
	weight_cell(d, r, COL_2, 1);
	book_live(b, d->w, r, COL_3, STYLE_GAIN, "%s*%s", book_at(b, r, COL_1),
	          book_at(b, r, COL_2));
}

static bool write_reasons(struct decision *d, struct err *e)
{
	static const char *const titles[COLUMNS] = { TEXT_DECISION_OPTION,
		                                     TEXT_DECISION_POINTS,
		                                     TEXT_DECISION_WEIGHT,
		                                     TEXT_DECISION_COUNTED,
		                                     "",
		                                     "",
		                                     TEXT_DECISION_WHY,
		                                     "" };
	struct book *b = d->b;

	section(d, TEXT_DECISION_REASONS);
	heads(d, titles);
	for (int i = 0; i < d->n; i++) {
		struct option *o = &d->option[i];
		sqlite3_stmt *q = store_select(
		    b->store, b->a, e,
		    "SELECT points, reason, follows, factor FROM decision_reason"
		    " WHERE option = %Q ORDER BY rank",
		    o->name);

		if (!q)
			return false;
		o->first = d->row;
		while (sqlite3_step(q) == SQLITE_ROW)
			write_reason(d, o, q);
		o->last = d->row - 1;
	}
	return true;
}

/* ---- options and the advice ----------------------------------------------------------
 */

static void write_option(struct decision *d, const struct option *o)
{
	struct book *b = d->b;

	words(d, o->row, o->label, o->text, o->source);
	book_text(b, d->w, o->row, COL_ADVICE, STYLE_NOTE, o->text);
	book_live(b, d->w, o->row, COL_TEXT, STYLE_NOTE_WRAP,
	          "IF(decision_best=%d,%s,\"\")", o->row - d->options + 1,
	          book_at(b, o->row, COL_ADVICE));
	if (o->last >= o->first)
		book_live(b, d->w, o->row, COL_1, STYLE_SCORE,
		          "MAX(0,MIN(10,SUM(%s:%s)))", book_at(b, o->first, COL_3),
		          book_at(b, o->last, COL_3));
	else
		book_number(b, d->w, o->row, COL_1, STYLE_SCORE, 0);
	if (o->weeks)
		book_live(b, d->w, o->row, COL_3, STYLE_WEEKS, "%s", o->weeks);
	if (!o->price)
		book_text(b, d->w, o->row, COL_2, STYLE_RIGHT, TEXT_DECISION_UNPRICED);
	else
		book_live(b, d->w, o->row, COL_2, STYLE_MONEY, "%s", o->price);
	book_live(b, d->w, o->row, COL_4, STYLE_OK, "IF(decision_best=%d,\"%s\",\"\")",
	          o->row - d->options + 1, TEXT_DECISION_BEST);
}

/* "MAX($B$8,$B$9)": the best of the ways that port, or of the others. */
static const char *best_of(struct decision *d, bool is_port)
{
	const char *list = "";

	for (int i = 0; i < d->n; i++)
		if (d->option[i].is_port == is_port)
			list = arena_printf(d->b->a, "%s%s%s", list, *list ? "," : "",
			                    book_at(d->b, d->option[i].row, COL_1));
	return *list ? arena_printf(d->b->a, "MAX(%s)", list) : "0";
}

static void advice(struct decision *d, int row, enum book_style s, double height,
                   const char *formula)
{
	book_merge(d->b, d->w, row, 0, row, COL_TEXT, s);
	book_live(d->b, d->w, row, 0, s, "%s", formula);
	worksheet_set_row(d->w, (lxw_row_t)row, height, NULL);
}

static void write_advice(struct decision *d, int row)
{
	struct book *b = d->b;
	/* To a tenth, as the scores stand above: their difference is what one sees. */
	const char *ported = arena_printf(b->a, "ROUND(%s,1)", best_of(d, true));
	const char *others = arena_printf(b->a, "ROUND(%s,1)", best_of(d, false));
	const char *at = "decision_best";

	advice(d, row, STYLE_ADVICE, 26,
	       arena_printf(b->a,
	                    "INDEX(decision_label,%s)&\" (\"&ROUND(MAX(decision_score),1)"
	                    "&\"" TEXT_DECISION_OF_10 "\"",
	                    at));
	advice(d, row + 1, STYLE_WRAP, 18,
	       arena_printf(b->a, "INDEX(decision_text,%s)", at));
	advice(d, row + 2, STYLE_BOLD, 18,
	       arena_printf(b->a,
	                    "IF(%s>%s,\"" TEXT_DECISION_WRONG "\"&ROUND(%s-%s,1)&"
	                    "\"" TEXT_DECISION_MORE "\",IF(%s-%s<1,\"" TEXT_DECISION_CLOSE
	                    "\",\"" TEXT_DECISION_RIGHT "\"&ROUND(%s-%s,1)&"
	                    "\"" TEXT_DECISION_LEAD "\"))",
	                    others, ported, others, ported, ported, others, ported,
	                    others));
}

static void insert_chart(struct decision *d, int row)
{
	static const struct bar bar = { COL_1, BAR_MIDDLE, NULL };
	struct bars c = { .sheet = SHEET_DECISION,
		          .first = d->options,
		          .last = d->options + d->n - 1,
		          .bar = &bar,
		          .count = 1,
		          .format = "0.0",
		          .title = TEXT_DECISION_CHART,
		          .is_top_down = true,
		          .has_numbers = true };
	lxw_chart_options size = {
		.x_offset = 4, .y_offset = 4, .x_scale = 1.55, .y_scale = 0.66
	};
	lxw_chart *chart = book_bars(d->b, &c);

	chart_axis_set_max(chart->x_axis, 10);
	worksheet_insert_chart_opt(d->w, (lxw_row_t)row, 0, chart, &size);
}

bool book_decision(struct book *b, lxw_worksheet *w, struct err *e)
{
	static const char *const titles[COLUMNS] = {
		TEXT_DECISION_OPTION, TEXT_DECISION_SCORE,  TEXT_DECISION_PRICE,
		TEXT_DECISION_WEEKS,  TEXT_DECISION_ADVICE, "",
		TEXT_DECISION_MEANS,  TEXT_DECISION_SOURCE
	};
	struct decision d = { .b = b, .w = w, .row = 2 };
	int chart;

	for (int i = 0; i < COLUMNS; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	book_heading(b, w, SHEET_DECISION, TEXT_DECISION_INTRO);
	if (!take_options(&d, e))
		return false;
	if (d.n == 0) {
		book_text(b, w, 3, 0, STYLE_LABEL, TEXT_DECISION_NOTHING);
		book_page_print(b, w, 0, 0, 3, COL_SOURCE);
		return true;
	}
	d.row = 7;
	section(&d, TEXT_DECISION_OPTIONS);
	heads(&d, titles);
	d.options = d.row;
	for (int i = 0; i < d.n; i++)
		d.option[i].row = d.row++;
	book_name_range(b, "decision_label", SHEET_DECISION, d.options, COL_LABEL,
	                d.row - 1, COL_LABEL);
	book_name_range(b, "decision_score", SHEET_DECISION, d.options, COL_1, d.row - 1,
	                COL_1);
	book_name_range(b, "decision_text", SHEET_DECISION, d.options, COL_ADVICE,
	                d.row - 1, COL_ADVICE);
	book_text(b, w, d.options - 1, COL_ADVICE, STYLE_LABEL, TEXT_DECISION_TEXTS);
	chart = d.row;
	d.row += CHART_ROWS;
	if (!write_criteria(&d, e) || !write_reasons(&d, e))
		return false;
	for (int i = 0; i < d.n; i++)
		write_option(&d, &d.option[i]);
	write_advice(&d, 3);
	book_text(b, w, 6, COL_ADVICE, STYLE_LABEL, TEXT_DECISION_PLACE);
	book_live(b, w, 6, COL_BEST, STYLE_COUNT,
	          "MATCH(MAX(decision_score),decision_score,0)");
	book_name(b, "decision_best", SHEET_DECISION, 6, COL_BEST);
	book_page_print(b, w, 0, 0, d.row - 1, COL_SOURCE);
	insert_chart(&d, chart);
	book_page_keep(b, w, d.begun, d.row - 1);
	return true;
}
