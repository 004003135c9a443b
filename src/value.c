/* value.c - what may an expression be? Names, imports, calls and members followed. */
#include "value.h"

#include <stdio.h>
#include <string.h>

#include "fact.h"
#include "lang.h"

enum { DEPTH_MAX = 40, BUDGET = 4000, INDEX_FROM = 8 };

/* x.name being looked for: asked for again below, it has no more to say. */
struct seeking {
	const struct scope *class;
	struct name name;
	struct seeking *outer;
};

struct known_bases {
	const struct scope *class;
	struct bases bases;
	struct known_bases *next;
};

struct constants {
	const struct rule *rule;
	const struct unit **units;
	size_t n;
	struct constants *next;
};

/* The list that a call makes of a dictionary or of arguments: always the same one, so
 * that its items stay the same things. */
struct listed {
	const void *of;
	const struct expr *first;
	const char *what;
	struct expr *list;
	struct listed *next;
};

struct given {
	const struct param *param;
	const struct rule *rule;
	struct given *next;
};

void eval_init(struct eval *ev, struct arena *a, const struct program *p,
               const struct detectors *d)
{
	*ev = (struct eval){ .arena = a, .program = p, .detectors = d, .generation = 1 };
}

static bool is_python(const struct scope *s)
{
	return s->unit->language == LANG_PYTHON;
}

static bool same_value(const struct value *a, const struct value *b)
{
	return a->kind == b->kind && a->expr == b->expr && a->scope == b->scope &&
	       a->unit == b->unit && a->param == b->param && a->env == b->env &&
	       a->of == b->of && name_eq(a->member, b->member) &&
	       (a->module == b->module ||
	        (a->module && b->module && !strcmp(a->module, b->module))) &&
	       (a->path == b->path || (a->path && b->path && !strcmp(a->path, b->path)));
}

static void push(struct values *out, struct value v)
{
	if (out->n == VALUES_MAX)
		return;
	for (size_t i = 0; i < out->n; i++)
		if (same_value(&out->v[i], &v))
			return;
	out->v[out->n++] = v;
}

static void push_all(struct values *out, const struct values *more)
{
	for (size_t i = 0; i < more->n; i++)
		push(out, more->v[i]);
}

static struct value *keep(struct eval *ev, const struct value *v)
{
	struct value *k = arena_alloc(ev->arena, sizeof *k);

	*k = *v;
	return k;
}

static void push_scope(struct values *out, const struct scope *s, const struct env *env)
{
	push(out, (struct value){
		      .kind = VALUE_SCOPE, .scope = s, .unit = s->unit, .env = env });
}

/* One step deeper; false when the question has cost enough. */
static bool enter(struct eval *ev)
{
	if (!ev->depth)
		ev->budget = BUDGET;
	if (ev->depth >= DEPTH_MAX || ev->budget-- <= 0) {
		ev->was_cut = true;
		return false;
	}
	ev->depth++;
	return true;
}

static void leave(struct eval *ev)
{
	ev->depth--;
}

/* ---- names in scopes --------------------------------------------------------------- */

static void index_scope(struct scope *s, size_t n)
{
	uint32_t size = 16;

	while (size < n * 2)
		size *= 2;
	s->index = arena_zero(s->unit->arena, size * sizeof *s->index);
	s->index_mask = size - 1;
	for (struct binding *b = s->first_binding; b; b = b->next) {
		uint32_t at = b->name.hash & s->index_mask;
		struct binding *last;

		while (s->index[at] && !name_eq(s->index[at]->name, b->name))
			at = (at + 1) & s->index_mask;
		b->same = NULL;
		if (!s->index[at]) {
			s->index[at] = b;
			continue;
		}
		/* Cut off after a few: a name bound hundreds of times is no router. */
		int seen = 0;
		for (last = s->index[at]; last->same && seen < VALUES_MAX; seen++)
			last = last->same;
		if (!last->same)
			last->same = b;
	}
}

const struct binding *scope_find(const struct scope *s, struct name n)
{
	uint32_t at;

	if (!s->first_binding)
		return NULL;
	if (!s->index) {
		size_t count = 0;

		for (struct binding *b = s->first_binding; b; b = b->next)
			count++;
		/* The index is a cache inside the scope: not part of its meaning. */
		index_scope((struct scope *)(uintptr_t)s, count);
	}
	for (at = n.hash & s->index_mask; s->index[at]; at = (at + 1) & s->index_mask)
		if (name_eq(s->index[at]->name, n))
			return s->index[at];
	return NULL;
}

static const struct env *env_of(const struct env *env, const struct scope *function)
{
	for (; env; env = env->outer)
		if (env->function == function)
			return env;
	return NULL;
}

/* What is known of the function at s, to be added to. */
static struct env *env_copy(struct eval *ev, const struct scope *s, const struct env *env)
{
	const struct env *known = env_of(env, s);
	struct env *copy = arena_zero(ev->arena, sizeof *copy);

	if (known) {
		*copy = *known;
	} else {
		copy->function = s;
		copy->outer = env;
	}
	return copy;
}

/* ---- imports ------------------------------------------------------------------------
 */

static void unit_member(struct eval *ev, const struct unit *u, struct name n,
                        struct values *out);

static void eval_binding(struct eval *ev, const struct binding *b, const struct scope *s,
                         const struct env *env, struct values *out);

static void push_external(struct eval *ev, const char *module, const char *imported,
                          struct values *out)
{
	(void)ev;
	push(out, (struct value){
		      .kind = VALUE_EXTERNAL, .module = module, .path = imported });
}

static const char *join_module(struct eval *ev, const char *module, const char *name)
{
	size_t n = strlen(module);

	return arena_printf(ev->arena, "%s%s%s", module,
	                    n && module[n - 1] != '.' ? "." : "", name);
}

/* What `module.exports = X` says, or the module as a namespace. */
static void unit_itself(struct eval *ev, const struct unit *u, struct values *out)
{
	static const char *const names[] = { "module", "exports" };
	size_t before = out->n;
	bool has_members = false;

	for (size_t i = 0; u->language != LANG_PYTHON && i < 2; i++) {
		const struct binding *b = scope_find(u->module, name_of(names[i]));

		for (; b; b = b->same) {
			const struct expr *t = b->target;

			if (b->kind == BIND_VALUE && t && t->kind == EXPR_ATTR &&
			    t->left && t->left->kind == EXPR_NAME &&
			    name_is(t->left->text, "module") &&
			    name_is(t->text, "exports") && b->value) {
				struct values v;

				eval_expr(ev, b->value, u->module, NULL, &v);
				push_all(out, &v);
			} else if (b->kind == BIND_VALUE && t && t->kind == EXPR_ATTR) {
				has_members = true;
			}
		}
	}
	if (out->n == before || has_members)
		push(out, (struct value){ .kind = VALUE_UNIT, .unit = u });
}

void eval_import(struct eval *ev, const struct unit *u, const char *module,
                 const char *imported, struct values *out)
{
	bool is_folder = false;
	struct unit *target;

	out->n = 0;
	if (!enter(ev))
		return;
	target = program_resolve(ev->program, u, module, &is_folder);
	if (target && u->language != LANG_PYTHON && !strcmp(imported, "default")) {
		unit_member(ev, target, name_of("default"), out);
		if (!out->n)
			unit_itself(ev, target, out);
	} else if (target && *imported) {
		unit_member(ev, target, name_of(imported), out);
	} else if (target) {
		push(out, (struct value){ .kind = VALUE_UNIT, .unit = target });
	} else if (is_folder) { /* a namespace package: its modules, */
		struct values v;

		if (*imported)
			eval_import(ev, u, join_module(ev, module, imported), "", &v);
		else
			v.n = 0;
		if (v.n && v.v[0].kind == VALUE_UNIT)
			push_all(out, &v);
		else if (*module != '.') /* else an installed package of that name */
			push_external(ev, module, imported, out);
	} else {
		bool whole = !strcmp(imported, "default") || !strcmp(imported, "*");

		push_external(ev, module, whole ? "" : imported, out);
	}
	leave(ev);
}

static void exported(struct eval *ev, const struct unit *u, struct name n,
                     struct values *out)
{
	for (const struct export_entry *x = u->exports; x; x = x->next) {
		struct values v;

		v.n = 0;
		if (name_eq(x->name, n)) {
			if (x->value)
				eval_expr(ev, x->value, u->module, NULL, &v);
			else if (x->module.len)
				eval_import(ev, u, x->module.s,
				            x->imported.len ? x->imported.s : "", &v);
			else
				eval_name(ev, x->imported.len ? x->imported : n,
				          u->module, NULL, &v);
		} else if (name_is(x->name, "*") && x->module.len &&
		           !name_is(n, "default")) {
			struct unit *t = program_resolve(ev->program, u, x->module.s,
			                                 NULL);

			if (t)
				unit_member(ev, t, n, &v);
		}
		push_all(out, &v);
	}
}

/* module.exports.x = v, exports.x = v */
static void common_export(struct eval *ev, const struct unit *u, struct name n,
                          struct values *out)
{
	static const char *const names[] = { "module", "exports" };

