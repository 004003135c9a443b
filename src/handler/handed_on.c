/* handed_on.c - functions of ours that a handler hands its request on to. */
#include "handler/handed_on.h"

#include "syntax/callees.h"

size_t handed_on(struct linker *l, const struct scope *f,
                 const struct scope *out[HANDED_ON_MAX])
{
	struct name request = f->params ? f->params->name : (struct name){ 0 };
	size_t n, found = 0;
	const struct callee *c = callees_within(f->unit, f->line, f->end_line, &n);

	for (size_t i = 0; i < n && request.len; i++) {
		struct values v;

		if (c[i].owner)
			continue;
		eval_name(&l->eval, f->unit->words[c[i].last], f, NULL, &v);
		for (size_t k = 0; k < v.n && found < HANDED_ON_MAX; k++) {
			const struct scope *g = v.v[k].scope;

			if (v.v[k].kind == VALUE_SCOPE && g != f &&
			    g->kind == SCOPE_FUNCTION && g->params &&
			    name_eq(g->params->name, request))
				out[found++] = g;
		}
	}
	return found;
}
