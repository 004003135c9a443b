/* prisma_dialect.h - one schema written for several databases: which of them counts.
 *
 * postgresql-schema.prisma beside mysql-schema.prisma, prisma/sqlite beside
 * prisma/postgres: the models are the same, and code talks to one of them. */
#ifndef PRISMA_DIALECT_H
#define PRISMA_DIALECT_H

#include "read/prisma_block.h"

/* For each block, sorted by file: is it of a schema whose models another one beside it
 * has, too? */
bool *prisma_dialects(struct arena *a, const struct block *b, size_t n);

#endif
