/* tree.c - operations that are named by their place in a tree of dictionaries. */
#include "operation/tree.h"

#include <ctype.h>
#include <string.h>

#include "route/route_parts.h"
#include "syntax/lang.h"
#include "value/asked.h"

enum {
	NESTED_MAX = 16,
	LEAVES_MAX = 20000,
	STEPS_MAX = 400000,
	HOSTS_MAX = 8,
	CHAIN_MAX = 40
};

/* A call that makes a tree, and what serves it. */
struct tree {
	const void *key;
	struct value value;
	bool is_child; /* of another one */
	struct texts paths;
	struct texts
	    fronts;        /* of the endpoints that its operations are at the same time */
	struct tree *next; /* in the order of the code */
	struct tree *same; /* same slot */
};

enum { TREE_SLOTS = 1024 };

struct forest {
	struct linker *l;
	const struct detector *d;
	struct tree *first, **end;
	struct tree *slot[TREE_SLOTS];
	int leaves, steps; /* that may still be written, taken */
	/* While a tree is written: */
	const struct tree *root;
	bool is_marking; /* only who is whose child is asked */
};

static void walk(struct forest *f, const struct value *v, const char *prefix, int depth,
                 uint32_t line);
static void operation(struct forest *f, const struct rule *r, const struct value *v,
                      const char *prefix);

static struct tree *tree_of(struct forest *f, const struct value *v)
{
	const void *key = value_key(&f->l->eval, v);
	struct tree **slot = &f->slot[((uintptr_t)key >> 4) % TREE_SLOTS], *t;

	for (t = *slot; t; t = t->same)
		if (t->key == key)
			return t;
	t = arena_zero(f->l->arena, sizeof *t);
	t->key = key;
	t->value = *v;
	t->same = *slot;
	*slot = t;
	*f->end = t;
	f->end = &t->next;
	return t;
}

static const struct rule *role(struct forest *f, const char *name, const struct value *v)
{
	return value_role(&f->l->eval, f->d, name_of(name), v);
}

/* What the call that made v was called on: t of t.router(..). */
static const struct value *head_of(const struct value *v)
{
	return v->kind == VALUE_OBJECT && v->of && v->of->kind == VALUE_MEMBER ? v->of->of
	                                                                       : NULL;
}

/* ---- leaves ----------------------------------------------------------------------- */

static const char *printed(struct forest *f, const struct expr *e)
{
	char buf[160];

	return arena_strdup(f->l->arena, expr_print(e, buf, sizeof buf));
}

/* a.b().c() begins with the name a, allowed("read").b() with a call of it. */
static const struct expr *first_of_chain(const struct expr *e)
{
	const struct expr *call = NULL;

	for (; e && expr_left(e) && (e->kind == EXPR_CALL || e->kind == EXPR_ATTR);
	     e = expr_left(e))
		call = e->kind == EXPR_CALL && expr_left(e)->kind == EXPR_NAME ? e : NULL;
	return e && e->kind == EXPR_NAME ? (call ? call : e) : NULL;
}

static bool contains(const char *s, struct name word)
{
	for (; *s; s++)
		if (!strncasecmp(s, word.s, word.len))
			return true;
	return false;
}

/* protectedProcedure.query(..), allowed("read").query(..): the name that the chain begins
 * with, unless the detector calls such names open. */
static const char *guard_of_chain(struct forest *f, const struct rule *leaf,
                                  const struct value *v)
{
	const struct expr *base = first_of_chain(v->expr);
	const struct expr *name = base && base->kind == EXPR_CALL ? expr_left(base)
	                                                          : base;
	bool is_base = false;
	struct values all;

	/* const procedure = t.procedure.use(log): called as what it is, it tells nothing
	 */
	if (!name || name_eq(name->text, leaf->chain->names[0]))
		return NULL;
	eval_expr(&f->l->eval, base, expr_scope(v->expr), v->env, &all);
	for (size_t i = 0; i < all.n; i++)
		is_base = is_base || all.v[i].kind == VALUE_EXTERNAL ||
		          role(f, leaf->chain->names[0].s, &all.v[i]);
	if (all.n && !is_base)
		return NULL; /* t.procedure.query(..) */

	for (const struct rule *r = f->d->rules; r; r = r->next)
		for (size_t i = 0; r->word == WORD_open && i < r->word_count; i++)
			if (contains(name->text.s, r->words[i]))
				return NULL;
	return name->text.s;
}

