/* book_effort.c - the sheet Effort: every hour and dollar as a formula. */
#include "book_effort.h"

#include <math.h>
#include <string.h>

#include "book_text.h"

enum {
	COL_WORK,
	COL_PHASE,
	COL_N,
	COL_N0,
	COL_QUANTITY,
	COL_LOW,
	COL_LIKELY,
	COL_HIGH,
	COL_MEAN,
	COL_MULTIPLIER,
	COL_SCALE,
	COL_EACH,
	COL_HOURS,
	COL_COST,
	COL_SHARE,
	COL_EVIDENCE,
	COL_SOURCE,
	COLUMNS
};
enum { HEAD_ROW = 3 };

static const struct {
	const char *title;
	double width;
	bool is_text;
} columns[COLUMNS] = {
	{ "Work", 36, true },
	{ "Kind of work", 20, true },
	{ "n", 7, false },
	{ "n0", 7, false },
	{ "Quantity", 10, false },
	{ "Low", 8, false },
	{ "Likely", 8, false },
	{ "High", 8, false },
	{ "PERT\nmean", 8, false },
	{ "Multi-\nplier", 8, false },
	{ "Scale", 8, false },
	{ "Hours\neach", 9, false },
	{ "Hours", 10, false },
	{ "Cost", 12, false },
	{ "Share", 8, false },
	{ "Evidence", 14, true },
	{ "Source of the hours", 110, true },
};

static const char *const group_titles[GROUPS] = { TEXT_GROUP_UNIT, TEXT_GROUP_SET_UP,
	                                          TEXT_GROUP_FIXED, TEXT_GROUP_OVERHEAD,
	                                          TEXT_GROUP_RISK };

/* Rows of the sheet, for one group and for the end. */
struct layout {
	int first[GROUPS], last[GROUPS], subtotal[GROUPS];
	int before_scale, scale, engineering, total, price, contingency, grand;
};

static struct layout layout_of(struct figures *m)
{
	struct layout y = { 0 };
	int row = HEAD_ROW + 1;

	for (int g = 0; g < GROUPS; g++) {
		y.first[g] = ++row;
		for (size_t i = 0; i < m->line_count; i++)
			if (line_group_of(&m->line[i]) == (enum line_group)g)
				m->line[i].row = row++;
		y.last[g] = row - 1;
		if (g == GROUP_UNIT) {
			y.before_scale = row++;
			y.scale = row++;
		}
		y.subtotal[g] = row++;
		if (g == GROUP_FIXED)
			y.engineering = row++;
	}
	y.total = row + 1;
	y.price = row + 2;
	y.contingency = row + 3;
	y.grand = row + 4;
	return y;
}

void book_effort_layout(struct book *b)
{
	struct layout y = layout_of(b->m);

	b->effort_first = HEAD_ROW + 1;
	b->effort_last = y.subtotal[GROUPS - 1];
}

const char *book_effort_hours(struct book *b, const struct line *l)
{
	return arena_printf(b->a, SHEET_EFFORT "!%s", book_at(b, l->row, COL_HOURS));
}

const char *book_effort_itemised(struct book *b, const struct line *l)
{
	/* More rows than were priced must not agree with themselves. */
	if (l->itemised > l->quantity - 1e-9)
		return book_effort_hours(b, l);
	return arena_printf(b->a, "%.17g*" SHEET_EFFORT "!%s", l->itemised,
	                    book_at(b, l->row, COL_EACH));
}

static void define_names(struct book *b, const struct layout *y)
{
	static const struct {
		const char *name;
		int col;
	} ranges[] = {
		{ "effort_work", COL_WORK },       { "effort_phase", COL_PHASE },
		{ "effort_hours_each", COL_EACH }, { "effort_hours", COL_HOURS },
		{ "effort_cost", COL_COST },       { "effort_evidence", COL_EVIDENCE },
	};

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		book_name_range(b, ranges[i].name, SHEET_EFFORT, b->effort_first,
		                ranges[i].col, b->effort_last, ranges[i].col);
	book_name(b, "scale_factor", SHEET_EFFORT, y->scale, COL_HOURS);
	book_name(b, "engineering_hours", SHEET_EFFORT, y->engineering, COL_HOURS);
	book_name(b, "qa_and_pm_hours", SHEET_EFFORT, y->subtotal[GROUP_OVERHEAD],
	          COL_HOURS);
	book_name(b, "risk_hours", SHEET_EFFORT, y->subtotal[GROUP_RISK], COL_HOURS);
	book_name(b, "total_hours", SHEET_EFFORT, y->total, COL_HOURS);
	book_name(b, "price_expected", SHEET_EFFORT, y->price, COL_COST);
	book_name(b, "contingency_amount", SHEET_EFFORT, y->contingency, COL_COST);
	book_name(b, "total_price", SHEET_EFFORT, y->grand, COL_COST);
}

