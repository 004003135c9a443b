/* handed_on.h - functions of ours that a handler hands its request on to: its methods
 * and its guards may be told there. */
#ifndef HANDED_ON_H
#define HANDED_ON_H

#include "link/link.h"

enum { HANDED_ON_MAX = 8 };

/* Functions called in f whose first parameter has the name of f's own first one. */
size_t handed_on(struct linker *l, const struct scope *f,
                 const struct scope *out[HANDED_ON_MAX]);

#endif
