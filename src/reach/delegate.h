/* delegate.h - handlers that hand their work on to a class of ours that they inherit.
 *
 *     class Files(Objects):
 *         def get(self, key): return super().get(key)
 *
 * What is done stands in Objects.get(). A handler of few statements is as large as itself
 * and the inherited method that does more than it does, called on the object itself or on
 * super(), and the one that this calls in the same way. Many heirs share such a method,
 * and a port writes it once: the first handler that comes to it has its statements and
 * branches, and the trait with=Objects.get; the others have their own alone, and the
 * trait shares=. */
#ifndef DELEGATE_H
#define DELEGATE_H

#include "reach/reach_graph.h"

/* What a handler of more calls there helps it, and is no more its own than other code.
 *
 * Of the handlers of facts, in their order. Before anything else is told of them. */
void delegate_measure(struct reach *r);

#endif
