/* entity.h - models of object-relational mappers: classes below a base, with fields,
 * relations and what they inherit. */
#ifndef ENTITY_H
#define ENTITY_H

#include "link/link.h"

/* Does the rule say which classes are models, by what they inherit? */
bool entity_is_class(const struct rule *r);
/* Appends the model that this class is, if it is one, with its fields and relations. */
void entity_class(struct linker *l, const struct scope *class);
/* Appends the model that a call makes, bound to this name: t = Table("t", Column(..)). */
void entity_table(struct linker *l, const struct match *m, const struct expr *call,
                  const struct scope *s, struct name bound);
/* All models are there: tables that classes are put over (`drawn`) are these. */
void entity_drawn(struct linker *l);

#endif
