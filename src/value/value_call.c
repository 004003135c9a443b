/* value_call.c - what a call gives: factories, constructors, wrappers; and who calls
 * what. */
#include "value/value_parts.h"

#include "value/asked.h"
#include "value/folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <ctype.h>
#include <string.h>

#include "detect/fact.h"
#include "detect/need.h"
#include "syntax/lang.h"

/* ---- calls ------------------------------------------------------------------------- */

static bool is_require(const struct expr *e)
{
	return expr_left(e) && expr_left(e)->kind == EXPR_NAME && expr_first(e) &&
	       (expr_first(e)->kind == EXPR_STRING ||
	        expr_first(e)->kind == EXPR_TEMPLATE) &&
	       (name_is(expr_left(e)->text, "require") ||
	        name_is(expr_left(e)->text, "import"));
}

/* What a package is as a whole: the name behind `as` in a detector. */
static struct name package_name(struct eval *ev, struct name package, struct name n)
{
	for (const struct detector *d = ev->detectors->first; d; d = d->next)
		for (size_t i = 0; i < d->need_count; i++)
			if (name_eq(d->needs[i].package, package))
				return d->needs[i].as;
	return n;
}

struct name imported_name(struct eval *ev, struct name n, const struct scope *s)
{
	const struct binding *b = NULL;

	if (s->unit->plain_names >> (n.hash & 63) & 1)
		return n;
	for (; s && !(b = scope_find(s, n)); s = s->parent)
		;
	if (b && b->kind == BIND_VALUE && !binding_target(b) && binding_value(b) &&
	    !scope_is_python(s) && binding_value(b)->kind == EXPR_CALL &&
	    is_require(binding_value(b)))
		return package_name(ev, expr_first(binding_value(b))->text, n);
	if (!b || b->kind != BIND_IMPORT || !b->imported.len)
		return n;
	return name_is(b->imported, "default") ? package_name(ev, b->module, n)
	                                       : b->imported;
}

/* field(factory=Router): Router(), another one for each object. */
static void made_anew(struct eval *ev, const struct expr *field, const struct capture *of,
                      struct values *out)
{
	bool is_new;
	struct expr *made = eval_listed(ev, field, of->expr, "made", &is_new);

	if (is_new) {
		made->kind = EXPR_CALL;
		made->left_ = eval_copied(ev, of->expr);
		made->scope = (struct scope *)(uintptr_t)of->scope;
	}
	eval_expr(ev, made, of->scope, of->env, out);
	for (size_t i = 0; i < out->n; i++)
		out->v[i].is_anew = out->v[i].kind == VALUE_OBJECT;
}

static bool calls_wrap(struct eval *ev, const struct expr *e, const struct scope *s,
                       const struct env *env, struct values *out)
{
	struct name last;
	struct indexed *at;
	struct rule *r;

	if (expr_left(e)->kind != EXPR_NAME && expr_left(e)->kind != EXPR_ATTR)
		return false;
	last = expr_left(e)->kind == EXPR_NAME ? imported_name(ev, expr_left(e)->text, s)
	                                       : expr_left(e)->text;
	if (!detectors_use(ev->detectors, last, scope_is_python(s), USE_WRAP))
		return false;
	at = detectors_first(ev->detectors, last);
	while ((r = detectors_next(ev->detectors, last, &at))) {
		const struct capture *c;
		struct match m;

		if (!(r->use & USE_WRAP) || !match_call(ev, r, e, s, env, &m))
			continue;
		if (!match_get(&m, "value")) {
			values_push_all(out, &m.heads);
			return true;
		}
		for (c = m.captures; c; c = c->next) {
			struct values v;

			if (!name_is(c->name, "value"))
				continue;
			if (r->called)
				made_anew(ev, e, c, &v);
			else
				eval_expr(ev, c->expr, c->scope, c->env, &v);
			values_push_all(out, &v);
		}
		for (size_t i = 0; r->flat && i < out->n; i++)
			out->v[i].is_flat = true;
		return out->n > 0;
	}
	return false;
}

/* router.get(..).post(..): a call that declares gives its router back. */
static bool gives_owner_back(struct eval *ev, const struct expr *e, const struct scope *s,
                             const struct env *env, struct values *out)
{
	struct indexed *at;
	struct rule *r;

	if (expr_left(e)->kind != EXPR_ATTR || scope_is_python(s) ||
	    !detectors_use(ev->detectors, expr_left(e)->text, false, USE_BACK))
		return false;
	at = detectors_first(ev->detectors, expr_left(e)->text);
	while ((r = detectors_next(ev->detectors, expr_left(e)->text, &at))) {
		struct match m;

		if (!(r->use & USE_BACK))
			continue;
		if (match_call(ev, r, e, s, env, &m) && m.heads.n) {
			values_push_all(out, &m.heads);
			return true;
		}
	}
	return false;
}

static void call_function(struct eval *ev, const struct value *f, const struct expr *e,
                          const struct scope *s, const struct env *env,
                          struct values *out)
{
	struct env called = { .function = f->scope, .call = e, .from = s, .outer = env };
	const struct env *inner;

	for (const struct env *x = env; x; x = x->outer)
		if (x->function == f->scope)
			return; /* recursion */
	if (f->env && f->env->function == f->scope)
		called.self = f->env->self;
	else if (!env) /* what the function around it was given when it made this one */
		called.outer = f->env;
	inner = env_keep(ev, &called);
	for (const struct expr *r = f->scope->returns; r; r = r->next) {
		struct values v;

		if (f->scope->unit->switched && eval_is_off(ev, f->scope, r->line))
			continue;
		eval_expr(ev, r, f->scope, inner, &v);
		eval_refine(ev, f->scope->annotation, f->scope, &v);
		values_push_all(out, &v);
	}
	/* Nothing that can be followed: what it promises. */
	if (values_say_nothing(out))
		eval_annotation(ev, f->scope->annotation, f->scope, NULL, out);
}

/* Depends(get_db) as a default: what get_db gives. */
bool eval_dependency(struct eval *ev, const struct expr *e, const struct scope *s,
                     struct values *out)
{
	struct indexed *at;
	struct rule *r;

