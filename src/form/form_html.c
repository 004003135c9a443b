/* form_html.c - quote, summary and plan as one web page that needs nothing else.
 *
 * No script, nothing from elsewhere: the page says so itself, and the browser holds it to
 * it. Names of the code base are text, whatever they hold; paths are left out, as the
 * reader is a client. */
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/version.h"
#include "form/form_chart.h"
#include "form/form_parts.h"
#include "form/form_style.h"
#include "form/form_text.h"
#include "sheet/book_text.h"
#include "sheet/counted.h"
#include "sheet/terms.h"
#include "text/base64.h"
#include "text/markup.h"
#include "text/sha256.h"

static void put(struct form_job *j, const char *html)
{
	fputs(html, j->out);
}

/* As it is: a name, or words that are in the language already. */
static void text(struct form_job *j, const char *t)
{
	markup_text(j->out, j->d->a, t);
}

static void word(struct form_job *j, const char *english)
{
	text(j, form_word(j, english));
}

static void element(struct form_job *j, const char *tag, const char *english)
{
	fprintf(j->out, "<%s>", tag);
	word(j, english);
	fprintf(j->out, "</%.*s>\n", (int)strcspn(tag, " "), tag);
}

static const char *column_text(struct form_job *j, sqlite3_stmt *q, int column)
{
	const char *t = (const char *)sqlite3_column_text(q, column);

	return arena_strdup(j->d->a, t ? t : "");
}

static const char *number(struct form_job *j, double x, int decimals)
{
	return dossier_grouped(j->d, x, decimals);
}

static const char *percent(struct form_job *j, double share)
{
	return arena_printf(j->d->a, "%.0f%%", 100 * share);
}

/* ---- tables --------------------------------------------------------------------- */

