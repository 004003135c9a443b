/* terminal.c - what a person reads after a command: the store in one screen. */
#include "cli/terminal.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/screen.h"
#include "form/listing.h"
#include "scan/tally.h"
#include "sheet/counted.h"
#include "text/date.h"
#include "text/grouped.h"
#include "text/utf8.h"

bool terminal_has_colour(FILE *out)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(fileno(out)) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

static double count(struct screen *w, const char *from)
{
	return store_number(w->s, 0, "SELECT count(*) FROM %s", from);
}

static double result(struct screen *w, const char *key)
{
	return store_number(w->s, 0,
	                    "SELECT CAST(value AS REAL) FROM result WHERE key = %Q", key);
}

static const char *result_text(struct screen *w, const char *key)
{
	return store_text(w->s, w->a, "", "SELECT value FROM result WHERE key = %Q", key);
}

static const char *input(struct screen *w, const char *key)
{
	return store_text(w->s, w->a, "", "SELECT value FROM input WHERE key = %Q", key);
}

/* ---- the parts of the screen ------------------------------------------------------- */

static void title(struct screen *w)
{
	const char *name = w->t->project ? w->t->project
	                                 : store_meta_get(w->s, w->a, "name");

	screen_title(w, name && *name ? name : "Estimate");
}

/* "FastAPI 20, Flask 5"; one framework alone needs no number, and parts of one (its
 * queue, its clock) have its name. */
static const char *frameworks(struct screen *w, const struct tally_list *found)
{
	const char *list = "";
	struct tally_list named = { 0 };
	bool is_estimated = store_number(w->s, 0,
	                                 "SELECT count(*) FROM sqlite_master"
	                                 " WHERE name = 'called'") > 0;

	for (size_t i = 0; i < found->n; i++) {
		const char *name = found->v[i].framework;

		if (is_estimated)
			name = store_text(w->s, w->a, name,
			                  "SELECT name FROM called WHERE framework = %Q",
			                  name);
		tally_add(&named, w->a, *name ? name : "other", found->v[i].n);
	}
	for (size_t i = 0; i < named.n && i < 4; i++) {
		list = arena_printf(w->a, "%s%s%s", list, i ? ", " : "",
		                    named.v[i].framework);
		if (named.n > 1)
			list = arena_printf(w->a, "%s %.0f", list, named.v[i].n);
	}
	return list;
}

static void found_row(struct screen *w, const char *noun, const struct tally_list *found)
{
	const char *by = frameworks(w, found);

	if (found->all != 1)
		noun = listing_plural(w->a, noun);
	screen_line(w, NULL,
	            arena_printf(w->a, "%6s %-*s%s", grouped(w->a, found->all),
	                         *by ? 13 : 0, noun, by));
}

/* Frameworks of what is priced as this, or of what is left out of it. */
static struct tally_list tally_of(struct screen *w, const char *sql, const char *what)
{
	struct tally_list list = { 0 };
	struct err e;
	sqlite3_stmt *q = store_select(w->s, w->a, &e, sql, what);

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		struct tally_row *r = arena_push(w->a, (void **)&list.v, &list.n,
		                                 &list.room, sizeof *list.v);

		r->framework = arena_strdup(w->a,
		                            (const char *)sqlite3_column_text(q, 0));
		r->n = sqlite3_column_double(q, 1);
		list.all += r->n;
	}
	return list;
}

static const char priced_by[] =
    "SELECT framework, count(DISTINCT fact.id) FROM fact JOIN item ON item.fact = fact.id"
    " JOIN effort USING (unit) WHERE counts_as = %Q GROUP BY 1 ORDER BY 2 DESC, 1";
static const char not_priced_by[] =
    "SELECT framework, count(*) FROM fact JOIN left_out ON left_out.fact = fact.id"
    " WHERE how = 'excluded' AND CASE kind WHEN 'model' THEN 'models' WHEN 'job' THEN"
    " 'jobs' WHEN 'schedule' THEN 'jobs' WHEN 'endpoint' THEN 'endpoints'"
    " WHEN 'operation' THEN 'endpoints' WHEN 'channel' THEN 'endpoints'"
    " WHEN 'action' THEN 'endpoints' END = %Q GROUP BY 1 ORDER BY 2 DESC, 1";

