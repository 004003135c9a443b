/* submodule.h - repositories within the repository that were not fetched.
 *
 * Their folders are empty, so nothing else tells that code is missing. */
#ifndef SUBMODULE_H
#define SUBMODULE_H

#include "files/walk.h"

/* Is this file a list of submodules? */
bool submodule_lists(const char *path);
/* Adds a problem ("unread", at its line) for each that the list names and whose folder is
 * empty or not there. t is the text of f. */
void submodule_missing(const struct walk_file *f, const struct walk_text *t,
                       struct arena *a);

#endif
