/* past.h - what the hours were held against, as rows of the store:
 * models/evidence/past.tsv, of others' projects or, where a user's file takes its place,
 * of own ones. */
#ifndef PAST_H
#define PAST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

/* Writes the table past_project, and results: of how many the range of this estimate, P10
 * to P90, held as it is priced, how many took less or more, how many no more than the
 * price that is offered; and how many came within a range made from the others, about
 * their level and as wide as they differ. Behind the tables constant and input, and the
 * results hours, hours_p10, hours_p90, price and price_offered. */
bool past_write(struct store *s, struct arena *a, struct err *e);

#endif
