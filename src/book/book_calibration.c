/* book_calibration.c - the sheet Calibration: the hours against what projects took. */
#include "book/book_calibration.h"

#include <math.h>
#include <string.h>

#include "book/book_page.h"
#include "sheet/book_text.h"

enum {
	COL_NAME,
	COL_WHAT,
	COL_ESTIMATED,
	COL_ACTUAL,
	COL_RATIO,
	COL_ERROR,
	COL_PREDICTED,
	COL_LEFT_OUT,
	COL_INSIDE,
	COL_LOW,
	COL_HIGH,
	COL_WITHIN,
	COL_ENDPOINTS,
	COL_MODELS,
	COL_JOBS,
	COL_KLOC,
	COL_LN,
	COL_SOURCE,
	COLUMNS
};
static const double widths[COLUMNS] = { 44,  20,  9.5, 9.5, 9.5, 9.5, 9.5, 8.2, 8.2,
	                                8.2, 8.2, 8.2, 7.4, 7.4, 7.4, 7.4, 10,  70 };
enum { OWN_ROWS = 12, WIDTH = 44 + 20 + 11 * 9 };

struct calibration_sheet {
	struct book *b;
	lxw_worksheet *w;
	int row;
	int begun; /* row of the title of the table that is written; 0: none */
};

/* Rows that are compared with each other, and the figures below them. */
struct block {
	int first, last;
	int count, mean, squares; /* rows of the figures: n, mean of ln, sum of squares */
	bool is_drawn;            /* towards 1, as own projects are */
	bool is_told;             /* on the quote, of how many the price would hold */
};

/* A table with its title stays on a page. */
static void end_block(struct calibration_sheet *s)
{
	if (s->begun)
		book_page_keep(s->b, s->w, s->begun, s->row - 1);
}

static void section(struct calibration_sheet *s, const char *title)
{
	end_block(s);
	s->begun = ++s->row;
	book_blank(s->b, s->w, s->row, 0, COL_LN, STYLE_SECTION);
	book_text(s->b, s->w, s->row, 0, STYLE_SECTION, title);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 22, NULL);
}

static void paragraph(struct calibration_sheet *s, const char *text)
{
	double height = book_paragraph(s->b, s->w, s->row, 0, COL_INSIDE, STYLE_WRAP,
	                               WIDTH, text);

	worksheet_set_row(s->w, (lxw_row_t)s->row++, fmax(16, height), NULL);
}

static void heads(struct calibration_sheet *s, bool is_own)
{
	const char *const titles[COLUMNS] = {
		TEXT_PAST_PROJECT,   TEXT_PAST_WHAT,
		TEXT_PAST_ESTIMATED, is_own ? TEXT_PAST_ACTUAL : TEXT_PAST_INFERRED,
		TEXT_PAST_RATIO,     TEXT_PAST_ERROR,
		TEXT_PAST_PREDICTED, TEXT_PAST_LEFT_OUT,
		TEXT_PAST_INSIDE,    TEXT_PAST_LOW,
		TEXT_PAST_HIGH,      TEXT_PAST_WITHIN,
		TEXT_PAST_ENDPOINTS, TEXT_PAST_MODELS,
		TEXT_PAST_JOBS,      TEXT_PAST_KLOC,
		TEXT_PAST_LN,        TEXT_PAST_SOURCE
	};

	for (int i = 0; i < COLUMNS; i++)
		book_text(s->b, s->w, s->row, i,
		          i <= COL_WHAT     ? STYLE_HEAD
		          : i == COL_SOURCE ? STYLE_HEAD_INDENT
		                            : STYLE_HEAD_RIGHT,
		          is_own && i >= COL_LOW && i <= COL_KLOC ? "" : titles[i]);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 44, NULL);
}

static const char *at(struct calibration_sheet *s, int row, int col)
{
	return book_at(s->b, row, col);
}

/* "$E$5:$E$16" */
static const char *over(struct calibration_sheet *s, const struct block *k, int col)
{
	return arena_printf(s->b->a, "%s:%s", at(s, k->first, col), at(s, k->last, col));
}

