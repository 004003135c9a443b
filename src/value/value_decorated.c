/* value_decorated.c - what a decorator of ours writes into the class below it:
 *
 *     def group(path):
 *         def wrap(cls):
 *             cls.path = path
 *             return cls
 *         return wrap
 */
#include "value/value_parts.h"

/* What wrap says of cls.n. */
static void written(struct eval *ev, const struct scope *wrap, struct name n,
                    const struct env *env, struct values *out)
{
	const struct binding *b = wrap->params ? scope_find(wrap, wrap->params->name)
	                                       : NULL;

	for (; b; b = b->same) {
		struct values v;

		if (!binding_value(b) || !binding_target(b) ||
		    binding_target(b)->kind != EXPR_ATTR ||
		    expr_left(binding_target(b))->kind != EXPR_NAME ||
		    !name_eq(binding_target(b)->text, n))
			continue;
		eval_expr(ev, binding_value(b), wrap, env, &v);
		values_push_all(out, &v);
	}
}

static void applied(struct eval *ev, const struct expr *decorator,
                    const struct scope *class, const struct scope *f, struct name n,
                    struct values *out)
{
	const struct env env = { .function = f,
		                 .call = decorator,
		                 .from = class->parent };

	if (decorator->kind != EXPR_CALL) {
		written(ev, f, n, NULL, out);
		return;
	}
	for (const struct scope *wrap = f->first_child; wrap; wrap = wrap->sibling)
		if (wrap->kind == SCOPE_FUNCTION && scope_returns(f, wrap->name))
			written(ev, wrap, n, env_keep(ev, &env), out);
}

void eval_decorated_member(struct eval *ev, const struct scope *class, struct name n,
                           struct values *out)
{
	for (const struct expr *d = class->decorators; d; d = d->next) {
		const struct expr *callee = call_target(d);
		struct values v;

		if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
			continue;
		eval_expr(ev, callee, class->parent, NULL, &v);
		for (size_t i = 0; i < v.n; i++)
			if (v.v[i].kind == VALUE_SCOPE &&
			    v.v[i].scope->kind == SCOPE_FUNCTION)
				applied(ev, d, class, v.v[i].scope, n, out);
	}
}