	for (size_t i = 0; i < 2; i++) {
		const struct binding *b = scope_find(u->module, name_of(names[i]));

		for (; b; b = b->same) {
			struct values v;

			v.n = 0;
			if (b->kind != BIND_VALUE || !b->target ||
			    b->target->kind != EXPR_ATTR || !name_eq(b->target->text, n))
				continue;
			eval_expr(ev, b->value, u->module, NULL, &v);
			push_all(out, &v);
		}
	}
}

static void find_member(struct eval *ev, const struct unit *u, struct name n,
                        struct values *out)
{
	const struct binding *b;
	size_t before = out->n;
	struct unit *sub;

	for (b = scope_find(u->module, n); b; b = b->same)
		eval_binding(ev, b, u->module, NULL, out);
	if (u->language != LANG_PYTHON) {
		exported(ev, u, n, out);
		if (out->n == before)
			common_export(ev, u, n, out);
		if (out->n == before && !name_is(n, "default")) {
			struct values v;

			v.n = 0;
			unit_itself(ev, u, &v);
			for (size_t i = 0; i < v.n; i++) {
				struct values w;

				w.n = 0;
				if (v.v[i].kind == VALUE_UNIT)
					continue;
				eval_member(ev, &v.v[i], n, &w);
				push_all(out, &w);
			}
		}
	} else if (out->n == before) {
		if ((sub = program_submodule(ev->program, u, n.s)))
			push(out, (struct value){ .kind = VALUE_UNIT, .unit = sub });
		for (b = scope_find(u->module, name_of("*")); b && !sub; b = b->same) {
			struct values v;

			eval_import(ev, u, b->module.s, n.s, &v);
			push_all(out, &v);
		}
	}
}

/* What a unit's member is was asked before, more often than not: by every file that
 * imports it, through every index file in between. */
struct member_memo {
	const struct unit *unit;
	struct name name;
	unsigned generation;
	bool is_open; /* being answered: a circle adds nothing */
	size_t n;
	struct value *v;
	struct member_memo *next;
};

static struct member_memo *memo_of(struct eval *ev, const struct unit *u, struct name n)
{
	struct member_memo **slot =
	    &ev->memos[(n.hash ^ (uint32_t)((uintptr_t)u >> 5)) % MEMO_SLOTS];
	struct member_memo *m;

	for (m = *slot; m; m = m->next)
		if (m->unit == u && name_eq(m->name, n))
			return m;
	m = arena_zero(ev->arena, sizeof *m);
	m->unit = u;
	m->name = name_copy(ev->arena, n.s, n.len);
	m->next = *slot;
	*slot = m;
	return m;
}

static void unit_member(struct eval *ev, const struct unit *u, struct name n,
                        struct values *out)
{
	struct member_memo *m = memo_of(ev, u, n);
	bool cut = ev->was_cut;
	struct values v;

	v.n = 0;
	if (m->is_open) {
		ev->was_cut = true; /* what asks is not to be remembered */
		return;
	}
	if (m->generation == ev->generation) {
		for (size_t i = 0; i < m->n; i++)
			push(out, m->v[i]);
		return;
	}
	if (!enter(ev))
		return;
	ev->was_cut = false;
	m->is_open = true;
	find_member(ev, u, n, &v);
	m->is_open = false;
	if (!ev->was_cut) {
		m->generation = ev->generation;
		m->n = v.n;
		m->v = arena_alloc(ev->arena, v.n * sizeof *v.v);
		memcpy(m->v, v.v, v.n * sizeof *v.v);
	}
	ev->was_cut |= cut;
	push_all(out, &v);
	leave(ev);
}

/* ---- bindings, parameters, names ------------------------------------------------------
 */

/* The class an annotation names: an object of it. Optional[X], Annotated[X, ..] and
 * X | None mean X. */
static void eval_annotation(struct eval *ev, const struct expr *t, const struct scope *s,
                            const struct param *p, struct values *out)
{
	struct values v;

	if (!t || !enter(ev))
		return;
	if (t->kind == EXPR_BINARY) {
		eval_annotation(ev, t->left, s, p, out);
		eval_annotation(ev, t->first, s, p, out);
	} else if (t->kind == EXPR_INDEX) {
		size_t before = out->n;

		eval_annotation(ev, t->left, s, p, out);
		for (size_t i = before; i < out->n; i++) {
			if (out->v[i].module &&
			    (!strcmp(out->v[i].module, "typing") ||
			     !strcmp(out->v[i].module, "typing_extensions"))) {
				out->n = before;
				eval_annotation(ev, t->first, s, p, out);
				break;
			}
		}
	} else if (t->kind == EXPR_NAME || t->kind == EXPR_ATTR) {
		eval_expr(ev, t, s, NULL, &v);
		for (size_t i = 0; i < v.n; i++) {
			struct value o = v.v[i];

			if (o.kind != VALUE_EXTERNAL &&
			    (o.kind != VALUE_SCOPE || o.scope->kind != SCOPE_CLASS))
				continue;
			o.kind = VALUE_OBJECT;
			o.param = p;
			o.expr = p ? NULL : t;
			push(out, o);
		}
	} else if (t->kind == EXPR_STRING) {
		eval_name(ev, t->text, s, NULL, &v);
		for (size_t i = 0; i < v.n; i++) {
			struct value o = v.v[i];

			if (o.kind != VALUE_EXTERNAL && o.kind != VALUE_SCOPE)
				continue;
			o.kind = VALUE_OBJECT;
			o.param = p;
			o.expr = p ? NULL : t;
			push(out, o);
		}
	}
	leave(ev);
}

/* The part of a destructuring pattern that binds n: {a: n} is member a of each value. */
static void destructure(struct eval *ev, const struct expr *pattern, struct name n,
                        const struct values *whole, struct values *out)
{
	size_t at = 0;

	for (const struct expr *p = pattern->first; p; p = p->next, at++) {
		const struct expr *to = p->kind == EXPR_PAIR ? p->first : p;

		if (to && to->kind == EXPR_BINARY)
			to = to->left; /* a default */
		if (!to || to->kind != EXPR_NAME || !name_eq(to->text, n))
			continue;
		for (size_t i = 0; i < whole->n; i++) {
			const struct value *w = &whole->v[i];
			struct values v;

			v.n = 0;
			if (pattern->kind == EXPR_DICT && p->left) {
				eval_member(ev, w, p->left->text, &v);
			} else if (w->kind == VALUE_LITERAL &&
			           w->expr->kind == EXPR_LIST) {
				const struct expr *item = w->expr->first;

				for (size_t k = 0; item && k < at; k++)
					item = item->next;
				if (item)
					eval_expr(ev, item, w->scope, w->env, &v);
			}
			push_all(out, &v);
		}
	}
}

struct comprehension {
	struct eval *ev;
	const struct value *of;
	item_fn *fn;
	void *arg;
};

static void each_element(void *arg, const struct expr *item, const struct scope *s,
                         const struct env *env)
{
	struct comprehension *c = arg;
	struct values v;

	eval_expr(c->ev, item, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct fixed *f = arena_zero(c->ev->arena, sizeof *f);
		struct env *inner = env_copy(c->ev, c->of->scope, c->of->env);

		f->item = keep(c->ev, &v.v[i]);
		f->at = item;
		f->next = inner->fixed;
		inner->fixed = f;
		c->fn(c->arg, c->of->expr->left, c->of->scope, inner);
	}
}

/* [left for .. in first]: left once for each item of the source, if there is but one. */
static void each_of_comprehension(struct eval *ev, const struct value *l, item_fn *fn,
                                  void *arg)
{
	struct comprehension c = { ev, l, fn, arg };
	struct values lists;

	if (!l->expr->first || l->expr->first->next)
		return;
	eval_expr(ev, l->expr->first, l->scope, l->env, &lists);
	eval_each_item(ev, &lists, each_element, &c);
}

static void each_item(struct eval *ev, const struct value *l, item_fn *fn, void *arg)
{
	struct values v;

	if (l->kind != VALUE_LITERAL || !enter(ev))
		return;
	if (l->expr->kind == EXPR_LIST) {
		for (const struct expr *x = l->expr->first; x; x = x->next) {
			if (x->kind == EXPR_SPREAD) {
				eval_expr(ev, x->left, l->scope, l->env, &v);
				for (size_t i = 0; i < v.n; i++)
					each_item(ev, &v.v[i], fn, arg);
			} else {
				fn(arg, x, l->scope, l->env);
			}
		}
	} else if (l->expr->kind == EXPR_DICT) {
		for (const struct expr *x = l->expr->first; x; x = x->next)
			if (x->kind == EXPR_PAIR && x->left)
				fn(arg, x->left, l->scope, l->env);
	} else if (l->expr->kind == EXPR_EACH) {
		each_of_comprehension(ev, l, fn, arg);
	} else if (l->expr->kind == EXPR_BINARY && name_is(l->expr->text, "+")) {
		const struct expr *sides[] = { l->expr->left, l->expr->first };

		for (int k = 0; k < 2; k++) {
			eval_expr(ev, sides[k], l->scope, l->env, &v);
			for (size_t i = 0; i < v.n; i++)
				each_item(ev, &v.v[i], fn, arg);
		}
	}
	leave(ev);
}

