/* relation.c - relations when all models are known: targets named, ends compared. */
#include "orm/relation.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "link/trait.h"
#include "orm/entity_trait.h"

struct named_model {
	const char *name;
	size_t index; /* of the fact */
};

struct models {
	struct linker *l;
	struct named_model *v;
	size_t n;
};

static int by_name(const void *a, const void *b)
{
	const struct named_model *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : x->index < y->index ? -1 : x->index > y->index;
}

static void models_collect(struct models *m)
{
	const struct facts *fs = m->l->facts;

	m->v = arena_alloc(m->l->arena, (fs->n + 1) * sizeof *m->v);
	for (size_t i = 0; i < fs->n; i++)
		if (fs->v[i].kind == FACT_model && fs->v[i].name)
			m->v[m->n++] = (struct named_model){ fs->v[i].name, i };
	qsort(m->v, m->n, sizeof *m->v, by_name);
}

/* The model of this name, one in the asking file before others; NULL: none. */
static const struct named_model *model_named(const struct models *m, const char *name,
                                             const char *file)
{
	const struct fact *facts = m->l->facts->v;
	size_t low = 0, high = m->n;
	const struct named_model *first;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (strcmp(m->v[mid].name, name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == m->n || strcmp(m->v[low].name, name) != 0)
		return NULL;
	first = &m->v[low];
	for (; low < m->n && !strcmp(m->v[low].name, name); low++)
		if (!strcmp(facts[m->v[low].index].file, file))
			return &m->v[low];
	return first;
}

static const char *last_part(const char *dotted)
{
	const char *dot = strrchr(dotted, '.');

	return dot && dot[1] ? dot + 1 : dotted;
}

/* Letters alike, whatever their case and the underscores between. */
static bool alike(const char *a, const char *b, size_t b_len)
{
	const char *end = b + b_len;

	for (;; a++, b++) {
		while (*a == '_')
			a++;
		while (b < end && *b == '_')
			b++;
		if (!*a || b >= end)
			return !*a && b >= end;
		if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
			return false;
	}
}

/* "team.id", "Team.id", "schema.team.id": a column of that model's table? */
static bool points_to(const char *fk, const struct fact *model)
{
	const char *column = strrchr(fk, '.'), *table = fk;
	size_t n = column ? (size_t)(column - fk) : strlen(fk);

	for (const char *c = fk; c < fk + n; c++)
		if (*c == '.')
			table = c + 1;
	n -= (size_t)(table - fk);
	if (model->table_name && strlen(model->table_name) == n &&
	    !memcmp(model->table_name, table, n))
		return true;
	return model->name && alike(model->name, table, n);
}

/* The foreign key of one model to another; NULL: none. Fields stand behind their model.
 */
static const struct fact *key_between(const struct models *m, size_t from, size_t to)
{
	const struct facts *fs = m->l->facts;

	for (size_t i = from + 1; i < fs->n && fs->v[i].kind != FACT_model; i++) {
		const char *fk;

		if (fs->v[i].parent != (int64_t)from || fs->v[i].kind != FACT_field)
			continue;
		fk = traits_value(m->l->arena, fs->v[i].traits, "fk");
		if (fk && points_to(fk, &fs->v[to]))
			return &fs->v[i];
	}
	return NULL;
}

/* The relation at the other end that belongs to this one; NULL: none is written. */
static const struct fact *other_end(const struct models *m, const struct fact *r,
                                    size_t target)
{
	const struct facts *fs = m->l->facts;
	const char *back = traits_value(m->l->arena, r->traits, "back");

	for (size_t i = target + 1; i < fs->n && fs->v[i].kind != FACT_model; i++) {
		const struct fact *x = &fs->v[i];
		const char *theirs;

		if (x->kind != FACT_relation || x->parent != (int64_t)target || !x->name)
			continue;
		if (back && !strcmp(back, x->name))
			return x;
		theirs = traits_value(m->l->arena, x->traits, "back");
		if (theirs && r->name && !strcmp(theirs, r->name))
			return x;
	}
	return NULL;
}

static bool is_variety(const struct fact *r, const char *variety)
{
	return r && r->variety && !strcmp(r->variety, variety);
}

/* foreign_keys=[Group.case_id]: is the key said to be the other end's? */
static bool key_is_theirs(const struct models *m, const struct fact *r, size_t target)
{
	const char *keys = traits_value(m->l->arena, r->traits, "keys");
	const char *name = m->l->facts->v[target].name, *at;

	at = keys && name ? strstr(keys, name) : NULL;
	return at && at[strlen(name)] == '.' && (size_t)r->parent != target;
}

/* Who holds the key is many; a key that is unique is one. */
static const char *variety_of(const struct models *m, const struct fact *r, size_t target)
{
	size_t own = (size_t)r->parent;
	const struct fact *other = other_end(m, r, target);
	const struct fact *key = key_between(m, own, target);
	bool to_itself = own == target;

	if (key_is_theirs(m, r, target))
		key = NULL;

	if (is_variety(other, "many-to-many"))
		return "many-to-many";
	if (to_itself && !trait_has(r->traits, "self"))
		return "one-to-many";
	if (key && (trait_has(key->traits, "unique") || is_variety(other, "one-to-one")))
		return "one-to-one";
	if (key || is_variety(other, "one-to-many"))
		return "many-to-one";
	key = key_between(m, target, own);
	if (key && trait_has(key->traits, "unique"))
		return "one-to-one";
	if (key || is_variety(other, "many-to-one"))
		return "one-to-many";
	return NULL;
}

static void relation_finish(const struct models *m, struct fact *r)
{
	const struct fact *owner = &m->l->facts->v[r->parent];
	const struct named_model *target;

	if (!r->target || !*r->target)
		return;
	if (!strcmp(r->target, "self") && owner->name)
		r->target = owner->name;
	target = model_named(m, r->target, r->file);
	if (!target)
		target = model_named(m, last_part(r->target), r->file);
	if (!target)
		return;
	r->target = target->name;
	if (!r->variety) {
		const char *variety = variety_of(m, r, target->index);

		r->variety = variety;
	}
	if (owner->name && !strcmp(owner->name, r->target) &&
	    !trait_has(r->traits, "self"))
		trait_add(m->l, r, "self");
}

void relations_finish(struct linker *l)
{
	struct models m = { .l = l };

	models_collect(&m);
	for (size_t i = 0; m.n && i < l->facts->n; i++)
		if (l->facts->v[i].kind == FACT_relation && l->facts->v[i].parent >= 0)
			relation_finish(&m, &l->facts->v[i]);
}
