/* value_held.c - values that code hands to whom it does not know, by a name: on an object
 * of a package, app.queue = Queue(), or in a dictionary, load({"api": api}). Whoever has
 * that object or dictionary, however it came there, has them. Such an object may be a
 * module that is loaded by its file, page.api = Api(): a file that says api, and binds no
 * such name, is one. */
#include "syntax/lang.h"
#include "value/value_parts.h"

enum { HELD_SLOTS = 256, HELD_MAX = 8 };

struct held {
	struct name member;
	const struct expr *value;
	const struct scope *scope;
	struct held *next;
};

struct held_on {
	struct held *slot[HELD_SLOTS];  /* members of objects */
	struct held *keyed[HELD_SLOTS]; /* items of dictionaries */
};

static void keep(struct eval *ev, struct held **slots, struct name n,
                 const struct expr *value, const struct scope *s)
{
	struct held **slot = &slots[n.hash % HELD_SLOTS], *h;

	h = arena_alloc(ev->arena, sizeof *h);
	*h = (struct held){ n, value, s, *slot };
	*slot = h;
}

/* app.queue = value, but not self.queue = value, which the class knows. */
static void note(struct eval *ev, const struct binding *b, const struct scope *s)
{
	const struct expr *t = binding_target(b);

	if (b->kind != BIND_VALUE || !binding_value(b) ||
	    binding_value(b)->kind != EXPR_CALL || !t || t->kind != EXPR_ATTR ||
	    !expr_left(t) || expr_left(t)->kind != EXPR_NAME ||
	    name_is(expr_left(t)->text, "self") || name_is(expr_left(t)->text, "cls"))
		return;
	keep(ev, ev->held_on->slot, t->text, binding_value(b), s);
}

/* {"api": api}, and not what a setting or a text is called. */
static void note_items(struct eval *ev, const struct expr *dict, const struct scope *s)
{
	if (!dict || dict->kind != EXPR_DICT)
		return;
	for (const struct expr *p = expr_first(dict); p; p = p->next)
		if (p->kind == EXPR_PAIR && expr_left(p) &&
		    expr_left(p)->kind == EXPR_STRING && expr_first(p) &&
		    (expr_first(p)->kind == EXPR_NAME ||
		     expr_first(p)->kind == EXPR_ATTR))
			keep(ev, ev->held_on->keyed, expr_left(p)->text, expr_first(p),
			     s);
}

static void note_all(struct eval *ev, const struct scope *s)
{
	for (const struct binding *b = s->first_binding; b; b = b->next) {
		note(ev, b, s);
		note_items(ev, binding_value(b), s);
	}
	for (const struct site *t = s->first_site; t; t = t->next)
		for (const struct expr *a = expr_first(t->call); a; a = a->next)
			note_items(ev, a->kind == EXPR_KEYWORD ? expr_first(a) : a, s);
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

static void held_as(struct eval *ev, struct held *const *slots, struct name n,
                    struct values *out)
{
	int left = HELD_MAX;

	out->n = 0;
	for (const struct held *h = slots[n.hash % HELD_SLOTS]; h && left; h = h->next) {
		struct values v;

		if (!name_eq(h->member, n))
			continue;
		left--;
		eval_expr(ev, h->value, h->scope, NULL, &v);
		values_push_all(out, &v);
	}
}

/* api of api = handed["api"]: what it is set to. */
static const struct expr *item_of(const struct expr *e, const struct scope *s)
{
	const struct binding *b;

	if (e->kind != EXPR_NAME)
		return e;
	b = scope_find(s, e->text);
	return b && b->kind == BIND_VALUE && !binding_target(b) && binding_value(b)
	         ? binding_value(b)
	         : e;
}

/* Neither this scope nor one around it binds the name, nor may an import of all. */
static bool is_unbound(struct name n, const struct scope *s)
{
	const struct name all = name_of("*");

	for (; s->parent; s = s->parent)
		if (scope_find(s, n) || scope_param(s, n))
			return false;
	return scope_is_python(s) && !scope_find(s, n) && !scope_find(s, all);
}

void eval_held_on(struct eval *ev, const struct expr *e, const struct scope *s,
                  struct values *out)
{
	out->n = 0;
	e = item_of(e, s);
	if (e->kind == EXPR_ATTR || (e->kind == EXPR_NAME && is_unbound(e->text, s))) {
		find_all(ev);
		held_as(ev, ev->held_on->slot, e->text, out);
	} else if (e->kind == EXPR_INDEX && expr_left(e) &&
	           expr_left(e)->kind == EXPR_NAME && expr_first(e) &&
	           expr_first(e)->kind == EXPR_STRING) {
		find_all(ev);
		held_as(ev, ev->held_on->keyed, expr_first(e)->text, out);
	}
}