	out->n = 0;
	if (e->kind != EXPR_CALL || !expr_left(e) ||
	    (expr_left(e)->kind != EXPR_NAME && expr_left(e)->kind != EXPR_ATTR) ||
	    !detectors_use(ev->detectors, expr_left(e)->text, scope_is_python(s),
	                   USE_DEPENDS))
		return false;
	at = detectors_first(ev->detectors, expr_left(e)->text);
	while ((r = detectors_next(ev->detectors, expr_left(e)->text, &at))) {
		const struct capture *c;
		struct match m;
		struct values f;

		if (!(r->use & USE_DEPENDS) || !match_call(ev, r, e, s, NULL, &m) ||
		    !(c = match_get(&m, "value")))
			continue;
		eval_expr(ev, c->expr, c->scope, c->env, &f);
		for (size_t i = 0; i < f.n; i++)
			if (f.v[i].kind == VALUE_SCOPE &&
			    f.v[i].scope->kind == SCOPE_FUNCTION)
				call_function(ev, &f.v[i], e, s, NULL, out);
		return true;
	}
	return false;
}

/* require("./x"), and require(`./${name}`) where the names are known. */
static void eval_require(struct eval *ev, const struct expr *e, const struct scope *s,
                         const struct env *env, struct values *out)
{
	struct texts t;

	eval_texts(ev, expr_first(e), s, env, &t);
	for (size_t i = 0; i < t.n; i++) {
		struct unit *u = t.v[i].complete
		                   ? program_resolve(ev->program, s->unit, t.v[i].s, NULL)
		                   : NULL;

		if (u)
			eval_unit_itself(ev, u, out);
		else if (t.v[i].complete)
			values_push_external(t.v[i].s, "", out);
	}
}

/* require(join(__dirname, file)) */
static bool eval_computed_require(struct eval *ev, const struct expr *e,
                                  const struct scope *s, const struct env *env,
                                  struct values *out)
{
	struct unit *u;

	if (expr_left(e)->kind != EXPR_NAME || !expr_first(e) || is_require(e) ||
	    (!name_is(expr_left(e)->text, "require") &&
	     !name_is(expr_left(e)->text, "import")))
		return false;
	u = folder_unit(ev, expr_first(e), s, env);
	if (u)
		eval_unit_itself(ev, u, out);
	return u;
}

/* getattr(x, "name", otherwise): of a module that is loaded by its name, what it may
 * have, unless it is said to be a text. */
static void call_getattr(struct eval *ev, const struct expr *e, const struct scope *s,
                         const struct env *env, struct values *out)
{
	const struct expr *name = expr_first(e)->next,
			  *otherwise = name ? name->next : NULL;
	struct texts names;
	struct values v, m;

	eval_texts(ev, name, s, env, &names);
	eval_expr(ev, expr_first(e), s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		for (size_t k = 0; k < names.n; k++) {
			struct name n = name_of(names.v[k].s);

			if (eval_row_default(ev, &v.v[i], n, &m)) {
				values_push_all(out, &m);
				continue;
			}
			eval_member(ev, &v.v[i], n, &m);
			for (size_t j = 0; j < m.n; j++)
				if (!otherwise || m.v[j].kind != VALUE_MEMBER ||
				    (otherwise->kind != EXPR_STRING &&
				     eval_is_loader(ev, m.v[j].of)))
					values_push(out, m.v[j]);
		}
	}
	if (out->n || !otherwise)
		return;
	eval_expr(ev, otherwise, s, env, &m);
	values_push_all(out, &m);
}

/* super(): the object itself; what it inherits is found by its class. */
static void call_super(struct eval *ev, const struct scope *s, const struct env *env,
                       struct values *out)
{
	while (s && !(s->kind == SCOPE_FUNCTION && s->parent &&
	              s->parent->kind == SCOPE_CLASS))
		s = s->parent;
	if (s && s->params)
		eval_name(ev, s->params->name, s, env, out);
}

/* Object.assign(x, {..}), Object.freeze(x): x, with what it is given; Promise.all(list):
 * the list, as nothing is waited for here. */
static void call_on_object(struct eval *ev, const struct expr *e, const struct scope *s,
                           const struct env *env, struct values *out)
{
	static const char *const same[][2] = { { "Object", "assign" },
		                               { "Object", "freeze" },
		                               { "Object", "seal" },
		                               { "Promise", "all" },
		                               { "Promise", "resolve" } };
	const struct expr *of = expr_left(e)->kind == EXPR_ATTR ? expr_left(expr_left(e))
	                                                        : NULL;

	if (!of || of->kind != EXPR_NAME)
		return;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (name_is(of->text, same[i][0]) &&
		    name_is(expr_left(e)->text, same[i][1]))
			for (const struct expr *a = expr_first(e); a; a = a->next)
				eval_also(ev, a, s, env, out);
}

/* merge(defaults, read): settings of several objects, of which each may say something. */
static void call_merging(struct eval *ev, const struct expr *e, const struct scope *s,
                         const struct env *env, struct values *out)
{
	const struct expr *callee = expr_left(e);

	if ((callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR) ||
	    !detectors_say(ev->detectors, scope_is_python(s), WORD_merges,
	                   callee->text.s))
		return;
	for (const struct expr *a = expr_first(e); a; a = a->next) {
		struct values v;

		eval_expr(ev, a, s, env, &v);
		for (size_t k = 0; k < v.n; k++)
			if (v.v[k].kind == VALUE_LITERAL &&
			    v.v[k].expr->kind == EXPR_DICT && expr_first(v.v[k].expr))
				values_push(out, v.v[k]);
	}
}

