/* book_terms.c - the sheet Terms: what the contract says beside the price. */
#include "book/book_terms.h"

#include <math.h>
#include <string.h>

#include "book/book_page.h"
#include "sheet/book_text.h"

enum { COL_NUMBER, COL_TEXT, COL_ACCEPTED, COL_DUE, COLUMNS };
static const double widths[COLUMNS] = { 6, 59, 50, 13 };
enum { WIDTH = 59 + 50 + 13, LITERAL_MAX = 240, GAP_POINTS = 8, FILL_POINTS = 18 };
/* In the text of a sentence: somebody writes something there. */
#define BLANK "____"
/* Behind what is printed: the numbers of the sentences with a blank. */
enum { COL_ASIDE = COLUMNS + 1 };

/* ---- texts that follow cells ---------------------------------------------------------
 */

/* A text on its way to be a formula, and how it will read. */
struct template
{
	struct book *b;
	const char *formula, *text;
	bool is_live;
	int blank_row, blanks; /* cells for its blanks, from this row on; -1: none */
};

static void put_part(struct template *t, const char *part)
{
	t->formula = arena_printf(t->b->a, "%s%s%s", t->formula, *t->formula ? "&" : "",
	                          part);
}

/* Spreadsheet programs take 255 characters of a text in a formula. */
static void put_literal(struct template *t, const char *text, size_t n)
{
	char *out = arena_alloc(t->b->a, 2 * n + 3), *to = out;

	*to++ = '"';
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '"')
			*to++ = '"';
		*to++ = text[i];
	}
	*to++ = '"';
	*to = '\0';
	put_part(t, out);
}

/* The cell of a blank, a row each, behind the words that it belongs to. */
static const char *blank_cell(struct book *b, int row, int i)
{
	return book_at(b, row + i, COL_ACCEPTED);
}

static void put_blank(struct template *t)
{
	const char *cell = blank_cell(t->b, t->blank_row, t->blanks++);

	t->is_live = true;
	t->text = arena_printf(t->b->a, "%s" BLANK, t->text);
	put_part(t, arena_printf(t->b->a, "IF(%s=\"\",\"" BLANK "\",%s)", cell, cell));
}

static void put_words(struct template *t, const char *text, size_t n)
{
	t->text = arena_printf(t->b->a, "%s%.*s", t->text, (int)n, text);
	while (n > 0) {
		size_t part = n < LITERAL_MAX ? n : LITERAL_MAX;

		/* Not within a character of several bytes. */
		while (part < n && ((unsigned char)text[part] & 0xC0) == 0x80)
			part--;
		put_literal(t, text, part);
		text += part;
		n -= part;
	}
}

static void put_text(struct template *t, const char *text, size_t n)
{
	const char *end = text + n, *blank;

	while (t->blank_row >= 0 &&
	       (blank = memmem(text, (size_t)(end - text), BLANK, strlen(BLANK)))) {
		put_words(t, text, (size_t)(blank - text));
		put_blank(t);
		text = blank + strlen(BLANK);
	}
	put_words(t, text, (size_t)(end - text));
}

static void put_term(void *arg, const char *text, size_t n, bool is_name, bool is_percent)
{
	struct template *t = arg;

	if (is_name && n == strlen(TERMS_PRICES_SHEET) &&
	    strncmp(text, TERMS_PRICES_SHEET, n) == 0) {
		text = book_prices_sheet(t->b);
		put_text(t, text, strlen(text));
		return;
	}
	if (!is_name || !grid_name(&t->b->grid, text, n)) {
		put_text(t, text, n);
		return;
	}
	t->is_live = true;
	put_part(t, arena_printf(t->b->a, is_percent ? "%s&\" %%\"" : "%s",
	                         book_said(t->b,
	                                   arena_printf(t->b->a,
	                                                is_percent ? "ROUND(100*%.*s,1)"
	                                                           : "%.*s",
	                                                (int)n, text))));
	t->text = arena_printf(t->b->a, "%s%s", t->text, is_percent ? "10 %" : "30");
}

static double write_template(struct book *b, lxw_worksheet *w, int row, int from, int to,
                             enum book_style s, double characters, const char *text,
                             int blank_row)
{
	struct template t = { b, "", "", false, blank_row, 0 };

	terms_parts(book_clean(b->a, text), put_term, &t);
	if (from < to)
		book_merge(b, w, row, from, row, to, s);
	if (t.is_live)
		book_live(b, w, row, from, s, "%s", t.formula);
	else
		book_verbatim(b, w, row, from, s, t.text);
	return book_height(s, characters, t.text);
}

double book_template(struct book *b, lxw_worksheet *w, int row, int from, int to,
                     enum book_style s, double characters, const char *text)
{
	return write_template(b, w, row, from, to, s, characters, text, -1);
}

const char *book_terms_list(struct book *b, const struct term_group *g, bool is_short,
                            bool is_headed)
{
	size_t n = is_short ? g->on_quote : g->count;
	const char *list = "";

	for (size_t i = 0; i < n; i++)
		list = arena_printf(b->a, "%s%s%s", list,
		                    is_headed ? (i ? " " : "")
		                    : i       ? "\n\xE2\x80\xA2 "
		                              : "\xE2\x80\xA2 ",
		                    book_word(b, g->line[i]));
	if (is_headed && n)
		list = arena_printf(b->a, "\xE2\x80\xA2 %s: %s", book_word(b, g->heading),
		                    list);
	return list;
}

