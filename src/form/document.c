/* document.c - the machine form of a store: one JSON document, versioned. */
#include "form/document.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/version.h"
#include "form/listing.h"
#include "text/json_out.h"

/* One text or number of the table result, under the same key or another. */
static void result_text(struct store *s, struct json_out *j, const char *key,
                        const char *row)
{
	struct arena a = { 0 };

	json_put_text(j, key,
	              store_text(s, &a, NULL, "SELECT value FROM result WHERE key = %Q",
	                         row));
	arena_release(&a);
}

/* Cents and hundredths of hours and weeks: more digits are nobody's knowledge. */
static double rounded(double x)
{
	return fabs(x) < 1e12 ? round(x * 100) / 100 : x;
}

/* Shares and quantities, such as 0.0125 KLOC. */
static double rounded_finely(double x)
{
	return round(x * 1e4) / 1e4;
}

static void result_number(struct store *s, struct json_out *j, const char *key,
                          const char *row)
{
	double x = store_number(s, NAN,
	                        "SELECT CAST(value AS REAL) FROM result WHERE key = %Q",
	                        row);

	json_put_number(j, key,
	                strcmp(key, "coverage") == 0 ? rounded_finely(x) : rounded(x));
}

/* "cost": { "p10": ..., "p50": ..., "p80": ..., "p90": ... } of cost_p10, cost_p50 ... */
static void open_percentiles(struct store *s, struct json_out *j, const char *noun)
{
	static const char *const names[] = { "p10", "p50", "p80", "p90" };
	struct arena a = { 0 };

	json_put_row(j, noun);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		result_number(s, j, names[i], arena_printf(&a, "%s_%s", noun, names[i]));
	arena_release(&a);
}

static void write_project(struct store *s, struct json_out *j, const char *project)
{
	static const char *const keys[] = { "root", "commit", "scanned_at",
		                            "language_from" };
	struct arena a = { 0 };

	json_put_object(j, "project");
	json_put_text(j, "name", project ? project : store_meta_get(s, &a, "name"));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		json_put_text(j, keys[i], store_meta_get(s, &a, keys[i]));
	json_put_bool(j, "is_counts_only", store_is_counts_only(s));
	json_put_end_object(j);
	arena_release(&a);
}

static void write_count(struct store *s, struct json_out *j, const char *key,
                        const char *from)
{
	json_put_integer(j, key, (int64_t)store_number(s, 0, "SELECT %s", from));
}

static void write_counts(struct store *s, struct json_out *j)
{
	static const char *const problems[] = { "skipped", "unread", "defect",
		                                "unresolved" };
	struct arena a = { 0 };

	json_put_object(j, "counts");
	write_count(s, j, "files", "count(*) FROM file");
	write_count(s, j, "bytes", "sum(bytes) FROM file");
	write_count(s, j, "lines", "sum(lines) FROM file");
	write_count(s, j, "code_lines", "sum(code_lines) FROM file");
	for (size_t i = 0; i < sizeof problems / sizeof *problems; i++)
		write_count(s, j, problems[i],
		            arena_printf(&a, "count(*) FROM problem WHERE kind = '%s'",
		                         problems[i]));
	write_count(s, j, "packages", "count(*) FROM package");
	write_count(s, j, "services", "count(*) FROM service");
	for (enum fact_kind k = 0; k < FACT_KINDS_END; k++)
		write_count(s, j, listing_plural(&a, fact_kind_name(k)),
		            arena_printf(&a, "count(*) FROM finding WHERE kind = '%s'",
		                         fact_kind_name(k)));
	json_put_end_object(j);
	arena_release(&a);
}

static bool write_scan(struct store *s, struct json_out *j, struct err *e)
{
	bool ok;

	json_put_object(j, "scan");
	write_counts(s, j);
	ok = listing_json(s, j, e);
	json_put_end_object(j);
	return ok;
}

