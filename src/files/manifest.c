/* manifest.c - what manifests say: packages in use, services, workspaces, paths. */
#include "files/manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files/manifest_read.h"
#include "syntax/lang.h"

/* ---- names and paths --------------------------------------------------------------- */

const char *manifest_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

const char *manifest_dir(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? arena_strndup(a, path, (size_t)(slash - path)) : "";
}

bool manifest_below(const char *path, const char *dir)
{
	size_t n = strlen(dir);

	return n == 0 ||
	       (strncmp(path, dir, n) == 0 && (path[n] == '/' || path[n] == '\0'));
}

const char *manifest_join(struct arena *a, const char *dir, const char *relative)
{
	char *path = arena_alloc(a, strlen(dir) + strlen(relative) + 2);
	size_t n = strlen(dir), len;

	memcpy(path, dir, n + 1);
	for (const char *p = relative; *p; p += len) {
		len = strcspn(p, "/");
		if (len == 0) {
			len = 1;
		} else if (len == 2 && p[0] == '.' && p[1] == '.') {
			if (n == 0)
				return NULL;
			while (n && path[n - 1] != '/')
				n--;
			n -= n != 0;
		} else if (len != 1 || p[0] != '.') {
			if (n)
				path[n++] = '/';
			memcpy(path + n, p, len);
			n += len;
		}
	}
	path[n] = '\0';
	return path;
}

