/* dialect.h - the same models written for several databases count once.
 *
 * `dialects postgresql mysql sqlite` of a detector: schema/mysql.ts beside
 * schema/postgresql.ts, or db/sqlite/schema.ts beside db/pg/schema.ts, are one schema.
 * Code talks to one of them: the one whose word comes first. */
#ifndef DIALECT_H
#define DIALECT_H

#include "link.h"

/* Takes the models of other dialects out of the facts, with what they hold. All facts
 * are models, fields and relations. */
void dialects_drop(struct linker *l);

#endif
