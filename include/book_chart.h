/* book_chart.h - bar charts of cells: the range of the price, costs, the plan. */
#ifndef BOOK_CHART_H
#define BOOK_CHART_H

#include "book.h"

/* Bars lie end to end when there are several; colour 0 is an empty stretch. */
struct bar {
	int column;
	lxw_color_t colour;
	const char *name; /* in the legend; NULL: none */
};

struct bars {
	const char *sheet;
	int first, last; /* rows: one bar each */
	int label_column;
	const struct bar *bar;
	int count;
	const char *format;    /* of the numbers on the axis */
	const char *axis_name; /* NULL: none */
	bool has_legend;
	bool is_top_down; /* the first row at the top */
};

lxw_chart *book_bars(struct book *b, const struct bars *c);
/* P10 to P90 beside the nearest documented band, from book->chart_data on Summary.
 * is_narrow: room for short figures only. */
lxw_chart *book_price_chart(struct book *b, bool is_narrow);

enum { BAR_COLOUR = 0x2A7F9E };

#endif
