/* book.h - cells, styles and names: what every sheet of the workbook is written with.
 *
 * Rows and columns count from 0, as in libxlsxwriter. A failure (there is only: the
 * sheet is full) is kept in the book and told once, at the end. */
#ifndef BOOK_H
#define BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <xlsxwriter.h>

#include "base/arena.h"
#include "base/err.h"
#include "book/book_figures.h"
#include "book/workbook.h"
#include "sheet/brand.h"
#include "sheet/notation.h"
#include "sheet/sheet.h"
#include "sheet/words.h"
#include "store/store.h"
#include "text/cell.h"

/* A formula's sum in whole units, the same in every program: a half that a share misses
 * by its last digit goes up all the same. */
#define BOOK_WHOLE(money) "ROUND(ROUND(" money ",4),0)"

/*   BOOK_STYLES(STYLE): STYLE(name, number format, size, colour of text, of ground,
 * flags). A format that begins with $ is of the quote's currency; documented dollars
 * begin with "$" in quotes. Flags are the letters: b bold, i italic, w wrap, c centre, r
 * right, t top, - line below, = line above, u unlocked (a cell to edit), o boxed, l left,
 * n indented, x struck out, v upright. */
#define BOOK_STYLES(STYLE)                                                               \
	STYLE(PLAIN, "", 10, INK, NONE, "")                                              \
	STYLE(TITLE, "", 18, NAVY, NONE, "b")                                            \
	STYLE(SUBTITLE, "", 11, GREY, NONE, "")                                          \
	STYLE(INTRO, "", 11, GREY, NONE, "wt")                                           \
	STYLE(SECTION, "", 12, NAVY, NONE, "b-")                                         \
	STYLE(HEAD, "", 10, WHITE, NAVY, "bw")                                           \
	STYLE(HEAD_RIGHT, "", 10, WHITE, NAVY, "bwr")                                    \
	STYLE(HEAD_INDENT, "", 10, WHITE, NAVY, "bwn")                                   \
	STYLE(BOLD_WRAP, "", 10, INK, NONE, "bw")                                        \
	STYLE(LABEL, "", 10, GREY, NONE, "")                                             \
	STYLE(BOLD, "", 10, INK, NONE, "b")                                              \
	STYLE(NOTE, "", 10, GREY, NONE, "n")                                             \
	STYLE(NOTE_TOP, "", 10, INK, NONE, "tn")                                         \
	STYLE(LABEL_RIGHT, "", 10, GREY, NONE, "r")                                      \
	STYLE(LABEL_RIGHT_WRAP, "", 10, GREY, NONE, "wr")                                \
	STYLE(WRAP, "", 10, INK, NONE, "wt")                                             \
	STYLE(WRAP_BOLD, "", 10, INK, NONE, "bwt")                                       \
	STYLE(SMALL, "", 10, GREY, NONE, "wn")                                           \
	STYLE(SMALL_TOP, "", 10, GREY, NONE, "wtn")                                      \
	STYLE(TOP, "", 10, INK, NONE, "t")                                               \
	STYLE(RIGHT, "", 10, INK, NONE, "tr")                                            \
	STYLE(NOTE_RIGHT, "", 10, GREY, NONE, "r")                                       \
	STYLE(NOTE_MONEY, "$#,##0", 10, GREY, NONE, "r")                                 \
	STYLE(DOLLARS, "\"$\"#,##0", 10, INK, NONE, "t")                                 \
	STYLE(BIG_CLASS, "", 20, NAVY, NONE, "b")                                        \
	STYLE(BIG_DATE, "yyyy-mm-dd", 14, NAVY, NONE, "br")                              \
	STYLE(LINK, "", 10, LINK, NONE, "tn")                                            \
	STYLE(LINK_WRAP, "", 10, LINK, NONE, "wt")                                       \
	STYLE(ARROW, "", 10, LINK, NONE, "t")                                            \
	STYLE(BIG_MONEY, "$#,##0", 14, NAVY, NONE, "br")                                 \
	STYLE(LONG_MONEY, "$#,##0", 11, NAVY, NONE, "br")                                \
	STYLE(BIG_WEEKS, "0.0", 14, NAVY, NONE, "br")                                    \
	STYLE(MONEY, "$#,##0", 10, INK, NONE, "t")                                       \
	STYLE(HOURS, "#,##0.0", 10, INK, NONE, "t")                                      \
	STYLE(UNIT_HOURS, "#,##0.00", 10, INK, NONE, "t")                                \
	STYLE(COUNT, "#,##0", 10, INK, NONE, "t")                                        \
	STYLE(QUANTITY, "#,##0.00", 10, INK, NONE, "t")                                  \
	STYLE(WEEKS, "0.0", 10, INK, NONE, "t")                                          \
	STYLE(FACTOR, "0.000", 10, INK, NONE, "t")                                       \
	STYLE(FACTOR_MIDDLE, "0.000", 10, INK, NONE, "")                                 \
	STYLE(WEEKS_LEFT, "0.0", 10, INK, NONE, "l")                                     \
	STYLE(FACTOR_LEFT, "0.000", 10, INK, NONE, "l")                                  \
	STYLE(LEVEL, "", 10, INK, NONE, "w")                                             \
	STYLE(PERCENT, "0%", 10, INK, NONE, "t")                                         \
	STYLE(PART, "[=0]0%;[<0.01]\"< 1%\";0%", 10, INK, NONE, "tr")                    \
	STYLE(PERCENT1, "0.0%", 10, INK, NONE, "t")                                      \
	STYLE(DATE, "yyyy-mm-dd", 10, INK, NONE, "tr")                                   \
	STYLE(DATE_LEFT, "yyyy-mm-dd", 10, INK, NONE, "l")                               \
	STYLE(DATE_INDENT, "yyyy-mm-dd", 10, INK, NONE, "ltn")                           \
	STYLE(FIXED, "General", 10, INK, NONE, "l")                                      \
	STYLE(FIXED_PART, "0.0###", 10, INK, NONE, "l")                                  \
	STYLE(SUM_TEXT, "", 10, INK, PALE, "b=")                                         \
	STYLE(SUM_HOURS, "#,##0.0", 10, INK, PALE, "b=")                                 \
	STYLE(SUM_MONEY, "$#,##0", 10, INK, PALE, "b=")                                  \
	STYLE(SUM_DOLLARS, "\"$\"#,##0", 10, INK, PALE, "b=")                            \
	STYLE(SUM_COUNT, "#,##0", 10, INK, PALE, "b=")                                   \
	STYLE(SUM_PERCENT, "0%", 10, INK, PALE, "b=")                                    \
	STYLE(GRAND_TEXT, "", 11, WHITE, NAVY, "b")                                      \
	STYLE(GRAND_MONEY, "$#,##0", 11, WHITE, NAVY, "b")                               \
	STYLE(EDIT_TEXT, "", 10, BLUE, YELLOW, "ulo")                                    \
	STYLE(EDIT_MONEY, "$#,##0.00", 10, BLUE, YELLOW, "ulo")                          \
	STYLE(EDIT_AMOUNT, "$#,##0", 10, BLUE, YELLOW, "ulo")                            \
	STYLE(EDIT_DOLLARS, "\"$\"#,##0.00", 10, BLUE, YELLOW, "ulo")                    \
	STYLE(NUMBER_LEFT, "General", 10, INK, NONE, "l")                                \
	STYLE(EDIT_NUMBER, "General", 10, BLUE, YELLOW, "ulo")                           \
	STYLE(EDIT_FACTOR, "0.00", 10, BLUE, YELLOW, "ulo")                              \
	STYLE(EDIT_PERCENT, "0.0%", 10, BLUE, YELLOW, "ulo")                             \
	STYLE(EDIT_DATE, "yyyy-mm-dd", 10, BLUE, YELLOW, "ulo")                          \
	STYLE(FILL, "", 10, BLUE, YELLOW, "ul-")                                         \
	STYLE(EDIT_ROW, "", 10, BLUE, YELLOW, "ulotn")                                   \
	STYLE(IS_DOING, "", 10, INK, AMBER, "b")                                         \
	STYLE(IS_DONE, "", 10, GREEN, MINT, "b")                                         \
	STYLE(IS_DROPPED, "", 10, GREY, SILVER, "x")                                     \
	STYLE(CELL_HEAD, "", 10, WHITE, NAVY, "bcwo")                                    \
	STYLE(CELL_LABEL, "", 10, INK, PALE, "bo")                                       \
	STYLE(CELL_LABEL_WRAP, "", 10, INK, PALE, "bow")                                 \
	STYLE(CELL_TEXT, "", 10, INK, NONE, "co")                                        \
	STYLE(CELL_MONEY, "$#,##0", 11, INK, NONE, "co")                                 \
	STYLE(CELL_WEEKS, "0.0", 11, INK, NONE, "co")                                    \
	STYLE(CELL_DATE, "yyyy-mm-dd", 11, INK, NONE, "co")                              \
	STYLE(CELL_SMALL, "", 9, INK, NONE, "wo")                                        \
	STYLE(CELL_SHARE, "0%", 10, INK, NONE, "co")                                     \
	STYLE(CELL_DAY, "yyyy-mm-dd", 9, INK, NONE, "ro")                                \
	STYLE(CELL_AMOUNT, "$#,##0", 10, INK, NONE, "ro")                                \
	STYLE(QUOTE_WORDS, "", 10, INK, NONE, "wt")                                      \
	STYLE(BOLD_LEFT, "", 10, INK, NONE, "bl")                                        \
	STYLE(MONEY_RIGHT, "$#,##0", 10, INK, NONE, "r")                                 \
	STYLE(DATE_RIGHT, "yyyy-mm-dd", 10, INK, NONE, "r")                              \
	STYLE(HOURS_UNIT, "#,##0.0", 10, INK, NONE, "r")                                 \
	STYLE(RATE, "$#,##0.00", 10, INK, NONE, "r")                                     \
	STYLE(RATE_LEFT, "$#,##0.00", 10, INK, NONE, "l")                                \
	STYLE(AMOUNT_LEFT, "$#,##0", 10, INK, NONE, "l")                                 \
	STYLE(DOLLARS_LEFT, "\"$\"#,##0.00", 10, INK, NONE, "l")                         \
	STYLE(PEOPLE, "0.0", 10, INK, NONE, "r")                                         \
	STYLE(QUOTE_TOTAL, "$#,##0", 14, WHITE, NAVY, "br")                              \
	STYLE(QUOTE_WEEKS, "0.0", 14, WHITE, NAVY, "br")                                 \
	STYLE(QUOTE_TOTAL_TEXT, "", 11, WHITE, NAVY, "b")                                \
	STYLE(SHARE_LEFT, "0%", 10, INK, NONE, "tl")                                     \
	STYLE(BIG_PERCENT, "0%", 14, NAVY, NONE, "br")                                   \
	STYLE(NOTE_WRAP, "", 10, INK, NONE, "wtn")                                       \
	STYLE(CHANGE, "+#,##0;-#,##0;0", 10, INK, NONE, "tr")                            \
	STYLE(CHANGE_SHARE, "+0%;-0%;0%", 10, INK, NONE, "tr")                           \
	STYLE(GAIN, "+0.0;-0.0;0.0", 10, INK, NONE, "tr")                                \
	STYLE(SCORE, "0.0", 10, INK, NONE, "btr")                                        \
	STYLE(ADVICE, "", 14, NAVY, NONE, "bw")                                          \
	STYLE(EDIT_HOURS, "#,##0.0", 10, BLUE, YELLOW, "utro")                           \
	STYLE(EDIT_WEIGHT, "0.00", 10, BLUE, YELLOW, "utro")                             \
	STYLE(SUM_DATE, "yyyy-mm-dd", 10, INK, PALE, "br=")                              \
	STYLE(SUM_WEEKS, "0.0", 10, INK, PALE, "b=")                                     \
	STYLE(LINE, "", 10, INK, NONE, "-")                                              \
	STYLE(OK, "", 10, INK, NONE, "bct")                                              \
	STYLE(GOOD, "", 10, GREEN, MINT, "bc")                                           \
	STYLE(BAD, "", 10, WHITE, RED, "bc")                                             \
	STYLE(WEEK_HEAD, "yyyy-mm-dd", 9, WHITE, NAVY, "cv")                             \
	STYLE(WEEK_NUMBER, "0", 9, GREY, NONE, "c")                                      \
	STYLE(WEEK_CELL, "", 9, NAVY, NONE, "c")                                         \
	STYLE(WEEK_HOURS, "#,##0;-#,##0;", 9, INK, NONE, "r")                            \
	STYLE(WEEK_PEOPLE, "0.0;-0.0;", 9, INK, NONE, "r")                               \
	STYLE(WEEK_PERCENT, "0%;-0%;", 9, INK, NONE, "r")                                \
	STYLE(WEEK_THOUSAND, "#,##0.0,;-#,##0.0,;", 9, INK, NONE, "r")                   \
	STYLE(WEEK_THOUSANDS, "#,##0,;-#,##0,;", 9, INK, NONE, "r")                      \
	STYLE(WEEK_SUM, "#,##0;-#,##0;", 9, INK, PALE, "br=")                            \
	STYLE(WEEK_SUM_PEOPLE, "0.0;-0.0;", 9, INK, PALE, "br=")                         \
	STYLE(WEEK_WORD, "", 9, RED, NONE, "bcv")                                        \
	STYLE(ID, "", 10, GREY, NONE, "tl")                                              \
	STYLE(DAYS, "0.0", 10, INK, NONE, "tr")                                          \
	STYLE(DATE_BOLD, "yyyy-mm-dd", 10, NAVY, NONE, "br")                             \
	STYLE(HOURS_BOLD, "#,##0.0", 10, NAVY, NONE, "br")                               \
	STYLE(MONEY_BOLD, "$#,##0", 10, NAVY, NONE, "br")                                \
	STYLE(WEEKS_BOLD, "0.0", 10, NAVY, NONE, "br")                                   \
	STYLE(EDIT_DONE, "0%", 10, BLUE, YELLOW, "utro")                                 \
	STYLE(PERCENT_LEFT, "0%", 10, INK, NONE, "l")                                    \
	STYLE(EDIT_PEOPLE, "0.00", 10, BLUE, YELLOW, "utro")                             \
	STYLE(EDIT_WORK, "#,##0.0", 10, BLUE, YELLOW, "utro")                            \
	STYLE(EDIT_PRICE, "$#,##0.00", 10, BLUE, YELLOW, "utro")                         \
	STYLE(EDIT_SUM, "$#,##0", 10, BLUE, YELLOW, "utro")                              \
	STYLE(EDIT_DAY, "yyyy-mm-dd", 10, BLUE, YELLOW, "utro")                          \
	STYLE(EDIT_WRAP, "", 10, BLUE, YELLOW, "uwton")                                  \
	STYLE(SUM_RIGHT, "", 10, INK, PALE, "br=")                                       \
	STYLE(SUM_DAYS, "0.0", 10, INK, PALE, "br=")                                     \
	STYLE(LOG_HOURS, "#,##0.0;-#,##0.0;", 10, INK, NONE, "tr")                       \
	STYLE(LOG_MONEY, "#,##0;-#,##0;", 10, INK, NONE, "tr")                           \
	STYLE(FACTOR_RIGHT, "0.000", 10, INK, NONE, "r")                                 \
	STYLE(WORD_RIGHT, "", 10, INK, NONE, "br")                                       \
	STYLE(WARNING, "", 10, RED, NONE, "b")                                           \
	STYLE(BEHIND, "", 8, WHITE, NONE, "")                                            \
	STYLE(SECTION_LINK, "", 9, LINK, NONE, "r-")                                     \
	STYLE(QUOTE_DATE, "yyyy-mm-dd", 14, WHITE, NAVY, "br")                           \
	STYLE(UNIT_MONEY, "$#,##0.00", 10, INK, NONE, "t")                               \
	STYLE(UNIT_DAYS, "#,##0.000", 10, INK, NONE, "t")

