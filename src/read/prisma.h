/* prisma.h - read Prisma schemas into facts.
 *
 * A model is FACT_model, framework "prisma", variety "prisma.model" ("prisma.view",
 * "prisma.type", "prisma.enum"): fields = columns (scalars and enums, composite types
 * of MongoDB; of an enum: its values), relations = fields whose type is a model or view.
 * Each has its FACT_field and FACT_relation rows, parent pointing at the model; detail
 * is the type as written ("String?", "Post[]"), target the model of a relation; traits
 * are what the attributes say, in the words of fact.h.
 *
 * A type may stand in another file (multi-file schemas), and a repository may hold
 * several schemas: a name is looked for in the file itself, then in its folder and below
 * it, then everywhere. */
#ifndef PRISMA_H
#define PRISMA_H

#include <stddef.h>

#include "base/arena.h"
#include "detect/fact.h"

struct prisma_file {
	const char *path; /* kept: must live as long as the facts */
	const char *text; /* need not be NUL-terminated */
	size_t size;
};

/* Appends to f, in the order of path and line. What it appends lives in a; the texts
 * are not needed afterwards. Any bytes are survived. */
void prisma_load(struct facts *f, struct arena *a, const struct prisma_file *files,
                 size_t n);

#endif
