/* reach.h - what a handler does through the functions that it calls.
 *
 * A call graph by names: each place's callees (callees.h) are resolved by value.h, only
 * in functions that some endpoint, operation, channel, action or job reaches.
 * models/mapping/categories.tsv says what a call of a library is. */
#ifndef REACH_H
#define REACH_H

#include "detect/library.h"
#include "link/link.h"
#include "syntax/patterns.h"

struct category {
	const char *name, *meaning;
	struct patterns names; /* of the calls that count; empty: all do */
	int fact;              /* enum fact_kind of a call; -1: none */
	const char *trait; /* of a handler that comes to it: "state", "schema"; NULL */
	bool is_kept;      /* rows of kind reach for the handlers that come to it */
	bool stays;        /* what comes to one without a peer may stay where it is */
	bool is_wrapped;   /* functions that hand on to it stand for it: see wrapper.h */
};

struct categories {
	struct category *v;
	size_t n;
};

bool categories_load(struct categories *c, struct arena *a, struct err *e);
bool categories_parse(struct categories *c, struct arena *a, const char *text,
                      size_t size, const char *origin, struct err *e);
/* NULL: says nothing about that category. */
const struct category *category_find(const struct categories *c, const char *name);

/* Adds to l->facts: calls of libraries (kind external, email, storage, cache: each where
 * it stands, and each call of a function that stands for one: wrapper.h), and one row of
 * kind reach for each library that a handler comes to (parent: the handler). Sets queries
 * and externals of handlers to those of their own bodies and their share of what they
 * reach: a function that three handlers come to counts a third for each, so that the sum
 * over handlers is what is there. Traits: state=LIBRARY,.. for what is kept between
 * requests in the handler's reach; keeps=NAME for a name that tells the same (keeps.h),
 * in its reach or that of its dependencies; schema=NAME for the class that a parameter is
 * checked by, or the library that its body checks with. */
struct reach *reach_begin(struct linker *l, const struct libraries *libs,
                          const struct categories *c);
/* In two steps: the first follows calls and adds no facts; the second needs all queries.
 */
void reach_finish(struct reach *r);

#endif