/* What the language itself brings along. */
static void call_builtin(struct eval *ev, const struct expr *e, const struct scope *s,
                         const struct env *env, struct values *out)
{
	static const char *const same[] = { "str",    "list",     "tuple",    "set",
		                            "sorted", "reversed", "frozenset" };

	if (expr_left(e)->kind != EXPR_NAME)
		return;
	if (!scope_is_python(s)) {
		if (expr_first(e) && name_is(expr_left(e)->text, "String"))
			eval_also(ev, expr_first(e), s, env, out);
		return;
	}
	if (name_is(expr_left(e)->text, "super"))
		call_super(ev, s, env, out);
	if (!expr_first(e) || out->n)
		return;
	if (name_is(expr_left(e)->text, "getattr")) {
		call_getattr(ev, e, s, env, out);
	} else if (name_is(expr_left(e)->text, "dict")) {
		values_push(out, (struct value){
				     .kind = VALUE_OBJECT, .expr = e, .env = env });
	} else {
		for (size_t i = 0; i < sizeof same / sizeof *same; i++)
			if (name_is(expr_left(e)->text, same[i]))
				eval_expr(ev, expr_first(e), s, env, out);
	}
}

/* The list called `what` of this thing: empty when it is new. */
struct expr *eval_listed(struct eval *ev, const void *of, const struct expr *first,
                         const char *what, bool *is_new)
{
	struct listed **slot = &ev->listed[(((uintptr_t)of >> 5) + name_of(what).hash) %
	                                   LISTED_SLOTS],
		      *x;

	*is_new = false;
	for (x = *slot; x; x = x->next)
		if (x->of == of && x->first == first && !strcmp(x->what, what))
			return x->list;
	x = arena_alloc(ev->arena, sizeof *x);
	*x = (struct listed){ of, first, what, NULL, *slot };
	x->list = expr_new(ev->arena, EXPR_LIST, first ? first->line : 0);
	x->list->height = EXPR_HEIGHT_MAX - 1;
	*slot = x;
	*is_new = true;
	return x->list;
}

struct expr *eval_copied(struct eval *ev, const struct expr *e)
{
	struct expr *copy = arena_alloc(ev->arena, sizeof *copy);

	*copy = expr_alone(e);
	return copy;
}

/* new Map(): a class of the language, which nothing in the file binds. */
static bool is_global(const struct expr *e, const struct scope *s)
{
	if (e->kind != EXPR_NAME)
		return false;
	for (; s; s = s->parent) {
		if (scope_find(s, e->text))
			return false;
		for (const struct param *p = s->params; p; p = p->next)
			if (p->pattern || name_eq(p->name, e->text))
				return false;
	}
	return true;
}

/* What the standard library hands on: cast(T, x) and closing(x) are x, NewType("T", X)
 * is X, and so is partial(X, ...) as far as calling it goes; NULL: nothing. */
static const struct expr *stands_for(const struct value *callee, const struct expr *call)
{
	if ((!strcmp(callee->path, "cast") || !strcmp(callee->path, "NewType")) &&
	    (!strcmp(callee->module, "typing") ||
	     !strcmp(callee->module, "typing_extensions")))
		return expr_first(call) ? expr_first(call)->next : NULL;
	if (!strcmp(callee->path, "partial") && !strcmp(callee->module, "functools"))
		return expr_first(call);
	if ((!strcmp(callee->path, "closing") || !strcmp(callee->path, "aclosing") ||
	     !strcmp(callee->path, "nullcontext")) &&
	    !strcmp(callee->module, "contextlib"))
		return expr_first(call);
	return NULL;
}

/* "get /boats".split(" ") */
static bool split_text(struct eval *ev, const struct value *method,
                       const struct expr *call, const struct scope *s,
                       const struct env *env, struct values *out)
{
	struct value list = { .kind = VALUE_LITERAL, .scope = s, .env = env };
	const char *text, *end, *by = " ";
	struct expr **tail;
	struct texts t;

	if (!name_is(method->member, "split") || method->of->kind != VALUE_LITERAL ||
	    method->of->expr->kind != EXPR_STRING)
		return false;
	eval_texts(ev, expr_first(call), s, env, &t);
	if (t.n && t.v[0].complete && *t.v[0].s)
		by = t.v[0].s;
	else if (expr_first(call) || !scope_is_python(s))
		return false;
	list.expr = expr_new(ev->arena, EXPR_LIST, call->line);
	tail = (struct expr **)(uintptr_t)&list.expr->first_;
	for (text = method->of->expr->text.s; text;
	     text = end ? end + strlen(by) : NULL) {
		end = strstr(text, by);
		*tail = expr_new(ev->arena, EXPR_STRING, call->line);
		(*tail)->text = name_copy(ev->arena, text,
		                          end ? (size_t)(end - text) : strlen(text));
		tail = &(*tail)->next;
	}
	values_push(out, list);
	return true;
}

/* held.get(key) of a Map: whatever was put there, nobody knows what. */
static bool gives_kept_back(const struct value *method)
{
	const struct value *map = method->of;

	return name_is(method->member, "get") && map && map->kind == VALUE_OBJECT &&
	       map->module && !*map->module && map->path && !strcmp(map->path, "Map");
}

/* options.get("key", otherwise) of a dictionary of Python that is known; of another one a
 * text in its place. */
static bool gives_item(struct eval *ev, const struct expr *e, const struct scope *s,
                       const struct env *env, struct values *out)
{
	const struct expr *key = expr_first(e);
	struct values dict, v;

	if (expr_left(e)->kind != EXPR_ATTR || !name_is(expr_left(e)->text, "get") ||
	    !key || key->kind != EXPR_STRING)
		return false;
	eval_expr(ev, expr_left(expr_left(e)), s, env, &dict);
	/* settings.get("prefix", "/v1"), and no client.get("/remote", "text") */
	if (!dict.n && *key->text.s != '/' && key->next &&
	    key->next->kind == EXPR_STRING) {
		eval_also(ev, key->next, s, env, out);
		return true;
	}
	if (dict.n != 1 || dict.v[0].kind != VALUE_LITERAL ||
	    dict.v[0].expr->kind != EXPR_DICT)
		return false;
	v.n = 0;
	eval_member(ev, &dict.v[0], key->text, &v);
	if (!v.n && key->next && key->next->kind != EXPR_SPREAD)
		eval_expr(ev, key->next, s, env, &v);
	values_push_all(out, &v);
	return v.n > 0;
}

