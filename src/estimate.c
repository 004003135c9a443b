/* estimate.c - from the facts in the store to hours, money, weeks and a verdict. */
#include "estimate.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ask.h"
#include "band.h"
#include "counts.h"
#include "effort.h"
#include "inputs.h"
#include "model.h"
#include "montecarlo.h"
#include "schedule.h"

/* What one estimate works on. Its arena lives as long as the call. */
struct estimate {
	struct arena *arena;
	struct store *s;
	struct model model;
	struct inputs in;
	struct effort effort;
	struct schedule_terms calendar;
	struct montecarlo mc;
	double rate, contingency; /* USD an hour; share */
	double coverage;          /* 0 .. 1 */
	double common_sd;
	bool is_nothing, counts_only;
	struct band_size size;
};

/* The figures that the equations name; the model must have them. */
static const char *const needed_inputs[] = {
	"rate_usd_per_hour", "contingency", "hours_per_week", "team",
	"start_date",        "qa_share",    "draws",          "seed",
	"common_sd_ln",      "item_sd_ln",  "counts_sd_ln",   "coverage_sd_ln",
	"services",          "tenants",
};
static const char *const needed_constants[] = {
	"scale_exponent",
	"scale_reference_hours",
	"pm_base",
	"pm_rise",
	"pm_half_hours",
	"reference_rate",
	"reference_contingency",
	"hours_per_month",
	"weeks_per_month",
	"nominal_factor",
	"nominal_from_months",
	"floor_nominal",
	"floor_documented",
	"head_loss",
};

static bool check_needed(const struct estimate *x, struct err *e)
{
	for (size_t i = 0; i < sizeof needed_inputs / sizeof *needed_inputs; i++)
		if (!inputs_has(&x->in, needed_inputs[i]))
			return err_set(e, ERR_DATA, "models/cost has no [input %s]",
			               needed_inputs[i]);
	for (size_t i = 0; i < sizeof needed_constants / sizeof *needed_constants; i++)
		if (!model_find(&x->model, MODEL_constant, needed_constants[i]))
			return err_set(e, ERR_DATA, "models/cost has no [constant %s]",
			               needed_constants[i]);
	return true;
}

static double input(const struct estimate *x, const char *key)
{
	return inputs_number(&x->in, key);
}

static double constant(const struct estimate *x, const char *key)
{
	return strtod(model_find(&x->model, MODEL_constant, key)->value, NULL);
}

/* ---- terms -------------------------------------------------------------- */

static void take_terms(struct estimate *x)
{
	x->rate = input(x, "rate_usd_per_hour");
	x->contingency = input(x, "contingency");
	x->effort.terms = (struct effort_terms){
		.exponent = constant(x, "scale_exponent"),
		.reference = constant(x, "scale_reference_hours"),
		.qa_share = input(x, "qa_share"),
		.pm_base = constant(x, "pm_base"),
		.pm_rise = constant(x, "pm_rise"),
		.pm_half = constant(x, "pm_half_hours"),
	};
	x->calendar = (struct schedule_terms){
		.reference_rate = constant(x, "reference_rate"),
		.reference_contingency = constant(x, "reference_contingency"),
		.hours_per_week = input(x, "hours_per_week"),
		.hours_per_month = constant(x, "hours_per_month"),
		.weeks_per_month = constant(x, "weeks_per_month"),
		.nominal_factor = constant(x, "nominal_factor"),
		.nominal_from = constant(x, "nominal_from_months"),
		.floor_nominal = constant(x, "floor_nominal"),
		.floor_documented = constant(x, "floor_documented"),
		.head_loss = constant(x, "head_loss"),
		.team = input(x, "team"),
	};
	band_law_init(&x->calendar.law, &x->model);
}

/* ---- effort lines ------------------------------------------------------- */

/* A multiplier and whether its condition holds, found once. */
struct factor {
	const struct model_rule *rule;
	double value;
};

