/* value_list.c - lists that a list's methods give: a.filter(f), a.concat(b), a.map(f). */
#include "value_parts.h"

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

	e->left = eval_copied(ev, left);
	e->height = EXPR_HEIGHT_MAX - 1;
	return e;
}

/* [...a, ...b, item] */
static struct expr *joined(struct eval *ev, const struct expr *call)
{
	bool is_new;
	struct expr *list = eval_listed(ev, call, call->first, "concat", &is_new), **tail;

	if (!is_new)
		return list;
	list->first = with(ev, EXPR_SPREAD, call->left->left, call->line);
	tail = &list->first->next;
	for (const struct expr *a = call->first; a; a = a->next) {
		*tail = a->kind == EXPR_DICT || a->kind == EXPR_SPREAD
		          ? eval_copied(ev, a)
		          : with(ev, EXPR_SPREAD, a, a->line);
		tail = &(*tail)->next;
	}
	return list;
}

/* require(x), import(x) */
static bool is_loading(const struct expr *e)
{
	return e && !e->next && e->kind == EXPR_CALL && e->left &&
	       e->left->kind == EXPR_NAME &&
	       (name_is(e->left->text, "require") || name_is(e->left->text, "import"));
}

/* [require(x) for x in a]: what else f may return may be made of this list again. */
static struct expr *mapped(struct eval *ev, const struct expr *call,
                           const struct scope *f)
{
	struct expr *each;
	bool is_new;

	if (!f || !is_loading(f->returns))
		return NULL;
	each = eval_listed(ev, call, call->first, "map", &is_new);
	if (!is_new)
		return each;
	each->kind = EXPR_EACH;
	each->left = eval_copied(ev, f->returns);
	each->first = eval_copied(ev, call->left->left);
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
	else if (name_is(method->member, "concat") && call->left->kind == EXPR_ATTR)
		list.expr = joined(ev, call);
	else if (name_is(method->member, "map") && call->left->kind == EXPR_ATTR &&
	         call->first && call->first->kind == EXPR_FUNCTION &&
	         (list.expr = mapped(ev, call, call->first->scope)))
		list.scope = call->first->scope;
	if (!list.expr)
		return false;
	values_push(out, list);
	return true;
}