/* .input(schema), on the way from the leaf to its first head. */
static const char *detail_of_chain(struct forest *f, const struct value *v)
{
	const char *detail = NULL;

	for (int i = 0; (v = head_of(v)) != NULL && i < CHAIN_MAX; i++) {
		for (const struct rule *r = f->d->rules; r; r = r->next) {
			const struct capture *c;
			struct match m;

			if (r->word != WORD_object || !r->has_args ||
			    role(f, r->role.s, v) != r ||
			    !match_made(&f->l->eval, r, v, &m) ||
			    !(c = match_get(&m, "detail")))
				continue;
			detail = printed(f, c->expr);
		}
	}
	return detail;
}

/* Below all that serves the tree, or as it is. */
static void add_below(struct forest *f, const struct texts *fronts, const char *path,
                      struct texts *out)
{
	for (size_t i = 0; i < fronts->n; i++)
		add_text(out, arena_printf(f->l->arena, "%s%s", fronts->v[i].s, path));
	if (!fronts->n)
		add_text(out, path);
}

/* enabled: false */
static bool is_switched_off(const struct match *m)
{
	const struct capture *c = match_get(m, "enabled");

	return c && c->expr->kind == EXPR_CONST && name_is(c->expr->text, "false");
}

/* .meta({openapi: {method: "GET", path: "/books"}}) in the chain of an operation. */
static void endpoint(struct forest *f, const struct match *m, const struct value *leaf,
                     const struct served *operation)
{
	const struct capture *method = match_get(m, "method"),
			     *path = match_get(m, "path");
	struct served s = *operation;
	struct texts own;

	if (!method || !path || is_switched_off(m))
		return;
	eval_texts(&f->l->eval, method->expr, method->scope, method->env, &s.methods);
	eval_texts(&f->l->eval, path->expr, path->scope, path->env, &own);
	s.paths.n = 0;
	for (size_t i = 0; i < own.n; i++)
		add_below(f, &f->root->fronts, own.v[i].s, &s.paths);
	if (!f->root->fronts.n)
		s.reason =
		    "what serves these endpoints is not mounted where it can be read";
	if (s.methods.n && s.paths.n)
		route_served(f->l, m->rule, leaf->expr->scope->unit, leaf->expr->line,
		             &s);
}

static void endpoints_of_chain(struct forest *f, const struct value *leaf,
                               const struct served *operation)
{
	const struct value *v = leaf;
	struct match m;

	for (int i = 0; (v = head_of(v)) != NULL && i < CHAIN_MAX; i++)
		for (const struct rule *r = f->d->rules; r; r = r->next)
			if (r->word == WORD_FACT && r->fact == FACT_endpoint &&
			    name_is(r->in, "tree") && v->expr &&
			    v->expr->kind == EXPR_CALL &&
			    link_has(r->last, call_target(v->expr)->text) &&
			    match_made(&f->l->eval, r, v, &m))
				endpoint(f, &m, leaf, operation);
}

