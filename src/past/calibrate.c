/* calibrate.c - what own past projects say about the hours of the model. */
#include "past/calibrate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "price/estimate_parts.h"
#include "price/shrinkage.h"
#include "text/sections.h"

enum { PROJECTS_MAX = 500 };

static const char PREFIX[] = "calibration_", HOURS[] = "hours_";

const char *calibrate_phase_name(const struct model_rule *rule)
{
	return rule->name + strlen(PREFIX);
}

/* ---- reading ------------------------------------------------------------------------
 */

static bool wrong(const struct calibration *c, unsigned line, struct err *e,
                  const char *what, const char *which)
{
	return err_set(e, ERR_DATA, "%s:%u: %s '%.60s'", c->origin, line, what, which);
}

static bool read_amount(const struct calibration *c, const struct section_pair *p,
                        double *x, struct err *e)
{
	char *end;

	*x = strtod(p->value, &end);
	if (end == p->value || *end || !(*x > 0) || *x > 1e7)
		return wrong(c, p->line, e, "a number above 0 is needed, not", p->value);
	return true;
}

static bool read_part(struct calibration *c, struct calibrate_project *x,
                      const struct section_pair *p, struct err *e)
{
	const char *name = arena_printf(c->a, "%s%s", PREFIX, p->key + strlen(HOURS));
	const struct model_rule *rule = model_find(&c->model, MODEL_multiplier, name);
	double hours;

	if (!rule)
		return wrong(c, p->line, e, "no kind of work has calibration:", p->key);
	if (!read_amount(c, p, &hours, e))
		return false;
	*(struct calibrate_part *)arena_push(c->a, (void **)&x->part, &x->part_count,
	                                     &x->part_room, sizeof *x->part) =
	    (struct calibrate_part){ rule, hours };
	return true;
}

static bool read_pair(struct calibration *c, struct calibrate_project *x,
                      const struct section_pair *p, struct err *e)
{
	static const char *const texts[] = { "store", "counts", "set", "to" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(p->key, texts[i]) == 0)
			return true;
	if (strcmp(p->key, "actual") == 0)
		return read_amount(c, p, &x->actual, e);
	if (strcmp(p->key, "weeks") == 0)
		return read_amount(c, p, &x->weeks, e);
	if (strcmp(p->key, "estimated") == 0)
		return strcmp(p->value, "model") == 0 ||
		       read_amount(c, p, &x->estimated, e);
	if (strncmp(p->key, HOURS, strlen(HOURS)) == 0)
		return read_part(c, x, p, e);
	return wrong(c, p->line, e,
	             "store, counts, set, to, estimated, actual, weeks or "
	             "hours_KIND is needed, not",
	             p->key);
}

/* ---- the model on a project ----------------------------------------------------------
 */

static void add_set(struct arena *a, struct estimate_options *o, size_t *room,
                    const char *pair)
{
	*(const char **)arena_push(a, (void **)&o->set, &o->set_count, room,
	                           sizeof *o->set) = pair;
}

/* "a=b, c=d"; what was learned before does not count. */
static void take_options(struct calibration *c, const struct section *s,
                         struct estimate_options *o)
{
	const char *set = section_get(s, "set");
	const struct model_rule *r = NULL;
	size_t room = 0;

	*o = (struct estimate_options){ .to = section_get(s, "to") };
	while (set && *set) {
		size_t n = strcspn(set, ",");
		char *pair = arena_strndup(c->a, set, n);

		for (size_t len = n; len && pair[len - 1] == ' '; len--)
			pair[len - 1] = '\0';
		if (*pair)
			add_set(c->a, o, &room, pair);
		set += n + (set[n] == ',');
		set += strspn(set, " ");
	}
	while ((r = model_next(&c->model, MODEL_multiplier, r)))
		if (strncmp(r->name, PREFIX, strlen(PREFIX) - 1) == 0)
			add_set(c->a, o, &room, arena_printf(c->a, "%s=1", r->name));
	add_set(c->a, o, &room, "draws=1000");
}

