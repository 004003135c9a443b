/* query.h - places that query the database: one fact for each chain of calls, of the
 * dearest class that is seen in it. */
#ifndef QUERY_H
#define QUERY_H

#include "link.h"

/* Appends the queries of all units. Relations must be known. */
void queries_find(struct linker *l);

#endif