/* As the quote says it, and whose it is; what they are below, where there is no room. */
static void scope_row(struct screen *w, const char *what)
{
	const struct counted counted = { w->s, w->a, NULL };
	struct tally_list in = tally_of(w, priced_by, what);
	const char *kinds = counted_kinds(&counted, what), *by = frameworks(w, &in),
		   *beside;
	bool is_long;

	if (*kinds)
		kinds = arena_printf(w->a, "(%s)", kinds);
	beside = arena_printf(w->a, *kinds ? "%s %s" : "%s", by, kinds);
	is_long = strlen(beside) > 64 - 24;
	screen_hanging(w, NULL, 24,
	               arena_printf(w->a, "%6s %-*s%s",
	                            grouped(w->a, counted_number(&counted, what)),
	                            *beside ? 17 : 0, counted_noun(&counted, what),
	                            is_long ? by : beside));
	if (is_long && *kinds)
		screen_line(w, NULL, arena_printf(w->a, "%6s %s", "", kinds));
}

/* Found, and in no price: what stays, what only debug code brings. */
static void left_out_row(struct screen *w, const char *what)
{
	struct tally_list out = tally_of(w, not_priced_by, what);

	if (out.all > 0)
		screen_wrapped(w, SCREEN_DIM,
		               arena_printf(w->a, "%6s more, in no price: %s",
		                            grouped(w->a, out.all), frameworks(w, &out)));
}

/* Where the noun of fact.h alone would not be understood. */
static const char *for_people(enum fact_kind k)
{
	switch (k) {
	case FACT_auth: return "auth check";
	case FACT_enqueue: return "job sender";
	case FACT_include: return "package mount";
	case FACT_library: return "library use";
	case FACT_external: return "external call";
	case FACT_admin: return "admin page";
	case FACT_query: return "database query";
	case FACT_operation: return "field resolver";
	case FACT_storage: return "file store call";
	case FACT_email: return "e-mail call";
	case FACT_cache: return "cache call";
	case FACT_client: return "front-end call";
	default: return fact_kind_name(k);
	}
}

/* Rows that refine others, and those with a line of their own. */
static bool is_detail(enum fact_kind k)
{
	switch (k) {
	case FACT_endpoint:
	case FACT_model:
	case FACT_job:
	case FACT_field:
	case FACT_relation:
	case FACT_construct:
	case FACT_platform:
	case FACT_reach: return true;
	default: return false;
	}
}

static double unfound(struct screen *w)
{
	struct err e;
	sqlite3_stmt *q = store_select(w->s, w->a, &e,
	                               "SELECT name, path, file, line FROM unfound"
	                               " ORDER BY path");
	double n = 0;

	for (; q && sqlite3_step(q) == SQLITE_ROW; n++)
		screen_wrapped(w, SCREEN_YELLOW,
		               arena_printf(w->a,
		                            "NOT FOUND: routes of %s in %s (%s:%d); "
		                            "they are in no price",
		                            (const char *)sqlite3_column_text(q, 0),
		                            (const char *)sqlite3_column_text(q, 1),
		                            (const char *)sqlite3_column_text(q, 2),
		                            sqlite3_column_int(q, 3)));
	return n;
}

static void found_others(struct screen *w, const struct tally *t, bool is_priced)
{
	const char *list = "";
	double hidden = unfound(w);

	for (enum fact_kind k = 0; k < FACT_KINDS_END; k++) {
		/* What a client calls has a line of its own. */
		double n = (k == FACT_operation ? t->details[k].all : t->by_kind[k].all) -
		           (k == FACT_include ? hidden : 0);

		/* Priced as an endpoint, channels were said with them. */
		if (n == 0 || is_detail(k) || (is_priced && k == FACT_channel))
			continue;
		list = arena_printf(w->a, "%s%s%s", list, *list ? ", " : "",
		                    screen_counted(w->a, n, for_people(k)));
	}
	if (*list)
		screen_wrapped(w, NULL, arena_printf(w->a, "and %s", list));
}

