/* platform.h - files whose names say how code is packaged, checked, tested, deployed:
 * models/mapping/files.tsv. */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct platform {
	const char *pattern; /* of a name, or of the end of a path when it holds a / */
	const char *variety, *name, *meaning;
	uint32_t line; /* in the table */
	uint32_t ends; /* a bit for the last letter of names like it */
};

struct platforms {
	struct platform *v;
	size_t n, room;
	/* Numbers of the rows by the first letter that a name must have; 0: any. */
	uint16_t *by_letter[128], count[128];
	uint32_t ends[128]; /* a bit for the last letter of each of them */
};

/* Reads and checks the table; refuses a malformed row with file:line. */
bool platforms_load(struct platforms *p, struct arena *a, struct err *e);
bool platforms_parse(struct platforms *p, struct arena *a, const char *text, size_t size,
                     const char *origin, struct err *e);
/* The first row for this path, NULL: its name says nothing. Any thread. */
const struct platform *platform_of(const struct platforms *p, const char *path);
/* The first row of a variety; NULL: there is none. */
const struct platform *platform_kind(const struct platforms *p, const char *variety);
/* Has a folder (its path, with a slash behind it) a row of this variety, or one that it
 * lies in? */
bool platform_is_below(const struct platforms *p, const char *variety, const char *folder,
                       size_t len);

#endif
