/* value_filled.c - what code puts into tables that begin empty, or short: routes[path] =
 * handler, this.routes.push({path, handler}), rules.append((rule, f)); once for each call
 * of the function that does, or for each function that it decorates. */
#include <string.h>

#include "asked.h"
#include "lang.h"
#include "value_parts.h"

/* One place that puts something into a table. */
struct store_at {
	const struct binding *binding;
	const struct scope *scope;
	struct name holder; /* the last name that the table is called by there */
	/* The function around whose parameters it is made of; NULL: of none. */
	const struct scope *said_by;
	bool is_said_known;
	struct store_at *next;
};

/* A dictionary or list, as it is written. */
struct table {
	const struct expr *expr;
	struct filled *first, **end;
	struct table *next;
};

/* A decorator and what it stands above. */
struct decorated {
	struct expr *decorator;
	struct name last; /* @a.last(..) */
	const struct scope *scope;
	struct decorated *next;
};

enum { TABLE_SLOTS = 64, TABLES_MAX = 128, TRIES_MAX = 20000, DECORATED_SLOTS = 256 };

struct tables {
	struct store_at *stores;
	uint64_t
	    lists; /* a bit a hash of what lists are called that something is put in */
	struct decorated **decorated; /* [DECORATED_SLOTS], once they are asked for */
	int tries;
	struct table *slot[TABLE_SLOTS]; /* those that were asked for */
	size_t count;
};

/* ---- the places ---------------------------------------------------------------- */

static void find_stores(struct eval *ev, const struct scope *s)
{
	for (const struct binding *b = s->asked & ASKED_ITEMS ? s->first_binding : NULL;
	     b; b = b->next) {
		const struct expr *item = binding_item(b);
		const struct expr *holder = item ? item->left : b->target;
		struct store_at *x;

		if (!item && !binding_adds(b))
			continue;
		x = arena_alloc(ev->arena, sizeof *x);
		*x = (struct store_at){ .binding = b,
			                .scope = s,
			                .holder = holder ? holder->text : b->name,
			                .next = ev->tables->stores };
		ev->tables->stores = x;
		if (!item)
			ev->tables->lists |= name_bit(x->holder);
	}
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

const struct scope *eval_said_by(const struct binding *b, const struct scope *s)
{
	const struct expr *item = binding_item(b);

	for (const struct scope *f = s; f; f = f->parent)
		for (const struct param *p = f->params; p; p = p->next)
			if (p->name.len &&
			    !(f->parent && f->parent->kind == SCOPE_CLASS &&
			      scope_is_python(f) && p == f->params) &&
			    ((item && eval_uses(item->first, p->name, s)) ||
			     eval_uses(b->value, p->name, s)))
				return f;
	return NULL;
}

/* Asked for each table, but the same for all. */
static const struct scope *said_by(struct store_at *x)
{
	if (!x->is_said_known)
		x->said_by = eval_said_by(x->binding, x->scope);
	x->is_said_known = true;
	return x->said_by;
}

/* ---- one place and one call ---------------------------------------------------- */

struct filling {
	struct eval *ev;
	struct table *table;
	struct store_at *at;
};

/* Is the table, in that call, the one that is being filled? *of: the object that it is a
 * member of, NULL: of none that is known. */
static bool is_held(const struct filling *x, const struct env *env,
                    const struct value **of)
{
	const struct expr *item = binding_item(x->at->binding);
	const struct expr *holder = item ? item->left : x->at->binding->target;
	struct apart around = eval_apart(x->ev);
	struct values v;

	if (holder)
		eval_expr(x->ev, holder, x->at->scope, env, &v);
	else
		eval_name(x->ev, x->at->binding->name, x->at->scope, env, &v);
	eval_rejoin(x->ev, around);
	for (size_t i = 0; i < v.n; i++) {
		*of = v.v[i].env ? v.v[i].env->self : NULL;
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr == x->table->expr)
			return true;
	}
	return false;
}

static void add_filled(const struct filling *x, const struct expr *key,
                       const struct expr *value, const struct env *env,
                       const struct value *of)
{
	struct filled *f = arena_zero(x->ev->arena, sizeof *f);

	*f = (struct filled){
		.value = value, .scope = x->at->scope, .env = env, .of = of
	};
	if (key) {
		struct apart around = eval_apart(x->ev);
		struct texts t;

		eval_texts(x->ev, key, x->at->scope, env, &t);
		eval_rejoin(x->ev, around);
		if (t.n == 1 && t.v[0].complete)
			f->key = name_of(t.v[0].s);
	}
	*x->table->end = f;
	x->table->end = &f->next;
}

