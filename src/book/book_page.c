/* book_page.c - sheets on paper: size, header with client and quote number, footer, area.
 */
#include "book/book_page.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "book/book_inputs.h"
#include "sheet/book_text.h"
#include "text/utf8.h"

/* Spreadsheet programs take 255 characters of a header in all. */
enum { PART_MAX = 60, LOGO_POINTS = 26 };

/* A text of a header: & is doubled there, and it is cut to the room. */
static const char *part(struct book *b, const char *text)
{
	const char *clean = book_clean(b->a, text);
	char *out = arena_alloc(b->a, 2 * PART_MAX + 8), *to = out;
	int count = 0;

	for (size_t n; *clean && count < PART_MAX; clean += n, count++) {
		n = utf8_length(clean);
		if (*clean == '&')
			*to++ = '&';
		memcpy(to, *clean == '\n' ? " " : clean, n);
		to += n;
		if (to - out > 2 * PART_MAX)
			break;
	}
	*to = '\0';
	return out;
}

/* However many pixels the logo has, it stands as high as the line. */
static void set_logo(struct book *b, lxw_worksheet *w, const char *text)
{
	lxw_header_footer_options o = { .image_left = arena_strdup(b->a, b->brand.logo),
		                        .margin = 0.25 };
	double dpi = b->brand.logo_height * 72.0 / LOGO_POINTS;

	if (worksheet_set_header_opt(w, text, &o) != LXW_NO_ERROR ||
	    !w->header_left_object_props)
		return;
	w->header_left_object_props->x_dpi = dpi;
	w->header_left_object_props->y_dpi = dpi;
}

/* The name beside the logo: LibreOffice shows no pictures in headers. Who is not named
 * yet is typed into a cell, of which nothing follows here. */
static void set_header(struct book *b, lxw_worksheet *w)
{
	bool has_logo = b->brand.logo_height > 0;
	bool is_named = strcmp(b->client, book_word(b, TEXT_CLIENT_OPEN)) != 0;
	const char *text = arena_printf(b->a, "&L%s&\"Arial,Regular\"&8%s&R&8%s%s%s",
	                                has_logo ? "&G  " : "", part(b, b->brand.name),
	                                is_named ? part(b, b->client) : "",
	                                is_named ? "  \xC2\xB7  " : "",
	                                part(b, book_quote_number(b)));

	if (has_logo)
		set_logo(b, w, text);
	else
		worksheet_set_header(w, text);
}

void book_page(struct book *b, lxw_worksheet *w)
{
	const char *ours = b->report->footer ? b->report->footer : TEXT_FOOTER;
	const char *footer = *b->brand.footer ? b->brand.footer : book_word(b, ours);

	worksheet_set_paper(w, BOOK_A4);
	worksheet_set_landscape(w);
	worksheet_fit_to_pages(w, 1, 0);
	worksheet_set_margins(w, 0.5, 0.5, 0.7, 0.6);
	set_header(b, w);
	worksheet_set_footer(w, arena_printf(b->a,
	                                     "&L&\"Arial,Regular\"&8%s&C&8&A&R&8&P / &N",
	                                     part(b, footer)));
}

/* ---- a scale and breaks of its own
 * ------------------------------------------------------
 */

/* Percent; below the least, letters of 10 points would be of less than 7. */
enum {
	LEAST_SCALE = 70,
	WIDE_SCALE = 75,
	AREAS_MAX = 6,
	BREAKS_MAX = 200,
	FIRST_ROWS = 4
};
/* A digit of Arial 10, and what is around it; on screens it is a little narrower. */
static const double DIGIT_POINTS = 5.56, COLUMN_POINTS = 3.75, SAFE = 0.98;
/* Of the height: rows are as high as each program makes them; the last ones of an area
 * may come nearer to its end than those that others follow. */
static const double SAFE_HEIGHT = 0.93, LAST_HEIGHT = 0.985;
/* Of a page that is hardly filled, and how far the letters shrink to do without it. */
static const double REST = 0.33, SMALLER = 0.85;

struct page {
	lxw_worksheet *w;
	struct part {
		int row1, col1, row2, col2;
	} area[AREAS_MAX];
	int areas, own; /* own: the last row of what the heads are of; 0: none */
	struct block {
		int first, last;
	} * keep;
	size_t keeps, room;
};

static struct page *page_of(struct book *b, lxw_worksheet *w)
{
	for (size_t i = 0; i < b->page_count; i++)
		if (b->page[i].w == w)
			return &b->page[i];
	struct page *p = arena_push(b->a, (void **)&b->page, &b->page_count,
	                            &b->page_room, sizeof *p);

