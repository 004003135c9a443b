/* toml.h - read TOML into the tree of json.h.
 *
 * Tables are objects, arrays of tables are arrays of objects, dotted keys are nested
 * objects. Dates and numbers are JSON_NUMBER, as written. */
#ifndef TOML_H
#define TOML_H

#include "text/json.h"

enum { TOML_STEPS = 1 << 22 }; /* of looking up tables; ordinary files need hundreds */

/* As json_parse(): reads what it can, goes on at the next line after a mistake. */
bool toml_parse(struct json **root, struct arena *a, const char *text, size_t size,
                uint32_t *line);

#endif
