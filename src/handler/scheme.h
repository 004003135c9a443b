/* scheme.h - ways of logging in that an option lists: Auth({providers: [A(..), B(..)]})
 */
#ifndef SCHEME_H
#define SCHEME_H

#include "link/link.h"

/* A fact for each item of the list that the capture `scheme` is, named for what makes it;
 * false: it is no list. An object that is written there is of no package, and left out.
 */
bool schemes_found(struct linker *l, const struct match *m, const struct unit *u);

#endif
