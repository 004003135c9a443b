/* counted.h - how many of what an estimate prices, for all who tell it: one count, one
 * wording.
 *
 * What is counted is named as the view scope_count does: "endpoints", "models", "jobs".
 */
#ifndef COUNTED_H
#define COUNTED_H

#include "sheet/words.h"
#include "store/store.h"

struct counted {
	struct store *store;
	struct arena *arena;
	struct words *words; /* NULL: English */
};

double counted_number(const struct counted *s, const char *what);
/* Those of them that are priced in part. */
double counted_in_part(const struct counted *s, const char *what);
/* "HTTP endpoints", "endpoints" where not all are, "background job" for one of them. */
const char *counted_noun(const struct counted *s, const char *what);
/* What they are, where that is not the same of all: "227 HTTP, 1 channel"; or "". */
const char *counted_kinds(const struct counted *s, const char *what);
/* "228 endpoints (227 HTTP, 1 channel), 40 data models and 1 background job" */
const char *counted_text(const struct counted *s);

#endif
