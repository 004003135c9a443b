/* value_table.c - dictionaries and lists as loops walk them: keys, values. */
#include "value/value_parts.h"

#include <string.h>

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
		item->first_ = key;
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
	value->left_ = (struct expr *)(uintptr_t)x->dict->expr;
	value->height = EXPR_HEIGHT_MAX - 1;
	list_entry(x, key, value);
}

/* What cannot be read of it. */
static void list_rest(struct listing *x, const struct expr *rest)
{
	struct expr *item = expr_new(x->ev->arena, EXPR_SPREAD, x->dict->expr->line);

	item->left_ = rest ? eval_copied(x->ev, rest)
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
		for (const struct expr *p = expr_first(w->expr); p; p = p->next)
			if (p->kind == EXPR_PAIR && expr_left(p) &&
			    expr_left(p)->kind == EXPR_STRING)
				list_member(x, expr_left(p)->text, p->line);
			else if (p->kind == EXPR_SPREAD &&
			         !list_spread(x, expr_left(p), w->scope, w->env))
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
	const struct filled *filled = eval_filled(ev, dict, NULL);
	bool is_new, is_open = false;
	/* What is spread in it may be something else each time. */
	struct expr *list = eval_listed(ev, dict->env ? (const void *)dict->env : d, d,
	                                names[ev->knows_callers][keys + 2 * values],
	                                &is_new);
	struct listing x = { ev, dict, keys, values, list, &list->first_ };

	for (const struct expr *p = is_new ? expr_first(d) : NULL; p; p = p->next)
		if (p->kind == EXPR_SPREAD &&
		    !list_spread(&x, expr_left(p), dict->scope, dict->env))
			list_rest(&x, expr_left(p));
		else if (p->kind == EXPR_PAIR && expr_left(p) && expr_first(p))
			list_entry(&x, eval_copied(ev, expr_left(p)),
			           eval_copied(ev, expr_first(p)));
	for (; is_new && filled; filled = eval_filled(ev, dict, filled))
		if (filled->key.len)
			list_member(&x, filled->key, d->line);
		else
			is_open = true;
	if (is_open)
		list_rest(&x, NULL);
	return list;
}

const struct expr *eval_keys(struct eval *ev, const struct value *dict)
{
	return expr_first(list_of_dict(ev, dict, true, false));
}

const struct expr *eval_entries(struct eval *ev, const struct value *dict)
{
	return expr_first(list_of_dict(ev, dict, true, true));
}

/* Object.keys(list): the places of its items, which are all known. */
static struct expr *list_of_places(struct eval *ev, const struct expr *of)
{
	bool is_new;
	struct expr *list = eval_listed(ev, of, of, "places", &is_new);
	struct expr **tail = &list->first_;
	size_t at = 0;

	for (const struct expr *x = is_new ? expr_first(of) : NULL; x; x = x->next) {
		struct expr *place = expr_new(ev->arena, EXPR_NUMBER, x->line);

		place->text = name_of(arena_printf(ev->arena, "%zu", at++));
		*tail = place;
		tail = &place->next;
	}
	return list;
}

static bool has_spread(const struct expr *list)
{
	for (const struct expr *x = expr_first(list); x; x = x->next)
		if (x->kind == EXPR_SPREAD)
			return true;
	return false;
}

bool eval_listed_table(struct eval *ev, const struct expr *e, const struct scope *s,
                       const struct env *env, struct values *out)
{
	const struct expr *of = scope_is_python(s) ? expr_left(expr_left(e))
	                                           : expr_first(e);
	struct name n = expr_left(e)->text;
	bool both = name_is(n, scope_is_python(s) ? "items" : "entries");
	struct values v;

	if (expr_left(e)->kind != EXPR_ATTR || !of ||
	    (!both && !name_is(n, "values") && !name_is(n, "keys")) ||
	    (scope_is_python(s) ? expr_first(e) != NULL
	                        : expr_left(expr_left(e))->kind != EXPR_NAME ||
	                              !name_is(expr_left(expr_left(e))->text, "Object")))
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
