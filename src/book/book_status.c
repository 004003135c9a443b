/* book_status.c - how far the work is: the columns Status and Owner of evidence sheets.
 */
#include "book/book_status.h"

#include <math.h>
#include <string.h>

#include "sheet/book_text.h"

static const struct {
	const char *name, *word, *note;
} statuses[STATUSES_END] = {
#define STATUS(name, word) { "status_" word, TEXT_STATUS_##name, NOTE_STATUS_##name },
	STATUSES(STATUS)
#undef STATUS
};

static enum status status_of(const char *word)
{
	static const char *const words[] = {
#define STATUS(name, word) word,
		STATUSES(STATUS)
#undef STATUS
	};

	for (int i = 0; i < STATUSES_END; i++)
		if (strcmp(words[i], word) == 0)
			return (enum status)i;
	return STATUS_TODO;
}

int book_status_words(struct book *b, lxw_worksheet *w, int row, int label_column,
                      int word_column, int note_column, double note_width)
{
	int first = row;

	for (int i = 0; i < STATUSES_END; i++, row++) {
		book_text(b, w, row, label_column, STYLE_LEVEL,
		          i ? "" : TEXT_STATUS_LABEL);
		book_text(b, w, row, word_column, STYLE_PLAIN, statuses[i].word);
		book_text(b, w, row, note_column, STYLE_SMALL, statuses[i].note);
		worksheet_set_row(w, (lxw_row_t)row,
		                  book_height(STYLE_SMALL, note_width,
		                              book_word(b, statuses[i].note)),
		                  NULL);
		book_name(b, statuses[i].name, SHEET_INPUTS, row, word_column);
	}
	book_name_range(b, "status_words", SHEET_INPUTS, first, word_column, row - 1,
	                word_column);
	return row;
}

void book_status_cell(struct book *b, lxw_worksheet *w, int row, int col,
                      const char *word)
{
	book_text(b, w, row, col, STYLE_EDIT_ROW, statuses[status_of(word)].word);
}

void book_status_rows(struct book *b, lxw_worksheet *w, int first, int last, int col,
                      int from, int to)
{
	static const struct {
		enum status status;
		enum book_style style;
	} colours[] = { { STATUS_DOING, STYLE_IS_DOING },
		        { STATUS_DONE, STYLE_IS_DONE },
		        { STATUS_DROPPED, STYLE_IS_DROPPED } };
	lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
		                  .value_formula = "=status_words",
		                  .error_title = TEXT_NOT_POSSIBLE,
		                  .error_message = TEXT_CHOOSE_FROM_LIST };
	char cell[LXW_MAX_CELL_NAME_LENGTH];

	worksheet_data_validation_range(w, (lxw_row_t)first, (lxw_col_t)col,
	                                (lxw_row_t)last, (lxw_col_t)col, &v);
	lxw_rowcol_to_cell_abs(cell, (lxw_row_t)first, (lxw_col_t)col, 0, 1);
	for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
		lxw_conditional_format f = { .type = LXW_CONDITIONAL_TYPE_FORMULA,
			                     .format = b->style[colours[i].style] };

		f.value_string = arena_printf(b->a, "=%s=%s", cell,
		                              statuses[colours[i].status].name);
		/* Struck out from end to end, else the cell of the status alone. */
		worksheet_conditional_format_range(
		    w, (lxw_row_t)first,
		    (lxw_col_t)(colours[i].status == STATUS_DROPPED ? from : col),
		    (lxw_row_t)last,
		    (lxw_col_t)(colours[i].status == STATUS_DROPPED ? to : col), &f);
	}
}

static const char *column_of(struct book *b, const struct evidence *v, int col)
{
	return book_range(b, v->title, v->first_row, v->last_row, col);
}

const char *book_status_quantity(struct book *b, const struct line *l, const char *work,
                                 enum status s)
{
	const char *sum = "";

	for (size_t i = 0; i < b->evidence_count; i++) {
		const struct evidence *v = &b->evidence[i];

		if (!l->in_sheet[i] || (s != STATUSES_END && v->status < 0))
			continue;
		sum = arena_printf(b->a, "%s%sSUMIFS(%s,%s,%s", sum, *sum ? "+" : "",
		                   column_of(b, v, v->quantity), column_of(b, v, v->unit),
		                   work);
		if (s != STATUSES_END)
			sum = arena_printf(b->a, "%s,%s,%s", sum,
			                   column_of(b, v, v->status), statuses[s].name);
		sum = arena_printf(b->a, "%s)", sum);
	}
	return sum;
}

const char *book_status_of_state(struct book *b, const struct line *l, const char *work,
                                 const char *state, enum status s)
{
	const struct evidence *v = NULL;

	for (size_t i = 0; i < b->evidence_count; i++) {
		if (!l->in_sheet[i])
			continue;
		if (v || b->evidence[i].state < 0 || b->evidence[i].status < 0)
			return "";
		v = &b->evidence[i];
	}
	if (!v || fabs(l->itemised - l->quantity) > 1e-9)
		return "";
	return arena_printf(b->a, "SUMIFS(%s,%s,%s,%s,\"%s\",%s,%s%s)",
	                    column_of(b, v, v->quantity), column_of(b, v, v->unit), work,
	                    column_of(b, v, v->state), book_word(b, state),
	                    column_of(b, v, v->status),
	                    s == STATUSES_END ? "\"<>\"&" : "",
	                    statuses[s == STATUSES_END ? STATUS_DROPPED : s].name);
}

const char *book_status_count(struct book *b, enum status s)
{
	const char *sum = "";

	for (size_t i = 0; i < b->evidence_count; i++)
		if (b->evidence[i].status >= 0)
			sum = arena_printf(b->a, "%s%sCOUNTIFS(%s,%s)", sum,
			                   *sum ? "+" : "",
			                   column_of(b, &b->evidence[i],
			                             b->evidence[i].status),
			                   statuses[s].name);
	return sum;
}