/* Columns: titles, a '#' before those of figures; NULL ends them. */
static void open_table(struct form_job *j, const char *caption,
                       const char *const *columns)
{
	/* It scrolls where the page is narrow, so one has to get there by keys. */
	put(j, "<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"");
	text(j, caption);
	put(j, "\"><table>\n<caption>");
	text(j, caption);
	put(j, "</caption>\n<thead><tr>");
	for (; *columns; columns++) {
		bool is_number = **columns == '#';

		put(j,
		    is_number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
		word(j, *columns + is_number);
		put(j, "</th>");
	}
	put(j, "</tr></thead>\n<tbody>\n");
}

static void close_table(struct form_job *j)
{
	put(j, "</tbody></table></div>\n");
}

/* The first cell of a row tells what it is about. */
static void row(struct form_job *j, const char *label)
{
	put(j, "<tr><th scope=\"row\">");
	word(j, label);
	put(j, "</th>");
}

static void cell(struct form_job *j, const char *t)
{
	put(j, "<td>");
	text(j, t);
	put(j, "</td>");
}

static void figure(struct form_job *j, const char *t)
{
	put(j, "<td class=\"n\">");
	text(j, t);
	put(j, "</td>");
}

static void end_row(struct form_job *j)
{
	put(j, "</tr>\n");
}

/* A table of labels and figures alone. */
static void open_pairs(struct form_job *j, const char *caption)
{
	put(j, "<table>\n<caption>");
	text(j, caption);
	put(j, "</caption>\n<tbody>\n");
}

static void pair(struct form_job *j, const char *label, const char *value)
{
	row(j, label);
	figure(j, value);
	end_row(j);
}

static void last_pair(struct form_job *j, const char *label, const char *value)
{
	put(j, "<tr class=\"sum\"><th scope=\"row\">");
	word(j, label);
	put(j, "</th><td class=\"n lead\">");
	text(j, value);
	put(j, "</td></tr>\n</tbody></table>\n");
}

static bool drawing(struct form_job *j, const char *caption,
                    bool (*draw)(struct form_job *j, struct err *e), struct err *e)
{
	put(j, "<figure>\n");
	if (!draw(j, e))
		return false;
	put(j, "<figcaption>");
	text(j, caption);
	put(j, "</figcaption>\n</figure>\n");
	return true;
}

/* ---- head ----------------------------------------------------------------------- */

/* A part that the report has no sheet of is not on the page either. */
enum part { QUOTE, SUMMARY, PLAN, CONFIDENCE, ASSUMPTIONS, TERMS, METHOD, PARTS };

static const struct {
	const char *id, *title, *sheet, *or_sheet;
	bool is_of_work; /* not there when nothing is to migrate */
} parts[PARTS] = {
	[QUOTE] = { "quote", SHEET_QUOTE, SHEET_QUOTE, "", false },
	[SUMMARY] = { "summary", SHEET_SUMMARY, SHEET_SUMMARY, "", false },
	[PLAN] = { "plan", FORM_TEXT_PLAN, SHEET_PLAN, SHEET_MILESTONES, true },
	[CONFIDENCE] = { "confidence", FORM_TEXT_CONFIDENCE, SHEET_CONFIDENCE, "", true },
	[ASSUMPTIONS] = { "assumptions", TEXT_QUOTE_ASSUMED, FORM_SHEET_ASSUMPTIONS, "",
	                  false },
	[TERMS] = { "terms", SHEET_TERMS, SHEET_TERMS, "", true },
	[METHOD] = { "method", FORM_TEXT_METHOD, SHEET_QUOTE, "", false },
};

static bool has_part(const struct form_job *j, enum part p)
{
	return (form_tells(j, parts[p].sheet) || form_tells(j, parts[p].or_sheet)) &&
	       !(parts[p].is_of_work && j->d->is_nothing);
}

/* With the colours of the brand where the ground is white; dark ones are ours, as nobody
 * has looked at theirs on black. */
static const char *style(struct form_job *j)
{
	const struct brand *b = &j->brand;
	struct arena *a = j->d->a;
	const char *colours = arena_printf(a, FORM_STYLE_COLOURS,
	                                   brand_colour(b, BRAND_COLOUR),
	                                   brand_colour(b, BRAND_COLOUR),
	                                   brand_colour(b, BRAND_ACCENT),
	                                   brand_colour(b, BRAND_ACCENT_LIGHT),
	                                   brand_colour(b, BRAND_ACCENT_PALE));

	if (b->colour == BRAND_COLOUR && b->accent == BRAND_ACCENT)
		return FORM_STYLE;
	return arena_printf(a, "%s" FORM_STYLE_LIGHT, FORM_STYLE, colours, colours);
}

static void write_head(struct form_job *j)
{
	struct dossier *d = j->d;
	const char *css = style(j);

	fprintf(
	    j->out,
	    "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "style-src '%s'; img-src data:; base-uri 'none'; form-action "
	    "'none'\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<meta name=\"generator\" content=\"migcost %s\">\n<title>",
	    words_language(j->words), sha256_source(d->a, css), MIGCOST_VERSION);
	text(j, arena_printf(d->a, "%s \xE2\x80\x93 %s", form_word(j, TEXT_QUOTE_TITLE),
	                     d->project));
	put(j, "</title>\n<style>");
	put(j, css);
	put(j, "</style>\n</head>\n<body>\n");
}

static void write_contents(struct form_job *j)
{
	fprintf(j->out, "<nav aria-label=\"");
	word(j, FORM_TEXT_CONTENTS);
	put(j, "\"><ul>\n");
	for (int i = 0; i < PARTS; i++) {
		if (!has_part(j, (enum part)i))
			continue;
		fprintf(j->out, "<li><a href=\"#%s\">", parts[i].id);
		word(j, parts[i].title);
		put(j, "</a></li>\n");
	}
	put(j, "</ul></nav>\n");
}

static void open_part(struct form_job *j, enum part i)
{
	fprintf(j->out, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", parts[i].id,
	        parts[i].id);
	word(j, parts[i].title);
	put(j, "</h2>\n");
}

static void close_part(struct form_job *j)
{
	put(j, "</section>\n");
}

/* ---- quote ---------------------------------------------------------------------- */

static void detail(struct form_job *j, const char *label, const char *value)
{
	put(j, "<dt>");
	word(j, label);
	put(j, "</dt><dd>");
	text(j, value);
	put(j, "</dd>\n");
}

/* The picture itself, as the page asks for nothing from elsewhere. */
static void write_logo(struct form_job *j)
{
	enum { HIGH = 56, MOST = 4 << 20 };
	const struct brand *b = &j->brand;
	FILE *in = b->logo_height > 0 ? fopen(b->logo, "rb") : NULL;
	char *bytes;
	size_t n;

	if (!in)
		return;
	bytes = arena_alloc(j->d->a, MOST);
	n = fread(bytes, 1, MOST, in);
	fclose(in);
	if (n < 4 || n == MOST)
		return;
	fprintf(j->out,
	        "<img class=\"logo\" width=\"%d\" height=\"%d\" "
	        "src=\"data:image/%s;base64,%s\" alt=\"",
	        b->logo_width * HIGH / b->logo_height, HIGH,
	        memcmp(bytes, "\x89PNG", 4) == 0 ? "png" : "jpeg",
	        base64_text(j->d->a, bytes, n));
	text(j, *b->name ? b->name : form_word(j, TEXT_PREPARED_BY));
	put(j, "\">\n");
}

static void write_title(struct form_job *j)
{
	struct dossier *d = j->d;
	const char *from = dossier_from(d), *to = dossier_to(d);

	put(j, "<header>\n");
	write_logo(j);
	put(j, "<h1>");
	word(j, TEXT_QUOTE_TITLE);
	put(j, ": ");
	text(j, d->project);
	put(j, "</h1>\n");
	if (!d->is_nothing && (*from || *to)) {
		put(j, "<p class=\"stack\">");
		text(j, *from ? from : "?");
		put(j, " \xE2\x86\x92 ");
		text(j, *to ? to : "?");
		put(j, "</p>\n");
	}
	if (j->report.is_internal)
		element(j, "p class=\"warning\"", TEXT_QUOTE_INTERNAL);
	put(j, "<dl>\n");
	/* A name may be a word, too: it is not translated. */
	detail(j, TEXT_CLIENT,
	       strcmp(d->client, TEXT_CLIENT_OPEN) == 0 ? form_word(j, d->client)
	                                                : d->client);
	if (*j->brand.name)
		detail(j, TEXT_QUOTE_BY,
		       *j->brand.address
		           ? arena_printf(d->a, "%s, %s", j->brand.name, j->brand.address)
		           : j->brand.name);
	detail(j, TEXT_QUOTE_NUMBER, d->quote_number);
	detail(j, TEXT_QUOTE_DATE, dossier_date(d, d->quote_date));
	detail(j, TEXT_QUOTE_VALID, dossier_date(d, d->valid_until));
	put(j, "</dl>\n</header>\n");
}

static void write_scope(struct form_job *j)
{
	struct dossier *d = j->d;
	const struct counted counted = { d->store, d->a, j->words };

	element(j, "h3", TEXT_QUOTE_SCOPE);
	put(j, "<p>");
	if (d->is_nothing)
		word(j, TEXT_QUOTE_NOTHING);
	else
		text(j, form_wordf(j, TEXT_QUOTE_SCOPE_TEXT, d->project,
		                   counted_text(&counted),
		                   form_word(j, dossier_text(d, "class", "-")),
		                   form_word(j, store_is_counts_only(j->d->store)
		                                    ? TEXT_QUOTE_COUNTS_ONLY
		                                    : FORM_TEXT_SCANNED)));
	put(j, "</p>\n");
}

/* Which figure is offered: "expected", "P80". */
static const char *appetite(struct form_job *j)
{
	return store_text(j->d->store, j->d->a, "expected",
	                  "SELECT value FROM input WHERE key = 'risk_appetite'");
}

static double tenth(double x)
{
	return round(10 * x) / 10;
}

/* In whole hundreds; neither never nor always. */
static double of_100(struct form_job *j, const char *key)
{
	return fmax(1, fmin(99, round(100 * dossier_number(j->d, key, 0))));
}

/* How often price and date would hold, as on the quote. */
static void write_odds(struct form_job *j)
{
	struct dossier *d = j->d;
	double n = dossier_number(d, "past_projects", 0);

	if (d->is_nothing)
		return;
	put(j, "<p>");
	text(j, arena_printf(d->a, "%s%.0f%s%.0f%s", form_word(j, TEXT_ODDS_PRICE),
	                     of_100(j, "price_offered_probability"),
	                     form_word(j, TEXT_ODDS_FINISH),
	                     of_100(j, "finish_offered_probability"),
	                     form_word(j, TEXT_ODDS_END)));
	if (n >= 2)
		text(j, arena_printf(d->a, "%s%.0f%s%.0f%s%.0f%s",
		                     form_word(j, TEXT_ODDS_OF), n,
		                     form_word(j, dossier_number(d, "past_is_own", 0) != 0
		                                      ? TEXT_MEASURED_OWN
		                                      : TEXT_MEASURED_OTHERS),
		                     dossier_number(d, "past_within_price", 0),
		                     form_word(j, TEXT_MEASURED_WITHIN),
		                     dossier_number(d, "past_below", 0),
		                     form_word(j, TEXT_MEASURED_BELOW)));
	put(j, "</p>\n");
}

static void write_price(struct form_job *j)
{
	struct dossier *d = j->d;
	double share = store_number(d->store, 0,
	                            "SELECT CAST(value AS REAL) FROM input"
	                            " WHERE key = 'contingency'");

	put(j, "<div class=\"two\">\n<div>\n");
	element(j, "h3", TEXT_QUOTE_PRICE);
	open_pairs(j, form_wordf(j, FORM_TEXT_CAPTION_PRICE, d->currency));
	pair(j, TEXT_TOTAL_HOURS, number(j, d->hours, 1));
	pair(j, TEXT_QUOTE_RATE, dossier_amount(d, d->rate, 2));
	pair(j, TEXT_QUOTE_MEAN, dossier_money(d, d->price));
	pair(j,
	     strcmp(appetite(j), "expected") == 0
	         ? arena_printf(d->a, "%s, %.0f%%", form_word(j, TEXT_CONTINGENCY),
	                        100 * share)
	         : arena_printf(d->a, "%s %s", form_word(j, TEXT_QUOTE_RISK),
	                        appetite(j)),
	     dossier_money(d, d->offered - d->price));
	last_pair(j, TEXT_OFFERED_PRICE, dossier_money(d, d->offered));
	put(j, "</div>\n<div>\n");
	element(j, "h3", TEXT_QUOTE_TIME);
	open_pairs(j, form_word(j, FORM_TEXT_CAPTION_TIME));
	pair(j, TEXT_QUOTE_START, dossier_date(d, d->first_day));
	pair(j, TEXT_QUOTE_TEAM, number(j, d->team, 1));
	pair(j, TEXT_QUOTE_PLANNED, number(j, d->weeks, 1));
	pair(j, FORM_TEXT_RESERVE,
	     number(j, tenth(d->weeks_offered) - tenth(d->weeks), 1));
	pair(j, TEXT_OFFERED_WEEKS, number(j, d->weeks_offered, 1));
	last_pair(j, TEXT_QUOTE_PROMISED,
	          dossier_date(d, dossier_finish(d, d->weeks_offered)));
	put(j, "</div>\n</div>\n");
	write_odds(j);
}

static bool write_range(struct form_job *j, struct err *e)
{
	static const char *const columns[] = { FORM_TEXT_PERCENTILE, FORM_TEXT_MEANING,
		                               "#" TEXT_QUOTE_PRICE, "#" FORM_TEXT_WEEKS,
		                               "#" FORM_TEXT_FINISH, NULL };
	static const char *const p[][3] = { { "P10", "p10", TEXT_RANGE_P10 },
		                            { "P50", "p50", TEXT_QUOTE_P50 },
		                            { "P80", "p80", TEXT_RANGE_P80 },
		                            { "P90", "p90", TEXT_RANGE_P90 } };
	struct dossier *d = j->d;
	int told = 0;

	for (int i = 0; i < 4; i++)
		told += j->report.tells[i];
	if (!told)
		return true;
	element(j, "h3", TEXT_QUOTE_RANGE);
	open_table(j, form_word(j, FORM_TEXT_CAPTION_RANGE), columns);
	for (int i = 0; i < 4; i++) {
		double cost = dossier_number(d, arena_printf(d->a, "cost_%s", p[i][1]),
		                             0);
		double weeks = dossier_number(d, arena_printf(d->a, "weeks_%s", p[i][1]),
		                              0);

		if (!j->report.tells[i])
			continue;
		row(j, p[i][0]);
		cell(j, form_word(j, p[i][2]));
		figure(j, dossier_money(d, cost));
		figure(j, number(j, weeks, 1));
		figure(j, dossier_date(d, dossier_finish(d, weeks)));
		end_row(j);
	}
	close_table(j);
	return told < 4 || drawing(j, form_wordf(j, FORM_TEXT_CHART_PRICE, d->currency),
	                           form_chart_price, e);
}

/* With the tax, where it is known. */
static void write_way(struct form_job *j, double price, double tax)
{
	struct dossier *d = j->d;

	figure(j, dossier_money(d, price));
	if (tax <= 0)
		return;
	figure(j, arena_printf(d->a, "%s (%.4g%%)", dossier_money(d, round(price * tax)),
	                       100 * tax));
	figure(j, dossier_money(d, price + round(price * tax)));
}

static void write_offers(struct form_job *j)
{
	struct dossier *d = j->d;
	double tax = dossier_number(d, "tax_share", 0);
	const char *const columns[] = {
		TEXT_QUOTE_SIGNED_FOR, TEXT_OFFER_BASIS,
		"#" TEXT_QUOTE_PRICE,  tax > 0 ? "#" FORM_TEXT_TAX : NULL,
		"#" TEXT_OFFER_PAY,    NULL
	};
	bool is_p90 = strcmp(appetite(j), "P90") == 0;
	const struct {
		const char *label, *basis, *appetite;
		double price;
		bool is_told;
	} v[] = {
		{ TEXT_OFFER_EXPECTED_PRICE, TEXT_OFFER_TOTAL_BASIS, "expected", d->total,
		  true },
		{ TEXT_OFFER_FIXED,
		  is_p90 ? TEXT_OFFER_CAUTIOUS_BASIS : TEXT_OFFER_FIXED_BASIS,
		  is_p90 ? "P90" : "P80",
		  round(dossier_number(d, is_p90 ? "cost_p90" : "cost_p80", 0)),
		  j->report.tells[REPORT_P80] },
		{ TEXT_OFFER_HOURLY, TEXT_OFFER_HOURLY_BASIS, "P50",
		  dossier_number(d, "time_and_material", 0),
		  j->report.tells[REPORT_P50] },
	};

	element(j, "h3", TEXT_QUOTE_OFFERS);
	open_table(j, form_wordf(j, FORM_TEXT_CAPTION_OFFERS, d->currency), columns);
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		bool is_chosen = strcmp(appetite(j), v[i].appetite) == 0;

		row(j,
		    arena_printf(d->a, "%s %s", is_chosen ? SIGN_CHOSEN : SIGN_NOT_CHOSEN,
		                 form_word(j, v[i].label)));
		cell(j, form_word(j, v[i].basis));
		if (is_chosen || v[i].is_told) {
			write_way(j, v[i].price, tax);
		} else {
			figure(j, form_word(j, TEXT_OFFER_ON_REQUEST));
			for (int k = 0; tax > 0 && k < 2; k++)
				figure(j, "");
		}
		end_row(j);
	}
	close_table(j);
	if (tax <= 0)
		element(j, "p", TEXT_OFFER_NO_TAX);
}

static bool write_quote(struct form_job *j, struct err *e)
{
	open_part(j, QUOTE);
	write_scope(j);
	if (!j->d->is_nothing) {
		write_price(j);
		if (!write_range(j, e))
			return false;
		write_offers(j);
	}
	close_part(j);
	return true;
}

/* ---- summary -------------------------------------------------------------------- */

static void write_found(struct form_job *j)
{
	static const char *const drivers[][2] = { { "endpoints", "Endpoints" },
		                                  { "models", "Models" },
		                                  { "jobs", "Background jobs" } };
	static const char *const columns[] = { FORM_TEXT_WHAT, "#" FORM_TEXT_NUMBER,
		                               NULL };
	struct dossier *d = j->d;
	const struct counted counted = { d->store, d->a, j->words };

	element(j, "h3", FORM_TEXT_FOUND);
	open_table(j, form_word(j, FORM_TEXT_CAPTION_FOUND), columns);
	for (int i = 0; i < 3; i++) {
		row(j, drivers[i][1]);
		figure(j, number(j, counted_number(&counted, drivers[i][0]), 0));
		end_row(j);
	}
	row(j, "Services");
	figure(j,
	       number(j,
	              store_number(d->store, 0,
	                           "SELECT value + 0 FROM input WHERE key = 'services'"),
	              0));
	end_row(j);
	close_table(j);
}

static bool write_bands(struct form_job *j, struct err *e)
{
	static const char *const columns[] = { FORM_TEXT_BAND,      "#" TEXT_QUOTE_PRICE,
		                               "#" FORM_TEXT_WEEKS, FORM_TEXT_TOTAL_IS,
		                               FORM_TEXT_CRITERIA,  NULL };
	struct dossier *d = j->d;
	double total = d->total / dossier_number(d, "exchange_rate", 1);
	sqlite3_stmt *q = store_select(d->store, d->a, e,
	                               "SELECT name, cost_low, cost_high, weeks_low,"
	                               " weeks_high, is_open, criteria FROM band"
	                               " ORDER BY rank");

	if (!q)
		return false;
	element(j, "h3", FORM_TEXT_BANDS);
	open_table(j, form_word(j, FORM_TEXT_CAPTION_BANDS), columns);
	while (sqlite3_step(q) == SQLITE_ROW) {
		double low = sqlite3_column_double(q, 1),
		       high = sqlite3_column_double(q, 2);
		bool is_open = sqlite3_column_int(q, 5) != 0;
		const char *name = column_text(j, q, 0), *plus = is_open ? "+" : "";

		row(j, name);
		figure(j, arena_printf(d->a, "$%s \xE2\x80\x93 $%s%s", number(j, low, 0),
		                       number(j, high, 0), plus));
		figure(j, arena_printf(d->a, "%s \xE2\x80\x93 %s%s",
		                       number(j, sqlite3_column_double(q, 3), 0),
		                       number(j, sqlite3_column_double(q, 4), 0), plus));
		cell(j, form_word(j, total < low                ? TEXT_BELOW
		                     : total > high && !is_open ? TEXT_ABOVE
		                                                : TEXT_INSIDE));
		cell(j, form_word(j, column_text(j, q, 6)));
		end_row(j);
	}
	close_table(j);
	return true;
}

static bool write_kinds(struct form_job *j, struct err *e)
{
	static const char *const columns[] = { FORM_TEXT_KIND, "#" FORM_TEXT_HOURS,
		                               "#" FORM_TEXT_COST, "#" FORM_TEXT_SHARE,
		                               NULL };
	struct dossier *d = j->d;
	sqlite3_stmt *q = store_select(d->store, d->a, e,
	                               "SELECT phase, sum(hours) AS h FROM effort"
	                               " GROUP BY phase HAVING h > 0 ORDER BY h DESC");

	if (!q)
		return false;
	element(j, "h3", FORM_TEXT_KINDS);
	if (!drawing(j, form_wordf(j, FORM_TEXT_CHART_KINDS, d->currency),
	             form_chart_kinds, e))
		return false;
	open_table(j, form_word(j, FORM_TEXT_CAPTION_KINDS), columns);
	while (sqlite3_step(q) == SQLITE_ROW) {
		double hours = sqlite3_column_double(q, 1);

		row(j, form_kind_title(j, column_text(j, q, 0)));
		figure(j, number(j, hours, 1));
		figure(j, dossier_money(d, hours * d->rate));
		figure(j, percent(j, d->hours > 0 ? hours / d->hours : 0));
		end_row(j);
	}
	put(j, "</tbody>\n<tfoot>");
	row(j, TEXT_TOTAL);
	figure(j, number(j, d->hours, 1));
	figure(j, dossier_money(d, d->price));
	figure(j, percent(j, 1));
	put(j, "</tr></tfoot></table></div>\n");
	return true;
}

static bool write_drivers(struct form_job *j, struct err *e)
{
	static const char *const columns[] = { FORM_TEXT_DRIVER, "#" FORM_TEXT_HOURS,
		                               "#" FORM_TEXT_COST, "#" FORM_TEXT_SHARE,
		                               NULL };
	struct dossier *d = j->d;
	sqlite3_stmt *q =
	    store_select(d->store, d->a, e,
	                 "SELECT label, hours, cost, share FROM driver_price"
	                 " ORDER BY rank LIMIT 12");

	if (!q)
		return false;
	element(j, "h3", FORM_TEXT_DRIVERS);
	open_table(j, form_word(j, FORM_TEXT_CAPTION_DRIVERS), columns);
	while (sqlite3_step(q) == SQLITE_ROW) {
		row(j, column_text(j, q, 0));
		figure(j, number(j, sqlite3_column_double(q, 1), 1));
		figure(j, dossier_money(d, sqlite3_column_double(q, 2)));
		figure(j, percent(j, sqlite3_column_double(q, 3)));
		end_row(j);
	}
	close_table(j);
	return true;
}

static bool write_summary(struct form_job *j, struct err *e)
{
	struct dossier *d = j->d;

	open_part(j, SUMMARY);
	element(j, "p", dossier_text(d, "class_reason", ""));
	element(j, "p", dossier_text(d, "verdict_text", ""));
	write_found(j);
	if (!write_bands(j, e))
		return false;
	if (!d->is_nothing && (!write_kinds(j, e) || !write_drivers(j, e)))
		return false;
	close_part(j);
	return true;
}

/* ---- plan ----------------------------------------------------------------------- */

static void write_phases(struct form_job *j)
{
	static const char *const columns[] = { FORM_TEXT_PHASE,
		                               "#" FORM_TEXT_HOURS,
		                               "#" FORM_TEXT_WEEKS,
		                               "#" FORM_TEXT_START,
		                               "#" FORM_TEXT_FINISH,
		                               FORM_TEXT_BEHIND,
		                               NULL };
	struct dossier *d = j->d;

	element(j, "h3", FORM_TEXT_PHASES);
	open_table(j, form_word(j, FORM_TEXT_CAPTION_PHASES), columns);
	for (size_t i = 0; i < d->phases; i++) {
		const struct dossier_phase *p = &d->phase[i];

		row(j, p->label);
		figure(j, number(j, p->hours, 1));
		figure(j, number(j, p->end_week - p->start_week, 1));
		figure(j, dossier_date(d, p->start));
		figure(j, dossier_date(d, p->finish));
		cell(j, form_needs(j, p));
		end_row(j);
	}
	close_table(j);
}

/* Of milestones that fall together: each is a sentence. */
static const char *one_line(struct form_job *j, const char *text)
{
	const char *rest = form_word(j, text), *end, *line = "";

	for (; (end = strchr(rest, '\n')); rest = end + 1)
		line = arena_printf(j->d->a, "%s%.*s. ", line, (int)(end - rest), rest);
	return arena_printf(j->d->a, "%s%s", line, rest);
}

static void write_milestones(struct form_job *j)
{
	static const char *const columns[] = { FORM_TEXT_MILESTONE,
		                               FORM_TEXT_DELIVERABLE,
		                               FORM_TEXT_ACCEPTED,
		                               "#" FORM_TEXT_DUE,
		                               "#" FORM_TEXT_SHARE,
		                               "#" FORM_TEXT_PAYMENT,
		                               NULL };
	struct dossier *d = j->d;

	if (!d->milestones)
		return;
	element(j, "h3", FORM_TEXT_MILESTONES);
	open_table(j, form_word(j, FORM_TEXT_CAPTION_MILESTONES), columns);
	for (size_t i = 0; i < d->milestones; i++) {
		const struct dossier_milestone *m = &d->milestone[i];

		row(j, m->label);
		cell(j, one_line(j, m->deliverable));
		cell(j, one_line(j, m->acceptance));
		figure(j, dossier_date(d, m->due));
		figure(j, percent(j, m->share));
		figure(j, dossier_money(d, m->amount));
		end_row(j);
	}
	close_table(j);
}

static bool write_plan(struct form_job *j, struct err *e)
{
	open_part(j, PLAN);
	if (!drawing(j, form_word(j, FORM_TEXT_CHART_GANTT), form_chart_gantt, e))
		return false;
	if (form_tells(j, SHEET_PLAN))
		write_phases(j);
	if (form_tells(j, SHEET_MILESTONES))
		write_milestones(j);
	if (form_tells(j, SHEET_STAFFING)) {
		element(j, "h3", FORM_TEXT_PEOPLE);
		if (!drawing(j, form_word(j, FORM_TEXT_CHART_STAFFING),
		             form_chart_staffing, e))
			return false;
	}
	close_part(j);
	return true;
}

/* ---- confidence ----------------------------------------------------------------- */

static bool write_tornado(struct form_job *j, struct err *e)
{
	static const char *const columns[] = { FORM_TEXT_WHAT, "#" FORM_TEXT_CHEAPER,
		                               "#" FORM_TEXT_DEARER, NULL };
	struct dossier *d = j->d;
	sqlite3_stmt *q =
	    store_select(d->store, d->a, e,
	                 "SELECT label, low, high FROM tornado ORDER BY rank"
	                 " LIMIT 10");

	if (!q)
		return false;
	element(j, "h3", FORM_TEXT_TORNADO);
	if (!drawing(j, form_wordf(j, FORM_TEXT_CHART_TORNADO, d->currency),
	             form_chart_tornado, e))
		return false;
	open_table(j, form_word(j, FORM_TEXT_CAPTION_TORNADO), columns);
	while (sqlite3_step(q) == SQLITE_ROW) {
		row(j, column_text(j, q, 0));
		figure(j, dossier_money(d, -sqlite3_column_double(q, 1)));
		figure(j, dossier_money(d, sqlite3_column_double(q, 2)));
		end_row(j);
	}
	close_table(j);
	return true;
}

static bool write_risks(struct form_job *j, struct err *e)
{
	static const char *const columns[] = { FORM_TEXT_EVENT, "#" FORM_TEXT_PROBABILITY,
		                               "#" FORM_TEXT_EXPECTED_HOURS,
		                               "#" FORM_TEXT_COST, NULL };
	struct dossier *d = j->d;
	sqlite3_stmt *q = store_select(d->store, d->a, e,
	                               "SELECT label, quantity, hours FROM effort"
	                               " WHERE grp = 'risk' AND quantity > 0"
	                               " ORDER BY hours DESC, rank");

	if (!q)
		return false;
	if (sqlite3_step(q) != SQLITE_ROW)
		return true;
	element(j, "h3", FORM_TEXT_RISKS);
	open_table(j, form_word(j, FORM_TEXT_CAPTION_RISKS), columns);
	do {
		row(j, column_text(j, q, 0));
		figure(j, percent(j, sqlite3_column_double(q, 1)));
		figure(j, number(j, sqlite3_column_double(q, 2), 1));
		figure(j, dossier_money(d, sqlite3_column_double(q, 2) * d->rate));
		end_row(j);
	} while (sqlite3_step(q) == SQLITE_ROW);
	close_table(j);
	return true;
}

static bool write_other_ways(struct form_job *j, struct err *e)
{
	static const char *const columns[] = { FORM_TEXT_WAY,        FORM_TEXT_MEANING,
		                               "#" TEXT_QUOTE_PRICE, "#" FORM_TEXT_WEEKS,
		                               "#" FORM_TEXT_SAVING, NULL };
	struct dossier *d = j->d;
	sqlite3_stmt *q = store_select(d->store, d->a, e,
	                               "SELECT label, text, total, weeks, saving FROM"
	                               " alternative ORDER BY rank");

	if (!q)
		return false;
	if (sqlite3_step(q) != SQLITE_ROW)
		return true;
	element(j, "h3", FORM_TEXT_OTHER_WAYS);
	open_table(j, form_word(j, FORM_TEXT_CAPTION_OTHER_WAYS), columns);
	do {
		row(j, column_text(j, q, 0));
		cell(j, form_word(j, column_text(j, q, 1)));
		figure(j, dossier_money(d, sqlite3_column_double(q, 2)));
		figure(j, number(j, sqlite3_column_double(q, 3), 1));
		figure(j, dossier_money(d, sqlite3_column_double(q, 4)));
		end_row(j);
	} while (sqlite3_step(q) == SQLITE_ROW);
	close_table(j);
	return true;
}

static bool write_confidence(struct form_job *j, struct err *e)
{
	bool ok;

	open_part(j, CONFIDENCE);
	ok = drawing(j, form_wordf(j, FORM_TEXT_CHART_COST, j->d->currency),
	             form_chart_cost_curve, e) &&
	     drawing(j, form_word(j, FORM_TEXT_CHART_WEEKS), form_chart_weeks_curve, e) &&
	     write_tornado(j, e) && write_risks(j, e) && write_other_ways(j, e);
	close_part(j);
	return ok;
}

/* ---- assumptions -------- -------------------------------------------------------- */

/* Has any row a value there? */
static void find_filled(sqlite3_stmt *q, int columns, bool *is_filled)
{
	memset(is_filled, 0, (size_t)columns * sizeof *is_filled);
	while (sqlite3_step(q) == SQLITE_ROW)
		for (int i = 0; i < columns; i++)
			is_filled[i] |= sqlite3_column_bytes(q, i) > 0;
	sqlite3_reset(q);
}

/* A table sheet as the report leaves it, without paths: a page is sent on. */
static bool is_figure(enum column_kind k)
{
	return k == COLUMN_COUNT || k == COLUMN_NUMBER || k == COLUMN_MONEY ||
	       k == COLUMN_HOURS;
}

/* As the sheet shows it; what is empty stays so. */
static const char *figure_of(struct form_job *j, sqlite3_stmt *q, int column,
                             enum column_kind kind)
{
	const char *said = column_text(j, q, column);
	double x = sqlite3_column_double(q, column);

	if (!*said || kind == COLUMN_COUNT)
		return said;
	return kind == COLUMN_MONEY ? dossier_money(j->d, x)
	     : kind == COLUMN_HOURS ? number(j, x, 1)
	                            : arena_printf(j->d->a, "%.6g", x);
}

/* Text that needs room: other columns are as wide as their longest word. */
static void wide_cell(struct form_job *j, const char *t)
{
	put(j, "<td class=\"t\">");
	text(j, t);
	put(j, "</td>");
}

static bool write_sheet(struct form_job *j, struct sheet *t, struct err *e)
{
	enum { WIDE = 30 };
	const char *columns[SHEET_COLUMNS_MAX + 1] = { NULL };
	bool is_filled[SHEET_COLUMNS_MAX];
	int shown[SHEET_COLUMNS_MAX], n = 0;
	sqlite3_stmt *q;

	if (!report_trim(&j->report, j->d->a, t, e) ||
	    !(q = store_select(j->d->store, j->d->a, e, "%s", t->sql)))
		return false;
	find_filled(q, t->column_count, is_filled);
	for (int i = 0; i < t->column_count; i++)
		if (t->column[i].kind != COLUMN_PLACE && is_filled[i]) {
			bool is_number = n > 0 && is_figure(t->column[i].kind);

			columns[n] = arena_printf(j->d->a, "%s%s", is_number ? "#" : "",
			                          t->column[i].title);
			shown[n++] = i;
		}
	open_table(j, form_word(j, t->intro), columns);
	while (sqlite3_step(q) == SQLITE_ROW) {
		for (int i = 0; i < n; i++) {
			const struct column *c = &t->column[shown[i]];
			const char *value = column_text(j, q, shown[i]);

			if (i == 0)
				row(j, value);
			else if (is_figure(c->kind))
				figure(j, figure_of(j, q, shown[i], c->kind));
			else if (c->width >= WIDE)
				wide_cell(j, form_word(j, value));
			else
				cell(j, form_word(j, value));
		}
		end_row(j);
	}
	close_table(j);
	return true;
}

static bool write_assumptions(struct form_job *j, struct err *e)
{
	struct sheet *list;
	size_t n;

	if (!sheet_list(j->d->a, &list, &n, e))
		return false;
	open_part(j, ASSUMPTIONS);
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].title, FORM_SHEET_ASSUMPTIONS) == 0 &&
		    !write_sheet(j, &list[i], e))
			return false;
	close_part(j);
	return true;
}

