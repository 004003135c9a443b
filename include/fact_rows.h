/* fact_rows.h - the rows of what linking finds: most of them are written while it is
 * still at work.
 *
 * Only facts that have a handler change until the end, and those that background work
 * consists of stay together with them, in the order that they were found in. All others
 * are settled early, and so is what they say of constructs.
 *
 *     struct fact_rows w = { .store = s, .constructs = c };
 *     fact_rows_settled(&w, &facts, &e);     in a thread of its own
 *     ...                                    facts of those kinds change, others come
 *     fact_rows_rest(&w, &facts, &e);        when that thread has ended
 *     fact_rows_release(&w);
 */
#ifndef FACT_ROWS_H
#define FACT_ROWS_H

#include "construct.h"
#include "store.h"

struct fact_rows {
	struct store *store;
	const struct constructs *constructs;
	struct arena arena;
	int64_t *ids; /* of the facts there were when they were settled */
	size_t id_count;
	int64_t next; /* id */
};

/* The settled ones of f, while others of f may change. */
bool fact_rows_settled(struct fact_rows *w, const struct facts *f, struct err *e);
/* All other facts: f has the same ones at its beginning. */
bool fact_rows_rest(struct fact_rows *w, const struct facts *f, struct err *e);
void fact_rows_release(struct fact_rows *w);

#endif
