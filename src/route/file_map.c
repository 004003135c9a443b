/* file_map.c - files that another file maps to paths. */
#include "route/file_map.h"

#include <string.h>

#include "link/exported.h"
#include "route/route_parts.h"

enum { NESTED_MAX = 16, STEPS_MAX = 20000 };

struct mapping {
	struct linker *l;
	const struct detector *d;
	const struct unit *map;
	file_map_fn *fn;
	void *arg;
	struct text base; /* of what is being read */
	int depth;
	bool *named;   /* names of files count */
	int *steps;    /* that may still be taken */
	bool *any;     /* a file was mapped */
	bool is_known; /* the call at hand was one of a map */
};

static void read_items(struct mapping *m, const struct expr *e, const struct scope *s,
                       const struct env *env);

static bool is_of_map(const struct rule *r)
{
	return r->word == WORD_mapped || r->word == WORD_unmapped;
}

/* "./users/page.tsx", beside the map. */
static const struct unit *file_at(struct mapping *m, const char *name)
{
	const char *slash = strrchr(m->map->path, '/');
	const char *path;

	if (*name == '.')
		return program_resolve(m->l->program, m->map, name, NULL);
	path = arena_printf(m->l->arena, "%.*s%s",
	                    slash ? (int)(slash + 1 - m->map->path) : 0, m->map->path,
	                    name);
	return program_unit(m->l->program, path);
}

static void on_mapped(struct linker *l, const struct match *match,
                      const struct expr *call, const struct scope *s, void *arg)
{
	struct mapping *m = arg, below = *m;
	const struct capture *path = match_get(match, "path"),
			     *file = match_get(match, "file");
	struct texts t;

	(void)call, (void)s;
	if (match->rule->detector != m->d || m->is_known)
		return;
	m->is_known = true;
	if (match->rule->word == WORD_unmapped)
		*m->named = true;
	if (path) {
		texts_of(l, path, &t);
		below.base.s = path_join(l, arena_printf(l->arena, "%s/", m->base.s),
		                         t.v[0].s);
		below.base.complete = m->base.complete && t.v[0].complete;
	}
	t.n = 0;
	if (file)
		eval_texts(&l->eval, file->expr, file->scope, file->env, &t);
	*m->any = *m->any || t.n;
	if (t.n)
		m->fn(m->arg, *below.base.s ? below.base.s : "/", file_at(m, t.v[0].s),
		      below.base.complete);
	for (const struct capture *c = match->captures; c; c = c->next)
		if (name_is(c->name, "child"))
			read_items(&below, c->expr, c->scope, c->env);
}

/* A call of some other package: it is likely to read the names of files. */
static bool is_foreign(struct mapping *m, const struct expr *call, const struct scope *s,
                       const struct env *env)
{
	struct values v;

	eval_expr(&m->l->eval, expr_left(call), s, env, &v);
	return v.n && v.v[0].kind == VALUE_EXTERNAL;
}

static void items_of_values(struct mapping *m, const struct expr *e,
                            const struct scope *s, const struct env *env)
{
	struct values v;

	eval_expr(&m->l->eval, e, s, env, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_LIST)
			read_items(m, v.v[i].expr, v.v[i].scope, v.v[i].env);
}

static void read_items(struct mapping *m, const struct expr *e, const struct scope *s,
                       const struct env *env)
{
	struct mapping in = *m;

	if (!e)
		return;
	if (++in.depth > NESTED_MAX || --*m->steps < 0) {
		link_limit(m->l, s->unit, e->line,
		           "a map of routes that repeats itself, or is nested too deep: "
		           "not all of it is read");
		return;
	}
	in.is_known = false;
	switch (e->kind) {
	case EXPR_LIST:
	case EXPR_CHOICE:
		for (const struct expr *x = expr_first(e); x; x = x->next)
			read_items(&in, x, s, env);
		break;
	case EXPR_SPREAD: read_items(&in, expr_left(e), s, env); break;
	case EXPR_CALL:
		link_rules_in(m->l, e, s, env, is_of_map, on_mapped, &in);
		if (!in.is_known && is_foreign(&in, e, s, env))
			*m->named = true;
		for (const struct expr *a = in.is_known ? NULL : expr_first(e); a;
		     a = a->next)
			read_items(&in, a, s, env);
		break;
	case EXPR_NAME:
	case EXPR_ATTR: items_of_values(&in, e, s, env); break;
	default: break;
	}
}

bool file_map_each(struct linker *l, const struct detector *d, const struct unit *map,
                   file_map_fn *fn, void *arg)
{
	bool named = false, any = false;
	int steps = STEPS_MAX;
	struct mapping m = { .l = l,
		             .d = d,
		             .map = map,
		             .fn = fn,
		             .arg = arg,
		             .base = { "", true },
		             .named = &named,
		             .steps = &steps,
		             .any = &any };
	struct exported x;

	if (!exported_find(l, map, name_of("default"), &x) || !x.value)
		return true;
	read_items(&m, x.value, x.in, NULL);
	return named || !any;
}
