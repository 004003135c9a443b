/* prisma_block.h - blocks of a Prisma schema and what their attributes mean. Only
 * prisma.c and prisma_trait.c include it. */
#ifndef PRISMA_BLOCK_H
#define PRISMA_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum block_kind {
	BLOCK_OTHER,
	BLOCK_MODEL,
	BLOCK_VIEW,
	BLOCK_TYPE,
	BLOCK_ENUM,
	BLOCK_DATASOURCE,
	BLOCK_GENERATOR,
};

/* @name(arguments): name without the @, arguments as written. */
struct attribute {
	const char *name, *arguments;
	struct attribute *next;
};

struct field {
	const char *name, *type; /* type without ? and [] */
	const char *detail;      /* as written */
	struct attribute *attributes;
	uint32_t line;
};

struct block {
	uint8_t kind;
	uint32_t line;
	const char *file, *name, *map;
	struct attribute *attributes; /* @@name(..) */
	struct field *fields;
	size_t field_count, field_room;
};

/* Words of fact.h for a field; type: the block that its type names, NULL: a scalar. */
const char *prisma_field_traits(struct arena *a, const struct block *b,
                                const struct field *f, const struct block *type);
/* The same for a relation, and what kind it is. */
const char *prisma_relation_traits(struct arena *a, const struct block *b,
                                   const struct field *f, const struct block *target,
                                   const char **variety);
/* provider = "x" of a datasource or generator: fields whose detail is the value. */
const char *prisma_setting(struct arena *a, const struct block *b, const char *name);
const char *prisma_block_traits(struct arena *a, const struct block *b);

#endif
