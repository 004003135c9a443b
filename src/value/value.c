/* value.c - what may an expression be? Names, bindings and parameters followed. */
#include "value/value_parts.h"

#include <ctype.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "detect/fact.h"
#include "detect/need.h"
#include "syntax/lang.h"

void eval_init(struct eval *ev, struct arena *a, const struct program *p,
               const struct detectors *d)
{
	*ev = (struct eval){ .arena = a, .program = p, .detectors = d, .generation = 1 };
	for (ev->placing = d->first; ev->placing && !ev->placing->gives_app;)
		ev->placing = ev->placing->next;
}

void eval_part(struct eval *other, struct eval *ev, struct arena *a,
               const struct program *p)
{
	ev->part++;
	*other = *ev;
	other->arena = a;
	other->roles = NULL;
	other->tables = NULL;
	other->program = p;
}

bool scope_is_python(const struct scope *s)
{
	return s->unit->language == LANG_PYTHON;
}

static inline bool same_value(const struct value *a, const struct value *b)
{
	return a->kind == b->kind && a->expr == b->expr && a->scope == b->scope &&
	       a->unit == b->unit && a->param == b->param && a->env == b->env &&
	       a->of == b->of && name_eq(a->member, b->member) &&
	       (a->module == b->module ||
	        (a->module && b->module && !strcmp(a->module, b->module))) &&
	       (a->path == b->path || (a->path && b->path && !strcmp(a->path, b->path)));
}

void values_add(struct values *out, const struct value *v)
{
	if (out->n == VALUES_MAX)
		return;
	for (size_t i = 0; i < out->n; i++)
		if (same_value(&out->v[i], v))
			return;
	out->v[out->n++] = *v;
}

/* Neither holds anything twice. */
void values_push_all(struct values *out, const struct values *more)
{
	if (!out->n) {
		memcpy(out->v, more->v, more->n * sizeof *more->v);
		out->n = more->n;
		return;
	}
	for (size_t i = 0; i < more->n; i++)
		values_add(out, &more->v[i]);
}

/* What e may be joins what is known. */
void eval_also(struct eval *ev, const struct expr *e, const struct scope *s,
               const struct env *env, struct values *out)
{
	struct values v;

	if (!out->n) {
		eval_expr(ev, e, s, env, out);
		return;
	}
	eval_expr(ev, e, s, env, &v);
	values_push_all(out, &v);
}

struct kept {
	struct value value;
	struct kept *next;
};

static size_t kept_slot(const struct value *v)
{
	uint64_t mixed = ((uintptr_t)v->expr >> 4) * 3 + ((uintptr_t)v->scope >> 4) * 5 +
	                 ((uintptr_t)v->of >> 4) * 7 + ((uintptr_t)v->env >> 4) * 11 +
	                 ((uintptr_t)v->param >> 4) + v->member.hash + v->kind;

	return (mixed * 0x9E3779B97F4A7C15u >> 48) % KEPT_SLOTS;
}

/* The same value is kept once, so that what is made of it is the same, too. */
const struct value *value_keep(struct eval *ev, const struct value *v)
{
	struct kept **slot = &ev->kept[kept_slot(v)], *k;

	for (k = *slot; k; k = k->next)
		if (same_value(&k->value, v) && k->value.is_flat == v->is_flat &&
		    k->value.is_anew == v->is_anew)
			return &k->value;
	k = arena_alloc(ev->arena, sizeof *k);
	k->value = *v;
	k->next = *slot;
	*slot = k;
	return &k->value;
}

struct known_env {
	struct env env;
	struct known_env *next;
};

static bool same_env(const struct env *a, const struct env *b)
{
	return a->function == b->function && a->call == b->call && a->from == b->from &&
	       a->outer == b->outer && a->self == b->self;
}

/* A call that is followed again is the same call, and what is made in it the same. */
const struct env *env_keep(struct eval *ev, const struct env *env)
{
	uint64_t mixed = ((uintptr_t)env->function >> 4) * 3 +
	                 ((uintptr_t)env->call >> 4) * 5 +
	                 ((uintptr_t)env->self >> 4) * 7 +
	                 ((uintptr_t)env->outer >> 4) * 11 + ((uintptr_t)env->from >> 4);
	struct known_env **slot =
	    &ev->envs[(mixed * 0x9E3779B97F4A7C15u >> 48) % ENV_SLOTS];
	struct known_env *k = *slot;

	while (k && !same_env(&k->env, env))
		k = k->next;
	if (k)
		return &k->env;
	k = arena_alloc(ev->arena, sizeof *k);
	k->env = *env;
	k->next = *slot;
	*slot = k;
	return &k->env;
}

void values_push_scope(struct values *out, const struct scope *s, const struct env *env)
{
	values_push(out,
	            (struct value){
			.kind = VALUE_SCOPE, .scope = s, .unit = s->unit, .env = env });
}

void eval_limit(struct eval *ev, const struct scope *s, uint32_t line, const char *what)
{
	if (ev->limits)
		limit_tell(ev->limits, ev->arena, s->unit->path, line, what);
}

/* One step deeper; false when the question has cost enough. */
bool eval_enter(struct eval *ev)
{
	if (!ev->depth)
		ev->budget = BUDGET;
	if (ev->depth >= DEPTH_MAX || ev->budget-- <= 0) {
		if (ev->depth >= DEPTH_MAX)
			ev->cut.is_deep = true;
		else
			ev->cut.is_poor = true;
		return false;
	}
	ev->serials[++ev->depth] = ++ev->serial;
	return true;
}

void eval_leave(struct eval *ev)
{
	ev->depth--;
}

struct step eval_step(const struct eval *ev)
{
	return (struct step){ ev->depth, ev->serials[ev->depth] };
}

void eval_circle(struct eval *ev, struct step of)
{
	if (ev->serials[of.depth] == of.serial)
		ev->cut.circles |= (uint64_t)1 << of.depth;
	else
		ev->cut.is_poor = true; /* a step of another question */
}

struct cut eval_cut_begin(struct eval *ev)
{
	struct cut before = ev->cut;

	ev->cut = (struct cut){ 0 };
	return before;
}

/* A circle that came back to this step has said here what it has to say. */
struct cut eval_cut_end(struct eval *ev, struct cut before)
{
	struct cut here = ev->cut;

	here.circles &= ((uint64_t)1 << ev->depth) - 1;
	ev->cut = (struct cut){ here.circles | before.circles,
		                here.is_deep || before.is_deep,
		                here.is_poor || before.is_poor,
		                here.is_early || before.is_early };
	return here;
}

