/* cited.h - what stands behind the short names of sources, as rows of the store:
 * models/evidence/sources.tsv, and the migrations of models/evidence/cases.tsv. */
#ifndef CITED_H
#define CITED_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

/* The names that people read in place of the keys of documents, "KEY:46" as "NAME, line
 * 46". */
bool cited_names(struct arena *a, const char **text, struct err *e);
/* Writes the table cited. */
bool cited_write(struct store *s, struct arena *a, struct err *e);

#endif
