/* route_endpoint.c - endpoints that calls and decorators declare, one by one. */
#include <string.h>

#include "handler/guard.h"
#include "route/route_parts.h"

struct pending *add_pending(struct linker *l, const struct rule *r, const struct unit *u,
                            uint32_t line)
{
	struct pending *p = arena_zero(l->arena, sizeof *p);

	p->rule = r;
	p->unit = u;
	p->line = line;
	*l->routes->end = p;
	l->routes->end = &p->next;
	return p;
}

void set_handler(struct linker *l, struct pending *p, const struct scope *handler,
                 const struct expr *at, const struct scope *s)
{
	p->handler = handler;
	if (!handler)
		return;
	p->handler_name = link_scope_name(l, handler);
	p->guard = guard_of(l, p->rule->detector, handler, at, s);
}

void route_served(struct linker *l, const struct rule *r, const struct unit *u,
                  uint32_t line, const struct served *s)
{
	struct pending *p = add_pending(l, r, u, line);

	p->path = s->paths;
	p->methods = s->methods;
	set_handler(l, p, s->handler, NULL, NULL);
	if (!s->handler || !s->handler->name.len)
		p->handler_name = s->handler_name;
	if (s->guard)
		p->guard = s->guard;
	p->name = s->name;
	p->variety = s->variety;
	p->detail = s->detail;
	p->reason = s->reason;
}

/* Does the call only hand on what its own function is given? A constructor says what its
 * objects serve. */
static bool is_passed_on(const struct env *env)
{
	const struct env *outer = env->outer;

	if (!outer || !outer->call || !outer->from || !outer->function ||
	    scope_is_constructor(outer->function))
		return false;
	for (const struct param *p = outer->function->params; p; p = p->next)
		for (const struct expr *a = p->name.len ? expr_first(env->call) : NULL; a;
		     a = a->next)
			if (eval_uses(a, p->name, env->from))
				return true;
	return false;
}

/* The call that made a function declare this endpoint is where it is written, for one
 * that says it all by its parameters. */
static const struct expr *written_at(const struct match *m, const struct expr *call,
                                     const struct unit **unit)
{
	const struct capture *path = match_get(m, "path");
	const struct env *env = m->env;
	const struct param *p;

	if (m->at) {
		*unit = m->at->scope->unit;
		return m->at->expr;
	}
	if (!env || !env->call || !env->from || !path || env->function->unit != *unit)
		return call;
	for (p = env->function->params; p; p = p->next)
		if (p->name.len && eval_uses(path->expr, p->name, path->scope))
			break;
	if (!p)
		return call;
	while (is_passed_on(env))
		env = env->outer;
	*unit = env->from->unit;
	return env->call;
}

/* An object without a path: another rule says where it has it. */
static bool is_options(struct linker *l, const struct capture *c)
{
	struct values v;

	if (c->expr->kind == EXPR_STRING)
		return false;
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	if (!v.n || v.v[0].kind != VALUE_LITERAL || v.v[0].expr->kind != EXPR_DICT)
		return false;
	return !route_has_path(v.v[0].expr);
}

/* router.get("name", "/path", handler): the path is the text behind its name. */
static bool behind_name(struct linker *l, const struct capture *c, struct texts *out)
{
	/* router.get("/path", "home.index"): what serves it is named instead */
	if (!c->expr->next || (c->expr->kind == EXPR_STRING && *c->expr->text.s == '/'))
		return false;
	eval_text_list(&l->eval, c->expr->next, c->scope, c->env, out);
	return out->n > 0;
}

/* A static folder serves whatever lies below its path. */
void add_suffix(struct linker *l, const struct rule *r, struct texts *paths)
{
	for (size_t i = 0; r->suffix && i < paths->n; i++)
		paths->v[i].s = path_join(l, paths->v[i].s, r->suffix);
}

/* A module in place of a resource: its functions respond. */
static const struct scope *module_handler(struct linker *l, const struct capture *h)
{
	struct values v;

	eval_expr(&l->eval, h->expr, h->scope, h->env, &v);
	return v.n == 1 && v.v[0].kind == VALUE_UNIT ? v.v[0].unit->module : NULL;
}