/* ---- terms ---------------------------------------------------------------------- */

/* The names of the workbook that stand in terms, and where the store has them. */
static double named_value(struct form_job *j, const char *name)
{
	static const char *const names[][2] = { { "kept_share", "retainage" },
		                                { "payment_period", "payment_days" },
		                                { "review_period", "review_days" },
		                                { "warranty_period", "warranty_days" } };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i][0], name) == 0)
			return store_number(j->d->store, NAN,
			                    "SELECT value FROM constant WHERE key = %Q",
			                    names[i][1]);
	return store_number(j->d->store, NAN,
	                    "SELECT CAST(value AS REAL) FROM input WHERE key = %Q", name);
}

static void put_term(void *arg, const char *t, size_t n, bool is_name, bool is_percent)
{
	struct form_job *j = arg;
	struct arena *a = j->d->a;
	const char *part = arena_strndup(a, t, n);
	double x = is_name ? named_value(j, part) : NAN;

	if (is_name && strcmp(part, TERMS_PRICES_SHEET) == 0)
		word(j, report_prices_sheet(&j->report));
	else if (isnan(x))
		text(j, part);
	else
		text(j,
		     arena_printf(a, "%g%s",
		                  floor(1000 * x * (is_percent ? 100 : 1) + 0.5) / 1000,
		                  is_percent ? " %" : ""));
}

