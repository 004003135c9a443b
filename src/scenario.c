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
	if (ok) {
		double price = x.effort.hours * x.rate;

		*out = (struct scenario){
			.hours = x.effort.hours,
			.price = price,
			.total = price * (1 + x.contingency),
			.cost_p50 = x.is_nothing
			              ? 0
			              : montecarlo_percentile(&x.mc, 0.5) * x.rate,
			.cost_p80 = x.is_nothing
			              ? 0
			              : montecarlo_percentile(&x.mc, 0.8) * x.rate,
			.weeks = schedule_weeks(&x.calendar, x.effort.hours, NULL),
		};
	}
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
		if (!scenario_run(x->s, &x->model, o, r->set, &other, e))
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