void eval_each_item(struct eval *ev, const struct values *lists, item_fn *fn, void *arg)
{
	for (size_t i = 0; i < lists->n; i++)
		each_item(ev, &lists->v[i], fn, arg);
}

struct items {
	struct eval *ev;
	struct values *out;
};

static void add_item(void *arg, const struct expr *item, const struct scope *s,
                     const struct env *env)
{
	struct items *x = arg;
	struct values v;

	eval_expr(x->ev, item, s, env, &v);
	push_all(x->out, &v);
}

/* The values of each item of what is looped over. */
static void eval_items(struct eval *ev, const struct values *lists, struct values *out)
{
	struct items x = { ev, out };

	eval_each_item(ev, lists, add_item, &x);
}

static bool uses(const struct expr *e, struct name n, const struct scope *s, int depth,
                 int *budget)
{
	const struct binding *b;

	if (!e || --*budget < 0)
		return false;
	if (e->kind == EXPR_NAME) {
		if (name_eq(e->text, n))
			return true;
		for (b = depth < 4 ? scope_find(s, e->text) : NULL; b; b = b->same)
			if ((b->kind == BIND_VALUE || b->kind == BIND_LOOP) &&
			    b->value != e && uses(b->value, n, s, depth + 1, budget))
				return true;
		return false;
	}
	if (uses(e->left, n, s, depth, budget))
		return true;
	for (const struct expr *x = e->first; x; x = x->next)
		if (uses(x, n, s, depth, budget))
			return true;
	return false;
}

bool eval_uses(const struct expr *e, struct name n, const struct scope *s)
{
	int budget = 500;

	return uses(e, n, s, 0, &budget);
}

static const struct value *fixed_item(const struct env *env, const struct binding *loop)
{
	for (; env; env = env->outer)
		for (const struct fixed *f = env->fixed; f; f = f->next)
			if (f->loop && f->loop->value == loop->value)
				return f->item;
	return NULL;
}

/* A list is made longer: what is added counts as one more list of the variable. */
static void eval_more(struct eval *ev, const struct binding *b, const struct scope *s,
                      const struct env *env, struct values *out)
{
	struct values v;

	if (!b->value || b->target)
		return;
	eval_expr(ev, b->value, s, env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_LIST)
			push(out, v.v[i]);
}

static void eval_binding(struct eval *ev, const struct binding *b, const struct scope *s,
                         const struct env *env, struct values *out)
{
	struct values v, items;

	v.n = items.n = 0;
	if (b->in)
		s = b->in;
	switch ((enum binding_kind)b->kind) {
	case BIND_IMPORT:
		eval_import(ev, s->unit, b->module.s, b->imported.s ? b->imported.s : "",
		            &v);
		push_all(out, &v);
		return;
	case BIND_DEF: push_scope(out, b->def, env); return;
	case BIND_VALUE:
	case BIND_WITH:
		if (b->target &&
		    (b->target->kind == EXPR_ATTR || b->target->kind == EXPR_INDEX))
			return;
		if (b->value)
			eval_expr(ev, b->value, s, env, &v);
		if (b->target)
			destructure(ev, b->target, b->name, &v, out);
		else
			push_all(out, &v);
		if (!v.n && b->annotation)
			eval_annotation(ev, b->annotation, s, NULL, out);
		return;
	case BIND_LOOP:
		if (fixed_item(env, b)) {
			push(&items, *fixed_item(env, b));
		} else {
			eval_expr(ev, b->value, s, env, &v);
			eval_items(ev, &v, &items);
		}
		if (b->target)
			destructure(ev, b->target, b->name, &items, out);
		else
			push_all(out, &items);
		if (!items.n && b->annotation)
			eval_annotation(ev, b->annotation, s, NULL, out);
		return;
	case BIND_FIELD: eval_annotation(ev, b->annotation, s, NULL, out); return;
	case BIND_AUGMENT: eval_more(ev, b, s, env, out); return;
	}
}

/* The argument that a call gives to parameter p, NULL: none. */
static const struct expr *argument(const struct expr *call, const struct scope *f,
                                   const struct param *p, bool is_method)
{
	const struct param *q = f->params;
	const struct expr *a = call->first;

	if (is_method && q) {
		if (q == p)
			return NULL;
		q = q->next;
	}
	for (const struct expr *k = a; k; k = k->next)
		if (k->kind == EXPR_KEYWORD && name_eq(k->text, p->name))
			return k->first;
	for (; q && a; q = q->next, a = a->next) {
		if (a->kind == EXPR_KEYWORD || a->kind == EXPR_SPREAD || q->rest)
			return NULL;
		if (q == p)
			return a;
	}
	return NULL;
}

static struct expr *listed(struct eval *ev, const void *of, const struct expr *first,
                           const char *what, bool *is_new);
static struct expr *copied(struct eval *ev, const struct expr *e);

/* *urls, ...routes: the arguments from p's place on, as a list; NULL: p is no such. */
static const struct expr *rest_argument(struct eval *ev, const struct expr *call,
                                        const struct scope *f, const struct param *p,
                                        bool is_method)
{
	const struct param *q = f->params;
	const struct expr *a = call->first;
	struct expr *list, **tail;
	bool is_new;

	if (!p->rest)
		return NULL;
	for (; q && q != p; q = q->next) {
		if (q->rest)
			return NULL; /* **keywords */
		if (is_method && q == f->params)
			continue;
		if (a && (a->kind == EXPR_KEYWORD || a->kind == EXPR_SPREAD))
			return NULL;
		a = a ? a->next : NULL;
	}
	list = listed(ev, call, a, "rest", &is_new);
	tail = &list->first;
	for (; is_new && a; a = a->next) {
		if (a->kind == EXPR_KEYWORD)
			continue;
		*tail = copied(ev, a);
		tail = &(*tail)->next;
	}
	return list;
}

bool decorated_with(const struct scope *function, const char *name)
{
	for (const struct expr *d = function->decorators; d; d = d->next)
		if ((d->kind == EXPR_NAME || d->kind == EXPR_ATTR) &&
		    name_is(d->text, name))
			return true;
	return false;
}

static bool is_method(const struct scope *f)
{
	return is_python(f) && f->parent && f->parent->kind == SCOPE_CLASS &&
	       !(f->flags & SCOPE_STATIC) &&
	       !(f->decorators && decorated_with(f, "staticmethod"));
}

const struct rule *eval_given(const struct eval *ev, const struct param *p)
{
	for (const struct given *g = ev->given; g; g = g->next)
		if (g->param == p)
			return g->rule;
	return NULL;
}

size_t eval_given_count(const struct eval *ev)
{
	size_t n = 0;

	for (const struct given *g = ev->given; g; g = g->next)
		n++;
	return n;
}

bool eval_give(struct eval *ev, const struct param *p, const struct rule *rule)
{
	struct given *g;

	if (!p || eval_given(ev, p))
		return false;
	g = arena_alloc(ev->arena, sizeof *g);
	*g = (struct given){ p, rule, ev->given };
	ev->given = g;
	ev->generation++;
	return true;
}

static void find_callers(struct eval *ev);

static size_t caller_slot(const struct scope *f)
{
	return ((uintptr_t)f >> 5) & 4095;
}

static void eval_param(struct eval *ev, const struct scope *f, const struct param *p,
                       const struct env *env, struct values *out)
{
	const struct env *known = env_of(env, f);
	const struct expr *arg;
	struct values v;

	v.n = 0;
	if (is_method(f) && p == f->params) { /* self, cls */
		const struct scope *class = known && known->self ? known->self->scope
		                                                 : f->parent;

		if (decorated_with(f, "classmethod"))
			push_scope(out, class, NULL);
		else if (known && known->self)
			push(out, *known->self);
		else
			push(out, (struct value){ .kind = VALUE_OBJECT, .scope = class });
		return;
	}
	if (eval_given(ev, p)) {
		push(out, (struct value){ .kind = VALUE_OBJECT, .param = p });
		return;
	}
	if (known && known->call) {
		arg = argument(known->call, f, p, is_method(f));
		if (!arg)
			arg = rest_argument(ev, known->call, f, p, is_method(f));
		if (arg) {
			eval_expr(ev, arg, known->from, known->outer, &v);
			push_all(out, &v);
			if (!out->n)
				eval_annotation(ev, p->annotation, f, p, out);
			return;
		}
	}
	if (!enter(ev))
		return;
	find_callers(ev);
	for (struct caller *c = ev->callers ? ev->callers[caller_slot(f)] : NULL; c;
	     c = c->next) {
		if (c->function != f || !(arg = argument(c->call, f, p, is_method(f))))
			continue;
		eval_expr(ev, arg, c->from, NULL, &v);
		push_all(out, &v);
	}
	leave(ev);
	if (!out->n)
		eval_annotation(ev, p->annotation, f, p, out);
	if (!out->n && p->value) {
		eval_expr(ev, p->value, f, NULL, &v);
		push_all(out, &v);
	}
}

