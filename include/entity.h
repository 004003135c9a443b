/* entity.h - models of object-relational mappers: classes below a base, with fields,
 * relations and what they inherit. */
#ifndef ENTITY_H
#define ENTITY_H

#include "link.h"

/* Appends the model that this class is, if it is one, with its fields and relations. */
void entity_class(struct linker *l, const struct scope *class);

#endif
