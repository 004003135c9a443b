/* route.c - endpoints with full METHOD and PATH, whatever files their prefixes come from.
 */
#include "route.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "guard.h"
#include "lang.h"
#include "route_parts.h"

void route_init(struct linker *l)
{
	l->routes = arena_zero(l->arena, sizeof *l->routes);
	l->routes->end = &l->routes->first;
}

/* ---- nodes -------------------------------------------------------------- */

void one_text(struct texts *t, const char *s)
{
	t->n = 1;
	t->v[0] = (struct text){ s, true };
}

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

struct edge *add_edge(struct linker *l, struct node *child, struct node *parent,
                      const struct texts *path, bool replaces, const void *at)
{
	struct edge *e;

	if (child == parent)
		return NULL;
	for (e = child->parents; e; e = e->next)
		if (e->at == at && e->parent == parent)
			return NULL;
	e = arena_zero(l->arena, sizeof *e);
	*e = (struct edge){
		.parent = parent, .replaces = replaces, .at = at, .next = child->parents
	};
	if (path && path->n)
		e->path = *path;
	else
		one_text(&e->path, "");
	child->parents = e;
	return e;
}

/* {path: "x"}, or an object that may have one by ... */
static bool has_path(const struct expr *dict)
{
	for (const struct expr *p = dict->first; p; p = p->next)
		if (p->kind != EXPR_PAIR || (p->left && name_is(p->left->text, "path")))
			return true;
	return false;
}

void texts_of(struct linker *l, const struct capture *c, struct texts *out)
{
	struct values v;

	eval_text_list(&l->eval, c->expr, c->scope, c->env, out);
	if (out->n)
		return;
	/* {path: "x", version: "1"}: an object in place of a text */
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n && !out->n; i++) {
		if (v.v[i].kind != VALUE_LITERAL || v.v[i].expr->kind != EXPR_DICT)
			continue;
		if (!has_path(v.v[i].expr))
			one_text(out, "");
		for (const struct expr *p = v.v[i].expr->first; p; p = p->next)
			if (p->kind == EXPR_PAIR && p->left &&
			    name_is(p->left->text, "path"))
				eval_text_list(&l->eval, p->first, v.v[i].scope,
				               v.v[i].env, out);
	}
	if (!out->n) {
		one_text(out, "{}");
		out->v[0].complete = false;
	}
}

/* suffix="item", version=2: NULL when the match has none that is constant. */
static const char *captured_text(struct linker *l, const struct match *m,
                                 const char *name)
{
	const struct capture *c = match_get(m, name);
	struct texts t;

	if (!c)
		return NULL;
	if (c->expr->kind == EXPR_NUMBER)
		return c->expr->text.s;
	eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
	return t.n ? t.v[0].s : NULL;
}

/* Litestar(route_handlers=[Controller, router, function]) */
static void describe_children(struct linker *l, struct node *n, const struct match *m)
{
	for (const struct capture *c = m->captures; c; c = c->next) {
		struct values lists;

		if (!name_is(c->name, "child"))
			continue;
		eval_expr(&l->eval, c->expr, c->scope, c->env, &lists);
		for (size_t i = 0; i < lists.n; i++) {
			const struct value *list = &lists.v[i];
			const struct rule *own = value_role(&l->eval, n->rule->detector,
			                                    name_of("router"), list);

			if (own)
				add_edge(l, node_of(l, list, own), n, NULL, false,
				         c->expr);

			if (list->kind != VALUE_LITERAL || list->expr->kind != EXPR_LIST)
				continue;
			for (const struct expr *x = list->expr->first; x; x = x->next) {
				struct values v;

				eval_expr(&l->eval, x, list->scope, list->env, &v);
				for (size_t k = 0; k < v.n; k++) {
					const struct rule *role =
					    value_role(&l->eval, n->rule->detector,
					               name_of("router"), &v.v[k]);
					struct node *child =
					    role ? node_of(l, &v.v[k], role)
					    : v.v[k].kind == VALUE_SCOPE
						? scope_node(l, v.v[k].scope, n->rule)
						: NULL;

					if (child) {
						child->rooted = false;
						add_edge(l, child, n, NULL, false, x);
					}
				}
			}
		}
	}
}

/* A router that answers at its own path, too. */
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
		one_text(&p->path, "/");
		add_text(&p->methods, r->method ? r->method : "*");
		return;
	}
}

static void prefix_front(struct linker *l, struct node *n, const struct texts *front)
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
			prefix_front(l, n, &node_of(l, &parents.v[i], role)->own);
			return;
		}
	}
}

/* The creating call says the prefix; router.route("/x") hangs below its head. */
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
			add_edge(l, n, node_of(l, &owners.v[i], role), NULL, false, made);
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

static void describe(struct linker *l, struct node *n, const struct value *v)
{
	const struct capture *c;
	struct match m;

	if (!v->expr || v->expr->kind != EXPR_CALL || !v->expr->scope)
		return;
	serve_itself(l, n, v);
	for (const struct rule *r = n->rule->detector->rules; r; r = r->next) {
		if (r->form != FORM_CALL || !name_eq(r->role, n->rule->role) ||
		    !match_call(&l->eval, r, v->expr, v->expr->scope, v->env, &m))
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
				add_edge(l, n, node_of(l, &m.heads.v[i], m.head_rule[i]),
				         NULL, false, v->expr);
		n->version = captured_text(l, &m, "version");
		describe_children(l, n, &m);
		for (c = m.captures; c; c = c->next)
			if (name_is(c->name, "routes"))
				list_fill(l, n, c);
		hang_on_owners(l, n, &m, v->expr);
		return;
	}
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
	n->rooted = rule->word == WORD_app || rule->word == WORD_controller ||
	            rule->word == WORD_schema;
	describe(l, n, v);
	/* What the factory's own lines hang on the object hangs on this one. */
	if (value_general(&l->eval, v, &general)) {
		struct node *g = node_of(l, &general, rule);

		add_edge(l, g, n, NULL, false, key);
		if (g->parents && g->parents->parent == n)
			g->parents->is_instance = true;
	}
	return n;
}

