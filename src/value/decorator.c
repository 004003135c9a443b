/* decorator.c - decorators that stand behind those of the code base's own making. */
#include "value/decorator.h"

#include "value/value_parts.h"

enum { FACTORIES_DEEP = 2, METHODS_DEEP = 4 };

struct search {
	struct eval *ev;
	struct behind *out;
	const struct env *env;
	int depth; /* factories that return what others make */
};

static void returned(struct search *x, const struct scope *f, int levels);

static bool is_function_of(const struct scope *f, struct name n)
{
	const struct param *given = f->params;

	if (given && f->parent->kind == SCOPE_CLASS)
		given = given->next;
	if (given && name_eq(given->name, n))
		return true;
	for (const struct scope *c = f->first_child; c; c = c->sibling)
		if (c->kind == SCOPE_FUNCTION && name_eq(c->name, n))
			return true;
	return false;
}

/* def wrap(fn): actor(fn), or of a function within, or of a name for it: applied, and not
 * returned */
static bool is_given_function(const struct scope *f, const struct expr *call)
{
	const struct expr *a = call->kind == EXPR_CALL ? expr_first(call) : NULL;

	if (!a || a->kind != EXPR_NAME)
		return false;
	if (is_function_of(f, a->text))
		return true;
	for (const struct binding *b = scope_find(f, a->text); b; b = b->same)
		if (b->kind == BIND_VALUE && !binding_target(b) && binding_value(b) &&
		    binding_value(b)->kind == EXPR_NAME &&
		    is_function_of(f, binding_value(b)->text))
			return true;
	return false;
}

static void found_as(struct search *x, const struct expr *e, const struct scope *f,
                     bool is_call)
{
	struct behind *out = x->out;

	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].decorator == e && out->v[i].is_call == is_call)
			return;
	if (out->n == BEHIND_MAX || !expr_left(e) ||
	    (expr_left(e)->kind != EXPR_NAME && expr_left(e)->kind != EXPR_ATTR))
		return;
	out->v[out->n].decorator = e;
	out->v[out->n].scope = f;
	out->v[out->n].is_call = is_call;
	out->v[out->n++].env = x->env;
}

static void found(struct search *x, const struct expr *e, const struct scope *f)
{
	found_as(x, e, f, false);
}

static struct env *given(struct eval *ev, const struct scope *f, const struct expr *call,
                         const struct scope *from)
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

/* A function of one parameter, returned by the one that it stands in. */
static bool is_made_by_factory(const struct scope *wrap)
{
	return wrap->kind == SCOPE_FUNCTION && wrap->params && !wrap->params->next &&
	       wrap->parent && wrap->parent->kind == SCOPE_FUNCTION &&
	       scope_is_python(wrap) && scope_returns(wrap->parent, wrap->name);
}

bool decorator_makes(const struct scope *s)
{
	return s->decorators && s->kind == SCOPE_FUNCTION && s->parent &&
	       is_made_by_factory(s->parent) && scope_returns(s->parent, s->name);
}

bool decorator_gives(const struct expr *call, const struct scope *wrap)
{
	if (call->kind != EXPR_CALL || !is_made_by_factory(wrap))
		return false;
	for (const struct expr *a = expr_first(call); a; a = a->next) {
		const struct expr *given = a->kind == EXPR_KEYWORD ? expr_first(a) : a;

		if (given && given->kind == EXPR_NAME &&
		    name_eq(given->text, wrap->params->name))
			return true;
	}
	return false;
}

bool decorator_applies(const struct expr *call, const struct scope *wrap)
{
	return is_made_by_factory(wrap) && is_given_function(wrap, call);
}

/* ---- a method that is handed on -----------------------------------------------------
 */

static const struct param *param_named(const struct scope *f, const struct expr *e)
{
	const struct param *p = e->kind == EXPR_NAME ? f->params : NULL;

	while (p && !name_eq(p->name, e->text))
		p = p->next;
	return p;
}

