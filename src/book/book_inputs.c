/* book_inputs.c - the sheet Inputs: the only cells to edit, and what they rest on. */
#include "book/book_inputs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "book/book_currency.h"
#include "book/book_page.h"
#include "book/book_plan.h"
#include "book/book_status.h"
#include "sheet/book_text.h"

enum { COL_LABEL, COL_VALUE, COL_UNIT, COL_FACTOR, COL_NOTE };
/* Of a page upright. */
enum { LABEL_WIDTH = 32, NOTE_WIDTH = 56, OWN_HOLIDAYS = 8 };

enum input_kind {
	KIND_MONEY,
	KIND_NUMBER,
	KIND_PERCENT,
	KIND_FACTOR,
	KIND_DATE,
	KIND_LEVEL,
	KIND_OFFER, /* one of what can be offered */
	KIND_DOLLARS,
	KIND_CURRENCY
};

/* Inputs that recalculate the workbook. To add one: a line here, and a formula that
 * uses its name. Limits are those of the model, else these. Factors that multiply lines
 * of Effort need no line: they stand below these by themselves. */
static const struct live {
	const char *key, *label, *unit;
	enum input_kind kind;
	double def, min, max;
	const char *note;
} live[] = {
	{ "rate_per_hour", "Hourly rate", " / hour", KIND_MONEY, 0, 0, 1e7, NOTE_RATE },
	{ "rate_usd_per_hour", "Hourly rate in dollars", "USD / hour", KIND_DOLLARS, 70,
	  1, 2000, NOTE_RATE_USD },
	{ "overhead", "Overheads on the rate", "of the rate", KIND_PERCENT, 0, 0, 2,
	  NOTE_OVERHEAD },
	{ "currency", "Currency", "", KIND_CURRENCY, 0, 0, 0, NOTE_CURRENCY },
	{ "exchange_rate", "Rate of exchange", " for 1 USD", KIND_NUMBER, 1, 1e-6, 1e6,
	  NOTE_EXCHANGE },
	{ "tax", "Tax", "of the price", KIND_PERCENT, 0, 0, 1, NOTE_TAX },
	{ "contingency", "Contingency", "of the price", KIND_PERCENT, 0, 0, 1,
	  NOTE_CONTINGENCY },
	{ "risk_appetite", "Risk appetite", "", KIND_OFFER, 0, 0, 0, NOTE_RISK_APPETITE },
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
	{ "learning", "Repeat curve: features, contracts", "of the first", KIND_PERCENT,
	  0.8, 0.5, 1, NOTE_LEARNING },
	{ "learning_declared", "Repeat curve: columns, relations", "of the first",
	  KIND_PERCENT, 0.65, 0.5, 1, NOTE_LEARNING },
	{ "common_sd_ln", "Spread common to all work", "sd of ln", KIND_FACTOR, 0, 0, 2,
	  NOTE_COMMON_SD },
	{ "item_sd_ln", "Spread of single items", "sd of ln", KIND_FACTOR, 0, 0, 2,
	  NOTE_ITEM_SD },
	{ "scale_exponent", "Economy of scale", "exponent", KIND_FACTOR, 1, 0.5, 1.5,
	  NOTE_SCALE },
};

/* What the project factor is the product of. */
static const char *const project_keys[] = { "tests", "typed", "experience",
	                                    "ai_assistance", "calibration" };
enum { PROJECT_KEYS = sizeof project_keys / sizeof *project_keys };

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
	return arena_printf(b->a, "%s-%s-%04X", b->brand.prefix, day,
	                    (hash ^ hash >> 16) & 0xFFFF);
}

static const char *book_prepared_by(struct book *b)
{
	return *b->brand.name ? b->brand.name : book_word(b, TEXT_PREPARED_BY);
}

static double book_quote_date(struct book *b)
{
	return date_serial(store_text(b->store, b->a, "",
	                              "SELECT value FROM meta WHERE key = 'scanned_at'"));
}

static bool is_live(const char *key)
{
	for (size_t i = 0; i < sizeof live / sizeof *live; i++)
		if (strcmp(live[i].key, key) == 0)
			return true;
	return false;
}

/* Is the key one of "tests,typed,calibration"? */
static bool is_among(const char *keys, const char *key)
{
	size_t n = strlen(key);

	for (const char *p = keys; *p;) {
		size_t len = strcspn(p, ",");

		if (len == n && strncmp(p, key, n) == 0)
			return true;
		p += len + (p[len] == ',');
	}
	return false;
}

