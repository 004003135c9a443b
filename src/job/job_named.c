/* job_named.c - jobs that are sent by their dotted names. */
#include "job/job_named.h"

#include <string.h>

#include "job/job_members.h"

enum { MODULE_SLOTS = 64 };

static bool is_job(const struct rule *r)
{
	return r->word == WORD_FACT && r->fact == FACT_job;
}

static void on_job(struct linker *l, const struct match *m, const struct expr *call,
                   const struct scope *s, void *arg)
{
	(void)l, (void)m, (void)call, (void)s;
	*(bool *)arg = true;
}

/* @job: it is one by itself. */
static bool is_declared(struct linker *l, const struct scope *f)
{
	bool found = false;

	for (const struct expr *d = f->decorators; d && !found; d = d->next)
		link_decorator(l, d, f->parent, is_job, on_job, &found);
	return found;
}

static const struct rule *job_rule(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (is_job(r))
			return r;
	return NULL;
}

/* A module whose functions are jobs already. */
struct named_module {
	const struct unit *unit;
	struct named_module *next;
};

static bool is_new(struct linker *l, const struct unit *u)
{
	struct named_module **slot, *x;

	if (!l->job_modules)
		l->job_modules = arena_zero(l->arena, MODULE_SLOTS * sizeof *slot);
	slot = &l->job_modules[((uintptr_t)u >> 5) % MODULE_SLOTS];
	for (x = *slot; x; x = x->next)
		if (x->unit == u)
			return false;
	x = arena_alloc(l->arena, sizeof *x);
	*x = (struct named_module){ u, *slot };
	*slot = x;
	return true;
}

/* What others may call: neither _private nor from another module. */
static void functions_of(struct linker *l, const struct rule *r, const struct unit *u)
{
	if (!r || !is_new(l, u))
		return;
	for (const struct binding *b = u->module->first_binding; b; b = b->next)
		if (b->kind == BIND_DEF && binding_def(b) &&
		    binding_def(b)->kind == SCOPE_FUNCTION && *b->name.s != '_' &&
		    !is_declared(l, binding_def(b)))
			job_add(l, r, binding_def(b), b->name);
}

static bool measured(struct linker *l, size_t fact, const struct unit *u,
                     const char *name, const struct unit *at)
{
	struct fact *f = &l->facts->v[fact];
	struct values v;

	v.n = 0;
	eval_unit_member(&l->eval, u, name_of(name), &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_FUNCTION) {
			f->handler = link_scope_name(l, v.v[i].scope);
			link_measure(f, v.v[i].scope, at);
			return true;
		}
	return false;
}

/* shop.cron:clean, or shop.cron.clean */
static const char *end_of_module(const char *path)
{
	const char *colon = strchr(path, ':');

	return colon ? colon : strrchr(path, '.');
}

void job_named(struct linker *l, size_t fact, const struct rule *r,
               const struct capture *handler)
{
	const struct unit *at = handler->scope->unit;
	struct texts t;

	eval_texts(&l->eval, handler->expr, handler->scope, handler->env, &t);
	for (size_t i = 0; i < t.n; i++) {
		const char *module = t.v[i].s, *open = strchr(module, '{');
		const char *dot = open ? open - (open > module) : end_of_module(module);
		const struct unit *u;

		if (!dot || dot == module || !strchr(".:", *dot) ||
		    (open && open[strcspn(open, "}")] && open[strcspn(open, "}") + 1]))
			continue;
		module = arena_strndup(l->arena, module, (size_t)(dot - module));
		u = !strcmp(module, "__main__")
		      ? at
		      : program_resolve(l->program, at, module, NULL);
		if (u && open)
			functions_of(l, job_rule(r->detector), u);
		else if (u && measured(l, fact, u, dot + 1, at))
			return;
	}
}
