/* cited.h - what stands behind the short names of sources, as rows of the store:
 * models/evidence/sources.tsv, and the migrations of models/evidence/cases.tsv. */
#ifndef CITED_H
#define CITED_H

#include <stdbool.h>

#include "arena.h"
#include "err.h"
#include "store.h"

/* Writes the table cited. */
bool cited_write(struct store *s, struct arena *a, struct err *e);

#endif