static bool eval_params(struct eval *ev, struct name n, const struct scope *f,
                        const struct env *env, struct values *out)
{
	for (const struct param *p = f->params; p; p = p->next) {
		if (name_eq(p->name, n)) {
			eval_param(ev, f, p, env, out);
			return true;
		}
		if (p->pattern) {
			for (const struct expr *x = p->pattern->first; x; x = x->next) {
				const struct expr *to = x->kind == EXPR_PAIR ? x->first
				                                             : x;
				struct values v;

				v.n = 0;
				if (to && to->kind == EXPR_BINARY)
					to = to->left;
				if (!to || to->kind != EXPR_NAME || !name_eq(to->text, n))
					continue;
				eval_param(ev, f, p, env, &v);
				destructure(ev, p->pattern, n, &v, out);
				return true;
			}
		}
	}
	return false;
}

/* path = "/api" + path: a parameter that is made into something else. Its own name in
 * there is the parameter. */
static void eval_rebound(struct eval *ev, struct name n, const struct scope *s,
                         const struct env *env, struct values *out)
{
	const struct env *known = env_of(env, s);
	struct values all;

	all.n = 0;
	for (const struct binding *b = scope_find(s, n); b; b = b->same) {
		struct env *inner;
		struct values v;

		if (b->kind != BIND_VALUE || b->target || !b->value ||
		    (b->value->kind != EXPR_EACH && b->value->kind != EXPR_BINARY &&
		     b->value->kind != EXPR_TEMPLATE) ||
		    (known && known->is_rebound) || !eval_uses(b->value, n, s))
			continue;
		inner = env_copy(ev, s, env);
		inner->is_rebound = true;
		eval_expr(ev, b->value, s, inner, &v);
		push_all(&all, &v);
	}
	if (all.n)
		*out = all;
}

/* `this` in a method is an object of its class. */
static void eval_this(const struct scope *s, const struct env *env, struct values *out)
{
	for (; s && s->parent; s = s->parent) {
		const struct scope *class = s->kind == SCOPE_CLASS         ? s
		                          : s->parent->kind == SCOPE_CLASS ? s->parent
		                                                           : NULL;
		const struct env *known;

		if (!class)
			continue;
		known = env_of(env, s);
		if (known && known->self)
			push(out, *known->self);
		else
			push(out, (struct value){ .kind = VALUE_OBJECT, .scope = class });
		return;
	}
}

/* The variable of a comprehension: the reader keeps no target of it, so that a name that
 * nothing binds must be it. */
static void comprehension_item(const struct scope *s, const struct env *env,
                               struct values *out)
{
	const struct env *known = env_of(env, s);

	for (const struct fixed *f = known ? known->fixed : NULL; f; f = f->next) {
		if (!f->loop) {
			push(out, *f->item);
			return;
		}
	}
}

void eval_name(struct eval *ev, struct name n, const struct scope *s,
               const struct env *env, struct values *out)
{
	const struct scope *start = s;

	out->n = 0;
	if (!enter(ev))
		return;
	if (!is_python(s) && name_is(n, "this")) {
		eval_this(s, env, out);
		leave(ev);
		return;
	}
	for (; s; s = s->parent) {
		const struct binding *b;
		bool found = false;

		if (s->kind == SCOPE_CLASS && s != start)
			continue;
		if (s->kind == SCOPE_FUNCTION && eval_params(ev, n, s, env, out)) {
			eval_rebound(ev, n, s, env, out);
			/* A parameter may be given a default: `app = app or Flask()`. */
			for (b = scope_find(s, n); b && out->n == 0; b = b->same)
				if (b->kind == BIND_VALUE && !b->target &&
				    b->value->kind != EXPR_NAME)
					eval_binding(ev, b, s, env, out);
			break;
		}
		for (b = scope_find(s, n); b; b = b->same) {
			if (b->target && (b->target->kind == EXPR_ATTR ||
			                  b->target->kind == EXPR_INDEX))
				continue;
			found = found || !b->is_assignment;
			eval_binding(ev, b, s, env, out);
		}
		if (found)
			break; /* declared here; what is only assigned is of a scope
			          around */
		if (s->kind == SCOPE_MODULE) {
			unit_member(ev, s->unit, n, out);
			if (!out->n)
				comprehension_item(start, env, out);
			break;
		}
	}
	leave(ev);
}

/* ---- members -------------------------------------------------------------------------
 */

static void add_base(struct eval *ev, const struct value *v, bool direct,
                     struct bases *out, int depth);

static void add_class(struct eval *ev, const struct scope *class, bool direct,
                      struct bases *out, int depth)
{
	for (size_t i = 0; i < out->local_count; i++)
		if (out->local[i] == class)
			return;
	if (out->local_count == BASES_MAX || depth > 16)
		return;
	out->local[out->local_count++] = class;
	for (const struct expr *b = class->bases; b; b = b->next) {
		struct values v;

		if (b->kind == EXPR_KEYWORD)
			continue;
		eval_expr(ev, b, class->parent, NULL, &v);
		/* Generic[T], Base[int]: the class is what is left of the brackets. */
		if (!v.n && b->kind == EXPR_INDEX)
			eval_expr(ev, b->left, class->parent, NULL, &v);
		for (size_t i = 0; i < v.n; i++)
			add_base(ev, &v.v[i], direct, out, depth + 1);
	}
}

static void add_base(struct eval *ev, const struct value *v, bool direct,
                     struct bases *out, int depth)
{
	if (v->kind == VALUE_SCOPE && v->scope->kind == SCOPE_CLASS) {
		add_class(ev, v->scope, false, out, depth);
	} else if (v->kind == VALUE_EXTERNAL || v->kind == VALUE_OBJECT ||
	           v->kind == VALUE_MEMBER) {
		if (out->external_count == BASES_MAX)
			return;
		out->is_direct[out->external_count] = direct && depth == 1;
		out->external[out->external_count++] = *v;
	}
}

static void copy_bases(struct bases *to, const struct bases *from)
{
	to->local_count = from->local_count;
	to->external_count = from->external_count;
	memcpy(to->local, from->local, from->local_count * sizeof *from->local);
	memcpy(to->is_direct, from->is_direct,
	       from->external_count * sizeof *from->is_direct);
	memcpy(to->external, from->external,
	       from->external_count * sizeof *from->external);
}

void eval_bases(struct eval *ev, const struct scope *class, struct bases *out)
{
	struct known_bases **slot = &ev->bases[((uintptr_t) class >> 5) % BASES_SLOTS],
			   *k;

	out->local_count = out->external_count = 0;
	for (k = *slot; k && k->class != class;)
		k = k->next;
	if (k) {
		copy_bases(out, &k->bases);
		return;
	}
	if (!enter(ev))
		return;
	add_class(ev, class, true, out, 0);
	leave(ev);
	/* Asked in the middle of another question, it may have been cut short. */
	if (ev->depth)
		return;
	k = arena_alloc(ev->arena, sizeof *k);
	k->class = class;
	copy_bases(&k->bases, out);
	k->next = *slot;
	*slot = k;
}

/* self.x = v, this.x = v in the methods of a class. */
static bool is_constructor(const struct scope *m)
{
	return name_is(m->name, "__init__") || name_is(m->name, "constructor");
}

/* A method that runs for this object; its constructor with the arguments it got. */
static struct env *method_env(struct eval *ev, const struct scope *m,
                              const struct value *of)
{
	struct env *env = arena_zero(ev->arena, sizeof *env);

	env->function = m;
	env->self = keep(ev, of);
	if (is_constructor(m) && of->kind == VALUE_OBJECT && of->expr && !of->param &&
	    of->expr->kind == EXPR_CALL && of->expr->scope) {
		env->call = of->expr;
		env->from = of->expr->scope;
		env->outer = of->env;
	}
	return env;
}

static void assigned_in_methods(struct eval *ev, const struct scope *class, struct name n,
                                const struct value *of, struct values *out)
{
	for (const struct scope *m = class->first_child; m; m = m->sibling) {
		const struct binding *b;
		struct name self = name_of("this");

		if (m->kind != SCOPE_FUNCTION)
			continue;
		if (is_python(class)) {
			if (!m->params)
				continue;
			self = m->params->name;
		}
		for (b = scope_find(m, self); b; b = b->same) {
			const struct expr *t = b->target;
			struct values v;

			v.n = 0;
			if (!t || t->kind != EXPR_ATTR || !name_eq(t->text, n) ||
			    !t->left || t->left->kind != EXPR_NAME ||
			    b->kind != BIND_VALUE)
				continue;
			if (b->value)
				eval_expr(ev, b->value, m, method_env(ev, m, of), &v);
			push_all(out, &v);
			if (!v.n && b->annotation)
				eval_annotation(ev, b->annotation, m, NULL, out);
		}
	}
}

