/* orm.h - the part of linking that needs no routes: models with what they hold, how they
 * are related, and the queries. It runs beside the rest, see fork.h. */
#ifndef ORM_H
#define ORM_H

#include "link/link.h"

/* Appends the models of all units; the queries, when models and relations are known.
 * Both are a fork_fn, and tell o->settled. */
void orm_models(struct linker *l, const struct link_options *o,
                const struct facts *before);
void orm_queries(struct linker *l, const struct link_options *o,
                 const struct facts *models);

#endif
