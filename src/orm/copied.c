/* copied.c - tables that a script declares again, which nobody imports. */
#include "orm/copied.h"

#include <stdlib.h>
#include <string.h>

#include "orm/dialect.h"
#include "syntax/lang.h"

struct table {
	const struct fact *of;
	size_t fact;
};

/* A script with tables, and what is known of it. */
struct script {
	struct unit *u;
	size_t tables, again; /* of them: those that an imported script declares, too */
	const char *other;    /* the first of these scripts */
	uint32_t line;
	bool is_looked_for, is_imported;
	struct script *next;
};

struct search {
	struct linker *l;
	struct table *v;
	size_t n, room;
	struct script *scripts;
};

static struct script *script_of(struct search *x, const struct fact *f)
{
	struct script *s;
	struct unit *u;

	for (s = x->scripts; s; s = s->next)
		if (!strcmp(s->u->path, f->file))
			return s;
	u = program_unit(x->l->program, f->file);
	if (!u || u->language == LANG_PYTHON)
		return NULL;
	s = arena_zero(x->l->arena, sizeof *s);
	*s = (struct script){ .u = u, .line = f->line, .next = x->scripts };
	return x->scripts = s;
}

static int compare(const void *a, const void *b)
{
	const struct table *x = a, *y = b;
	int c = strcmp(x->of->table_name, y->of->table_name);

	c = c ? c : strcmp(x->of->framework, y->of->framework);
	c = c ? c : strcmp(x->of->variety, y->of->variety);
	return c ? c : (x->fact > y->fact) - (x->fact < y->fact);
}

static bool is_same(const struct table *a, const struct table *b)
{
	return !strcmp(a->of->table_name, b->of->table_name) &&
	       !strcmp(a->of->framework, b->of->framework) &&
	       !strcmp(a->of->variety, b->of->variety);
}

static bool means(const struct search *x, const struct unit *by, const char *module,
                  const struct unit *u)
{
	return by != u && program_resolve(x->l->program, by, module, NULL) == u;
}

static bool all_mean(const struct search *x, const struct unit *by,
                     const struct required *r, const struct unit *u)
{
	for (; r; r = r->next)
		if (means(x, by, r->module, u))
			return true;
	return false;
}

static bool imports(const struct search *x, const struct unit *by, const struct unit *u)
{
	for (size_t i = 0; i < by->import_count; i++)
		if (means(x, by, by->imports[i].module, u))
			return true;
	for (const struct export_entry *out = by->exports; out; out = out->next)
		if (out->module.len && means(x, by, out->module.s, u))
			return true;
	return all_mean(x, by, by->required, u) || all_mean(x, by, by->reached, u);
}

static bool is_imported(const struct search *x, struct script *s)
{
	const struct program *p = x->l->program;

	for (size_t i = 0; i < p->n && !s->is_looked_for; i++)
		if (p->units[i]->language != LANG_PYTHON &&
		    imports(x, p->units[i], s->u)) {
			s->is_imported = true;
			break;
		}
	s->is_looked_for = true;
	return s->is_imported;
}

static bool is_of_package(const struct search *x, const struct script *a,
                          const struct script *b)
{
	const struct manifests *m = x->l->program->manifests;

	return manifest_package_of(m, a->u->path) == manifest_package_of(m, b->u->path);
}

/* Tables [from, to) have one name: which scripts declare it beside one that counts? */
static void note_same(struct search *x, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		struct script *s = script_of(x, x->v[i].of);

		for (size_t k = from; s && k < to; k++) {
			struct script *o = script_of(x, x->v[k].of);

			if (!o || o == s || !is_of_package(x, s, o) ||
			    is_imported(x, s) || !is_imported(x, o))
				continue;
			s->again++;
			s->other = s->other ? s->other : o->u->path;
			break;
		}
	}
}

static void find_tables(struct search *x)
{
	const struct facts *fs = x->l->facts;

	for (size_t i = 0; i < fs->n; i++) {
		const struct fact *f = &fs->v[i];

		if (f->kind == FACT_model && f->table_name && *f->table_name &&
		    f->variety && lang_of(f->file))
			*(struct table *)arena_push(x->l->arena, (void **)&x->v, &x->n,
			                            &x->room, sizeof *x->v) =
			    (struct table){ f, i };
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
	if (!x.scripts)
		return;
	for (size_t i = 0; i < x.n; i++)
		for (struct script *s = x.scripts; s; s = s->next)
			s->tables += !strcmp(s->u->path, x.v[i].of->file);
	if (!tell(&x))
		return;
	gone = arena_zero(l->arena, l->facts->n + 1);
	for (size_t i = 0; i < l->facts->n; i++)
		for (struct script *s = x.scripts; s; s = s->next)
			gone[i] |= s->again && s->again >= s->tables &&
			           !strcmp(s->u->path, l->facts->v[i].file);
	facts_drop(l, gone);
}
