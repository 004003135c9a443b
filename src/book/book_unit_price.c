/* book_unit_price.c - the sheet Unit prices: what each kind of work is, and costs. */
#include "book/book_unit_price.h"

#include <math.h>
#include <string.h>

#include "book/book_effort.h"
#include "book/book_page.h"
#include "book/book_terms.h"
#include "sheet/book_text.h"

enum {
	COL_NUMBER,
	COL_KIND,
	COL_LIST, /* the way to what is counted */
	COL_MEANS,
	COL_DAYS,
	COL_PRICE,
	COL_COUNT,
	COL_AMOUNT,
	COLUMNS
};
enum { HEAD_ROW = 3, WORDS_WIDTH = 107, LAST_PRICES = 3 };
static const double widths[COLUMNS] = { 4, 30, 2.5, 44, 8.5, 12, 9.5, 12.5 };

struct unit_prices {
	struct book *b;
	lxw_worksheet *w;
	int row;
};

static double row_height(struct unit_prices *s, const char *label, const char *means)
{
	return fmax(book_height(STYLE_WRAP, widths[COL_KIND], book_word(s->b, label)),
	            book_height(STYLE_WRAP, widths[COL_MEANS], book_word(s->b, means)));
}

/* The ranges of the sheet Change control, row by row: line i, from 1. */
static void write_price(struct unit_prices *s, int i, const char *label,
                        const char *means, double quantity)
{
	struct book *b = s->b;
	int r = s->row++;
	const char *rows = quantity > 0 ? book_listing_of(b, label) : NULL;

	book_number(b, s->w, r, COL_NUMBER, STYLE_ID, i);
	book_text(b, s->w, r, COL_KIND, STYLE_WRAP, label);
	/* Beside it: in some programs a link does not wrap. */
	if (rows)
		book_link_found(b, s->w, r, COL_LIST, STYLE_ARROW, rows, label,
		                TEXT_ARROW);
	book_text(b, s->w, r, COL_MEANS, STYLE_WRAP, means);
	book_live(b, s->w, r, COL_DAYS, STYLE_UNIT_DAYS, "INDEX(unit_price_days,%d)", i);
	book_live(b, s->w, r, COL_PRICE, STYLE_UNIT_MONEY, "INDEX(unit_prices,%d)", i);
	if (quantity > 0) {
		const char *work = book_at(b, r, COL_KIND);

		book_live(b, s->w, r, COL_COUNT,
		          fabs(quantity - round(quantity)) < 0.005 ? STYLE_COUNT
		                                                   : STYLE_QUANTITY,
		          "%s", book_effort_in_project(b, work));
		book_live(b, s->w, r, COL_AMOUNT, STYLE_MONEY, BOOK_WHOLE("%s*%s"),
		          book_at(b, r, COL_PRICE), book_at(b, r, COL_COUNT));
	}
	worksheet_set_row(s->w, (lxw_row_t)r, row_height(s, label, means), NULL);
}

static void write_section(struct unit_prices *s, const char *title)
{
	book_page_keep(s->b, s->w, s->row, s->row + 2);
	book_blank(s->b, s->w, s->row, 0, COL_AMOUNT, STYLE_SECTION);
	book_text(s->b, s->w, s->row, COL_NUMBER, STYLE_SECTION, title);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 22, NULL);
}

/* Paid once: by its hours, with what every price holds. */
static void write_part(struct unit_prices *s, const struct line *l)
{
	struct book *b = s->b;
	const char *hours = book_effort_hours(b, l),
		   *means = store_text(b->store, b->a, "",
	                               "SELECT means FROM effort WHERE unit = %Q",
	                               l->unit);

	book_text(b, s->w, s->row, COL_KIND, STYLE_WRAP, l->label);
	book_text(b, s->w, s->row, COL_MEANS, STYLE_WRAP, means);
	book_live(b, s->w, s->row, COL_DAYS, STYLE_UNIT_DAYS,
	          "%s*change_overhead/hours_per_day", hours);
	book_live(b, s->w, s->row, COL_AMOUNT, STYLE_MONEY,
	          "ROUND(%s*change_overhead*billed_rate*change_markup,0)", hours);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, row_height(s, l->label, means),
	                  NULL);
}