static const char *beside(struct calibration *c, const char *path)
{
	const char *slash = strrchr(c->origin, '/');

	return *path == '/' || !slash
	         ? path
	         : arena_printf(c->a, "%.*s/%s", (int)(slash - c->origin), c->origin,
	                        path);
}

static bool open_project(struct calibration *c, const struct section *s, struct store *st,
                         struct err *e)
{
	const char *path = section_get(s, "store"), *counts = section_get(s, "counts");

	if (path && counts)
		return err_set(e, ERR_DATA, "store and counts exclude each other");
	if (path)
		return store_open_copy(st, beside(c, path), e);
	return store_open(st, NULL, true, e) && estimate_from_counts(st, counts, e);
}

static bool price(struct calibration *c, const struct section *s, struct store *st,
                  struct calibrate_project *x, struct err *e)
{
	struct estimate x_model = { .arena = c->a, .s = st, .model = c->model };
	struct estimate_options o;
	bool ok;

	take_options(c, s, &o);
	ok = store_begin_estimate(st, e) && estimate_compute(&x_model, &o, e);
	store_rollback(st);
	if (!ok)
		return false;
	if (x_model.is_nothing)
		return err_set(e, ERR_DATA, "there is nothing to migrate in it");
	x->effort = x_model.effort;
	x->model = x_model.effort.hours;
	x->model_weeks = schedule_weeks(&x_model.calendar, x->actual, NULL);
	return true;
}

static bool read_project(struct calibration *c, const struct section *s, struct err *e)
{
	struct calibrate_project *x = arena_push(c->a, (void **)&c->v, &c->n, &c->room,
	                                         sizeof *x);
	bool has_code = section_get(s, "store") || section_get(s, "counts");
	struct store st = { 0 };
	bool ok;

	*x = (struct calibrate_project){ .name = s->name };
	if (!*s->name)
		return wrong(c, s->v[0].line, e, "no [project] before", s->v[0].key);
	for (size_t i = 0; i < s->n; i++)
		if (!read_pair(c, x, &s->v[i], e))
			return false;
	if (x->actual <= 0)
		return wrong(c, s->line, e, "no 'actual' hours in", s->name);
	if (!has_code && x->estimated <= 0)
		return wrong(c, s->line, e, "no store, counts or estimated hours in",
		             s->name);
	if (!has_code)
		return true;
	ok = open_project(c, s, &st, e) && price(c, s, &st, x, e);
	store_close(&st);
	return ok || err_within(e, "%s:%u: %.60s", c->origin, s->line, s->name);
}

/* ---- hours with factors --------------------------------------------------------------
 */

static bool is_of(const struct model_rule *r, const struct effort_line *l)
{
	return (l->group == EFFORT_UNIT && model_word_of(&r->phases, l->phase)) ||
	       model_word_of(&r->units, l->name);
}

static bool is_work(const struct effort_line *l)
{
	return l->group == EFFORT_UNIT || l->group == EFFORT_SETUP ||
	       l->group == EFFORT_FIXED;
}

/* The lines of a project with these factors, run; own is the room for them. */
static struct effort with_factors(const struct calibrate_project *x, double all,
                                  const struct calibrate_factors *f,
                                  struct effort_line *own)
{
	struct effort e = x->effort;

	memcpy(own, x->effort.line, x->effort.n * sizeof *own);
	e.line = own;
	for (size_t i = 0; i < e.n; i++) {
		if (!is_work(&own[i]))
			continue;
		own[i].multiplier *= all;
		for (size_t k = 0; k < f->phase_count; k++)
			if (is_of(f->phase[k].rule, &own[i]))
				own[i].multiplier *= f->phase[k].factor;
	}
	effort_run(&e);
	return e;
}

static struct effort_line *room_for(struct calibration *c,
                                    const struct calibrate_project *x)
{
	return arena_alloc(c->a, (x->effort.n + 1) * sizeof(struct effort_line));
}

