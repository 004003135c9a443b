/* construct_rows.h - the mapping rows that a scan found, in the store for SQL to ask. */
#ifndef CONSTRUCT_ROWS_H
#define CONSTRUCT_ROWS_H

#include <stdbool.h>

#include "base/err.h"
#include "link/construct.h"
#include "store/store.h"

/* Fills the table construct with the rows that are wanted. */
bool construct_rows_put(struct store *s, const struct constructs *all, const bool *wanted,
                        struct err *e);
/* Fills the table construct from the facts of that kind and models/mapping. A fact whose
 * row is gone from the models (an older store) has none. */
bool construct_rows_write(struct store *s, struct err *e);

#endif
