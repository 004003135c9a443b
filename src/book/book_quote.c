/* book_quote.c - the sheet Quote: what the client signs. */
#include "book/book_quote.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "book/book_change.h"
#include "book/book_chart.h"
#include "book/book_inputs.h"
#include "book/book_page.h"
#include "book/book_plan.h"
#include "book/book_terms.h"
#include "sheet/book_text.h"
#include "sheet/counted.h"
#include "sheet/report.h"

/* Two halves (label and value each) with a gap between, tables of a label and four equal
 * cells, and one of milestones: columns that serve all. */
enum {
	LEFT,
	LEFT_VALUE,
	LEFT_LAST,
	GAP,
	RIGHT,
	RIGHT_LABEL_LAST,
	RIGHT_VALUE,
	RIGHT_DUE,
	LAST,
	DATA /* of the chart, behind the page */ = LAST + 3
};
static const double widths[] = { 24, 18, 12, 2, 12, 13, 8.5, 11.5, 12 };
enum {
	HALF_WIDTH = 56,
	WIDTH = 113,
	MILESTONE_WIDTH = 23, /* of its bold name */
	ACCEPTED_WIDTH = 59,
	ASSUMPTIONS_SHOWN = 4,
	CHART_ROWS = 6,
	WORD_ROWS = 5, /* beside the chart, on who bears what */
	ROW_POINTS = 16,
	LOGO_POINTS = 30,
	LOGO_WIDTH_POINTS = 150,
	OFFER_COLOUR = 0xB45309 /* as no bar has it, on white and in grey */
};

enum { CLIENT_ROW = 3, SUPPLIER_ROW = 5 };

struct quote {
	struct book *b;
	lxw_worksheet *w;
	int row;
	const char *to_fill; /* formula: "the client; ", as long as its cell is empty */
};

static void merge(struct quote *q, int row, int from, int to, enum book_style s)
{
	if (from < to)
		book_merge(q->b, q->w, row, from, row, to, s);
}

static void section(struct quote *q, int from, int to, const char *title)
{
	book_blank(q->b, q->w, q->row, from, to, STYLE_SECTION);
	book_text(q->b, q->w, q->row, from, STYLE_SECTION, title);
	worksheet_set_row(q->w, (lxw_row_t)q->row, 21, NULL);
}

/* A head with the sheet that says more, or its row that holds `found`: the title is no
 * link itself, as programs have a colour of their own for those. */
static void linked_section(struct quote *q, int from, int to, const char *title,
                           const char *sheet, const char *found)
{
	struct book *b = q->b;

	section(q, from, to, title);
	if (report_has(b->report, sheet, false))
		book_link_found(b, q->w, q->row, to, STYLE_SECTION_LINK, sheet, found,
		                arena_printf(b->a, "\xE2\x86\x92 %s",
		                             book_sheet_name(b, sheet)));
}

/* ---- head ----------------------------------------------------------------------------
 */

/* "FastAPI + SQLAlchemy + Celery -> NestJS + Prisma + BullMQ": what was found, and what
 * is planned. */
static const char *stacks(struct book *b)
{
	const char *from = book_result(b, "stack_from", ""),
		   *to = store_text(
		       b->store, b->a, "",
		       "SELECT group_concat(value, ' + ') FROM (SELECT value FROM stack"
		       " ORDER BY rank)");

	if (b->m->is_nothing || (!*from && !*to))
		return "";
	return arena_printf(b->a, "%s%s%s", from, *to ? "  \xE2\x86\x92  " : "", to);
}

static void detail(struct quote *q, int row, int col, const char *label,
                   enum book_style s, const char *name)
{
	struct book *b = q->b;

	int value = col == LEFT ? LEFT_VALUE : RIGHT_VALUE;

	book_text(b, q->w, row, col, STYLE_LABEL, label);
	merge(q, row, value, col == LEFT ? LEFT_LAST : LAST, s);
	book_live(b, q->w, row, value, s, "%s", name);
}

/* A formula's text. */
static const char *quoted(struct quote *q, const char *text)
{
	return arena_printf(q->b->a, "\"%s\"", text);
}

/* `what` is to be filled in until `filled` holds: formulas. */
static void ask_for(struct quote *q, const char *filled, const char *what)
{
	q->to_fill = arena_printf(q->b->a, "%s%sIF(%s,\"\",%s&\"; \")", q->to_fill,
	                          *q->to_fill ? "&" : "", filled, what);
}

/* A cell to type into over columns from..to, with `text` in it so far, and what asks for
 * it; "" for nothing. */
static void cell_to_fill(struct quote *q, int row, int from, int to, const char *text,
                         const char *asked)
{
	struct book *b = q->b;
	const char *cell = book_at(b, row, from);

	merge(q, row, from, to, STYLE_FILL);
	book_verbatim(b, q->w, row, from, STYLE_FILL, text);
	if (*asked)
		ask_for(q,
		        arena_printf(b->a,
		                     *text ? "AND(%s<>\"\",%s<>\"%s\")" : "%s<>\"\"",
		                     cell, cell, text),
		        quoted(q, asked));
}

/* One of the two who sign. Where there are no Inputs, nobody has named it and it is to be
 * filled in here. */
static void party(struct quote *q, int row, const char *label, const char *name,
                  bool is_open, const char *open_text, const char *asked)
{
	struct book *b = q->b;

	if (!is_open || report_has(b->report, SHEET_INPUTS, false)) {
		detail(q, row, LEFT, label, STYLE_BOLD_LEFT, name);
		return;
	}
	book_text(b, q->w, row, LEFT, STYLE_LABEL, label);
	cell_to_fill(q, row, LEFT_VALUE, LEFT_LAST, book_word(b, open_text), asked);
}