	*p = (struct page){ .w = w };
	return p;
}

void book_page_print(struct book *b, lxw_worksheet *w, int row1, int col1, int row2,
                     int col2)
{
	struct page *p = page_of(b, w);

	assert(p->areas < AREAS_MAX);
	p->area[p->areas++] = (struct part){ row1, col1, row2, col2 };
}

void book_page_extend(struct book *b, lxw_worksheet *w, int row2, int col2)
{
	struct page *p = page_of(b, w);
	struct part *last = &p->area[p->areas - 1];

	assert(p->areas > 0);
	p->own = p->own ? p->own : last->row2;
	last->row2 = row2;
	last->col2 = col2 > last->col2 ? col2 : last->col2;
}

void book_page_keep(struct book *b, lxw_worksheet *w, int first, int last)
{
	struct page *p = page_of(b, w);

	if (last > first)
		*(struct block *)arena_push(b->a, (void **)&p->keep, &p->keeps, &p->room,
		                            sizeof *p->keep) = (struct block){ first,
			                                                       last };
}

/* In the area that the sheet has set by itself. */
static bool is_in_own(const lxw_worksheet *w, int row, int col)
{
	const lxw_print_area *a = &w->print_area;

	return !a->in_use || (row >= (int)a->first_row && row <= (int)a->last_row &&
	                      col >= a->first_col && col <= a->last_col);
}

bool book_page_has(const struct book *b, const lxw_worksheet *w, int row, int col)
{
	for (size_t i = 0; i < b->page_count; i++) {
		const struct page *p = &b->page[i];

		if (p->w != w)
			continue;
		for (int k = 0; k < p->areas; k++) {
			const struct part *a = &p->area[k];
			if (row >= a->row1 && row <= a->row2 && col >= a->col1 &&
			    col <= a->col2)
				return true;
		}
		if (p->areas > 0)
			return false;
	}
	return is_in_own(w, row, col);
}

static double column_points(const lxw_worksheet *w, int col)
{
	const lxw_col_options *o = NULL;
	double width = LXW_DEF_COL_WIDTH;

	for (int i = 0; i <= col && i < w->col_options_max; i++)
		if (w->col_options[i] && w->col_options[i]->lastcol >= col)
			o = w->col_options[i];
	if (o)
		width = o->hidden ? 0 : o->width;
	return width > 0 ? DIGIT_POINTS * width + COLUMN_POINTS : 0;
}

static double columns_points(const lxw_worksheet *w, int from, int to)
{
	double points = 0;

	for (int i = from; i <= to; i++)
		points += column_points(w, i);
	return points;
}

static double row_points(lxw_worksheet *w, int row)
{
	const lxw_row *r = lxw_worksheet_find_row(w, (lxw_row_t)row);

	return r ? r->height : w->default_row_height;
}

static double rows_points(lxw_worksheet *w, int from, int to)
{
	double points = 0;

	for (int i = from; i <= to; i++)
		points += row_points(w, i);
	return points;
}

/* Of A4 or A3, between the margins. */
static double paper_points(const lxw_worksheet *w, bool is_height)
{
	bool is_long = is_height == (w->orientation == LXW_PORTRAIT);
	bool is_a3 = w->paper_size == BOOK_A3;
	double inches = is_long ? (is_a3 ? 16.54 : 11.69) : is_a3 ? 11.69 : 8.27;

	return 72 * (is_height ? inches - w->margin_top - w->margin_bottom
	                       : inches - w->margin_left - w->margin_right);
}

static double repeated_width(const lxw_worksheet *w)
{
	return w->repeat_cols.in_use
	         ? columns_points(w, w->repeat_cols.first_col, w->repeat_cols.last_col)
	         : 0;
}

/* What is repeated in front of an area that begins there. */
static double before(const lxw_worksheet *w, int col)
{
	return col > w->repeat_cols.last_col ? repeated_width(w) : 0;
}

static double widest(const struct page *p)
{
	double points = 0;

	for (int i = 0; i < p->areas; i++) {
		const struct part *a = &p->area[i];

		points = fmax(points, before(p->w, a->col1) +
		                          columns_points(p->w, a->col1, a->col2));
	}
	return points;
}

/* In order, each once. */
static void add_break(lxw_col_t *at, int *n, int col)
{
	int i = *n;

	if (*n == BREAKS_MAX)
		return;
	while (i > 0 && at[i - 1] > col)
		i--;
	if (i > 0 && at[i - 1] == col)
		return;
	memmove(at + i + 1, at + i, (size_t)(*n - i) * sizeof *at);
	at[i] = (lxw_col_t)col;
	++*n;
}