/* TypeScript: constructor(private readonly queue: Queue) */
static void constructor_property(struct eval *ev, const struct scope *class,
                                 struct name n, struct values *out)
{
	for (const struct scope *m = class->first_child; m; m = m->sibling) {
		if (m->kind != SCOPE_FUNCTION || !name_is(m->name, "constructor"))
			continue;
		for (const struct param *p = m->params; p; p = p->next)
			if (name_eq(p->name, n))
				eval_annotation(ev, p->annotation, m, p, out);
	}
}

/* The argument k=.. of the call that made an object. */
static bool argument_member(struct eval *ev, const struct value *of, struct name n,
                            struct values *out)
{
	if (of->kind != VALUE_OBJECT || of->param || !of->expr ||
	    of->expr->kind != EXPR_CALL || !of->expr->scope)
		return false;
	for (const struct expr *a = of->expr->first; a; a = a->next) {
		if (a->kind != EXPR_KEYWORD || !name_eq(a->text, n))
			continue;
		eval_expr(ev, a->first, of->expr->scope, of->env, out);
		return true;
	}
	return false;
}

static bool has_constructor(const struct bases *b)
{
	for (size_t i = 0; i < b->local_count; i++)
		for (const struct scope *m = b->local[i]->first_child; m; m = m->sibling)
			if (m->kind == SCOPE_FUNCTION && is_constructor(m))
				return true;
	return false;
}

static bool is_property(const struct scope *f)
{
	return f->decorators && is_python(f) &&
	       (decorated_with(f, "property") || decorated_with(f, "cached_property"));
}

/* A method knows whose it is; a property is what it returns. */
static void bind_methods(struct eval *ev, const struct value *of, struct values *members)
{
	struct values all;

	all.n = 0;
	for (size_t i = 0; i < members->n; i++) {
		struct value v = members->v[i];

		if (v.kind != VALUE_SCOPE || v.scope->kind != SCOPE_FUNCTION ||
		    of->kind != VALUE_OBJECT) {
			push(&all, v);
			continue;
		}
		struct env *env = arena_zero(ev->arena, sizeof *env);

		env->function = v.scope;
		env->self = keep(ev, of);
		v.env = env;
		if (!is_property(v.scope)) {
			push(&all, v);
			continue;
		}
		for (const struct expr *r = v.scope->returns; r; r = r->next) {
			struct values w;

			eval_expr(ev, r, v.scope, env, &w);
			push_all(&all, &w);
		}
	}
	members->n = all.n;
	memcpy(members->v, all.v, all.n * sizeof *all.v);
}

static bool class_member(struct eval *ev, const struct value *of, struct name n,
                         struct values *out)
{
	struct seeking here = { of->scope, n, ev->seeking };
	struct bases b;
	bool local = false;

	for (const struct seeking *x = ev->seeking; x; x = x->outer)
		if (x->class == here.class && name_eq(x->name, n))
			return true;
	ev->seeking = &here;
	eval_bases(ev, of->scope, &b);
	if (!has_constructor(&b))
		local = argument_member(ev, of, n, out);
	for (size_t i = 0; i < b.local_count && !out->n; i++) {
		const struct scope *c = b.local[i];

		for (const struct binding *x = scope_find(c, n); x; x = x->same) {
			if (x->target)
				continue;
			local = true;
			eval_binding(ev, x, c, NULL, out);
		}
		if (!out->n)
			assigned_in_methods(ev, c, n, of, out);
		if (!out->n && !is_python(c))
			constructor_property(ev, c, n, out);
	}
	bind_methods(ev, of, out);
	ev->seeking = here.outer;
	return local || out->n;
}

static void dict_member(struct eval *ev, const struct value *of, struct name n,
                        struct values *out)
{
	for (const struct expr *x = of->expr->first; x; x = x->next) {
		struct values v;

		v.n = 0;
		if (x->kind == EXPR_SPREAD) {
			struct values w;

			eval_expr(ev, x->left, of->scope, of->env, &w);
			for (size_t i = 0; i < w.n; i++) {
				eval_member(ev, &w.v[i], n, &v);
				if (v.n && v.v[0].kind != VALUE_MEMBER)
					push_all(out, &v);
			}
		} else if (x->kind == EXPR_PAIR && x->left &&
		           x->left->kind != EXPR_CALL && name_eq(x->left->text, n)) {
			eval_expr(ev, x->first, of->scope, of->env, &v);
			push_all(out, &v);
		}
	}
}

/* "a/settings.py", "a/settings/base.py" for "settings". */
static bool is_settings_file(const char *path, struct name word)
{
	for (const char *p = path; p; p = strchr(p, '/')) {
		p += *p == '/';
		if (!strncmp(p, word.s, word.len) &&
		    (p[word.len] == '/' || !strchr(p, '/')))
			return true;
	}
	return false;
}

static const struct constants *constants_of(struct eval *ev, const struct rule *r)
{
	struct constants *c;
	size_t room = 0;

	for (c = ev->constants; c; c = c->next)
		if (c->rule == r)
			return c;
	c = arena_zero(ev->arena, sizeof *c);
	c->rule = r;
	for (size_t i = 0; i < ev->program->n; i++) {
		const struct unit *u = ev->program->units[i];

		if (u->language == LANG_PYTHON && is_settings_file(u->path, r->words[1]))
			*(const struct unit **)arena_push(ev->arena, (void **)&c->units,
			                                  &c->n, &room, sizeof u) = u;
	}
	c->next = ev->constants;
	ev->constants = c;
	return c;
}

static bool is_external(const struct value *v, const char *full)
{
	size_t n = strlen(v->module);

	if (strncmp(full, v->module, n))
		return false;
	return *v->path ? full[n] == '.' && !strcmp(full + n + 1, v->path) : !full[n];
}

/* settings.NAME: the first value that a file of settings gives it. */
static bool setting(struct eval *ev, const struct value *of, struct name n,
                    struct values *out)
{
	for (const struct detector *d = ev->detectors->first; d; d = d->next) {
		for (const struct rule *r = d->rules; r; r = r->next) {
			const struct constants *c;

			if (r->word != WORD_settings || r->word_count < 2 ||
			    !is_external(of, r->words[0].s))
				continue;
			c = constants_of(ev, r);
			for (size_t i = 0; i < c->n && !out->n; i++) {
				const struct scope *s = c->units[i]->module;
				const struct binding *b = scope_find(s, n);

				for (; b && !out->n; b = b->same)
					eval_binding(ev, b, s, NULL, out);
			}
			if (out->n)
				return true;
		}
	}
	return false;
}

void eval_member(struct eval *ev, const struct value *of, struct name n,
                 struct values *out)
{
	out->n = 0;
	if (!enter(ev))
		return;
	switch ((enum value_kind)of->kind) {
	case VALUE_UNIT: unit_member(ev, of->unit, n, out); break;
	case VALUE_EXTERNAL:
		if (setting(ev, of, n, out))
			break;
		push_external(ev, of->module,
		              *of->path ? arena_printf(ev->arena, "%s.%s", of->path, n.s)
		                        : n.s,
		              out);
		break;
	case VALUE_SCOPE:
	case VALUE_OBJECT:
		if (of->scope && of->scope->kind == SCOPE_CLASS
		        ? class_member(ev, of, n, out)
		        : argument_member(ev, of, n, out))
			break;
		/* module.exports = f; module.exports.x = v: x is a member of f */
		if (of->kind == VALUE_SCOPE && !is_python(of->scope))
			common_export(ev, of->scope->unit, n, out);
		if (out->n)
			break;
		push(out, (struct value){
			      .kind = VALUE_MEMBER, .of = keep(ev, of), .member = n });
		break;
	case VALUE_LITERAL:
		if (of->expr->kind == EXPR_DICT)
			dict_member(ev, of, n, out);
		if (!out->n && of->expr->kind != EXPR_DICT)
			push(out, (struct value){ .kind = VALUE_MEMBER,
			                          .of = keep(ev, of),
			                          .member = n });
		break;
	case VALUE_MEMBER:
		push(out, (struct value){
			      .kind = VALUE_MEMBER, .of = keep(ev, of), .member = n });
		break;
	}
	leave(ev);
}

/* ---- calls ------------------------------------------------------------------------- */

static bool is_require(const struct expr *e)
{
	return e->left && e->left->kind == EXPR_NAME && e->first &&
	       e->first->kind == EXPR_STRING &&
	       (name_is(e->left->text, "require") || name_is(e->left->text, "import"));
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

	for (; s && !(b = scope_find(s, n)); s = s->parent)
		;
	if (b && b->kind == BIND_VALUE && !b->target && b->value && !is_python(s) &&
	    b->value->kind == EXPR_CALL && is_require(b->value))
		return package_name(ev, b->value->first->text, n);
	if (!b || b->kind != BIND_IMPORT || !b->imported.len)
		return n;
	return name_is(b->imported, "default") ? package_name(ev, b->module, n)
	                                       : b->imported;
}