/* compose(A, B)(Base), of a package: Base with more. */
static bool gives_class_back(struct eval *ev, const struct value *callee,
                             const struct expr *e, const struct scope *s,
                             const struct env *env, struct values *out)
{
	const struct expr *made = callee->expr;
	struct values v;

	if (scope_is_python(s) || !callee->module || !made || made->kind != EXPR_CALL ||
	    made->flags & EXPR_NEW || !expr_first(e) || expr_first(e)->next)
		return false;
	eval_expr(ev, expr_first(e), s, env, &v);
	if (v.n != 1 || v.v[0].kind != VALUE_SCOPE || v.v[0].scope->kind != SCOPE_CLASS)
		return false;
	values_push(out, v.v[0]);
	return true;
}

static bool is_app(struct eval *ev, const struct value *v)
{
	for (const struct detector *d = ev->detectors->first; d; d = d->next)
		if (!d->is_python && value_role(ev, d, name_of("app"), v))
			return true;
	return false;
}

/* const app = withSockets(new App()), of a package that nobody has heard of: whoever made
 * the application for it alone must have it back. */
static bool gives_app_back(struct eval *ev, const struct value *callee,
                           const struct expr *e, const struct scope *s,
                           const struct env *env, struct values *out)
{
	struct values v;

	if (scope_is_python(s) || e->flags & EXPR_NEW || !expr_first(e) ||
	    expr_first(e)->kind != EXPR_CALL ||
	    needs_hear_of(ev->detectors, callee->module))
		return false;
	eval_expr(ev, expr_first(e), s, env, &v);
	if (v.n != 1 || v.v[0].kind != VALUE_OBJECT || v.v[0].expr != expr_first(e) ||
	    !is_app(ev, &v.v[0]))
		return false;
	values_push(out, v.v[0]);
	return true;
}

/* sockets(app).app: what a package made for an application gives it back so. */
bool eval_app_back(struct eval *ev, const struct value *of, struct name n,
                   struct values *out)
{
	const struct expr *e = of->expr;
	struct values v;

	if (!name_is(n, "app") || of->kind != VALUE_OBJECT || of->scope || !of->module ||
	    !e || e->kind != EXPR_CALL || !e->scope || scope_is_python(e->scope))
		return false;
	if (is_app(ev, of)) {
		values_push(out, *of);
		return true;
	}
	eval_expr(ev, expr_first(e), e->scope, of->env, &v);
	if (v.n != 1 || !is_app(ev, &v.v[0]))
		return false;
	values_push(out, v.v[0]);
	return true;
}

/* use("Route"): what a package has under that name, where `use` is a function that no
 * file says. */
static bool is_named_by_loader(struct eval *ev, const struct expr *e,
                               const struct scope *s, struct values *out)
{
	if (!ev->detectors->loaders || expr_left(e)->kind != EXPR_NAME ||
	    !expr_first(e) || expr_first(e)->kind != EXPR_STRING ||
	    !is_global(expr_left(e), s))
		return false;
	for (const struct rule *r = ev->detectors->loaders; r; r = r->next_role)
		if (name_eq(r->words[0], expr_left(e)->text))
			values_push_external(r->detector->needs->package.s,
			                     expr_first(e)->text.s, out);
	return out->n > 0;
}

/* What a call of a script gives by the name that is called, or by what it is called on.
 */
static bool script_call(struct eval *ev, const struct expr *e, const struct scope *s,
                        const struct env *env, struct values *out)
{
	if (is_require(e)) {
		eval_require(ev, e, s, env, out);
		return true;
	}
	return is_named_by_loader(ev, e, s, out) ||
	       eval_computed_require(ev, e, s, env, out) ||
	       folder_names(ev, e, s, env, out);
}

/* A call of what nothing is known of. */
static void call_unknown(struct eval *ev, const struct expr *e, const struct scope *s,
                         const struct env *env, struct values *out)
{
	bool is_python = scope_is_python(s);

	if (eval_introspected(ev, NULL, e, s, env, out))
		return;
	if (is_python && (eval_keyed_index(ev, e, out) || gives_item(ev, e, s, env, out)))
		return;
	if (!is_python && eval_map_get(ev, e, s, env, out))
		return;
	if (e->flags & EXPR_NEW && is_global(expr_left(e), s) &&
	    !eval_map_made(ev, e, s, env, out))
		values_push(out, (struct value){ .kind = VALUE_OBJECT,
		                                 .expr = e,
		                                 .env = env,
		                                 .module = "",
		                                 .path = expr_left(e)->text.s });
}

static void call_external(struct eval *ev, const struct value *c, const struct expr *e,
                          const struct scope *s, const struct env *env,
                          struct values *out)
{
	const struct expr *same = stands_for(c, e);

	if (same)
		eval_also(ev, same, s, env, out);
	else if (!eval_introspected(ev, c, e, s, env, out) &&
	         !eval_loaded(ev, c, e, s, env, out) &&
	         !gives_app_back(ev, c, e, s, env, out))
		values_push(out, (struct value){ .kind = VALUE_OBJECT,
		                                 .expr = e,
		                                 .env = env,
		                                 .module = c->module,
		                                 .path = c->path });
}

/* A module that is called is a function that it exports. */
static void call_unit(struct eval *ev, const struct value *c, const struct expr *e,
                      const struct scope *s, const struct env *env, struct values *out)
{
	struct values v;

	v.n = 0;
	eval_unit_itself(ev, c->unit, &v);
	for (size_t k = 0; k < v.n; k++)
		if (v.v[k].kind == VALUE_SCOPE && v.v[k].scope->kind == SCOPE_FUNCTION)
			call_function(ev, &v.v[k], e, s, env, out);
}