struct apart eval_apart(struct eval *ev)
{
	struct apart a = { ev->depth, ev->budget, ev->cut };

	if (ev->aparts++ < APARTS_DEEP)
		ev->depth = 0;
	return a;
}

/* The steps around have other numbers now: nothing that was remembered apart is taken
 * for a part of them. */
void eval_rejoin(struct eval *ev, struct apart a)
{
	a.cut.is_early |= ev->cut.is_early;
	ev->aparts--;
	ev->depth = a.depth;
	ev->budget = a.budget;
	ev->cut = a.cut;
	for (int i = 1; i <= a.depth; i++)
		ev->serials[i] = ++ev->serial;
}

/* ---- names in scopes --------------------------------------------------------------- */

/* The end of a list of bindings with the same name, while they are put together. */
struct tail {
	struct binding *last;
	unsigned n, names; /* all; those that bind the name itself */
};

enum { MEMBERS_MAX = 1000 };

/* The first of the file, whichever scope is asked first. Told when all is linked:
 * program.h has no limits. */
static void note_cut(const struct tail *t, const struct binding *b, const struct scope *s)
{
	uint32_t *cut = &s->unit->members_cut;

	if (t->n == MEMBERS_MAX + 1 && (!*cut || b->line < *cut))
		*cut = b->line;
}

/* Cut off after a few: a name bound hundreds of times is no router. `self.x = ..` is of
 * self, but binds x; `urlpatterns += ..` at the top of a file is the same list grown. */
static bool is_enough(struct tail *t, const struct binding *b, const struct scope *s)
{
	bool is_member = (binding_target(b) && binding_target(b)->kind == EXPR_ATTR) ||
	                 (b->kind == BIND_AUGMENT && s->kind == SCOPE_MODULE);

	return t->n++ >= MEMBERS_MAX || (!is_member && t->names++ > VALUES_MAX);
}

/* type A = B: hidden by whatever else is called A. */
static bool is_type(const struct binding *b, const struct scope *s)
{
	return b->kind == BIND_VALUE && b->is_for_types && !scope_is_python(s);
}

static void make_index(struct scope *s, size_t n)
{
	enum { FEW = 128 };
	struct arena scratch = { 0 };
	uint32_t size = 4, mask;
	struct binding **index;
	struct tail few[FEW], *tails;

	while (size <= n + n / 4)
		size *= 2;
	mask = size - 1;
	index = arena_zero(s->unit->arena, size * sizeof *index);
	tails = few;
	if (size > FEW)
		tails = arena_zero(&scratch, size * sizeof *tails);
	else
		memset(few, 0, size * sizeof *few);
	for (struct binding *b = s->first_binding; b; b = b->next) {
		uint32_t at = b->name.hash & mask;

		while (index[at] && !name_eq(index[at]->name, b->name))
			at = (at + 1) & mask;
		b->same = NULL;
		if (index[at] && is_type(b, s))
			continue;
		if (index[at] && is_type(index[at], s)) {
			index[at] = NULL;
			tails[at] = (struct tail){ 0 };
		}
		if (is_enough(&tails[at], b, s)) {
			note_cut(&tails[at], b, s);
			continue;
		}
		if (tails[at].last)
			tails[at].last->same = b;
		else
			index[at] = b;
		tails[at].last = b;
	}
	s->index_mask = mask;
	__atomic_store_n(&s->index, index, __ATOMIC_RELEASE);
	arena_release(&scratch);
}

void scope_index(struct scope *s)
{
	size_t n = 0;

	for (struct binding *b = s->first_binding; b; b = b->next)
		n++;
	if (n && !s->index)
		make_index(s, n);
}

/* The index is a cache inside the scope: not part of its meaning. Whoever asks first
 * makes it, see fork.h. */
static struct binding **index_of(struct scope *s)
{
	static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;
	struct binding **index = __atomic_load_n(&s->index, __ATOMIC_ACQUIRE);

	if (index)
		return index;
	pthread_mutex_lock(&making);
	scope_index(s);
	pthread_mutex_unlock(&making);
	return s->index;
}

const struct binding *scope_find(const struct scope *s, struct name n)
{
	struct binding **index;

	if (!s->first_binding)
		return NULL;
	index = index_of((struct scope *)(uintptr_t)s);
	for (uint32_t at = n.hash & s->index_mask; index[at];
	     at = (at + 1) & s->index_mask)
		if (name_eq(index[at]->name, n))
			return index[at];
	return NULL;
}

