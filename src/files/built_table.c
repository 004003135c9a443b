/* built_table.c - tables that are left when all steps of a schema builder are taken. */
#include "files/built.h"

#include <string.h>

#include "files/built_step.h"
#include "files/manifest_read.h"

struct column {
	const struct built_column *made;
	const struct unit *unit;
	const char *name, *target, *on_delete;
	unsigned traits;
	struct column *next;
};

struct table {
	const char *dir, *name; /* folder of the manifest that it belongs to */
	const struct unit *unit;
	const struct detector *detector;
	uint32_t line;
	size_t count;
	bool is_made; /* altered only: no file that we read makes it */
	struct column *columns, **last;
	struct table *next;
};

/* A model that a mapper has. */
struct mapped {
	const char *dir, *table; /* NULL: says none */
};

/* No real code base has as many; hostile ones would cost squares of it. */
enum { TABLES_MAX = 4000, COLUMNS_MAX = 2000 };

struct tables {
	struct arena *a;
	const struct manifests *manifests;
	struct limits *limits;
	struct table *first, **last;
	size_t count;
	struct mapped *mapped;
	size_t mapped_count;
};

/* The folder of the package that a file is of. */
static const char *package_dir(const struct manifests *m, const char *path)
{
	const struct node_package *n = manifest_package_of(m, path);

	return n ? n->dir : "";
}

static struct table *table_named(struct tables *x, const struct unit *u, const char *name)
{
	const char *dir = package_dir(x->manifests, u->path);
	struct table *t;

	for (t = x->first; t; t = t->next)
		if (!strcmp(t->name, name) && !strcmp(t->dir, dir))
			return t;
	if (x->count++ >= TABLES_MAX) {
		limit_tell(
		    x->limits, x->a, u->path, 0,
		    "migrations that make more tables than are followed: the others "
		    "are left out");
		return NULL;
	}
	t = arena_zero(x->a, sizeof *t);
	*t = (struct table){
		.dir = dir, .name = name, .unit = u, .detector = u->built->detector
	};
	t->last = &t->columns;
	*x->last = t;
	x->last = &t->next;
	return t;
}

static struct column *column_named(struct table *t, const char *name)
{
	for (struct column *c = t->columns; c; c = c->next)
		if (!strcmp(c->name, name))
			return c;
	return NULL;
}

static void remove_column(struct table *t, const char *name)
{
	struct column **at = &t->columns;

	while (*at && strcmp((*at)->name, name) != 0)
		at = &(*at)->next;
	if (!*at)
		return;
	*at = (*at)->next;
	for (t->last = &t->columns; *t->last;)
		t->last = &(*t->last)->next;
}

static void refine_column(struct column *c, const struct built_column *b)
{
	c->traits |= b->traits;
	if (b->traits & BUILT_NOT_NULL)
		c->traits &= ~(unsigned)BUILT_NULL;
	if (b->target)
		c->target = b->target;
	if (b->on_delete)
		c->on_delete = b->on_delete;
}

static void take_column(struct tables *x, struct table *t, const struct unit *u,
                        const struct built_column *b)
{
	struct column *c = column_named(t, b->name);

	switch (b->what) {
	case COLUMN_REMOVED: remove_column(t, b->name); return;
	case COLUMN_RENAMED:
		if (c && b->to)
			c->name = b->to;
		return;
	case COLUMN_ADDED:
		if (c)
			break;
		if (t->count++ >= COLUMNS_MAX) {
			limit_tell(x->limits, x->a, u->path, 0,
			           "a table of more columns than are followed: the "
			           "others are left out");
			return;
		}
		c = arena_zero(x->a, sizeof *c);
		c->made = b;
		c->unit = u;
		c->name = b->name;
		*t->last = c;
		t->last = &c->next;
		break;
	case COLUMN_KNOWN: break;
	}
	if (c)
		refine_column(c, b);
}

static void take_step(struct tables *x, const struct unit *u, const struct built_step *s)
{
	struct table *t = table_named(x, u, s->table);

	if (!t)
		return;
	if (s->what == TABLE_DROPPED) {
		t->is_made = false;
		t->columns = NULL;
		t->last = &t->columns;
		return;
	}
	if (s->what == TABLE_RENAMED) {
		if (s->to)
			t->name = s->to;
		return;
	}
	if (s->what == TABLE_CREATED && !t->is_made) {
		t->is_made = true;
		t->unit = u;
		t->line = s->line;
	}
	for (const struct built_column *c = s->columns; c; c = c->next)
		take_column(x, t, u, c);
}

/* ---- facts ------------------------------------------------------------------------- */

struct described {
	struct facts *facts;
	struct arena *a;
	const struct table *table;
	size_t model;
};

static struct fact *add_fact(struct described *x, enum fact_kind kind, const char *name,
                             const struct unit *u, uint32_t line)
{
	struct fact *f = arena_push(x->a, (void **)&x->facts->v, &x->facts->n,
	                            &x->facts->room, sizeof *f);

	*f = (struct fact){ .kind = (uint8_t)kind,
		            .file = u->path,
		            .parent = kind == FACT_model ? -1 : (int64_t)x->model,
		            .line = line,
		            .framework = x->table->detector->name,
		            .name = name,
		            .owner = kind == FACT_model ? "" : x->table->name,
		            .status = "resolved" };
	return f;
}

