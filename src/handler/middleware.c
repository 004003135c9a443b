/* middleware.c - code around each request: classes and functions of ours, and what
 * packages bring. */
#include "handler/middleware.h"

#include <string.h>

#include "detect/file_place.h"

const char *middleware_package(struct linker *l, const struct capture *c)
{
	struct values v;

	if (!c)
		return NULL;
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct value *x = &v.v[i];
		const char *path = x->path;

		if ((x->kind != VALUE_OBJECT && x->kind != VALUE_EXTERNAL) || !x->module)
			continue;
		if (path && !strncmp(path, "default", 7) && (!path[7] || path[7] == '.'))
			path += path[7] ? 8 : 7;
		return path && *path ? arena_printf(l->arena, "%s.%s", x->module, path)
		                     : x->module;
	}
	return NULL;
}

bool middleware_has_each(const struct rule *r)
{
	for (const struct arg *a = r->args; a; a = a->next)
		if (a->kind == ARG_REST && name_is(a->name, "handler"))
			return true;
	return false;
}

static const struct expr *made(const struct expr *e)
{
	return e->kind == EXPR_CALL && e->flags & EXPR_NEW && expr_left(e) ? expr_left(e)
	                                                                   : e;
}

/* useFactory: () => new Around() is told by the file that it stands in. */
const char *middleware_name(struct linker *l, const struct scope *body,
                            const struct unit *u)
{
	return body->name.len ? link_scope_name(l, body) : file_name_of(u->path);
}

static void found(struct linker *l, const struct rule *r, const struct capture *c,
                  const struct unit *u)
{
	const struct expr *e = made(c->expr);
	const struct scope *body = link_handler(l, e, c->scope, c->env);
	struct fact *f = link_fact(l, FACT_middleware, u, c->expr->line, r);
	char buf[80];

	link_row(l, u, c->expr->line, r);
	if (!body) {
		f->target = middleware_package(l, c);
		f->name = arena_strdup(l->arena, expr_print(e, buf, sizeof buf));
		return;
	}
	f->handler = link_scope_name(l, body);
	f->name = middleware_name(l, body, u);
	link_measure(f, body, u);
}

/* use("/path", x): where it stands around requests. */
static bool is_path(struct linker *l, const struct capture *c)
{
	struct texts t;

	eval_text_list(&l->eval, c->expr, c->scope, c->env, &t);
	return t.n > 0;
}

bool middleware_is_router(struct linker *l, const struct expr *e, const struct scope *s,
                          const struct env *env)
{
	struct values v;

	eval_expr(&l->eval, e, s, env, &v);
	for (size_t i = 0; i < v.n; i++)
		for (const struct detector *d = l->detectors->first; d; d = d->next)
			if (d->is_kept &&
			    value_role(&l->eval, d, name_of("router"), &v.v[i]))
				return true;
	return false;
}

void middleware_each(struct linker *l, const struct match *m, const struct unit *u)
{
	for (const struct capture *c = m->captures; c; c = c->next)
		if (name_is(c->name, "handler") && !is_path(l, c) &&
		    !middleware_is_router(l, c->expr, c->scope, c->env))
			found(l, m->rule, c, u);
}
