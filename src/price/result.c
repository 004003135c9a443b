/* result.c - what an estimate came to: named results and tables of the store. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "price/ask.h"
#include "price/calendar.h"
#include "price/cocomo.h"
#include "price/counts.h"
#include "price/decision.h"
#include "price/estimate_parts.h"
#include "price/offer.h"
#include "price/past.h"
#include "price/plan.h"
#include "text/date.h"

/* ---- results ------------------------------------------------------------ */

bool result_put_text(struct estimate *x, const char *key, const char *value,
                     struct err *e)
{
	return store_exec(x->s, e, "INSERT INTO result VALUES (%Q, %Q)", key, value);
}

bool result_put_number(struct estimate *x, const char *key, double value, struct err *e)
{
	return result_put_text(x, key, arena_printf(x->arena, "%.15g", value), e);
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
	bool is_least = store_number(x->s, 0, "SELECT count(*) FROM temp.unfound_route") >
	                0;

	return arena_printf(a, "%s, %s%s%s. %s is %s.%s",
	                    counts_amount(a, x->size.endpoints, "endpoints"),
	                    counts_amount(a, x->size.services, "services"),
	                    x->size.tenants > 0 ? ", several tenants" : "",
	                    x->counts_only ? " (given)" : "", class->label,
	                    class->criteria,
	                    is_least
	                        ? " With the routes that were not found the class may "
	                          "be a larger one."
	                        : "");
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

/* The bands are documented in dollars: what another currency is in them. */
static const char *in_dollars(struct estimate *x, double total)
{
	if (strcmp(inputs_text(&x->in, "currency"), "USD") == 0)
		return "";
	return arena_printf(x->arena, "%.3gK USD, ", total / x->per_usd / 1000);
}

static bool put_verdict(struct estimate *x, double total, struct err *e)
{
	const struct model_rule *class = band_class(&x->model, &x->size);
	struct arena *a = x->arena;
	struct band_place p;
	const char *other = "", *text;

	band_place(&x->model, total / x->per_usd, &p);
	if (p.verdict == BAND_IN && p.band != class)
		other = arena_printf(a, "; by its criteria the class is %s",
		                     class->label);
	text = arena_printf(a, "The total, with contingency, %s%s%s.",
	                    in_dollars(x, total), place_text(x, &p), other);
	return result_put_text(x, "class", class->label, e) &&
	       result_put_text(x, "class_reason", class_reason(x, class), e) &&
	       result_put_text(x, "verdict", band_verdict_text(p.verdict), e) &&
	       result_put_text(x, "verdict_band",
	                       p.verdict == BAND_BETWEEN
	                           ? arena_printf(a, "%s/%s", p.band->label,
	                                          p.next->label)
	                           : (p.band ? p.band : p.next)->label,
	                       e) &&
	       result_put_text(x, "verdict_text", text, e);
}

/* Nothing was found; or what there is was not understood, which is no answer. */
static bool put_nothing(struct estimate *x, struct err *e)
{
	struct arena *a = x->arena;
	bool to_node = strcmp(inputs_text(&x->in, "direction"), "python-to-node") == 0;
	bool is_hidden =
	    store_number(x->s, 0, "SELECT count(*) FROM found WHERE kind = 'include'") >
	    0;
	const char *why =
	    x->counts_only
		? "no endpoint, channel, model or job was given"
		: arena_printf(a, "no endpoint, channel, model or job was found in %s%s",
	                       to_node ? "Python" : "Node.js",
	                       is_hidden ? ", but what serves requests was: its "
	                                   "routes are declared in a way that was "
	                                   "not read"
	                                 : "");

	return result_put_text(x, "class", "none", e) &&
	       result_put_text(x, "class_reason", why, e) &&
	       result_put_text(x, "verdict",
	                       is_hidden ? "not known" : "nothing to migrate", e) &&
	       result_put_text(x, "verdict_band", "", e) &&
	       result_put_text(x, "verdict_text", why, e);
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

		if (!result_put_number(x, arena_printf(x->arena, "hours_p%d", p), hours,
		                       e) ||
		    !result_put_number(x, arena_printf(x->arena, "cost_p%d", p),
		                       hours * x->rate, e) ||
		    !result_put_number(x, arena_printf(x->arena, "weeks_p%d", p), weeks,
		                       e))
			return false;
	}
	return true;
}

