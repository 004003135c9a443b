/* route_actions.c - View.as_view({"get": "list"}): the call that makes a class a handler
 * says which of its methods serves which HTTP method. */
#include "route/route_parts.h"

#include <string.h>

struct mapped {
	const struct pending *p; /* as it would be without the object */
	bool is_any;
};

static bool is_wrap(const struct rule *r)
{
	return r->word == WORD_wrap && r->form == FORM_CALL;
}

/* as_view is what `view` holds, or what is called in its place. */
const struct expr *route_call_of(const struct expr *e, const struct scope **s)
{
	for (int depth = 0; e && e->kind == EXPR_NAME && depth < 4; depth++) {
		const struct scope *at = *s;
		const struct binding *b = scope_find(at, e->text);

		while (!b && at->parent) {
			at = at->parent;
			b = scope_find(at, e->text);
		}
		if (!b || b->kind != BIND_VALUE || binding_target(b))
			return NULL;
		e = binding_value(b);
		*s = at;
	}
	return e && e->kind == EXPR_CALL ? e : NULL;
}

static void add_mapped(struct linker *l, const struct pending *p, const char *method,
                       const char *action)
{
	const struct scope *class = p->handler, *handler;
	struct pending *one;
	struct bases b;

	eval_bases(&l->eval, class, &b);
	handler = method_named(&b, name_of(action));
	one = add_pending(l, p->rule, p->unit, p->line);
	one->owner = p->owner;
	one->path = p->path;
	add_text(&one->methods, route_upper(l, method));
	set_handler(l, one, handler ? handler : class, NULL, NULL);
	one->handler = handler;
	one->handler_name = arena_printf(l->arena, "%s.%s", class->name.s, action);
	one->view = class;
	route_work_of_class(l, one, class, action);
}

static void on_wrap(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, void *arg)
{
	const struct capture *c = match_get(m, "actions");
	struct mapped *x = arg;
	struct values v;

	(void)call, (void)s;
	if (!c || x->is_any)
		return;
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct expr *e = v.v[i].kind == VALUE_LITERAL &&
		                               v.v[i].expr->kind == EXPR_DICT
		                         ? expr_first(v.v[i].expr)
		                         : NULL;

		for (; e; e = e->next) {
			struct texts action;

			if (e->kind != EXPR_PAIR || !expr_left(e) || !expr_first(e) ||
			    !route_is_method(expr_left(e)->text.s))
				continue;
			eval_texts(&l->eval, expr_first(e), v.v[i].scope, v.v[i].env,
			           &action);
			if (!action.n)
				continue;
			add_mapped(l, x->p, expr_left(e)->text.s, action.v[0].s);
			x->is_any = true;
		}
	}
}

bool route_mapped(struct linker *l, const struct pending *p, const struct capture *h)
{
	struct mapped x = { p, false };
	const struct scope *s = h->scope;
	const struct expr *call = route_call_of(h->expr, &s);

	if (call && p->handler && p->handler->kind == SCOPE_CLASS)
		link_rules_in(l, call, s, s == h->scope ? h->env : NULL, is_wrap, on_wrap,
		              &x);
	return x.is_any;
}
