/* route_exported.c - lists of routes that scripts export where a platform looks for them:
 * module.exports = { routes: [{ method: "GET", path: "/x" }] }. */
#include <string.h>

#include "detect/file_place.h"
#include "link/exported.h"
#include "route/route_parts.h"
#include "syntax/lang.h"

/* prefix=/api/{*}, the star being what the first one of the place holds. */
static const char *prefix_of(struct linker *l, const struct rule *r,
                             const struct file_place *p)
{
	const char *star = r->prefix ? strchr(r->prefix, '*') : NULL;
	size_t i = 0;

	while (star && i < p->n && !p->is_taken[i])
		i++;
	return star && i < p->n
	         ? arena_printf(l->arena, "%.*s%.*s%s", (int)(star - r->prefix),
	                        r->prefix, (int)p->taken[i].len, p->taken[i].s, star + 1)
	         : r->prefix;
}

static void exported_list(struct linker *l, const struct rule *r, const struct unit *u,
                          const struct file_place *p)
{
	const struct scope *in = NULL;
	const struct expr *dict;
	struct exported x;
	struct node *n;
	struct match m;

	if (!exported_find(l, u, name_of("default"), &x) ||
	    !(dict = exported_dict(l, &x, &in)) ||
	    !match_tuple(&l->eval, r, dict, in, NULL, &m) || find_node(l, dict))
		return;
	n = add_node(l, dict, r, u);
	n->rooted = true;
	if (r->prefix)
		one_text(&n->own, prefix_of(l, r, p));
	for (const struct capture *c = m.captures; c; c = c->next)
		if (name_is(c->name, "routes"))
			list_fill(l, n, c);
}

static void exported_lists(struct linker *l, const struct rule *r)
{
	for (size_t i = 0; i < l->program->n; i++) {
		const struct unit *u = l->program->units[i];
		struct file_place p;

		if (u->kind == UNIT_SOURCE && u->language != LANG_PYTHON &&
		    file_place_split(&p, u->path) && file_place_ends(&p, r->words[0].s))
			exported_list(l, r, u, &p);
	}
}

void route_exported(struct linker *l)
{
	for (const struct detector *d = l->detectors->first; d; d = d->next)
		for (const struct rule *r = link_uses(l, d) ? d->rules : NULL; r;
		     r = r->next)
			if (r->word == WORD_lists)
				exported_lists(l, r);
}