static bool is_time(const char *name)
{
	return strcmp(name, "hours") == 0 || strcmp(name, "start_week") == 0 ||
	       strcmp(name, "end_week") == 0;
}

/* A list of rows, keys by the columns' names. */
static bool write_rows(struct store *s, struct json_out *j, const char *key,
                       const char *sql, struct err *e)
{
	struct arena a = { 0 };
	sqlite3_stmt *q = store_select(s, &a, e, "%s", sql);

	if (!q)
		return false;
	json_put_array(j, key);
	while (sqlite3_step(q) == SQLITE_ROW) {
		json_put_row(j, NULL);
		for (int i = 0, n = sqlite3_column_count(q); i < n; i++) {
			const char *name = sqlite3_column_name(q, i);

			if (sqlite3_column_type(q, i) == SQLITE_TEXT)
				json_put_text(j, name,
				              (const char *)sqlite3_column_text(q, i));
			else
				json_put_number(j, name,
				                strcmp(name, "cost") == 0 || is_time(name)
				                    ? rounded(sqlite3_column_double(q, i))
				                    : rounded_finely(
							  sqlite3_column_double(q, i)));
		}
		json_put_end_object(j);
	}
	json_put_end_array(j);
	arena_release(&a);
	return true;
}

/* "60" is a number, "2027-01-04" and "nestjs" are texts. */
static void write_value(struct json_out *j, const char *key, const char *value)
{
	char *end;
	double x = strtod(value, &end);

	if (end != value && !*end)
		json_put_number(j, key, x);
	else
		json_put_text(j, key, value);
}

static bool write_inputs(struct store *s, struct json_out *j, struct err *e)
{
	struct arena a = { 0 };
	sqlite3_stmt *q = store_select(s, &a, e,
	                               "SELECT key, value, unit, label, source "
	                               "FROM input ORDER BY rank, key");

	if (!q)
		return false;
	json_put_object(j, "inputs");
	while (sqlite3_step(q) == SQLITE_ROW) {
		json_put_row(j, (const char *)sqlite3_column_text(q, 0));
		write_value(j, "value", (const char *)sqlite3_column_text(q, 1));
		json_put_text(j, "unit", (const char *)sqlite3_column_text(q, 2));
		json_put_text(j, "label", (const char *)sqlite3_column_text(q, 3));
		json_put_text(j, "source", (const char *)sqlite3_column_text(q, 4));
		json_put_end_object(j);
	}
	json_put_end_object(j);
	arena_release(&a);
	return true;
}

/* In which money, at which rate, and the ways to pay. */
static void write_money(struct store *s, struct json_out *j)
{
	static const char *const texts[] = { "currency", "exchange_date", "region",
		                             "region_date" };
	static const char *const numbers[] = { "rate",
		                               "tax_share",
		                               "tax",
		                               "total_with_tax",
		                               "fixed_price",
		                               "fixed_price_with_tax",
		                               "time_and_material",
		                               "time_and_material_with_tax" };

	json_put_row(j, "money");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		result_text(s, j, texts[i], texts[i]);
	json_put_number(j, "exchange_rate",
	                store_number(s, NAN,
	                             "SELECT CAST(value AS REAL) FROM result"
	                             " WHERE key = 'exchange_rate'"));
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		result_number(s, j, numbers[i], numbers[i]);
	json_put_end_object(j);
}

/* Only what somebody asked for. */
static void write_promises(struct store *s, struct json_out *j)
{
	static const char *const asked[] = { "budget", "by" };

	for (size_t i = 0; i < 2; i++) {
		if (store_number(s, 0, "SELECT count(*) FROM result WHERE key = %Q",
		                 asked[i]) == 0)
			continue;
		if (i)
			result_text(s, j, asked[i], asked[i]);
		else
			result_number(s, j, asked[i], asked[i]);
		result_number(s, j, i ? "by_probability" : "budget_probability",
		              i ? "by_probability" : "budget_probability");
	}
}

