/* route.h - endpoints with full METHOD and PATH: routers, what hangs below what, and
 * what a path is by the time all prefixes are in front of it. */
#ifndef ROUTE_H
#define ROUTE_H

#include "link.h"

void route_init(struct linker *l);
/* A mount, prefix, endpoint, view set or channel was seen. */
void route_mount(struct linker *l, const struct match *m, const struct expr *call,
                 const struct scope *s);
void route_made(struct linker *l, const struct match *m, const struct expr *call,
                const struct scope *s);
void route_prefix(struct linker *l, const struct match *m, const struct scope *s);
/* handler: the decorated function, NULL for calls. */
void route_endpoint(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, const struct scope *handler);
void route_viewset(struct linker *l, const struct match *m, const struct expr *call,
                   const struct scope *s);
void route_controller(struct linker *l, const struct match *m, const struct scope *class);
/* Lists of endpoints in variables (URL configurations) of a unit. */
void route_lists(struct linker *l, const struct unit *u);
/* When all was seen: paths put together, facts appended. */
void route_finish(struct linker *l);

#endif
