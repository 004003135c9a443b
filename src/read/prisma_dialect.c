/* prisma_dialect.c - one schema written for several databases: which of them counts. */
#include "read/prisma_dialect.h"

#include <stdlib.h>
#include <string.h>

enum { SCHEMAS_MAX = 64 };

/* The files of one datasource: a folder, or a file of a folder that holds several. */
struct schema {
	const char *key, *dir, *provider;
	const char **names; /* of its models, sorted */
	size_t n, room;
	bool is_left_out;
};

struct schemas {
	struct arena *a;
	struct schema v[SCHEMAS_MAX];
	size_t n;
};

static const char *dir_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? arena_strndup(a, path, (size_t)(slash - path)) : "";
}

static struct schema *schema_of(struct schemas *x, const char *key)
{
	for (size_t i = 0; i < x->n; i++)
		if (!strcmp(x->v[i].key, key))
			return &x->v[i];
	return NULL;
}

static size_t sources_in(struct schemas *x, const struct block *b, size_t n,
                         const char *dir)
{
	const char *last = "";
	size_t files = 0;

	for (size_t i = 0; i < n; i++)
		if (b[i].kind == BLOCK_DATASOURCE && strcmp(b[i].file, last) != 0 &&
		    !strcmp(dir_of(x->a, b[i].file), dir)) {
			last = b[i].file;
			files++;
		}
	return files;
}

/* A folder with two datasources has a schema a file. */
static void note_sources(struct schemas *x, const struct block *b, size_t n)
{
	for (size_t i = 0; i < n && x->n < SCHEMAS_MAX; i++) {
		const char *dir, *key;

		if (b[i].kind != BLOCK_DATASOURCE)
			continue;
		dir = dir_of(x->a, b[i].file);
		key = sources_in(x, b, n, dir) > 1 ? b[i].file : dir;
		if (!schema_of(x, key))
			x->v[x->n++] = (struct schema){
				.key = key,
				.dir = dir,
				.provider = prisma_setting(x->a, &b[i], "provider")
			};
	}
}

static struct schema *schema_of_block(struct schemas *x, const struct block *b)
{
	struct schema *s = schema_of(x, b->file);

	return s ? s : schema_of(x, dir_of(x->a, b->file));
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void note_models(struct schemas *x, const struct block *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct schema *s = b[i].kind == BLOCK_MODEL ? schema_of_block(x, &b[i])
		                                            : NULL;

		if (s)
			*(const char **)arena_push(x->a, (void **)&s->names, &s->n,
			                           &s->room,
			                           sizeof *s->names) = b[i].name;
	}
	for (size_t i = 0; i < x->n; i++)
		if (x->v[i].n)
			qsort(x->v[i].names, x->v[i].n, sizeof *x->v[i].names,
			      compare_texts);
}

/* How many names both have. */
static size_t shared(const struct schema *s, const struct schema *t)
{
	size_t i = 0, k = 0, both = 0;

	while (i < s->n && k < t->n) {
		int c = strcmp(s->names[i], t->names[k]);

		both += !c;
		i += c <= 0;
		k += c >= 0;
	}
	return both;
}

/* In one folder, or in folders beside or right below each other. */
static bool is_near(struct arena *a, const struct schema *s, const struct schema *t)
{
	if (!strcmp(s->dir, t->dir))
		return true;
	return strcmp(s->provider, t->provider) != 0 &&
	       (!strcmp(dir_of(a, s->dir), dir_of(a, t->dir)) ||
	        !strcmp(dir_of(a, s->dir), t->dir) || !strcmp(s->dir, dir_of(a, t->dir)));
}

/* Which of two is told: the larger one, else the one for the database most use. */
static bool is_before(const struct schema *s, const struct schema *t)
{
	bool usual = !strcmp(s->provider, "postgresql"),
	     other = !strcmp(t->provider, "postgresql");

	if (s->n != t->n)
		return s->n > t->n;
	return usual != other ? usual : strcmp(s->key, t->key) < 0;
}

static void choose(struct schemas *x)
{
	for (size_t i = 0; i < x->n; i++)
		for (size_t k = 0; k < x->n; k++) {
			struct schema *s = &x->v[i], *t = &x->v[k];

			if (i != k && s->n && t->n && is_before(s, t) &&
			    is_near(x->a, s, t) && shared(s, t) * 5 >= t->n * 4)
				t->is_left_out = true;
		}
}

bool *prisma_dialects(struct arena *a, const struct block *b, size_t n)
{
	struct schemas *x = arena_zero(a, sizeof *x);
	bool *left_out = arena_zero(a, n + 1);

	x->a = a;
	note_sources(x, b, n);
	if (x->n < 2)
		return left_out;
	note_models(x, b, n);
	choose(x);
	for (size_t i = 0; i < n; i++) {
		const struct schema *s = schema_of_block(x, &b[i]);

		left_out[i] = s && s->is_left_out && b[i].kind < BLOCK_DATASOURCE;
	}
	return left_out;
}
