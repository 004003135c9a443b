/* route_node.c - what endpoints hang on: routers, controllers and lists, as they were
 * made. */
#include <assert.h>
#include <string.h>

#include "route/route_parts.h"

enum { LISTED_MAX = 1000 };

struct node *find_node(struct linker *l, const void *key)
{
	for (struct node *n = l->routes->slot[((uintptr_t)key >> 4) % SLOTS]; n;
	     n = n->next)
		if (n->key == key)
			return n;
	return NULL;
}

struct node *add_node(struct linker *l, const void *key, const struct rule *rule,
                      const struct unit *unit)
{
	struct node *n = arena_zero(l->arena, sizeof *n);
	struct node **slot = &l->routes->slot[((uintptr_t)key >> 4) % SLOTS];

	n->key = key;
	n->rule = rule;
	n->unit = unit;
	n->next = *slot;
	*slot = n;
	one_text(&n->own, "");
	return n;
}

/* A handler function or controller class as a node of its own. */
struct node *scope_node(struct linker *l, const struct scope *s, const struct rule *r)
{
	struct node *n = find_node(l, s);

	return n ? n : add_node(l, s, r, s->unit);
}

static bool is_same_path(const struct texts *a, const struct texts *b)
{
	size_t i = 0;

	while (i < a->n && i < b->n && !strcmp(a->v[i].s, b->v[i].s))
		i++;
	return i == a->n && i == b->n;
}

/* Several rules may be for one call: the first of them says where it hangs. */
static bool is_said(const struct edge *e, const struct edge *by)
{
	return !by->rule || e->rule != by->rule || e->way == by->way ||
	       is_same_path(&e->path, &by->path);
}

struct edge *add_edge_as(struct linker *l, struct node *child, struct node *parent,
                         const struct edge *as)
{
	struct edge *e;

	if (child == parent)
		return NULL;
	for (e = child->parents; e; e = e->next)
		if (e->at == as->at && e->parent == parent && is_said(e, as))
			return NULL;
	e = arena_zero(l->arena, sizeof *e);
	*e = (struct edge){ .parent = parent,
		            .path = as->path,
		            .replaces = as->replaces,
		            .at = as->at,
		            .rule = as->rule,
		            .way = as->way,
		            .next = child->parents };
	child->parents = e;
	return e;
}

static struct texts path_below(const struct texts *path)
{
	struct texts none;

	one_text(&none, "");
	return path && path->n ? *path : none;
}

struct edge *add_edge_of(struct linker *l, struct node *child, struct node *parent,
                         const struct texts *path, const struct match *m, const void *at)
{
	return add_edge_as(l, child, parent,
	                   &(struct edge){ .path = path_below(path),
	                                   .replaces = m->rule->replaces,
	                                   .at = at,
	                                   .rule = m->rule,
	                                   .way = m->env });
}

struct edge *add_edge(struct linker *l, struct node *child, struct node *parent,
                      const struct texts *path, const void *at)
{
	return add_edge_as(l, child, parent,
	                   &(struct edge){ .path = path_below(path), .at = at });
}

/* What is given as a child: a router, or a class of a package's that is one by itself. */
static void describe_child(struct linker *l, struct node *n, const struct value *v,
                           const struct expr *at)
{
	const struct rule *role = value_role(&l->eval, n->rule->detector,
	                                     name_of("router"), v);
	struct node *child = role                   ? node_of(l, v, role)
	                   : v->kind == VALUE_SCOPE ? scope_node(l, v->scope, n->rule)
	                                            : NULL;

	if (!child)
		return;
	child->rooted = false;
	add_edge(l, child, n, NULL, at);
}

/* The lists that a router's children stand in, each once: the nearest come first, and a
 * list may name itself. */
struct listing {
	struct node *node;
	struct value *v;
	size_t n, room;
};

static void listing_add(struct linker *l, struct listing *in, const struct value *v)
{
	const struct expr *e = v->kind == VALUE_LITERAL ? v->expr : NULL;

	if (!e || (e->kind != EXPR_LIST && e->kind != EXPR_BINARY) ||
	    route_listed_again(l, in->node, NULL, v))
		return;
	if (in->n == LISTED_MAX) {
		link_limit(l, in->node->unit, e->line,
		           "children of a router in more lists than are followed: not "
		           "all of them are known");
		return;
	}
	*(struct value *)arena_push(l->arena, (void **)&in->v, &in->n, &in->room,
	                            sizeof *v) = *v;
}

