/* job_made.c - jobs that a function of ours makes of what it is given, for each of its
 * callers: const start = (name, run) => new Worker(name, run). */
#include "job/job_made.h"

#include "link/variant.h"
#include "syntax/lang.h"

/* The function around whose parameters say the job's name or what it runs. */
static const struct scope *made_by(const struct match *m, const struct scope *s)
{
	const struct capture *said[] = { match_get(m, "name"), match_get(m, "handler") };

	for (const struct scope *f = s; f; f = f->parent) {
		if (f->kind != SCOPE_FUNCTION)
			continue;
		for (const struct param *p = f->params; p; p = p->next)
			for (size_t i = 0; i < 2; i++)
				if (p->name.len && said[i] &&
				    said[i]->expr->kind != EXPR_FUNCTION &&
				    eval_uses(said[i]->expr, p->name, s))
					return f;
	}
	return NULL;
}

bool job_is_of_caller(const struct match *m, const struct scope *s)
{
	return m->rule->fact == FACT_job && !m->env && s->unit->language != LANG_PYTHON &&
	       made_by(m, s);
}

bool job_made(struct linker *l, const struct match *m, const struct expr *call,
              const struct scope *s, link_fn *fn)
{
	const struct scope *f = made_by(m, s);
	struct variants ways;
	bool any = false;

	variants_of(l, call, s, &ways);
	for (size_t i = 0; i < ways.n; i++) {
		const struct env *env = ways.v[i];
		struct match way;

		if (!env || env->function != f || !env->call || !env->from ||
		    !match_call(&l->eval, m->rule, call, s, env, &way))
			continue;
		fn(l, &way, call, s, NULL);
		any = true;
	}
	return any;
}
