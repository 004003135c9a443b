/* vendored.h - folders that hold copies of packages. */
#ifndef VENDORED_H
#define VENDORED_H

#include "base/arena.h"
#include "detect/library.h"
#include "files/manifest.h"
#include "syntax/syntax.h"

/* Some applications keep what they import beside their own code (lib/requests/,
 * lib/six.py), in a folder that is no package itself and that code searches for modules:
 * where many of what lies in one have the name of a package that a manifest requires or
 * that is well known, code outside imports them as what is installed and never by the
 * folder's name, all units below it become UNIT_VENDORED. */
void vendored_mark(struct unit **units, size_t n, struct arena *a,
                   const struct manifests *m, const struct libraries *l);

#endif
