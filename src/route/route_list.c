/* route_list.c - endpoints that stand in lists: URL configurations and what they include.
 */
#include "route/route_parts.h"

#include <string.h>

#include "detect/need.h"
#include "syntax/hashes.h"
#include "syntax/lang.h"

struct list {
	struct node *node;
	const struct detector *d;
	int depth;
	bool is_known; /* the call at hand was an endpoint or a mount */
	bool is_debug; /* what stands in it does so in debug mode alone */
};

static void list_items(struct linker *l, const struct list *in, const struct expr *e,
                       const struct scope *s, const struct env *env);

struct each {
	struct linker *l;
	const struct list *in;
};

/* child hangs on the list, below path. */
static void list_edge(struct linker *l, const struct list *in, struct node *child,
                      const struct texts *path, const void *at)
{
	struct edge *e = add_edge(l, child, in->node, path, at);

	if (e)
		e->is_debug = in->is_debug;
}

/* [Route(path, f) for path, f in table]: each as if it were written. */
static void each_listed(void *arg, const struct expr *item, const struct scope *s,
                        const struct env *env)
{
	struct each *x = arg;

	list_items(x->l, x->in, item, s, env);
}

static bool is_in_routes(const struct rule *r)
{
	return r->form == FORM_CALL && name_is(r->in, "routes");
}

static bool is_tuple_in_routes(const struct rule *r)
{
	return r->form == FORM_TUPLE && name_is(r->in, "routes");
}

static struct node *unit_list(struct linker *l, const struct unit *u,
                              const struct rule *rule)
{
	struct node *n = find_node(l, u);

	return n ? n : add_node(l, u, rule, u);
}

static const struct rule *routes_rule(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_routes)
			return r;
	return NULL;
}

/* urlpatterns = [*users_urls]: the list of another file, NULL: it is none. */
static struct node *list_elsewhere(struct linker *l, const struct list *in,
                                   const struct value *v)
{
	const struct rule *r = routes_rule(in->d);
	const struct unit *u = v->scope ? v->scope->unit : NULL;
	const struct binding *b = NULL;

	if (r && u && v->kind == VALUE_LITERAL && v->scope == u->module &&
	    u != in->node->unit)
		b = scope_find(u->module, r->words[0]);
	for (; b; b = b->same)
		if (binding_value(b) == v->expr && !binding_target(b))
			return unit_list(l, u, r);
	return NULL;
}

/* A literal whose items hang on a node already: urlpatterns = [..] + urlpatterns, and so
 * once more, would be each of the others any number of times. */
struct listed_on {
	const struct node *node;  /* NULL: a call that was an item, whatever of */
	const struct detector *d; /* NULL: as children, see route_node.c */
	const struct expr *list;
	const struct env *env;
	struct listed_on *next;
};

bool route_listed_again(struct linker *l, const struct node *n, const struct detector *d,
                        const struct value *v)
{
	size_t slot = ((uintptr_t)v->expr >> 4) % SLOTS;
	struct listed_on *x = l->routes->listed[slot];

	for (; x; x = x->next)
		if (x->list == v->expr && x->node == n && x->env == v->env && x->d == d)
			return true;
	x = arena_alloc(l->arena, sizeof *x);
	*x = (struct listed_on){ n, d, v->expr, v->env, l->routes->listed[slot] };
	l->routes->listed[slot] = x;
	return false;
}

static bool was_item(const struct linker *l, const struct expr *call)
{
	const struct listed_on *x = l->routes->listed[((uintptr_t)call >> 4) % SLOTS];

	while (x && (x->node || x->list != call))
		x = x->next;
	return x;
}

static void note_item(struct linker *l, const struct expr *call)
{
	size_t slot = ((uintptr_t)call >> 4) % SLOTS;
	struct listed_on *x;

	if (was_item(l, call))
		return;
	x = arena_alloc(l->arena, sizeof *x);
	*x = (struct listed_on){ .list = call, .next = l->routes->listed[slot] };
	l->routes->listed[slot] = x;
}

