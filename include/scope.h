/* scope.h - how many of what an estimate prices, for all who tell it: one count, one
 * wording.
 *
 * What is counted is named as the view scope_count does: "endpoints", "models", "jobs".
 */
#ifndef SCOPE_H
#define SCOPE_H

#include "store.h"
#include "words.h"

struct scope {
	struct store *store;
	struct arena *arena;
	struct words *words; /* NULL: English */
};

double scope_count(const struct scope *s, const char *what);
/* "HTTP endpoints", "endpoints" where not all are, "background job" for one of them. */
const char *scope_noun(const struct scope *s, const char *what);
/* What they are, where that is not the same of all: "227 HTTP, 1 channel"; or "". */
const char *scope_kinds(const struct scope *s, const char *what);
/* "228 endpoints (227 HTTP, 1 channel), 40 data models and 1 background job" */
const char *scope_text(const struct scope *s);

#endif
