/* book.c - cells, styles and names: what every sheet of the workbook is written with. */
#include "book.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "book_page.h"
#include "book_text.h"
#include "sheet.h"
#include "utf8.h"

/* ---- styles ------------------------------------------------------------------------ */

enum palette {
	NONE = 0x1000000,
	INK = 0x1E2530,
	GREY = 0x5B6675,
	NAVY = BRAND_COLOUR,
	WHITE = 0xFFFFFF,
	PALE = BRAND_TINT,
	YELLOW = 0xFFF9DB,
	BLUE = 0x1A4FB4,
	LINK = 0x1A6FA8,
	GREEN = 0x1B6B3A,
	MINT = 0xDFF3E4,
	RED = 0xB3261E,
	RULE = 0xC3CDD9,
	AMBER = 0xFDE9C9,
	SILVER = 0xE3E6EA,
};

static const struct style {
	const char *format;
	double size;
	unsigned ink, ground;
	const char *flags;
} styles[] = {
#define STYLE(name, format, size, ink, ground, flags)                                    \
	{ format, size, ink, ground, flags },
	BOOK_STYLES(STYLE)
#undef STYLE
};

static void set_flag(struct book *b, lxw_format *f, char flag)
{
	switch (flag) {
	case 'b': format_set_bold(f); break;
	case 'i': format_set_italic(f); break;
	case 'w': format_set_text_wrap(f); break;
	case 'c': format_set_align(f, LXW_ALIGN_CENTER); break;
	case 'r': format_set_align(f, LXW_ALIGN_RIGHT); break;
	case 'l': format_set_align(f, LXW_ALIGN_LEFT); break;
	case 'x': format_set_font_strikeout(f); break;
	case 'n': format_set_indent(f, 1); break;
	case 't': format_set_align(f, LXW_ALIGN_VERTICAL_TOP); break;
	case '-':
		format_set_bottom(f, LXW_BORDER_THIN);
		format_set_bottom_color(f, RULE);
		break;
	case '=':
		format_set_top(f, LXW_BORDER_THIN);
		format_set_top_color(f, brand_colour(&b->brand, NAVY));
		break;
	case 'o':
		format_set_border(f, LXW_BORDER_THIN);
		format_set_border_color(f, RULE);
		break;
	case 'u': format_set_unlocked(f); break;
	default: break;
	}
}

const char *book_money(struct book *b, const char *format)
{
	return notation_format(&b->notation, b->a, format);
}

static lxw_format *new_style(struct book *b, const struct style *s)
{
	lxw_format *f = workbook_add_format(b->file);

	format_set_font_name(f, "Arial");
	format_set_font_size(f, s->size);
	format_set_font_color(f, brand_colour(&b->brand, s->ink));
	if (s->ground != NONE)
		format_set_bg_color(f, brand_colour(&b->brand, s->ground));
	if (*s->format)
		format_set_num_format(f, book_money(b, s->format));
	if (!strchr(s->flags, 't'))
		format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	for (const char *p = s->flags; *p; p++)
		set_flag(b, f, *p);
	return f;
}

void book_styles(struct book *b)
{
	static_assert(COLUMN_KINDS_END <= 32, "column_style has no room");
	for (int i = 0; i < STYLES_END; i++)
		b->style[i] = new_style(b, &styles[i]);
	for (int k = 0; k < COLUMN_KINDS_END; k++)
		for (int i = 0; i < 4; i++) {
			static const char *const flags[] = { "t-", "tw-", "tn-", "twn-" };
			struct style s = { column_kind_format((enum column_kind)k), 10,
				           INK, NONE,
				           k == COLUMN_DATE ? "tl-" : flags[i] };

			b->column_style[k][i] = new_style(b, &s);
		}
}

/* ---- text ---------------------------------------------------------------------------
 */

enum { CELL_UNITS_MAX = 32767 };

/* "_x0041_" in a cell would be shown as "A". */
static bool is_escape(const char *p)
{
	if (p[0] != '_' || p[1] != 'x')
		return false;
	for (int i = 2; i < 6; i++)
		if (!isxdigit((unsigned char)p[i]))
			return false;
	return p[6] == '_';
}

/* What XML 1.0 cannot hold, and what no cell should: C0, DEL, C1, U+FFFE, U+FFFF. */
static bool is_unfit(const unsigned char *p, size_t n)
{
	return (n == 1 && ((*p < 0x20 && *p != '\n') || *p == 0x7F)) ||
	       (n == 2 && p[0] == 0xC2 && p[1] < 0xA0) ||
	       (n == 3 && p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE);
}

