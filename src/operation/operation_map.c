/* operation_map.c - types of a schema that are objects: handlers by member, and objects
 * of such by type. */
#include "operation/operation_parts.h"

#include <string.h>

#include "syntax/lang.h"

enum { DEPTH_MAX = 8 };

/* ---- the function that does the work -------------------------------------- */

static const struct scope *worker_at(struct linker *l, const struct rule *r,
                                     const struct expr *e, const struct scope *s,
                                     const struct env *env, int depth);

/* {type, resolve(parent) {..}} */
static const struct scope *worker_in(struct linker *l, const struct rule *r,
                                     const struct expr *dict, const struct scope *s,
                                     const struct env *env, int depth)
{
	for (const struct expr *p = expr_first(dict); p; p = p->next) {
		const struct scope *f;

		if (p->kind == EXPR_PAIR && expr_left(p) &&
		    operation_handles(r, expr_left(p)->text, "") &&
		    (f = worker_at(l, r, expr_first(p), s, env, depth + 1)))
			return f;
	}
	return NULL;
}

static const struct scope *worker_at(struct linker *l, const struct rule *r,
                                     const struct expr *e, const struct scope *s,
                                     const struct env *env, int depth)
{
	const struct scope *f = NULL, *inner = NULL;

	if (!e || depth > DEPTH_MAX || !operation_step(l, e, s))
		return NULL;
	if (e->kind == EXPR_DICT)
		return worker_in(l, r, e, s, env, depth);
	/* t.field({resolve: ..}), wrapped(t.field(..)) */
	for (const struct expr *a = e->kind == EXPR_CALL ? expr_first(e) : NULL;
	     a && !inner; a = a->next)
		if (a->kind == EXPR_DICT || a->kind == EXPR_CALL)
			inner = worker_at(l, r, a, s, env, depth + 1);
	if (inner)
		return inner;
	f = link_handler(l, e, s, env);
	if (!f && (e->kind == EXPR_NAME || e->kind == EXPR_ATTR)) {
		struct values v;

		eval_expr(&l->eval, e, s, env, &v);
		for (size_t i = 0; i < v.n && !inner; i++)
			if (v.v[i].kind == VALUE_LITERAL &&
			    v.v[i].expr->kind == EXPR_DICT)
				inner = worker_in(l, r, v.v[i].expr, v.v[i].scope,
				                  v.v[i].env, depth + 1);
		return inner;
	}
	/* (t) => t.field(..) */
	for (const struct expr *x = f && f->kind == SCOPE_FUNCTION ? f->returns : NULL;
	     x && !inner; x = x->next)
		if (x->kind == EXPR_CALL || x->kind == EXPR_DICT)
			inner = worker_at(l, r, x, f, NULL, depth + 1);
	return inner ? inner : f;
}

const struct scope *operation_worker(struct linker *l, const struct rule *r,
                                     const struct expr *e, const struct scope *s,
                                     const struct env *env)
{
	return worker_at(l, r, e, s, env, 0);
}

/* ---- members -------------------------------------------------------------- */

/* An object whose keys are members, read: which of them count, and how. */
struct members {
	struct linker *l;
	struct offered as;
	bool is_map; /* a member is a function or holds one; else whatever is there */
};

static void members_at(struct members *m, const struct expr *e, const struct scope *s,
                       const struct env *env, int depth);

static void member(struct members *m, const char *name, const struct expr *e,
                   const struct scope *s, const struct env *env, const struct unit *u,
                   uint32_t line)
{
	const struct scope *f = operation_worker(m->l, m->as.rule, e, s, env);
	struct fact *x;

	/* Of other types what only holds data has no price. A wrapper that cannot be read
	 * is code all the same. */
	if (!f &&
	    (!strcmp(m->as.variety, "graphql.field") || e->kind == EXPR_DICT ||
	     e->kind == EXPR_LIST || e->kind == EXPR_STRING) &&
	    (m->is_map ? e->kind != EXPR_CALL : !strcmp(m->as.variety, "graphql.field")))
		return;
	x = operation_add(m->l, &m->as, name, u, line);
	if (x)
		operation_handler(m->l, x, m->as.rule, f, u);
}

