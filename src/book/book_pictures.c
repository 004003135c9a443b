/* book_pictures.c - the sheet Charts: what people look at rather than read. */
#include "book/book_pictures.h"

#include <math.h>
#include <string.h>

#include "book/book_chart.h"
#include "book/book_effort.h"
#include "sheet/book_text.h"

enum { COLUMNS = 11, ROWS = 18, RIGHT = 5, TITLE_ROW = 5 };
static const double widths[COLUMNS] = { 26, 13, 13, 13, 13, 26, 13, 13, 13, 13, 13 };

struct pictures {
	struct book *b;
	lxw_worksheet *w;
	int row; /* of the data, below the charts */
};

static void section(struct pictures *p, const char *title)
{
	p->row++;
	book_blank(p->b, p->w, p->row, 0, COLUMNS - 1, STYLE_SECTION);
	book_text(p->b, p->w, p->row, 0, STYLE_SECTION, title);
	worksheet_set_row(p->w, (lxw_row_t)p->row++, 22, NULL);
}

static void heads(struct pictures *p, const char *const *titles, int n)
{
	for (int i = 0; i < n; i++)
		book_text(p->b, p->w, p->row, i, i ? STYLE_HEAD_RIGHT : STYLE_HEAD,
		          titles[i]);
	p->row++;
}

/* Two charts a line, each so many rows high. */
static void insert(struct pictures *p, lxw_chart *chart, int place)
{
	lxw_chart_options size = { .x_offset = 4,
		                   .y_offset = 4,
		                   .x_scale = 1.16,
		                   .y_scale = (ROWS * 20 - 10) / 288.0 };

	worksheet_insert_chart_opt(p->w, (lxw_row_t)(3 + place / 2 * ROWS),
	                           (lxw_col_t)(place % 2 ? RIGHT : 0), chart, &size);
}

/* ---- cost by work package ------------------------------------------------------------
 */

static bool is_first_of_phase(const struct figures *m, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(m->line[j].phase, m->line[i].phase) == 0)
			return false;
	return true;
}

static void picture_cost(struct pictures *p, int place)
{
	static const char *const titles[] = { TEXT_PICTURE_WORK, TEXT_PICTURE_COST };
	static const struct bar bar = { 1, BAR_MIDDLE, NULL };
	struct book *b = p->b;
	struct bars c = { .sheet = SHEET_PICTURES,
		          .bar = &bar,
		          .count = 1,
		          .format = "#,##0,",
		          .title = book_money_title(b, p->w, SHEET_PICTURES, TITLE_ROW,
		                                    RIGHT, TEXT_PICTURE_COST_TITLE),
		          .is_top_down = true,
		          .has_numbers = true };

	section(p, TEXT_PICTURE_COST_DATA);
	heads(p, titles, 2);
	c.first = p->row;
	for (size_t i = 0; i < b->m->line_count; i++) {
		if (!is_first_of_phase(b->m, i))
			continue;
		book_text(b, p->w, p->row, 0, STYLE_TOP, book_phase(b->m->line[i].phase));
		book_live(b, p->w, p->row, 1, STYLE_MONEY,
		          "SUMIFS(effort_cost,effort_phase,%s)", book_at(b, p->row, 0));
		p->row++;
	}
	c.last = p->row - 1;
	if (c.last >= c.first)
		insert(p, book_bars(b, &c), place);
}

/* ---- hours by complexity
 * ---------------------------------------------------------------
 */

/* Classes by what their labels end with, and what is in none of them. */
static const struct {
	const char *ending, *label;
} classes[] = { { ", simple", TEXT_PICTURE_SIMPLE },
	        { ", moderate", TEXT_PICTURE_MODERATE },
	        { ", complex", TEXT_PICTURE_COMPLEX },
	        { "", TEXT_PICTURE_OTHERS } };
enum { CLASSES = sizeof classes / sizeof *classes };

static int class_of(const struct line *l)
{
	size_t len = strlen(l->label);
	int i = 0;

	while (i < CLASSES - 1 && (len < strlen(classes[i].ending) ||
	                           strcmp(l->label + len - strlen(classes[i].ending),
	                                  classes[i].ending) != 0))
		i++;
	return i;
}

/* "Effort!$M$7+Effort!$M$9": lines of this class that count as this; "0": none. */
static const char *hours_of(struct book *b, const char *counts_as, int class)
{
	const char *sum = "";

	for (size_t i = 0; i < b->m->line_count; i++) {
		const struct line *l = &b->m->line[i];

		if (strcmp(l->counts_as, counts_as) == 0 && class_of(l) == class)
			sum = arena_printf(b->a, "%s%s%s", sum, *sum ? "+" : "",
			                   book_effort_hours(b, l));
	}
	return *sum ? sum : "0";
}