/* A row of words and an amount. */
static int write_amount(struct unit_prices *s, const char *label, const char *formula)
{
	book_text(s->b, s->w, s->row, COL_KIND, STYLE_WRAP, label);
	book_live(s->b, s->w, s->row, COL_AMOUNT, STYLE_MONEY, "%s", formula);
	return s->row++;
}

static bool has_risks(const struct book *b)
{
	for (size_t i = 0; i < b->m->line_count; i++)
		if (line_group_of(&b->m->line[i]) == GROUP_RISK)
			return true;
	return false;
}

/* What risks are expected to cost, and what rounding leaves, so that all adds up to the
 * price. */
static void write_rest(struct unit_prices *s, int first)
{
	struct book *b = s->b;
	int r;

	if (has_risks(b)) {
		r = write_amount(s, TEXT_UNIT_PRICES_RISKS,
		                 "ROUND(risk_hours*billed_rate*change_markup,0)");
		book_text(b, s->w, r, COL_MEANS, STYLE_WRAP,
		          TEXT_UNIT_PRICES_RISKS_MEANS);
		book_live(b, s->w, r, COL_DAYS, STYLE_UNIT_DAYS,
		          "risk_hours/hours_per_day");
		worksheet_set_row(s->w, (lxw_row_t)r,
		                  row_height(s, TEXT_UNIT_PRICES_RISKS,
		                             TEXT_UNIT_PRICES_RISKS_MEANS),
		                  NULL);
	}
	r = write_amount(s, TEXT_UNIT_PRICES_ROUNDING,
	                 arena_printf(b->a, "price_offered-SUM(%s:%s)",
	                              book_at(b, first, COL_AMOUNT),
	                              book_at(b, s->row - 1, COL_AMOUNT)));
	book_live(b, s->w, r, COL_MEANS, STYLE_WRAP,
	          "IF(hours_dropped<0.05,\"" TEXT_UNIT_PRICES_ROUNDING_MEANS
	          "\",\"" TEXT_UNIT_PRICES_ROUNDING_DROPPED "\")");
	worksheet_set_row(s->w, (lxw_row_t)r,
	                  row_height(s, TEXT_UNIT_PRICES_ROUNDING,
	                             TEXT_UNIT_PRICES_ROUNDING_DROPPED),
	                  NULL);
}

/* What the price holds beside the lines, part by part. */
static void write_once(struct unit_prices *s, int first)
{
	const struct figures *m = s->b->m;
	struct book *b = s->b;
	int rest, sum;

	write_section(s, TEXT_UNIT_PRICES_ONCE);
	for (size_t i = 0; i < m->line_count; i++) {
		enum line_group g = line_group_of(&m->line[i]);

		if ((g == GROUP_SET_UP || g == GROUP_FIXED) && m->line[i].quantity > 0)
			write_part(s, &m->line[i]);
	}
	rest = s->row;
	write_rest(s, first);
	sum = s->row++;
	/* The sum is not alone on a page. */
	book_page_keep(b, s->w, rest, sum);
	book_blank(b, s->w, sum, 0, COL_AMOUNT, STYLE_SUM_TEXT);
	book_text(b, s->w, sum, COL_KIND, STYLE_SUM_TEXT, TEXT_OFFERED_PRICE);
	book_text(b, s->w, sum, COL_MEANS, STYLE_SUM_TEXT, TEXT_UNIT_PRICES_DAYS);
	book_live(b, s->w, sum, COL_DAYS, STYLE_SUM_HOURS, "total_hours/hours_per_day");
	book_live(b, s->w, sum, COL_AMOUNT, STYLE_SUM_MONEY, "SUM(%s:%s)",
	          book_at(b, first, COL_AMOUNT), book_at(b, sum - 1, COL_AMOUNT));
	s->row++;
}

/* Where not each place counts as one: how many there are, and why so. */
static const char *weighted(struct book *b, sqlite3_stmt *q)
{
	long places = (long)sqlite3_column_int64(q, 3);
	long repeats = (long)sqlite3_column_int64(q, 4);
	long less = (long)sqlite3_column_int64(q, 5);
	long more = (long)sqlite3_column_int64(q, 6);

	if (places == 1 && less)
		return TEXT_UNIT_PRICES_ONE;
	if (repeats)
		return arena_printf(b->a, TEXT_UNIT_PRICES_WEIGHTED, places, repeats);
	if (less && more)
		return arena_printf(b->a, TEXT_UNIT_PRICES_LESS_MORE, places, less, more);
	if (more)
		return arena_printf(b->a, TEXT_UNIT_PRICES_MORE, places, more);
	return less ? arena_printf(b->a, TEXT_UNIT_PRICES_LESS, places, less) : "";
}