/* ---- mounts ------------------------------------------------------------- */

struct mounted {
	struct linker *l;
	struct values *out;
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

/* Where a mount says its path: nothing, when that argument is no text but a handler. */
static bool mount_path(struct linker *l, const struct match *m, struct texts *prefix)
{
	const struct capture *path = match_get(m, "path");
	struct values v;

	prefix->n = 0;
	if (!path)
		return true;
	eval_text_list(&l->eval, path->expr, path->scope, path->env, prefix);
	if (prefix->n)
		return true;
	eval_expr(&l->eval, path->expr, path->scope, path->env, &v);
	if (v.n)
		return false;
	one_text(prefix, "");
	prefix->v[0].complete = false;
	return path->expr->kind != EXPR_FUNCTION;
}

struct seen_app {
	const struct detector *detector;
	const struct unit *unit;
	struct seen_app *next;
};

size_t route_app_nearness(const struct linker *l, const struct detector *d,
                          const struct unit *u)
{
	size_t best = 0;

	for (const struct seen_app *a = l->routes->apps; a; a = a->next)
		if (a->detector == d && route_nearness(a->unit, u) + 1 > best)
			best = route_nearness(a->unit, u) + 1;
	return best;
}

static void note_app(struct linker *l, const struct detector *d, const struct unit *u)
{
	struct seen_app *a = l->routes->apps;

	if (u->kind != UNIT_SOURCE || (a && a->detector == d && a->unit == u))
		return;
	a = arena_alloc(l->arena, sizeof *a);
	*a = (struct seen_app){ d, u, l->routes->apps };
	l->routes->apps = a;
}

/* A call that makes an application or router names its children at once. */
void route_made(struct linker *l, const struct match *m, const struct expr *call,
                const struct scope *s)
{
	struct values v;

	if (m->rule->word == WORD_app)
		note_app(l, m->rule->detector, s->unit);

	eval_expr(&l->eval, call, s, m->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct rule *role = value_role(&l->eval, m->rule->detector,
		                                     name_of("router"), &v.v[i]);

		if (role)
			node_of(l, &v.v[i], role);
	}
}

/* child.init_app(owner): the other way round. */
static void mount_heads(struct linker *l, const struct match *m, const struct expr *call)
{
	const struct capture *c = match_get(m, "owner"), *path = match_get(m, "path");
	struct values owners;
	struct texts prefix;

	mount_path(l, m, &prefix);
	eval_expr(&l->eval, c->expr, c->scope, c->env, &owners);
	for (size_t i = 0; i < owners.n; i++) {
		const struct rule *role = value_role(&l->eval, m->rule->detector,
		                                     name_of("router"), &owners.v[i]);

		for (size_t k = 0; role && k < m->heads.n; k++) {
			struct node *n = node_of(l, &m->heads.v[k], m->head_rule[k]);

			/* else made with an owner: that one counts */
			if (!n->parents || path)
				add_edge(l, n, node_of(l, &owners.v[i], role), &prefix,
				         false, call);
		}
	}
}

static void add_child(void *arg, const struct expr *item, const struct scope *s,
                      const struct env *env)
{
	struct mounted *x = arg;
	struct values v;

	eval_expr(&x->l->eval, item, s, env, &v);
	for (size_t i = 0; i < v.n && x->out->n < VALUES_MAX; i++)
		x->out->v[x->out->n++] = v.v[i];
}

/* What is mounted: the values, and every item of a list among them. */
static void mounted_values(struct linker *l, const struct capture *c, struct values *out)
{
	struct mounted x = { l, out };
	struct values v;

	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	out->n = 0;
	for (size_t i = 0; i < v.n && out->n < VALUES_MAX; i++)
		if (v.v[i].kind != VALUE_LITERAL || v.v[i].expr->kind != EXPR_LIST)
			out->v[out->n++] = v.v[i];
	eval_each_item(&l->eval, &v, add_child, &x);
}

static void place_edge(struct edge *e, const struct expr *call, const struct scope *s)
{
	if (!e)
		return;
	e->unit = s->unit;
	e->line = call->line;
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

void route_mount(struct linker *l, const struct match *m, const struct expr *call,
                 const struct scope *s)
{
	struct node *parents[VALUES_MAX];
	struct texts prefix;
	size_t parent_count;

	if (match_get(m, "owner")) {
		mount_heads(l, m, call);
		return;
	}
	if (!mount_path(l, m, &prefix))
		return;
	parent_count = mount_parents(l, m, call, s, parents);
	for (const struct capture *c = m->captures; c; c = c->next) {
		struct values children;

		if (name_is(c->name, "routes"))
			for (size_t k = 0; k < parent_count; k++)
				list_fill(l, parents[k], c);
		if (!name_is(c->name, "child"))
			continue;
		mounted_values(l, c, &children);
		if (!children.n)
			route_open(l, m, c, &prefix, parents, parent_count, call, s);
		for (size_t i = 0; i < children.n; i++) {
			struct node *made[4], *child = child_node(l, &children.v[i], m);
			size_t n = 0;

			if (child)
				made[n++] = child;
			else if (!route_found(l, m, &children.v[i], &prefix, parents,
			                      parent_count, call, s))
				factory_children(l, &children.v[i], m, made, &n);
			for (size_t j = 0; j < n; j++)
				for (size_t k = 0; k < parent_count; k++)
					place_edge(add_edge(l, made[j], parents[k],
					                    children.v[i].is_flat
					                        ? NULL
					                        : &prefix,
					                    m->rule->replaces, call),
					           call, s);
		}
	}
	route_guarding(l, m, call, s);
}

/* router.prefix("/x"): that router's own, in front of what it has already. */
static void prefix_heads(struct linker *l, const struct match *m,
                         const struct capture *path)
{
	for (size_t i = 0; i < m->heads.n; i++) {
		struct node *n = node_of(l, &m->heads.v[i], m->head_rule[i]);
		struct texts front;

		texts_of(l, path, &front);
		prefix_front(l, n, &front);
	}
}

struct exceptions {
	struct linker *l;
	struct texts *out;
};

static void add_exception(void *arg, const struct expr *item, const struct scope *s,
                          const struct env *env)
{
	struct exceptions *x = arg;
	struct capture c = { .expr = item, .scope = s, .env = env };
	struct texts t;

	texts_of(x->l, &c, &t);
	for (size_t i = 0; i < t.n; i++)
		if (t.v[i].complete)
			add_text(x->out, t.v[i].s);
}

/* ["a", {path: "b", method: ..}] */
static void excepted_texts(struct linker *l, const struct capture *c, struct texts *out)
{
	struct exceptions x = { l, out };
	struct values v;

	out->n = 0;
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	eval_each_item(&l->eval, &v, add_exception, &x);
}

void route_prefix(struct linker *l, const struct match *m, const struct scope *s)
{
	const struct capture *path = match_get(m, "path"),
			     *except = match_get(m, "except");
	struct global_prefix *g;

	if (!path)
		return;
	if (m->heads.n) {
		prefix_heads(l, m, path);
		return;
	}
	g = arena_zero(l->arena, sizeof *g);
	g->detector = m->rule->detector;
	g->unit = s->unit;
	texts_of(l, path, &g->path);
	if (except)
		excepted_texts(l, except, &g->except);
	g->next = l->routes->prefixes;
	l->routes->prefixes = g;
}

/* ---- methods ------------------------------------------------------------ */

static const char *const http_methods[] = { "get",  "post",    "put",   "patch", "delete",
	                                    "head", "options", "trace", "query" };

bool route_is_method(const char *s)
{
	for (size_t i = 0; i < sizeof http_methods / sizeof *http_methods; i++)
		if (!strcasecmp(http_methods[i], s))
			return true;
	return false;
}

const char *route_upper(struct linker *l, const char *s)
{
	char *u = arena_strdup(l->arena, s);

	for (char *c = u; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return u;
}

void add_text(struct texts *t, const char *s)
{
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->v[i].s, s))
			return;
	if (t->n < VALUES_MAX)
		t->v[t->n++] = (struct text){ s, true };
}

/* provides NAME words...: what an external class brings along. */
static void provided_by(const struct detector *d, const struct value *x,
                        void (*fn)(void *arg, struct name word), void *arg)
{
	for (const struct rule *r = d->rules; r; r = r->next) {
		struct link last = { .names = r->words, .n = 1 };

		if (r->word != WORD_provides || !x->module ||
		    !external_is(d, x->module, x->path, &last))
			continue;
		for (size_t k = 1; k < r->word_count; k++)
			fn(arg, r->words[k]);
	}
}

static void provided(const struct detector *d, const struct bases *b,
                     void (*fn)(void *arg, struct name word), void *arg)
{
	for (size_t i = 0; i < b->external_count; i++)
		provided_by(d, &b->external[i], fn, arg);
}

struct collect {
	struct linker *l;
	struct texts *out;
};

static void collect_method(void *arg, struct name word)
{
	struct collect *c = arg;

	if (route_is_method(word.s))
		add_text(c->out, route_upper(c->l, word.s));
}

/* "on_*" and "on_get" -> "GET"; NULL: it is no responder. Behind the joiner comes the
 * suffix of the call, if it says one: "on_get_item". */
static const char *responds_to(struct linker *l, const struct rule *r, struct name method,
                               const char *suffix)
{
	const char *pattern = r ? r->words[0].s : "*", *star = strchr(pattern, '*');
	size_t before = star ? (size_t)(star - pattern) : 0, n = method.len;
	char *word;

	if (!star || n < before || memcmp(method.s, pattern, before))
		return NULL;
	n -= before;
	if (suffix) {
		const char *joiner = r && r->word_count > 1 ? r->words[1].s : "";
		const char *end = arena_printf(l->arena, "%s%s", joiner, suffix);
		size_t m = strlen(end);

		if (n < m || memcmp(method.s + method.len - m, end, m))
			return NULL;
		n -= m;
	}
	word = arena_strndup(l->arena, method.s + before, n);
	/* query() is a helper more often than it answers QUERY. */
	return route_is_method(word) && strcasecmp(word, "query") ? route_upper(l, word)
	                                                          : NULL;
}

static const struct rule *responder_rule(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_responder)
			return r;
	return NULL;
}

