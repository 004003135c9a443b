/* route_shape.c - routers of packages that nobody has heard of, known by their shape.
 *
 * What is mounted below a path, and is told routes as routers are, is one.
 *
 *     const router = AsyncRouter();
 *     router.get("/x", show);
 *     app.use("/boxes", router); */
#include <string.h>

#include "route/route_parts.h"
#include "syntax/lang.h"

/* router.get("/x", ..) of what this call made */
static bool tells_route(struct linker *l, const struct expr *call, const struct scope *s,
                        const struct expr *made)
{
	const struct expr *callee = call->kind == EXPR_CALL ? expr_left(call) : NULL,
			  *path = expr_first(call);
	struct values v;

	if (!callee || callee->kind != EXPR_ATTR || !expr_left(callee) || !path ||
	    !path->next || path->kind != EXPR_STRING || *path->text.s != '/' ||
	    !detectors_say(l->detectors, false, WORD_declared, callee->text.s))
		return false;
	eval_expr(&l->eval, expr_left(callee), s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_OBJECT && v.v[i].expr == made)
			return true;
	return false;
}

static bool is_told(struct linker *l, const struct scope *s, const struct expr *made)
{
	for (const struct site *t = s->first_site; t; t = t->next)
		if (tells_route(l, t->call, s, made))
			return true;
	return false;
}

const struct rule *route_by_shape(struct linker *l, const struct value *v,
                                  const struct match *m)
{
	const struct rule *rule = m->heads.n ? m->head_rule[0] : NULL;
	const struct scope *s = v->kind == VALUE_OBJECT && v->expr ? v->expr->scope
	                                                           : NULL;

	if (!rule || rule->detector->is_python || !s || v->scope || v->param ||
	    !v->module || v->expr->kind != EXPR_CALL)
		return NULL;
	if (!eval_given_made(&l->eval, v->expr) && !is_told(l, s, v->expr))
		return NULL;
	eval_give_made(&l->eval, v->expr, rule);
	return rule;
}
