/* book_inputs.c - the sheet Inputs: the only cells to edit, and what they rest on. */
#include "book_inputs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "book_text.h"

enum { COL_LABEL, COL_VALUE, COL_UNIT, COL_FACTOR, COL_NOTE };
enum { NOTE_WIDTH = 78, OWN_HOLIDAYS = 8 };

enum input_kind {
	KIND_MONEY,
	KIND_NUMBER,
	KIND_PERCENT,
	KIND_FACTOR,
	KIND_DATE,
	KIND_LEVEL
};

/* Inputs that recalculate the workbook. To add one: a line here, and a formula that
 * uses its name. Limits are those of the data validation. */
static const struct live {
	const char *key, *label, *unit;
	enum input_kind kind;
	double def, min, max;
	const char *note;
} live[] = {
	{ "rate_per_hour", "Hourly rate", " / hour", KIND_MONEY, 0, 0, 1e7, NOTE_RATE },
	{ "overhead", "Overheads on the rate", "of the rate", KIND_PERCENT, 0, 0, 2,
	  NOTE_OVERHEAD },
	{ "exchange_rate", "Rate of exchange", " for 1 USD", KIND_NUMBER, 1, 1e-6, 1e6,
	  NOTE_EXCHANGE },
	{ "tax", "Tax", "of the price", KIND_PERCENT, 0, 0, 1, NOTE_TAX },
	{ "contingency", "Contingency", "of the price", KIND_PERCENT, 0, 0, 1,
	  NOTE_CONTINGENCY },
	{ "hours_per_week", "Hours a week", "hours / person", KIND_NUMBER, 40, 1, 80,
	  NOTE_HOURS_PER_WEEK },
	{ "utilisation", "Of them on the project", "share", KIND_PERCENT, 1, 0.1, 1,
	  NOTE_UTILISATION },
	{ "hours_per_day", "Hours a day", "hours / person", KIND_NUMBER, 8, 1, 24,
	  NOTE_HOURS_PER_DAY },
	{ "start_date", "Start date", "", KIND_DATE, 0, 36526, 73050, NOTE_START },
	{ "team", "Team", "people, 0 = proposed", KIND_NUMBER, 0, 0, 200, NOTE_TEAM },
	{ "qa_share", "QA share", "of engineering", KIND_PERCENT, 0, 0, 2, NOTE_QA },
	{ "calibration", "Calibration", "factor", KIND_FACTOR, 1, 0.1, 10,
	  NOTE_CALIBRATION },
	{ "experience", "Experience with both stacks", "", KIND_LEVEL, 1, 0.1, 10,
	  NOTE_EXPERIENCE },
	{ "tests", "Existing tests", "", KIND_LEVEL, 1, 0.1, 10, NOTE_TESTS },
	{ "ai_assistance", "AI assistance", "factor", KIND_FACTOR, 1, 0.2, 2, NOTE_AI },
	{ "typed", "Existing type annotations", "", KIND_LEVEL, 1, 0.1, 10, NOTE_TYPED },
};

/* Where the levels stand; written before the cells that look them up. */
struct levels {
	int first, last;
};

/* ---- identity of the quote ------------------------------------------------------------
 */