static void leaf(struct forest *f, const struct rule *r, const struct value *v,
                 const struct match *m, const char *name)
{
	const struct capture *h = match_get(m, "handler"), *c = match_get(m, "detail");
	struct served s = { .name = name, .handler_name = name };

	if (f->leaves-- <= 0) {
		link_limit(
		    f->l, v->expr->scope->unit, v->expr->line,
		    "a tree of more operations than are listed: the others are left out");
		return;
	}
	if (h)
		s.handler = link_handler(f->l, h->expr, h->scope, h->env);
	s.detail = c ? printed(f, c->expr) : detail_of_chain(f, v);
	s.guard = guard_of_chain(f, r, v);
	one_text(&s.methods, r->method ? r->method : "POST");
	s.paths.n = 0;
	for (size_t i = 0; i < f->root->paths.n; i++)
		add_text(&s.paths,
		         arena_printf(f->l->arena, "%s/%s", f->root->paths.v[i].s, name));
	route_served(f->l, r, v->expr->scope->unit, v->expr->line, &s);
	endpoints_of_chain(f, v, &s);
}

/* ---- walking ------------------------------------------------------------------------
 */

/* Is it something that a tree may hold? */
static bool is_known(struct forest *f, const struct value *v)
{
	return v->kind == VALUE_LITERAL || v->kind == VALUE_SCOPE ||
	       v->kind == VALUE_MEMBER || role(f, "operation", v) || role(f, "tree", v);
}

/* Of an entry whose head nobody knows: the operation that it is by its last name. */
static const struct rule *believed(struct forest *f, const struct expr *e,
                                   const struct values *v)
{
	if (e->kind != EXPR_CALL || !expr_left(e) || expr_left(e)->kind != EXPR_ATTR ||
	    !e->scope)
		return NULL;
	for (size_t i = 0; i < v->n; i++)
		if (is_known(f, &v->v[i]))
			return NULL;
	for (const struct rule *r = f->d->rules; r; r = r->next)
		if (r->any && name_is(r->in, "tree") &&
		    link_has(r->last, expr_left(e)->text))
			return r;
	return NULL;
}

static void entries(struct forest *f, const struct value *dict, const char *prefix,
                    int depth)
{
	for (const struct expr *p = expr_first(dict->expr); p; p = p->next) {
		const struct expr *e = p->kind == EXPR_PAIR ? expr_first(p)
		                                            : expr_left(p);
		const char *below = prefix;
		const struct rule *r;
		struct values v;

		if (!e || (p->kind != EXPR_PAIR && p->kind != EXPR_SPREAD))
			continue;
		if (p->kind == EXPR_PAIR) {
			struct texts key;

			eval_texts(&f->l->eval, expr_left(p), dict->scope, dict->env,
			           &key);
			if (!key.n)
				continue;
			below = arena_printf(f->l->arena, "%s%s.", prefix, key.v[0].s);
		}
		eval_expr(&f->l->eval, e, dict->scope, dict->env, &v);
		r = believed(f, e, &v);
		if (r)
			operation(f, r,
			          &(struct value){
				      .kind = VALUE_OBJECT, .expr = e, .env = dict->env },
			          below);
		for (size_t i = 0; i < v.n && !r; i++)
			walk(f, &v.v[i], below, depth + 1, p->line);
	}
}

/* What a rule's captures hold: $entries under this prefix, $child below $path. */
static void captured(struct forest *f, const struct match *m, const char *prefix,
                     int depth)
{
	const struct capture *path = match_get(m, "path");
	struct texts t;

	t.n = 0;
	if (path)
		eval_texts(&f->l->eval, path->expr, path->scope, path->env, &t);
	if (t.n)
		prefix = arena_printf(f->l->arena, "%s%s", prefix, t.v[0].s);
	for (const struct capture *c = m->captures; c; c = c->next) {
		struct values v;

		if (!name_is(c->name, "entries") && !name_is(c->name, "child"))
			continue;
		eval_expr(&f->l->eval, c->expr, c->scope, c->env, &v);
		for (size_t i = 0; i < v.n; i++)
			walk(f, &v.v[i], prefix, depth + 1, c->expr->line);
	}
}

static bool has_entry(const struct match *m)
{
	return match_get(m, "entries") || match_get(m, "child");
}