static void describe_item(struct linker *l, struct listing *in, const struct expr *item,
                          const struct value *list)
{
	struct values v;

	eval_expr(&l->eval, item, list->scope, list->env, &v);
	for (size_t k = 0; k < v.n; k++) {
		describe_child(l, in->node, &v.v[k], item);
		listing_add(l, in, &v.v[k]);
	}
}

/* [f, *more], more + others */
static void describe_listed(struct linker *l, struct listing *in)
{
	for (size_t i = 0; i < in->n; i++) {
		const struct value list = in->v[i];
		const struct expr *e = list.expr;

		if (e->kind == EXPR_BINARY)
			describe_item(l, in, expr_left(e), &list);
		for (const struct expr *x = expr_first(e); x; x = x->next)
			describe_item(l, in, x, &list);
	}
}

/* Litestar(route_handlers=[Controller, router, function]) */
static void describe_children(struct linker *l, struct node *n, const struct match *m)
{
	struct listing lists = { .node = n };

	for (const struct capture *c = m->captures; c; c = c->next) {
		struct values v;

		if (!name_is(c->name, "child"))
			continue;
		eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
		for (size_t i = 0; i < v.n; i++) {
			const struct rule *own = value_role(&l->eval, n->rule->detector,
			                                    name_of("router"), &v.v[i]);

			if (own)
				add_edge(l, node_of(l, &v.v[i], own), n, NULL, c->expr);
			listing_add(l, &lists, &v.v[i]);
		}
	}
	describe_listed(l, &lists);
}

/* A router that answers at its own path, too, or that a package made with routes. */
static void serve_itself(struct linker *l, struct node *n, const struct value *v)
{
	for (const struct rule *r = n->rule->detector->rules; r; r = r->next) {
		struct pending *p;
		struct match m;

		if (r->word != WORD_itself ||
		    !match_call(&l->eval, r, v->expr, v->expr->scope, v->env, &m))
			continue;
		p = add_pending(l, r, v->expr->scope->unit, v->expr->line);
		p->owner = n;
		one_text(&p->path, r->path ? r->path : "/");
		add_text(&p->methods, r->method ? r->method : "*");
	}
}

void route_prefix_front(struct linker *l, struct node *n, const struct texts *front)
{
	struct texts all;

	all.n = 0;
	for (size_t k = 0; k < front->n; k++)
		for (size_t j = 0; j < n->own.n && all.n < VALUES_MAX; j++)
			all.v[all.n++] =
			    (struct text){ path_join(l, front->v[k].s, n->own.v[j].s),
				           front->v[k].complete && n->own.v[j].complete };
	n->own = all;
}

/* Router(parent, "x"): the prefix that the parent was created with is in front of its
 * own, but what the parent hangs on is not what this one does. */
static void prefix_within(struct linker *l, struct node *n, const struct rule *r,
                          const struct capture *c)
{
	struct values parents;

	eval_expr(&l->eval, c->expr, c->scope, c->env, &parents);
	for (size_t i = 0; i < parents.n; i++) {
		const struct rule *role = value_role(&l->eval, r->detector,
		                                     name_of("router"), &parents.v[i]);

		if (role) {
			route_prefix_front(l, n, &node_of(l, &parents.v[i], role)->own);
			return;
		}
	}
}

/* Api(app), Router(parent): a router given to the constructor. False: it is none. */
static bool hang_on_owner(struct linker *l, struct node *n, const struct capture *c,
                          const struct expr *made)
{
	struct values owners;
	bool hangs = false;

	eval_expr(&l->eval, c->expr, c->scope, c->env, &owners);
	for (size_t i = 0; i < owners.n; i++) {
		const struct rule *role = value_role(&l->eval, n->rule->detector,
		                                     name_of("router"), &owners.v[i]);

		if (role)
			add_edge(l, n, node_of(l, &owners.v[i], role), NULL, made);
		hangs |= role != NULL;
	}
	return hangs;
}