/* What stands among the arguments, or in the object that the route is. */
static const char *call_guard(struct linker *l, const struct match *m,
                              const struct expr *call, const struct scope *s,
                              const struct expr *handler)
{
	struct expr alone;

	if (!m->at)
		return guard_among(l, m->rule->detector, expr_first(call), s, handler);
	alone = expr_alone(m->at->expr);
	return guard_among(l, m->rule->detector, &alone, NULL, handler);
}

/* The argument that is no guard; a list of handlers may have some in front. */
static const struct expr *handler_argument(const struct capture *h)
{
	return h && h->expr->kind != EXPR_LIST ? h->expr : NULL;
}

/* StripeModule.forRoot(..): the package that the name called comes from. */
static const char *package_called(struct linker *l, const struct expr *call,
                                  const struct scope *s, const struct env *env)
{
	const struct expr *e = expr_left(call);
	struct values v;

	while (e && e->kind == EXPR_ATTR && expr_left(e))
		e = expr_left(e);
	if (!e)
		return NULL;
	eval_expr(&l->eval, e, s, env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_EXTERNAL && v.v[i].module)
			return v.v[i].module;
	return NULL;
}

/* What a framework mounts as it does controllers: below the prefix of the application. */
static struct node *root_of(struct linker *l, const struct rule *r,
                            const struct expr *call, const struct unit *u)
{
	struct node *n = find_node(l, call);

	if (!n)
		n = add_node(l, call, r, u);
	n->rooted = true;
	return n;
}

/* Is a part of the path a parameter of this method? */
static bool is_handed(const struct capture *path, const struct scope *method)
{
	for (const struct param *p = method->params ? method->params->next : NULL; p;
	     p = p->next)
		if (p->name.len && eval_uses(path->expr, p->name, path->scope))
			return true;
	return false;
}

/* def add_route(self, path, ..): super().add_route("/v1" + path, ..): whoever calls it
 * says what is served, as if the package's were called. */
static bool is_above(const struct expr *call, const struct scope *s,
                     const struct capture *path)
{
	const struct expr *of = call->kind == EXPR_CALL &&
	                                expr_left(call)->kind == EXPR_ATTR
	                          ? expr_left(expr_left(call))
	                          : NULL;

	if (of && of->kind == EXPR_CALL)
		of = expr_left(of);
	return of && of->kind == EXPR_NAME && name_is(of->text, "super") && s->parent &&
	       s->parent->kind == SCOPE_CLASS &&
	       name_eq(s->name, expr_left(call)->text) && path && is_handed(path, s);
}

/* What a method of ours asks of the one above that it has the name of, NULL: nothing. */
static const struct expr *asked_above(const struct scope *method)
{
	for (const struct site *t = method->first_site; t; t = t->next) {
		const struct expr *of = expr_left(t->call) &&
		                                expr_left(t->call)->kind == EXPR_ATTR
		                          ? expr_left(expr_left(t->call))
		                          : NULL;

		if (of && of->kind == EXPR_CALL && expr_left(of)->kind == EXPR_NAME &&
		    name_is(expr_left(of)->text, "super") &&
		    name_eq(expr_left(t->call)->text, method->name))
			return t->call;
	}
	return NULL;
}

static bool is_same_path(struct linker *l, const struct match *m, const struct match *n)
{
	const struct capture *a = match_get(m, "path"), *b = match_get(n, "path");
	struct texts s, t;

	if (!a || !b)
		return true;
	texts_of(l, a, &s);
	texts_of(l, b, &t);
	return s.n == t.n && (!s.n || !strcmp(s.v[0].s, t.v[0].s));
}

/* app.add_route("home", "/x", f) of a class of ours whose add_route(self, name, path, f)
 * asks the package's for another path: what that is given. False: it is no such call. */
static bool through_own(struct linker *l, const struct match *m, const struct expr *call,
                        const struct scope *s)
{
	const struct value *head = m->heads.n == 1 ? &m->heads.v[0] : NULL;
	const struct scope *method;
	const struct expr *above;
	struct match inner;
	struct value *self;
	struct bases b;
	struct env *env;

	if (!head || head->kind != VALUE_OBJECT || !head->scope ||
	    head->scope->kind != SCOPE_CLASS || m->rule->form != FORM_CALL ||
	    call->kind != EXPR_CALL || expr_left(call)->kind != EXPR_ATTR)
		return false;
	eval_bases(&l->eval, head->scope, &b);
	method = method_named(&b, expr_left(call)->text);
	above = method && method != s ? asked_above(method) : NULL;
	if (!above)
		return false;
	self = arena_alloc(l->arena, sizeof *self);
	*self = *head;
	env = arena_alloc(l->arena, sizeof *env);
	*env = (struct env){
		.function = method, .call = call, .from = s, .outer = m->env, .self = self
	};
	if (!match_call(&l->eval, m->rule, above, method, env, &inner) ||
	    is_same_path(l, m, &inner))
		return false;
	inner.heads = m->heads;
	memcpy(inner.head_rule, m->head_rule, sizeof inner.head_rule);
	route_endpoint(l, &inner, call, s, NULL);
	return true;
}