const struct scope *scope_function(const struct binding **at)
{
	while (*at) {
		const struct scope *f = binding_def((*at));

		*at = (*at)->same;
		if (f && f->kind == SCOPE_FUNCTION)
			return f;
	}
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

/* ---- bindings, parameters, names ------------------------------------------------------
 */

static const char *last_part(const char *dotted)
{
	const char *dot = strrchr(dotted, '.');

	return dot ? dot + 1 : dotted;
}

static bool is_typing(const char *module)
{
	return module &&
	       (!strcmp(module, "typing") || !strcmp(module, "typing_extensions") ||
	        !strcmp(module, "collections.abc"));
}

/* Made<A>, where type Made<T> = () => T: a function that gives A. */
static void given_type(struct eval *ev, const struct expr *t, const struct scope *s,
                       size_t from, struct values *out)
{
	for (size_t i = from; i < out->n; i++) {
		struct value *v = &out->v[i];
		const struct expr *gives = v->kind == VALUE_LITERAL &&
		                                   type_is(v->expr, TYPE_OF_FUNCTION)
		                             ? expr_first(v->expr)
		                             : NULL;
		struct expr *made;

		if (!gives || gives->kind != EXPR_NAME ||
		    scope_find(v->scope, gives->text))
			continue;
		made = expr_new(ev->arena, EXPR_INDEX, t->line);
		made->left_ = (struct expr *)(uintptr_t)expr_left(v->expr);
		made->first_ = (struct expr *)(uintptr_t)expr_first(t);
		*v = (struct value){ .kind = VALUE_LITERAL, .expr = made, .scope = s };
	}
}

/* The class an annotation names: an object of it. Optional[X], Annotated[X, ..] and
 * X | None mean X. */
void eval_annotation(struct eval *ev, const struct expr *t, const struct scope *s,
                     const struct param *p, struct values *out)
{
	struct values v;

	if (!t || !eval_enter(ev))
		return;
	if (t->kind == EXPR_BINARY) {
		eval_annotation(ev, expr_left(t), s, p, out);
		eval_annotation(ev, expr_first(t), s, p, out);
	} else if (type_is(t, TYPE_OF_VALUE)) {
		eval_also(ev, expr_first(t), s, NULL, out);
	} else if (type_is(t, TYPE_OF_FUNCTION)) {
		values_push(out, (struct value){
				     .kind = VALUE_LITERAL, .expr = t, .scope = s });
	} else if (t->kind == EXPR_INDEX) {
		size_t before = out->n;

		eval_annotation(ev, expr_left(t), s, p, out);
		given_type(ev, t, s, before, out);
		for (size_t i = before; i < out->n; i++) {
			if (is_typing(out->v[i].module)) {
				out->n = before;
				eval_annotation(ev, expr_first(t), s, p, out);
				break;
			}
		}
	} else if (t->kind == EXPR_NAME || t->kind == EXPR_ATTR) {
		eval_expr(ev, t, s, NULL, &v);
		for (size_t i = 0; i < v.n; i++) {
			struct value o = v.v[i];

			/* Db = Annotated[Session, ..] */
			if (o.kind == VALUE_LITERAL && o.expr->kind == EXPR_INDEX)
				eval_annotation(ev, o.expr, o.scope, p, out);
			if (o.kind != VALUE_EXTERNAL &&
			    (o.kind != VALUE_SCOPE || o.scope->kind != SCOPE_CLASS))
				continue;
			o.kind = VALUE_OBJECT;
			o.param = p;
			o.expr = p ? NULL : t;
			values_push(out, o);
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
			values_push(out, o);
		}
	}
	eval_leave(ev);
}

/* Does a detector speak of what the module brings? */
static bool is_heard_of(const struct eval *ev, const char *module)
{
	return module && needs_hear_of(ev->detectors, module);
}

/* What a function of a package made is of a class that nobody sees; an annotation tells
 * it: app: App = Proxy(make), too, where that is of a package that no detector has
 * heard of. The thing stays the same one. */
void eval_refine(struct eval *ev, const struct expr *annotation, const struct scope *s,
                 struct values *made)
{
	struct values types, all;
	bool changed = false;

	types.n = 0;
	for (size_t i = 0; annotation && i < made->n; i++) {
		struct value *v = &made->v[i];
		bool is_class;

		if (v->kind != VALUE_OBJECT || v->scope || v->param || v->of ||
		    !v->path || !v->expr || v->expr->kind != EXPR_CALL)
			continue;
		is_class = !islower((unsigned char)*last_part(v->path));
		if (is_class && (!scope_is_python(s) || is_heard_of(ev, v->module)))
			continue;
		if (!types.n)
			eval_annotation(ev, annotation, s, NULL, &types);
		if (is_class && (types.n != 1 || !is_heard_of(ev, types.v[0].module)))
			continue;
		if (types.n != 1 || types.v[0].kind != VALUE_OBJECT)
			return;
		v->module = types.v[0].module;
		v->path = types.v[0].path;
		v->scope = types.v[0].scope;
		changed = true;
	}
	if (!changed || made->n < 2)
		return;
	all.n = 0;
	for (size_t i = 0; i < made->n; i++)
		values_add(&all, &made->v[i]);
	values_set(made, &all);
}

/* {a, ...n}: the dictionary itself, as what is taken out of it is not asked for there. */
static void rest_of(const struct expr *pattern, const struct expr *p, struct name n,
                    const struct values *whole, struct values *out)
{
	if (pattern->kind != EXPR_DICT || p->kind != EXPR_SPREAD || !expr_left(p) ||
	    expr_left(p)->kind != EXPR_NAME || !name_eq(expr_left(p)->text, n))
		return;
	for (size_t i = 0; i < whole->n; i++)
		if (whole->v[i].kind == VALUE_LITERAL &&
		    whole->v[i].expr->kind == EXPR_DICT)
			values_push(out, whole->v[i]);
}

/* Item *at of a list, with those of the lists that are spread in it. False: it has fewer,
 * *at is how many more would be needed. */
static bool item_at(struct eval *ev, const struct value *l, size_t *at,
                    struct values *out)
{
	const struct expr *x = expr_first(l->expr);
	bool found = false;

	if (!eval_enter(ev))
		return true;
	for (; x && !found; x = x->next) {
		if (x->kind == EXPR_SPREAD) {
			struct values v;

			eval_expr(ev, expr_left(x), l->scope, l->env, &v);
			found = v.n != 1 || v.v[0].kind != VALUE_LITERAL ||
			        v.v[0].expr->kind != EXPR_LIST ||
			        item_at(ev, &v.v[0], at, out);
		} else if (!(*at)--) {
			eval_also(ev, x, l->scope, l->env, out);
			found = true;
		}
	}
	eval_leave(ev);
	return found;
}

/* The part of a destructuring pattern that binds n: {a: n} is member a of each value. */
static void destructure(struct eval *ev, const struct expr *pattern, struct name n,
                        const struct values *whole, struct values *out)
{
	size_t at = 0;

	for (const struct expr *p = expr_first(pattern); p; p = p->next, at++) {
		const struct expr *to = p->kind == EXPR_PAIR ? expr_first(p) : p;

		rest_of(pattern, p, n, whole, out);
		if (to && to->kind == EXPR_BINARY)
			to = expr_left(to); /* a default */
		if (!to || to->kind != EXPR_NAME || !name_eq(to->text, n))
			continue;
		for (size_t i = 0; i < whole->n; i++) {
			const struct value *w = &whole->v[i];
			struct values v;
			size_t left = at;

			v.n = 0;
			if (pattern->kind == EXPR_DICT && expr_left(p))
				eval_member(ev, w, expr_left(p)->text, &v);
			else if (w->kind == VALUE_LITERAL && w->expr->kind == EXPR_LIST)
				item_at(ev, w, &left, &v);
			values_push_all(out, &v);
		}
	}
}

struct comprehension {
	struct eval *ev;
	const struct value *of;
	item_fn *fn;
	void *arg;
};

/* a.map((x) => f(x)): its parameter is bound as a loop's variable is. */
static const struct binding *loop_of_callback(const struct scope *s)
{
	const struct binding *b = scope_is_python(s) ? NULL : s->first_binding;

	while (b && b->kind != BIND_LOOP)
		b = b->next;
	return b;
}

static void each_element(void *arg, const struct expr *item, const struct scope *s,
                         const struct env *env)
{
	struct comprehension *c = arg;
	struct values v;

	eval_expr(c->ev, item, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct fixed *f = arena_zero(c->ev->arena, sizeof *f);
		struct env *inner = env_copy(c->ev, c->of->scope, c->of->env);

		f->loop = loop_of_callback(c->of->scope);
		f->item = value_keep(c->ev, &v.v[i]);
		f->at = item;
		f->target = f->loop ? NULL : c->of->expr->target;
		f->next = inner->fixed;
		inner->fixed = f;
		c->fn(c->arg, expr_left(c->of->expr), c->of->scope, inner);
	}
}

/* [left for .. in first]: left once for each item of the source, if there is but one. */
static void each_of_comprehension(struct eval *ev, const struct value *l, item_fn *fn,
                                  void *arg)
{
	struct comprehension c = { ev, l, fn, arg };
	struct values lists;

	if (!expr_first(l->expr) || expr_first(l->expr)->next)
		return;
	eval_expr(ev, expr_first(l->expr), l->scope, l->env, &lists);
	eval_each_item(ev, &lists, each_element, &c);
}

void eval_each_filled(struct eval *ev, const struct value *list, item_fn *fn, void *arg)
{
	for (const struct filled *f = eval_filled(ev, list, NULL); f;
	     f = eval_filled(ev, list, f))
		fn(arg, f->value, f->scope, f->env);
}

void eval_each_item_of(struct eval *ev, const struct value *l, item_fn *fn, void *arg)
{
	struct values v;

	if (l->kind != VALUE_LITERAL || !eval_enter(ev))
		return;
	if (l->expr->kind == EXPR_LIST) {
		for (const struct expr *x = expr_first(l->expr); x; x = x->next) {
			if (x->kind == EXPR_SPREAD) {
				eval_expr(ev, expr_left(x), l->scope, l->env, &v);
				for (size_t i = 0; i < v.n; i++)
					eval_each_item_of(ev, &v.v[i], fn, arg);
			} else {
				fn(arg, x, l->scope, l->env);
			}
		}
		eval_each_filled(ev, l, fn, arg);
	} else if (l->expr->kind == EXPR_DICT) {
		for (const struct expr *x = value_is_map(l) ? eval_entries(ev, l)
		                                            : eval_keys(ev, l);
		     x; x = x->next)
			if (x->kind != EXPR_SPREAD)
				fn(arg, x, l->scope, l->env);
	} else if (l->expr->kind == EXPR_EACH) {
		each_of_comprehension(ev, l, fn, arg);
	} else if (l->expr->kind == EXPR_BINARY && name_is(l->expr->text, "+")) {
		const struct expr *sides[] = { expr_left(l->expr), expr_first(l->expr) };

		for (int k = 0; k < 2; k++) {
			eval_expr(ev, sides[k], l->scope, l->env, &v);
			for (size_t i = 0; i < v.n; i++)
				eval_each_item_of(ev, &v.v[i], fn, arg);
		}
	}
	eval_leave(ev);
}

void eval_each_item(struct eval *ev, const struct values *lists, item_fn *fn, void *arg)
{
	for (size_t i = 0; i < lists->n; i++)
		eval_each_item_of(ev, &lists->v[i], fn, arg);
}

static bool has_literal(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].kind == VALUE_LITERAL)
			return true;
	return false;
}