/* Api(app, blueprint): the last of them is the nearest. */
static void hang_on_owners(struct linker *l, struct node *n, const struct match *m,
                           const struct expr *made)
{
	const struct capture *owner[4];
	size_t count = 0;

	for (const struct capture *c = m->captures; c && count < 4; c = c->next)
		if (name_is(c->name, "owner"))
			owner[count++] = c;
	while (count && !hang_on_owner(l, n, owner[count - 1], made))
		count--;
}

/* The creating call says the prefix; router.route("/x") hangs below its head. */
static void describe(struct linker *l, struct node *n, const struct value *v)
{
	const struct capture *c;
	struct match m;

	if (!v->expr || v->expr->kind != EXPR_CALL || !v->expr->scope)
		return;
	serve_itself(l, n, v);
	for (const struct rule *r = n->rule->detector->rules; r; r = r->next) {
		if (r->form != FORM_CALL || !name_eq(r->role, n->rule->role) ||
		    !match_object(&l->eval, r, v, &m))
			continue;
		if ((c = match_get(&m, "path")))
			texts_of(l, c, &n->own);
		for (size_t i = 0; r->suffix && i < n->own.n; i++)
			n->own.v[i].s = arena_printf(l->arena, "%s%s", n->own.v[i].s,
			                             r->suffix);
		if ((c = match_get(&m, "within")))
			prefix_within(l, n, r, c);
		for (size_t i = 0; i < m.heads.n; i++)
			if (m.head_rule[i]->word != WORD_object)
				add_edge(l, n,
				         route_within(l,
				                      node_of(l, &m.heads.v[i],
				                              m.head_rule[i]),
				                      n->in),
				         NULL, v->expr);
		if ((c = match_get(&m, "body"))) {
			route_body(l, n, c);
			for (struct edge *e = n->parents; e; e = e->next)
				e->guard = route_behind(l, r->detector, v->expr, n->in);
		}
		n->version = route_captured(l, &m, "version");
		describe_children(l, n, &m);
		for (c = m.captures; c; c = c->next)
			if (name_is(c->name, "routes"))
				list_fill(l, n, c);
		hang_on_owners(l, n, &m, v->expr);
		return;
	}
}

/* What the methods of its class hang on `this` hangs on each object of it. */
static void hang_class(struct linker *l, struct node *n, const struct value *v)
{
	struct value self = { .kind = VALUE_OBJECT, .scope = v->scope };
	struct node *own;
	struct edge *e;

	if (v->kind != VALUE_OBJECT || !v->scope || v->scope->kind != SCOPE_CLASS ||
	    v->param || !v->expr || n->rooted)
		return;
	own = node_of(l, &self, n->rule);
	e = add_edge(l, own, n, NULL, n->key);
	if (e)
		e->is_instance = true;
}

struct node *node_of(struct linker *l, const struct value *v, const struct rule *rule)
{
	const void *key;
	struct value general;
	struct node *n;

	/* app.router is the application by another name. */
	while (v->kind == VALUE_MEMBER && rule->form == FORM_NAME && rule->chain->next) {
		rule = value_role(&l->eval, rule->detector, rule->chain->names[0], v->of);
		v = v->of;
		assert(rule);
	}
	key = value_key(&l->eval, v);
	n = find_node(l, key);
	if (n)
		return n;
	n = add_node(l, key, rule,
	             v->expr && expr_scope(v->expr) ? v->expr->scope->unit
	             : v->scope                     ? v->scope->unit
	                                            : NULL);
	n->in = v->expr ? expr_scope(v->expr) : NULL;
	n->rooted = rule->word == WORD_app || rule->word == WORD_controller ||
	            rule->word == WORD_schema;
	describe(l, n, v);
	hang_class(l, n, v);
	/* What the factory's own lines hang on the object hangs on this one. */
	if (value_general(&l->eval, v, &general)) {
		struct node *g = node_of(l, &general, rule);

		n->general = g;
		add_edge(l, g, n, NULL, key);
		if (g->parents && g->parents->parent == n)
			g->parents->is_instance = true;
	}
	return n;
}