static void items_of_value(struct linker *l, const struct list *in, const struct value *v,
                           const void *at)
{
	const struct rule *role;
	struct node *other = list_elsewhere(l, in, v);

	if (other) {
		list_edge(l, in, other, NULL, at);
		return;
	}
	/* router.urls */
	if (v->kind == VALUE_MEMBER && v->of) {
		if ((role = child_role(l, in->d, v->of)))
			list_edge(l, in, node_of(l, v->of, role), NULL, at);
	} else if (v->kind == VALUE_LITERAL &&
	           (v->expr->kind == EXPR_LIST || v->expr->kind == EXPR_BINARY ||
	            v->expr->kind == EXPR_DICT)) {
		if (route_listed_again(l, in->node, in->d, v))
			return;
		list_items(l, in, v->expr, v->scope, v->env);
		eval_each_filled(&l->eval, v, each_listed, &(struct each){ l, in });
	} else if (v->kind == VALUE_LITERAL && v->expr->kind == EXPR_EACH) {
		struct each x = { l, in };

		struct values one = { .v = { *v }, .n = 1 };

		eval_each_item(&l->eval, &one, each_listed, &x);
	} else if (v->kind == VALUE_OBJECT && (role = child_role(l, in->d, v))) {
		list_edge(l, in, node_of(l, v, role), NULL, at);
	}
}

/* A list in a function is another one for each call of it that is known. */
static const void *list_key(struct linker *l, const struct value *v)
{
	size_t slot = ((uintptr_t)v->expr >> 4) % SLOTS;
	struct listed_on *x = l->routes->listed[slot];

	if (!v->env)
		return v->expr;
	while (x && (x->node || x->list != v->expr || x->env != v->env))
		x = x->next;
	if (x)
		return x;
	x = arena_alloc(l->arena, sizeof *x);
	*x = (struct listed_on){ .list = v->expr,
		                 .env = v->env,
		                 .next = l->routes->listed[slot] };
	return l->routes->listed[slot] = x;
}

static struct node *list_node(struct linker *l, const struct value *v,
                              const struct rule *rule)
{
	const void *key = list_key(l, v);
	struct node *n = find_node(l, key);
	struct list in;

	if (n)
		return n;
	n = add_node(l, key, rule, v->scope->unit);
	n->is_made = v->scope->kind == SCOPE_FUNCTION;
	in = (struct list){ .node = n, .d = rule->detector };
	items_of_value(l, &in, v, v->expr);
	return n;
}

/* A variable of the file to which more and more lists are added: each of them, however
 * many there are. NULL: it is set once, or is none. */
static struct node *grown_list(struct linker *l, const struct list *in,
                               const struct expr *e, const struct scope *s)
{
	const struct binding *b = NULL;
	const struct rule *r = routes_rule(in->d);
	struct list all = *in;

	if (r && e->kind == EXPR_NAME && s == s->unit->module)
		b = scope_find(s, e->text);
	if (!b || !b->same)
		return NULL;
	for (const struct binding *x = b; x; x = x->same)
		if ((x->kind != BIND_VALUE && x->kind != BIND_AUGMENT) ||
		    binding_target(x))
			return NULL;
	if (name_eq(e->text, r->words[0]))
		return unit_list(l, s->unit, r);
	if ((all.node = find_node(l, b)))
		return all.node;
	all.node = add_node(l, b, r, s->unit);
	for (all.depth++; b; b = b->same) {
		all.is_debug = unit_is_debugged(s->unit, b->line);
		if (binding_value(b))
			list_items(l, &all, binding_value(b), s, NULL);
	}
	return all.node;
}

/* What include() is given: a module's name, a module, a list, a tuple with one of them
 * in front, router.urls. */
