/* route_plugin.c - functions below a router, which they are given: plugins. */
#include <string.h>

#include "route/route_parts.h"
#include "syntax/lang.h"

/* Its first parameter is a router; without one, `this`. */
static struct node *plugin_node(struct linker *l, const struct scope *f,
                                const struct match *m)
{
	const struct param *p = f->params;
	const struct rule *role = m->head_rule[0];
	struct node *n;

	if (!p && f->unit->language == LANG_PYTHON)
		return NULL;
	if (!p)
		p = eval_give_this(&l->eval, f, role);
	eval_give(&l->eval, p, role);
	n = find_node(l, p);
	return n ? n : add_node(l, p, role, f->unit);
}

static struct node *first_function(struct linker *l, const struct values *v,
                                   const struct match *m)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].kind == VALUE_SCOPE && v->v[i].scope->kind == SCOPE_FUNCTION)
			return plugin_node(l, v->v[i].scope, m);
	return NULL;
}

/* {name, register: f}, an object of a class with that method. */
static struct node *plugin_held(struct linker *l, const struct value *v,
                                const struct match *m)
{
	struct values held;

	eval_member(&l->eval, v, name_of(m->rule->entry), &held);
	return first_function(l, &held, m);
}

/* A module: its function of that name, or what it exports as its plugin. */
static struct node *plugin_unit(struct linker *l, const struct value *v,
                                const struct match *m)
{
	const struct scope *f = v->unit->module->first_child;
	struct node *n = NULL;
	struct values held;

	for (; f; f = f->sibling)
		if (f->kind == SCOPE_FUNCTION && name_is(f->name, m->rule->entry))
			return plugin_node(l, f, m);
	if (v->unit->language == LANG_PYTHON)
		return NULL;
	if ((n = plugin_held(l, v, m)))
		return n;
	eval_member(&l->eval, v, name_of("plugin"), &held);
	for (size_t i = 0; i < held.n && !n; i++)
		n = plugin_held(l, &held.v[i], m);
	return n;
}

/* register(import("./plugin")): what the module exports. */
static struct node *plugin_exported(struct linker *l, const struct unit *u,
                                    const struct match *m)
{
	struct values held;

	held.n = 0;
	eval_unit_member(&l->eval, u, name_of("default"), &held);
	return first_function(l, &held, m);
}

/* The name of a module: its function that plugins have. */
static struct node *plugin_named(struct linker *l, const struct value *v,
                                 const struct match *m)
{
	struct values held;

	eval_import(&l->eval, v->scope->unit, v->expr->text.s, m->rule->entry, &held);
	return first_function(l, &held, m);
}

struct node *route_plugin(struct linker *l, const struct value *v, const struct match *m)
{
	if (v->kind == VALUE_SCOPE && v->scope->kind == SCOPE_FUNCTION)
		return plugin_node(l, v->scope, m);
	if (!m->rule->entry)
		return v->kind == VALUE_UNIT ? plugin_exported(l, v->unit, m) : NULL;
	if (v->kind == VALUE_UNIT)
		return plugin_unit(l, v, m);
	if (v->kind == VALUE_LITERAL && v->expr->kind == EXPR_STRING)
		return plugin_named(l, v, m);
	if ((v->kind == VALUE_LITERAL && v->expr->kind == EXPR_DICT) ||
	    (v->kind == VALUE_OBJECT && v->scope))
		return plugin_held(l, v, m);
	return NULL;
}
