/* unknown.h - which files import the packages that our table of libraries does not know.
 */
#ifndef UNKNOWN_H
#define UNKNOWN_H

#include "base/arena.h"
#include "base/err.h"
#include "scan/unlinked.h"
#include "store/store.h"

/* A row a package and file, within the transaction that the caller began. */
bool unknown_imports(struct store *s, struct arena *a, const struct unlinked *from,
                     struct err *e);

#endif