/* ---- one line --------------------------------------------------------------------- */

/* "SUMIFS(Endpoints!$F$5:$F$30,Endpoints!$E$5:$E$30,$A6)+..." */
static const char *evidence_sum(struct book *b, const struct line *l)
{
	const char *sum = "";

	for (size_t i = 0; i < b->evidence_count; i++) {
		const struct evidence *v = &b->evidence[i];

		if (l->in_sheet[i])
			sum = arena_printf(b->a, "%s%sSUMIFS(%s,%s,%s)", sum,
			                   *sum ? "+" : "",
			                   book_range(b, v->title, v->first_row,
			                              v->last_row, v->quantity),
			                   book_range(b, v->title, v->first_row,
			                              v->last_row, v->unit),
			                   book_at(b, l->row, COL_WORK));
	}
	return sum;
}

/* "E6+E7+E8": the lines that count as `driver`, when they add up to n; else "". */
static const char *driver_sum(struct book *b, const char *driver, double n)
{
	const char *sum = "";
	double total = 0;

	for (size_t i = 0; i < b->m->line_count; i++)
		if (line_drives(&b->m->line[i], driver)) {
			total += b->m->line[i].quantity;
			sum = arena_printf(b->a, "%s%s%s", sum, *sum ? "+" : "",
			                   book_at(b, b->m->line[i].row, COL_QUANTITY));
		}
	return fabs(total - n) < 1e-9 ? sum : "";
}

static bool is_itemised(const struct line *l)
{
	return l->quantity > 0 && fabs(l->itemised - l->quantity) < 1e-9;
}

/* "252", and "5.15" of KLOC. */
static enum book_style of_quantity(double x)
{
	return x == floor(x) ? STYLE_COUNT : STYLE_QUANTITY;
}

static void write_quantity(struct book *b, lxw_worksheet *w, const struct layout *y,
                           const struct line *l)
{
	enum line_group g = line_group_of(l);
	const char *sum = g == GROUP_SET_UP    ? driver_sum(b, l->driver, l->n)
	                : l->counts_for_driver ? driver_sum(b, l->driver, l->quantity)
	                : is_itemised(l)       ? evidence_sum(b, l)
	                                       : "";
	int col = g == GROUP_SET_UP ? COL_N : COL_QUANTITY;
	double value = g == GROUP_SET_UP ? l->n : l->quantity;

	if (g == GROUP_OVERHEAD && strcmp(l->phase, "qa") == 0) {
		book_formula(b, w, l->row, col, STYLE_PERCENT1, value, "qa_share");
	} else if (g == GROUP_OVERHEAD && strcmp(l->phase, "pm") == 0 &&
	           figures_constant(b->m, "pm_half_hours")) {
		const char *h = arena_printf(b->a, "SUM(%s,%s:%s)",
		                             book_at(b, y->engineering, COL_HOURS),
		                             book_at(b, y->first[g], COL_HOURS),
		                             book_at(b, l->row - 1, COL_HOURS));

		book_formula(b, w, l->row, col, STYLE_PERCENT1, value,
		             "pm_base+pm_rise*%s/(%s+pm_half_hours)", h, h);
	} else if (*sum) {
		book_formula(b, w, l->row, col, of_quantity(value), value, "%s", sum);
	} else {
		book_number(b, w, l->row, col,
		            g == GROUP_OVERHEAD || g == GROUP_RISK ? STYLE_PERCENT1
		                                                   : of_quantity(value),
		            value);
	}
	if (g != GROUP_SET_UP)
		return;
	book_number(b, w, l->row, COL_N0, of_quantity(l->n0), l->n0);
	book_formula(b, w, l->row, COL_QUANTITY, STYLE_FACTOR, l->quantity,
	             "1-EXP(-%s/%s)", book_at(b, l->row, COL_N),
	             book_at(b, l->row, COL_N0));
}