static bool write_terms(struct form_job *j, struct err *e)
{
	struct terms t;

	if (!terms_load(&t, j->d->a, &j->brand, j->d->store, e))
		return false;
	open_part(j, TERMS);
	for (size_t i = 0; i < t.count; i++) {
		element(j, "h3", t.group[i].heading);
		put(j, "<ul>\n");
		for (size_t k = 0; k < t.group[i].count; k++) {
			put(j, "<li>");
			terms_parts(form_word(j, t.group[i].line[k]), put_term, j);
			put(j, "</li>\n");
		}
		put(j, "</ul>\n");
	}
	close_part(j);
	return true;
}

static const char *count(struct form_job *j, const char *sql)
{
	return number(j, store_number(j->d->store, 0, "%s", sql), 0);
}

static bool write_method(struct form_job *j, struct err *e)
{
	struct dossier *d = j->d;

	(void)e;
	open_part(j, METHOD);
	put(j, "<p>");
	if (store_is_counts_only(j->d->store))
		word(j, FORM_TEXT_METHOD_COUNTS);
	else
		text(j,
		     form_wordf(j, FORM_TEXT_METHOD_SCAN, dossier_date(d, d->quote_date),
		                count(j, "SELECT count(*) FROM file"),
		                count(j,
		                      "SELECT count(*) FROM file WHERE kind = 'source'"),
		                count(j, "SELECT total(code_lines) FROM file"),
		                percent(j, dossier_number(d, "coverage", 0)),
		                count(j, "SELECT count(*) FROM problem"
		                         " WHERE kind <> 'skipped'")));
	put(j, "</p>\n<p>");
	if (!d->is_nothing)
		text(j, form_wordf(j, FORM_TEXT_METHOD_RANGE,
		                   number(j, dossier_number(d, "draws", 0), 0),
		                   dossier_text(d, "seed", "?"),
		                   form_word(j, dossier_text(d, "accuracy", "?"))));
	put(j, "</p>\n<p class=\"small\">");
	text(j, form_wordf(j, FORM_TEXT_METHOD_TOOL, MIGCOST_VERSION));
	put(j, "</p>\n");
	close_part(j);
	return true;
}

