/* explain.c - any figure walked down to items, files, rules and sources, and up to the
 * total. */
#include "cli/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/explain_parts.h"
#include "text/grouped.h"

enum { ITEMS_SHOWN = 10 };

double telling_result(struct telling *t, const char *key)
{
	return store_number(t->w.s, 0,
	                    "SELECT CAST(value AS REAL) FROM result WHERE key = %Q", key);
}

const char *telling_money(struct telling *t, double x)
{
	return x < 0 ? arena_printf(t->w.a, "-%s", screen_money(&t->w, -x))
	             : screen_money(&t->w, x);
}

void telling_say(struct telling *t, const char *label, const char *text)
{
	t->w.label = label;
	screen_wrapped(&t->w, NULL, text);
}

static const char *result_text(struct telling *t, const char *key)
{
	return store_text(t->w.s, t->w.a, "", "SELECT value FROM result WHERE key = %Q",
	                  key);
}

static const char *input_source(struct telling *t, const char *key)
{
	return store_text(
	    t->w.s, t->w.a, "",
	    "SELECT label || ' = ' || value || ' ' || unit || ' (' || source "
	    "|| ')' FROM input WHERE key = %Q",
	    key);
}

/* ---- from the total down
 * ---------------------------------------------------------------
 */

static void tell_top_lines(struct telling *t, int n)
{
	struct err e;
	sqlite3_stmt *q = store_select(
	    t->w.s, t->w.a, &e,
	    "SELECT driver.unit, driver.label, driver.cost, driver.share FROM driver "
	    "ORDER BY rank LIMIT %d",
	    n);

	t->w.label = "Made of";
	while (q && sqlite3_step(q) == SQLITE_ROW)
		screen_line(&t->w, NULL,
		            arena_printf(t->w.a, "%-33.33s %8s %3.0f%%  %s",
		                         (const char *)sqlite3_column_text(q, 1),
		                         telling_money(t, sqlite3_column_double(q, 2)),
		                         100 * sqlite3_column_double(q, 3),
		                         (const char *)sqlite3_column_text(q, 0)));
}

static void tell_total(struct telling *t)
{
	struct arena *a = t->w.a;

	telling_say(t, "Total",
	            arena_printf(a, "%s = %s expected + %s contingency",
	                         screen_in_full(&t->w, telling_result(t, "total")),
	                         screen_in_full(&t->w, telling_result(t, "price")),
	                         screen_in_full(&t->w,
	                                        telling_result(t, "contingency"))));
	telling_say(t, "", input_source(t, "contingency"));
}

static void tell_price(struct telling *t)
{
	telling_say(t, "Price",
	            arena_printf(t->w.a, "%s = %s hours x the rate",
	                         screen_in_full(&t->w, telling_result(t, "price")),
	                         grouped(t->w.a, telling_result(t, "hours"))));
	telling_say(t, "", input_source(t, "rate_per_hour"));
}

static void tell_hours(struct telling *t)
{
	struct arena *a = t->w.a;

	telling_say(
	    t, "Hours",
	    arena_printf(a,
	                 "%.1f = engineering %.1f + QA %.1f + project management %.1f + "
	                 "events %.1f",
	                 telling_result(t, "hours"),
	                 telling_result(t, "hours_engineering"),
	                 telling_result(t, "hours_qa"), telling_result(t, "hours_pm"),
	                 telling_result(t, "hours_risk")));
	telling_say(
	    t, "",
	    arena_printf(
		a,
		"Engineering = kinds of work %.1f h x scale %.3f, with set-ups and "
		"fixed work",
		telling_result(t, "hours_units"), telling_result(t, "scale")));
	telling_say(t, "", input_source(t, "qa_share"));
}

static void tell_weeks(struct telling *t)
{
	struct arena *a = t->w.a;

	telling_say(
	    t, "Weeks",
	    arena_printf(
		a,
		"%.1f for %.1f people: the price at the reference rate lies there "
		"on the line through the documented bands",
		telling_result(t, "weeks"), telling_result(t, "team")));
	telling_say(t, "", result_text(t, "verdict_text"));
	telling_say(t, "", input_source(t, "team"));
}

