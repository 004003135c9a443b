/* route_app.c - applications that were seen, and what is made with them. */
#include "route/route_parts.h"

#include "value/unit.h"

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
		if (a->detector == d && unit_nearness(a->unit, u) + 1 > best)
			best = unit_nearness(a->unit, u) + 1;
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

/* Runtime.serve({routes}), of a global name that no file tells anything of: the call is
 * all that is known of the application. */
static void made_by_name(struct linker *l, const struct match *m, const struct expr *call,
                         const struct scope *s)
{
	const struct capture *routes = match_get(m, "routes");
	struct node *n;

	if (!m->head_unknown || !routes || find_node(l, call))
		return;
	n = add_node(l, call, m->rule, s->unit);
	n->in = s;
	n->rooted = true;
	list_fill(l, n, routes);
}

/* A call that makes an application or router names its children at once. */
void route_made(struct linker *l, const struct match *m, const struct expr *call,
                const struct scope *s)
{
	struct values v;

	if (m->rule->word == WORD_app)
		note_app(l, m->rule->detector, s->unit);

	made_by_name(l, m, call, s);
	eval_expr(&l->eval, call, s, m->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct rule *role = value_role(&l->eval, m->rule->detector,
		                                     name_of("router"), &v.v[i]);

		if (role)
			node_of(l, &v.v[i], role);
	}
}