const char *book_quote_number(struct book *b)
{
	const char *date = store_text(b->store, b->a, "",
	                              "SELECT value FROM meta WHERE key = 'scanned_at'");
	uint32_t hash = 2166136261u;
	char day[9] = "";
	size_t n = 0;

	for (const char *p = b->project; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 16777619u;
	for (const char *p = date; *p && n < 8 && p - date < 10; p++)
		if (*p >= '0' && *p <= '9')
			day[n++] = *p;
	day[n] = '\0';
	return arena_printf(b->a, "Q-%s-%04X", day, (hash ^ hash >> 16) & 0xFFFF);
}

double book_quote_date(struct book *b)
{
	return date_serial(store_text(b->store, b->a, "",
	                              "SELECT value FROM meta WHERE key = 'scanned_at'"));
}

/* ---- cells to edit ------------------------------------------------------ */

static void validate(lxw_worksheet *w, int row, const struct live *in)
{
	char message[256];
	lxw_data_validation v = { 0 };

	snprintf(message, sizeof message, "%s: from %g to %g.", in->label, in->min,
	         in->max);
	if (in->kind == KIND_PERCENT)
		snprintf(message, sizeof message, "%s: from %g%% to %g%%.", in->label,
		         100 * in->min, 100 * in->max);
	if (in->kind == KIND_DATE)
		snprintf(message, sizeof message, "%s: a date from 2000 to 2099.",
		         in->label);
	v.validate = LXW_VALIDATION_TYPE_DECIMAL;
	v.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
	v.minimum_number = in->min;
	v.maximum_number = in->max;
	v.error_title = "Not possible";
	v.error_message = message;
	worksheet_data_validation_cell(w, (lxw_row_t)row, COL_VALUE, &v);
}

static void validate_level(struct book *b, lxw_worksheet *w, int row,
                           const struct levels *at)
{
	lxw_data_validation v = { 0 };
	char *list = arena_printf(b->a, "=%s:%s", book_at(b, at->first, COL_VALUE),
	                          book_at(b, at->last, COL_VALUE));

	v.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
	v.value_formula = list;
	v.error_title = "Not possible";
	v.error_message = "Choose one of the list.";
	worksheet_data_validation_cell(w, (lxw_row_t)row, COL_VALUE, &v);
}

static struct levels levels_of(const struct figures *m, const char *key, int first_row)
{
	struct levels at = { 0, -1 };

	for (size_t i = 0; i < m->level_count; i++)
		if (strcmp(m->level[i].key, key) == 0) {
			if (at.last < 0)
				at.first = first_row + (int)i;
			at.last = first_row + (int)i;
		}
	return at;
}

static void write_level(struct book *b, lxw_worksheet *w, int row, const struct live *in,
                        const char *value, const struct levels *at)
{
	const char *name = arena_printf(b->a, "%s_factor", in->key);
	double factor = figures_factor(b->m, in->key);

	if (at->last < at->first) {
		book_number(b, w, row, COL_VALUE, STYLE_EDIT_FACTOR, factor);
		validate(w, row, in);
		book_name(b, name, SHEET_INPUTS, row, COL_VALUE);
		return;
	}
	book_text(b, w, row, COL_VALUE, STYLE_EDIT_TEXT, value);
	validate_level(b, w, row, at);
	book_name(b, in->key, SHEET_INPUTS, row, COL_VALUE);
	book_formula(b, w, row, COL_FACTOR, STYLE_FACTOR_MIDDLE, factor,
	             "INDEX(%s:%s,MATCH(%s,%s:%s,0))", book_at(b, at->first, COL_FACTOR),
	             book_at(b, at->last, COL_FACTOR), in->key,
	             book_at(b, at->first, COL_VALUE), book_at(b, at->last, COL_VALUE));
	book_name(b, name, SHEET_INPUTS, row, COL_FACTOR);
}

/* Is the rate the blend of a region's card? */
static bool is_by_card(struct book *b)
{
	double blend = store_number(b->store, 0, "SELECT total(share * rate) FROM role");

	return *book_result(b, "region", "") &&
	       fabs(blend - b->m->rate) < 1e-9 * b->m->rate &&
	       store_number(b->store, 0, "SELECT count(DISTINCT rate) FROM role") > 1;
}

static void write_live(struct book *b, lxw_worksheet *w, int row, const struct live *in,
                       int levels_row)
{
	static const enum book_style style[] = { STYLE_EDIT_MONEY,   STYLE_EDIT_NUMBER,
		                                 STYLE_EDIT_PERCENT, STYLE_EDIT_FACTOR,
		                                 STYLE_EDIT_DATE,    STYLE_EDIT_TEXT };
	const struct input *have = figures_input(b->m, in->key);
	double value = have && have->is_number ? have->number : in->def;
	double height;

	if (in->kind == KIND_DATE)
		value = have ? date_serial(have->value) : book_quote_date(b);
	book_text(b, w, row, COL_LABEL, STYLE_BOLD, in->label);
	book_textf(b, w, row, COL_UNIT, STYLE_NOTE, "%s%s",
	           *in->unit == ' ' ? b->currency_code : "", in->unit);
	if (strcmp(in->key, "rate_per_hour") == 0 && is_by_card(b)) {
		book_formula(b, w, row, COL_VALUE, style[in->kind], value,
		             "SUMPRODUCT(role_share,role_rate)");
		validate(w, row, in);
		book_name(b, in->key, SHEET_INPUTS, row, COL_VALUE);
	} else if (in->kind == KIND_LEVEL) {
		struct levels at = levels_of(b->m, in->key, levels_row);

		write_level(b, w, row, in, have ? have->value : "", &at);
	} else {
		book_number(b, w, row, COL_VALUE, style[in->kind], value);
		validate(w, row, in);
		book_name(b, in->key, SHEET_INPUTS, row, COL_VALUE);
	}
	height = book_paragraph(b, w, row, COL_NOTE, COL_NOTE, STYLE_SMALL, NOTE_WIDTH,
	                        arena_printf(b->a, "%s%s%s", in->note,
	                                     have && *have->source ? " Source: " : "",
	                                     have ? have->source : ""));
	worksheet_set_row(w, (lxw_row_t)row, fmax(20, height), NULL);
}

static int write_section(struct book *b, lxw_worksheet *w, int row, const char *title)
{
	book_blank(b, w, row, COL_LABEL, COL_NOTE, STYLE_SECTION);
	book_text(b, w, row, COL_LABEL, STYLE_SECTION, title);
	worksheet_set_row(w, (lxw_row_t)row, 22, NULL);
	return row + 1;
}

static void write_detail(struct book *b, lxw_worksheet *w, int row, const char *name,
                         const char *label, const char *note)
{
	book_text(b, w, row, COL_LABEL, STYLE_BOLD, label);
	book_text(b, w, row, COL_NOTE, STYLE_SMALL, note);
	book_name(b, name, SHEET_INPUTS, row, COL_VALUE);
	worksheet_set_row(w, (lxw_row_t)row, 20, NULL);
}

static int write_details(struct book *b, lxw_worksheet *w, int row)
{
	static const struct live days = { "valid_days", "Valid for", "days", KIND_NUMBER,
		                          30,           1,           366,    "" };
	static const struct live date = { "quote_date", "Date", "", KIND_DATE, 0,
		                          36526,        73050,  "" };

	row = write_section(b, w, row, TEXT_INPUTS_QUOTE);
	book_verbatim(b, w, row, COL_VALUE, STYLE_EDIT_TEXT, b->client);
	write_detail(b, w, row++, "client", "Client", "");
	book_verbatim(b, w, row, COL_VALUE, STYLE_EDIT_TEXT, b->project);
	write_detail(b, w, row++, "project", "Project", "");
	book_text(b, w, row, COL_VALUE, STYLE_EDIT_TEXT, TEXT_PREPARED_BY);
	write_detail(b, w, row++, "prepared_by", "Prepared by", NOTE_PREPARED_BY);
	book_verbatim(b, w, row, COL_VALUE, STYLE_EDIT_TEXT, book_quote_number(b));
	write_detail(b, w, row++, "quote_number", "Quote number", "");
	book_number(b, w, row, COL_VALUE, STYLE_EDIT_DATE, book_quote_date(b));
	validate(w, row, &date);
	write_detail(b, w, row++, "quote_date", "Date", NOTE_QUOTE_DATE);
	book_number(b, w, row, COL_VALUE, STYLE_EDIT_NUMBER, QUOTE_VALID_DAYS);
	book_text(b, w, row, COL_UNIT, STYLE_NOTE, "days");
	validate(w, row, &days);
	write_detail(b, w, row++, "valid_days", "Valid for", "");
	return row;
}

/* ---- what is not edited here -------------------------------------------- */

static bool is_live(const char *key)
{
	for (size_t i = 0; i < sizeof live / sizeof *live; i++)
		if (strcmp(live[i].key, key) == 0)
			return true;
	return false;
}

static enum book_style of_fixed(double x)
{
	return x == floor(x) ? STYLE_FIXED : STYLE_FIXED_PART;
}

static int write_levels(struct book *b, lxw_worksheet *w, int row)
{
	for (size_t i = 0; i < b->m->level_count; i++, row++) {
		const struct level *l = &b->m->level[i];
		const struct input *in = figures_input(b->m, l->key);

		book_text(b, w, row, COL_LABEL, STYLE_LEVEL, in ? in->label : l->key);
		book_text(b, w, row, COL_VALUE, STYLE_PLAIN, l->level);
		book_number(b, w, row, COL_FACTOR, STYLE_FACTOR_MIDDLE, l->factor);
		worksheet_set_row(
		    w, (lxw_row_t)row,
		    fmax(book_height(STYLE_LEVEL, 34, in ? in->label : l->key),
		         book_paragraph(b, w, row, COL_NOTE, COL_NOTE, STYLE_SMALL,
		                        NOTE_WIDTH, l->source)),
		    NULL);
	}
	return row;
}

static void write_rate(struct book *b, lxw_worksheet *w, int row)
{
	const struct figures *m = b->m;

	book_text(b, w, row, COL_LABEL, STYLE_BOLD, TEXT_BILLED_RATE);
	book_formula(b, w, row, COL_VALUE, STYLE_RATE_LEFT, m->rate,
	             "rate_per_hour*(1+overhead)");
	book_textf(b, w, row, COL_UNIT, STYLE_NOTE, "%s / hour", b->currency_code);
	book_name(b, "billed_rate", SHEET_INPUTS, row, COL_VALUE);
	book_text(b, w, row + 1, COL_LABEL, STYLE_BOLD, TEXT_RATE_USD);
	book_formula(b, w, row + 1, COL_VALUE, STYLE_DOLLARS_LEFT, m->rate / m->per_usd,
	             "billed_rate/exchange_rate");
	book_text(b, w, row + 1, COL_UNIT, STYLE_NOTE, "USD / hour");
	book_text(b, w, row + 1, COL_NOTE, STYLE_SMALL, NOTE_RATE_USD);
}

/* Roles with the cells that the rate is blended from. */
static int write_card(struct book *b, lxw_worksheet *w, int row)
{
	struct err ignored;
	sqlite3_stmt *q = store_select(b->store, b->a, &ignored,
	                               "SELECT label, share, rate, source FROM role"
	                               " ORDER BY rank");
	int first;

	row = write_section(b, w, row,
	                    arena_printf(b->a, TEXT_INPUTS_CARD,
	                                 book_result(b, "region", ""),
	                                 book_result(b, "region_date", "")));
	first = row;
	while (q && sqlite3_step(q) == SQLITE_ROW) {
		book_text(b, w, row, COL_LABEL, STYLE_BOLD,
		          (const char *)sqlite3_column_text(q, 0));
		book_number(b, w, row, COL_VALUE, STYLE_EDIT_MONEY,
		            sqlite3_column_double(q, 2) / (1 + b->m->overhead));
		book_textf(b, w, row, COL_UNIT, STYLE_NOTE, "%s / hour",
		           b->currency_code);
		book_number(b, w, row, COL_FACTOR, STYLE_EDIT_PERCENT,
		            sqlite3_column_double(q, 1));
		book_textf(b, w, row, COL_NOTE, STYLE_SMALL, TEXT_CARD_SHARE,
		           sqlite3_column_text(q, 3));
		row++;
	}
	book_name_range(b, "role_rate", SHEET_INPUTS, first, COL_VALUE, row - 1,
	                COL_VALUE);
	book_name_range(b, "role_share", SHEET_INPUTS, first, COL_FACTOR, row - 1,
	                COL_FACTOR);
	return row;
}

/* Days that dates skip, and room for one's own: the whole is the range `holidays`. */
static int write_holidays(struct book *b, lxw_worksheet *w, int row)
{
	const struct calendar *c = &b->m->holidays;
	const struct input *in = figures_input(b->m, "calendar");
	int first;

	row = write_section(b, w, row,
	                    arena_printf(b->a, TEXT_INPUTS_HOLIDAYS,
	                                 in ? in->value : "none"));
	first = row;
	for (size_t i = 0; i < c->n; i++, row++) {
		book_text(b, w, row, COL_LABEL, STYLE_LEVEL, c->v[i].name);
		book_number(b, w, row, COL_VALUE, STYLE_EDIT_DATE,
		            (double)c->v[i].day + DATE_EPOCH_SERIAL);
		book_text(b, w, row, COL_NOTE, STYLE_SMALL, c->v[i].source);
	}
	for (int i = 0; i < OWN_HOLIDAYS; i++, row++) {
		book_text(b, w, row, COL_LABEL, STYLE_LABEL, i ? "" : TEXT_OWN_HOLIDAYS);
		book_blank(b, w, row, COL_VALUE, COL_VALUE, STYLE_EDIT_DATE);
	}
	book_name_range(b, "holidays", SHEET_INPUTS, first, COL_VALUE, row - 1,
	                COL_VALUE);
	return row;
}

static int write_constants(struct book *b, lxw_worksheet *w, int row)
{
	for (size_t i = 0; i < b->m->constant_count; i++, row++) {
		const struct constant *c = &b->m->constant[i];

		book_text(b, w, row, COL_LABEL, STYLE_LEVEL, c->label);
		book_number(b, w, row, COL_VALUE, of_fixed(c->value), c->value);
		book_text(b, w, row, COL_UNIT, STYLE_NOTE, c->unit);
		book_name(b, c->key, SHEET_INPUTS, row, COL_VALUE);
		worksheet_set_row(w, (lxw_row_t)row,
		                  fmax(book_height(STYLE_WRAP, 34, c->label),
		                       book_paragraph(b, w, row, COL_NOTE, COL_NOTE,
		                                      STYLE_SMALL, NOTE_WIDTH,
		                                      c->source)),
		                  NULL);
	}
	return row;
}

static int write_fixed(struct book *b, lxw_worksheet *w, int row)
{
	for (size_t i = 0; i < b->m->input_count; i++) {
		const struct input *in = &b->m->input[i];

		if (is_live(in->key) || strcmp(in->key, "rate_usd_per_hour") == 0)
			continue;
		book_text(b, w, row, COL_LABEL, STYLE_LEVEL, in->label);
		if (in->is_number)
			book_number(b, w, row, COL_VALUE, of_fixed(in->number),
			            in->number);
		else
			book_text(b, w, row, COL_VALUE, STYLE_PLAIN, in->value);
		book_text(b, w, row, COL_UNIT, STYLE_NOTE, in->unit);
		worksheet_set_row(w, (lxw_row_t)row,
		                  fmax(book_height(STYLE_WRAP, 34, in->label),
		                       book_paragraph(b, w, row, COL_NOTE, COL_NOTE,
		                                      STYLE_SMALL, NOTE_WIDTH,
		                                      in->source)),
		                  NULL);
		row++;
	}
	return row;
}

void book_inputs(struct book *b, lxw_worksheet *w)
{
	static const double widths[] = { 34, 24, 23, 9, NOTE_WIDTH };
	int row, levels_row = 0;

	for (int i = 0; i < 5; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	worksheet_set_tab_color(w, 0xE0B100);
	book_heading(b, w, SHEET_INPUTS, TEXT_INPUTS_INTRO);
	row = write_details(b, w, 3) + 1;
	row = write_section(b, w, row, TEXT_INPUTS_LIVE);
	levels_row = row + (int)(sizeof live / sizeof *live) + 5;
	for (size_t i = 0; i < sizeof live / sizeof *live; i++)
		write_live(b, w, row++, &live[i], levels_row);
	write_rate(b, w, row);
	row += 2;
	book_text(b, w, row, COL_LABEL, STYLE_BOLD, TEXT_PROJECT_FACTOR);
	book_text(b, w, row, COL_UNIT, STYLE_NOTE, "factor");
	book_text(b, w, row, COL_NOTE, STYLE_SMALL, NOTE_PROJECT_FACTOR);
	book_formula(
	    b, w, row, COL_VALUE, STYLE_FACTOR_LEFT, b->m->project_factor,
	    "tests_factor*typed_factor*experience_factor*ai_assistance*calibration");
	book_name(b, "project_factor", SHEET_INPUTS, row, COL_VALUE);
	row = write_section(b, w, row + 2, TEXT_INPUTS_LEVELS);
	row = write_levels(b, w, row) + 1;
	if (is_by_card(b))
		row = write_card(b, w, row) + 1;
	row = write_holidays(b, w, row) + 1;
	row = write_section(b, w, row, TEXT_INPUTS_FIXED);
	row = write_fixed(b, w, row) + 1;
	row = write_section(b, w, row, TEXT_INPUTS_CONSTANTS);
	write_constants(b, w, row);
}