static void include(struct linker *l, const struct list *in, const struct capture *c,
                    const struct texts *path, const struct expr *call)
{
	struct values v;
	const struct rule *rule = routes_rule(in->d);
	struct node *grown;

	if (!rule)
		rule = in->node->rule;
	if ((grown = grown_list(l, in, c->expr, c->scope))) {
		list_edge(l, in, grown, path, call);
		return;
	}
	if (!eval_imported_before(&l->eval, c->expr, c->scope, &v))
		eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct value *x = &v.v[i];
		struct texts name;
		const struct unit *u = x->kind == VALUE_UNIT ? x->unit : NULL;
		struct node *list = NULL;

		name.n = 0;
		if (x->kind == VALUE_LITERAL && x->expr->kind == EXPR_LIST &&
		    x->expr->flags & EXPR_TUPLE && expr_first(x->expr)) {
			struct capture inner = *c;

			inner.expr = expr_first(x->expr);
			inner.scope = x->scope;
			inner.env = x->env;
			include(l, in, &inner, path, call);
			continue;
		}
		if (x->kind == VALUE_LITERAL && x->expr->kind == EXPR_STRING)
			eval_texts(&l->eval, x->expr, x->scope, x->env, &name);
		if (name.n)
			u = program_resolve(l->program, c->scope->unit, name.v[0].s,
			                    NULL);
		if (u || (list = list_elsewhere(l, in, x))) {
			list_edge(l, in, u ? unit_list(l, u, rule) : list, path, call);
		} else if (name.n) {
			route_package(l, rule, in->node, path, name.v[0].s, call,
			              c->scope);
		} else if (x->kind == VALUE_EXTERNAL &&
		           !detector_needs(in->d, x->module)) {
			route_package(l, rule, in->node, path,
			              arena_printf(l->arena, "%s%s%s", x->module,
			                           *x->path ? "." : "", x->path),
			              call, c->scope);
		} else if (x->kind == VALUE_MEMBER || x->kind == VALUE_OBJECT) {
			const struct value *r = x->kind == VALUE_MEMBER ? x->of : x;
			const struct rule *role = child_role(l, in->d, r);

			if (role)
				list_edge(l, in, node_of(l, r, role), path, call);
		} else if (x->kind == VALUE_LITERAL &&
		           (x->expr->kind == EXPR_LIST || x->expr->kind == EXPR_BINARY ||
		            x->expr->kind == EXPR_EACH)) {
			list_edge(l, in, list_node(l, x, rule), path, call);
		}
	}
}

/* path("api/", api.urls): no handler, but a router with what hangs on it. */
static bool mounts_urls(struct linker *l, const struct list *in, const struct capture *h,
                        const struct texts *path, const struct expr *call)
{
	bool is_mount = false;
	struct values v;

	if (h->expr->kind != EXPR_ATTR && h->expr->kind != EXPR_NAME)
		return false;
	eval_expr(&l->eval, h->expr, h->scope, h->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct rule *role = v.v[i].kind == VALUE_MEMBER
		                            ? child_role(l, in->d, v.v[i].of)
		                            : NULL;

		if (!role)
			continue;
		list_edge(l, in, node_of(l, v.v[i].of, role), path, call);
		is_mount = true;
	}
	return is_mount;
}

/* As it is written; of a text what it says. */
static const char *handler_said(struct linker *l, const struct expr *e)
{
	char buf[80];

	return e->kind == EXPR_STRING
	         ? e->text.s
	         : arena_strdup(l->arena, expr_print(e, buf, sizeof buf));
}

static void on_list_item(struct linker *l, const struct match *m, const struct expr *call,
                         const struct scope *s, void *arg)
{
	struct list *in = arg;
	const struct capture *path = match_get(m, "path"), *child = match_get(m, "child");
	const struct capture *h = match_get(m, "handler");
	struct texts paths;
	struct pending *p, plain = { .rule = m->rule };

	if (m->rule->detector != in->d)
		return;
	in->is_known = true;
	if (path)
		texts_of(l, path, &paths);
	else
		one_text(&paths, "");
	if (m->rule->word == WORD_mount) {
		l->routes->mounted = call;
		for (; child; child = child->next)
			if (name_is(child->name, "child"))
				include(l, in, child, &paths, call);
		l->routes->mounted = call; /* lists in it have mounts of their own */
		return;
	}
	if (l->routes->mounted == call)
		return; /* path("x", include(..)) */
	if (h && mounts_urls(l, in, h, &paths, call))
		return;
	plain.unit = s->unit;
	plain.line = call->line;
	plain.owner = in->node;
	plain.path = paths;
	add_suffix(l, m->rule, &plain.path);
	plain.handler = h ? link_handler(l, h->expr, h->scope, h->env) : NULL;
	if (!plain.handler && h)
		plain.handler = route_named(l, m->rule, h);
	if (h && route_mapped(l, &plain, h))
		return;
	p = add_pending(l, m->rule, s->unit, call->line);
	p->owner = in->node;
	p->path = plain.path;
	set_handler(l, p, plain.handler, call, s);
	route_work(l, p, h);
	p->reason = methods_of(l, m, p->handler, &p->methods);
	if (!p->handler && h)
		p->handler_name = handler_said(l, h->expr);
}

