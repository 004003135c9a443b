/* route_guard.c - guards that stand on routers and mounts: router.use(auth). */
#include <string.h>

#include "handler/guard.h"
#include "route/route_parts.h"

/* The edges that the call made below this router. */
static bool guard_edges(struct linker *l, const struct node *parent, const void *call,
                        const char *guard)
{
	bool any = false;

	for (size_t i = 0; i < SLOTS; i++)
		for (struct node *n = l->routes->slot[i]; n; n = n->next)
			for (struct edge *e = n->parents; e; e = e->next)
				if (e->at == call && e->parent == parent) {
					e->guard = guard;
					any = true;
				}
	return any;
}

/* addHook("onRequest", (request, reply) => ..): a function that stands before handlers.
 */
static const char *written_hook(struct linker *l, const struct detector *d,
                                const struct expr *call)
{
	const struct expr *when = expr_first(call), *f = when ? when->next : NULL;

	if (!f || f->kind != EXPR_FUNCTION || when->kind != EXPR_STRING ||
	    !detectors_say(l->detectors, d->is_python, WORD_before, when->text.s))
		return NULL;
	return guard_written(d, f);
}

void route_guarding(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s)
{
	const struct capture *plugin = m->rule->plugin ? match_get(m, "child") : NULL;
	const char *guard = guard_among(l, m->rule->detector, expr_first(call), s,
	                                plugin ? plugin->expr : NULL),
		   *path = "";
	bool is_written = !guard;
	struct texts t;

	if (is_written)
		guard = written_hook(l, m->rule->detector, call);
	if (!guard)
		return;
	t.n = 0;
	if (expr_first(call) && expr_first(call)->next)
		eval_text_list(&l->eval, expr_first(call), s, m->env, &t);
	if (t.n && t.v[0].s[0] == '/')
		path = t.v[0].s;
	for (size_t i = 0; i < m->heads.n; i++) {
		struct node *n = node_of(l, &m->heads.v[i], m->head_rule[i]);
		struct guarding *g;

		/* What a function asks beside a guard, that has a name. */
		if ((is_written && n->guards) || guard_edges(l, n, call, guard))
			continue;
		for (g = n->guards; g && (g->line != call->line || g->unit != s->unit);)
			g = g->next;
		if (g)
			continue;
		g = arena_alloc(l->arena, sizeof *g);
		*g = (struct guarding){ guard, path, s->unit, call->line, n->guards };
		n->guards = g;
	}
}

static bool is_below(const char *path, const char *prefix)
{
	size_t n = strlen(prefix);

	while (n && (prefix[n - 1] == '/' || prefix[n - 1] == '*'))
		n--;
	return !n || (!strncmp(path, prefix, n) && (!path[n] || path[n] == '/'));
}

/* What of a router comes before this line. */
static const char *guard_before(const struct node *n, const struct unit *u, uint32_t line,
                                const char *path)
{
	for (const struct guarding *g = n->guards; g; g = g->next)
		if (g->unit == u && g->line < line && is_below(path, g->path))
			return g->guard;
	return NULL;
}

/* As many routers as one looks at for the guard of one. */
enum { ASKED_MAX = 400 };

/* Each router once a question: where nothing was found, nothing will be. */
static const char *guard_around(struct routes *r, struct node *n, int depth)
{
	const char *guard = NULL;

	if (depth > DEPTH_MAX || n->guard_stamp == r->guard_stamp ||
	    r->guard_asked++ > ASKED_MAX)
		return NULL;
	n->guard_stamp = r->guard_stamp;
	for (const struct edge *e = n->parents; e && !guard; e = e->next) {
		guard = e->guard;
		if (!guard && e->unit)
			guard = guard_before(e->parent, e->unit, e->line, e->path.v[0].s);
		if (!guard)
			guard = guard_around(r, e->parent, depth + 1);
	}
	return guard;
}

const char *route_guard(struct linker *l, const struct pending *p)
{
	struct node *n = p->owner;
	const char *guard;

	if (!n)
		return NULL;
	guard = guard_before(n, p->unit, p->line, p->path.n ? p->path.v[0].s : "");
	if (guard)
		return guard;
	if (!n->is_guard_known) {
		l->routes->guard_stamp++;
		l->routes->guard_asked = 0;
		n->guard_around = guard_around(l->routes, n, 0);
		n->is_guard_known = true;
	}
	return n->guard_around;
}
