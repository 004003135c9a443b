/* counts.h - how much of each unit there is: from the facts of a scan by the queries of
 * the model, or from counts given without a scan; written to the table item. */
#ifndef COUNTS_H
#define COUNTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "price/model.h"
#include "store/store.h"

/* Fills the table item. The inputs and the model's tables must be there. */
bool counts_items(struct store *s, const struct model *m, struct err *e);
/* Sum of the items of one unit, after counts_items. */
double counts_of(struct store *s, const char *unit);
/* Sum over all units that count as `what` ("endpoints"). */
double counts_as(struct store *s, const struct model *m, const char *what);
/* Checks "endpoints=60,models=21" and keeps it in meta as count.endpoints, ... */
bool counts_take(struct store *s, const struct model *m, const char *counts,
                 struct err *e);

/* "3 queries", "1 query", "1 endpoint, simple": the first word follows the number. */
const char *counts_amount(struct arena *a, double n, const char *what);

/* The limits of the class that a unit is, "10 statements, 3 branches": of the lowest,
 * what it stays below; of the others, what they begin with. "" when it is no class. */
const char *counts_limits(struct arena *a, const struct model *m, const char *unit);

#endif