bool eval_is_open(struct eval *ev, const struct values *lists)
{
	bool is_open = false;

	if (!eval_enter(ev))
		return false;
	for (size_t i = 0; i < lists->n; i++) {
		const struct value *l = &lists->v[i];

		if (l->kind != VALUE_LITERAL || l->expr->kind != EXPR_LIST)
			continue;
		for (const struct expr *x = expr_first(l->expr); x; x = x->next) {
			struct values v;

			if (x->kind != EXPR_SPREAD)
				continue;
			eval_expr(ev, expr_left(x), l->scope, l->env, &v);
			is_open = is_open || !has_literal(&v) || eval_is_open(ev, &v);
		}
	}
	eval_leave(ev);
	return is_open;
}

struct items {
	struct eval *ev;
	struct values *out;
};

static void add_item(void *arg, const struct expr *item, const struct scope *s,
                     const struct env *env)
{
	struct items *x = arg;

	eval_also(x->ev, item, s, env, x->out);
}

/* The values of each item of what is looped over. */
void eval_items(struct eval *ev, const struct values *lists, struct values *out)
{
	struct items x = { ev, out };

	eval_each_item(ev, lists, add_item, &x);
}

enum { USES_DEPTH = 4 };

static bool uses(const struct expr *e, struct name n, const struct scope *s, int depth,
                 int *budget)
{
	const struct binding *b;

	if (!e || --*budget < 0)
		return false;
	if (e->kind == EXPR_NAME) {
		if (name_eq(e->text, n))
			return true;
		for (b = depth < USES_DEPTH ? scope_find(s, e->text) : NULL; b;
		     b = b->same)
			if ((b->kind == BIND_VALUE || b->kind == BIND_LOOP) &&
			    binding_value(b) != e &&
			    uses(binding_value(b), n, s, depth + 1, budget))
				return true;
		return false;
	}
	if (uses(expr_left(e), n, s, depth, budget))
		return true;
	for (const struct expr *x = expr_first(e); x; x = x->next)
		if (uses(x, n, s, depth, budget))
			return true;
	return false;
}

bool eval_uses(const struct expr *e, struct name n, const struct scope *s)
{
	int near = 500, budget = 500;

	/* What the variables in it are made of may be long: e itself comes first. */
	return uses(e, n, s, USES_DEPTH, &near) || uses(e, n, s, 0, &budget);
}

static const struct value *fixed_item(const struct env *env, const struct binding *loop)
{
	for (; env; env = env->outer)
		for (const struct fixed *f = env->fixed; f; f = f->next)
			if (f->loop && binding_value(f->loop) == binding_value(loop))
				return f->item;
	return NULL;
}

static bool has_dict(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].kind == VALUE_LITERAL && v->v[i].expr->kind == EXPR_DICT)
			return true;
	return false;
}

/* A list or dictionary is made longer: what is added counts as one more of the variable.
 */
static void eval_more(struct eval *ev, const struct binding *b, const struct scope *s,
                      const struct env *env, struct values *out)
{
	struct values v;

	if (!binding_value(b) || binding_target(b))
		return;
	/* By another function, once a call: see eval_filled(). */
	if (binding_value(b)->flags & EXPR_MORE && binding_value(b)->kind == EXPR_LIST &&
	    ev->knows_callers && b->seldom && b->seldom->is_said)
		return;
	eval_expr(ev, binding_value(b), s, env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_LITERAL &&
		    (v.v[i].expr->kind == EXPR_LIST ||
		     (v.v[i].expr->kind == EXPR_DICT && v.v[i].expr->flags & EXPR_MORE &&
		      has_dict(out))))
			values_push(out, v.v[i]);
}

