/* route_pages.h - an object that is served as a whole: its methods, and those of the
 * objects it holds, at the paths that their names make. */
#ifndef ROUTE_PAGES_H
#define ROUTE_PAGES_H

#include "link/link.h"

/* The object that m captures as `child`, below its `path`. What of it is served, the
 * detector's rules `exposes` say. */
void route_pages(struct linker *l, const struct match *m);

#endif
