/* stream.h - answers and uploads that code sends or takes piece by piece. */
#ifndef STREAM_H
#define STREAM_H

#include "link/link.h"

/* Is a match of a rule `stream` one? Its capture `generator` is what a generator of ours
 * gives, its capture `into` a parameter of a function around it, or a member of one:
 * file.pipe(res), and not values.pipe(map(double)). */
bool stream_is(struct linker *l, const struct match *m, const struct scope *s);

#endif
