/* cross_check.c - is what a description of the API lists among the endpoints? */
#include "scan/cross_check.h"

#include <stdlib.h>
#include <string.h>

static int by_text(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* Where it is among them; NULL: nowhere. */
static const char **find(const struct cross_check *c, const char *key)
{
	return bsearch(&key, c->v, c->n, sizeof *c->v, by_text);
}

void cross_check_init(struct cross_check *c, struct arena *a, const struct facts *fs)
{
	c->arena = a;
	c->v = arena_alloc(a, (fs->n + 1) * sizeof *c->v);
	c->n = 0;
	for (size_t i = 0; i < fs->n; i++)
		if (fs->v[i].kind == FACT_endpoint && fs->v[i].path && fs->v[i].method)
			c->v[c->n++] = arena_printf(a, "%s %s", fs->v[i].method,
			                            openapi_normal(a, fs->v[i].path));
	qsort(c->v, c->n, sizeof *c->v, by_text);
	c->is_told = arena_zero(a, c->n + 1);
	c->told = 0;
}

static const char **find_described(const struct cross_check *c, const char *base,
                                   const struct described *d)
{
	const char *path = openapi_normal(c->arena,
	                                  arena_printf(c->arena, "%s%s", base, d->path));
	const char **at = find(c, arena_printf(c->arena, "%s %s", d->method, path));

	return at ? at : find(c, arena_printf(c->arena, "* %s", path));
}

bool cross_check_has(const struct cross_check *c, const char *base,
                     const struct described *d)
{
	return find_described(c, base, d) != NULL;
}

void cross_check_tell(struct cross_check *c, const char *base, const struct described *d)
{
	const char **at = find_described(c, base, d);

	if (!at || c->is_told[at - c->v])
		return;
	c->is_told[at - c->v] = true;
	c->told++;
}

enum { HITS_MAX = 64 };

/* How many of the first paths there are below that base. */
static size_t hits_of(const struct cross_check *c, const struct description *d,
                      const char *base)
{
	size_t hits = 0;

	for (size_t i = 0; i < d->n && i < HITS_MAX; i++)
		hits += cross_check_has(c, base, &d->v[i]);
	return hits;
}

struct bases {
	const char **v;
	size_t n, room;
};

/* Is it a new one? Each path of a description has most bases in common with the others.
 */
static bool add_base(struct bases *tried, struct arena *a, const char *base)
{
	for (size_t i = 0; i < tried->n; i++)
		if (strcmp(tried->v[i], base) == 0)
			return false;
	*(const char **)arena_push(a, (void **)&tried->v, &tried->n, &tried->room,
	                           sizeof *tried->v) = base;
	return true;
}

const char *cross_check_base(const struct cross_check *c, const struct description *d,
                             bool *is_ours)
{
	struct bases tried = { 0 };
	const char *best = "";
	size_t most = 0;

	for (size_t i = 0; i < d->n && i < 8; i++) {
		const char *path = openapi_normal(c->arena, d->v[i].path);
		size_t len = strlen(path);

		for (size_t k = 0; k < c->n; k++) {
			const char *own = strchr(c->v[k], ' ') + 1, *base;
			size_t n = strlen(own), hits;

			if (n < len || strcmp(own + n - len, path) != 0)
				continue;
			base = arena_strndup(c->arena, own, n - len);
			hits = add_base(&tried, c->arena, base) ? hits_of(c, d, base) : 0;
			if (hits > most) {
				most = hits;
				best = base;
			}
		}
	}
	if (!most)
		most = hits_of(c, d, best);
	*is_ours = most * 2 >= (d->n < HITS_MAX ? d->n : HITS_MAX);
	return best;
}
