/* listed_model.c - models that a JSON file each describes, and the routes that a platform
 * makes of them. */
#include "files/listed_model.h"

#include <string.h>

#include "text/json.h"

bool rule_lists_model(const struct rule *r)
{
	return r->form == FORM_LISTED && r->fact == FACT_model;
}

/* "info.pluralName": a member of a member. */
static const char *text_at(struct arena *a, const struct json *j, const char *path)
{
	const char *s;

	for (; path && j; path = *path ? path + 1 : NULL) {
		size_t n = strcspn(path, ".");

		j = json_get(j, arena_strndup(a, path, n));
		path += n;
	}
	s = json_text(j, NULL);
	return s && *s ? arena_strdup(a, s) : NULL;
}

static struct fact *add(struct facts *facts, struct arena *a, const struct listed_file *l,
                        enum fact_kind kind, uint32_t line)
{
	struct fact *f = arena_push(a, (void **)&facts->v, &facts->n, &facts->room,
	                            sizeof *facts->v);

	*f = (struct fact){ .kind = (uint8_t)kind,
		            .file = arena_strdup(a, l->path),
		            .parent = -1 };
	f->line = line;
	f->framework = l->rule->detector->name;
	f->status = "resolved";
	return f;
}

/* "api::boat.boat" is the model boat. */
static const char *model_meant(const char *target)
{
	const char *dot = strrchr(target, '.');

	return dot ? dot + 1 : target;
}

static void add_fields(struct facts *facts, struct arena *a, const struct listed_file *l,
                       size_t model)
{
	const char *in = listed_key(l->rule, "fields"),
		   *to = listed_key(l->rule, "target");
	const struct json *fields = in ? json_get(l->root, in) : NULL;
	uint32_t count[2] = { 0, 0 };

	for (const struct json *x = json_first(fields); x; x = x->next) {
		const char *target = to ? json_text(json_get(x, to), NULL) : NULL;
		struct fact *f;

		if (!x->key)
			continue;
		f = add(facts, a, l, target ? FACT_relation : FACT_field, x->line);
		f->name = arena_strdup(a, x->key);
		f->parent = (int64_t)model;
		f->owner = facts->v[model].name;
		f->detail = text_at(a, x, "type");
		if (target)
			f->target = model_meant(arena_strdup(a, target));
		count[target != NULL]++;
	}
	facts->v[model].fields = facts->v[model].fields_total = count[0];
	facts->v[model].relations = facts->v[model].relations_total = count[1];
}

/* "info.pluralName GET POST GET/{id}" */
static void add_routes(struct facts *facts, struct arena *a, const struct listed_file *l,
                       const char *serves)
{
	const char *prefix = l->rule->prefix ? l->rule->prefix : "", *at = serves;
	size_t n = strcspn(at, " ");
	const char *name = text_at(a, l->root, arena_strndup(a, at, n));

	for (at += n; name && *at; at += n) {
		size_t method;
		struct fact *f;

		at += strspn(at, " ");
		n = strcspn(at, " ");
		method = strcspn(at, "/");
		if (!n)
			return;
		f = add(facts, a, l, FACT_endpoint, l->root->line);
		f->method = arena_strndup(a, at, method < n ? method : n);
		f->path = arena_printf(a, "%s/%s%.*s", prefix, name,
		                       (int)(method < n ? n - method : 0),
		                       at + (method < n ? method : n));
	}
}

void listed_model(struct facts *facts, struct arena *a, const struct listed_file *l)
{
	const char *name = listed_key(l->rule, "name"),
		   *kind = listed_key(l->rule, "kind");
	const char *table = listed_key(l->rule, "table"), *serves = NULL;
	struct fact *f;

	name = name && l->root ? text_at(a, l->root, name) : NULL;
	if (!name)
		return;
	f = add(facts, a, l, FACT_model, l->root->line);
	f->variety = l->rule->variety;
	f->name = name;
	f->table_name = table ? text_at(a, l->root, table) : NULL;
	add_fields(facts, a, l, facts->n - 1);
	kind = kind ? text_at(a, l->root, kind) : NULL;
	if (kind && (serves = listed_key(l->rule, kind)))
		add_routes(facts, a, l, serves);
}
