/* route_shape.c - routers of packages that nobody has heard of, known by their shape.
 *
 * What is mounted below a path, and is told routes as routers are, is one.
 *
 *     const router = AsyncRouter();
 *     router.get("/x", show);
 *     app.use("/boxes", router); */
#include <string.h>

#include "base/places.h"
#include "route/route_parts.h"
#include "syntax/lang.h"

enum { ASKED, TOLD };

/* router.get("/x", ..): what is called so was told a route. */
static void note_told(struct linker *l, const struct expr *call, const struct scope *s)
{
	const struct expr *callee = call->kind == EXPR_CALL ? expr_left(call) : NULL,
			  *path = expr_first(call);
	struct values v;

	if (!callee || callee->kind != EXPR_ATTR || !expr_left(callee) || !path ||
	    !path->next || path->kind != EXPR_STRING || *path->text.s != '/' ||
	    !detectors_say(l->detectors, false, WORD_declared, callee->text.s))
		return;
	eval_expr(&l->eval, expr_left(callee), s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_OBJECT && v.v[i].expr &&
		    expr_scope(v.v[i].expr) == s)
			places_add(l->routes->told, l->arena, v.v[i].expr, TOLD);
}

/* Was what this call made told routes, where it stands? Each scope is read once. */
static bool is_told(struct linker *l, const struct scope *s, const struct expr *made)
{
	struct places *told;

	if (!l->routes->told)
		l->routes->told = arena_zero(l->arena, sizeof *told);
	told = l->routes->told;
	if (!places_has(told, s, ASKED)) {
		places_add(told, l->arena, s, ASKED);
		for (const struct site *t = s->first_site; t; t = t->next)
			note_told(l, t->call, s);
	}
	return places_has(told, made, TOLD);
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
