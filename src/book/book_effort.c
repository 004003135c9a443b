/* book_effort.c - the sheet Effort: every hour and dollar as a formula. */
#include "book/book_effort.h"

#include <math.h>
#include <string.h>

#include "book/book_inputs.h"
#include "book/book_page.h"
#include "book/book_status.h"
#include "sheet/book_text.h"

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
	COL_STATUS, /* of lines without rows; the others have it row by row */
	COL_TYPED,  /* how far the line is, in place of all statuses; empty: by these */
	COL_FOUND,  /* quantity with what is dropped */
	COL_DOING,
	COL_DONE,
	COL_LEFT,
	COL_VARIANCE, /* of the hours before scale, QA and management */
	COL_EVIDENCE,
	COL_RESTS,
	COL_SOURCE,
	COLUMNS
};
enum { HEAD_ROW = 3 };

static const struct {
	const char *title;
	double width;
	bool is_text;
} columns[COLUMNS] = {
	{ "Work", 35, true },
	{ "Kind of work", 20, true },
	{ "n", 6, false },
	{ "n0", 6, false },
	{ "Quantity", 10, false },
	{ "Low", 8, false },
	{ "Likely", 8, false },
	{ "High", 8, false },
	{ "PERT\nmean", 8, false },
	{ "Multi-\nplier", 8, false },
	{ "Scale", 8, false },
	{ "Hours\neach", 9, false },
	{ "Hours", 10, false },
	{ TEXT_EFFORT_COST, 12, false },
	{ "Share", 8, false },
	{ TEXT_EFFORT_STATUS, 10, true },
	{ TEXT_EFFORT_TYPED, 8, false },
	{ TEXT_EFFORT_FOUND, 9, false },
	{ TEXT_EFFORT_DOING, 9, false },
	{ TEXT_EFFORT_DONE, 9, false },
	{ TEXT_EFFORT_LEFT, 10, false },
	{ TEXT_EFFORT_VARIANCE, 10, false },
	{ "Evidence", 14, true },
	{ TEXT_RESTS_ON, 17, true },
	{ "Source of the hours", 100, true },
};

static const char *const group_titles[GROUPS] = { TEXT_GROUP_UNIT, TEXT_GROUP_SET_UP,
	                                          TEXT_GROUP_FIXED, TEXT_GROUP_OVERHEAD,
	                                          TEXT_GROUP_RISK };