static void tell_percentile(struct telling *t, int p)
{
	struct arena *a = t->w.a;
	const char *cost = arena_printf(a, "cost_p%d", p),
		   *weeks = arena_printf(a, "weeks_p%d", p);

	telling_say(
	    t, arena_printf(a, "P%d", p),
	    arena_printf(
		a,
		"%s, %.1f weeks: %d of 100 draws cost no more. %s draws, seed %.0f; "
		"without contingency, which they hold themselves",
		telling_money(t, telling_result(t, cost)), telling_result(t, weeks), p,
		grouped(a, telling_result(t, "draws")), telling_result(t, "seed")));
	telling_say(
	    t, "",
	    arena_printf(a, "Spread: sd of ln %.2f, of which common to all work %.2f",
	                 telling_result(t, "sd_ln"), telling_result(t, "common_sd_ln")));
	telling_say(t, "", input_source(t, "common_sd_ln"));
}

static void tell_tornado(struct telling *t, const char *label, int n)
{
	struct err e;
	sqlite3_stmt *q = store_select(
	    t->w.s, t->w.a, &e,
	    "SELECT label, low, high FROM tornado WHERE %Q = '' OR label = %Q "
	    "ORDER BY rank LIMIT %d",
	    label, label, n);

	t->w.label = "Moves it";
	while (q && sqlite3_step(q) == SQLITE_ROW)
		screen_line(&t->w, NULL,
		            arena_printf(t->w.a, "%-40.40s %9s .. +%s",
		                         (const char *)sqlite3_column_text(q, 0),
		                         telling_money(t, sqlite3_column_double(q, 1)),
		                         telling_money(t, sqlite3_column_double(q, 2))));
	t->w.label = "";
}

static void tell_class(struct telling *t)
{
	telling_say(t, "Class", result_text(t, "class_reason"));
	telling_say(t, "", result_text(t, "verdict_text"));
	telling_say(t, "",
	            store_text(t->w.s, t->w.a, "",
	                       "SELECT group_concat(name || ': ' || criteria || "
	                       "' (' || source || ')', '; ') FROM band"));
}

static bool tell_result(struct telling *t, const char *what)
{
	static const char *const percents[] = { "p10", "p50", "p80", "p90" };

	if (strcmp(what, "total") == 0) {
		tell_total(t);
		tell_price(t);
		tell_hours(t);
		tell_top_lines(t, ITEMS_SHOWN);
		tell_tornado(t, "", 5);
		return true;
	}
	if (strcmp(what, "price") == 0 || strcmp(what, "hours") == 0) {
		if (*what == 'p')
			tell_price(t);
		tell_hours(t);
		tell_top_lines(t, t->x->is_whole ? 1000 : ITEMS_SHOWN);
		return true;
	}
	if (strcmp(what, "weeks") == 0) {
		tell_weeks(t);
		return true;
	}
	if (strcmp(what, "class") == 0) {
		tell_class(t);
		return true;
	}
	/* "p80", and as the store calls it: "cost_p80", "finish_p80" */
	for (size_t i = 0; i < sizeof percents / sizeof *percents; i++) {
		const char *under = strchr(what, '_');

		if (strcmp(under ? under + 1 : what, percents[i]) != 0)
			continue;
		tell_percentile(t, (int)strtol(percents[i] + 1, NULL, 10));
		tell_tornado(t, "", 8);
		return true;
	}
	return false;
}

/* ---- one line of the effort table
 * ------------------------------------------------------
 */

/* Rows of place, name, reason and hours, the first ten of n. */
static void tell_rows(struct telling *t, const char *label, sqlite3_stmt *q, double n)
{
	t->w.label = label;
	while (q && sqlite3_step(q) == SQLITE_ROW) {
		const char *place = (const char *)sqlite3_column_text(q, 0);
		const char *name = (const char *)sqlite3_column_text(q, 1);
		double hours = sqlite3_column_double(q, 3);

		screen_wrapped(&t->w, NULL,
		               arena_printf(t->w.a, "%s%s%s%s%s%s", place,
		                            *place ? "  " : "", name, *name ? ": " : "",
		                            (const char *)sqlite3_column_text(q, 2),
		                            hours > 0
		                                ? arena_printf(t->w.a, " (%.1f h)", hours)
		                                : ""));
	}
	if (n > ITEMS_SHOWN && !t->x->is_whole)
		screen_line(&t->w, SCREEN_DIM,
		            arena_printf(t->w.a, "and %s more: --all shows them",
		                         grouped(t->w.a, n - ITEMS_SHOWN)));
	t->w.label = "";
}

