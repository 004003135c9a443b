/* file_map.h - files that another file maps to paths: route("users/:id", "./user.tsx").
 */
#ifndef FILE_MAP_H
#define FILE_MAP_H

#include "link/link.h"

/* fn is called for each file that the default export of map gives a path to; unit is
 * NULL when there is no such file. Returns whether names of files count beside. */
typedef void file_map_fn(void *arg, const char *path, const struct unit *unit,
                         bool complete);
bool file_map_each(struct linker *l, const struct detector *d, const struct unit *map,
                   file_map_fn *fn, void *arg);

#endif
