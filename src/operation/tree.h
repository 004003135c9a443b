/* tree.h - operations that are named by their place in a tree of dictionaries:
 * { post: router({ byId: procedure.query(f) }) } is post.byId. The rules are the `tree`
 * words of detectors, see detector.h. */
#ifndef TREE_H
#define TREE_H

#include "link/link.h"

/* Operations of all trees; they wait, as endpoints do, for route_finish(). */
void trees_of(struct linker *l);

#endif
