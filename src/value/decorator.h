/* decorator.h - decorators that stand behind those of the code base's own making.
 *
 *     def task(retries=5):
 *         def wrap(fn):
 *             return queue.task(retries=retries)(fn)
 *         return wrap
 *
 * A function below @task() is decorated with queue.task(...), too. So is what stands
 * below a decorator of a script: `return Column(options)`, `return (target, key) => {
 * Column(options)(target, key); }`, `return compose(Get(path), UseGuards(Auth))`. */
#ifndef DECORATOR_H
#define DECORATOR_H

#include "value/value.h"

enum { BEHIND_MAX = 8 };

struct behind {
	struct {
		const struct expr *decorator;
		const struct scope *scope; /* that it is read in */
		const struct env *env;     /* what its function was given */
		bool is_call; /* no decorator: it is given what stands below */
	} v[BEHIND_MAX];
	size_t n;
};

/* What decorator d, read in scope s, applies; nothing when it is a package's. */
void decorators_behind(struct eval *ev, const struct expr *d, const struct scope *s,
                       struct behind *out);

/* def route(path): def wrap(fn): @app.get(path) def s(): ..; return s; return wrap: what
 * is above s is so of what stands below @route(..), and there it is told. */
bool decorator_makes(const struct scope *s);
/* def route(path): def wrap(fn): app.add(path, fn); return fn; return wrap: the same of
 * this call, in wrap. */
bool decorator_gives(const struct expr *call, const struct scope *wrap);
/* def route(path): def wrap(fn): app.get(path)(fn); return fn; return wrap: the same of a
 * decorator that is called, on fn or on a function within. */
bool decorator_applies(const struct expr *call, const struct scope *wrap);

#endif
