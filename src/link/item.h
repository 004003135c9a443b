/* item.h - rules that hold for each object of a list: server.route([{..}, {..}]). */
#ifndef ITEM_H
#define ITEM_H

#include "link/link.h"

/* Calls fn for each object of the lists that stand where the rule's pattern says [{..}],
 * as far as the pattern matches; false: there is no list, so that the rule is to be
 * matched as any other. */
bool items_each(struct linker *l, const struct rule *r, const struct expr *call,
                const struct scope *s, const struct env *env, link_fn *fn, void *arg);

#endif
