/* item.c - rules that hold for each object of a list: server.route([{..}, {..}]). */
#include "link/item.h"

struct each {
	struct linker *l;
	const struct rule *rule;
	const struct expr *call;
	const struct scope *scope;
	const struct env *env;
	link_fn *fn;
	void *arg;
	size_t seen;
};

enum { ITEMS_MAX = 20000 };

static void on_item(void *arg, const struct expr *e, const struct scope *s,
                    const struct env *env)
{
	struct each *x = arg;
	struct eval *ev = &x->l->eval;
	const struct item *before = ev->item;
	struct item *item = arena_alloc(ev->arena, sizeof *item);
	struct apart around;
	struct match m;

	if (x->seen++ >= ITEMS_MAX) {
		link_limit(
		    x->l, s->unit, e->line,
		    "a list of routes longer than is read: the others are left out");
		return;
	}
	*item = (struct item){ e, s, env };
	ev->item = item;
	around = eval_apart(
	    ev); /* each item its own question, however long the list is */
	if (match_call(ev, x->rule, x->call, x->scope, x->env, &m)) {
		ev->item = before;
		m.at = item;
		x->fn(x->l, &m, x->call, x->scope, x->arg);
	}
	ev->item = before;
	eval_rejoin(ev, around);
}

/* {k: [{..}]}: the member of an object as it is written; NULL: it has none. */
static const struct expr *member(const struct arg *keys, const struct expr *dict)
{
	const struct expr *p = dict->kind == EXPR_DICT ? expr_first(dict) : NULL;

	while (keys && !(keys->inner && arg_is_items(keys->inner)))
		keys = keys->next;
	while (keys && p &&
	       !(p->kind == EXPR_PAIR && expr_left(p) &&
	         name_eq(expr_left(p)->text, keys->name)))
		p = p->next;
	return keys && p ? expr_first(p) : NULL;
}

/* What stands in the call where the pattern has its [{..}]. */
static const struct expr *argument(const struct rule *r, const struct expr *call)
{
	const struct expr *e = expr_first(call), *found;

	for (const struct arg *a = r->args; a && e; a = a->next, e = e->next) {
		if (arg_is_items(a))
			return e;
		if (a->kind == ARG_DICT && (found = member(a->inner, e)))
			return found;
	}
	return NULL;
}

/* pick(routes, mode), where a package has pick: what it gives is taken of its first
 * argument, for all that is known. */
static void given_to_package(struct eval *ev, struct values *v)
{
	const struct value *made = v->n == 1 ? &v->v[0] : NULL;
	const struct expr *e = made && made->module && !made->scope ? made->expr : NULL;

	if (e && e->kind == EXPR_CALL && expr_first(e) && e->scope)
		eval_expr(ev, expr_first(e), e->scope, made->env, v);
}

bool items_each(struct linker *l, const struct rule *r, const struct expr *call,
                const struct scope *s, const struct env *env, link_fn *fn, void *arg)
{
	struct each x = { l, r, call, s, env, fn, arg, 0 };
	const struct expr *e = argument(r, call);
	struct values v;

	if (!e)
		return false;
	eval_expr(&l->eval, e, s, env, &v);
	given_to_package(&l->eval, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_DICT)
			return false;
	eval_each_item(&l->eval, &v, on_item, &x);
	return x.seen > 0;
}