static bool take_factors(struct estimate *x, struct factor **v, size_t *n, struct err *e)
{
	const struct model_rule *r = NULL;
	size_t room = 0;

	*v = NULL;
	*n = 0;
	while ((r = model_next(&x->model, MODEL_multiplier, r))) {
		const char *value = inputs_text(&x->in, r->name), *when = "1";
		const struct model_word *level = model_word_of(&r->levels, value);

		if (r->when.text && !ask_text(x->s, x->arena, r, &r->when, &when, e))
			return false;
		if (when && strtod(when, NULL) != 0)
			*(struct factor *)arena_push(x->arena, (void **)v, n, &room,
			                             sizeof **v) = (struct factor){
				r, level ? level->number[0] : strtod(value, NULL)
			};
	}
	return true;
}

static double multiplier_of(const struct model_rule *work, const struct factor *v,
                            size_t n)
{
	double product = 1;

	for (size_t i = 0; i < n; i++) {
		const struct model_rule *r = v[i].rule;

		if ((work->kind == MODEL_unit &&
		     model_word_of(&r->phases, work->phase)) ||
		    model_word_of(&r->units, work->name) || model_word_of(&r->units, "*"))
			product *= v[i].value;
	}
	return product;
}

static struct effort_line *add_line(struct estimate *x, const struct model_rule *r,
                                    enum effort_group group, double quantity)
{
	struct effort_line *l = arena_push(x->arena, (void **)&x->effort.line,
	                                   &x->effort.n, &x->effort.room, sizeof *l);

	*l = (struct effort_line){ .group = group,
		                   .name = r->name,
		                   .label = r->label,
		                   .phase = r->phase,
		                   .driver = r->per ? r->per : "",
		                   .source = r->source,
		                   .each = r->hours,
		                   .quantity = quantity,
		                   .multiplier = 1 };
	return l;
}

static bool add_risk(struct estimate *x, const struct model_rule *r, struct err *e)
{
	const char *when;
	struct effort_line *l;

	if (!ask_text(x->s, x->arena, r, &r->when, &when, e))
		return false;
	l = add_line(x, r, EFFORT_RISK,
	             when && strtod(when, NULL) != 0 && !x->is_nothing ? r->probability
	                                                               : 0);
	l->phase = "risk";
	return true;
}

static void add_setup(struct estimate *x, const struct model_rule *r)
{
	double n = counts_as(x->s, &x->model, r->driver);
	struct effort_line *l = add_line(x, r, EFFORT_SETUP, effort_saturation(n, r->n0));

	l->driver = r->driver;
	l->n = n;
	l->n0 = r->n0;
}

static void add_overhead(struct estimate *x, const struct model_rule *r)
{
	struct effort_line *l = add_line(x, r, EFFORT_OVERHEAD, 0);

	l->each = r->share;
	l->phase = r->name;
	l->of_engineering = r->input;
}

/* Without anything to migrate the lines stand there, and cost nothing. */
static bool add_lines(struct estimate *x, struct err *e)
{
	const struct model_rule *r = NULL;
	struct factor *factors;
	size_t n;

	if (!take_factors(x, &factors, &n, e))
		return false;
	while ((r = model_next(&x->model, MODEL_unit, r)))
		add_line(x, r, EFFORT_UNIT, x->is_nothing ? 0 : counts_of(x->s, r->name))
		    ->multiplier = multiplier_of(r, factors, n);
	while ((r = model_next(&x->model, MODEL_setup, r))) {
		add_setup(x, r);
		x->effort.line[x->effort.n - 1].multiplier = multiplier_of(r, factors, n);
	}
	while ((r = model_next(&x->model, MODEL_fixed, r)))
		add_line(x, r, EFFORT_FIXED, x->is_nothing ? 0 : 1)->multiplier =
		    multiplier_of(r, factors, n);
	while ((r = model_next(&x->model, MODEL_overhead, r)))
		add_overhead(x, r);
	while ((r = model_next(&x->model, MODEL_risk, r)))
		if (!add_risk(x, r, e))
			return false;
	return true;
}

/* ---- what was seen ------------------------------------------------------ */

static void take_size(struct estimate *x)
{
	double others;

	x->counts_only = store_number(x->s, 0,
	                              "SELECT value = '1' FROM meta"
	                              " WHERE key = 'counts_only'") != 0;
	x->size = (struct band_size){ counts_as(x->s, &x->model, "endpoints"),
		                      input(x, "services"), input(x, "tenants") };
	others = counts_as(x->s, &x->model, "models") +
	         counts_as(x->s, &x->model, "jobs");
	x->is_nothing = x->size.endpoints + others <= 0;
}

