/* value_keyed.c - settings that an application holds by key: app.config["USERS_PATH"] is
 * what a file of settings, or a class in one, gives that name, else what is assigned
 * there. */
#include <ctype.h>

#include "syntax/lang.h"
#include "value/value_parts.h"

/* app.config, current_app.config */
static bool is_holder(struct eval *ev, const struct rule *r, const struct value *v)
{
	struct link last = { .names = r->words, .n = 1 };

	if (v->kind == VALUE_EXTERNAL)
		return external_is(r->detector, v->module, v->path, &last);
	return v->kind == VALUE_MEMBER && v->of && name_eq(v->member, r->words[0]) &&
	       value_role(ev, r->detector, name_of("app"), v->of);
}

/* ---- what is kept so -----------------------------------------------------------------
 */

enum { TRIED_MAX = 32 }; /* values of a key that may give none */

/* KEY = value in a file of settings, app.config["KEY"] = value. */
struct kept {
	const struct rule *rule; /* of the file; NULL: an assignment */
	struct name holder, key;
	const struct binding *binding;
	const struct scope *scope;
	bool is_asked; /* right now: it may be made of itself */
	struct kept *next;
};

struct keyed {
	struct kept **slot; /* in the order of files and lines */
	size_t mask;
};

/* By key, and apart what a rule's files say and what is assigned. */
static struct kept **slot_of(const struct keyed *k, const struct rule *r,
                             struct name holder, struct name key)
{
	return &k->slot[(key.hash ^ (r ? r->line : holder.hash)) & k->mask];
}

/* What was collected, last first. */
struct collected {
	struct arena *arena;
	struct kept *last;
	size_t n;
};

static void keep(struct collected *c, struct kept kept)
{
	struct kept *x = arena_alloc(c->arena, sizeof *x);

	*x = kept;
	x->next = c->last;
	c->last = x;
	c->n++;
}

static void collect_bound(struct collected *c, const struct rule *r,
                          const struct scope *s)
{
	for (const struct binding *b = s->first_binding; b; b = b->next)
		if (b->kind == BIND_VALUE && !binding_target(b))
			keep(c,
			     (struct kept){
				 .rule = r, .key = b->name, .binding = b, .scope = s });
}

static void collect_files(struct eval *ev, struct collected *c, const struct rule *r)
{
	const struct constants *files = eval_constants(ev, r);

	for (size_t i = 0; i < files->n; i++) {
		const struct scope *s = files->units[i]->module;

		collect_bound(c, r, s);
		for (s = s->first_child; s; s = s->sibling)
			if (s->kind == SCOPE_CLASS)
				collect_bound(c, r, s);
	}
}

static void collect_assigned(struct collected *c, const struct scope *s)
{
	for (const struct binding *b = s->first_binding; b; b = b->next) {
		const struct expr *t = binding_target(b);

		if (b->kind == BIND_VALUE && binding_value(b) && t &&
		    t->kind == EXPR_INDEX && expr_left(t) &&
		    expr_left(t)->kind == EXPR_ATTR && expr_first(t) &&
		    expr_first(t)->kind == EXPR_STRING &&
		    isupper((unsigned char)*expr_first(t)->text.s))
			keep(c, (struct kept){ .holder = expr_left(t)->text,
			                       .key = expr_first(t)->text,
			                       .binding = b,
			                       .scope = s });
	}
	for (const struct scope *inner = s->first_child; inner; inner = inner->sibling)
		collect_assigned(c, inner);
}

static const struct keyed *keyed(struct eval *ev)
{
	struct collected c = { .arena = ev->arena };
	struct keyed *k;

	if (ev->keyed)
		return ev->keyed;
	for (const struct rule *r = ev->detectors->settings; r; r = r->next_role)
		if (r->word == WORD_keyed)
			collect_files(ev, &c, r);
	for (size_t i = 0; i < ev->program->n; i++)
		if (ev->program->units[i]->language == LANG_PYTHON)
			collect_assigned(&c, ev->program->units[i]->module);
	k = arena_zero(ev->arena, sizeof *k);
	while (k->mask < c.n)
		k->mask = 2 * k->mask + 1;
	k->slot = arena_zero(ev->arena, (k->mask + 1) * sizeof(struct kept *));
	for (struct kept *x = c.last, *next; x; x = next) {
		struct kept **slot = slot_of(k, x->rule, x->holder, x->key);

		next = x->next;
		x->next = *slot;
		*slot = x;
	}
	return ev->keyed = k;
}

/* The first that gives a value, among those of a rule's files or of a holder. */
static void first_value(struct eval *ev, const struct rule *r, struct name holder,
                        struct name key, struct values *out)
{
	const struct keyed *k = keyed(ev);
	size_t tried = 0;

	for (struct kept *x = *slot_of(k, r, holder, key);
	     x && !out->n && tried < TRIED_MAX; x = x->next) {
		if (x->is_asked || x->rule != r || !name_eq(x->holder, holder) ||
		    !name_eq(x->key, key))
			continue;
		tried++;
		x->is_asked = true;
		if (r)
			eval_binding(ev, x->binding, x->scope, NULL, out);
		else
			eval_expr(ev, binding_value(x->binding), x->scope, NULL, out);
		x->is_asked = false;
	}
}

/* Of files of settings, else what is assigned: in a choice that is what is not for tests.
 */
static void value_of_key(struct eval *ev, const struct rule *r, struct name key,
                         struct values *out)
{
	struct name none = { 0 };

	first_value(ev, r, none, key, out);
	if (out->n)
		return;
	first_value(ev, NULL, r->words[0], key, out);
	if (out->n > 1)
		out->n = 1;
}

/* ---- who asks ------------------------------------------------------------------------
 */

bool eval_keyed(struct eval *ev, const struct value *holder, struct name key,
                struct values *out)
{
	for (const struct rule *r = ev->detectors->settings; r; r = r->next_role)
		if (r->word == WORD_keyed && is_holder(ev, r, holder))
			value_of_key(ev, r, key, out);
	return out->n > 0;
}

/* app.config["KEY"], app.config.get("KEY") */
bool eval_keyed_index(struct eval *ev, const struct expr *e, struct values *out)
{
	const struct expr *holder = expr_left(e), *key = expr_first(e);

	if (e->kind == EXPR_CALL && holder->kind == EXPR_ATTR &&
	    name_is(holder->text, "get"))
		holder = expr_left(holder);
	else if (e->kind == EXPR_CALL)
		return false;
	if (holder->kind != EXPR_ATTR || !key || key->kind != EXPR_STRING ||
	    !isupper((unsigned char)*key->text.s))
		return false;
	for (const struct rule *r = ev->detectors->settings; r; r = r->next_role)
		if (r->word == WORD_keyed && name_eq(r->words[0], holder->text))
			value_of_key(ev, r, key->text, out);
	return out->n > 0;
}
