/* past.h - what the hours were held against, as rows of the store:
 * models/evidence/past.tsv, of measured projects or, where a user's file takes its place,
 * of own ones. */
#ifndef PAST_H
#define PAST_H

#include <stdbool.h>

#include "arena.h"
#include "err.h"
#include "store.h"

/* Writes the table past_project, and results: of how many of them each was predicted by
 * the others, and came within P10 to P90. Behind the table constant. */
bool past_write(struct store *s, struct arena *a, struct err *e);

#endif
