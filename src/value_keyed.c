/* value_keyed.c - settings that an application holds by key: app.config["USERS_PATH"] is
 * what a file of settings, or a class in one, gives that name. */
#include <ctype.h>
#include <string.h>

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

bool eval_keyed(struct eval *ev, const struct value *holder, struct name key,
                struct values *out)
{
	for (const struct rule *r = ev->detectors->settings; r; r = r->next_role)
		if (r->word == WORD_keyed && is_holder(ev, r, holder))
			in_files(ev, r, key, out);
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
		if (r->word == WORD_keyed && name_eq(r->words[0], holder->text))
			in_files(ev, r, key->text, out);
	return out->n > 0;
}