static bool is_client_open(struct book *b)
{
	return strcmp(b->client, book_word(b, TEXT_CLIENT_OPEN)) == 0;
}

/* At the right edge of the page, whatever its own size and resolution. */
static void write_logo(struct quote *q)
{
	const struct brand *brand = &q->b->brand;
	double scale = LOGO_POINTS / 0.75 / fmax(1, brand->logo_height), room = 0, width;
	lxw_image_options o = { .description = arena_strdup(q->b->a, brand->name) };
	lxw_object_properties *image, *last = NULL;

	if (!brand->logo_height || !book_is_written(q->b, q->w))
		return;
	scale = fmin(scale, LOGO_WIDTH_POINTS / 0.75 / brand->logo_width);
	width = brand->logo_width * scale;
	for (int i = RIGHT; i <= LAST; i++)
		room += 7 * widths[i] + 5;
	o.x_scale = o.y_scale = scale;
	o.x_offset = (int)fmax(0, room - width);
	if (worksheet_insert_image_opt(q->w, 0, RIGHT, brand->logo, &o) != LXW_NO_ERROR)
		return;
	STAILQ_FOREACH(image, q->w->image_props, list_pointers)
	last = image;
	if (last)
		last->x_dpi = last->y_dpi = 96;
}

static void write_head(struct quote *q)
{
	struct book *b = q->b;

	write_logo(q);
	worksheet_set_row(q->w, 0, 34, NULL);
	book_text(b, q->w, 0, LEFT, STYLE_TITLE, TEXT_QUOTE_TITLE);
	worksheet_set_row(q->w, 1, 20, NULL);
	merge(q, 1, LEFT, LAST, STYLE_SUBTITLE);
	book_verbatim(b, q->w, 1, LEFT, STYLE_SUBTITLE, stacks(b));
	party(q, CLIENT_ROW, TEXT_CLIENT, "client", is_client_open(b), TEXT_CLIENT_OPEN,
	      TEXT_QUOTE_FILL_CLIENT);
	detail(q, 4, LEFT, TEXT_QUOTE_PROJECT, STYLE_BOLD_LEFT, "project");
	party(q, SUPPLIER_ROW, TEXT_QUOTE_BY, "prepared_by", !*b->brand.name,
	      TEXT_PREPARED_BY, TEXT_QUOTE_FILL_SUPPLIER);
	detail(q, 3, RIGHT, TEXT_QUOTE_NUMBER, STYLE_BOLD_LEFT, "quote_number");
	detail(q, 4, RIGHT, TEXT_QUOTE_DATE, STYLE_DATE_LEFT, "quote_date");
	detail(q, 5, RIGHT, TEXT_QUOTE_VALID, STYLE_DATE_LEFT, "quote_date+valid_days");
	if (b->report->is_internal)
		book_text(b, q->w, 2, LEFT, STYLE_WARNING, TEXT_QUOTE_INTERNAL);
	q->row = 7;
	if (*b->brand.address) {
		book_verbatim(b, q->w, 6, LEFT_VALUE, STYLE_LABEL, b->brand.address);
		q->row++;
	}
}

/* ---- scope -------------------------------------------------------------- */

#define NO_COMMIT                                                                        \
	"SELECT NOT EXISTS (SELECT 1 FROM meta WHERE key = 'commit' AND value <> '')"

/* What was counted, so that later changes have something to be measured against. */
static const char *state_of_code(struct book *b)
{
	const char *commit = store_text(b->store, b->a, "",
	                                "SELECT value FROM meta WHERE key = 'commit'"),
		   *day = notation_day(
		       &b->notation, b->a,
		       store_text(b->store, b->a, "",
	                          "SELECT value FROM meta WHERE key = 'scanned_at'"));

	return *commit ? arena_printf(b->a, TEXT_QUOTE_STATE, commit, day)
	               : arena_printf(b->a, TEXT_QUOTE_STATE_OF_DAY, day);
}

/* What is kept in its language, and paid for as a service of its own. */
static const char *what_stays(struct book *b)
{
	static const char kept[] =
	    " FROM effort WHERE unit = 'ml_service' AND quantity > 0";
	const char *label = store_text(b->store, b->a, "",
	                               arena_printf(b->a, "SELECT label%s", kept));

	return *label
	         ? arena_printf(b->a, book_word(b, TEXT_QUOTE_STAYS), book_word(b, label),
	                        store_number(b->store, 0,
	                                     arena_printf(b->a, "SELECT quantity%s",
	                                                  kept)),
	                        book_word(b, book_prices_sheet(b)))
	         : "";
}

static const char *scope_said(struct book *b)
{
	const struct counted counted = { b->store, b->a, b->words };

	if (b->m->is_nothing)
		return TEXT_QUOTE_NOTHING;
	return arena_printf(b->a, TEXT_QUOTE_SCOPE_TEXT, b->project,
	                    counted_text(&counted), book_result(b, "class", "-"),
	                    store_is_counts_only(b->store)
	                        ? TEXT_QUOTE_COUNTS_ONLY
	                        : arena_printf(b->a, TEXT_QUOTE_SCANNED,
	                                       book_prices_sheet(b)));
}