static void write_weight(struct book *b, lxw_worksheet *w, const struct line *l, int col,
                         int weights_col, double value)
{
	if (!b->weights || l->in_weights != 1) {
		book_number(b, w, l->row, col, STYLE_UNIT_HOURS, value);
		return;
	}
	book_formula(b, w, l->row, col, STYLE_UNIT_HOURS, value, "SUMIFS(%s,%s,%s)",
	             book_range(b, b->weights, b->weights_first, b->weights_last,
	                        weights_col),
	             book_range(b, b->weights, b->weights_first, b->weights_last,
	                        b->weights_unit),
	             book_at(b, l->row, COL_WORK));
}

static void write_three_points(struct book *b, lxw_worksheet *w, const struct line *l)
{
	bool is_unit = line_group_of(l) == GROUP_UNIT;
	int r = l->row;

	write_weight(b, w, l, COL_LOW, b->weights_low, l->low);
	write_weight(b, w, l, COL_LIKELY, b->weights_likely, l->likely);
	write_weight(b, w, l, COL_HIGH, b->weights_high, l->high);
	book_formula(b, w, r, COL_MEAN, STYLE_UNIT_HOURS, l->mean, "(%s+4*%s+%s)/6",
	             book_at(b, r, COL_LOW), book_at(b, r, COL_LIKELY),
	             book_at(b, r, COL_HIGH));
	if (l->follows == FOLLOWS_NOTHING)
		book_number(b, w, r, COL_MULTIPLIER, STYLE_FACTOR, l->multiplier);
	else
		book_formula(b, w, r, COL_MULTIPLIER, STYLE_FACTOR, l->multiplier,
		             l->own != 1 ? "%s*%.17g" : "%s",
		             l->follows == FOLLOWS_PROJECT ? "project_factor"
		                                           : "calibration",
		             l->own);
	if (is_unit)
		book_formula(b, w, r, COL_SCALE, STYLE_FACTOR, l->scale, "scale_factor");
	book_formula(b, w, r, COL_EACH, STYLE_UNIT_HOURS, l->each,
	             is_unit ? "%s*%s*%s" : "%s*%s", book_at(b, r, COL_MEAN),
	             book_at(b, r, COL_MULTIPLIER), book_at(b, r, COL_SCALE));
	book_formula(b, w, r, COL_HOURS, STYLE_HOURS, l->hours, "%s*%s",
	             book_at(b, r, COL_QUANTITY), book_at(b, r, COL_EACH));
}

static void write_overhead_hours(struct book *b, lxw_worksheet *w, const struct layout *y,
                                 const struct line *l)
{
	int g = GROUP_OVERHEAD;

	if (strcmp(l->phase, "pm") == 0 && l->row > y->first[g])
		book_formula(b, w, l->row, COL_HOURS, STYLE_HOURS, l->hours,
		             "%s*SUM(%s,%s:%s)", book_at(b, l->row, COL_QUANTITY),
		             book_at(b, y->engineering, COL_HOURS),
		             book_at(b, y->first[g], COL_HOURS),
		             book_at(b, l->row - 1, COL_HOURS));
	else
		book_formula(b, w, l->row, COL_HOURS, STYLE_HOURS, l->hours, "%s*%s",
		             book_at(b, l->row, COL_QUANTITY),
		             book_at(b, y->engineering, COL_HOURS));
}

/* A link to the first sheet that lists the line's items. */
static void write_evidence(struct book *b, lxw_worksheet *w, const struct line *l)
{
	enum line_group g = line_group_of(l);

	for (size_t i = 0; i < b->evidence_count; i++)
		if (g == GROUP_UNIT && is_itemised(l) && l->in_sheet[i]) {
			book_link(b, w, l->row, COL_EVIDENCE, STYLE_LINK,
			          b->evidence[i].title, b->evidence[i].first_row, 0,
			          b->evidence[i].title);
			return;
		}
	book_text(b, w, l->row, COL_EVIDENCE, STYLE_NOTE_TOP,
	          g == GROUP_OVERHEAD    ? TEXT_EVIDENCE_SHARE
	          : g == GROUP_FIXED     ? TEXT_EVIDENCE_PROJECT
	          : g == GROUP_RISK      ? TEXT_EVIDENCE_RISK
	          : g == GROUP_SET_UP    ? l->driver
	          : l->counts_for_driver ? l->driver
	                                 : TEXT_EVIDENCE_NONE);
}

