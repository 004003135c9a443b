/* book_gantt.c - the bars of the plan: cells of weeks. */
#include "book/book_gantt.h"

#include "book/book_weeks.h"
#include "sheet/book_text.h"

/* Signs that a printer without colours keeps apart. */
static const struct sign {
	const char *sign, *meaning;
	lxw_color_t ground, ink;
} signs[] = {
	{ SIGN_CRITICAL, TEXT_SIGN_CRITICAL, 0x1F3A5F, 0xFFFFFF },
	{ SIGN_PLANNED, TEXT_SIGN_PLANNED, 0x9DB8D2, 0x1E2530 },
	{ SIGN_DONE, TEXT_SIGN_DONE, 0xCFE6D6, 0x1B6B3A },
	{ SIGN_RESERVE, TEXT_SIGN_RESERVE, 0xE3E6EA, 0x5B6675 },
};
enum { SIGNS = sizeof signs / sizeof *signs };

/* A stretch that takes less than a fiftieth of a week of the column is not drawn in it.
 */
static void write_row(struct book *b, lxw_worksheet *w, const struct gantt *g, int row)
{
	const char *start = book_in_row(b, row, g->start),
		   *weeks = book_in_row(b, row, g->weeks),
		   *done = book_in_row(b, row, g->done),
		   *critical = book_in_row(b, row, g->critical);

	for (int i = 0; i < book_weeks_count(b); i++) {
		const char *week = book_weeks_at(b, g->week_row, g->column + i);
		const char *within =
		    row == g->changes
			? arena_printf(b->a,
		                       "COUNTIFS(drawn_from,\"<\"&(%s-1.02+week_step),"
		                       "drawn_to,\">\"&(%s-0.98))>0",
		                       week, week)
			: arena_printf(b->a,
		                       "AND(%s>0.02,%s+%s>%s-0.98,%s<%s-1.02+week_step)",
		                       weeks, start, weeks, week, start, week);

		if (row == g->reserve)
			book_live(b, w, row, g->column + i, STYLE_WEEK_CELL,
			          "IF(%s,\"%s\",\"\")", within, SIGN_RESERVE);
		else
			book_live(b, w, row, g->column + i, STYLE_WEEK_CELL,
			          "IF(%s,IF(MIN(%s-1+week_step,%s+%s)<=%s+%s*%s+0.001,"
			          "\"%s\",IF(%s=\"\",\"%s\",\"%s\")),\"\")",
			          within, week, start, weeks, start, done, weeks,
			          SIGN_DONE, critical, SIGN_PLANNED, SIGN_CRITICAL);
	}
}

static void colour(struct book *b, lxw_worksheet *w, const struct gantt *g)
{
	for (int i = 0; i < SIGNS; i++) {
		lxw_format *f = workbook_add_format(b->file);
		lxw_conditional_format c = { 0 };

		format_set_bg_color(f, brand_colour(&b->brand, signs[i].ground));
		format_set_font_color(f, signs[i].ink);
		c.type = LXW_CONDITIONAL_TYPE_CELL;
		c.criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO;
		c.value_string = arena_printf(b->a, "\"%s\"", signs[i].sign);
		c.format = f;
		worksheet_conditional_format_range(
		    w, (lxw_row_t)g->first, (lxw_col_t)g->column,
		    (lxw_row_t)(g->reserve < 0 ? g->last : g->reserve),
		    (lxw_col_t)(g->column + book_weeks_count(b) - 1), &c);
	}
}

void book_gantt_cells(struct book *b, lxw_worksheet *w, const struct gantt *g, int legend)
{
	const char *text = "";

	for (int row = g->first; row <= g->last; row++)
		write_row(b, w, g, row);
	if (g->reserve >= 0)
		write_row(b, w, g, g->reserve);
	colour(b, w, g);
	for (int i = 0; i < SIGNS; i++)
		text = arena_printf(b->a, "%s%s%s %s", text, i ? "    " : "",
		                    signs[i].sign, book_word(b, signs[i].meaning));
	if (legend >= 0)
		book_verbatim(b, w, legend, g->label, STYLE_LABEL, text);
}