static int compare_files(const void *a, const void *b)
{
	const struct manifest_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

bool manifest_has(const struct manifest_reader *r, const char *dir, const char *name)
{
	struct manifest_file key = {
		arena_printf(r->a, "%s%s%s", dir, *dir ? "/" : "", name), NULL, 0
	};

	return r->file_count &&
	       bsearch(&key, r->files, r->file_count, sizeof key, compare_files);
}

bool manifest_is_dev_name(const char *name, size_t len)
{
	static const char *const words[] = {
		"bench", "ci",   "cov",   "debug", "dev",  "doc", "format",
		"lint",  "mypy", "style", "test",  "tool", "typ",
	};

	for (size_t i = 0; i < len; i++) {
		if (i && name[i - 1] != '-' && name[i - 1] != '_' && name[i - 1] != '.')
			continue;
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (strlen(words[k]) <= len - i &&
			    strncmp(name + i, words[k], strlen(words[k])) == 0)
				return true;
	}
	return false;
}

/* ---- what is wanted -------------------------------------------------------------------
 */

/* Their being there tells the package manager. */
static const char *const lock_files[] = {
	"Pipfile.lock",      "bun.lock",  "bun.lockb",      "npm-shrinkwrap.json",
	"package-lock.json", "pdm.lock",  "pnpm-lock.yaml", "poetry.lock",
	"uv.lock",           "yarn.lock",
};

/* That something can be started. */
static const char *const entries[] = {
	"Procfile",  "app.py", "asgi.py",   "main.py",
	"manage.py", "run.py", "server.py", "wsgi.py",
};

static bool is_among(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (*names[i] == *name && strcmp(names[i], name) == 0)
			return true;
	return false;
}

bool manifest_is_entry(const char *name)
{
	return is_among(entries, sizeof entries / sizeof *entries, name);
}

enum manifest_use manifest_use_of(const char *path)
{
	const char *name = manifest_base(path);

	if (is_among(lock_files, sizeof lock_files / sizeof *lock_files, name) ||
	    manifest_is_entry(name) || strncmp(name, "Dockerfile", 10) == 0 ||
	    strstr(name, ".Dockerfile") || strcmp(name, "pnpm-workspace.yaml") == 0)
		return MANIFEST_NAME;
	if (strcmp(name, "setup.py") == 0)
		return MANIFEST_TEXT;
	return lang_of(path) == LANG_MANIFEST ? MANIFEST_TEXT : MANIFEST_NO;
}

/* ---- collecting -----------------------------------------------------------------------
 */

void manifest_package(struct manifest_reader *r, const char *ecosystem, const char *name,
                      size_t len, const char *version, const char *manifest,
                      uint32_t line, bool is_dev)
{
	struct manifests *m = r->m;
	struct package *p;

	if (!len || len > 214) /* npm's limit; PyPI's longest is shorter */
		return;
	p = arena_push(r->a, (void **)&m->packages, &m->package_count, &r->package_room,
	               sizeof *p);
	*p = (struct package){ ecosystem,
		               arena_strndup(r->a, name, len),
		               arena_strdup(r->a, version),
		               manifest,
		               line,
		               is_dev };
}

void manifest_defect(struct manifest_reader *r, const char *path, uint32_t line,
                     const char *text)
{
	struct manifests *m = r->m;

	*(struct manifest_defect *)
	    arena_push(r->a, (void **)&m->defects, &m->defect_count, &r->defect_room,
	               sizeof *m->defects) = (struct manifest_defect){ path, text, line };
}

void manifest_runtime(struct manifest_reader *r, const char *name, const char *version,
                      const char *path)
{
	if (version && *version)
		*(struct runtime *)arena_push(r->a, (void **)&r->m->runtimes,
		                              &r->m->runtime_count, &r->runtime_room,
		                              sizeof(struct runtime)) =
		    (struct runtime){ name, version, path };
}

void manifest_root(struct manifest_reader *r, const char *dir)
{
	*(const char **)arena_push(r->a, (void **)&r->m->python_roots,
	                           &r->m->python_root_count, &r->root_room,
	                           sizeof(const char *)) = dir;
}

static int compare_packages(const void *a, const void *b)
{
	const struct package *x = a, *y = b;
	int c = strcmp(x->ecosystem, y->ecosystem);

	if (!c)
		c = strcmp(x->name, y->name);
	if (!c)
		c = strcmp(x->manifest, y->manifest);
	if (!c)
		c = x->is_dev - y->is_dev;
	if (!c)
		c = (x->line > y->line) - (x->line < y->line);
	return c ? c : strcmp(x->version, y->version);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int compare_nodes(const void *a, const void *b)
{
	const struct node_package *x = a, *y = b;

	return strcmp(x->dir, y->dir);
}

static int compare_node_names(const void *a, const void *b)
{
	const struct node_package *const *x = a, *const *y = b;
	int c = strcmp((*x)->name, (*y)->name);

	return c ? c : strcmp((*x)->dir, (*y)->dir);
}

static void sort_nodes(struct manifests *m, struct arena *a)
{
	if (!m->node_count)
		return;
	qsort(m->nodes, m->node_count, sizeof *m->nodes, compare_nodes);
	m->nodes_by_name = arena_alloc(a, m->node_count * sizeof *m->nodes_by_name);
	for (size_t i = 0; i < m->node_count; i++)
		m->nodes_by_name[i] = &m->nodes[i];
	qsort(m->nodes_by_name, m->node_count, sizeof *m->nodes_by_name,
	      compare_node_names);
}

/* A well-known package is meant where an application is called like one. */
static bool is_own_python(const struct manifest_reader *r, const struct package *p)
{
	if (p->ecosystem[0] != 'p' ||
	    (r->libraries && library_find(r->libraries, "pypi", p->name)))
		return false;
	return r->own_count &&
	       bsearch(&p->name, r->own, r->own_count, sizeof *r->own, compare_texts);
}

/* The packages of the repository itself are no dependencies. */
static void drop_own(struct manifest_reader *r)
{
	struct manifests *m = r->m;
	size_t n = 0;

	if (r->own_count)
		qsort(r->own, r->own_count, sizeof *r->own, compare_texts);
	for (size_t i = 0; i < m->package_count; i++) {
		const struct package *p = &m->packages[i];

		if (is_own_python(r, p))
			continue;
		if (p->ecosystem[0] != 'n' ||
		    (strncmp(p->version, "workspace:", 10) != 0 &&
		     !manifest_node(m, p->name)))
			m->packages[n++] = *p;
	}
	m->package_count = n;
}

/* One row a package and manifest: the first that is not for development wins. */
static void sort_packages(struct manifest_reader *r)
{
	struct manifests *m = r->m;
	size_t n = 0;

	drop_own(r);
	if (m->package_count)
		qsort(m->packages, m->package_count, sizeof *m->packages,
		      compare_packages);
	for (size_t i = 0; i < m->package_count; i++) {
		const struct package *p = &m->packages[i],
				     *last = n ? &m->packages[n - 1] : NULL;

		if (last && strcmp(p->name, last->name) == 0 &&
		    strcmp(p->manifest, last->manifest) == 0 &&
		    strcmp(p->ecosystem, last->ecosystem) == 0)
			continue;
		m->packages[n++] = *p;
	}
	m->package_count = n;
}

static void sort_roots(struct manifests *m)
{
	size_t n = 0;

	qsort(m->python_roots, m->python_root_count, sizeof *m->python_roots,
	      compare_texts);
	for (size_t i = 0; i < m->python_root_count; i++)
		if (!n || strcmp(m->python_roots[i], m->python_roots[n - 1]) != 0)
			m->python_roots[n++] = m->python_roots[i];
	m->python_root_count = n;
}

/* Lock files say it first, then what the manifests were written for. */
static void find_managers(struct manifest_reader *r)
{
	static const struct {
		const char *file, *manager;
		bool python;
	} locks[] = {
		{ "uv.lock", "uv", true },
		{ "poetry.lock", "poetry", true },
		{ "pdm.lock", "pdm", true },
		{ "Pipfile.lock", "pipenv", true },
		{ "Pipfile", "pipenv", true },
		{ "pnpm-lock.yaml", "pnpm", false },
		{ "pnpm-workspace.yaml", "pnpm", false },
		{ "yarn.lock", "yarn", false },
		{ "bun.lock", "bun", false },
		{ "bun.lockb", "bun", false },
		{ "package-lock.json", "npm", false },
		{ "npm-shrinkwrap.json", "npm", false },
	};
	const char **manager;

	for (size_t k = 0; k < sizeof locks / sizeof *locks; k++) {
		manager = locks[k].python ? &r->m->python_manager : &r->m->node_manager;
		for (size_t i = 0; i < r->file_count; i++)
			if (!*manager &&
			    strcmp(manifest_base(r->files[i].path), locks[k].file) == 0)
				*manager = locks[k].manager;
	}
	for (size_t i = 0; i < r->m->package_count; i++) {
		manager = r->m->packages[i].ecosystem[0] == 'p' ? &r->m->python_manager
		                                                : &r->m->node_manager;
		if (!*manager)
			*manager = r->m->packages[i].ecosystem[0] == 'p' ? "pip" : "npm";
	}
}

static void read_one(struct manifest_reader *r, const struct manifest_file *f)
{
	const char *name = manifest_base(f->path);

	if (strcmp(name, "manage.py") == 0)
		manifest_root(r, manifest_dir(r->a, f->path));
	if (!f->text || manifest_use_of(f->path) != MANIFEST_TEXT)
		return;
	if (strcmp(name, "package.json") == 0)
		node_manifest_read(r, f);
	else if (!strstr(name, ".json"))
		python_manifest_read(r, f);
}

void manifest_load(struct manifests *m, struct arena *a, const struct libraries *l,
                   const struct manifest_file *files, size_t n)
{
	struct manifest_reader r = { .m = m, .a = a, .libraries = l, .file_count = n };
	struct manifest_file *sorted = arena_alloc(a, (n + 1) * sizeof *sorted);

	*m = (struct manifests){ 0 };
	for (size_t i = 0; i < n; i++) {
		sorted[i] = files[i];
		sorted[i].path = arena_strdup(a, files[i].path);
		if (files[i].text) /* the readers count on a NUL behind it */
			sorted[i].text = arena_strndup(a, files[i].text, files[i].size);
	}
	if (n)
		qsort(sorted, n, sizeof *sorted, compare_files);
	r.files = sorted;
	manifest_root(&r, "");
	for (size_t i = 0; i < n; i++)
		read_one(&r, &sorted[i]);
	sort_nodes(m, a);
	sort_packages(&r);
	sort_roots(m);
	tsconfig_read_all(&r);
	find_managers(&r);
	service_find(&r);
}

/* ---- asking ---------------------------------------------------------------------------
 */

const struct tsconfig *manifest_tsconfig(const struct manifests *m, const char *path)
{
	const struct tsconfig *best = NULL;

	for (size_t i = 0; i < m->tsconfig_count; i++)
		if (manifest_below(path, m->tsconfigs[i].dir))
			best = &m->tsconfigs[i]; /* sorted: the deeper comes later */
	return best;
}

const struct node_package *manifest_package_of(const struct manifests *m,
                                               const char *path)
{
	const struct node_package *best = NULL;

	for (size_t i = 0; i < m->node_count; i++)
		if (manifest_below(path, m->nodes[i].dir))
			best = &m->nodes[i]; /* sorted, too */
	return best;
}

const struct node_package *manifest_node(const struct manifests *m, const char *name)
{
	size_t low = 0, high = *name ? m->node_count : 0;

	while (low < high) { /* the first of that name */
		size_t mid = (low + high) / 2;

		if (strcmp(m->nodes_by_name[mid]->name, name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return *name && low < m->node_count && !strcmp(m->nodes_by_name[low]->name, name)
	         ? m->nodes_by_name[low]
	         : NULL;
}

const struct service *manifest_service(const struct manifests *m, const char *path,
                                       const char *language)
{
	const struct service *best = NULL;

	for (size_t i = 0; i < m->service_count; i++)
		if (!strcmp(m->services[i].language, language) &&
		    manifest_below(path, m->services[i].root))
			best = &m->services[i];
	return best;
}

/* What the star of the pattern stands for; false: no match. */
static bool path_map_match(const char *pattern, const char *text, size_t *from,
                           size_t *len)
{
	const char *star = strchr(pattern, '*');
	size_t n = strlen(text), before, after;

	if (!star) {
		*from = *len = 0;
		return strcmp(pattern, text) == 0;
	}
	before = (size_t)(star - pattern);
	after = strlen(star + 1);
	if (n < before + after || strncmp(pattern, text, before) != 0 ||
	    strcmp(text + n - after, star + 1) != 0)
		return false;
	*from = before;
	*len = n - before - after;
	return true;
}

enum { CANDIDATE_ROOM = 4096 };

/* The target with this in place of its star. False: too long. */
static bool path_map_put(char *out, const char *target, const char *inner, size_t len)
{
	const char *star = strchr(target, '*'), *rest = star ? star + 1 : "";
	size_t cut = star ? (size_t)(star - target) : strlen(target);
	size_t rest_len = strlen(rest);

	if (cut + len + rest_len >= CANDIDATE_ROOM)
		return false;
	memcpy(out, target, cut);
	memcpy(out + cut, inner, len);
	memcpy(out + cut + len, rest, rest_len + 1);
	return true;
}

bool path_map_each(const struct path_map *maps, size_t n, const char *text,
                   bool (*fn)(void *arg, const char *candidate), void *arg)
{
	char candidate[CANDIDATE_ROOM];
	size_t from, len;

	for (size_t i = 0; i < n; i++) {
		if (!path_map_match(maps[i].pattern, text, &from, &len))
			continue;
		for (size_t k = 0; k < maps[i].target_count; k++) {
			if (!path_map_put(candidate, maps[i].targets[k], text + from,
			                  len))
				continue;
			if (fn(arg, candidate))
				return true;
		}
		return false;
	}
	return false;
}

bool manifest_requires(const struct manifests *m, const char *ecosystem, const char *name,
                       size_t n)
{
	for (size_t i = 0; i < m->package_count; i++) {
		const struct package *p = &m->packages[i];

		if (*p->name == *name && !strncmp(p->name, name, n) && !p->name[n] &&
		    !strcmp(p->ecosystem, ecosystem))
			return true;
	}
	return false;
}