static double hours_of(struct calibration *c, const struct calibrate_project *x,
                       const struct calibrate_factors *f)
{
	return x->effort.n ? with_factors(x, f->factor, f, room_for(c, x)).hours
	                   : x->estimated * f->factor;
}

/* The factor of all work with which the model says the actual hours: they grow with it.
 */
static double solve(struct calibration *c, const struct calibrate_project *x,
                    const struct calibrate_factors *f)
{
	double low = log(1e-4), high = log(1e4);
	struct effort_line *own;

	if (!x->effort.n)
		return x->actual / x->estimated;
	own = room_for(c, x);
	for (int i = 0; i < 60; i++) {
		double mid = (low + high) / 2;

		if (with_factors(x, exp(mid), f, own).hours < x->actual)
			low = mid;
		else
			high = mid;
	}
	return exp((low + high) / 2);
}

/* ---- learning ------------------------------------------------------------------------
 */

static struct calibrate_phase *phase_of(struct calibrate_factors *f,
                                        const struct model_rule *rule)
{
	for (size_t i = 0; i < f->phase_count; i++)
		if (f->phase[i].rule == rule)
			return &f->phase[i];
	f->phase[f->phase_count] =
	    (struct calibrate_phase){ .rule = rule, .own = 1, .factor = 1 };
	return &f->phase[f->phase_count++];
}

/* How far this kind of work is off when the whole is right. */
static void learn_parts(struct calibration *c, const struct calibrate_project *x,
                        struct calibrate_factors *f, double *ln)
{
	static const struct calibrate_factors none;
	struct effort right;

	if (!x->effort.n)
		return;
	right = with_factors(x, solve(c, x, &none), &none, room_for(c, x));
	for (size_t i = 0; i < x->part_count; i++) {
		struct calibrate_phase *p = phase_of(f, x->part[i].rule);
		double hours = 0;

		for (size_t k = 0; k < right.n; k++)
			if (is_of(p->rule, &right.line[k]))
				hours += right.line[k].hours;
		if (hours <= 0)
			continue;
		ln[p - f->phase] += log(x->part[i].hours / hours);
		p->n++;
	}
}

/* From all projects but one (skip: c->n for none). Kinds of work first, as the factor of
 * all work is what remains then. */
static void learn(struct calibration *c, size_t skip, struct calibrate_factors *f)
{
	double *ln, all = 0;

	*f = (struct calibrate_factors){ .factor = 1, .own = 1 };
	f->phase = arena_zero(c->a, (c->model.n + 1) * sizeof *f->phase);
	ln = arena_zero(c->a, (c->model.n + 1) * sizeof *ln);
	for (size_t i = 0; i < c->n; i++)
		if (i != skip)
			learn_parts(c, &c->v[i], f, ln);
	for (size_t i = 0; i < f->phase_count; i++) {
		struct calibrate_phase *p = &f->phase[i];

		if (!p->n)
			continue;
		p->own = exp(ln[i] / (double)p->n);
		/* What will not be applied must not move the rest. */
		if (calibrate_applies(c, p->n))
			p->factor = exp(shrinkage_weight(c->t, c->s, p->n) * ln[i] /
			                (double)p->n);
	}
	for (size_t i = 0; i < c->n; i++)
		if (i != skip) {
			all += log(solve(c, &c->v[i], f));
			f->n++;
		}
	f->weight = shrinkage_weight(c->t, c->s, f->n);
	f->sd = shrinkage_sd(c->t, c->s, f->n);
	if (f->n) {
		f->own = exp(all / (double)f->n);
		f->factor = exp(f->weight * all / (double)f->n);
	}
}

bool calibrate_applies(const struct calibration *c, size_t n)
{
	return n >= c->apply_from;
}

/* ---- how well ------------------------------------------------------------------------
 */

