/* called.c - jobs that are sent by calling them: what calls them, by name. */
#include "job/called.h"

#include "syntax/lang.h"

struct called_job {
	const struct scope *function;
	const struct rule *rule;
	struct called_job *next;
};

struct called_jobs {
	struct called_job *first;
	uint64_t names; /* a bit a hash */
};

bool called_is(const struct rule *r)
{
	return r->word == WORD_FACT && r->fact == FACT_enqueue && r->form == FORM_CALL &&
	       r->chain->is_role && !r->chain->next;
}

void called_note(struct linker *l, const struct rule *job, const struct scope *f)
{
	for (const struct rule *r = job->detector->rules; r; r = r->next) {
		struct called_job *x;

		if (!called_is(r) || !f->name.len)
			continue;
		if (!l->called_jobs)
			l->called_jobs = arena_zero(l->arena, sizeof *l->called_jobs);
		x = arena_alloc(l->arena, sizeof *x);
		*x = (struct called_job){ f, r, l->called_jobs->first };
		l->called_jobs->first = x;
		l->called_jobs->names |= name_bit(f->name);
	}
}

void called_values(struct linker *l, const struct unit *u, const struct callee *c,
                   bool is_owner, struct values *out)
{
	const struct scope *at = scope_at(u->module, u->module->first_child, c->line);
	const uint32_t names[] = { c->root, c->head, c->owner, c->last };
	const size_t end = sizeof names / sizeof *names - is_owner;
	size_t i = 0;

	while (!names[i])
		i++;
	eval_name(&l->eval, u->words[names[i]], at, NULL, out);
	while (++i < end) {
		const struct values of = *out;

		out->n = 0;
		for (size_t k = 0; k < of.n; k++) {
			struct values v;

			eval_member(&l->eval, &of.v[k], u->words[names[i]], &v);
			for (size_t j = 0; j < v.n && out->n < VALUES_MAX; j++)
				out->v[out->n++] = v.v[j];
		}
	}
}

static const struct called_job *job_called(struct linker *l, const struct unit *u,
                                           const struct callee *c)
{
	struct name last = u->words[c->last];
	struct values v;

	v.n = 0;
	for (const struct called_job *x = l->called_jobs->first; x; x = x->next) {
		if (!name_eq(x->function->name, last))
			continue;
		if (!v.n)
			called_values(l, u, c, false, &v);
		for (size_t i = 0; i < v.n; i++)
			if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope == x->function)
				return x;
	}
	return NULL;
}

static void calls_in(struct linker *l, const struct unit *u)
{
	for (size_t i = 0; i < u->callee_count; i++) {
		const struct callee *c = &u->callees[i];
		uint64_t bit = name_bit(u->words[c->last]);
		const struct called_job *job;
		struct fact *f;

		if (!(l->called_jobs->names & bit))
			continue;
		job = job_called(l, u, c);
		if (!job)
			continue;
		f = link_fact(l, FACT_enqueue, u, c->line, job->rule);
		f->name = job->function->name.s;
		f->handler = link_scope_name(l, job->function);
	}
}

void called_facts(struct linker *l)
{
	const struct program *p = l->program;

	for (size_t i = 0; l->called_jobs && i < p->n; i++)
		if (p->units[i]->language == LANG_PYTHON &&
		    p->units[i]->kind == UNIT_SOURCE)
			calls_in(l, p->units[i]);
}
