/* ignore.h - what .gitignore excludes, exactly as git understands it.
 *
 * Patterns only: a tracked file that a pattern matches is excluded, too (git reads its
 * index for that). The user's own core.excludesFile is left out: a scan says the same on
 * every machine.
 *
 * One struct ignore a file of patterns, chained from the innermost folder outwards. A
 * folder without a .gitignore shares the chain of its parent, so it costs nothing. */
#ifndef IGNORE_H
#define IGNORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct ignore {
	const struct ignore *outer; /* asked when no pattern here matches */
	const struct ignore_rule
	    *rules; /* in file order: the last that matches decides */
	size_t count;
	const struct ignore_letters *letters; /* for each 64 of them */
	size_t base; /* bytes of a path that precede the part these rules see */
};

/* Reads patterns. base: how many bytes of the paths that will be asked belong to the
 * folder of the file ("src/app/" is 8). Returns outer when there is no pattern.
 * Lives in a; the text is not needed afterwards. */
const struct ignore *ignore_load(struct arena *a, const struct ignore *outer, size_t base,
                                 const char *text, size_t size);

/* Is this excluded? path has '/' between its parts, none at its ends, and a NUL at len.
 * Ask for a folder before its contents: what lies in an excluded folder is not asked for
 * (git, too, never re-includes there). Cost is linear in the rules, each in len * stars
 * at worst. */
bool ignore_has(const struct ignore *ig, const char *path, size_t len, bool is_folder);

/* Is it said not to be excluded, by a pattern that begins with "!"? */
bool ignore_keeps(const struct ignore *ig, const char *path, size_t len, bool is_folder);

#endif
