/* scenario.c - the same code base priced with other inputs. */
#include "price/scenario.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "price/ask.h"
#include "price/offer.h"
#include "text/data.h"
#include "text/sections.h"

/* Pairs of key=value behind those of the options. */
struct pairs {
	struct arena *a;
	const char **v;
	size_t n, room;
};

static void add_pair(struct pairs *p, const char *pair)
{
	*(const char **)arena_push(p->a, (void **)&p->v, &p->n, &p->room,
	                           sizeof *p->v) = pair;
}

static struct pairs begin(struct arena *a, const struct estimate_options *o)
{
	struct pairs p = { .a = a };

	for (size_t i = 0; i < o->set_count; i++)
		add_pair(&p, o->set[i]);
	return p;
}

/* "a=b, c=d" */
static void add_list(struct pairs *p, const char *set)
{
	while (*set) {
		size_t len = strcspn(set, ","), end = len;

		while (end && isspace((unsigned char)set[end - 1]))
			end--;
		if (end)
			add_pair(p, arena_strndup(p->a, set, end));
		set += len + (set[len] == ',');
		set += strspn(set, " \t\n");
	}
}

/* ---- by factors alone ---------------------------------------------------------------
 */

static bool asks_for(const struct model_sql *q, const char *quoted)
{
	return q->text && strstr(q->text, quoted);
}

/* Can no query and no event tell that the multiplier is another? */
static bool is_mere_factor(const struct model *m, const struct model_rule *r,
                           struct arena *a)
{
	const char *quoted = arena_printf(a, "'%s'", r->name);

	for (size_t i = 0; i < m->n; i++) {
		const struct model_rule *o = &m->rule[i];

		if (o->kind == MODEL_alternative || o->kind == MODEL_assumption)
			continue;
		if (asks_for(&o->when, quoted) || asks_for(&o->items, quoted) ||
		    asks_for(&o->derive, quoted) || asks_for(&o->select, quoted))
			return false;
	}
	return !r->when.text;
}

/* "ai_assistance=0.5": one multiplier by a number. Nothing is counted anew: the lines of
 * x are taken with another factor. */
static bool by_factor(const struct estimate *x, const char *set, struct estimate *other)
{
	size_t n = strcspn(set, "=");
	struct arena *a = other->arena;
	const char *name = arena_strndup(a, set, n);
	const struct model_rule *r = model_find(&x->model, MODEL_multiplier, name);
	double now, then;
	char *end;

	if (!r || r->levels.n || set[n] != '=' || !is_mere_factor(&x->model, r, a))
		return false;
	now = inputs_number(&x->in, name);
	then = strtod(set + n + 1, &end);
	if (*end || !(now > 0) || !model_fits(r, set + n + 1))
		return false;
	other->effort.line = arena_alloc(a, (x->effort.n + 1) * sizeof *x->effort.line);
	for (size_t i = 0; i < x->effort.n; i++) {
		other->effort.line[i] = x->effort.line[i];
		if (effort_follows(&x->effort.line[i], r))
			other->effort.line[i].multiplier *= then / now;
	}
	effort_run(&other->effort);
	estimate_simulate(other);
	return true;
}

static void take(const struct estimate *x, struct scenario *out)
{
	*out = (struct scenario){
		.hours = x->effort.hours,
		.price = offer_price(x, x->effort.hours),
		.total = offer_total(x, x->effort.hours),
		.cost_p50 = x->is_nothing ? 0
		                          : montecarlo_percentile(&x->mc, 0.5) * x->rate,
		.cost_p80 = x->is_nothing ? 0
		                          : montecarlo_percentile(&x->mc, 0.8) * x->rate,
		.weeks = offer_weeks(x),
		.per_usd = x->per_usd,
	};
}

/* What it leaves in the store, temporary tables too, goes with the savepoint. */
static bool run(struct store *s, const struct model *m, const struct inputs *beside,
                const struct estimate_options *o, const struct pairs *p,
                struct scenario *out, struct err *e)
{
	struct arena a = { 0 };
	struct estimate x = { .arena = &a, .s = s, .model = *m, .beside = beside };
	struct estimate_options other = *o;
	struct err ignored;
	bool ok = store_exec(s, e, "SAVEPOINT scenario") && store_clear_estimate(s, e);

	other.set = p->v;
	other.set_count = p->n;
	ok = ok && estimate_compute(&x, &other, e);
	if (ok)
		take(&x, out);
	if (!store_exec(s, ok ? e : &ignored, "ROLLBACK TO scenario; RELEASE scenario"))
		ok = false;
	arena_release(&a);
	return ok;
}