/* ("/x", Handler), {path: "/x"} */
static bool is_listed_tuple(struct linker *l, struct list *in, const struct expr *e,
                            const struct scope *s, const struct env *env)
{
	for (const struct rule *r = in->d->rules; r; r = r->next) {
		const struct capture *path;
		struct texts t;
		struct match m;

		if (!is_tuple_in_routes(r) || !match_tuple(&l->eval, r, e, s, env, &m) ||
		    !(path = match_get(&m, "path")))
			continue;
		eval_texts(&l->eval, path->expr, path->scope, path->env, &t);
		if (!t.n || strchr(t.v[0].s, ' '))
			continue; /* ("%d items", count) */
		on_list_item(l, &m, e, s, in);
		return true;
	}
	return false;
}

/* own(pattern, view), where own() gives path(pattern, view): the call in there. */
static const struct expr *item_made(const struct value *v, const struct expr *e)
{
	const struct expr *made = v->kind == VALUE_OBJECT && v->module ? v->expr : NULL;

	return made && made != e && made->kind == EXPR_CALL ? made : NULL;
}

/* A list, or router.routes. */
static bool is_list_value(struct linker *l, const struct list *in, const struct value *v)
{
	return v->kind == VALUE_LITERAL ||
	       (v->kind == VALUE_MEMBER && v->of && child_role(l, in->d, v->of));
}

/* [Router(..), make_routes()]: what the call gives, when that is something to hang here.
 */
static bool is_made_router(struct linker *l, const struct list *in, const struct expr *e,
                           const struct scope *s, const struct env *env)
{
	bool found = false;
	struct values v;

	eval_expr(&l->eval, e, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct rule *role = child_role(l, in->d, &v.v[i]);
		const struct expr *made = item_made(&v.v[i], e);

		if (made && made->scope && !role) {
			struct list inner = *in;

			note_item(l, made);
			inner.is_known = false;
			link_rules_in(l, made, made->scope, v.v[i].env, is_in_routes,
			              on_list_item, &inner);
			found = found || inner.is_known;
		}
		if (role || is_list_value(l, in, &v.v[i])) {
			found = true;
			items_of_value(l, in, &v.v[i], e);
		}
	}
	return found;
}

static bool lists_objects(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (is_tuple_in_routes(r) && rule_takes_object(r))
			return true;
	return false;
}

/* endpoint $path: $handler  in routes */
static const struct rule *entry_rule(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (rule_lists_paths(r))
			return r;
	return NULL;
}

static void listed_path(struct linker *l, const struct list *in, const struct rule *r,
                        const char *path, const struct expr *key, const char *method,
                        const struct expr *value, const struct value *at)
{
	struct pending *p = add_pending(l, r, at->scope->unit, key->line);
	const struct scope *handler = link_handler(l, value, at->scope, at->env);

	p->owner = in->node;
	one_text(&p->path, path);
	one_text(&p->methods, method);
	set_handler(l, p, handler, NULL, at->scope);
}

/* {GET: f, POST: g}: one for each method. False: it is no such object. */
static bool listed_methods(struct linker *l, const struct list *in, const struct rule *r,
                           const char *path, const struct value *by_method)
{
	bool any = false;

	if (by_method->kind != VALUE_LITERAL || by_method->expr->kind != EXPR_DICT)
		return false;
	for (const struct expr *x = expr_first(by_method->expr); x; x = x->next)
		if (x->kind == EXPR_PAIR && expr_first(x) &&
		    route_is_method(expr_left(x)->text.s)) {
			any = true;
			listed_path(l, in, r, path, expr_left(x),
			            route_upper(l, expr_left(x)->text.s), expr_first(x),
			            by_method);
		}
	return any;
}

