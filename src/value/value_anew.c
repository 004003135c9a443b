/* value_anew.c - a variable that is used, and then given another value: what is called on
 * it behind that is called on the new one, and in the new value it is the old one. */
#include "value/value_parts.h"

static bool stands_on(const struct expr *e, struct name n)
{
	while (e && (e->kind == EXPR_ATTR || e->kind == EXPR_CALL))
		e = expr_left(e);
	return e && e->kind == EXPR_NAME && name_eq(e->text, n);
}

static bool is_decorating(const struct scope *s, struct name n, uint32_t from,
                          uint32_t to)
{
	for (const struct expr *d = s->decorators; d; d = d->next)
		if (d->line > from && d->line < to && stands_on(d, n))
			return true;
	return false;
}

/* add_route("/x", end) */
static bool is_handed(const struct expr *call, struct name n)
{
	for (const struct expr *a = expr_first(call); a; a = a->next) {
		const struct expr *x = a->kind == EXPR_KEYWORD ? expr_first(a) : a;

		if (x && x->kind == EXPR_NAME && name_eq(x->text, n))
			return true;
	}
	return false;
}

/* Two branches may each give it a value, for what stands behind both; what is used in
 * between has been given away. */
static bool is_used_between(const struct scope *s, struct name n, uint32_t from,
                            uint32_t to)
{
	for (const struct site *t = s->first_site; t; t = t->next)
		if (t->call->line > from && t->call->line < to && expr_left(t->call) &&
		    expr_left(t->call)->kind == EXPR_ATTR &&
		    (stands_on(t->call, n) || is_handed(t->call, n)))
			return true;
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		if (is_decorating(c, n, from, to))
			return true;
	return false;
}

static bool is_made(const struct binding *b, const struct scope *s)
{
	return b->kind == BIND_VALUE && !binding_target(b) && binding_value(b) &&
	       binding_value(b)->kind == EXPR_CALL &&
	       !eval_uses(binding_value(b), b->name, s);
}

bool eval_made_anew(struct eval *ev, const struct expr *e, const struct scope *s,
                    const struct env *env, struct values *out)
{
	const struct binding *first, *last = NULL, *before = NULL;

	if (e->kind != EXPR_NAME || !(first = scope_find(s, e->text)) || !first->same)
		return false;
	for (const struct binding *b = first; b; b = b->same) {
		if (!is_made(b, s))
			return false;
		if (b->line <= e->line && (!last || b->line >= last->line)) {
			before = last;
			last = b;
		}
	}
	/* The first one, too, as long as what comes behind it begins anew. */
	if (last && !before && last->same)
		before = is_used_between(s, e->text, last->line, last->same->line) ? last
		                                                                   : NULL;
	else if (before && !is_used_between(s, e->text, before->line, last->line))
		before = NULL;
	if (!before)
		return false;
	eval_expr(ev, binding_value(last), s, env, out);
	return out->n > 0;
}

static bool holds(const struct expr *e, const struct expr *part)
{
	if (e == part)
		return true;
	if (!e || !e->height)
		return false;
	if (holds(expr_left(e), part))
		return true;
	for (const struct expr *x = expr_first(e); x; x = x->next)
		if (holds(x, part))
			return true;
	return false;
}

bool eval_imported_before(struct eval *ev, const struct expr *e, const struct scope *s,
                          struct values *out)
{
	const struct binding *imported = NULL;

	if (e->kind != EXPR_NAME)
		return false;
	for (const struct binding *b = scope_find(s, e->text); b; b = b->same) {
		if (b->kind == BIND_IMPORT) {
			imported = b;
		} else if (imported && b->kind == BIND_VALUE && !binding_target(b) &&
		           holds(binding_value(b), e)) {
			out->n = 0;
			eval_binding(ev, imported, s, NULL, out);
			return true;
		}
	}
	return false;
}
