/* manifest_node.c - package.json, tsconfig.json, jsconfig.json. */
#include <stdlib.h>
#include <string.h>

#include "files/manifest_read.h"

/* ---- package.json -------------------------------------------------------------------
 */

static void dependencies(struct manifest_reader *r, const struct manifest_file *f,
                         const struct json *table, bool is_dev)
{
	if (!json_is(table, JSON_OBJECT))
		return;
	for (const struct json *i = table->first; i; i = i->next)
		manifest_package(r, "npm", i->key, strlen(i->key), json_text(i, ""),
		                 f->path, i->line, is_dev);
}

/* The file that a value of "exports" or "imports" leads to: the conditions that name
 * source first. */
static const char *target_of(const struct json *j, unsigned depth)
{
	static const char *const conditions[] = { "source",  "development", "import",
		                                  "module",  "node",        "default",
		                                  "require", "types" };
	const char *t;

	if (json_is(j, JSON_STRING))
		return j->text;
	if (!j || depth > 8)
		return NULL;
	if (json_is(j, JSON_ARRAY))
		return target_of(j->first, depth + 1);
	for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
		if ((t = target_of(json_get(j, conditions[i]), depth + 1)))
			return t;
	return NULL;
}

static void map_add(struct arena *a, struct path_map **maps, size_t *n, size_t *room,
                    const char *pattern, const char *target)
{
	const char **targets = arena_alloc(a, sizeof *targets);

	*targets = target;
	*(struct path_map *)arena_push(a, (void **)maps, n, room, sizeof **maps) =
	    (struct path_map){ pattern, targets, 1 };
}

static void subpaths(struct manifest_reader *r, struct path_map **maps, size_t *n,
                     const struct json *table, char first)
{
	size_t room = 0;
	const char *target;

	if (!json_is(table, JSON_OBJECT))
		return;
	for (const struct json *i = table->first; i; i = i->next)
		if (*i->key == first && (target = target_of(i, 0)))
			map_add(r->a, maps, n, &room, i->key, target);
}

static const char *entry_of(const struct json *root)
{
	const struct json *exports = json_get(root, "exports");
	const char *entry = target_of(json_get(exports, "."), 0);

	if (!entry)
		entry = target_of(exports, 0);
	if (!entry)
		entry = json_text(json_get(root, "module"), NULL);
	return entry ? entry : json_text(json_get(root, "main"), "");
}

static void node_entry(struct manifest_reader *r, const struct json *root,
                       const char *dir, const char *path)
{
	static const char *const starts[] = {
		"start",  "start:prod", "start:production", "serve",
		"server", "prod",       "production"
	};
	const struct json *scripts = json_get(root, "scripts");
	const char *how = NULL;

	for (size_t i = 0; i < sizeof starts / sizeof *starts && !how; i++)
		if (json_get(scripts, starts[i]))
			how = arena_printf(r->a, "script \"%s\"", starts[i]);
	if (!how && manifest_has(r, dir, "Dockerfile"))
		how = "Dockerfile";
	/* Libraries and tools of a workspace have these, too. */
	if (!how && !*dir && json_get(root, "bin"))
		how = "bin";
	if (!how && !*dir && json_get(root, "main"))
		how = "main";
	if (!how)
		return;
	*(struct script_entry *)arena_push(r->a, (void **)&r->entries, &r->entry_count,
	                                   &r->entry_room, sizeof *r->entries) =
	    (struct script_entry){ dir, json_text(json_get(root, "name"), ""), path,
		                   how };
}

static void package_manager(struct manifest_reader *r, const struct json *root)
{
	static const char *const managers[] = { "pnpm", "yarn", "bun", "npm" };
	const char *said = json_text(json_get(root, "packageManager"), "");

	for (size_t i = 0; i < sizeof managers / sizeof *managers; i++)
		if (!r->m->node_manager &&
		    strncmp(said, managers[i], strlen(managers[i])) == 0)
			r->m->node_manager = managers[i];
}

