/* middleware.h - code around each request. */
#ifndef MIDDLEWARE_H
#define MIDDLEWARE_H

#include "link/link.h"

/* "express.json": the name of a package that what is captured comes from; NULL: it is
 * ours, or not known. */
const char *middleware_package(struct linker *l, const struct capture *c);
/* Of a function or class: its own, or that of the file that the middleware stands in. */
const char *middleware_name(struct linker *l, const struct scope *body,
                            const struct unit *u);
/* What a call or an object names as $handler, one by one: a class, a function, or what a
 * package brings. */
void middleware_each(struct linker *l, const struct match *m, const struct unit *u);
/* use(x) with a router of whatever package: a mount. */
bool middleware_is_router(struct linker *l, const struct expr *e, const struct scope *s,
                          const struct env *env);
/* Does the rule name them one by one: apply(...$handler)? */
bool middleware_has_each(const struct rule *r);

#endif