static const char *traits_of(struct arena *a, const struct column *c)
{
	bool is_null = !(c->traits & (BUILT_NOT_NULL | BUILT_PK));
	const char *words[] = {
		c->traits & BUILT_AUTO ? "auto" : NULL,
		c->traits & BUILT_DEFAULT ? "default" : NULL,
		c->target ? arena_printf(a, "fk=%s", c->target) : NULL,
		c->traits & BUILT_INDEX ? "index" : NULL,
		is_null ? "null" : NULL,
		c->traits & BUILT_PK ? "pk" : NULL,
		c->traits & BUILT_UNIQUE ? "unique" : NULL,
	};
	const char *all = "";

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i])
			all = arena_printf(a, "%s%s%s", all, *all ? " " : "", words[i]);
	return all;
}

/* author_id, authorId -> author */
static const char *relation_name(struct arena *a, const char *column)
{
	size_t n = strlen(column);

	if (n > 3 && !strcmp(column + n - 3, "_id"))
		return arena_strndup(a, column, n - 3);
	if (n > 2 && !strcmp(column + n - 2, "Id"))
		return arena_strndup(a, column, n - 2);
	return column;
}

/* "SET NULL" in one word. */
static const char *one_word(struct arena *a, const char *text)
{
	char *word = arena_strdup(a, text);

	for (char *p = word; *p; p++)
		if (*p == ' ')
			*p = '_';
	return word;
}

static const char *relation_traits(struct arena *a, const struct column *c, bool is_self)
{
	if (!c->on_delete)
		return is_self ? "self" : "";
	return arena_printf(a, "on-delete=%s%s", one_word(a, c->on_delete),
	                    is_self ? " self" : "");
}

static void describe_column(struct described *x, const struct column *c)
{
	struct fact *f = add_fact(x, FACT_field, c->name, c->unit, c->made->line);

	f->detail = c->made->type;
	f->traits = traits_of(x->a, c);
	if (!c->target)
		return;
	f = add_fact(x, FACT_relation, relation_name(x->a, c->name), c->unit,
	             c->made->line);
	f->variety = c->traits & BUILT_UNIQUE ? "one-to-one" : "many-to-one";
	f->target = c->target;
	f->traits = relation_traits(x->a, c, !strcmp(c->target, x->table->name));
}

static void describe_table(struct facts *facts, struct arena *a, const struct table *t)
{
	struct described x = { facts, a, t, facts->n };
	struct fact *f = add_fact(&x, FACT_model, t->name, t->unit, t->line);
	uint32_t fields = 0, relations = 0;

	f->variety = arena_printf(a, "%s.table", t->detector->name);
	f->table_name = t->name;
	for (const struct column *c = t->columns; c; c = c->next) {
		describe_column(&x, c);
		fields++;
		relations += c->target != NULL;
	}
	f = &facts->v[x.model];
	f->fields = f->fields_total = fields;
	f->relations = f->relations_total = relations;
}

static void note_mapped(struct tables *x, const struct facts *facts)
{
	size_t room = 0;

	for (size_t i = 0; i < facts->n; i++) {
		const struct fact *f = &facts->v[i];

		if (f->kind == FACT_model)
			*(struct mapped *)arena_push(x->a, (void **)&x->mapped,
			                             &x->mapped_count, &room,
			                             sizeof *x->mapped) = (struct mapped){
				package_dir(x->manifests, f->file), f->table_name
			};
	}
}

/* Are both packages of one workspace? */
static bool is_beside(const struct manifests *m, const char *dir, const char *other)
{
	for (size_t i = 0; i < m->node_count; i++)
		if (m->nodes[i].is_workspace_root &&
		    manifest_below(dir, m->nodes[i].dir) &&
		    manifest_below(other, m->nodes[i].dir))
			return true;
	return false;
}

/* Has the package models of its own, or is the table that of a model beside it? */
static bool is_mapped(const struct tables *x, const struct table *t)
{
	for (size_t i = 0; i < x->mapped_count; i++) {
		const struct mapped *m = &x->mapped[i];

		if (!strcmp(m->dir, t->dir) || (m->table && !strcmp(m->table, t->name) &&
		                                is_beside(x->manifests, t->dir, m->dir)))
			return true;
	}
	return false;
}

/* Where code makes tables beside the migrations, those alter what it made. */
static void take_steps(struct tables *x, struct unit *const *units, size_t n,
                       bool migrations)
{
	for (size_t i = 0; i < n; i++)
		if (units[i]->built && (units[i]->kind == UNIT_MIGRATION) == migrations)
			for (const struct built_step *s = units[i]->built->steps; s;
			     s = s->next)
				take_step(x, units[i], s);
}

void built_facts(struct facts *facts, struct arena *a, const struct manifests *m,
                 struct unit *const *units, size_t n)
{
	struct tables x = { .a = a, .manifests = m, .limits = &facts->limits };

	x.last = &x.first;
	take_steps(&x, units, n, false);
	take_steps(&x, units, n, true);
	if (x.first)
		note_mapped(&x, facts);
	for (const struct table *t = x.first; t; t = t->next)
		if (t->is_made && !is_mapped(&x, t))
			describe_table(facts, a, t);
}
