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

#include "link/link.h"

/* Of one site: the routes of all modules may go through one helper. */
enum { VARIANTS_MAX = 20000 };

struct variants {
	const struct env **v; /* of the linker's arena; an item is NULL: as it stands */
	size_t n;             /* 0: it never runs */
	size_t room;
};

/* Does any class of the code base inherit from this one? */
bool class_has_heirs(struct linker *l, const struct scope *class);

/* Do such inherit whose names are all others: is it there for them, where a framework
 * looks for one name? */
bool class_is_base(struct linker *l, const struct scope *class);

/* The ways by class alone. */
void variants_by_class(struct linker *l, const struct expr *call, const struct scope *s,
                       struct variants *out);
void variants_of(struct linker *l, const struct expr *call, const struct scope *s,
                 struct variants *out);

#endif