/* queue: Queue | null = null: what it is, the annotation alone tells. */
bool values_say_nothing(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct expr *e = v->v[i].expr;

		if (v->v[i].kind != VALUE_LITERAL || e->kind != EXPR_CONST ||
		    !(name_is(e->text, "None") || name_is(e->text, "null") ||
		      name_is(e->text, "undefined")))
			return false;
	}
	return true;
}

void eval_binding(struct eval *ev, const struct binding *b, const struct scope *s,
                  const struct env *env, struct values *out)
{
	struct values v, items;

	v.n = items.n = 0;
	s = binding_in(b, s);
	switch ((enum binding_kind)b->kind) {
	case BIND_IMPORT:
		eval_import(ev, s->unit, b->module.s, b->imported.s ? b->imported.s : "",
		            out->n ? &v : out);
		if (v.n)
			values_push_all(out, &v);
		return;
	case BIND_DEF: values_push_scope(out, binding_def(b), env); return;
	case BIND_VALUE:
	case BIND_WITH:
		if (binding_target(b) && (binding_target(b)->kind == EXPR_ATTR ||
		                          binding_target(b)->kind == EXPR_INDEX))
			return;
		if (!binding_target(b) && !binding_annotation(b)) {
			eval_also(ev, binding_value(b), s, env, out);
			return;
		}
		if (binding_value(b))
			eval_expr(ev, binding_value(b), s, env, &v);
		eval_refine(ev, binding_annotation(b), s, &v);
		if (binding_target(b))
			destructure(ev, binding_target(b), b->name, &v, out);
		else
			values_push_all(out, &v);
		if (binding_annotation(b) && values_say_nothing(&v))
			eval_annotation(ev, binding_annotation(b), s, NULL, out);
		return;
	case BIND_LOOP:
		if (fixed_item(env, b)) {
			values_push(&items, *fixed_item(env, b));
		} else {
			eval_expr(ev, binding_value(b), s, env, &v);
			eval_items(ev, &v, &items);
		}
		if (binding_target(b))
			destructure(ev, binding_target(b), b->name, &items, out);
		else
			values_push_all(out, &items);
		if (!items.n && binding_annotation(b))
			eval_annotation(ev, binding_annotation(b), s, NULL, out);
		return;
	case BIND_FIELD: eval_annotation(ev, binding_annotation(b), s, NULL, out); return;
	case BIND_AUGMENT: eval_more(ev, b, s, env, out); return;
	}
}

/* The argument that a call gives to parameter p, NULL: none. */
const struct expr *eval_argument(const struct expr *call, const struct scope *f,
                                 const struct param *p, bool is_method)
{
	const struct param *q = f->params;
	const struct expr *a = expr_first(call);

	if (is_method && q) {
		if (q == p)
			return NULL;
		q = q->next;
	}
	for (const struct expr *k = a; k; k = k->next)
		if (k->kind == EXPR_KEYWORD && name_eq(k->text, p->name))
			return expr_first(k);
	for (; q && a; q = q->next, a = a->next) {
		if (a->kind == EXPR_KEYWORD || a->kind == EXPR_SPREAD || q->rest)
			return NULL;
		if (q == p)
			return a;
	}
	return NULL;
}

/* The arguments of a call from `a` on, as a list. */
static const struct expr *arguments_from(struct eval *ev, const struct expr *call,
                                         const struct expr *a)
{
	bool is_new;
	struct expr *list = eval_listed(ev, call, a, "rest", &is_new);
	struct expr **tail = &list->first_;

	for (; is_new && a; a = a->next) {
		if (a->kind == EXPR_KEYWORD)
			continue;
		*tail = eval_copied(ev, a);
		tail = &(*tail)->next;
	}
	return list;
}

bool scope_returns(const struct scope *f, struct name n)
{
	for (const struct expr *r = f->returns; r; r = r->next)
		if (r->kind == EXPR_NAME && name_eq(r->text, n))
			return true;
	return false;
}

const struct param *scope_param(const struct scope *f, struct name n)
{
	const struct param *p = f->params;

	while (p && !name_eq(p->name, n))
		p = p->next;
	return p;
}

static bool takes(const struct scope *f, struct name keyword)
{
	const struct param *p = scope_param(f, keyword);

	return p && !p->rest;
}

/* **options: the keywords of the call that no other parameter takes, as a dictionary;
 * NULL: there are none, or p takes none. */
static const struct expr *keywords_argument(struct eval *ev, const struct expr *call,
                                            const struct scope *f, const struct param *p)
{
	const struct expr *a = expr_first(call);
	struct expr *dict, **tail;
	bool is_new;

	while (a && (a->kind != EXPR_KEYWORD || takes(f, a->text)))
		a = a->next;
	if (!a || !p->rest || p->next || !scope_is_python(f))
		return NULL;
	dict = eval_listed(ev, call, a, "keywords", &is_new);
	dict->kind = EXPR_DICT;
	tail = &dict->first_;
	for (; is_new && a; a = a->next) {
		struct expr *pair, *key;

		if (a->kind != EXPR_KEYWORD || takes(f, a->text))
			continue;
		key = expr_new(ev->arena, EXPR_STRING, a->line);
		key->text = a->text;
		pair = expr_new(ev->arena, EXPR_PAIR, a->line);
		pair->left_ = key;
		pair->first_ = eval_copied(ev, expr_first(a));
		pair->height = EXPR_HEIGHT_MAX - 1;
		*tail = pair;
		tail = &pair->next;
	}
	return dict;
}

/* f(**options): the dictionaries that are spread in a call. */
static void spread_keywords(struct eval *ev, const struct expr *call,
                            const struct scope *from, const struct env *env,
                            struct values *out)
{
	for (const struct expr *a = expr_first(call); a; a = a->next) {
		struct values v;

		if (a->kind != EXPR_SPREAD || !(a->flags & EXPR_KEYWORDS))
			continue;
		eval_expr(ev, expr_left(a), from, env, &v);
		for (size_t i = 0; i < v.n; i++)
			if (v.v[i].kind == VALUE_LITERAL &&
			    v.v[i].expr->kind == EXPR_DICT)
				values_push(out, v.v[i]);
	}
}

/* **options: what a caller gives to them. False: nothing, or p takes none. */
static bool keywords_given(struct eval *ev, const struct expr *call,
                           const struct scope *f, const struct param *p,
                           const struct scope *from, const struct env *env,
                           struct values *out)
{
	const struct expr *options = keywords_argument(ev, call, f, p);

