/* unlinked.c - what a scan finds that needs no linking. */
#include "scan/unlinked.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "files/migration.h"
#include "syntax/lang.h"

static bool has_unit(const struct unlinked *from, const char *dir, size_t n,
                     const char *name, size_t len, const char *end)
{
	char path[PATH_MAX];
	int size = snprintf(path, sizeof path, "%.*s%.*s%s", (int)n, dir, (int)len, name,
	                    end);

	return size > 0 && (size_t)size < sizeof path &&
	       program_unit(from->program, path);
}

/* import two_factor, and there is a two_factor.py, or a package of that name, in a folder
 * around that is no package itself: no manifest requires another one. What is called need
 * not be asked so: its value was found in that module. */
static bool is_own(const struct unlinked *from, const struct unit *u,
                   const struct library *lib, const char *module)
{
	const size_t n = strcspn(module, ".");
	const char *slash = strrchr(u->path, '/');
	size_t dir = slash ? (size_t)(slash + 1 - u->path) : 0;

	if (u->language != LANG_PYTHON ||
	    manifest_requires(from->manifests, "pypi", lib->name, strlen(lib->name)))
		return false;
	for (;; dir--) {
		if ((dir == 0 || u->path[dir - 1] == '/') &&
		    !has_unit(from, u->path, dir, "", 0, "__init__.py") &&
		    (has_unit(from, u->path, dir, module, n, ".py") ||
		     has_unit(from, u->path, dir, module, n, "/__init__.py")))
			return true;
		if (dir == 0)
			return false;
	}
}

static void library_use(struct facts *fs, struct arena *a, const struct unlinked *from,
                        const struct unit *u, struct import use)
{
	const struct library *lib =
	    library_find_import(from->libraries, u->language == LANG_PYTHON, use.module);
	struct fact *f;

	if (!lib || is_own(from, u, lib, use.module))
		return;
	for (size_t i = fs->n;
	     i > 0 && fs->v[i - 1].kind == FACT_library && fs->v[i - 1].file == u->path;
	     i--)
		if (fs->v[i - 1].name == lib->name) {
			if (fs->v[i - 1].traits && !use.is_for_types) {
				fs->v[i - 1].traits = NULL;
				fs->v[i - 1].line = use.line;
			}
			return;
		}
	f = arena_push(a, (void **)&fs->v, &fs->n, &fs->room, sizeof *fs->v);
	*f = (struct fact){ .kind = FACT_library,
		            .file = u->path,
		            .parent = -1,
		            .line = use.line,
		            .framework = lib->ecosystem,
		            .variety = lib->category,
		            .name = lib->name,
		            .target = lib->equivalent,
		            .detail = lib->mapping,
		            .traits = use.is_for_types ? "only=types" : NULL,
		            .status = "resolved" };
}

static void libraries_of(struct facts *fs, struct arena *a, const struct unlinked *from,
                         const struct unit *u)
{
	for (size_t i = 0; i < u->import_count; i++)
		library_use(fs, a, from, u, u->imports[i]);
	for (const struct required *r = u->required; r; r = r->next)
		library_use(fs, a, from, u, (struct import){ r->module, r->line, false });
}

static void mark_facts(struct facts *fs, struct arena *a, const struct whole *w)
{
	for (size_t i = 0; i < w->mark_count; i++) {
		const struct mark *m = &w->marks[i];
		struct fact *f;

		if (!m->platform)
			continue;
		f = arena_push(a, (void **)&fs->v, &fs->n, &fs->room, sizeof *fs->v);
		*f = (struct fact){ .kind = FACT_platform,
			            .file = m->path,
			            .parent = -1,
			            .line = 1,
			            .framework = m->platform->name,
			            .variety = m->platform->variety,
			            .name = m->platform->name,
			            .detail = m->platform->meaning,
			            .status = "resolved" };
	}
}

static void runtime_facts(struct facts *fs, struct arena *a, const struct manifests *m)
{
	for (size_t i = 0; i < m->runtime_count; i++)
		*(struct fact *)arena_push(a, (void **)&fs->v, &fs->n, &fs->room,
		                           sizeof *fs->v) =
		    (struct fact){ .kind = FACT_platform,
			           .file = m->runtimes[i].path,
			           .parent = -1,
			           .line = 1,
			           .framework = m->runtimes[i].name,
			           .variety = "runtime",
			           .name = m->runtimes[i].name,
			           .detail = m->runtimes[i].version,
			           .status = "resolved" };
}

static void constructs_of(struct facts *fs, struct arena *a, const struct constructs *c,
                          const struct manifests *m, const struct whole *w)
{
	construct_packages(fs, a, c, m);
	for (size_t i = 0; i < w->unit_count; i++)
		construct_file(fs, a, c, w->units[i]->path);
	for (size_t i = 0; i < w->other_count; i++)
		construct_file(fs, a, c, w->others[i].path);
}

void unlinked_facts(struct facts *fs, struct arena *a, const struct unlinked *from)
{
	const struct whole *w = from->whole;

	mark_facts(fs, a, w);
	runtime_facts(fs, a, from->manifests);
	for (size_t i = 0; i < from->program->n; i++)
		libraries_of(fs, a, from, from->program->units[i]);
	constructs_of(fs, a, from->constructs, from->manifests, w);
	migration_facts(fs, a, w->units, w->unit_count);
}