/* {"/users": f, "/users/:id": {GET: f, DELETE: g}} */
static void listed_entries(struct linker *l, const struct list *in, const struct rule *r,
                           const struct expr *dict, const struct scope *s,
                           const struct env *env)
{
	for (const struct expr *x = expr_first(dict); x; x = x->next) {
		struct value at = { .kind = VALUE_LITERAL, .scope = s, .env = env };
		struct values v;
		struct texts path;
		bool is_known = false;

		if (x->kind == EXPR_SPREAD) {
			list_items(l, in, expr_left(x), s, env);
			continue;
		}
		if (x->kind != EXPR_PAIR || !expr_first(x))
			continue;
		eval_texts(&l->eval, expr_left(x), s, env, &path);
		if (!path.n || path.v[0].s[0] != '/')
			continue;
		eval_expr(&l->eval, expr_first(x), s, env, &v);
		for (size_t i = 0; i < v.n; i++)
			is_known = listed_methods(l, in, r, path.v[0].s, &v.v[i]) ||
			           is_known;
		if (!is_known && expr_first(x)->kind != EXPR_CONST)
			listed_path(l, in, r, path.v[0].s, expr_left(x), "*",
			            expr_first(x), &at);
	}
}

/* {path: "/x"}: an endpoint; {users: {..}, orders: api}: endpoints and routers by name.
 */
static void listed_object(struct linker *l, struct list *in, const struct expr *e,
                          const struct scope *s, const struct env *env)
{
	const struct rule *entry = entry_rule(in->d);

	if (entry)
		listed_entries(l, in, entry, e, s, env);
	if (!lists_objects(in->d) || is_listed_tuple(l, in, e, s, env))
		return;
	for (const struct expr *x = expr_first(e); x; x = x->next)
		list_items(l, in, x->kind == EXPR_SPREAD ? expr_left(x) : expr_first(x),
		           s, env);
}

static void list_items(struct linker *l, const struct list *in, const struct expr *e,
                       const struct scope *s, const struct env *env)
{
	struct list inner = *in;
	struct values v;

	inner.depth++;
	if (!e || in->depth > 24)
		return;
	if (e->kind == EXPR_LIST) {
		if (e->flags & EXPR_TUPLE && is_listed_tuple(l, &inner, e, s, env))
			return;
		for (const struct expr *x = expr_first(e); x; x = x->next)
			list_items(l, &inner, x, s, env);
	} else if (e->kind == EXPR_DICT) {
		listed_object(l, &inner, e, s, env);
	} else if (e->kind == EXPR_BINARY) {
		list_items(l, &inner, expr_left(e), s, env);
		list_items(l, &inner, expr_first(e), s, env);
	} else if (e->kind == EXPR_SPREAD || e->kind == EXPR_KEYWORD) {
		list_items(l, &inner,
		           e->kind == EXPR_SPREAD ? expr_left(e) : expr_first(e), s, env);
	} else if (e->kind == EXPR_CHOICE) {
		for (const struct expr *x = expr_first(e); x; x = x->next)
			list_items(l, &inner, x, s, env);
	} else if (e->kind == EXPR_CALL) {
		note_item(l, e);
		inner.is_known = false;
		link_rules_in(l, e, s, env, is_in_routes, on_list_item, &inner);
		if (inner.is_known)
			return;
		if (is_made_router(l, in, e, s, env))
			return;
		/* Route.get(..).name("x") */
		if (expr_left(e) && expr_left(e)->kind == EXPR_ATTR &&
		    expr_left(expr_left(e))->kind == EXPR_CALL) {
			list_items(l, &inner, expr_left(expr_left(e)), s, env);
			return;
		}
		/* i18n_patterns(path(..), ..), format_suffix_patterns(urlpatterns) */
		for (const struct expr *a = expr_first(e); a; a = a->next)
			if (a->kind == EXPR_CALL || a->kind == EXPR_LIST ||
			    a->kind == EXPR_NAME || a->kind == EXPR_SPREAD)
				list_items(l, &inner, a, s, env);
	} else {
		eval_expr(&l->eval, e, s, env, &v);
		for (size_t i = 0; i < v.n; i++)
			items_of_value(l, &inner, &v.v[i], e);
	}
}

