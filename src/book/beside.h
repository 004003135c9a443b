/* beside.h - a file that is whole or as it was: written beside its name, then renamed. */
#ifndef BESIDE_H
#define BESIDE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"

struct beside {
	FILE *out; /* NULL: not open */
	/* private */
	const char *path, *part;
};

/* The name lives in a. On failure nothing is left behind. */
bool beside_open(struct beside *b, struct arena *a, const char *path, struct err *e);
/* Renames it when all was written, and `ok`; else takes it away. Returns ok, or says what
 * the system said. */
bool beside_close(struct beside *b, bool ok, struct err *e);

#endif
