/* file_route.h - files that are routes by their names: which files of a framework's
 * applications are, what path that is, and what in them serves which method. The rules
 * are `file` patterns of detectors, see detector.h. */
#ifndef FILE_ROUTE_H
#define FILE_ROUTE_H

#include "link/link.h"

/* Functions that files at a place export are given the application: before mounts. */
void file_apps(struct linker *l);
/* Facts of all files and of all functions below a directive. Endpoints wait, as those of
 * calls do, for route_finish(). */
void file_routes(struct linker *l);

#endif
