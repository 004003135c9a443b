/* value_filled.c - what code puts into tables that begin empty, or short: routes[path] =
 * handler, this.routes.push({path, handler}), rules.append((rule, f)); once for each call
 * of the function that does, or for each function that it decorates. */
#include <string.h>

#include "value/asked.h"
#include "value/value_parts.h"

/* One place that puts something into a table. */
struct store_at {
	const struct binding *binding;
	const struct scope *scope;
	struct name holder; /* the last name that the table is called by there */
	bool is_followed;
	struct store_at *next; /* same slot */
};

/* A name that is given a literal, and a place that fills what has that name. */
struct own_literal {
	const struct expr *literal;
	struct store_at *at;
	struct own_literal *next;
};

/* A dictionary or list, as it is written. */
struct table {
	const struct expr *expr;
	struct name name; /* where it is written; empty: none */
	bool is_asked;
	struct filled *first, **end;
	struct table *next;
};

/* What was put into a table under a key that is known. */
struct keyed_fill {
	const struct table *table;
	const struct filled *filled;
	struct keyed_fill *next;
};

enum { STORE_SLOTS = 256, TABLE_SLOTS = 256, KEY_SLOTS = 2048 };
/* Each place is followed once, for each call of its function: so many in all. A back end
 * has some thousands; ten thousand calls of ten thousand lines are no back end. */
enum { FILLS_MAX = 200000 };

struct tables {
	/* Places by the name of what they fill: lists, and members that are
	 * dictionaries. */
	struct store_at *by_name[STORE_SLOTS];
	/* Dictionaries in variables: those that are given nothing but literals, */
	struct own_literal *by_literal[STORE_SLOTS];
	struct store_at *in_variables; /* and others. */
	/* A bit a hash of the names of dictionaries that a script puts new objects in. */
	uint64_t made;
	size_t fills; /* so far */
	struct table *slot[TABLE_SLOTS];
	struct {
		struct keyed_fill *first, *last;
	} keys[KEY_SLOTS]; /* by key */
};

static size_t slot_of(const void *p)
{
	return ((uintptr_t)p >> 4) % TABLE_SLOTS;
}

/* ---- the places ---------------------------------------------------------------- */

/* result = {}; result[key] = value: fills what the name is given, where that is nothing
 * but literals. False: it is something else, too. */
static bool has_own_literals(struct eval *ev, struct store_at *at)
{
	const struct binding *b = NULL, *first;

	for (const struct scope *s = at->scope; s && !b; s = s->parent) {
		if (scope_param(s, at->holder))
			return false;
		b = scope_find(s, at->holder);
		while (b && binding_target(b))
			b = b->same;
	}
	for (first = b; b; b = b->same)
		if (!binding_target(b) && (b->kind != BIND_VALUE || !binding_value(b) ||
		                           binding_value(b)->kind != EXPR_DICT))
			return false;
	for (b = first; b; b = b->same) {
		struct own_literal **slot, *x;

		if (binding_target(b))
			continue;
		slot = &ev->tables->by_literal[slot_of(binding_value(b))];
		x = arena_alloc(ev->arena, sizeof *x);
		*x = (struct own_literal){ binding_value(b), at, *slot };
		*slot = x;
	}
	return first;
}

/* new Queue(name), or the name of one. */
static bool is_made(const struct expr *e, const struct scope *s)
{
	const struct binding *b = e->kind == EXPR_NAME ? scope_find(s, e->text) : NULL;

	for (; b && e->kind != EXPR_CALL; b = b->same)
		if (binding_value(b) && !binding_target(b))
			e = binding_value(b);
	return e->kind == EXPR_CALL && e->flags & EXPR_NEW;
}

static void note_store(struct eval *ev, const struct binding *b, const struct scope *s)
{
	const struct expr *item = binding_item(b);
	const struct expr *holder = item ? expr_left(item) : binding_target(b);
	struct store_at *x = arena_zero(ev->arena, sizeof *x), **list;

	*x = (struct store_at){ .binding = b,
		                .scope = s,
		                .holder = holder ? holder->text : b->name };
	if (item && !scope_is_python(s) && is_made(binding_value(b), s))
		ev->tables->made |= name_bit(x->holder);
	if (item && expr_left(item)->kind == EXPR_NAME) {
		if (has_own_literals(ev, x))
			return;
		list = &ev->tables->in_variables;
	} else {
		list = &ev->tables->by_name[x->holder.hash % STORE_SLOTS];
	}
	x->next = *list;
	*list = x;
}