static void members_of_unit(struct members *m, const struct unit *u)
{
	for (const struct binding *b = u->module->first_binding; b; b = b->next)
		if (b->is_exported && b->name.len && binding_value(b))
			member(m, b->name.s, binding_value(b), u->module, NULL, u,
			       b->line);
		else if (b->is_exported && binding_def(b) &&
		         binding_def(b)->kind == SCOPE_FUNCTION) {
			struct fact *x = operation_add(m->l, &m->as, b->name.s, u,
			                               b->line);

			if (x)
				operation_handler(m->l, x, m->as.rule, binding_def(b), u);
		}
}

static void members_of_value(struct members *m, const struct value *v, int depth)
{
	if (v->kind == VALUE_LITERAL)
		members_at(m, v->expr, v->scope, v->env, depth + 1);
	else if (v->kind == VALUE_UNIT)
		members_of_unit(m, v->unit);
	else if (v->kind == VALUE_SCOPE && v->scope->kind == SCOPE_FUNCTION && !m->is_map)
		for (const struct expr *x = v->scope->returns; x; x = x->next)
			members_at(m, x, v->scope, v->env, depth + 1);
}

static void members_at(struct members *m, const struct expr *e, const struct scope *s,
                       const struct env *env, int depth)
{
	struct values v;

	if (!e || depth > DEPTH_MAX || !operation_step(m->l, e, s))
		return;
	if (e->kind != EXPR_DICT) {
		eval_expr(&m->l->eval, e, s, env, &v);
		for (size_t i = 0; i < v.n; i++)
			if (v.v[i].kind != VALUE_LITERAL ||
			    v.v[i].expr->kind == EXPR_DICT)
				members_of_value(m, &v.v[i], depth);
		return;
	}
	for (const struct expr *p = expr_first(e); p; p = p->next) {
		if (p->kind == EXPR_SPREAD)
			members_at(m, expr_left(p), s, env, depth + 1);
		else if (p->kind == EXPR_PAIR && expr_left(p) && expr_left(p)->text.len &&
		         expr_left(p)->kind == EXPR_STRING && expr_first(p))
			member(m, expr_left(p)->text.s, expr_first(p), s, env, s->unit,
			       p->line);
	}
}

void operation_members(struct linker *l, const struct offered *as, const struct expr *e,
                       const struct scope *s, const struct env *env)
{
	struct members m = { l, *as, false };

	members_at(&m, e, s, env, 0);
}

/* ---- objects of types ------------------------------------------------------ */

static void map_at(struct linker *l, const struct rule *r, const struct expr *e,
                   const struct scope *s, const struct env *env, int depth);

static void map_value(struct linker *l, const struct rule *r, const struct value *v,
                      int depth)
{
	if (v->kind == VALUE_LITERAL)
		map_at(l, r, v->expr, v->scope, v->env, depth);
	else if (v->kind == VALUE_UNIT)
		for (const struct binding *b = v->unit->module->first_binding; b;
		     b = b->next) {
			struct members m = { l,
				             { r, operation_variety(b->name), b->name.s,
				               false },
				             true };

			if (!b->is_exported || !binding_value(b))
				continue;
			if (!m.as.variety)
				m.as.variety = "graphql.field";
			members_at(&m, binding_value(b), v->unit->module, NULL, 0);
		}
}

/* One type of a map. */
static void type_at(struct linker *l, const struct rule *r, const struct expr *p,
                    const struct scope *s, const struct env *env)
{
	const char *variety = operation_variety(expr_left(p)->text);
	struct members m = { l,
		             { r, variety ? variety : "graphql.field",
		               expr_left(p)->text.s, false },
		             true };

	members_at(&m, expr_first(p), s, env, 0);
}

