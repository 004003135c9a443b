/* copied.c - tables that a script declares again, which nobody imports. */
#include "orm/copied.h"

#include <stdlib.h>
#include <string.h>

#include "orm/dialect.h"
#include "syntax/lang.h"

enum { SLOTS = 1024 };

/* A script with tables, and what is known of it. */
struct script {
	struct unit *u;
	const struct node_package *package;
	size_t tables, again; /* of them: those that an imported script declares, too */
	const char *other;    /* the first of these scripts */
	uint32_t line;
	bool is_imported;
	struct script *next, *next_slot;
};

struct table {
	const struct fact *of;
	size_t fact;
	struct script *in;
};

struct search {
	struct linker *l;
	struct table *v;
	size_t n, room;
	struct script *scripts, *slot[SLOTS];
	bool knows_imports;
};

static struct script **slot_of(struct search *x, const struct unit *u)
{
	return &x->slot[((uintptr_t)u >> 5) % SLOTS];
}

static struct script *script_find(struct search *x, const struct unit *u)
{
	struct script *s = *slot_of(x, u);

	while (s && s->u != u)
		s = s->next_slot;
	return s;
}

static struct script *script_of(struct search *x, const struct fact *f)
{
	struct unit *u = program_unit(x->l->program, f->file);
	struct script *s = u ? script_find(x, u) : NULL, **slot;

	if (s || !u || u->language == LANG_PYTHON)
		return s;
	s = arena_zero(x->l->arena, sizeof *s);
	slot = slot_of(x, u);
	*s = (struct script){ .u = u, .next = x->scripts, .next_slot = *slot };
	s->package = manifest_package_of(x->l->program->manifests, u->path);
	return x->scripts = *slot = s;
}

static int compare(const void *a, const void *b)
{
	const struct table *x = a, *y = b;
	int c = strcmp(x->of->table_name, y->of->table_name);

	c = c ? c : strcmp(x->of->framework, y->of->framework);
	c = c ? c : strcmp(x->of->variety, y->of->variety);
	c = c ? c : (x->in->package > y->in->package) - (x->in->package < y->in->package);
	return c ? c : (x->fact > y->fact) - (x->fact < y->fact);
}

/* Of one package, too. */
static bool is_same(const struct table *a, const struct table *b)
{
	return !strcmp(a->of->table_name, b->of->table_name) &&
	       !strcmp(a->of->framework, b->of->framework) &&
	       !strcmp(a->of->variety, b->of->variety) &&
	       a->in->package == b->in->package;
}

static void note_import(struct search *x, const struct unit *by, const char *module)
{
	const struct unit *u = program_resolve(x->l->program, by, module, NULL);
	struct script *s = u && u != by ? script_find(x, u) : NULL;

	if (s)
		s->is_imported = true;
}

static void note_required(struct search *x, const struct unit *by,
                          const struct required *r)
{
	for (; r; r = r->next)
		note_import(x, by, r->module);
}

static void note_imports_of(struct search *x, const struct unit *by)
{
	for (size_t i = 0; i < by->import_count; i++)
		note_import(x, by, by->imports[i].module);
	for (const struct export_entry *out = by->exports; out; out = out->next)
		if (out->module.len)
			note_import(x, by, out->module.s);
	note_required(x, by, by->required);
	note_required(x, by, by->reached);
}

/* Once, when two scripts are found to declare a table. */
static void note_imports(struct search *x)
{
	const struct program *p = x->l->program;

	for (size_t i = 0; i < p->n && !x->knows_imports; i++)
		if (p->units[i]->language != LANG_PYTHON)
			note_imports_of(x, p->units[i]);
	x->knows_imports = true;
}

/* Tables [from, to) have one name: which scripts declare it beside one that counts? */
static void note_same(struct search *x, size_t from, size_t to)
{
	const struct script *o = NULL;

	note_imports(x);
	for (size_t i = from; i < to && !o; i++)
		o = x->v[i].in->is_imported ? x->v[i].in : NULL;
	for (size_t i = from; o && i < to; i++) {
		struct script *s = x->v[i].in;

		if (s->is_imported)
			continue;
		if (!s->again++) {
			s->line = x->v[i].of->line;
			s->other = o->u->path;
		}
	}
}

static void find_tables(struct search *x)
{
	const struct facts *fs = x->l->facts;

	for (size_t i = 0; i < fs->n; i++) {
		const struct fact *f = &fs->v[i];
		struct script *s = f->kind == FACT_model && f->table_name &&
		                         *f->table_name && f->variety && lang_of(f->file)
		                     ? script_of(x, f)
		                     : NULL;

		if (!s)
			continue;
		s->tables++;
		*(struct table *)arena_push(x->l->arena, (void **)&x->v, &x->n, &x->room,
		                            sizeof *x->v) = (struct table){ f, i, s };
	}
	if (x->n > 1)
		qsort(x->v, x->n, sizeof *x->v, compare);
}

static bool tell(struct search *x)
{
	bool any = false;

	for (struct script *s = x->scripts; s; s = s->next) {
		if (!s->again || s->again < s->tables)
			continue;
		any = true;
		link_limit(x->l, s->u, s->line,
		           arena_printf(x->l->arena,
		                        "%zu %s declared again, as in %s: no script "
		                        "imports this one, so they count there alone",
		                        s->again, s->again == 1 ? "table" : "tables",
		                        s->other));
	}
	return any;
}

void copied_drop(struct linker *l)
{
	struct search x = { .l = l };
	bool *gone;

	find_tables(&x);
	for (size_t i = 0, end; i < x.n; i = end) {
		for (end = i + 1; end < x.n && is_same(&x.v[i], &x.v[end]);)
			end++;
		if (end - i > 1)
			note_same(&x, i, end);
	}
	if (!tell(&x))
		return;
	gone = arena_zero(l->arena, l->facts->n + 1);
	for (size_t i = 0; i < l->facts->n; i++) {
		const struct unit *u = program_unit(l->program, l->facts->v[i].file);
		const struct script *s = u ? script_find(&x, u) : NULL;

		gone[i] = s && s->again && s->again >= s->tables;
	}
	facts_drop(l, gone);
}