/* ---- a row --------------------------------------------------------------------------
 */

/* Weight of n own projects, as calibrate.h says. */
#define WEIGHT                                                                           \
	"(%s*calibration_between_sd_ln^2/(%s*calibration_between_sd_ln^2+"               \
	"calibration_within_sd_ln^2))"

/* What the others say of this one: their mean, drawn towards 1 when own. */
static const char *factor_of_others(struct calibration_sheet *s, const struct block *k,
                                    int r)
{
	struct arena *a = s->b->a;
	const char *others = arena_printf(a, "(%s-1)", at(s, k->count, COL_ESTIMATED));
	const char *mean = arena_printf(a, "(%s*%s-%s)/%s",
	                                at(s, k->count, COL_ESTIMATED),
	                                at(s, k->mean, COL_ESTIMATED), at(s, r, COL_LN),
	                                others);

	return k->is_drawn ? arena_printf(a, "EXP(" WEIGHT "*%s)", others, others, mean)
	                   : arena_printf(a, "EXP(%s)", mean);
}

/* Spread of a prediction by the others, sd of ln. */
static const char *spread_of_others(struct calibration_sheet *s, const struct block *k,
                                    int r)
{
	struct arena *a = s->b->a;
	const char *n = at(s, k->count, COL_ESTIMATED), *ln = at(s, r, COL_LN);
	const char *others = arena_printf(a, "(%s-1)", n);

	if (k->is_drawn)
		return arena_printf(
		    a,
		    "SQRT(calibration_within_sd_ln^2+calibration_between_sd_"
		    "ln^2*(1-" WEIGHT "))",
		    others, others);
	return arena_printf(a,
	                    "SQRT(MAX(0,%s-%s^2-(%s*%s-%s)^2/%s)/MAX(1,%s-2))*SQRT(1+1/"
	                    "%s)",
	                    at(s, k->squares, COL_ESTIMATED), ln, n,
	                    at(s, k->mean, COL_ESTIMATED), ln, others, n, others);
}

/* Empty where hours lack, or where there are no others. */
static void write_compared(struct calibration_sheet *s, const struct block *k, int r)
{
	struct book *b = s->b;
	const char *e = at(s, r, COL_ESTIMATED), *x = at(s, r, COL_ACTUAL);
	const char *given = arena_printf(b->a, "AND(%s>0,%s>0)", e, x);
	const char *p = at(s, r, COL_PREDICTED);

	book_live(b, s->w, r, COL_RATIO, STYLE_FACTOR, "IF(%s,%s/%s,\"\")", given, x, e);
	book_live(b, s->w, r, COL_ERROR, STYLE_PERCENT, "IF(%s,ABS(%s-%s)/%s,\"\")",
	          given, e, x, x);
	book_live(b, s->w, r, COL_LN, STYLE_FACTOR, "IF(%s,LN(%s/%s),0)", given, x, e);
	book_live(b, s->w, r, COL_PREDICTED, STYLE_HOURS,
	          "IF(AND(%s>0,%s>0,%s>1),%s*%s,\"\")", e, x,
	          at(s, k->count, COL_ESTIMATED), e, factor_of_others(s, k, r));
	book_live(b, s->w, r, COL_LEFT_OUT, STYLE_PERCENT,
	          "IF(ISNUMBER(%s),ABS(%s-%s)/%s,\"\")", p, p, x, x);
	book_live(b, s->w, r, COL_INSIDE, STYLE_RIGHT,
	          "IF(ISNUMBER(%s),IF(ABS(LN(%s/%s))<=1.28155*%s,\"" TEXT_YES
	          "\",\"" TEXT_NO "\"),\"\")",
	          p, p, x, spread_of_others(s, k, r));
}

