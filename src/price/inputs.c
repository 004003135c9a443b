/* inputs.c - the figures that a person may change: defaults, the scan, the user. */
#include "price/inputs.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "price/ask.h"
#include "price/rate.h"
#include "text/date.h"

static const char *const USER = "user";

/* ---- rows --------------------------------------------------------------- */

static struct inputs_row *row_of(const struct inputs *in, const char *key)
{
	for (size_t i = 0; i < in->n; i++)
		if (strcmp(in->v[i].key, key) == 0)
			return &in->v[i];
	return NULL;
}

static bool inputs_has(const struct inputs *in, const char *key)
{
	return row_of(in, key);
}

const char *inputs_text(const struct inputs *in, const char *key)
{
	const struct inputs_row *r = row_of(in, key);

	assert(r);
	return r ? r->value : "";
}

double inputs_number(const struct inputs *in, const char *key)
{
	return strtod(inputs_text(in, key), NULL);
}

bool inputs_is_given(const struct inputs *in, const char *key)
{
	const struct inputs_row *r = row_of(in, key);

	return r && r->source == USER;
}

const char *inputs_source(const struct inputs *in, const char *key)
{
	const struct inputs_row *r = row_of(in, key);

	return r ? r->source : "";
}

void inputs_put(struct inputs *in, const char *key, const char *value, const char *source)
{
	struct inputs_row *r = row_of(in, key);

	assert(r);
	r->value = value;
	if (source)
		r->source = source;
}

void inputs_unit(struct inputs *in, const char *key, const char *unit)
{
	row_of(in, key)->unit = unit;
}

static struct inputs_row *add(struct inputs *in, const char *key, const char *label,
                              const char *value, const struct model_rule *rule)
{
	struct inputs_row *r = arena_push(in->arena, (void **)&in->v, &in->n, &in->room,
	                                  sizeof *in->v);

	*r = (struct inputs_row){ .key = key,
		                  .label = label,
		                  .value = value,
		                  .unit = rule->unit ? rule->unit : "",
		                  .source = rule->source,
		                  .rule = rule };
	return r;
}

static void add_defaults(struct inputs *in)
{
	for (size_t i = 0; i < in->model->n; i++) {
		const struct model_rule *r = &in->model->rule[i];

		if (r->kind == MODEL_input || r->kind == MODEL_multiplier)
			add(in, r->name, r->label, r->value, r);
		else if (r->kind == MODEL_overhead && r->input)
			add(in, r->input, arena_printf(in->arena, "%s, share", r->label),
			    arena_printf(in->arena, "%.15g", r->share.likely), r);
	}
}

/* Of a factor or share that says nothing else: 0 to 1. */
static const struct model_range unit_range = { true, 0, 1 };

static const char *limit(struct arena *a, const struct model_range *r, double x)
{
	return r->given && isfinite(x) ? arena_printf(a, "%.17g", x) : NULL;
}

/* What the row may be goes with it, for a cell that is validated as --set is. */
static bool write_row(const struct inputs *in, struct store *s,
                      const struct inputs_row *r, size_t rank, struct err *e)
{
	const struct model_range *range = r->rule->kind == MODEL_overhead
	                                    ? &unit_range
	                                    : &r->rule->range;
	const char *choices = "";

	for (size_t i = 0; i < r->rule->choice.n; i++)
		choices = arena_printf(in->arena, "%s%s%s", choices, i ? ", " : "",
		                       r->rule->choice.v[i].word);
	return store_exec(s, e,
	                  "INSERT INTO input (key, label, value, unit, source, rank, low,"
	                  " high, choices) VALUES (%Q, %Q, %Q, %Q, %Q, %d, %Q, %Q, %Q)"
	                  " ON CONFLICT (key) DO UPDATE SET value = excluded.value,"
	                  " unit = excluded.unit, source = excluded.source",
	                  r->key, r->label, r->value, r->unit, r->source, (int)rank,
	                  limit(in->arena, range, range->low),
	                  limit(in->arena, range, range->high), choices);
}

static bool write_levels(struct store *s, const struct inputs_row *r, struct err *e)
{
	if (r->rule->kind != MODEL_multiplier)
		return true;
	for (size_t i = 0; i < r->rule->levels.n; i++)
		if (!store_exec(s, e,
		                "INSERT INTO level (key, level, factor, source, rank)"
		                " VALUES (%Q, %Q, %!.15g, %Q, %d)",
		                r->key, r->rule->levels.v[i].word,
		                r->rule->levels.v[i].number[0], r->rule->source,
		                (int)i + 1))
			return false;
	return true;
}