/* The share of the facts that were resolved, times the share of the files that were read.
 */
static void take_coverage(struct estimate *x)
{
	double resolved =
	    store_number(x->s, 1,
	                 "SELECT avg(status <> 'unresolved') FROM temp.found"
	                 " WHERE kind IN ('endpoint', 'operation', 'channel', 'model',"
	                 " 'job')"
	                 " HAVING count(*) > 0");
	double read =
	    store_number(x->s, 1,
	                 "SELECT CAST(n AS REAL) / (n + (SELECT count(*) FROM problem"
	                 " WHERE kind = 'unread')) FROM"
	                 " (SELECT count(*) AS n FROM file) WHERE n > 0");
	double common = input(x, "common_sd_ln"), more;

	x->coverage = x->counts_only ? 0 : resolved * read;
	more = x->counts_only ? input(x, "counts_sd_ln")
	                      : input(x, "coverage_sd_ln") * (1 - x->coverage);
	x->common_sd = sqrt(common * common + more * more);
}

/* ---- writing: results --------------------------------------------------- */

static bool put_text(struct estimate *x, const char *key, const char *value,
                     struct err *e)
{
	return store_exec(x->s, e, "INSERT INTO result VALUES (%Q, %Q)", key, value);
}

static bool put_number(struct estimate *x, const char *key, double value, struct err *e)
{
	return put_text(x, key, arena_printf(x->arena, "%.15g", value), e);
}

static const char *band_text(struct arena *a, const struct model_rule *b)
{
	return arena_printf(a, "%s ($%gK-%gK%s, %.3g-%.3g weeks; %s)", b->label,
	                    b->cost_usd.low / 1000, b->cost_usd.high / 1000,
	                    b->is_open ? "+" : "", b->weeks.low, b->weeks.high,
	                    b->source);
}

static const char *class_reason(struct estimate *x, const struct model_rule *class)
{
	struct arena *a = x->arena;

	return arena_printf(a, "%s, %s%s%s. %s is %s.",
	                    counts_amount(a, x->size.endpoints, "endpoints"),
	                    counts_amount(a, x->size.services, "services"),
	                    x->size.tenants > 0 ? ", several tenants" : "",
	                    x->counts_only ? " (given)" : "", class->label,
	                    class->criteria);
}

static const char *place_text(struct estimate *x, const struct band_place *p)
{
	struct arena *a = x->arena;

	switch (p->verdict) {
	case BAND_IN:
		return arena_printf(a, "lies in the documented band %s",
		                    band_text(a, p->band));
	case BAND_BETWEEN:
		return arena_printf(a, "lies between the documented bands %s and %s",
		                    band_text(a, p->band), band_text(a, p->next));
	case BAND_BELOW:
		return arena_printf(a, "lies below the documented band %s",
		                    band_text(a, p->next));
	case BAND_ABOVE:
		return arena_printf(
		    a, "lies above the last figure of the documented band %s",
		    band_text(a, p->band));
	case BAND_PLACES_END: break;
	}
	return "";
}

static bool put_verdict(struct estimate *x, double total, struct err *e)
{
	const struct model_rule *class = band_class(&x->model, &x->size);
	struct arena *a = x->arena;
	struct band_place p;
	const char *other = "", *text;

	band_place(&x->model, total, &p);
	if (p.verdict == BAND_IN && p.band != class)
		other = arena_printf(a, "; by its criteria the class is %s",
		                     class->label);
	text = arena_printf(a, "The total, with contingency, %s%s.", place_text(x, &p),
	                    other);
	return put_text(x, "class", class->label, e) &&
	       put_text(x, "class_reason", class_reason(x, class), e) &&
	       put_text(x, "verdict", band_verdict_text(p.verdict), e) &&
	       put_text(x, "verdict_band",
	                p.verdict == BAND_BETWEEN
	                    ? arena_printf(a, "%s/%s", p.band->label, p.next->label)
	                    : (p.band ? p.band : p.next)->label,
	                e) &&
	       put_text(x, "verdict_text", text, e);
}