const char *book_clean(struct arena *a, const char *text)
{
	size_t size = strlen(text), units = 0, n;
	/* The escape is 7 bytes longer; one needs 7 bytes of its own. */
	char *out = arena_alloc(a, size * 3 + 1), *to = out;

	for (const char *p = text; *p; p += n) {
		size_t add;

		n = utf8_length(p);
		if (n == 0) {
			n = 1;
			if (++units > CELL_UNITS_MAX)
				break;
			memcpy(to, "\xEF\xBF\xBD", 3);
			to += 3;
			continue;
		}
		if (is_unfit((const unsigned char *)p, n)) {
			if (*p == '\t' && ++units <= CELL_UNITS_MAX)
				*to++ = ' ';
			continue;
		}
		add = is_escape(p) ? 8 : n == 4 ? 2 : 1;
		if (units + add > CELL_UNITS_MAX)
			break;
		units += add;
		if (add == 8) {
			memcpy(to, "_x005F", 6);
			to += 6;
		}
		memcpy(to, p, n);
		to += n;
	}
	*to = '\0';
	return out;
}

/* ---- cells ---------------------------------------------------------------------------
 */

static void keep(struct book *b, lxw_error rc)
{
	if (rc != LXW_NO_ERROR && b->failed == LXW_NO_ERROR)
		b->failed = rc;
}

const char *book_word(struct book *b, const char *english)
{
	return words_of(b->words, english);
}

/* Translations that no sheet may be called fall back to English. */
const char *book_sheet_name(struct book *b, const char *english)
{
	const char *name = book_word(b, english);

	return sheet_can_be_called(name) ? name : english;
}

static const char *sheet_name_of(void *arg, const char *english)
{
	return book_sheet_name(arg, english);
}

/* With its "=", in the language of the book. */
static const char *formula_text(struct book *b, const char *text)
{
	return arena_printf(b->a, "=%s", words_formula(b->words, text, sheet_name_of, b));
}

void book_text(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
               const char *text)
{
	book_verbatim(b, w, row, col, s, book_word(b, text));
}

void book_verbatim(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
                   const char *text)
{
	const char *clean = book_clean(b->a, text);

	if (*clean)
		keep(b, worksheet_write_string(w, (lxw_row_t)row, (lxw_col_t)col, clean,
		                               b->style[s]));
	else
		keep(b, worksheet_write_blank(w, (lxw_row_t)row, (lxw_col_t)col,
		                              b->style[s]));
}

static char *formatted(struct book *b, const char *fmt, va_list ap)
{
	va_list again;
	char *text;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = arena_alloc(b->a, (size_t)(n < 0 ? 0 : n) + 1);
	vsnprintf(text, (size_t)(n < 0 ? 0 : n) + 1, fmt, ap);
	return text;
}

void book_textf(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
                const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = formatted(b, fmt, ap);
	va_end(ap);
	book_text(b, w, row, col, s, text);
}

void book_link(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
               const char *sheet, int to_row, int to_col, const char *text)
{
	const char *to = arena_printf(b->a, "internal:'%s'!%s", book_sheet_name(b, sheet),
	                              book_at(b, to_row, to_col));

	keep(b, worksheet_write_url_opt(w, (lxw_row_t)row, (lxw_col_t)col, to,
	                                b->style[s], book_word(b, text), NULL));
}

void book_number(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
                 double value)
{
	keep(b, worksheet_write_number(w, (lxw_row_t)row, (lxw_col_t)col,
	                               isfinite(value) ? value : 0, b->style[s]));
}

void book_blank(struct book *b, lxw_worksheet *w, int row, int from, int to,
                enum book_style s)
{
	for (int col = from; col <= to; col++)
		keep(b, worksheet_write_blank(w, (lxw_row_t)row, (lxw_col_t)col,
		                              b->style[s]));
}

void book_formula(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
                  double value, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = formatted(b, fmt, ap);
	va_end(ap);
	keep(b, worksheet_write_formula_num(w, (lxw_row_t)row, (lxw_col_t)col,
	                                    formula_text(b, text), b->style[s],
	                                    isfinite(value) ? value : 0));
}

void book_formula_text(struct book *b, lxw_worksheet *w, int row, int col,
                       enum book_style s, const char *value, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = formatted(b, fmt, ap);
	va_end(ap);
	keep(b, worksheet_write_formula_str(w, (lxw_row_t)row, (lxw_col_t)col,
	                                    formula_text(b, text), b->style[s],
	                                    book_clean(b->a, book_word(b, value))));
}

