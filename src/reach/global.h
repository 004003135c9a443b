/* global.h - libraries that scripts have without an import: fetch(url).
 *
 * Rows of libraries.tsv of the ecosystem global. The name counts where nothing around it
 * has that name, and in no script of a page; and where a handler comes to the file, or it
 * is of a package that asks for nothing of a front end. */
#ifndef GLOBAL_H
#define GLOBAL_H

#include "reach/reach_graph.h"

void global_begin(struct reach *r);
/* NULL: s knows the name as something else, or nobody does. */
const struct library *global_called(const struct reach *r, const struct scope *s,
                                    struct name n);
/* May calls of such in the file be facts? */
bool global_may_call(const struct reach *r, const struct unit *u);

#endif
