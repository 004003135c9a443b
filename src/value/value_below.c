/* value_below.c - the classes of a code base that lie below one: of a mixin it is they
 * that say what its methods are called on. */
#include "syntax/lang.h"
#include "value/value_parts.h"

enum { BELOW_SLOTS = 2048, BELOW_DEEP = 4, BELOW_MAX = 64 };

/* A class, by what one of its bases is called. */
struct below {
	struct name base;
	const struct scope *class;
	struct below *next;
};

static void add_class(struct eval *ev, const struct scope *class)
{
	for (const struct expr *b = class->bases; b; b = b->next) {
		struct below **slot, *x;

		if (b->kind != EXPR_NAME && b->kind != EXPR_ATTR)
			continue;
		slot = &ev->below[b->text.hash % BELOW_SLOTS];
		x = arena_alloc(ev->arena, sizeof *x);
		*x = (struct below){ b->text, class, *slot };
		*slot = x;
	}
}

static void add_classes(struct eval *ev, const struct scope *s)
{
	for (const struct scope *c = s->first_child; c; c = c->sibling) {
		if (c->kind != SCOPE_CLASS)
			continue;
		add_class(ev, c);
		add_classes(ev, c);
	}
}

static bool lies_below(struct eval *ev, const struct scope *class,
                       const struct scope *base, struct bases *b)
{
	eval_bases(ev, class, b);
	for (size_t i = 0; i < b->local_count; i++)
		if (b->local[i] == base && class != base)
			return true;
	return false;
}

static bool some_below(struct eval *ev, const struct scope *base,
                       bool (*fn)(struct eval *, const struct rule *,
                                  const struct bases *),
                       const struct rule *r, int depth, int *budget)
{
	const struct below *x = ev->below[base->name.hash % BELOW_SLOTS];

	for (; x && depth < BELOW_DEEP; x = x->next) {
		struct bases b;

		if (!name_eq(x->base, base->name) || (*budget)-- <= 0 ||
		    !lies_below(ev, x->class, base, &b))
			continue;
		if (fn(ev, r, &b) || some_below(ev, x->class, fn, r, depth + 1, budget))
			return true;
	}
	return false;
}

bool eval_some_below(struct eval *ev, const struct scope *class,
                     bool (*fn)(struct eval *, const struct rule *, const struct bases *),
                     const struct rule *r)
{
	int budget = BELOW_MAX;

	if (!ev->below) {
		ev->below = arena_zero(ev->arena, BELOW_SLOTS * sizeof *ev->below);
		for (size_t i = 0; i < ev->program->n; i++)
			if (ev->program->units[i]->language == LANG_PYTHON)
				add_classes(ev, ev->program->units[i]->module);
	}
	return class->name.len && some_below(ev, class, fn, r, 0, &budget);
}
