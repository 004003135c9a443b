/* value_keyed.c - settings that an application holds by key: app.config["USERS_PATH"] is
 * what a file of settings, or a class in one, gives that name, else what is assigned
 * there. */
#include <ctype.h>
#include <string.h>

#include "lang.h"
#include "value_parts.h"

/* app.config, current_app.config */
static bool is_holder(struct eval *ev, const struct rule *r, const struct value *v)
{
	struct link last = { .names = r->words, .n = 1 };

	if (v->kind == VALUE_EXTERNAL)
		return external_is(r->detector, v->module, v->path, &last);
	return v->kind == VALUE_MEMBER && v->of && name_eq(v->member, r->words[0]) &&
	       value_role(ev, r->detector, name_of("app"), v->of);
}

static void bound_in(struct eval *ev, const struct scope *s, struct name key,
                     struct values *out)
{
	for (const struct binding *b = scope_find(s, key); b && !out->n; b = b->same)
		if (b->kind == BIND_VALUE && !b->target)
			eval_binding(ev, b, s, NULL, out);
}

static void in_files(struct eval *ev, const struct rule *r, struct name key,
                     struct values *out)
{
	const struct constants *c = eval_constants(ev, r);

	for (size_t i = 0; i < c->n && !out->n; i++) {
		const struct scope *s = c->units[i]->module;

		bound_in(ev, s, key, out);
		for (s = s->first_child; s && !out->n; s = s->sibling)
			if (s->kind == SCOPE_CLASS)
				bound_in(ev, s, key, out);
	}
}

/* ---- app.config["KEY"] = value -------------------------------------------------------
 */

struct assigned_key {
	struct name holder, key;
	const struct expr *value;
	const struct scope *scope;
	bool is_asked; /* right now: it may be made of itself */
	struct assigned_key *next;
};

/* What is kept so, in the order of files and lines. */
static struct assigned_key **assigned_within(struct eval *ev, const struct scope *s,
                                             struct assigned_key **end)
{
	for (const struct binding *b = s->first_binding; b; b = b->next) {
		const struct expr *t = b->target;

		if (b->kind != BIND_VALUE || !b->value || !t || t->kind != EXPR_INDEX ||
		    !t->left || t->left->kind != EXPR_ATTR || !t->first ||
		    t->first->kind != EXPR_STRING ||
		    !isupper((unsigned char)*t->first->text.s))
			continue;
		*end = arena_zero(ev->arena, sizeof **end);
		(*end)->holder = t->left->text;
		(*end)->key = t->first->text;
		(*end)->value = b->value;
		(*end)->scope = s;
		end = &(*end)->next;
	}
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		end = assigned_within(ev, c, end);
	return end;
}

/* The first that gives a value: in a choice that is what is not for tests. */
static void in_assignments(struct eval *ev, const struct rule *r, struct name key,
                           struct values *out)
{
	struct assigned_key **end = &ev->assigned;

	for (size_t i = 0; !ev->has_assigned && i < ev->program->n; i++)
		if (ev->program->units[i]->language == LANG_PYTHON)
			end = assigned_within(ev, ev->program->units[i]->module, end);
	ev->has_assigned = true;
	for (struct assigned_key *x = ev->assigned; x && !out->n; x = x->next) {
		if (x->is_asked || !name_eq(x->key, key) ||
		    !name_eq(x->holder, r->words[0]))
			continue;
		x->is_asked = true;
		eval_expr(ev, x->value, x->scope, NULL, out);
		x->is_asked = false;
	}
	if (out->n > 1)
		out->n = 1;
}

bool eval_keyed(struct eval *ev, const struct value *holder, struct name key,
                struct values *out)
{
	for (const struct rule *r = ev->detectors->settings; r; r = r->next_role)
		if (r->word == WORD_keyed && is_holder(ev, r, holder)) {
			in_files(ev, r, key, out);
			if (!out->n)
				in_assignments(ev, r, key, out);
		}
	return out->n > 0;
}

/* app.config["KEY"], app.config.get("KEY") */
bool eval_keyed_index(struct eval *ev, const struct expr *e, struct values *out)
{
	const struct expr *holder = e->left, *key = e->first;

	if (e->kind == EXPR_CALL && holder->kind == EXPR_ATTR &&
	    name_is(holder->text, "get"))
		holder = holder->left;
	else if (e->kind == EXPR_CALL)
		return false;
	if (holder->kind != EXPR_ATTR || !key || key->kind != EXPR_STRING ||
	    !isupper((unsigned char)*key->text.s))
		return false;
	for (const struct rule *r = ev->detectors->settings; r; r = r->next_role)
		if (r->word == WORD_keyed && name_eq(r->words[0], holder->text)) {
			in_files(ev, r, key->text, out);
			if (!out->n)
				in_assignments(ev, r, key->text, out);
		}
	return out->n > 0;
}