static void find_stores(struct eval *ev, const struct scope *s)
{
	for (const struct binding *b = s->asked & ASKED_ITEMS ? s->first_binding : NULL;
	     b; b = b->next)
		if (binding_item(b) || binding_adds(b))
			note_store(ev, b, s);
	for (const struct scope *c = s->asked_within & ASKED_ITEMS ? s->first_child
	                                                           : NULL;
	     c; c = c->sibling)
		find_stores(ev, c);
}

static struct tables *tables_of(struct eval *ev)
{
	if (!ev->tables) {
		ev->tables = arena_zero(ev->arena, sizeof *ev->tables);
		for (size_t i = 0; i < ev->program->n; i++)
			find_stores(ev, ev->program->units[i]->module);
	}
	return ev->tables;
}

/* list.push(x) in the function that makes the list: what a call of that gives has it. */
static bool makes_list(const struct scope *f, const struct binding *b)
{
	const struct binding *own = b->kind == BIND_AUGMENT && !binding_target(b)
	                              ? scope_find(f, b->name)
	                              : NULL;

	while (own && (own->kind != BIND_VALUE || own->is_assignment))
		own = own->same;
	return own;
}

const struct scope *eval_said_by(const struct binding *b, const struct scope *s)
{
	const struct expr *item = binding_item(b);

	for (const struct scope *f = s; f && !makes_list(f, b); f = f->parent)
		for (const struct param *p = f->params; p; p = p->next)
			if (p->name.len &&
			    !(f->parent && f->parent->kind == SCOPE_CLASS &&
			      scope_is_python(f) && p == f->params) &&
			    ((item && eval_uses(expr_first(item), p->name, s)) ||
			     eval_uses(binding_value(b), p->name, s)))
				return f;
	return NULL;
}

/* ---- tables -------------------------------------------------------------------- */

static bool may_be_filled(const struct value *table)
{
	const struct expr *e = table->expr;

	return table->kind == VALUE_LITERAL && table->scope && !(e->flags & EXPR_MORE) &&
	       (e->kind == EXPR_LIST ||
	        (e->kind == EXPR_DICT && (!expr_first(e) || value_is_map(table))));
}

static struct name default_name(const struct scope *f, const struct expr *list)
{
	for (const struct param *p = f->params; p; p = p->next)
		if (p->value == list)
			return p->name;
	return (struct name){ 0 };
}

/* What the table is called where it is written: n = [], self.n = [], n=[] of a parameter;
 * empty: nothing. */
static struct name table_name(const struct value *list)
{
	struct name n;

	for (const struct binding *b = list->scope->first_binding; b; b = b->next)
		if (binding_value(b) == list->expr)
			return binding_target(b) && binding_target(b)->kind == EXPR_ATTR
			         ? binding_target(b)->text
			         : b->name;
	n = default_name(list->scope, list->expr);
	/* A default is read in the scope around its function. */
	for (const struct scope *f = list->scope->first_child; f && !n.len;
	     f = f->sibling)
		n = default_name(f, list->expr);
	return n;
}

static struct table *known_table(const struct tables *t, const struct expr *e)
{
	struct table *x = t->slot[slot_of(e)];

	while (x && x->expr != e)
		x = x->next;
	return x;
}

static struct table *table_of(struct eval *ev, const struct value *table)
{
	struct tables *t = ev->tables;
	struct table *x = known_table(t, table->expr), **slot;

	if (x)
		return x;
	slot = &t->slot[slot_of(table->expr)];
	x = arena_zero(ev->arena, sizeof *x);
	x->expr = table->expr;
	x->name = table_name(table);
	x->end = &x->first;
	x->next = *slot;
	*slot = x;
	return x;
}

/* ---- one place and one call ---------------------------------------------------- */

