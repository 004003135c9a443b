/* job_members.c - jobs that a worker is given as the functions of an object or a file:
 * Worker.create({ activities, workflowsPath: require.resolve("./workflows") }). */
#include "job/job_members.h"

#include <string.h>

#include "value/folder.h"

enum { JOB_SLOTS = 1024, REEXPORTS_DEEP = 4 };

struct given_job {
	const struct scope *function;
	struct given_job *next;
};

struct given_jobs {
	struct given_job *slot[JOB_SLOTS];
};

bool job_has_members(const struct match *m)
{
	return m->rule->fact == FACT_job &&
	       (match_get(m, "members") || match_get(m, "module"));
}

static bool is_new(struct linker *l, const struct scope *f)
{
	struct given_job **slot, *x;

	if (!l->given_jobs)
		l->given_jobs = arena_zero(l->arena, sizeof *l->given_jobs);
	slot = &l->given_jobs->slot[((uintptr_t)f >> 5) % JOB_SLOTS];
	for (x = *slot; x; x = x->next)
		if (x->function == f)
			return false;
	x = arena_alloc(l->arena, sizeof *x);
	*x = (struct given_job){ f, *slot };
	*slot = x;
	return true;
}

void job_add(struct linker *l, const struct rule *r, const struct scope *f,
             struct name name)
{
	struct fact *fact;

	if (f->kind != SCOPE_FUNCTION || f->unit->kind != UNIT_SOURCE || !is_new(l, f))
		return;
	fact = link_fact(l, FACT_job, f->unit, f->line, r);
	fact->handler = link_scope_name(l, f);
	fact->name = name.len ? name.s : fact->handler;
	link_measure(fact, f, f->unit);
}

static void functions_of(struct linker *l, const struct rule *r, const struct expr *e,
                         const struct scope *s, const struct env *env, struct name name)
{
	const struct scope *f = link_handler(l, e, s, env);

	if (f)
		job_add(l, r, f, name);
}

/* A worker awaits what it runs of a file: other functions only help there. */
static void add_awaited(struct linker *l, const struct rule *r, const struct scope *f,
                        struct name name, bool is_file)
{
	const struct expr *type = f->annotation;

	if (!is_file || f->flags & SCOPE_ASYNC ||
	    (type && type->kind == EXPR_NAME && name_is(type->text, "Promise")) ||
	    (type && expr_left(type) && expr_left(type)->kind == EXPR_NAME &&
	     name_is(expr_left(type)->text, "Promise")))
		job_add(l, r, f, name);
}

/* What a file exports: functions, and what it hands on of others. */
static void exported(struct linker *l, const struct rule *r, const struct unit *u,
                     bool is_file, int depth)
{
	struct values v;

	for (const struct binding *b = u->module->first_binding; b; b = b->next) {
		if (!b->is_exported)
			continue;
		if (binding_def(b))
			add_awaited(l, r, binding_def(b), b->name, is_file);
		else if (binding_value(b) && binding_value(b)->kind == EXPR_FUNCTION &&
		         binding_value(b)->scope)
			add_awaited(l, r, binding_value(b)->scope, b->name, is_file);
	}
	for (const struct export_entry *x = u->exports; x; x = x->next) {
		const struct unit *t = x->module.len && name_is(x->name, "*")
		                         ? program_resolve(l->program, u, x->module.s,
		                                           NULL)
		                         : NULL;

		if (t && t != u && depth < REEXPORTS_DEEP)
			exported(l, r, t, is_file, depth + 1);
		if (t || name_is(x->name, "*"))
			continue;
		v.n = 0;
		eval_unit_member(&l->eval, u, x->name, &v);
		for (size_t i = 0; i < v.n; i++)
			if (v.v[i].kind == VALUE_SCOPE)
				add_awaited(l, r, v.v[i].scope, x->name, is_file);
	}
}

static void members_of(struct linker *l, const struct rule *r, const struct value *v,
                       int depth);

static void dict_members(struct linker *l, const struct rule *r, const struct value *v,
                         int depth)
{
	struct values more;

	for (const struct expr *p = expr_first(v->expr); p; p = p->next) {
		if (p->kind == EXPR_PAIR && expr_first(p) && expr_left(p)) {
			functions_of(l, r, expr_first(p), v->scope, v->env,
			             expr_left(p)->text);
		} else if (p->kind == EXPR_SPREAD && expr_left(p)) {
			eval_expr(&l->eval, expr_left(p), v->scope, v->env, &more);
			for (size_t i = 0; i < more.n; i++)
				members_of(l, r, &more.v[i], depth + 1);
		}
	}
}

static void members_of(struct linker *l, const struct rule *r, const struct value *v,
                       int depth)
{
	if (depth > REEXPORTS_DEEP)
		return;
	if (v->kind == VALUE_UNIT) {
		exported(l, r, v->unit, false, 0);
	} else if (v->kind == VALUE_LITERAL && v->expr->kind == EXPR_DICT) {
		dict_members(l, r, v, depth);
	} else if (v->kind == VALUE_OBJECT && v->scope && v->scope->kind == SCOPE_CLASS) {
		for (const struct scope *m = v->scope->first_child; m; m = m->sibling)
			if (m->name.len && !name_is(m->name, "constructor") &&
			    !(m->flags & (SCOPE_STATIC | SCOPE_GETTER)))
				job_add(l, r, m, m->name);
	}
}

/* require.resolve("./workflows") */
static const struct unit *placed(struct linker *l, const struct capture *c)
{
	const struct expr *e = c->expr;
	struct texts t;

	if (e->kind == EXPR_CALL && expr_left(e) && expr_left(e)->kind == EXPR_ATTR &&
	    name_is(expr_left(e)->text, "resolve") && expr_left(expr_left(e)) &&
	    expr_left(expr_left(e))->kind == EXPR_NAME &&
	    name_is(expr_left(expr_left(e))->text, "require") && expr_first(e)) {
		eval_texts(&l->eval, expr_first(e), c->scope, c->env, &t);
		return t.n && t.v[0].complete
		         ? program_resolve(l->program, c->scope->unit, t.v[0].s, NULL)
		         : NULL;
	}
	return folder_unit(&l->eval, e, c->scope, c->env);
}

void job_members(struct linker *l, const struct match *m)
{
	for (const struct capture *c = m->captures; c; c = c->next) {
		const struct unit *u = NULL;
		struct values v;

		if (name_is(c->name, "module") && (u = placed(l, c)))
			exported(l, m->rule, u, true, 0);
		if (!name_is(c->name, "members"))
			continue;
		eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
		for (size_t i = 0; i < v.n; i++)
			members_of(l, m->rule, &v.v[i], 0);
	}
}
