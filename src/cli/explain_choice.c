/* explain_choice.c - what was weighed, explained: options, alternatives, coverage. */
#include <math.h>
#include <string.h>

#include "cli/explain_parts.h"
#include "text/grouped.h"

static sqlite3_stmt *ask(struct telling *t, const char *sql, const char *what)
{
	struct err e;

	return store_select(t->w.s, t->w.a, &e, sql, what);
}

static const char *text_of(sqlite3_stmt *q, int column)
{
	const char *text = (const char *)sqlite3_column_text(q, column);

	return text ? text : "";
}

static const char *result_text(struct telling *t, const char *key)
{
	return store_text(t->w.s, t->w.a, "", "SELECT value FROM result WHERE key = %Q",
	                  key);
}

/* ---- port, split, stay ----------------------------------------------------------------
 */

static void tell_option(struct telling *t, sqlite3_stmt *q)
{
	struct arena *a = t->w.a;
	sqlite3_stmt *why;

	telling_say(t, "Option",
	            arena_printf(a, "%s [%s]: %.1f of 10. %s", text_of(q, 1),
	                         text_of(q, 0), sqlite3_column_double(q, 2),
	                         text_of(q, 3)));
	why = ask(t,
	          "SELECT printf('%%+.1f', points) || ' ' || reason FROM decision_reason"
	          " WHERE option = %Q ORDER BY rank",
	          text_of(q, 0));
	while (why && sqlite3_step(why) == SQLITE_ROW)
		telling_say(t, "", text_of(why, 0));
	telling_say(t, "Source", text_of(q, 4));
}

static bool tell_options(struct telling *t, const char *which)
{
	sqlite3_stmt *q = ask(t,
	                      "SELECT name, label, score, text, source FROM decision"
	                      " WHERE %Q IN ('decision', name) ORDER BY rank",
	                      which);
	bool any = false;

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		tell_option(t, q);
		any = true;
	}
	return any;
}

static bool tell_decision(struct telling *t)
{
	sqlite3_stmt *q;

	if (!tell_options(t, "decision")) {
		telling_say(
		    t, "Decision",
		    "none: it follows from the code, and none was read or nothing "
		    "is to be migrated");
		return true;
	}
	q = ask(
	    t,
	    "SELECT printf('%%s: Node.js %%g, Python %%g, weight %%.2f: %%s (%%s)', name,"
	    " node, python, weight, why, source) FROM decision_criterion"
	    " WHERE %Q <> '' ORDER BY rank",
	    "all");
	for (const char *label = "Criteria"; q && sqlite3_step(q) == SQLITE_ROW;
	     label = "")
		telling_say(t, label, text_of(q, 0));
	telling_say(
	    t, "Change",
	    "migcost estimate --set team_knows=node; weights on the sheet Decision");
	return true;
}

/* ---- other ways
 * ------------------------------------------------------------------------
 */

static void tell_way(struct telling *t, sqlite3_stmt *q)
{
	struct arena *a = t->w.a;
	double saving = sqlite3_column_double(q, 5);

	telling_say(t, "Otherwise",
	            arena_printf(a, "%s [%s]. %s", text_of(q, 1), text_of(q, 0),
	                         text_of(q, 2)));
	telling_say(t, "",
	            arena_printf(a, "%s hours, %s with contingency, %.1f weeks: %s %s %s",
	                         grouped(a, sqlite3_column_double(q, 3)),
	                         telling_money(t, sqlite3_column_double(q, 4)),
	                         sqlite3_column_double(q, 6),
	                         telling_money(t, saving < 0 ? -saving : saving),
	                         saving < 0 ? "more than" : "less than",
	                         telling_money(t, t->total)));
	telling_say(t, "Source", text_of(q, 7));
	telling_say(t, "Change",
	            arena_printf(a, "migcost estimate --set %s", text_of(q, 8)));
}

