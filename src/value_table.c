/* value_table.c - dictionaries and lists as loops walk them: keys, values, what code puts
 * into them. */
#include "value_parts.h"

#include <string.h>

#include "asked.h"

/* ---- what code puts into a table: routes[path] = handler ---------------------- */

/* One such assignment. */
struct store_at {
	const struct binding *binding;
	const struct scope *scope;
	/* The function around whose parameters it is made of; NULL: of none. */
	const struct scope *said_by;
	bool is_said_known;
	struct store_at *next;
};

/* One entry, for one call of the function that the assignment stands in. */
struct filled {
	const struct expr *dict; /* {}, as it is written */
	struct name key;         /* empty: not known */
	const struct expr *value;
	const struct scope *scope;
	const struct env *env;
	struct filled *next;
};

enum { TABLES_MAX = 64, TRIES_MAX = 20000 };

struct tables {
	struct store_at *stores;
	int tries;
	const struct expr *asked[TABLES_MAX]; /* that were filled already */
	size_t asked_count;
	struct filled *filled, **end;
};

static void find_stores(struct eval *ev, const struct scope *s)
{
	for (const struct binding *b = s->asked & ASKED_ITEMS ? s->first_binding : NULL;
	     b; b = b->next) {
		struct store_at *x;

		if (!binding_item(b))
			continue;
		x = arena_alloc(ev->arena, sizeof *x);
		*x = (struct store_at){ .binding = b,
			                .scope = s,
			                .next = ev->tables->stores };
		ev->tables->stores = x;
	}
	for (const struct scope *c = s->asked_within & ASKED_ITEMS ? s->first_child
	                                                           : NULL;
	     c; c = c->sibling)
		find_stores(ev, c);
}

static const struct scope *find_said_by(const struct store_at *x)
{
	const struct expr *key = binding_item(x->binding)->first;

	for (const struct scope *f = x->scope; f; f = f->parent)
		for (const struct param *p = f->params; p; p = p->next)
			if (p->name.len &&
			    (eval_uses(key, p->name, x->scope) ||
			     eval_uses(x->binding->value, p->name, x->scope)))
				return f;
	return NULL;
}

/* Asked for each table, but the same for all. */
static const struct scope *said_by(struct store_at *x)
{
	if (!x->is_said_known)
		x->said_by = find_said_by(x);
	x->is_said_known = true;
	return x->said_by;
}

static void add_filled(struct eval *ev, const struct expr *dict, const struct store_at *x,
                       const struct expr *key, const struct env *env)
{
	struct filled *f = arena_alloc(ev->arena, sizeof *f);
	struct apart around = eval_apart(ev);
	struct texts t;

	eval_texts(ev, key, x->scope, env, &t);
	eval_rejoin(ev, around);
	*f = (struct filled){ dict, { 0 }, x->binding->value, x->scope, env, NULL };
	if (t.n == 1 && t.v[0].complete)
		f->key = name_of(t.v[0].s);
	*ev->tables->end = f;
	ev->tables->end = &f->next;
}

static bool is_held(struct eval *ev, const struct expr *holder, const struct store_at *x,
                    const struct env *env, const struct expr *dict)
{
	struct apart around = eval_apart(ev);
	struct values v;

	eval_expr(ev, holder, x->scope, env, &v);
	eval_rejoin(ev, around);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr == dict)
			return true;
	return false;
}

/* What the function around f was given when it made the f that is called here. */
static const struct env *made_with(struct eval *ev, const struct caller *c)
{
	struct apart around = eval_apart(ev);
	struct values v;

	eval_expr(ev, c->call->left, c->from, NULL, &v);
	eval_rejoin(ev, around);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope == c->function &&
		    v.v[i].env && v.v[i].env->function != c->function)
			return v.v[i].env;
	return NULL;
}

