/* unfound.c - services that import what serves requests, and whose routes were not found.
 */
#include "scan/unfound.h"

#include <string.h>

#include "syntax/lang.h"
#include "value/value.h"

/* So many files that import a framework beside another one may be left over from it. */
enum { FEW = 4 };

/* What serves requests, and where it is first imported. */
struct serving {
	const struct library *web; /* NULL: nothing */
	const char *module;        /* as it is imported */
	const struct unit *unit;
	uint32_t line;
	size_t files; /* that import it */
};

/* A service, and what is imported there. */
struct served {
	size_t sources;
	struct serving any;     /* the first of all, and the files that import one */
	struct serving unheard; /* the first that no detector speaks of */
	bool has_routes;
};

struct unfound {
	const struct program *program;
	const struct detectors *detectors;
	const struct libraries *libraries;
	struct served *services; /* as the manifests list them */
	const char **shared;     /* frameworks of routes that lie in no service */
	size_t shared_count, shared_room;
};

/* NULL: in none. */
static struct served *service_at(const struct unfound *x, const char *path)
{
	const struct manifests *m = x->program->manifests;
	const struct service *s =
	    manifest_service(m, path, lang_of(path) == LANG_PYTHON ? "Python" : "Node");

	return s ? &x->services[s - m->services] : NULL;
}

/* An endpoint of unknown method and path stands for those that were not found. */
static bool is_route(const struct fact *f)
{
	if (f->kind == FACT_endpoint)
		return !f->method || strcmp(f->method, "*") != 0 ||
		       !strcmp(f->status, "resolved");
	if (f->kind == FACT_channel) /* a socket that something else hands over */
		return !strcmp(f->status, "resolved");
	return f->kind == FACT_operation || f->kind == FACT_action ||
	       f->kind == FACT_include;
}

static void note_shared(struct unfound *x, struct arena *a, const char *framework)
{
	for (size_t i = 0; i < x->shared_count; i++)
		if (!strcmp(x->shared[i], framework))
			return;
	*(const char **)arena_push(a, (void **)&x->shared, &x->shared_count,
	                           &x->shared_room, sizeof *x->shared) = framework;
}

static void note_routes(struct unfound *x, struct arena *a, const struct facts *facts)
{
	for (size_t i = 0; i < facts->n; i++) {
		const struct fact *f = &facts->v[i];
		struct served *s;

		if (!is_route(f))
			continue;
		if ((s = service_at(x, f->file)))
			s->has_routes = true;
		else if (f->framework)
			note_shared(x, a, f->framework);
	}
}

/* Routes that lie in packages which services share, of what this one serves by: whose
 * they are nobody can tell. */
static bool may_be_shared(const struct unfound *x, const struct served *s)
{
	for (const struct detector *d = x->detectors->first; d; d = d->next)
		for (size_t i = 0; i < x->shared_count; i++)
			if (!strcmp(d->name, x->shared[i]) &&
			    detector_needs(d, s->any.module))
				return true;
	return false;
}

static bool is_of_files(const struct unfound *x, const char *module)
{
	for (size_t i = 0; i < x->detectors->files.n; i++)
		if (detector_needs(x->detectors->files.v[i]->detector, module))
			return true;
	return false;
}

/* import uvicorn: whoever starts a server by code has something to serve, in however few
 * files. */
static bool runs_server(const struct library *l)
{
	return !strcmp(l->category, "server") && !strcmp(l->ecosystem, "pypi");
}

static const struct library *web_of(const struct unfound *x, const struct unit *u,
                                    const char *module)
{
	const struct library *l = library_find_import(x->libraries,
	                                              u->language == LANG_PYTHON, module);

	return l && (!strcmp(l->category, "web") || runs_server(l)) &&
	               !is_of_files(x, module)
	         ? l
	         : NULL;
}