/* May a place that fills something of this name fill the table? */
static bool has_name(const struct table *x, const struct store_at *at)
{
	const struct expr *item = binding_item(at->binding);

	if ((x->expr->kind == EXPR_LIST) != !item)
		return false;
	return (item && (expr_left(item)->kind == EXPR_NAME || !x->name.len)) ||
	       name_eq(x->name, at->holder);
}

static void note_key(struct eval *ev, const struct table *x, const struct filled *f)
{
	struct keyed_fill *k = arena_alloc(ev->arena, sizeof *k);
	struct tables *t = ev->tables;
	size_t slot = f->key.hash % KEY_SLOTS;

	*k = (struct keyed_fill){ x, f, NULL };
	if (t->keys[slot].last)
		t->keys[slot].last->next = k;
	else
		t->keys[slot].first = k;
	t->keys[slot].last = k;
}

static void add_filled(struct eval *ev, struct table *x, const struct filled *as,
                       const struct expr *value)
{
	struct filled *f = arena_alloc(ev->arena, sizeof *f);

	*f = *as;
	f->value = value;
	*x->end = f;
	x->end = &f->next;
	if (f->key.len)
		note_key(ev, x, f);
	ev->tables->fills++;
}

static void fill(struct eval *ev, struct table *x, const struct store_at *at,
                 const struct filled *as)
{
	const struct binding *b = at->binding;

	if (binding_item(b) || binding_value(b)->kind != EXPR_LIST)
		add_filled(ev, x, as, binding_value(b));
	else
		for (const struct expr *e = expr_first(binding_value(b)); e; e = e->next)
			add_filled(ev, x, as, e);
}

static struct name key_of(struct eval *ev, const struct store_at *at,
                          const struct env *env)
{
	const struct expr *item = binding_item(at->binding);
	struct texts t;

	if (!item)
		return (struct name){ 0 };
	eval_texts(ev, expr_first(item), at->scope, env, &t);
	return t.n == 1 && t.v[0].complete ? name_of(t.v[0].s) : (struct name){ 0 };
}

/* In the list at i, is it there before? */
static bool is_again(const struct values *v, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (v->v[k].kind == VALUE_LITERAL && v->v[k].expr == v->v[i].expr)
			return true;
	return false;
}

/* Whatever the place fills in that call. */
static void fill_by(struct eval *ev, const struct store_at *at, const struct env *env)
{
	const struct expr *item = binding_item(at->binding);
	const struct expr *holder = item ? expr_left(item) : binding_target(at->binding);
	struct apart around = eval_apart(ev);
	struct filled as = { .scope = at->scope, .env = env };
	bool has_key = false;
	struct values v;

	if (holder)
		eval_expr(ev, holder, at->scope, env, &v);
	else
		eval_name(ev, at->binding->name, at->scope, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct table *x;

		if (!may_be_filled(&v.v[i]) || is_again(&v, i))
			continue;
		x = table_of(ev, &v.v[i]);
		if (!has_name(x, at))
			continue;
		if (!has_key)
			as.key = key_of(ev, at, env);
		has_key = true;
		as.of = v.v[i].env ? v.v[i].env->self : NULL;
		fill(ev, x, at, &as);
	}
	eval_rejoin(ev, around);
}

static bool is_enough(struct eval *ev, const struct store_at *at)
{
	if (ev->tables->fills < FILLS_MAX)
		return false;
	eval_limit(ev, at->scope, at->binding->line,
	           "more is put into lists and dictionaries here than is followed: what "
	           "they hold is not all known");
	return true;
}

/* What the function around f was given when it made the f that is called here. */
static const struct env *made_with(struct eval *ev, const struct expr *callee,
                                   const struct scope *f, const struct scope *from)
{
	struct apart around = eval_apart(ev);
	struct values v;

	eval_expr(ev, callee, from, NULL, &v);
	eval_rejoin(ev, around);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope == f && v.v[i].env &&
		    v.v[i].env->function != f)
			return v.v[i].env;
	return NULL;
}

