/* value_decorating.c - what decorators above functions call: @d above s is d(s). */
#include <string.h>

#include "syntax/lang.h"
#include "value/asked.h"
#include "value/value_parts.h"

enum { DECORATED_SLOTS = 256 };

struct decorators {
	struct decorated *by_name[DECORATED_SLOTS];
	struct {
		struct applied *first, *last;
	} by_function[DECORATED_SLOTS];
};

static size_t slot_of(const struct scope *f)
{
	return ((uintptr_t)f >> 4) % DECORATED_SLOTS;
}

static void note_decorated(struct eval *ev, const struct scope *s)
{
	for (struct expr *d = s->decorators; d && s->name.len && s->parent; d = d->next) {
		const struct expr *last = d->kind == EXPR_CALL ? expr_left(d) : d;
		struct decorated **slot, *x;

		if (!last || (last->kind != EXPR_NAME && last->kind != EXPR_ATTR))
			continue;
		slot = &ev->decorators->by_name[last->text.hash % DECORATED_SLOTS];
		x = arena_alloc(ev->arena, sizeof *x);
		*x = (struct decorated){ d, last->text, s, false, *slot };
		*slot = x;
	}
	for (const struct scope *c = s->asked_within & ASKED_SELF ? s->first_child : NULL;
	     c; c = c->sibling)
		note_decorated(ev, c);
}

static struct decorated *first_of(struct eval *ev, struct name n)
{
	if (!ev->decorators) {
		ev->decorators = arena_zero(ev->arena, sizeof *ev->decorators);
		for (size_t i = 0; i < ev->program->n; i++)
			if (ev->program->units[i]->language == LANG_PYTHON)
				note_decorated(ev, ev->program->units[i]->module);
	}
	return ev->decorators->by_name[n.hash % DECORATED_SLOTS];
}

const struct decorated *eval_decorated(struct eval *ev, struct name n,
                                       const struct decorated *before)
{
	const struct decorated *d = before ? before->next : first_of(ev, n);

	while (d && !name_eq(d->last, n))
		d = d->next;
	return d;
}

/* A function of those that a decorator may be: once for each. */
static void note_applied(struct eval *ev, const struct values *v, size_t i,
                         const struct value *self, const struct decorated *by)
{
	const struct scope *f = v->v[i].scope;
	struct applied *x = arena_zero(ev->arena, sizeof *x);
	struct decorators *all = ev->decorators;
	size_t slot = slot_of(f);

	*x = (struct applied){ .function = f, .by = by };
	x->self = self ? value_keep(ev, self) : NULL;
	for (size_t k = 0; k < v->n && !x->outer; k++) {
		if (v->v[k].kind != VALUE_SCOPE || v->v[k].scope != f)
			continue;
		if (k < i)
			return;
		if (!self && v->v[k].env && v->v[k].env->function != f)
			x->outer = v->v[k].env;
	}
	if (all->by_function[slot].last)
		all->by_function[slot].last->next = x;
	else
		all->by_function[slot].first = x;
	all->by_function[slot].last = x;
}

/* @Route("/x"), an object: its class's __call__ is what is called. */
static void note_called(struct eval *ev, const struct value *object,
                        const struct decorated *by)
{
	struct values v;

	v.n = 0;
	eval_member(ev, object, name_of("__call__"), &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE)
			note_applied(ev, &v, i, object, by);
}

static void resolve(struct eval *ev, const struct decorated *d)
{
	struct apart around = eval_apart(ev);
	struct values v;

	eval_expr(ev, d->decorator, d->scope->parent, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE)
			note_applied(ev, &v, i, NULL, d);
		else if (v.v[i].kind == VALUE_OBJECT && v.v[i].scope &&
		         v.v[i].scope->kind == SCOPE_CLASS)
			note_called(ev, &v.v[i], d);
	eval_rejoin(ev, around);
}

/* What decorators of this name may be. */
static void resolve_named(struct eval *ev, struct name n)
{
	for (struct decorated *d = first_of(ev, n); d; d = d->next)
		if (!d->is_resolved && name_eq(d->last, n)) {
			d->is_resolved = true; /* first: it may be asked for below */
			resolve(ev, d);
		}
}

/* What a decorator is called whose call runs f: f, or the function or class around it. */
static struct name decorator_name(const struct scope *f)
{
	bool is_made = f->parent && (f->parent->kind == SCOPE_FUNCTION ||
	                             name_is(f->name, "__call__"));

	return is_made ? f->parent->name : f->name;
}

const struct applied *eval_applied(struct eval *ev, const struct scope *f,
                                   const struct applied *before)
{
	struct name n = decorator_name(f);
	const struct applied *a;

	if (!scope_is_python(f) || !n.len)
		return NULL;
	if (!before)
		resolve_named(ev, n);
	a = before ? before->next : ev->decorators->by_function[slot_of(f)].first;
	while (a && !(a->function == f && name_eq(a->by->last, n)))
		a = a->next;
	return a;
}
