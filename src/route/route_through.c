/* route_through.c - routers that stand where a handler does: app.all("/x*", router),
 * app.get("/x", router).
 *
 * Unlike a mount it takes nothing off the path: the router's own paths are whole. */
#include "route/route_parts.h"

bool route_through(struct linker *l, const struct match *m, const struct capture *handler,
                   const struct expr *call)
{
	struct values v;
	bool is_router = false;

	if (!handler || !m->heads.n)
		return false;
	eval_expr(&l->eval, handler->expr, handler->scope, handler->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct rule *role = value_role(&l->eval, m->rule->detector,
		                                     name_of("router"), &v.v[i]);

		for (size_t k = 0; role && k < m->heads.n; k++)
			add_edge(l, node_of(l, &v.v[i], role),
			         node_of(l, &m->heads.v[k], m->head_rule[k]), NULL, call);
		is_router |= role != NULL;
	}
	return is_router;
}