static bool put_nothing(struct estimate *x, struct err *e)
{
	const char *why =
	    arena_printf(x->arena, "no endpoint, channel, model or job was %s%s",
	                 x->counts_only ? "given" : "found in ",
	                 x->counts_only ? ""
	                 : strcmp(inputs_text(&x->in, "direction"), "python-to-node") == 0
	                     ? "Python"
	                     : "Node.js");

	return put_text(x, "class", "none", e) && put_text(x, "class_reason", why, e) &&
	       put_text(x, "verdict", "nothing to migrate", e) &&
	       put_text(x, "verdict_band", "", e) && put_text(x, "verdict_text", why, e);
}

static bool put_percentiles(struct estimate *x, struct err *e)
{
	static const int percents[] = { 10, 50, 80, 90 };

	for (size_t i = 0; i < sizeof percents / sizeof *percents; i++) {
		int p = percents[i];
		double hours = x->is_nothing ? 0
		                             : montecarlo_percentile(&x->mc, p / 100.0);
		/* Weeks grow with the hours, so their percentiles are those of the hours.
		 */
		double weeks = schedule_weeks(&x->calendar, hours, NULL);

		if (!put_number(x, arena_printf(x->arena, "hours_p%d", p), hours, e) ||
		    !put_number(x, arena_printf(x->arena, "cost_p%d", p), hours * x->rate,
		                e) ||
		    !put_number(x, arena_printf(x->arena, "weeks_p%d", p), weeks, e))
			return false;
	}
	return true;
}

static bool put_dates(struct estimate *x, struct err *e)
{
	int64_t start = 0;

	schedule_day(inputs_text(&x->in, "start_date"), &start);
	for (int p = 50; p <= 80; p += 30) {
		double weeks = store_number(x->s, 0,
		                            "SELECT CAST(value AS REAL) FROM result"
		                            " WHERE key = 'weeks_p%d'",
		                            p);

		if (!put_text(x, arena_printf(x->arena, "finish_p%d", p),
		              schedule_iso(x->arena, schedule_finish(start, weeks)), e))
			return false;
	}
	return true;
}

/* "FastAPI + SQLAlchemy + Celery": what is left, in the words of the targets where a
 * framework is one on its own side. */
static bool put_stack(struct estimate *x, struct err *e)
{
	sqlite3_stmt *q =
	    store_select(x->s, x->arena, e,
	                 "SELECT replace(framework, '_', '-') FROM fact"
	                 " WHERE kind IN ('endpoint', 'model', 'job') AND framework <> ''"
	                 " GROUP BY 1 ORDER BY min(CASE kind WHEN 'endpoint' THEN 1 WHEN "
	                 "'model' THEN 2"
	                 " ELSE 3 END), count(*) DESC, 1 LIMIT 6");
	const char *stack = "";

	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(q, 0);
		const struct model_rule *t = model_find(&x->model, MODEL_target, name);

		stack = arena_printf(x->arena, "%s%s%s", stack, *stack ? " + " : "",
		                     t && t->label ? t->label : name);
	}
	return put_text(x, "stack_from", stack, e);
}

static bool put_results(struct estimate *x, struct err *e)
{
	const struct effort *f = &x->effort;
	double price = f->hours * x->rate, extra = price * x->contingency, people;
	double weeks = schedule_weeks(&x->calendar, f->hours, &people);
	const struct {
		const char *key;
		double value;
	} v[] = {
		{ "hours_units", f->units },
		{ "scale", f->scale },
		{ "hours_engineering", f->engineering },
		{ "hours_qa", f->qa },
		{ "hours_pm", f->pm },
		{ "hours_risk", f->risk },
		{ "hours", f->hours },
		{ "price", price },
		{ "contingency", extra },
		{ "total", price + extra },
		{ "weeks", weeks },
		{ "team", people },
		{ "person_months", f->hours / x->calendar.hours_per_month },
		{ "coverage", x->coverage },
		{ "sd_ln", x->is_nothing ? 0 : x->mc.sd_ln },
		{ "common_sd_ln", x->common_sd },
		{ "contingency_confidence",
		  x->is_nothing
		      ? 0
		      : montecarlo_share_below(&x->mc,
		                               montecarlo_percentile(&x->mc, 0.5) *
		                                   (1 + x->contingency)) },
		{ "seed", input(x, "seed") },
		{ "draws", input(x, "draws") },
		{ "nothing_to_migrate", x->is_nothing },
		{ "endpoints", x->size.endpoints },
	};

	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		if (!put_number(x, v[i].key, v[i].value, e))
			return false;
	return put_percentiles(x, e) && put_dates(x, e) && put_stack(x, e) &&
	       (x->is_nothing ? put_nothing(x, e) : put_verdict(x, price + extra, e));
}