/* The words are of the day of the estimate, price and dates are not. */
static void write_dropped(struct quote *q, int row)
{
	if (q->b->report->is_internal && !q->b->m->is_nothing)
		book_live(q->b, q->w, row, LEFT, STYLE_WARNING,
		          "IF(hours_dropped<0.05,\"\",\"%s\"&FIXED(hours_dropped,1)&"
		          "\"%s\"&count_dropped)",
		          TEXT_QUOTE_LESS, TEXT_QUOTE_LESS_ROWS);
}

static void write_scope(struct quote *q)
{
	double height;

	section(q, LEFT, LAST, TEXT_QUOTE_SCOPE);
	height = book_paragraph(q->b, q->w, ++q->row, LEFT, LAST, STYLE_WRAP, WIDTH,
	                        arena_printf(q->b->a, "%s%s",
	                                     book_word(q->b, scope_said(q->b)),
	                                     what_stays(q->b)));
	worksheet_set_row(q->w, (lxw_row_t)q->row, height, NULL);
	if (!store_is_counts_only(q->b->store))
		book_text(q->b, q->w, ++q->row, LEFT, STYLE_NOTE, state_of_code(q->b));
	if (!store_is_counts_only(q->b->store) && !q->b->report->is_internal &&
	    store_number(q->b->store, 0, NO_COMMIT) > 0) {
		book_text(q->b, q->w, ++q->row, LEFT, STYLE_NOTE, TEXT_QUOTE_COMMIT);
		cell_to_fill(q, q->row, RIGHT, LAST, "", TEXT_QUOTE_FILL_COMMIT);
	}
	write_dropped(q, q->row + 1);
	q->row += 2;
}

/* ---- price and time ----------------------------------------------------- */

static void figure(struct quote *q, int row, int side, const char *label,
                   enum book_style s, const char *formula)
{
	int at = side == LEFT ? LEFT_VALUE : RIGHT_VALUE;

	if (*label)
		book_text(q->b, q->w, row, side, STYLE_PLAIN, label);
	merge(q, row, at, side == LEFT ? LEFT_LAST : LAST, s);
	book_live(q->b, q->w, row, at, s, "%s", formula);
}

/* The last row of each half stands out. */
static void bottom_line(struct quote *q, int row, int side, const char *label,
                        enum book_style s, const char *formula)
{
	figure(q, row, side, label, s, formula);
	if (side == RIGHT)
		merge(q, row, RIGHT, RIGHT_LABEL_LAST, STYLE_QUOTE_TOTAL_TEXT);
	book_text(q->b, q->w, row, side, STYLE_QUOTE_TOTAL_TEXT, label);
	worksheet_set_row(q->w, (lxw_row_t)row, 22, NULL);
}

/* What is on top of the expected price, and why. */
#define RISK_LABEL                                                                       \
	"IF(risk_appetite=\"expected\",\"" TEXT_CONTINGENCY                              \
	", \"&ROUND(100*contingency,0)&\"%\",\"" TEXT_QUOTE_RISK " \"&risk_appetite)"
#define TAX_LABEL                                                                        \
	"IF(tax=0,\"" TEXT_OFFER_NO_TAX "\",\"" TEXT_OFFER_TAX                           \
	" \"&ROUND(100*tax,1)&\"%\")"

static void live_label(struct quote *q, int row, const char *formula)
{
	book_live(q->b, q->w, row, LEFT, STYLE_PLAIN, "%s", formula);
}

static double number(struct book *b, const char *key)
{
	return strtod(book_result(b, key, "0"), NULL);
}

/* A share of 1 in whole hundreds; neither never nor always. */
#define OF_100(share) "MAX(1,MIN(99,ROUND(100*" share ",0)))"

/* One sentence: the class and its range, how often price and date hold by the model, and
 * what became of such prices where it was measured. */
static void write_accuracy(struct quote *q, int row)
{
	struct book *b = q->b;
	const char *measured = "\".\"";

	if (b->m->is_nothing)
		return;
	if (number(b, "past_projects") >= 2)
		measured = arena_printf(b->a,
		                        "\"" TEXT_MEASURED_OF
		                        "\"&past_compared&\"%s\"&past_within_price"
		                        "&\"" TEXT_MEASURED_WITHIN
		                        "\"&%.0f&\"" TEXT_MEASURED_BELOW "\"",
		                        number(b, "past_is_own") != 0
		                            ? TEXT_MEASURED_OWN
		                            : TEXT_MEASURED_OTHERS,
		                        number(b, "past_below"));
	book_merge(b, q->w, row, LEFT, row, LAST, STYLE_WRAP);
	book_live(
	    b, q->w, row, LEFT, STYLE_WRAP,
	    "\"%s\"&" OF_100("offer_price_odds") "&\"" TEXT_ODDS_FINISH "\"&" OF_100(
		"offer_finish_odds") "&\"" TEXT_MEASURED_OF_100 "\"&%s",
	    book_word(b, arena_printf(b->a, TEXT_QUOTE_ACCURACY,
	                              book_word(b, book_result(b, "accuracy", "")),
	                              100 * number(b, "accuracy_low"),
	                              100 * number(b, "accuracy_high"))),
	    measured);
	worksheet_set_row(q->w, (lxw_row_t)row, 3 * ROW_POINTS - 6, NULL);
}

/* From the last milestone but one, as the terms have it, to the cut-over. */
static void write_freeze(struct quote *q, int row)
{
	int milestones = (int)store_number(q->b->store, 0,
	                                   "SELECT count(*) FROM milestone");

	if (milestones > 1 && !q->b->m->is_nothing)
		figure(q, row, RIGHT, TEXT_QUOTE_FREEZE, STYLE_DATE_RIGHT,
		       arena_printf(q->b->a, "INDEX(milestone_due,%d)", milestones - 1));
}

