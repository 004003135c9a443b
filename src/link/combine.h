/* combine.h - facts that an operator makes of two values: a.s() | b.s(). */
#ifndef COMBINE_H
#define COMBINE_H

#include "link/link.h"

/* The outermost operators among what the scope binds, calls and returns. */
void combine_facts(struct linker *l, const struct scope *s);

#endif