/* Cost, weeks and hours as a range, and the hours without a simulation. */
static void write_ranges(struct store *s, struct json_out *j)
{
	open_percentiles(s, j, "cost");
	result_text(s, j, "currency", "currency");
	json_put_end_object(j);
	open_percentiles(s, j, "weeks");
	result_number(s, j, "expected", "weeks");
	json_put_end_object(j);
	open_percentiles(s, j, "hours");
	result_number(s, j, "expected", "hours");
	result_number(s, j, "engineering", "hours_engineering");
	result_number(s, j, "qa", "hours_qa");
	result_number(s, j, "pm", "hours_pm");
	result_number(s, j, "risk", "hours_risk");
	json_put_end_object(j);
	json_put_row(j, "closed_form_hours");
	result_number(s, j, "p50", "hours_closed_p50");
	result_number(s, j, "p80", "hours_closed_p80");
	json_put_end_object(j);
}

/* How exact an estimate of this class is, and how often such a one held. */
static void write_accuracy(struct store *s, struct json_out *j)
{
	json_put_row(j, "accuracy");
	result_text(s, j, "class", "accuracy");
	result_text(s, j, "narrowed_by", "accuracy_text");
	result_text(s, j, "source", "accuracy_source");
	result_text(s, j, "defined_as", "accuracy_defined");
	result_number(s, j, "low", "accuracy_low");
	result_number(s, j, "high", "accuracy_high");
	json_put_row(j, "tried");
	result_number(s, j, "projects", "past_projects");
	result_number(s, j, "as_priced", "past_as_priced");
	result_number(s, j, "took_less", "past_below");
	result_number(s, j, "took_more", "past_above");
	result_number(s, j, "within_price", "past_within_price");
	result_number(s, j, "by_the_others", "past_covered");
	json_put_end_object(j);
	json_put_end_object(j);
}

/* What other ways of estimating say. */
static void write_beside(struct store *s, struct json_out *j)
{
	json_put_row(j, "cocomo");
	result_number(s, j, "kloc", "cocomo_kloc");
	result_number(s, j, "person_months", "cocomo_person_months");
	result_number(s, j, "months", "cocomo_months");
	result_number(s, j, "hours", "cocomo_hours");
	result_number(s, j, "price", "cocomo_price");
	result_number(s, j, "counters_usd", "cocomo_scc_usd");
	result_text(s, j, "text", "cocomo_text");
	json_put_end_object(j);
	json_put_row(j, "band");
	result_text(s, j, "reasons", "verdict_reasons");
	result_number(s, j, "team_low", "band_team_low");
	result_number(s, j, "team_high", "band_team_high");
	result_text(s, j, "text", "band_text");
	json_put_end_object(j);
}

/* Which share of the hours was measured, compared or believed. */
static void write_grounds(struct store *s, struct json_out *j)
{
	json_put_row(j, "hours_rest_on");
	result_number(s, j, "evidence", "hours_evidence_share");
	result_number(s, j, "analogy", "hours_analogy_share");
	result_number(s, j, "whole_projects", "hours_whole_share");
	result_number(s, j, "band", "hours_band_share");
	result_number(s, j, "priors", "hours_prior_share");
	json_put_end_object(j);
}

/* What is promised, and the days on which it is done. */
static void write_offer(struct store *s, struct json_out *j)
{
	json_put_row(j, "offer");
	result_number(s, j, "price", "price_offered");
	result_number(s, j, "price_probability", "price_offered_probability");
	result_number(s, j, "weeks", "weeks_offered");
	result_number(s, j, "reserve_weeks", "weeks_reserve");
	result_text(s, j, "finish", "finish_offered");
	result_number(s, j, "finish_probability", "finish_offered_probability");
	json_put_end_object(j);
	json_put_row(j, "finish");
	result_text(s, j, "planned", "finish");
	result_text(s, j, "p50", "finish_p50");
	result_text(s, j, "p80", "finish_p80");
	json_put_end_object(j);
}