enum book_style {
#define STYLE(name, format, size, ink, ground, flags) STYLE_##name,
	BOOK_STYLES(STYLE)
#undef STYLE
	    STYLES_END
};

enum { COLUMN_WAYS = 4 };

/* A table sheet whose rows the counts of Effort come from. */
struct evidence {
	const char *title;
	int unit, quantity, hours, status, state; /* columns; the last three -1: none */
	int first_row, last_row;                  /* last < first: no row */
};

struct book {
	lxw_workbook *file;
	lxw_workbook *aside; /* holds the sheets that are left out; never written */
	struct grid grid;    /* what goes to the file when the book is finished */
	const char **left_out;
	size_t left_out_count, left_out_room;
	struct err trouble; /* the first thing that went wrong, or of kind ERR_NONE */
	struct store *store;
	struct arena *a;
	struct figures *m;
	const struct report *report;
	struct words *words; /* of the quote's language; NULL: English */
	const char *client, *project;
	struct brand brand;
	struct notation notation;
	const char *currency_code; /* "EUR" */
	lxw_format *style[STYLES_END + COLUMN_KINDS_END * COLUMN_WAYS];
	struct evidence *evidence;
	size_t evidence_count, evidence_room;
	struct series *series; /* of repeats: book_repeat.h */
	size_t series_count;
	const char **listing; /* titles of the tables that say which kind a row is of */
	size_t listing_count, listing_room;
	const char *weights; /* title of the sheet that holds the units, or NULL */
	int weights_unit, weights_low, weights_likely, weights_high;
	int weights_first, weights_last;
	int effort_first, effort_last; /* rows of lines on Effort, of all groups */
	int chart_data;                /* row on Summary that the price chart shows */
	int phase_first, phase_last; /* rows of the phases on Plan; last < first: none */
	struct page *page;           /* book_page.h */
	size_t page_count, page_room;
	struct package_filling *filling; /* the rows of sheets, packed: book_rows.h */
	size_t filling_count, filling_room;
	lxw_error failed;
};

