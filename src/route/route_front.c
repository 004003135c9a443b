/* route_front.c - endpoints of any method that run in front of others on their path:
 * router.route("/x").all(loaded).get(show).
 *
 * Were they to answer, what stands behind them would never be asked. */
#include <string.h>

#include "route/route_parts.h"
#include "syntax/callees.h"

/* Declarations of a path stand near each other; nobody is asked about more. */
enum { NEAR = 64 };

static bool is_any(const struct pending *p)
{
	return p->methods.n == 1 && !strcmp(p->methods.v[0].s, "*");
}

/* (request, response, next) => next(): what it is handed last is called. */
static bool hands_on(const struct scope *f)
{
	const struct param *last = f->params;
	const struct callee *c;
	size_t n;

	if (f->kind != SCOPE_FUNCTION || !last || !last->next)
		return false;
	while (last->next)
		last = last->next;
	c = callees_within(f->unit, f->line, f->end_line, &n);
	for (size_t i = 0; i < n; i++)
		if (!c[i].owner && name_eq(f->unit->words[c[i].last], last->name))
			return true;
	return false;
}

static bool may_be_in_front(const struct pending *p)
{
	return is_any(p) && p->rule->form == FORM_CALL && p->owner && p->path.n == 1 &&
	       p->handler && hands_on(p->handler);
}

static bool is_of_path(const struct pending *p, const struct pending *q)
{
	if (q->owner != p->owner)
		return false;
	for (size_t i = 0; i < q->path.n; i++)
		if (!strcmp(q->path.v[i].s, p->path.v[0].s))
			return true;
	return false;
}

/* A chain is read from its end, so that of one line what comes later stands in front. */
static bool is_behind(const struct pending *p, const struct pending *q, bool is_later)
{
	return q != p && q->unit == p->unit && !is_any(q) && q->rule->form == FORM_CALL &&
	       is_of_path(p, q) &&
	       (q->line > p->line || (q->line == p->line && !is_later));
}

static void note_front(struct linker *l, struct pending *p, struct pending *q,
                       bool is_later)
{
	if (!is_behind(p, q, is_later))
		return;
	p->is_in_front = true;
	route_chain_add(l, q, p);
	if (!q->guard)
		q->guard = p->guard ? p->guard : p->as_guard;
}

void route_fronts(struct linker *l)
{
	struct pending *lately[NEAR];
	size_t n = 0;

	for (struct pending *p = l->routes->first; p; p = p->next) {
		if (may_be_in_front(p)) {
			size_t left = NEAR;

			for (size_t i = n > NEAR ? n - NEAR : 0; i < n; i++)
				note_front(l, p, lately[i % NEAR], false);
			for (struct pending *q = p->next; q && left; q = q->next, left--)
				note_front(l, p, q, true);
		}
		lately[n++ % NEAR] = p;
	}
}
