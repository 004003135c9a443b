/* value_list.c - lists that a list's methods give: a.filter(f), a.concat(b), a.map(f). */
#include "value/value_parts.h"

/* Some of the same items, perhaps in another order. */
static bool gives_itself(struct name method)
{
	static const char *const same[] = { "filter", "sort", "reverse", "slice",
		                            "toSorted" };

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (name_is(method, same[i]))
			return true;
	return false;
}

static struct expr *with(struct eval *ev, enum expr_kind kind, const struct expr *left,
                         uint32_t line)
{
	struct expr *e = expr_new(ev->arena, kind, line);

	e->left_ = eval_copied(ev, left);
	e->height = EXPR_HEIGHT_MAX - 1;
	return e;
}

/* An object, also one that a name or a module stands for. */
static bool is_lone(struct eval *ev, const struct expr *item, const struct scope *s,
                    const struct env *env)
{
	struct values v;

	if (item->kind == EXPR_DICT)
		return true;
	eval_expr(ev, item, s, env, &v);
	return v.n && v.v[0].kind == VALUE_LITERAL && v.v[0].expr->kind == EXPR_DICT;
}

/* [...a, ...b, item] */
static struct expr *joined(struct eval *ev, const struct expr *call,
                           const struct scope *s, const struct env *env)
{
	bool is_new;
	struct expr *list = eval_listed(ev, call, expr_first(call), "concat", &is_new),
		    **tail;

	if (!is_new)
		return list;
	list->first_ = with(ev, EXPR_SPREAD, expr_left(expr_left(call)), call->line);
	tail = &expr_first(list)->next;
	for (const struct expr *a = expr_first(call); a; a = a->next) {
		*tail = a->kind == EXPR_SPREAD || is_lone(ev, a, s, env)
		          ? eval_copied(ev, a)
		          : with(ev, EXPR_SPREAD, a, a->line);
		tail = &(*tail)->next;
	}
	return list;
}

static bool is_list(struct eval *ev, const struct expr *item, const struct value *of)
{
	struct values v;

	if (item->kind == EXPR_SPREAD)
		return false;
	eval_expr(ev, item, of->scope, of->env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_LIST)
			return true;
	return false;
}

/* [a, ...list] of [a, list].flat() */
static struct expr *flattened(struct eval *ev, const struct expr *call,
                              const struct value *of)
{
	bool is_new;
	struct expr *list = eval_listed(ev, call, of->expr, "flat", &is_new), **tail;

	if (!is_new)
		return list;
	tail = &list->first_;
	for (const struct expr *a = expr_first(of->expr); a; a = a->next) {
		*tail = is_list(ev, a, of) ? with(ev, EXPR_SPREAD, a, a->line)
		                           : eval_copied(ev, a);
		tail = &(*tail)->next;
	}
	return list;
}

/* require(x), import(x) */
static bool is_loading(const struct expr *e)
{
	return e && !e->next && e->kind == EXPR_CALL && expr_left(e) &&
	       expr_left(e)->kind == EXPR_NAME &&
	       (name_is(expr_left(e)->text, "require") ||
	        name_is(expr_left(e)->text, "import"));
}

/* [require(x) for x in a]: what else f may return may be made of this list again. */
static struct expr *mapped(struct eval *ev, const struct expr *call,
                           const struct scope *f)
{
	struct expr *each;
	bool is_new;

	if (!f || !is_loading(f->returns))
		return NULL;
	each = eval_listed(ev, call, expr_first(call), "map", &is_new);
	if (!is_new)
		return each;
	each->kind = EXPR_EACH;
	each->left_ = eval_copied(ev, f->returns);
	each->first_ = eval_copied(ev, expr_left(expr_left(call)));
	return each;
}

bool eval_list_method(struct eval *ev, const struct value *method,
                      const struct expr *call, const struct scope *s,
                      const struct env *env, struct values *out)
{
	struct value list = { .kind = VALUE_LITERAL, .scope = s, .env = env };
	const struct value *of = method->of;

	if (!of || of->kind != VALUE_LITERAL || of->expr->kind != EXPR_LIST ||
	    scope_is_python(of->scope))
		return false;
	if (gives_itself(method->member))
		list = *of;
	else if (name_is(method->member, "flat"))
		list = (struct value){ .kind = VALUE_LITERAL,
			               .scope = of->scope,
			               .env = of->env,
			               .expr = flattened(ev, call, of) };
	else if (name_is(method->member, "concat") && expr_left(call)->kind == EXPR_ATTR)
		list.expr = joined(ev, call, s, env);
	else if (name_is(method->member, "map") && expr_left(call)->kind == EXPR_ATTR &&
	         expr_first(call) && expr_first(call)->kind == EXPR_FUNCTION &&
	         (list.expr = mapped(ev, call, expr_first(call)->scope)))
		list.scope = expr_first(call)->scope;
	if (!list.expr)
		return false;
	values_push(out, list);
	return true;
}
