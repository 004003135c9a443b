/* book_chart.c - charts of cells: bars, curves, the range of the price. */
#include "book/book_chart.h"

#include <string.h>

#include "sheet/book_text.h"

static lxw_chart_font small = { .name = "Arial", .size = 8 };
static lxw_chart_font smallest = { .name = "Arial", .size = 7 };
static lxw_chart_font bold = { .name = "Arial", .size = 10, .bold = 1 };
static lxw_chart_line thin = { .color = 0xDDE3EA };
static lxw_chart_line edge = { .color = BAR_DARK, .width = 0.5 };

static void set_title(struct book *b, lxw_chart *chart, const char *title)
{
	if (!title) {
		chart_title_off(chart);
		return;
	}
	chart_title_set_name(chart, book_word(b, title));
	chart_title_set_name_font(chart, &bold);
}

static void set_legend(lxw_chart *chart, bool has_legend, bool is_low)
{
	chart_legend_set_position(chart, !has_legend ? LXW_CHART_LEGEND_NONE
	                                 : is_low    ? LXW_CHART_LEGEND_RIGHT
	                                             : LXW_CHART_LEGEND_BOTTOM);
	if (has_legend)
		chart_legend_set_font(chart, &small);
}

/* ---- bars ----------------------------------------------------------------------------
 */

static void fill_bar(struct book *b, lxw_chart_series *series, const struct bar *bar,
                     uint8_t kind)
{
	lxw_chart_fill fill = { .color = brand_colour(&b->brand, bar->colour),
		                .none = bar->colour == 0 };
	lxw_chart_pattern pattern = { .fg_color = brand_colour(&b->brand, bar->colour),
		                      .bg_color = LXW_COLOR_WHITE,
		                      .type = kind };

	if (bar->colour && kind != LXW_CHART_PATTERN_NONE)
		chart_series_set_pattern(series, &pattern);
	else
		chart_series_set_fill(series, &fill);
	if (bar->colour && bar->name)
		chart_series_set_line(series, &edge);
}

static void number_bar(struct book *b, const struct bars *c, lxw_chart_series *series,
                       const struct bar *bar)
{
	if (!c->has_numbers || bar->colour == 0)
		return;
	chart_series_set_labels(series);
	chart_series_set_labels_font(series, &small);
	chart_series_set_labels_num_format(series, book_money(b, c->format));
	if (c->count == 1)
		chart_series_set_labels_position(series,
		                                 LXW_CHART_LABEL_POSITION_OUTSIDE_END);
}

static void add_bar(struct book *b, lxw_chart *chart, const struct bars *c, int i)
{
	const struct bar *bar = &c->bar[i];
	const char *sheet = book_sheet_name(b, c->sheet);
	lxw_chart_series *series = chart_add_series(chart, NULL, NULL);

	chart_series_set_categories(series, sheet, (lxw_row_t)c->first,
	                            (lxw_col_t)c->label_column, (lxw_row_t)c->last,
	                            (lxw_col_t)c->label_column);
	chart_series_set_values(series, sheet, (lxw_row_t)c->first,
	                        (lxw_col_t)bar->column, (lxw_row_t)c->last,
	                        (lxw_col_t)bar->column);
	/* A blank name: programs differ in how they leave a series out of the legend. */
	chart_series_set_name(series, bar->name ? book_word(b, bar->name) : " ");
	fill_bar(b, series, bar, c->pattern ? c->pattern[i] : LXW_CHART_PATTERN_NONE);
	number_bar(b, c, series, bar);
}

static uint8_t type_of(const struct bars *c)
{
	bool is_stacked = c->count > 1 && !c->is_two_sided;

	if (c->is_upright)
		return is_stacked ? LXW_CHART_COLUMN_STACKED : LXW_CHART_COLUMN;
	return is_stacked ? LXW_CHART_BAR_STACKED : LXW_CHART_BAR;
}

/* Of bar charts libxlsxwriter calls the value axis x; of columns it is y. */
lxw_chart *book_bars(struct book *b, const struct bars *c)
{
	lxw_chart *chart = workbook_add_chart(b->file, type_of(c));
	lxw_chart_axis *values = c->is_upright ? chart->y_axis : chart->x_axis;
	lxw_chart_axis *labels = c->is_upright ? chart->x_axis : chart->y_axis;

	for (int i = 0; i < c->count; i++)
		add_bar(b, chart, c, i);
	chart_set_series_gap(chart, 40);
	set_title(b, chart, c->title);
	if (c->is_two_sided) {
		chart_set_series_overlap(chart, 100);
		chart_axis_set_label_position(labels, LXW_CHART_AXIS_LABEL_POSITION_LOW);
	} else {
		chart_axis_set_min(values, 0);
	}
	chart_axis_set_num_format(values, book_money(b, c->format));
	chart_axis_set_num_font(values, c->is_narrow ? &smallest : &small);
	chart_axis_set_num_font(labels, c->is_narrow ? &smallest : &small);
	chart_axis_set_interval_unit(labels, 1);
	chart_axis_major_gridlines_set_line(values, &thin);
	if (c->is_top_down)
		chart_axis_set_reverse(labels);
	if (c->axis_name) {
		chart_axis_set_name(values, book_word(b, c->axis_name));
		chart_axis_set_name_font(values, &small);
	}
	set_legend(chart, c->has_legend, c->is_low);
	return chart;
}

