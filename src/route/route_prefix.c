/* route_prefix.c - prefixes that calls set: of one router, or of all, with exceptions. */
#include <string.h>

#include "route/route_parts.h"

/* router.prefix("/x"): that router's own, in front of what it has already. */
static void prefix_heads(struct linker *l, const struct match *m,
                         const struct capture *path)
{
	for (size_t i = 0; i < m->heads.n; i++) {
		struct node *n = node_of(l, &m->heads.v[i], m->head_rule[i]);
		struct texts front;

		texts_of(l, path, &front);
		route_prefix_front(l, n, &front);
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

/* mount: {"/rest": [..], "/": [..]}: the first that is more than the root. */
static void path_by_key(struct linker *l, const struct capture *c, struct texts *out)
{
	struct values v;

	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++)
		for (const struct expr *p =
		         v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_DICT
		             ? expr_first(v.v[i].expr)
		             : NULL;
		     p; p = p->next)
			if (p->kind == EXPR_PAIR && expr_left(p) &&
			    expr_left(p)->kind == EXPR_STRING &&
			    *expr_left(p)->text.s == '/' && expr_left(p)->text.len > 1) {
				one_text(out, expr_left(p)->text.s);
				return;
			}
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
	path_by_key(l, path, &g->path);
	if (except)
		excepted_texts(l, except, &g->except);
	g->next = l->routes->prefixes;
	l->routes->prefixes = g;
}

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

bool route_is_excepted(const struct global_prefix *g, const char *path)
{
	for (size_t i = 0; g && i < g->except.n; i++) {
		const char *x = g->except.v[i].s;

		x += *x == '/';
		if (path_fits(path + (*path == '/'), x))
			return true;
	}
	return false;
}
