/* fork.h - a part of the linking that runs beside the rest, on a thread of its own.
 *
 * The part has a linker of its own: it knows what was known when it began, and adds what
 * it finds out to an evaluator, an arena and a list of facts that nobody else sees. Both
 * sides may ask and may add facts; neither may change routes, operations or what was
 * handed in.
 *
 *     struct fork *f = fork_begin(l, o, orm_models, NULL);
 *     ...
 *     fork_join(f, l);
 *
 * The facts are the same, and in the same order, whatever the threads. */
#ifndef FORK_H
#define FORK_H

#include "link/link.h"

/* before: the facts of the part that this one comes after, NULL: of none. */
typedef void fork_fn(struct linker *l, const struct link_options *o,
                     const struct facts *before);

/* after: a part that must have ended, NULL: none. Each part is the one before of at most
 * one other. */
struct fork *fork_begin(struct linker *l, const struct link_options *o, fork_fn *run,
                        struct fork *after);
/* Waits, and appends the facts that were found by the part before it, and by it. */
void fork_join(struct fork *f, struct linker *l);

#endif
