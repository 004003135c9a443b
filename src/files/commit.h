/* commit.h - which commit of a repository a tree is. */
#ifndef COMMIT_H
#define COMMIT_H

#include "base/arena.h"

/* "3f2a..." of the repository whose root this folder is; "" when it is none. Reads files
 * of .git alone and runs nothing. */
const char *commit_of(struct arena *a, const char *root);

#endif
