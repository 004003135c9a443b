/* runs.c - what a function without a name runs, where it does no more than that. */
#include "job/runs.h"

#include "syntax/callees.h"

enum { SHORT = 4, RUNS_MAX = 4 }; /* statements, functions */

/* The first name of the chain that is called. */
static struct name first_of(const struct unit *u, const struct callee *c)
{
	return u->words[c->root    ? c->root
	                : c->head  ? c->head
	                : c->owner ? c->owner
	                           : c->last];
}

static bool is_ours(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].kind != VALUE_SCOPE || v->v[i].scope->kind != SCOPE_FUNCTION)
			return false;
	return v->n > 0;
}

const char *runs_alone(struct linker *l, const struct scope *body)
{
	const struct unit *u = body->unit;
	const char *said = NULL;
	size_t n, count = 0;
	const struct callee *c = callees_within(u, body->line, body->end_line, &n);

	if (body->name.len || body->statements > SHORT)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct name name = first_of(u, &c[i]);
		struct values v;

		if (c[i].line == body->line)
			continue; /* what it is handed to */
		eval_name(&l->eval, name, body, NULL, &v);
		if (!v.n)
			continue; /* of the language */
		if (c[i].owner || !is_ours(&v) || ++count > RUNS_MAX)
			return NULL;
		said = said ? arena_printf(l->arena, "%s, %s", said, name.s) : name.s;
	}
	return said;
}