static void fill_by(const struct filling *x, const struct env *env)
{
	const struct binding *b = x->at->binding;
	const struct expr *item = binding_item(b);
	const struct value *of = NULL;

	if (x->ev->tables->tries++ > TRIES_MAX || !is_held(x, env, &of))
		return;
	if (item)
		add_filled(x, item->first, b->value, env, of);
	else if (b->value->kind != EXPR_LIST)
		add_filled(x, NULL, b->value, env, of);
	else
		for (const struct expr *e = b->value->first; e; e = e->next)
			add_filled(x, NULL, e, env, of);
}

/* What the function around f was given when it made the f that is called here. */
static const struct env *made_with(struct eval *ev, const struct expr *callee,
                                   const struct scope *f, const struct scope *from,
                                   bool *is_f)
{
	struct apart around = eval_apart(ev);
	struct values v;

	eval_expr(ev, callee, from, NULL, &v);
	eval_rejoin(ev, around);
	*is_f = false;
	for (size_t i = 0; i < v.n; i++) {
		if (v.v[i].kind != VALUE_SCOPE || v.v[i].scope != f)
			continue;
		*is_f = true;
		if (v.v[i].env && v.v[i].env->function != f)
			return v.v[i].env;
	}
	return NULL;
}

static void fill_by_callers(const struct filling *x, const struct scope *f)
{
	const struct caller *c = NULL;
	bool is_f;

	while (x->ev->tables->tries++ < TRIES_MAX && (c = eval_caller(x->ev, f, c))) {
		const struct env env = { .function = f,
			                 .call = c->call,
			                 .from = c->from,
			                 .outer = made_with(x->ev, c->call->left, f,
			                                    c->from, &is_f),
			                 .self = c->self };

		fill_by(x, env_keep(x->ev, &env));
	}
}

/* ---- decorators ---------------------------------------------------------------- */

/* @d above function s: d(s). */
static void fill_by_decorator(const struct filling *x, const struct scope *f,
                              struct expr *d, const struct scope *s)
{
	struct env env = { .function = f, .from = s->parent };
	struct expr *call, *name;
	bool is_f;

	env.outer = made_with(x->ev, d, f, s->parent, &is_f);
	if (!is_f)
		return;
	name = expr_new(x->ev->arena, EXPR_NAME, s->line);
	name->text = s->name;
	call = expr_new(x->ev->arena, EXPR_CALL, d->line);
	call->left = d;
	call->first = name;
	env.call = call;
	if (env.outer)
		env.self = env.outer->self;
	fill_by(x, env_keep(x->ev, &env));
}

static void note_decorated(struct eval *ev, const struct scope *s)
{
	for (struct expr *d = s->decorators; d && s->name.len && s->parent; d = d->next) {
		const struct expr *last = d->kind == EXPR_CALL ? d->left : d;
		struct decorated **slot, *x;

		if (!last || (last->kind != EXPR_NAME && last->kind != EXPR_ATTR))
			continue;
		slot = &ev->tables->decorated[last->text.hash % DECORATED_SLOTS];
		x = arena_alloc(ev->arena, sizeof *x);
		*x = (struct decorated){ d, last->text, s, *slot };
		*slot = x;
	}
	for (const struct scope *c = s->asked_within & ASKED_SELF ? s->first_child : NULL;
	     c; c = c->sibling)
		note_decorated(ev, c);
}

static struct decorated *decorated_by(struct eval *ev, struct name n)
{
	struct tables *t = ev->tables;

	if (!t->decorated) {
		t->decorated = arena_zero(ev->arena,
		                          DECORATED_SLOTS * sizeof *t->decorated);
		for (size_t i = 0; i < ev->program->n; i++)
			if (ev->program->units[i]->language == LANG_PYTHON)
				note_decorated(ev, ev->program->units[i]->module);
	}
	return t->decorated[n.hash % DECORATED_SLOTS];
}

/* A decorator, or what one that is called makes, is called for each function below it. */
static void fill_by_decorators(const struct filling *x, const struct scope *f)
{
	const struct scope *named = f->parent && f->parent->kind == SCOPE_FUNCTION
	                              ? f->parent
	                              : f;

	if (!scope_is_python(f) || !named->name.len)
		return;
	for (const struct decorated *d = decorated_by(x->ev, named->name); d; d = d->next)
		if (name_eq(d->last, named->name) && x->ev->tables->tries++ < TRIES_MAX)
			fill_by_decorator(x, f, d->decorator, d->scope);
}