/* "post.byId." -> "post.byId" */
static const char *without_dot(struct forest *f, const char *prefix)
{
	size_t n = strlen(prefix);

	return arena_strndup(f->l->arena, prefix, n && prefix[n - 1] == '.' ? n - 1 : n);
}

/* An operation in its place, or one that says its own name in a chain of them. */
static void operation(struct forest *f, const struct rule *r, const struct value *v,
                      const char *prefix)
{
	const struct capture *name;
	struct texts t;
	struct match m;

	if (f->is_marking || !name_is(r->in, "tree") ||
	    !match_made(&f->l->eval, r, v, &m))
		return;
	name = match_get(&m, "name");
	t.n = 0;
	if (name)
		eval_texts(&f->l->eval, name->expr, name->scope, name->env, &t);
	if (name && !t.n)
		return;
	leaf(f, r, v, &m,
	     name ? arena_printf(f->l->arena, "%s%s", prefix, t.v[0].s)
	          : without_dot(f, prefix));
}

/* An object of the detector: an operation, or a tree, perhaps chained to another. */
static void object(struct forest *f, const struct value *v, const char *prefix, int depth)
{
	const struct rule *r = role(f, "operation", v), *t = role(f, "tree", v);
	const struct value *head = head_of(v);
	struct match m;

	if (r)
		operation(f, r, v, prefix);
	for (; t; t = t->next) { /* several rules may fit, by their arguments */
		if (t->word != WORD_tree || role(f, "tree", v) == NULL ||
		    !match_made(&f->l->eval, t, v, &m) || !has_entry(&m))
			continue;
		captured(f, &m, prefix, depth);
		break;
	}
	if (head && role(f, "tree", head))
		walk(f, head, prefix, depth + 1, 0);
}

static void keep(struct values *out, const struct value *v)
{
	if (out->n < VALUES_MAX)
		out->v[out->n++] = *v;
}

/* What an object of the tree's kind holds under this name. */
static void entry_named(struct forest *f, const struct value *tree, struct name n,
                        struct values *out)
{
	const struct rule *t = role(f, "tree", tree);
	struct match m;

	if (tree->kind != VALUE_OBJECT || !tree->expr || !t || t->word != WORD_tree ||
	    !match_made(&f->l->eval, t, tree, &m))
		return;
	for (const struct capture *c = m.captures; c; c = c->next) {
		struct values v, found;

		if (!name_is(c->name, "entries"))
			continue;
		eval_expr(&f->l->eval, c->expr, c->scope, c->env, &v);
		for (size_t i = 0; i < v.n; i++) {
			if (v.v[i].kind != VALUE_LITERAL ||
			    v.v[i].expr->kind != EXPR_DICT)
				continue;
			eval_member(&f->l->eval, &v.v[i], n, &found);
			for (size_t k = 0; k < found.n; k++)
				keep(out, &found.v[k]);
		}
	}
}

/* tree.create, tree.user.create, const { create } = tree: that entry alone. */
static void entry_of(struct forest *f, const struct value *v, int depth,
                     struct values *out)
{
	struct values inner;

	inner.n = 0;
	if (depth > NESTED_MAX || v->kind != VALUE_MEMBER || !v->of)
		return;
	if (v->of->kind == VALUE_MEMBER)
		entry_of(f, v->of, depth + 1, &inner);
	else
		keep(&inner, v->of);
	for (size_t i = 0; i < inner.n; i++)
		entry_named(f, &inner.v[i], v->member, out);
}

/* tree._def.procedures is what the tree holds. */
static const struct value *owner_of(const struct value *v)
{
	while (v && v->kind == VALUE_MEMBER)
		v = v->of;
	return v;
}

