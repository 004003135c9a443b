/* imported.c - files among migrations or tests that are neither: sources import them. */
#include "link/imported.h"

#include <string.h>

#include "syntax/lang.h"

/* Its folder alone says that it is one. */
static bool may_be_source(const struct unit *u)
{
	return u->module &&
	       (u->kind == UNIT_TEST || (u->language == LANG_PYTHON &&
	                                 u->kind == UNIT_MIGRATION && !u->migration));
}

enum { CALLED_BITS = 4096 };

struct search {
	struct program program;
	struct unit **sources; /* and those that are found behind them */
	size_t count;
	/* What the files that may be sources are called, a bit a hash: nearly no import
	 * means one, and to find out what it means costs more. */
	uint64_t called[CALLED_BITS / 64];
};

static struct name name_between(const char *s, const char *end)
{
	size_t n = (size_t)(end - s);

	return (struct name){ s, (uint32_t)n, name_hash(s, n) };
}

/* a/b/c.py is imported as c, a/b/__init__.py and a/b/index.ts as b. */
static struct name called_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *end = strrchr(name, '.');

	if (slash && (!strncmp(name, "__init__.", 9) || !strncmp(name, "index.", 6))) {
		end = slash;
		for (name = slash; name > path && name[-1] != '/'; name--)
			;
	}
	return name_between(name, end ? end : name + strlen(name));
}

static void note_called(struct search *x, struct name n)
{
	x->called[n.hash / 64 % (CALLED_BITS / 64)] |= (uint64_t)1 << (n.hash & 63);
}

static bool may_be_called(const struct search *x, struct name n)
{
	return x->called[n.hash / 64 % (CALLED_BITS / 64)] >> (n.hash & 63) & 1;
}

/* a.b.c is called c; . and .. are called as their folders are. */
static bool may_mean_module(const struct search *x, const char *module)
{
	const char *dot = strrchr(module, '.'), *last = dot ? dot + 1 : module;

	return !*last || may_be_called(x, name_of(last));
}

/* "./a/b" and "./a/b.js" are called b; what is named index, as its folder is. */
static bool may_mean_file(const struct search *x, const char *module)
{
	const char *slash = strrchr(module, '/'), *last = slash ? slash + 1 : module;
	const char *end = lang_of(last) ? strrchr(last, '.') : NULL;

	return *last == '.' || !strncmp(last, "index", 5) ||
	       may_be_called(x, name_of(last)) ||
	       (end && may_be_called(x, name_between(last, end)));
}

static bool may_mean_one(const struct search *x, const struct unit *u, const char *module)
{
	return u->language == LANG_PYTHON ? may_mean_module(x, module)
	                                  : may_mean_file(x, module);
}

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
		if (may_mean_one(x, u, u->imports[i].module))
			find(x,
			     program_resolve(&x->program, u, u->imports[i].module, NULL));
	/* from .utils import pages */
	if (u->language != LANG_PYTHON)
		return;
	for (const struct binding *b = u->module->first_binding; b; b = b->next) {
		const struct unit *of = NULL;

		if (b->kind == BIND_IMPORT && b->imported.len &&
		    may_be_called(x, b->imported))
			of = program_resolve(&x->program, u, b->module.s, NULL);
		if (of)
			find(x, program_submodule(&x->program, of, b->imported.s));
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

		if (may_be_source(u)) {
			note_called(&x, called_of(u->path));
			may = true;
		}
		if (u->kind == UNIT_SOURCE)
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
