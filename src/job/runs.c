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

/* console.log(), new Date(): what it tells, and values of the language. */
static bool is_of_language(struct name n)
{
	static const char *const names[] = { "console", "Date",   "JSON",  "Math",
		                             "Number",  "String", "Error", "Object",
		                             "Array",   "print" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (name_is(n, names[i]))
			return true;
	return false;
}

/* The functions called, each once. */
struct run {
	struct name v[RUNS_MAX];
	size_t n;
};

static bool run_add(struct run *r, struct name name)
{
	for (size_t i = 0; i < r->n; i++)
		if (name_eq(r->v[i], name))
			return true;
	if (r->n == RUNS_MAX)
		return false;
	r->v[r->n++] = name;
	return true;
}

const char *runs_alone(struct linker *l, const struct scope *body)
{
	const struct unit *u = body->unit;
	const char *said = NULL;
	struct run run = { .n = 0 };
	size_t n;
	const struct callee *c = callees_within(u, body->line, body->end_line, &n);

	if (body->name.len || body->statements > SHORT)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct name name = first_of(u, &c[i]);
		struct values v;

		eval_name(&l->eval, name, body, NULL, &v);
		if (!i && c[i].line == body->line && !is_ours(&v))
			continue; /* what it is handed to */
		if (!v.n && is_of_language(name))
			continue;
		if (c[i].line == body->line || c[i].owner || !is_ours(&v) ||
		    !run_add(&run, name))
			return NULL;
	}
	for (size_t i = 0; i < run.n; i++)
		said = said ? arena_printf(l->arena, "%s, %s", said, run.v[i].s)
		            : run.v[i].s;
	return said;
}
