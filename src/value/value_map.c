/* value_map.c - maps of a script, read as dictionaries: new Map([[key, value]]), .get().
 */
#include "value/value_parts.h"

bool eval_map_made(struct eval *ev, const struct expr *e, const struct scope *s,
                   const struct env *env, struct values *out)
{
	struct expr *dict, **tail;
	bool is_new;

	if (!name_is(expr_left(e)->text, "Map") || (expr_first(e) && expr_first(e)->next))
		return false;
	dict = eval_listed(ev, e, expr_first(e), "map", &is_new);
	dict->kind = EXPR_DICT;
	dict->flags = EXPR_TUPLE;
	tail = &dict->first_;
	for (const struct expr *x =
	         is_new && expr_first(e) && expr_first(e)->kind == EXPR_LIST
	             ? expr_first(expr_first(e))
	             : NULL;
	     x; x = x->next) {
		struct expr *pair;

		if (x->kind != EXPR_LIST || !expr_first(x) || !expr_first(x)->next)
			continue;
		pair = expr_new(ev->arena, EXPR_PAIR, x->line);
		pair->left_ = eval_copied(ev, expr_first(x));
		pair->first_ = eval_copied(ev, expr_first(x)->next);
		pair->height = EXPR_HEIGHT_MAX - 1;
		*tail = pair;
		tail = &pair->next;
	}
	values_push(out,
	            (struct value){
			.kind = VALUE_LITERAL, .expr = dict, .scope = s, .env = env });
	return true;
}

/* map.get(key) is map[key]. */
static void item_of(struct eval *ev, const struct expr *e, const struct scope *s,
                    const struct env *env, struct values *out)
{
	struct expr index = expr_alone(e);

	index.kind = EXPR_INDEX;
	index.left_ = expr_left(expr_left(e));
	eval_index(ev, &index, s, env, out);
}

bool eval_map_get(struct eval *ev, const struct expr *e, const struct scope *s,
                  const struct env *env, struct values *out)
{
	const struct expr *callee = expr_left(e);
	bool is_get = name_is(callee->text, "get") && expr_first(e) &&
	              !expr_first(e)->next;
	struct values v;

	if (!s->unit->has_map || callee->kind != EXPR_ATTR ||
	    (!is_get && (!name_is(callee->text, "entries") || expr_first(e))))
		return false;
	eval_expr(ev, expr_left(callee), s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		if (!value_is_map(&v.v[i]))
			continue;
		if (is_get)
			item_of(ev, e, s, env, out);
		else
			values_push(out, v.v[i]);
		return true;
	}
	return false;
}
