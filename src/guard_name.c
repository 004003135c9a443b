/* guard_name.c - what protects a handler, by the names of functions around and in it. */
#include "callees.h"
#include "guard.h"

enum { WRAPPERS_MAX = 6 };

/* Does n look like a pattern, in which * is any text? */
static bool is_like(const char *pattern, const char *s)
{
	const char *star = NULL, *back = NULL;

	while (*s) {
		if (*pattern == '*') {
			star = ++pattern;
			back = s;
		} else if (*pattern == *s) {
			pattern++;
			s++;
		} else if (star) {
			pattern = star;
			s = ++back;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

static bool is_guard(const struct detector *d, struct name n)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		for (size_t i = 0; r->word == WORD_guards && i < r->word_count; i++)
			if (n.len && is_like(r->words[i].s, n.s))
				return true;
	return false;
}

/* The first of the functions called in f that is a guard. */
static const char *called_in(const struct detector *d, const struct scope *f)
{
	size_t n;
	const struct callee *c = callees_within(f->unit, f->line, f->end_line, &n);

	for (size_t i = 0; i < n; i++)
		if (is_guard(d, f->unit->words[c[i].last]))
			return f->unit->words[c[i].last].s;
	return NULL;
}

/* A function of ours that is given the request, as its own parameter's name says, and
 * calls a guard itself: const { auth } = await parse(request). */
static const char *called_with_request(struct linker *l, const struct detector *d,
                                       const struct scope *f)
{
	struct name request = f->params ? f->params->name : (struct name){ 0 };
	size_t n;
	const struct callee *c = callees_within(f->unit, f->line, f->end_line, &n);

	for (size_t i = 0; i < n && request.len; i++) {
		struct name name = f->unit->words[c[i].last];
		struct values v;

		if (c[i].owner)
			continue;
		eval_name(&l->eval, name, f, NULL, &v);
		for (size_t k = 0; k < v.n; k++) {
			const struct scope *g = v.v[k].scope;

			if (v.v[k].kind == VALUE_SCOPE && g != f &&
			    g->kind == SCOPE_FUNCTION && g->params &&
			    name_eq(g->params->name, request) && called_in(d, g))
				return name.s;
		}
	}
	return NULL;
}

/* withSession(handler): by its own name, or because it calls a guard. */
static const char *around(struct linker *l, const struct detector *d,
                          const struct expr *call, const struct scope *s)
{
	struct values v;

	if (!call->left ||
	    (call->left->kind != EXPR_NAME && call->left->kind != EXPR_ATTR))
		return NULL;
	if (is_guard(d, call->left->text))
		return call->left->text.s;
	eval_expr(&l->eval, call->left, s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_FUNCTION &&
		    called_in(d, v.v[i].scope))
			return call->left->text.s;
	return NULL;
}

const char *guard_by_name(struct linker *l, const struct detector *d,
                          const struct expr *value, const struct scope *s,
                          const struct scope *handler)
{
	const char *name = NULL;

	for (int i = 0; value && value->kind == EXPR_CALL && i < WRAPPERS_MAX; i++) {
		name = around(l, d, value, s);
		if (name)
			return name;
		value = value->first && value->first->kind == EXPR_CALL ? value->first
		      : value->left && value->left->kind == EXPR_ATTR ? value->left->left
		                                                      : NULL;
	}
	if (!handler || handler->kind != SCOPE_FUNCTION)
		return NULL;
	name = called_in(d, handler);
	return name ? name : called_with_request(l, d, handler);
}