/* Each project by the factors of the others. */
static void leave_one_out(struct calibration *c)
{
	static const struct calibrate_factors none = { .factor = 1 };
	double *actual = arena_alloc(c->a, c->n * sizeof *actual);
	double *plain = arena_alloc(c->a, c->n * sizeof *plain);
	double *better = arena_alloc(c->a, c->n * sizeof *better);
	double *sd = arena_alloc(c->a, c->n * sizeof *sd);
	double *sd0 = arena_alloc(c->a, c->n * sizeof *sd0);

	for (size_t i = 0; i < c->n; i++) {
		struct calibrate_project *x = &c->v[i];
		struct calibrate_factors f;

		learn(c, i, &f);
		x->predicted = hours_of(c, x, &f);
		actual[i] = x->actual;
		plain[i] = hours_of(c, x, &none);
		better[i] = x->predicted;
		sd[i] = f.sd;
		sd0[i] = shrinkage_sd(c->t, c->s, 0);
	}
	accuracy_of(&c->built_in, actual, plain, sd0, c->n);
	accuracy_of(&c->calibrated, actual, better, sd, c->n);
}

static void then_estimated(struct calibration *c)
{
	double *actual = arena_alloc(c->a, c->n * sizeof *actual);
	double *said = arena_alloc(c->a, c->n * sizeof *said);
	double *sd = arena_alloc(c->a, c->n * sizeof *sd);
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].estimated > 0) {
			actual[n] = c->v[i].actual;
			said[n] = c->v[i].estimated;
			sd[n++] = shrinkage_sd(c->t, c->s, 0);
		}
	accuracy_of(&c->then, actual, said, sd, n);
}

static void weigh_weeks(struct calibration *c)
{
	double ln = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].weeks > 0 && c->v[i].model_weeks > 0) {
			ln += log(c->v[i].weeks / c->v[i].model_weeks);
			c->week_count++;
		}
	c->week_ratio = c->week_count ? exp(ln / (double)c->week_count) : 1;
}

/* ---- the whole -----------------------------------------------------------------------
 */

static bool take(const struct calibration *c, const char *name, double *x, struct err *e)
{
	const struct model_rule *r = model_find(&c->model, MODEL_constant, name);

	if (!r)
		r = model_find(&c->model, MODEL_input, name);
	if (!r)
		return err_set(e, ERR_DATA, "models/cost has no '%s'", name);
	*x = strtod(r->value, NULL);
	return true;
}

/* The range narrows by what is known of the organisation, and keeps what it has more. */
static double narrowed(const struct calibration *c, double common)
{
	double before = shrinkage_sd(c->t, c->s, 0), now = c->learned.sd;

	return sqrt(fmax(0, common * common - before * before + now * now));
}

bool calibrate_run(struct arena *a, struct calibration *c, const struct data_file *f,
                   struct err *e)
{
	struct section *list;
	double from, called, common;
	size_t n;

	*c = (struct calibration){ .a = a, .origin = f->origin };
	if (!model_load_cost(a, &c->model, e) || !sections_read(a, f, &list, &n, e) ||
	    !take(c, "calibration_between_sd_ln", &c->t, e) ||
	    !take(c, "calibration_within_sd_ln", &c->s, e) ||
	    !take(c, "calibration_apply_from", &from, e) ||
	    !take(c, "calibration_called_from", &called, e) ||
	    !take(c, "common_sd_ln", &common, e))
		return false;
	if (n == 0 || n > PROJECTS_MAX)
		return err_set(e, ERR_DATA, "'%s' has %s", f->origin,
		               n ? "more than 500 projects" : "no [project]");
	c->apply_from = (size_t)fmax(1, from);
	c->called_from = (size_t)fmax(1, called);
	for (size_t i = 0; i < n; i++)
		if (!read_project(c, &list[i], e))
			return false;
	learn(c, c->n, &c->learned);
	for (size_t i = 0; i < c->n; i++)
		c->v[i].factor = solve(c, &c->v[i], &c->learned);
	c->common_sd = narrowed(c, common);
	leave_one_out(c);
	then_estimated(c);
	weigh_weeks(c);
	return true;
}
