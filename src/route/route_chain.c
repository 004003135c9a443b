/* route_chain.c - functions of ours that a route runs in front of its handler:
 * router.post("/login", checked, remembered, answer).
 *
 * What only one declaration runs is its endpoint's work. What several share is a
 * middleware, once; but a guard is part of what authentication costs. */
#include <string.h>

#include "handler/guard.h"
#include "route/route_parts.h"

enum { CHAIN_MAX = 24, CHAIN_DEPTH_MAX = 6 };

/* A function that runs in front of some handler. */
struct step {
	const struct scope *of;
	const struct rule *rule; /* of the first declaration */
	const struct expr *call; /* the last declaration that runs it, */
	const struct env *env;   /* and in which way it was made */
	unsigned uses;
	bool is_guard, is_part;
	struct step *next;    /* same slot */
	struct step *written; /* in the order in which they were met */
};

struct collected {
	const struct detector *d;
	const struct scope *v[CHAIN_MAX];
	bool is_guard[CHAIN_MAX], is_part[CHAIN_MAX];
	size_t n;
};

static void collect(struct linker *l, struct collected *c, const struct expr *e,
                    const struct scope *s, const struct env *env, int depth);

static void collect_all(struct linker *l, struct collected *c, const struct expr *list,
                        const struct scope *s, const struct env *env, int depth)
{
	for (const struct expr *x = expr_first(list); x; x = x->next)
		collect(l, c, x, s, env, depth + 1);
}

/* body("name").custom(f): f is a part of what the chain of calls makes. */
static bool is_made_by_chain(const struct expr *e)
{
	if (e->kind != EXPR_CALL || !expr_left(e) || expr_left(e)->kind != EXPR_ATTR)
		return false;
	for (e = expr_left(expr_left(e)); e; e = expr_left(e)) {
		if (e->kind == EXPR_CALL)
			return true;
		if (e->kind != EXPR_ATTR)
			return false;
	}
	return false;
}

static void add(struct linker *l, struct collected *c, const struct expr *e,
                const struct scope *f)
{
	const struct expr alone = expr_alone(e);

	for (size_t i = 0; i < c->n; i++)
		if (c->v[i] == f)
			return;
	if (c->n == CHAIN_MAX)
		return;
	c->is_guard[c->n] = guard_among(l, c->d, &alone, NULL, NULL) != NULL;
	c->is_part[c->n] = is_made_by_chain(e);
	c->v[c->n++] = f;
}

/* const checks = [a, b]; the list, and where it is read. Of one that is made longer only
 * what comes last is sure, is_last. */
static const struct expr *list_of(struct linker *l, const struct expr *e, bool is_last,
                                  const struct scope **s, const struct env **env)
{
	const struct value *list = NULL;
	struct values v;

	if (e->kind == EXPR_LIST)
		return e;
	if (e->kind != EXPR_NAME && e->kind != EXPR_ATTR)
		return NULL;
	eval_expr(&l->eval, e, *s, *env, &v);
	if (v.n == 1 || (is_last && v.n))
		list = &v.v[v.n - 1];
	if (!list || list->kind != VALUE_LITERAL || list->expr->kind != EXPR_LIST ||
	    (v.n > 1 && !(list->expr->flags & EXPR_MORE)))
		return NULL;
	*s = list->scope;
	*env = list->env;
	return list->expr;
}

static void collect(struct linker *l, struct collected *c, const struct expr *e,
                    const struct scope *s, const struct env *env, int depth)
{
	const struct expr *list;
	const struct scope *f;

	if (!e || depth > CHAIN_DEPTH_MAX)
		return;
	switch (e->kind) {
	case EXPR_SPREAD: collect(l, c, expr_left(e), s, env, depth + 1); return;
	case EXPR_DICT:
		for (const struct expr *p = expr_first(e); p; p = p->next)
			if (p->kind == EXPR_PAIR && expr_left(p) &&
			    detectors_say(l->detectors, c->d->is_python, WORD_before,
			                  expr_left(p)->text.s))
				collect(l, c, expr_first(p), s, env, depth + 1);
		return;
	case EXPR_NAME:
	case EXPR_ATTR:
	case EXPR_LIST:
	case EXPR_CALL:
	case EXPR_FUNCTION: break;
	default: return;
	}
	if ((list = list_of(l, e, false, &s, &env))) {
		collect_all(l, c, list, s, env, depth);
		return;
	}
	f = link_handler(l, e, s, env);
	if (f && f->kind == SCOPE_FUNCTION)
		add(l, c, e, f);
}

struct capture route_last(struct linker *l, const struct capture *h)
{
	struct capture last = *h;

