/* route_keyed.c - endpoints that are entries of an object: "GET /users": "users/list". */
#include <ctype.h>
#include <string.h>

#include "route.h"
#include "route_parts.h"

/* "get /x", "/x": *method is upper case, "*" where none is said. NULL: no such text. */
static const char *split_key(struct linker *l, const char *key, const char **method)
{
	size_t n = 0;

	while (isalpha((unsigned char)key[n]))
		n++;
	*method = n ? route_upper(l, arena_strndup(l->arena, key, n)) : "*";
	if (n && !route_is_method(*method) && strcmp(*method, "ALL") != 0)
		return NULL;
	if (!strcmp(*method, "ALL"))
		*method = "*";
	key += n;
	if (n && *key != ' ')
		return NULL;
	while (*key == ' ')
		key++;
	return *key == '/' && !strchr(key, ' ') ? key : NULL;
}

/* handler=../controllers/{*}|run: what a text names. "Users.list" is a member of a module
 * itself. */
static const struct scope *named_handler(struct linker *l, const struct rule *r,
                                         const struct unit *u, const char *text)
{
	const char *star = strchr(r->handler, '*'), *bar = strchr(r->handler, '|');
	const char *dot = strrchr(text, '.');
	struct values v;

	if (!star || !bar || star > bar)
		return NULL;
	eval_import(&l->eval, u,
	            arena_printf(l->arena, "%.*s%.*s%.*s", (int)(star - r->handler),
	                         r->handler, dot ? (int)(dot - text) : (int)strlen(text),
	                         text, (int)(bar - star - 1), star + 1),
	            dot ? dot + 1 : bar + 1, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_FUNCTION)
			return v.v[i].scope;
	return NULL;
}

/* The folders above a file, too, may be that of the application. */
static const struct scope *named_class(struct linker *l, const struct rule *r,
                                       const struct unit *u, const char *text)
{
	enum { ABOVE_MAX = 4 };
	const char *star = strchr(r->handler, '*'), *above = "";
	struct values v;

	for (int i = 0; star && i < ABOVE_MAX; i++) {
		eval_import(&l->eval, u,
		            arena_printf(l->arena, "%s%.*s%s", above,
		                         (int)(star - r->handler), r->handler, text),
		            "default", &v);
		for (size_t k = 0; k < v.n; k++)
			if (v.v[k].kind == VALUE_SCOPE &&
			    v.v[k].scope->kind == SCOPE_CLASS)
				return v.v[k].scope;
		above = arena_printf(l->arena, "../%s", above);
	}
	return NULL;
}

const struct scope *route_named(struct linker *l, const struct rule *r,
                                const struct capture *c)
{
	const struct scope *class, *m;
	const char *dot;
	struct texts t;
	struct bases b;

	if (!r->handler)
		return NULL;
	eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
	if (t.n != 1 || !t.v[0].complete)
		return NULL;
	dot = strrchr(t.v[0].s, '.');
	class = named_class(l, r, c->scope->unit,
	                    dot ? arena_strndup(l->arena, t.v[0].s,
	                                        (size_t)(dot - t.v[0].s))
	                        : t.v[0].s);
	if (!class || !dot)
		return class;
	eval_bases(&l->eval, class, &b);
	m = method_named(&b, name_of(dot + 1));
	return m ? m : class;
}

/* {action: "users/list"} says it inside. */
static void named_by(struct linker *l, const struct expr *value, const struct scope *s,
                     const struct env *env, struct texts *out)
{
	static const char *const keys[] = { "action", "controller" };
	struct values v;

	eval_texts(&l->eval, value, s, env, out);
	if (out->n)
		return;
	eval_expr(&l->eval, value, s, env, &v);
	for (size_t i = 0; i < v.n && !out->n; i++)
		for (size_t k = 0; k < 2 && !out->n; k++) {
			struct values m;

			if (v.v[i].kind != VALUE_LITERAL ||
			    v.v[i].expr->kind != EXPR_DICT)
				continue;
			eval_member(&l->eval, &v.v[i], name_of(keys[k]), &m);
			for (size_t j = 0; j < m.n && !out->n; j++)
				if (m.v[j].kind == VALUE_LITERAL)
					eval_texts(&l->eval, m.v[j].expr, m.v[j].scope,
					           m.v[j].env, out);
		}
}

void route_keyed(struct linker *l, const struct rule *r, const struct expr *key,
                 const struct expr *value, const struct scope *s, const struct env *env)
{
	const struct scope *handler;
	const char *method, *path;
	struct texts t;
	struct pending *p;

	eval_texts(&l->eval, key, s, env, &t);
	if (!link_uses(l, r->detector) || !t.n ||
	    !(path = split_key(l, t.v[0].s, &method)))
		return;
	handler = link_handler(l, value, s, env);
	named_by(l, value, s, env, &t);
	if (!handler && t.n && r->handler)
		handler = named_handler(l, r, s->unit, t.v[0].s);
	p = add_pending(l, r, s->unit, key->line);
	one_text(&p->path, path);
	one_text(&p->methods, method);
	set_handler(l, p, handler, NULL, NULL);
	if (t.n)
		p->handler_name = t.v[0].s;
}

void route_spread(struct linker *l, const struct rule *r, const struct expr *spread,
                  const struct scope *s)
{
	struct pending *p;

	if (!link_uses(l, r->detector))
		return;
	p = add_pending(l, r, s->unit, spread->line);
	one_text(&p->path, "/{}");
	one_text(&p->methods, "*");
	p->reason = "the routes that are added here are not known";
}
