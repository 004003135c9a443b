/* route_compare.c - a server without routes: if (request.url === "/x") { .. }. */
#include <string.h>

#include "route/route_parts.h"

static bool is_method(const struct compared *c)
{
	return name_is(c->member, "method") && route_is_method(c->text.s);
}

static bool is_path(const struct compared *c)
{
	return !name_is(c->member, "method") && *c->text.s == '/';
}

static bool holds_in(const struct compared *outer, const struct compared *inner)
{
	return outer->from && outer->from < inner->at && inner->at <= outer->to;
}

/* Methods in the same condition; else around it; else in what depends on it. */
static void methods_for(struct linker *l, const struct scope *f,
                        const struct compared *path, struct texts *out)
{
	out->n = 0;
	for (int way = 0; way < 3 && !out->n; way++) {
		for (const struct compared *c = f->compared; c; c = c->next) {
			bool same = path->from && c->from == path->from;
			bool fits = way == 0 ? same
			          : way == 1 ? !same && holds_in(c, path)
			                     : !same && holds_in(path, c);

			if (is_method(c) && fits)
				add_text(out, route_upper(l, c->text.s));
		}
	}
	if (!out->n)
		add_text(out, "*");
}

void route_compared(struct linker *l, const struct match *m, const struct scope *handler)
{
	for (const struct compared *c = handler->compared; c; c = c->next) {
		struct pending *p;
		if (!is_path(c) || !c->from)
			continue;
		p = add_pending(l, m->rule, handler->unit, c->line);
		one_text(&p->path,
		         arena_strndup(l->arena, c->text.s, strcspn(c->text.s, "?")));
		methods_for(l, handler, c, &p->methods);
		set_handler(l, p, handler, NULL, NULL);
	}
}