static void walk(struct forest *f, const struct value *v, const char *prefix, int depth,
                 uint32_t line)
{
	struct values entry;
	bool is_tree;

	if (!v || depth > NESTED_MAX || f->leaves <= 0 || f->steps-- <= 0)
		return;
	entry.n = 0;
	entry_of(f, v, depth, &entry);
	for (size_t i = 0; i < entry.n; i++)
		walk(f, &entry.v[i], prefix, depth + 1, line);
	v = owner_of(v);
	if (!v || entry.n)
		return;
	if (v->kind == VALUE_LITERAL && v->expr->kind == EXPR_DICT) {
		entries(f, v, prefix, depth);
		return;
	}
	if (v->kind == VALUE_SCOPE && v->scope->kind == SCOPE_FUNCTION && line) {
		for (const struct expr *e = v->scope->returns; e; e = e->next) {
			struct values made;

			eval_expr(&f->l->eval, e, v->scope, v->env, &made);
			for (size_t i = 0; i < made.n; i++)
				walk(f, &made.v[i], prefix, depth + 1, 0);
		}
		return;
	}
	if (v->kind != VALUE_OBJECT || !v->expr)
		return;
	is_tree = role(f, "tree", v) != NULL;
	if (is_tree && depth) {
		struct tree *t = tree_of(f, v);

		if (f->is_marking && t->is_child)
			return;
		t->is_child = t->is_child || f->is_marking;
	}
	object(f, v, prefix, depth);
}

/* ---- finding the trees ----------------------------------------------------------------
 */

static void find_in_value(struct forest *f, const struct expr *e, const struct scope *s)
{
	struct values v;

	if (!e || (e->kind != EXPR_CALL && e->kind != EXPR_CHOICE))
		return;
	eval_expr(&f->l->eval, e, s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_OBJECT && v.v[i].expr &&
		    role(f, "tree", &v.v[i]))
			tree_of(f, &v.v[i]);
}

/* Variables and defaults of the module hold trees, and what its functions return. */
static void find_trees(struct forest *f, const struct unit *u)
{
	for (const struct binding *b = u->module->first_binding; b; b = b->next)
		if (b->kind == BIND_VALUE && !binding_target(b))
			find_in_value(f, binding_value(b), binding_in(b, u->module));
	for (const struct export_entry *x = u->exports; x; x = x->next)
		find_in_value(f, x->value, u->module);
}

/* ---- what serves them
 * ------------------------------------------------------------------ */

static bool is_host(const struct rule *r)
{
	return r->word == WORD_hosts;
}

/* app.use("/trpc", host(..)): the text in front of the call that is given away. */
static const char *text_in_front(struct linker *l, const struct scope *s,
                                 const struct expr *call)
{
	struct texts t;

	for (const struct site *x = s->first_site; x; x = x->next) {
		for (const struct expr *a = expr_first(x->call); a; a = a->next) {
			if (a != call || a == expr_first(x->call))
				continue;
			eval_texts(&l->eval, expr_first(x->call), s, NULL, &t);
			return t.n && *t.v[0].s == '/' ? t.v[0].s : NULL;
		}
	}
	return NULL;
}

/* const handler = host(..), and elsewhere app.use("/open", handler). */
static const char *text_in_front_of_held(struct linker *l, const struct expr *call)
{
	for (size_t i = 0; i < l->program->n; i++) {
		const struct unit *u = l->program->units[i];

		for (size_t k = 0; k < u->caller_count; k++) {
			const struct asked_call *at = &u->callers[k];
			const struct expr *a = expr_first(at->call);
			struct texts t;
			struct values v;

			if (!a || a->kind != EXPR_STRING || !a->next ||
			    a->next->kind != EXPR_NAME || *a->text.s != '/')
				continue;
			eval_expr(&l->eval, a->next, at->scope, NULL, &v);
			for (size_t n = 0; n < v.n; n++) {
				if (v.v[n].expr != call)
					continue;
				eval_texts(&l->eval, a, at->scope, NULL, &t);
				return t.n ? t.v[0].s : NULL;
			}
		}
	}
	return NULL;
}

/* The file's own route, when names of files make routes: its path but for the part that
 * names the operation. */
