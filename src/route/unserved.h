/* unserved.h - classes that answer requests, and that no route was found to.
 *
 * A code base may gather its routes in a way of its own: where most of the classes that
 * `answers` rules tell are served by nothing that was found, silence, or the few routes
 * that were, would be read as all there are. */
#ifndef UNSERVED_H
#define UNSERVED_H

#include "detect/library.h"
#include "link/link.h"

/* A class below one of a package that answers requests; module is the package's. */
void unserved_note(struct linker *l, const struct rule *r, const struct scope *class,
                   const char *module);
/* Once all routes are known: an unresolved fact `include` of variety unfound for each
 * service and detector of whose classes a good part is served by none, name and target
 * being how many. Classes that others inherit are not counted. */
void unserved_finish(struct linker *l, const struct libraries *libraries);

#endif