/* Where another way ranks before porting, the page with the price says so. */
static void write_advice(struct quote *q)
{
	struct book *b = q->b;
	const char *text = store_text(b->store, b->a, "",
	                              "SELECT text FROM decision WHERE rank = 1"
	                              " AND name IN ('stay', 'other')");
	double height;

	if (!*text)
		return;
	height = book_paragraph(b, q->w, q->row, LEFT, LAST, STYLE_WRAP_BOLD, WIDTH,
	                        arena_printf(b->a, TEXT_QUOTE_ADVICE,
	                                     book_word(b, text)));
	worksheet_set_row(q->w, (lxw_row_t)q->row, height, NULL);
	q->row += 2;
}

static void write_price(struct quote *q)
{
	struct book *b = q->b;
	int r;

	linked_section(q, LEFT, LEFT_LAST, TEXT_QUOTE_PRICE,
	               b->report->is_internal ? SHEET_EFFORT : SHEET_UNIT_PRICES,
	               b->report->is_internal ? TEXT_TOTAL_PRICE : TEXT_OFFERED_PRICE);
	linked_section(q, RIGHT, LAST, TEXT_QUOTE_TIME, SHEET_PLAN, "");
	r = ++q->row;
	figure(q, r, LEFT, TEXT_TOTAL_HOURS, STYLE_HOURS_UNIT, "ROUND(total_hours,1)");
	figure(q, r + 1, LEFT, TEXT_QUOTE_RATE, STYLE_RATE, "billed_rate");
	figure(q, r + 2, LEFT, TEXT_QUOTE_MEAN, STYLE_MONEY_RIGHT, "price_expected");
	figure(q, r + 3, LEFT, "", STYLE_MONEY_RIGHT, "price_offered-price_expected");
	live_label(q, r + 3, RISK_LABEL);
	bottom_line(q, r + 4, LEFT, TEXT_OFFERED_PRICE, STYLE_QUOTE_TOTAL,
	            "price_offered");
	figure(q, r + 5, LEFT, "", STYLE_MONEY_RIGHT,
	       "IF(tax=0,\"\"," BOOK_WHOLE("price_offered*tax") ")");
	live_label(q, r + 5, TAX_LABEL);
	figure(q, r + 6, LEFT, "", STYLE_MONEY_RIGHT,
	       "IF(tax=0,\"\",price_offered+" BOOK_WHOLE("price_offered*tax") ")");
	live_label(q, r + 6, "IF(tax=0,\"\",\"" TEXT_OFFER_PAY "\")");
	figure(q, r, RIGHT, TEXT_QUOTE_START, STYLE_DATE_RIGHT, "first_day");
	figure(q, r + 1, RIGHT, TEXT_QUOTE_TEAM, STYLE_PEOPLE, "team_size");
	figure(q, r + 2, RIGHT, TEXT_QUOTE_PLANNED, STYLE_PEOPLE, "weeks_expected");
	figure(q, r + 3, RIGHT, TEXT_QUOTE_RESERVE, STYLE_PEOPLE, "weeks_reserve");
	bottom_line(q, r + 4, RIGHT, TEXT_QUOTE_PROMISED, STYLE_QUOTE_DATE,
	            "finish_offered");
	figure(q, r + 5, RIGHT, TEXT_OFFERED_WEEKS, STYLE_PEOPLE, "weeks_offered");
	write_freeze(q, r + 6);
	write_accuracy(q, r + 8);
	book_change_line(b, q->w, r + 9, LEFT);
	q->row = r + (b->report->is_internal ? 11 : 10);
	write_advice(q);
}

/* The percentiles that the report tells, and the columns from and to of each. */
struct range {
	enum percentile p[PERCENTILES];
	int from[PERCENTILES], to[PERCENTILES], count;
};

static struct range range_of(const struct book *b)
{
	static const int last[PERCENTILES][PERCENTILES] = {
		{ 8 }, { 4, 8 }, { 2, 5, 8 }, { 1, 4, 6, 8 }
	};
	struct range r = { .count = 0 };

	for (int p = 0; p < PERCENTILES; p++)
		if (b->report->tells[p])
			r.p[r.count++] = (enum percentile)p;
	for (int i = 0; i < r.count; i++) {
		r.from[i] = i ? r.to[i - 1] + 1 : LEFT_VALUE;
		r.to[i] = last[r.count - 1][i];
	}
	return r;
}

static void range_cell(struct quote *q, const struct range *g, int i, int row,
                       enum book_style s)
{
	if (g->to[i] > g->from[i])
		merge(q, row, g->from[i], g->to[i], s);
}

