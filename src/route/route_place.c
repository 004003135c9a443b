/* route_place.c - paths with names: what serves a name is at its path. */
#include <string.h>

#include "route/route_parts.h"

#include "value/unit.h"

/* add_route("user", "/users/{id}") in one file. */
struct place {
	const struct detector *detector;
	const char *name;
	struct node *node;
	struct place *next;
};

/* The one that this file states itself, or else the nearest to it. */
static struct place *place_find(const struct linker *l, const struct detector *d,
                                const char *name, const struct unit *unit, bool here)
{
	struct place *best = NULL;

	for (struct place *p = l->routes->places; p; p = p->next) {
		if (p->detector != d || strcmp(p->name, name) != 0 ||
		    (here && p->node->unit != unit))
			continue;
		if (!best || unit_nearness(p->node->unit, unit) >
		                 unit_nearness(best->node->unit, unit))
			best = p;
	}
	return best;
}

static struct place *place_make(struct linker *l, const struct rule *r, const char *name,
                                const struct unit *unit)
{
	struct place *p = place_find(l, r->detector, name, unit, true);

	if (p)
		return p;
	p = arena_zero(l->arena, sizeof *p);
	*p = (struct place){ r->detector, name, NULL, l->routes->places };
	p->node = add_node(l, p, r, unit);
	p->node->own.n = 0;
	l->routes->places = p;
	return p;
}

void route_place(struct linker *l, const struct match *m, const struct expr *call,
                 const struct scope *s)
{
	const struct capture *name = match_get(m, "name"), *path = match_get(m, "path");
	struct texts names, paths;
	struct place *p;

	if (!name || !path)
		return;
	texts_of(l, name, &names);
	texts_of(l, path, &paths);
	if (names.n != 1 || !names.v[0].complete)
		return;
	p = place_make(l, m->rule, names.v[0].s, s->unit);
	for (size_t i = 0; i < paths.n; i++)
		add_text(&p->node->own, paths.v[i].s);
	for (size_t i = 0; i < m->heads.n; i++)
		add_edge(l, p->node, node_of(l, &m->heads.v[i], m->head_rule[i]), NULL,
		         call);
	p->node->rooted = !m->heads.n; /* what is handed in is the application */
}

struct node *route_placed(struct linker *l, const struct match *m, const struct scope *s)
{
	const struct capture *at = match_get(m, "place");
	struct place *p;
	struct texts t;

	if (!at)
		return NULL;
	texts_of(l, at, &t);
	p = t.n ? place_find(l, m->rule->detector, t.v[0].s, s->unit, false) : NULL;
	return p ? p->node : NULL;
}
