/* delegate.c - handlers that hand their work on to a class of ours that they inherit. */
#include "reach/delegate.h"

#include <string.h>

#include "syntax/callees.h"

enum {
	STEPS_MAX = 3,
	OWN_MAX = 4, /* statements of a handler that does little else */
};

/* The method of that name that another class than `class` states; super: that any base
 * of it does. NULL: the class states it itself, or nobody does. */
static const struct scope *inherited(struct reach *r, const struct scope *class,
                                     struct name n, bool is_super)
{
	struct bases b;

	eval_bases(&r->l->eval, class, &b);
	for (size_t i = 0; i < b.local_count; i++) {
		const struct binding *at = scope_find(b.local[i], n);
		const struct scope *f = scope_function(&at);

		if (f && b.local[i] == class && !is_super)
			return NULL;
		if (f && b.local[i] != class)
			return f;
	}
	return NULL;
}

static bool is_of_object(struct name n, bool *is_super)
{
	*is_super = name_is(n, "super");
	return *is_super || name_is(n, "self") || name_is(n, "this") || name_is(n, "cls");
}

/* The largest of those that f calls so, larger than f itself. */
static const struct scope *delegated(struct reach *r, const struct scope *f)
{
	const struct unit *u = f->unit;
	const struct scope *most = NULL;
	size_t n;
	const struct callee *c = callees_within(u, f->line, f->end_line, &n);

	if (f->kind != SCOPE_FUNCTION || !f->parent || f->parent->kind != SCOPE_CLASS)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		const struct scope *g;
		bool is_super;

		if (!c[i].owner || c[i].head ||
		    !is_of_object(u->words[c[i].owner], &is_super))
			continue;
		g = inherited(r, f->parent, u->words[c[i].last], is_super);
		if (g && g != f && g->statements > (most ? most : f)->statements)
			most = g;
	}
	return most;
}

static void add_trait(struct reach *r, struct fact *f, const char *name,
                      const char *value)
{
	f->traits = arena_printf(r->l->arena, "%s%s%s=%s", f->traits ? f->traits : "",
	                         f->traits && *f->traits ? " " : "", name, value);
}

static void measure(struct reach *r, const struct node *handler, struct fact *fact)
{
	const struct scope *f = handler->f, *g;
	const char *with = NULL, *name;

	if (f->statements > OWN_MAX)
		return;
	for (int i = 0; i < STEPS_MAX && (g = delegated(r, f)); i++, f = g) {
		struct node *n = reach_node(r, g);

		if (n->is_handler)
			break;
		name = link_scope_name(r->l, g);
		if (n->borne_by && n->borne_by != handler) {
			add_trait(r, fact, "shares", name);
			break;
		}
		n->borne_by = handler;
		fact->statements += g->statements;
		fact->branches += g->branches;
		with = with ? arena_printf(r->l->arena, "%s,%s", with, name) : name;
	}
	if (with)
		add_trait(r, fact, "with", with);
}

void delegate_measure(struct reach *r)
{
	for (size_t i = 0; i < r->handled_count; i++)
		measure(r, r->handled[i].node, &r->l->facts->v[r->handled[i].fact]);
}
