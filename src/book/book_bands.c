/* book_bands.c - the sheet Bands: the documented classes, and this estimate among them.
 */
#include "book/book_bands.h"

#include <math.h>
#include <string.h>

#include "book/book_effort.h"
#include "book/book_page.h"
#include "sheet/book_text.h"

enum { COL_LABEL, COL_1, COL_2, COL_3, COL_4, COL_5, COL_6, COL_TEXT, COLUMNS };
static const double widths[COLUMNS] = { 40, 13, 13, 13, 13, 13, 13, 66 };
enum { WIDTH = 40 + 6 * 13 + 66, BANDS_MAX = 8 };

struct bands {
	struct book *b;
	lxw_worksheet *w;
	int row, first, n;
	const char *name[BANDS_MAX];
	bool is_open[BANDS_MAX];
	int begun; /* row of the title of the table that is written; 0: none */
};

/* A table with its title stays on a page. */
static void end_block(struct bands *s)
{
	if (s->begun)
		book_page_keep(s->b, s->w, s->begun, s->row - 1);
}

static void section(struct bands *s, const char *title)
{
	end_block(s);
	s->begun = ++s->row;
	book_blank(s->b, s->w, s->row, 0, COL_TEXT, STYLE_SECTION);
	book_text(s->b, s->w, s->row, 0, STYLE_SECTION, title);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 22, NULL);
}

static void heads(struct bands *s, const char *const *titles)
{
	for (int i = 0; i < COLUMNS; i++)
		book_text(s->b, s->w, s->row, i,
		          i == 0          ? STYLE_HEAD
		          : i == COL_TEXT ? STYLE_HEAD_INDENT
		                          : STYLE_HEAD_RIGHT,
		          titles[i]);
	worksheet_set_row(s->w, (lxw_row_t)s->row++, 42, NULL);
}

static void words(struct bands *s, int row, const char *label, const char *text)
{
	book_text(s->b, s->w, row, COL_LABEL, STYLE_WRAP, label);
	worksheet_set_row(s->w, (lxw_row_t)row,
	                  fmax(fmax(16, book_height(STYLE_WRAP, widths[0], label)),
	                       book_paragraph(s->b, s->w, row, COL_TEXT, COL_TEXT,
	                                      STYLE_SMALL_TOP, widths[COL_TEXT] - 2,
	                                      text)),
	                  NULL);
}

static void paragraph(struct bands *s, const char *text)
{
	double height = book_paragraph(s->b, s->w, s->row, 0, COL_TEXT, STYLE_WRAP, WIDTH,
	                               text);

	worksheet_set_row(s->w, (lxw_row_t)s->row++, fmax(16, height), NULL);
}

/* ---- the bands ------------------------------------------------------------------------
 */

/* Where a figure of the estimate lies: below, inside, above. */
static void write_place(struct bands *s, int r, int col, const char *value, int low,
                        bool is_open)
{
	struct book *b = s->b;

	book_live(b, s->w, r, col, STYLE_RIGHT,
	          "IF(%s<%s,\"" TEXT_BELOW "\",IF(%s>%s,\"%s\",\"" TEXT_INSIDE "\"))",
	          value, book_at(b, r, low), value, book_at(b, r, low + 1),
	          is_open ? TEXT_INSIDE : TEXT_ABOVE);
}

