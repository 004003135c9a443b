/* passes.h - all of a code base, linked: what its detectors find in it. */
#ifndef PASSES_H
#define PASSES_H

#include "link/link.h"

/* Appends to facts, in the order of units and lines. Only source units (not tests,
 * migrations, generated ones) give facts. o may be NULL. */
void passes_run(struct facts *facts, struct arena *a, const struct program *p,
                struct detectors *d, const struct link_options *o);

#endif