static void write_range(struct quote *q)
{
	static const char *const notes[] = { TEXT_RANGE_P10, TEXT_QUOTE_P50,
		                             TEXT_RANGE_P80, TEXT_RANGE_P90 };
	static const char *const rows[] = { TEXT_QUOTE_PRICE, TEXT_WEEKS_HEAD,
		                            TEXT_FINISH_HEAD };
	static const char *const names[] = { "cost", "weeks", "finish" };
	static const enum book_style styles[] = { STYLE_CELL_MONEY, STYLE_CELL_WEEKS,
		                                  STYLE_CELL_DATE };
	const struct range g = range_of(q->b);
	struct book *b = q->b;
	int r;

	if (!g.count)
		return;
	linked_section(q, LEFT, LAST, TEXT_QUOTE_RANGE, SHEET_CONFIDENCE, "");
	r = ++q->row;
	worksheet_set_row(q->w, (lxw_row_t)r, 28, NULL);
	book_text(b, q->w, r, 0, STYLE_CELL_HEAD, "");
	for (int i = 0; i < g.count; i++) {
		range_cell(q, &g, i, r, STYLE_CELL_HEAD);
		book_verbatim(b, q->w, r, g.from[i], STYLE_CELL_HEAD,
		              arena_printf(b->a, "%s\n%s", percentile_title[g.p[i]],
		                           book_word(b, notes[g.p[i]])));
	}
	for (int k = 0; k < 3; k++) {
		book_text(b, q->w, ++r, 0, STYLE_CELL_LABEL, rows[k]);
		for (int i = 0; i < g.count; i++) {
			range_cell(q, &g, i, r, styles[k]);
			book_live(b, q->w, r, g.from[i], styles[k], "%s_%s", names[k],
			          percentile_suffix[g.p[i]]);
		}
	}
	q->row = r + 2;
}

/* The range as a bar, and the offer as a mark beside it: their cells stand behind the
 * page. An empty stretch up to the first percentile, then one from each to the next;
 * another up to the offer. */
static void write_chart(struct quote *q, const struct range *g, int row)
{
	static const unsigned colours[PERCENTILES] = { 0, BAR_TO_P50, BAR_TO_P80,
		                                       BAR_TO_P90 };
	struct book *b = q->b;
	struct bar bars[PERCENTILES + 1] = { { DATA + 1, 0, NULL } };
	struct bars c = { .sheet = SHEET_QUOTE,
		          .first = row,
		          .last = row + 1,
		          .label_column = DATA,
		          .bar = bars,
		          .count = g->count + 1,
		          .format = "#,##0,",
		          .has_legend = true,
		          .is_low = true };
	lxw_chart_options size = { .x_offset = 2, .y_offset = 1 };
	int mark = DATA + 1 + g->count, range = row + 1; /* rows run upwards */

	if (!book_is_written(b, q->w))
		return;
	book_text(b, q->w, range, DATA, STYLE_NOTE, TEXT_QUOTE_PICTURE);
	book_text(b, q->w, row, DATA, STYLE_NOTE, TEXT_OFFERED_PRICE);
	for (int i = 0; i < g->count; i++) {
		const char *name = percentile_suffix[g->p[i]];

		if (i)
			bars[i] =
			    (struct bar){ DATA + 1 + i, colours[g->p[i]],
				          arena_printf(b->a, "%s to %s",
				                       percentile_title[g->p[i - 1]],
				                       percentile_title[g->p[i]]) };
		book_live(b, q->w, range, DATA + 1 + i, STYLE_NOTE_MONEY, "cost_%s%s%s",
		          name, i ? "-cost_" : "",
		          i ? percentile_suffix[g->p[i - 1]] : "");
		book_live(b, q->w, row, DATA + 1 + i, STYLE_NOTE_MONEY, "%s",
		          i ? "0" : "0.99*price_offered");
	}
	bars[g->count] = (struct bar){ mark, OFFER_COLOUR, TEXT_OFFERED_PRICE };
	book_live(b, q->w, range, mark, STYLE_NOTE_MONEY, "0");
	book_live(b, q->w, row, mark, STYLE_NOTE_MONEY, "0.02*price_offered");
	size.x_scale = 57 * 7.2 / 480;
	size.y_scale = CHART_ROWS * ROW_POINTS / 0.75 / 288;
	worksheet_insert_chart_opt(q->w, (lxw_row_t)row, RIGHT, book_bars(b, &c), &size);
}

/* The ways to pay. Which of them is signed, the risk appetite says; `when` is true then.
 */
static const struct way {
	const char *label, *signed_as, *basis, *price, *when;
	const char *above;    /* who bears what lies above the price */
	enum percentile told; /* where the report tells it, or the way is signed */
} ways[] = {
	{ TEXT_OFFER_EXPECTED_PRICE, TEXT_OFFER_EXPECTED,
	  "\"" TEXT_OFFER_TOTAL_BASIS "\"", "total_price", "risk_appetite=\"expected\"",
	  TEXT_ABOVE_EXPECTED, PERCENTILES },
	{ TEXT_OFFER_FIXED, TEXT_OFFER_FIXED,
	  "IF(risk_appetite=\"P90\",\"" TEXT_OFFER_CAUTIOUS_BASIS
	  "\",\"" TEXT_OFFER_FIXED_BASIS "\")",
	  "ROUND(IF(risk_appetite=\"P90\",cost_p90,cost_p80),0)",
	  "OR(risk_appetite=\"P80\",risk_appetite=\"P90\")", TEXT_ABOVE_FIXED, P80 },
	{ TEXT_OFFER_HOURLY, TEXT_OFFER_HOURLY, "\"" TEXT_OFFER_HOURLY_BASIS "\"",
	  "ROUND(cost_p50,0)", "risk_appetite=\"P50\"", TEXT_ABOVE_HOURLY, P50 },
};
enum { WAYS = sizeof ways / sizeof *ways };

/* What stands in the table for the one that is signed. */
static const char *for_each_way(struct book *b, size_t of)
{
	const char *list = "";

	for (size_t i = 0; i < WAYS; i++)
		list = arena_printf(b->a, "%sIF(%s,\"%s\",", list, ways[i].when,
		                    *(const char *const *)((const char *)&ways[i] + of));
	return arena_printf(b->a, "%s\"\")))", list);
}