static void write_line(struct book *b, lxw_worksheet *w, const struct layout *y,
                       const struct line *l)
{
	int r = l->row;

	book_text(b, w, r, COL_WORK, STYLE_WRAP, l->label);
	book_text(b, w, r, COL_PHASE, STYLE_TOP, book_phase(l->phase));
	write_quantity(b, w, y, l);
	if (line_group_of(l) == GROUP_OVERHEAD)
		write_overhead_hours(b, w, y, l);
	else
		write_three_points(b, w, l);
	book_formula(b, w, r, COL_COST, STYLE_MONEY, l->cost, "%s*billed_rate",
	             book_at(b, r, COL_HOURS));
	book_formula(b, w, r, COL_SHARE, STYLE_PERCENT1,
	             b->m->price > 0 ? l->cost / b->m->price : 0,
	             "IF(price_expected>0,%s/price_expected,0)", book_at(b, r, COL_COST));
	write_evidence(b, w, l);
	book_text(b, w, r, COL_SOURCE, STYLE_WRAP, l->source);
	worksheet_set_row(w, (lxw_row_t)r,
	                  fmax(book_height(STYLE_WRAP, columns[COL_WORK].width, l->label),
	                       book_height(STYLE_WRAP, columns[COL_SOURCE].width,
	                                   l->source)),
	                  NULL);
}

/* ---- sums ---------------------------------------------------------------------------
 */

static void write_sum_row(struct book *b, lxw_worksheet *w, int row, const char *label,
                          double hours, const char *formula)
{
	book_blank(b, w, row, 0, COL_SOURCE, STYLE_SUM_TEXT);
	book_text(b, w, row, COL_WORK, STYLE_SUM_TEXT, label);
	book_formula(b, w, row, COL_HOURS, STYLE_SUM_HOURS, hours, "%s", formula);
	book_formula(b, w, row, COL_COST, STYLE_SUM_MONEY, hours * b->m->rate,
	             "%s*billed_rate", book_at(b, row, COL_HOURS));
	book_formula(b, w, row, COL_SHARE, STYLE_SUM_PERCENT,
	             b->m->price > 0 ? hours * b->m->rate / b->m->price : 0,
	             "IF(price_expected>0,%s/price_expected,0)",
	             book_at(b, row, COL_COST));
}

static const char *sum_of(struct book *b, int first, int last, int col)
{
	if (last < first)
		return "0";
	return arena_printf(b->a, "SUM(%s:%s)", book_at(b, first, col),
	                    book_at(b, last, col));
}

/* The economy of scale needs the hours before it: no circle, and both can be seen. */
static void write_scale(struct book *b, lxw_worksheet *w, const struct layout *y)
{
	const struct figures *m = b->m;
	int first = y->first[GROUP_UNIT], last = y->last[GROUP_UNIT];
	const char *before = book_at(b, y->before_scale, COL_HOURS);

	book_text(b, w, y->before_scale, COL_WORK, STYLE_LABEL, TEXT_BEFORE_SCALE);
	book_text(b, w, y->scale, COL_WORK, STYLE_LABEL, TEXT_SCALE);
	book_text(b, w, y->scale, COL_SOURCE, STYLE_SMALL, TEXT_SCALE_NOTE);
	if (last >= first)
		book_formula(b, w, y->before_scale, COL_HOURS, STYLE_HOURS,
		             m->units_hours, "SUMPRODUCT(%s:%s,%s:%s,%s:%s)",
		             book_at(b, first, COL_QUANTITY),
		             book_at(b, last, COL_QUANTITY), book_at(b, first, COL_MEAN),
		             book_at(b, last, COL_MEAN),
		             book_at(b, first, COL_MULTIPLIER),
		             book_at(b, last, COL_MULTIPLIER));
	else
		book_number(b, w, y->before_scale, COL_HOURS, STYLE_HOURS, 0);
	if (figures_value(m, "scale_reference_hours") > 0)
		book_formula(b, w, y->scale, COL_HOURS, STYLE_FACTOR, m->scale,
		             "IF(%s>0,(%s/scale_reference_hours)^(scale_exponent-1),1)",
		             before, before);
	else
		book_number(b, w, y->scale, COL_HOURS, STYLE_FACTOR, m->scale);
}

