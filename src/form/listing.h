/* listing.h - the tables of a scan as people and machines read them: TSV and JSON. */
#ifndef LISTING_H
#define LISTING_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"
#include "text/json_out.h"

/* Writes one table, sorted, a row a line, columns by tabs, without a header. Tabs, ends
 * of line and other control characters in a value stand as \t, \n, \xNN. `name` is a
 * plural ("endpoints") or a kind of fact.h; refuses others with the list of names. */
bool listing_print(struct store *s, const char *name, FILE *out, struct err *e);
/* Refuses a name as listing_print would, before there is a store. */
bool listing_exists(const char *name, struct err *e);
/* Every table as a key of the open object: an array of rows with named values. */
bool listing_json(struct store *s, struct json_out *j, struct err *e);
/* "queries" of "query". */
const char *listing_plural(struct arena *a, const char *noun);

#endif
