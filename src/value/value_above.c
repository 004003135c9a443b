/* value_above.c - what the constructor of a class of ours hands to that of the class
 * above it: super({prefix}), super().__init__(prefix=..). */
#include "value/value_parts.h"

bool scope_is_constructor(const struct scope *f)
{
	return name_is(f->name, "__init__") || name_is(f->name, "constructor");
}

static const struct scope *constructor_of(const struct scope *class)
{
	for (const struct scope *m = class->first_child; m; m = m->sibling)
		if (m->kind == SCOPE_FUNCTION && scope_is_constructor(m))
			return m;
	return NULL;
}

const struct expr *super_base(const struct expr *callee, const struct scope *s)
{
	return call_is_super(callee) && !scope_is_python(s) && scope_is_constructor(s) &&
	               s->parent && s->parent->kind == SCOPE_CLASS
	         ? s->parent->bases
	         : NULL;
}

static bool is_handing_up(const struct expr *call)
{
	const struct expr *to = call->kind == EXPR_CALL ? expr_left(call) : NULL;

	if (to && to->kind == EXPR_ATTR && name_is(to->text, "__init__"))
		to = expr_left(to) && expr_left(to)->kind == EXPR_CALL
		       ? expr_left(expr_left(to))
		       : NULL;
	return to && to->kind == EXPR_NAME && name_is(to->text, "super");
}

static const struct expr *call_in(const struct scope *constructor)
{
	for (const struct site *x = constructor->first_site; x; x = x->next)
		if (is_handing_up(x->call))
			return x->call;
	return NULL;
}

bool eval_handed_up(struct eval *ev, const struct value *v, const struct scope *class,
                    struct value *above)
{
	struct bases b;
	bool is_up = false;

	if (v->kind != VALUE_OBJECT || v->param || !v->scope || !v->expr ||
	    v->expr->kind != EXPR_CALL || !v->expr->scope)
		return false;
	*above = *v;
	eval_bases(ev, v->scope, &b);
	for (size_t i = 0; i < b.local_count && b.local[i] != class; i++) {
		const struct scope *m = constructor_of(b.local[i]);
		const struct expr *call = m ? call_in(m) : NULL;
		struct env env = { .function = m,
			           .call = above->expr,
			           .from = above->expr->scope,
			           .outer = above->env,
			           .self = value_keep(ev, v) };

		if (m && !call)
			return is_up;
		if (!m)
			continue;
		above->env = env_keep(ev, &env);
		above->expr = call;
		is_up = true;
	}
	return is_up;
}