/* Translated as a whole: the currency may stand elsewhere in another language. */
const char *book_money_title(struct book *b, lxw_worksheet *w, const char *sheet, int row,
                             int col, const char *text)
{
	const char *code = b->currency_code;
	const char *title = book_word(b, arena_printf(b->a, text, code));
	const char *at = strstr(title, code);

	if (!at || strchr(title, '"') || !book_is_written(b, w))
		return title;
	book_live(b, w, row, col, STYLE_BEHIND, "\"%.*s\"&currency&\"%s\"",
	          (int)(at - title), title, at + strlen(code));
	return arena_printf(b->a, "='%s'!%s", book_sheet_name(b, sheet),
	                    book_at(b, row, col));
}

lxw_chart *book_price_chart(struct book *b, bool is_narrow, const char *title)
{
	static const struct bar bars[] = {
		{ 1, 0, NULL },
		{ 2, BAR_TO_P50, "P10 to P50" },
		{ 3, BAR_TO_P80, "P50 to P80" },
		{ 4, BAR_TO_P90, "P80 to P90" },
		{ 5, 0x7A8796, TEXT_CHART_BAND_NAME },
	};
	static const uint8_t pattern[] = { 0, 0, 0, 0,
		                           LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL };
	struct bars c = { .sheet = SHEET_SUMMARY,
		          .first = b->chart_data,
		          .last = b->chart_data + 1,
		          .bar = bars,
		          .pattern = pattern,
		          .count = 5,
		          .format = "#,##0,",
		          .axis_name = is_narrow ? title : NULL,
		          .title = is_narrow ? NULL : title,
		          .is_narrow = is_narrow,
		          .has_legend = !is_narrow };

	return book_bars(b, &c);
}

/* ---- curves --------------------------------------------------------------------------
 */

static void add_points(struct book *b, lxw_chart *chart, const struct curve *c, int first,
                       int last, int x, int share, const char *name)
{
	const char *sheet = book_sheet_name(b, c->sheet);
	lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
	bool is_point = first == last;
	lxw_chart_line line = { .color = brand_colour(&b->brand, BAR_DARK),
		                .width = 2,
		                .none = is_point };
	lxw_chart_fill fill = { .color = is_point ? 0xE0B100
		                                  : brand_colour(&b->brand, BAR_DARK) };

	chart_series_set_categories(series, sheet, (lxw_row_t)first, (lxw_col_t)x,
	                            (lxw_row_t)last, (lxw_col_t)x);
	chart_series_set_values(series, sheet, (lxw_row_t)first, (lxw_col_t)share,
	                        (lxw_row_t)last, (lxw_col_t)share);
	chart_series_set_name(series, book_word(b, name));
	chart_series_set_line(series, &line);
	chart_series_set_marker_type(series, is_point ? LXW_CHART_MARKER_DIAMOND
	                                              : LXW_CHART_MARKER_CIRCLE);
	chart_series_set_marker_size(series, is_point ? 12 : 4);
	chart_series_set_marker_fill(series, &fill);
	chart_series_set_marker_line(series, &edge);
	if (!is_point)
		return;
	chart_series_set_labels(series);
	chart_series_set_labels_font(series, &bold);
	chart_series_set_labels_num_format(series, "0%");
	chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_RIGHT);
}

lxw_chart *book_curve(struct book *b, const struct curve *c)
{
	lxw_chart *chart = workbook_add_chart(b->file, LXW_CHART_SCATTER_STRAIGHT);

	add_points(b, chart, c, c->first, c->last, c->x, c->share, c->name);
	add_points(b, chart, c, c->point_row, c->point_row, c->point_x, c->point_share,
	           c->point_name);
	set_title(b, chart, c->title);
	chart_axis_set_min(chart->y_axis, 0);
	chart_axis_set_max(chart->y_axis, 1);
	chart_axis_set_major_unit(chart->y_axis, 0.2);
	chart_axis_set_num_format(chart->y_axis, "0%");
	chart_axis_set_num_format(chart->x_axis, book_money(b, c->format));
	chart_axis_set_num_font(chart->x_axis, &small);
	chart_axis_set_num_font(chart->y_axis, &small);
	chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_TRUE);
	chart_axis_major_gridlines_set_line(chart->x_axis, &thin);
	chart_axis_major_gridlines_set_line(chart->y_axis, &thin);
	set_legend(chart, true, false);
	return chart;
}