static void write_past(struct calibration_sheet *s, sqlite3_stmt *q, int r, bool is_edit)
{
	struct book *b = s->b;
	double low = sqlite3_column_double(q, 4), high = sqlite3_column_double(q, 5);

	book_text(b, s->w, r, COL_NAME, is_edit ? STYLE_EDIT_TEXT : STYLE_WRAP,
	          (const char *)sqlite3_column_text(q, 0));
	book_text(b, s->w, r, COL_WHAT, is_edit ? STYLE_EDIT_TEXT : STYLE_WRAP,
	          (const char *)sqlite3_column_text(q, 1));
	for (int i = 0; i < 2; i++)
		book_number(b, s->w, r, COL_ESTIMATED + i,
		            is_edit ? STYLE_EDIT_HOURS : STYLE_HOURS,
		            sqlite3_column_double(q, 2 + i));
	book_text(b, s->w, r, COL_SOURCE, STYLE_SMALL_TOP,
	          (const char *)sqlite3_column_text(q, 6));
	if (is_edit || high <= 0)
		return;
	book_number(b, s->w, r, COL_LOW, STYLE_HOURS, low);
	book_number(b, s->w, r, COL_HIGH, STYLE_HOURS, high);
	book_live(b, s->w, r, COL_WITHIN, STYLE_RIGHT,
	          "IF(ISNUMBER(%s),IF(AND(%s>=%s,%s<=%s),\"" TEXT_YES "\",\"" TEXT_NO
	          "\"),\"\")",
	          at(s, r, COL_PREDICTED), at(s, r, COL_PREDICTED), at(s, r, COL_LOW),
	          at(s, r, COL_PREDICTED), at(s, r, COL_HIGH));
	for (int i = 0; i < 4; i++)
		if (sqlite3_column_double(q, 8 + i) > 0)
			book_number(b, s->w, r, COL_ENDPOINTS + i,
			            i < 3 ? STYLE_COUNT : STYLE_FACTOR,
			            sqlite3_column_double(q, 8 + i));
	worksheet_set_row(s->w, (lxw_row_t)r,
	                  book_height(STYLE_WRAP, widths[COL_WHAT],
	                              (const char *)sqlite3_column_text(q, 1)),
	                  NULL);
}

/* ---- figures below -------------------------------------------------------------------
 */

static void figure(struct calibration_sheet *s, const char *label, enum book_style style,
                   const char *formula, const char *note)
{
	book_text(s->b, s->w, s->row, COL_NAME, STYLE_BOLD, label);
	book_live(s->b, s->w, s->row, COL_ESTIMATED, style, "%s", formula);
	book_text(s->b, s->w, s->row++, COL_ACTUAL, STYLE_NOTE, note);
}

/* Where the first three will stand, before the rows that use them. */
static void place_figures(struct block *k, int row)
{
	k->count = row;
	k->mean = row + 1;
	k->squares = row + 2;
}

/* The range of this estimate about the hours of each, at the level that is priced. */
static void write_as_priced(struct calibration_sheet *s, const struct block *k)
{
	struct arena *a = s->b->a;
	const char *n = at(s, k->count, COL_ESTIMATED), *ratio = over(s, k, COL_RATIO);
	const char *below, *above;

	figure(s, TEXT_PAST_BELOW, STYLE_COUNT,
	       arena_printf(a, "COUNTIFS(%s,\"<\"&calibration*cost_p10/cost_expected)",
	                    ratio),
	       NOTE_PAST_BELOW);
	below = at(s, s->row - 1, COL_ESTIMATED);
	figure(s, TEXT_PAST_ABOVE, STYLE_COUNT,
	       arena_printf(a, "COUNTIFS(%s,\">\"&calibration*cost_p90/cost_expected)",
	                    ratio),
	       NOTE_PAST_ABOVE);
	above = at(s, s->row - 1, COL_ESTIMATED);
	figure(s, TEXT_PAST_AS_PRICED, STYLE_PERCENT,
	       arena_printf(a, "IF(%s>1,(%s-%s-%s)/%s,\"\")", n, n, below, above, n),
	       NOTE_PAST_AS_PRICED);
	figure(s, TEXT_PAST_WITHIN_PRICE, STYLE_COUNT,
	       arena_printf(a,
	                    "IF(price_expected>0,COUNTIFS(%s,\"<=\"&calibration*"
	                    "price_offered/price_expected),0)",
	                    ratio),
	       NOTE_PAST_WITHIN_PRICE);
	if (k->is_told) {
		book_name(s->b, "past_within_price", SHEET_CALIBRATION, s->row - 1,
		          COL_ESTIMATED);
		book_name(s->b, "past_compared", SHEET_CALIBRATION, k->count,
		          COL_ESTIMATED);
	}
	figure(s, TEXT_PAST_SUM_ESTIMATED, STYLE_HOURS,
	       arena_printf(a, "calibration*SUM(%s)", over(s, k, COL_ESTIMATED)),
	       NOTE_PAST_SUM_ESTIMATED);
	figure(s, TEXT_PAST_SUM_ACTUAL, STYLE_HOURS,
	       arena_printf(a, "SUM(%s)", over(s, k, COL_ACTUAL)), NOTE_PAST_SUM_ACTUAL);
}