/* The unit stands in the head of the chart, where it takes nothing of the bars' room. */
static void write_unit(struct quote *q)
{
	struct book *b = q->b;
	int behind = q->row + CHART_ROWS;

	if (*book_money_title(b, q->w, SHEET_QUOTE, behind, DATA,
	                      TEXT_QUOTE_PICTURE_IN) == '=')
		book_live(b, q->w, q->row, RIGHT, STYLE_SECTION, "%s",
		          book_at(b, behind, DATA));
}

/* Who bears the risk decides which figure of the range is offered. Beside it the bar. */
static void write_offers(struct quote *q)
{
	const struct range g = range_of(q->b);
	struct book *b = q->b;
	int r;

	section(q, LEFT, LEFT_LAST, TEXT_QUOTE_OFFERS);
	if (g.count > 1) {
		section(q, RIGHT, LAST, TEXT_QUOTE_PICTURE);
		write_unit(q);
		write_chart(q, &g, q->row + 1);
	}
	r = ++q->row;
	book_text(b, q->w, r, 0, STYLE_CELL_HEAD, TEXT_QUOTE_SIGNED_FOR);
	book_text(b, q->w, r, 1, STYLE_CELL_HEAD, TEXT_OFFER_BASIS);
	book_text(b, q->w, r, 2, STYLE_CELL_HEAD, TEXT_QUOTE_PRICE);
	for (size_t i = 0; i < WAYS; i++) {
		book_live(b, q->w, ++r, 0, STYLE_CELL_LABEL,
		          "IF(%s,\"" SIGN_CHOSEN "\",\"" SIGN_NOT_CHOSEN "\")&\"  %s\"",
		          ways[i].when, ways[i].label);
		book_live(b, q->w, r, 1, STYLE_CELL_TEXT, "%s", ways[i].basis);
		if (ways[i].told == PERCENTILES || b->report->tells[ways[i].told])
			book_live(b, q->w, r, 2, STYLE_CELL_MONEY, "%s", ways[i].price);
		else
			book_live(b, q->w, r, 2, STYLE_CELL_MONEY,
			          "IF(%s,%s,\"" TEXT_OFFER_ON_REQUEST "\")", ways[i].when,
			          ways[i].price);
	}
	book_merge(b, q->w, r + 1, LEFT, r + WORD_ROWS, LEFT_LAST, STYLE_QUOTE_WORDS);
	book_live(b, q->w, r + 1, LEFT, STYLE_QUOTE_WORDS, "%s",
	          for_each_way(b, offsetof(struct way, above)));
	q->row = r + WORD_ROWS + 2;
}

/* ---- milestones --------------------------------------------------------- */

static bool write_milestones(struct quote *q, struct err *e)
{
	struct book *b = q->b;
	sqlite3_stmt *s = store_select(b->store, b->a, e,
	                               "SELECT label, acceptance FROM milestone"
	                               " ORDER BY rank");
	int i = 0, r = q->row;

	if (!s)
		return false;
	linked_section(q, LEFT, LAST, TEXT_QUOTE_MILESTONES, SHEET_MILESTONES, "");
	r++;
	merge(q, r, LEFT_VALUE, RIGHT_LABEL_LAST, STYLE_CELL_HEAD);
	book_text(b, q->w, r, LEFT, STYLE_CELL_HEAD, TEXT_QUOTE_MILESTONE);
	book_text(b, q->w, r, LEFT_VALUE, STYLE_CELL_HEAD, TEXT_QUOTE_ACCEPTED);
	book_text(b, q->w, r, RIGHT_VALUE, STYLE_CELL_HEAD, TEXT_QUOTE_SHARE);
	book_text(b, q->w, r, RIGHT_DUE, STYLE_CELL_HEAD, TEXT_QUOTE_DUE);
	book_text(b, q->w, r, LAST, STYLE_CELL_HEAD, TEXT_QUOTE_AMOUNT);
	while (sqlite3_step(s) == SQLITE_ROW) {
		const char *label = (const char *)sqlite3_column_text(s, 0);
		const char *accepted = (const char *)sqlite3_column_text(s, 1);

		i++;
		r++;
		book_live(b, q->w, r, LEFT, STYLE_CELL_LABEL_WRAP,
		          "INDEX(milestone_label,%d)", i);
		book_paragraph(b, q->w, r, LEFT_VALUE, RIGHT_LABEL_LAST, STYLE_CELL_SMALL,
		               ACCEPTED_WIDTH, accepted);
		book_live(b, q->w, r, RIGHT_VALUE, STYLE_CELL_SHARE,
		          "INDEX(milestone_share,%d)", i);
		book_live(b, q->w, r, RIGHT_DUE, STYLE_CELL_DAY,
		          "INDEX(milestone_due,%d)", i);
		book_live(b, q->w, r, LAST, STYLE_CELL_AMOUNT,
		          "INDEX(milestone_amount,%d)", i);
		worksheet_set_row(q->w, (lxw_row_t)r,
		                  fmax(book_height(STYLE_CELL_LABEL_WRAP, MILESTONE_WIDTH,
		                                   book_word(b, label)),
		                       book_height(STYLE_CELL_SMALL, ACCEPTED_WIDTH,
		                                   book_word(b, accepted))),
		                  NULL);
	}
	q->row = r + 2;
	return true;
}

/* ---- words -------------------------------------------------------------- */

