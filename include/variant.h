/* variant.h - the ways that one call site runs: for each class that inherits its method,
 * for each item of the loops around it.
 *
 *     for r in self.resources:
 *         self.api.add_resource(r, "/" + r.name)
 *
 * Each way is an environment to match the site in, so that what belongs together (a
 * class and its prefix, a handler and its path) stays together. */
#ifndef VARIANT_H
#define VARIANT_H

#include "link.h"

enum { VARIANTS_MAX = 400 };

struct variants {
	const struct env *v[VARIANTS_MAX]; /* NULL: as it stands */
	size_t n;                          /* 0: it never runs */
};

void variants_of(struct linker *l, const struct expr *call, const struct scope *s,
                 struct variants *out);

#endif
