/* route_package.c - routes that a package brings: where they hang, not what they are. */
#include "route_parts.h"

void route_of_package(struct linker *l, struct pending *p, const char *module)
{
	p->package = module;
	p->reason = arena_printf(l->arena, "the routes of %s are not among the files",
	                         module);
}

void route_package(struct linker *l, const struct rule *r, struct node *owner,
                   const struct texts *path, const char *module, const struct expr *call,
                   const struct scope *s)
{
	struct pending *p = add_pending(l, r, s->unit, call->line);

	p->owner = owner;
	p->path = *path;
	route_of_package(l, p, module);
	add_text(&p->methods, "*");
}