static void call_value(struct eval *ev, const struct value *c, const struct expr *e,
                       const struct scope *s, const struct env *env, struct values *out)
{
	struct value o = { .kind = VALUE_OBJECT, .expr = e, .env = env };

	switch ((enum value_kind)c->kind) {
	case VALUE_EXTERNAL: call_external(ev, c, e, s, env, out); return;
	case VALUE_SCOPE:
		if (c->scope->kind != SCOPE_CLASS) {
			call_function(ev, c, e, s, env, out);
			return;
		}
		o.scope = c->scope;
		break;
	case VALUE_UNIT: call_unit(ev, c, e, s, env, out); return;
	case VALUE_MEMBER:
		if (eval_list_method(ev, c, e, s, env, out) || gives_kept_back(c) ||
		    split_text(ev, c, e, s, env, out))
			return;
		/* fall through */
	case VALUE_OBJECT:
		if (gives_class_back(ev, c, e, s, env, out))
			return;
		o.of = value_keep(ev, c);
		break;
	case VALUE_LITERAL:
		if (type_is(c->expr, TYPE_OF_FUNCTION))
			eval_annotation(ev, expr_first(c->expr), c->scope, NULL, out);
		return;
	}
	values_push(out, o);
}

static void eval_call(struct eval *ev, const struct expr *e, const struct scope *s,
                      const struct env *env, struct values *out)
{
	struct values callee;

	if (!expr_left(e) || eval_listed_table(ev, e, s, env, out))
		return;
	if (!scope_is_python(s) && script_call(ev, e, s, env, out))
		return;
	if (calls_wrap(ev, e, s, env, out) || gives_owner_back(ev, e, s, env, out) ||
	    eval_setting(ev, e, s, env, out))
		return;
	if (!scope_is_python(s)) {
		call_on_object(ev, e, s, env, out);
		if (!out->n)
			call_merging(ev, e, s, env, out);
		if (out->n)
			return;
	}
	eval_expr(ev, expr_left(e), s, env, &callee);
	if (!callee.n || callee.v[0].kind == VALUE_LITERAL)
		call_builtin(ev, e, s, env, out);
	if (!callee.n)
		call_unknown(ev, e, s, env, out);
	for (size_t i = 0; i < callee.n; i++)
		call_value(ev, &callee.v[i], e, s, env, out);
}

/* Annotated[T, ..] as it is written, else Queue[T] */
static void index_external(const struct value *l, const struct expr *e,
                           const struct scope *s, const struct env *env,
                           struct values *out)
{
	bool is_typed = l->kind == VALUE_EXTERNAL && !strncmp(l->module, "typing", 6);

	if (is_typed && !strcmp(l->path, "Annotated"))
		values_push(out, (struct value){ .kind = VALUE_LITERAL,
		                                 .expr = e,
		                                 .scope = s,
		                                 .env = env });
	else if (l->kind == VALUE_EXTERNAL)
		values_push(out, *l);
}

/* Kind.FAST and Kind.FAST, whatever that is. */
static bool is_same_key(const struct expr *a, const struct expr *b)
{
	if (!a || !b || a->kind != b->kind || !name_eq(a->text, b->text))
		return false;
	return a->kind == EXPR_NAME ||
	       (a->kind == EXPR_ATTR && is_same_key(expr_left(a), expr_left(b)));
}

/* {Kind.FAST: app}[Kind.FAST] */
static bool index_by_name(struct eval *ev, const struct value *dict,
                          const struct expr *key, struct values *out)
{
	bool found = false;

	for (const struct expr *p = expr_first(dict->expr); p; p = p->next) {
		if (p->kind != EXPR_PAIR || !is_same_key(expr_left(p), key))
			continue;
		eval_also(ev, expr_first(p), dict->scope, dict->env, out);
		found = true;
	}
	return found;
}

/* Of more, nobody would say that it is one of them. */
enum { ENTRIES_MAX = 8 };

/* The values of a dictionary that is written out, when they are few. */
static void entries_of(struct eval *ev, const struct value *dict, struct values *out)
{
	size_t n = 0;

	if (dict->kind != VALUE_LITERAL || dict->expr->kind != EXPR_DICT)
		return;
	for (const struct expr *p = expr_first(dict->expr); p; p = p->next)
		if (p->kind != EXPR_PAIR || ++n > ENTRIES_MAX)
			return;
	for (const struct expr *p = expr_first(dict->expr); p; p = p->next)
		eval_also(ev, expr_first(p), dict->scope, dict->env, out);
}

void eval_any_entry(struct eval *ev, const struct expr *e, const struct scope *s,
                    const struct env *env, struct values *out)
{
	struct values left;

	out->n = 0;
	if (e->kind != EXPR_INDEX)
		return;
	eval_expr(ev, expr_left(e), s, env, &left);
	for (size_t i = 0; i < left.n; i++)
		entries_of(ev, &left.v[i], out);
}

static bool has_spread(const struct expr *list)
{
	for (const struct expr *x = expr_first(list); x; x = x->next)
		if (x->kind == EXPR_SPREAD)
			return true;
	return false;
}

/* list[i], where i is the place of an item. False: it is not known, or there is none. */
static bool item_at_place(struct eval *ev, const struct value *list,
                          const struct expr *place, const struct scope *s,
                          const struct env *env, struct values *out)
{
	const struct expr *item = expr_first(list->expr);
	struct values v;
	char *end;
	unsigned long at;

	if (!place || list->expr->kind != EXPR_LIST || has_spread(list->expr))
		return false;
	eval_expr(ev, place, s, env, &v);
	if (v.n != 1 || v.v[0].kind != VALUE_LITERAL || v.v[0].expr->kind != EXPR_NUMBER)
		return false;
	at = strtoul(v.v[0].expr->text.s, &end, 10);
	for (; item && at && !*end; at--)
		item = item->next;
	if (!item || *end)
		return false;
	eval_also(ev, item, list->scope, list->env, out);
	return true;
}

/* path[1:], where it may be a text. */
static bool is_cut_text(const struct value *of, const struct expr *e)
{
	return expr_first(e) && expr_first(e)->kind == EXPR_OTHER &&
	       name_is(expr_first(e)->text, ":") &&
	       ((of->kind == VALUE_LITERAL && of->expr->kind != EXPR_LIST &&
	         of->expr->kind != EXPR_DICT && of->expr->kind != EXPR_EACH) ||
	        of->kind == VALUE_OBJECT);
}