static bool write_all(const struct inputs *in, struct store *s, struct err *e)
{
	for (size_t i = 0; i < in->n; i++)
		if (!write_row(in, s, &in->v[i], i + 1, e))
			return false;
	return true;
}

/* ---- setting ------------------------------------------------------------ */

static bool unknown_key(const struct inputs *in, const char *key, struct err *e)
{
	char list[440] = "";
	size_t n = 0;

	for (size_t i = 0; i < in->n && n + 60 < sizeof list; i++)
		n += (size_t)snprintf(list + n, sizeof list - n, "%s%.40s", i ? ", " : "",
		                      in->v[i].key);
	return err_set(e, ERR_USAGE, "no input '%.40s': %s", key, list);
}

static const char *allowed(struct arena *a, const struct model_rule *r)
{
	const struct model_list *l = r->levels.n ? &r->levels : &r->choice;
	const char *text = "";

	for (size_t i = 0; i < l->n; i++)
		text = arena_printf(a, "%s%s%s", text, i ? ", " : "", l->v[i].word);
	if (r->range.given)
		text = arena_printf(a, "%.15g .. %.15g", r->range.low, r->range.high);
	return text;
}

static bool fits(const struct inputs_row *r, const char *value)
{
	const struct model_rule share = { .kind = MODEL_input,
		                          .value = "0",
		                          .range = unit_range };
	int64_t day;

	if (r->rule->kind == MODEL_overhead)
		return model_fits(&share, value);
	if (strcmp(r->unit, "date") == 0 && *value)
		return date_parse(value, &day);
	return model_fits(r->rule, value);
}

static bool set_target(struct inputs *in, const char *name, const char *side,
                       struct err *e);

static bool set(struct inputs *in, const char *key, const char *value, const char *source,
                struct err *e)
{
	struct inputs_row *r = row_of(in, key);

	if (!r)
		return unknown_key(in, key, e);
	if (r->rule->kind == MODEL_target)
		return set_target(in, value, r->rule->side, e);
	if (!fits(r, value))
		return err_set(e, ERR_USAGE, "input '%s' cannot be '%.60s'%s%s", key,
		               value, *allowed(in->arena, r->rule) ? ": " : "",
		               allowed(in->arena, r->rule));
	r->value = arena_strdup(in->arena, value);
	r->source = source;
	return true;
}

/* ---- the scan ----------------------------------------------------------- */

/* The first column is the value, a second one what speaks for it. A value that a query
 * finds and that does not fit is the rule's mistake, not the user's.
 */
static bool derive(struct inputs *in, struct store *s, struct inputs_row *r,
                   struct err *e)
{
	const char *found[2], *value;

	if (!r->rule->derive.text)
		return true;
	if (!ask_texts(s, in->arena, r->rule, &r->rule->derive, found, 2, e))
		return false;
	value = found[0];
	if (!value || !*value)
		return true;
	if (!fits(r, value))
		return model_wrong(e, r->rule, r->rule->derive.line,
		                   "query gives '%.60s'", value);
	r->value = value;
	r->source = arena_printf(in->arena, "found in the scan: %s%s%s",
	                         found[1] ? found[1] : "", found[1] ? "; " : "",
	                         r->rule->source);
	return true;
}

/* "services=3" among the counts sets the input that the [count] section names. */
static bool take_counts(struct inputs *in, struct store *s, struct err *e)
{
	const struct model_rule *r = NULL;

	while ((r = model_next(in->model, MODEL_count, r))) {
		const char *value = r->input ? store_text(s, in->arena, NULL,
		                                          "SELECT value FROM meta"
		                                          " WHERE key = 'count.%q'",
		                                          r->name)
		                             : NULL;

		if (value && !set(in, r->input, value, "given as a count", e))
			return false;
	}
	return true;
}

/* ---- direction and targets -----------------------------------------------------------
 */

static const char *side_of(const struct inputs *in)
{
	return strcmp(inputs_text(in, "direction"), "python-to-node") == 0 ? "node"
	                                                                   : "python";
}

static bool set_direction(struct inputs *in, struct store *s, const char *to,
                          struct err *e)
{
	struct inputs_row *r = row_of(in, "direction");

	if (!to)
		return derive(in, s, r, e);
	if (strcmp(to, "node") != 0 && strcmp(to, "python") != 0)
		return err_set(e, ERR_USAGE, "cannot migrate to '%.40s': node or python",
		               to);
	r->value = strcmp(to, "node") == 0 ? "python-to-node" : "node-to-python";
	r->source = USER;
	return true;
}

