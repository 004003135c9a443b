/* passed_by.h - folders that are not entered, by their names: models/mapping/folders.tsv.
 */
#ifndef PASSED_BY_H
#define PASSED_BY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* WAY(name, word): when it is. What the words mean says the table. */
#define PASSED_BY_WAYS(WAY)                                                              \
	WAY(ALWAYS, "never")                                                             \
	WAY(MANIFEST, "manifest")                                                        \
	WAY(ASSETS, "assets")                                                            \
	WAY(MARKER, "marker")

enum passed_by_when {
#define WAY(name, word) PASSED_BY_##name,
	PASSED_BY_WAYS(WAY)
#undef WAY
	    PASSED_BY_WAYS_END
};

struct passed_by {
	const char *name;
	uint8_t when; /* enum passed_by_when */
	bool is_told; /* a row of "Not read" */
	const char *reason;
};

struct passed_by_list {
	struct passed_by *v;
	size_t n, room;
};

/* Reads and checks the table; refuses a malformed row with file:line. */
bool passed_by_load(struct passed_by_list *l, struct arena *a, struct err *e);
/* NULL: such a folder is entered. Any thread. */
const struct passed_by *passed_by_of(const struct passed_by_list *l, const char *name);

#endif