/* Each 5 %, and both ends: what a curve and a question of how likely are drawn from. */
static bool put_curve(struct estimate *x, struct err *e)
{
	for (int i = 0; i < MONTECARLO_POINTS; i++) {
		double share = montecarlo_point(i);
		double hours = x->is_nothing ? 0 : montecarlo_percentile(&x->mc, share);

		if (!store_exec(x->s, e,
		                "INSERT INTO percentile VALUES (%d, %!.17g, %!.17g, "
		                "%!.17g)",
		                (int)round(100 * share), hours, hours * x->rate,
		                schedule_weeks(&x->calendar, hours, NULL)))
			return false;
	}
	return true;
}

/* Of the years that the plan may touch: to its P90, and as much again. */
static bool take_holidays(struct estimate *x, struct err *e)
{
	double hours = x->is_nothing ? 0 : montecarlo_percentile(&x->mc, 0.9);
	double weeks = fmin(2 * schedule_weeks(&x->calendar, hours, NULL), 2000);
	int64_t start = 0;

	date_parse(inputs_text(&x->in, "start_date"), &start);
	if (!calendar_load(x->arena, inputs_text(&x->in, "calendar"),
	                   date_year(start) - 1,
	                   date_year(start + (int64_t)(weeks * 7)) + 1, &x->holidays, e))
		return false;
	for (size_t i = 0; i < x->holidays.n; i++) {
		const struct holiday *h = &x->holidays.v[i];

		if (!store_exec(x->s, e, "INSERT INTO holiday VALUES (%Q, %Q, %Q)",
		                date_iso(x->arena, h->day), h->name, h->source))
			return false;
	}
	return true;
}

static bool put_dates(struct estimate *x, struct err *e)
{
	int64_t start = 0;

	date_parse(inputs_text(&x->in, "start_date"), &start);
	for (int p = 50; p <= 80; p += 30) {
		double weeks = store_number(x->s, 0,
		                            "SELECT CAST(value AS REAL) FROM result"
		                            " WHERE key = 'weeks_p%d'",
		                            p);

		if (!result_put_text(x, arena_printf(x->arena, "finish_p%d", p),
		                     date_iso(x->arena, calendar_finish(&x->holidays,
		                                                        start, weeks)),
		                     e))
			return false;
	}
	return true;
}

/* So many frameworks make a title. */
enum { STACK_MAX = 6 };

/* First as a query of the user's, who may write nothing; then as what fills the table. */
static bool put_apart(struct estimate *x, const struct model_rule *t, struct err *e)
{
	if (!t->select.text)
		return true;
	return ask_prepare(x->s, x->arena, t, &t->select, e) &&
	       (store_exec(
		    x->s, e,
		    "INSERT OR IGNORE INTO called_apart SELECT fact, name FROM (%s)",
		    t->select.text) ||
	        model_wrong(e, t, t->select.line,
	                    "query needs the columns fact and name: %s",
	                    sqlite3_errmsg(x->s->db)));
}

/* What a framework that the scan found is called: as a target of its own side, which may
 * know it better from what the code uses, else as the model names it, or the detector. */
static bool put_called(struct estimate *x, const char *framework, const char **name,
                       struct err *e)
{
	char *dashed = arena_strdup(x->arena, framework);
	const struct model_rule *t;

