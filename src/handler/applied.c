/* applied.c - decorators that a call applies, with nothing written above a function. */
#include "handler/applied.h"

#include "link/variant.h"
#include "value/decorator.h"

struct told {
	link_fn *fn;
	const struct scope *to;
	bool any;
};

static void on_rule(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, void *arg)
{
	struct told *told = arg;

	told->any = true;
	told->fn(l, m, call, s, (void *)(uintptr_t)told->to);
}

/* Is there a rule at all for what is called so? */
static bool is_heard_of(struct linker *l, const struct expr *decorator,
                        const struct scope *s)
{
	const struct expr *callee = call_target(decorator);
	struct indexed *at;
	struct name n;

	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
		return false;
	n = link_other_name(l, callee, s);
	at = detectors_first(l->detectors, n);
	return detectors_next(l->detectors, n, &at);
}

/* return queue.task(..)(inner), or of the name that it is bound to: a decorator of our
 * own, whose every use is told. */
static bool is_given_back(const struct expr *call, const struct scope *s)
{
	for (const struct expr *r = s->returns; r; r = r->next) {
		if (r == call)
			return true;
		for (const struct binding *b =
		         r->kind == EXPR_NAME ? scope_find(s, r->text) : NULL;
		     b; b = b->same)
			if (binding_value(b) == call)
				return true;
	}
	return false;
}

bool applied_rules(struct linker *l, const struct expr *call, const struct scope *s,
                   bool (*wanted)(const struct rule *r), link_fn *fn)
{
	struct told told = { .fn = fn };
	struct variants ways;

	if (!is_heard_of(l, expr_left(call), s))
		return false;
	if (is_given_back(call, s) || decorator_applies(call, s))
		return true;
	variants_of(l, call, s, &ways);
	for (size_t i = 0; i < ways.n; i++) {
		told.to = link_handler(l, expr_first(call), s, ways.v[i]);
		if (told.to)
			link_rules_in(l, expr_left(call), s, ways.v[i], wanted, on_rule,
			              &told);
	}
	return told.any;
}
