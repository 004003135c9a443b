/* route_keyed.c - endpoints that are entries of an object: "GET /users": "users/list". */
#include <ctype.h>
#include <string.h>

#include "link/exported.h"
#include "route/route.h"
#include "route/route_parts.h"

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

/* What a file exports, or what that is made of, as an object: its member.
 * "api::boat.boat" is the file boat. */
static const struct scope *named_member(struct linker *l, const struct rule *r,
                                        const struct unit *u, const char *file,
                                        struct name member)
{
	const char *star = strchr(r->handler, '*'), *dot = strrchr(file, '.');
	const struct unit *t;
	struct exported x;

	if (!star)
		return NULL;
	t = program_resolve(l->program, u,
	                    arena_printf(l->arena, "%.*s%s", (int)(star - r->handler),
	                                 r->handler, dot ? dot + 1 : file),
	                    NULL);
	return t && exported_find(l, t, name_of("default"), &x)
	         ? exported_member(l, &x, member)
	         : NULL;
}

const struct scope *route_named(struct linker *l, const struct rule *r,
                                const struct capture *c)
{
	const struct scope *class, *m;
	const char *dot, *file;
	struct texts t;
	struct bases b;

	if (!r->handler)
		return NULL;
	eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
	if (t.n != 1 || !t.v[0].complete)
		return NULL;
	dot = strrchr(t.v[0].s, '.');
	file = dot ? arena_strndup(l->arena, t.v[0].s, (size_t)(dot - t.v[0].s))
	           : t.v[0].s;
	class = named_class(l, r, c->scope->unit, file);
	if (!class && dot)
		return named_member(l, r, c->scope->unit, file, name_of(dot + 1));
	if (!class || !dot)
		return class;
	eval_bases(&l->eval, class, &b);
	m = method_named(&b, name_of(dot + 1));
	return m ? m : class;
}

/* {action: "users/list"} says it inside. */
static void named_inside(struct linker *l, const struct detector *d,
                         const struct value *object, struct texts *out)
{
	struct values m;

	for (const struct rule *r = d->rules; r; r = r->next)
		for (size_t i = 0; r->word == WORD_named && i < r->word_count; i++) {
			eval_member(&l->eval, object, r->words[i], &m);
			for (size_t j = 0; j < m.n && !out->n; j++)
				if (m.v[j].kind == VALUE_LITERAL)
					eval_texts(&l->eval, m.v[j].expr, m.v[j].scope,
					           m.v[j].env, out);
		}
}

static void named_by(struct linker *l, const struct rule *r, const struct expr *value,
                     const struct scope *s, const struct env *env, struct texts *out)
{
	struct values v;

	eval_texts(&l->eval, value, s, env, out);
	if (out->n)
		return;
	eval_expr(&l->eval, value, s, env, &v);
	for (size_t i = 0; i < v.n && !out->n; i++)
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_DICT)
			named_inside(l, r->detector, &v.v[i], out);
}

static void add_keyed(struct linker *l, const struct rule *r, const struct scope *s,
                      uint32_t line, const char *method, const char *path,
                      const struct scope *handler, const char *name)
{
	struct pending *p = add_pending(l, r, s->unit, line);

	one_text(&p->path, path);
	one_text(&p->methods, method);
	set_handler(l, p, handler, NULL, NULL);
	if (name)
		p->handler_name = name;
}

/* "REST /users": "users": the actions that such a word provides. */
static void route_by_word(struct linker *l, const struct rule *r, const char *key,
                          const struct scope *s, uint32_t line, const char *prefix,
                          const char *name)
{
	const struct detector *d = r->detector;
	size_t n = strcspn(key, " ");
	const char *path = key + n + strspn(key + n, " ");

	for (const struct rule *w = *path == '/' ? d->rules : NULL; w; w = w->next) {
		if (w->word != WORD_provides || w->words[0].len != n ||
		    memcmp(w->words[0].s, key, n) != 0)
			continue;
		for (const struct rule *a = d->rules; a; a = a->next)
			for (size_t k = 1; a->word == WORD_action && k < w->word_count;
			     k++)
				if (name_eq(w->words[k], a->words[0]))
					add_keyed(l, r, s, line, a->words[1].s,
					          path_join(l, path_join(l, prefix, path),
					                    a->word_count > 2
					                        ? a->words[2].s
					                        : ""),
					          NULL,
					          name ? arena_printf(l->arena, "%s.%s",
					                              name, w->words[k].s)
					               : NULL);
	}
}

void route_keyed(struct linker *l, const struct rule *r, const struct expr *key,
                 const struct expr *value, const struct scope *s, const struct env *env,
                 const struct expr *prefix)
{
	const struct scope *handler;
	const char *method, *path, *below = "";
	struct texts t, named;

	eval_texts(&l->eval, key, s, env, &t);
	if (!link_uses(l, r->detector) || !t.n)
		return;
	if (prefix) {
		eval_texts(&l->eval, expr_first(prefix), s, env, &named);
		below = named.n ? named.v[0].s : "";
	}
	named_by(l, r, value, s, env, &named);
	path = split_key(l, t.v[0].s, &method);
	if (!path) {
		route_by_word(l, r, t.v[0].s, s, key->line, below,
		              named.n ? named.v[0].s : NULL);
		return;
	}
	handler = link_handler(l, value, s, env);
	if (!handler && named.n && r->handler)
		handler = named_handler(l, r, s->unit, named.v[0].s);
	add_keyed(l, r, s, key->line, method, *below ? path_join(l, below, path) : path,
	          handler, named.n ? named.v[0].s : NULL);
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
