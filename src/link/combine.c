/* combine.c - facts that an operator makes of two values: a.s() | b.s(). */
#include "link/combine.h"

#include "syntax/lang.h"

enum { DEPTH_MAX = 6 };

static bool has_role(struct linker *l, const struct rule *r, const struct expr *e,
                     const struct scope *s)
{
	struct values v;

	eval_expr(&l->eval, e, s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (value_role(&l->eval, r->detector, r->chain->names[0], &v.v[i]))
			return true;
	return false;
}

static const struct expr *leftmost(const struct expr *e)
{
	while (expr_left(e) && (e->kind == EXPR_BINARY || e->kind == EXPR_CALL ||
	                        e->kind == EXPR_ATTR || e->kind == EXPR_INDEX))
		e = expr_left(e);
	return e;
}

static void combined(struct linker *l, const struct expr *e, const struct scope *s)
{
	const struct expr *first = e;

	/* a | b | c is (a | b) | c */
	while (first->kind == EXPR_BINARY && name_eq(first->text, e->text) &&
	       expr_left(first))
		first = expr_left(first);
	for (size_t i = 0; i < l->operators.n; i++) {
		const struct rule *r = l->operators.v[i];

		if (r->detector->is_python != (s->unit->language == LANG_PYTHON) ||
		    !name_eq(r->captured, e->text) || !link_uses(l, r->detector) ||
		    !has_role(l, r, first, s) || !has_role(l, r, expr_first(e), s))
			continue;
		link_fact(l, (enum fact_kind)r->fact, s->unit, leftmost(e)->line, r);
		link_row(l, s->unit, leftmost(e)->line, r);
		return;
	}
}

static void look(struct linker *l, const struct expr *e, const struct scope *s, int depth)
{
	if (!e || !e->height || depth > DEPTH_MAX)
		return;
	if (e->kind == EXPR_BINARY) {
		combined(l, e, s);
		return;
	}
	if (e->kind == EXPR_FUNCTION || e->kind == EXPR_CLASS)
		return;
	look(l, expr_left(e), s, depth + 1);
	for (const struct expr *x = expr_first(e); x; x = x->next)
		look(l, x, s, depth + 1);
}

static bool is_asked_for(struct linker *l, const struct scope *s)
{
	for (size_t i = 0; i < l->operators.n; i++) {
		const struct detector *d = l->operators.v[i]->detector;

		if (d->is_python == (s->unit->language == LANG_PYTHON) && link_uses(l, d))
			return true;
	}
	return false;
}

void combine_facts(struct linker *l, const struct scope *s)
{
	if (!s->first_site || !is_asked_for(l, s))
		return;
	for (const struct binding *b = s->first_binding; b; b = b->next)
		look(l, binding_value(b), s, 0);
	for (const struct expr *r = s->returns; r; r = r->next)
		look(l, r, s, 0);
	for (const struct site *t = s->first_site; t; t = t->next)
		if (expr_left(t->call) && expr_left(t->call)->kind == EXPR_ATTR)
			look(l, expr_left(expr_left(t->call)), s, 0);
}