/* The same handler by another path or method: found as an endpoint, not paid for twice.
 */
static void again(struct screen *w, const char *unit, const char *by)
{
	double n = count(w, arena_printf(w->a, "item WHERE unit = '%s'", unit));

	if (n > 0)
		screen_line(w, SCREEN_DIM,
		            arena_printf(w->a, "%6s of them by a further %s, paid once",
		                         grouped(w->a, n), by));
}

static void found(struct screen *w, bool is_priced)
{
	struct tally t;
	struct err e;

	if (!tally_load(&t, w->a, w->s, &e))
		return;
	w->label = "Found";
	if (is_priced) {
		scope_row(w, "endpoints");
		again(w, "endpoint_path", "path");
		again(w, "endpoint_method", "method of a path");
		left_out_row(w, "endpoints");
		scope_row(w, "models");
		left_out_row(w, "models");
		scope_row(w, "jobs");
		left_out_row(w, "jobs");
	} else {
		found_row(w, "endpoint", &t.by_kind[FACT_endpoint]);
		if (t.by_kind[FACT_operation].n)
			found_row(w, "operation", &t.by_kind[FACT_operation]);
		found_row(w, "model", &t.by_kind[FACT_model]);
		found_row(w, "job", &t.by_kind[FACT_job]);
	}
	found_others(w, &t, is_priced);
}

static const char *size(struct arena *a, double bytes)
{
	return bytes < 1e6 ? arena_printf(a, "%.0f kB", ceil(bytes / 1e3))
	                   : arena_printf(a, "%.1f MB", bytes / 1e6);
}

/* What was looked at outside the folder, and why. */
static void beside(struct screen *w)
{
	const char *value = store_meta_get(w->s, w->a, "files_beside");
	double n = value ? strtod(value, NULL) : 0;

	if (n > 0)
		screen_wrapped(
		    w, SCREEN_DIM,
		    arena_printf(w->a,
		                 "%s of packages beside the folder read, for what names "
		                 "mean only (--alone: none)",
		                 screen_counted(w->a, n, "file")));
}

/* The description of the API beside the code, when there is one: do they agree? */
static void described(struct screen *w)
{
	double all = count(w, "described");

	if (all > 0)
		screen_line(
		    w, NULL,
		    arena_printf(w->a, "%s of %s found that OpenAPI files beside it list",
		                 grouped(w->a, count(w, "(SELECT * FROM described WHERE "
		                                        "is_found)")),
		                 screen_counted(w->a, all, "operation")));
}

/* What is open beside the files: of no known job, without a file, not in our table. */
static double known_not(struct screen *w)
{
	return store_number(w->s, 0,
	                    "SELECT total(is_open) FROM not_read WHERE what NOT IN"
	                    " ('unread', 'defect', 'unresolved', 'question')");
}

/* What somebody must answer before the price is relied on. */
static void questions(struct screen *w)
{
	struct err e;
	sqlite3_stmt *q = store_select(w->s, w->a, &e,
	                               "SELECT text FROM assumption WHERE is_question"
	                               " ORDER BY rank");

	w->label = "Ask";
	while (q && sqlite3_step(q) == SQLITE_ROW)
		screen_wrapped(w, SCREEN_YELLOW,
		               arena_strdup(w->a,
		                            (const char *)sqlite3_column_text(q, 0)));
}

/* Back ends in other languages are no part of the price: said, not passed over. */
static void other_languages(struct screen *w)
{
	const char *text = store_text(
	    w->s, w->a, "",
	    "SELECT group_concat(language || ' ' || files, ', ') FROM (SELECT language,"
	    " printf('%%,d', count(*)) AS files FROM file WHERE kind = 'source' AND"
	    " language <> 'Python' AND language <> 'TypeScript' AND language <> 'TSX'"
	    " AND language <> 'JavaScript' AND language <> 'Prisma'"
	    " AND language <> 'Manifest' GROUP BY language ORDER BY count(*) DESC, "
	    "language LIMIT 6)");

	if (*text)
		screen_line(w, NULL,
		            arena_printf(w->a, "not priced, files of other languages: %s",
		                         text));
}

