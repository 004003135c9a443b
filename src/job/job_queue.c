/* job_queue.c - queues by their names: as they were made, as they are injected, and as
 * the class around a job says. */
#include "job/job_queue.h"

#include "syntax/lang.h"

/* What a capture says, if it is one text. */
static const char *only_text(struct linker *l, const struct capture *c)
{
	struct texts t;

	if (!c)
		return NULL;
	eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
	return t.n == 1 && t.v[0].complete ? t.v[0].s : NULL;
}

/* new Queue("mail") */
static const char *name_made(struct linker *l, const struct rule *made,
                             const struct value *v)
{
	struct match of;

	if (!made || v->kind != VALUE_OBJECT || !v->expr || v->expr->kind != EXPR_CALL ||
	    !v->expr->scope || !match_object(&l->eval, made, v, &of))
		return NULL;
	return only_text(l, match_get(&of, "name"));
}

const char *job_queue_name(struct linker *l, const struct match *m)
{
	const struct capture *c = match_get(m, "name");
	struct values queues;

	if (!c || c->expr->kind != EXPR_ATTR || !name_is(c->expr->text, "name"))
		return NULL;
	eval_expr(&l->eval, expr_left(c->expr), c->scope, c->env, &queues);
	for (size_t i = 0; i < queues.n; i++) {
		const struct rule *made = value_role(&l->eval, m->rule->detector,
		                                     name_of("queue"), &queues.v[i]);
		const char *name = name_made(l, made, &queues.v[i]);

		if (name)
			return name;
	}
	return NULL;
}

static bool is_queue(const struct rule *r)
{
	return r->word == WORD_FACT && r->fact == FACT_queue;
}

/* @InjectQueue("mail") */
static const char *name_injected(struct linker *l, const struct detector *d,
                                 const struct expr *decorators, const struct scope *s)
{
	for (const struct expr *at = decorators; at; at = at->next) {
		for (const struct rule *r = d->rules; r; r = r->next) {
			const char *name;
			struct match of;

			if (!is_queue(r) || r->form != FORM_ON_FIELD ||
			    !match_call(&l->eval, r, at, s, NULL, &of))
				continue;
			name = only_text(l, match_get(&of, "queue"));
			if (name)
				return name;
		}
	}
	return NULL;
}

/* this.mail, where the class says @InjectQueue(..) mail, or its constructor does. */
static const char *name_of_member(struct linker *l, const struct detector *d,
                                  const struct expr *head, const struct scope *s)
{
	const char *name = NULL;

	if (!head || head->kind != EXPR_ATTR || expr_left(head)->kind != EXPR_NAME ||
	    !name_is(expr_left(head)->text, "this"))
		return NULL;
	while (s && s->kind != SCOPE_CLASS)
		s = s->parent;
	for (const struct binding *b = s ? scope_find(s, head->text) : NULL; b && !name;
	     b = b->same)
		name = name_injected(l, d, binding_decorators(b), s);
	for (const struct scope *m = s ? s->first_child : NULL; m && !name;
	     m = m->sibling)
		for (const struct param *p = scope_is_constructor(m) ? m->params : NULL;
		     p && !name; p = p->next)
			if (name_eq(p->name, head->text))
				name = name_injected(l, d, p->decorators, s);
	return name;
}

const char *job_queue_sent(struct linker *l, const struct match *m,
                           const struct expr *call, const struct scope *s)
{
	const struct expr *callee = call_target(call);

	for (size_t i = 0; i < m->heads.n; i++) {
		const struct rule *made = m->head_rule[i];
		const char *name = made && is_queue(made)
		                     ? name_made(l, made, &m->heads.v[i])
		                     : NULL;

		if (name)
			return name;
	}
	return callee && callee->kind == EXPR_ATTR && s->unit->language != LANG_PYTHON
	         ? name_of_member(l, m->rule->detector, expr_left(callee), s)
	         : NULL;
}

const char *job_queue_around(struct linker *l, const struct rule *r,
                             const struct scope *method)
{
	const struct scope *class = method->parent;

	if (!class || class->kind != SCOPE_CLASS)
		return NULL;
	for (const struct expr *at = class->decorators; at; at = at->next) {
		for (const struct rule *x = r->detector->rules; x; x = x->next) {
			const char *name;
			struct match of;

			if (x->word != WORD_FACT || x->fact != FACT_job ||
			    x->form != FORM_ON_CLASS ||
			    !match_call(&l->eval, x, at, class->parent, NULL, &of))
				continue;
			name = only_text(l, match_get(&of, "queue"));
			if (name)
				return name;
		}
	}
	return NULL;
}
