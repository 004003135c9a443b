/* import_name.c - what packages are imported as: models/mapping/imports.tsv. */
#include "detect/import_name.h"

#include <stdlib.h>
#include <string.h>

#include "text/data.h"
#include "text/tsv.h"

enum { COLUMNS = 2 };

struct parsing {
	struct import_names *names;
	struct arena *arena;
	size_t room;
};

static bool parse_row(void *arg, char *const *c, unsigned line, struct err *e)
{
	struct parsing *x = arg;

	(void)line;
	if (!*c[0] || !*c[1])
		return err_set(e, ERR_DATA, "a package without what it is imported as");
	*(struct import_name *)arena_push(x->arena, (void **)&x->names->v, &x->names->n,
	                                  &x->room, sizeof *x->names->v) =
	    (struct import_name){ c[0], c[1] };
	return true;
}

static int by_package(const void *a, const void *b)
{
	const struct import_name *x = a, *y = b;

	return strcmp(x->package, y->package);
}

bool import_names_load(struct import_names *names, struct arena *a, struct err *e)
{
	static const char *const columns[COLUMNS] = { "package", "imports" };
	struct parsing x = { .names = names, .arena = a };
	struct data_file f;

	*names = (struct import_names){ 0 };
	if (!data_get(a, "mapping/imports.tsv", &f, e) ||
	    !tsv_each(a, f.text, f.size, f.origin, columns, COLUMNS, parse_row, &x, e))
		return false;
	if (names->n)
		qsort(names->v, names->n, sizeof *names->v, by_package);
	return true;
}

const char *import_names_find(const struct import_names *names, const char *package)
{
	struct import_name key = { .package = package };
	const struct import_name *x = names->n ? bsearch(&key, names->v, names->n,
	                                                 sizeof *names->v, by_package)
	                                       : NULL;

	return x ? x->imports : NULL;
}

const char *import_name_marked(struct arena *a, const char *package, char mark)
{
	char *s = arena_strdup(a, package);

	for (char *p = strchr(s, '-'); p; p = strchr(p, '-'))
		*p = mark;
	return s;
}

const char *import_name_guess(struct arena *a, const char *package)
{
	static const char *const heads[] = { "django-", "python-" };
	static const char tail[] = "-python";
	size_t n = strlen(package);

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (!strncmp(package, heads[i], strlen(heads[i])))
			return import_name_marked(a, package + strlen(heads[i]), '_');
	if (n >= sizeof tail && !strcmp(package + n - (sizeof tail - 1), tail))
		return import_name_marked(
		    a, arena_strndup(a, package, n - (sizeof tail - 1)), '_');
	return NULL;
}
