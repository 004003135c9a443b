/* route_version.c - versions of an API in its paths: /v1/users. */
#include <string.h>

#include "route/route_parts.h"

#include "value/unit.h"

/* An application has versions in its paths, or says that it has them elsewhere. */
struct versioning {
	const struct detector *detector;
	const struct unit *unit;
	bool in_path;
	const char *prefix;
	struct texts otherwise; /* of what states none */
	struct versioning *next;
};

static bool is_neutral(const struct detector *d, const char *name)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_neutral && name_is(r->words[0], name))
			return true;
	return false;
}

/* VersioningType.URI: what is behind the last dot. */
static bool is_called(const struct expr *e, const char *name)
{
	return (e->kind == EXPR_ATTR || e->kind == EXPR_NAME) && name_is(e->text, name);
}

struct versions {
	struct linker *l;
	const struct detector *d;
	struct texts *out;
};

/* A version as it is written; no version is the empty text. */
static void add_version(void *arg, const struct expr *item, const struct scope *s,
                        const struct env *env)
{
	struct versions *x = arg;
	struct values v;
	struct texts t;

	eval_expr(&x->l->eval, item, s, env, &v);
	if (v.n && v.v[0].kind == VALUE_EXTERNAL && is_neutral(x->d, v.v[0].path)) {
		add_text(x->out, "");
		return;
	}
	eval_texts(&x->l->eval, item, s, env, &t);
	if (!t.n && x->out->n < VALUES_MAX && !is_called(item, "undefined"))
		x->out->v[x->out->n++] = (struct text){ "{version}", false };
	for (size_t i = 0; i < t.n && x->out->n < VALUES_MAX; i++) {
		if (is_neutral(x->d, t.v[i].s))
			t.v[i].s = "";
		x->out->v[x->out->n++] = t.v[i];
	}
}

static void versions_of(struct linker *l, const struct detector *d,
                        const struct capture *c, struct texts *out)
{
	struct versions x = { l, d, out };
	struct values v;

	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	if (v.n && v.v[0].kind == VALUE_LITERAL && v.v[0].expr->kind == EXPR_LIST)
		eval_each_item(&l->eval, &v, add_version, &x);
	else
		add_version(&x, c->expr, c->scope, c->env);
}

struct texts *route_versions(struct linker *l, const struct detector *d,
                             const struct scope *s)
{
	struct texts *found = NULL;

	for (const struct rule *r = d->rules; r; r = r->next) {
		if (r->word != WORD_version ||
		    (r->form == FORM_ON_CLASS) != (s->kind == SCOPE_CLASS))
			continue;
		for (const struct expr *e = s->decorators; e; e = e->next) {
			const struct capture *c;
			struct match m;

			if (!match_call(&l->eval, r, e, s->parent, NULL, &m) ||
			    !(c = match_get(&m, "version")))
				continue;
			if (!found)
				found = arena_zero(l->arena, sizeof *found);
			versions_of(l, d, c, found);
		}
	}
	return found && found->n ? found : NULL;
}

void route_versioning(struct linker *l, const struct match *m, const struct scope *s)
{
	const struct capture *type = match_get(m, "type"), *c;
	struct versioning *x = arena_zero(l->arena, sizeof *x);

	*x = (struct versioning){ .detector = m->rule->detector,
		                  .unit = s->unit,
		                  .in_path = true,
		                  .prefix = "v",
		                  .next = l->routes->versionings };
	if (type && m->rule->detail)
		x->in_path = is_called(type->expr, m->rule->detail);
	if ((c = match_get(m, "prefix"))) {
		struct texts t;

		eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
		x->prefix = t.n ? t.v[0].s : "";
	}
	if ((c = match_get(m, "version")))
		versions_of(l, x->detector, c, &x->otherwise);
	l->routes->versionings = x;
}

/* That of the application which the file belongs to, and how near that is. */
static const struct versioning *versioning_for(struct linker *l, const struct detector *d,
                                               const struct unit *u, size_t *nearness)
{
	const struct versioning *best = NULL;

	*nearness = 0;
	for (const struct versioning *x = l->routes->versionings; x; x = x->next) {
		size_t near = unit_nearness(x->unit, u) + 1;

		if (x->detector != d || x->unit->kind != UNIT_SOURCE || near <= *nearness)
			continue;
		best = x;
		*nearness = near;
	}
	return best;
}

void route_version_paths(struct linker *l, const struct pending *p, struct texts *out)
{
	const struct detector *d = p->rule->detector;
	const struct versioning *x;
	const struct texts *versions = p->versions ? p->versions
	                             : p->owner    ? p->owner->versions
	                                           : NULL;
	size_t nearness;

	out->n = 0;
	x = versioning_for(l, d, p->unit, &nearness);
	/* A nearer application has none. Without any in sight: as it is usual. */
	if (route_app_nearness(l, d, p->unit) > nearness)
		return;
	if (!versions && x)
		versions = &x->otherwise;
	if (!versions || (x && !x->in_path))
		return;
	for (size_t i = 0; i < versions->n; i++) {
		const struct text *t = &versions->v[i];
		const char *path = "";

		if (*t->s)
			path = arena_printf(l->arena, "/%s%s", x ? x->prefix : "v", t->s);
		out->v[out->n++] = (struct text){ path, t->complete };
	}
}
