/* scheme.c - ways of logging in that an option lists: Auth({providers: [A(..), B(..)]})
 */
#include "handler/scheme.h"

struct listed {
	struct linker *l;
	const struct match *m;
	const struct unit *u;
};

static void item_found(void *arg, const struct expr *item, const struct scope *s,
                       const struct env *env)
{
	const struct listed *x = arg;
	struct capture scheme = *match_get(x->m, "scheme");
	struct match one = *x->m;
	struct fact *f;

	if (item->kind == EXPR_DICT)
		return; /* of its own making: what it is cannot be told by a package */
	scheme.expr = item;
	scheme.scope = s;
	scheme.env = env;
	scheme.next = NULL;
	one.captures = &scheme;
	f = link_fact(x->l, (enum fact_kind)x->m->rule->fact, s->unit ? s->unit : x->u,
	              item->line, x->m->rule);
	link_captures(x->l, f, &one);
}

bool schemes_found(struct linker *l, const struct match *m, const struct unit *u)
{
	const struct capture *c = match_get(m, "scheme");
	struct listed x = { l, m, u };
	struct values v;

	if (!c)
		return false;
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	if (!v.n || v.v[0].kind != VALUE_LITERAL || !v.v[0].expr ||
	    v.v[0].expr->kind != EXPR_LIST)
		return false;
	eval_each_item(&l->eval, &v, item_found, &x);
	return true;
}
