/* need.h - which detectors can matter to a code base: those whose packages some file
 * imports. Noted while files are read, so that linking asks for nothing twice. */
#ifndef NEED_H
#define NEED_H

#include "detect/detector.h"

/* A package that a detector needs, or a part in front of its name. */
struct need {
	struct name package;
	size_t detector;
	bool is_part; /* "google" of "google.cloud.tasks" */
	struct need *next;
};

/* Fills d->needs. */
void needs_load(struct detectors *d, struct arena *a);

/* A module's parts: it without "npm:", and whether a package's name may end before c. */
const char *module_name(const char *module);
static inline bool module_part_ends(char c)
{
	return !c || c == '.' || c == '/' || c == '@';
}

/* A set of detectors by their number in the list. */
size_t needs_words(const struct detectors *d);
static inline bool needs_has(const uint64_t *set, size_t i)
{
	return set && set[i >> 6] >> (i & 63) & 1;
}

/* Notes in u->uses the detectors whose packages its imports name, and in u->may_use
 * those, too, whose packages it may come to by re-exports, calls of require() or a
 * folder of the package's name. */
void needs_of_unit(struct unit *u, const struct detectors *d);

/* The same of a package that a manifest asks for, where files that import nothing are
 * given an application of it: and of all that this offers. */
void needs_of_package(const struct detectors *d, const char *package, uint64_t *uses,
                      uint64_t *may_use);

/* Does any of them, left out or not, need a package that this module is, or is of? */
bool needs_hear_of(const struct detectors *d, const char *module);

/* Leaves the detectors out of d that find nothing: their packages are not in the set,
 * and their rules ask for them. Their index and d->n stay. */
void detectors_keep(struct detectors *d, const uint64_t *set);

#endif