/* Rows of the sheet, for one group and for the end. */
struct layout {
	int first[GROUPS], last[GROUPS], subtotal[GROUPS];
	int before_scale, scale, engineering, total, price, contingency, grand;
	int bridge;   /* its title: three rows of hours, as other sheets show them */
	int progress; /* first row of what stands below */
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
	y.bridge = row + 6;
	y.progress = row + 12;
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

const char *book_effort_in_project(struct book *b, const char *work)
{
	return arena_printf(b->a,
	                    "ROUND(SUMIFS(effort_hours,effort_work,%s)/"
	                    "MAX(0.000001,SUMIFS(effort_hours_each,effort_work,%s)),2)",
	                    work, work);
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
		{ "effort_found", COL_FOUND },     { "effort_quantity", COL_QUANTITY },
		{ "effort_doing", COL_DOING },     { "effort_done", COL_DONE },
		{ "effort_remaining", COL_LEFT },  { "effort_rests_on", COL_RESTS },
		{ "effort_typed", COL_TYPED },
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
	book_name(b, "cost_expected", SHEET_EFFORT, y->total, COL_COST);
	book_name(b, "price_expected", SHEET_EFFORT, y->price, COL_COST);
	book_name(b, "contingency_amount", SHEET_EFFORT, y->contingency, COL_COST);
	book_name(b, "total_price", SHEET_EFFORT, y->grand, COL_COST);
}

/* ---- one line --------------------------------------------------------------------- */

const char *book_effort_driver(struct book *b, const char *driver)
{
	const char *sum = "";

	for (size_t i = 0; i < b->m->line_count; i++)
		if (line_drives(&b->m->line[i], driver))
			sum = arena_printf(b->a, "%s%s" SHEET_EFFORT "!%s", sum,
			                   *sum ? "+" : "",
			                   book_at(b, b->m->line[i].row, COL_QUANTITY));
	return sum;
}

/* "$E$6+$E$7+$E$8": the lines that count as `driver`, when they add up to n; else "". */
static const char *driver_sum(struct book *b, const char *driver, double n, int col)
{
	const char *sum = "";
	double total = 0;

	for (size_t i = 0; i < b->m->line_count; i++)
		if (line_drives(&b->m->line[i], driver)) {
			total += b->m->line[i].quantity;
			sum = arena_printf(b->a, "%s%s%s", sum, *sum ? "+" : "",
			                   book_at(b, b->m->line[i].row, col));
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

/* Do rows of evidence, each with its own status, say how much of it there is? */
static bool has_rows(const struct book *b, const struct line *l)
{
	if (line_group_of(l) != GROUP_UNIT || !is_itemised(l))
		return false;
	for (size_t i = 0; i < b->evidence_count; i++)
		if (l->in_sheet[i] && b->evidence[i].status < 0)
			return false;
	return true;
}

/* A known risk is in the price whether it comes true or not: none. */
static bool has_status(const struct book *b, const struct line *l)
{
	enum line_group g = line_group_of(l);

	return g != GROUP_OVERHEAD && g != GROUP_RISK && !has_rows(b, l);
}

/* Sheets of one's own without a status still say how much there is. */
static const char *rows_of(struct book *b, const struct line *l)
{
	return is_itemised(l)
	         ? book_status_quantity(b, l, book_at(b, l->row, COL_WORK), STATUSES_END)
	         : "";
}

/* What there is with all that is dropped. */
static void write_found(struct book *b, lxw_worksheet *w, const struct line *l)
{
	enum line_group g = line_group_of(l);
	const char *drivers = g == GROUP_SET_UP || l->counts_for_driver
	                        ? driver_sum(b, l->driver,
	                                     g == GROUP_SET_UP ? l->n : l->quantity,
	                                     COL_FOUND)
	                        : "";
	const char *rows = g == GROUP_UNIT ? rows_of(b, l) : "";

	if (g == GROUP_SET_UP)
		book_live(b, w, l->row, COL_FOUND, STYLE_FACTOR, "1-EXP(-(%s)/%s)",
		          *drivers ? drivers : book_at(b, l->row, COL_N),
		          book_at(b, l->row, COL_N0));
	else if (*drivers || *rows)
		book_live(b, w, l->row, COL_FOUND, of_quantity(l->quantity), "%s",
		          *drivers ? drivers : rows);
	else if (g != GROUP_OVERHEAD)
		book_number(b, w, l->row, COL_FOUND,
		            g == GROUP_RISK ? STYLE_PERCENT1 : of_quantity(l->quantity),
		            l->quantity);
}

/* The same without what is dropped: row by row, or the line as a whole. */
static void write_priced(struct book *b, lxw_worksheet *w, const struct line *l)
{
	enum line_group g = line_group_of(l);
	const char *work = book_at(b, l->row, COL_WORK);
	const char *found = book_at(b, l->row, COL_FOUND);
	enum book_style s = g == GROUP_RISK ? STYLE_PERCENT1 : of_quantity(l->quantity);

	if (has_rows(b, l) && l->counts_for_driver)
		book_live(b, w, l->row, COL_QUANTITY, s, "%s-(%s)",
		          book_status_quantity(b, l, work, STATUSES_END),
		          book_status_quantity(b, l, work, STATUS_DROPPED));
	else if (has_rows(b, l))
		book_live(b, w, l->row, COL_QUANTITY, s, "%s-(%s)", found,
		          book_status_quantity(b, l, work, STATUS_DROPPED));
	else if (g == GROUP_RISK)
		book_live(b, w, l->row, COL_QUANTITY, s, "%s", found);
	else
		book_live(b, w, l->row, COL_QUANTITY, s, "IF(%s=status_dropped,0,%s)",
		          book_at(b, l->row, COL_STATUS),
		          l->counts_for_driver
		              ? driver_sum(b, l->driver, l->quantity, COL_QUANTITY)
		              : found);
}

static void write_set_up(struct book *b, lxw_worksheet *w, const struct line *l)
{
	const char *drivers = driver_sum(b, l->driver, l->n, COL_QUANTITY);

	if (*drivers)
		book_live(b, w, l->row, COL_N, of_quantity(l->n), "%s", drivers);
	else
		book_number(b, w, l->row, COL_N, of_quantity(l->n), l->n);
	book_number(b, w, l->row, COL_N0, of_quantity(l->n0), l->n0);
	book_live(b, w, l->row, COL_QUANTITY, STYLE_FACTOR,
	          "IF(%s=status_dropped,0,1-EXP(-%s/%s))", book_at(b, l->row, COL_STATUS),
	          book_at(b, l->row, COL_N), book_at(b, l->row, COL_N0));
}

static void write_share(struct book *b, lxw_worksheet *w, const struct layout *y,
                        const struct line *l)
{
	int first = y->first[GROUP_OVERHEAD];

	if (strcmp(l->phase, "qa") == 0) {
		book_live(b, w, l->row, COL_QUANTITY, STYLE_PERCENT1, "qa_share");
	} else if (strcmp(l->phase, "pm") == 0 &&
	           figures_constant(b->m, "pm_half_hours")) {
		const char *h = arena_printf(b->a, "SUM(%s,%s:%s)",
		                             book_at(b, y->engineering, COL_HOURS),
		                             book_at(b, first, COL_HOURS),
		                             book_at(b, l->row - 1, COL_HOURS));

		book_live(b, w, l->row, COL_QUANTITY, STYLE_PERCENT1,
		          "pm_base+pm_rise*%s/(%s+pm_half_hours)", h, h);
	} else {
		book_number(b, w, l->row, COL_QUANTITY, STYLE_PERCENT1, l->quantity);
	}
}

/* Many hours may hang on one status: a share of the line says it more finely. */
static void write_typed(struct book *b, lxw_worksheet *w, const struct line *l)
{
	lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_DECIMAL,
		                  .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		                  .maximum_number = 1,
		                  .error_title = TEXT_NOT_POSSIBLE,
		                  .error_message = TEXT_EFFORT_TYPED_RANGE };

	book_blank(b, w, l->row, COL_TYPED, COL_TYPED, STYLE_EDIT_DONE);
	worksheet_data_validation_cell(w, (lxw_row_t)l->row, COL_TYPED, &v);
}

static void write_quantity(struct book *b, lxw_worksheet *w, const struct layout *y,
                           const struct line *l)
{
	enum line_group g = line_group_of(l);

	if (g == GROUP_OVERHEAD) {
		write_share(b, w, y, l);
		return;
	}
	if (has_status(b, l))
		book_status_cell(b, w, l->row, COL_STATUS, "todo");
	if (g != GROUP_RISK)
		write_typed(b, w, l);
	write_found(b, w, l);
	if (g == GROUP_SET_UP)
		write_set_up(b, w, l);
	else
		write_priced(b, w, l);
}

/* By the statuses: of rows by their quantity, of a line as a whole. */
static const char *by_status(struct book *b, const struct line *l, enum status s,
                             const char *name)
{
	if (has_rows(b, l))
		return arena_printf(b->a, "%s*(%s)", book_at(b, l->row, COL_EACH),
		                    book_status_quantity(b, l,
		                                         book_at(b, l->row, COL_WORK),
		                                         s));
	return arena_printf(b->a, "IF(%s=%s,%s,0)", book_at(b, l->row, COL_STATUS), name,
	                    book_at(b, l->row, COL_HOURS));
}

/* Hours in work and behind: as it is typed, else by the statuses; of QA, management and
 * events as far as engineering is. */
static void write_progress(struct book *b, lxw_worksheet *w, const struct layout *y,
                           const struct line *l)
{
	static const struct {
		int col;
		enum status status;
		const char *name;
	} v[] = { { COL_DOING, STATUS_DOING, "status_doing" },
		  { COL_DONE, STATUS_DONE, "status_done" } };
	const char *hours = book_at(b, l->row, COL_HOURS),
		   *typed = book_at(b, l->row, COL_TYPED);

	for (int i = 0; i < 2; i++)
		if (line_group_of(l) == GROUP_OVERHEAD || line_group_of(l) == GROUP_RISK)
			book_live(b, w, l->row, v[i].col, STYLE_HOURS,
			          "IF(%s>0,%s*%s/%s,0)",
			          book_at(b, y->engineering, COL_HOURS), hours,
			          book_at(b, y->engineering, v[i].col),
			          book_at(b, y->engineering, COL_HOURS));
		else
			book_live(b, w, l->row, v[i].col, STYLE_HOURS,
			          "IF(%s<>\"\",%s,%s)", typed,
			          v[i].status == STATUS_DONE
			              ? arena_printf(b->a, "%s*%s", typed, hours)
			              : "0",
			          by_status(b, l, v[i].status, v[i].name));
	book_live(b, w, l->row, COL_LEFT, STYLE_HOURS, "%s-%s-" DOING_COUNTS "*%s", hours,
	          book_at(b, l->row, COL_DONE), book_at(b, l->row, COL_DOING));
}

static void write_weight(struct book *b, lxw_worksheet *w, const struct line *l, int col,
                         int weights_col, double value)
{
	if (!b->weights || l->in_weights != 1) {
		book_number(b, w, l->row, col, STYLE_UNIT_HOURS, value);
		return;
	}
	book_live(b, w, l->row, col, STYLE_UNIT_HOURS, "SUMIFS(%s,%s,%s)",
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
	book_live(b, w, r, COL_MEAN, STYLE_UNIT_HOURS, "(%s+4*%s+%s)/6",
	          book_at(b, r, COL_LOW), book_at(b, r, COL_LIKELY),
	          book_at(b, r, COL_HIGH));
	if (*l->follows)
		book_live(b, w, r, COL_MULTIPLIER, STYLE_FACTOR, "%s",
		          book_inputs_product(b, l->follows));
	else
		book_number(b, w, r, COL_MULTIPLIER, STYLE_FACTOR, l->multiplier);
	if (is_unit)
		book_live(b, w, r, COL_SCALE, STYLE_FACTOR, "scale_factor");
	book_live(b, w, r, COL_EACH, STYLE_UNIT_HOURS, is_unit ? "%s*%s*%s" : "%s*%s",
	          book_at(b, r, COL_MEAN), book_at(b, r, COL_MULTIPLIER),
	          book_at(b, r, COL_SCALE));
	book_live(b, w, r, COL_HOURS, STYLE_HOURS, "%s*%s", book_at(b, r, COL_QUANTITY),
	          book_at(b, r, COL_EACH));
}

static void write_overhead_hours(struct book *b, lxw_worksheet *w, const struct layout *y,
                                 const struct line *l)
{
	int g = GROUP_OVERHEAD;

	if (strcmp(l->phase, "pm") == 0 && l->row > y->first[g])
		book_live(b, w, l->row, COL_HOURS, STYLE_HOURS, "%s*SUM(%s,%s:%s)",
		          book_at(b, l->row, COL_QUANTITY),
		          book_at(b, y->engineering, COL_HOURS),
		          book_at(b, y->first[g], COL_HOURS),
		          book_at(b, l->row - 1, COL_HOURS));
	else
		book_live(b, w, l->row, COL_HOURS, STYLE_HOURS, "%s*%s",
		          book_at(b, l->row, COL_QUANTITY),
		          book_at(b, y->engineering, COL_HOURS));
}

/* Of a beta-PERT distribution, of how an item differs from its class, and of an event
 * that happens or not: closed_form_line() in the sheet. */
static void write_variance(struct book *b, lxw_worksheet *w, const struct line *l)
{
	enum line_group g = line_group_of(l);
	struct arena *a = b->a;
	const char *n = book_at(b, l->row, COL_QUANTITY);
	const char *mean = book_at(b, l->row, COL_MEAN);
	const char *factor = book_at(b, l->row, COL_MULTIPLIER);
	const char *pert = arena_printf(a, "(%s-%s)*(%s-%s)/7", mean,
	                                book_at(b, l->row, COL_LOW),
	                                book_at(b, l->row, COL_HIGH), mean);

	if (g == GROUP_UNIT)
		book_live(
		    b, w, l->row, COL_VARIANCE, STYLE_HOURS,
		    "(%s*%s)^2*((%s+%s^2)*(1+(EXP(item_sd_ln^2)-1)/MAX(%s,1))-%s^2)", n,
		    factor, pert, mean, n, mean);
	else if (g == GROUP_RISK)
		book_live(b, w, l->row, COL_VARIANCE, STYLE_HOURS,
		          "%s*%s^2*(%s+%s^2)-(%s*%s*%s)^2", n, factor, pert, mean, n,
		          factor, mean);
	else if (g != GROUP_OVERHEAD)
		book_live(b, w, l->row, COL_VARIANCE, STYLE_HOURS, "(%s*%s)^2*%s", n,
		          factor, pert);
}

/* A link to where the line's items stand first, or to the row of its event. */
static void write_evidence(struct book *b, lxw_worksheet *w, const struct line *l)
{
	enum line_group g = line_group_of(l);
	const char *sheet = g == GROUP_RISK ? SHEET_RISKS
	                  : g == GROUP_UNIT && is_itemised(l)
	                      ? book_listing_of(b, l->label)
	                      : NULL;

	if (sheet && report_has(b->report, sheet, false))
		book_link_found(b, w, l->row, COL_EVIDENCE, STYLE_LINK, sheet, l->label,
		                sheet);
	else
		book_text(b, w, l->row, COL_EVIDENCE, STYLE_NOTE_TOP,
		          g == GROUP_OVERHEAD    ? TEXT_EVIDENCE_SHARE
		          : g == GROUP_FIXED     ? TEXT_EVIDENCE_PROJECT
		          : g == GROUP_RISK      ? TEXT_EVIDENCE_RISK
		          : g == GROUP_SET_UP    ? l->driver
		          : l->counts_for_driver ? l->driver
		                                 : TEXT_EVIDENCE_NONE);
}

/* What its weight rests on, with the way there. */
static void write_rests(struct book *b, lxw_worksheet *w, const struct line *l)
{
	if (b->weights && *l->rests_on && line_group_of(l) != GROUP_OVERHEAD)
		book_link_found(b, w, l->row, COL_RESTS, STYLE_LINK, b->weights, l->label,
		                l->rests_on);
	else
		book_text(b, w, l->row, COL_RESTS, STYLE_TOP, l->rests_on);
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
	book_live(b, w, r, COL_COST, STYLE_MONEY, "%s*billed_rate",
	          book_at(b, r, COL_HOURS));
	book_live(b, w, r, COL_SHARE, STYLE_PERCENT1,
	          "IF(cost_expected>0,%s/cost_expected,0)", book_at(b, r, COL_COST));
	write_progress(b, w, y, l);
	write_variance(b, w, l);
	write_evidence(b, w, l);
	write_rests(b, w, l);
	book_text(b, w, r, COL_SOURCE, STYLE_TOP, l->source);
	worksheet_set_row(w, (lxw_row_t)r,
	                  book_height(STYLE_WRAP, columns[COL_WORK].width,
	                              book_word(b, l->label)),
	                  NULL);
}

/* ---- sums ---------------------------------------------------------------------------
 */

static void write_sum_row(struct book *b, lxw_worksheet *w, int row, const char *label,
                          const char *formula)
{
	book_blank(b, w, row, 0, COL_SOURCE, STYLE_SUM_TEXT);
	book_text(b, w, row, COL_WORK, STYLE_SUM_TEXT, label);
	book_live(b, w, row, COL_HOURS, STYLE_SUM_HOURS, "%s", formula);
	book_live(b, w, row, COL_COST, STYLE_SUM_MONEY, "%s*billed_rate",
	          book_at(b, row, COL_HOURS));
	book_live(b, w, row, COL_SHARE, STYLE_SUM_PERCENT,
	          "IF(cost_expected>0,%s/cost_expected,0)", book_at(b, row, COL_COST));
}

static const char *sum_of(struct book *b, int first, int last, int col)
{
	if (last < first)
		return "0";
	return arena_printf(b->a, "SUM(%s:%s)", book_at(b, first, col),
	                    book_at(b, last, col));
}

/* "$M$9+$M$15" */
static const char *added(struct book *b, const int *rows, int n, int col)
{
	const char *sum = "";

	for (int i = 0; i < n; i++)
		sum = arena_printf(b->a, "%s%s%s", sum, i ? "+" : "",
		                   book_at(b, rows[i], col));
	return sum;
}

static void add_progress(struct book *b, lxw_worksheet *w, int row, const int *rows,
                         int n)
{
	for (int col = COL_DOING; col <= COL_LEFT; col++)
		book_live(b, w, row, col, STYLE_SUM_HOURS, "%s", added(b, rows, n, col));
}

/* The economy of scale needs the hours before it: no circle, and both can be seen. */
static void write_scale(struct book *b, lxw_worksheet *w, const struct layout *y)
{
	int first = y->first[GROUP_UNIT], last = y->last[GROUP_UNIT];
	const char *before = book_at(b, y->before_scale, COL_HOURS);

	book_text(b, w, y->before_scale, COL_WORK, STYLE_LABEL, TEXT_BEFORE_SCALE);
	book_text(b, w, y->scale, COL_WORK, STYLE_LABEL, TEXT_SCALE);
	book_text(b, w, y->scale, COL_SOURCE, STYLE_SMALL, TEXT_SCALE_NOTE);
	if (last >= first)
		book_live(b, w, y->before_scale, COL_HOURS, STYLE_HOURS,
		          "SUMPRODUCT(%s:%s,%s:%s,%s:%s)",
		          book_at(b, first, COL_QUANTITY), book_at(b, last, COL_QUANTITY),
		          book_at(b, first, COL_MEAN), book_at(b, last, COL_MEAN),
		          book_at(b, first, COL_MULTIPLIER),
		          book_at(b, last, COL_MULTIPLIER));
	else
		book_number(b, w, y->before_scale, COL_HOURS, STYLE_HOURS, 0);
	if (figures_value(b->m, "scale_reference_hours") > 0)
		book_live(b, w, y->scale, COL_HOURS, STYLE_FACTOR,
		          "IF(%s>0,(%s/scale_reference_hours)^(scale_exponent-1),1)",
		          before, before);
	else
		book_number(b, w, y->scale, COL_HOURS, STYLE_FACTOR, 1);
}

/* On the page of the sources only the first columns stand again: the name of a group
 * stands in them, what it says of it behind. */
static void write_group_title(struct book *b, lxw_worksheet *w, const struct layout *y,
                              int g)
{
	int r = y->first[g] - 1;
	const char *title = book_word(b, group_titles[g]);
	size_t n = strcspn(title, "(:");

	book_blank(b, w, r, 0, COL_SOURCE, STYLE_SECTION);
	book_verbatim(b, w, r, COL_WORK, STYLE_SECTION,
	              arena_printf(b->a, "%.*s", (int)n, title));
	book_verbatim(b, w, r, COL_PHASE, STYLE_SECTION,
	              arena_printf(b->a, "%s%s",
	                           title[n] == ':' ? title + n + 2 : title + n,
	                           y->last[g] < y->first[g] ? book_word(b, TEXT_NONE_HERE)
	                                                    : ""));
	worksheet_set_row(w, (lxw_row_t)r, 22, NULL);
}

static void write_group(struct book *b, lxw_worksheet *w, const struct layout *y, int g)
{
	write_group_title(b, w, y, g);
	for (size_t i = 0; i < b->m->line_count; i++)
		if (line_group_of(&b->m->line[i]) == (enum line_group)g)
			write_line(b, w, y, &b->m->line[i]);
	if (g == GROUP_UNIT)
		write_scale(b, w, y);
	write_sum_row(b, w, y->subtotal[g], TEXT_SUBTOTAL,
	              sum_of(b, y->first[g], y->last[g], COL_HOURS));
	for (int col = COL_DOING; col <= COL_LEFT; col++)
		book_live(b, w, y->subtotal[g], col, STYLE_SUM_HOURS, "%s",
		          sum_of(b, y->first[g], y->last[g], col));
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
	const int all[] = { y->engineering, y->subtotal[GROUP_OVERHEAD],
		            y->subtotal[GROUP_RISK] };

	write_grand(b, w, y->total, TEXT_TOTAL_HOURS, false);
	book_live(b, w, y->total, COL_HOURS, STYLE_SUM_HOURS, "%s",
	          added(b, all, 3, COL_HOURS));
	book_live(b, w, y->total, COL_COST, STYLE_SUM_MONEY, "total_hours*billed_rate");
	add_progress(b, w, y->total, all, 3);
	write_grand(b, w, y->price, TEXT_PRICE, false);
	book_live(b, w, y->price, COL_COST, STYLE_SUM_MONEY,
	          BOOK_WHOLE("ROUND(total_hours,1)*billed_rate"));
	book_text(b, w, y->price, COL_PHASE, STYLE_SUM_TEXT, TEXT_PRICE_ROUNDED);
	write_grand(b, w, y->contingency, TEXT_CONTINGENCY, false);
	book_live(b, w, y->contingency, COL_COST, STYLE_SUM_MONEY,
	          BOOK_WHOLE("price_expected*contingency"));
	write_grand(b, w, y->grand, TEXT_TOTAL_PRICE, true);
	book_live(b, w, y->grand, COL_COST, STYLE_GRAND_MONEY,
	          "price_expected+contingency_amount");
}

/* ---- scope and progress -------------------------------------------------------------
 */

struct scope {
	struct book *b;
	lxw_worksheet *w;
	int row;
};

static void step(struct scope *s, const char *name, const char *label,
                 enum book_style style, const char *formula)
{
	book_text(s->b, s->w, s->row, COL_WORK, STYLE_WRAP, label);
	book_live(s->b, s->w, s->row, COL_HOURS, style, "%s", formula);
	book_name(s->b, name, SHEET_EFFORT, s->row++, COL_HOURS);
}

static const char *product_of(struct book *b, const struct layout *y, int g,
                              const int *cols, int n)
{
	const char *list = "";

	if (y->last[g] < y->first[g])
		return "0";
	for (int i = 0; i < n; i++)
		list = arena_printf(b->a, "%s%s%s:%s", list, i ? "," : "",
		                    book_at(b, y->first[g], cols[i]),
		                    book_at(b, y->last[g], cols[i]));
	return arena_printf(b->a, "SUMPRODUCT(%s)", list);
}

/* The equations of above with nothing dropped: what dropping takes out, set-ups, QA,
 * management and economy of scale included. */
static void write_found_hours(struct scope *s, const struct layout *y)
{
	static const int counted[] = { COL_FOUND, COL_MEAN, COL_MULTIPLIER };
	static const int other[] = { COL_FOUND, COL_EACH };
	struct book *b = s->b;
	const char *qa = "0", *pm = "0";

	step(s, "found_before_scale", TEXT_FOUND_BEFORE_SCALE, STYLE_HOURS,
	     product_of(b, y, GROUP_UNIT, counted, 3));
	step(s, "found_scale", TEXT_FOUND_SCALE, STYLE_FACTOR,
	     figures_value(b->m, "scale_reference_hours") > 0
	         ? "IF(found_before_scale>0,(found_before_scale/scale_reference_hours)"
	           "^(scale_exponent-1),1)"
	         : "scale_factor");
	step(s, "found_engineering", TEXT_FOUND_ENGINEERING, STYLE_HOURS,
	     arena_printf(b->a, "found_before_scale*found_scale+%s+%s",
	                  product_of(b, y, GROUP_SET_UP, other, 2),
	                  product_of(b, y, GROUP_FIXED, other, 2)));
	for (size_t i = 0; i < b->m->line_count; i++) {
		const struct line *l = &b->m->line[i];
		const char *share = book_at(b, l->row, COL_QUANTITY);

		if (line_group_of(l) != GROUP_OVERHEAD)
			continue;
		if (strcmp(l->phase, "pm") != 0)
			qa = arena_printf(b->a, "%s+%s", qa, share);
		else
			pm = figures_constant(b->m, "pm_half_hours")
			       ? "pm_base+pm_rise*found_with_qa/"
			         "(found_with_qa+pm_half_hours)"
			       : share;
	}
	step(s, "found_with_qa", TEXT_FOUND_QA, STYLE_HOURS,
	     arena_printf(b->a, "found_engineering*(1+%s)", qa));
	step(s, "found_risk", TEXT_FOUND_RISK, STYLE_HOURS,
	     product_of(b, y, GROUP_RISK, other, 2));
	step(s, "hours_found", TEXT_HOURS_FOUND, STYLE_HOURS,
	     arena_printf(b->a, "found_with_qa*(1+%s)+found_risk", pm));
}

static void write_progress_hours(struct scope *s, const struct layout *y)
{
	struct book *b = s->b;

	step(s, "hours_dropped", TEXT_HOURS_DROPPED, STYLE_HOURS,
	     "hours_found-total_hours");
	step(s, "price_dropped", TEXT_PRICE_DROPPED, STYLE_MONEY,
	     "hours_dropped*billed_rate");
	step(s, "hours_done", TEXT_HOURS_DONE, STYLE_HOURS,
	     book_at(b, y->total, COL_DONE));
	step(s, "hours_doing", TEXT_HOURS_DOING, STYLE_HOURS,
	     book_at(b, y->total, COL_DOING));
	step(s, "hours_todo", TEXT_HOURS_TODO, STYLE_HOURS,
	     "total_hours-hours_doing-hours_done");
	step(s, "hours_earned", TEXT_HOURS_EARNED, STYLE_HOURS,
	     "hours_done+" DOING_COUNTS "*hours_doing");
	step(s, "hours_remaining", TEXT_HOURS_REMAINING, STYLE_HOURS,
	     book_at(b, y->total, COL_LEFT));
	step(s, "share_done", TEXT_SHARE_DONE, STYLE_PERCENT1,
	     "IF(total_hours>0,hours_earned/total_hours,0)");
	for (int i = 0; i < STATUSES_END; i++) {
		static const struct {
			const char *name, *label;
		} v[STATUSES_END] = { { "count_todo", TEXT_COUNT_TODO },
			              { "count_doing", TEXT_COUNT_DOING },
			              { "count_done", TEXT_COUNT_DONE },
			              { "count_dropped", TEXT_COUNT_DROPPED } };
		const char *n = book_status_count(b, (enum status)i);

		step(s, v[i].name, v[i].label, STYLE_COUNT, *n ? n : "0");
	}
}

/* By kind of work, in the columns of the lines above. */
static void write_kinds(struct scope *s)
{
	static const struct {
		int col;
		const char *of, *name;
		enum book_style style;
	} v[] = { { COL_HOURS, "effort_hours", "kind_hours", STYLE_HOURS },
		  { COL_COST, "effort_cost", "kind_cost", STYLE_MONEY },
		  { COL_DOING, "effort_doing", "kind_doing", STYLE_HOURS },
		  { COL_DONE, "effort_done", "kind_done", STYLE_HOURS },
		  { COL_LEFT, "effort_remaining", "kind_remaining", STYLE_HOURS } };
	struct book *b = s->b;
	const struct figures *m = b->m;
	int first = s->row;

	for (size_t i = 0; i < m->line_count; i++) {
		size_t at = 0;

		while (strcmp(m->line[at].phase, m->line[i].phase) != 0)
			at++;
		if (at < i)
			continue;
		book_text(b, s->w, s->row, COL_WORK, STYLE_WRAP,
		          book_phase(m->line[i].phase));
		for (size_t k = 0; k < sizeof v / sizeof *v; k++)
			book_live(b, s->w, s->row, v[k].col, v[k].style,
			          "SUMIFS(%s,effort_phase,%s)", v[k].of,
			          book_at(b, s->row, COL_WORK));
		book_live(b, s->w, s->row, COL_SHARE, STYLE_PERCENT1,
		          "IF(cost_expected>0,%s/cost_expected,0)",
		          book_at(b, s->row, COL_COST));
		s->row++;
	}
	if (s->row == first)
		return;
	book_name_range(b, "kind_label", SHEET_EFFORT, first, COL_WORK, s->row - 1,
	                COL_WORK);
	book_name_range(b, "kind_share", SHEET_EFFORT, first, COL_SHARE, s->row - 1,
	                COL_SHARE);
	for (size_t k = 0; k < sizeof v / sizeof *v; k++)
		book_name_range(b, v[k].name, SHEET_EFFORT, first, v[k].col, s->row - 1,
		                v[k].col);
}

static void scope_section(struct scope *s, const char *title)
{
	book_blank(s->b, s->w, s->row, 0, COL_LEFT, STYLE_SECTION);
	book_text(s->b, s->w, s->row, 0, STYLE_SECTION, title);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 22, NULL);
}

static double at_writing(struct book *b, const char *key)
{
	return store_number(b->store, 0,
	                    "SELECT CAST(value AS REAL) FROM result WHERE key = %Q", key);
}

/* The closed form of the spread, closed_form.h: a lognormal with the mean and the
 * variance of base x common factor + events. The simulation's ratios move as it does:
 * both figures at the end are 0 at the inputs of the estimate. */
static void write_spread(struct scope *s, const struct layout *y)
{
	struct book *b = s->b;
	double common = at_writing(b, "common_sd_ln"),
	       own = figures_number(b->m, "common_sd_ln"), hours = at_writing(b, "hours");
	const char *variance[GROUPS];

	for (int g = 0; g < GROUPS; g++)
		variance[g] = sum_of(b, y->first[g], y->last[g], COL_VARIANCE);
	step(s, "spread_slope", TEXT_SPREAD_SLOPE, STYLE_FACTOR,
	     "(1+qa_share)*(1+pm_base+pm_rise*engineering_hours*(1+qa_share)*"
	     "(engineering_hours*(1+qa_share)+2*pm_half_hours)/"
	     "(engineering_hours*(1+qa_share)+pm_half_hours)^2)");
	step(s, "spread_base", TEXT_SPREAD_BASE, STYLE_FACTOR,
	     arena_printf(b->a,
	                  "IF(total_hours>risk_hours,LN(1+spread_slope^2*"
	                  "((scale_exponent*scale_factor)^2*%s+%s+%s)"
	                  "/(total_hours-risk_hours)^2),0)",
	                  variance[GROUP_UNIT], variance[GROUP_SET_UP],
	                  variance[GROUP_FIXED]));
	step(s, "spread_common", TEXT_SPREAD_COMMON_SD, STYLE_FACTOR,
	     arena_printf(b->a, "SQRT(common_sd_ln^2+%.17g)",
	                  fmax(0, common * common - own * own)));
	step(s, "spread_mean", TEXT_SPREAD_MEAN, STYLE_HOURS,
	     "(total_hours-risk_hours)*EXP(spread_common^2/2)");
	step(s, "spread_sigma", TEXT_SPREAD_SIGMA, STYLE_FACTOR,
	     arena_printf(b->a,
	                  "IF(spread_mean>0,SQRT(LN(1+((EXP(spread_base+spread_common^2)"
	                  "-1)*spread_mean^2+%s)/(spread_mean+risk_hours)^2)),0)",
	                  variance[GROUP_RISK]));
	step(s, "spread_turn", TEXT_SPREAD_TURN, STYLE_FACTOR,
	     arena_printf(b->a, "IF(spread_mean>0,spread_sigma-%.17g,0)",
	                  at_writing(b, "closed_sigma")));
	step(s, "spread_shift", TEXT_SPREAD_SHIFT, STYLE_FACTOR,
	     hours > 0 ? arena_printf(b->a,
	                              "IF(spread_mean>0,LN((spread_mean+risk_hours)/"
	                              "total_hours)-spread_sigma^2/2-%.17g,0)",
	                              at_writing(b, "closed_mu") - log(hours))
	               : "0");
}

/* The work alone, with QA and management, and with the risk, too: three sizes of a line.
 */
static void write_bridge(struct book *b, lxw_worksheet *w, const struct layout *y)
{
	enum { SHEETS = COL_WORK, HOLD = COL_PHASE, TIMES = COL_EACH };
	static const char *const heads[] = { TEXT_BRIDGE_HEADS };
	static const int at[] = { SHEETS, HOLD, TIMES, COL_HOURS, COL_COST };
	static const struct {
		const char *sheets, *hold, *hours;
	} v[] = { { TEXT_BRIDGE_EFFORT, TEXT_BRIDGE_NOTHING, "engineering_hours" },
		  { TEXT_BRIDGE_BANDS, TEXT_BRIDGE_CARRIED, "total_hours-risk_hours" },
		  { TEXT_BRIDGE_PLAN, TEXT_BRIDGE_ALL, "total_hours" } };
	struct scope s = { b, w, y->bridge };
	const char *largest = "0";

	if (y->last[GROUP_UNIT] >= y->first[GROUP_UNIT])
		largest = arena_printf(b->a, "MAX(%s:%s)",
		                       book_at(b, y->first[GROUP_UNIT], COL_HOURS),
		                       book_at(b, y->last[GROUP_UNIT], COL_HOURS));
	scope_section(&s, TEXT_EFFORT_BRIDGE);
	book_blank(b, w, s.row, 0, COL_SHARE, STYLE_HEAD);
	for (int i = 0; i < 5; i++)
		book_text(b, w, s.row, at[i], i < 2 ? STYLE_HEAD : STYLE_HEAD_RIGHT,
		          heads[i]);
	worksheet_set_row(w, (lxw_row_t)s.row++, 30, NULL);
	for (int i = 0; i < 3; i++, s.row++) {
		const char *times = book_at(b, s.row, TIMES);

		book_text(b, w, s.row, SHEETS, STYLE_WRAP, v[i].sheets);
		book_text(b, w, s.row, HOLD, STYLE_PLAIN, v[i].hold);
		book_live(b, w, s.row, TIMES, STYLE_FACTOR,
		          "IF(engineering_hours>0,(%s)/engineering_hours,1)", v[i].hours);
		book_live(b, w, s.row, COL_HOURS, STYLE_HOURS, "engineering_hours*%s",
		          times);
		book_live(b, w, s.row, COL_COST, STYLE_HOURS, "%s*%s", largest, times);
	}
	book_page_keep(b, w, y->bridge, s.row - 1);
}

static void write_scope(struct book *b, lxw_worksheet *w, const struct layout *y)
{
	struct scope s = { b, w, y->progress };

	scope_section(&s, TEXT_EFFORT_SCOPE);
	write_found_hours(&s, y);
	write_progress_hours(&s, y);
	s.row++;
	if (figures_constant(b->m, "pm_half_hours")) {
		scope_section(&s, TEXT_EFFORT_SPREAD);
		write_spread(&s, y);
		s.row++;
	}
	scope_section(&s, TEXT_EFFORT_KINDS);
	write_kinds(&s);
}

void book_effort(struct book *b, lxw_worksheet *w)
{
	struct layout y = layout_of(b->m);
	double width = 0;

	book_heading(b, w, SHEET_EFFORT, "");
	worksheet_set_row(w, HEAD_ROW, 30, NULL);
	for (int i = 0; i < COLUMNS; i++) {
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, columns[i].width,
		                     NULL);
		book_text(b, w, HEAD_ROW, i,
		          i == COL_EVIDENCE || i == COL_STATUS ? STYLE_HEAD_INDENT
		          : columns[i].is_text                 ? STYLE_HEAD
		                                               : STYLE_HEAD_RIGHT,
		          columns[i].title);
	}
	for (int i = 0; i <= COL_TYPED; i++)
		width += columns[i].width;
	book_intro(b, w, COL_TYPED, width, TEXT_EFFORT_INTRO);
	worksheet_freeze_panes(w, HEAD_ROW + 1, 1);
	worksheet_repeat_rows(w, HEAD_ROW, HEAD_ROW);
	/* On what the hours rest is on paper with the weights. */
	book_page_print(b, w, 0, 0, y.progress - 2, COL_TYPED);
	for (int g = 0; g < GROUPS; g++)
		book_page_keep(b, w, y.first[g] - 1, y.subtotal[g] + (g == GROUP_FIXED));
	book_page_keep(b, w, y.total, y.grand);
	define_names(b, &y);
	for (int g = 0; g < GROUPS; g++)
		write_group(b, w, &y, g);
	write_sum_row(b, w, y.engineering, TEXT_ENGINEERING,
	              added(b, y.subtotal, 3, COL_HOURS));
	add_progress(b, w, y.engineering, y.subtotal, 3);
	write_end(b, w, &y);
	write_bridge(b, w, &y);
	write_scope(b, w, &y);
	book_status_rows(b, w, b->effort_first, b->effort_last, COL_STATUS, COL_WORK,
	                 COL_LEFT);
}