/* The call of f at c; outer: what is known where that stands. */
static const struct env *env_of_caller(struct eval *ev, const struct scope *f,
                                       const struct caller *c, const struct env *outer)
{
	const struct env *made = made_with(ev, expr_left(c->call), f, c->from);
	const struct env env = { .function = f,
		                 .call = c->call,
		                 .from = c->from,
		                 .outer = made ? made : outer,
		                 .self = c->self };

	return env_keep(ev, &env);
}

/* def get(path): return route("GET", path): the function around the call at c that hands
 * its own parameters on, NULL: none. */
static const struct scope *handed_by(const struct caller *c)
{
	for (const struct scope *f = c->from; f; f = f->parent)
		for (const struct param *p = f->params; p; p = p->next)
			for (const struct expr *a = expr_first(c->call); a && p->name.len;
			     a = a->next)
				if (eval_uses(a, p->name, c->from))
					return f;
	return NULL;
}

/* ---- decorators ---------------------------------------------------------------- */

/* @d above function s: d(s). */
static void fill_by_decorator(struct eval *ev, const struct store_at *at,
                              const struct applied *a)
{
	struct expr *d = a->by->decorator;
	struct expr *name = expr_new(ev->arena, EXPR_NAME, a->by->scope->line);
	struct expr *call = expr_new(ev->arena, EXPR_CALL, d->line);
	const struct env env = { .function = a->function,
		                 .from = a->by->scope->parent,
		                 .call = call,
		                 .outer = a->outer,
		                 .self = a->outer ? a->outer->self : a->self };

	name->text = a->by->scope->name;
	call->left_ = d;
	call->first_ = name;
	fill_by(ev, at, env_keep(ev, &env));
}

static bool is_function(struct eval *ev, const struct expr *e, const struct scope *from,
                        const struct scope *f)
{
	struct apart around = eval_apart(ev);
	bool found = false;
	struct values v;

	eval_expr(ev, e, from, NULL, &v);
	eval_rejoin(ev, around);
	for (size_t i = 0; i < v.n; i++)
		found |= v.v[i].kind == VALUE_SCOPE && v.v[i].scope == f;
	return found;
}

/* @get("/x"): as a call of the function that makes the decorator. */
static void fill_by_handing(struct eval *ev, const struct store_at *at,
                            const struct scope *f, const struct caller *c,
                            const struct scope *by)
{
	const struct decorated *d = NULL;

	while ((d = eval_decorated(ev, by->name, d)) && !is_enough(ev, at)) {
		const struct env env = { .function = by,
			                 .call = d->decorator,
			                 .from = d->scope->parent };

		if (d->decorator->kind == EXPR_CALL &&
		    is_function(ev, expr_left(d->decorator), env.from, by))
			fill_by(ev, at, env_of_caller(ev, f, c, env_keep(ev, &env)));
	}
}

/* Once for each call of f, and for each of the function that hands on what it is given.
 */
static void fill_by_callers(struct eval *ev, const struct store_at *at,
                            const struct scope *f)
{
	const struct caller *c = NULL;

	while ((c = eval_caller(ev, f, c)) && !is_enough(ev, at)) {
		const struct scope *by = handed_by(c);
		const size_t before = ev->tables->fills;
		const struct caller *up = NULL;

		while (by && by != f && (up = eval_caller(ev, by, up)) &&
		       !is_enough(ev, at))
			fill_by(ev, at,
			        env_of_caller(ev, f, c, env_of_caller(ev, by, up, NULL)));
		if (by && by != f && by->name.len && scope_is_python(by))
			fill_by_handing(ev, at, f, c, by);
		if (ev->tables->fills == before)
			fill_by(ev, at, env_of_caller(ev, f, c, NULL));
	}
}

/* A decorator, or what one that is called makes, is called for each function below it. */
static void fill_by_decorators(struct eval *ev, const struct store_at *at,
                               const struct scope *f)
{
	const struct applied *a = NULL;

	while ((a = eval_applied(ev, f, a)) && !is_enough(ev, at))
		fill_by_decorator(ev, at, a);
}

/* ---- what is asked for --------------------------------------------------------- */

