/* runs.h - what a function without a name runs, where it does no more than that. */
#ifndef RUNS_H
#define RUNS_H

#include "link/link.h"

/* "cleanAll, sendReport" of async () => { await cleanAll(); await sendReport(id) }: the
 * functions of ours that a short body calls. NULL: it has a name, is longer, calls none,
 * or something of a package or of an object, too. Globals of the language aside. */
const char *runs_alone(struct linker *l, const struct scope *body);

#endif