/* A setting of ours names what serves another host: ADMIN_URLCONF, where `routes` has
 * *URLCONF behind the name of the root. */
static bool is_other_root(const struct rule *r, struct name n)
{
	for (size_t i = 2; i < r->word_count; i++) {
		struct name end = { r->words[i].s + 1, r->words[i].len - 1, 0 };

		if (n.len > end.len && !memcmp(n.s + n.len - end.len, end.s, end.len))
			return true;
	}
	return false;
}

static struct unit *root_at(struct linker *l, const struct scope *s, const struct rule *r,
                            const struct binding *b)
{
	const struct unit *u = s->unit;
	struct unit *last = NULL;
	struct texts t;

	eval_texts(&l->eval, binding_value(b), s, NULL, &t);
	for (size_t i = 0; i < t.n; i++) {
		struct unit *root = program_resolve(l->program, u, t.v[i].s, NULL);

		if (!root)
			continue;
		unit_list(l, root, r)->rooted = true;
		last = root;
	}
	return last;
}

/* s is a file of settings, or a class in one. */
static void find_root(struct linker *l, const struct scope *s, const struct rule *r)
{
	const struct binding *b;
	struct unit *root;

	if (!(b = scope_find(s, r->words[1])) || !binding_value(b))
		return;
	if ((root = root_at(l, s, r, b)))
		l->routes->root_list = root;
	for (b = s->first_binding; b; b = b->next)
		if (binding_value(b) && binding_value(b)->kind == EXPR_STRING &&
		    !binding_target(b) && is_other_root(r, b->name))
			root_at(l, s, r, b);
}

static void find_roots(struct linker *l, const struct unit *u, const struct rule *r)
{
	if (r->word_count < 2)
		return;
	find_root(l, u->module, r);
	for (const struct scope *s = u->module->first_child; s; s = s->sibling)
		if (s->kind == SCOPE_CLASS)
			find_root(l, s, r);
}

void route_lists(struct linker *l, const struct unit *u)
{
	const struct detector *last = NULL;

	for (size_t i = 0; i < l->routing.n; i++) {
		const struct rule *r = l->routing.v[i];
		const struct detector *d = r->detector;
		const struct binding *b;

		if (d == last || d->is_python != (u->language == LANG_PYTHON))
			continue;
		last = d;
		find_roots(l, u, r);
		for (b = scope_find(u->module, r->words[0]); b; b = b->same) {
			struct list in = { .node = unit_list(l, u, r), .d = d };
			struct values v;

			v.n = 0;
			in.is_debug = unit_is_debugged(u, b->line);
			if (binding_value(b) && !binding_target(b))
				list_items(l, &in, binding_value(b), u->module, NULL);
			else if (b->kind == BIND_IMPORT)
				eval_name(&l->eval, b->name, u->module, NULL, &v);
			for (size_t k = 0; k < v.n; k++)
				items_of_value(l, &in, &v.v[k], b);
		}
	}
}

void list_fill(struct linker *l, struct node *n, const struct capture *c)
{
	struct list in = { .node = n, .d = n->rule->detector };

	list_items(l, &in, c->expr, c->scope, c->env);
}

/* ---- items of lists that nobody was seen to serve -----------------------------------
 */

static bool is_item_endpoint(const struct rule *r)
{
	return is_in_routes(r) && r->word == WORD_FACT && r->fact == FACT_endpoint;
}

static bool is_item_mount(const struct rule *r)
{
	return is_in_routes(r) && r->word == WORD_mount;
}

static void on_match(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg)
{
	(void)l, (void)m, (void)call, (void)s;
	*(bool *)arg = true;
}