	for (char *p = dashed; *p; p++)
		*p = *p == '_' ? '-' : *p;
	t = model_find(&x->model, MODEL_target, dashed);
	*name = t ? t->label
	          : store_text(x->s, x->arena, dashed,
	                       "SELECT name FROM framework_name WHERE framework = %Q",
	                       dashed);
	if (t && ((t->called.text && !ask_text(x->s, x->arena, t, &t->called, name, e)) ||
	          !put_apart(x, t, e)))
		return false;
	*name = *name ? *name : t->label;
	return store_exec(x->s, e, "INSERT INTO called VALUES (%Q, %Q)", framework,
	                  *name);
}

/* The names of a title: packages of a framework may go by its name, which is said once.
 */
static bool is_in_title(const char *const *title, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(title[i], name) == 0)
			return true;
	return false;
}

/* "FastAPI + SQLAlchemy + Celery": what is left, endpoints first; what stays is named,
 * and stands in no title. */
static bool put_stack(struct estimate *x, struct err *e)
{
	sqlite3_stmt *q = store_select(
	    x->s, x->arena, e,
	    "SELECT framework, min(CASE kind WHEN 'endpoint' THEN 1 WHEN 'model' THEN 2"
	    " WHEN 'job' THEN 3 ELSE 4 END) AS place,"
	    " total(id IN (SELECT id FROM moving_fact)) > 0 FROM fact"
	    " WHERE kind IN ('endpoint', 'operation', 'channel', 'model', 'job', "
	    "'schedule',"
	    " 'workflow', 'queue', 'worker', 'enqueue') AND framework <> ''"
	    " GROUP BY 1 ORDER BY place, count(*) DESC, 1");
	const char *stack = "", *name, *title[STACK_MAX];
	int n = 0;

	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		if (!put_called(x, (const char *)sqlite3_column_text(q, 0), &name, e))
			return false;
		if (sqlite3_column_int(q, 1) > 3 || !sqlite3_column_int(q, 2) ||
		    n == STACK_MAX || is_in_title(title, n, name))
			continue;
		title[n++] = name;
		stack = arena_printf(x->arena, "%s%s%s", stack, *stack ? " + " : "",
		                     name);
	}
	return result_put_text(x, "stack_from", stack, e);
}

/* The first class of estimates whose condition holds, and what betters it. */
static bool defined_as(struct estimate *x, const struct model_rule **class,
                       const char **better, struct err *e)
{
	const struct model_rule *r = NULL;
	const char *words;

	*class = NULL;
	while (!*class && (r = model_next(&x->model, MODEL_accuracy, r))) {
		if (!ask_words(x->s, x->arena, r, &words, e))
			return false;
		if (words) {
			*class = r;
			*better = ask_filled(x->arena, r->text, words);
		}
	}
	return true;
}

/* What is not known makes at least a tenth of what all work spreads by. */
static bool is_wide_unread(const struct estimate *x)
{
	double share = inputs_number(&x->in, "common_sd_ln") / x->common_sd;

	return share * share <= 0.9;
}

/* What narrows a range that is wider than the work is defined, where to define it better
 * does not. */
static const char *narrowed_by(const struct estimate *x)
{
	const struct model_rule *r = NULL, *last = NULL;

	while ((r = model_next(&x->model, MODEL_accuracy, r)))
		last = r;
	return last ? last->text : "";
}

/* The last class whose limits hold the range; the first when none does. */
static const struct model_rule *wide_as(const struct estimate *x, double low, double high)
{
	const struct model_rule *r = NULL, *class = NULL;

	while ((r = model_next(&x->model, MODEL_accuracy, r)))
		if (!class || (low >= r->range.low && high <= r->range.high))
			class = r;
	return class;
}

static bool is_before(const struct estimate *x, const struct model_rule *a,
                      const struct model_rule *b)
{
	while (a && (a = model_next(&x->model, MODEL_accuracy, a)))
		if (a == b)
			return true;
	return false;
}

