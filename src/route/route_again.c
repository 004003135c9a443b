/* route_again.c - further paths of one endpoint: its router mounted again, its path
 * written in several ways, its handler registered under several methods.
 *
 * Not so where one handler serves things of their own: views and controllers inherit it
 * (each has endpoints of its own), or a factory made several routers around it. */
#include <string.h>

#include "link/trait.h"
#include "route/route_parts.h"

/* The first path that a handler is served under, for a method. */
struct again {
	const char *method, *path; /* path: its own, without what stands in front */
	const void *made;
	size_t fact;
	struct again *next;
};

/* "/{org}/users" and "/users": the end of the other one, from a slash on. */
static bool ends_in(const char *path, const char *end)
{
	size_t n = strlen(path), m = strlen(end);

	if (m < 2 || m > n || strcmp(path + n - m, end))
		return false;
	return *end == '/' || n == m || path[n - m - 1] == '/';
}

/* A class answers each method with a function of its own, be it one that it inherits. */
static bool is_one_function(const struct pending *p, const struct fact *a,
                            const struct fact *b)
{
	const struct scope *h = p->handler;

	/* What a package's own class or function answers, written once. */
	if (!h)
		return a->handler && *a->handler && b->handler &&
		       !strcmp(a->handler, b->handler) && a->line == b->line &&
		       a->file == b->file;
	return (h->kind == SCOPE_FUNCTION || b->handler_line != h->line) &&
	       a->handler_line == b->handler_line && a->handler_end == b->handler_end &&
	       a->handler_file == b->handler_file;
}

static bool is_same(const struct pending *p, const struct again *x, const struct fact *of,
                    const struct fact *f, const char *path, const void *made)
{
	if (x->made != made)
		return false;
	if (strcmp(x->method, f->method) && !is_one_function(p, of, f))
		return false;
	return !strcmp(x->path, path) ||
	       ((p->handler || p->work) &&
	        (p->is_side_by_side || ends_in(x->path, path) || ends_in(path, x->path)));
}

void route_again(struct linker *l, struct pending *p, const struct full *base,
                 const char *path, size_t fact)
{
	struct fact *f = &l->facts->v[fact];
	struct again *x;

	/* What is there in debug mode alone is not paid for. */
	if (f->kind != FACT_endpoint || f->parent >= 0 ||
	    (f->traits && trait_has(f->traits, "only")) ||
	    (!p->handler && p->rule->word != WORD_viewset &&
	     !(f->handler && *f->handler)))
		return;
	for (x = p->served; x; x = x->next)
		if (x->fact == fact)
			return;
	for (x = p->served; x; x = x->next)
		if (is_same(p, x, &l->facts->v[x->fact], f, path, base->made)) {
			f->parent = (int64_t)x->fact;
			return;
		}
	x = arena_alloc(l->arena, sizeof *x);
	*x = (struct again){ f->method, path, base->made, fact, p->served };
	p->served = x;
}

void route_beside(struct pending *p, const struct pending *before)
{
	if (!p->handler || p->handler != before->handler || p->owner != before->owner ||
	    p->handler->kind != SCOPE_FUNCTION || p->rule->form != FORM_DECORATOR ||
	    before->rule->form != FORM_DECORATOR)
		return;
	p->served = before->served;
	p->is_side_by_side = true;
}
