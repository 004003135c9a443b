/* scan.c - read a code base into the store: walk, read, match, link. */
#include "scan/scan.h"

#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

#include "base/pages.h"
#include "base/thread.h"
#include "detect/library.h"
#include "files/built.h"
#include "files/migration.h"
#include "files/vendored.h"
#include "link/imported.h"
#include "link/link.h"
#include "reach/reach.h"
#include "read/prisma.h"
#include "scan/fact_rows.h"
#include "scan/gather.h"
#include "scan/passes.h"
#include "scan/scan_rows.h"
#include "scan/shown.h"
#include "scan/unfound.h"
#include "scan/unknown.h"
#include "scan/unlinked.h"
#include "scan/why.h"
#include "value/around.h"
#include "value/json_module.h"

struct scan {
	const struct scan_options *options;
	struct detectors detectors;
	struct platforms platforms;
	struct gatherer gatherer;
	size_t beside;        /* files read of packages around the root */
	struct limits limits; /* that were reached before linking */
};

/* What needs no linking is written while it goes on, by a thread of its own; and what
 * is found, as soon as it is settled. */
struct aside {
	struct thread thread;
	struct store *store; /* nobody else's until the thread is joined */
	const struct walk_result *walked;
	struct unlinked from;
	struct fact_rows rows;
	struct facts found[LINK_PARTS]; /* once they are settled */
	sem_t is_settled[LINK_PARTS];
	struct err e;
	bool ok;
};

static void *write_aside(void *arg)
{
	/* As they will be ready, more or less. */
	static const enum link_part order[] = { LINK_MODELS, LINK_OTHERS, LINK_QUERIES };
	struct aside *x = arg;
	struct arena brief = { 0 };
	struct facts uses = { 0 }; /* what needs no linking */

	unlinked_facts(&uses, &brief, &x->from);
	x->ok = store_begin_scan(x->store, &x->e) &&
	        scan_rows_files(x->store, x->from.whole, x->from.detectors, &x->e) &&
	        scan_rows_packages(x->store, x->from.manifests, x->from.libraries,
	                           &x->e) &&
	        unknown_imports(x->store, &brief, &x->from, &x->e) &&
	        scan_rows_problems(x->store, x->walked, x->from.manifests, &x->e) &&
	        fact_rows_write(&x->rows, &uses, &x->e);
	arena_release(&brief); /* linking is at work: it takes what is free */
	for (size_t i = 0; i < LINK_PARTS; i++) {
		enum link_part part = order[i];

		while (sem_wait(&x->is_settled[part]) != 0)
			;
		x->ok = x->ok &&
		        fact_rows_settled(&x->rows, part, &x->found[part], &x->e);
	}
	return NULL;
}

static void on_settled(void *aside, enum link_part part, const struct facts *found)
{
	struct aside *x = aside;

	x->found[part] = *found;
	sem_post(&x->is_settled[part]);
}

static bool write_rest(struct store *s, struct aside *x, struct arena *a,
                       const struct scan *scan, const char *name, const struct facts *fs,
                       struct err *e)
{
	if (!x->ok) {
		*e = x->e;
		return false;
	}
	return scan_rows_meta(s, a, scan->options->root, name, fs, x->walked->bytes, e) &&
	       store_meta(s, "files_beside", arena_printf(a, "%zu", scan->beside), e) &&
	       scan_rows_described(s, a, x->from.whole, fs, e) &&
	       fact_rows_rest(&x->rows, fs, e) && scan_rows_unresolved(s, fs, e) &&
	       shown_files(s, a, x->from.program, x->from.whole, fs, e) &&
	       scan_rows_unnamed(s, a, x->from.whole, e) && store_commit(s, e);
}

/* Those of the files that were read; an API may have no operations yet. */
static size_t descriptions_of(struct arena *a, const struct whole *w,
                              struct description **out)
{
	size_t n = 0;

	*out = arena_alloc(a, (w->mark_count + 1) * sizeof **out);
	for (size_t i = 0; i < w->mark_count; i++)
		if (!w->marks[i].described.is_prose &&
		    (w->marks[i].described.n || w->marks[i].described.base))
			(*out)[n++] = w->marks[i].described;
	return n;
}

static bool link_and_write(struct store *s, struct scan *x, struct arena *a,
                           struct aside *side, const struct categories *categories,
                           const char *name, struct err *e)
{
	struct facts fs = { .limits = x->limits };
	struct description *descriptions;
	const size_t described = descriptions_of(a, side->from.whole, &descriptions);
	bool ok;

	side->rows = (struct fact_rows){ .store = s,
		                         .constructs = side->from.constructs };
	for (int i = 0; i < LINK_PARTS; i++)
		sem_init(&side->is_settled[i], 0, 0);
	if (!thread_begin(&side->thread, write_aside, side))
		return err_set(e, ERR_IO, "cannot start a thread");
	passes_run(&fs, a, side->from.program, &x->detectors,
	           &(struct link_options){
		       .libraries = side->from.libraries,
		       .categories = categories,
		       .why = x->options->why,
		       .platforms = &x->platforms,
		       .templates = side->from.whole->templates,
		       .template_count = side->from.whole->template_count,
		       .descriptions = descriptions,
		       .description_count = described,
		       .listed = side->from.whole->listed,
		       .listed_count = side->from.whole->listed_count,
		       .settled = on_settled,
		       .settled_arg = side });
	unfound_routes(&fs, a, side->from.program, &x->detectors, side->from.libraries);
	prisma_load(&fs, a, side->from.whole->schemas, side->from.whole->schema_count);
	migration_files(&fs, a, side->from.whole->migrations,
	                side->from.whole->migration_count);
	listed_files(&fs, a, side->from.whole->listed, side->from.whole->listed_count);
	built_facts(&fs, a, side->from.manifests, side->from.whole->units,
	            side->from.whole->unit_count);
	thread_wait(&side->thread);
	ok = write_rest(s, side, a, x, name, &fs, e);
	if (!ok)
		store_rollback(s);
	return ok;
}

