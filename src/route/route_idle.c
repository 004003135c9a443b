/* route_idle.c - signs of routes that were not found: decorators that are handed a method
 * of a router, and files that make a router which something mounts, with nothing on it.
 */
#include <stdlib.h>
#include <string.h>

#include "route/route_parts.h"
#include "syntax/lang.h"

/* ---- @deprecated("/x", method=router.get) --------------------------------------------
 */

struct lent {
	const struct expr *decorator;
	const struct scope *handler;
	bool any;
};

static bool is_decorating(const struct rule *r)
{
	return r->fact == FACT_endpoint && r->form == FORM_DECORATOR && r->chain->is_role;
}

static void on_lent(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, void *arg)
{
	struct pending **added = l->routes->end;
	struct lent *x = arg;
	char to[80], method[80];

	if (m->head_unknown || x->any)
		return;
	route_endpoint(l, m, call, s, x->handler);
	expr_print(call_target(x->decorator), to, sizeof to);
	expr_print(expr_left(call), method, sizeof method);
	for (struct pending *p = *added; p; p = p->next) {
		p->reason = arena_printf(l->arena, "%s is handed %s, and is not followed",
		                         to, method);
		x->any = true;
	}
}

/* As if the method were called with what nobody knows. */
static struct expr *called_unknown(struct linker *l, const struct expr *method)
{
	struct expr *call = expr_new(l->arena, EXPR_CALL, method->line);
	struct expr *callee = expr_new(l->arena, EXPR_ATTR, method->line);

	callee->height = method->height;
	callee->text = method->text;
	callee->left_ = expr_left(method);
	call->left_ = callee;
	call->first_ = expr_new(l->arena, EXPR_OTHER, method->line);
	call->height = (uint16_t)(method->height + 1);
	return call;
}

bool route_lent(struct linker *l, const struct expr *decorator, const struct scope *s,
                const struct scope *handler)
{
	struct lent x = { decorator, handler, false };

	if (decorator->kind != EXPR_CALL || s->unit->language != LANG_PYTHON)
		return false;
	for (const struct expr *a = expr_first(decorator); a && !x.any; a = a->next) {
		const struct expr *given = a->kind == EXPR_KEYWORD ? expr_first(a) : a;

		if (given && given->kind == EXPR_ATTR &&
		    detectors_first(l->detectors, given->text))
			link_rules(l, called_unknown(l, given), s, is_decorating, on_lent,
			           &x);
	}
	return x.any;
}

/* ---- routers without a route ---------------------------------------------------------
 */

/* Files that make a router which is mounted, and what is below others. */
struct idle {
	struct node **v;
	size_t n, room;
};

static bool is_parent(const struct linker *l, const struct node *node)
{
	for (size_t i = 0; i < SLOTS; i++)
		for (const struct node *n = l->routes->slot[i]; n; n = n->next)
			for (const struct edge *e = n->parents; e; e = e->next)
				if (e->parent == node)
					return true;
	return false;
}

static bool is_mounted_router(const struct node *n)
{
	return n->rule->word == WORD_router && n->rule->form == FORM_CALL && n->in &&
	       n->in->kind == SCOPE_MODULE && n->parents && !n->parents->is_debug;
}

static bool has_routes(const struct linker *l, const struct node *n)
{
	for (const struct pending *p = l->routes->first; p; p = p->next)
		if (p->owner == n || p->unit == n->unit ||
		    (p->handler && p->handler->unit == n->unit))
			return true;
	return false;
}

static bool is_depends(const struct rule *r)
{
	return r->word == WORD_depends && r->form == FORM_CALL;
}

static void on_depends(struct linker *l, const struct match *m, const struct expr *call,
                       const struct scope *s, void *arg)
{
	(void)l, (void)m, (void)call, (void)s;
	*(bool *)arg = true;
}

/* A function that is decorated, and whose parameters ask for dependencies, as those of
 * routes do; NULL: there is none. */
static const struct scope *asking(struct linker *l, const struct scope *s)
{
	const struct scope *found = NULL;
	bool any = false;

	if (s->kind == SCOPE_FUNCTION && s->decorators)
		for (const struct param *p = s->params; p && !any; p = p->next)
			if (p->value && p->value->kind == EXPR_CALL)
				link_rules(l, p->value, s, is_depends, on_depends, &any);
	if (any)
		return s;
	for (const struct scope *c = s->first_child; c && !found; c = c->sibling)
		found = asking(l, c);
	return found;
}

static void tell_idle(struct linker *l, const struct node *n, const struct scope *f)
{
	struct fact *x = link_fact(l, FACT_include, n->unit, n->in->line, n->rule);

	x->variety = "unfound";
	x->line = ((const struct expr *)n->key)->line;
	x->name = x->target = arena_printf(l->arena, "a router of %s",
	                                   n->rule->detector->name);
	x->path = "/";
	x->status = "unresolved";
	x->reason = arena_printf(l->arena,
	                         "it is mounted, and no route was found in its file, "
	                         "though %s asks for dependencies",
	                         f->name.len ? f->name.s : "a function");
}

static int by_place(const void *a, const void *b)
{
	const struct node *x = *(struct node *const *)a, *y = *(struct node *const *)b;
	int order = strcmp(x->unit->path, y->unit->path);

	return order ? order
	             : (int)((const struct expr *)x->key)->line -
	                   (int)((const struct expr *)y->key)->line;
}

void route_idle(struct linker *l)
{
	struct idle all = { 0 };

	for (size_t i = 0; i < SLOTS; i++)
		for (struct node *n = l->routes->slot[i]; n; n = n->next)
			if (is_mounted_router(n) && !has_routes(l, n) && !is_parent(l, n))
				*(struct node **)arena_push(l->arena, (void **)&all.v,
				                            &all.n, &all.room,
				                            sizeof(struct node *)) = n;
	if (all.n)
		qsort(all.v, all.n, sizeof(struct node *), by_place);
	for (size_t i = 0; i < all.n; i++) {
		const struct scope *f = asking(l, all.v[i]->unit->module);

		if (f)
			tell_idle(l, all.v[i], f);
	}
}