void book_live(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
               const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = formatted(b, fmt, ap);
	va_end(ap);
	keep(b, worksheet_write_formula_num(w, (lxw_row_t)row, (lxw_col_t)col,
	                                    formula_text(b, text), b->style[s], 0));
}

double book_height(enum book_style s, double characters, const char *text)
{
	double lines = 1, used = 0;
	/* Proportional type sets a little more than the width counts. */
	double room = fmax(1, floor(characters * 1.08 * 10 / styles[s].size));

	for (const char *p = text; *p;) {
		size_t bytes = strcspn(p, " \n"), word = 0;

		for (size_t i = 0; i < bytes; i++)
			word += ((unsigned char)p[i] & 0xC0) != 0x80;
		if (used > 0 && used + (double)word > room) {
			lines++;
			used = 0;
		}
		/* A word longer than the line is broken anywhere. */
		lines += floor((double)word / (room + 1));
		used += (double)word + 1;
		p += bytes;
		if (*p == '\n') {
			lines++;
			used = 0;
		}
		p += *p != '\0';
	}
	return fmin(409, fmax(15, lines * styles[s].size * 1.3 + 3));
}

double book_paragraph(struct book *b, lxw_worksheet *w, int row, int from, int to,
                      enum book_style s, double characters, const char *text)
{
	const char *clean = book_clean(b->a, book_word(b, text));

	if (from < to)
		keep(b, worksheet_merge_range(w, (lxw_row_t)row, (lxw_col_t)from,
		                              (lxw_row_t)row, (lxw_col_t)to, clean,
		                              b->style[s]));
	else
		book_verbatim(b, w, row, from, s, clean);
	return book_height(s, characters, clean);
}

/* ---- sheets --------------------------------------------------------------------------
 */

lxw_worksheet *book_sheet(struct book *b, const char *name)
{
	/* Filters and column widths stay usable; there is no password to forget. */
	lxw_protection allowed = {
		.format_columns = 1, .format_rows = 1, .autofilter = 1, .sort = 1
	};
	lxw_worksheet *w = workbook_add_worksheet(b->file, book_sheet_name(b, name));

	if (!w) {
		keep(b, LXW_ERROR_SHEETNAME_ALREADY_USED);
		return NULL;
	}
	book_page(b, w);
	worksheet_gridlines(w, LXW_HIDE_ALL_GRIDLINES);
	worksheet_protect(w, NULL, &allowed);
	return w;
}

void book_heading(struct book *b, lxw_worksheet *w, const char *title, const char *intro)
{
	worksheet_set_row(w, 0, 28, NULL);
	book_text(b, w, 0, 0, STYLE_TITLE, title);
	book_text(b, w, 1, 0, STYLE_SUBTITLE, intro);
}

const char *book_at(struct book *b, int row, int col)
{
	char cell[LXW_MAX_CELL_NAME_LENGTH];

	lxw_rowcol_to_cell_abs(cell, (lxw_row_t)row, (lxw_col_t)col, 1, 1);
	return arena_strdup(b->a, cell);
}

const char *book_quoted(struct book *b, const char *sheet)
{
	return arena_printf(b->a, "'%s'", sheet);
}

const char *book_range(struct book *b, const char *sheet, int row1, int row2, int col)
{
	return arena_printf(b->a, "'%s'!%s:%s", sheet, book_at(b, row1, col),
	                    book_at(b, row2, col));
}

void book_name(struct book *b, const char *name, const char *sheet, int row, int col)
{
	keep(b, workbook_define_name(b->file, name,
	                             arena_printf(b->a, "='%s'!%s",
	                                          book_sheet_name(b, sheet),
	                                          book_at(b, row, col))));
}

void book_name_range(struct book *b, const char *name, const char *sheet, int row1,
                     int col1, int row2, int col2)
{
	keep(b, workbook_define_name(b->file, name,
	                             arena_printf(b->a, "='%s'!%s:%s",
	                                          book_sheet_name(b, sheet),
	                                          book_at(b, row1, col1),
	                                          book_at(b, row2, col2))));
}

const char *book_result(struct book *b, const char *key, const char *def)
{
	return store_text(b->store, b->a, def, "SELECT value FROM result WHERE key = %Q",
	                  key);
}

const char *book_phase(const char *phase)
{
	static const char *const titles[][2] = {
#define PHASE(phase, title) { phase, title },
		PHASE_TITLES(PHASE)
#undef PHASE
	};

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (strcmp(titles[i][0], phase) == 0)
			return titles[i][1];
	return phase;
}