/* Only sources take part in linking. */
static void source_units(struct whole *w, struct arena *a, struct unit ***units,
                         size_t *n)
{
	*units = arena_alloc(a, (w->unit_count + 1) * sizeof **units);
	*n = 0;
	for (size_t i = 0; i < w->unit_count; i++)
		if (w->units[i]->kind == UNIT_SOURCE)
			(*units)[(*n)++] = w->units[i];
}

static void projects_of(struct program *p, struct arena *a, const char *root,
                        const struct whole *w)
{
	size_t room = 0;

	for (size_t i = 0; i < w->manifest_count; i++) {
		const struct manifest_file *m = &w->manifests[i];
		const char *slash = strrchr(m->path, '/');
		const char *base = slash ? slash + 1 : m->path;
		struct project project = { NULL, m->text, m->size };

		if (!m->text || (strcmp(base, "setup.py") && strcmp(base, "setup.cfg") &&
		                 strcmp(base, "pyproject.toml")))
			continue;
		project.dir = arena_printf(a, "%s/%.*s", root, (int)(base - m->path),
		                           m->path);
		*(struct project *)arena_push(a, (void **)&p->projects, &p->project_count,
		                              &room, sizeof project) = project;
	}
}

static const char *last_folder(struct arena *a, const char *root)
{
	char *real = realpath(root, NULL);
	const char *name = "";

	if (real) {
		char *slash = strrchr(real, '/');

		name = arena_strdup(a, slash ? slash + 1 : real);
		free(real);
	}
	return name;
}

/* The tables that nothing needs while files are read: loaded beside it. */
struct tables {
	struct thread thread;
	struct arena arena;
	struct libraries libraries;
	struct categories categories;
	struct constructs constructs;
	struct err e;
	bool ok;
};

static void *load_tables(void *arg)
{
	struct tables *t = arg;

	t->ok = library_load(&t->libraries, &t->arena, &t->e) &&
	        categories_load(&t->categories, &t->arena, &t->e) &&
	        construct_load(&t->constructs, &t->arena, &t->e);
	return NULL;
}

static bool walk_and_load(struct scan *x, struct arena *a, struct walk_result *r,
                          struct tables *t, struct err *e)
{
	const struct scan_options *o = x->options;
	const struct walk_options wo = { .threads = o->threads,
		                         .max_bytes = o->max_bytes };
	bool ok;

	if (!thread_begin(&t->thread, load_tables, t))
		return err_set(e, ERR_IO, "cannot start a thread");
	ok = detectors_load(&x->detectors, a, e) && platforms_load(&x->platforms, a, e) &&
	     gather_run(&x->gatherer, a, r, o->root, &wo, e);
	thread_wait(&t->thread);
	if (ok && !t->ok)
		*e = t->e;
	return ok && t->ok && construct_check(&t->constructs, a, &x->detectors, e);
}

static bool scan_in(struct store *s, struct scan *x, struct arena *a, struct err *e)
{
	const struct scan_options *o = x->options;
	const char *name = last_folder(a, o->root);
	struct tables tables = { 0 };
	struct walk_result r;
	struct manifests m;
	struct program p;
	struct whole w;
	struct aside side = { .store = s,
		              .walked = &r,
		              .from = { &w, &m, &p, &tables.libraries, &tables.constructs,
		                        &x->detectors } };
	struct unit **sources;
	size_t source_count;
	bool ok;

	if (!walk_and_load(x, a, &r, &tables, e)) {
		arena_release(&tables.arena);
		return false;
	}
	gather_merge(&x->gatherer, a, &w);
	manifest_load(&m, a, &tables.libraries, w.manifests, w.manifest_count);
	vendored_mark(w.units, w.unit_count, a, &m, &tables.libraries);
	imported_sources(w.units, w.unit_count, a, &m, name);
	source_units(&w, a, &sources, &source_count);
	program_init(&p, a, sources, source_count, &m, name);
	projects_of(&p, a, o->root, &w);
	x->beside = o->is_alone ? 0
	                        : around_read(&p, a, o->root, &x->detectors, &x->limits);
	json_modules_read(&p, a, o->root, &x->detectors, &x->limits);
	ok = link_and_write(s, x, a, &side, &tables.categories, name, e);
	fact_rows_release(&side.rows);
	arena_release(&tables.arena);
	return ok;
}

bool scan_run(struct store *s, const struct scan_options *o, struct err *e)
{
	struct scan x = { .options = o,
		          .gatherer = { .detectors = &x.detectors,
		                        .platforms = &x.platforms,
		                        .progress = o->progress,
		                        .progress_arg = o->progress_arg } };
	struct arena a = { 0 };
	bool ok = scan_in(s, &x, &a, e);

	gather_release(&x.gatherer);
	arena_release(&a);
	pieces_trim();
	return ok;
}
