/* route_package.c - routes that a package brings: what they are where a detector says so,
 * else where they hang. */
#include <string.h>

#include "route/route_parts.h"

void route_of_package(struct linker *l, struct pending *p, const char *module)
{
	p->package = module;
	p->reason = arena_printf(l->arena, "the routes of %s are not among the files",
	                         module);
}

/* brings MODULE METHOD PATH ... */
static void add_brought(struct linker *l, const struct rule *r, const struct rule *of,
                        struct node *owner, const struct texts *path,
                        const struct expr *call, const struct scope *s)
{
	for (size_t i = 1; i + 1 < of->word_count; i += 2) {
		struct pending *p = add_pending(l, r, s->unit, call->line);

		p->owner = owner;
		for (size_t k = 0; k < path->n; k++)
			p->path.v[p->path.n++] = (struct text){
				path_join(l, path->v[k].s, of->words[i + 1].s),
				path->v[k].complete,
			};
		add_text(&p->methods, of->words[i].s);
	}
}

static const struct rule *brings(const struct linker *l, const char *module)
{
	for (const struct detector *d = l->detectors->first; d; d = d->next)
		for (const struct rule *r = d->rules; r; r = r->next)
			if (r->word == WORD_brings && r->word_count &&
			    name_is(r->words[0], module))
				return r;
	return NULL;
}

void route_package(struct linker *l, const struct rule *r, struct node *owner,
                   const struct texts *path, const char *module, const struct expr *call,
                   const struct scope *s)
{
	const struct rule *of = brings(l, module);
	struct pending *p;

	if (of) {
		add_brought(l, r, of, owner, path, call, s);
		return;
	}
	p = add_pending(l, r, s->unit, call->line);
	p->owner = owner;
	p->path = *path;
	route_of_package(l, p, module);
	add_text(&p->methods, "*");
}
