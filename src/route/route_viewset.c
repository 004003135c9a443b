/* route_viewset.c - view sets: classes that serve a row of actions each. */
#include <string.h>

#include "route/route_parts.h"

/* What a router's class says that a method of view sets serves, too. */
struct further {
	struct name action;
	const char *method;
	struct further *next;
};

struct action {
	struct linker *l;
	const struct detector *d;
	struct node *owner;
	const struct unit *unit;
	uint32_t line;
	const struct rule *rule;
	const struct expr *call;
	const struct scope *in; /* where that stands */
	const struct scope *class;
	const struct bases *bases; /* of the class; NULL: it is none of ours */
	const struct further *further;
	const char *guard;
	bool is_told; /* the call, not the class, says which of them there are */
	struct texts path;
	struct texts only; /* actions; all, unless has_only */
	bool has_only;
	struct texts done;
};

/* {methods: ["find"]}: the call says which of them there are. */
static bool is_left_out(const struct action *a, struct name action)
{
	if (!a->has_only)
		return false;
	for (size_t i = 0; i < a->only.n; i++)
		if (name_is(action, a->only.v[i].s))
			return false;
	return true;
}

static void serve_action(struct action *a, struct name action,
                         const struct scope *handler, const char *method,
                         const char *suffix)
{
	struct pending *p;

	if (a->bases && !route_lets(a->l, a->bases, method))
		return;
	add_text(&a->done, action.s);
	p = handler && !a->is_told
	      ? add_pending(a->l, a->rule, handler->unit, handler->line)
	      : add_pending(a->l, a->rule, a->unit, a->line);
	p->owner = a->owner;
	p->path = a->path;
	for (size_t i = 0; i < p->path.n; i++)
		p->path.v[i].s = arena_printf(a->l->arena, "%s%s", p->path.v[i].s,
		                              suffix);
	add_text(&p->methods, method);
	set_handler(a->l, p, handler, NULL, NULL);
	if (!p->guard)
		p->guard = a->guard;
	if (!handler)
		p->handler_name = arena_printf(a->l->arena, "%s.%s",
		                               a->class ? a->class->name.s : "",
		                               action.s);
	p->view = a->class;
	route_work_of_class(a->l, p, a->class, action.s);
}

static void add_action(struct action *a, struct name action, const struct scope *handler)
{
	for (size_t i = 0; i < a->done.n; i++)
		if (!strcmp(a->done.v[i].s, action.s))
			return;
	if (!route_leaves(a->l, a->d, a->call, a->in, action) || is_left_out(a, action))
		return;
	/* action NAME METHOD SUFFIX */
	for (const struct rule *r = a->d->rules; r; r = r->next)
		if (r->word == WORD_action && r->word_count > 1 &&
		    name_eq(r->words[0], action))
			serve_action(a, action, handler, r->words[1].s,
			             r->word_count > 2 ? r->words[2].s : "");
	for (const struct further *f = a->further; f; f = f->next)
		if (name_eq(f->action, action))
			serve_action(a, action, handler, f->method, "/");
}

static void provided_action(void *arg, struct name word)
{
	struct action *a = arg;

	add_action(a, word, NULL);
}

static bool is_extra(const struct rule *r)
{
	return r->word == WORD_extra && r->form == FORM_DECORATOR;
}

struct extra {
	struct action *a;
	const struct scope *method; /* that serves */
	const struct scope *named;  /* whose name and decorator say the path */
	const struct match *more;   /* that says the method, for it; NULL: the same one */
};

/* Of these, the ones that http_method_names of the class leaves to it. */
static void keep_let(struct linker *l, const struct bases *b, struct texts *methods)
{
	size_t n = 0;

	for (size_t i = 0; i < methods->n; i++)
		if (route_lets(l, b, methods->v[i].s))
			methods->v[n++] = methods->v[i];
	methods->n = n;
}

static void on_extra(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg);

/* @publish.mapping.delete: a further method, below the path that the action says. */
static void further_method(struct linker *l, const struct match *m, const struct extra *x)
{
	for (size_t i = 0; i < m->heads.n; i++) {
		const struct scope *f = m->heads.v[i].scope;
		struct extra y = { x->a, x->method, f, m };

		for (const struct expr *d = f ? f->decorators : NULL; d; d = d->next)
			link_rules(l, d, f->parent, is_extra, on_extra, &y);
	}
}

