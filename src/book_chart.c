/* book_chart.c - bar charts of cells: the range of the price, costs, the plan. */
#include "book_chart.h"

#include "book_text.h"

static void add_bar(struct book *b, lxw_chart *chart, const struct bars *c,
                    const struct bar *bar)
{
	const char *sheet = book_sheet_name(b, c->sheet);
	lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
	lxw_chart_fill fill = { .color = brand_colour(&b->brand, bar->colour),
		                .none = bar->colour == 0 };

	chart_series_set_categories(series, sheet, (lxw_row_t)c->first,
	                            (lxw_col_t)c->label_column, (lxw_row_t)c->last,
	                            (lxw_col_t)c->label_column);
	chart_series_set_values(series, sheet, (lxw_row_t)c->first,
	                        (lxw_col_t)bar->column, (lxw_row_t)c->last,
	                        (lxw_col_t)bar->column);
	/* A blank name: programs differ in how they leave a series out of the legend. */
	chart_series_set_name(series, bar->name ? book_word(b, bar->name) : " ");
	chart_series_set_fill(series, &fill);
}

/* Of bar charts libxlsxwriter calls the value axis x. */
lxw_chart *book_bars(struct book *b, const struct bars *c)
{
	lxw_chart *chart = workbook_add_chart(b->file, c->count > 1
	                                                   ? LXW_CHART_BAR_STACKED
	                                                   : LXW_CHART_BAR);
	lxw_chart_line thin = { .color = 0xDDE3EA };
	lxw_chart_font font = { .name = "Arial", .size = 8 };

	for (int i = 0; i < c->count; i++)
		add_bar(b, chart, c, &c->bar[i]);
	chart_set_series_gap(chart, 40);
	chart_title_off(chart);
	chart_axis_set_min(chart->x_axis, 0);
	chart_axis_set_num_format(chart->x_axis, book_money(b, c->format));
	chart_axis_set_num_font(chart->x_axis, &font);
	chart_axis_set_num_font(chart->y_axis, &font);
	chart_axis_set_interval_unit(chart->y_axis, 1);
	chart_axis_major_gridlines_set_line(chart->x_axis, &thin);
	if (c->is_top_down)
		chart_axis_set_reverse(chart->y_axis);
	if (c->axis_name) {
		chart_axis_set_name(chart->x_axis, book_word(b, c->axis_name));
		chart_axis_set_name_font(chart->x_axis, &font);
	}
	chart_legend_set_position(chart, c->has_legend ? LXW_CHART_LEGEND_BOTTOM
	                                               : LXW_CHART_LEGEND_NONE);
	if (c->has_legend)
		chart_legend_set_font(chart, &font);
	return chart;
}

lxw_chart *book_price_chart(struct book *b, bool is_narrow)
{
	static const struct bar bars[] = {
		{ 1, 0, NULL },
		{ 2, BAR_COLOUR, "P10 to P50" },
		{ 3, 0x6DB3C9, "P50 to P80" },
		{ 4, 0xB5DAE5, "P80 to P90" },
		{ 5, 0xC9D2DC, TEXT_CHART_BAND_NAME },
	};
	struct bars c = { .sheet = SHEET_SUMMARY,
		          .first = b->chart_data,
		          .last = b->chart_data + 1,
		          .bar = bars,
		          .count = 5,
		          .format = is_narrow ? "#,##0," : "$#,##0,\"K\"",
		          .axis_name = is_narrow ? arena_printf(b->a, "thousand %s",
		                                                b->currency_code)
		                                 : NULL,
		          .has_legend = true };

	return book_bars(b, &c);
}