/* --set direction=... must be known before the tables are made. */
static bool set_early(struct inputs *in, const struct estimate_options *o, struct err *e)
{
	static const char key[] = "direction=";

	for (size_t i = 0; i < o->set_count; i++)
		if (strncmp(o->set[i], key, sizeof key - 1) == 0 &&
		    !set(in, "direction", o->set[i] + sizeof key - 1, USER, e))
			return false;
	return true;
}

/* How many of the found facts of its part come from what this target replaces. */
static double replaced(const struct model_rule *t, struct store *s)
{
	const char *kinds = strcmp(t->part, "web") == 0 ? "('endpoint', 'channel')"
	                  : strcmp(t->part, "orm") == 0 ? "('model')"
	                                                : "('job')";
	double n = 0;

	for (size_t i = 0; i < t->replaces.n; i++)
		n += store_number(s, 0,
		                  "SELECT total(n) FROM temp.framework_count"
		                  " WHERE kind IN %s AND framework = %Q",
		                  kinds, t->replaces.v[i].word);
	return n;
}

static void propose_part(struct inputs *in, struct store *s, const char *part,
                         const char *side)
{
	const struct model_rule *t = NULL, *best = NULL;
	double most = 0;

	while ((t = model_next(in->model, MODEL_target, t))) {
		double n;

		if (strcmp(t->part, part) != 0 || strcmp(t->side, side) != 0)
			continue;
		n = replaced(t, s);
		if (!best || n > most) {
			best = t;
			most = n;
		}
	}
	if (best) {
		struct inputs_row *r = add(in, arena_printf(in->arena, "target_%s", part),
		                           arena_printf(in->arena, "Target, %s", part),
		                           best->label, best);

		if (most > 0)
			r->source = arena_printf(in->arena, "found in the scan: %s",
			                         best->source);
	}
}

/* One row a part, in the order in which the parts are first named. */
static void propose_targets(struct inputs *in, struct store *s)
{
	const struct model_rule *t = NULL;

	while ((t = model_next(in->model, MODEL_target, t)))
		if (!row_of(in, arena_printf(in->arena, "target_%s", t->part)))
			propose_part(in, s, t->part, side_of(in));
}

static bool unknown_target(struct inputs *in, const char *name, const char *side,
                           struct err *e)
{
	const struct model_rule *t = NULL;
	const char *list = "";

	while ((t = model_next(in->model, MODEL_target, t)))
		if (strcmp(t->side, side) == 0)
			list = arena_printf(in->arena, "%s%s%s", list, *list ? ", " : "",
			                    t->name);
	return err_set(e, ERR_USAGE, "no target '%.40s' on %s: %s", name, side, list);
}

static bool set_target(struct inputs *in, const char *name, const char *side,
                       struct err *e)
{
	const struct model_rule *t = model_find(in->model, MODEL_target, name);
	struct inputs_row *r;

	if (!t || strcmp(t->side, side) != 0)
		return unknown_target(in, name, side, e);
	r = row_of(in, arena_printf(in->arena, "target_%s", t->part));
	assert(r);
	r->value = t->label;
	r->source = USER;
	r->rule = t;
	return true;
}

/* ---- the user ----------------------------------------------------------- */

static bool take_targets(struct inputs *in, const char *list, struct err *e)
{
	while (list && *list) {
		size_t n = strcspn(list, ",");

		if (n > 0 &&
		    !set_target(in, arena_strndup(in->arena, list, n), side_of(in), e))
			return false;
		list += n + (list[n] == ',');
	}
	return true;
}

static bool take_set(struct inputs *in, const char *pair, struct err *e)
{
	const char *equal = strchr(pair, '=');

	if (!equal)
		return err_set(e, ERR_USAGE, "'%.60s' is not key=value", pair);
	return set(in, arena_strndup(in->arena, pair, (size_t)(equal - pair)), equal + 1,
	           USER, e);
}

static bool take_options(struct inputs *in, const struct estimate_options *o,
                         struct err *e)
{
	if (!take_targets(in, o->target, e))
		return false;
	if (o->start && !set(in, "start_date", o->start, USER, e))
		return false;
	if (o->seed &&
	    !set(in, "seed", arena_printf(in->arena, "%llu", (unsigned long long)o->seed),
	         USER, e))
		return false;
	for (size_t i = 0; i < o->set_count; i++)
		if (!take_set(in, o->set[i], e))
			return false;
	return true;
}