	for (int i = 0; i < CHAIN_DEPTH_MAX; i++) {
		const struct expr *list, *e = last.expr;

		if (e->kind == EXPR_SPREAD && expr_left(e))
			e = expr_left(e);
		list = list_of(l, e, true, &last.scope, &last.env);
		if (!list || !expr_first(list))
			break;
		for (e = expr_first(list); e->next; e = e->next)
			;
		if (e->kind == EXPR_STRING)
			break; /* [Class, "method"] */
		last.expr = e;
	}
	return last;
}

static struct step *step_of(struct linker *l, const struct scope *f)
{
	struct step **slot = &l->routes->steps[((uintptr_t)f >> 4) % SLOTS], *x;

	for (x = *slot; x; x = x->next)
		if (x->of == f)
			return x;
	x = arena_zero(l->arena, sizeof *x);
	x->of = f;
	x->next = *slot;
	x->written = l->routes->last_step;
	l->routes->last_step = x;
	return *slot = x;
}

static void use(struct linker *l, const struct match *m, const struct expr *call,
                const struct collected *c, size_t i)
{
	struct step *x = step_of(l, c->v[i]);

	x->is_guard = x->is_guard || c->is_guard[i];
	x->is_part = x->is_part || c->is_part[i];
	if (x->uses && x->call == call && x->env == m->env)
		return;
	if (!x->rule)
		x->rule = m->rule;
	x->call = call;
	x->env = m->env;
	x->uses++;
}

const struct steps *route_chain(struct linker *l, const struct match *m,
                                const struct expr *call, const struct scope *s,
                                const struct scope *handler)
{
	const struct capture *h = match_get(m, "handler");
	struct collected c = { .d = m->rule->detector };
	struct steps *chain;
	const struct scope **steps;

	if (m->rule->form != FORM_CALL || !h)
		return NULL;
	if (m->at)
		collect(l, &c, m->at->expr, m->at->scope, m->at->env, 0);
	for (const struct expr *a = m->at ? NULL : expr_first(call); a; a = a->next) {
		collect(l, &c, a, s, m->env, 0);
		if (a == h->expr)
			break;
	}
	chain = arena_alloc(l->arena, sizeof *chain);
	steps = arena_alloc(l->arena, (c.n + 1) * sizeof(const struct scope *));
	*chain = (struct steps){ steps, 0 };
	for (size_t i = 0; i < c.n; i++) {
		if (c.v[i] == handler)
			continue;
		use(l, m, call, &c, i);
		steps[chain->n++] = c.v[i];
	}
	return chain->n ? chain : NULL;
}

void route_chain_add(struct linker *l, struct pending *p, const struct pending *first)
{
	size_t before = first->chain ? first->chain->n : 0,
	       n = p->chain ? p->chain->n : 0;
	const struct scope **steps = arena_alloc(l->arena,
	                                         (before + n + 1) * sizeof(*steps));
	struct steps *chain = arena_alloc(l->arena, sizeof *chain);
	struct step *x = step_of(l, first->handler);

	if (!x->rule)
		x->rule = first->rule;
	x->is_guard = x->is_guard || first->as_guard;
	x->uses++;
	if (before)
		memcpy(steps, first->chain->v, before * sizeof *steps);
	steps[before] = first->handler;
	if (n)
		memcpy(steps + before + 1, p->chain->v, n * sizeof *steps);
	*chain = (struct steps){ steps, before + 1 + n };
	p->chain = chain;
}

void route_chain_measure(struct linker *l, const struct steps *chain, struct fact *f)
{
	f->chain = chain;
	for (size_t i = 0; chain && i < chain->n; i++) {
		if (step_of(l, chain->v[i])->uses != 1)
			continue;
		f->statements += chain->v[i]->statements;
		f->branches += chain->v[i]->branches;
	}
}

/* A nameless one is called as what makes it. */
static const char *name_of_step(struct linker *l, const struct scope *f)
{
	while (f && f->kind == SCOPE_FUNCTION && !f->name.len)
		f = f->parent;
	return f && f->kind == SCOPE_FUNCTION ? link_scope_name(l, f) : NULL;
}

void route_chain_finish(struct linker *l)
{
	for (const struct step *x = l->routes->last_step; x; x = x->written) {
		const struct unit *u = x->of->unit;
		struct fact *f;

		if (x->uses < 2 || x->is_guard || x->is_part || u->kind != UNIT_SOURCE)
			continue;
		f = link_fact(l, FACT_middleware, u, x->of->line, x->rule);
		f->variety = "chain";
		f->name = name_of_step(l, x->of);
		f->handler = f->name;
		link_measure(f, x->of, u);
	}
}
