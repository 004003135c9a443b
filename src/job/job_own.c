/* job_own.c - jobs that the code base's own decorators make, found by what sends them. */
#include "job/job_own.h"

#include <string.h>

#include "base/places.h"
#include "job/called.h"
#include "syntax/lang.h"
#include "value/asked.h"

enum { MAKERS_MAX = 16 };

struct own_jobs {
	struct linker *l;
	const struct rule *rule;
	uint64_t names; /* a bit a hash */
	struct {
		const struct scope *scope;
		struct name name; /* that it is called by: import later as job */
	} makers[MAKERS_MAX];
	size_t n;
	struct places jobs, sent; /* that rules found: lines of files */
};

/* fn.delay = .. */
static bool is_given_member(const struct scope *f, struct name given, struct name n)
{
	for (const struct binding *b = scope_find(f, given); b; b = b->same) {
		const struct expr *t = b->kind == BIND_VALUE ? binding_target(b) : NULL;

		if (t && t->kind == EXPR_ATTR && name_eq(t->text, n) && expr_left(t) &&
		    expr_left(t)->kind == EXPR_NAME && name_eq(expr_left(t)->text, given))
			return true;
	}
	return false;
}

/* setattr(fn, "delay", ..) */
static bool is_set_member(const struct scope *f, struct name given, struct name n)
{
	for (const struct site *t = f->first_site; t; t = t->next) {
		const struct expr *a = expr_left(t->call) ? expr_first(t->call) : NULL;

		if (a && name_is(expr_left(t->call)->text, "setattr") &&
		    a->kind == EXPR_NAME && name_eq(a->text, given) && a->next &&
		    a->next->kind == EXPR_STRING && name_eq(a->next->text, n))
			return true;
	}
	return false;
}

/* Does it, or a function in it, write n into what it is given first? */
static bool gives(const struct scope *f, struct name n)
{
	const struct param *p = f->params;

	if (f->kind == SCOPE_CLASS) {
		const struct binding *b = scope_find(f, name_of("__call__"));
		const struct scope *called = b ? scope_function(&b) : NULL;

		return called && gives(called, n);
	}
	if (f->kind != SCOPE_FUNCTION)
		return false;
	if (p && f->parent->kind == SCOPE_CLASS)
		p = p->next;
	if (p && (is_given_member(f, p->name, n) || is_set_member(f, p->name, n)))
		return true;
	for (const struct scope *c = f->first_child; c; c = c->sibling)
		if (c->kind == SCOPE_FUNCTION && gives(c, n))
			return true;
	return false;
}

static void note_maker(struct own_jobs *x, const struct scope *maker, struct name name)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->makers[i].scope == maker && name_eq(x->makers[i].name, name))
			return;
	if (x->n < MAKERS_MAX) {
		x->makers[x->n].scope = maker;
		x->makers[x->n++].name = name;
	} else {
		link_limit(x->l, maker->unit, maker->line, "jobs of own decorators");
	}
}

/* What the decorator is called by, where that is ours and gives n (none: any name). */
static const struct scope *maker_of(struct own_jobs *x, const struct expr *d,
                                    const struct scope *s, struct name n)
{
	const struct expr *callee = call_target(d);
	struct values v;

	if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
		return NULL;
	eval_expr(&x->l->eval, callee, s->parent, NULL, &v);
	for (size_t i = 0; i < v.n; i++) {
		if (v.v[i].kind != VALUE_SCOPE)
			continue;
		for (size_t k = 0; k < x->n; k++)
			if (x->makers[k].scope == v.v[i].scope)
				return v.v[i].scope;
		if (n.len && gives(v.v[i].scope, n))
			return v.v[i].scope;
	}
	return NULL;
}

/* The function that a call sends; NULL: none that a decorator of ours made a job. */
static const struct scope *job_sent(struct own_jobs *x, const struct unit *u,
                                    const struct callee *c)
{
	struct name sent = u->words[c->last];
	struct values v;

	v.n = 0;
	called_values(x->l, u, c, true, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct scope *f = v.v[i].kind == VALUE_SCOPE ? v.v[i].scope : NULL;

		for (const struct expr *d = f ? f->decorators : NULL; d; d = d->next) {
			const struct scope *maker = maker_of(x, d, f, sent);

			if (!maker)
				continue;
			note_maker(x, maker, maker->name);
			note_maker(x, maker, call_target(d)->text);
			return f;
		}
	}
	return NULL;
}

static void note_known(struct own_jobs *x)
{
	const struct facts *fs = x->l->facts;

	for (size_t i = 0; i < fs->n; i++) {
		const struct fact *f = &fs->v[i];
		struct places *known = f->kind == FACT_job ? &x->jobs : &x->sent;

		if (f->kind != FACT_job && f->kind != FACT_enqueue)
			continue;
		places_add(known, x->l->arena, f->file, f->line);
		places_add(known, x->l->arena, f->file, f->handler_line);
	}
}

static bool is_sent_by(const struct own_jobs *x, struct name n)
{
	return x->names & name_bit(n) &&
	       patterns_say(&x->l->detectors->by_name[true][WORD_sent], n.s) == LIKE_YES;
}

static void sends_in(struct own_jobs *x, const struct unit *u)
{
	for (size_t i = 0; i < u->callee_count; i++) {
		const struct callee *c = &u->callees[i];
		const struct scope *job;
		struct fact *f;

		if (!c->owner || !is_sent_by(x, u->words[c->last]))
			continue;
		job = job_sent(x, u, c);
		if (!job || places_has(&x->sent, u->path, c->line))
			continue;
		f = link_fact(x->l, FACT_enqueue, u, c->line, x->rule);
		f->variety = "own.enqueue";
		f->name = job->name.s;
		f->handler = link_scope_name(x->l, job);
	}
}

/* A class below such a decorator is run by its method of that name. */
static const struct scope *work_of(const struct scope *s)
{
	const struct binding *b = s->kind == SCOPE_CLASS ? scope_find(s, name_of("run"))
	                                                 : NULL;
	const struct scope *run = b ? scope_function(&b) : NULL;

	return run ? run : s;
}

static void jobs_of(struct own_jobs *x, const struct scope *maker, struct name name)
{
	for (const struct decorated *d = NULL;
	     (d = eval_decorated(&x->l->eval, name, d));) {
		const struct scope *s = d->scope;
		struct fact *f;

		if (s->unit->kind != UNIT_SOURCE ||
		    places_has(&x->jobs, s->unit->path, s->line) ||
		    maker_of(x, d->decorator, s, (struct name){ 0 }) != maker)
			continue;
		f = link_fact(x->l, FACT_job, s->unit, s->line, x->rule);
		f->variety = "own.task";
		f->name = s->name.s;
		f->handler = link_scope_name(x->l, s);
		link_measure(f, work_of(s), s->unit);
	}
}

void own_jobs(struct linker *l)
{
	const struct program *p = l->program;
	struct own_jobs x = { .l = l,
		              .rule = detectors_rule(l->detectors, true, WORD_sent) };

	note_known(&x);
	for (size_t i = 0; x.rule && i < x.rule->word_count; i++)
		x.names |= name_bit(x.rule->words[i]);
	for (size_t i = 0; x.rule && i < p->n; i++)
		if (p->units[i]->language == LANG_PYTHON &&
		    p->units[i]->kind == UNIT_SOURCE)
			sends_in(&x, p->units[i]);
	for (size_t i = 0; i < x.n; i++)
		jobs_of(&x, x.makers[i].scope, x.makers[i].name);
}
