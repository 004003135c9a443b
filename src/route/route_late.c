/* route_late.c - endpoints below nothing known, kept back until the others are known.
 *
 * The same lines may be served elsewhere, as where a parameter's type and what is handed
 * in for it are both the router. */
#include <string.h>

#include "route/route_parts.h"

struct served_at {
	const struct pending *p;
	const char *path;
	struct served_at *next;
};

static const char *own_prefix(const struct pending *p)
{
	return p->owner ? p->owner->own.v[0].s : "";
}

static struct served_at **served_slot(struct linker *l, const struct pending *p,
                                      const char *path)
{
	uint32_t hash = name_of(path).hash ^ p->line * 31;
	struct served_at **at = &l->routes->served[hash % SLOTS];

	for (; *at; at = &(*at)->next)
		if ((*at)->p->line == p->line && (*at)->p->unit == p->unit &&
		    (*at)->p->rule->detector == p->rule->detector &&
		    !strcmp((*at)->path, path) &&
		    !strcmp(own_prefix((*at)->p), own_prefix(p)))
			break;
	return at;
}

bool route_is_late(struct linker *l, struct pending *p, const struct full *base,
                   const struct text *path)
{
	struct late *late;

	if (base->rooted) {
		struct served_at **at = served_slot(l, p, path->s);

		if (!*at) {
			*at = arena_zero(l->arena, sizeof **at);
			**at = (struct served_at){ p, path->s, NULL };
		}
		return false;
	}
	late = arena_alloc(l->arena, sizeof *late);
	*late = (struct late){ p, *base, path, NULL };
	if (l->routes->late_last)
		l->routes->late_last->next = late;
	else
		l->routes->late = late;
	l->routes->late_last = late;
	return true;
}

const struct late *route_late(struct linker *l, const struct late *after)
{
	const struct late *x = after ? after->next : l->routes->late;

	while (x && *served_slot(l, x->p, x->path->s))
		x = x->next;
	return x;
}
