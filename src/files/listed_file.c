/* listed_file.c - jobs and routes that a file of settings lists, of a platform that runs
 * them. */
#include "files/listed_file.h"

#include <string.h>

#include "files/listed_model.h"
#include "files/openapi.h"
#include "text/json.h"
#include "text/path_regex.h"

const char *listed_key(const struct rule *r, const char *word)
{
	for (size_t i = 1; i + 1 < r->word_count; i += 2)
		if (name_is(r->words[i], word))
			return r->words[i + 1].s;
	return NULL;
}

static const char *text_of(struct arena *a, const struct json *item, const char *key)
{
	const char *s = key ? json_text(json_get(item, key), NULL) : NULL;

	return s ? arena_strdup(a, s) : NULL;
}

/* The folder of the file that holds an endpoint must be below that of the settings. */
static bool is_below(const char *file, const char *settings)
{
	const char *slash = strrchr(settings, '/');

	return !slash || !strncmp(file, settings, (size_t)(slash + 1 - settings));
}

static void served_by(struct facts *facts, size_t n, struct arena *a, struct fact *f)
{
	size_t len = strcspn(f->name, "?");
	const char *path = openapi_normal(a, arena_strndup(a, f->name, len));

	for (size_t i = 0; i < n; i++) {
		const struct fact *e = &facts->v[i];

		if (e->kind != FACT_endpoint || !e->path || !e->handler ||
		    !is_below(e->file, f->file) ||
		    strcmp(openapi_normal(a, e->path), path) != 0)
			continue;
		f->handler = e->handler;
		f->handler_file = e->handler_file ? e->handler_file : e->file;
		f->handler_line = e->handler_line;
		return;
	}
}

/* "/users/:id" is /users/{id}. */
static const char *path_of(struct arena *a, const char *path)
{
	size_t room = strlen(path) * 3 + 8;
	struct path_writer w = { arena_alloc(a, room), 0, room };

	if (*path != '/')
		path_put(&w, '/');
	while (*path)
		if (*path == ':' && path_is_word(path[1]))
			path = path_put_name(&w, path + 1, path + strlen(path));
		else
			path_put(&w, *path++);
	w.buf[w.n] = '\0';
	return w.buf;
}

/* endpoint listed "GLOB" items="routes" method="method" path="path" handler="handler" */
static void add_route(struct fact *f, struct arena *a, const struct rule *r,
                      const struct json *item)
{
	const char *method = text_of(a, item, listed_key(r, "method"));

	f->path = path_of(a, text_of(a, item, listed_key(r, "path")));
	f->method = method ? method : "*";
	f->handler = text_of(a, item, listed_key(r, "handler"));
}

static void add(struct facts *facts, size_t endpoints, struct arena *a,
                const struct listed_file *l, const struct json *item)
{
	const struct rule *r = l->rule;
	const bool is_route = r->fact == FACT_endpoint;
	const char *name = text_of(a, item, listed_key(r, is_route ? "path" : "name"));
	struct fact *f;

	if (!name)
		return;
	f = arena_push(a, (void **)&facts->v, &facts->n, &facts->room, sizeof *facts->v);
	*f = (struct fact){ .kind = r->fact,
		            .file = arena_strdup(a, l->path),
		            .parent = -1 };
	f->line = item->line;
	f->framework = r->detector->name;
	f->variety = r->variety;
	f->name = is_route ? NULL : name;
	f->detail = text_of(a, item, listed_key(r, "detail"));
	f->status = "resolved";
	if (is_route)
		add_route(f, a, r, item);
	else
		served_by(facts, endpoints, a, f);
}

/* "*src/api/" followed by a star: how much of the path the first star is. */
static size_t root_of(struct arena *a, const struct listed_file *l)
{
	const char *glob = l->rule->words[0].s, *at;
	const char *fixed = glob + (*glob == '*');

	at = strstr(l->path, arena_strndup(a, fixed, strcspn(fixed, "*")));
	return at ? (size_t)(at - l->path) : 0;
}

/* Where calls below the same root say which routes are served, the others are not: see
 * listed_model.h. */
static bool says_routes(const struct facts *facts, size_t n, struct arena *a,
                        const struct listed_file *l)
{
	size_t root = root_of(a, l);

	for (size_t i = 0; i < n; i++)
		if (facts->v[i].kind == FACT_endpoint &&
		    !strcmp(facts->v[i].framework, l->rule->detector->name) &&
		    !strncmp(facts->v[i].file, l->path, root))
			return true;
	return false;
}

void listed_files(struct facts *facts, struct arena *a, const struct listed_file *files,
                  size_t n)
{
	size_t endpoints = facts->n;

	for (size_t i = 0; i < n; i++) {
		const char *items = listed_key(files[i].rule, "items");
		const struct json *list = items ? json_get(files[i].root, items) : NULL;

		if (rule_lists_model(files[i].rule))
			listed_model(facts, a, &files[i],
			             !says_routes(facts, endpoints, a, &files[i]));
		for (const struct json *x = json_first(list); x; x = x->next)
			if (json_is(x, JSON_OBJECT))
				add(facts, endpoints, a, &files[i], x);
	}
}