/* action(detail=True, methods=["post"], url_path="x") */
static void on_extra(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg)
{
	const struct extra *x = arg;
	const struct capture *detail = match_get(m, "detail"),
			     *path = match_get(m, "path");
	const char *lookup = "", *reason;
	struct texts tail, methods;
	struct pending *p;

	if (m->heads.n) {
		if (!x->more)
			further_method(l, m, x);
		return;
	}
	reason = methods_of(l, x->more ? x->more : m, NULL, &methods);
	keep_let(l, x->a->bases, &methods);
	if (!methods.n)
		return;
	for (const struct rule *r = x->a->d->rules; r; r = r->next)
		if (r->word == WORD_action && r->word_count > 2 &&
		    strchr(r->words[2].s, '{'))
			lookup = r->words[2].s;
	if (!(m->rule->detail && !strcmp(m->rule->detail, "True")) &&
	    (!detail || detail->expr->kind != EXPR_CONST ||
	     !name_is(detail->expr->text, "True")))
		lookup = "/";
	if (path)
		texts_of(l, path, &tail);
	else
		one_text(&tail, x->named->name.s);
	p = add_pending(l, x->a->rule, x->method->unit,
	                x->more ? x->method->line : call->line);
	p->owner = x->a->owner;
	for (size_t i = 0; i < x->a->path.n; i++)
		for (size_t k = 0; k < tail.n; k++)
			add_text(&p->path,
			         arena_printf(l->arena, "%s%s%s/", x->a->path.v[i].s,
			                      lookup, tail.v[k].s));
	p->methods = methods;
	p->reason = reason;
	set_handler(l, p, x->method, call, s);
	p->view = x->a->class;
	route_work_of_class(l, p, x->a->class, x->method->name.s);
}

static void expand_viewset(struct linker *l, struct action *a)
{
	struct bases b;

	eval_bases(&l->eval, a->class, &b);
	a->bases = &b;
	for (size_t i = 0; i < b.local_count; i++) {
		for (const struct scope *m = b.local[i]->first_child; m; m = m->sibling) {
			struct extra x = { a, m, m, NULL };

			if (m->kind != SCOPE_FUNCTION || !m->name.len)
				continue; /* not key = lambda x: .. */
			add_action(a, m->name, m);
			if (method_named(&b, m->name) != m)
				continue; /* overridden */
			for (const struct expr *d = m->decorators; d; d = d->next)
				link_rules(l, d, m->parent, is_extra, on_extra, &x);
		}
	}
	route_provided(a->d, &b, provided_action, a);
	a->bases = NULL;
}

/* Nothing of it is known: what it serves is said elsewhere. */
static void add_unknown(struct action *a)
{
	struct pending *p = add_pending(a->l, a->rule, a->unit, a->line);

	p->owner = a->owner;
	p->path = a->path;
	add_text(&p->methods, "*");
	p->reason = "the view set is not of this code base";
}

static bool is_foreign(struct linker *l, const struct action *a)
{
	struct bases b;

	eval_bases(&l->eval, a->class, &b);
	for (size_t i = 0; i < b.external_count; i++)
		if (!b.external[i].module || !detector_needs(a->d, b.external[i].module))
			return true;
	return false;
}

/* A class of ours below one of a package that nobody has heard of may say nothing; what
 * is registered without a path is no view set. */
static void expand_class(struct linker *l, struct action *a)
{
	struct pending **end = l->routes->end;

	expand_viewset(l, a);
	if (l->routes->end == end && a->path.n && strcmp(a->path.v[0].s, "{}") != 0 &&
	    is_foreign(l, a))
		add_unknown(a);
}

/* An object in place of one of a class: { find() {}, get: f }. */
static void expand_object(struct linker *l, struct action *a, const struct value *v)
{
	for (const struct expr *x = expr_first(v->expr); x; x = x->next)
		if (x->kind == EXPR_PAIR && expr_left(x) && expr_first(x))
			add_action(a, expr_left(x)->text,
			           link_handler(l, expr_first(x), v->scope, v->env));
}

/* new Service(options), of a package: what that class provides. */
static bool expand_external(struct linker *l, struct action *a, const struct capture *h)
{
	bool is_known = false;
	struct values v;

	eval_expr(&l->eval, h->expr, h->scope, h->env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_DICT)
			expand_object(l, a, &v.v[i]);
		else if (v.v[i].kind == VALUE_OBJECT || v.v[i].kind == VALUE_EXTERNAL)
			is_known |= route_provided_by(a->d, &v.v[i], provided_action, a);
	return is_known || a->done.n;
}

/* "users.pets": what lies below one of the users. */
static void below_each_other(struct linker *l, struct texts *path)
{
	for (size_t i = 0; i < path->n; i++) {
		const char *from = path->v[i].s, *dot, *to = "";

		for (; (dot = strchr(from, '.')); from = dot + 1)
			to = arena_printf(l->arena, "%s%.*s/{%.*s_id}/", to,
			                  (int)(dot - from), from, (int)(dot - from),
			                  from);
		path->v[i].s = arena_printf(l->arena, "%s%s", to, from);
	}
}

/* register("x", View, [Nested("y", Other)]), whatever makes an item of the list: a view
 * set below one of the first. */
