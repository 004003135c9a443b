/* query.h - places that query the database: one fact for each chain of calls, of the
 * dearest class that is seen in it. */
#ifndef QUERY_H
#define QUERY_H

#include "link/link.h"

/* Appends the queries of all units. before: models and relations are among them. */
void queries_find(struct linker *l, const struct facts *before);

#endif