/* The last day of a stretch "12-24 .. 01-06" in which the day lies; the day before it
 * when it lies in none. */
static int64_t last_of_break(int64_t day, const int *part)
{
	for (int year = date_year(day) - 1; year <= date_year(day); year++) {
		int64_t from = date_of(year, part[0], part[1]);
		int64_t to = date_of(year, part[2], part[3]);

		if (to < from)
			to = date_of(year + 1, part[2], part[3]);
		if (from <= day && day <= to)
			return to;
	}
	return day - 1;
}

static bool default_start(struct inputs *in, struct store *s, struct err *e)
{
	struct inputs_row *r = row_of(in, "start_date");
	const char *pause = inputs_text(in, "start_break");
	char day[11] = "";
	int64_t scanned = time(NULL) / 86400, monday;
	int part[4], end = 0;

	if (*r->value)
		return true;
	snprintf(
	    day, sizeof day, "%s",
	    store_text(s, in->arena, "",
	               "SELECT substr(value, 1, 10) FROM meta WHERE key = 'scanned_at'"));
	date_parse(day, &scanned);
	scanned += (int64_t)inputs_number(in, "start_after");
	monday = date_next_monday(scanned);
	if (strcmp(pause, "none") != 0) {
		if (sscanf(pause, "%2d-%2d .. %2d-%2d%n", &part[0], &part[1], &part[2],
		           &part[3], &end) != 4 ||
		    pause[end] || part[0] < 1 || part[0] > 12 || part[2] < 1 ||
		    part[2] > 12)
			return err_set(
			    e, ERR_USAGE,
			    "start_break is like \"12-24 .. 01-06\", or \"none\"; "
			    "not '%s'",
			    pause);
		if (last_of_break(monday, part) >= monday)
			monday = date_next_monday(last_of_break(monday, part));
	}
	r->value = date_iso(in->arena, monday);
	return true;
}

/* The figures that the equations name; the model must have them. */
static bool check_needed(const struct inputs *in, struct err *e)
{
	static const char *const needed[] = {
		"rate_usd_per_hour", "rate_per_hour", "region",         "currency",
		"exchange_rate",     "exchange_date", "overhead",       "tax",
		"utilisation",       "contingency",   "hours_per_week", "team",
		"start_date",        "qa_share",      "draws",          "seed",
		"common_sd_ln",      "item_sd_ln",    "counts_sd_ln",   "coverage_sd_ln",
		"services",          "tenants",       "calendar",       "scale_exponent",
		"risk_appetite",     "start_after",   "start_break",
	};

	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!inputs_has(in, needed[i]))
			return err_set(e, ERR_DATA, "models/cost has no [input %s]",
			               needed[i]);
	return true;
}

/* Of all inputs, tables of the scan know the direction alone. */
static bool has_same_scan(const struct inputs *in, const struct inputs *beside)
{
	return beside && strcmp(inputs_text(in, "direction"),
	                        inputs_text(beside, "direction")) == 0;
}

/* Queries read the table input, so it is written as soon as more is known. */
bool inputs_run(struct arena *a, struct inputs *in, struct store *s,
                const struct model *m, const struct estimate_options *o,
                const struct inputs *beside, struct err *e)
{
	size_t own;

	*in = (struct inputs){ .arena = a, .model = m };
	add_defaults(in);
	own = in->n;
	if (!inputs_has(in, "direction"))
		return err_set(e, ERR_DATA, "models/cost has no [input direction]");
	if (!set_direction(in, s, o->to, e) || !set_early(in, o, e) ||
	    !write_all(in, s, e) ||
	    (!has_same_scan(in, beside) && !ask_tables(s, m, ASK_BEFORE_INPUTS, e)))
		return false;
	propose_targets(in, s);
	for (size_t i = 0; i < own; i++)
		if (in->v[i].rule->derive.text &&
		    strcmp(in->v[i].key, "direction") != 0 &&
		    (!derive(in, s, &in->v[i], e) ||
		     !write_row(in, s, &in->v[i], i + 1, e)))
			return false;
	if (!take_counts(in, s, e) || !take_options(in, o, e) || !check_needed(in, e) ||
	    !rate_resolve(in, e))
		return false;
	if (!default_start(in, s, e))
		return false;
	for (size_t i = 0; i < in->n; i++)
		if (!write_levels(s, &in->v[i], e))
			return false;
	return write_all(in, s, e) && ask_tables(s, m, ASK_AFTER_INPUTS, e);
}
