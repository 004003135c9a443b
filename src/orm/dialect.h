/* dialect.h - the same models written for several databases count once.
 *
 * `dialects postgresql mysql sqlite` of a detector: schema/mysql.ts beside
 * schema/postgresql.ts, or db/sqlite/schema.ts beside db/pg/schema.ts, are one schema.
 * Code talks to one of them: the one whose word comes first.
 *
 * `branched driverName`: in switch (client.driverName) { case "pg": .. case "mysql": .. }
 * every branch asks the same in another way. */
#ifndef DIALECT_H
#define DIALECT_H

#include "link/link.h"

/* A query in a branch for one database: of the branches of a function, told apart by a
 * member that `branched` names, the first counts, those of others are told dialect=NAME.
 *     struct dialects d = { l };
 *     dialect_note(&d, fact, scope, line);  for each query */
enum { DIALECT_SLOTS = 1024 };
struct dialects {
	struct linker *l;
	struct told_branch *slot[DIALECT_SLOTS];
};
void dialect_note(struct dialects *d, size_t fact, const struct rule *r,
                  const struct scope *s, uint32_t line);

/* Takes the models of other dialects out of the facts, with what they hold. All facts
 * are models, fields and relations. */
void dialects_drop(struct linker *l);

/* Takes those that are gone out of the facts, with what they hold. */
void facts_drop(struct linker *l, const bool *gone);

#endif
