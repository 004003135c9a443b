/* route_body.c - functions around calls that say where these hang, without being given a
 * router: router.group(() => { router.get("/x", f) }).prefix("/api"). */
#include "route/route_parts.h"

struct body {
	const struct scope *of;
	struct node *node;
	struct body *next;
};

void route_body(struct linker *l, struct node *n, const struct capture *c)
{
	const struct scope *f = link_handler(l, c->expr, c->scope, c->env);
	struct body *b;

	if (!f || f->kind != SCOPE_FUNCTION)
		return;
	b = arena_alloc(l->arena, sizeof *b);
	*b = (struct body){ f, n, l->routes->bodies };
	l->routes->bodies = b;
}

struct node *route_within(const struct linker *l, struct node *n, const struct scope *s)
{
	if (!l->routes->bodies)
		return n;
	for (; s; s = s->parent)
		for (const struct body *b = l->routes->bodies; b; b = b->next)
			if (b->of == s && b->node != n &&
			    b->node->rule->detector == n->rule->detector)
				return b->node;
	return n;
}