#define NAMED                                                                            \
	"CASE WHEN fact.id IS NULL THEN '' ELSE fact.file || ':' || fact.line END, "     \
	"coalesce(told.construct, trim(coalesce(nullif(fact.method, '') || ' ', '') || " \
	"coalesce(nullif(fact.path, ''), nullif(fact.name, ''), ''))), "
#define FACT_OF(table)                                                                   \
	"LEFT JOIN told ON told.id = " table ".fact "                                    \
	"LEFT JOIN fact ON fact.id = coalesce(told.fact, " table ".fact) "

static void tell_items(struct telling *t, const char *unit)
{
	int most = t->x->is_whole ? 1000000 : ITEMS_SHOWN;
	struct err e;

	tell_rows(
	    t, "Items",
	    store_select(t->w.s, t->w.a, &e,
	                 "SELECT " NAMED "item.reason, trail.hours FROM item " FACT_OF(
			     "item") "LEFT JOIN trail ON trail.item = item.id WHERE "
	                             "item.unit = %Q ORDER BY item.quantity DESC, "
	                             "fact.file, fact.line, item.id LIMIT %d",
	                 unit, most),
	    store_number(t->w.s, 0, "SELECT count(*) FROM item WHERE unit = %Q", unit));
	tell_rows(
	    t, "Seen at",
	    store_select(t->w.s, t->w.a, &e,
	                 "SELECT " NAMED "evidence.reason, 0 FROM evidence " FACT_OF(
			     "evidence") "WHERE risk = %Q ORDER BY evidence.id LIMIT %d",
	                 unit, most),
	    store_number(t->w.s, 0, "SELECT count(*) FROM evidence WHERE risk = %Q",
	                 unit));
}

/* What makes this kind of work dearer or cheaper, by its phase and name. */
static void tell_line(struct telling *t, sqlite3_stmt *q)
{
	struct arena *a = t->w.a;
	const char *unit = (const char *)sqlite3_column_text(q, 0);
	const char *group = (const char *)sqlite3_column_text(q, 2);
	double quantity = sqlite3_column_double(q, 4),
	       hours = sqlite3_column_double(q, 9);
	double low = sqlite3_column_double(q, 5), likely = sqlite3_column_double(q, 6);
	double high = sqlite3_column_double(q, 7), factor = sqlite3_column_double(q, 8);
	double mean = (low + 4 * likely + high) / 6;
	const char *factors = (const char *)sqlite3_column_text(q, 11);
	double cost = store_number(t->w.s, 0, "SELECT cost FROM driver WHERE unit = %Q",
	                           unit);

	telling_say(t, "Line",
	            arena_printf(a, "%s [%s], phase %s",
	                         (const char *)sqlite3_column_text(q, 1), unit,
	                         (const char *)sqlite3_column_text(q, 3)));
	if (strcmp(group, "overhead") == 0)
		telling_say(
		    t, "Hours",
		    arena_printf(a, "%.1f = %.1f%% of the hours that it is a share of",
		                 hours, 100 * quantity));
	else
		telling_say(
		    t, "Hours",
		    arena_printf(
			a,
			"%.1f = quantity %.4g x (%.4g + 4 x %.4g + %.4g) / 6 = %.2f h "
			"x multipliers %.3f%s",
			hours, quantity, low, likely, high, mean, factor,
			strcmp(group, "unit") == 0
			    ? arena_printf(a, " x scale %.3f", telling_result(t, "scale"))
			    : ""));
	if (strcmp(group, "set-up") == 0)
		telling_say(
		    t, "",
		    store_text(t->w.s, a, "",
		               "SELECT 'The quantity is 1 - exp(-n/n0): n = ' || "
		               "printf('%%g', n) || "
		               "' ' || driver || ', n0 = ' || printf('%%g', n0) FROM "
		               "effort WHERE "
		               "unit = %Q",
		               unit));
	if (strcmp(group, "risk") == 0)
		telling_say(t, "", "The quantity is the probability of the event.");
	if (*factors)
		telling_say(t, "", arena_printf(a, "Multipliers: %s", factors));
	telling_say(t, "Source", (const char *)sqlite3_column_text(q, 10));
	if (cost > 0)
		telling_say(
		    t, "Costs",
		    arena_printf(
			a,
			"%s of %s, with QA, management and contingency spread over all: "
			"%.1f%%",
			telling_money(t, cost), telling_money(t, t->total),
			100 * cost / t->total));
	tell_tornado(t, (const char *)sqlite3_column_text(q, 1), 1);
	tell_items(t, unit);
}

