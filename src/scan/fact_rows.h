/* fact_rows.h - the rows of what linking finds: most of them are written while it is
 * still at work.
 *
 * Only facts that have a handler change until the end, and those that background work
 * consists of stay together with them, in the order that they were found in. All others
 * are settled early, part by part, and so is what they say of constructs. The parts are
 * written in one order, whichever is there first, so that numbers are always the same.
 *
 *     struct fact_rows w = { .store = s, .constructs = c };
 *     fact_rows_settled(&w, LINK_MODELS, &models, &e);   in a thread of its own
 *     fact_rows_settled(&w, LINK_OTHERS, &facts, &e);
 *     ...                              open facts change, others come
 *     fact_rows_rest(&w, &all, &e);    when that thread has ended
 *     fact_rows_release(&w);
 */
#ifndef FACT_ROWS_H
#define FACT_ROWS_H

#include "link/construct.h"
#include "link/link.h"
#include "scan/tally.h"
#include "store/store.h"

/* The numbers of the facts of one list. */
struct fact_numbers {
	int64_t *v;
	size_t n;
};

struct fact_rows {
	struct store *store;
	const struct constructs *constructs;
	struct arena arena;
	struct fact_numbers parts[LINK_PARTS];
	int64_t last; /* number */
	struct tally_sorts tally;
	struct construct_asker asker;
	bool *seen; /* constructs, as they lie in their table */
};

/* Facts that no others refer to, all of them. */
bool fact_rows_write(struct fact_rows *w, const struct facts *f, struct err *e);
/* What is settled of a part, while its open ones may change. */
bool fact_rows_settled(struct fact_rows *w, enum link_part part, const struct facts *f,
                       struct err *e);
/* All other facts: f begins with the parts, in their order. */
bool fact_rows_rest(struct fact_rows *w, const struct facts *f, struct err *e);
void fact_rows_release(struct fact_rows *w);

#endif