static void map_at(struct linker *l, const struct rule *r, const struct expr *e,
                   const struct scope *s, const struct env *env, int depth)
{
	struct values v;

	if (!e || depth > DEPTH_MAX || !operation_step(l, e, s))
		return;
	if (e->kind == EXPR_DICT) {
		for (const struct expr *p = expr_first(e); p; p = p->next) {
			if (p->kind == EXPR_SPREAD)
				map_at(l, r, expr_left(p), s, env, depth + 1);
			else if (p->kind == EXPR_PAIR && expr_left(p) && expr_first(p) &&
			         expr_left(p)->kind == EXPR_STRING)
				type_at(l, r, p, s, env);
		}
	} else if (e->kind == EXPR_LIST) {
		for (const struct expr *x = expr_first(e); x; x = x->next)
			map_at(l, r, x->kind == EXPR_SPREAD ? expr_left(x) : x, s, env,
			       depth + 1);
	} else if (e->kind == EXPR_CALL) { /* merged([..]), or a factory */
		for (const struct expr *x = expr_first(e); x; x = x->next)
			map_at(l, r, x, s, env, depth + 1);
		eval_expr(&l->eval, e, s, env, &v);
		for (size_t i = 0; i < v.n; i++)
			if (v.v[i].kind == VALUE_LITERAL)
				map_value(l, r, &v.v[i], depth + 1);
	} else if (e->kind == EXPR_NAME || e->kind == EXPR_ATTR) {
		eval_expr(&l->eval, e, s, env, &v);
		for (size_t i = 0; i < v.n; i++) {
			if (v.v[i].kind == VALUE_OBJECT && v.v[i].expr &&
			    v.v[i].expr->kind == EXPR_CALL && v.v[i].expr->scope)
				map_at(l, r, v.v[i].expr, v.v[i].expr->scope, v.v[i].env,
				       depth + 1);
			else
				map_value(l, r, &v.v[i], depth + 1);
		}
	}
}

void operation_map(struct linker *l, const struct rule *r, const struct value *map)
{
	operation_ask(l);
	if (map->kind == VALUE_OBJECT && map->expr && expr_scope(map->expr))
		map_at(l, r, map->expr, expr_scope(map->expr), map->env, 0);
	else
		map_value(l, r, map, 0);
}

/* {Query: {..}} as such: where maps are put together by reading a folder, the code says
 * no more. */
static bool looks_like_map(const struct expr *e)
{
	for (const struct expr *p = e && e->kind == EXPR_DICT ? expr_first(e) : NULL; p;
	     p = p->next)
		if (p->kind == EXPR_PAIR && expr_left(p) && expr_first(p) &&
		    operation_variety(expr_left(p)->text) &&
		    (expr_first(p)->kind == EXPR_DICT ||
		     expr_first(p)->kind == EXPR_NAME))
			return true;
	return false;
}

static void maps_of(struct linker *l, const struct rule *r, const struct unit *u)
{
	operation_ask(l);
	for (const struct binding *b = u->module->first_binding; b; b = b->next)
		if (b->kind == BIND_VALUE && looks_like_map(binding_value(b)))
			map_at(l, r, binding_value(b), u->module, NULL, 0);
	for (const struct export_entry *x = u->exports; x; x = x->next)
		if (looks_like_map(x->value))
			map_at(l, r, x->value, u->module, NULL, 0);
	for (const struct scope *f = u->module->first_child; f; f = f->sibling)
		for (const struct expr *e = f->kind == SCOPE_FUNCTION ? f->returns : NULL;
		     e; e = e->next)
			if (looks_like_map(e))
				map_at(l, r, e, f, NULL, 0);
}

static const struct rule *map_rule(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_resolvers)
			return r;
	return NULL;
}

void operation_maps(struct linker *l)
{
	struct operations *o = l->operations;

	for (size_t i = 0; i < o->maps.n; i++)
		operation_map(l, o->map_rule[i], &o->maps.v[i]);
	for (const struct detector *d = l->detectors->first; d; d = d->next) {
		const struct rule *r = map_rule(d);

		for (size_t i = 0; r && link_uses(l, d) && i < l->program->n; i++)
			if (d->is_python ==
			    (l->program->units[i]->language == LANG_PYTHON))
				maps_of(l, r, l->program->units[i]);
	}
}