static const char *files_read(struct screen *w)
{
	struct err e;
	sqlite3_stmt *q = store_select(w->s, w->a, &e,
	                               "SELECT count(*), total(kind = 'source'),"
	                               " total(code_lines), total(bytes) FROM file");
	double files, source;
	const char *text;

	if (!q || sqlite3_step(q) != SQLITE_ROW)
		return "";
	files = sqlite3_column_double(q, 0);
	source = sqlite3_column_double(q, 1);
	text = screen_counted(w->a, files, "file");
	if (source < files)
		text = arena_printf(w->a, "%s (%s source)", text, grouped(w->a, source));
	return arena_printf(w->a, "%s, %s of code, %s", text,
	                    screen_counted(w->a, sqlite3_column_double(q, 2), "line"),
	                    size(w->a, sqlite3_column_double(q, 3)));
}

static void coverage(struct screen *w, bool is_priced)
{
	static const struct {
		const char *kind, *said;
	} kinds[] = {
		{ "unread", "not read" },
		{ "defect", "not all understood" },
		{ "unresolved", "unresolved" },
		{ "skipped", "skipped" },
	};
	const char *text = files_read(w);
	double open = is_priced ? known_not(w) : 0;
	const char *more = open > 0 ? arena_printf(w->a,
	                                           "%s not known: without a job, a file "
	                                           "or a known counterpart",
	                                           grouped(w->a, open))
	                            : "";

	if (w->t->seconds > 0)
		text = arena_printf(w->a, "%s, in %.2f s", text, w->t->seconds);
	w->label = "Read";
	screen_wrapped(w, NULL, text);
	text = "";
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		double n = store_number(w->s, 0,
		                        "SELECT count(*) FROM problem WHERE kind = %Q",
		                        kinds[i].kind);

		open += strcmp(kinds[i].kind, "skipped") == 0 ? 0 : n;
		text = arena_printf(w->a, "%s%s%s %s", text, i ? ", " : "",
		                    grouped(w->a, n), kinds[i].said);
	}
	screen_line(w, open > 0 ? SCREEN_YELLOW : NULL, text);
	if (*more)
		screen_line(w, SCREEN_YELLOW, more);
	other_languages(w);
	beside(w);
	described(w);
	if (open > 0)
		screen_line(w, SCREEN_DIM,
		            "Sheet \"Not read\" and `scan --print problems` list them.");
	if (is_priced)
		questions(w);
}

static void direction(struct screen *w)
{
	const char *way = input(w, "direction");
	const char *targets = store_text(w->s, w->a, "",
	                                 "SELECT group_concat(value, ', ') FROM (SELECT"
	                                 " value FROM stack ORDER BY rank)");

	way = strcmp(way, "python-to-node") == 0 ? "Python to Node.js"
	    : strcmp(way, "node-to-python") == 0 ? "Node.js to Python"
	                                         : way;
	w->label = "Direction";
	screen_wrapped(w, NULL,
	               *targets ? arena_printf(w->a, "%s: %s", way, targets) : way);
}

static void two_columns(struct screen *w, const char *label, const char *style,
                        const char *p50, const char *p80)
{
	w->label = label;
	screen_line(w, style, arena_printf(w->a, "%-20s %s", p50, p80));
}

/* Less than one draw in a hundred, or more than 99, is said in words. */
static const char *likely(struct screen *w, double p)
{
	return p < 0.01 ? "under 1%"
	     : p > 0.99 ? "over 99%"
	                : arena_printf(w->a, "%.0f%%", 100 * p);
}

static double tenths(double x)
{
	return round(10 * x) / 10;
}