/* ---- writing: tables ---------------------------------------------------- */

static bool put_lines(struct estimate *x, struct err *e)
{
	for (size_t i = 0; i < x->effort.n; i++) {
		const struct effort_line *l = &x->effort.line[i];

		if (!store_exec(
			x->s, e,
			"INSERT INTO effort (rank, unit, label, grp, phase, quantity,"
			" driver, n, n0, low, likely, high, multiplier, hours, source)"
			" VALUES (%d, %Q, %Q, %Q, %Q, %!.17g, %Q, %!.17g, %!.17g,"
			" %!.17g, %!.17g, %!.17g, %!.17g, %!.17g, %Q)",
			(int)i + 1, l->name, l->label, effort_group_name(l->group),
			l->phase, l->quantity, l->driver, l->n, l->n0, l->each.low,
			l->each.likely, l->each.high, l->multiplier, l->hours, l->source))
			return false;
	}
	return true;
}

static const char *driver_label(struct estimate *x, const struct effort_line *l)
{
	char *label = arena_strdup(x->arena, l->label);

	if (l->group != EFFORT_UNIT)
		return label;
	if (isupper((unsigned char)label[0]) && islower((unsigned char)label[1]))
		label[0] = (char)tolower((unsigned char)label[0]);
	return counts_amount(x->arena, l->quantity, label);
}

/* Engineering carries QA, management and contingency with it, so drivers add up to the
 * total; a risk carries its contingency. Ranks are given when all are sorted. */
static bool put_drivers(struct estimate *x, struct err *e)
{
	const struct effort *f = &x->effort;
	double carried = f->engineering > 0 ? (f->hours - f->risk) / f->engineering : 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct effort_line *l = &f->line[i];
		double hours = l->hours * (l->group == EFFORT_RISK ? 1 : carried);

		if (l->group != EFFORT_OVERHEAD && l->hours > 0 &&
		    !store_exec(x->s, e,
		                "INSERT INTO driver (rank, label, hours, cost, share)"
		                " VALUES (%d, %Q, %!.17g, %!.17g, %!.17g)",
		                -(int)i - 1, driver_label(x, l), hours,
		                hours * x->rate * (1 + x->contingency), hours / f->hours))
			return false;
	}
	return store_exec(x->s, e,
	                  "WITH sorted AS (SELECT rank AS was, row_number() OVER"
	                  " (ORDER BY hours DESC, rank DESC) AS now FROM driver)"
	                  " UPDATE driver SET rank = now FROM sorted WHERE rank = was");
}

static bool put_phases(struct estimate *x, struct err *e)
{
	double weeks = schedule_weeks(&x->calendar, x->effort.hours, NULL);
	struct schedule_stretch *plan;
	size_t n = schedule_plan(x->arena, &x->model, &x->effort, weeks, &plan);

	for (size_t i = 0; i < n; i++)
		if (!store_exec(x->s, e,
		                "INSERT INTO phase (rank, name, label, hours, "
		                "start_week, end_week)"
		                " VALUES (%d, %Q, %Q, %!.17g, %!.17g, %!.17g)",
		                (int)i + 1, plan[i].phase->name, plan[i].phase->label,
		                plan[i].hours, plan[i].start_week, plan[i].end_week))
			return false;
	return true;
}

static bool put_bands(struct estimate *x, struct err *e)
{
	const struct model_rule *r = NULL;
	int rank = 0;

	while ((r = model_next(&x->model, MODEL_band, r)))
		if (!store_exec(
			x->s, e,
			"INSERT INTO band (rank, name, cost_low, cost_high, weeks_low,"
			" weeks_high, is_open, criteria, source)"
			" VALUES (%d, %Q, %!.17g, %!.17g, %!.17g, %!.17g, %d, %Q, %Q)",
			++rank, r->label, r->cost_usd.low, r->cost_usd.high, r->weeks.low,
			r->weeks.high, (int)r->is_open, r->criteria, r->source))
			return false;
	return true;
}