static const char *path_of_file(struct linker *l, const struct unit *u)
{
	for (const struct pending *p = l->routes->first; p; p = p->next) {
		const char *end;

		if (p->unit != u || !p->path.n || !p->rule->words ||
		    p->rule->form != FORM_FILE)
			continue;
		end = strrchr(p->path.v[0].s, '/');
		if (end && strchr(end, '{'))
			return arena_strndup(l->arena, p->path.v[0].s,
			                     (size_t)(end - p->path.v[0].s));
	}
	return NULL;
}

static const char *without_star(struct linker *l, const char *path)
{
	size_t n = strlen(path);

	while (n && (path[n - 1] == '*' || path[n - 1] == '/'))
		n--;
	return arena_strndup(l->arena, path, n);
}

static void on_host(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, void *arg)
{
	struct forest *f = arg;
	const bool of_endpoints = name_is(m->rule->in, "endpoints");
	const struct capture *path = match_get(m, "path");
	const char *at = NULL;
	struct texts t;

	if (m->rule->detector != f->d)
		return;
	t.n = 0;
	if (path)
		eval_texts(&l->eval, path->expr, path->scope, path->env, &t);
	if (t.n && t.v[0].complete)
		at = t.v[0].s;
	if (!at)
		at = text_in_front(l, s, call);
	if (!at)
		at = text_in_front_of_held(l, call);
	if (!at)
		at = path_of_file(l, s->unit);
	if (!at && of_endpoints)
		return;
	if (!at)
		at = m->rule->prefix ? m->rule->prefix : "";
	for (const struct capture *c = m->captures; c; c = c->next) {
		struct values v;

		if (!name_is(c->name, "child"))
			continue;
		eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
		for (size_t i = 0; i < v.n; i++) {
			struct tree *tree;
			struct texts *paths;

			if (v.v[i].kind != VALUE_OBJECT || !v.v[i].expr ||
			    !role(f, "tree", &v.v[i]))
				continue;
			tree = tree_of(f, &v.v[i]);
			paths = of_endpoints ? &tree->fronts : &tree->paths;
			if (paths->n < HOSTS_MAX)
				add_text(paths, without_star(l, at));
		}
	}
}

static void hosts_in(struct forest *f, const struct scope *s)
{
	for (const struct site *t = s->first_site; t; t = t->next)
		for (const struct expr *e = t->call; e && e->kind == EXPR_CALL;
		     e = expr_left(e) && expr_left(e)->kind == EXPR_ATTR
		           ? expr_left(expr_left(e))
		           : NULL)
			link_rules(f->l, e, s, is_host, on_host, f);
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		hosts_in(f, c);
}

/* ---- all -----------------------------------------------------------------------------
 */

static const struct rule *tree_rule(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_tree)
			return r;
	return NULL;
}

static void forest_of(struct linker *l, const struct detector *d)
{
	struct forest f = { .l = l, .d = d, .leaves = LEAVES_MAX, .steps = STEPS_MAX };

	f.end = &f.first;
	for (size_t i = 0; i < l->program->n; i++)
		if ((l->program->units[i]->language == LANG_PYTHON) == d->is_python)
			find_trees(&f, l->program->units[i]);
	if (!f.first)
		return;
	for (size_t i = 0; i < l->program->n; i++)
		hosts_in(&f, l->program->units[i]->module);
	f.is_marking = true;
	for (struct tree *t = f.first; t; t = t->next)
		if (!t->is_child)
			walk(&f, &t->value, "", 0, 0);
	f.is_marking = false;
	for (struct tree *t = f.first; t; t = t->next) {
		if (t->is_child && !t->paths.n)
			continue;
		if (!t->paths.n)
			add_text(&t->paths,
			         tree_rule(d)->prefix ? tree_rule(d)->prefix : "");
		f.root = t;
		walk(&f, &t->value, "", 0, 0);
	}
}

void trees_of(struct linker *l)
{
	for (const struct detector *d = l->detectors->first; d; d = d->next)
		if (link_uses(l, d) && tree_rule(d))
			forest_of(l, d);
}
