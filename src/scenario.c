/* scenario.c - the same code base priced with other inputs. */
#include "scenario.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"

/* "a=b, c=d" behind what the options set. */
static void with_set(struct arena *a, const struct estimate_options *o, const char *set,
                     struct estimate_options *out)
{
	size_t room = 0, n = 0;
	const char **v = NULL;

	*out = *o;
	for (size_t i = 0; i < o->set_count; i++)
		*(const char **)arena_push(a, (void **)&v, &n, &room,
		                           sizeof *v) = o->set[i];
	while (*set) {
		size_t len = strcspn(set, ","), end = len;

		while (end && isspace((unsigned char)set[end - 1]))
			end--;
		if (end)
			*(const char **)arena_push(a, (void **)&v, &n, &room, sizeof *v) =
			    arena_strndup(a, set, end);
		set += len + (set[len] == ',');
		set += strspn(set, " \t\n");
	}
	out->set = v;
	out->set_count = n;
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
	double price = x->effort.hours * x->rate;

	*out = (struct scenario){
		.hours = x->effort.hours,
		.price = price,
		.total = price * (1 + x->contingency),
		.cost_p50 = x->is_nothing ? 0
		                          : montecarlo_percentile(&x->mc, 0.5) * x->rate,
		.cost_p80 = x->is_nothing ? 0
		                          : montecarlo_percentile(&x->mc, 0.8) * x->rate,
		.weeks = schedule_weeks(&x->calendar, x->effort.hours, NULL),
	};
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
	return is_quick || scenario_run(x->s, &x->model, o, set, out, e);
}

bool scenario_run(struct store *s, const struct model *m,
                  const struct estimate_options *o, const char *set, struct scenario *out,
                  struct err *e)
{
	struct arena a = { 0 };
	struct estimate x = { .arena = &a, .s = s, .model = *m };
	struct estimate_options other;
	struct err ignored;
	bool ok = store_exec(s, e, "SAVEPOINT scenario") && store_clear_estimate(s, e);

	with_set(&a, o, set, &other);
	ok = ok && estimate_compute(&x, &other, e);
	if (ok)
		take(&x, out);
	ask_drop_tables(s, m);
	if (!store_exec(s, ok ? e : &ignored, "ROLLBACK TO scenario; RELEASE scenario"))
		ok = false;
	arena_release(&a);
	return ok;
}

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
	double total = x->effort.hours * x->rate * (1 + x->contingency);
	const struct model_rule *r = NULL, **offered;
	size_t n = 0;

	/* First which, then how much: pricing takes the tables that `when` asks. */
	offered = arena_alloc(x->arena, (x->model.n + 1) * sizeof *offered);
	while (!x->is_nothing && (r = model_next(&x->model, MODEL_alternative, r))) {
		bool yes;

		if (!is_offered(x, r, &yes, e))
			return false;
		if (yes)
			offered[n++] = r;
	}
	for (size_t i = 0; i < n; i++) {
		struct scenario other;

		r = offered[i];
		if (!price(x, o, r->set, &other, e))
			return false;
		if (!store_exec(
			x->s, e,
			"INSERT INTO alternative VALUES (%d, %Q, %Q, %Q, %Q, %!.17g,"
			" %!.17g, %!.17g, %!.17g, %!.17g, %!.17g, %Q)",
			(int)i + 1, r->name, r->label, r->text, r->set, other.hours,
			other.total, other.cost_p50, other.cost_p80, other.weeks,
			total - other.total, r->source))
			return false;
	}
	return true;
}