static void fill(struct eval *ev, const struct expr *dict, struct store_at *x)
{
	const struct expr *item = binding_item(x->binding);
	const struct scope *f = said_by(x);
	const struct caller *c = NULL;

	if (ev->tables->tries++ > TRIES_MAX)
		return;
	if (!f && is_held(ev, item->left, x, NULL, dict))
		add_filled(ev, dict, x, item->first, NULL);
	while (f && ev->tables->tries++ < TRIES_MAX && (c = eval_caller(ev, f, c))) {
		const struct env env = { .function = f,
			                 .call = c->call,
			                 .from = c->from,
			                 .outer = made_with(ev, c),
			                 .self = c->self };
		const struct env *kept = env_keep(ev, &env);

		if (is_held(ev, item->left, x, kept, dict))
			add_filled(ev, dict, x, item->first, kept);
	}
}

/* The entries that code puts into {}; the first one, or NULL. */
static const struct filled *filled_of(struct eval *ev, const struct expr *dict)
{
	struct tables *t = ev->tables;
	struct filled **end;

	if (dict->first || dict->flags & EXPR_MORE || !ev->knows_callers)
		return NULL;
	if (!t) {
		t = ev->tables = arena_zero(ev->arena, sizeof *t);
		t->end = &t->filled;
		for (size_t i = 0; i < ev->program->n; i++)
			find_stores(ev, ev->program->units[i]->module);
	}
	for (size_t i = 0; i < t->asked_count; i++)
		if (t->asked[i] == dict)
			return t->filled;
	if (t->asked_count == TABLES_MAX)
		return NULL;
	t->asked[t->asked_count++] =
	    dict; /* first: what is asked for below may be this */
	end = t->end;
	for (struct store_at *x = t->stores; x; x = x->next)
		fill(ev, dict, x);
	if (t->end != end)
		ev->generation++; /* what was known of it before is out of date */
	return t->filled;
}

void eval_filled_member(struct eval *ev, const struct expr *dict, struct name n,
                        struct values *out)
{
	for (const struct filled *f = ev->tables ? ev->tables->filled : NULL; f;
	     f = f->next)
		if (f->dict == dict && name_eq(f->key, n))
			eval_also(ev, f->value, f->scope, f->env, out);
}

/* ---- dictionaries as lists ----------------------------------------------------- */

struct listing {
	struct eval *ev;
	const struct value *dict;
	bool keys, values;
	struct expr *list, **tail;
};

static void list_entry(struct listing *x, struct expr *key, struct expr *value)
{
	struct expr *item = x->keys ? key : value;

	if (x->keys && x->values) {
		item = expr_new(x->ev->arena, EXPR_LIST, key->line);
		item->first = key;
		key->next = value;
		item->height = EXPR_HEIGHT_MAX - 1;
	}
	*x->tail = item;
	x->tail = &item->next;
}

/* An entry that stands elsewhere is the dictionary's by its name. */
static void list_member(struct listing *x, struct name n, uint32_t line)
{
	struct expr *key = expr_new(x->ev->arena, EXPR_STRING, line);
	struct expr *value = expr_new(x->ev->arena, EXPR_ATTR, line);

	key->text = value->text = n;
	value->left = (struct expr *)(uintptr_t)x->dict->expr;
	value->height = EXPR_HEIGHT_MAX - 1;
	list_entry(x, key, value);
}

/* What cannot be read of it. */
static void list_rest(struct listing *x, const struct expr *rest)
{
	struct expr *item = expr_new(x->ev->arena, EXPR_SPREAD, x->dict->expr->line);

	item->left = rest ? eval_copied(x->ev, rest)
	                  : expr_new(x->ev->arena, EXPR_OTHER, item->line);
	*x->tail = item;
	x->tail = &item->next;
}

/* {...other}: by their names. False: nothing is known of it. */
static bool list_spread(struct listing *x, const struct expr *dict, const struct scope *s,
                        const struct env *env)
{
	struct values v;
	bool is_known = false;

	if (!eval_enter(x->ev))
		return false;
	eval_expr(x->ev, dict, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct value *w = &v.v[i];

		if (w->kind != VALUE_LITERAL || w->expr->kind != EXPR_DICT)
			continue;
		is_known = true;
		for (const struct expr *p = w->expr->first; p; p = p->next)
			if (p->kind == EXPR_PAIR && p->left &&
			    p->left->kind == EXPR_STRING)
				list_member(x, p->left->text, p->line);
			else if (p->kind == EXPR_SPREAD &&
			         !list_spread(x, p->left, w->scope, w->env))
				is_known = false;
	}
	eval_leave(x->ev);
	return is_known;
}