bool scenario_run(struct store *s, const struct model *m, const struct inputs *beside,
                  const struct estimate_options *o, const char *set, struct scenario *out,
                  struct err *e)
{
	struct arena a = { 0 };
	struct pairs p = begin(&a, o);
	bool ok;

	add_list(&p, set);
	ok = run(s, m, beside, o, &p, out, e);
	arena_release(&a);
	return ok;
}

/* The quick way where there is one. */
static bool price(struct estimate *x, const struct estimate_options *o, const char *set,
                  struct scenario *out, struct err *e)
{
	struct arena a = { 0 };
	struct estimate other = *x;
	bool is_quick;

	other.arena = &a;
	is_quick = by_factor(x, set, &other);
	if (is_quick)
		take(&other, out);
	arena_release(&a);
	return is_quick || scenario_run(x->s, &x->model, &x->in, o, set, out, e);
}

/* ---- alternatives of the model ----------------------------------------------------- */

static bool is_offered(struct estimate *x, const struct model_rule *r, bool *offered,
                       struct err *e)
{
	const char *when = "1";

	*offered = true;
	if (!r->when.text)
		return true;
	if (!ask_text(x->s, x->arena, r, &r->when, &when, e))
		return false;
	*offered = when && *when && strcmp(when, "0") != 0;
	return true;
}

bool scenario_alternatives(struct estimate *x, const struct estimate_options *o,
                           struct err *e)
{
	double total = offer_total(x, x->effort.hours);
	const struct model_rule *r = NULL;
	int rank = 0;

	while (!x->is_nothing && (r = model_next(&x->model, MODEL_alternative, r))) {
		struct scenario other;
		bool offered;

		if (!is_offered(x, r, &offered, e))
			return false;
		if (!offered)
			continue;
		if (!price(x, o, r->set, &other, e) ||
		    !store_exec(
			x->s, e,
			"INSERT INTO alternative VALUES (%d, %Q, %Q, %Q, %Q, %!.17g,"
			" %!.17g, %!.17g, %!.17g, %!.17g, %!.17g, %Q)",
			++rank, r->name, r->label, r->text, r->set, other.hours,
			other.total, other.cost_p50, other.cost_p80, other.weeks,
			total - other.total, r->source))
			return false;
	}
	return true;
}

/* ---- files of scenarios --------------------------------------------------------------
 */

/* "two-teams" of "plans/two-teams.ini" */
static const char *name_of_file(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;

	return arena_strndup(a, base, strcspn(base, "."));
}

static bool is_about(const char *key)
{
	return strcmp(key, "name") == 0 || strcmp(key, "text") == 0;
}

/* One section: every key but `name` and `text` is an input. */
static bool put_scenario(struct estimate *x, const struct estimate_options *o,
                         const struct data_file *f, const struct section *c, int rank,
                         struct err *e)
{
	double total = offer_total(x, x->effort.hours);
	struct pairs p = begin(x->arena, o);
	const char *name = section_get(c, "name"), *inputs = "";
	const char *text = section_get(c, "text");
	struct scenario other;
	double money;

	if (!name)
		name = *c->name ? c->name : name_of_file(x->arena, f->path);
	for (size_t i = 0; i < c->n; i++) {
		const char *pair = arena_printf(x->arena, "%s=%s", c->v[i].key,
		                                c->v[i].value);

		if (is_about(c->v[i].key))
			continue;
		add_pair(&p, pair);
		inputs = arena_printf(x->arena, "%s%s%s", inputs, *inputs ? ", " : "",
		                      pair);
	}
	if (!run(x->s, &x->model, &x->in, o, &p, &other, e))
		return err_within(e, "%s:%u", f->origin, c->line);
	money = x->per_usd / other.per_usd;
	return store_exec(x->s, e,
	                  "INSERT INTO scenario VALUES (%d, %Q, %Q, %Q, %!.17g, %!.17g,"
	                  " %!.17g, %!.17g, %!.17g, %!.17g)",
	                  rank, name, text ? text : "", inputs, other.hours,
	                  other.total * money, other.cost_p50 * money,
	                  other.cost_p80 * money, other.weeks,
	                  other.total * money - total);
}

bool scenario_files(struct estimate *x, const struct estimate_options *o, struct err *e)
{
	int rank = 0;

	for (size_t i = 0; i < o->scenario_count; i++) {
		struct data_file f;
		struct section *list;
		size_t n;

		if (!data_read(x->arena, o->scenario[i], &f, e) ||
		    !sections_read(x->arena, &f, &list, &n, e))
			return false;
		if (n == 0)
			return err_set(e, ERR_USAGE, "'%s' holds no scenario", f.origin);
		for (size_t k = 0; k < n; k++)
			if (!put_scenario(x, o, &f, &list[k], ++rank, e))
				return false;
	}
	return true;
}
