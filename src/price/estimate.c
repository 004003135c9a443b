/* estimate.c - from the facts in the store to hours, money, weeks and a verdict. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "price/ask.h"
#include "price/cited.h"
#include "price/code_part.h"
#include "price/counts.h"
#include "price/estimate_parts.h"
#include "price/left_out.h"
#include "price/scenario.h"
#include "price/tornado.h"
#include "store/construct_rows.h"
#include "store/model_kept.h"

/* The constants that the equations name; the model must have them. */
static const char *const needed_constants[] = {
	"scale_reference_hours", "pm_base",         "pm_rise",
	"pm_half_hours",         "reference_rate",  "reference_contingency",
	"hours_per_month",       "weeks_per_month", "nominal_factor",
	"nominal_from_months",   "floor_nominal",   "floor_documented",
	"floor_from_months",     "head_loss",
};

static bool check_needed(const struct estimate *x, struct err *e)
{
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
	/* In whole cents, as it is printed: hours times it are the price. */
	x->rate = round(round(1e6 * input(x, "rate_per_hour") *
	                      (1 + input(x, "overhead"))) /
	                1e4) /
	          100;
	x->per_usd = input(x, "exchange_rate");
	x->contingency = input(x, "contingency");
	x->effort.terms = (struct effort_terms){
		.exponent = input(x, "scale_exponent"),
		.reference = constant(x, "scale_reference_hours"),
		.qa_share = input(x, "qa_share"),
		.pm_base = constant(x, "pm_base"),
		.pm_rise = constant(x, "pm_rise"),
		.pm_half = constant(x, "pm_half_hours"),
	};
	x->calendar = (struct schedule_terms){
		.reference_rate = constant(x, "reference_rate"),
		.reference_contingency = constant(x, "reference_contingency"),
		.hours_per_week = input(x, "hours_per_week") * input(x, "utilisation"),
		.hours_per_month = constant(x, "hours_per_month"),
		.weeks_per_month = constant(x, "weeks_per_month"),
		.nominal_factor = constant(x, "nominal_factor"),
		.nominal_from = constant(x, "nominal_from_months"),
		.floor_nominal = constant(x, "floor_nominal"),
		.floor_documented = constant(x, "floor_documented"),
		.floor_from = constant(x, "floor_from_months"),
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

static bool is_for(const struct model_rule *factor, const struct model_rule *work)
{
	return (work->kind == MODEL_unit &&
	        model_word_of(&factor->phases, work->phase)) ||
	       model_word_of(&factor->units, work->name) ||
	       model_word_of(&factor->units, "*");
}

/* Sets the line's multiplier, and says what it is made of. */
static void multiply(struct estimate *x, struct effort_line *l,
                     const struct model_rule *work, const struct factor *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *value = inputs_text(&x->in, v[i].rule->name);

		if (!is_for(v[i].rule, work))
			continue;
		l->multiplier *= v[i].value;
		l->follows = arena_printf(x->arena, "%s%s%s",
		                          l->follows ? l->follows : "",
		                          l->follows ? "," : "", v[i].rule->name);
		if (v[i].value != 1)
			l->multipliers =
			    arena_printf(x->arena, "%s%s%s %s x%.4g",
			                 l->multipliers ? l->multipliers : "",
			                 l->multipliers ? ", " : "", v[i].rule->name,
			                 v[i].rule->levels.n ? value : "", v[i].value);
	}
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
		                   .counts_as = r->counts_as,
		                   .source = r->source,
		                   .rests_on = r->rests_on ? r->rests_on : MODEL_PRIOR,
		                   .each = r->hours,
		                   .quantity = quantity,
		                   .multiplier = 1 };
	return l;
}

static bool add_risk(struct estimate *x, const struct model_rule *r, struct err *e)
{
	const char *when = "1";
	struct effort_line *l;
	bool applies;

	if (r->when.text && !ask_text(x->s, x->arena, r, &r->when, &when, e))
		return false;
	applies = when && strtod(when, NULL) != 0 && !x->is_nothing &&
	          (!r->items.text ||
	           store_number(x->s, 0, "SELECT count(*) FROM evidence WHERE risk = %Q",
	                        r->name) > 0);
	l = add_line(x, r, EFFORT_RISK, applies ? r->probability : 0);
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
		multiply(x,
		         add_line(x, r, EFFORT_UNIT,
		                  x->is_nothing ? 0 : counts_of(x->s, r->name)),
		         r, factors, n);
	while ((r = model_next(&x->model, MODEL_setup, r))) {
		add_setup(x, r);
		multiply(x, &x->effort.line[x->effort.n - 1], r, factors, n);
	}
	while ((r = model_next(&x->model, MODEL_fixed, r)))
		multiply(x, add_line(x, r, EFFORT_FIXED, x->is_nothing ? 0 : 1), r,
		         factors, n);
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

	x->counts_only = store_is_counts_only(x->s);
	x->size = (struct band_size){ counts_as(x->s, &x->model, "endpoints"),
		                      input(x, "services"), input(x, "tenants") };
	others = counts_as(x->s, &x->model, "models") +
	         counts_as(x->s, &x->model, "jobs");
	x->is_nothing = x->size.endpoints + others <= 0;
}

/* The share of the items that are known, as the sheet Coverage and method lists them,
 * times the share of the files that were read. */
static void take_coverage(struct estimate *x)
{
	double known = store_number(x->s, 1,
	                            "SELECT total(part) / sum(whole) FROM coverage"
	                            " WHERE is_item HAVING sum(whole) > 0");
	double read =
	    store_number(x->s, 1,
	                 "SELECT CAST(n AS REAL) / (n + (SELECT count(*) FROM problem"
	                 " WHERE kind = 'unread')) FROM"
	                 " (SELECT count(*) AS n FROM file) WHERE n > 0");
	double common = input(x, "common_sd_ln"), more;

	x->coverage = x->counts_only ? 0 : known * read;
	more = x->counts_only ? input(x, "counts_sd_ln")
	                      : input(x, "coverage_sd_ln") * (1 - x->coverage);
	x->common_sd = sqrt(common * common + more * more);
}

/* ---- the whole ---------------------------------------------------------- */

void estimate_simulate(struct estimate *x)
{
	struct montecarlo_options o = {
		.draws = (size_t)input(x, "draws"),
		.seed = (uint64_t)input(x, "seed"),
		.common_sd = x->common_sd,
		.item_sd = input(x, "item_sd_ln"),
	};

	if (x->is_nothing)
		return;
	montecarlo_run(x->arena, &x->mc, &x->effort, &o);
	closed_form_run(&x->closed, &x->effort, o.common_sd, o.item_sd);
}

bool estimate_compute(struct estimate *x, const struct estimate_options *o, struct err *e)
{
	if (!construct_rows_write(x->s, e) ||
	    !inputs_run(x->arena, &x->in, x->s, &x->model, o, x->beside, e) ||
	    !check_needed(x, e) || !counts_items(x->s, &x->model, e))
		return false;
	take_terms(x);
	take_size(x);
	take_coverage(x);
	if (!add_lines(x, e))
		return false;
	effort_run(&x->effort);
	estimate_simulate(x);
	return true;
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
		ok = estimate_compute(&x, o, e) && left_out_write(s, &x.model, e) &&
		     code_part_write(s, e) && result_write(&x, o, e) &&
		     tornado_write(&x, e) && scenario_alternatives(&x, o, e) &&
		     scenario_files(&x, o, e) && cited_write(s, &a, e) &&
		     model_kept_write(s, e);
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
