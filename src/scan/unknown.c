/* unknown.c - which files import the packages that our table of libraries does not know.
 *
 * What such a package is imported by a table of names tells for some; for others its own
 * name, on PyPI with the marks between words that a module may have. */
#include "scan/unknown.h"

#include <string.h>

#include "detect/import_name.h"
#include "syntax/lang.h"

enum { IMPORTS_MAX = 4, NAMES_OF_ONE = IMPORTS_MAX + 3 };

static const char guessed[] = "guessed";

static void add(struct libraries *l, const struct package *p, const char *import,
                const char *how)
{
	l->v[l->count++] = (struct library){ .ecosystem = p->ecosystem,
		                             .name = p->name,
		                             .import = import,
		                             .source = how };
}

static void add_listed(struct libraries *l, struct arena *a, const struct package *p,
                       const char *imports)
{
	char *rest = arena_strdup(a, imports), *word;

	for (int i = 0; i < IMPORTS_MAX && (word = strtok_r(rest, " ", &rest)); i++)
		add(l, p, word, NULL);
}

/* A package of PyPI: what is known of it, else its name, in several ways. */
static void add_python(struct libraries *l, struct arena *a, const struct package *p,
                       const struct import_names *names)
{
	const char *listed = import_names_find(names, p->name);
	const char *guess = listed ? NULL : import_name_guess(a, p->name);

	add(l, p, import_name_marked(a, p->name, '_'), NULL);
	if (strchr(p->name, '-'))
		add(l, p, import_name_marked(a, p->name, '.'), NULL);
	if (listed)
		add_listed(l, a, p, listed);
	if (guess)
		add(l, p, guess, guessed);
}

static struct libraries unknown_of(struct arena *a, const struct unlinked *from,
                                   const struct import_names *names)
{
	const struct manifests *m = from->manifests;
	struct libraries l = { .v = arena_alloc(a, (NAMES_OF_ONE * m->package_count + 1) *
		                                       sizeof *l.v) };

	for (size_t i = 0; i < m->package_count; i++) {
		const struct package *p = &m->packages[i];

		if (p->is_dev || library_find(from->libraries, p->ecosystem, p->name))
			continue;
		if (strcmp(p->ecosystem, "pypi") == 0)
			add_python(&l, a, p, names);
		else
			add(&l, p, p->name, NULL);
	}
	library_index(&l, a);
	return l;
}

/* A name that was guessed is no package's where a module of ours has it. */
static bool is_own(const struct program *p, const struct library *x, const struct unit *u,
                   const char *module)
{
	bool is_folder = false;

	return x->source == guessed &&
	       (program_resolve(p, u, module, &is_folder) || is_folder);
}

/* The files are asked one after the other: `told` holds the last one of each package. */
static bool write_import(struct store *s, const struct program *p,
                         const struct libraries *l, const struct unit **told,
                         const struct unit *u, const char *module, struct err *e)
{
	const struct library *x = library_find_import(l, u->language == LANG_PYTHON,
	                                              module);

	if (!x || told[x - l->v] == u || is_own(p, x, u, module))
		return true;
	told[x - l->v] = u;
	return store_unknown_import(s, x->name, u->path, e);
}

bool unknown_imports(struct store *s, struct arena *a, const struct unlinked *from,
                     struct err *e)
{
	struct import_names names;
	const struct unit **told;
	struct libraries l;

	if (!import_names_load(&names, a, e))
		return false;
	l = unknown_of(a, from, &names);
	told = arena_zero(a, (l.count + 1) * sizeof *told);
	for (size_t i = 0; i < from->program->n && l.count; i++) {
		const struct unit *u = from->program->units[i];

		for (size_t k = 0; k < u->import_count; k++)
			if (!write_import(s, from->program, &l, told, u,
			                  u->imports[k].module, e))
				return false;
		for (const struct required *r = u->required; r; r = r->next)
			if (!write_import(s, from->program, &l, told, u, r->module, e))
				return false;
	}
	return true;
}