	out->n = 0;
	if (options)
		eval_expr(ev, options, from, env, out);
	else if (p->rest && !p->next && scope_is_python(f))
		spread_keywords(ev, call, from, env, out);
	return options || out->n;
}

/* *urls, ...routes: the arguments from p's place on, as a list; NULL: p is no such. */
static const struct expr *rest_argument(struct eval *ev, const struct expr *call,
                                        const struct scope *f, const struct param *p,
                                        bool is_method)
{
	const struct param *q = f->params;
	const struct expr *a = expr_first(call);

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
	return arguments_from(ev, call, a);
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
	return scope_is_python(f) && f->parent && f->parent->kind == SCOPE_CLASS &&
	       !(f->flags & SCOPE_STATIC) &&
	       !(f->decorators && decorated_with(f, "staticmethod"));
}

bool value_is_nothing(const struct value *v)
{
	const struct expr *e = v->kind == VALUE_LITERAL ? v->expr : NULL;

	return e && e->kind == EXPR_CONST &&
	       (name_is(e->text, "None") || name_is(e->text, "null") ||
	        name_is(e->text, "undefined"));
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

const struct rule *eval_given_made(const struct eval *ev, const struct expr *call)
{
	for (const struct given *g = ev->given; g; g = g->next)
		if (g->made && g->made == call)
			return g->rule;
	return NULL;
}

bool eval_give_made(struct eval *ev, const struct expr *call, const struct rule *rule)
{
	struct given *g;

	if (eval_given_made(ev, call))
		return false;
	g = arena_alloc(ev->arena, sizeof *g);
	*g = (struct given){ .made = call, .rule = rule, .next = ev->given };
	ev->given = g;
	ev->generation++;
	return true;
}

bool eval_give(struct eval *ev, const struct param *p, const struct rule *rule)
{
	struct given *g;

	if (!p || eval_given(ev, p))
		return false;
	g = arena_alloc(ev->arena, sizeof *g);
	*g = (struct given){ .param = p, .rule = rule, .next = ev->given };
	ev->given = g;
	ev->generation++;
	return true;
}

static const struct param *given_this(const struct eval *ev, const struct scope *f)
{
	for (const struct given *g = ev->given_this; g; g = g->next)
		if (g->of == f)
			return g->param;
	return NULL;
}

const struct param *eval_give_this(struct eval *ev, const struct scope *f,
                                   const struct rule *rule)
{
	const struct param *p = given_this(ev, f);
	struct given *g;

	if (p)
		return p;
	p = arena_zero(ev->arena, sizeof *p);
	eval_give(ev, p, rule);
	g = arena_alloc(ev->arena, sizeof *g);
	*g = (struct given){ .param = p, .of = f, .next = ev->given_this };
	ev->given_this = g;
	return p;
}

size_t eval_caller_slot(const struct scope *f)
{
	return ((uintptr_t)f >> 5) & 4095;
}

/* routers: List = ROUTERS: the list says more than its annotation. */
static bool default_list(struct eval *ev, const struct scope *f, const struct param *p,
                         const struct env *env, struct values *out)
{
	struct values v;

	if (!p->value || (p->value->kind != EXPR_NAME && p->value->kind != EXPR_ATTR &&
	                  p->value->kind != EXPR_LIST))
		return false;
	eval_expr(ev, p->value, f->parent, env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_LIST)
			values_push(out, v.v[i]);
	return out->n > 0;
}

/* make(prefix="", router=None), and a call that leaves it out: what other calls give
 * is not it. */
static bool default_constant(struct eval *ev, const struct expr *call,
                             const struct scope *f, const struct param *p,
                             struct values *out)
{
	if (!p->value || call->kind != EXPR_CALL ||
	    (p->value->kind != EXPR_CONST && p->value->kind != EXPR_STRING))
		return false;
	for (const struct expr *a = expr_first(call); a; a = a->next)
		if (a->kind == EXPR_SPREAD)
			return false;
	eval_expr(ev, p->value, f, NULL, out);
	return true;
}

/* f(a, ...rest), f(a, *rest): the argument that p is given among what is spread. */
static void spread_argument(struct eval *ev, const struct expr *call,
                            const struct scope *f, const struct param *p,
                            const struct scope *from, const struct env *env,
                            struct values *out)
{
	const struct param *q = f->params;
	const struct expr *a = expr_first(call);
	struct value all = { .kind = VALUE_LITERAL, .scope = from, .env = env };
	size_t at = 0;

	while (a && (a->kind != EXPR_SPREAD || a->flags & EXPR_KEYWORDS))
		a = a->next;
	if (!a || p->rest)
		return;
	for (q = is_method(f) ? q->next : q; q && q != p; q = q->next)
		at++;
	if (!q)
		return;
	all.expr = arguments_from(ev, call, expr_first(call));
	item_at(ev, &all, &at, out);
}

/* f(**options): what the dictionaries that are spread hold under p's name. */
static void spread_keyword(struct eval *ev, const struct expr *call,
                           const struct param *p, const struct scope *from,
                           const struct env *env, struct values *out)
{
	struct values dicts, v;

	dicts.n = 0;
	spread_keywords(ev, call, from, env, &dicts);
	for (size_t i = 0; i < dicts.n; i++) {
		v.n = 0;
		eval_dict_member(ev, &dicts.v[i], p->name, &v);
		values_push_all(out, &v);
	}
}

/* What a call gives to p; false: nothing. */
static bool argument(struct eval *ev, const struct expr *call, const struct scope *f,
                     const struct param *p, const struct scope *from,
                     const struct env *env, struct values *out)
{
	const struct expr *a = eval_argument(call, f, p, is_method(f));

	out->n = 0;
	if (!a)
		a = rest_argument(ev, call, f, p, is_method(f));
	if (a) {
		eval_expr(ev, a, from, env, out);
	} else {
		spread_argument(ev, call, f, p, from, env, out);
		if (!p->rest)
			spread_keyword(ev, call, p, from, env, out);
	}
	return a || out->n;
}

/* this.add(new Router()) in a method, and the object that add() runs for is known: that
 * method runs for it, too. NULL: nothing is known. */
static const struct env *same_object(struct eval *ev, const struct env *known,
                                     const struct caller *c)
{
	struct env env = { .self = known ? known->self : NULL };

	if (!env.self || !caller_is_of_same(c))
		return NULL;
	env.function = scope_method(c->from);
	return env.function ? env_keep(ev, &env) : NULL;
}

static void eval_param(struct eval *ev, const struct scope *f, const struct param *p,
                       const struct env *env, struct values *out)
{
	const struct env *known = env_of(env, f);
	struct values v;

	v.n = 0;
	if (is_method(f) && p == f->params) { /* self, cls */
		const struct scope *class = known && known->self ? known->self->scope
		                                                 : f->parent;

		if (decorated_with(f, "classmethod"))
			values_push_scope(out, class, NULL);
		else if (known && known->self)
			values_push(out, *known->self);
		else
			values_push(out, (struct value){ .kind = VALUE_OBJECT,
			                                 .scope = class });
		return;
	}
	if (eval_given(ev, p)) {
		values_push(out, (struct value){ .kind = VALUE_OBJECT, .param = p });
		return;
	}
	if (known && known->call) {
		const struct expr *options = keywords_argument(ev, known->call, f, p);

		if (options) {
			eval_expr(ev, options, known->from, known->outer, out);
			return;
		}
		if (argument(ev, known->call, f, p, known->from, known->outer, &v)) {
			eval_refine(ev, p->annotation, f, &v);
			values_push_all(out, &v);
			if (!out->n)
				eval_annotation(ev, p->annotation, f, p, out);
			return;
		}
		if (default_list(ev, f, p, known, out) || /* the call leaves it out */
		    default_constant(ev, known->call, f, p, out))
			return;
	}
	if (!eval_enter(ev))
		return;
	eval_find_callers(ev);
	ev->cut.is_early |= !ev->knows_callers;
	for (struct caller *c = ev->callers ? ev->callers[eval_caller_slot(f)] : NULL; c;
	     c = c->next) {
		if (c->function != f)
			continue;
		if (!keywords_given(ev, c->call, f, p, c->from, same_object(ev, known, c),
		                    &v) &&
		    !argument(ev, c->call, f, p, c->from, same_object(ev, known, c), &v))
			continue;
		eval_refine(ev, p->annotation, f, &v);
		values_push_all(out, &v);
	}
	eval_leave(ev);
	if (!out->n && default_list(ev, f, p, known, out))
		return;
	if (!out->n)
		eval_annotation(ev, p->annotation, f, p, out);
	if (!out->n && p->value) {
		if (!eval_dependency(ev, p->value, f, &v))
			eval_expr(ev, p->value, f, NULL, &v);
		values_push_all(out, &v);
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
			for (const struct expr *x = expr_first(p->pattern); x;
			     x = x->next) {
				const struct expr *to = x->kind == EXPR_PAIR
				                          ? expr_first(x)
				                          : x;
				struct values v;

				v.n = 0;
				if (to && to->kind == EXPR_BINARY)
					to = expr_left(to);
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

/* path = `/api${path}`: a variable of a script that is made into a longer text. */
static bool is_lengthened(const struct binding *b, struct name n, const struct scope *s)
{
	const struct expr *e = binding_value(b);

	return b->kind == BIND_VALUE && b->is_assignment && !binding_target(b) && e &&
	       !scope_is_python(s) &&
	       (e->kind == EXPR_TEMPLATE ||
	        (e->kind == EXPR_BINARY && name_is(e->text, "+"))) &&
	       eval_uses(e, n, s);
}

/* path = "/api" + path: a parameter or variable that is made into something else. Its own
 * name in there is what it was. */
static void eval_rebound(struct eval *ev, struct name n, const struct scope *s,
                         const struct env *env, struct values *out)
{
	const struct env *known = env_of(env, s);
	struct values all;

	all.n = 0;
	for (const struct binding *b = scope_find(s, n); b; b = b->same) {
		struct env *inner;
		struct values v;

		if (b->kind != BIND_VALUE || binding_target(b) || !binding_value(b) ||
		    (binding_value(b)->kind != EXPR_EACH &&
		     binding_value(b)->kind != EXPR_BINARY &&
		     binding_value(b)->kind != EXPR_CHOICE &&
		     binding_value(b)->kind != EXPR_TEMPLATE) ||
		    (known && known->is_rebound) || !eval_uses(binding_value(b), n, s))
			continue;
		inner = env_copy(ev, s, env);
		inner->is_rebound = true;
		eval_expr(ev, binding_value(b), s, inner, &v);
		values_push_all(&all, &v);
	}
	if (all.n)
		values_set(out, &all);
}

/* `this` in a method is an object of its class. */
static void eval_this(const struct eval *ev, const struct scope *s, const struct env *env,
                      struct values *out)
{
	for (; s && s->parent; s = s->parent) {
		const struct param *p = given_this(ev, s);
		const struct scope *class = s->kind == SCOPE_CLASS         ? s
		                          : s->parent->kind == SCOPE_CLASS ? s->parent
		                                                           : NULL;
		const struct env *known;

		if (p) {
			values_push(out,
			            (struct value){ .kind = VALUE_OBJECT, .param = p });
			return;
		}
		if (!class)
			continue;
		known = env_of(env, s);
		if (known && known->self)
			values_push(out, *known->self);
		else if (s->flags & SCOPE_STATIC)
			values_push_scope(out, class, NULL);
		else
			values_push(out, (struct value){ .kind = VALUE_OBJECT,
			                                 .scope = class });
		return;
	}
}

/* A variable of a comprehension, [f(n) for n, m in items]. False: it is none. */
static bool comprehension_item(struct eval *ev, struct name n, const struct scope *s,
                               const struct env *env, struct values *out)
{
	const struct env *known = env_of(env, s);

	for (const struct fixed *f = known ? known->fixed : NULL; f; f = f->next) {
		const struct expr *to = f->target;
		struct values item = { .v = { *f->item }, .n = 1 };

		if (!to)
			continue;
		if (to->kind == EXPR_LIST)
			destructure(ev, to, n, &item, out);
		else if (to->kind == EXPR_NAME && name_eq(to->text, n))
			values_push(out, *f->item);
		if (out->n)
			return true;
	}
	return false;
}

/* The parameter of a callback is not kept, so that a name that nothing binds must be it.
 */
static void callback_item(const struct scope *s, const struct env *env,
                          struct values *out)
{
	const struct env *known = env_of(env, s);

	for (const struct fixed *f = known ? known->fixed : NULL; f; f = f->next) {
		if (!f->loop && !f->target) {
			values_push(out, *f->item);
			return;
		}
	}
}

enum { ROUNDS_MAX = 1 };

/* q = q.filter(..): what it is by itself, and what it is made into once. More rounds
 * would say the same, and cost as much as the question may. */
static bool goes_in_circles(struct eval *ev, const struct asking *here)
{
	const struct asking *seen[ROUNDS_MAX + 1];
	int rounds = 0;

	for (const struct asking *x = ev->asking; x && rounds <= ROUNDS_MAX; x = x->outer)
		if (x->scope == here->scope && x->call == here->call &&
		    name_eq(x->name, here->name))
			seen[rounds++] = x;
	if (rounds <= ROUNDS_MAX)
		return false;
	for (int i = 0; i < rounds; i++)
		eval_circle(ev, seen[i]->step);
	return true;
}

/* if not prefix: prefix = "/" of a parameter that is given nothing. */
static bool eval_instead(struct eval *ev, struct name n, const struct scope *s,
                         const struct env *env, struct values *out)
{
	struct values instead;

	if (!out->n || !scope_is_python(s))
		return false;
	for (size_t i = 0; i < out->n; i++)
		if (!value_is_nothing(&out->v[i]))
			return false;
	instead.n = 0;
	for (const struct binding *b = scope_find(s, n); b; b = b->same)
		if (b->kind == BIND_VALUE && !binding_target(b) && binding_value(b) &&
		    binding_value(b)->kind == EXPR_STRING)
			eval_binding(ev, b, s, env, &instead);
	if (instead.n)
		values_set(out, &instead);
	return instead.n > 0;
}

/* for x in a: ..; for x in b: f(x): the loop whose item is known is the one around; what
 * x is made into there, x = "/a" + x, it is behind that. False: no item is known. */
static bool in_fixed_loop(struct eval *ev, const struct binding *first,
                          const struct scope *s, const struct env *env,
                          struct values *out)
{
	const struct binding *loop = first;
	const struct env *known = env_of(env, s);
	struct env *inner;

	while (loop && !(loop->kind == BIND_LOOP && fixed_item(env, loop)))
		loop = loop->same;
	if (!loop)
		return false;
	inner = known && known->is_rebound ? NULL : env_copy(ev, s, env);
	for (const struct binding *b = inner ? loop->same : NULL;
	     b && b->kind != BIND_LOOP; b = b->same) {
		if (b->kind != BIND_VALUE || binding_target(b) || !binding_value(b))
			continue;
		inner->is_rebound = true;
		eval_also(ev, binding_value(b), s, inner, out);
	}
	if (!out->n)
		eval_binding(ev, loop, s, env, out);
	return true;
}

/* module.exports = () => ..: what it may hold is no variable of the file. */
static bool values_are_members(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].kind != VALUE_MEMBER)
			return false;
	return true;
}

/* path = BASE; if not path.endswith("/"): path += "/" */
static bool is_edged(struct eval *ev, const struct binding *b, const struct scope *s,
                     const struct env *env, struct values *out)
{
	if (!scope_is_python(s) || b->kind != BIND_VALUE || binding_target(b) ||
	    !eval_edges(b->same))
		return false;
	eval_binding(ev, b, s, env, out);
	if (eval_edged(ev, b->same, out))
		return true;
	out->n = 0;
	return false;
}

static void find_name(struct eval *ev, struct name n, const struct scope *s,
                      const struct env *env, struct values *out)
{
	const struct scope *start = s;

	if (env && comprehension_item(ev, n, s, env, out))
		return;
	for (; s; s = s->parent) {
		const struct binding *b;
		bool found = false, is_rebound = false;

		/* Only Python's classes have names that their bodies may call. */
		if (s->kind == SCOPE_CLASS && (s != start || !scope_is_python(s)))
			continue;
		if (s->kind == SCOPE_FUNCTION && eval_params(ev, n, s, env, out)) {
			if (scope_is_python(s) && eval_edged(ev, scope_find(s, n), out))
				break;
			if (!eval_instead(ev, n, s, env, out))
				eval_rebound(ev, n, s, env, out);
			/* A parameter may be given a default: `app = app or Flask()`. */
			for (b = scope_find(s, n); b && out->n == 0; b = b->same)
				if (b->kind == BIND_VALUE && !binding_target(b) &&
				    binding_value(b) &&
				    binding_value(b)->kind != EXPR_NAME)
					eval_binding(ev, b, s, env, out);
			break;
		}
		b = scope_find(s, n);
		if (env && b && b->same && in_fixed_loop(ev, b, s, env, out))
			break;
		if (b && b->same && is_edged(ev, b, s, env, out))
			break;
		if (b && b->same && b->same->kind == BIND_AUGMENT &&
		    eval_grown(ev, b, s, env, out))
			break;
		for (; b; b = b->same) {
			if (binding_target(b) && (binding_target(b)->kind == EXPR_ATTR ||
			                          binding_target(b)->kind == EXPR_INDEX))
				continue;
			found = found || !b->is_assignment;
			if (is_lengthened(b, n, s))
				is_rebound = true;
			else
				eval_binding(ev, b, s, env, out);
		}
		if (found && is_rebound)
			eval_rebound(ev, n, s, env, out);
		if (found)
			break; /* declared here; what is only assigned is of a scope
			          around */
		if (s->kind == SCOPE_MODULE) {
			eval_unit_member(ev, s->unit, n, out);
			if (!scope_is_python(s) && values_are_members(out))
				out->n = 0;
			if (!out->n)
				callback_item(start, env, out);
			if (!out->n && !scope_is_python(s) && name_is(n, "exports"))
				values_push(out, (struct value){ .kind = VALUE_UNIT,
				                                 .unit = s->unit });
			if (!out->n && !scope_is_python(s))
				eval_global(ev, n, out);
			break;
		}
	}
}

/* static init(db) { super.init({..}, {db}) }: what the class inherits, called on it. */
static bool is_class_above(struct name n, const struct scope *s)
{
	if (!name_is(n, "super"))
		return false;
	while (s && !(s->kind == SCOPE_FUNCTION && s->parent &&
	              s->parent->kind == SCOPE_CLASS))
		s = s->parent;
	return s && s->flags & SCOPE_STATIC;
}

void eval_name(struct eval *ev, struct name n, const struct scope *s,
               const struct env *env, struct values *out)
{
	struct asking here = { .scope = s, .name = n, .call = env ? env->call : NULL };
	struct question q = { .of = s, .scope = s, .name = n };

	out->n = 0;
	if (!eval_enter(ev))
		return;
	if (!scope_is_python(s) && (name_is(n, "this") || is_class_above(n, s))) {
		eval_this(ev, s, env, out);
	} else if (!env && question_answered(ev, &q, out)) {
		; /* as before */
	} else if (!goes_in_circles(ev, &here)) {
		here.step = eval_step(ev);
		here.outer = ev->asking;
		ev->asking = &here;
		find_name(ev, n, s, env, out);
		ev->asking = here.outer;
		if (!env)
			question_done(ev, &q, out);
	}
	eval_leave(ev);
}
