/* entry.c - what stands in variables: entries of dictionaries, functions of lists,
 * settings. */
#include "job/entry.h"

#include <string.h>
#include <strings.h>

#include "detect/need.h"
#include "job/job_named.h"
#include "link/listed.h"
#include "link/trait.h"
#include "route/route.h"
#include "syntax/lang.h"
#include "text/glob.h"

static const struct expr *key_of(const struct expr *dict, struct name key)
{
	for (const struct expr *p = expr_first(dict); p; p = p->next)
		if (p->kind == EXPR_PAIR && expr_left(p) &&
		    name_eq(expr_left(p)->text, key))
			return p;
	return NULL;
}

static struct fact *entry_fact(struct linker *l, const struct rule *r, uint32_t line,
                               const struct value *dict)
{
	const struct arg *a = r->args->kind == ARG_DICT ? r->args->inner : NULL;
	struct fact *f = link_fact(l, (enum fact_kind)r->fact, dict->scope->unit, line,
	                           r);

	for (; a; a = a->next) {
		const struct expr *p = key_of(dict->expr, a->name);
		struct match m = { .rule = r };
		struct capture c;

		if (!p || !a->inner || a->inner->kind != ARG_VAR)
			continue;
		c = (struct capture){ a->inner->name, expr_first(p), dict->scope,
			              dict->env, NULL };
		m.captures = &c;
		link_captures(l, f, &m);
	}
	trait_note_keys(l, f, r, dict);
	return f;
}

static bool is_dict(const struct value *v)
{
	return v->kind == VALUE_LITERAL && v->expr->kind == EXPR_DICT;
}

/* "0 * * * *": ["clean", "index"]: a fact for each, and the key what the rule calls it.
 */
static void listed_by_key(struct linker *l, const struct rule *r, const struct expr *key,
                          const struct expr *list, const struct scope *s)
{
	for (const struct expr *x = list->kind == EXPR_LIST ? expr_first(list) : list; x;
	     x = list->kind == EXPR_LIST ? x->next : NULL) {
		struct capture item = { r->args->inner->name, x, s, NULL, NULL };
		struct capture by = { r->captured, key, s, NULL, &item };
		struct match m = { .rule = r, .captures = &by };

		link_captures(l,
		              link_fact(l, (enum fact_kind)r->fact, s->unit,
		                        x->line ? x->line : key->line, r),
		              &m);
	}
}

/* key: {..} */
static void keyed_entry(struct linker *l, const struct rule *r, const struct expr *key,
                        const struct expr *value, const struct scope *s,
                        const struct env *env, const struct expr *around)
{
	struct texts name;
	struct values v;
	struct fact *f;

	if (!key || !value)
		return;
	if (r->fact == FACT_endpoint) {
		route_keyed(l, r, key, value, s, env,
		            around && r->prefix ? key_of(around, name_of(r->prefix))
		                                : NULL);
		return;
	}
	if (r->args->kind == ARG_LIST) {
		listed_by_key(l, r, key, value, s);
		return;
	}
	eval_expr(&l->eval, value, s, env, &v);
	if (!v.n || !is_dict(&v.v[0]))
		return;
	f = entry_fact(l, r, key->line, &v.v[0]);
	eval_texts(&l->eval, key, s, env, &name);
	f->name = name.n ? name.v[0].s : "";
}

/* A list of dictionaries in the function that gives the value, each with the key that
 * the rule asks for first: what the function makes its entries of. */