static void write_figures(struct calibration_sheet *s, const struct block *k)
{
	struct arena *a = s->b->a;
	const char *n = at(s, k->count, COL_ESTIMATED), *ln = over(s, k, COL_LN);
	const char *off = over(s, k, COL_LEFT_OUT), *p = over(s, k, COL_PREDICTED);

	s->row = k->count;
	figure(s, TEXT_PAST_N, STYLE_COUNT,
	       arena_printf(a, "COUNT(%s)", over(s, k, COL_RATIO)), NOTE_PAST_N);
	figure(s, TEXT_PAST_MEAN, STYLE_FACTOR,
	       arena_printf(a, "IF(%s>0,SUM(%s)/%s,0)", n, ln, n), NOTE_PAST_MEAN);
	figure(s, TEXT_PAST_SQUARES, STYLE_FACTOR,
	       arena_printf(a, "SUMPRODUCT(%s,%s)", ln, ln), NOTE_PAST_SQUARES);
	figure(s, TEXT_PAST_FACTOR, STYLE_FACTOR,
	       arena_printf(a, "EXP(%s)", at(s, k->mean, COL_ESTIMATED)),
	       NOTE_PAST_FACTOR);
	if (k->is_drawn) {
		figure(s, TEXT_PAST_DRAWN, STYLE_FACTOR,
		       arena_printf(a, "EXP(" WEIGHT "*%s)", n, n,
		                    at(s, k->mean, COL_ESTIMATED)),
		       NOTE_PAST_DRAWN);
		book_name(s->b, "own_factor", SHEET_CALIBRATION, s->row - 1,
		          COL_ESTIMATED);
		book_name(s->b, "own_projects", SHEET_CALIBRATION, k->count,
		          COL_ESTIMATED);
	}
	figure(s, TEXT_PAST_MDMRE, STYLE_PERCENT,
	       arena_printf(a, "IF(%s>1,MEDIAN(%s),\"\")", n, off), NOTE_PAST_MDMRE);
	figure(s, TEXT_PAST_PRED, STYLE_PERCENT,
	       arena_printf(a, "IF(%s>1,COUNTIFS(%s,\"<=0.25\")/%s,\"\")", n, off, n),
	       NOTE_PAST_PRED);
	figure(s, TEXT_PAST_BIAS, STYLE_CHANGE_SHARE,
	       arena_printf(a, "IF(%s>1,SUM(%s)/SUM(%s)-1,\"\")", n, p,
	                    over(s, k, COL_ACTUAL)),
	       NOTE_PAST_BIAS);
	figure(s, TEXT_PAST_COVERED, STYLE_PERCENT,
	       arena_printf(a, "IF(%s>1,COUNTIFS(%s,\"" TEXT_YES "\")/%s,\"\")", n,
	                    over(s, k, COL_INSIDE), n),
	       NOTE_PAST_COVERED);
	if (!s->b->m->is_nothing)
		write_as_priced(s, k);
}

/* ---- blocks ---------------------------------------------------------------------------
 */

static sqlite3_stmt *select_past(struct calibration_sheet *s, const char *where,
                                 struct err *e)
{
	return store_select(s->b->store, s->b->a, e,
	                    "SELECT name, what, estimated, actual, low, high, source,"
	                    " compared, endpoints, models, jobs, kloc FROM past_project"
	                    " WHERE %s ORDER BY rank",
	                    where);
}