static void write_results(struct store *s, struct json_out *j)
{
	static const char *const texts[] = { "class", "class_reason", "verdict",
		                             "verdict_text", "weeks_check" };
	static const char *const numbers[] = { "price", "contingency",   "total",
		                               "team",  "person_months", "coverage",
		                               "seed",  "draws" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		result_text(s, j, texts[i], texts[i]);
	json_put_bool(j, "is_nothing_to_migrate",
	              store_number(s, 0,
	                           "SELECT CAST(value AS REAL) FROM result "
	                           "WHERE key = 'nothing_to_migrate'") != 0);
	write_ranges(s, j);
	write_accuracy(s, j);
	write_money(s, j);
	write_beside(s, j);
	write_grounds(s, j);
	write_promises(s, j);
	write_offer(s, j);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		result_number(s, j, numbers[i], numbers[i]);
}

static bool write_estimate(struct store *s, struct json_out *j, struct err *e)
{
	bool ok;

	json_put_object(j, "estimate");
	write_results(s, j);
	ok = write_inputs(s, j, e) &&
	     write_rows(s, j, "drivers",
	                "SELECT label, hours, cost, share FROM driver ORDER BY rank",
	                e) &&
	     write_rows(s, j, "team_by_role",
	                "SELECT name, label, share, rate, hours, cost FROM role "
	                "ORDER BY rank",
	                e) &&
	     write_rows(s, j, "phases",
	                "SELECT name, label, hours, start_week, end_week, needs "
	                "FROM phase ORDER BY rank",
	                e) &&
	     write_rows(
		 s, j, "milestones",
		 "SELECT name, label, deliverable, acceptance, share, amount, week, due "
		 "FROM milestone ORDER BY rank",
		 e) &&
	     write_rows(s, j, "staffing",
	                "SELECT week, role, staffing.hours, people FROM staffing "
	                "JOIN role ON name = role ORDER BY week, rank",
	                e) &&
	     write_rows(s, j, "team_options",
	                "SELECT people, weeks, loss, is_floor FROM team_option "
	                "ORDER BY people",
	                e) &&
	     write_rows(
		 s, j, "effort",
		 "SELECT unit, label, grp AS \"group\", phase, quantity, low, likely, "
		 "high, multiplier, hours, source FROM effort ORDER BY rank",
		 e) &&
	     write_rows(s, j, "scenarios",
	                "SELECT name, text, inputs, hours, total, cost_p50, cost_p80, "
	                "weeks, difference FROM scenario ORDER BY rank",
	                e) &&
	     write_rows(s, j, "decision",
	                "SELECT name, label, score, reasons, text, source FROM decision "
	                "ORDER BY rank",
	                e) &&
	     write_rows(s, j, "alternatives",
	                "SELECT name, label, text, inputs, hours, total, cost_p50, "
	                "cost_p80, weeks, saving, source FROM alternative ORDER BY rank",
	                e) &&
	     write_rows(s, j, "tornado",
	                "SELECT kind, label, low_hours, high_hours, low, high, source "
	                "FROM tornado ORDER BY rank",
	                e) &&
	     write_rows(s, j, "assumptions",
	                "SELECT text, source FROM assumption ORDER BY rank", e);
	json_put_end_object(j);
	return ok;
}

bool document_write(struct store *s, const char *project, FILE *out, struct err *e)
{
	struct json_out j = { .out = out };
	bool ok;

	json_put_object(&j, NULL);
	json_put_integer(&j, "format_version", DOCUMENT_FORMAT);
	json_put_row(&j, "migcost");
	json_put_text(&j, "version", MIGCOST_VERSION);
	json_put_end_object(&j);
	write_project(s, &j, project);
	ok = write_scan(s, &j, e);
	if (ok && store_number(s, 0, "SELECT count(*) FROM result") > 0)
		ok = write_estimate(s, &j, e);
	json_put_end_object(&j);
	return ok;
}
