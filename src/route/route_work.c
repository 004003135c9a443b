/* route_work.c - a handler that several declarations register: which of them are the same
 * work.
 *
 * A function of a module is, wherever it is registered and whatever is put around it or
 * handed to it by the route. A class is where it is made with the same arguments, as
 * View.as_view(template_name=..) is one for each template; a method where its object is
 * written in the same way in the same place, as another object may have inherited it; and
 * what a factory returns where the factory is called in the same way. */
#include <string.h>

#include "route/route_parts.h"

/* Work that a declaration registered. */
struct work {
	const struct scope *of; /* the handler, or the class whose action it is */
	const struct scope *in; /* where `as` is read; NULL: it says the same anywhere */
	const char *as;
	const struct pending *p; /* the last that registered it */
	struct work *next;       /* same slot */
};

static struct work *find(struct linker *l, const struct scope *of, const struct scope *in,
                         const char *as)
{
	size_t hash = ((uintptr_t)of >> 4) + name_of(as).hash;
	struct work **slot = &l->routes->works[hash % SLOTS], *w;

	for (w = *slot; w; w = w->next)
		if (w->of == of && w->in == in && !strcmp(w->as, as))
			return w;
	w = arena_alloc(l->arena, sizeof *w);
	*w = (struct work){ of, in, as, NULL, *slot };
	return *slot = w;
}

/* As it is written; NULL: that does not tell it from another one. */
static const char *written(struct linker *l, const struct expr *e)
{
	char buf[240];

	expr_print(e, buf, sizeof buf);
	return strchr(buf, '<') || strlen(buf) + 1 == sizeof buf
	         ? NULL
	         : arena_strdup(l->arena, buf);
}

/* What a class is made with: "" for nothing, NULL where that is not known. */
static const char *made_with(struct linker *l, const struct scope *class,
                             const struct capture *h)
{
	const struct scope *s = h->scope;
	const struct expr *call = route_call_of(h->expr, &s), *e = h->expr;
	const char *text;

	/* path("x", View, {"kind": 1}) */
	if (e->next && (e->next->kind == EXPR_DICT || e->next->kind == EXPR_CALL))
		return NULL;
	if (!call)
		return (e->kind == EXPR_NAME || e->kind == EXPR_ATTR) &&
		               name_eq(e->text, class->name)
		         ? ""
		         : NULL;
	if (!expr_first(call))
		return "";
	text = s == h->scope ? written(l, call) : NULL;
	return text ? strchr(text, '(') : NULL;
}

static bool encloses(const struct scope *outer, const struct scope *s)
{
	while (s && s != outer)
		s = s->parent;
	return s;
}

void route_work(struct linker *l, struct pending *p, const struct capture *h)
{
	const struct scope *f = p->handler;
	const char *as = NULL;

	if (!f || !h || f->kind == SCOPE_MODULE)
		return;
	if (f->kind == SCOPE_FUNCTION && f->parent && f->parent->kind == SCOPE_MODULE)
		as = "";
	else if (h->env)
		return; /* each call of the function around it has another one */
	else if (f->kind == SCOPE_CLASS)
		as = made_with(l, f, h);
	else if (f->parent && f->parent->kind == SCOPE_FUNCTION &&
	         encloses(f->parent, h->scope))
		as = "";
	else
		as = written(l, h->expr);
	if (as)
		p->work = find(l, f, *as ? h->scope : NULL, as);
}

void route_work_of_class(struct linker *l, struct pending *p, const struct scope *class,
                         const char *action)
{
	if (class)
		p->work = find(l, class, NULL, action);
}

void route_work_begin(struct pending *p)
{
	if (!p->work)
		return;
	if (p->work->p) {
		p->served = p->work->p->served;
		p->is_side_by_side = true;
	}
	p->work->p = p;
}