static bool tell_unit(struct telling *t, const char *what)
{
	struct err e;
	sqlite3_stmt *q = store_select(t->w.s, t->w.a, &e,
	                               "SELECT unit, label, grp, phase, quantity, low, "
	                               "likely, high, multiplier, hours, source, "
	                               "multipliers FROM effort WHERE unit = %Q",
	                               what);

	if (!q || sqlite3_step(q) != SQLITE_ROW)
		return false;
	tell_line(t, q);
	return true;
}

static bool tell_phase(struct telling *t, const char *what)
{
	struct err e;
	sqlite3_stmt *q =
	    store_select(t->w.s, t->w.a, &e,
	                 "SELECT label, hours, start_week, end_week FROM phase "
	                 "WHERE name = %Q",
	                 what);

	if (!q || sqlite3_step(q) != SQLITE_ROW)
		return false;
	telling_say(
	    t, "Phase",
	    arena_printf(t->w.a,
	                 "%s: %.1f hours with their share of QA and management, week "
	                 "%.1f to %.1f",
	                 (const char *)sqlite3_column_text(q, 0),
	                 sqlite3_column_double(q, 1), sqlite3_column_double(q, 2),
	                 sqlite3_column_double(q, 3)));
	q = store_select(
	    t->w.s, t->w.a, &e,
	    "SELECT label, hours, unit FROM effort WHERE phase = %Q AND hours > 0 "
	    "ORDER BY hours DESC",
	    what);
	t->w.label = "Work";
	while (q && sqlite3_step(q) == SQLITE_ROW)
		screen_line(&t->w, NULL,
		            arena_printf(t->w.a, "%-36.36s %8.1f h  %s",
		                         (const char *)sqlite3_column_text(q, 0),
		                         sqlite3_column_double(q, 1),
		                         (const char *)sqlite3_column_text(q, 2)));
	t->w.label = "";
	return true;
}

static bool tell_input(struct telling *t, const char *what)
{
	struct err e;
	sqlite3_stmt *q =
	    store_select(t->w.s, t->w.a, &e,
	                 "SELECT label, value, unit, source FROM input WHERE key = %Q",
	                 what);
	const char *levels;

	if (!q || sqlite3_step(q) != SQLITE_ROW)
		return false;
	telling_say(t, "Input",
	            arena_printf(t->w.a, "%s: %s %s",
	                         (const char *)sqlite3_column_text(q, 0),
	                         (const char *)sqlite3_column_text(q, 1),
	                         (const char *)sqlite3_column_text(q, 2)));
	telling_say(t, "Source", (const char *)sqlite3_column_text(q, 3));
	levels = store_text(
	    t->w.s, t->w.a, "",
	    "SELECT group_concat(level || ' x' || printf('%%g', factor), ', ') "
	    "FROM level WHERE key = %Q",
	    what);
	if (*levels)
		telling_say(t, "Levels", levels);
	tell_tornado(t, (const char *)sqlite3_column_text(q, 0), 1);
	telling_say(t, "Change",
	            arena_printf(t->w.a, "migcost estimate --set %s=VALUE", what));
	return true;
}

/* ---- one finding, up to the total
 * ------------------------------------------------------
 */

