/* imported.c - files that lie among migrations and are none: sources import them. */
#include "imported.h"

#include "lang.h"

/* Its folder alone says that it is one. */
static bool may_be_source(const struct unit *u)
{
	return u->kind == UNIT_MIGRATION && u->module && !u->migration;
}

struct search {
	struct program program;
	struct unit **sources; /* Python; those that are found behind them */
	size_t count;
};

static void find(struct search *x, struct unit *u)
{
	if (!u || !may_be_source(u))
		return;
	u->kind = UNIT_SOURCE;
	x->sources[x->count++] = u;
}

static void find_behind(struct search *x, const struct unit *u)
{
	for (size_t i = 0; i < u->import_count; i++)
		find(x, program_resolve(&x->program, u, u->imports[i].module, NULL));
	/* from .utils import pages */
	for (const struct binding *b = u->module->first_binding; b; b = b->next) {
		const struct unit *of = NULL;

		if (b->kind == BIND_IMPORT && import_of(b)->imported.len)
			of = program_resolve(&x->program, u, import_of(b)->module.s,
			                     NULL);
		if (of)
			find(x, program_submodule(&x->program, of,
			                          import_of(b)->imported.s));
	}
}

void imported_sources(struct unit **units, size_t n, struct arena *a,
                      const struct manifests *m, const char *root_name)
{
	struct unit **read = arena_alloc(a, n ? n * sizeof *read : 1);
	struct search x = { .sources = arena_alloc(a, n ? n * sizeof *read : 1) };
	size_t read_count = 0;
	bool may = false;

	for (size_t i = 0; i < n; i++) {
		struct unit *u = units[i];

		may = may || may_be_source(u);
		if (u->language == LANG_PYTHON && u->kind == UNIT_SOURCE)
			x.sources[x.count++] = u;
		if (u->kind == UNIT_SOURCE || may_be_source(u))
			read[read_count++] = u;
	}
	if (!may)
		return;
	program_init(&x.program, a, read, read_count, m, root_name);
	for (size_t i = 0; i < x.count; i++)
		find_behind(&x, x.sources[i]);
}
