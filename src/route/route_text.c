/* route_text.c - what calls say of endpoints in texts: paths, methods, versions. */
#include <ctype.h>
#include <string.h>

#include "route/route_parts.h"

void one_text(struct texts *t, const char *s)
{
	t->n = 1;
	t->v[0] = (struct text){ s, true };
}

void add_text(struct texts *t, const char *s)
{
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->v[i].s, s))
			return;
	if (t->n < VALUES_MAX)
		t->v[t->n++] = (struct text){ s, true };
}

const char *route_upper(struct linker *l, const char *s)
{
	char *u = arena_strdup(l->arena, s);

	for (char *c = u; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return u;
}

bool route_has_path(const struct expr *dict)
{
	for (const struct expr *p = expr_first(dict); p; p = p->next)
		if (p->kind != EXPR_PAIR ||
		    (expr_left(p) && name_is(expr_left(p)->text, "path")))
			return true;
	return false;
}

void texts_of(struct linker *l, const struct capture *c, struct texts *out)
{
	struct values v;

	eval_text_list(&l->eval, c->expr, c->scope, c->env, out);
	if (out->n)
		return;
	/* {path: "x", version: "1"}: an object in place of a text */
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n && !out->n; i++) {
		if (v.v[i].kind != VALUE_LITERAL || v.v[i].expr->kind != EXPR_DICT)
			continue;
		if (!route_has_path(v.v[i].expr))
			one_text(out, "");
		for (const struct expr *p = expr_first(v.v[i].expr); p; p = p->next)
			if (p->kind == EXPR_PAIR && expr_left(p) &&
			    name_is(expr_left(p)->text, "path"))
				eval_text_list(&l->eval, expr_first(p), v.v[i].scope,
				               v.v[i].env, out);
	}
	if (!out->n) {
		one_text(out, "{}");
		out->v[0].complete = false;
	}
}

const char *route_captured(struct linker *l, const struct match *m, const char *name)
{
	const struct capture *c = match_get(m, name);
	struct texts t;

	if (!c)
		return NULL;
	if (c->expr->kind == EXPR_NUMBER)
		return c->expr->text.s;
	eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
	return t.n ? t.v[0].s : NULL;
}