/* A sentence a line, with a bullet: what always stands here, then what the client is
 * asked.
 */
static const char *assumptions(struct book *b)
{
	const char *list = "";
	struct err ignored;
	sqlite3_stmt *q = store_select(
	    b->store, b->a, &ignored,
	    "SELECT replace(text, char(10), ' ') FROM assumption WHERE if_false <> ''"
	    " ORDER BY on_quote DESC, is_question DESC, rank LIMIT %d",
	    ASSUMPTIONS_SHOWN);
	int n = (int)store_number(b->store, 0,
	                          "SELECT count(*) FROM assumption WHERE if_false <> ''");

	while (q && sqlite3_step(q) == SQLITE_ROW)
		list = arena_printf(b->a, "%s\xE2\x80\xA2 %s\n", list,
		                    book_word(b,
		                              (const char *)sqlite3_column_text(q, 0)));
	return arena_printf(b->a, "%s\xE2\x80\xA2 %s", list,
	                    book_word(b, arena_printf(b->a, TEXT_QUOTE_MORE, n)));
}

static const char *short_terms(struct book *b, const struct terms *t, const char *name)
{
	const struct term_group *g = terms_group(t, name);

	return g ? book_terms_list(b, g, true, false) : "";
}

static void words(struct quote *q, int row, int from, int to, double points,
                  const char *text)
{
	book_template(q->b, q->w, row, from, to, STYLE_QUOTE_WORDS, HALF_WIDTH, text);
	worksheet_set_row(q->w, (lxw_row_t)row, fmin(409, points), NULL);
}

static double points_of(const char *text)
{
	return book_height(STYLE_QUOTE_WORDS, HALF_WIDTH, text) + 3;
}

/* Left: what is in, and below it what is not. Right: assumptions, as high as both. */
static void write_scope_words(struct quote *q, const struct terms *t)
{
	struct book *b = q->b;
	const char *in = short_terms(b, t, "included"),
		   *out = short_terms(b, t, "excluded"), *assumed = assumptions(b);
	double more = points_of(assumed) - points_of(in) - points_of(out) - 21;
	int r = q->row;

	section(q, LEFT, LEFT_LAST, TEXT_QUOTE_INCLUDED);
	linked_section(q, RIGHT, LAST, TEXT_QUOTE_ASSUMED, SHEET_ASSUMPTIONS, "");
	words(q, r + 1, LEFT, LEFT_LAST, points_of(in), in);
	book_merge(b, q->w, r + 1, RIGHT, r + 3, LAST, STYLE_QUOTE_WORDS);
	book_verbatim(b, q->w, r + 1, RIGHT, STYLE_QUOTE_WORDS, assumed);
	q->row = r + 2;
	section(q, LEFT, LEFT_LAST, TEXT_QUOTE_EXCLUDED);
	words(q, r + 3, LEFT, LEFT_LAST, points_of(out) + fmax(0, more), out);
	q->row = r + 5;
}

/* The other groups, each as one sentence, in two halves of about the same height. */
static void write_terms(struct quote *q, const struct terms *t)
{
	const char *half[] = { "", "" };
	int r = q->row;

	for (size_t i = 0; i < t->count; i++) {
		const struct term_group *g = &t->group[i];
		int h = points_of(half[0]) > points_of(half[1]);

		if (!g->on_quote || strcmp(g->name, "included") == 0 ||
		    strcmp(g->name, "excluded") == 0)
			continue;
		half[h] = arena_printf(q->b->a, "%s%s%s", half[h], *half[h] ? "\n" : "",
		                       book_terms_list(q->b, g, true, true));
	}
	if (!*half[0])
		return;
	linked_section(q, LEFT, LAST, TEXT_QUOTE_TERMS, SHEET_TERMS, "");
	words(q, r + 1, LEFT, LEFT_LAST, 15, half[0]);
	words(q, r + 1, RIGHT, LAST, fmax(points_of(half[0]), points_of(half[1])),
	      half[1]);
	q->row = r + 3;
}

/* What the two below agree to, in a line. */
static void write_signed(struct quote *q)
{
	figure(q, q->row, LEFT, TEXT_QUOTE_SIGNED, STYLE_WORD_RIGHT,
	       for_each_way(q->b, offsetof(struct way, signed_as)));
	figure(q, q->row, RIGHT, TEXT_QUOTE_SIGNED_PRICE, STYLE_MONEY_BOLD,
	       "price_offered");
	q->row += 2;
}

/* A label, and a cell to type beside it. */
static void field(struct quote *q, int col, const char *label, const char *filled,
                  const char *asked)
{
	book_text(q->b, q->w, q->row, col, STYLE_LABEL, label);
	cell_to_fill(q, q->row, col == LEFT ? LEFT_VALUE : RIGHT_VALUE,
	             col == LEFT ? LEFT_LAST : LAST, filled, *filled ? "" : asked);
}

/* A label, and room to write by hand. */
static void line_to_sign(struct quote *q, int col)
{
	int value = col == LEFT ? LEFT_VALUE : RIGHT_VALUE;

	book_text(q->b, q->w, q->row, col, STYLE_LABEL, TEXT_QUOTE_SIGN);
	book_merge(q->b, q->w, q->row, value, q->row, col == LEFT ? LEFT_LAST : LAST,
	           STYLE_LINE);
}