static void write_signatures(struct form_job *j)
{
	static const char *const who[] = { TEXT_QUOTE_FOR_CLIENT, TEXT_QUOTE_FOR_US };

	put(j, "<div class=\"sign\">\n");
	for (int i = 0; i < 2; i++) {
		put(j, "<section>\n");
		element(j, "h3", who[i]);
		put(j, "<p class=\"line\"></p>\n");
		element(j, "p", TEXT_QUOTE_SIGN);
		put(j, "</section>\n");
	}
	put(j, "</div>\n");
}

static void write_foot(struct form_job *j)
{
	put(j, "<footer>\n");
	if (!j->report.is_internal)
		write_signatures(j);
	if (*j->brand.footer || j->report.footer)
		element(j, "p class=\"small\"",
		        *j->brand.footer ? j->brand.footer : j->report.footer);
	put(j, "</footer>\n");
}

bool form_html(struct form_job *j, struct err *e)
{
	static bool (*const writes[PARTS])(struct form_job * j, struct err * e) = {
		[QUOTE] = write_quote,
		[SUMMARY] = write_summary,
		[PLAN] = write_plan,
		[CONFIDENCE] = write_confidence,
		[ASSUMPTIONS] = write_assumptions,
		[TERMS] = write_terms,
		[METHOD] = write_method
	};

	write_head(j);
	write_title(j);
	write_contents(j);
	put(j, "<main>\n");
	for (int i = 0; i < PARTS; i++)
		if (has_part(j, (enum part)i) && !writes[i](j, e))
			return false;
	put(j, "</main>\n");
	write_foot(j);
	put(j, "</body>\n</html>\n");
	return true;
}