/* Breaks of columns where a page of an area is full. */
static void cut_columns(const struct page *p, double room)
{
	lxw_col_t at[BREAKS_MAX + 1];
	int n = 0;

	for (int i = 0; i < p->areas; i++) {
		const struct part *a = &p->area[i];
		double used = before(p->w, a->col1);

		for (int col = a->col1; col <= a->col2; col++) {
			double points = column_points(p->w, col);

			if (col > a->col1 && used + points > room) {
				add_break(at, &n, col);
				used = repeated_width(p->w);
			}
			used += points;
		}
	}
	at[n] = 0;
	if (n == 0)
		return;
	worksheet_set_v_pagebreaks(p->w, at);
	worksheet_print_across(p->w);
}

static const struct block *block_at(const struct page *p, int row)
{
	for (size_t i = 0; i < p->keeps; i++)
		if (p->keep[i].first == row)
			return &p->keep[i];
	return NULL;
}

/* Where pages end at a scale; `least`: what the emptiest last page of an area holds. */
struct cuts {
	lxw_row_t at[BREAKS_MAX + 1];
	int n, pages;
	double least;
};

/* Of what stays together: the block, or its first rows where no page holds all. */
static double kept_points(lxw_worksheet *w, const struct block *k, double room)
{
	double all = rows_points(w, k->first, k->last);

	return all > room && k->last - k->first > FIRST_ROWS
	         ? rows_points(w, k->first, k->first + FIRST_ROWS)
	         : all;
}

/* Are the rows up to the last one no higher than that? */
static bool is_the_rest(lxw_worksheet *w, int row, int last, double room)
{
	while (row <= last && room >= 0)
		room -= row_points(w, row++);
	return room >= 0;
}

/* Heads that stand again on a page which begins with that row: not those further down. */
static double repeated_height(lxw_worksheet *w, int row)
{
	const lxw_repeat_rows *r = &w->repeat_rows;

	return r->in_use && row > (int)r->last_row
	         ? rows_points(w, (int)r->first_row, (int)r->last_row)
	         : 0;
}

/* Breaks of rows before a block that would not fit on what is left of the page. */
static void cut_area(const struct page *p, const struct part *a, double room,
                     struct cuts *c)
{
	double head = repeated_height(p->w, a->row2);
	double used = 0, nearly = room * LAST_HEIGHT / SAFE_HEIGHT;
	int pages = 1, before = c->n;

	for (int row = a->row1; row <= a->row2 && c->n < BREAKS_MAX; row++) {
		const struct block *k = block_at(p, row);
		double all = k ? kept_points(p->w, k, room - head) : 0;
		double points = row_points(p->w, row);
		bool is_full = used + fmax(all, points) > room;

		if (is_full && is_the_rest(p->w, row, a->row2, nearly - used))
			break;
		/* A page with little more than a title is no gain. */
		if (row > a->row1 && k && used + all > room && all <= room - head &&
		    (c->n > before || used > REST * room)) {
			c->at[c->n++] = (lxw_row_t)row;
			used = repeated_height(p->w, row);
			pages++;
		} else if (used + points > room) {
			/* Here for certain, as a page may hold a little more: else the
			 * last one is left with a row. Of long sheets the heights are not
			 * known. */
			if (!p->w->optimize && row > a->row1)
				c->at[c->n++] = (lxw_row_t)row;
			used = repeated_height(p->w, row);
			pages++;
		}
		used += points;
	}
	if (pages > 1)
		c->least = fmin(c->least, used / room);
	c->pages += pages;
}

static void cut_rows(const struct page *p, double scale, struct cuts *c)
{
	double room = 100 * SAFE_HEIGHT * paper_points(p->w, true) / scale;

	c->n = c->pages = 0;
	c->least = 1;
	for (int i = 0; i < p->areas; i++)
		cut_area(p, &p->area[i], room, c);
	c->at[c->n] = 0;
}

/* A page of a few rows is spared where a little smaller letters take them in. */
static double without_rests(const struct page *p, double scale, struct cuts *c)
{
	double at = scale, least = fmax(LEAST_SCALE, floor(SMALLER * scale));
	struct cuts less;

	cut_rows(p, scale, c);
	while (c->least < REST && --at >= least) {
		cut_rows(p, at, &less);
		if (less.pages < c->pages) {
			*c = less;
			scale = at;
		}
	}
	return scale;
}