/* Those of the model and those that were asked for with --scenario. */
static bool tell_ways(struct telling *t, const char *which)
{
	sqlite3_stmt *q = ask(
	    t,
	    "SELECT name, label, text, hours, total, saving, weeks, source, inputs FROM"
	    " (SELECT 0 AS part, * FROM alternative UNION ALL SELECT 1, rank, name, name,"
	    " text, inputs, hours, total, cost_p50, cost_p80, weeks, -difference,"
	    " 'a scenario that was asked for' FROM scenario)"
	    " WHERE %Q IN ('alternatives', name) ORDER BY part, rank",
	    which);
	bool any = false;

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		tell_way(t, q);
		any = true;
	}
	return any;
}

/* ---- how much is known ----------------------------------------------------------------
 */

static void tell_coverage(struct telling *t)
{
	struct arena *a = t->w.a;
	sqlite3_stmt *q = ask(t,
	                      "SELECT printf('%%d of %%d %%s', part, whole, meaning)"
	                      " FROM coverage WHERE whole > 0 AND %Q <> '' ORDER BY rank",
	                      "all");

	telling_say(
	    t, "Coverage",
	    arena_printf(a,
	                 "%.1f %%: items resolved x files read. The rest widens the "
	                 "range: sd of ln common to all work is %.3f",
	                 100 * telling_result(t, "coverage"),
	                 telling_result(t, "common_sd_ln")));
	while (q && sqlite3_step(q) == SQLITE_ROW)
		telling_say(t, "", text_of(q, 0));
	telling_say(t, "Change", "migcost scan --print problems lists what is missing");
}

static void tell_accuracy(struct telling *t)
{
	telling_say(t, "Accuracy", result_text(t, "accuracy"));
	telling_say(t, "", result_text(t, "accuracy_why"));
	telling_say(t, "Source", result_text(t, "accuracy_source"));
	telling_say(t, "Change", result_text(t, "accuracy_text"));
}

static void tell_offer(struct telling *t)
{
	telling_say(t, "Offer",
	            arena_printf(t->w.a, "%s, %.1f weeks, finish %s",
	                         screen_in_full(&t->w,
	                                        telling_result(t, "price_offered")),
	                         telling_result(t, "weeks_offered"),
	                         result_text(t, "finish_offered")));
	telling_say(t, "",
	            arena_printf(t->w.a,
	                         "%.1f weeks planned, to %s, and %.1f in reserve: the "
	                         "people of the plan work the hours that the "
	                         "contingency pays for, or what a percentile takes "
	                         "longer",
	                         telling_result(t, "weeks"), result_text(t, "finish"),
	                         round(10 * telling_result(t, "weeks_offered")) / 10 -
	                             round(10 * telling_result(t, "weeks")) / 10));
	telling_say(
	    t, "",
	    arena_printf(
		t->w.a,
		"The price is enough in %.0f of 100 such projects, the date kept in %.0f",
		100 * telling_result(t, "price_offered_probability"),
		100 * telling_result(t, "finish_offered_probability")));
	telling_say(
	    t, "",
	    store_text(t->w.s, t->w.a, "",
	               "SELECT label || ': ' || value || ' (' || source || ')' FROM"
	               " input WHERE key = 'risk_appetite'"));
	telling_say(t, "Change", "migcost estimate --set risk_appetite=VALUE");
}

bool explain_choice(struct telling *t, const char *what)
{
	static const struct {
		const char *name;
		void (*tell)(struct telling *t);
	} figures[] = {
		{ "coverage", tell_coverage },
		{ "accuracy", tell_accuracy },
		{ "offer", tell_offer },
		{ "price_offered", tell_offer },
	};

	if (strcmp(what, "decision") == 0)
		return tell_decision(t);
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		if (strcmp(what, figures[i].name) == 0) {
			figures[i].tell(t);
			return true;
		}
	return tell_options(t, what) || tell_ways(t, what);
}
