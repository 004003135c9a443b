/* library.c - what we know of well-known packages: models/mapping/libraries.tsv. */
#include "detect/library.h"

#include <stdlib.h>
#include <string.h>

#include "syntax/syntax.h"
#include "text/data.h"
#include "text/tsv.h"

enum { COLUMNS = 8 };

static const char *const column_names[COLUMNS] = {
	"ecosystem",  "package", "import", "category",
	"equivalent", "mapping", "label",  "source",
};

static bool is_one_of(const char *s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(s, list[i]) == 0)
			return true;
	return false;
}

static bool check_row(char *const *c, struct err *e)
{
	static const char *const ecosystems[] = { "pypi",    "npm",    "python", "node",
		                                  "runtime", "global", "system" };
	static const char *const mappings[] = { "direct", "adapt", "rewrite", "none" };

	if (!is_one_of(c[0], ecosystems, sizeof ecosystems / sizeof *ecosystems))
		return err_set(e, ERR_DATA,
		               "'%s' is no ecosystem (pypi, npm, python, node, runtime, "
		               "global, system)",
		               c[0]);
	if (!*c[1])
		return err_set(e, ERR_DATA, "no package");
	if (strcmp(c[0], "pypi") == 0 && strpbrk(c[1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ_."))
		return err_set(e, ERR_DATA,
		               "'%s' is not normalised (lower case, - for _ and .)",
		               c[1]);
	if (!*c[3])
		return err_set(e, ERR_DATA, "'%s' has no category", c[1]);
	if (!is_one_of(c[5], mappings, 4))
		return err_set(e, ERR_DATA,
		               "'%s' is no mapping (direct, adapt, rewrite, none)", c[5]);
	if (!*c[7])
		return err_set(e, ERR_DATA, "'%s' has no source", c[1]);
	return true;
}

struct parsing {
	struct libraries *l;
	struct arena *arena;
	size_t room;
};

static bool parse_row(void *arg, char *const *c, unsigned line, struct err *e)
{
	struct parsing *x = arg;
	struct libraries *l = x->l;

	(void)line;
	if (!check_row(c, e))
		return false;
	*(struct library *)arena_push(x->arena, (void **)&l->v, &l->count, &x->room,
	                              sizeof *l->v) = (struct library){
		.ecosystem = c[0],
		.name = c[1],
		.import = *c[2] ? c[2] : c[1],
		.category = c[3],
		.equivalent = c[4],
		.mapping = c[5],
		.label = *c[6] ? c[6] : c[1],
		.source = c[7],
	};
	return true;
}

static int compare(const char *ecosystem, const char *other, const char *name,
                   const char *other_name)
{
	int c = strcmp(ecosystem, other);

	return c ? c : strcmp(name, other_name);
}

static int by_name(const void *a, const void *b)
{
	const struct library *x = a, *y = b;

	return compare(x->ecosystem, y->ecosystem, x->name, y->name);
}

static int by_import(const void *a, const void *b)
{
	const struct library *const *x = a, *const *y = b;
	int c = compare((*x)->ecosystem, (*y)->ecosystem, (*x)->import, (*y)->import);

	return c ? c : strcmp((*x)->name, (*y)->name);
}

enum { HEADS = 1 << 16 };

/* The first two letters: most imports are of the project itself, or of what counts for
 * nothing, and are told by them. What a name of one letter is cut off at is none. */
static unsigned head_of(const char *import)
{
	unsigned char first = (unsigned char)import[0];
	unsigned char second = first ? (unsigned char)import[1] : 0;

	if (second == '.' || second == '/')
		second = 0;
	return (unsigned)first << 8 | second;
}

static bool has_head(const struct libraries *l, unsigned head)
{
	return l->heads[head / 8] >> head % 8 & 1;
}

static void add_head(struct libraries *l, const char *import)
{
	unsigned head = head_of(import);

	l->heads[head / 8] |= (unsigned char)(1 << head % 8);
}

void library_index(struct libraries *l, struct arena *a)
{
	struct library **v = arena_alloc(a, l->count * sizeof *v);

	for (size_t i = 0; i < l->count; i++)
		v[i] = &l->v[i];
	qsort(v, l->count, sizeof *v, by_import);
	for (l->slot_mask = 63; l->slot_mask < 2 * l->count;)
		l->slot_mask = 2 * l->slot_mask + 1;
	l->slots = arena_zero(a, (l->slot_mask + 1) * sizeof *l->slots);
	l->heads = arena_zero(a, HEADS / 8);
	for (size_t i = 0; i < l->count; i++) {
		uint32_t hash = name_of(v[i]->import).hash;
		size_t at = hash & l->slot_mask;

		while (l->slots[at].at)
			at = (at + 1) & l->slot_mask;
		l->slots[at] = (struct library_slot){ hash, (uint32_t)(v[i] - l->v) + 1 };
		add_head(l, v[i]->import);
	}
}

static bool sort(struct libraries *l, struct arena *a, const char *origin, struct err *e)
{
	if (!l->count)
		return err_set(e, ERR_DATA, "%s: no rows", origin);
	qsort(l->v, l->count, sizeof *l->v, by_name);
	for (size_t i = 1; i < l->count; i++)
		if (by_name(&l->v[i - 1], &l->v[i]) == 0)
			return err_set(e, ERR_DATA, "%s: '%s' of %s is there twice",
			               origin, l->v[i].name, l->v[i].ecosystem);
	library_index(l, a);
	return true;
}

bool library_parse(struct libraries *l, struct arena *a, const char *text, size_t size,
                   const char *origin, struct err *e)
{
	struct parsing x = { .l = l, .arena = a };

	*l = (struct libraries){ 0 };
	return tsv_each(a, text, size, origin, column_names, COLUMNS, parse_row, &x, e) &&
	       sort(l, a, origin, e);
}

bool library_load(struct libraries *l, struct arena *a, struct err *e)
{
	struct data_file f;

	return data_get(a, "mapping/libraries.tsv", &f, e) &&
	       library_parse(l, a, f.text, f.size, f.origin, e);
}

const struct library *library_find(const struct libraries *l, const char *ecosystem,
                                   const char *name)
{
	struct library key = { .ecosystem = ecosystem, .name = name };

	return l->count ? bsearch(&key, l->v, l->count, sizeof *l->v, by_name) : NULL;
}

/* The library whose import name is the first n bytes of module; in std, one that comes
 * with the language. */
static const struct library *find_import(const struct libraries *l, const char *ecosystem,
                                         const char *module, size_t n, const char *with,
                                         const struct library **std)
{
	uint32_t hash = name_hash(module, n);

	for (size_t at = hash & l->slot_mask; l->slots[at].at;
	     at = (at + 1) & l->slot_mask) {
		const struct library *x = &l->v[l->slots[at].at - 1];

		if (l->slots[at].hash != hash || strncmp(x->import, module, n) != 0 ||
		    x->import[n])
			continue;
		if (!strcmp(x->ecosystem, ecosystem))
			return x;
		if (!*std && !strcmp(x->ecosystem, with))
			*std = x;
	}
	return NULL;
}

/* The longest name counts, a package's before the language's. */
static const struct library *longest_import(const struct libraries *l,
                                            const char *ecosystem, const char *module,
                                            const char *with, char cut)
{
	const struct library *std = NULL, *x;

	if (!has_head(l, head_of(module)))
		return NULL;
	for (size_t n = strlen(module); n; n--) {
		if (module[n] && module[n] != cut)
			continue;
		x = find_import(l, ecosystem, module, n, with, &std);
		if (x)
			return x;
	}
	return std;
}

const struct library *library_find_import(const struct libraries *l, bool is_python,
                                          const char *module)
{
	if (!l->slots || *module == '.')
		return NULL;
	if (is_python)
		return longest_import(l, "pypi", module, "python", '.');
	if (strncmp(module, "node:", 5) == 0) /* no package */
		return longest_import(l, "", module + 5, "node", '/');
	return longest_import(l, "npm", module, "node", '/');
}
