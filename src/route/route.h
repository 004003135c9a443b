/* route.h - endpoints with full METHOD and PATH: routers, what hangs below what, and
 * what a path is by the time all prefixes are in front of it. */
#ifndef ROUTE_H
#define ROUTE_H

#include "link/link.h"

void route_init(struct linker *l);
/* A mount, prefix, endpoint, view set or channel was seen. */
void route_mount(struct linker *l, const struct match *m, const struct expr *call,
                 const struct scope *s);
void route_made(struct linker *l, const struct match *m, const struct expr *call,
                const struct scope *s);
void route_prefix(struct linker *l, const struct match *m, const struct scope *s);
/* add_route("name", "/path"): see route_place.c. */
void route_place(struct linker *l, const struct match *m, const struct expr *call,
                 const struct scope *s);
/* enableVersioning(..): see route_version.c. */
void route_versioning(struct linker *l, const struct match *m, const struct scope *s);
/* register(AutoLoad, {dir}): see route_folder.c. */
void route_autoload(struct linker *l, const struct match *m);
/* A mount, or what runs in front of a router's endpoints, was called: route_guard.c. */
/* What runs before the handlers of a router, by a rule with `gate`: the function f, or
 * what is given. route_gate.c. */
void route_gate(struct linker *l, const struct match *m, const struct scope *f,
                const struct expr *given);
void route_guarding(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s);
/* "GET /users": "users/list", an entry of an object, below the path that a pair of the
 * object around it says; NULL: none. route_keyed.c. */
void route_keyed(struct linker *l, const struct rule *r, const struct expr *key,
                 const struct expr *value, const struct scope *s, const struct env *env,
                 const struct expr *prefix);
/* ...more(), among such entries, where what it gives is not known. */
void route_spread(struct linker *l, const struct rule *r, const struct expr *spread,
                  const struct scope *s);
/* The providers of a module, which may be guards of all. */
void route_module(struct linker *l, const struct match *m, const struct scope *class);
/* app.useGlobalGuards(..), consumer.apply(..).forRoutes(..). */
void route_everywhere(struct linker *l, const struct match *m, const struct expr *call,
                      const struct scope *s);
/* When all guards were seen: what protects a whole application, for the operations of a
 * detector that is `guarded` by another. NULL: nothing. */
const char *route_guard_of_all(struct linker *l, const struct detector *d,
                               const struct scope *handler, const struct unit *u);
/* RouterModule.register([{path, module}]): see route_area.c. */
void route_area(struct linker *l, const struct match *m, const struct expr *call);
/* handler: the decorated function, NULL for calls. */
void route_endpoint(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, const struct scope *handler);
/* A decorator, read in s, that is handed a method of a router, and of which nothing else
 * was found: an endpoint whose path is not known. False: it is none. */
bool route_lent(struct linker *l, const struct expr *decorator, const struct scope *s,
                const struct scope *handler);
void route_viewset(struct linker *l, const struct match *m, const struct expr *call,
                   const struct scope *s);
/* The routes of a model that a file lists. route_granted.c. */
void route_granted(struct linker *l, const struct match *m, const struct expr *call,
                   const struct scope *s);
/* What a description of the API says, which the call is given. route_described.c. */
void route_described(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s);
/* View.register($router): the class is what the call stands on. route_registered.c. */
bool route_is_registered(const struct match *m);
void route_registered(struct linker *l, const struct match *m);
void route_controller(struct linker *l, const struct match *m, const struct scope *class);
/* A decorator that puts the controllers of a list, or objects of them, below this one. */
void route_below(struct linker *l, const struct match *m, const struct scope *class);
/* What says its own whole path: a file by its name, a procedure by its place in a tree.
 */
struct served {
	struct texts paths, methods;
	const struct scope *handler; /* NULL: not known */
	const char *handler_name, *name, *variety, *detail, *guard;
	const char *reason; /* why not all of its path is known; NULL: it is */
};
void route_served(struct linker *l, const struct rule *r, const struct unit *u,
                  uint32_t line, const struct served *s);
bool route_is_method(const char *s);
/* Routers and tables of routes that scripts write themselves. When all rules were asked.
 * route_own.c. */
void route_own(struct linker *l);
/* Lists of endpoints in variables (URL configurations) of a unit. */
void route_lists(struct linker *l, const struct unit *u);
/* Those that scripts export at a place. route_exported.c. */
void route_exported(struct linker *l);
/* Python: endpoints that stand in lists which nothing was seen to serve, get_urls() of
 * an admin page, say: unresolved. When all lists are known. */
void route_loose(struct linker *l);
/* When all was seen: paths put together, facts appended. */
void route_finish(struct linker *l);
/* And then: files that make a router which is mounted, and have no route. */
void route_idle(struct linker *l);

#endif
