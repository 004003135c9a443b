/* fork.h - a part of the linking that runs beside the rest, on a thread of its own.
 *
 * The part has a linker of its own: it knows what was known when it began, and adds what
 * it finds out to an evaluator, an arena and a list of facts that nobody else sees. Both
 * sides may ask and may add facts; neither may change routes, operations or what was
 * handed in.
 *
 *     struct fork *f = fork_begin(l, queries_find);
 *     ...
 *     fork_join(f, l);
 *
 * The facts are the same, and in the same order, whatever the threads. */
#ifndef FORK_H
#define FORK_H

#include "link.h"

/* before: the facts there were. They stay as they are until fork_join(). */
typedef void fork_fn(struct linker *l, const struct facts *before);

struct fork *fork_begin(struct linker *l, fork_fn *run);
/* Waits, and appends the facts that were found. */
void fork_join(struct fork *f, struct linker *l);

#endif
