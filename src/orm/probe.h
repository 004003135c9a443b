/* probe.h - SQL that only asks whether the database answers: SELECT 1. */
#ifndef PROBE_H
#define PROBE_H

#include "syntax/syntax.h"

/* Is this all that the call runs, given as a text or as what a call makes of one:
 * execute("select 1"), execute(text("SELECT 1 AS ok")), query`SELECT 1`? */
bool is_probe(const struct expr *call);

#endif