/* The method of a class that answers this HTTP method; NULL: it has none of its own. */
static const struct scope *responder(struct linker *l, const struct detector *d,
                                     const struct scope *class, const char *method,
                                     const char *suffix)
{
	const struct rule *r = responder_rule(d);
	struct bases b;

	eval_bases(&l->eval, class, &b);
	for (size_t i = 0; i < b.local_count; i++) {
		for (const struct scope *m = b.local[i]->first_child; m; m = m->sibling) {
			const char *word;

			if (m->kind == SCOPE_FUNCTION && m->name.len &&
			    (word = responds_to(l, r, m->name, suffix)) &&
			    !strcmp(word, method))
				return m;
		}
	}
	return NULL;
}

/* post = put = get, in the class. */
static void assigned_methods(struct linker *l, const struct rule *r,
                             const struct scope *class, const char *suffix,
                             struct texts *out)
{
	for (const struct binding *x = class->first_binding; x; x = x->next) {
		const char *word = x->kind == BIND_VALUE && !x->target && x->value &&
		                           x->value->kind == EXPR_NAME
		                     ? responds_to(l, r, x->name, suffix)
		                     : NULL;
		struct values v;

		if (!word || !strcmp(word, "OPTIONS") || !strcmp(word, "HEAD"))
			continue;
		eval_expr(&l->eval, x->value, class, NULL, &v);
		if (v.n && v.v[0].kind == VALUE_SCOPE &&
		    v.v[0].scope->kind == SCOPE_FUNCTION)
			add_text(out, word);
	}
}