/* What it is, how many places there are, and how many of them nobody saw. */
static const char *means_of(struct book *b, sqlite3_stmt *q)
{
	const char *means = arena_strdup(b->a, (const char *)sqlite3_column_text(q, 1));
	long unseen = (long)sqlite3_column_int64(q, 7);
	const char *notes[] = { weighted(b, q),
		                unseen
		                    ? arena_printf(b->a, TEXT_UNIT_PRICES_UNSEEN, unseen)
		                    : "" };

	for (int i = 0; i < 2; i++)
		if (*notes[i])
			means = arena_printf(b->a, "%s%s %s", book_word(b, means),
			                     means[strlen(means) - 1] == '.' ? "" : ".",
			                     book_word(b, notes[i]));
	return means;
}

static bool write_prices(struct unit_prices *s, struct err *e)
{
	struct book *b = s->b;
	sqlite3_stmt *q =
	    store_select(b->store, b->a, e,
	                 "SELECT label, means, quantity, places, repeats,"
	                 " less, more, unseen FROM unit_price ORDER BY place");
	int first = s->row, i = 0;
	bool was_here = false;

	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		double quantity = sqlite3_column_double(q, 2);
		bool is_here = quantity > 0;

		if (was_here && !is_here)
			write_once(s, first);
		if (!is_here && (was_here || i == 0))
			write_section(s, TEXT_UNIT_PRICES_OTHERS);
		write_price(s, ++i, (const char *)sqlite3_column_text(q, 0),
		            means_of(b, q), quantity);
		was_here = is_here;
	}
	if (was_here)
		write_once(s, first);
	if (i == 0)
		book_text(b, s->w, s->row++, COL_KIND, STYLE_LABEL, TEXT_NO_ROWS);
	return true;
}

static void write_words(struct unit_prices *s, const char *text)
{
	double height = book_template(s->b, s->w, s->row, COL_KIND, COL_AMOUNT,
	                              STYLE_WRAP, WORDS_WIDTH, book_word(s->b, text));

	worksheet_set_row(s->w, (lxw_row_t)s->row++, fmax(16, height), NULL);
}

bool book_unit_price(struct book *b, lxw_worksheet *w, struct err *e)
{
	static const char *const heads[COLUMNS] = { TEXT_UNIT_PRICE_HEADS };
	static const char *const notes[] = { TEXT_UNIT_PRICES_NOTES };
	struct unit_prices s = { b, w, HEAD_ROW + 1 };
	const struct term_group *change;
	struct terms t;
	int begun;

	if (!terms_load(&t, b->a, &b->brand, b->store, e))
		return false;
	worksheet_set_portrait(w);
	for (int i = 0; i < COLUMNS; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	book_heading(b, w, SHEET_UNIT_PRICES, "");
	book_intro(b, w, COLUMNS - 1, WORDS_WIDTH, TEXT_UNIT_PRICES_INTRO);
	for (int i = 0; i < COLUMNS; i++)
		book_text(b, w, HEAD_ROW, i,
		          i >= COL_DAYS ? STYLE_HEAD_RIGHT : STYLE_HEAD, heads[i]);
	worksheet_set_row(w, HEAD_ROW, 30, NULL);
	worksheet_freeze_panes(w, HEAD_ROW + 1, 0);
	worksheet_repeat_rows(w, HEAD_ROW, HEAD_ROW);
	if (!write_prices(&s, e))
		return false;
	/* With the last of the prices, so that no page has notes alone. */
	begun = s.row - LAST_PRICES;
	s.row++;
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		write_words(&s, notes[i]);
	change = terms_group(&t, "change");
	for (size_t i = 0; change && i < change->count; i++)
		write_words(&s, change->line[i]);
	book_page_keep(b, w, begun, s.row - 1);
	book_page_print(b, w, 0, 0, s.row - 1, COLUMNS - 1);
	return true;
}