static void empty_row(struct calibration_sheet *s, int r)
{
	book_blank(s->b, s->w, r, COL_NAME, COL_WHAT, STYLE_EDIT_TEXT);
	book_blank(s->b, s->w, r, COL_ESTIMATED, COL_ACTUAL, STYLE_EDIT_HOURS);
}

/* The rows from k->first on are written. */
static void compare_block(struct calibration_sheet *s, struct block *k)
{
	k->last = s->row - 1;
	place_figures(k, s->row);
	for (int r = k->first; r <= k->last; r++)
		write_compared(s, k, r);
	write_figures(s, k);
}

/* Own projects, where there are any, tell more than those of others. */
static bool tells_own(struct calibration_sheet *s)
{
	return strcmp(book_result(s->b, "past_is_own", "0"), "1") == 0;
}

static bool write_own(struct calibration_sheet *s, struct err *e)
{
	struct block k = { .is_drawn = true, .is_told = tells_own(s) };
	sqlite3_stmt *q;
	int rows;

	section(s, TEXT_CALIBRATION_OWN);
	paragraph(s, NOTE_CALIBRATION_OWN);
	heads(s, true);
	k.first = s->row;
	q = select_past(s, "is_own", e);
	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW)
		write_past(s, q, s->row++, true);
	rows = s->row - k.first;
	for (int i = rows; i < rows + (rows ? 5 : OWN_ROWS); i++)
		empty_row(s, s->row++);
	compare_block(s, &k);
	return true;
}

/* How many times the high hours are the low ones, at most. */
static double span(struct calibration_sheet *s, const char *where)
{
	return store_number(s->b->store, 1,
	                    "SELECT max(high / low) FROM past_project WHERE low > 0"
	                    " AND %s",
	                    where);
}

static bool write_measured(struct calibration_sheet *s, const char *title,
                           const char *note, bool is_ports, struct err *e)
{
	struct block k = { .is_told = is_ports && !tells_own(s) };
	const char *where = is_ports ? "NOT is_own AND compared = 'endpoints'"
	                             : "NOT is_own AND compared = 'swap'";
	sqlite3_stmt *q = select_past(s, where, e);
	bool any = false;

	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		if (!any) {
			section(s, title);
			paragraph(s, arena_printf(s->b->a, note, span(s, where)));
			heads(s, false);
			k.first = s->row;
		}
		any = true;
		write_past(s, q, s->row++, false);
	}
	if (!any)
		return true;
	compare_block(s, &k);
	return true;
}

static bool write_excluded(struct calibration_sheet *s, struct err *e)
{
	sqlite3_stmt *q = select_past(s, "NOT is_own AND compared LIKE 'no:%'", e);

	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW)
		book_textf(s->b, s->w, s->row++, 0, STYLE_NOTE, TEXT_PAST_NOT_COMPARED,
		           sqlite3_column_text(q, 0),
		           (const char *)sqlite3_column_text(q, 7) + 4);
	return true;
}

/* ---- what is in force
 * ------------------------------------------------------------------
 */

