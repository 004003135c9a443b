/* operation.h - operations of an API schema: what the types at its root offer, put
 * together over classes, objects of handlers, builders and texts of definitions.
 *
 * Each is a fact `operation`: variety graphql.query, graphql.mutation or
 * graphql.subscription; graphql.field for a member of another type that has code of its
 * own (no client calls it by itself, but it is code to port). The name is as the schema
 * shows it, the owner is the type, the path is that of the endpoint behind which the
 * schema is served with #Type.name. */
#ifndef OPERATION_H
#define OPERATION_H

#include "link/link.h"

void operation_init(struct linker *l);
/* A `schema` call: its captures query, mutation, subscription are types at the root,
 * resolvers are objects of handlers, typedefs are texts of definitions; camel is False
 * where names stay as they are written. */
void operation_schema(struct linker *l, const struct match *m);
/* A rule `operation` matched: on a decorated function, or by a call (function NULL). */
void operation_found(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, const struct scope *function);
/* When all else was seen, endpoints too. */
void operation_finish(struct linker *l);

#endif