/* "!/x": what code of ours makes a path of. */
static bool is_path(const struct texts *paths)
{
	for (size_t i = 0; i < paths->n; i++)
		if (*paths->v[i].s == '!')
			return false;
	return true;
}

/* add_view(view=view, route_name=name): is the name one that can be read? */
static bool names_place(struct linker *l, const struct match *m)
{
	const struct capture *c = match_get(m, "place");
	struct texts t;

	texts_of(l, c, &t);
	return t.n && t.v[0].complete;
}

/* A method of a controller, which is decorated as functions are, is told with its class.
 */
static bool is_controllers(struct linker *l, const struct match *m,
                           const struct scope *handler)
{
	const struct node *n = m->rule->form == FORM_DECORATOR && handler &&
	                               handler->parent &&
	                               handler->parent->kind == SCOPE_CLASS
	                         ? find_node(l, handler->parent)
	                         : NULL;

	return n && n->rule->word == WORD_controller &&
	       n->rule->detector == m->rule->detector;
}

/* add_resource(Class, "/a", "/b"): several paths, each captured. False: it says some, and
 * none is known. */
static bool paths_of(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, struct texts *paths, bool *are_beside)
{
	*are_beside = false;
	paths->n = 0;
	for (const struct capture *c = m->captures; c; c = c->next) {
		struct texts t;

		if (!name_is(c->name, "path") || is_options(l, c))
			continue;
		if (!m->rule->named || !behind_name(l, c, &t))
			texts_of(l, c, &t);
		*are_beside = paths->n > 0 || c->expr->kind == EXPR_LIST;
		for (size_t i = 0; i < t.n && paths->n < VALUES_MAX; i++)
			paths->v[paths->n++] = t.v[i];
		if (paths->n == VALUES_MAX)
			link_limit(
			    l, s->unit, call->line,
			    "an endpoint with so many paths that some may be left out");
	}
	if (!match_get(m, "path"))
		one_text(paths, m->rule->path ? m->rule->path : "");
	return paths->n > 0;
}

static const struct scope *handler_of(struct linker *l, const struct match *m,
                                      const struct capture *h)
{
	const struct capture last = route_last(l, h);
	const struct scope *handler = link_handler(l, last.expr, last.scope, last.env);

	return handler ? handler : route_named(l, m->rule, h);
}

static bool is_compared(const struct rule *r)
{
	return r->path && !strcmp(r->path, "compared");
}

/* @get("/x") without an owner, above a method: its class is told with all of them. */
static bool is_of_class(const struct match *m, const struct scope *handler)
{
	return !m->rule->chain->is_role && m->rule->form != FORM_CALL &&
	       !m->rule->rooted && handler && handler->parent &&
	       handler->parent->kind == SCOPE_CLASS;
}

/* What speaks against a route here, where the code does not say it as one may read. */
static bool is_no_route(struct linker *l, const struct match *m, const struct expr *call,
                        const struct scope *s, const struct texts *paths,
                        const struct scope *handler, struct node **doubt)
{
	const bool by_name = match_get(m, "place");

	if (l->is_any_method && !m->heads.n)
		return true;
	/* Nothing known of the owner: only what cannot be a client's call is believed. */
	if (m->head_unknown && ((paths->v[0].s[0] != '/' && !by_name) ||
	                        route_doubted(l, m, call, s, handler, doubt)))
		return true;
	if (by_name) /* of all routes that something else declares */
		return match_get(m, "handler") && !handler && !names_place(l, m);
	return is_of_class(m, handler) || is_controllers(l, m, handler);
}

