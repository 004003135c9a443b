/* book_fit.c - rows as high as the texts in them, in whatever language. */
#include "book/book_fit.h"

#include <string.h>

#include "book/book_page.h"

/* Characters that an indented text has less room. No more is taken off: a row that is too
 * low by a hair is better than lines that nobody needs. */
static const double INDENT = 0.5;
/* A row whose height nobody sets. */
static const double LINE = 15;

bool book_is_merged(const lxw_worksheet *w, int row, int col)
{
	const struct lxw_merged_range *m;

	STAILQ_FOREACH(m, w->merged_ranges, list_pointers)
	if (row >= (int)m->first_row && row <= (int)m->last_row &&
	    col >= (int)m->first_col && col <= (int)m->last_col)
		return true;
	return false;
}

const char *book_text_of(const struct cell *c)
{
	if (c->kind == CELL_TEXT)
		return c->text;
	if (c->kind == CELL_LINK)
		return c->link->text;
	return c->kind == CELL_FORMULA && c->formula->value.kind == OPERAND_TEXT
	         ? c->formula->value.text
	         : NULL;
}

static double room_of(const lxw_worksheet *w, int col, const char *flags)
{
	double width = 0;

	for (int i = 0; i <= col && i < w->col_options_max; i++)
		if (w->col_options[i] && w->col_options[i]->lastcol >= col)
			width = w->col_options[i]->hidden ? 0 : w->col_options[i]->width;
	return width > 0 ? width - (strchr(flags, 'n') ? INDENT : 0) : 0;
}

static double height_of(const struct book *b, const lxw_worksheet *w,
                        const struct cell_row *r, int row)
{
	double most = 0;

	for (int col = 0; col < r->count; col++) {
		const struct cell *c = &r->cell[col];
		const char *text = book_text_of(c), *flags = book_style_flags(c->style);
		double room, height;

		if (!text || !*text || !strchr(flags, 'w') || strchr(flags, 'v'))
			continue;
		room = room_of(w, col, flags);
		height = room > 0 ? book_height(c->style, room, text) : 0;
		if (height > most && !book_is_merged(w, row, col) &&
		    book_page_has(b, w, row, col))
			most = height;
	}
	return most;
}

void book_fit_rows(struct book *b)
{
	for (size_t i = 0; i < b->grid.sheet_count; i++) {
		const struct cell_sheet *s = &b->grid.sheet[i];
		lxw_worksheet *w = s->to;

		if (!s->is_written || w->optimize)
			continue;
		for (size_t row = 0; row < s->row_count; row++) {
			const lxw_row *now = lxw_worksheet_find_row(w, (lxw_row_t)row);
			double height = height_of(b, w, &s->row[row], (int)row);

			if (s->row[row].height == 0 &&
			    height >
			        (now && now->height_changed ? now->height : LINE) + 1)
				worksheet_set_row(w, (lxw_row_t)row, height, NULL);
		}
	}
}