/* ---- tables -------------------------------------------------------------------- */

static void fill(const struct filling *x)
{
	const struct scope *f = said_by(x->at);

	if (!f) {
		/* eval_more() has it already. */
		if (x->at->binding->kind != BIND_AUGMENT || x->at->binding->target)
			fill_by(x, NULL);
		return;
	}
	fill_by_callers(x, f);
	fill_by_decorators(x, f);
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
		if (b->value == list->expr)
			return b->target && b->target->kind == EXPR_ATTR ? b->target->text
			                                                 : b->name;
	n = default_name(list->scope, list->expr);
	/* A default is read in the scope around its function. */
	for (const struct scope *f = list->scope->first_child; f && !n.len;
	     f = f->sibling)
		n = default_name(f, list->expr);
	return n;
}

static struct table *table_of(const struct tables *t, const struct expr *e)
{
	struct table *x = t->slot[((uintptr_t)e >> 4) % TABLE_SLOTS];

	while (x && x->expr != e)
		x = x->next;
	return x;
}

static struct table *new_table(struct eval *ev, const struct expr *e)
{
	struct tables *t = ev->tables;
	struct table **slot = &t->slot[((uintptr_t)e >> 4) % TABLE_SLOTS], *x;

	x = arena_zero(ev->arena, sizeof *x);
	x->expr = e;
	x->end = &x->first;
	x->next = *slot;
	*slot = x;
	return x;
}

static bool may_be_filled(const struct eval *ev, const struct value *table)
{
	const struct expr *e = table->expr;

	return ev->knows_callers && table->kind == VALUE_LITERAL && table->scope &&
	       !(e->flags & EXPR_MORE) &&
	       (e->kind == EXPR_LIST || (e->kind == EXPR_DICT && !e->first));
}

/* A name that is given a literal of its own: result = {}; result[key] = value. */
static bool is_literal_of_its_own(const struct store_at *at, const struct expr *table)
{
	const struct binding *b = NULL;

	for (const struct scope *s = at->scope; s && !b; s = s->parent) {
		if (scope_param(s, at->holder))
			return false;
		b = scope_find(s, at->holder);
		while (b && b->target)
			b = b->same;
	}
	for (; b; b = b->same)
		if (!b->target && (b->kind != BIND_VALUE || !b->value ||
		                   b->value->kind != EXPR_DICT || b->value == table))
			return false;
	return true;
}

/* May the place put something into the table, which is called n where it is written? */
static bool may_fill(const struct store_at *at, const struct value *table, struct name n)
{
	const struct expr *item = binding_item(at->binding);

	if ((table->expr->kind == EXPR_LIST) != !item)
		return false;
	if (!item)
		return name_eq(n, at->holder);
	if (item->left->kind == EXPR_ATTR)
		return !n.len || name_eq(n, at->holder);
	return !is_literal_of_its_own(at, table->expr);
}

static void fill_all(struct eval *ev, struct table *x, const struct value *table)
{
	struct tables *t = ev->tables;
	struct name n = table_name(table);

	if (table->expr->kind == EXPR_LIST && !(n.len && t->lists & name_bit(n)))
		return;
	if (t->count++ >= TABLES_MAX)
		return;
	for (struct store_at *at = t->stores; at; at = at->next)
		if (may_fill(at, table, n))
			fill(&(struct filling){ ev, x, at });
	if (x->first)
		ev->generation++; /* what was known of it before is out of date */
}

static const struct filled *filled_of(struct eval *ev, const struct value *table)
{
	struct tables *t = tables_of(ev);
	struct table *x = table_of(t, table->expr);

	if (x)
		return x->first;
	if (table->expr->kind == EXPR_LIST && !t->lists)
		return NULL;
	x = new_table(ev, table->expr); /* first: what is asked for below may be this */
	fill_all(ev, x, table);
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

	if (!before && !may_be_filled(ev, table))
		return NULL;
	f = before ? before->next : filled_of(ev, table);
	while (f && !may_be_one(ev, f->of, asked))
		f = f->next;
	return f;
}

void eval_filled_member(struct eval *ev, const struct expr *dict, struct name n,
                        struct values *out)
{
	const struct table *x = ev->tables ? table_of(ev->tables, dict) : NULL;

	for (const struct filled *f = x ? x->first : NULL; f; f = f->next)
		if (name_eq(f->key, n))
			eval_also(ev, f->value, f->scope, f->env, out);
}