/* On what the i-th head of the match hangs it, or why that is not known. */
static void set_owner(struct linker *l, struct pending *p, const struct match *m,
                      size_t i, const struct scope *s, const struct scope *handler)
{
	const bool is_alone = !m->rule->chain->is_role;

	if (match_get(m, "place")) {
		p->owner = route_placed(l, m, s);
		if (!p->owner)
			p->reason = "nothing gives this name a path";
	} else if (is_alone && (m->rule->form == FORM_CALL || m->rule->rooted)) {
		p->owner = NULL; /* koa-route, a default application: no router */
	} else if (is_alone && handler) {
		p->owner = scope_node(l, handler, m->rule);
	} else if (!m->head_unknown) {
		p->owner = route_within(l, node_of(l, &m->heads.v[i], m->head_rule[i]),
		                        s);
	} else {
		p->reason = !m->rule->status &&
		                    route_app_nearness(l, m->rule->detector, p->unit)
		              ? "the router is not known"
		              : NULL; /* an application is handed in */
	}
}

/* Where its handler does not say so: what the call, those behind it, or the router that
 * is made in it are given. */
static void set_guards(struct linker *l, struct pending *p, const struct match *m,
                       size_t i, const struct expr *call, const struct scope *s,
                       const struct scope *handler)
{
	const struct expr *head = i < m->heads.n ? m->heads.v[i].expr : NULL;
	const struct detector *d = m->rule->detector;

	if (!p->guard && m->rule->form == FORM_CALL)
		p->guard = call_guard(l, m, call, s,
		                      handler_argument(match_get(m, "handler")));
	if (m->rule->form == FORM_CALL)
		p->as_guard = call_guard(l, m, call, s, NULL);
	if (!p->guard)
		p->guard = route_behind(l, d, call, s);
	if (handler && !p->guard && head)
		p->guard = guard_in(l, d, head, expr_scope(head));
}

void route_endpoint(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, const struct scope *handler)
{
	const struct capture *h = match_get(m, "handler");
	const struct unit *unit = s->unit;
	const struct expr *written = written_at(m, call, &unit);
	const char *package = m->rule->fact == FACT_include
	                        ? package_called(l, call, s, m->env)
	                        : NULL;
	const bool is_alone = m->head_unknown || !m->rule->chain->is_role;
	struct node *doubt = NULL;
	const struct steps *chain;
	struct texts paths;
	bool are_beside, is_known = true;
	char buf[80];

	if (m->rule->action && !route_is_granted(l, m, m->rule->action, &is_known))
		return;
	if (!paths_of(l, m, call, s, &paths, &are_beside) ||
	    is_above(call, s, match_get(m, "path")) || through_own(l, m, call, s))
		return;
	add_suffix(l, m->rule, &paths);
	if (!handler && h)
		handler = handler_of(l, m, h);
	if (!handler && route_through(l, m, h, call))
		return;
	if (is_compared(m->rule)) {
		if (handler && handler->kind == SCOPE_FUNCTION)
			route_compared(l, m, handler);
		return;
	}
	if (!handler && h && route_responder_rule(m->rule->detector))
		handler = module_handler(l, h);
	if (is_no_route(l, m, call, s, &paths, handler, &doubt))
		return;
	chain = handler ? route_chain(l, m, call, s, handler) : NULL;
	for (size_t i = 0; i < (is_alone ? 1 : m->heads.n); i++) {
		struct pending *p = add_pending(l, m->rule, unit, written->line);
		const char *unknown;

		p->path = paths;
		p->is_side_by_side = are_beside;
		p->site = m->env ? call : NULL;
		p->doubt = doubt;
		if (package && !match_get(m, "place"))
			p->owner = root_of(l, m->rule, call, unit);
		else
			set_owner(l, p, m, i, s, handler);
		if (l->is_any_method)
			p->reason = "its method is not constant";
		if (!is_known)
			p->reason = granted_unknown;
		if (!is_path(&paths))
			p->reason = "the path is none as it stands";
		unknown = methods_of(l, m, handler, &p->methods);
		if (unknown)
			p->reason = unknown;
		if (package)
			route_of_package(l, p, package);
		p->suffix = route_captured(l, m, "suffix");
		p->version = route_captured(l, m, "version");
		set_handler(l, p, handler, call, s);
		p->chain = chain;
		route_work(l, p, h);
		set_guards(l, p, m, i, call, s, handler);
		if (!handler && h)
			p->handler_name = arena_strdup(l->arena, expr_print(h->expr, buf,
			                                                    sizeof buf));
	}
}
