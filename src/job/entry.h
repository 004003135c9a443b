/* entry.h - what stands in variables: entries of dictionaries, functions of lists,
 * settings. */
#ifndef ENTRY_H
#define ENTRY_H

#include "link/link.h"

/* The facts that the scope's assignments and keywords are by their names. */
void entries_of(struct linker *l, const struct scope *s);

#endif
