/* route_area.c - paths in front of whole modules: register([{path: "admin", module}]). */
#include "route/route_parts.h"

enum { AREAS_MAX = 16 };

struct areas {
	struct linker *l;
	const struct match *m;
	struct node *outer;
	const void *at;
	int depth;
};

static const struct expr *entry(const struct expr *dict, const char *key)
{
	for (const struct expr *p = expr_first(dict); p; p = p->next)
		if (p->kind == EXPR_PAIR && expr_left(p) &&
		    name_is(expr_left(p)->text, key))
			return expr_first(p);
	return NULL;
}

struct controllers {
	struct areas *areas;
	struct node *area;
};

static void add_controller(void *arg, const struct expr *item, const struct scope *s,
                           const struct env *env)
{
	struct controllers *x = arg;
	struct linker *l = x->areas->l;
	struct values v;

	eval_expr(&l->eval, item, s, env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_CLASS)
			add_edge(l, scope_node(l, v.v[i].scope, x->areas->m->rule),
			         x->area, NULL, x->areas->at);
}

/* The controllers that the decorator of a module lists. */
static void module_controllers(struct areas *x, struct node *area,
                               const struct scope *module)
{
	struct controllers in = { x, area };
	struct linker *l = x->l;

	for (const struct rule *r = x->m->rule->detector->rules; r; r = r->next) {
		if (r->word != WORD_module || r->form != FORM_ON_CLASS)
			continue;
		for (const struct expr *d = module->decorators; d; d = d->next) {
			const struct capture *c;
			struct values v;
			struct match m;

			if (!match_call(&l->eval, r, d, module->parent, NULL, &m) ||
			    !(c = match_get(&m, "controller")))
				continue;
			eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
			eval_each_item(&l->eval, &v, add_controller, &in);
		}
	}
}

static void modules_of(struct areas *x, struct node *area, const struct expr *e,
                       const struct scope *s, const struct env *env)
{
	struct values v;

	eval_expr(&x->l->eval, e, s, env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_CLASS)
			module_controllers(x, area, v.v[i].scope);
}

static void add_area(void *arg, const struct expr *item, const struct scope *s,
                     const struct env *env);

/* {path: "admin", module: Admin, children: [..]} */
static void describe_area(struct areas *x, const struct value *v)
{
	const struct expr *path = entry(v->expr, "path"),
			  *module = entry(v->expr, "module"),
			  *children = entry(v->expr, "children");
	struct capture c = { .expr = path, .scope = v->scope, .env = v->env };
	struct node *area = find_node(x->l, v->expr);
	struct areas inner = *x;
	struct values lists;

	if (!area)
		area = add_node(x->l, v->expr, x->m->rule, v->scope->unit);
	area->rooted = true;
	if (path)
		texts_of(x->l, &c, &area->own);
	if (x->outer)
		add_edge(x->l, area, x->outer, NULL, x->at);
	if (module)
		modules_of(x, area, module, v->scope, v->env);
	if (!children)
		return;
	inner.outer = area;
	inner.depth++;
	eval_expr(&x->l->eval, children, v->scope, v->env, &lists);
	eval_each_item(&x->l->eval, &lists, add_area, &inner);
}

/* An area, or a module alone below the one around. */
static void add_area(void *arg, const struct expr *item, const struct scope *s,
                     const struct env *env)
{
	struct areas *x = arg;
	struct values v;

	if (x->depth > AREAS_MAX)
		return;
	eval_expr(&x->l->eval, item, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_DICT)
			describe_area(x, &v.v[i]);
		else if (v.v[i].kind == VALUE_SCOPE && x->outer)
			module_controllers(x, x->outer, v.v[i].scope);
	}
}

void route_area(struct linker *l, const struct match *m, const struct expr *call)
{
	const struct capture *c = match_get(m, "area");
	struct areas x = { l, m, NULL, call, 0 };
	struct values v;

	if (!c)
		return;
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	eval_each_item(&l->eval, &v, add_area, &x);
}
