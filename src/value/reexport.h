/* reexport.h - which names a script may hand on from others by `export *`.
 *
 * An index file that exports all of fifty files is asked for every name that anybody
 * imports from it, and asks the fifty. What they cannot have is told by one bit. */
#ifndef REEXPORT_H
#define REEXPORT_H

#include "value/program.h"

/* For all units of p, once: later units hand on what they may. */
void reexports_note(const struct program *p, struct arena *a);

/* May u have something of this name by an `export *`? Wrongly yes, never wrongly no. */
bool reexports_may_have(const struct unit *u, struct name n);

#endif