static void listed_entries(struct linker *l, const struct rule *r, const struct scope *f)
{
	const struct arg *wanted = r->args->kind == ARG_DICT ? r->args->inner : NULL;

	for (const struct binding *b = f->first_binding; wanted && b; b = b->next) {
		if (!binding_value(b) || binding_target(b) ||
		    binding_value(b)->kind != EXPR_LIST)
			continue;
		for (const struct expr *x = expr_first(binding_value(b)); x;
		     x = x->next) {
			struct value v = { .kind = VALUE_LITERAL, .expr = x, .scope = f };
			const struct expr *name, *task;
			struct texts t;
			struct fact *fact;

			if (x->kind != EXPR_DICT || !(task = key_of(x, wanted->name)))
				continue;
			name = key_of(x, r->captured);
			fact = entry_fact(l, r, name ? name->line : task->line, &v);
			t.n = 0;
			if (name)
				eval_texts(&l->eval, expr_first(name), f, NULL, &t);
			fact->name = t.n ? t.v[0].s : "";
		}
	}
}

enum { SPREAD_DEPTH_MAX = 4 };

/* {"GET /x": f, ...others} */
static void entries_of_dict(struct linker *l, const struct rule *r,
                            const struct value *dict, const struct expr *around,
                            int depth)
{
	for (const struct expr *p = expr_first(dict->expr); p; p = p->next) {
		struct values v;
		bool is_known = false;

		if (p->kind == EXPR_PAIR)
			keyed_entry(l, r, expr_left(p), expr_first(p), dict->scope,
			            dict->env, around);
		/* Other facts are told where their own variable is. */
		if (p->kind != EXPR_SPREAD || !expr_left(p) || r->fact != FACT_endpoint)
			continue;
		eval_expr(&l->eval, expr_left(p), dict->scope, dict->env, &v);
		for (size_t i = 0; i < v.n && depth < SPREAD_DEPTH_MAX; i++)
			if (is_dict(&v.v[i])) {
				is_known = true;
				entries_of_dict(l, r, &v.v[i], around, depth + 1);
			}
		if (!is_known)
			route_spread(l, r, p, dict->scope);
	}
}

