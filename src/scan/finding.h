/* finding.h - what a match becomes. */
#ifndef FINDING_H
#define FINDING_H

#include "link/link.h"

/* The facts of a scope: of its decorators, calls, fields and bases. */
link_visit_fn finding_of;

#endif
