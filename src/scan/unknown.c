/* unknown.c - which files import the packages that our table of libraries does not know.
 *
 * What such a package is imported by nobody has told us: its own name, on PyPI with the
 * marks between words that a module may have. */
#include "scan/unknown.h"

#include <string.h>

#include "syntax/lang.h"

static const char *marked(struct arena *a, const char *name, char mark)
{
	char *s = arena_strdup(a, name);

	for (char *p = strchr(s, '-'); p; p = strchr(p, '-'))
		*p = mark;
	return s;
}

static void add(struct libraries *l, const struct package *p, const char *import)
{
	l->v[l->count++] = (struct library){ .ecosystem = p->ecosystem,
		                             .name = p->name,
		                             .import = import };
}

static struct libraries unknown_of(struct arena *a, const struct unlinked *from)
{
	const struct manifests *m = from->manifests;
	struct libraries l = { .v = arena_alloc(a, (2 * m->package_count + 1) *
		                                       sizeof *l.v) };

	for (size_t i = 0; i < m->package_count; i++) {
		const struct package *p = &m->packages[i];
		bool is_python = strcmp(p->ecosystem, "pypi") == 0;

		if (p->is_dev || library_find(from->libraries, p->ecosystem, p->name))
			continue;
		add(&l, p, is_python ? marked(a, p->name, '_') : p->name);
		if (is_python && strchr(p->name, '-'))
			add(&l, p, marked(a, p->name, '.'));
	}
	library_index(&l, a);
	return l;
}

/* The files are asked one after the other: `told` holds the last one of each package. */
static bool write_import(struct store *s, const struct libraries *l,
                         const struct unit **told, const struct unit *u,
                         const char *module, struct err *e)
{
	const struct library *x = library_find_import(l, u->language == LANG_PYTHON,
	                                              module);

	if (!x || told[x - l->v] == u)
		return true;
	told[x - l->v] = u;
	return store_unknown_import(s, x->name, u->path, e);
}

bool unknown_imports(struct store *s, struct arena *a, const struct unlinked *from,
                     struct err *e)
{
	struct libraries l = unknown_of(a, from);
	const struct unit **told = arena_zero(a, (l.count + 1) * sizeof *told);

	for (size_t i = 0; i < from->program->n && l.count; i++) {
		const struct unit *u = from->program->units[i];

		for (size_t k = 0; k < u->import_count; k++)
			if (!write_import(s, &l, told, u, u->imports[k].module, e))
				return false;
		for (const struct required *r = u->required; r; r = r->next)
			if (!write_import(s, &l, told, u, r->module, e))
				return false;
	}
	return true;
}