void node_manifest_read(struct manifest_reader *r, const struct manifest_file *f)
{
	struct manifests *m = r->m;
	struct node_package *n;
	struct json *root;
	uint32_t line;

	if (!json_parse(&root, r->a, f->text, f->size, &line))
		manifest_defect(r, f->path, line, "not all of this JSON was understood");
	dependencies(r, f, json_get(root, "dependencies"), false);
	dependencies(r, f, json_get(root, "optionalDependencies"), false);
	dependencies(r, f, json_get(root, "peerDependencies"), false);
	dependencies(r, f, json_get(root, "devDependencies"), true);
	n = arena_push(r->a, (void **)&m->nodes, &m->node_count, &r->node_room,
	               sizeof *n);
	*n = (struct node_package){
		.dir = manifest_dir(r->a, f->path),
		.name = json_text(json_get(root, "name"), ""),
		.main = entry_of(root),
		.is_module = strcmp(json_text(json_get(root, "type"), ""), "module") == 0,
		.is_workspace_root = json_get(root, "workspaces") != NULL,
	};
	n->is_workspace_root |= manifest_has(r, n->dir, "pnpm-workspace.yaml");
	subpaths(r, &n->exports, &n->export_count, json_get(root, "exports"), '.');
	subpaths(r, &n->imports, &n->import_count, json_get(root, "imports"), '#');
	manifest_runtime(r, "Node.js",
	                 json_text(json_get(json_get(root, "engines"), "node"), NULL),
	                 f->path);
	package_manager(r, root);
	node_entry(r, root, n->dir, f->path);
}

/* ---- tsconfig.json ------------------------------------------------------ */

enum { EXTENDS_MAX = 16 }; /* how far a chain of "extends" is followed */