/* Not calibrated; shown from one project; applied from three; calibrated from five. */
static void write_state(struct calibration_sheet *s)
{
	struct book *b = s->b;
	const struct figures *m = b->m;

	book_text(b, s->w, s->row, COL_NAME, STYLE_BOLD, TEXT_CALIBRATION_STATE);
	book_live(b, s->w, s->row++, COL_WHAT, STYLE_BOLD,
	          "IF(own_projects=0,\"" TEXT_NOT_CALIBRATED
	          "\",IF(own_projects<calibration_apply_from,\"" TEXT_CALIBRATION_SHOWN
	          "\",IF(own_projects<calibration_called_from,\"" TEXT_CALIBRATION_APPLIED
	          "\",\"" TEXT_CALIBRATED "\")))");
	book_text(b, s->w, s->row, COL_NAME, STYLE_TOP, TEXT_CALIBRATION_IN_FORCE);
	book_live(b, s->w, s->row, COL_WHAT, STYLE_FACTOR_LEFT, "calibration");
	book_text(b, s->w, s->row++, COL_ESTIMATED, STYLE_NOTE,
	          NOTE_CALIBRATION_IN_FORCE);
	book_text(b, s->w, s->row, COL_NAME, STYLE_TOP, TEXT_CALIBRATION_PROPOSED);
	book_live(b, s->w, s->row, COL_WHAT, STYLE_FACTOR_LEFT,
	          "IF(own_projects<calibration_apply_from,1,own_factor)");
	book_text(b, s->w, s->row++, COL_ESTIMATED, STYLE_NOTE,
	          NOTE_CALIBRATION_PROPOSED);
	for (size_t i = 0; i < m->input_count; i++) {
		const struct input *in = &m->input[i];

		if (strncmp(in->key, "calibration_", strlen("calibration_")) != 0)
			continue;
		book_text(b, s->w, s->row, COL_NAME, STYLE_TOP, in->label);
		book_number(b, s->w, s->row, COL_WHAT, STYLE_FACTOR_LEFT, in->number);
		book_text(b, s->w, s->row++, COL_ESTIMATED, STYLE_NOTE, in->source);
	}
}

/* By what each line of Effort rests on; QA and management follow the work. */
static void write_grounds(struct calibration_sheet *s)
{
	static const struct {
		const char *name, *note;
	} grounds[] = {
		{ TEXT_GROUND_MEASURED, NOTE_GROUND_MEASURED },
		{ TEXT_GROUND_WHOLE, NOTE_GROUND_WHOLE },
		{ TEXT_GROUND_ANALOGY, NOTE_GROUND_ANALOGY },
		{ TEXT_GROUND_BAND, NOTE_GROUND_BAND },
		{ TEXT_GROUND_PRIOR, NOTE_GROUND_PRIOR },
	};
	struct book *b = s->b;

	if (b->m->is_nothing)
		return;
	section(s, TEXT_CALIBRATION_GROUNDS);
	paragraph(s, NOTE_CALIBRATION_GROUNDS);
	for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++) {
		book_text(b, s->w, s->row, COL_NAME, STYLE_TOP, grounds[i].name);
		book_live(b, s->w, s->row, COL_ESTIMATED, STYLE_PERCENT,
		          "IF(total_hours>0,SUMIFS(effort_hours,effort_rests_on,%s)"
		          "/(total_hours-qa_and_pm_hours),0)",
		          at(s, s->row, COL_NAME));
		book_live(b, s->w, s->row, COL_ACTUAL, STYLE_HOURS, "%s*total_hours",
		          at(s, s->row, COL_ESTIMATED));
		book_text(b, s->w, s->row++, COL_RATIO, STYLE_NOTE_TOP, grounds[i].note);
	}
}

bool book_calibration(struct book *b, lxw_worksheet *w, struct err *e)
{
	struct calibration_sheet s = { .b = b, .w = w, .row = 3 };

	for (int i = 0; i < COLUMNS; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	book_heading(b, w, SHEET_CALIBRATION, TEXT_CALIBRATION_INTRO);
	if (!figures_constant(b->m, "calibration_between_sd_ln") ||
	    !figures_constant(b->m, "calibration_within_sd_ln") ||
	    !figures_constant(b->m, "calibration_apply_from") ||
	    !figures_constant(b->m, "calibration_called_from")) {
		book_text(b, w, 3, 0, STYLE_LABEL, TEXT_NOT_CALIBRATED);
		return true;
	}
	write_state(&s);
	write_grounds(&s);
	if (!write_own(&s, e) ||
	    !write_measured(&s, TEXT_CALIBRATION_MEASURED, NOTE_CALIBRATION_MEASURED,
	                    true, e) ||
	    !write_measured(&s, TEXT_CALIBRATION_SWAPS, NOTE_CALIBRATION_SWAPS, false,
	                    e) ||
	    !write_excluded(&s, e))
		return false;
	end_block(&s);
	book_page_print(b, w, 0, 0, s.row, COL_KLOC);
	return true;
}
