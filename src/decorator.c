/* decorator.c - decorators that stand behind those of the code base's own making. */
#include "decorator.h"

#include "value_parts.h"

struct search {
	struct eval *ev;
	struct behind *out;
	const struct env *env;
};

static void returned(struct search *x, const struct scope *f, int levels);

/* def wrap(fn): actor(fn), or of a function within: applied, and not returned */
static bool is_given_function(const struct scope *f, const struct expr *call)
{
	const struct expr *a = call->kind == EXPR_CALL ? call->first : NULL;
	const struct param *given = f->params;

	if (!a || a->kind != EXPR_NAME)
		return false;
	if (given && f->parent->kind == SCOPE_CLASS)
		given = given->next;
	if (given && name_eq(given->name, a->text))
		return true;
	for (const struct scope *c = f->first_child; c; c = c->sibling)
		if (c->kind == SCOPE_FUNCTION && name_eq(c->name, a->text))
			return true;
	return false;
}

static void found(struct search *x, const struct expr *e, const struct scope *f)
{
	struct behind *out = x->out;

	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].decorator == e)
			return;
	if (out->n == BEHIND_MAX || !e->left ||
	    (e->left->kind != EXPR_NAME && e->left->kind != EXPR_ATTR))
		return;
	out->v[out->n].decorator = e;
	out->v[out->n].scope = f;
	out->v[out->n++].env = x->env;
}

/* return shared_task(fn), return app.task(..)(fn), return wrap */
static void applied(struct search *x, const struct expr *e, const struct scope *f,
                    int levels)
{
	struct values v;

	if (e->kind == EXPR_CALL) {
		if (e->left && e->left->kind == EXPR_CALL)
			e = e->left;
		found(x, e, f);
		/* compose(Get(path), UseGuards(Auth)) */
		for (const struct expr *a = e->first; a && levels > 1; a = a->next)
			if (a->kind == EXPR_CALL && !scope_is_python(f))
				found(x, a, f);
		return;
	}
	if ((e->kind != EXPR_NAME && e->kind != EXPR_FUNCTION) || levels < 2)
		return;
	eval_expr(x->ev, e, f, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->parent == f)
			returned(x, v.v[i].scope, levels - 1);
}

static void returned(struct search *x, const struct scope *f, int levels)
{
	if (f->kind != SCOPE_FUNCTION)
		return;
	for (const struct site *t = f->first_site; t; t = t->next)
		if (levels == 1 && is_given_function(f, t->call))
			applied(x, t->call, f, levels);
	for (const struct expr *r = f->returns; r; r = r->next)
		applied(x, r, f, levels);
}

static const struct env *given(struct eval *ev, const struct scope *f,
                               const struct expr *call, const struct scope *from)
{
	struct env *env;

	if (call->kind != EXPR_CALL)
		return NULL;
	env = arena_zero(ev->arena, sizeof *env);
	env->function = f;
	env->call = call;
	env->from = from;
	return env;
}

/* What @Task(..) of our own does to a function: class Task's __call__ is given it. */
static const struct scope *called_object(const struct scope *class)
{
	for (const struct scope *m = class->first_child; m; m = m->sibling)
		if (m->kind == SCOPE_FUNCTION && name_is(m->name, "__call__"))
			return m;
	return NULL;
}

/* retried = shared_task(max_retries=3), and @retried: what is kept under the name. */
static void kept(struct search *x, const struct value *v)
{
	const struct expr *call = v->expr;

	if (v->kind != VALUE_OBJECT || v->scope || v->param || !call ||
	    call->kind != EXPR_CALL || !call->scope || !call->left ||
	    (call->left->kind != EXPR_NAME && call->left->kind != EXPR_ATTR) ||
	    !scope_is_python(call->scope))
		return;
	x->env = v->env;
	found(x, call, call->scope);
}

void decorators_behind(struct eval *ev, const struct expr *d, const struct scope *s,
                       struct behind *out)
{
	const struct expr *callee = call_target(d);
	struct search x = { .ev = ev, .out = out };
	struct values v;

	out->n = 0;
	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
		return;
	eval_expr(ev, callee, s, NULL, &v);
	/* @task(..) is a factory of decorators, @task a decorator. */
	for (size_t i = 0; i < v.n; i++) {
		kept(&x, &v.v[i]);
		if (v.v[i].kind != VALUE_SCOPE)
			continue;
		if (v.v[i].scope->kind == SCOPE_CLASS) {
			const struct scope *f = d->kind == EXPR_CALL
			                          ? called_object(v.v[i].scope)
			                          : NULL;

			x.env = NULL;
			if (f)
				returned(&x, f, 1);
			continue;
		}
		x.env = given(ev, v.v[i].scope, d, s);
		returned(&x, v.v[i].scope, d->kind == EXPR_CALL ? 2 : 1);
	}
}