/* The worse of what is known of the work and of how wide the range is. */
static bool put_accuracy(struct estimate *x, struct err *e)
{
	struct arena *a = x->arena;
	const struct model_rule *defined, *wide;
	const char *why, *better = "";
	double p50, low, high;
	bool is_wider;

	if (x->is_nothing)
		return true;
	p50 = montecarlo_percentile(&x->mc, 0.5);
	low = montecarlo_percentile(&x->mc, 0.1) / p50 - 1;
	high = montecarlo_percentile(&x->mc, 0.9) / p50 - 1;
	wide = wide_as(x, low, high);
	if (!defined_as(x, &defined, &better, e))
		return false;
	if (!defined || !wide)
		return true;
	is_wider = is_before(x, wide, defined);
	why = arena_printf(a,
	                   "P10 is %+.0f %% and P90 %+.0f %% from P50: as wide as \"%s\"",
	                   100 * low, 100 * high, wide->label);
	why = is_wider
	        ? arena_printf(a,
	                       "%s. What is known would make it \"%s\"; the worse holds.",
	                       why, defined->label)
	        : arena_printf(a, "%s.", why);
	return result_put_text(x, "accuracy", (is_wider ? wide : defined)->label, e) &&
	       result_put_text(x, "accuracy_defined", defined->label, e) &&
	       result_put_number(x, "accuracy_low", low, e) &&
	       result_put_number(x, "accuracy_high", high, e) &&
	       result_put_text(x, "accuracy_why", why, e) &&
	       result_put_text(x, "accuracy_text",
	                       is_wider && !is_wide_unread(x) ? narrowed_by(x) : better,
	                       e) &&
	       result_put_text(x, "accuracy_source",
	                       is_wider ? arena_printf(a, "%s; %s", wide->source,
	                                               defined->source)
	                                : defined->source,
	                       e);
}

/* How likely a budget is kept, and a date. */
static bool put_promises(struct estimate *x, const struct estimate_options *o,
                         struct err *e)
{
	int64_t by = 0;

	if (x->is_nothing)
		return true;
	if (o->budget > 0 &&
	    (!result_put_number(x, "budget", o->budget, e) ||
	     !result_put_number(x, "budget_probability", offer_enough(x, o->budget), e)))
		return false;
	if (!o->by)
		return true;
	date_parse(o->by, &by);
	return result_put_text(x, "by", o->by, e) &&
	       result_put_number(x, "by_probability", offer_done_by(x, by), e);
}

static bool put_results(struct estimate *x, struct err *e)
{
	const struct effort *f = &x->effort;
	double price = offer_price(x, f->hours), total = offer_total(x, f->hours), people;
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
		{ "contingency", total - price },
		{ "total", total },
		{ "weeks", weeks },
		{ "team", people },
		{ "person_months", f->hours / x->calendar.hours_per_month },
		{ "coverage", x->coverage },
		{ "sd_ln", x->is_nothing ? 0 : x->mc.sd_ln },
		{ "common_sd_ln", x->common_sd },
		{ "sd_ln_common", x->is_nothing ? 0 : x->mc.common_sd_ln },
		{ "sd_ln_other", x->is_nothing ? 0 : x->mc.other_sd_ln },
		{ "seed", inputs_number(&x->in, "seed") },
		{ "draws", inputs_number(&x->in, "draws") },
		{ "nothing_to_migrate", x->is_nothing },
		{ "endpoints", x->size.endpoints },
	};

	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		if (!result_put_number(x, v[i].key, v[i].value, e))
			return false;
	return put_percentiles(x, e) && put_curve(x, e) && put_dates(x, e) &&
	       put_stack(x, e) &&
	       result_put_number(x, "closed_mu", x->is_nothing ? 0 : x->closed.mu, e) &&
	       result_put_number(x, "closed_sigma", x->is_nothing ? 0 : x->closed.sigma,
	                         e) &&
	       result_put_number(x, "hours_closed_p50",
	                         closed_form_percentile(&x->closed, 0.5), e) &&
	       result_put_number(x, "hours_closed_p80",
	                         closed_form_percentile(&x->closed, 0.8), e) &&
	       put_accuracy(x, e) &&
	       (x->is_nothing ? put_nothing(x, e) : put_verdict(x, total, e));
}