void eval_index(struct eval *ev, const struct expr *e, const struct scope *s,
                const struct env *env, struct values *out)
{
	struct values left;

	if (type_is(e, TYPE_OF_VALUE) || type_is(e, TYPE_OF_FUNCTION)) {
		values_push(out, (struct value){
				     .kind = VALUE_LITERAL, .expr = e, .scope = s });
		return;
	}
	eval_expr(ev, expr_left(e), s, env, &left);
	if (!left.n && scope_is_python(s) && eval_keyed_index(ev, e, out))
		return;
	for (size_t i = 0; i < left.n; i++) {
		struct value *l = &left.v[i];
		struct values v;

		v.n = 0;
		if (is_cut_text(l, e)) {
			eval_cut_text(ev, l, expr_first(e), out);
			continue;
		}
		if (l->kind == VALUE_LITERAL && l->expr->kind == EXPR_DICT &&
		    expr_first(e)) {
			struct texts keys;

			if (index_by_name(ev, l, expr_first(e), out))
				continue;
			eval_texts(ev, expr_first(e), s, env, &keys);
			for (size_t k = 0; k < keys.n; k++) {
				eval_dict_member(ev, l, name_of(keys.v[k].s), &v);
				values_push_all(out, &v);
			}
		} else if (l->kind == VALUE_OBJECT && expr_first(e)) {
			struct texts keys;

			eval_texts(ev, expr_first(e), s, env, &keys);
			for (size_t k = 0; k < keys.n; k++)
				if (eval_argument_member(ev, l, name_of(keys.v[k].s), &v))
					values_push_all(out, &v);
		} else if (l->kind == VALUE_MEMBER || l->kind == VALUE_EXTERNAL) {
			if (expr_first(e) && expr_first(e)->kind == EXPR_STRING &&
			    scope_is_python(s) &&
			    eval_keyed(ev, l, expr_first(e)->text, &v))
				values_push_all(out, &v);
			else
				index_external(l, e, s, env, out);
		} else if (l->kind == VALUE_LITERAL) {
			struct values one = { .v = { *l }, .n = 1 };

			if (!item_at_place(ev, l, expr_first(e), s, env, out))
				eval_items(ev, &one, out);
		} else if (l->kind == VALUE_SCOPE) {
			values_push(out, *l); /* Base[int] */
		}
	}
	/* What is kept longer than a call, by what it is called. */
	for (size_t i = 0; i < left.n && !out->n; i++)
		if (left.v[i].kind == VALUE_LITERAL &&
		    left.v[i].expr->kind == EXPR_DICT &&
		    (left.v[i].scope->kind != SCOPE_FUNCTION ||
		     expr_left(e)->kind == EXPR_ATTR))
			eval_filled_item(ev, &left.v[i], expr_left(e)->text, out);
}

static void member_also(struct eval *ev, const struct value *of, struct name n,
                        struct values *out)
{
	struct values v;

	if (!out->n) {
		eval_member(ev, of, n, out);
		return;
	}
	eval_member(ev, of, n, &v);
	values_push_all(out, &v);
}

static bool is_super(const struct expr *e)
{
	return e->kind == EXPR_CALL && expr_left(e) && expr_left(e)->kind == EXPR_NAME &&
	       name_is(expr_left(e)->text, "super");
}

static void called(struct eval *ev, const struct expr *e, const struct scope *s,
                   const struct env *env, struct values *out)
{
	struct question q = { .of = e, .scope = s };

	if (env) {
		eval_call(ev, e, s, env, out);
	} else if (!question_answered(ev, &q, out)) {
		eval_call(ev, e, s, env, out);
		question_done(ev, &q, out);
	}
}

void eval_member_given(struct eval *ev, const struct expr *e, const struct scope *s,
                       const struct env *env, struct values *out)
{
	for (; s && !out->n && expr_left(e)->kind == EXPR_NAME; s = s->parent)
		for (const struct binding *b = scope_find(s, expr_left(e)->text); b;
		     b = b->same)
			if (b->kind == BIND_VALUE && binding_target(b) &&
			    binding_value(b) &&
			    (binding_value(b)->kind == EXPR_CALL ||
			     binding_value(b)->kind == EXPR_FUNCTION) &&
			    binding_target(b)->kind == EXPR_ATTR &&
			    expr_left(binding_target(b))->kind == EXPR_NAME &&
			    name_eq(binding_target(b)->text, e->text))
				eval_also(ev, binding_value(b), s, env, out);
}

static bool is_or(struct name op)
{
	return name_is(op, "or") || name_is(op, "||") || name_is(op, "??");
}

/* os.getenv("BASE") or "/": what a function of a package gives may be nothing, what its
 * class makes is not. */
static bool may_be_nothing(const struct value *v)
{
	const char *dot = v->module && v->path ? strrchr(v->path, '.') : NULL;
	const char *last = dot ? dot + 1 : v->path;

	return v->module && last && islower((unsigned char)*last);
}

static bool is_something(const struct value *v)
{
	if (v->kind == VALUE_LITERAL)
		return (v->expr->kind == EXPR_STRING && v->expr->text.len) ||
		       v->expr->kind == EXPR_LIST || v->expr->kind == EXPR_DICT;
	return v->kind == VALUE_OBJECT && !v->param && !may_be_nothing(v);
}

/* Is there something in any case? */
static bool are_something(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (!is_something(&v->v[i]))
			return false;
	return v->n > 0;
}

/* Where a call is followed, its arguments may tell which of the two it is. */
static void eval_choice(struct eval *ev, const struct expr *e, const struct scope *s,
                        const struct env *env, struct values *out)
{
	enum truth t = env ? eval_truth(ev, expr_left(e), s, env) : TRUTH_UNKNOWN;

	if (t != TRUTH_NO)
		eval_also(ev, expr_first(e), s, env, out);
	if (t != TRUTH_YES && expr_first(e))
		eval_also(ev, expr_first(e)->next, s, env, out);
}

/* const queues = {}; queues.mail = ..: it may have more than is written in it. */
static bool is_plain_object(const struct values *v)
{
	return v->n == 1 && v->v[0].kind == VALUE_LITERAL &&
	       v->v[0].expr->kind == EXPR_DICT && !scope_is_python(v->v[0].scope);
}