/* The sheet of this name is not to be in the file; told before it is made. It is filled
 * like others, and its formulas and names count; but formulas of other sheets that refer
 * to it are written as the values that they have. */
void book_leave_out(struct book *b, const char *sheet);
bool book_leaves_out(const struct book *b, const char *sheet);
bool book_is_written(const struct book *b, const lxw_worksheet *w);
/* Works out all formulas and hands every cell and name to the file. Nothing is written to
 * cells behind it; the file itself is closed by the caller. */
bool book_finish(struct book *b, struct err *e);
/* Every named cell that is a number, once the book is finished. */
void book_each_name(struct book *b,
                    void (*each)(void *arg, const char *name, double value), void *arg);
/* Also after a failure, when the file has been closed. */
void book_release(struct book *b);

void book_styles(struct book *b);
/* The style of cells of such a column; way: 0, +1 wraps, +2 is indented. */
enum book_style book_column_style(enum column_kind kind, int way);
/* The number format of a style as we write it, "$#,##0"; "" when it has none. */
const char *book_style_format(enum book_style s);
/* The last row that has a cell so far, counted from 0. */
int book_last_row(const struct book *b, const lxw_worksheet *w);
/* The height of a row that is not set otherwise, in points. */
void book_row_height(struct book *b, lxw_worksheet *w, int row, double points);
/* A number format of ours as the reader writes it: $ is the quote's currency. */
const char *book_money(struct book *b, const char *format);

