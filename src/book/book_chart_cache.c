/* book_chart_cache.c - what charts hold of their cells, for programs that do not reckon.
 *
 * The library knows no value of a formula, and would hand on zeros. */
#include "book/book_chart.h"

#include <stdlib.h>
#include <string.h>
#include <xlsxwriter/utility.h>

#include "formula/formula.h"

/* A range that was set as a formula, 'Sheet'!$A$1, has no more than that. */
static bool find_place(lxw_series_range *r)
{
	const char *at = r->formula ? strrchr(r->formula, '!') : NULL;
	size_t n = at ? (size_t)(at - r->formula) : 0;

	if (r->sheetname)
		return true;
	if (n < 3 || r->formula[0] != '\'' || r->formula[n - 1] != '\'')
		return false;
	r->sheetname = lxw_strdup(r->formula + 1);
	if (!r->sheetname)
		return false;
	r->sheetname[n - 2] = '\0';
	r->first_row = r->last_row = lxw_name_to_row(at + 1);
	r->first_col = r->last_col = lxw_name_to_col(at + 1);
	return true;
}

/* The library owns it, and frees it. */
static bool add_point(lxw_series_range *r, const struct cell *c)
{
	const struct operand *v = c && c->kind == CELL_FORMULA ? &c->formula->value
	                                                       : NULL;
	const char *text = NULL;
	lxw_series_data_point *p = calloc(1, sizeof *p);

	if (!p)
		return false;
	if (!c || c->kind == CELL_NONE || c->kind == CELL_BLANK)
		p->no_data = 1;
	else if (c->kind == CELL_NUMBER)
		p->number = c->number;
	else if (v && v->kind == OPERAND_NUMBER)
		p->number = v->number;
	else
		text = c->kind == CELL_TEXT         ? c->text
		     : v && v->kind == OPERAND_TEXT ? v->text
		                                    : "";
	if (text) {
		p->is_string = r->has_string_cache = 1;
		p->string = lxw_strdup(text);
	}
	STAILQ_INSERT_TAIL(r->data_cache, p, list_pointers);
	r->num_data_points++;
	return true;
}

static void fill(const struct book *b, lxw_series_range *r)
{
	int sheet;

	if (!r || !r->data_cache || r->ignore_cache || !find_place(r))
		return;
	sheet = grid_sheet(&b->grid, r->sheetname, strlen(r->sheetname));
	if (sheet < 0 || !b->grid.sheet[sheet].is_written)
		return;
	r->ignore_cache = 1;
	for (lxw_row_t row = r->first_row; row <= r->last_row; row++)
		for (lxw_col_t col = r->first_col; col <= r->last_col; col++)
			if (!add_point(r, grid_at(&b->grid, sheet, (int)row, col)))
				return;
}

void book_chart_cache(struct book *b)
{
	lxw_chart *chart;
	lxw_chart_series *s;

	STAILQ_FOREACH(chart, b->file->charts, list_pointers)
	{
		fill(b, chart->title.range);
		fill(b, chart->x_axis->title.range);
		fill(b, chart->y_axis->title.range);
		STAILQ_FOREACH(s, chart->series_list, list_pointers)
		{
			fill(b, s->categories);
			fill(b, s->values);
			fill(b, s->title.range);
		}
	}
}