static bool write_bands(struct bands *s, struct err *e)
{
	static const char *const titles[COLUMNS] = {
		TEXT_BANDS_BAND,      TEXT_BANDS_COST_LOW, TEXT_BANDS_TO,
		TEXT_BANDS_WEEKS_LOW, TEXT_BANDS_TO,       TEXT_BANDS_TOTAL_IS,
		TEXT_BANDS_WEEKS_ARE, TEXT_BANDS_CRITERIA
	};
	struct book *b = s->b;
	sqlite3_stmt *q = store_select(
	    b->store, b->a, e,
	    "SELECT name, cost_low, cost_high, weeks_low, weeks_high, is_open,"
	    " criteria || '. ' || source FROM band ORDER BY rank LIMIT %d",
	    BANDS_MAX);

	if (!q)
		return false;
	section(s, TEXT_BANDS_TABLE);
	heads(s, titles);
	s->first = s->row;
	while (sqlite3_step(q) == SQLITE_ROW) {
		int r = s->row++;
		bool is_open = sqlite3_column_int(q, 5) != 0;

		s->name[s->n] = arena_strdup(b->a,
		                             (const char *)sqlite3_column_text(q, 0));
		s->is_open[s->n] = is_open;
		words(s, r,
		      arena_printf(b->a, "%s%s", s->name[s->n],
		                   is_open ? TEXT_BANDS_OPEN : ""),
		      (const char *)sqlite3_column_text(q, 6));
		for (int i = 0; i < 4; i++)
			book_number(b, s->w, r, COL_1 + i,
			            i < 2 ? STYLE_DOLLARS : STYLE_WEEKS,
			            sqlite3_column_double(q, 1 + i));
		write_place(s, r, COL_5, "total_price/exchange_rate", COL_1, is_open);
		write_place(s, r, COL_6, "weeks_expected", COL_3, is_open);
		s->n++;
	}
	words(s, s->row, TEXT_BANDS_THIS, NOTE_BANDS_THIS);
	book_live(b, s->w, s->row, COL_1, STYLE_SUM_DOLLARS,
	          "price_expected/exchange_rate");
	book_live(b, s->w, s->row, COL_2, STYLE_SUM_DOLLARS, "total_price/exchange_rate");
	book_live(b, s->w, s->row, COL_3, STYLE_SUM_WEEKS, "weeks_expected");
	book_live(b, s->w, s->row++, COL_4, STYLE_SUM_WEEKS,
	          "weeks_expected*(1+contingency)");
	paragraph(s, NOTE_BANDS_SET);
	return true;
}

/* "in the band Medium", "between Small and Medium": from the last band down. */
static const char *place_formula(struct bands *s)
{
	struct book *b = s->b;
	const char *total = "total_price/exchange_rate";
	int last = s->n - 1;
	const char *f = arena_printf(b->a,
	                             "IF(%s<=1.001*%s,\"" TEXT_BANDS_IN
	                             "%s\",\"" TEXT_BANDS_BEYOND "%s\")",
	                             total, book_at(b, s->first + last, COL_2),
	                             s->name[last], s->name[last]);

	for (int i = last; i > 0; i--)
		f = arena_printf(b->a,
		                 "IF(%s<=1.001*%s,\"" TEXT_BANDS_IN
		                 "%s\",IF(%s<0.999*%s,\"" TEXT_BANDS_BETWEEN
		                 "%s" TEXT_BANDS_AND "%s\",%s))",
		                 total, book_at(b, s->first + i - 1, COL_2),
		                 s->name[i - 1], total, book_at(b, s->first + i, COL_1),
		                 s->name[i - 1], s->name[i], f);
	return arena_printf(b->a, "IF(%s<0.999*%s,\"" TEXT_BANDS_UNDER "%s\",%s)", total,
	                    book_at(b, s->first, COL_1), s->name[0], f);
}

static void write_verdict(struct bands *s, int row)
{
	struct book *b = s->b;

	book_text(b, s->w, row, 0, STYLE_LABEL, TEXT_BANDS_CLASS);
	book_textf(b, s->w, row, COL_1, STYLE_BOLD, "%s", book_result(b, "class", ""));
	book_text(b, s->w, row, COL_2, STYLE_NOTE, book_result(b, "class_reason", ""));
	book_text(b, s->w, row + 1, 0, STYLE_LABEL, TEXT_BANDS_VERDICT);
	if (s->n > 0)
		book_live(b, s->w, row + 1, COL_1, STYLE_BOLD, "%s", place_formula(s));
	book_name(b, "band_verdict", SHEET_BANDS, row + 1, COL_1);
}

/* ---- whom a band pays -------------------------------------------------------------- */