/* The first that the file asks for. */
static const struct library *web_in(const struct unfound *x, const struct unit *u,
                                    uint32_t *line, const char **module)
{
	const struct library *web;

	for (size_t i = 0; i < u->import_count; i++)
		if ((web = web_of(x, u, u->imports[i].module))) {
			*line = u->imports[i].line;
			*module = u->imports[i].module;
			return web;
		}
	for (const struct required *r = u->required; r; r = r->next)
		if ((web = web_of(x, u, r->module))) {
			*line = r->line;
			*module = r->module;
			return web;
		}
	return NULL;
}

static void note_import(const struct unfound *x, struct served *s, const struct unit *u)
{
	struct serving *any = &s->any;
	uint32_t line = 0;
	const char *module = NULL;
	const struct library *web = web_in(x, u, &line, &module);

	s->sources++;
	if (!web)
		return;
	if (!any->web)
		*any = (struct serving){ web, module, u, line, 0 };
	any->files++;
}

/* A framework with a peer on the other side; a system of its own would be kept. */
static bool is_unheard(const struct unfound *x, const struct unit *u, const char *module)
{
	const struct library *l = library_find_import(x->libraries, true, module);
	bool is_folder = false;

	if (!l || strcmp(l->category, "web") != 0 || !strcmp(l->mapping, "none"))
		return false;
	for (const struct detector *d = x->detectors->first; d; d = d->next)
		if (detector_needs(d, module))
			return false;
	return !program_resolve(x->program, u, module, &is_folder) && !is_folder;
}

/* Two frameworks side by side: the routes of the one say nothing of the other's. */
static void note_unheard(const struct unfound *x, struct served *s, const struct unit *u)
{
	struct serving *v = &s->unheard;

	for (size_t i = 0; u->language == LANG_PYTHON && i < u->import_count; i++) {
		const struct import *at = &u->imports[i];

		if (!is_unheard(x, u, at->module))
			continue;
		if (!v->web)
			*v = (struct serving){ library_find_import(x->libraries, true,
				                                   at->module),
				               at->module, u, at->line, 0 };
		v->files++;
		return;
	}
}

/* One file among many has another reason: a type, a client that comes with the package.
 */
static bool may_serve(const struct served *s)
{
	return s->any.files > 1 || s->any.files * 10 >= s->sources ||
	       runs_server(s->any.web);
}

static void tell(struct facts *facts, struct arena *a, const struct serving *s,
                 const char *root)
{
	struct fact *f = arena_push(a, (void **)&facts->v, &facts->n, &facts->room,
	                            sizeof *facts->v);

	*f = (struct fact){ .kind = FACT_include,
		            .file = s->unit->path,
		            .parent = -1,
		            .line = s->line,
		            .framework = s->web->name,
		            .variety = "unfound",
		            .name = s->web->label,
		            .target = s->web->label,
		            .path = *root ? arena_printf(a, "%s/", root) : "/",
		            .status = "unresolved" };
	f->reason = arena_printf(a, "%zu %s %s, and none of its routes was found",
	                         s->files,
	                         s->files == 1 ? "file imports" : "files import",
	                         s->web->label);
}

void unfound_routes(struct facts *facts, struct arena *a, const struct program *p,
                    const struct detectors *d, const struct libraries *libraries)
{
	const struct manifests *m = p->manifests;
	struct unfound x = { .program = p, .detectors = d, .libraries = libraries };

	if (!m || !m->service_count)
		return;
	x.services = arena_zero(a, m->service_count * sizeof *x.services);
	note_routes(&x, a, facts);
	for (size_t i = 0; i < p->n; i++) {
		struct served *s = service_at(&x, p->units[i]->path);

		if (s && s->has_routes)
			note_unheard(&x, s, p->units[i]);
		else if (s)
			note_import(&x, s, p->units[i]);
	}
	for (size_t i = 0; i < m->service_count; i++) {
		const struct served *s = &x.services[i];

		if (s->any.web && may_serve(s) && !may_be_shared(&x, s))
			tell(facts, a, &s->any, m->services[i].root);
		if (s->unheard.files > FEW)
			tell(facts, a, &s->unheard, m->services[i].root);
	}
}
