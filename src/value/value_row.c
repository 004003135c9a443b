/* value_row.c - what a thing of a class of ours has as long as nobody sets it: where its
 * class says default="x" of a member, and the thing comes from somewhere else. */
#include "value/value_parts.h"

/* The class that v is a member of a member of, or what calls of such members gave. */
static const struct scope *class_behind(const struct value *v)
{
	enum { LINKS_MAX = 6 };
	bool is_called = false;

	for (int i = 0; v && i < LINKS_MAX; i++, v = v->of) {
		if (v->kind == VALUE_OBJECT && v->scope && v->scope->kind == SCOPE_CLASS)
			return v->scope;
		if (v->kind == VALUE_SCOPE)
			return is_called && v->scope->kind == SCOPE_CLASS ? v->scope
			                                                  : NULL;
		if (v->kind != VALUE_MEMBER && v->kind != VALUE_OBJECT)
			return NULL;
		is_called = is_called || v->kind == VALUE_OBJECT;
	}
	return NULL;
}

bool eval_row_default(struct eval *ev, const struct value *of, struct name n,
                      struct values *out)
{
	const struct scope *class = class_behind(of);
	struct bases b;

	out->n = 0;
	if (!class || !scope_is_python(class))
		return false;
	eval_bases(ev, class, &b);
	for (size_t i = 0; i < b.local_count; i++) {
		const struct binding *at = scope_find(b.local[i], n);
		const struct expr *call = at && !binding_target(at) ? binding_value(at)
		                                                    : NULL;

		if (!call || call->kind != EXPR_CALL)
			continue;
		for (const struct expr *a = expr_first(call); a; a = a->next)
			if (a->kind == EXPR_KEYWORD && name_is(a->text, "default") &&
			    expr_first(a) && expr_first(a)->kind == EXPR_STRING)
				eval_expr(ev, expr_first(a), b.local[i], NULL, out);
		return out->n > 0;
	}
	return false;
}