static void write_group(struct book *b, lxw_worksheet *w, const struct layout *y, int g)
{
	book_blank(b, w, y->first[g] - 1, 0, COL_SOURCE, STYLE_SECTION);
	book_textf(b, w, y->first[g] - 1, 0, STYLE_SECTION, "%s%s", group_titles[g],
	           y->last[g] < y->first[g] ? TEXT_NONE_HERE : "");
	worksheet_set_row(w, (lxw_row_t)y->first[g] - 1, 22, NULL);
	for (size_t i = 0; i < b->m->line_count; i++)
		if (line_group_of(&b->m->line[i]) == (enum line_group)g)
			write_line(b, w, y, &b->m->line[i]);
	if (g == GROUP_UNIT)
		write_scale(b, w, y);
	write_sum_row(b, w, y->subtotal[g], TEXT_SUBTOTAL, b->m->group_hours[g],
	              sum_of(b, y->first[g], y->last[g], COL_HOURS));
}

static void write_grand(struct book *b, lxw_worksheet *w, int row, const char *label,
                        bool is_strong)
{
	book_blank(b, w, row, 0, COL_SOURCE,
	           is_strong ? STYLE_GRAND_TEXT : STYLE_SUM_TEXT);
	book_text(b, w, row, COL_WORK, is_strong ? STYLE_GRAND_TEXT : STYLE_SUM_TEXT,
	          label);
}

static void write_end(struct book *b, lxw_worksheet *w, const struct layout *y)
{
	const struct figures *m = b->m;

	write_grand(b, w, y->total, TEXT_TOTAL_HOURS, false);
	book_formula(b, w, y->total, COL_HOURS, STYLE_SUM_HOURS, m->hours, "%s+%s+%s",
	             book_at(b, y->engineering, COL_HOURS),
	             book_at(b, y->subtotal[GROUP_OVERHEAD], COL_HOURS),
	             book_at(b, y->subtotal[GROUP_RISK], COL_HOURS));
	write_grand(b, w, y->price, TEXT_PRICE, false);
	book_formula(b, w, y->price, COL_COST, STYLE_SUM_MONEY, m->price,
	             "total_hours*billed_rate");
	write_grand(b, w, y->contingency, TEXT_CONTINGENCY, false);
	book_formula(b, w, y->contingency, COL_COST, STYLE_SUM_MONEY,
	             m->contingency_amount, "price_expected*contingency");
	write_grand(b, w, y->grand, TEXT_TOTAL_PRICE, true);
	book_formula(b, w, y->grand, COL_COST, STYLE_GRAND_MONEY, m->total,
	             "price_expected+contingency_amount");
}

void book_effort(struct book *b, lxw_worksheet *w)
{
	struct layout y = layout_of(b->m);

	book_heading(b, w, SHEET_EFFORT, TEXT_EFFORT_INTRO);
	worksheet_set_row(w, HEAD_ROW, 30, NULL);
	for (int i = 0; i < COLUMNS; i++) {
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, columns[i].width,
		                     NULL);
		book_text(b, w, HEAD_ROW, i,
		          i == COL_EVIDENCE    ? STYLE_HEAD_INDENT
		          : columns[i].is_text ? STYLE_HEAD
		                               : STYLE_HEAD_RIGHT,
		          columns[i].title);
	}
	worksheet_freeze_panes(w, HEAD_ROW + 1, 1);
	worksheet_repeat_rows(w, HEAD_ROW, HEAD_ROW);
	/* Sources are printed with Weights: without them the figures can be read. */
	worksheet_print_area(w, 0, 0, (lxw_row_t)y.grand, COL_SHARE);
	define_names(b, &y);
	for (int g = 0; g < GROUPS; g++)
		write_group(b, w, &y, g);
	write_sum_row(b, w, y.engineering, TEXT_ENGINEERING, b->m->engineering,
	              arena_printf(b->a, "%s+%s+%s",
	                           book_at(b, y.subtotal[GROUP_UNIT], COL_HOURS),
	                           book_at(b, y.subtotal[GROUP_SET_UP], COL_HOURS),
	                           book_at(b, y.subtotal[GROUP_FIXED], COL_HOURS)));
	write_end(b, w, &y);
}
