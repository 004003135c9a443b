/* copied.h - tables that a script declares again, which nobody imports.
 *
 * What a tool wrote to be compared with the code (auth-schema.ts), or an older copy: each
 * of its tables is declared in another script of the package, which is imported. */
#ifndef COPIED_H
#define COPIED_H

#include "link/link.h"

/* Takes the models of such scripts out of the facts, with what they hold, and tells each
 * script once. All facts are models, fields and relations. */
void copied_drop(struct linker *l);

#endif