/* What is offered and its parts, as the workbook has them: to the unit. */
static void total(struct screen *w)
{
	double weeks = tenths(result(w, "weeks"));
	const char *appetite = input(w, "risk_appetite"), *what, *share;
	double all = result(w, "price_offered"), price = result(w, "price");

	share = arena_printf(w->a, "contingency (%g%%)",
	                     strtod(input(w, "contingency"), NULL) * 100);
	what = *appetite == 'P' ? arena_printf(w->a, "at %s", appetite)
	                        : "with contingency";
	w->label = "Quote";
	screen_line(w, SCREEN_BOLD,
	            arena_printf(w->a, "%s %s, done by %s", screen_in_full(w, all), what,
	                         result_text(w, "finish_offered")));
	screen_line(w, NULL,
	            arena_printf(w->a, "= %s expected %s %s %s", screen_in_full(w, price),
	                         all < price ? "-" : "+",
	                         screen_in_full(w, fabs(all - price)),
	                         *appetite == 'P' ? "for the risk" : share));
	/* As on the quote, where the rounded weeks add up. */
	screen_line(w, NULL,
	            arena_printf(w->a, "= %.1f weeks planned, to %s, + %.1f in reserve",
	                         weeks, result_text(w, "finish"),
	                         tenths(result(w, "weeks") + result(w, "weeks_reserve")) -
	                             weeks));
	screen_line(w, SCREEN_DIM,
	            arena_printf(w->a,
	                         "By the model the price is enough in %s, the date kept "
	                         "in %s",
	                         likely(w, result(w, "price_offered_probability")),
	                         likely(w, result(w, "finish_offered_probability"))));
	if (result(w, "past_projects") >= 2)
		screen_wrapped(
		    w, SCREEN_DIM,
		    arena_printf(w->a,
		                 "Of %.0f %s, priced the same way, %.0f stayed "
		                 "within it",
		                 result(w, "past_projects"),
		                 result(w, "past_is_own") != 0 ? "own projects"
		                                               : "open-source ports",
		                 result(w, "past_within_price")));
}

/* Days from the day of the exchange rates to that of the scan; 0 when not known. */
static int64_t age_of_exchange(struct screen *w)
{
	const char *scanned =
	    store_text(w->s, w->a, "",
	               "SELECT substr(value, 1, 10) FROM meta WHERE key = 'scanned_at'");
	int64_t from, to;

	return date_parse(result_text(w, "exchange_date"), &from) &&
	               date_parse(scanned, &to)
	         ? to - from
	         : 0;
}

static void stale_exchange(struct screen *w)
{
	enum { OLD = 90 };
	int64_t age = age_of_exchange(w);

	if (strcmp(result_text(w, "currency"), "USD") != 0 && age > OLD)
		screen_wrapped(w, SCREEN_YELLOW,
		               arena_printf(w->a,
		                            "The rate of exchange is %d days old: --set "
		                            "exchange_rate=... exchange_date=...",
		                            (int)age));
}

/* What an hour costs, where another card or currency than the default is in force. */
static void rate(struct screen *w)
{
	const char *currency = result_text(w, "currency"),
		   *region = result_text(w, "region"), *day;
	const char *text = arena_printf(w->a, "%s%.2f an hour", w->currency,
	                                result(w, "rate"));

	if (*region)
		text = arena_printf(w->a, "%s: card of %s of %s", text, region,
		                    result_text(w, "region_date"));
	if (strcmp(currency, "USD") != 0) {
		day = result_text(w, "exchange_date");
		text = arena_printf(w->a, "%s; 1 USD = %.4g %s%s%s", text,
		                    result(w, "exchange_rate"), currency,
		                    *day ? ", " : "", day);
	}
	if (*region || strcmp(currency, "USD") != 0) {
		w->label = "Rate";
		screen_wrapped(w, NULL, text);
		stale_exchange(w);
	}
}

static void tax(struct screen *w)
{
	double share = result(w, "tax_share");

	if (share <= 0)
		return;
	w->label = "With tax";
	/* Each as it stands without it: the quote in full, P80 in round figures. */
	screen_line(w, NULL,
	            arena_printf(w->a, "%s (%g%%); fixed price %s",
	                         screen_in_full(w, result(w, "total_with_tax")),
	                         share * 100,
	                         screen_money(w, result(w, "fixed_price_with_tax"))));
}

