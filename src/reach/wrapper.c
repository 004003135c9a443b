/* wrapper.c - functions of ours that stand for a library: they are told what to ask. */
#include "reach/wrapper.h"

#include <stdlib.h>
#include <string.h>

enum {
	STATEMENTS_MAX = 20, /* of a function that does no work of its own */
	USES_MAX = 4, /* calls of the library in it: one for each method, a retry */
	ROUNDS = 4,   /* wrappers of wrappers */
};

bool wrapper_may_be(const struct scope *f)
{
	const struct param *p = f->params;

	if (f->kind != SCOPE_FUNCTION || scope_is_constructor(f))
		return false;
	if (p && (name_is(p->name, "self") || name_is(p->name, "cls")))
		p = p->next;
	return p && f->statements <= STATEMENTS_MAX;
}

/* The first call of a library that may be wrapped. */
static const struct use *use_in(const struct node *n, size_t *count)
{
	const struct use *first = NULL;

	for (size_t i = 0; i < n->use_count; i++) {
		const struct use *u = &n->uses[i];

		if (!u->category || !u->category->is_wrapped || u->category->fact < 0)
			continue;
		++*count;
		if (!first || u->line < first->line)
			first = u;
	}
	return first;
}

static const struct use *stands_for(const struct node *n)
{
	const struct step *first = NULL;
	size_t count = 0;
	const struct use *u = use_in(n, &count);

	for (size_t i = 0; i < n->step_count; i++) {
		const struct step *s = &n->steps[i];

		if (!s->to->wraps)
			continue;
		count++;
		if (!first || s->line < first->line)
			first = s;
	}
	if (count > USES_MAX)
		return NULL;
	return u ? u : first ? first->to->wraps : NULL;
}

/* Of all nodes by what was known in the round before: in whatever order they come. */
static bool next_round(struct reach *r)
{
	bool is_more = false;

	for (struct node *n = r->newest; n; n = n->older) {
		bool may_be = n->is_told && !n->wraps && !n->is_handler && n->is_read &&
		              wrapper_may_be(n->f);

		n->found = may_be ? stands_for(n) : NULL;
	}
	for (struct node *n = r->newest; n; n = n->older)
		if (n->found) {
			n->wraps = n->found;
			is_more = true;
		}
	return is_more;
}

void wrapper_find(struct reach *r)
{
	for (size_t i = 0; i < r->handled_count; i++)
		r->handled[i].node->is_handler = true;
	for (struct node *n = r->newest; n; n = n->older)
		for (size_t i = 0; i < n->step_count; i++)
			n->steps[i].to->is_told |= n->steps[i].says;
	for (int i = 0; i < ROUNDS && next_round(r); i++)
		;
	for (struct node *n = r->newest; n; n = n->older)
		if (n->wraps)
			*(const struct node **)arena_push(r->l->arena,
			                                  (void **)&r->wrappers,
			                                  &r->wrapper_count,
			                                  &r->wrapper_room, sizeof n) = n;
}

bool wrapper_holds(const struct reach *r, const char *file, uint32_t line)
{
	for (size_t i = 0; i < r->wrapper_count; i++) {
		const struct scope *f = r->wrappers[i]->f;

		if (f->line <= line && line <= f->end_line &&
		    !strcmp(f->unit->path, file))
			return true;
	}
	return false;
}

/* A call of a wrapper, where it stands. */
struct call {
	const struct unit *unit;
	uint32_t line;
	const struct node *of;
};

static int by_place(const void *a, const void *b)
{
	const struct call *x = a, *y = b;
	int order = strcmp(x->unit->path, y->unit->path);

	if (!order)
		order = (x->line > y->line) - (x->line < y->line);
	if (!order)
		order = strcmp(x->of->f->unit->path, y->of->f->unit->path);
	return order
	         ? order
	         : (x->of->f->line > y->of->f->line) - (x->of->f->line < y->of->f->line);
}

static void add_fact(struct reach *r, const struct call *c)
{
	const struct scope *f = c->of->f, *class = f->parent;
	struct use use = *c->of->wraps;
	struct fact *fact;

	use.unit = c->unit;
	use.line = c->line;
	fact = reach_add(r, &use, (enum fact_kind)use.category->fact, -1);
	fact->handler = class && class->kind == SCOPE_CLASS
	                  ? arena_printf(r->l->arena, "%s.%s", class->name.s, f->name.s)
	                  : f->name.s;
	fact->handler_file = f->unit->path;
	fact->handler_line = f->line;
	fact->statements = f->statements;
}

void wrapper_facts(struct reach *r)
{
	struct call *v = NULL;
	size_t n = 0, room = 0;

	for (const struct node *x = r->newest; x; x = x->older)
		for (size_t i = 0; !x->wraps && i < x->step_count; i++)
			if (x->steps[i].to->wraps)
				*(struct call *)arena_push(r->l->arena, (void **)&v, &n,
				                           &room, sizeof *v) =
				    (struct call){ x->f->unit, x->steps[i].line,
					           x->steps[i].to };
	if (n)
		qsort(v, n, sizeof *v, by_place);
	/* A function within another one has its calls, too. */
	for (size_t i = 0; i < n; i++)
		if ((!i || by_place(&v[i - 1], &v[i])) &&
		    !wrapper_holds(r, v[i].unit->path, v[i].line))
			add_fact(r, &v[i]);
}