static void follow(struct eval *ev, struct store_at *at)
{
	const struct scope *f;
	size_t fills;

	if (at->is_followed || is_enough(ev, at))
		return;
	at->is_followed = true; /* first: what is asked for below may ask for this */
	f = eval_said_by(at->binding, at->scope);
	if (f) {
		fills = ev->tables->fills;
		fill_by_callers(ev, at, f);
		fill_by_decorators(ev, at, f);
		/* queues[name] = new Queue(name): whoever calls it, it is one. */
		if (fills == ev->tables->fills && binding_item(at->binding) &&
		    !scope_is_python(f))
			fill_by(ev, at, NULL);
	} else if (at->binding->kind != BIND_AUGMENT || binding_target(at->binding)) {
		fill_by(ev, at, NULL); /* else eval_more() has it already */
	}
}

/* Follows all places that may fill it. */
static void ask(struct eval *ev, const struct table *x)
{
	struct tables *t = ev->tables;
	size_t first = x->name.hash % STORE_SLOTS, end = first + 1;

	if (x->expr->kind == EXPR_DICT) {
		for (struct own_literal *o = t->by_literal[slot_of(x->expr)]; o;
		     o = o->next)
			if (o->literal == x->expr)
				follow(ev, o->at);
		for (struct store_at *at = t->in_variables; at; at = at->next)
			follow(ev, at);
		t->in_variables = NULL;
		if (!x->name.len) {
			first = 0;
			end = STORE_SLOTS;
		}
	}
	for (size_t i = first; i < end; i++)
		for (struct store_at *at = t->by_name[i]; at; at = at->next)
			if (has_name(x, at))
				follow(ev, at);
}

static const struct filled *filled_of(struct eval *ev, const struct value *table)
{
	struct table *x;
	size_t before;

	tables_of(ev);
	x = table_of(ev, table);
	if (x->is_asked)
		return x->first;
	x->is_asked = true; /* first: what is asked for below may be this */
	before = ev->tables->fills;
	ask(ev, x);
	if (ev->tables->fills != before)
		ev->generation++; /* what was known of it before is out of date */
	return x->first;
}

/* The class, or one that inherits from it? */
static bool is_below(struct eval *ev, const struct scope *class,
                     const struct scope *above)
{
	struct bases b;

	eval_bases(ev, class, &b);
	for (size_t i = 0; i < b.local_count; i++)
		if (b.local[i] == above)
			return true;
	return false;
}

/* May the table that was filled and the one that is asked for be of one object? */
static bool may_be_one(struct eval *ev, const struct value *filled,
                       const struct value *asked)
{
	if (!filled || !asked || !filled->scope || !asked->scope)
		return true;
	if (filled->expr && asked->expr)
		return filled->expr == asked->expr;
	return is_below(ev, asked->scope, filled->scope) ||
	       (!asked->expr && is_below(ev, filled->scope, asked->scope));
}

const struct filled *eval_filled(struct eval *ev, const struct value *table,
                                 const struct filled *before)
{
	const struct value *asked = table->env ? table->env->self : NULL;
	const struct filled *f;

	if (!before && !(ev->knows_callers && may_be_filled(table)))
		return NULL;
	f = before ? before->next : filled_of(ev, table);
	while (f && !may_be_one(ev, f->of, asked))
		f = f->next;
	return f;
}

void eval_filled_member(struct eval *ev, const struct expr *dict, struct name n,
                        struct values *out)
{
	const struct tables *t = ev->tables;
	const struct table *x = t ? known_table(t, dict) : NULL;
	const struct keyed_fill *k = x ? t->keys[n.hash % KEY_SLOTS].first : NULL;

	for (; k; k = k->next)
		if (k->table == x && name_eq(k->filled->key, n))
			eval_also(ev, k->filled->value, k->filled->scope, k->filled->env,
			          out);
}

void eval_filled_item(struct eval *ev, const struct value *dict, struct name n,
                      struct values *out)
{
	const struct filled *f = NULL;

	if (scope_is_python(dict->scope) || !(tables_of(ev)->made & name_bit(n)))
		return;
	while ((f = eval_filled(ev, dict, f)))
		eval_also(ev, f->value, f->scope, f->env, out);
}