/* ---- tables ------------------------------------------------------------- */

/* What an effort line is made of; NULL: a share of others, or an event. */
static const struct model_rule *work_of(const struct model *m, const char *name)
{
	static const enum model_kind kinds[] = { MODEL_unit, MODEL_setup, MODEL_fixed };
	const struct model_rule *r = NULL;

	for (size_t i = 0; !r && i < sizeof kinds / sizeof *kinds; i++)
		r = model_find(m, kinds[i], name);
	return r;
}

static bool put_lines(struct estimate *x, struct err *e)
{
	for (size_t i = 0; i < x->effort.n; i++) {
		const struct effort_line *l = &x->effort.line[i];
		const struct model_rule *r = work_of(&x->model, l->name);
		const char *means = r && r->means ? r->means : "";

		if (!store_exec(
			x->s, e,
			"INSERT INTO effort (rank, unit, label, grp, phase, counts_as, "
			"means, is_offered, quantity,"
			" driver, n, n0, low, likely, high, multiplier, multipliers, "
			"follows, hours, source, rests_on)"
			" VALUES (%d, %Q, %Q, %Q, %Q, %Q, %Q, %d, %!.17g, %Q, %!.17g,"
			" %!.17g, %!.17g, %!.17g, %!.17g, %!.17g, %Q, %Q, %!.17g, %Q, "
			"%Q)",
			(int)i + 1, l->name, l->label, effort_group_name(l->group),
			l->phase, l->counts_as ? l->counts_as : "",
			ask_filled(x->arena, means,
		                   counts_limits(x->arena, &x->model, l->name)),
			r && r->is_offered, l->quantity, l->driver, l->n, l->n0,
			l->each.low, l->each.likely, l->each.high, l->multiplier,
			l->multipliers ? l->multipliers : "",
			l->follows ? l->follows : "", l->hours, l->source,
			l->group == EFFORT_OVERHEAD ? "" : l->rests_on))
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
		    !store_exec(
			x->s, e,
			"INSERT INTO driver (rank, unit, label, hours, cost, share)"
			" VALUES (%d, %Q, %Q, %!.17g, %!.17g, %!.17g)",
			-(int)i - 1, l->name, driver_label(x, l), hours,
			hours * x->rate * (1 + x->contingency), hours / f->hours))
			return false;
	}
	return store_exec(x->s, e,
	                  "WITH sorted AS (SELECT rank AS was, row_number() OVER"
	                  " (ORDER BY hours DESC, rank DESC) AS now FROM driver)"
	                  " UPDATE driver SET rank = now FROM sorted WHERE rank = was");
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
	const char *words, *stake[] = { NULL, NULL };

	if (!ask_words(x->s, x->arena, r, &words, e))
		return false;
	*written = words != NULL;
	if (!words)
		return true;
	if (r->at_stake.text && !ask_texts(x->s, x->arena, r, &r->at_stake, stake, 2, e))
		return false;
	return store_exec(x->s, e,
	                  "INSERT INTO assumption (rank, text, if_false, is_question,"
	                  " on_quote, asks, unit, more, source)"
	                  " VALUES (%d, %Q, %Q, %d, %d, %Q, %Q, CAST(%Q AS REAL), %Q)",
	                  rank, ask_filled(x->arena, r->text, words),
	                  r->if_false ? r->if_false : "", r->is_question, r->on_quote,
	                  r->asks ? r->asks : "", stake[0], stake[1], r->source);
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

bool result_write(struct estimate *x, const struct estimate_options *o, struct err *e)
{
	return take_holidays(x, e) && put_lines(x, e) && put_drivers(x, e) &&
	       put_results(x, e) && offer_write(x, e) && put_promises(x, o, e) &&
	       plan_write(x, e) && put_bands(x, e) && put_constants(x, e) &&
	       past_write(x->s, x->arena, e) && decision_write(x, e) &&
	       put_assumptions(x, e) && cocomo_write(x, e);
}
