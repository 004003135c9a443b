/* declared.h - how a field is written in a script: by a value that may come through names
 * and functions, by decorators, or both; what type and which traits that makes. */
#ifndef DECLARED_H
#define DECLARED_H

#include "orm/entity_trait.h"

struct declared {
	const struct expr *value, *decorators, *annotation;
	const struct expr
	    *made; /* of several decorators the one that makes it; or NULL */
	const struct scope *scope;
	const struct env *env;
};
/* Adds what the `trait` rules of t's detector make of it. */
void declared_traits(struct traits *t, const struct declared *f);
/* The type that it states: varchar, STRING(20), [String]; NULL: none. */
const char *declared_type(struct linker *l, const struct declared *f);

#endif
