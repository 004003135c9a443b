/* guard.h - what protects an endpoint: guards in decorators, on its class, and among the
 * dependencies that run before it. */
#ifndef GUARD_H
#define GUARD_H

#include "link/link.h"

/* As the code writes it; NULL: none is seen. at is the decorator or call that declares
 * the endpoint, in scope s. */
const char *guard_of(struct linker *l, const struct detector *d,
                     const struct scope *handler, const struct expr *at,
                     const struct scope *s);
/* What decorates a class or a base of it. */
const char *guard_of_class(struct linker *l, const struct bases *b);
/* A guard among the arguments of a call: Router(dependencies=[Depends(user)]). */
const char *guard_in(struct linker *l, const struct detector *d, const struct expr *call,
                     const struct scope *s);

/* What the decorator e, read in s, protects by; NULL: nothing. */
const char *guard_by(struct linker *l, const struct detector *d, const struct expr *e,
                     const struct scope *s);
/* By the detector's `decorates` and `mixes`: what is put around this method of a class,
 * or around a function; NULL: nothing. */
const char *guard_put_around(struct linker *l, const struct detector *d,
                             const struct scope *class, const char *method);
const char *guard_put_on(struct linker *l, const struct detector *d,
                         const struct scope *function);

/* What a function states to run before it, and what a class, with its bases, before its
 * methods. */
enum { DEPENDENCIES_MAX = 24 };
struct dependencies {
	const struct scope
	    *v[DEPENDENCIES_MAX]; /* functions, and classes that are made */
	size_t n;
	bool is_more; /* one is not known */
};
void guard_dependencies(struct linker *l, const struct scope *f,
                        struct dependencies *out);
void guard_class_dependencies(struct linker *l, const struct scope *class,
                              struct dependencies *out);
/* Is a parameter of f given what such a function makes, not what was sent? */
bool guard_is_dependency(struct linker *l, const struct scope *f, const struct param *p);
/* The same of an annotation that a name stands for: Annotated[User, Depends(f)]. */
bool guard_depends(struct linker *l, const struct expr *e, const struct scope *s);

/* A function whose name the detector's `guards` know: put around the handler in value,
 * or called in the handler or in what is put around it. NULL: none. */
const char *guard_by_name(struct linker *l, const struct detector *d,
                          const struct expr *value, const struct scope *s,
                          const struct scope *handler);

/* An argument, or a member of an object among them, that the `guards` know: what runs
 * before the handler. All of them, in their order; NULL: none. s is where they stand, and
 * a router there is no guard; NULL: it is not known. */
const char *guard_among(struct linker *l, const struct detector *d,
                        const struct expr *first, const struct scope *s,
                        const struct expr *handler);

/* Of a function that is written where a guard may stand: the guard that it calls. */
const char *guard_written(const struct detector *d, const struct expr *f);
/* The same, where texts name what runs before: middleware(["auth:jwt"]). */
const char *guard_named(struct linker *l, const struct detector *d,
                        const struct expr *first);

/* What the class of a view, a decorator of its method or function, or else the settings
 * state to protect it, by the detector's `protects`: into *guard, which is what
 * decorators say; NULL: open to all. False: none of them says, or it is no such view. */
bool guard_stated(struct linker *l, const struct detector *d, const struct scope *view,
                  const struct scope *method, const char **guard);

/* Is it a member of a route's options that holds what runs before its handler? */
bool guard_runs_before(struct name key);

#endif
