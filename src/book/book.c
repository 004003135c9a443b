/* book.c - cells, styles and names: what every sheet of the workbook is written with. */
#include "book/book.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "book/book_page.h"
#include "book/letter.h"
#include "formula/formula.h"
#include "sheet/book_text.h"
#include "text/utf8.h"

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
	case 'v': format_set_rotation(f, 90); break;
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

enum book_style book_column_style(enum column_kind kind, int way)
{
	return (enum book_style)(STYLES_END + (int)kind * COLUMN_WAYS + way);
}

const char *book_style_format(enum book_style s)
{
	if (s < STYLES_END)
		return styles[s].format;
	return column_kind_format(
	    (enum column_kind)(((int)s - STYLES_END) / COLUMN_WAYS));
}

static bool is_same_style(const struct style *x, const struct style *y)
{
	return strcmp(x->format, y->format) == 0 && strcmp(x->flags, y->flags) == 0 &&
	       x->size == y->size && x->ink == y->ink && x->ground == y->ground;
}

/* Styles that look alike are one format: libxlsxwriter would compare all of a second one
 * with the first for each cell. */
void book_styles(struct book *b)
{
	static const char *const flags[COLUMN_WAYS] = { "t-", "tw-", "tn-", "twn-" };
	struct style made[sizeof b->style / sizeof *b->style];
	int n = sizeof made / sizeof *made;
	lxw_format *of_book = STAILQ_FIRST(b->file->formats);

	/* Columns are so many digits of the book's own font wide: one that is everywhere,
	 * so that pages break where they are meant to. */
	format_set_font_name(of_book, "Arial");
	format_set_font_size(of_book, 10);
	for (int i = 0, same; i < n; i++) {
		int kind = (i - STYLES_END) / COLUMN_WAYS,
		    way = (i - STYLES_END) % COLUMN_WAYS;

		if (i < STYLES_END)
			made[i] = styles[i];
		else
			made[i] = (struct style){
				column_kind_format((enum column_kind)kind), 10, INK, NONE,
				kind == COLUMN_DATE ? "tl-" : flags[way]
			};
		for (same = 0; !is_same_style(&made[same], &made[i]); same++)
			;
		b->style[i] = same < i ? b->style[same] : new_style(b, &made[i]);
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

static const char *cleaned(struct arena *a, const char *text)
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

/* Most texts are ASCII that no cell minds. */
static bool is_plain(const char *text)
{
	size_t n = 0;

	while ((text[n] >= 0x20 && text[n] < 0x7F && text[n] != '_') || text[n] == '\n')
		n++;
	return !text[n] && n <= CELL_UNITS_MAX;
}

const char *book_clean(struct arena *a, const char *text)
{
	return is_plain(text) ? arena_strdup(a, text) : cleaned(a, text);
}

/* ---- cells ---------------------------------------------------------------------------
 */

static void keep(struct book *b, lxw_error rc)
{
	if (rc != LXW_NO_ERROR && b->failed == LXW_NO_ERROR)
		b->failed = rc;
}

/* Written on purpose somewhere that is not there: told when the book is finished. */
static void trouble(struct book *b, const char *what, const char *name)
{
	if (b->trouble.kind == ERR_NONE)
		err_set(&b->trouble, ERR_DATA, "%s '%s'", what, name);
}

static struct cell *put(struct book *b, lxw_worksheet *w, int row, int col,
                        enum book_style s, enum cell_kind kind)
{
	static struct cell nowhere;
	int sheet = grid_sheet_to(&b->grid, w);
	struct cell *c = sheet >= 0 ? grid_put(&b->grid, sheet, row, col) : NULL;

	if (!c) {
		keep(b, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE);
		c = &nowhere;
	}
	*c = (struct cell){ .style = (uint16_t)s, .kind = (uint8_t)kind };
	return c;
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

const char *book_prices_sheet(struct book *b)
{
	return book_sheet_name(b, report_prices_sheet(b->report));
}

const char *book_said(struct book *b, const char *number)
{
	char sign = words_setting(b->words, "numbers", WORDS_NUMBERS)[5];

	return sign == '.'
	         ? number
	         : arena_printf(b->a, "IF(ISNUMBER(%s),SUBSTITUTE(%s,\".\",\"%c\"),%s)",
	                        number, number, sign, number);
}

static const char *sheet_name_of(void *arg, const char *english)
{
	return book_sheet_name(arg, english);
}

/* In the language of the book. */
static struct formula *put_formula(struct book *b, lxw_worksheet *w, int row, int col,
                                   enum book_style s, const char *text)
{
	struct cell *c = put(b, w, row, col, s, CELL_FORMULA);

	c->formula = formula_new(&b->grid,
	                         words_formula(b->words, text, sheet_name_of, b));
	return c->formula;
}

void book_text(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
               const char *text)
{
	book_verbatim(b, w, row, col, s, book_word(b, text));
}

/* Tables often say again what the row above says: that is one text in memory. */
static const char *cell_text(struct book *b, const lxw_worksheet *w, int row, int col,
                             const char *text)
{
	int sheet = grid_sheet_to(&b->grid, w);
	const struct cell *above = sheet >= 0 ? grid_at(&b->grid, sheet, row - 1, col)
	                                      : NULL;

	return above && above->kind == CELL_TEXT && strcmp(above->text, text) == 0 &&
	               is_plain(text)
	         ? above->text
	         : book_clean(b->a, text);
}

void book_verbatim(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
                   const char *text)
{
	const char *clean = cell_text(b, w, row, col, text);

	put(b, w, row, col, s, *clean ? CELL_TEXT : CELL_BLANK)->text = clean;
}

void book_textf(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
                const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = arena_vprintf(b->a, fmt, ap);
	va_end(ap);
	book_text(b, w, row, col, s, text);
}

bool book_leaves_out(const struct book *b, const char *sheet)
{
	for (size_t i = 0; i < b->left_out_count; i++)
		if (strcmp(b->left_out[i], sheet) == 0)
			return true;
	return false;
}

static bool leads_somewhere(struct book *b, const char *sheet)
{
	const char *name = book_sheet_name(b, sheet);

	return !book_leaves_out(b, sheet) &&
	       grid_sheet(&b->grid, name, strlen(name)) >= 0;
}

void book_link(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
               const char *sheet, int to_row, int to_col, const char *text)
{
	const char *to = arena_printf(b->a, "internal:'%s'!%s", book_sheet_name(b, sheet),
	                              book_at(b, to_row, to_col));

	struct cell_link *link = arena_zero(b->a, sizeof *link);

	if (!leads_somewhere(b, sheet)) {
		book_text(b, w, row, col, s, text);
		return;
	}
	link->url = to;
	link->text = book_clean(b->a, book_word(b, text));
	put(b, w, row, col, s, CELL_LINK)->link = link;
}

/* The first row that holds the text; 0: none does, or there is none to find. */
static int row_of(struct book *b, const char *sheet, const char *found)
{
	const char *name = book_sheet_name(b, sheet),
		   *text = book_clean(b->a, book_word(b, found));
	int at = grid_sheet(&b->grid, name, strlen(name));
	const struct cell_sheet *s = at < 0 ? NULL : &b->grid.sheet[at];

	for (size_t r = 0; s && *text && r < s->row_count; r++)
		for (int col = 0; col < s->row[r].count; col++) {
			const struct cell *c = &s->row[r].cell[col];

			if (c->kind == CELL_TEXT && strcmp(c->text, text) == 0)
				return (int)r;
		}
	return 0;
}

void book_link_found(struct book *b, lxw_worksheet *w, int row, int col,
                     enum book_style s, const char *sheet, const char *found,
                     const char *text)
{
	book_link(b, w, row, col, s, sheet, row_of(b, sheet, found), 0, text);
}

const char *book_listing_of(struct book *b, const char *label)
{
	for (size_t i = 0; i < b->listing_count; i++)
		if (leads_somewhere(b, b->listing[i]) &&
		    row_of(b, b->listing[i], label) > 0)
			return b->listing[i];
	return NULL;
}

void book_link_source(struct book *b, lxw_worksheet *w, int row, int col,
                      const char *formula)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789";
	int here = grid_sheet_to(&b->grid, w);

	for (const char *p = formula; *p;) {
		size_t n = strspn(p, letters);
		const struct cell_name *found = n ? grid_name(&b->grid, p, n) : NULL;
		const struct cell_sheet *to = found ? &b->grid.sheet[found->area.sheet]
		                                    : NULL;

		if (to && found->area.sheet != here && to->is_written) {
			struct cell_link *link = arena_zero(b->a, sizeof *link);

			/* Of a column, to its head: its first cell may be a blank. */
			int top = found->area.row1 -
			          (found->area.row2 > found->area.row1);

			link->url = arena_printf(b->a, "internal:'%s'!%s", to->name,
			                         book_at(b, top > 0 ? top : 0,
			                                 found->area.col1));
			link->text = arena_printf(b->a, "\xE2\x86\x92 %s", to->name);
			put(b, w, row, col, STYLE_LINK, CELL_LINK)->link = link;
			return;
		}
		p += n ? n : 1;
	}
}

void book_number(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
                 double value)
{
	put(b, w, row, col, s, CELL_NUMBER)->number = isfinite(value) ? value : 0;
}

void book_blank(struct book *b, lxw_worksheet *w, int row, int from, int to,
                enum book_style s)
{
	for (int col = from; col <= to; col++)
		put(b, w, row, col, s, CELL_BLANK);
}

void book_live(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
               const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = arena_vprintf(b->a, fmt, ap);
	va_end(ap);
	put_formula(b, w, row, col, s, text);
}

/* Screens set letters on whole pixels, some of them wider. */
static const double SET_WIDER = 1.02;

/* Bytes up to where a line may end: behind a hyphen, and behind a slash some programs end
 * one rather than within a name. */
static size_t unbroken(const char *p)
{
	size_t n = strcspn(p, " \n-/");

	return n + (p[n] == '-' || p[n] == '/');
}

/* What all programs keep on one line where it has room. */
static size_t unspaced(const char *p)
{
	size_t n = strcspn(p, " \n-");

	return n + (p[n] == '-');
}

const char *book_style_flags(enum book_style s)
{
	return s < STYLES_END ? styles[s].flags : "";
}

double book_characters(enum book_style s, const char *text, bool of_words)
{
	double most = 0, size = styles[s].size * SET_WIDER;
	bool is_bold = strchr(styles[s].flags, 'b') != NULL;

	for (const char *p = text; *p;) {
		size_t n = of_words ? unbroken(p) : strcspn(p, "\n");

		most = fmax(most, letter_points(p, n, size, is_bold));
		p += n;
		p += *p == ' ' || *p == '\n';
	}
	return most / letter_column(1);
}

double book_height(enum book_style s, double characters, const char *text)
{
	double lines = 1, used = 0, size = styles[s].size * SET_WIDER;
	bool is_bold = strchr(styles[s].flags, 'b') != NULL;
	double room = fmax(size, letter_column(characters));
	double blank = letter_points(" ", 1, size, is_bold);
	size_t first = strcspn(text, "\n");

	/* Most texts of a table are short: nothing in them is to be broken. */
	if (!text[first] && (double)first * size * 0.7 <= room)
		text = "";
	for (const char *p = text; *p;) {
		size_t bytes = unspaced(p);
		double word = letter_points(p, bytes, size, is_bold);

		if (word > room) {
			bytes = unbroken(p);
			word = letter_points(p, bytes, size, is_bold);
		}
		if (used > 0 && used + word > room) {
			lines++;
			used = 0;
		}
		/* A word longer than the line is broken anywhere. */
		lines += floor(word / (room + 1));
		p += bytes;
		used += word + (*p == ' ' ? blank : 0);
		if (*p == '\n') {
			lines++;
			used = 0;
		}
		p += *p == ' ' || *p == '\n';
	}
	return fmin(409, fmax(15, lines * styles[s].size * 1.3 + 3));
}

/* The cells behind the first one have its look, where nothing else is put there. */
void book_merge(struct book *b, lxw_worksheet *w, int row1, int col1, int row2, int col2,
                enum book_style s)
{
	int sheet = grid_sheet_to(&b->grid, w);

	keep(b, worksheet_merge_range(w, (lxw_row_t)row1, (lxw_col_t)col1,
	                              (lxw_row_t)row2, (lxw_col_t)col2, "", b->style[s]));
	for (int row = row1; row <= row2; row++)
		for (int col = col1; col <= col2; col++)
			if (sheet >= 0 && !grid_at(&b->grid, sheet, row, col))
				book_blank(b, w, row, col, col, s);
}

double book_paragraph(struct book *b, lxw_worksheet *w, int row, int from, int to,
                      enum book_style s, double characters, const char *text)
{
	const char *clean = book_clean(b->a, book_word(b, text));

	if (from < to)
		book_merge(b, w, row, from, row, to, s);
	put(b, w, row, from, s, *clean ? CELL_TEXT : CELL_BLANK)->text = clean;
	return book_height(s, characters, clean);
}

/* ---- sheets --------------------------------------------------------------------------
 */

void book_leave_out(struct book *b, const char *sheet)
{
	*(const char **)arena_push(b->a, (void **)&b->left_out, &b->left_out_count,
	                           &b->left_out_room,
	                           sizeof *b->left_out) = arena_strdup(b->a, sheet);
}

bool book_is_written(const struct book *b, const lxw_worksheet *w)
{
	int sheet = grid_sheet_to(&b->grid, w);

	return sheet >= 0 && b->grid.sheet[sheet].is_written;
}

/* The texts of a long sheet stand in their cells, not in a table of all, and the library
 * knows none of its rows: book_rows.h writes them. */
lxw_worksheet *book_long_sheet(struct book *b, const char *name)
{
	lxw_worksheet *w;

	b->file->options.constant_memory = LXW_TRUE;
	w = book_sheet(b, name);
	b->file->options.constant_memory = LXW_FALSE;
	return w;
}

lxw_worksheet *book_sheet(struct book *b, const char *name)
{
	/* Filters and column widths stay usable; there is no password to forget. */
	lxw_protection allowed = {
		.format_columns = 1, .format_rows = 1, .autofilter = 1, .sort = 1
	};
	bool is_written = !book_leaves_out(b, name);
	const char *called = book_sheet_name(b, name);
	lxw_worksheet *w;

	if (!is_written && !b->aside)
		b->aside = workbook_new("aside");
	w = workbook_add_worksheet(is_written ? b->file : b->aside, called);
	if (!w) {
		keep(b, LXW_ERROR_SHEETNAME_ALREADY_USED);
		return NULL;
	}
	b->grid.a = b->a;
	grid_add_sheet(&b->grid, called, is_written, w);
	book_page(b, w);
	worksheet_gridlines(w, LXW_HIDE_ALL_GRIDLINES);
	worksheet_protect(w, NULL, &allowed);
	return w;
}

int book_last_row(const struct book *b, const lxw_worksheet *w)
{
	return (int)b->grid.sheet[grid_sheet_to(&b->grid, w)].row_count - 1;
}

void book_row_height(struct book *b, lxw_worksheet *w, int row, double points)
{
	grid_height(&b->grid, grid_sheet_to(&b->grid, w), row, points);
}

void book_heading(struct book *b, lxw_worksheet *w, const char *title, const char *intro)
{
	book_row_height(b, w, 0, 28);
	book_text(b, w, 0, 0, STYLE_TITLE, title);
	book_text(b, w, 1, 0, STYLE_SUBTITLE, intro);
}

void book_intro(struct book *b, lxw_worksheet *w, int last, double width,
                const char *text)
{
	book_row_height(b, w, 1,
	                book_paragraph(b, w, 1, 0, last, STYLE_INTRO, width, text));
}

const char *book_at(struct book *b, int row, int col)
{
	char cell[LXW_MAX_CELL_NAME_LENGTH];

	lxw_rowcol_to_cell_abs(cell, (lxw_row_t)row, (lxw_col_t)col, 1, 1);
	return arena_strdup(b->a, cell);
}

const char *book_in_row(struct book *b, int row, int col)
{
	char cell[LXW_MAX_CELL_NAME_LENGTH];

	lxw_rowcol_to_cell_abs(cell, (lxw_row_t)row, (lxw_col_t)col, 0, 1);
	return arena_strdup(b->a, cell);
}

const char *book_range(struct book *b, const char *sheet, int row1, int row2, int col)
{
	return arena_printf(b->a, "'%s'!%s:%s", sheet, book_at(b, row1, col),
	                    book_at(b, row2, col));
}

void book_name(struct book *b, const char *name, const char *sheet, int row, int col)
{
	book_name_range(b, name, sheet, row, col, row, col);
}

void book_name_range(struct book *b, const char *name, const char *sheet, int row1,
                     int col1, int row2, int col2)
{
	const char *called = book_sheet_name(b, sheet);
	int at = grid_sheet(&b->grid, called, strlen(called));

	if (at < 0)
		trouble(b, "a name on a sheet that is not there:", sheet);
	else
		grid_define(&b->grid, name,
		            (struct area){ row1, row2, (int16_t)col1, (int16_t)col2,
		                           (int16_t)at });
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