/* What the caller gives where a parameter stands, or its default; a copy. */
static struct expr *as_given(struct search *x, const struct expr *e)
{
	const struct env *env = x->env;
	const struct param *p = param_named(env->function, e);
	const struct expr *of = e;

	if (p) {
		of = eval_argument(env->call, env->function, p,
		                   env->function->parent->kind == SCOPE_CLASS);
		of = of ? of : p->value;
	} else if (e->kind != EXPR_STRING && e->kind != EXPR_CONST) {
		of = NULL;
	}
	return of ? eval_copied(x->ev, of)
	          : expr_new(x->ev->arena, EXPR_OTHER, env->call->line);
}

static struct expr **give_arguments(struct search *x, const struct expr *call,
                                    struct expr **tail)
{
	for (const struct expr *a = expr_first(call); a; a = a->next) {
		if (a->kind == EXPR_SPREAD)
			continue;
		if (a->kind == EXPR_KEYWORD && expr_first(a)) {
			*tail = eval_copied(x->ev, a);
			(*tail)->first_ = as_given(x, expr_first(a));
		} else {
			*tail = as_given(x, a);
		}
		tail = &(*tail)->next;
	}
	return tail;
}

/* method = old_method or new_method, in the function within: what the caller gives for
 * one of them. */
static const struct expr *method_given(struct search *x, const struct expr *e,
                                       const struct scope *f, int depth)
{
	const struct env *env = x->env;
	const struct param *p = param_named(env->function, e);
	const struct binding *b = e->kind == EXPR_NAME && !p ? scope_find(f, e->text)
	                                                     : NULL;
	const struct expr *of;

	if (p)
		return eval_argument(env->call, env->function, p,
		                     env->function->parent->kind == SCOPE_CLASS);
	if (e->kind == EXPR_BINARY && name_is(e->text, "or") && depth < METHODS_DEEP) {
		of = method_given(x, expr_left(e), f, depth + 1);
		return of ? of : method_given(x, expr_first(e), f, depth + 1);
	}
	if (!b || b->same || b->kind != BIND_VALUE || binding_target(b) ||
	    !binding_value(b) || depth == METHODS_DEEP)
		return NULL;
	return method_given(x, binding_value(b), f, depth + 1);
}

/* def route(method, path): def wrap(fn): return method(path)(fn), below
 * @route(router.get, "/x"): router.get("/x"), as the caller could have written it. What
 * the caller gives by other names comes behind: **options. */
static void called_method(struct search *x, const struct expr *call,
                          const struct scope *f)
{
	const struct env *env = x->env;
	const struct expr *method = env && !env->outer && call->kind == EXPR_CALL
	                              ? method_given(x, expr_left(call), f, 0)
	                              : NULL;
	struct expr *made, **tail;

	if (!method || method->kind != EXPR_ATTR)
		return;
	made = eval_copied(x->ev, env->call);
	made->left_ = eval_copied(x->ev, method);
	tail = give_arguments(x, call, &made->first_);
	for (const struct expr *a = expr_first(env->call); a; a = a->next) {
		const struct expr name = { .kind = EXPR_NAME, .text = a->text };

		if (a->kind != EXPR_KEYWORD || param_named(env->function, &name))
			continue;
		*tail = eval_copied(x->ev, a);
		tail = &(*tail)->next;
	}
	*tail = NULL;
	x->env = NULL;
	found(x, made, env->from);
	x->env = env;
}

/* return self.made(func=fn): is what f is given handed on, and so the function decorated?
 */
static bool hands_on(const struct expr *call, const struct scope *f)
{
	for (const struct expr *a = expr_first(call); a; a = a->next) {
		const struct expr *given = a->kind == EXPR_KEYWORD ? expr_first(a) : a;

		if (given && param_named(f, given))
			return true;
	}
	return false;
}