static const struct manifest_file *file_at(const struct manifest_reader *r,
                                           const char *path)
{
	size_t low = 0, high = r->file_count;

	while (path && low < high) {
		size_t mid = (low + high) / 2;
		int c = strcmp(path, r->files[mid].path);

		if (c == 0)
			return &r->files[mid];
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

/* "./base", "../tsconfig.base.json", or "@scope/config/x.json" of our own workspace. */
static const struct manifest_file *extended(const struct manifest_reader *r,
                                            const char *dir, const char *name)
{
	const struct manifest_file *f;
	const char *path = NULL;

	if (*name == '.') {
		path = manifest_join(r->a, dir, name);
	} else {
		for (size_t i = 0; i < r->m->node_count && !path; i++) {
			const struct node_package *p = &r->m->nodes[i];
			size_t n = strlen(p->name);

			if (n && strncmp(name, p->name, n) == 0 &&
			    (!name[n] || name[n] == '/'))
				path = manifest_join(r->a, p->dir,
				                     name[n] ? name + n + 1
				                             : "tsconfig.json");
		}
	}
	if (!path)
		return NULL;
	f = file_at(r, path);
	if (!f)
		f = file_at(r, arena_printf(r->a, "%s.json", path));
	return f ? f : file_at(r, arena_printf(r->a, "%s/tsconfig.json", path));
}

static void paths(struct manifest_reader *r, struct tsconfig *t, const struct json *table,
                  const char *base)
{
	static const char here[] = "${configDir}/";
	size_t room = 0;

	t->path_count = 0;
	t->paths = NULL;
	for (const struct json *i = table->first; i; i = i->next) {
		struct path_map map = { .pattern = i->key };
		size_t targets = 0;

		for (const struct json *k = json_first(i); k; k = k->next) {
			const char *text = json_text(k, NULL), *to;

			if (!text)
				continue;
			to = strncmp(text, here, sizeof here - 1) == 0
			       ? manifest_join(r->a, t->dir, text + sizeof here - 1)
			       : manifest_join(r->a, base, text);
			if (to)
				*(const char **)arena_push(r->a, (void **)&map.targets,
				                           &map.target_count, &targets,
				                           sizeof to) = to;
		}
		if (map.target_count)
			*(struct path_map *)arena_push(r->a, (void **)&t->paths,
			                               &t->path_count, &room,
			                               sizeof map) = map;
	}
}

/* What f extends goes in first, so that f has the last word. */
static void merge(struct manifest_reader *r, struct tsconfig *t,
                  const struct manifest_file *f, unsigned depth)
{
	const char *dir = manifest_dir(r->a, f->path), *base;
	const struct json *options, *extends;
	struct json *root;
	uint32_t line;

	if (!f->text || depth > EXTENDS_MAX)
		return;
	if (!json_parse(&root, r->a, f->text, f->size, &line) && depth == 0)
		manifest_defect(r, f->path, line, "not all of this JSON was understood");
	extends = json_get(root, "extends");
	for (const struct json *i = json_is(extends, JSON_ARRAY) ? extends->first
	                                                         : extends;
	     i; i = json_is(extends, JSON_ARRAY) ? i->next : NULL) {
		const struct manifest_file *up = extended(r, dir, json_text(i, ""));

		if (up && up != f)
			merge(r, t, up, depth + 1);
	}
	options = json_get(root, "compilerOptions");
	base = json_text(json_get(options, "baseUrl"), NULL);
	if (base && (base = manifest_join(r->a, dir, base)))
		t->base_url = base;
	if (json_is(json_get(options, "paths"), JSON_OBJECT))
		paths(r, t, json_get(options, "paths"), t->base_url ? t->base_url : dir);
}

static bool is_tsconfig(const char *path)
{
	const char *name = manifest_base(path);

	return (strncmp(name, "tsconfig", 8) == 0 || strncmp(name, "jsconfig", 8) == 0) &&
	       strstr(name, ".json");
}

static int rank_of(const char *path)
{
	const char *name = manifest_base(path);

	return strcmp(name, "tsconfig.json") == 0 ? 0
	     : strcmp(name, "jsconfig.json") == 0 ? 1
	                                          : 2;
}

static int compare_tsconfigs(const void *a, const void *b)
{
	const struct tsconfig *x = a, *y = b;
	int c = strcmp(x->dir, y->dir);

	if (!c) /* one that says something before one that only refers to others */
		c = (x->path_count == 0 && !x->base_url) -
		    (y->path_count == 0 && !y->base_url);
	if (!c)
		c = rank_of(x->path) - rank_of(y->path);
	return c ? c : strcmp(x->path, y->path);
}

/* An array that extends itself twice a level could be walked for long: at most this many
 * files are merged in all. */
enum { TSCONFIGS_MAX = 2000 };

void tsconfig_read_all(struct manifest_reader *r)
{
	struct manifests *m = r->m;
	size_t n = 0;

	for (size_t i = 0; i < r->file_count; i++) {
		struct tsconfig t = { .path = r->files[i].path };

		if (!is_tsconfig(t.path) || !r->files[i].text)
			continue;
		if (m->tsconfig_count == TSCONFIGS_MAX) {
			manifest_defect(r, t.path, 0,
			                "more configurations than are read: this one and "
			                "those behind it are not");
			break;
		}
		t.dir = manifest_dir(r->a, t.path);
		merge(r, &t, &r->files[i], 0);
		*(struct tsconfig *)arena_push(r->a, (void **)&m->tsconfigs,
		                               &m->tsconfig_count, &r->tsconfig_room,
		                               sizeof t) = t;
	}
	if (m->tsconfig_count)
		qsort(m->tsconfigs, m->tsconfig_count, sizeof *m->tsconfigs,
		      compare_tsconfigs);
	for (size_t i = 0; i < m->tsconfig_count; i++) /* the best of each folder stays */
		if (!n || strcmp(m->tsconfigs[n - 1].dir, m->tsconfigs[i].dir) != 0)
			m->tsconfigs[n++] = m->tsconfigs[i];
	m->tsconfig_count = n;
}
