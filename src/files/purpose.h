/* purpose.h - what a file is for: source, test, migration, generated. */
#ifndef PURPOSE_H
#define PURPOSE_H

#include <stdbool.h>

#include "base/arena.h"
#include "detect/detector.h"
#include "syntax/lang.h"
#include "syntax/syntax.h"

/* By its path; what lies in folders that a route's path is made of is source, whatever
 * they are called. */
enum unit_kind purpose_of_path(const struct detectors *d, struct arena *a,
                               const char *path, enum language language);
/* Do the comments at its top say that a program writes it and nobody is to edit it? */
bool purpose_says_generated(const char *s, size_t size);
/* Does a script begin with a directive of a page ("use client")? s ends with NUL. */
bool purpose_says_page(const struct detectors *d, const char *s);
/* Does a unit of Python, once it is read, hold little but what tests inherit? */
bool purpose_is_test_base(const struct unit *u);
/* Has it the names by which a detector knows a migration, wherever it lies? */
bool purpose_is_revision(const struct detectors *d, const struct unit *u);

#endif
