/* book_heads.c - columns as wide as the words of their heads, in whatever language. */
#include "book/book_heads.h"

#include <math.h>
#include <string.h>

#include "book/book_fit.h"
#include "book/book_page.h"

enum { COLUMNS_MAX = 40 };

/* Characters around a word, and beside one that is indented. */
static const double AROUND = 0.7, INDENT = 1.2;
/* Of its width a column keeps so much, whatever its texts need. */
static const double KEPT = 0.75;

/* The columns of a sheet: how wide they are, what their heads and their other cells need.
 * INFINITY: of numbers, which may grow. */
struct heads {
	struct book *b;
	lxw_worksheet *w;
	double width[COLUMNS_MAX], head[COLUMNS_MAX], texts[COLUMNS_MAX];
	bool is_changed[COLUMNS_MAX];
};

static bool is_head(int style)
{
	return style == STYLE_HEAD || style == STYLE_HEAD_RIGHT ||
	       style == STYLE_HEAD_INDENT || style == STYLE_CELL_HEAD;
}

static double needs(const struct cell *c, const char *text, bool of_words)
{
	const char *flags = book_style_flags(c->style);

	return book_characters(c->style, text, of_words) + AROUND +
	       (strchr(flags, 'n') ? INDENT : 0);
}

/* A text runs on over empty cells, to the right. */
static bool may_run_on(const struct cell_row *r, int col, const char *flags)
{
	return !strpbrk(flags, "rc") &&
	       (col + 1 >= r->count || r->cell[col + 1].kind <= CELL_BLANK);
}

static double text_needs(const struct cell_row *r, int col)
{
	const struct cell *c = &r->cell[col];
	const char *text = book_text_of(c), *flags = book_style_flags(c->style);

	if (c->kind == CELL_NONE || c->kind == CELL_BLANK || (text && !*text))
		return 0;
	if (!text || c->style >= STYLES_END)
		return INFINITY;
	if (strchr(flags, 'w'))
		return needs(c, text, true);
	return may_run_on(r, col, flags) ? 0 : needs(c, text, false);
}

static void measure_row(struct heads *h, const struct cell_row *r, int row)
{
	int count = r->count < COLUMNS_MAX ? r->count : COLUMNS_MAX;

	for (int col = 0; col < count; col++) {
		const struct cell *c = &r->cell[col];

		if (!book_page_has(h->b, h->w, row, col) ||
		    book_is_merged(h->w, row, col))
			continue;
		if (is_head(c->style) && book_text_of(c))
			h->head[col] = fmax(h->head[col],
			                    needs(c, book_text_of(c), true));
		else
			h->texts[col] = fmax(h->texts[col], text_needs(r, col));
	}
}

/* Columns that were set together, those of weeks, stay as they are. */
static double own_width(const lxw_worksheet *w, int col)
{
	const lxw_col_options *o = col < w->col_options_max ? w->col_options[col] : NULL;

	return o && !o->hidden && o->firstcol == o->lastcol ? o->width : 0;
}

static double spare(const struct heads *h, int col)
{
	return h->width[col] -
	       fmax(KEPT * own_width(h->w, col), fmax(h->head[col], h->texts[col]));
}

/* The column that has most to spare, at least a character; -1: none. */
static int giver(const struct heads *h)
{
	int found = -1;

	for (int col = 0; col < COLUMNS_MAX; col++)
		if (h->texts[col] > 0 && spare(h, col) >= 1 &&
		    (found < 0 || spare(h, col) > spare(h, found)))
			found = col;
	return found;
}

static void widen(struct heads *h, int col)
{
	double lacks = ceil(10 * (h->head[col] - h->width[col])) / 10;

	h->width[col] += lacks;
	h->is_changed[col] = true;
	for (; lacks > 0; lacks--) {
		int from = giver(h);

		if (from < 0)
			return;
		h->width[from] -= fmin(1, lacks);
		h->is_changed[from] = true;
	}
}

static void fit_sheet(struct heads *h, const struct cell_sheet *s)
{
	for (size_t row = 0; row < s->row_count; row++)
		measure_row(h, &s->row[row], (int)row);
	for (int col = 0; col < COLUMNS_MAX; col++)
		h->width[col] = own_width(h->w, col);
	for (int col = 0; col < COLUMNS_MAX; col++)
		if (h->width[col] > 0 && h->head[col] > h->width[col])
			widen(h, col);
	for (int col = 0; col < COLUMNS_MAX; col++)
		if (h->is_changed[col])
			worksheet_set_column(h->w, (lxw_col_t)col, (lxw_col_t)col,
			                     h->width[col], NULL);
}

void book_fit_heads(struct book *b)
{
	for (size_t i = 0; i < b->grid.sheet_count; i++) {
		const struct cell_sheet *s = &b->grid.sheet[i];
		struct heads h = { .b = b, .w = s->to };

		if (s->is_written && !h.w->optimize)
			fit_sheet(&h, s);
	}
}