/* self.routes = routes; for r in self.routes: what this call has given, and not what each
 * call of the method may give. */
static bool member_just_given(struct eval *ev, const struct expr *e,
                              const struct scope *s, const struct env *env,
                              struct values *out)
{
	if (!env || !env->call || env->function != s || !scope_is_python(s) ||
	    !s->params || expr_left(e)->kind != EXPR_NAME ||
	    !name_eq(expr_left(e)->text, s->params->name))
		return false;
	for (const struct binding *b = scope_find(s, expr_left(e)->text); b; b = b->same)
		if (b->kind == BIND_VALUE && binding_target(b) &&
		    binding_target(b)->kind == EXPR_ATTR &&
		    name_eq(binding_target(b)->text, e->text) && b->line < e->line &&
		    binding_value(b) && binding_value(b)->kind == EXPR_NAME &&
		    scope_param(s, binding_value(b)->text))
			eval_also(ev, binding_value(b), s, env, out);
	return out->n > 0;
}

void eval_expr(struct eval *ev, const struct expr *e, const struct scope *s,
               const struct env *env, struct values *out)
{
	struct values v;

	out->n = 0;
	if (!e || !eval_enter(ev))
		return;
	switch ((enum expr_kind)e->kind) {
	case EXPR_NAME: eval_name(ev, e->text, s, env, out); break;
	case EXPR_ATTR:
		if (member_just_given(ev, e, s, env, out))
			break;
		eval_expr(ev, expr_left(e), s, env, &v);
		for (size_t i = 0; i < v.n; i++)
			if (!is_super(expr_left(e)) ||
			    !eval_super_member(ev, &v.v[i], e->text, s, out))
				member_also(ev, &v.v[i], e->text, out);
		if (!v.n || (!out->n && is_plain_object(&v)))
			eval_member_given(ev, e, s, env, out);
		if (!v.n && !out->n && !scope_is_python(s) && expr_is_global(e))
			eval_global(ev, e->text, out);
		break;
	case EXPR_CALL: called(ev, e, s, env, out); break;
	case EXPR_INDEX: eval_index(ev, e, s, env, out); break;
	case EXPR_CHOICE: eval_choice(ev, e, s, env, out); break;
	case EXPR_BINARY:
		if (is_or(e->text) || name_is(e->text, "and") || name_is(e->text, "&&")) {
			eval_also(ev, expr_left(e), s, env, out);
			if (!env || !is_or(e->text) || !are_something(out))
				eval_also(ev, expr_first(e), s, env, out);
			break;
		}
		/* a.s() | b.s() is a thing of both kinds */
		if (name_is(e->text, "|") && scope_is_python(s)) {
			eval_expr(ev, expr_left(e), s, env, out);
			if (out->n)
				break;
		}
		values_push(out, (struct value){ .kind = VALUE_LITERAL,
		                                 .expr = e,
		                                 .scope = s,
		                                 .env = env });
		break;
	case EXPR_FUNCTION:
	case EXPR_CLASS:
		if (e->scope)
			values_push_scope(out, e->scope, env);
		break;
	case EXPR_SPREAD: eval_expr(ev, expr_left(e), s, env, out); break;
	case EXPR_KEYWORD: eval_expr(ev, expr_first(e), s, env, out); break;
	case EXPR_STRING:
	case EXPR_TEMPLATE:
	case EXPR_NUMBER:
	case EXPR_REGEX:
	case EXPR_CONST:
	case EXPR_LIST:
	case EXPR_DICT:
	case EXPR_PAIR:
	case EXPR_EACH:
		values_push(out, (struct value){ .kind = VALUE_LITERAL,
		                                 .expr = e,
		                                 .scope = s,
		                                 .env = env });
		break;
	case EXPR_OTHER: break;
	}
	eval_leave(ev);
}

/* ---- callers --------------------------------------------------------------------- */

const struct caller *eval_caller(struct eval *ev, const struct scope *function,
                                 const struct caller *c)
{
	eval_find_callers(ev);
	c = c ? c->next : ev->callers[eval_caller_slot(function)];
	while (c && c->function != function)
		c = c->next;
	return c;
}

const struct scope *scope_method(const struct scope *s)
{
	while (s && !(s->kind == SCOPE_FUNCTION && s->parent &&
	              s->parent->kind == SCOPE_CLASS))
		s = s->parent;
	return s;
}

bool caller_is_of_same(const struct caller *c)
{
	const struct expr *of = expr_left(c->call);
	const struct scope *m = scope_method(c->from);

	of = c->self && of && of->kind == EXPR_ATTR ? expr_left(of) : NULL;
	if (!of)
		return false;
	if (of->kind == EXPR_CALL && expr_left(of) && expr_left(of)->kind == EXPR_NAME)
		return name_is(expr_left(of)->text, "super");
	return of->kind == EXPR_NAME &&
	       (name_is(of->text, "this") || name_is(of->text, "super") ||
	        (m && m->params && name_eq(of->text, m->params->name)));
}

static bool has_caller(const struct eval *ev, const struct scope *f,
                       const struct expr *call, const struct value *self)
{
	const struct caller *c = ev->callers[eval_caller_slot(f)];

	while (c && (c->function != f || c->call != call || c->self != self))
		c = c->next;
	return c;
}

static void add_caller(struct eval *ev, const struct scope *f, const struct expr *call,
                       const struct scope *from, const struct value *self)
{
	struct caller *c;
	size_t slot = eval_caller_slot(f);

	if (ev->asks_again && has_caller(ev, f, call, self))
		return;
	c = arena_alloc(ev->arena, sizeof *c);
	*c = (struct caller){ f, from, call, self, ev->callers[slot] };
	ev->callers[slot] = c;
}

struct calling {
	struct eval *ev;
	const struct expr *call;
	const struct scope *scope;
	const struct binding *loop; /* that the callee is an item of; NULL: none */
};

