/* book_chart.h - charts of cells: bars, curves, the range of the price.
 *
 * Every chart is of cells, so it follows the inputs. A title states the unit. Bars of
 * several series differ in lightness and in pattern, so they are told apart in black and
 * white, too. */
#ifndef BOOK_CHART_H
#define BOOK_CHART_H

#include "book/book.h"

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
	const uint8_t
	    *pattern; /* lxw_chart_pattern_type of each, on white; NULL: plain */
	int count;
	const char *format;    /* of the numbers on the axis, and on the bars */
	const char *axis_name; /* NULL: none; both may be a cell: "='Sheet'!$A$1" */
	const char *title;     /* NULL: none */
	bool has_legend;
	bool is_narrow;    /* the smallest letters, for its axes to have room */
	bool is_low;       /* the legend beside: below it would take the bars' room */
	bool is_top_down;  /* the first row at the top */
	bool is_upright;   /* columns instead of bars */
	bool is_two_sided; /* from both sides of 0, labels at the edge */
	bool has_numbers;  /* on the bars */
};

lxw_chart *book_bars(struct book *b, const struct bars *c);
/* The title of a chart, "Price, thousand %s", which follows the currency: written into
 * this cell, which the chart is to cover, and the cell as the chart takes it. */
const char *book_money_title(struct book *b, lxw_worksheet *w, const char *sheet, int row,
                             int col, const char *text);
/* P10 to P90 beside the nearest documented band, from book->chart_data on Summary.
 * is_narrow: without a legend, for the bars are named, and what they are made of stands
 * beside; title: of the chart, or then of its axis. */
lxw_chart *book_price_chart(struct book *b, bool is_narrow, const char *title);

/* A curve of shares over money or dates, and one point beside it. */
struct curve {
	const char *sheet;
	int first, last; /* rows of the curve */
	int x, share;    /* columns */
	int point_row, point_x, point_share;
	const char *name, *point_name; /* in the legend */
	const char *title, *format;    /* format: of x */
};

lxw_chart *book_curve(struct book *b, const struct curve *c);

/* Charts hold what their cells do: when all formulas are worked out. */
void book_chart_cache(struct book *b);

/* Light to dark; with them, patterns are not needed for up to four series. */
enum {
	BAR_COLOUR = 0x2A7F9E,
	BAR_DARK = 0x1F3A5F,
	BAR_MIDDLE = 0x2A7F9E,
	BAR_LIGHT = 0xB5DAE5,
	BAR_GREY = 0xC9D2DC,
	BAR_STEEL = 0x8FA3B5,
	/* Of a range, each as far as one percentile. */
	BAR_TO_P50 = BAR_DARK,
	BAR_TO_P80 = 0x6DB3C9,
	BAR_TO_P90 = 0xD8EDF3
};

#endif