/* Text from anywhere, as a cell holds it: valid UTF-8, no control characters but the
 * line break, at most 32,767 UTF-16 units, "_x0041_" kept as it is written. */
const char *book_clean(struct arena *a, const char *text);

/* The letters of its flags, see BOOK_STYLES; "": of a column of a table. */
const char *book_style_flags(enum book_style s);

/* All texts of ours are written in English and come out in the language of the book: in
 * cells, and in formulas both texts and names of sheets. */
void book_text(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
               const char *text);
/* Text of the scanned code or of the user: as it is, in every language. */
void book_verbatim(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
                   const char *text);
void book_textf(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
                const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* A text that leads to a cell of another sheet; a mere text when that is not written. */
void book_link(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
               const char *sheet, int to_row, int to_col, const char *text);
/* One that leads to the first row of that sheet which holds `found` (a text of ours) in a
 * cell; to its top when none does. */
void book_link_found(struct book *b, lxw_worksheet *w, int row, int col,
                     enum book_style s, const char *sheet, const char *found,
                     const char *text);
/* The title of the first table that lists work of this kind, or NULL. */
const char *book_listing_of(struct book *b, const char *label);
/* One that leads to the first name in a formula that stands on another sheet, and is
 * called like that; nothing where there is none. */
void book_link_source(struct book *b, lxw_worksheet *w, int row, int col,
                      const char *formula);
void book_number(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
                 double value);
void book_blank(struct book *b, lxw_worksheet *w, int row, int from, int to,
                enum book_style s);
/* A formula without its "=". What it gives, a number or a text, the book works out when
 * it is finished, from the cells and names that are there then. */
void book_live(struct book *b, lxw_worksheet *w, int row, int col, enum book_style s,
               const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* How wide a column must be for the text on one line; of_words: for its longest word. */
double book_characters(enum book_style s, const char *text, bool of_words);
/* Points that the text needs, wrapped in a column of so many characters: 15 to 409. */
double book_height(enum book_style s, double characters, const char *text);
/* Merges cells; the text or formula of the first one is written for itself. */
void book_merge(struct book *b, lxw_worksheet *w, int row1, int col1, int row2, int col2,
                enum book_style s);
/* Merged over columns from..to, wrapped, the row as high as the text needs for a total
 * width of `characters`. Returns that height in points. */
double book_paragraph(struct book *b, lxw_worksheet *w, int row, int from, int to,
                      enum book_style s, double characters, const char *text);
/* Title, line under it, and what all sheets share (paper, footer, zoom, protection). */
lxw_worksheet *book_sheet(struct book *b, const char *name);
/* One of many thousand rows: heights of rows by book_row_height() alone, no merged cells,
 * nothing that is written past the book. */
lxw_worksheet *book_long_sheet(struct book *b, const char *name);
void book_heading(struct book *b, lxw_worksheet *w, const char *title, const char *intro);
/* Below the title, of several lines up to the last column; width as book_paragraph(). */
void book_intro(struct book *b, lxw_worksheet *w, int last, double width,
                const char *text);
/* Cells name="Sheet!$B$4" for formulas; all names are known before a cell is written. */
void book_name(struct book *b, const char *name, const char *sheet, int row, int col);
void book_name_range(struct book *b, const char *name, const char *sheet, int row1,
                     int col1, int row2, int col2);
/* "$C$7" in the arena. */
const char *book_at(struct book *b, int row, int col);
/* "$C7": a cell of the formula's own row, wherever the row is sorted to. */
const char *book_in_row(struct book *b, int row, int col);
/* The cells of one column of a sheet, absolute. */
const char *book_range(struct book *b, const char *sheet, int row1, int row2, int col);
/* A text of ours that goes elsewhere than into a cell: a chart, a header, a list. */
const char *book_word(struct book *b, const char *english);
/* What the sheet is called in the book, for charts and links; formulas and the functions
 * above take the English name. */
const char *book_sheet_name(struct book *b, const char *english);

/* The sheet on which this report has the unit prices. */
const char *book_prices_sheet(struct book *b);
/* Of a formula's number in a sentence, as the language writes it: a program writes it
 * with the sign of its own. */
const char *book_said(struct book *b, const char *number);
/* "Data models and queries" of effort.phase "orm"; a phase of others is shown as it is.
 */
const char *book_phase(const char *phase);
/* Text of the result table, or def. */
const char *book_result(struct book *b, const char *key, const char *def);

#endif
