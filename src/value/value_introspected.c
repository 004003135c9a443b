/* value_introspected.c - what code finds out about itself: the members of an object, a
 * class or a module, by their names. */
#include "value/value_parts.h"

#include <string.h>

/* What a question asks for. */
struct asked_for {
	bool functions, classes, names, values;
};

/* inspect.getmembers(x, ismethod): what the last name of the second argument says. */
static void narrow(const struct expr *predicate, struct asked_for *x)
{
	static const char *const functions[] = { "ismethod", "isfunction", "isroutine",
		                                 "iscoroutinefunction" };

	if (predicate && predicate->kind == EXPR_KEYWORD)
		predicate = expr_first(predicate);
	if (!predicate || (predicate->kind != EXPR_NAME && predicate->kind != EXPR_ATTR))
		return;
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (name_is(predicate->text, functions[i]))
			x->classes = false;
	if (name_is(predicate->text, "isclass"))
		x->functions = false;
}

/* False: the call asks for no members. */
static bool is_asking(const struct expr *call, const struct value *callee,
                      const struct scope *s, struct asked_for *x)
{
	const struct expr *f = expr_left(call);
	bool is_own = f->kind == EXPR_NAME && !callee;

	*x = (struct asked_for){ true, true, true, true };
	if (!expr_first(call))
		return false;
	if (!scope_is_python(s)) {
		x->values = false;
		return f->kind == EXPR_ATTR && expr_left(f)->kind == EXPR_NAME &&
		       ((name_is(expr_left(f)->text, "Object") &&
		         name_is(f->text, "getOwnPropertyNames")) ||
		        (name_is(expr_left(f)->text, "Reflect") &&
		         name_is(f->text, "ownKeys")));
	}
	if (is_own && name_is(f->text, "dir")) {
		x->values = false;
		return true;
	}
	if (!callee || callee->kind != VALUE_EXTERNAL ||
	    strcmp(callee->module, "inspect") != 0 ||
	    strcmp(callee->path, "getmembers") != 0)
		return false;
	narrow(expr_first(call)->next, x);
	return true;
}

struct listing {
	struct eval *ev;
	const struct expr *of; /* as the call says it */
	struct asked_for asked;
	struct expr *list, **tail;
};

/* "name", or ["name", of.name] */
static void list_member(struct listing *x, struct name n, uint32_t line)
{
	struct expr *name = expr_new(x->ev->arena, EXPR_STRING, line), *item = name;

	name->text = n;
	if (x->asked.values) {
		struct expr *member = expr_new(x->ev->arena, EXPR_ATTR, line);

		member->left_ = eval_copied(x->ev, x->of);
		member->text = n;
		member->height = EXPR_HEIGHT_MAX - 1;
		name->next = member;
		item = expr_new(x->ev->arena, EXPR_LIST, line);
		item->flags = EXPR_TUPLE;
		item->first_ = name;
		item->height = EXPR_HEIGHT_MAX - 1;
	}
	*x->tail = item;
	x->tail = &item->next;
}

static bool is_listed(const struct expr *list, struct name n)
{
	for (const struct expr *x = expr_first(list); x; x = x->next)
		if (name_eq(x->kind == EXPR_LIST ? expr_first(x)->text : x->text, n))
			return true;
	return false;
}

/* Names that begin with _ are nobody else's, and whoever walks all methods and calls them
 * leaves the one out that it stands in. */
static bool is_public(const struct scope *m, const struct scope *asker)
{
	while (asker && asker != m)
		asker = asker->parent;
	return m->name.len && *m->name.s != '_' && !asker && !scope_is_constructor(m) &&
	       !(m->flags & SCOPE_GETTER) && !decorated_with(m, "property") &&
	       !decorated_with(m, "cached_property");
}

static void list_scope(struct listing *x, const struct scope *of, const struct scope *s)
{
	for (const struct scope *m = of->first_child; m; m = m->sibling)
		if ((m->kind == SCOPE_FUNCTION ? x->asked.functions : x->asked.classes) &&
		    is_public(m, s) && !is_listed(x->list, m->name))
			list_member(x, m->name, m->line);
}

static void list_of(struct listing *x, const struct value *v, const struct scope *s)
{
	struct bases b;

	if (v->kind == VALUE_UNIT) {
		list_scope(x, v->unit->module, s);
		return;
	}
	eval_bases(x->ev, v->scope, &b);
	for (size_t i = 0; i < b.local_count; i++)
		list_scope(x, b.local[i], s);
}

static bool has_members(const struct value *v)
{
	return v->kind == VALUE_UNIT ||
	       ((v->kind == VALUE_OBJECT || v->kind == VALUE_SCOPE) && v->scope &&
	        v->scope->kind == SCOPE_CLASS);
}

bool eval_introspected(struct eval *ev, const struct value *callee,
                       const struct expr *call, const struct scope *s,
                       const struct env *env, struct values *out)
{
	struct asked_for asked;
	struct values v;
	bool is_new, found = false;

	if (!is_asking(call, callee, s, &asked))
		return false;
	eval_expr(ev, expr_first(call), s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const void *of = v.v[i].kind == VALUE_UNIT ? (const void *)v.v[i].unit
		                                           : v.v[i].scope;
		struct listing x = { .ev = ev, .of = expr_first(call), .asked = asked };

		if (!has_members(&v.v[i]))
			continue;
		found = true;
		x.list = eval_listed(ev, of, expr_first(call), "members", &is_new);
		x.tail = &x.list->first_;
		if (is_new)
			list_of(&x, &v.v[i], s);
		values_push(out, (struct value){ .kind = VALUE_LITERAL,
		                                 .expr = x.list,
		                                 .scope = s,
		                                 .env = env });
	}
	return found;
}