static void write_payers(struct bands *s)
{
	static const char *const titles[COLUMNS] = {
		TEXT_BANDS_BAND,       TEXT_BANDS_WEEK_LOW,    TEXT_BANDS_WEEK_HIGH,
		TEXT_BANDS_PEOPLE_LOW, TEXT_BANDS_PEOPLE_HIGH, TEXT_BANDS_RATE_LOW,
		TEXT_BANDS_RATE_HIGH,  TEXT_BANDS_NOTE
	};
	struct book *b = s->b;
	int r;

	section(s, TEXT_BANDS_PAYERS);
	heads(s, titles);
	for (int i = 0; i < s->n; i++) {
		r = s->row++;
		words(s, r, s->name[i], i ? "" : NOTE_BANDS_PAYERS);
		for (int k = 0; k < 2; k++) {
			book_live(b, s->w, r, COL_1 + k, STYLE_DOLLARS,
			          "%s/(1+reference_contingency)/%s",
			          book_at(b, s->first + i, COL_1 + k),
			          book_at(b, s->first + i, COL_3 + k));
			book_live(b, s->w, r, COL_3 + k, STYLE_WEEKS,
			          "%s/(reference_rate*hours_per_week*utilisation)",
			          book_at(b, r, COL_1 + k));
			book_live(b, s->w, r, COL_5 + k, STYLE_DOLLARS,
			          "IF(team_size>0,%s/(hours_per_week*utilisation*team_"
			          "size),0)",
			          book_at(b, r, COL_1 + k));
		}
	}
	r = s->row++;
	words(s, r, TEXT_BANDS_THIS, NOTE_BANDS_RATE);
	for (int k = 0; k < 2; k++) {
		book_live(b, s->w, r, COL_1 + k, STYLE_SUM_DOLLARS,
		          "IF(weeks_expected>0,price_expected/exchange_rate/"
		          "weeks_expected,0)");
		book_live(b, s->w, r, COL_3 + k, STYLE_SUM_WEEKS, "team_size");
		book_live(b, s->w, r, COL_5 + k, STYLE_SUM_DOLLARS,
		          "billed_rate/exchange_rate");
	}
}

/* ---- what weighs most ----------------------------------------------------------------
 */

static const struct line *line_of(const struct figures *m, const char *unit)
{
	for (size_t i = 0; i < m->line_count; i++)
		if (strcmp(m->line[i].unit, unit) == 0)
			return &m->line[i];
	return NULL;
}

/* What has a unit price costs what that comes to, as it stands elsewhere, where the offer
 * holds the contingency; the rest, and what an offer of a percentile would, its hours. */
static const char *price_formula(struct bands *s, int r)
{
	struct book *b = s->b;
	const char *label = book_at(b, r, COL_LABEL),
		   *hours = arena_printf(b->a, "%s*billed_rate*(1+contingency)",
	                                 book_at(b, r, COL_2));

	return arena_printf(
	    b->a,
	    "IF(risk_appetite=\"expected\",IFERROR(" BOOK_WHOLE(
		"INDEX(unit_prices,MATCH(%s,change_kinds,0))*%s") ",%s),%s)",
	    label, book_effort_in_project(b, label), hours, hours);
}

