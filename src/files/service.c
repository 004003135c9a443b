/* service.c - which folders of a repository are deployed by themselves.
 *
 * An application is one service; more are only counted where the manifests leave no
 * doubt. A folder is a service when
 *   - a manifest in it, or one that this includes (-r), asks for a package of category
 *     "web", and not only for development,
 *   - and it has an entry of its own: package.json with a start script, a bin, or a
 *     private main; for Python manage.py, asgi.py, wsgi.py, main.py, app.py, run.py or
 *     server.py in it or in a folder in it (or in src/ or app/ below), a Procfile, a
 *     Dockerfile in it or just around it.
 * Tests, examples, documentation and templates are none. Of two services of a language
 * one inside the other, the outer counts only when its entry lies outside the inner.
 * Where no folder is one, but something has a manifest, the root is the one service. */
#include <stdlib.h>
#include <string.h>

#include "files/manifest_read.h"
#include "syntax/lang.h"
#include "syntax/syntax.h"

static bool is_aside(const char *dir)
{
	static const char *const names[] = {
		"bench",    "benchmark", "benchmarks", "demo",     "demos",
		"doc",      "docker",    "docs",       "example",  "examples",
		"fixtures", "landing",   "playground", "sample",   "samples",
		"sandbox",  "scripts",   "storybook",  "template", "templates",
		"tools",    "website",   "www",
	};
	const char *p = dir;

	while (*p) {
		size_t n = strcspn(p, "/");

		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (strlen(names[i]) == n && strncmp(names[i], p, n) == 0)
				return true;
		p += n;
		p += *p == '/';
	}
	return false;
}

static bool is_candidate(const char *manifest, const char *dir)
{
	return lang_unit_kind(manifest) == UNIT_SOURCE && !is_aside(dir);
}

/* Does the manifest lie in dir itself, or in its folder "requirements"? */
static bool is_manifest_of(const char *manifest, const char *dir)
{
	size_t n = strlen(dir);

	if (n && (strncmp(manifest, dir, n) != 0 || manifest[n] != '/'))
		return false;
	manifest += n + (n != 0);
	if (strncmp(manifest, "requirements/", 13) == 0)
		manifest += 13;
	return !strchr(manifest, '/');
}

/* The first web package that this manifest asks for; NULL: none. */
static const char *web_package_of(struct manifest_reader *r, const char *ecosystem,
                                  const char *manifest, unsigned depth)
{
	const char *web = NULL;

	for (size_t i = 0; i < r->m->package_count; i++) {
		const struct package *p = &r->m->packages[i];
		const struct library *l;

		if (p->is_dev || strcmp(p->manifest, manifest) != 0 ||
		    strcmp(p->ecosystem, ecosystem) != 0)
			continue;
		l = library_find(r->libraries, ecosystem, p->name);
		if (l && strcmp(l->category, "web") == 0)
			return p->name;
	}
	for (size_t i = 0; i < r->include_count && depth < 4 && !web; i++) {
		struct manifest_include *x = &r->includes[i];

		if (x->stamp == r->stamp || strcmp(x->from, manifest) != 0)
			continue;
		x->stamp = r->stamp;
		web = web_package_of(r, ecosystem, x->to, depth + 1);
	}
	return web;
}

/* The same for all manifests of a folder. */
static const char *web_package(struct manifest_reader *r, const char *ecosystem,
                               const char *dir)
{
	const char *web = NULL, *last = "";

	if (!r->libraries)
		return NULL;
	r->stamp++;
	for (size_t i = 0; i < r->m->package_count && !web; i++) {
		const char *manifest = r->m->packages[i].manifest;

		if (strcmp(manifest, last) != 0 && is_manifest_of(manifest, dir))
			web = web_package_of(r, ecosystem, last = manifest, 0);
	}
	for (size_t i = 0; i < r->include_count && !web; i++)
		if (is_manifest_of(r->includes[i].from, dir))
			web = web_package_of(r, ecosystem, r->includes[i].to, 1);
	return web;
}

static void service_add(struct manifest_reader *r, const char *name, const char *root,
                        const char *manifest, const char *language, const char *reason)
{
	struct manifests *m = r->m;

	if (!*name)
		name = *root ? manifest_base(root) : "application";
	for (size_t i = 0; i < m->service_count; i++)
		if (strcmp(m->services[i].root, root) == 0 &&
		    strcmp(m->services[i].language, language) == 0)
			return;
	*(struct service *)arena_push(r->a, (void **)&m->services, &m->service_count,
	                              &r->service_room, sizeof *m->services) =
	    (struct service){ name, root, manifest, language, reason };
}

static void node_services(struct manifest_reader *r)
{
	for (size_t i = 0; i < r->entry_count; i++) {
		const struct script_entry *s = &r->entries[i];
		const char *web;

		if (is_candidate(s->manifest, s->dir) &&
		    (web = web_package(r, "npm", s->dir)))
			service_add(r, s->name, s->dir, s->manifest, "Node",
			            arena_printf(r->a, "%s, %s", web, s->how));
	}
}