/* Consumer.as_asgi(): what makes a handler one of channels. */
static bool is_wrap_for_channel(const struct rule *r)
{
	const struct rule *c = r->word == WORD_wrap ? r->detector->rules : NULL;

	while (c && !(is_in_routes(c) && c->word == WORD_FACT && c->fact == FACT_channel))
		c = c->next;
	return c;
}

static bool serves_channel(struct linker *l, const struct capture *h)
{
	bool is_wrapped = false;

	if (h->expr->kind == EXPR_CALL)
		link_rules_in(l, h->expr, h->scope, h->env, is_wrap_for_channel, on_match,
		              &is_wrapped);
	return is_wrapped;
}

/* path(pattern, view), where nothing is known of either: code that makes a table of
 * routes of another one. */
static bool says_nothing(struct linker *l, const struct match *m, const struct capture *h)
{
	const struct capture *path = match_get(m, "path");
	struct texts t;

	if ((h->expr->kind != EXPR_NAME && h->expr->kind != EXPR_ATTR) ||
	    link_handler(l, h->expr, h->scope, h->env) || !path)
		return false;
	texts_of(l, path, &t);
	for (size_t i = 0; i < t.n; i++)
		if (t.v[i].complete || t.v[i].s[strspn(t.v[i].s, "/{}")])
			return false;
	return true;
}

static bool is_fact_at(const struct linker *l, const struct unit *u, uint32_t line)
{
	for (size_t i = 0; i < l->facts->n; i++)
		if (l->facts->v[i].line == line && l->facts->v[i].file == u->path)
			return true;
	return false;
}

/* It hangs on something of its own, that nothing is known of. */
static void on_loose_item(struct linker *l, const struct match *m,
                          const struct expr *call, const struct scope *s, void *arg)
{
	const struct capture *h = match_get(m, "handler");
	struct list in = { .d = m->rule->detector };

	(void)arg;
	if (was_item(l, call) || is_fact_at(l, s->unit, call->line))
		return; /* by another rule */
	note_item(l, call);
	if (h && (serves_channel(l, h) || says_nothing(l, m, h)))
		return;
	in.node = add_node(l, call, m->rule, s->unit);
	on_list_item(l, m, call, s, &in);
}

struct loose {
	struct linker *l;
	struct hashes names; /* that items are called by */
};

static void loose_items(const struct loose *x, const struct scope *s)
{
	for (const struct site *t = s->first_site; t; t = t->next) {
		const struct expr *callee = call_target(t->call);
		bool is_mount = false;

		if (!callee || (callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR) ||
		    !hashes_has(&x->names, callee->text.hash) || was_item(x->l, t->call))
			continue;
		link_rules_in(x->l, t->call, s, NULL, is_item_mount, on_match, &is_mount);
		if (!is_mount)
			link_rules_in(x->l, t->call, s, NULL, is_item_endpoint,
			              on_loose_item, NULL);
	}
	for (s = s->first_child; s; s = s->sibling)
		loose_items(x, s);
}

/* The names that items of lists are called by where the file imports what makes them. */
static void names_of_items(struct loose *x, const struct unit *u)
{
	struct linker *l = x->l;

	x->names.n = 0;
	if (x->names.room)
		memset(x->names.slot, 0, x->names.room * sizeof *x->names.slot);
	for (const struct detector *d = l->detectors->first; d; d = d->next)
		for (const struct rule *r = needs_has(u->uses, d->index) ? d->rules
		                                                         : NULL;
		     r; r = r->next)
			for (size_t i = 0; is_item_endpoint(r) && i < r->last->n; i++)
				hashes_add(&x->names, l->arena, r->last->names[i].hash);
}

void route_loose(struct linker *l)
{
	struct loose x = { .l = l };

	for (size_t i = 0; i < l->program->n; i++) {
		const struct unit *u = l->program->units[i];

		if (u->kind != UNIT_SOURCE || u->language != LANG_PYTHON)
			continue;
		names_of_items(&x, u);
		if (x.names.n)
			loose_items(&x, u->module);
	}
}
