/* guard_name.c - what protects a handler, by the names of functions around and in it. */
#include "handler/guard.h"
#include "handler/handed_on.h"
#include "handler/middleware.h"
#include "syntax/callees.h"

enum { WRAPPERS_MAX = 6 };

static bool is_guard(const struct detector *d, struct name n)
{
	return n.len && patterns_say(&d->guards, n.s) == LIKE_YES;
}

/* auth.required, guards.loggedIn: neither part may be known for something else. */
static bool is_guard_member(const struct detector *d, const struct expr *e)
{
	enum likeness v = e->text.len ? patterns_say(&d->guards, e->text.s) : LIKE_NONE;
	int parts = 0;

	for (e = expr_left(e); e && v != LIKE_NO && parts++ < 8; e = expr_left(e)) {
		enum likeness of = LIKE_NONE;

		if ((e->kind == EXPR_NAME || e->kind == EXPR_ATTR) && e->text.len)
			of = patterns_say(&d->guards, e->text.s);
		v = of == LIKE_NONE ? v : of;
	}
	return v == LIKE_YES;
}

enum { GUARDS_MAX = 6, GUARD_DEPTH_MAX = 6 };

/* What among arguments is a guard, in its order. */
struct guards {
	struct linker *l;
	const struct detector *d;
	const struct scope *s; /* that they stand in; NULL: not known */
	const struct expr *v[GUARDS_MAX];
	size_t n;
	bool by_text; /* texts are names, too */
};

static void guards_in(struct guards *g, const struct expr *e, int depth);
static const char *called_in(const struct detector *d, const struct scope *f);

/* app.use("/auth", auth): a router of that name leads to what is below it. */
static void add_guard(struct guards *g, const struct expr *e)
{
	if (g->n < GUARDS_MAX && (!g->s || !middleware_is_router(g->l, e, g->s, NULL)))
		g->v[g->n++] = e;
}

/* auth({optional: true}): is a key that is set there open? */
static bool is_opened(const struct detector *d, const struct expr *call)
{
	for (const struct expr *a = expr_first(call); a; a = a->next)
		for (const struct expr *p = a->kind == EXPR_DICT ? expr_first(a) : NULL;
		     p; p = p->next)
			if (p->kind == EXPR_PAIR && expr_left(p) && expr_first(p) &&
			    expr_first(p)->kind == EXPR_CONST &&
			    name_is(expr_first(p)->text, "true") &&
			    expr_left(p)->text.len &&
			    patterns_say(&d->open, expr_left(p)->text.s) == LIKE_YES)
				return true;
	return false;
}

/* guard(..), or wrap(guard) */
static void guards_of_call(struct guards *g, const struct expr *e, int depth)
{
	struct guards callee = { .l = g->l, .d = g->d };

	guards_in(&callee, expr_left(e), depth + 1);
	if (callee.n) {
		if (!is_opened(g->d, e))
			add_guard(g, e);
		return;
	}
	for (const struct expr *a = expr_first(e); a; a = a->next)
		if (a->kind == EXPR_NAME || a->kind == EXPR_ATTR ||
		    a->kind == EXPR_CHOICE)
			guards_in(g, a, depth + 1);
}

/* {isSignedIn: true}: what a macro of that name runs. */
static bool is_switched_on(const struct guards *g, const struct expr *pair)
{
	const struct expr *value = expr_first(pair);

	return value->kind == EXPR_CONST && name_is(value->text, "true") &&
	       is_guard(g->d, expr_left(pair)->text);
}

/* {preHandler: guard}, {preHandler: (r) => guard(r)}, {auth: "jwt"} */
static void guards_of_options(struct guards *g, const struct expr *e, int depth)
{
	bool is_python = g->d->is_python;

	for (const struct expr *p = expr_first(e); p; p = p->next) {
		const char *key = p->kind == EXPR_PAIR && expr_left(p)
		                    ? expr_left(p)->text.s
		                    : NULL;

		if (key && expr_first(p) && !depth && is_switched_on(g, p))
			add_guard(g, expr_left(p));
		if (!key || !expr_first(p) ||
		    !detectors_say(g->l->detectors, is_python, WORD_before, key))
			continue;
		if (expr_first(p)->kind == EXPR_FUNCTION) {
			if (expr_first(p)->scope && called_in(g->d, expr_first(p)->scope))
				add_guard(g, expr_first(p));
		} else if (expr_first(p)->kind == EXPR_STRING &&
		           detectors_say(g->l->detectors, is_python, WORD_schemes, key))
			add_guard(g, expr_first(p));
		else
			guards_in(g, expr_first(p), depth + 1);
	}
}

/* openapi(route, handler), where route = createRoute({middleware: guard}). */
static void guards_of_variable(struct guards *g, const struct expr *name)
{
	struct values v;

	eval_expr(&g->l->eval, name, g->s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_DICT)
			guards_of_options(g, v.v[i].expr, 0);
}