/* Of the assumptions that ask for something, by their numbers on the sheet. */
static void write_asked(struct quote *q)
{
	struct book *b = q->b;
	struct err ignored;
	sqlite3_stmt *s = store_select(b->store, b->a, &ignored,
	                               "SELECT n, asks FROM (SELECT row_number() OVER"
	                               " (ORDER BY rank) AS n, asks FROM assumption"
	                               " WHERE if_false <> '') WHERE asks <> ''");

	for (; s && sqlite3_step(s) == SQLITE_ROW; q->row++) {
		const char *n = (const char *)sqlite3_column_text(s, 0);

		book_textf(b, q->w, q->row, LEFT, STYLE_LABEL, TEXT_QUOTE_ASSUMPTION, n,
		           (const char *)sqlite3_column_text(s, 1));
		cell_to_fill(q, q->row, RIGHT, LAST, "",
		             arena_printf(b->a, "%s %s", book_word(b, TEXT_QUOTE_ASSUMED),
		                          n));
		worksheet_set_row(q->w, (lxw_row_t)q->row, 20, NULL);
	}
}

/* What no one can sign over: parties and fields that are still empty. What can be typed
 * is told until it is. */
static void write_to_fill(struct quote *q, int row)
{
	struct book *b = q->b;
	const char *list = book_at(b, row, DATA);

	ask_for(q, "terms_to_fill=\"\"",
	        arena_printf(b->a, "%s&\" \"&LEFT(terms_to_fill,LEN(terms_to_fill)-2)",
	                     quoted(q, SHEET_TERMS)));
	book_live(b, q->w, row, DATA, STYLE_BEHIND, "%s", q->to_fill);
	book_merge(b, q->w, row, LEFT, row, LAST, STYLE_NOTE_WRAP);
	book_live(b, q->w, row, LEFT, STYLE_NOTE_WRAP,
	          "IF(%s=\"\",\"\",\"%s\"&LEFT(%s,LEN(%s)-2)&\".\")", list,
	          TEXT_QUOTE_TO_FILL, list, list);
	worksheet_set_row(q->w, (lxw_row_t)row, 2 * ROW_POINTS - 4, NULL);
	book_live(b, q->w, 2, LEFT, STYLE_WARNING, "IF(%s=\"\",\"\",\"%s\")", list,
	          TEXT_QUOTE_DRAFT);
}

/* As the head of the page has it. */
static void signed_by(struct quote *q, int col, const char *label, const char *name,
                      bool is_typed, int row)
{
	detail(q, q->row, col, label, STYLE_BOLD_LEFT,
	       is_typed ? book_at(q->b, row, LEFT_VALUE) : name);
}

static void write_signatures(struct quote *q)
{
	struct book *b = q->b;
	int list = q->row++;
	bool is_ours = !report_has(b->report, SHEET_INPUTS, false);

	if (!b->m->is_nothing)
		write_signed(q);
	signed_by(q, LEFT, TEXT_QUOTE_FOR_CLIENT, "client", is_ours && is_client_open(b),
	          CLIENT_ROW);
	signed_by(q, RIGHT, TEXT_QUOTE_FOR_US, "prepared_by", is_ours && !*b->brand.name,
	          SUPPLIER_ROW);
	q->row++;
	if (!b->m->is_nothing) {
		field(q, LEFT, TEXT_QUOTE_DECIDES, "", TEXT_QUOTE_FILL_DECIDES);
		field(q, RIGHT, TEXT_QUOTE_NAMED_TEAM, "", TEXT_QUOTE_FILL_TEAM);
		worksheet_set_row(q->w, (lxw_row_t)q->row++, 20, NULL);
		write_asked(q);
	}
	field(q, LEFT, TEXT_QUOTE_ADDRESS, "", TEXT_QUOTE_FILL_CLIENTS);
	field(q, RIGHT, TEXT_QUOTE_ADDRESS, b->brand.address, TEXT_QUOTE_FILL_SUPPLIERS);
	worksheet_set_row(q->w, (lxw_row_t)q->row++, 20, NULL);
	field(q, LEFT, TEXT_QUOTE_SIGNS, "", "");
	field(q, RIGHT, TEXT_QUOTE_SIGNS, "", "");
	worksheet_set_row(q->w, (lxw_row_t)q->row++, 20, NULL);
	line_to_sign(q, LEFT);
	line_to_sign(q, RIGHT);
	worksheet_set_row(q->w, (lxw_row_t)q->row, 28, NULL);
	write_to_fill(q, list);
}

bool book_quote(struct book *b, lxw_worksheet *w, struct err *e)
{
	struct quote q = { b, w, 0, "" };
	int milestones = 0, words = 0;

	struct terms t;

	if (!terms_load(&t, b->a, &b->brand, b->store, e))
		return false;
	for (int i = 0; i <= LAST; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	worksheet_set_portrait(w);
	worksheet_set_default_row(w, ROW_POINTS, LXW_FALSE);
	write_head(&q);
	write_scope(&q);
	write_price(&q);
	if (!b->m->is_nothing) {
		write_range(&q);
		write_offers(&q);
		milestones = q.row;
		if (!write_milestones(&q, e))
			return false;
		words = q.row;
		write_scope_words(&q, &t);
		write_terms(&q, &t);
	}
	if (!b->report->is_internal)
		write_signatures(&q);
	/* Letters that can be read: the price on one page, what is paid for it and who
	 * signs on the next. */
	book_page_keep(b, w, milestones, q.row);
	book_page_keep(b, w, words, q.row);
	book_page_print(b, w, 0, 0, q.row, LAST);
	worksheet_center_horizontally(w);
	worksheet_set_tab_color(w, b->brand.colour);
	return true;
}
