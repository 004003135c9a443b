/* unit.h - the last step of reading a file: what its scopes say together, before
 * anything is linked. Only the unit itself is looked at, so that each worker settles
 * what it has read, while it is at hand. */
#ifndef UNIT_H
#define UNIT_H

#include "detect/detector.h"
#include "syntax/lang.h"
#include "syntax/lex.h"
#include "syntax/syntax.h"

/* Functions that a variable holds are called by its name; callbacks that run for each
 * item (`each` rules) become loops: list.forEach(fn) is read as `for (const item of
 * list)`; what a function assigns to a variable of the module binds it there, too. Notes
 * which detectors' packages the unit uses, and what linking may ask of its scopes. */
void unit_settle(struct unit *u, const struct detectors *d);

/* A text that imports may mean, read and settled: a source in arena a, which keeps the
 * path; t is working memory. text is padded, see lex.h. */
struct unit *unit_read(struct arena *a, const char *path, enum language language,
                       const char *text, size_t size, struct tokens *t,
                       const struct detectors *d);

/* How near a file is to that of an application: the folders that they share, more where
 * it is below it. */
size_t unit_nearness(const struct unit *app, const struct unit *u);

#endif