static void guards_in(struct guards *g, const struct expr *e, int depth)
{
	if (!e || depth > GUARD_DEPTH_MAX)
		return;
	switch (e->kind) {
	case EXPR_NAME:
		if (is_guard(g->d, e->text))
			add_guard(g, e);
		else if (!depth && g->s && !g->d->is_python)
			guards_of_variable(g, e);
		return;
	case EXPR_ATTR:
		if (is_guard_member(g->d, e))
			add_guard(g, e);
		return;
	case EXPR_CALL: guards_of_call(g, e, depth); return;
	case EXPR_SPREAD: guards_in(g, expr_left(e), depth + 1); return;
	case EXPR_LIST:
	case EXPR_CHOICE:
		for (const struct expr *x = expr_first(e); x; x = x->next)
			guards_in(g, x, depth + 1);
		return;
	case EXPR_DICT: guards_of_options(g, e, depth); return;
	case EXPR_STRING:
		if (g->by_text && is_guard(g->d, e->text))
			add_guard(g, e);
		return;
	default: return;
	}
}

static const char *guard_text(struct linker *l, const struct detector *d,
                              const struct expr *e)
{
	char buf[80];

	if (e->kind == EXPR_FUNCTION)
		return called_in(d, e->scope);
	return e->kind == EXPR_STRING
	         ? e->text.s
	         : arena_strdup(l->arena, expr_print(e, buf, sizeof buf));
}

static const char *guard_texts(struct linker *l, struct guards *g,
                               const struct expr *first, const struct expr *handler)
{
	const char *text = NULL;

	for (const struct expr *a = first; a; a = a->next)
		if (a != handler)
			guards_in(g, a, 0);
	for (size_t i = 0; i < g->n; i++)
		text = text ? arena_printf(l->arena, "%s, %s", text,
		                           guard_text(l, g->d, g->v[i]))
		            : guard_text(l, g->d, g->v[i]);
	return text;
}

const char *guard_among(struct linker *l, const struct detector *d,
                        const struct expr *first, const struct scope *s,
                        const struct expr *handler)
{
	struct guards g = { .l = l, .d = d, .s = s };

	return guard_texts(l, &g, first, handler);
}

static bool is_refusal(const struct expr *status)
{
	return status && status->kind == EXPR_NUMBER &&
	       (name_is(status->text, "401") || name_is(status->text, "403"));
}

/* reply.code(401).send(..): it turns away who may not come in. */
static const char *refused_in(const struct scope *s)
{
	const char *status = NULL;

	for (const struct site *t = s->first_site; t && !status; t = t->next)
		for (const struct expr *c = t->call; c && !status; c = expr_left(c))
			if (c->kind == EXPR_CALL && is_refusal(expr_first(c)))
				status = expr_first(c)->text.s;
	for (const struct scope *c = s->first_child; c && !status; c = c->sibling)
		status = refused_in(c);
	return status;
}

const char *guard_written(const struct detector *d, const struct expr *f)
{
	const char *guard = f->scope ? called_in(d, f->scope) : NULL;

	return guard || !f->scope ? guard : refused_in(f->scope);
}

const char *guard_named(struct linker *l, const struct detector *d,
                        const struct expr *first)
{
	struct guards g = { .l = l, .d = d, .by_text = true };

	return guard_texts(l, &g, first, NULL);
}

/* The first of the functions called in f that is a guard. */
static const char *called_in(const struct detector *d, const struct scope *f)
{
	size_t n;
	const struct callee *c = callees_within(f->unit, f->line, f->end_line, &n);

	for (size_t i = 0; i < n; i++)
		if (is_guard(d, f->unit->words[c[i].last]))
			return f->unit->words[c[i].last].s;
	return NULL;
}

/* const { auth } = await parse(request): which calls a guard itself. */
static const char *called_with_request(struct linker *l, const struct detector *d,
                                       const struct scope *f)
{
	const struct scope *given[HANDED_ON_MAX];
	size_t n = handed_on(l, f, given);

	for (size_t i = 0; i < n; i++)
		if (given[i]->name.len && called_in(d, given[i]))
			return given[i]->name.s;
	return NULL;
}

/* withSession(handler): by its own name, or because it calls a guard. */
static const char *around(struct linker *l, const struct detector *d,
                          const struct expr *call, const struct scope *s)
{
	struct values v;

	if (!expr_left(call) ||
	    (expr_left(call)->kind != EXPR_NAME && expr_left(call)->kind != EXPR_ATTR))
		return NULL;
	if (is_guard(d, expr_left(call)->text))
		return expr_left(call)->text.s;
	eval_expr(&l->eval, expr_left(call), s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_FUNCTION &&
		    called_in(d, v.v[i].scope))
			return expr_left(call)->text.s;
	return NULL;
}

const char *guard_by_name(struct linker *l, const struct detector *d,
                          const struct expr *value, const struct scope *s,
                          const struct scope *handler)
{
	const char *name = NULL;

	for (int i = 0; value && value->kind == EXPR_CALL && i < WRAPPERS_MAX; i++) {
		name = around(l, d, value, s);
		if (name)
			return name;
		value = expr_first(value) && expr_first(value)->kind == EXPR_CALL
		          ? expr_first(value)
		      : expr_left(value) && expr_left(value)->kind == EXPR_ATTR
		          ? expr_left(expr_left(value))
		          : NULL;
	}
	/* authClient.schema(..).action(handler) */
	if (value && value->kind == EXPR_NAME && is_guard(d, value->text))
		return value->text.s;
	if (!handler || handler->kind != SCOPE_FUNCTION)
		return NULL;
	name = called_in(d, handler);
	return name ? name : called_with_request(l, d, handler);
}