/* Engineering carries QA and management; an event carries neither. */
static bool write_reasons(struct bands *s, struct err *e)
{
	static const char *const titles[COLUMNS] = { TEXT_BANDS_WHAT,
		                                     TEXT_BANDS_HOURS,
		                                     TEXT_BANDS_CARRIED,
		                                     TEXT_BANDS_PRICE,
		                                     TEXT_BANDS_SHARE,
		                                     "",
		                                     "",
		                                     TEXT_BANDS_SOURCE };
	struct book *b = s->b;
	sqlite3_stmt *q = store_select(b->store, b->a, e,
	                               "SELECT unit, label FROM driver ORDER BY rank"
	                               " LIMIT 10");

	if (!q)
		return false;
	section(s, TEXT_BANDS_REASONS);
	heads(s, titles);
	while (sqlite3_step(q) == SQLITE_ROW) {
		const struct line *l = line_of(b->m,
		                               (const char *)sqlite3_column_text(q, 0));
		bool is_event = l && line_group_of(l) == GROUP_RISK;
		int r = s->row;

		if (!l)
			continue;
		s->row++;
		words(s, r, l->label, l->source);
		book_live(b, s->w, r, COL_1, STYLE_HOURS,
		          "SUMIFS(effort_hours,effort_work,%s)",
		          book_at(b, r, COL_LABEL));
		book_live(b, s->w, r, COL_2, STYLE_HOURS,
		          is_event ? "%s"
		                   : "IF(engineering_hours>0,%s*(total_hours-risk_hours)"
		                     "/engineering_hours,0)",
		          book_at(b, r, COL_1));
		book_live(b, s->w, r, COL_3, STYLE_MONEY, "%s", price_formula(s, r));
		book_live(b, s->w, r, COL_4, STYLE_PERCENT,
		          "IF(total_hours>0,%s/total_hours,0)", book_at(b, r, COL_2));
	}
	return true;
}

/* ---- COCOMO
 * ----------------------------------------------------------------------------
 */

static void figure(struct bands *s, const char *name, const char *label,
                   enum book_style style, const char *formula, const char *note)
{
	struct book *b = s->b;

	words(s, s->row, label, note);
	book_live(b, s->w, s->row, COL_1, style, "%s", formula);
	if (name)
		book_name(b, name, SHEET_BANDS, s->row, COL_1);
	s->row++;
}

static void write_cocomo(struct bands *s)
{
	struct book *b = s->b;
	double kloc = store_number(b->store, 0,
	                           "SELECT CAST(value AS REAL) FROM result"
	                           " WHERE key = 'cocomo_kloc'");

	if (kloc <= 0 || !figures_constant(b->m, "cocomo_factor"))
		return;
	section(s, TEXT_COCOMO);
	words(s, s->row, TEXT_COCOMO_KLOC, NOTE_COCOMO_KLOC);
	book_number(b, s->w, s->row, COL_1, STYLE_FACTOR, kloc);
	book_name(b, "cocomo_kloc", SHEET_BANDS, s->row++, COL_1);
	figure(s, "cocomo_person_months", TEXT_COCOMO_MONTHS, STYLE_WEEKS,
	       "cocomo_factor*cocomo_kloc^cocomo_exponent", NOTE_COCOMO_MONTHS);
	figure(s, NULL, TEXT_COCOMO_OURS, STYLE_WEEKS, "person_months", "");
	figure(s, NULL, TEXT_COCOMO_SHARE, STYLE_PERCENT,
	       "IF(cocomo_person_months>0,person_months/cocomo_person_months,0)", "");
	figure(s, NULL, TEXT_COCOMO_CALENDAR, STYLE_WEEKS,
	       "cocomo_months_factor*cocomo_person_months^cocomo_months_exponent",
	       NOTE_COCOMO_CALENDAR);
	figure(s, NULL, TEXT_COCOMO_PRICE, STYLE_MONEY,
	       "cocomo_person_months*hours_per_month*billed_rate", "");
	figure(s, NULL, TEXT_COCOMO_COUNTERS, STYLE_DOLLARS,
	       "cocomo_person_months*cocomo_wage/12*cocomo_overhead",
	       NOTE_COCOMO_COUNTERS);
	paragraph(s, NOTE_COCOMO_WHY);
}

bool book_bands(struct book *b, lxw_worksheet *w, struct err *e)
{
	struct bands s = { .b = b, .w = w, .row = 5 };

	for (int i = 0; i < COLUMNS; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	book_heading(b, w, SHEET_BANDS, TEXT_BANDS_INTRO);
	if (!write_bands(&s, e))
		return false;
	if (!b->m->is_nothing) {
		write_verdict(&s, 3);
		write_payers(&s);
		if (!write_reasons(&s, e))
			return false;
		write_cocomo(&s);
	}
	end_block(&s);
	return true;
}