/* What somebody asked for, and how far all this may be relied upon. */
static void promises(struct screen *w)
{
	const char *by = result_text(w, "by"), *class = result_text(w, "accuracy");

	if (result(w, "budget") > 0)
		screen_line(w, SCREEN_BOLD,
		            arena_printf(w->a, "%s is enough with a probability of %s",
		                         screen_in_full(w, result(w, "budget")),
		                         likely(w, result(w, "budget_probability"))));
	if (*by)
		screen_line(w, SCREEN_BOLD,
		            arena_printf(w->a, "Done by %s with a probability of %s", by,
		                         likely(w, result(w, "by_probability"))));
	if (*class)
		screen_wrapped(w, SCREEN_DIM,
		               arena_printf(w->a, "%s. %s %s", class,
		                            result_text(w, "accuracy_why"),
		                            result_text(w, "accuracy_text")));
}

/* The range is the model's; this is what became of it. */
static const char *held(struct screen *w)
{
	double n = result(w, "past_projects");

	return n < 2 ? ""
	             : arena_printf(w->a,
	                            " Tried on %.0f %s, such a range held for %.0f as "
	                            "priced (%.0f took less, %.0f more), for %.0f at the "
	                            "others' level.",
	                            n,
	                            result(w, "past_is_own") != 0 ? "own projects"
	                                                          : "open-source ports",
	                            result(w, "past_as_priced"), result(w, "past_below"),
	                            result(w, "past_above"), result(w, "past_covered"));
}

static void range(struct screen *w)
{
	two_columns(w, "Range", SCREEN_DIM, "P50, even odds", "P80, 4 in 5 within");
	two_columns(w, "Price", SCREEN_BOLD, screen_money(w, result(w, "cost_p50")),
	            screen_money(w, result(w, "cost_p80")));
	two_columns(w, "", SCREEN_DIM, "time and material", "fixed price");
	two_columns(w, "Weeks", SCREEN_BOLD,
	            arena_printf(w->a, "%.1f", result(w, "weeks_p50")),
	            arena_printf(w->a, "%.1f", result(w, "weeks_p80")));
	two_columns(w, "Finish", SCREEN_BOLD, result_text(w, "finish_p50"),
	            result_text(w, "finish_p80"));
	w->label = "";
	screen_wrapped(
	    w, SCREEN_DIM,
	    arena_printf(w->a,
	                 "By the model, 8 of 10 such projects cost %s to %s.%s "
	                 "Without contingency: P80 and P90 hold the risk.",
	                 screen_money(w, result(w, "cost_p10")),
	                 screen_money(w, result(w, "cost_p90")), held(w)));
	promises(w);
}

static void verdict(struct screen *w)
{
	const char *text = result_text(w, "verdict_text");
	bool is_in = strncmp(result_text(w, "verdict"), "in", 2) == 0;

	w->label = "Band";
	screen_wrapped(w, is_in ? SCREEN_GREEN : SCREEN_YELLOW,
	               *text ? text : result_text(w, "verdict"));
	/* Inside a band it is what the drivers below say. */
	text = is_in ? "" : result_text(w, "verdict_reasons");
	if (*text)
		screen_wrapped(w, SCREEN_DIM,
		               arena_printf(w->a, "What weighs most: %s.", text));
	text = result_text(w, "band_text");
	if (*text)
		screen_wrapped(w, SCREEN_DIM, text);
	if (result(w, "cocomo_person_months") > 0)
		screen_wrapped(
		    w, SCREEN_DIM,
		    arena_printf(w->a,
		                 "COCOMO: %.3g person-months to write the same "
		                 "%s lines anew; this is %.3g (sheet Bands says "
		                 "why).",
		                 result(w, "cocomo_person_months"),
		                 grouped(w->a, 1000 * result(w, "cocomo_kloc")),
		                 result(w, "person_months")));
}