/* ---- Python -------------------------------------------------------------------------
 */

static bool is_python_manifest(const char *path)
{
	const char *name = manifest_base(path);

	return strcmp(name, "pyproject.toml") == 0 || strcmp(name, "setup.py") == 0 ||
	       strcmp(name, "setup.cfg") == 0 || strcmp(name, "Pipfile") == 0 ||
	       strncmp(name, "environment.", 12) == 0 || strstr(name, ".txt") ||
	       strstr(name, ".in");
}

/* Is this a place that starts a Python program? */
static bool is_python_entry(const char *name)
{
	return strcmp(name, "Dockerfile") == 0 || manifest_is_entry(name);
}

static unsigned slashes(const char *s)
{
	unsigned n = 0;

	for (; *s; s++)
		n += *s == '/';
	return n;
}

/* Does this entry belong to dir: in it, or at most two folders down? */
static bool starts_in(const char *path, const char *dir)
{
	const char *rest;

	if (!manifest_below(path, dir))
		return false;
	rest = path + strlen(dir);
	rest += *dir && *rest == '/';
	return *rest != '.' && slashes(rest) <= 2 &&
	       lang_unit_kind(path) == UNIT_SOURCE && !is_aside(path);
}

static bool is_python_root(const struct manifest_reader *r, const char *dir,
                           size_t except)
{
	for (size_t i = 0; i < r->m->service_count; i++)
		if (i != except && r->m->services[i].language[0] == 'P' &&
		    strcmp(r->m->services[i].root, dir) == 0)
			return true;
	return false;
}

/* Lies the entry in a candidate further down? Then it is that one's. */
static bool is_of_inner(const struct manifest_reader *r, const char *path,
                        const char *dir)
{
	for (size_t i = 0; i < r->m->service_count; i++) {
		const struct service *s = &r->m->services[i];

		if (s->language[0] == 'P' && strlen(s->root) > strlen(dir) &&
		    manifest_below(s->root, dir) && manifest_below(path, s->root))
			return true;
	}
	return false;
}

static const char *python_entry(const struct manifest_reader *r, const char *dir)
{
	for (size_t i = 0; i < r->file_count; i++) {
		const char *path = r->files[i].path;

		if (is_python_entry(manifest_base(path)) && starts_in(path, dir) &&
		    !is_of_inner(r, path, dir))
			return path;
	}
	/* services/api/Dockerfile around services/api/server/pyproject.toml */
	if (*dir && manifest_has(r, manifest_dir(r->a, dir), "Dockerfile") &&
	    !is_python_root(r, manifest_dir(r->a, dir), SIZE_MAX))
		return arena_printf(r->a, "%s/Dockerfile", manifest_dir(r->a, dir));
	return NULL;
}

/* Candidates first, so that each entry goes to the innermost; then those without one
 * are taken out. */
static void python_services(struct manifest_reader *r)
{
	struct manifests *m = r->m;
	size_t n = 0, from = m->service_count;

	for (size_t i = 0; i < r->file_count; i++) {
		const char *path = r->files[i].path, *dir = manifest_dir(r->a, path),
			   *web;

		if (!is_python_manifest(path))
			continue;
		if (strcmp(manifest_base(dir), "requirements") == 0)
			dir = manifest_dir(r->a, dir);
		if (is_candidate(path, dir) && (web = web_package(r, "pypi", dir)))
			service_add(r, "", dir, path, "Python", web);
	}
	for (n = from; from < m->service_count; from++) {
		struct service s = m->services[from];
		const char *entry = python_entry(r, s.root);

		if (!entry) {
			m->services[from].language = "";
			continue;
		}
		s.reason = arena_printf(r->a, "%s, %s", s.reason, entry);
		m->services[from] = s;
	}
	for (from = n; from < m->service_count; from++)
		if (*m->services[from].language)
			m->services[n++] = m->services[from];
	m->service_count = n;
}

static void the_one_service(struct manifest_reader *r)
{
	size_t python = 0, node = 0;

	for (size_t i = 0; i < r->m->package_count; i++) {
		python += r->m->packages[i].ecosystem[0] == 'p';
		node += r->m->packages[i].ecosystem[0] == 'n';
	}
	if (python + node)
		service_add(r, "", "", r->m->packages[0].manifest,
		            python >= node ? "Python" : "Node", "manifest");
}

static int compare_services(const void *a, const void *b)
{
	const struct service *x = a, *y = b;
	int c = strcmp(x->root, y->root);

	return c ? c : strcmp(x->language, y->language);
}

void service_find(struct manifest_reader *r)
{
	node_services(r);
	python_services(r);
	if (!r->m->service_count)
		the_one_service(r);
	if (r->m->service_count)
		qsort(r->m->services, r->m->service_count, sizeof *r->m->services,
		      compare_services);
}
