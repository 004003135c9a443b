/* book_columns.c - columns of a table: as wide as their texts, narrower to save pages.
 *
 * A sheet says how wide a column may be, for any application; of this one its texts may
 * be shorter. A list of several pages has room for twice the rows upright: where lines
 * may end within its texts, its columns are made to fit there. */
#include "book/book_columns.h"

#include <math.h>

#include "book/book_page.h"

enum {
	HEIGHT_MAX = 150,
	LINE = 15,
	LEAST_WIDTH = 5,
	WORD_MAX = 34,
	PLACE_MAX = 44,
	SHORT = 30,
	SAMPLE = 200,
	MEASURED_MAX = 10000
};

/* Does the column say words that are all known? */
static bool is_measured(const struct columns *c, int col)
{
	const struct column *k = &c->s->column[col];

	return !c->hides[col] && !k->formula &&
	       (k->kind == COLUMN_TEXT || k->kind == COLUMN_WORD ||
	        k->kind == COLUMN_PLACE || k->kind == COLUMN_UNIT);
}

static struct cell *text_at(const struct columns *c, int row, int col)
{
	struct cell *x = grid_at(&c->b->grid, grid_sheet_to(&c->b->grid, c->w), row, col);

	return x && x->kind == CELL_TEXT ? x : NULL;
}

/* In whatever language, no word of it is broken. */
static double head_width(const struct columns *c, int col)
{
	const struct cell *head = text_at(c, c->head, col);

	return fmax(c->least[col],
	            head ? ceil(book_characters(STYLE_HEAD, head->text, true)) : 0);
}

/* Of the column's texts, or of what can stand on one line alone: in characters. */
static double widest(const struct columns *c, int col, bool of_words)
{
	double most = head_width(c, col);

	for (int row = c->head + 1; row < c->end; row++) {
		const struct cell *x = text_at(c, row, col);

		if (x)
			most = fmax(most,
			            book_characters(STYLE_PLAIN, x->text, of_words));
	}
	return fmax(LEAST_WIDTH, ceil(most) + c->indents[col]);
}

/* No name is broken, nor the line's number from a file's, unless it is longer than
 * anybody reads. */
static double longest_word(const struct columns *c, int col)
{
	bool is_place = c->s->column[col].kind == COLUMN_PLACE;

	return fmin(is_place ? PLACE_MAX : WORD_MAX, widest(c, col, true));
}

static void set_widths(const struct columns *c)
{
	lxw_row_col_options hidden = { .hidden = 1 };

	for (int i = 0; i < c->s->column_count; i++)
		worksheet_set_column_opt(c->w, (lxw_col_t)i, (lxw_col_t)i,
		                         (c->hides[i] ? c->s->column[i].width
		                                      : c->width[i]) +
		                             1,
		                         NULL, c->hides[i] ? &hidden : NULL);
}

/* Of the table's own texts; cells to edit grow as people fill them in. */
static double row_height(const struct columns *c, int row)
{
	double most = 0;

	for (int col = 0; col < c->s->column_count; col++) {
		struct cell *x = text_at(c, row, col);
		enum column_kind kind = c->s->column[col].kind;
		enum book_style plain = book_column_style(kind, c->indents[col] ? 2 : 0);
		double height;

		if (!x || (x->style != plain && x->style != plain + 1))
			continue;
		height = book_height(STYLE_PLAIN, c->width[col], x->text);
		x->style = (uint16_t)(plain + (height > LINE));
		/* A text of pages is cut to the eye: its row would fill the screen. */
		most = fmax(most, fmin(height, HEIGHT_MAX));
	}
	return most;
}

static double set_heights(const struct columns *c)
{
	double sum = 0, head = 0;

	for (int row = c->head + 1; row < c->end; row++) {
		double height = row_height(c, row);

		book_row_height(c->b, c->w, row, height > LINE ? height : 0);
		sum += fmax(LINE, height);
	}
	for (int col = 0; col < c->s->column_count; col++) {
		const struct cell *x = text_at(c, c->head, col);

		if (x && !c->hides[col])
			head = fmax(head, book_height(STYLE_HEAD, c->width[col] * 0.9,
			                              x->text));
	}
	book_row_height(c->b, c->w, c->head, head + 3);
	return sum;
}

/* ---- narrower ------------------------------------------------------------------- */

/* Columns on the way to fit: each in turn gives a character, the one whose rows grow
 * least by it. */
struct squeeze {
	struct columns *c;
	int row[SAMPLE], rows;
	double least[SHEET_COLUMNS_MAX];
	double height[SHEET_COLUMNS_MAX][SAMPLE];
};