/* around: the object that the value is a key of; NULL: of none. */
static void entries_of_rule(struct linker *l, const struct rule *r,
                            const struct expr *value, const struct scope *s,
                            const struct expr *around)
{
	struct values v;

	eval_expr(&l->eval, value, s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (is_dict(&v.v[i]))
			entries_of_dict(l, r, &v.v[i], around, 0);
	if (value->kind != EXPR_CALL || !expr_left(value))
		return;
	eval_expr(&l->eval, expr_left(value), s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_FUNCTION)
			listed_entries(l, r, v.v[i].scope);
}

/* ---- settings -------------------------------------------------------------------------
 */

/* Does the value say what the rule asks for? */
static bool says(struct linker *l, const struct arg *a, const struct expr *value,
                 const struct scope *s)
{
	struct texts t;

	if (!a || a->kind == ARG_VAR)
		return true;
	if (a->kind == ARG_CALL)
		return (value->kind == EXPR_CONST || value->kind == EXPR_NUMBER) &&
		       link_has(a->chain, value->text);
	if (a->kind != ARG_TEXT)
		return false;
	eval_text_list(&l->eval, value, s, NULL, &t);
	for (size_t i = 0; i < t.n; i++)
		if (glob_matches(a->name.s, t.v[i].s))
			return true;
	/* environ.get("BROKER", "redis://"): what else it may be */
	for (const struct expr *x = value->kind == EXPR_CALL ? expr_first(value) : NULL;
	     x; x = x->next) {
		const struct expr *given = x->kind == EXPR_KEYWORD ? expr_first(x) : x;

		if (given && given->kind == EXPR_STRING &&
		    glob_matches(a->name.s, given->text.s))
			return true;
	}
	return false;
}

static void setting(struct linker *l, const struct rule *r, const struct expr *value,
                    const struct scope *s, uint32_t line)
{
	struct capture c = { .expr = value, .scope = s };
	struct match m = { .rule = r, .captures = &c };
	struct fact *f;

	if (!link_uses(l, r->detector) || !says(l, r->args, value, s))
		return;
	f = link_fact(l, (enum fact_kind)r->fact, s->unit, line, r);
	if (r->args && r->args->kind == ARG_VAR) {
		c.name = r->args->name;
		link_captures(l, f, &m);
	}
	link_row(l, s->unit, line, r);
}

/* ---- rows of a list -------------------------------------------------------------------
 */

struct rows {
	struct linker *l;
	const struct rule *rule;
};

/* A list that is made of another one holds rows that are told already. */
static bool is_told(const struct linker *l, const struct rule *r, const char *file,
                    uint32_t line)
{
	for (size_t i = 0; i < l->facts->n; i++) {
		const struct fact *f = &l->facts->v[i];

		if (f->kind == r->fact && f->line == line && f->file == file &&
		    f->framework == r->detector->name)
			return true;
	}
	return false;
}

/* A function, or a text that has the form of a path to one. */
static bool names_code(struct linker *l, const struct capture *h)
{
	struct texts t;

	if (link_handler(l, h->expr, h->scope, h->env))
		return true;
	eval_texts(&l->eval, h->expr, h->scope, h->env, &t);
	return t.n && strpbrk(t.v[0].s, ".:") && !strpbrk(t.v[0].s, " /");
}

static void row_of(void *arg, const struct expr *item, const struct scope *s,
                   const struct env *env)
{
	struct rows *x = arg;
	const struct scope *body;
	const struct capture *h;
	struct match m;
	struct fact *f;
	size_t at;

	if ((item->kind != EXPR_LIST && item->kind != EXPR_DICT) ||
	    !match_tuple(&x->l->eval, x->rule, item, s, env, &m) ||
	    !(h = match_get(&m, "handler")) || !names_code(x->l, h) ||
	    is_told(x->l, x->rule, s->unit->path, item->line))
		return;
	f = link_fact(x->l, (enum fact_kind)x->rule->fact, s->unit, item->line, x->rule);
	link_captures(x->l, f, &m);
	body = link_handler(x->l, h->expr, h->scope, h->env);
	at = (size_t)(f - x->l->facts->v);
	if (body) {
		f->handler = link_scope_name(x->l, body);
		link_measure(f, body, s->unit);
	} else {
		job_named(x->l, at, x->rule, h);
		f = &x->l->facts->v[at];
	}
	f->target = f->handler;
	f->name = f->name ? f->name : f->handler;
	link_row(x->l, s->unit, item->line, x->rule);
}

/* CRONJOBS = [("0 5 * * *", "shop.cron.clean")] */
static void rows_of(struct linker *l, const struct rule *r, const struct expr *value,
                    const struct scope *s)
{
	struct rows x = { l, r };
	struct values v;

	eval_expr(&l->eval, value, s, NULL, &v);
	eval_each_item(&l->eval, &v, row_of, &x);
}

/* ---- by the name of the variable ------------------------------------------------------
 */

static void named(struct linker *l, struct name variable, const struct expr *value,
                  const struct expr *key, const struct scope *s, uint32_t line)
{
	struct indexed *at = NULL;
	bool has_items = false;
	struct rule *r;

	while ((r = detectors_named(l->detectors, variable, &at))) {
		if (r->detector->is_python != (s->unit->language == LANG_PYTHON))
			continue;
		if (r->form == FORM_SETTING && !key)
			setting(l, r, value, s, line);
		else if (r->form == FORM_ENTRY && key)
			keyed_entry(l, r, key, value, s, NULL, NULL);
		else if (r->form == FORM_ENTRY)
			entries_of_rule(l, r, value, s, NULL);
		else if (r->form == FORM_ITEM && !key && !has_items) {
			listed_items(l, variable, value, s);
			has_items = true;
		} else if (rule_is_row(r) && !key)
			rows_of(l, r, value, s);
	}
}

static bool is_called_like(struct name variable, const struct detector *d)
{
	size_t n = strlen(d->name);

	return variable.len >= n && !strncasecmp(variable.s, d->name, n);
}

/* ["package.*"]: the text says itself whose it is. */
static bool asks_for_text(const struct rule *r)
{
	return r->form == FORM_ITEM && r->args->kind == ARG_LIST && r->args->inner &&
	       r->args->inner->kind == ARG_TEXT;
}

/* settings: {routes: [{path, aliases}]}: what a list of a script holds. */
static const struct expr *objects_in(const struct expr *list, const struct scope *s)
{
	return list->kind == EXPR_LIST && s->unit->language != LANG_PYTHON
	         ? expr_first(list)
	         : NULL;
}

/* CELERY = {"task_acks_late": True, "beat_schedule": {..}}: keys are settings and hold
 * entries, too, in a file that imports the package, or in a variable called like it. */
static void keys_of(struct linker *l, struct name variable, const struct expr *dict,
                    const struct scope *s, int depth)
{
	for (const struct expr *p = expr_first(dict); p; p = p->next) {
		struct indexed *at = NULL;
		bool has_items = false;
		struct rule *r;

		if (p->kind != EXPR_PAIR || !expr_left(p) || !expr_first(p))
			continue;
		if (expr_first(p)->kind == EXPR_DICT && depth < 2)
			keys_of(l, variable, expr_first(p), s, depth + 1);
		for (const struct expr *x = objects_in(expr_first(p), s); x && depth < 2;
		     x = x->next)
			if (x->kind == EXPR_DICT)
				keys_of(l, variable, x, s, depth + 1);
		if (expr_left(p)->kind != EXPR_STRING)
			continue;
		while ((r = detectors_named(l->detectors, expr_left(p)->text, &at))) {
			if (r->detector->is_python !=
			        (s->unit->language == LANG_PYTHON) ||
			    (!is_called_like(variable, r->detector) &&
			     !needs_has(s->unit->uses, r->detector->index) &&
			     !detector_configures(r->detector, s->unit->path) &&
			     !asks_for_text(r)))
				continue;
			if (r->form == FORM_SETTING)
				setting(l, r, expr_first(p), s, expr_left(p)->line);
			else if (r->form == FORM_ENTRY)
				entries_of_rule(l, r, expr_first(p), s, dict);
			else if (r->form == FORM_ITEM && !has_items) {
				listed_items(l, expr_left(p)->text, expr_first(p), s);
				has_items = true;
			}
		}
	}
}

/* beat_schedule = {..}, app.conf.beat_schedule = {..}, beat_schedule["x"] = {..},
 * conf.update(beat_schedule={..}) */
void entries_of(struct linker *l, const struct scope *s)
{
	for (const struct binding *b = s->first_binding; b; b = b->next) {
		const struct expr *t = binding_target(b), *key = NULL;
		struct name n;

		if (!binding_value(b) || binding_in(b, NULL) ||
		    (b->kind != BIND_VALUE && b->kind != BIND_AUGMENT))
			continue;
		if (t && t->kind == EXPR_INDEX && t->flags & EXPR_TUPLE)
			continue; /* map.set(key, value) */
		if (t && t->kind == EXPR_INDEX) {
			key = expr_first(t);
			t = expr_left(t);
		}
		n = t && (t->kind == EXPR_ATTR || t->kind == EXPR_NAME) ? t->text
		                                                        : b->name;
		named(l, n, binding_value(b), key, s, b->line);
		if (key && key->kind == EXPR_STRING)
			named(l, key->text, binding_value(b), NULL, s, b->line);
		if (binding_value(b)->kind == EXPR_DICT)
			keys_of(l, n, binding_value(b), s, 0);
	}
	for (const struct site *t = s->first_site; t; t = t->next) {
		const struct expr *callee = call_target(t->call);

		for (const struct expr *a = expr_first(t->call); a; a = a->next) {
			if (a->kind == EXPR_KEYWORD && expr_first(a))
				named(l, a->text, expr_first(a), NULL, s, a->line);
			else if (a->kind == EXPR_DICT)
				keys_of(l, callee ? callee->text : (struct name){ 0 }, a,
				        s, 0);
		}
	}
}
