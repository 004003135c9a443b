/* guard_put.c - what protects a method because its class says so: decorators that another
 * decorator puts around it, and classes that the class is made of.
 *
 *     decorates method_decorator($value, $method?, name=$method?)  method=dispatch
 *     mixes     *RequiredMixin */
#include <string.h>
#include <strings.h>

#include "handler/guard.h"

struct put {
	const struct detector *d;
	const char *method; /* NULL: a function's own decorator, which names none */
	const char *text;
};

static bool is_decorates(const struct rule *r)
{
	return r->word == WORD_decorates;
}

/* Is it put around this method, or around what all run through? */
static bool is_around(struct linker *l, const struct match *m, const struct put *x)
{
	const struct capture *c = match_get(m, "method");
	const char *all = m->rule->method;
	struct texts t;

	if (!c || !x->method)
		return !c == !x->method;
	eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
	for (size_t i = 0; i < t.n; i++)
		if (!strcasecmp(t.v[i].s, x->method) || (all && !strcmp(t.v[i].s, all)))
			return true;
	return false;
}

/* The last one written says most: permission_required("x") below login_required. */
static void guard_of_put(struct linker *l, struct put *x, const struct expr *e,
                         const struct scope *s)
{
	const char *text = guard_by(l, x->d, e, s);

	x->text = text ? text : x->text;
}

/* decorators = [never_cache, login_required], and method_decorator(decorators, ..) */
static bool guards_of_list(struct linker *l, struct put *x, const struct capture *c)
{
	bool is_list = false;
	struct values v;

	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		if (v.v[i].kind != VALUE_LITERAL || v.v[i].expr->kind != EXPR_LIST)
			continue;
		is_list = true;
		for (const struct expr *e = expr_first(v.v[i].expr); e; e = e->next)
			guard_of_put(l, x, e, v.v[i].scope);
	}
	return is_list;
}

static void on_decorates(struct linker *l, const struct match *m, const struct expr *call,
                         const struct scope *s, void *arg)
{
	const struct capture *c = match_get(m, "value");
	struct put *x = arg;

	(void)call, (void)s;
	if (!c || m->rule->detector != x->d || !is_around(l, m, x))
		return;
	if (!guards_of_list(l, x, c))
		guard_of_put(l, x, c->expr, c->scope);
}

static void put_above(struct linker *l, struct put *x, const struct scope *s)
{
	for (const struct expr *d = s->decorators; d; d = d->next)
		if (d->kind == EXPR_CALL)
			link_rules(l, d, s->parent ? s->parent : s, is_decorates,
			           on_decorates, x);
}

static bool is_mixed(const struct detector *d, const char *name)
{
	return name && *name && patterns_say(&d->mixes, name) == LIKE_YES;
}

static const char *mixed_in(const struct detector *d, const struct bases *b)
{
	for (size_t i = 1; d->mixes.n && i < b->local_count; i++)
		if (is_mixed(d, b->local[i]->name.s))
			return b->local[i]->name.s;
	for (size_t i = 0; d->mixes.n && i < b->external_count; i++) {
		const char *path = b->external[i].path;
		const char *dot = path ? strrchr(path, '.') : NULL;

		path = dot ? dot + 1 : path;
		if (is_mixed(d, path))
			return path;
	}
	return NULL;
}

const char *guard_put_around(struct linker *l, const struct detector *d,
                             const struct scope *class, const char *method)
{
	struct put x = { .d = d, .method = method };
	struct bases b;

	if (class->kind != SCOPE_CLASS || !method)
		return NULL;
	eval_bases(&l->eval, class, &b);
	for (size_t i = 0; i < b.local_count && !x.text; i++)
		put_above(l, &x, b.local[i]);
	return x.text ? x.text : mixed_in(d, &b);
}

const char *guard_put_on(struct linker *l, const struct detector *d,
                         const struct scope *function)
{
	struct put x = { .d = d };

	put_above(l, &x, function);
	return x.text;
}
