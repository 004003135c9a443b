/* value_held.c - values that code hangs on an object of a package, by the member's name:
 * app.queue = Queue(). Whoever has that object, however it came there, has them. */
#include "lang.h"
#include "value_parts.h"

enum { HELD_SLOTS = 256, HELD_MAX = 8 };

struct held {
	struct name member;
	const struct expr *value;
	const struct scope *scope;
	struct held *next;
};

struct held_on {
	struct held *slot[HELD_SLOTS];
};

/* app.queue = value, but not self.queue = value, which the class knows. */
static void note(struct eval *ev, const struct binding *b, const struct scope *s)
{
	const struct expr *t = b->target;
	struct held **slot, *h;

	if (b->kind != BIND_VALUE || !b->value || b->value->kind != EXPR_CALL || !t ||
	    t->kind != EXPR_ATTR || !t->left || t->left->kind != EXPR_NAME ||
	    name_is(t->left->text, "self") || name_is(t->left->text, "cls"))
		return;
	slot = &ev->held_on->slot[t->text.hash % HELD_SLOTS];
	h = arena_alloc(ev->arena, sizeof *h);
	*h = (struct held){ t->text, b->value, s, *slot };
	*slot = h;
}

static void note_all(struct eval *ev, const struct scope *s)
{
	for (const struct binding *b = s->first_binding; b; b = b->next)
		note(ev, b, s);
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		note_all(ev, c);
}

/* Once: what is asked for is asked at few calls, of few names. */
static void find_all(struct eval *ev)
{
	if (ev->held_on)
		return;
	ev->held_on = arena_zero(ev->arena, sizeof *ev->held_on);
	for (size_t i = 0; i < ev->program->n; i++)
		if (ev->program->units[i]->kind == UNIT_SOURCE &&
		    ev->program->units[i]->language == LANG_PYTHON)
			note_all(ev, ev->program->units[i]->module);
}

void eval_held_on(struct eval *ev, struct name n, struct values *out)
{
	int left = HELD_MAX;

	find_all(ev);
	out->n = 0;
	for (const struct held *h = ev->held_on->slot[n.hash % HELD_SLOTS]; h && left;
	     h = h->next) {
		struct values v;

		if (!name_eq(h->member, n))
			continue;
		left--;
		eval_expr(ev, h->value, h->scope, NULL, &v);
		for (size_t i = 0; i < v.n; i++)
			values_add(out, &v.v[i]);
	}
}