/* The best of the options that port the API, and is one of them the best of all? */
static double score_of_port(struct screen *w)
{
	return store_number(w->s, 0,
	                    "SELECT max(round(score, 1)) FROM decision WHERE name IN"
	                    " ('port', 'hybrid')");
}

static bool is_ported(struct screen *w)
{
	return score_of_port(w) >= result(w, "decision_score");
}

/* What to do with it all, in a sentence; the options are in JSON and in the store. */
static void advice(struct screen *w)
{
	const char *text = result_text(w, "decision_text");

	if (!*text)
		return;
	w->label = "Advice";
	screen_wrapped(w, NULL,
	               is_ported(w)
	                   ? arena_printf(w->a, "%s (%.1f of 10)", text,
	                                  result(w, "decision_score"))
	                   : arena_printf(w->a, "%s (%.1f of 10; to port it: %.1f)", text,
	                                  result(w, "decision_score"), score_of_port(w)));
}

static void drivers(struct screen *w)
{
	struct err e;
	sqlite3_stmt *q = store_select(w->s, w->a, &e,
	                               "SELECT label, cost, share FROM driver "
	                               "ORDER BY rank LIMIT 5");

	w->label = "Drivers";
	screen_line(w, SCREEN_DIM,
	            "what the quote is made of, contingency spread over all");
	while (q && sqlite3_step(q) == SQLITE_ROW) {
		const char *label = (const char *)sqlite3_column_text(q, 0);
		const char *cost = screen_money(w, sqlite3_column_double(q, 1));

		label = utf8_plain(w->a, label, 42, false);
		screen_line(w, NULL,
		            arena_printf(w->a, "%s%*s %*s %4.0f%%", label,
		                         42 - (int)utf8_columns(label), "",
		                         8 + (int)strlen(w->currency), cost,
		                         sqlite3_column_double(q, 2) * 100));
	}
}

static void scenario(struct screen *w, const char *name, const double v[6])
{
	name = utf8_plain(w->a, name, 22, false);
	screen_line(
	    w, NULL,
	    arena_printf(
		w->a, "%s%*s%7s%9s%9s%6.1f%s", name, 22 - (int)utf8_columns(name), "",
		grouped(w->a, v[0]), screen_money(w, v[1]), screen_money(w, v[3]), v[4],
		v[5] == 0 ? ""
			  : arena_printf(w->a, "%12s",
	                                 arena_printf(w->a, "%s%s", v[5] > 0 ? "+" : "-",
	                                              screen_money(w, fabs(v[5]))))));
}

/* Only what somebody asked for, below what it is held against. */
static void scenarios(struct screen *w)
{
	struct err e;
	sqlite3_stmt *q = store_select(w->s, w->a, &e,
	                               "SELECT name, hours, total, cost_p50, cost_p80,"
	                               " weeks, difference FROM scenario ORDER BY rank");
	bool is_first = true;

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		double v[6];

		if (is_first) {
			w->label = "Scenarios";
			screen_line(w, SCREEN_DIM,
			            arena_printf(w->a, "%-22s%7s%9s%9s%6s%12s", "",
			                         "hours", "total", "P80", "weeks",
			                         "difference"));
			scenario(w, "as quoted above",
			         (const double[6]){
				     result(w, "hours"), result(w, "total"), 0,
				     result(w, "cost_p80"),
				     result(w, "weeks") *
					 (1 + strtod(input(w, "contingency"), NULL)),
				     0 });
			is_first = false;
		}
		for (int i = 0; i < 6; i++)
			v[i] = sqlite3_column_double(q, i + 1);
		scenario(w, (const char *)sqlite3_column_text(q, 0), v);
	}
	if (!is_first && !store_is_counts_only(w->s))
		screen_blank(w);
}

/* Whole, however long: to be copied. */
static void file_at(struct screen *w, const char *label, const char *path)
{
	if (!path)
		return;
	w->label = label;
	screen_begin(w);
	screen_styled(w, SCREEN_BOLD, utf8_plain(w->a, path, 4096, true));
	putc('\n', w->out);
}

