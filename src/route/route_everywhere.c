/* route_everywhere.c - guards of a whole application, and of the paths they are bound to.
 *
 * A framework may be told once what protects everything: by a provider of a module, by a
 * call on the application. What serves the public then says so itself. */
#include <string.h>

#include "handler/guard.h"
#include "handler/middleware.h"
#include "route/route_parts.h"
#include "value/unit.h"

struct everywhere {
	const struct detector *detector;
	const struct unit *unit;
	const char *guard;
	const char *path;          /* NULL: all */
	const struct scope *class; /* NULL: any controller */
	struct everywhere *next;
};

static void add(struct linker *l, const struct rule *r, const struct unit *u,
                const char *guard, const char *path, const struct scope *class)
{
	struct everywhere *e = arena_alloc(l->arena, sizeof *e), **end;

	*e = (struct everywhere){ r->detector, u, guard, path, class, NULL };
	for (end = &l->routes->everywhere; *end;)
		end = &(*end)->next;
	*end = e;
}

/* useClass: Guard, new Guard(..) */
static const char *guard_text(struct linker *l, const struct rule *r,
                              const struct expr *e)
{
	bool is_made = e->kind == EXPR_CALL && e->flags & EXPR_NEW && expr_left(e);
	const struct expr alone = expr_alone(is_made ? expr_left(e) : e);

	return guard_among(l, r->detector, &alone, NULL, NULL);
}

/* {provide: APP_FILTER, useClass: Filter} */
static bool is_middleware(const struct rule *r)
{
	return r->word == WORD_FACT && r->fact == FACT_middleware &&
	       r->form == FORM_TUPLE && name_is(r->in, "provided");
}

struct provided {
	struct linker *l;
	const struct detector *detector;
	const struct unit *unit;
};

static void add_provided(void *arg, const struct expr *item, const struct scope *s,
                         const struct env *env)
{
	struct provided *x = arg;
	struct values v;

	eval_expr(&x->l->eval, item, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		if (v.v[i].kind != VALUE_LITERAL || v.v[i].expr->kind != EXPR_DICT)
			continue;
		for (const struct rule *r = x->detector->rules; r; r = r->next) {
			const struct capture *c;
			const char *guard;
			struct match m;

			if ((!is_middleware(r) &&
			     (r->word != WORD_everywhere || r->form != FORM_TUPLE)) ||
			    !match_tuple(&x->l->eval, r, v.v[i].expr, v.v[i].scope,
			                 v.v[i].env, &m))
				continue;
			if (is_middleware(r))
				middleware_each(x->l, &m, x->unit);
			else if ((c = match_get(&m, "guard")) &&
			         (guard = guard_text(x->l, r, c->expr)))
				add(x->l, r, x->unit, guard, NULL, NULL);
		}
	}
}

void route_module(struct linker *l, const struct match *m, const struct scope *class)
{
	const struct capture *c = match_get(m, "provided");
	struct provided x = { l, m->rule->detector, class->unit };
	struct values v;

	if (!c)
		return;
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	eval_each_item(&l->eval, &v, add_provided, &x);
}

/* "users", {path: "users/:id", method: ..}, UsersController: what is protected. */
static void add_target(struct linker *l, const struct match *m, const struct capture *c,
                       const struct scope *s, const char *guard)
{
	struct texts t;
	struct values v;

	t.n = 0;
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_CLASS)
			add(l, m->rule, s->unit, guard, NULL, v.v[i].scope);
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_DICT) {
			struct values path;

			eval_member(&l->eval, &v.v[i], name_of("path"), &path);
			for (size_t k = 0; k < path.n && !t.n; k++)
				if (path.v[k].kind == VALUE_LITERAL)
					eval_texts(&l->eval, path.v[k].expr,
					           path.v[k].scope, path.v[k].env, &t);
		}
	}
	if (!t.n)
		eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
	for (size_t i = 0; i < t.n; i++)
		if (t.v[i].complete)
			add(l, m->rule, s->unit, guard,
			    strcspn(t.v[i].s, "/(*{") ? t.v[i].s
			    : *t.v[i].s == '/' && strcspn(t.v[i].s + 1, "(*{")
			        ? t.v[i].s + 1
			        : NULL,
			    NULL);
}

