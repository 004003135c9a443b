/* stream.c - answers and uploads that code sends or takes piece by piece. */
#include "handler/stream.h"

/* res, reply.raw, this.res of a function's own parameter */
static bool is_of_parameter(const struct expr *e, const struct scope *s)
{
	while (e && e->kind == EXPR_ATTR)
		e = expr_left(e);
	if (!e || e->kind != EXPR_NAME)
		return false;
	for (; s; s = s->parent) {
		for (const struct param *p = s->params; p; p = p->next)
			if (name_eq(p->name, e->text) ||
			    (p->pattern && eval_uses(p->pattern, e->text, s)))
				return true;
		if (scope_find(s, e->text))
			return false;
	}
	return false;
}

static bool is_generator(struct linker *l, const struct expr *callee,
                         const struct scope *s, const struct env *env)
{
	struct values v;

	eval_expr(&l->eval, callee, s, env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->flags & SCOPE_GENERATOR)
			return true;
	return false;
}

/* rows(), or a name that was given that */
static bool is_generated(struct linker *l, const struct capture *c)
{
	const struct expr *e = c->expr;

	if (e->kind == EXPR_CALL)
		return is_generator(l, expr_left(e), c->scope, c->env);
	for (const struct scope *s = c->scope; s && e->kind == EXPR_NAME; s = s->parent)
		for (const struct binding *b = scope_find(s, e->text); b; b = b->same)
			if (binding_value(b) && binding_value(b)->kind == EXPR_CALL &&
			    is_generator(l, expr_left(binding_value(b)), s, NULL))
				return true;
	return false;
}

bool stream_is(struct linker *l, const struct match *m, const struct scope *s)
{
	const struct capture *generator = match_get(m, "generator");
	const struct capture *into = match_get(m, "into");

	return (!generator || is_generated(l, generator)) &&
	       (!into || is_of_parameter(into->expr, s));
}
