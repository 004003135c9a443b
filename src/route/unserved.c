/* unserved.c - classes that answer requests, and that no route was found to. */
#include "route/unserved.h"

#include <string.h>

#include "link/variant.h"
#include "route/route_parts.h"

/* Fewer are forgotten views, or examples; of a few more it takes a good part of all. */
enum { CLASS_SLOTS = 1024, FEW = 4, PART = 3 };

struct answering {
	const struct rule *rule;
	const struct scope *class;
	const char *module; /* of the package */
	bool is_served;
	struct answering *next, *same_slot;
};

struct unserved {
	struct answering *first, **end;
	struct answering *slot[CLASS_SLOTS];
};

/* Those of one detector in one service. */
struct group {
	const struct detector *detector;
	const struct service *service;
	const struct answering *first; /* that is served by none */
	size_t n, all;
};

struct groups {
	struct group *v;
	size_t n, room;
};

static struct answering **slot_of(struct unserved *u, const struct scope *class)
{
	return &u->slot[((uintptr_t) class >> 5) % CLASS_SLOTS];
}

static struct answering *find(struct unserved *u, const struct scope *class)
{
	struct answering *x = *slot_of(u, class);

	while (x && x->class != class)
		x = x->same_slot;
	return x;
}

void unserved_note(struct linker *l, const struct rule *r, const struct scope *class,
                   const char *module)
{
	struct unserved *u = l->unserved;
	struct answering *x, **slot;

	if (!u) {
		u = l->unserved = arena_zero(l->arena, sizeof *u);
		u->end = &u->first;
	}
	if (find(u, class))
		return;
	slot = slot_of(u, class);
	x = arena_alloc(l->arena, sizeof *x);
	*x = (struct answering){
		.rule = r, .class = class, .module = module, .same_slot = *slot
	};
	*u->end = *slot = x;
	u->end = &x->next;
}

/* A class serves with what it inherits. */
static void mark(struct linker *l, const struct scope *class)
{
	struct answering *x;
	struct bases b;

	while (class && class->kind == SCOPE_FUNCTION)
		class = class->parent;
	if (!class || class->kind != SCOPE_CLASS ||
	    ((x = find(l->unserved, class)) && x->is_served))
		return;
	eval_bases(&l->eval, class, &b);
	for (size_t i = 0; i < b.local_count; i++)
		if ((x = find(l->unserved, b.local[i])))
			x->is_served = true;
}

static struct group *group_of(struct linker *l, struct groups *all,
                              const struct answering *x)
{
	const struct service *s =
	    l->program->manifests
		? manifest_service(l->program->manifests, x->class->unit->path,
	                           x->rule->detector->is_python ? "Python" : "Node")
		: NULL;

	struct group *g;

	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].detector == x->rule->detector && all->v[i].service == s)
			return &all->v[i];
	g = arena_push(l->arena, (void **)&all->v, &all->n, &all->room, sizeof *g);
	*g = (struct group){ .detector = x->rule->detector, .service = s };
	return g;
}

static void tell(struct linker *l, const struct group *g,
                 const struct libraries *libraries)
{
	const struct answering *x = g->first;
	const struct library *package =
	    library_find_import(libraries, g->detector->is_python, x->module);
	struct fact *f = link_fact(l, FACT_include, x->class->unit, x->class->line,
	                           x->rule);
	const char *root = g->service ? g->service->root : "";

	f->variety = "unfound";
	f->name = f->target = arena_printf(l->arena, "%zu classes of %s", g->n,
	                                   package ? package->label : g->detector->name);
	f->path = *root ? arena_printf(l->arena, "%s/", root) : "/";
	f->status = "unresolved";
	f->reason =
	    arena_printf(l->arena,
	                 "no route was found to %zu of the %zu classes that answer "
	                 "requests, such as %s",
	                 g->n, g->all, x->class->name.s);
}

void unserved_finish(struct linker *l, const struct libraries *libraries)
{
	struct groups all = { 0 };
	struct group *g;

	if (!l->unserved || !libraries)
		return;
	for (const struct pending *p = l->routes->first; p; p = p->next) {
		mark(l, p->handler);
		mark(l, p->view);
	}
	for (const struct answering *x = l->unserved->first; x; x = x->next) {
		if (!x->class->name.len || class_has_heirs(l, x->class))
			continue;
		g = group_of(l, &all, x);
		g->all++;
		g->n += !x->is_served;
		if (!x->is_served && !g->first)
			g->first = x;
	}
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].n > FEW && all.v[i].n * PART > all.v[i].all)
			tell(l, &all.v[i], libraries);
}