/* consumer.apply(A, B).exclude(..): the arguments of the first call of the chain. */
static const struct expr *applied(const struct expr *call)
{
	const struct expr *head = expr_left(call) ? expr_left(expr_left(call)) : NULL;

	for (int i = 0; head && head->kind == EXPR_CALL && i < 8; i++) {
		const struct expr *inner = expr_left(head) ? expr_left(expr_left(head))
		                                           : NULL;

		if (!inner || inner->kind != EXPR_CALL)
			return expr_first(head);
		head = inner;
	}
	return NULL;
}

void route_everywhere(struct linker *l, const struct match *m, const struct expr *call,
                      const struct scope *s)
{
	const struct capture *c = match_get(m, "guard");
	const char *guard;

	if (c) {
		guard = guard_text(l, m->rule, c->expr);
		if (guard)
			add(l, m->rule, s->unit, guard, NULL, NULL);
		return;
	}
	guard = guard_among(l, m->rule->detector, applied(call), s, NULL);
	for (c = m->captures; c && guard; c = c->next)
		if (name_is(c->name, "target"))
			add_target(l, m, c, s, guard);
}

/* ---- what it means for an endpoint ---------------------------------------------------
 */

/* @Public(), @SkipAuth(): a decorator of the method or its class lifts it. */
static bool is_open(const struct detector *d, const struct scope *s)
{
	for (const struct expr *e = s->decorators; e; e = e->next) {
		const struct expr *name = e->kind == EXPR_CALL ? expr_left(e) : e;

		if (name && name->text.len &&
		    patterns_say(&d->open, name->text.s) == LIKE_YES)
			return true;
	}
	return false;
}

/* Is the front said by the path from one of its parts on? Prefixes and versions may stand
 * before it. */
static bool is_below(const char *path, const char *front)
{
	size_t n = strcspn(front, "(*{:");

	while (n && front[n - 1] == '/')
		n--;
	for (const char *p = strchr(path, '/'); n && p; p = strchr(p + 1, '/'))
		if (!strncmp(p + 1, front, n) && (!p[n + 1] || p[n + 1] == '/'))
			return true;
	return false;
}

/* Of the detector's guards, for what a handler of this file serves at the path. */
static const char *guard_for(struct linker *l, const struct detector *d,
                             const struct scope *h, const struct unit *u,
                             const char *path)
{
	size_t near;

	if (!l->routes->everywhere || (h && is_open(d, h)) ||
	    (h && h->parent && is_open(d, h->parent)))
		return NULL;
	near = route_app_nearness(l, d, u);
	for (const struct everywhere *e = l->routes->everywhere; e; e = e->next) {
		if (e->detector != d || (e->class && (!h || h->parent != e->class)) ||
		    (e->path && !is_below(path, e->path)))
			continue;
		/* of this application, where there are several */
		if (unit_nearness(e->unit, u) + 1 >= near ||
		    route_app_nearness(l, d, e->unit) == near)
			return e->guard;
	}
	return NULL;
}

const char *route_guard_everywhere(struct linker *l, const struct pending *p,
                                   const char *path)
{
	return guard_for(l, p->rule->detector, p->handler, p->unit, path);
}

const char *route_guard_of_all(struct linker *l, const struct detector *d,
                               const struct scope *handler, const struct unit *u)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		for (size_t i = 0; r->word == WORD_guarded && i < r->word_count; i++)
			for (const struct detector *of = l->detectors->first; of;
			     of = of->next)
				if (of->is_python == d->is_python &&
				    name_is(r->words[i], of->name))
					return guard_for(l, of, handler, u, "");
	return NULL;
}