/* ---- the sheet -----------------------------------------------------------------------
 */

/* The sheet while it is written. */
struct sheet_of_terms {
	struct book *b;
	lxw_worksheet *w;
	int row, number;
	int begun;           /* row of the group that is written */
	const char *to_fill; /* formula: the numbers of the sentences with a blank */
};

/* A group stands on one page, a long one begins with some of its sentences there. */
static void end_group(struct sheet_of_terms *s)
{
	enum { LONG = 7, FIRST = 3 };
	int last = s->row - 1;

	book_page_keep(s->b, s->w, s->begun,
	               last - s->begun > LONG ? s->begun + FIRST : last);
}

static void section(struct sheet_of_terms *s, const char *title)
{
	end_group(s);
	worksheet_set_row(s->w, (lxw_row_t)s->row, GAP_POINTS, NULL);
	s->begun = ++s->row;
	book_blank(s->b, s->w, s->row, 0, COLUMNS - 1, STYLE_SECTION);
	book_textf(s->b, s->w, s->row, COL_NUMBER, STYLE_SECTION, "%d", ++s->number);
	book_text(s->b, s->w, s->row, COL_TEXT, STYLE_SECTION, title);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 22, NULL);
}

static int blanks_of(const char *text)
{
	int n = 0;

	for (const char *p = text; (p = strstr(p, BLANK)); p += strlen(BLANK))
		n++;
	return n;
}

/* "with a notice of ... days": the part of a sentence that a blank stands in. */
static const char *words_around(struct book *b, const char *text, const char *blank)
{
	static const char ends[] = ",;:.", dots[] = "\xE2\x80\xA6";
	const char *from = blank, *behind = blank + strlen(BLANK);
	size_t n;

	while (from > text && !(strchr(",;.", from[-1]) && *from == ' ') &&
	       !(from - text >= (long)strlen(BLANK) &&
	         memcmp(from - strlen(BLANK), BLANK, strlen(BLANK)) == 0))
		from--;
	from += strspn(from, " ");
	n = strcspn(behind, ends);
	if (memmem(behind, n, BLANK, strlen(BLANK)))
		n = 0;
	return arena_printf(b->a, "%.*s%s%.*s", (int)(blank - from), from, dots, (int)n,
	                    behind);
}

/* A cell for each blank of the sentence above, with the words around it, and the number
 * of the sentence while one is empty. */
static void write_blanks(struct sheet_of_terms *s, const char *text, const char *number)
{
	struct book *b = s->b;
	const char *empty = "", *blank = text;
	int n = blanks_of(text);

	for (int i = 0; i < n; i++, blank += strlen(BLANK)) {
		int row = s->row + i;

		blank = strstr(blank, BLANK);
		book_verbatim(b, s->w, row, COL_TEXT, STYLE_LABEL,
		              words_around(b, text, blank));
		book_blank(b, s->w, row, COL_ACCEPTED, COL_ACCEPTED, STYLE_EDIT_TEXT);
		worksheet_set_row(s->w, (lxw_row_t)row, FILL_POINTS, NULL);
		empty = arena_printf(b->a, "%s%s%s=\"\"", empty, i ? "," : "",
		                     blank_cell(b, s->row, i));
	}
	if (!n)
		return;
	book_live(b, s->w, s->row, COL_ASIDE, STYLE_BEHIND, "IF(OR(%s),\"%s, \",\"\")",
	          empty, number);
	s->to_fill = arena_printf(b->a, "%s%s%s", s->to_fill, *s->to_fill ? "&" : "",
	                          book_at(b, s->row, COL_ASIDE));
	s->row += n;
}

static void write_group(struct sheet_of_terms *s, const struct term_group *g)
{
	section(s, g->heading);
	for (size_t i = 0; i < g->count; i++) {
		const char *text = *g->name ? book_word(s->b, g->line[i]) : g->line[i],
			   *number = arena_printf(s->b->a, "%d.%zu", s->number, i + 1);
		double height;

		book_text(s->b, s->w, s->row, COL_NUMBER, STYLE_TOP, number);
		height = write_template(s->b, s->w, s->row, COL_TEXT, COLUMNS - 1,
		                        STYLE_WRAP, WIDTH, text, s->row + 1);
		worksheet_set_row(s->w, (lxw_row_t)s->row++, fmax(16, height), NULL);
		write_blanks(s, text, number);
	}
}

bool book_terms(struct book *b, lxw_worksheet *w, struct err *e)
{
	struct sheet_of_terms s = { b, w, 2, 0, 0, "" };
	struct terms t;

	if (!terms_load(&t, b->a, &b->brand, b->store, e))
		return false;
	for (int i = 0; i < COLUMNS; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	worksheet_set_portrait(w);
	book_heading(b, w, SHEET_TERMS, TEXT_TERMS_INTRO);
	for (size_t i = 0; i < t.count; i++)
		write_group(&s, &t.group[i]);
	end_group(&s);
	worksheet_print_area(w, 0, 0, (lxw_row_t)s.row - 1, COLUMNS - 1);
	book_live(b, w, 0, COL_ASIDE, STYLE_BEHIND, "%s",
	          *s.to_fill ? s.to_fill : "\"\"");
	book_name(b, "terms_to_fill", SHEET_TERMS, 0, COL_ASIDE);
	return true;
}