/* View.http_method_names = [...] of the nearest class that says it. */
static void narrow(struct linker *l, const struct bases *b, const char *member,
                   struct texts *methods)
{
	const struct binding *x = NULL;
	struct texts only, kept;
	size_t i;

	for (i = 0; i < b->local_count && !x; i++)
		x = scope_find(b->local[i], name_of(member));
	if (!x || !x->value)
		return;
	kept.n = 0;
	eval_text_list(&l->eval, x->value, b->local[i - 1], NULL, &only);
	for (size_t k = 0; k < methods->n; k++)
		for (size_t j = 0; j < only.n; j++)
			if (!strcasecmp(only.v[j].s, methods->v[k].s))
				add_text(&kept, methods->v[k].s);
	if (kept.n)
		*methods = kept;
}

/* The methods named get, post ... of a class and its bases. */
static void class_methods(struct linker *l, const struct detector *d,
                          const struct scope *class, const char *suffix,
                          struct texts *out)
{
	const struct rule *r = responder_rule(d);
	struct collect c = { l, out };
	struct bases b;

	eval_bases(&l->eval, class, &b);
	for (size_t i = 0; i < b.local_count; i++) {
		for (const struct scope *m = b.local[i]->first_child; m; m = m->sibling) {
			const char *word = m->kind == SCOPE_FUNCTION && m->name.len
			                     ? responds_to(l, r, m->name, suffix)
			                     : NULL;

			if (word && strcmp(word, "OPTIONS") && strcmp(word, "HEAD"))
				add_text(out, word);
		}
		assigned_methods(l, r, b.local[i], suffix, out);
	}
	provided(d, &b, collect_method, &c);
	/* View.methods = [...] says them for a class that serves them in one method. */
	for (size_t i = 0; i < b.local_count && !out->n; i++) {
		const struct binding *x = scope_find(b.local[i], name_of("methods"));
		struct texts t;

		t.n = 0;
		if (x && x->value)
			eval_text_list(&l->eval, x->value, b.local[i], NULL, &t);
		for (size_t k = 0; k < t.n; k++)
			add_text(out, route_upper(l, t.v[k].s));
	}
	narrow(l, &b, "http_method_names", out);
	narrow(l, &b, "methods", out);
}

static bool is_serves(const struct rule *r)
{
	return r->word == WORD_serves && r->form == FORM_DECORATOR;
}

static void on_serves(struct linker *l, const struct match *m, const struct expr *call,
                      const struct scope *s, void *arg)
{
	const struct capture *c = match_get(m, "method");
	struct texts *out = arg, t;

	t.n = 0;
	(void)call, (void)s;
	if (c)
		eval_text_list(&l->eval, c->expr, c->scope, c->env, &t);
	for (size_t i = 0; i < t.n; i++)
		add_text(out, route_upper(l, t.v[i].s));
	if (!t.n && m->rule->method)
		add_text(out, m->rule->method);
}

/* @require_POST, @api_view(["GET"]) on a function view */
static void served_methods(struct linker *l, const struct scope *handler,
                           struct texts *out)
{
	for (const struct expr *d = handler->decorators; d; d = d->next)
		link_rules(l, d, handler->parent, is_serves, on_serves, out);
}

/* TemplateView.as_view(): a class of a package that the detector knows. */
static void foreign_methods(struct linker *l, const struct match *m, struct texts *out)
{
	const struct capture *h = match_get(m, "handler");
	struct collect c = { l, out };
	struct bases b;
	struct values v;

	if (!h)
		return;
	b.external_count = 0;
	eval_expr(&l->eval, h->expr, h->scope, h->env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_EXTERNAL)
			b.external[b.external_count++] = v.v[i];
	provided(m->rule->detector, &b, collect_method, &c);
}

void methods_of(struct linker *l, const struct match *m, const struct scope *handler,
                struct texts *out)
{
	const struct capture *c = match_get(m, "method");
	const struct rule *r = m->rule;

	out->n = 0;
	if (c) {
		struct texts t;

		eval_text_list(&l->eval, c->expr, c->scope, c->env, &t);
		for (size_t i = 0; i < t.n; i++)
			add_text(out, !strcasecmp(t.v[i].s, "all")
			                  ? "*"
			                  : route_upper(l, t.v[i].s));
		if (!out->n && c->expr->kind == EXPR_ATTR &&
		    route_is_method(c->expr->text.s))
			add_text(out, c->expr->text.s); /* Methods.GET of a package */
		if (out->n)
			return;
	}
	if (r->method && !strncmp(r->method, "class", 5)) {
		if (handler && handler->kind != SCOPE_FUNCTION)
			class_methods(l, r->detector, handler,
			              captured_text(l, m, "suffix"), out);
		else if (handler)
			served_methods(l, handler, out);
		else
			foreign_methods(l, m, out);
		if (!out->n)
			add_text(out, r->method[5] == '/' ? r->method + 6 : "*");
	} else if (r->method) {
		add_text(out, r->method);
	} else if (m->last.len && route_is_method(m->last.s)) {
		add_text(out, route_upper(l, m->last.s));
	} else if (m->last.len && !strcasecmp(m->last.s, "del")) {
		add_text(out, "DELETE");
	} else if (m->last.len && !strcasecmp(m->last.s, "opts")) {
		add_text(out, "OPTIONS");
	} else {
		add_text(out, "*");
	}
}