static bool calls_wrap(struct eval *ev, const struct expr *e, const struct scope *s,
                       const struct env *env, struct values *out)
{
	struct name last;
	struct indexed *at;
	struct rule *r;

	if (e->left->kind != EXPR_NAME && e->left->kind != EXPR_ATTR)
		return false;
	last = e->left->kind == EXPR_NAME ? imported_name(ev, e->left->text, s)
	                                  : e->left->text;
	at = detectors_first(ev->detectors, last);
	while ((r = detectors_next(ev->detectors, last, &at))) {
		const struct capture *c;
		struct match m;

		if (r->word != WORD_wrap || r->form != FORM_CALL ||
		    !match_call(ev, r, e, s, env, &m) || !(c = match_get(&m, "value")))
			continue;
		eval_expr(ev, c->expr, c->scope, c->env, out);
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
	struct indexed *at = detectors_first(ev->detectors, e->left->text);
	struct rule *r;

	if (e->left->kind != EXPR_ATTR)
		return false;
	while ((r = detectors_next(ev->detectors, e->left->text, &at))) {
		struct match m;

		if (r->form != FORM_CALL || !r->chain->is_role ||
		    r->detector->is_python ||
		    !(r->word == WORD_mount ||
		      (r->word == WORD_FACT &&
		       (r->fact == FACT_endpoint || r->fact == FACT_middleware))))
			continue;
		if (match_call(ev, r, e, s, env, &m) && m.heads.n) {
			push_all(out, &m.heads);
			return true;
		}
	}
	return false;
}

static void call_function(struct eval *ev, const struct value *f, const struct expr *e,
                          const struct scope *s, const struct env *env,
                          struct values *out)
{
	struct env *inner = arena_zero(ev->arena, sizeof *inner);

	for (const struct env *x = env; x; x = x->outer)
		if (x->function == f->scope)
			return; /* recursion */
	*inner = (struct env){ .function = f->scope, .call = e, .from = s, .outer = env };
	if (f->env && f->env->function == f->scope)
		inner->self = f->env->self;
	for (const struct expr *r = f->scope->returns; r; r = r->next) {
		struct values v;

		eval_expr(ev, r, f->scope, inner, &v);
		push_all(out, &v);
	}
}

static void eval_require(struct eval *ev, const struct expr *e, const struct scope *s,
                         struct values *out)
{
	struct unit *u = program_resolve(ev->program, s->unit, e->first->text.s, NULL);

	if (u)
		unit_itself(ev, u, out);
	else
		push_external(ev, e->first->text.s, "", out);
}

/* getattr(x, "name", otherwise) */
static void call_getattr(struct eval *ev, const struct expr *e, const struct scope *s,
                         const struct env *env, struct values *out)
{
	const struct expr *name = e->first->next, *otherwise = name ? name->next : NULL;
	struct texts names;
	struct values v, m;

	eval_texts(ev, name, s, env, &names);
	eval_expr(ev, e->first, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		for (size_t k = 0; k < names.n; k++) {
			eval_member(ev, &v.v[i], name_of(names.v[k].s), &m);
			for (size_t j = 0; j < m.n; j++)
				if (!otherwise || m.v[j].kind != VALUE_MEMBER)
					push(out, m.v[j]);
		}
	}
	if (out->n || !otherwise)
		return;
	eval_expr(ev, otherwise, s, env, &m);
	push_all(out, &m);
}

/* What the language itself brings along. */
static void call_builtin(struct eval *ev, const struct expr *e, const struct scope *s,
                         const struct env *env, struct values *out)
{
	static const char *const same[] = { "str",    "list",     "tuple",    "set",
		                            "sorted", "reversed", "frozenset" };

	if (!is_python(s) || e->left->kind != EXPR_NAME || !e->first)
		return;
	if (name_is(e->left->text, "getattr")) {
		call_getattr(ev, e, s, env, out);
	} else if (name_is(e->left->text, "dict")) {
		push(out, (struct value){ .kind = VALUE_OBJECT, .expr = e, .env = env });
	} else {
		for (size_t i = 0; i < sizeof same / sizeof *same; i++)
			if (name_is(e->left->text, same[i]))
				eval_expr(ev, e->first, s, env, out);
	}
}

/* The list called `what` of this thing: empty when it is new. */
static struct expr *listed(struct eval *ev, const void *of, const struct expr *first,
                           const char *what, bool *is_new)
{
	struct listed **slot = &ev->listed[((uintptr_t)of >> 5) % LISTED_SLOTS], *x;

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

static struct expr *copied(struct eval *ev, const struct expr *e)
{
	struct expr *copy = arena_alloc(ev->arena, sizeof *copy);

	*copy = *e;
	copy->next = NULL;
	return copy;
}

/* Object.entries(d), d.items(): [key, value] of each; .values(), .keys(): one of them. */
static struct expr *list_of_dict(struct eval *ev, const struct expr *dict, bool keys,
                                 bool values)
{
	bool is_new;
	struct expr *list = listed(ev, dict, dict,
	                           !keys    ? "values"
	                           : values ? "items"
	                                    : "keys",
	                           &is_new);
	struct expr **tail = &list->first;

	for (const struct expr *p = is_new ? dict->first : NULL; p; p = p->next) {
		struct expr *item;

		if (p->kind != EXPR_PAIR || !p->left || !p->first)
			continue;
		if (keys && values) {
			item = expr_new(ev->arena, EXPR_LIST, p->line);
			item->first = copied(ev, p->left);
			item->first->next = copied(ev, p->first);
		} else {
			item = copied(ev, keys ? p->left : p->first);
		}
		*tail = item;
		tail = &item->next;
	}
	return list;
}

static bool call_of_dict(struct eval *ev, const struct expr *e, const struct scope *s,
                         const struct env *env, struct values *out)
{
	const struct expr *of = is_python(s) ? e->left->left : e->first;
	struct name n = e->left->text;
	bool both = name_is(n, is_python(s) ? "items" : "entries");
	struct values v;

	if (e->left->kind != EXPR_ATTR || !of ||
	    (!both && !name_is(n, "values") && !name_is(n, "keys")) ||
	    (is_python(s) ? e->first != NULL
	                  : e->left->left->kind != EXPR_NAME ||
	                        !name_is(e->left->left->text, "Object")))
		return false;
	eval_expr(ev, of, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct value list = v.v[i];

		if (list.kind != VALUE_LITERAL || list.expr->kind != EXPR_DICT)
			continue;
		list.expr = list_of_dict(ev, list.expr, !name_is(n, "values"),
		                         !name_is(n, "keys"));
		push(out, list);
	}
	return out->n > 0;
}

/* list.filter(..): some of the same items. */
static bool gives_list_back(const struct value *member)
{
	static const char *const same[] = { "filter", "sort", "reverse", "slice",
		                            "toSorted" };
	const struct value *of = member->of;

	if (!of || of->kind != VALUE_LITERAL || of->expr->kind != EXPR_LIST)
		return false;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (name_is(member->member, same[i]))
			return !is_python(of->scope);
	return false;
}

static void eval_call(struct eval *ev, const struct expr *e, const struct scope *s,
                      const struct env *env, struct values *out)
{
	struct values callee;

	if (!e->left)
		return;
	if (call_of_dict(ev, e, s, env, out))
		return;
	if (!is_python(s) && is_require(e)) {
		eval_require(ev, e, s, out);
		return;
	}
	if (calls_wrap(ev, e, s, env, out) || gives_owner_back(ev, e, s, env, out))
		return;
	eval_expr(ev, e->left, s, env, &callee);
	if (!callee.n || callee.v[0].kind == VALUE_LITERAL)
		call_builtin(ev, e, s, env, out);
	for (size_t i = 0; i < callee.n; i++) {
		struct value *c = &callee.v[i];
		struct value o = { .kind = VALUE_OBJECT, .expr = e, .env = env };

		switch ((enum value_kind)c->kind) {
		case VALUE_EXTERNAL:
			o.module = c->module;
			o.path = c->path;
			push(out, o);
			break;
		case VALUE_SCOPE:
			if (c->scope->kind == SCOPE_CLASS) {
				o.scope = c->scope;
				push(out, o);
			} else {
				call_function(ev, c, e, s, env, out);
			}
			break;
		case VALUE_UNIT: {
			struct values v;

			v.n = 0;
			unit_itself(ev, c->unit, &v);
			for (size_t k = 0; k < v.n; k++)
				if (v.v[k].kind == VALUE_SCOPE &&
				    v.v[k].scope->kind == SCOPE_FUNCTION)
					call_function(ev, &v.v[k], e, s, env, out);
			break;
		}
		case VALUE_MEMBER:
			if (gives_list_back(c)) {
				push(out, *c->of);
				break;
			}
			/* fall through */
		case VALUE_OBJECT:
			o.of = keep(ev, c);
			push(out, o);
			break;
		case VALUE_LITERAL: break;
		}
	}
}

static void eval_index(struct eval *ev, const struct expr *e, const struct scope *s,
                       const struct env *env, struct values *out)
{
	struct values left;

	eval_expr(ev, e->left, s, env, &left);
	for (size_t i = 0; i < left.n; i++) {
		struct value *l = &left.v[i];
		struct values v;

		v.n = 0;
		if (l->kind == VALUE_LITERAL && l->expr->kind == EXPR_DICT && e->first) {
			struct texts keys;

			eval_texts(ev, e->first, s, env, &keys);
			for (size_t k = 0; k < keys.n; k++) {
				dict_member(ev, l, name_of(keys.v[k].s), &v);
				push_all(out, &v);
			}
		} else if (l->kind == VALUE_OBJECT && e->first) {
			struct texts keys;

			eval_texts(ev, e->first, s, env, &keys);
			for (size_t k = 0; k < keys.n; k++)
				if (argument_member(ev, l, name_of(keys.v[k].s), &v))
					push_all(out, &v);
		} else if (l->kind == VALUE_LITERAL) {
			struct values one = { .v = { *l }, .n = 1 };

			eval_items(ev, &one, out);
		} else if (l->kind == VALUE_EXTERNAL || l->kind == VALUE_SCOPE) {
			push(out, *l); /* Base[int], Queue[T] */
		}
	}
}

void eval_expr(struct eval *ev, const struct expr *e, const struct scope *s,
               const struct env *env, struct values *out)
{
	struct values v;

	out->n = 0;
	if (!e || !enter(ev))
		return;
	switch ((enum expr_kind)e->kind) {
	case EXPR_NAME: eval_name(ev, e->text, s, env, out); break;
	case EXPR_ATTR:
		eval_expr(ev, e->left, s, env, &v);
		for (size_t i = 0; i < v.n; i++) {
			struct values m;

			eval_member(ev, &v.v[i], e->text, &m);
			push_all(out, &m);
		}
		break;
	case EXPR_CALL: eval_call(ev, e, s, env, out); break;
	case EXPR_INDEX: eval_index(ev, e, s, env, out); break;
	case EXPR_CHOICE:
		for (const struct expr *x = e->first; x; x = x->next) {
			eval_expr(ev, x, s, env, &v);
			push_all(out, &v);
		}
		break;
	case EXPR_BINARY:
		if (name_is(e->text, "or") || name_is(e->text, "||") ||
		    name_is(e->text, "??") || name_is(e->text, "and") ||
		    name_is(e->text, "&&")) {
			eval_expr(ev, e->left, s, env, &v);
			push_all(out, &v);
			eval_expr(ev, e->first, s, env, &v);
			push_all(out, &v);
			break;
		}
		push(out, (struct value){
			      .kind = VALUE_LITERAL, .expr = e, .scope = s, .env = env });
		break;
	case EXPR_FUNCTION:
	case EXPR_CLASS:
		if (e->scope)
			push_scope(out, e->scope, env);
		break;
	case EXPR_SPREAD: eval_expr(ev, e->left, s, env, out); break;
	case EXPR_KEYWORD: eval_expr(ev, e->first, s, env, out); break;
	case EXPR_STRING:
	case EXPR_TEMPLATE:
	case EXPR_NUMBER:
	case EXPR_CONST:
	case EXPR_LIST:
	case EXPR_DICT:
	case EXPR_PAIR:
	case EXPR_EACH:
		push(out, (struct value){
			      .kind = VALUE_LITERAL, .expr = e, .scope = s, .env = env });
		break;
	case EXPR_OTHER: break;
	}
	leave(ev);
}

/* ---- callers --------------------------------------------------------------------- */

static bool has_object_argument(const struct expr *call)
{
	for (const struct expr *a = call->first; a; a = a->next)
		if (a->kind == EXPR_NAME || a->kind == EXPR_ATTR ||
		    (a->kind == EXPR_KEYWORD && a->first &&
		     (a->first->kind == EXPR_NAME || a->first->kind == EXPR_ATTR)))
			return true;
	return false;
}

const struct caller *eval_caller(struct eval *ev, const struct scope *function,
                                 const struct caller *c)
{
	find_callers(ev);
	c = c ? c->next : ev->callers[caller_slot(function)];
	while (c && c->function != function)
		c = c->next;
	return c;
}

static void add_caller(struct eval *ev, const struct scope *f, const struct expr *call,
                       const struct scope *from, const struct value *self)
{
	struct caller *c = arena_alloc(ev->arena, sizeof *c);
	size_t slot = caller_slot(f);

	*c = (struct caller){ f, from, call, self, ev->callers[slot] };
	ev->callers[slot] = c;
}

static void callers_in(struct eval *ev, const struct scope *s)
{
	for (const struct site *t = s->first_site; t; t = t->next) {
		struct values v;

		if (t->call->kind != EXPR_CALL || !has_object_argument(t->call))
			continue;
		/* Each its own question, whatever asked for the callers. */
		int depth = ev->depth, budget = ev->budget;

		ev->depth = 0;
		eval_expr(ev, t->call->left, s, NULL, &v);
		ev->depth = depth;
		ev->budget = budget;
		for (size_t i = 0; i < v.n; i++) {
			if (v.v[i].kind != VALUE_SCOPE)
				continue;
			if (v.v[i].scope->kind == SCOPE_FUNCTION) {
				add_caller(ev, v.v[i].scope, t->call, s,
				           v.v[i].env ? v.v[i].env->self : NULL);
				continue;
			}
			for (const struct scope *m = v.v[i].scope->first_child; m;
			     m = m->sibling)
				if (name_is(m->name, "__init__") ||
				    name_is(m->name, "constructor"))
					add_caller(ev, m, t->call, s, NULL);
		}
	}
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		callers_in(ev, c);
}

static void find_callers(struct eval *ev)
{
	if (ev->has_callers)
		return;
	ev->has_callers = true; /* first, so that the search does not ask for itself */
	ev->callers = arena_zero(ev->arena, 4096 * sizeof *ev->callers);
	for (size_t i = 0; i < ev->program->n; i++)
		callers_in(ev, ev->program->units[i]->module);
	ev->generation++;
}

/* ---- texts ------------------------------------------------------------------------- */

static void push_text(struct texts *out, const char *s, bool complete)
{
	for (size_t i = 0; i < out->n; i++)
		if (!strcmp(out->v[i].s, s))
			return;
	if (out->n < VALUES_MAX)
		out->v[out->n++] = (struct text){ s, complete };
}

/* Every text of `out` with every text of `more` behind it. */
static void append_texts(struct eval *ev, struct texts *out, const struct texts *more)
{
	struct texts all;

	all.n = 0;
	for (size_t i = 0; i < out->n; i++)
		for (size_t k = 0; k < more->n; k++)
			push_text(&all,
			          arena_printf(ev->arena, "%s%s", out->v[i].s,
			                       more->v[k].s),
			          out->v[i].complete && more->v[k].complete);
	*out = all;
}

static void texts_of_value(struct eval *ev, const struct value *v, struct texts *out);

static void unknown_text(const struct expr *e, struct eval *ev, struct texts *out)
{
	if (e && (e->kind == EXPR_NAME || e->kind == EXPR_ATTR) && e->text.len)
		push_text(out, arena_printf(ev->arena, "{%s}", e->text.s), false);
	else
		push_text(out, "{}", false);
}

static void texts_or_unknown(struct eval *ev, const struct expr *e, const struct scope *s,
                             const struct env *env, struct texts *out)
{
	eval_texts(ev, e, s, env, out);
	if (!out->n)
		unknown_text(e, ev, out);
}

/* The argument that "{name}" or "{}" stands for. */
static const struct expr *format_argument(const struct expr *call, struct name n,
                                          size_t at)
{
	size_t i = 0;

	for (const struct expr *a = call->first; a; a = a->next) {
		if (a->kind == EXPR_KEYWORD) {
			if (name_eq(a->text, n))
				return a->first;
		} else if (!n.len && i++ == at) {
			return a;
		}
	}
	return NULL;
}

/* "/{x}/y".format(x=..): unknown ones stay holes, but for one at the very start: that
 * is a prefix from settings, which is empty more often than not. */
static void format_text(struct eval *ev, const char *s, const struct value *call,
                        struct texts *out)
{
	struct texts all, part;
	const char *start = s;
	size_t at = 0;

	all.n = 0;
	push_text(&all, "", true);
	while (*s) {
		size_t n = strcspn(s, "{");
		const char *end;

		part.n = 0;
		push_text(&part, arena_strndup(ev->arena, s, n), true);
		append_texts(ev, &all, &part);
		s += n;
		if (!*s || !(end = strchr(s, '}')))
			break;
		n = strcspn(s + 1, ":!}");
		const struct expr *a =
		    format_argument(call->expr, name_copy(ev->arena, s + 1, n), at++);

		part.n = 0;
		if (a)
			eval_texts(ev, a,
			           call->expr->scope ? call->expr->scope : call->scope,
			           call->env, &part);
		if (!part.n)
			push_text(&part,
			          s - start <= 1 ? ""
			                         : arena_strndup(ev->arena, s,
			                                         (size_t)(end - s + 1)),
			          false);
		append_texts(ev, &all, &part);
		s = end + 1;
	}
	for (size_t i = 0; i < all.n; i++)
		push_text(out, all.v[i].s, all.v[i].complete);
}

/* What "%s", "%(name)s" stands for: key empty for the at-th. */
static void percent_argument(struct eval *ev, const struct value *args, struct name key,
                             size_t at, struct texts *out)
{
	const struct expr *item = args->kind == VALUE_LITERAL ? args->expr : NULL;
	struct values v;

	out->n = v.n = 0;
	if (key.len) {
		if (item && item->kind == EXPR_DICT)
			dict_member(ev, args, key, &v);
		else
			argument_member(ev, args, key, &v);
	} else if (item && item->kind == EXPR_LIST) {
		item = item->first;
		for (; item && at; at--)
			item = item->next;
		if (item)
			eval_expr(ev, item, args->scope, args->env, &v);
	} else if (!at) {
		push(&v, *args);
	}
	for (size_t i = 0; i < v.n; i++)
		texts_of_value(ev, &v.v[i], out);
}

/* "/%s/y" % x, "/%(x)s" % {"x": ..}; without args all are holes. */
static void percent_text(struct eval *ev, const char *s, const struct value *args,
                         struct texts *out)
{
	struct texts all, part;
	size_t at = 0;

	all.n = 0;
	push_text(&all, "", true);
	while (*s) {
		size_t n = strcspn(s, "%");
		struct name key = { 0 };

		part.n = 0;
		push_text(&part, arena_strndup(ev->arena, s, n), true);
		append_texts(ev, &all, &part);
		s += n;
		if (!*s++)
			break;
		part.n = 0;
		if (*s == '%') {
			push_text(&part, "%", true);
		} else {
			if (*s == '(' && strchr(s, ')')) {
				n = strcspn(++s, ")");
				key = name_copy(ev->arena, s, n);
				s += n + 1;
			}
			s += strspn(s, "-+ #0123456789.");
			if (args)
				percent_argument(ev, args, key, at++, &part);
			if (!part.n)
				push_text(&part,
				          arena_printf(ev->arena, "{%s}",
				                       key.len ? key.s : ""),
				          false);
		}
		append_texts(ev, &all, &part);
		s += *s != 0;
	}
	for (size_t i = 0; i < all.n; i++)
		push_text(out, all.v[i].s, all.v[i].complete);
}

static void texts_of_percent(struct eval *ev, const struct value *v, struct texts *out)
{
	struct texts base;
	struct values args;

	eval_texts(ev, v->expr->left, v->scope, v->env, &base);
	eval_expr(ev, v->expr->first, v->scope, v->env, &args);
	for (size_t i = 0; i < base.n; i++) {
		for (size_t k = 0; k < args.n; k++)
			percent_text(ev, base.v[i].s, &args.v[k], out);
		if (!args.n)
			percent_text(ev, base.v[i].s, NULL, out);
	}
}

/* Each item behind what there is already, with the separator in between. */
struct joining {
	struct eval *ev;
	const char *separator;
	struct texts all;
	bool is_first;
};

static void join_item(void *arg, const struct expr *item, const struct scope *s,
                      const struct env *env)
{
	struct joining *j = arg;
	struct texts t, between;

	eval_texts(j->ev, item, s, env, &t);
	if (!t.n)
		push_text(&t, "{}", false);
	if (!j->is_first) {
		between.n = 0;
		push_text(&between, j->separator, true);
		append_texts(j->ev, &j->all, &between);
	}
	j->is_first = false;
	append_texts(j->ev, &j->all, &t);
}

/* "/".join(parts): each list that parts may be, with what is appended to it. */
static void join_texts(struct eval *ev, const char *separator, const struct value *call,
                       struct texts *out)
{
	struct values lists;

	eval_expr(ev, call->expr->first, call->expr->scope, call->env, &lists);
	for (size_t i = 0; i < lists.n; i++) {
		struct joining j = { .ev = ev, .separator = separator, .is_first = true };

		if (lists.v[i].kind != VALUE_LITERAL ||
		    lists.v[i].expr->flags & EXPR_MORE)
			continue;
		push_text(&j.all, "", true);
		each_item(ev, &lists.v[i], join_item, &j);
		for (size_t k = 0; k < lists.n; k++)
			if (lists.v[k].kind == VALUE_LITERAL &&
			    lists.v[k].expr->flags & EXPR_MORE)
				each_item(ev, &lists.v[k], join_item, &j);
		for (size_t k = 0; k < j.all.n; k++)
			push_text(out, j.all.v[k].s, j.all.v[k].complete);
	}
}

/* s without such letters at its ends. */
static const char *strip_text(struct eval *ev, const char *s, const char *set, bool left,
                              bool right)
{
	size_t n;

	if (left)
		s += strspn(s, set);
	for (n = strlen(s); right && n && strchr(set, s[n - 1]);)
		n--;
	return arena_strndup(ev->arena, s, n);
}

static void strip_texts(struct eval *ev, const struct text *base,
                        const struct value *call, bool left, bool right,
                        struct texts *out)
{
	struct texts set;

	set.n = 0;
	if (call->expr->first)
		eval_texts(ev, call->expr->first, call->expr->scope, call->env, &set);
	push_text(out, strip_text(ev, base->s, set.n ? set.v[0].s : " \t\n", left, right),
	          base->complete);
}

/* text.format(..), text.strip(), text.join(..) */
static void texts_of_call(struct eval *ev, const struct value *v, struct texts *out)
{
	const struct value *m = v->of;
	struct texts base;

	if (!m || m->kind != VALUE_MEMBER || !m->of || !v->expr ||
	    v->expr->kind != EXPR_CALL || !v->expr->scope || !enter(ev))
		return;
	base.n = 0;
	texts_of_value(ev, m->of, &base);
	for (size_t i = 0; i < base.n; i++) {
		struct name n = m->member;
		bool left = name_is(n, "strip") || name_is(n, "lstrip") ||
		            name_is(n, "trim");
		bool right = name_is(n, "strip") || name_is(n, "rstrip") ||
		             name_is(n, "trim");

		if (name_is(n, "format"))
			format_text(ev, base.v[i].s, v, out);
		else if (name_is(n, "join") && v->expr->first)
			join_texts(ev, base.v[i].s, v, out);
		else if (left || right)
			strip_texts(ev, &base.v[i], v, left, right, out);
		else if (name_is(n, "lower") || name_is(n, "toString"))
			push_text(out, base.v[i].s, base.v[i].complete);
	}
	leave(ev);
}

static void texts_of_value(struct eval *ev, const struct value *v, struct texts *out)
{
	const struct expr *e = v->expr;
	struct texts all, part;

	all.n = 0;
	if (v->kind == VALUE_OBJECT)
		texts_of_call(ev, v, out);
	if (v->kind != VALUE_LITERAL)
		return;
	switch ((enum expr_kind)e->kind) {
	case EXPR_STRING:
	case EXPR_NUMBER: push_text(out, e->text.s, true); return;
	case EXPR_TEMPLATE:
		if (e->flags & EXPR_TAGGED)
			return;
		push_text(&all, "", true);
		for (const struct expr *p = e->first; p; p = p->next) {
			texts_or_unknown(ev, p, v->scope, v->env, &part);
			append_texts(ev, &all, &part);
		}
		break;
	case EXPR_BINARY:
		if (name_is(e->text, "%"))
			texts_of_percent(ev, v, out);
		if (!name_is(e->text, "+"))
			return;
		texts_or_unknown(ev, e->left, v->scope, v->env, &all);
		texts_or_unknown(ev, e->first, v->scope, v->env, &part);
		append_texts(ev, &all, &part);
		break;
	default: return;
	}
	for (size_t i = 0; i < all.n; i++)
		push_text(out, all.v[i].s, all.v[i].complete);
}

/* A text that is known in one place and unknown in another is taken for the known one:
 * both would count the same thing twice. */
static void prefer_complete(struct texts *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].complete)
			t->v[n++] = t->v[i];
	if (n)
		t->n = n;
}

void eval_texts(struct eval *ev, const struct expr *e, const struct scope *s,
                const struct env *env, struct texts *out)
{
	struct values v;

	out->n = 0;
	if (!e || !enter(ev))
		return;
	eval_expr(ev, e, s, env, &v);
	for (size_t i = 0; i < v.n; i++)
		texts_of_value(ev, &v.v[i], out);
	prefer_complete(out);
	leave(ev);
}

void eval_text_list(struct eval *ev, const struct expr *e, const struct scope *s,
                    const struct env *env, struct texts *out)
{
	struct values v;

	out->n = 0;
	if (!e || !enter(ev))
		return;
	eval_expr(ev, e, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct values one = { .v = { v.v[i] }, .n = 1 }, items = { .n = 0 };

		if (v.v[i].kind == VALUE_LITERAL &&
		    (v.v[i].expr->kind == EXPR_LIST || v.v[i].expr->kind == EXPR_EACH)) {
			eval_items(ev, &one, &items);
			for (size_t k = 0; k < items.n; k++)
				texts_of_value(ev, &items.v[k], out);
		} else {
			texts_of_value(ev, &v.v[i], out);
		}
	}
	prefer_complete(out);
	leave(ev);
}