/* A factor of some line that has no cell above: calibrations by kind of work, and what
 * else the model multiplies with. */
static bool is_factor(const struct book *b, const char *key)
{
	if (is_live(key))
		return false;
	for (size_t i = 0; i < b->m->line_count; i++)
		if (is_among(b->m->line[i].follows, key))
			return true;
	return false;
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
	v.error_title = TEXT_NOT_POSSIBLE;
	v.error_message = message;
	worksheet_data_validation_cell(w, (lxw_row_t)row, COL_VALUE, &v);
}

/* One of the cells of a range with a name. */
static void validate_word(struct book *b, lxw_worksheet *w, int row, const char *range)
{
	lxw_data_validation v = { 0 };

	v.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
	v.value_formula = arena_printf(b->a, "=%s", range);
	v.error_title = TEXT_NOT_POSSIBLE;
	v.error_message = TEXT_CHOOSE_FROM_LIST;
	worksheet_data_validation_cell(w, (lxw_row_t)row, COL_VALUE, &v);
}

static bool has_levels(const struct figures *m, const char *key)
{
	for (size_t i = 0; i < m->level_count; i++)
		if (strcmp(m->level[i].key, key) == 0)
			return true;
	return false;
}

/* The name of the cell with the factor of an input: a word has it beside itself. */
static const char *factor_name(struct book *b, const char *key)
{
	return has_levels(b->m, key) ? arena_printf(b->a, "%s_factor", key) : key;
}

static void write_level(struct book *b, lxw_worksheet *w, int row, const struct live *in,
                        const char *value)
{
	double factor = figures_factor(b->m, in->key);

	if (!has_levels(b->m, in->key)) {
		book_number(b, w, row, COL_VALUE, STYLE_EDIT_FACTOR, factor);
		validate(w, row, in);
		book_name(b, in->key, SHEET_INPUTS, row, COL_VALUE);
		return;
	}
	book_text(b, w, row, COL_VALUE, STYLE_EDIT_TEXT, value);
	validate_word(b, w, row, arena_printf(b->a, "%s_levels", in->key));
	book_name(b, in->key, SHEET_INPUTS, row, COL_VALUE);
	book_live(b, w, row, COL_FACTOR, STYLE_FACTOR_MIDDLE,
	          "INDEX(%s_level_factors,MATCH(%s,%s_levels,0))", in->key, in->key,
	          in->key);
	book_name(b, factor_name(b, in->key), SHEET_INPUTS, row, COL_FACTOR);
}

/* Is the rate the blend of a region's card? */
bool book_inputs_has_card(struct book *b)
{
	double blend = store_number(b->store, 0, "SELECT total(share * rate) FROM role");

	return *book_result(b, "region", "") &&
	       fabs(blend - b->m->rate) < 0.0051 && /* in whole cents */
	       store_number(b->store, 0, "SELECT count(DISTINCT rate) FROM role") > 1;
}

/* The limits of the model, where it has some; an empty team is 0 here. */
static struct live limited(const struct live *in, const struct input *have)
{
	struct live own = *in;

	if (have && have->low <= have->high && in->kind != KIND_DATE) {
		own.min = strcmp(in->key, "team") == 0 ? 0 : have->low;
		own.max = have->high;
	}
	return own;
}

static bool is_given(struct book *b)
{
	const char *basis = book_result(b, "rate_basis", "given");

	return strcmp(basis, "usd") != 0 && !book_inputs_has_card(b);
}

/* What a cell to edit holds until it is typed over; "" for a plain value. The rate in
 * dollars is the card's or the default, the rate of the quote that times the exchange. A
 * card in the currency of the quote needs no exchange. */
static const char *follows(struct book *b, const char *key)
{
	if (strcmp(key, "exchange_rate") == 0 &&
	    store_number(b->store, 0, "SELECT count(*) FROM currency") > 0)
		return "INDEX(currency_rates,MATCH(currency,currency_codes,0))";
	if (is_given(b))
		return "";
	if (strcmp(key, "rate_per_hour") == 0)
		return "rate_usd_per_hour*exchange_rate";
	if (strcmp(key, "rate_usd_per_hour") == 0 && book_inputs_has_card(b))
		return arena_printf(b->a,
		                    "SUMPRODUCT(role_share,role_rate)"
		                    "*IF(currency=\"%s\",1/exchange_rate,1/%s)",
		                    book_result(b, "card_currency", b->currency_code),
		                    book_result(b, "card_per_usd", "1"));
	return "";
}