/* What a client would stumble over, and what the screen says beside the client's file. */
static void sent(struct screen *w)
{
	const char *lacks = "";
	bool has_holidays = strcmp(store_text(w->s, w->a, "none",
	                                      "SELECT value FROM input"
	                                      " WHERE key = 'calendar'"),
	                           "none") != 0;

	w->label = "Note";
	if ((w->t->is_sent || w->t->names_client) && !has_holidays)
		screen_wrapped(
		    w, SCREEN_YELLOW,
		    "public holidays count as working days: name the --region");
	if (!w->t->is_sent)
		return;
	if (!w->t->names_client)
		lacks = "the client (--client)";
	if (w->t->lacks_name)
		lacks = arena_printf(w->a, "%s%sthe supplier (--brand)", lacks,
		                     *lacks ? ", " : "");
	if (*lacks)
		screen_wrapped(w, SCREEN_YELLOW,
		               arena_printf(w->a, "not named on it: %s", lacks));
	if (w->t->to_fill_in && *w->t->to_fill_in)
		screen_wrapped(w, SCREEN_YELLOW,
		               arena_printf(w->a, "its Terms have fields to fill in: %s",
		                            w->t->to_fill_in));
	if (w->t->lacks_advice && *result_text(w, "decision_text") && !is_ported(w))
		screen_wrapped(
		    w, SCREEN_YELLOW,
		    "the advice above is against porting: tell the client, and fill in "
		    "when on Assumptions");
}

static void where(struct screen *w)
{
	file_at(w, "Workbook", w->t->workbook);
	file_at(w, "PDF", w->t->pdf);
	for (int i = 0; w->t->forms && i < FORMS_END; i++)
		file_at(w, form_label((enum form)i), w->t->forms->path[i]);
	file_at(w, "Store", w->t->db);
	sent(w);
}

/* ---- whole screens ------------------------------------------------------------------
 */

static void estimate(struct screen *w)
{
	if (result(w, "nothing_to_migrate") != 0) {
		w->label = "Price";
		screen_wrapped(w, SCREEN_BOLD,
		               arena_printf(w->a, "%s: %s", result_text(w, "verdict"),
		                            result_text(w, "verdict_text")));
		return;
	}
	direction(w);
	w->label = "Class";
	screen_wrapped(w, NULL,
	               arena_printf(w->a, "%s: %s", result_text(w, "class"),
	                            result_text(w, "class_reason")));
	screen_blank(w);
	total(w);
	tax(w);
	rate(w);
	verdict(w);
	w->label = "Weeks";
	screen_wrapped(w, NULL, result_text(w, "weeks_check"));
	advice(w);
	screen_blank(w);
	range(w);
	screen_blank(w);
	drivers(w);
}

static struct screen screen_for(const struct terminal *t, struct store *s,
                                struct arena *a)
{
	return (struct screen){ .t = t,
		                .out = t->out,
		                .has_colour = t->has_colour,
		                .s = s,
		                .a = a,
		                .label = "",
		                .currency = screen_currency(s, a) };
}

bool terminal_scan(struct store *s, const struct terminal *t, struct err *e)
{
	struct arena a = { 0 };
	struct screen w = screen_for(t, s, &a);

	(void)e;
	title(&w);
	found(&w, false);
	screen_blank(&w);
	coverage(&w, false);
	where(&w);
	screen_blank(&w);
	arena_release(&a);
	return true;
}

bool terminal_quote(struct store *s, const struct terminal *t, struct err *e)
{
	struct arena a = { 0 };
	struct screen w = screen_for(t, s, &a);

	(void)e;
	title(&w);
	if (store_is_counts_only(w.s)) {
		w.label = "From";
		screen_wrapped(&w, NULL,
		               "counts alone: no code was read, so the range is wide");
	} else {
		found(&w, true);
	}
	estimate(&w);
	screen_blank(&w);
	scenarios(&w);
	if (!store_is_counts_only(w.s))
		coverage(&w, true);
	where(&w);
	screen_blank(&w);
	arena_release(&a);
	return true;
}
