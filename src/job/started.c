/* started.c - does a call run when its program starts? It stands in a module itself, or
 * in a function that is called there. */
#include "job/started.h"

#include "detect/need.h"
#include "syntax/callees.h"
#include "syntax/lang.h"

enum {
	STARTS_MAX = 4,
	ASKED_MAX = 20000, /* calls of one name */
	CALLS_MAX =
	    20000000, /* of all questions: a back end sets a few timers, not 10,000 */
};

struct starting {
	struct linker *l;
	size_t asked;
};

/* What is known from one question to the next. */
struct starts {
	size_t calls; /* looked at */
	const struct unit *unit;
	bool is_of_page; /* that one */
};

static const struct scope *function_around(const struct scope *s)
{
	while (s && s->kind != SCOPE_FUNCTION)
		s = s->parent;
	return s;
}

/* app.listen(80, () => ..), (async () => ..)(): run by what stands there, with nothing of
 * a request or a message. */
static bool is_plain_callback(const struct scope *f)
{
	return !f->name.len && !f->params;
}

static bool has_scope(const struct values *v, const struct scope *f)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].kind == VALUE_SCOPE && v->v[i].scope == f)
			return true;
	return false;
}

/* f(), jobs.f(), this.f() */
static bool is_call_of(struct linker *l, const struct unit *u, const struct callee *c,
                       const struct scope *at, const struct scope *f)
{
	struct name last = u->words[c->last], owner = u->words[c->owner];
	struct values of, v;

	if (c->head)
		return false;
	v.n = 0;
	if (!c->owner) {
		eval_name(&l->eval, last, at, NULL, &v);
		return has_scope(&v, f);
	}
	if (name_is(owner, "this") || name_is(owner, "self"))
		return f->parent && f->parent->kind == SCOPE_CLASS && f->unit == u &&
		       f->parent->line <= c->line && c->line <= f->parent->end_line;
	eval_name(&l->eval, owner, at, NULL, &of);
	for (size_t i = 0; i < of.n; i++) {
		struct values one;

		one.n = 0;
		eval_member(&l->eval, &of.v[i], last, &one);
		if (has_scope(&one, f))
			return true;
	}
	return false;
}

bool started_of_page(const struct linker *l, const struct unit *u)
{
	bool is_python = u->language == LANG_PYTHON;
	const struct patterns *p = &l->detectors->by_name[is_python][WORD_browser];

	for (size_t i = 0; p->n && i < u->callee_count; i++) {
		const struct callee *c = &u->callees[i];
		struct name first = u->words[c->root    ? c->root
		                             : c->head  ? c->head
		                             : c->owner ? c->owner
		                                        : c->last];

		if (patterns_say(p, first.s) == LIKE_YES)
			return true;
	}
	return false;
}

static bool is_of_page(struct linker *l, const struct unit *u)
{
	if (l->starts->unit != u) {
		l->starts->unit = u;
		l->starts->is_of_page = started_of_page(l, u);
	}
	return l->starts->is_of_page;
}

static bool runs_at_start(struct starting *x, const struct scope *s, int depth);

/* Taken for not called. */
static bool is_too_much(struct starting *x, const struct scope *f)
{
	link_limit(x->l, f->unit, f->line,
	           "a function with more calls than are followed: whether it runs at the "
	           "start, and sets a timer, is not known");
	return false;
}

static bool is_called_at_start(struct starting *x, const struct scope *f, int depth)
{
	const struct program *p = x->l->program;

	for (size_t i = 0; i < p->n; i++) {
		const struct unit *u = p->units[i];

		if (u->language != f->unit->language || u->kind != UNIT_SOURCE)
			continue;
		x->l->starts->calls += u->callee_count;
		if (x->l->starts->calls > CALLS_MAX)
			return is_too_much(x, f);
		for (size_t k = 0; k < u->callee_count; k++) {
			const struct callee *c = &u->callees[k];
			const struct scope *at;

			if (!name_eq(u->words[c->last], f->name))
				continue;
			if (x->asked++ > ASKED_MAX)
				return is_too_much(x, f);
			at = scope_at(u->module, u->module->first_child, c->line);
			if (function_around(at) != f && is_call_of(x->l, u, c, at, f) &&
			    runs_at_start(x, at, depth + 1))
				return true;
		}
	}
	return false;
}

/* onModuleInit() of a class that the framework makes, as its decorator says. */
static bool is_called_by_framework(const struct linker *l, const struct scope *f)
{
	const struct detector *d = l->detectors->first;

	if (!f->parent || f->parent->kind != SCOPE_CLASS || !f->parent->decorators)
		return false;
	while (d && !(d->starts.n && needs_has(f->unit->uses, d->index) &&
	              patterns_say(&d->starts, f->name.s) == LIKE_YES))
		d = d->next;
	return d != NULL;
}

static bool runs_at_start(struct starting *x, const struct scope *s, int depth)
{
	const struct scope *f = function_around(s);

	if (!f)
		return true;
	if (depth > STARTS_MAX)
		return false;
	if (is_plain_callback(f))
		return runs_at_start(x, f->parent, depth + 1);
	return f->name.len &&
	       (is_called_by_framework(x->l, f) || is_called_at_start(x, f, depth));
}

static bool calls(const struct scope *f, struct name n)
{
	size_t count;
	const struct callee *c = callees_within(f->unit, f->line, f->end_line, &count);

	for (size_t i = 0; i < count; i++)
		if (!c[i].owner && name_eq(f->unit->words[c[i].last], n))
			return true;
	return false;
}

bool started(struct linker *l, const struct rule *r, const struct scope *s,
             const struct scope **body)
{
	struct starting x = { .l = l };
	const struct scope *around = function_around(s);

	if (!l->starts)
		l->starts = arena_zero(l->arena, sizeof *l->starts);
	if (is_of_page(l, s->unit))
		return false;
	if (!*body)
		return !r->again && runs_at_start(&x, s, 0);
	if ((*body)->kind != SCOPE_FUNCTION ||
	    (r->unless && calls(*body, name_of(r->unless))))
		return false;
	if (r->again) {
		if (!around || !around->name.len ||
		    (*body != around && !calls(*body, around->name)))
			return false;
		*body = around;
	}
	return runs_at_start(&x, s, 0);
}