static void expand_nested(struct linker *l, const struct action *above,
                          const struct expr *item, const struct scope *s,
                          const struct env *env)
{
	const struct expr *path = item->kind == EXPR_CALL ? expr_first(item) : NULL;
	const struct expr *view = path ? path->next : NULL;
	struct action a = *above;
	struct texts own;

	a.class = view ? link_handler(l, view, s, env) : NULL;
	if (!a.class || a.class->kind != SCOPE_CLASS)
		return;
	eval_texts(&l->eval, path, s, env, &own);
	a.line = item->line;
	a.done.n = a.path.n = 0;
	for (size_t i = 0; i < above->path.n; i++)
		for (size_t k = 0; k < own.n; k++)
			add_text(&a.path, arena_printf(l->arena, "%s/{parent}/%s",
			                               above->path.v[i].s, own.v[k].s));
	if (a.path.n)
		expand_class(l, &a);
}

/* A list that is known, and may be empty. */
static bool only_some(struct linker *l, const struct match *m, struct texts *out)
{
	const struct capture *c = match_get(m, "only");
	struct values v;

	out->n = 0;
	if (!c)
		return false;
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	if (v.n != 1 || v.v[0].kind != VALUE_LITERAL || v.v[0].expr->kind != EXPR_LIST)
		return false;
	eval_text_list(&l->eval, c->expr, c->scope, c->env, out);
	return out->n || !expr_first(v.v[0].expr);
}

static bool is_further(const struct rule *r)
{
	return r->word == WORD_further;
}

/* routes[0].mapping.update({"delete": "bulk_destroy"}): of the list, the first of them.
 */
static void on_further(struct linker *l, const struct match *m, const struct expr *call,
                       const struct scope *s, void *arg)
{
	const struct capture *routes = match_get(m, "routes"),
			     *actions = match_get(m, "actions");
	struct further **end = arg;
	struct values v;

	(void)call, (void)s;
	if (!routes || !actions || routes->expr->kind != EXPR_INDEX ||
	    !expr_first(routes->expr) || !name_is(expr_first(routes->expr)->text, "0"))
		return;
	eval_expr(&l->eval, actions->expr, actions->scope, actions->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		if (v.v[i].kind != VALUE_LITERAL || v.v[i].expr->kind != EXPR_DICT)
			continue;
		for (const struct expr *x = expr_first(v.v[i].expr); x; x = x->next) {
			struct further *f;
			struct texts action;

			if (x->kind != EXPR_PAIR || !expr_left(x) || !expr_first(x))
				continue;
			eval_texts(&l->eval, expr_first(x), v.v[i].scope, v.v[i].env,
			           &action);
			if (action.n != 1 || !route_is_method(expr_left(x)->text.s))
				continue;
			f = arena_zero(l->arena, sizeof *f);
			f->action = name_of(action.v[0].s);
			f->method = route_upper(l, expr_left(x)->text.s);
			f->next = *end;
			*end = f;
		}
	}
}

static void further_within(struct linker *l, const struct scope *s, struct further **end)
{
	for (const struct site *t = s->first_site; t; t = t->next)
		link_rules(l, t->call, s, is_further, on_further, end);
	for (const struct scope *f = s->first_child; f; f = f->sibling)
		if (f->kind == SCOPE_FUNCTION)
			further_within(l, f, end);
}

/* What the router's class, or one that it inherits, says. */
static const struct further *further_of(struct linker *l, const struct value *router)
{
	struct further *first = NULL;
	struct bases b;

	if (router->kind != VALUE_OBJECT || !router->scope ||
	    router->scope->kind != SCOPE_CLASS)
		return NULL;
	eval_bases(&l->eval, router->scope, &b);
	for (size_t i = 0; i < b.local_count; i++)
		further_within(l, b.local[i], &first);
	return first;
}

void route_viewset(struct linker *l, const struct match *m, const struct expr *call,
                   const struct scope *s)
{
	const struct capture *h = match_get(m, "handler"), *path = match_get(m, "path");
	const struct scope *class = h ? link_handler(l, h->expr, h->scope, h->env) : NULL;

	if (!class && h)
		class = route_named(l, m->rule, h);

	for (size_t i = 0; i < m->heads.n; i++) {
		struct action a = { .l = l,
			            .d = m->rule->detector,
			            .unit = s->unit,
			            .line = call->line,
			            .rule = m->rule,
			            .call = call,
			            .in = s,
			            .is_told = m->rule->handler != NULL,
			            .class = class };

		a.guard = route_behind(l, a.d, call, s);
		a.has_only = only_some(l, m, &a.only);
		a.further = further_of(l, &m->heads.v[i]);

		a.owner = route_within(l, node_of(l, &m->heads.v[i], m->head_rule[i]), s);
		if (path)
			texts_of(l, path, &a.path);
		else
			one_text(&a.path, "");
		if (m->rule->dots)
			below_each_other(l, &a.path);
		if (class && class->kind == SCOPE_CLASS)
			expand_class(l, &a);
		else if (!class && h && expand_external(l, &a, h))
			continue;
		for (const struct expr *x = class ? expr_first(call) : NULL; x;
		     x = x->next)
			for (const struct expr *item =
			         x->kind == EXPR_LIST ? expr_first(x) : NULL;
			     item; item = item->next)
				expand_nested(l, &a, item, s, m->env);
		if (!a.done.n && !class && !a.has_only)
			add_unknown(&a);
	}
}