static bool put_constants(struct estimate *x, struct err *e)
{
	const struct model_rule *r = NULL;
	int rank = 0;

	while ((r = model_next(&x->model, MODEL_constant, r)))
		if (!store_exec(
			x->s, e,
			"INSERT INTO constant (key, label, value, unit, source, rank)"
			" VALUES (%Q, %Q, %!.17g, %Q, %Q, %d)",
			r->name, r->label, strtod(r->value, NULL), r->unit ? r->unit : "",
			r->source, ++rank))
			return false;
	return true;
}

/* "{}" in the text becomes what the query says. */
static bool put_assumption(struct estimate *x, const struct model_rule *r, int rank,
                           bool *written, struct err *e)
{
	const char *words = "", *hole = strstr(r->text, "{}"), *text = r->text;

	*written = false;
	if (r->when.text) {
		if (!ask_text(x->s, x->arena, r, &r->when, &words, e))
			return false;
		if (!words || !*words || strcmp(words, "0") == 0)
			return true;
	}
	if (hole)
		text = arena_printf(x->arena, "%.*s%s%s", (int)(hole - text), text, words,
		                    hole + 2);
	*written = true;
	return store_exec(x->s, e, "INSERT INTO assumption VALUES (%d, %Q, %Q)", rank,
	                  text, r->source);
}

static bool put_assumptions(struct estimate *x, struct err *e)
{
	const struct model_rule *r = NULL;
	int rank = 1;
	bool written;

	while ((r = model_next(&x->model, MODEL_assumption, r))) {
		if (!put_assumption(x, r, rank, &written, e))
			return false;
		rank += written;
	}
	return true;
}

/* ---- the whole ---------------------------------------------------------- */

static void simulate(struct estimate *x)
{
	struct montecarlo_options o = {
		.draws = (size_t)input(x, "draws"),
		.seed = (uint64_t)input(x, "seed"),
		.common_sd = x->common_sd,
		.item_sd = input(x, "item_sd_ln"),
	};

	if (!x->is_nothing)
		montecarlo_run(x->arena, &x->mc, &x->effort, &o);
}

static bool compute(struct estimate *x, const struct estimate_options *o, struct err *e)
{
	if (!inputs_run(x->arena, &x->in, x->s, &x->model, o, e) || !check_needed(x, e) ||
	    !counts_items(x->s, &x->model, e))
		return false;
	take_terms(x);
	take_size(x);
	take_coverage(x);
	if (!add_lines(x, e))
		return false;
	effort_run(&x->effort);
	simulate(x);
	return put_lines(x, e) && put_drivers(x, e) && put_results(x, e) &&
	       put_phases(x, e) && put_bands(x, e) && put_constants(x, e) &&
	       put_assumptions(x, e);
}

bool estimate_run(struct store *s, const struct estimate_options *o, struct err *e)
{
	static const struct estimate_options none;
	struct arena a = { 0 };
	struct estimate x = { .arena = &a, .s = s };
	bool ok;

	if (!o)
		o = &none;
	ok = model_load_cost(&a, &x.model, e) && store_begin_estimate(s, e);
	if (ok) {
		ok = compute(&x, o, e);
		ask_drop_tables(s, &x.model);
		if (!ok || !store_commit(s, e)) {
			store_rollback(s);
			ok = false;
		}
	}
	arena_release(&a);
	return ok;
}

/* SOURCE_DATE_EPOCH makes two runs alike. */
static const char *now(struct arena *a)
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");
	time_t t = fixed ? (time_t)strtoll(fixed, NULL, 10) : time(NULL);
	struct tm tm;
	char text[32] = "";

	if (gmtime_r(&t, &tm))
		strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
	return arena_strdup(a, text);
}

bool estimate_from_counts(struct store *s, const char *counts, struct err *e)
{
	struct arena a = { 0 };
	struct model m;
	bool ok = model_load_cost(&a, &m, e) && store_begin_scan(s, e);

	if (ok) {
		ok = counts_take(s, &m, counts, e) &&
		     store_meta(s, "counts_only", "1", e) &&
		     store_meta(s, "counts", counts, e) &&
		     store_meta(s, "language_from", "none", e) &&
		     store_meta(s, "scanned_at", now(&a), e);
		if (!ok || !store_commit(s, e)) {
			store_rollback(s);
			ok = false;
		}
	}
	arena_release(&a);
	return ok;
}
