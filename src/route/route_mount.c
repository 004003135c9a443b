/* route_mount.c - routers that are mounted below others. */
#include <string.h>

#include "route/route_parts.h"

/* One mount: what hangs where. */
struct mounting {
	struct linker *l;
	const struct match *m;
	const struct expr *call;
	const struct scope *s;
	struct texts prefix;
	struct node *parents[VALUES_MAX];
	size_t parent_count;
	bool is_open; /* what is mounted is not known, or handed in */
	bool is_any;
};

const struct rule *child_role(struct linker *l, const struct detector *d,
                              const struct value *v)
{
	const struct rule *role = value_role(&l->eval, d, name_of("router"), v);

	if (role || v->kind != VALUE_OBJECT)
		return role;
	for (const struct detector *x = l->detectors->first; x && !role; x = x->next)
		if (link_uses(l, x) && x != d && x->is_python == d->is_python)
			role = value_role(&l->eval, x, name_of("router"), v);
	return role;
}

/* "shop.orders.router": a router by its dotted name. */
static struct node *named_node(struct linker *l, const struct value *name,
                               const struct match *m)
{
	const char *dot = strrchr(name->expr->text.s, '.');
	struct values v;

	if (!dot)
		return NULL;
	eval_import(&l->eval, name->scope->unit,
	            arena_strndup(l->arena, name->expr->text.s,
	                          (size_t)(dot - name->expr->text.s)),
	            dot + 1, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct rule *role = child_role(l, m->rule->detector, &v.v[i]);

		if (role)
			return node_of(l, &v.v[i], role);
	}
	return NULL;
}

struct node *child_node(struct linker *l, const struct value *v, const struct match *m)
{
	const struct rule *role = child_role(l, m->rule->detector, v);

	if (!role)
		role = route_by_shape(l, v, m);
	if (role)
		return node_of(l, v, role);
	if (m->rule->plugin && m->heads.n)
		return route_plugin(l, v, m);
	if (v->kind == VALUE_LITERAL && v->expr->kind == EXPR_STRING &&
	    m->rule->detector->is_python)
		return named_node(l, v, m);
	return NULL;
}

/* A factory given uncalled: the routers that it returns. */
static void factory_children(struct linker *l, const struct value *v,
                             const struct match *m, struct node **children, size_t *n)
{
	*n = 0;
	if (v->kind != VALUE_SCOPE || v->scope->kind != SCOPE_FUNCTION || m->rule->plugin)
		return;
	for (const struct expr *r = v->scope->returns; r; r = r->next) {
		struct values made;

		eval_expr(&l->eval, r, v->scope, v->env, &made);
		for (size_t i = 0; i < made.n && *n < 4; i++) {
			const struct rule *role = value_role(&l->eval, m->rule->detector,
			                                     name_of("router"),
			                                     &made.v[i]);

			if (role)
				children[(*n)++] = node_of(l, &made.v[i], role);
		}
	}
}

static bool is_argument(const struct expr *call, const struct expr *e)
{
	for (const struct expr *x = expr_first(call); x; x = x->next)
		if (x == e)
			return true;
	return false;
}

/* config.get("server.apiPath"): a setting that is called a path is no middleware. */
static bool is_path_setting(const struct expr *e)
{
	static const char *const words[] = { "path", "prefix", "route", "base", "url" };

	if (e->kind != EXPR_CALL || !expr_left(e) || expr_left(e)->kind != EXPR_ATTR ||
	    !name_is(expr_left(e)->text, "get") || !expr_first(e) ||
	    expr_first(e)->next || expr_first(e)->kind != EXPR_STRING)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasestr(expr_first(e)->text.s, words[i]))
			return true;
	return false;
}

/* "/{base}" of '/' + base: nothing of it is known, and most often it is not set. */
static bool are_holes(const struct texts *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const char *s = t->v[i].s + strspn(t->v[i].s, "/");
		size_t n = strcspn(s, "}");

		if (t->v[i].complete || *s != '{' || !s[n] || s[n + 1])
			return false;
	}
	return true;
}

/* Where a mount says its path: nothing, when that argument is no text but a handler. What
 * a keyword or key says is a path, whatever it is. */
static bool mount_path(struct linker *l, const struct match *m, const struct expr *call,
                       struct texts *prefix)
{
	const struct capture *path = match_get(m, "path");
	struct values v;

	prefix->n = 0;
	if (!path)
		return true;
	eval_text_list(&l->eval, path->expr, path->scope, path->env, prefix);
	if (prefix->n && (is_argument(call, path->expr) || !are_holes(prefix)))
		return true;
	if (is_argument(call, path->expr) && !is_path_setting(path->expr)) {
		eval_expr(&l->eval, path->expr, path->scope, path->env, &v);
		if (v.n || path->expr->kind == EXPR_FUNCTION)
			return false;
	}
	one_text(prefix, "");
	prefix->v[0].complete = false;
	return true;
}

