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

/* name="*": the name of its file. */
static const char *name_of_model(struct arena *a, const struct listed_file *l)
{
	const char *key = listed_key(l->rule, "name"), *slash = strrchr(l->path, '/');

	if (!key || !l->root)
		return NULL;
	if (strcmp(key, "*") != 0)
		return text_at(a, l->root, key);
	slash = slash ? slash + 1 : l->path;
	return arena_strndup(a, slash, strcspn(slash, "."));
}

/* target="model collection": the first of these members that the field has. */
static const char *target_of(struct arena *a, const struct json *field, const char *keys)
{
	const char *target = NULL;

	for (size_t n; keys && *keys && !target; keys += n + strspn(keys + n, " ")) {
		n = strcspn(keys, " ");
		target = json_text(json_get(field, arena_strndup(a, keys, n)), NULL);
	}
	return target;
}

static void add_fields(struct facts *facts, struct arena *a, const struct listed_file *l,
                       size_t model)
{
	const char *in = listed_key(l->rule, "fields"),
		   *to = listed_key(l->rule, "target");
	const struct json *fields = in ? json_get(l->root, in) : NULL;
	uint32_t count[2] = { 0, 0 };

	for (const struct json *x = json_first(fields); x; x = x->next) {
		const char *target = target_of(a, x, to);
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

bool listed_is_model(const struct listed_file *l, struct arena *a, const char *text)
{
	const char *name = rule_lists_model(l->rule) ? name_of_model(a, l) : NULL;

	return name && !strcmp(name, model_meant(text));
}

/* find:GET/{id} */
static struct listed_route route_of(struct arena *a, const char *at, size_t n,
                                    const char *path)
{
	const char *colon = memchr(at, ':', n), *method = colon ? colon + 1 : at;
	size_t rest = n - (size_t)(method - at), len = strcspn(method, "/");

	if (len > rest)
		len = rest;
	return (struct listed_route){
		colon ? arena_strndup(a, at, (size_t)(colon - at)) : "",
		arena_strndup(a, method, len),
		arena_printf(a, "%s%.*s", path, (int)(rest - len), method + len),
	};
}

/* "info.pluralName find:GET create:POST findOne:GET/{id}" */
size_t listed_routes(const struct listed_file *l, struct arena *a,
                     struct listed_route **routes)
{
	const char *kind = listed_key(l->rule, "kind"), *at, *name;
	size_t n, count = 0, room = 0;

	*routes = NULL;
	kind = kind && l->root ? text_at(a, l->root, kind) : NULL;
	at = kind ? listed_key(l->rule, kind) : NULL;
	if (!at)
		return 0;
	n = strcspn(at, " ");
	name = text_at(a, l->root, arena_strndup(a, at, n));
	if (!name)
		return 0;
	name = arena_printf(a, "%s/%s", l->rule->prefix ? l->rule->prefix : "", name);
	for (at += n; *(at += strspn(at, " ")); at += n) {
		n = strcspn(at, " ");
		*(struct listed_route *)arena_push(a, (void **)routes, &count, &room,
		                                   sizeof **routes) = route_of(a, at, n,
		                                                               name);
	}
	return count;
}

static void add_routes(struct facts *facts, struct arena *a, const struct listed_file *l)
{
	struct listed_route *routes;
	size_t n = listed_routes(l, a, &routes);

	for (size_t i = 0; i < n; i++) {
		struct fact *f = add(facts, a, l, FACT_endpoint, l->root->line);

		f->method = routes[i].method;
		f->path = routes[i].path;
	}
}

void listed_model(struct facts *facts, struct arena *a, const struct listed_file *l,
                  bool is_served)
{
	const char *name = name_of_model(a, l), *table = listed_key(l->rule, "table");
	struct fact *f;

	if (!name)
		return;
	f = add(facts, a, l, FACT_model, l->root->line);
	f->variety = l->rule->variety;
	f->name = name;
	f->table_name = table ? text_at(a, l->root, table) : NULL;
	add_fields(facts, a, l, facts->n - 1);
	if (is_served)
		add_routes(facts, a, l);
}
