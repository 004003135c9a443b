/* route_gate.c - functions that run before all that hangs on a router, and turn away who
 * is not known: @app.before_request. What they let through they say in their own code:
 * of that only the usual paths are known. */
#include "handler/guard.h"
#include "route/route_parts.h"

enum { GATED_MAX = 400 };

/* What guards: the name that is given, a decorator of f, its own name, or a function that
 * it calls. */
static const char *gate_text(struct linker *l, const struct detector *d,
                             const struct scope *f, const struct expr *given)
{
	const char *text = NULL;

	if (given && (given->kind == EXPR_NAME || given->kind == EXPR_ATTR)) {
		const struct expr alone = expr_alone(given);

		text = guard_among(l, d, &alone, NULL, NULL);
	}
	if (!text && f && f->kind == SCOPE_FUNCTION)
		text = guard_of(l, d, f, NULL, f->parent);
	if (!text && f && f->name.len && patterns_say(&d->guards, f->name.s) == LIKE_YES)
		text = f->name.s;
	if (!text && f)
		text = guard_by_name(l, d, NULL, NULL, f);
	return text;
}

/* What n hangs on at the end, each router on the way once. */
static void close_roots(struct routes *r, struct node *n, const char *gate)
{
	struct node *last = n;

	n->guard_stamp = ++r->guard_stamp;
	for (n->walked = NULL; n; n = n->walked) {
		if (!n->parents && !n->gate)
			n->gate = gate;
		for (const struct edge *e = n->parents; e; e = e->next) {
			struct node *above = e->parent;

			if (above->guard_stamp == r->guard_stamp)
				continue;
			above->guard_stamp = r->guard_stamp;
			above->walked = NULL;
			last = last->walked = above;
		}
	}
}

void route_gate(struct linker *l, const struct match *m, const struct scope *f,
                const struct expr *given)
{
	const char *gate = m->heads.n ? gate_text(l, m->rule->detector, f, given) : NULL;

	for (size_t i = 0; gate && i < m->heads.n; i++) {
		struct node *n = node_of(l, &m->heads.v[i], m->head_rule[i]);

		if (m->rule->rooted)
			close_roots(l->routes, n, gate);
		else if (!n->gate)
			n->gate = gate;
	}
}

/* Each router once a question, as with other guards. */
static const char *gate_around(struct routes *r, struct node *n, int depth)
{
	const char *gate = n->gate;

	if (depth > DEPTH_MAX || n->guard_stamp == r->guard_stamp ||
	    r->guard_asked++ > GATED_MAX)
		return NULL;
	n->guard_stamp = r->guard_stamp;
	for (const struct edge *e = n->parents; e && !gate; e = e->next)
		gate = gate_around(r, e->parent, depth + 1);
	return gate;
}

const char *route_gated(struct linker *l, const struct pending *p, const char *path)
{
	struct node *n = p->owner;

	if (!n)
		return NULL;
	if (!n->is_gate_known) {
		l->routes->guard_stamp++;
		l->routes->guard_asked = 0;
		n->gate_around = gate_around(l->routes, n, 0);
		n->is_gate_known = true;
	}
	return n->gate_around &&
	               !detectors_say(l->detectors, p->rule->detector->is_python,
	                              WORD_spared, path)
	         ? n->gate_around
	         : NULL;
}
