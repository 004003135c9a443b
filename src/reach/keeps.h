/* keeps.h - by what names a function tells that it keeps something between requests, or
 * reads what was kept: files, who is logged in, a session, rows that nobody counted.
 *
 * Names alone, not where they come from: an endpoint is "stateless" only when it is known
 * to be, so that one name too many costs little. Detectors list them, for all code of
 * their language:
 *
 *     keeps_calls open *.exists os.listdir                    # plain, or OWNER.NAME
 *     keeps_reads request.* !request.path       # members, called or not
 *     keeps_paths *login*                       # whatever their handlers say
 *     keeps_below rest_framework.*              # of base classes and decorators
 *
 * The first that is like a name decides; `*` is any text, ! says no. */
#ifndef KEEPS_H
#define KEEPS_H

#include "link/link.h"

/* The first such name in the lines of f or its own: "request.user". NULL: none is. */
const char *keeps_of(struct linker *l, const struct scope *f);
/* A member or a base of its class, or a decorator of it or its class:
 * "rest_framework.views.APIView".
 */
const char *keeps_around(struct linker *l, const struct scope *f);
/* A decorator of it alone. */
const char *keeps_decorated(struct linker *l, const struct scope *f);

/* Is it such a path, whatever language serves it? */
bool keeps_at(struct linker *l, const char *path);

#endif
