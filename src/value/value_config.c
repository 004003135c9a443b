/* value_config.c - settings that an application looks up by name:
 * config.get("app.prefix"). */
#include <string.h>

#include "syntax/lang.h"
#include "value/folder.h"
#include "value/value_parts.h"

/* A place that holds settings. */
struct config {
	const struct detector *detector;
	const char *name; /* first part of the key; NULL: none */
	const struct capture *value;
	const struct unit *unit; /* that is such a place itself; NULL: value is one */
	struct config *next;
};

static void add_config(struct eval *ev, const struct rule *r, const struct expr *call,
                       const struct scope *s)
{
	const struct capture *name, *value;
	struct config *c;
	struct match m;
	struct texts t;

	if (!match_call(ev, r, call, s, NULL, &m) || !(value = match_get(&m, "value")))
		return;
	c = arena_zero(ev->arena, sizeof *c);
	*c = (struct config){ r->detector, NULL, value, NULL, ev->configs };
	if ((name = match_get(&m, "name"))) {
		eval_texts(ev, name->expr, s, NULL, &t);
		if (!t.n)
			return;
		c->name = t.v[0].s;
	}
	ev->configs = c;
}

static void configs_in(struct eval *ev, const struct scope *s)
{
	for (const struct site *t = s->first_site; t; t = t->next) {
		const struct expr *callee = call_target(t->call);
		struct indexed *at;
		struct rule *r;

		if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR))
			continue;
		at = detectors_first(ev->detectors, callee->text);
		while ((r = detectors_next(ev->detectors, callee->text, &at)))
			if (r->word == WORD_holds && r->form == FORM_CALL)
				add_config(ev, r, t->call, s);
	}
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		configs_in(ev, c);
}

/* The file of settings that a rule names, of the only folder that has one: of several
 * nobody says which is meant. */
static const struct unit *settings_file(struct eval *ev, const struct rule *r)
{
	static const char *const ends[] = { "js", "cjs", "mjs", "ts", "json" };
	const struct manifests *m = ev->program->manifests;
	const struct unit *found = NULL, *u;

	for (size_t i = 0; m && i < m->node_count; i++)
		for (size_t k = 1; k < r->word_count; k++)
			for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
				u = program_unit(ev->program,
				                 arena_printf(ev->arena, "%s%s%s.%s",
				                              m->nodes[i].dir,
				                              *m->nodes[i].dir ? "/" : "",
				                              r->words[k].s, ends[e]));
				if (u && found && u != found)
					return NULL;
				found = u ? u : found;
			}
	return found;
}

static void config_files(struct eval *ev)
{
	for (const struct rule *r = ev->detectors->settings; r; r = r->next_role) {
		const struct unit *u = r->word == WORD_settings && !r->detector->is_python
		                         ? settings_file(ev, r)
		                         : NULL;
		struct config *c;

		if (!u)
			continue;
		c = arena_zero(ev->arena, sizeof *c);
		*c = (struct config){ r->detector, NULL, NULL, u, ev->configs };
		ev->configs = c;
	}
}

/* Once, each its own question, whatever asked first. */
static void find_configs(struct eval *ev)
{
	struct apart around;

	if (ev->has_configs)
		return;
	ev->has_configs = true;
	around = eval_apart(ev);
	for (size_t i = 0; i < ev->program->n; i++)
		if (ev->program->units[i]->kind == UNIT_SOURCE &&
		    ev->program->units[i]->language != LANG_PYTHON)
			configs_in(ev, ev->program->units[i]->module);
	config_files(ev);
	eval_rejoin(ev, around);
}

/* The objects that hold the settings: of a function, what it returns; of a list, its
 * items. */
struct held {
	struct eval *ev;
	struct values *out;
};

static void add_held(void *arg, const struct expr *item, const struct scope *s,
                     const struct env *env)
{
	struct held *h = arg;
	struct values v, w;

	eval_expr(h->ev, item, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct scope *f = v.v[i].scope;

		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_DICT)
			values_push(h->out, v.v[i]);
		if (v.v[i].kind != VALUE_SCOPE || f->kind != SCOPE_FUNCTION)
			continue;
		for (const struct expr *r = f->returns; r; r = r->next) {
			eval_expr(h->ev, r, f, NULL, &w);
			values_push_all(h->out, &w);
		}
	}
}

static void settings_of(struct eval *ev, const struct config *c, struct values *out)
{
	struct held h = { ev, out };
	struct values v;

	out->n = 0;
	if (c->unit) {
		folder_export(ev, c->unit, out);
		return;
	}
	eval_expr(ev, c->value->expr, c->value->scope, c->value->env, &v);
	if (v.n && v.v[0].kind == VALUE_LITERAL && v.v[0].expr->kind == EXPR_LIST)
		eval_each_item(ev, &v, add_held, &h);
	else
		add_held(&h, c->value->expr, c->value->scope, c->value->env);
}

/* The part of the key behind this holder's name; "": all of it; NULL: another's. */
static const char *key_within(const struct config *c, const char *key)
{
	size_t n = c->name ? strlen(c->name) : 0;

	if (!c->name)
		return key;
	if (strncmp(key, c->name, n) != 0 || (key[n] && key[n] != '.'))
		return NULL;
	return key + n + (key[n] == '.');
}

static void find_setting(struct eval *ev, const struct config *c, const char *key,
                         struct values *out)
{
	struct values at, next, v;

	settings_of(ev, c, &at);
	while (*key && at.n) {
		size_t n = strcspn(key, ".");
		struct name part = name_copy(ev->arena, key, n);

		next.n = 0;
		for (size_t i = 0; i < at.n; i++) {
			eval_member(ev, &at.v[i], part, &v);
			values_push_all(&next, &v);
		}
		at = next;
		key += n + (key[n] == '.');
	}
	for (size_t i = 0; i < at.n; i++)
		if (at.v[i].kind != VALUE_MEMBER)
			values_push(out, at.v[i]);
}

bool eval_setting(struct eval *ev, const struct expr *e, const struct scope *s,
                  const struct env *env, struct values *out)
{
	struct indexed *at;
	struct rule *r;

	if (expr_left(e)->kind != EXPR_ATTR || !expr_first(e) ||
	    s->unit->language == LANG_PYTHON ||
	    !detectors_use(ev->detectors, expr_left(e)->text, false, USE_LOOKUP))
		return false;
	at = detectors_first(ev->detectors, expr_left(e)->text);
	while ((r = detectors_next(ev->detectors, expr_left(e)->text, &at))) {
		const struct capture *c;
		struct match m;
		struct texts keys;

		if (r->word != WORD_lookup || !match_call(ev, r, e, s, env, &m) ||
		    !(c = match_get(&m, "key")) || c->expr->kind != EXPR_STRING)
			continue;
		find_configs(ev);
		eval_texts(ev, c->expr, s, env, &keys);
		for (const struct config *x = keys.n ? ev->configs : NULL; x;
		     x = x->next) {
			const char *key = key_within(x, keys.v[0].s);

			if (x->detector == r->detector && key)
				find_setting(ev, x, key, out);
		}
	}
	return out->n > 0;
}

bool eval_config_member(struct eval *ev, const struct rule *r, const char *key,
                        struct values *out)
{
	find_configs(ev);
	for (const struct config *x = ev->configs; x; x = x->next)
		if (x->unit && x->detector == r->detector)
			find_setting(ev, x, key, out);
	return out->n > 0;
}
