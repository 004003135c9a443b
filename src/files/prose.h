/* prose.h - what a document in words lists of an API: a method and a path on one line.
 *
 *     ### GET /bills/<id>
 *     curl -X POST https://example.org/bills
 *
 * It tells people what the old side does, and no machine: nothing is checked against it
 * but how many of the endpoints have such a line. */
#ifndef PROSE_H
#define PROSE_H

#include <stdbool.h>
#include <stddef.h>

#include "files/openapi.h"

/* Is it a document, by its path, that may describe an API? Cheap: asked of every file. */
bool prose_may_be(const char *path);

/* Appends what a text lists; parameters (<id>, :id, {id}) as {id}. */
void prose_read(struct description *d, struct arena *a, const char *text, size_t size);

#endif
