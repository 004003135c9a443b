/* attributes.h - which files .gitattributes calls generated: `linguist-generated`, as the
 * hosts of repositories understand it.
 *
 * Patterns as in .gitignore, so they become such rules: ignore_has() says whether a file
 * is called generated. What else the file says of paths is not asked. */
#ifndef ATTRIBUTES_H
#define ATTRIBUTES_H

#include <stddef.h>

#include "files/ignore.h"

/* base as in ignore_load(). Returns outer when no line speaks of it. Lives in a; scratch
 * is only used meanwhile, the text is not needed afterwards. */
const struct ignore *attributes_generated(struct arena *a, struct arena *scratch,
                                          const struct ignore *outer, size_t base,
                                          const char *text, size_t size);

#endif