static void tell_priced(struct telling *t, sqlite3_int64 fact)
{
	struct err e;
	sqlite3_stmt *q = store_select(t->w.s, t->w.a, &e,
	                               "SELECT label, unit, quantity, reason, hours, "
	                               "cost, source FROM trail WHERE fact = "
	                               "%lld ORDER BY cost DESC",
	                               (long long)fact);
	bool any = false;

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		telling_say(t, "Priced as",
		            arena_printf(t->w.a, "%s [%s]: %s",
		                         (const char *)sqlite3_column_text(q, 0),
		                         (const char *)sqlite3_column_text(q, 1),
		                         (const char *)sqlite3_column_text(q, 3)));
		telling_say(t, "",
		            arena_printf(t->w.a,
		                         "%.4g of it, %.2f hours, %s of %s in all",
		                         sqlite3_column_double(q, 2),
		                         sqlite3_column_double(q, 4),
		                         telling_money(t, sqlite3_column_double(q, 5)),
		                         telling_money(t, t->total)));
		telling_say(t, "Source", (const char *)sqlite3_column_text(q, 6));
		any = true;
	}
	if (!any)
		telling_say(
		    t, "Priced as",
		    "nothing of its own: it stands for no work, is a second place of "
		    "something "
		    "priced elsewhere, or is part of what it belongs to");
}

/* "5 statements, 1 branch, 0 queries" of what has a handler. */
static const char *size_text(struct arena *a, sqlite3_stmt *q)
{
	int branches = sqlite3_column_int(q, 9);

	return arena_printf(a, "%s, %d branch%s, %s",
	                    screen_counted(a, sqlite3_column_int(q, 8), "statement"),
	                    branches, branches == 1 ? "" : "es",
	                    screen_counted(a, sqlite3_column_int(q, 10), "query"));
}

static void tell_fact(struct telling *t, sqlite3_stmt *q)
{
	const char *kind = (const char *)sqlite3_column_text(q, 1);
	const char *method = (const char *)sqlite3_column_text(q, 2);
	const char *name = (const char *)sqlite3_column_text(q, 3);

	telling_say(t, "Found",
	            arena_printf(t->w.a, "%s %s%s%s at %s:%d, by %s%s%s", kind, method,
	                         *method ? " " : "", name,
	                         (const char *)sqlite3_column_text(q, 4),
	                         sqlite3_column_int(q, 5),
	                         (const char *)sqlite3_column_text(q, 6),
	                         sqlite3_column_int(q, 8) ? ", " : "",
	                         sqlite3_column_int(q, 8) ? size_text(t->w.a, q) : ""));
	if (strcmp((const char *)sqlite3_column_text(q, 7), "unresolved") == 0)
		telling_say(t, "", "It is unresolved, which widens the range.");
	tell_priced(t, sqlite3_column_int64(q, 0));
}

static bool tell_found(struct telling *t, const char *what)
{
	const char *colon = strrchr(what, ':');
	const char *file = colon ? arena_strndup(t->w.a, what, (size_t)(colon - what))
	                         : "";
	struct err e;
	bool any = false;
	sqlite3_stmt *q = store_select(t->w.s, t->w.a, &e,
	                               "SELECT id, kind, method, coalesce(nullif(path, "
	                               "''), nullif(name, ''), variety), file, "
	                               "line, framework, status, statements, branches, "
	                               "queries FROM finding WHERE kind NOT IN "
	                               "('field', 'reach', 'library') AND ((file = %Q "
	                               "AND (line = %Q + 0 OR handler_line = "
	                               "%Q + 0)) OR path = %Q OR name = %Q OR method || "
	                               "' ' || path = %Q) ORDER BY id LIMIT 20",
	                               file, colon ? colon + 1 : "",
	                               colon ? colon + 1 : "", what, what, what);

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		tell_fact(t, q);
		any = true;
	}
	return any;
}

bool explain_write(struct store *s, const char *what, const struct explain *x,
                   struct err *e)
{
	struct arena a = { 0 };
	struct telling t = { .w = { .out = x->out,
		                    .has_colour = x->has_colour,
		                    .s = s,
		                    .a = &a,
		                    .label = "",
		                    .currency = screen_currency(s, &a) },
		             .x = x };
	bool ok;

	t.total = telling_result(&t, "total");
	ok = tell_result(&t, what) || tell_unit(&t, what) || tell_input(&t, what) ||
	     tell_phase(&t, what) || explain_choice(&t, what) || tell_found(&t, what) ||
	     err_set(e, ERR_USAGE,
	             "there is no figure, kind of work, phase, input or finding '%s'",
	             what);
	arena_release(&a);
	return ok;
}