/* child.init_app(owner): the other way round. */
static void mount_heads(struct linker *l, const struct match *m, const struct expr *call)
{
	const struct capture *c = match_get(m, "owner"), *path = match_get(m, "path");
	struct values owners;
	struct texts prefix;

	mount_path(l, m, call, &prefix);
	eval_expr(&l->eval, c->expr, c->scope, c->env, &owners);
	for (size_t i = 0; i < owners.n; i++) {
		const struct rule *role = value_role(&l->eval, m->rule->detector,
		                                     name_of("router"), &owners.v[i]);

		for (size_t k = 0; role && k < m->heads.n; k++) {
			struct node *n = node_of(l, &m->heads.v[k], m->head_rule[k]);

			/* else made with an owner: that one counts */
			if (!n->parents || path)
				add_edge(l, n, node_of(l, &owners.v[i], role), &prefix,
				         call);
		}
	}
}

static bool is_known(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].kind != VALUE_MEMBER)
			return true;
	return false;
}

/* page.api = Api(); app.mount(page.api): what this function itself gave to something that
 * nothing is known of. */
static void given_here(struct linker *l, const struct capture *c, struct values *v)
{
	struct values given;

	if (c->expr->kind != EXPR_ATTR || !expr_left(c->expr) || is_known(v))
		return;
	given.n = 0;
	eval_member_given(&l->eval, c->expr, c->scope, c->env, &given);
	if (given.n)
		*v = given;
}

static void place_edge(struct edge *e, const struct expr *call, const struct scope *s)
{
	if (!e)
		return;
	e->unit = s->unit;
	e->line = call->line;
	e->is_debug = unit_is_debugged(s->unit, call->line);
}

/* What a mount hangs its children on. Returns how many. */
static size_t mount_parents(struct linker *l, const struct match *m,
                            const struct expr *call, const struct scope *s,
                            struct node **parents)
{
	size_t n = 0;

	for (; n < m->heads.n; n++)
		parents[n] = node_of(l, &m->heads.v[n], m->head_rule[n]);
	if (!n && ((parents[0] = route_head(l, m, call, s)) ||
	           (parents[0] = route_handed(l, m, call, s))))
		n = 1;
	return n;
}

static void mount_value(struct mounting *x, const struct value *v)
{
	struct node *made[4], *child = child_node(x->l, v, x->m);
	size_t n = 0;

	x->is_open = x->is_any ? x->is_open : v->param != NULL;
	x->is_any = true;
	if (child)
		made[n++] = child;
	else if (!route_found(x->l, x->m, v, &x->prefix, x->parents, x->parent_count,
	                      x->call, x->s))
		factory_children(x->l, v, x->m, made, &n);
	for (size_t j = 0; j < n; j++)
		for (size_t k = 0; k < x->parent_count; k++)
			place_edge(add_edge_of(x->l, made[j], x->parents[k],
			                       v->is_flat ? NULL : &x->prefix, x->m,
			                       x->call),
			           x->call, x->s);
}

static void mount_item(void *arg, const struct expr *item, const struct scope *s,
                       const struct env *env)
{
	struct mounting *x = arg;
	/* Each its own question, however long the list is. */
	struct apart around = eval_apart(&x->l->eval);
	struct values v;

	eval_expr(&x->l->eval, item, s, env, &v);
	eval_rejoin(&x->l->eval, around);
	for (size_t i = 0; i < v.n; i++)
		mount_value(x, &v.v[i]);
}

/* What is mounted: the values, and every item of a list among them. */
static void mount_values(struct mounting *x, const struct capture *c)
{
	struct values v;

	eval_expr(&x->l->eval, c->expr, c->scope, c->env, &v);
	if (!v.n)
		eval_any_entry(&x->l->eval, c->expr, c->scope, c->env, &v);
	given_here(x->l, c, &v);
	x->is_open = true;
	x->is_any = false;
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind != VALUE_LITERAL || v.v[i].expr->kind != EXPR_LIST)
			mount_value(x, &v.v[i]);
	eval_each_item(&x->l->eval, &v, mount_item, x);
	if (x->is_open)
		route_open(x->l, x->m, c, &x->prefix, x->parents, x->parent_count,
		           x->call, x->s);
}

void route_mount(struct linker *l, const struct match *m, const struct expr *call,
                 const struct scope *s)
{
	struct mounting x = { .l = l, .m = m, .call = call, .s = s };

	if (match_get(m, "owner")) {
		mount_heads(l, m, call);
		return;
	}
	if (!mount_path(l, m, call, &x.prefix))
		return;
	x.parent_count = mount_parents(l, m, call, s, x.parents);
	for (const struct capture *c = m->captures; c; c = c->next) {
		if (name_is(c->name, "routes"))
			for (size_t k = 0; k < x.parent_count; k++)
				list_fill(l, x.parents[k], c);
		if (name_is(c->name, "child"))
			mount_values(&x, c);
	}
	route_guarding(l, m, call, s);
}