static void picture_complexity(struct pictures *p, int place)
{
	static const char *const titles[] = { TEXT_PICTURE_CLASS, TEXT_PICTURE_ENDPOINTS,
		                              TEXT_PICTURE_MODELS, TEXT_PICTURE_JOBS };
	static const char *const counted[] = { "endpoints", "models", "jobs" };
	static const struct bar bars[] = { { 1, BAR_DARK, TEXT_PICTURE_ENDPOINTS },
		                           { 2, BAR_MIDDLE, TEXT_PICTURE_MODELS },
		                           { 3, BAR_LIGHT, TEXT_PICTURE_JOBS } };
	struct book *b = p->b;
	struct bars c = { .sheet = SHEET_PICTURES,
		          .bar = bars,
		          .count = 3,
		          .format = "#,##0",
		          .title = TEXT_PICTURE_COMPLEXITY_TITLE,
		          .has_legend = true,
		          .is_upright = true };

	section(p, TEXT_PICTURE_COMPLEXITY_DATA);
	heads(p, titles, 4);
	c.first = p->row;
	for (int i = 0; i < CLASSES; i++, p->row++) {
		book_text(b, p->w, p->row, 0, STYLE_TOP, classes[i].label);
		for (int k = 0; k < 3; k++)
			book_live(b, p->w, p->row, 1 + k, STYLE_HOURS, "%s",
			          hours_of(b, counted[k], i));
	}
	c.last = p->row - 1;
	insert(p, book_bars(b, &c), place);
}

/* ---- mapping by difficulty -----------------------------------------------------------
 */

static const char *const mappings[] = { "direct", "adapt", "rewrite", "none", "unknown" };
enum { MAPPINGS = sizeof mappings / sizeof *mappings };
static const struct {
	const char *part, *label;
} parts[] = { { "orm", TEXT_PICTURE_ORM },
	      { "queue", TEXT_PICTURE_QUEUE },
	      { "web", TEXT_PICTURE_WEB },
	      { "library", TEXT_PICTURE_LIBRARIES } };

static void write_part(struct pictures *p, int i)
{
	struct book *b = p->b;
	int r = p->row++;

	book_text(b, p->w, r, 0, STYLE_TOP, parts[i].label);
	for (int k = 0; k < MAPPINGS; k++) {
		double n = store_number(b->store, 0,
		                        "SELECT places FROM mapped WHERE part = %Q"
		                        " AND mapping = %Q",
		                        parts[i].part, mappings[k]);

		book_number(b, p->w, r, 1 + k, STYLE_COUNT, n);
		book_live(b, p->w, r, 6 + k, STYLE_PERCENT,
		          "IF(SUM(%s:%s)>0,%s/SUM(%s:%s),0)", book_at(b, r, 1),
		          book_at(b, r, MAPPINGS), book_at(b, r, 1 + k), book_at(b, r, 1),
		          book_at(b, r, MAPPINGS));
	}
}

static void picture_mapping(struct pictures *p, int place)
{
	static const char *const titles[COLUMNS] = {
		TEXT_PICTURE_PART,    TEXT_PICTURE_DIRECT, TEXT_PICTURE_ADAPT,
		TEXT_PICTURE_REWRITE, TEXT_PICTURE_NO_WAY, TEXT_PICTURE_UNKNOWN,
		TEXT_PICTURE_DIRECT,  TEXT_PICTURE_ADAPT,  TEXT_PICTURE_REWRITE,
		TEXT_PICTURE_NO_WAY,  TEXT_PICTURE_UNKNOWN
	};
	static const struct bar bars[] = { { 6, BAR_LIGHT, TEXT_PICTURE_DIRECT },
		                           { 7, BAR_STEEL, TEXT_PICTURE_ADAPT },
		                           { 8, BAR_MIDDLE, TEXT_PICTURE_REWRITE },
		                           { 9, BAR_DARK, TEXT_PICTURE_NO_WAY },
		                           { 10, 0x7A8796, TEXT_PICTURE_UNKNOWN } };
	static const uint8_t pattern[] = { 0, 0, 0, 0,
		                           LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL };
	struct book *b = p->b;
	struct bars c = { .sheet = SHEET_PICTURES,
		          .bar = bars,
		          .pattern = pattern,
		          .count = MAPPINGS,
		          .format = "0%",
		          .title = TEXT_PICTURE_MAPPING_TITLE,
		          .has_legend = true,
		          .is_top_down = true };
	lxw_chart *chart;

	section(p, TEXT_PICTURE_MAPPING_DATA);
	heads(p, titles, COLUMNS);
	c.first = p->row;
	for (int i = 0; i < (int)(sizeof parts / sizeof *parts); i++)
		if (store_number(b->store, 0,
		                 "SELECT count(*) FROM mapped WHERE part = %Q",
		                 parts[i].part) > 0)
			write_part(p, i);
	c.last = p->row - 1;
	if (c.last < c.first) {
		book_text(b, p->w, p->row++, 0, STYLE_LABEL, TEXT_NO_ROWS);
		return;
	}
	chart = book_bars(b, &c);
	chart_axis_set_max(chart->x_axis, 1);
	insert(p, chart, place);
}

bool book_pictures(struct book *b, lxw_worksheet *w, struct err *e)
{
	struct pictures p = { .b = b, .w = w, .row = 3 + 2 * ROWS };

	(void)e;
	for (int i = 0; i < COLUMNS; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	book_heading(b, w, SHEET_PICTURES, TEXT_PICTURES_INTRO);
	if (b->m->is_nothing) {
		book_text(b, w, 3, 0, STYLE_LABEL, TEXT_NO_ROWS);
		return true;
	}
	insert(&p,
	       book_price_chart(b, false,
	                        book_money_title(b, w, SHEET_PICTURES, TITLE_ROW, 0,
	                                         TEXT_PICTURE_PRICE_TITLE)),
	       0);
	picture_cost(&p, 1);
	picture_complexity(&p, 2);
	picture_mapping(&p, 3);
	/* What the charts are made of stands below them, not on paper. */
	worksheet_print_area(w, 0, 0, 2 + 2 * ROWS, COLUMNS - 1);
	return true;
}