/* Its own constructors. False: it has none. */
static bool add_constructors(const struct calling *x, const struct scope *class)
{
	bool any = false;

	for (const struct scope *m = class->first_child; m; m = m->sibling) {
		if (!scope_is_constructor(m))
			continue;
		add_caller(x->ev, m, x->call, x->scope, NULL);
		any = true;
	}
	return any;
}

static void add_callees(const struct calling *x, const struct values *v)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct value *f = &v->v[i];

		if (f->kind != VALUE_SCOPE)
			continue;
		if (f->scope->kind == SCOPE_FUNCTION) {
			add_caller(x->ev, f->scope, x->call, x->scope,
			           f->env ? f->env->self : NULL);
			continue;
		}
		if (!add_constructors(x, f->scope) && f->scope->bases) {
			struct bases b;

			eval_bases(x->ev, f->scope, &b);
			for (size_t k = 1; k < b.local_count; k++)
				if (add_constructors(x, b.local[k]))
					break;
		}
	}
}

static void callees_of_item(void *arg, const struct expr *item, const struct scope *s,
                            const struct env *env)
{
	const struct calling *x = arg;
	struct apart around = eval_apart(x->ev);
	struct values items, v;

	eval_expr(x->ev, item, s, env, &items);
	for (size_t i = 0; i < items.n; i++) {
		struct fixed *f = arena_zero(x->ev->arena, sizeof *f);
		struct env *inner = arena_zero(x->ev->arena, sizeof *inner);

		*f = (struct fixed){ .loop = x->loop,
			             .item = value_keep(x->ev, &items.v[i]),
			             .at = item };
		*inner = (struct env){ .function = x->scope, .fixed = f };
		eval_expr(x->ev, expr_left(x->call), x->scope, inner, &v);
		add_callees(x, &v);
	}
	eval_rejoin(x->ev, around);
}

/* for m in MODULES: m.start(app), of more modules than a value has room for. False: it is
 * no such call. */
static bool callers_by_item(struct calling *x)
{
	const struct expr *head = expr_left(x->call);
	struct values lists;

	while (expr_left(head) && head->kind != EXPR_NAME)
		head = expr_left(head);
	x->loop = head->kind == EXPR_NAME ? scope_find(x->scope, head->text) : NULL;
	if (!x->loop || x->loop->kind != BIND_LOOP || x->loop->same ||
	    binding_target(x->loop))
		return false;
	eval_expr(x->ev, binding_value(x->loop), binding_in(x->loop, x->scope), NULL,
	          &lists);
	eval_each_item(x->ev, &lists, callees_of_item, x);
	return true;
}

static bool callers_of(struct eval *ev, const struct expr *call, const struct scope *s);

/* list.forEach(f): f(item), as if it were written. */
static void call_with_item(void *arg, const struct expr *item, const struct scope *s,
                           const struct env *env)
{
	const struct calling *x = arg;
	struct expr *call;

	if (env || (item->kind != EXPR_STRING && s != x->scope))
		return;
	call = expr_new(x->ev->arena, EXPR_CALL, x->call->line);
	call->left_ = expr_first(x->call);
	call->first_ = eval_copied(x->ev, item);
	call->scope = (struct scope *)(uintptr_t)x->scope;
	call->height = EXPR_HEIGHT_MAX - 1;
	callers_of(x->ev, call, x->scope);
}

/* A function that declares routes, given to a method of a list. */
static void callers_by_name(struct calling *x)
{
	const struct expr *callee = expr_left(x->call), *f = expr_first(x->call);
	struct values lists;

	if (!f || f->next || callee->kind != EXPR_ATTR ||
	    !unit_declares_by(x->scope->unit, f) ||
	    (!name_is(callee->text, "forEach") && !name_is(callee->text, "map")))
		return;
	eval_expr(x->ev, expr_left(callee), x->scope, NULL, &lists);
	eval_each_item(x->ev, &lists, call_with_item, x);
}

/* Returns whether callers that were found later may tell more. */
static bool callers_of(struct eval *ev, const struct expr *call, const struct scope *s)
{
	/* Each its own question, whatever asked for the callers. */
	struct apart around = eval_apart(ev);
	struct calling x = { ev, call, s, NULL };
	struct values v;
	bool is_early;

	ev->cut.is_early = false;
	eval_expr(ev, expr_left(call), s, NULL, &v);
	if (v.n < VALUES_MAX || !callers_by_item(&x))
		add_callees(&x, &v);
	callers_by_name(&x);
	is_early = ev->cut.is_early;
	eval_rejoin(ev, around);
	return is_early;
}

/* Calls that are asked about again when the callers of all files are known: what is
 * called is a parameter, or came through one. */
struct early {
	const struct asked_call **v;
	size_t n, room;
};

/* Nothing of it is in the caches any more: what comes soon is asked for in good time. */
static void callers_in(struct eval *ev, const struct unit *u, struct early *early)
{
	enum { SOON = 4 };

	for (size_t i = 0; i < u->caller_count; i++) {
		const struct asked_call *at = &u->callers[i];

		if (i + 2 * SOON < u->caller_count)
			__builtin_prefetch(at[2 * SOON].call);
		if (i + SOON < u->caller_count)
			__builtin_prefetch(expr_left(at[SOON].call));
		if (callers_of(ev, at->call, at->scope))
			*(const struct asked_call **)arena_push(ev->arena,
			                                        (void **)&early->v,
			                                        &early->n, &early->room,
			                                        sizeof at) = at;
	}
}

void eval_find_callers(struct eval *ev)
{
	struct early early = { 0 };

	if (ev->has_callers)
		return;
	ev->has_callers = true; /* first, so that the search does not ask for itself */
	ev->callers = arena_zero(ev->arena, 4096 * sizeof *ev->callers);
	for (size_t i = 0; i < ev->program->n; i++)
		callers_in(ev, ev->program->units[i], &early);
	ev->generation++;
	ev->asks_again = true;
	for (size_t i = 0; i < early.n; i++)
		callers_of(ev, early.v[i]->call, early.v[i]->scope);
	ev->asks_again = false;
	ev->knows_callers = true;
	ev->generation++;
}