/* ---- endpoints ---------------------------------------------------------- */

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
}

/* Does the call only hand on what its own function is given? */
static bool is_passed_on(const struct env *env)
{
	const struct env *outer = env->outer;

	if (!outer || !outer->call || !outer->from || !outer->function)
		return false;
	for (const struct param *p = outer->function->params; p; p = p->next)
		for (const struct expr *a = p->name.len ? env->call->first : NULL; a;
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
	return !has_path(v.v[0].expr);
}

/* router.get("name", "/path", handler): the path is the text behind its name. */
static bool behind_name(struct linker *l, const struct capture *c, struct texts *out)
{
	if (!c->expr->next)
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
                              const struct expr *call, const struct expr *handler)
{
	struct expr alone;

	if (!m->at)
		return guard_among(l, m->rule->detector, call->first, handler);
	alone = *m->at->expr;
	alone.next = NULL;
	return guard_among(l, m->rule->detector, &alone, handler);
}

void route_endpoint(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, const struct scope *handler)
{
	const struct capture *path = match_get(m, "path"), *h = match_get(m, "handler");
	const struct unit *unit = s->unit;
	const struct expr *written = written_at(m, call, &unit);
	const bool by_name = match_get(m, "place");
	struct texts paths;
	struct node *doubt = NULL;
	char buf[80];
	bool alone, is_side_by_side = false;

	paths.n = 0;
	/* add_resource(Class, "/a", "/b"): several paths, each captured */
	for (const struct capture *c = m->captures; c; c = c->next) {
		struct texts t;

		if (!name_is(c->name, "path"))
			continue;
		if (is_options(l, c))
			continue;
		if (!m->rule->named || !behind_name(l, c, &t))
			texts_of(l, c, &t);
		is_side_by_side = paths.n > 0 || c->expr->kind == EXPR_LIST;
		for (size_t i = 0; i < t.n && paths.n < VALUES_MAX; i++)
			paths.v[paths.n++] = t.v[i];
	}
	if (!path)
		one_text(&paths, m->rule->path ? m->rule->path : "");
	else if (!paths.n)
		return;
	add_suffix(l, m->rule, &paths);
	if (!handler && h)
		handler = link_handler(l, h->expr, h->scope, h->env);
	if (!handler && route_through(l, m, h, call))
		return;
	if (m->rule->path && !strcmp(m->rule->path, "compared")) {
		if (handler && handler->kind == SCOPE_FUNCTION)
			route_compared(l, m, handler);
		return;
	}
	if (!handler && h && responder_rule(m->rule->detector))
		handler = module_handler(l, h);
	/* Nothing known of the owner: only what cannot be a client's call is believed. */
	if (m->head_unknown && ((paths.v[0].s[0] != '/' && !by_name) ||
	                        route_doubted(l, m, call, s, handler, &doubt)))
		return;
	alone = !m->rule->chain->is_role;
	if (alone && m->rule->form != FORM_CALL && !m->rule->rooted && handler &&
	    handler->parent && handler->parent->kind == SCOPE_CLASS && !by_name)
		return; /* the controller's */
	for (size_t i = 0; i < (m->head_unknown || alone ? 1 : m->heads.n); i++) {
		struct pending *p = add_pending(l, m->rule, unit, written->line);

		p->path = paths;
		p->is_side_by_side = is_side_by_side;
		p->doubt = doubt;
		if (by_name && (p->owner = route_placed(l, m, s)))
			;
		else if (by_name)
			p->reason = "nothing gives this name a path";
		else if (alone && (m->rule->form == FORM_CALL || m->rule->rooted))
			p->owner = NULL; /* koa-route, a default application: no router */
		else if (alone && handler)
			p->owner = scope_node(l, handler, m->rule);
		else if (!m->head_unknown)
			p->owner = node_of(l, &m->heads.v[i], m->head_rule[i]);
		else
			p->reason = route_app_nearness(l, m->rule->detector, unit)
			              ? "the router is not known"
			              : NULL; /* an application is handed in */
		methods_of(l, m, handler, &p->methods);
		p->suffix = captured_text(l, m, "suffix");
		p->version = captured_text(l, m, "version");
		set_handler(l, p, handler, call, s);
		if (!p->guard && m->rule->form == FORM_CALL)
			p->guard = call_guard(l, m, call, h ? h->expr : NULL);
		if (handler && !p->guard && i < m->heads.n && m->heads.v[i].expr)
			p->guard = guard_in(l, m->rule->detector, m->heads.v[i].expr,
			                    expr_scope(m->heads.v[i].expr));
		if (!handler && h)
			p->handler_name = arena_strdup(l->arena, expr_print(h->expr, buf,
			                                                    sizeof buf));
	}
}

/* ---- controllers -------------------------------------------------------- */

struct in_controller {
	struct node *node;
	const struct scope *method;
	const struct bases *bases; /* of the controller */
};

static bool is_in_controller(const struct rule *r)
{
	return r->form == FORM_DECORATOR && r->word == WORD_FACT &&
	       name_is(r->in, "controller") &&
	       (r->fact == FACT_endpoint || r->fact == FACT_channel);
}

static void on_controller_method(struct linker *l, const struct match *m,
                                 const struct expr *call, const struct scope *s,
                                 void *arg)
{
	const struct in_controller *in = arg;
	const struct capture *path = match_get(m, "path");
	struct pending *p;

	if (m->rule->detector != in->node->rule->detector || match_get(m, "place"))
		return; /* at a place of its own: route_endpoint() */
	p = add_pending(l, m->rule, in->method->unit,
	                s == in->method->parent ? call->line : in->method->line);
	p->owner = in->node;
	if (path)
		texts_of(l, path, &p->path);
	else
		one_text(&p->path, "");
	methods_of(l, m, in->method, &p->methods);
	set_handler(l, p, in->method, call, s);
	if (!p->guard) /* of the class that inherits the method */
		p->guard = guard_of_class(l, in->bases);
	p->versions = route_versions(l, m->rule->detector, in->method);
}

/* path = "/users" in the class or a base of it */
static void stated_prefix(struct linker *l, struct node *n, const struct detector *d,
                          const struct bases *b)
{
	for (const struct rule *r = d->rules; r; r = r->next) {
		if (r->word != WORD_prefix || r->form != FORM_CONSTANT ||
		    !name_is(r->in, "controller"))
			continue;
		for (size_t i = 0; i < b->local_count; i++) {
			const struct binding *x = scope_find(b->local[i], r->captured);
			struct texts t;

			if (!x || !x->value || x->target)
				continue;
			eval_text_list(&l->eval, x->value, b->local[i], NULL, &t);
			if (t.n)
				n->own = t;
			break;
		}
	}
}

/* One part of a template, {a|b}: the text of class member a, else b; `class` is the
 * class's name in small letters. */
static const char *template_part(struct linker *l, const char *s, size_t n,
                                 const struct scope *class, const struct bases *b)
{
	const char *bar = memchr(s, '|', n);
	size_t len = bar ? (size_t)(bar - s) : n;
	struct name member = name_copy(l->arena, s, len);
	char *small;

	for (size_t i = 0; i < b->local_count; i++) {
		const struct binding *x = scope_find(b->local[i], member);
		struct texts t;

		if (!x || !x->value || x->target)
			continue;
		eval_texts(&l->eval, x->value, b->local[i], NULL, &t);
		if (t.n)
			return t.v[0].s;
	}
	member = bar ? name_copy(l->arena, bar + 1, n - len - 1) : member;
	if (!name_is(member, "class"))
		return member.s;
	small = arena_strdup(l->arena, class->name.s);
	for (char *c = small; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return small;
}

/* "/api/{version|v1}/{resource_name|class}" for this class. */
static const char *template_prefix(struct linker *l, const char *s,
                                   const struct scope *class, const struct bases *b)
{
	const char *out = "", *end;

	for (; *s; s = end + 1) {
		size_t n = strcspn(s, "{");

		out = arena_printf(l->arena, "%s%.*s", out, (int)n, s);
		s += n;
		if (!*s || !(end = strchr(s, '}')))
			break;
		out = arena_printf(l->arena, "%s%s", out,
		                   template_part(l, s + 1, (size_t)(end - s) - 1, class,
		                                 b));
	}
	return out;
}

const struct scope *method_named(const struct bases *b, struct name n)
{
	for (size_t i = 0; i < b->local_count; i++)
		for (const struct scope *m = b->local[i]->first_child; m; m = m->sibling)
			if (m->kind == SCOPE_FUNCTION && name_eq(m->name, n))
				return m;
	return NULL;
}

void route_controller(struct linker *l, const struct match *m, const struct scope *class)
{
	const struct capture *path = match_get(m, "path");
	struct node *n = find_node(l, class), *placed = route_placed(l, m, class);
	struct bases b;

	if (!n)
		n = add_node(l, class, m->rule, class->unit);
	n->rooted = true;
	if (path)
		texts_of(l, path, &n->own);
	if (placed) {
		add_edge(l, n, placed, NULL, false, class);
		n->rooted = false;
	}
	eval_bases(&l->eval, class, &b);
	if (m->rule->prefix && class->name.len)
		one_text(&n->own, template_prefix(l, m->rule->prefix, class, &b));
	stated_prefix(l, n, m->rule->detector, &b);
	n->versions = route_versions(l, m->rule->detector, class);
	for (size_t i = 0; i < b.local_count; i++) {
		for (const struct scope *f = b.local[i]->first_child; f; f = f->sibling) {
			struct in_controller in = { n, f, &b };

			if (f->decorators && method_named(&b, f->name) != f)
				continue; /* overridden */
			for (const struct expr *d = f->decorators; d; d = d->next)
				link_decorator(l, d, f->parent, is_in_controller,
				               on_controller_method, &in);
		}
	}
}

/* ---- view sets ---------------------------------------------------------- */

struct action {
	struct linker *l;
	const struct detector *d;
	struct node *owner;
	const struct unit *unit;
	uint32_t line;
	const struct rule *rule;
	const struct scope *class;
	struct texts path;
	struct texts done;
};

static void add_action(struct action *a, struct name action, const struct scope *handler)
{
	for (size_t i = 0; i < a->done.n; i++)
		if (!strcmp(a->done.v[i].s, action.s))
			return;
	for (const struct rule *r = a->d->rules; r; r = r->next) {
		struct pending *p;

		/* action NAME METHOD SUFFIX */
		if (r->word != WORD_action || r->word_count < 2 ||
		    !name_eq(r->words[0], action))
			continue;
		add_text(&a->done, action.s);
		p = add_pending(a->l, a->rule, handler ? handler->unit : a->unit,
		                handler ? handler->line : a->line);
		p->owner = a->owner;
		p->path = a->path;
		for (size_t i = 0; i < p->path.n; i++)
			p->path.v[i].s = arena_printf(a->l->arena, "%s%s", p->path.v[i].s,
			                              r->word_count > 2 ? r->words[2].s
			                                                : "");
		add_text(&p->methods, r->words[1].s);
		set_handler(a->l, p, handler, NULL, NULL);
		if (!handler)
			p->handler_name = arena_printf(a->l->arena, "%s.%s",
			                               a->class ? a->class->name.s : "",
			                               action.s);
	}
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
	const struct scope *method;
};

/* action(detail=True, methods=["post"], url_path="x") */
static void on_extra(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg)
{
	const struct extra *x = arg;
	const struct capture *detail = match_get(m, "detail"),
			     *path = match_get(m, "path");
	const char *lookup = "";
	struct texts tail;
	struct pending *p;

	(void)s;
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
		one_text(&tail, x->method->name.s);
	p = add_pending(l, x->a->rule, x->method->unit, call->line);
	p->owner = x->a->owner;
	for (size_t i = 0; i < x->a->path.n; i++)
		for (size_t k = 0; k < tail.n; k++)
			add_text(&p->path,
			         arena_printf(l->arena, "%s%s%s/", x->a->path.v[i].s,
			                      lookup, tail.v[k].s));
	methods_of(l, m, NULL, &p->methods);
	set_handler(l, p, x->method, call, s);
}

static void expand_viewset(struct linker *l, struct action *a)
{
	struct bases b;

	eval_bases(&l->eval, a->class, &b);
	for (size_t i = 0; i < b.local_count; i++) {
		for (const struct scope *m = b.local[i]->first_child; m; m = m->sibling) {
			struct extra x = { a, m };

			if (m->kind != SCOPE_FUNCTION)
				continue;
			add_action(a, m->name, m);
			if (method_named(&b, m->name) != m)
				continue; /* overridden */
			for (const struct expr *d = m->decorators; d; d = d->next)
				link_rules(l, d, m->parent, is_extra, on_extra, &x);
		}
	}
	provided(a->d, &b, provided_action, a);
}

/* new Service(options), of a package: what that class provides. */
static void expand_external(struct linker *l, struct action *a, const struct capture *h)
{
	struct values v;

	eval_expr(&l->eval, h->expr, h->scope, h->env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_OBJECT || v.v[i].kind == VALUE_EXTERNAL)
			provided_by(a->d, &v.v[i], provided_action, a);
}

void route_viewset(struct linker *l, const struct match *m, const struct expr *call,
                   const struct scope *s)
{
	const struct capture *h = match_get(m, "handler"), *path = match_get(m, "path");
	const struct scope *class = h ? link_handler(l, h->expr, h->scope, h->env) : NULL;

	for (size_t i = 0; i < m->heads.n; i++) {
		struct action a = { .l = l,
			            .d = m->rule->detector,
			            .unit = s->unit,
			            .line = call->line,
			            .rule = m->rule,
			            .class = class };

		a.owner = node_of(l, &m->heads.v[i], m->head_rule[i]);
		if (path)
			texts_of(l, path, &a.path);
		else
			one_text(&a.path, "");
		if (class && class->kind == SCOPE_CLASS)
			expand_viewset(l, &a);
		else if (!class && h)
			expand_external(l, &a, h);
		if (!a.done.n && !class) {
			struct pending *p = add_pending(l, m->rule, s->unit, call->line);

			p->owner = a.owner;
			p->path = a.path;
			add_text(&p->methods, "*");
			p->reason = "the view set is not of this code base";
		}
	}
}

/* ---- facts -------------------------------------------------------------- */

/* "a/:id/p" fits "a/7/p" and itself; behind a * or (.*) anything does. */
static bool path_fits(const char *path, const char *pattern)
{
	while (*pattern) {
		if (*pattern == '*' || !strncmp(pattern, "(.*)", 4) ||
		    !strncmp(pattern, "{/*", 3) || !strncmp(pattern, "{*", 2))
			return true;
		if (*pattern == ':' && *path && *path != '/') {
			pattern += strcspn(pattern, "/");
			path += strcspn(path, "/");
			continue;
		}
		if (*path++ != *pattern++)
			return false;
	}
	return !*path || !strcmp(path, "/");
}

static bool excepted(const struct global_prefix *g, const char *path)
{
	for (size_t i = 0; g && i < g->except.n; i++) {
		const char *x = g->except.v[i].s;

		x += *x == '/';
		if (path_fits(path + (*path == '/'), x))
			return true;
	}
	return false;
}

/* The row with the same line, method and path, if there is one. */
static struct fact *same_row(struct linker *l, const struct pending *p,
                             const char *method, const char *path)
{
	uint32_t hash = name_of(path).hash ^ p->line * 31 ^ (uint32_t)strlen(method);
	struct row **slot = &l->routes->rows[hash % SLOTS], *r;

	for (r = *slot; r; r = r->next) {
		struct fact *f = &l->facts->v[r->fact];

		if (f->line == p->line && f->file == p->unit->path &&
		    !strcmp(f->path, path) && !strcmp(f->method, method))
			return f;
	}
	r = arena_alloc(l->arena, sizeof *r);
	*r = (struct row){ l->facts->n, *slot };
	*slot = r;
	return NULL;
}

/* base and path; "*" may stand behind the base as it is. */
static const char *joined(struct linker *l, const struct detector *d, const char *base,
                          const char *path)
{
	size_t n = strlen(base);

	/* "/files" and ":search": no part of its own, where : is no parameter */
	if (*path == ':' && n && !has_form(d, ":name"))
		return arena_printf(l->arena, "%s%s", base, path);
	if (strcmp(path, "*") || !has_form(d, "*"))
		return path_join(l, base, path);
	n -= n && base[n - 1] == '/';
	return arena_printf(l->arena, "%.*s*", (int)n, base);
}

/* "/a/:b?" is "/a", too: without the last part; NULL: it is not optional. */
static const char *without_optional(struct linker *l, const struct detector *d,
                                    const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t n = strlen(path);

	if (!slash || slash[1] != ':' || path[n - 1] != '?' || !has_form(d, ":name?"))
		return NULL;
	return arena_strndup(l->arena, path, (size_t)(slash - path));
}

/* What serves it: of a class the method that answers, when it has one. */
static void emit_handler(struct linker *l, const struct pending *p, struct fact *f)
{
	const struct detector *d = p->rule->detector;
	const struct scope *h = p->handler, *answers = NULL;

	f->handler = p->handler_name;
	f->guard = p->guard ? p->guard : route_guard(l, p);
	if (!f->guard)
		f->guard = route_guard_everywhere(l, p, f->path);
	if (!h)
		return;
	if (h->kind != SCOPE_FUNCTION)
		answers = responder(l, d, h, f->method, p->suffix);
	link_measure(f, answers ? answers : h, p->unit);
	if (!answers)
		return;
	f->handler = h->kind == SCOPE_MODULE
	               ? answers->name.s
	               : arena_printf(l->arena, "%s.%s", h->name.s, answers->name.s);
	if (!f->guard)
		f->guard = guard_of(l, d, answers, NULL, NULL);
}

static void emit(struct linker *l, struct pending *p, const struct full *base,
                 const char *method, const char *path, bool complete)
{
	const struct rule *r = p->rule;
	const char *full = base ? joined(l, r->detector, base->s, path) : path;
	bool resolved = !p->reason && (complete || path_is_known(r->detector, path)) &&
	                (!base || (base->complete && base->rooted));
	struct fact *f;

	if (!*full)
		full = "/";
	full = path_written(l, r->detector, full);
	f = same_row(l, p, method, full);
	if (f && (!resolved || !strcmp(f->status, "resolved")))
		return;
	if (!f)
		f = link_fact(l,
		              r->word == WORD_FACT ? (enum fact_kind)r->fact
		                                   : FACT_endpoint,
		              p->unit, p->line, r);
	f->method = method;
	f->path = full;
	f->name = p->name;
	if (p->variety)
		f->variety = p->variety;
	if (p->detail)
		f->detail = p->detail;
	emit_handler(l, p, f);
	f->status = !resolved ? "unresolved" : r->status ? r->status : "resolved";
	f->reason = resolved  ? NULL
	          : p->reason ? p->reason
	          : base && !base->rooted
	              ? "the router is not mounted where it can be read"
	              : "a part of the path is not constant";
	if (resolved && base)
		route_again(l, p, base, path, (size_t)(f - l->facts->v));
}

/* The version stands in front of all prefixes; the route's own counts before those of
 * what it hangs on. */
static struct full versioned(struct linker *l, const struct pending *p,
                             const struct full *base)
{
	const char *version = p->version ? p->version : base->version;
	struct full f = *base;

	if (version)
		f.s = path_join(l, arena_printf(l->arena, "/v%s", version), f.s);
	return f;
}

/* Every method of one path below one base. */
static void emit_methods(struct linker *l, struct pending *p, const struct full *base,
                         const struct text *path)
{
	const char *shorter = without_optional(l, p->rule->detector, path->s);

	for (size_t m = 0; m < p->methods.n; m++) {
		emit(l, p, base, p->methods.v[m].s, path->s, path->complete);
		if (shorter)
			emit(l, p, base, p->methods.v[m].s, shorter, path->complete);
	}
}

static void finish(struct linker *l, struct pending *p)
{
	const struct global_prefix *g = NULL;
	struct fulls bases, bare;
	struct path_root root = { .is_bare = false };

	if (p->doubt && !p->doubt->is_believed)
		return;
	route_version_paths(l, p, &root.versions);
	route_bases(l, p, &root, &bases);
	if (p->owner && p->owner->rooted)
		g = route_prefix_of(l, p->rule->detector, p->owner->unit);
	for (size_t k = 0; k < p->path.n; k++) {
		const struct fulls *all = &bases;

		if (g &&
		    excepted(g, path_join(l, p->owner->own.v[0].s, p->path.v[k].s))) {
			root.is_bare = true;
			route_bases(l, p, &root, &bare);
			all = &bare;
		}
		for (size_t i = 0; i < all->n; i++) {
			struct full base = versioned(l, p, &all->v[i]);

			if (!route_is_late(l, p, &base, &p->path.v[k]))
				emit_methods(l, p, &base, &p->path.v[k]);
		}
	}
}

/* Does everything that includes this list come from it itself? */
static bool includes_itself(const struct node *n, const struct node *of, int depth)
{
	if (!n->parents)
		return false;
	for (const struct edge *e = n->parents; e; e = e->next)
		if (e->parent != of &&
		    (depth == 0 || !includes_itself(e->parent, of, depth - 1)))
			return false;
	return true;
}

/* Without a setting that names the root, every list that nobody includes is one. */
static void root_lists(struct linker *l)
{
	enum { CIRCLE = 3 };

	for (size_t i = 0; i < SLOTS; i++)
		for (struct node *n = l->routes->slot[i]; n; n = n->next) {
			if (!n->rule || n->rule->word != WORD_routes)
				continue;
			if (n->parents && includes_itself(n, n, CIRCLE))
				n->parents = NULL;
			if (!n->parents && !l->routes->root_list)
				n->rooted = true;
		}
}

/* Code without its application: nothing that would mount these routers is there. */
static void root_fragments(struct linker *l)
{
	for (size_t i = 0; i < SLOTS; i++)
		for (struct node *n = l->routes->slot[i]; n; n = n->next)
			if (n->rule &&
			    (n->rule->word == WORD_router ||
			     n->rule->word == WORD_route) &&
			    !n->parents && !n->rule->detector->is_python && n->unit &&
			    !route_app_nearness(l, n->rule->detector, n->unit))
				n->rooted = true;
}

void route_finish(struct linker *l)
{
	root_lists(l);
	route_close(l);
	root_fragments(l);
	for (struct pending *p = l->routes->first, *before = NULL; p; p = p->next) {
		if (before)
			route_beside(p, before);
		finish(l, p);
		before = p;
	}
	for (const struct late *x = NULL; (x = route_late(l, x));)
		emit_methods(l, x->p, &x->base, x->path);
}