/* The library knows one area a sheet; of several, the name is written as it would be. */
static bool print_several(struct book *b, const struct page *p)
{
	const char *list = "=", *name;
	lxw_defined_name *n;

	for (int i = 0; i < p->areas; i++) {
		const struct part *a = &p->area[i];

		list = arena_printf(b->a, "%s%s'%s'!%s:%s", list, i ? "," : "",
		                    p->w->name, book_at(b, a->row1, a->col1),
		                    book_at(b, a->row2, a->col2));
	}
	name = arena_printf(b->a, "'%s'!_xlnm.Print_Area", p->w->name);
	if (workbook_define_name(b->file, name, list) != LXW_NO_ERROR)
		return false;
	/* As the list of parts has it. */
	TAILQ_FOREACH(n, b->file->defined_names, list_pointers)
	if (n->index == (int16_t)p->w->index && strcmp(n->name, "_xlnm.Print_Area") == 0)
		snprintf(n->app_name, sizeof n->app_name, "'%s'!Print_Area", p->w->name);
	return true;
}

static void set_area(struct book *b, struct page *p)
{
	struct part all = p->area[0];

	if (p->areas > 1 && print_several(b, p))
		return;
	for (int i = 1; i < p->areas; i++) {
		all.row2 = p->area[i].row2;
		all.col2 = p->area[i].col2 > all.col2 ? p->area[i].col2 : all.col2;
	}
	worksheet_print_area(p->w, (lxw_row_t)all.row1, (lxw_col_t)all.col1,
	                     (lxw_row_t)all.row2, (lxw_col_t)all.col2);
}

double book_page_height(const lxw_worksheet *w, int last)
{
	double scale = fmax(LEAST_SCALE, fmin(100, 100 * SAFE * paper_points(w, false) /
	                                               columns_points(w, 0, last)));

	return 100 * SAFE_HEIGHT * paper_points(w, true) / scale;
}

/* Of a page at the least scale. */
static double most_points(const lxw_worksheet *w)
{
	return 100 * SAFE * paper_points(w, false) / LEAST_SCALE;
}

double book_page_room(const lxw_worksheet *w, int last, int n)
{
	double points = most_points(w) - columns_points(w, 0, last);

	return (points / n - COLUMN_POINTS) / DIGIT_POINTS;
}

double book_page_lacks(const lxw_worksheet *w, int last)
{
	/* Half a percent more: scales are whole numbers. */
	return (columns_points(w, 0, last) -
	        100 * SAFE * paper_points(w, false) / (LEAST_SCALE + 0.5)) /
	       DIGIT_POINTS;
}

bool book_page_fits(const lxw_worksheet *w, int last)
{
	return most_points(w) >= columns_points(w, 0, last);
}

/* Does what the heads are of end on its first page? Then they head nothing on others. */
static bool is_own_whole(const struct page *p, double scale)
{
	struct cuts rows;

	if (!p->own)
		return false;
	if (rows_points(p->w, 0, p->own) <= book_page_height(p->w, p->w->dim_colmax))
		return true;
	cut_rows(p, scale, &rows);
	return rows.n > 0 && (int)rows.at[0] > p->own;
}

static void set_page(struct book *b, struct page *p)
{
	lxw_worksheet *w = p->w;
	const lxw_print_area *own = &w->print_area;
	double wide = SAFE * paper_points(w, false), scale;
	struct cuts rows;

	if (p->areas == 0)
		p->area[p->areas++] =
		    own->in_use
			? (struct part){ (int)own->first_row, own->first_col,
			                 (int)own->last_row, own->last_col }
			: (struct part){ 0, 0, (int)w->dim_rowmax, w->dim_colmax };
	scale = floor(fmin(100, 100 * wide / widest(p)));
	/* With its labels again, what is wide can go on on the next page. */
	if (scale < LEAST_SCALE && w->repeat_cols.in_use)
		scale = WIDE_SCALE;
	if (is_own_whole(p, scale))
		w->repeat_rows.in_use = LXW_FALSE;
	scale = without_rests(p, scale, &rows);
	worksheet_set_print_scale(w, (uint16_t)scale);
	cut_columns(p, 100 * wide / scale);
	/* What leaves a rest all the same may fit after all. */
	if (rows.n && (p->keeps || rows.least >= REST))
		worksheet_set_h_pagebreaks(w, rows.at);
	set_area(b, p);
}

void book_page_areas(struct book *b)
{
	lxw_worksheet *w;

	for (size_t i = 0; i < b->page_count; i++)
		if (book_is_written(b, b->page[i].w))
			set_page(b, &b->page[i]);
	STAILQ_FOREACH(w, b->file->worksheets, list_pointers)
	if (!w->print_area.in_use && w->fit_page && w->dim_rowmax >= w->dim_rowmin &&
	    w->dim_rowmax != 0)
		worksheet_print_area(w, 0, 0, w->dim_rowmax, w->dim_colmax);
}
