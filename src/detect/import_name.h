/* import_name.h - what packages are imported as, where their names do not say it:
 * models/mapping/imports.tsv. */
#ifndef IMPORT_NAME_H
#define IMPORT_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct import_name {
	const char *package; /* of PyPI, normalised */
	const char *imports; /* modules, by spaces */
};

struct import_names {
	struct import_name *v; /* sorted by package */
	size_t n;
};

bool import_names_load(struct import_names *names, struct arena *a, struct err *e);
/* NULL: the table says nothing about it. */
const char *import_names_find(const struct import_names *names, const char *package);

/* What a package that no table speaks of is most often imported as, for django-x-y,
 * python-x and x-python: x_y, x; NULL: nothing but its name tells. */
const char *import_name_guess(struct arena *a, const char *package);
/* The name with this mark between its words. */
const char *import_name_marked(struct arena *a, const char *package, char mark);

#endif