/* Object.entries(d), d.items(): [key, value] of each; .values(), .keys(): one of them. */
static struct expr *list_of_dict(struct eval *ev, const struct value *dict, bool keys,
                                 bool values)
{
	/* What code puts into it is known once all calls are. */
	static const char *const names[2][4] = {
		{ "", "keys so far", "values so far", "items so far" },
		{ "", "keys", "values", "items" },
	};
	const struct expr *d = dict->expr;
	const struct filled *filled = filled_of(ev, d);
	bool is_new, is_open = false;
	/* What is spread in it may be something else each time. */
	struct expr *list = eval_listed(ev, dict->env ? (const void *)dict->env : d, d,
	                                names[ev->knows_callers][keys + 2 * values],
	                                &is_new);
	struct listing x = { ev, dict, keys, values, list, &list->first };

	for (const struct expr *p = is_new ? d->first : NULL; p; p = p->next)
		if (p->kind == EXPR_SPREAD &&
		    !list_spread(&x, p->left, dict->scope, dict->env))
			list_rest(&x, p->left);
		else if (p->kind == EXPR_PAIR && p->left && p->first)
			list_entry(&x, eval_copied(ev, p->left),
			           eval_copied(ev, p->first));
	for (; is_new && filled; filled = filled->next)
		if (filled->dict == d && filled->key.len)
			list_member(&x, filled->key, d->line);
		else if (filled->dict == d)
			is_open = true;
	if (is_open)
		list_rest(&x, NULL);
	return list;
}

const struct expr *eval_keys(struct eval *ev, const struct value *dict)
{
	return list_of_dict(ev, dict, true, false)->first;
}

/* Object.keys(list): the places of its items, which are all known. */
static struct expr *list_of_places(struct eval *ev, const struct expr *of)
{
	bool is_new;
	struct expr *list = eval_listed(ev, of, of, "places", &is_new);
	struct expr **tail = &list->first;
	size_t at = 0;

	for (const struct expr *x = is_new ? of->first : NULL; x; x = x->next) {
		struct expr *place = expr_new(ev->arena, EXPR_NUMBER, x->line);

		place->text = name_of(arena_printf(ev->arena, "%zu", at++));
		*tail = place;
		tail = &place->next;
	}
	return list;
}

static bool has_spread(const struct expr *list)
{
	for (const struct expr *x = list->first; x; x = x->next)
		if (x->kind == EXPR_SPREAD)
			return true;
	return false;
}

bool eval_listed_table(struct eval *ev, const struct expr *e, const struct scope *s,
                       const struct env *env, struct values *out)
{
	const struct expr *of = scope_is_python(s) ? e->left->left : e->first;
	struct name n = e->left->text;
	bool both = name_is(n, scope_is_python(s) ? "items" : "entries");
	struct values v;

	if (e->left->kind != EXPR_ATTR || !of ||
	    (!both && !name_is(n, "values") && !name_is(n, "keys")) ||
	    (scope_is_python(s) ? e->first != NULL
	                        : e->left->left->kind != EXPR_NAME ||
	                              !name_is(e->left->left->text, "Object")))
		return false;
	eval_expr(ev, of, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct value list = v.v[i];

		if (list.kind != VALUE_LITERAL)
			continue;
		if (list.expr->kind == EXPR_DICT)
			list.expr = list_of_dict(ev, &v.v[i], !name_is(n, "values"),
			                         !name_is(n, "keys"));
		else if (list.expr->kind == EXPR_LIST && name_is(n, "keys") &&
		         !has_spread(list.expr))
			list.expr = list_of_places(ev, list.expr);
		else
			continue;
		values_push(out, list);
	}
	return out->n > 0;
}