static double height_at(const struct squeeze *q, int col, int i, double width)
{
	const struct cell *x = text_at(q->c, q->row[i], col);

	return x ? fmin(HEIGHT_MAX, book_height(STYLE_PLAIN, width, x->text)) : 0;
}

/* Of the sampled rows together, were the column so wide. */
static double height_with(const struct squeeze *q, int col, double width)
{
	double sum = 0;

	for (int i = 0; i < q->rows; i++) {
		double most = height_at(q, col, i, width);

		for (int other = 0; other < q->c->s->column_count; other++)
			if (other != col)
				most = fmax(most, q->height[other][i]);
		sum += most;
	}
	return sum;
}

static int cheapest(const struct squeeze *q)
{
	double least = INFINITY;
	int found = -1;

	for (int col = 0; col < q->c->s->column_count; col++) {
		double width = q->c->width[col] - 1,
		       sum = is_measured(q->c, col) && width >= q->least[col]
		               ? height_with(q, col, width)
		               : INFINITY;

		if (sum < least) {
			least = sum;
			found = col;
		}
	}
	return found;
}

/* A short text has two lines at most, in whichever row it stands: few may have one. */
static double of_two_lines(const struct columns *c, int col)
{
	double all = widest(c, col, false);

	return all <= SHORT ? ceil(all / 2) : 0;
}

static struct squeeze *squeeze_new(struct columns *c)
{
	struct squeeze *q = arena_zero(c->b->a, sizeof *q);
	int all = c->end - c->head - 1;

	q->c = c;
	q->rows = all < SAMPLE ? all : SAMPLE;
	for (int i = 0; i < q->rows; i++)
		q->row[i] = c->head + 1 + (int)((long)i * all / q->rows);
	for (int col = 0; col < c->s->column_count; col++) {
		q->least[col] = fmax(longest_word(c, col), of_two_lines(c, col));
		for (int i = 0; i < q->rows; i++)
			q->height[col][i] = height_at(q, col, i, c->width[col]);
	}
	return q;
}

/* False: words would be broken. */
static bool squeeze(struct columns *c, double lacks)
{
	struct squeeze *q = lacks > 0 ? squeeze_new(c) : NULL;

	for (; lacks > 0; lacks--) {
		int col = cheapest(q);

		if (col < 0)
			return false;
		c->width[col]--;
		for (int i = 0; i < q->rows; i++)
			q->height[col][i] = height_at(q, col, i, c->width[col]);
	}
	return true;
}

/* Pages of the rows, as the sheet lies. */
static double pages(const struct columns *c)
{
	set_widths(c);
	return ceil(set_heights(c) / book_page_height(c->w, c->s->column_count - 1));
}

/* Of more rows that would take longer than it saves. */
static bool may_measure(const struct columns *c)
{
	return c->end - c->head <= MEASURED_MAX;
}

static double natural_width(const struct columns *c, int col)
{
	double width = fmax(c->s->column[col].width, head_width(c, col));

	if (c->hides[col])
		return 0;
	if (!may_measure(c) || !is_measured(c, col))
		return width;
	return fmax(fmin(width, widest(c, col, false)), longest_word(c, col));
}

void book_columns_share(struct columns *c)
{
	lxw_row_col_options hidden = { .hidden = 1 };

	for (int i = 0; i < c->s->column_count; i++) {
		const lxw_col_options *o = i < c->w->col_options_max
		                             ? c->w->col_options[i]
		                             : NULL;
		bool is_seen = o && !o->hidden;

		c->width[i] = is_seen ? fmax(o->width - 1, head_width(c, i))
		                      : natural_width(c, i);
		if (is_seen || !c->hides[i])
			worksheet_set_column(c->w, (lxw_col_t)i, (lxw_col_t)i,
			                     c->width[i] + 1, NULL);
		else
			worksheet_set_column_opt(c->w, (lxw_col_t)i, (lxw_col_t)i,
			                         c->s->column[i].width + 1, NULL,
			                         &hidden);
	}
	set_heights(c);
}

void book_columns_fit(struct columns *c)
{
	int last = c->s->column_count - 1;
	struct columns natural;
	double flat;

	for (int i = 0; i <= last; i++)
		c->width[i] = natural_width(c, i);
	flat = pages(c);
	if (flat <= 1 || !may_measure(c))
		return;
	natural = *c;
	worksheet_set_portrait(c->w);
	if (squeeze(c, book_page_lacks(c->w, last)) && pages(c) < flat)
		return;
	worksheet_set_landscape(c->w);
	*c = natural;
	pages(c);
}