/* @f(..) of our own, returned in place of a decorator: what stands behind that. */
static void behind_another(struct search *x, const struct expr *e, const struct scope *f,
                           int levels)
{
	struct search inner = *x;
	struct values v;
	struct env *env;

	if (x->out->n == BEHIND_MAX || x->depth == FACTORIES_DEEP ||
	    !scope_is_python(f) || e->kind != EXPR_CALL || !expr_left(e) ||
	    (expr_left(e)->kind != EXPR_NAME && expr_left(e)->kind != EXPR_ATTR))
		return;
	eval_expr(x->ev, expr_left(e), f, x->env, &v);
	inner.depth++;
	for (size_t i = 0; i < v.n; i++) {
		if (v.v[i].kind != VALUE_SCOPE || v.v[i].scope->kind != SCOPE_FUNCTION)
			continue;
		env = given(x->ev, v.v[i].scope, e, f);
		env->outer = x->env;
		env->self = v.v[i].env ? v.v[i].env->self : NULL;
		inner.env = env;
		returned(&inner, v.v[i].scope, levels == 1 && hands_on(e, f) ? 1 : 2);
	}
}

/* compose(Get(path), UseGuards(Auth)), const all = [Get(path)]; compose(...all) */
static void composed(struct search *x, const struct expr *a, const struct scope *f)
{
	struct values v;

	if (a->kind == EXPR_CALL)
		found(x, a, f);
	if (a->kind != EXPR_SPREAD || !expr_left(a))
		return;
	eval_expr(x->ev, expr_left(a), f, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		for (const struct expr *e =
		         v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_LIST
		             ? expr_first(v.v[i].expr)
		             : NULL;
		     e; e = e->next)
			if (e->kind == EXPR_CALL)
				found(x, e, v.v[i].scope);
}

/* return shared_task(fn), return app.task(..)(fn), return wrap; return inner, which is
 * decorated itself */
static void applied(struct search *x, const struct expr *e, const struct scope *f,
                    int levels)
{
	struct values v;

	if (e->kind == EXPR_CALL) {
		if (expr_left(e) && expr_left(e)->kind == EXPR_CALL)
			e = expr_left(e);
		found(x, e, f);
		called_method(x, e, f);
		behind_another(x, e, f, levels);
		for (const struct expr *a = expr_first(e); a && levels > 1; a = a->next)
			if (!scope_is_python(f))
				composed(x, a, f);
		return;
	}
	if (e->kind != EXPR_NAME && e->kind != EXPR_FUNCTION)
		return;
	eval_expr(x->ev, e, f, NULL, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct scope *within = v.v[i].kind == VALUE_SCOPE ? v.v[i].scope
		                                                        : NULL;

		if (!within || within->parent != f)
			continue;
		if (levels > 1)
			returned(x, within, levels - 1);
		else if (decorator_makes(within))
			for (const struct expr *d = within->decorators; d; d = d->next)
				found(x, d, f);
	}
}

static bool is_given_name(const struct expr *call, struct name n)
{
	return call->kind == EXPR_CALL && expr_first(call) &&
	       expr_first(call)->kind == EXPR_NAME && name_eq(expr_first(call)->text, n);
}

/* def wrap(fn): def later(app, fn): app.task(..)(fn); attach(fn, later); return fn. What
 * a function within does to it is done when whoever was handed that calls it. */
static void applied_later(struct search *x, const struct scope *f)
{
	if (!scope_is_python(f) || !f->params || !scope_returns(f, f->params->name))
		return;
	for (const struct scope *c = f->first_child; c; c = c->sibling)
		for (const struct site *t = c->first_site; t; t = t->next)
			if (c->kind == SCOPE_FUNCTION &&
			    is_given_name(t->call, f->params->name) &&
			    expr_left(t->call) && expr_left(t->call)->kind == EXPR_CALL)
				found(x, expr_left(t->call), c);
}

static void returned(struct search *x, const struct scope *f, int levels)
{
	if (f->kind != SCOPE_FUNCTION)
		return;
	if (levels == 1)
		applied_later(x, f);
	for (const struct site *t = levels == 1 ? f->first_site : NULL; t; t = t->next) {
		if (is_given_function(f, t->call))
			applied(x, t->call, f, levels);
		if (decorator_gives(t->call, f))
			found_as(x, t->call, f, true);
	}
	for (const struct expr *r = f->returns; r; r = r->next)
		applied(x, r, f, levels);
}

/* What @Task(..) of our own does to a function: class Task's __call__ is given it. */
static const struct scope *called_object(const struct scope *class)
{
	const struct binding *at = scope_find(class, name_of("__call__"));

	return scope_function(&at);
}

/* partial(shared_task, bind=True): shared_task(bind=True); NULL: it is none. */
static const struct expr *called_later(struct eval *ev, const struct expr *call)
{
	const struct expr *f = call->kind == EXPR_CALL ? expr_first(call) : NULL;
	struct expr *made, *left;

	if (!f || !expr_left(call) ||
	    (expr_left(call)->kind != EXPR_NAME && expr_left(call)->kind != EXPR_ATTR) ||
	    !name_is(expr_left(call)->text, "partial") ||
	    (f->kind != EXPR_NAME && f->kind != EXPR_ATTR))
		return NULL;
	left = arena_alloc(ev->arena, sizeof *left);
	*left = expr_alone(f);
	made = arena_alloc(ev->arena, sizeof *made);
	*made = expr_alone(call);
	made->left_ = left;
	made->first_ = f->next;
	made->next = NULL;
	return made;
}

/* retried = shared_task(max_retries=3), and @retried: what is kept under the name. */
static void kept(struct search *x, const struct value *v)
{
	const struct expr *call = v->expr;

	if (v->kind != VALUE_OBJECT || v->scope || v->param || !call ||
	    call->kind != EXPR_CALL || !call->scope || !expr_left(call) ||
	    (expr_left(call)->kind != EXPR_NAME && expr_left(call)->kind != EXPR_ATTR) ||
	    !scope_is_python(call->scope))
		return;
	x->env = v->env;
	found(x, call, call->scope);
}

/* @partial(shared_task, ..), or what is kept of it: task = partial(shared_task, ..) */
static void of_partial(struct search *x, const struct expr *d, const struct scope *s)
{
	const struct expr *callee = call_target(d), *later = called_later(x->ev, d);
	const struct binding *b = NULL;

	if (!scope_is_python(s))
		return;
	if (!later && callee->kind == EXPR_NAME) {
		while (s && !(b = scope_find(s, callee->text)))
			s = s->parent;
		if (b && b->kind == BIND_VALUE && binding_value(b) && !binding_target(b))
			later = called_later(x->ev, binding_value(b));
	}
	x->env = NULL;
	if (later)
		found(x, later, s);
}

void decorators_behind(struct eval *ev, const struct expr *d, const struct scope *s,
                       struct behind *out)
{
	const struct expr *callee = call_target(d);
	struct search x = { .ev = ev, .out = out };
	struct values v;
	struct env *env;

	out->n = 0;
	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
		return;
	of_partial(&x, d, s);
	eval_expr(ev, callee, s, NULL, &v);
	/* @task(..) is a factory of decorators, @task a decorator. */
	for (size_t i = 0; i < v.n; i++) {
		kept(&x, &v.v[i]);
		/* later = Task("later"), and @later, @later(..): its __call__ */
		if (v.v[i].kind == VALUE_OBJECT && v.v[i].scope &&
		    v.v[i].scope->kind == SCOPE_CLASS) {
			const struct scope *f = called_object(v.v[i].scope);

			x.env = NULL;
			if (f)
				returned(&x, f, d->kind == EXPR_CALL ? 2 : 1);
			if (f && d->kind == EXPR_CALL)
				returned(&x, f, 1);
		}
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
		env = given(ev, v.v[i].scope, d, s);
		if (env && v.v[i].env)
			env->self = v.v[i].env->self;
		x.env = env;
		returned(&x, v.v[i].scope, d->kind == EXPR_CALL ? 2 : 1);
	}
}