/* The note, and where the value comes from. */
static const char *note_of(struct book *b, const char *note, const char *source)
{
	note = book_word(b, note);
	if (!*source)
		return note;
	return arena_printf(b->a, "%s%s%s %s", note, *note ? " " : "",
	                    book_word(b, TEXT_INPUTS_SOURCE), book_word(b, source));
}

static void write_live(struct book *b, lxw_worksheet *w, int row, const struct live *what)
{
	static const enum book_style style[] = { STYLE_EDIT_MONEY,   STYLE_EDIT_NUMBER,
		                                 STYLE_EDIT_PERCENT, STYLE_EDIT_FACTOR,
		                                 STYLE_EDIT_DATE,    STYLE_EDIT_TEXT,
		                                 STYLE_EDIT_TEXT,    STYLE_EDIT_DOLLARS,
		                                 STYLE_EDIT_TEXT };
	const struct input *have = figures_input(b->m, what->key);
	const struct live limits = limited(what, have), *in = &limits;
	double value = have && have->is_number ? have->number : in->def;
	double height;

	if (in->kind == KIND_DATE)
		value = have ? date_serial(have->value) : book_quote_date(b);
	book_text(b, w, row, COL_LABEL, STYLE_BOLD_WRAP, in->label);
	if (*in->unit == ' ')
		book_live(b, w, row, COL_UNIT, STYLE_NOTE, "currency&\"%s\"", in->unit);
	else
		book_text(b, w, row, COL_UNIT, STYLE_NOTE, in->unit);
	if (*follows(b, in->key)) {
		book_live(b, w, row, COL_VALUE, style[in->kind], "%s",
		          follows(b, in->key));
		validate(w, row, in);
		book_name(b, in->key, SHEET_INPUTS, row, COL_VALUE);
	} else if (in->kind == KIND_CURRENCY) {
		book_verbatim(b, w, row, COL_VALUE, STYLE_EDIT_TEXT, b->currency_code);
		validate_word(b, w, row, "currency_codes");
		book_name(b, in->key, SHEET_INPUTS, row, COL_VALUE);
	} else if (in->kind == KIND_LEVEL) {
		write_level(b, w, row, in, have ? have->value : "");
	} else if (in->kind == KIND_OFFER) {
		book_text(b, w, row, COL_VALUE, STYLE_EDIT_TEXT,
		          have ? have->value : "expected");
		validate_word(b, w, row, "risk_choices");
		book_name(b, in->key, SHEET_INPUTS, row, COL_VALUE);
	} else {
		book_number(b, w, row, COL_VALUE, style[in->kind], value);
		validate(w, row, in);
		book_name(b, in->key, SHEET_INPUTS, row, COL_VALUE);
	}
	height = book_paragraph(b, w, row, COL_NOTE, COL_NOTE, STYLE_SMALL, NOTE_WIDTH,
	                        note_of(b, in->note, have ? have->source : ""));
	height = fmax(height, book_height(STYLE_BOLD_WRAP, LABEL_WIDTH, in->label));
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
	book_verbatim(b, w, row, COL_VALUE, STYLE_EDIT_TEXT, book_prepared_by(b));
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

static enum book_style of_fixed(double x)
{
	return x == floor(x) ? STYLE_FIXED : STYLE_FIXED_PART;
}

static void name_levels(struct book *b, const char *key, int first, int last)
{
	book_name_range(b, arena_printf(b->a, "%s_levels", key), SHEET_INPUTS, first,
	                COL_VALUE, last, COL_VALUE);
	book_name_range(b, arena_printf(b->a, "%s_level_factors", key), SHEET_INPUTS,
	                first, COL_FACTOR, last, COL_FACTOR);
}

static int write_levels(struct book *b, lxw_worksheet *w, int row)
{
	int first = row;

	for (size_t i = 0; i < b->m->level_count; i++, row++) {
		const struct level *l = &b->m->level[i];
		const struct input *in = figures_input(b->m, l->key);
		bool is_next = i > 0 && strcmp(l->key, l[-1].key) == 0;
		const char *label = is_next ? "" : in ? in->label : l->key;
		/* Said once where it holds for all levels of an input. */
		const char *source = is_next && strcmp(l->source, l[-1].source) == 0
		                       ? ""
		                       : l->source;

		if (!is_next)
			first = row;
		if (i + 1 == b->m->level_count || strcmp(l->key, l[1].key) != 0)
			name_levels(b, l->key, first, row);

		book_text(b, w, row, COL_LABEL, STYLE_LEVEL, label);
		book_text(b, w, row, COL_VALUE, STYLE_PLAIN, l->level);
		book_number(b, w, row, COL_FACTOR, STYLE_FACTOR_MIDDLE, l->factor);
		worksheet_set_row(w, (lxw_row_t)row,
		                  fmax(book_height(STYLE_LEVEL, LABEL_WIDTH, label),
		                       book_paragraph(b, w, row, COL_NOTE, COL_NOTE,
		                                      STYLE_SMALL, NOTE_WIDTH, source)),
		                  NULL);
	}
	return row;
}

static void write_rate(struct book *b, lxw_worksheet *w, int row)
{
	book_text(b, w, row, COL_LABEL, STYLE_BOLD, TEXT_BILLED_RATE);
	book_live(b, w, row, COL_VALUE, STYLE_RATE_LEFT,
	          "ROUND(ROUND(rate_per_hour*(1+overhead),6),2)");
	book_live(b, w, row, COL_UNIT, STYLE_NOTE, "currency&\" / hour\"");
	book_name(b, "billed_rate", SHEET_INPUTS, row, COL_VALUE);
	book_text(b, w, row + 1, COL_LABEL, STYLE_BOLD, TEXT_RATE_USD);
	book_live(b, w, row + 1, COL_VALUE, STYLE_DOLLARS_LEFT,
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
	const char *card = book_result(b, "card_currency", b->currency_code);
	double from_card = strcmp(card, b->currency_code) == 0
	                     ? 1
	                     : store_number(b->store, 1,
	                                    "SELECT CAST(value AS REAL) FROM result"
	                                    " WHERE key = 'card_per_usd'") /
	                           b->m->per_usd;
	int first;

	row = write_section(b, w, row,
	                    arena_printf(b->a, TEXT_INPUTS_CARD,
	                                 book_result(b, "region", ""),
	                                 book_result(b, "region_date", "")));
	first = row;
	while (q && sqlite3_step(q) == SQLITE_ROW) {
		book_text(b, w, row, COL_LABEL, STYLE_BOLD,
		          (const char *)sqlite3_column_text(q, 0));
		book_number(b, w, row, COL_VALUE, STYLE_EDIT_FACTOR,
		            sqlite3_column_double(q, 2) / (1 + b->m->overhead) *
		                from_card);
		book_textf(b, w, row, COL_UNIT, STYLE_NOTE, "%s / hour", card);
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
		                  fmax(book_height(STYLE_WRAP, LABEL_WIDTH, c->label),
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

		if (is_live(in->key) || is_factor(b, in->key) ||
		    strcmp(in->key, "rate_usd_per_hour") == 0)
			continue;
		book_text(b, w, row, COL_LABEL, STYLE_LEVEL, in->label);
		if (in->is_number)
			book_number(b, w, row, COL_VALUE, of_fixed(in->number),
			            in->number);
		else
			book_text(b, w, row, COL_VALUE, STYLE_PLAIN, in->value);
		book_text(b, w, row, COL_UNIT, STYLE_NOTE, in->unit);
		worksheet_set_row(w, (lxw_row_t)row,
		                  fmax(book_height(STYLE_WRAP, LABEL_WIDTH, in->label),
		                       book_paragraph(b, w, row, COL_NOTE, COL_NOTE,
		                                      STYLE_SMALL, NOTE_WIDTH,
		                                      in->source)),
		                  NULL);
		row++;
	}
	return row;
}

/* ---- what follows from them
 * ------------------------------------------------------------ */

const char *book_inputs_product(struct book *b, const char *keys)
{
	bool whole = true;
	const char *product = "";

	for (int i = 0; i < PROJECT_KEYS; i++)
		whole = whole && is_among(keys, project_keys[i]);
	if (whole)
		product = "project_factor";
	while (*keys) {
		size_t n = strcspn(keys, ",");
		const char *key = arena_strndup(b->a, keys, n);
		bool is_inside = false;

		for (int i = 0; whole && i < PROJECT_KEYS; i++)
			is_inside = is_inside || strcmp(project_keys[i], key) == 0;
		if (!is_inside && (is_live(key) || is_factor(b, key)))
			product = arena_printf(b->a, "%s%s%s", product,
			                       *product ? "*" : "", factor_name(b, key));
		else if (!is_inside && figures_factor(b->m, key) != 1)
			product = arena_printf(b->a, "%s%s%.17g", product,
			                       *product ? "*" : "",
			                       figures_factor(b->m, key));
		keys += n + (keys[n] == ',');
	}
	return *product ? product : "1";
}

static void computed(struct book *b, lxw_worksheet *w, int row, const char *name,
                     const char *label, const char *unit, const char *note,
                     enum book_style s, const char *formula)
{
	book_text(b, w, row, COL_LABEL, STYLE_BOLD, label);
	book_text(b, w, row, COL_UNIT, STYLE_NOTE, unit);
	worksheet_set_row(w, (lxw_row_t)row,
	                  book_paragraph(b, w, row, COL_NOTE, COL_NOTE, STYLE_SMALL,
	                                 NOTE_WIDTH, note),
	                  NULL);
	book_live(b, w, row, COL_VALUE, s, "%s", formula);
	book_name(b, name, SHEET_INPUTS, row, COL_VALUE);
}

static int write_computed(struct book *b, lxw_worksheet *w, int row)
{
	static const char *const curves[] = { "learning", "learning_declared" };
	const char *product = "1";

	write_rate(b, w, row);
	row += 2;
	for (int i = 0; i < PROJECT_KEYS; i++)
		if (figures_input(b->m, project_keys[i]))
			product = arena_printf(b->a, "%s*%s", product,
			                       factor_name(b, project_keys[i]));
	book_text(b, w, row, COL_LABEL, STYLE_BOLD, TEXT_PROJECT_FACTOR);
	book_text(b, w, row, COL_UNIT, STYLE_NOTE, "factor");
	book_text(b, w, row, COL_NOTE, STYLE_SMALL, NOTE_PROJECT_FACTOR);
	book_live(b, w, row, COL_VALUE, STYLE_FACTOR_LEFT, "%s",
	          product + (strlen(product) > 1 ? 2 : 0));
	book_name(b, "project_factor", SHEET_INPUTS, row++, COL_VALUE);
	for (int i = 0; i < 2; i++)
		if (figures_input(b->m, curves[i]))
			computed(b, w, row++,
			         arena_printf(b->a, "%s_exponent", curves[i]),
			         i ? TEXT_EXPONENT_DECLARED : TEXT_EXPONENT, "exponent",
			         NOTE_EXPONENT, STYLE_FACTOR_LEFT,
			         arena_printf(b->a, "1+LN(%s)/LN(2)", curves[i]));
	computed(b, w, row++, "price_offered", TEXT_OFFERED_PRICE, "", NOTE_OFFERED,
	         STYLE_AMOUNT_LEFT,
	         "INDEX(offer_prices,MATCH(risk_appetite,risk_choices,0))");
	computed(b, w, row++, "weeks_offered", TEXT_OFFERED_WEEKS, "weeks",
	         NOTE_OFFERED_WEEKS, STYLE_WEEKS_LEFT,
	         "INDEX(offer_weeks,MATCH(risk_appetite,risk_choices,0))");
	computed(b, w, row++, "finish_offered", TEXT_OFFERED_FINISH, "", "",
	         STYLE_DATE_LEFT,
	         "INDEX(offer_finishes,MATCH(risk_appetite,risk_choices,0))");
	return row;
}

/* Factors of lines that the model knows and the list above does not. */
static int write_factors(struct book *b, lxw_worksheet *w, int row)
{
	row = write_section(b, w, row, TEXT_INPUTS_FACTORS);
	for (size_t i = 0; i < b->m->input_count; i++) {
		const struct input *in = &b->m->input[i];
		const struct live own = {
			in->key,  in->label,
			"factor", has_levels(b->m, in->key) ? KIND_LEVEL : KIND_FACTOR,
			1,        0.1,
			10,       ""
		};

		if (is_factor(b, in->key))
			write_live(b, w, row++, &own);
	}
	return row;
}

static int write_offers(struct book *b, lxw_worksheet *w, int row)
{
	static const struct {
		const char *word, *label, *price, *weeks;
	} v[] = { { "expected", TEXT_OFFER_EXPECTED, "total_price",
		    "weeks_expected*(1+contingency)" },
		  { "P50", TEXT_RANGE_P50, "ROUND(cost_p50,0)", "weeks_p50" },
		  { "P80", TEXT_RANGE_P80, "ROUND(cost_p80,0)", "weeks_p80" },
		  { "P90", TEXT_RANGE_P90, "ROUND(cost_p90,0)", "weeks_p90" } };
	static const struct {
		const char *name;
		int col;
	} names[] = { { "risk_choices", COL_VALUE },
		      { "offer_prices", COL_UNIT },
		      { "offer_weeks", COL_FACTOR },
		      { "offer_finishes", COL_NOTE } };
	static const char *const heads[] = { TEXT_INPUTS_OFFER_HEADS };
	int first;

	row = write_section(b, w, row, TEXT_INPUTS_OFFERS);
	for (int i = 0; i < 5; i++)
		book_text(b, w, row, i,
		          i == COL_UNIT || i == COL_FACTOR ? STYLE_HEAD_RIGHT
		          : i == COL_NOTE                  ? STYLE_HEAD_INDENT
		                                           : STYLE_HEAD,
		          heads[i]);
	first = ++row;
	for (size_t i = 0; i < sizeof v / sizeof *v; i++, row++) {
		book_text(b, w, row, COL_LABEL, STYLE_LEVEL, v[i].label);
		book_text(b, w, row, COL_VALUE, STYLE_PLAIN, v[i].word);
		book_live(b, w, row, COL_UNIT, STYLE_MONEY, "%s", v[i].price);
		book_live(b, w, row, COL_FACTOR, STYLE_WEEKS, "%s", v[i].weeks);
		book_live(b, w, row, COL_NOTE, STYLE_DATE_INDENT, "%s",
		          book_finish_after(b, "first_day", book_at(b, row, COL_FACTOR)));
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		book_name_range(b, names[i].name, SHEET_INPUTS, first, names[i].col,
		                row - 1, names[i].col);
	return row;
}

/* A block with its title stays on a page; returns the row where the next one begins. */
static int keep(struct book *b, lxw_worksheet *w, int first, int end)
{
	book_page_keep(b, w, first, end - 1);
	return end + 1;
}

/* Of one that may fill pages the title stays with its first rows. */
static int long_section(struct book *b, lxw_worksheet *w, int row, const char *title)
{
	book_page_keep(b, w, row, row + 3);
	return write_section(b, w, row, title);
}

void book_inputs(struct book *b, lxw_worksheet *w)
{
	static const double widths[] = { LABEL_WIDTH, 20, 13, 7.5, NOTE_WIDTH };
	int row, first;

	for (int i = 0; i < 5; i++)
		worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
	worksheet_set_tab_color(w, 0xE0B100);
	worksheet_set_portrait(w);
	book_heading(b, w, SHEET_INPUTS, TEXT_INPUTS_INTRO);
	row = keep(b, w, 3, write_details(b, w, 3));
	row = long_section(b, w, row, TEXT_INPUTS_LIVE);
	for (size_t i = 0; i < sizeof live / sizeof *live; i++)
		if (live[i].kind != KIND_DOLLARS || !is_given(b))
			write_live(b, w, row++, &live[i]);
	row = write_computed(b, w, row) + 1;
	row = keep(b, w, row, write_factors(b, w, row));
	row = keep(b, w, row, write_offers(b, w, row));
	first = row;
	row = write_section(b, w, row, TEXT_INPUTS_CURRENCIES);
	row = keep(b, w, first,
	           book_currency_rates(b, w, row, COL_LABEL, COL_VALUE, COL_UNIT,
	                               COL_NOTE));
	row = long_section(b, w, row, TEXT_INPUTS_LEVELS);
	row = write_levels(b, w, row) + 1;
	if (book_inputs_has_card(b))
		row = keep(b, w, row, write_card(b, w, row));
	row = keep(b, w, row, write_holidays(b, w, row));
	first = row;
	row = write_section(b, w, row, TEXT_INPUTS_STATUS);
	row = keep(b, w, first,
	           book_status_words(b, w, row, COL_LABEL, COL_VALUE, COL_NOTE,
	                             NOTE_WIDTH));
	row = long_section(b, w, row, TEXT_INPUTS_FIXED);
	row = write_fixed(b, w, row) + 1;
	row = long_section(b, w, row, TEXT_INPUTS_CONSTANTS);
	write_constants(b, w, row);
}
