/* applied.h - decorators that a call applies, with nothing written above a function.
 *
 *     app.get("/x")(view)
 *     app.route("/y")(login_required(view))
 *     for path, view in PAGES:
 *         app.get(path)(view)
 *
 * is @app.get("/x") above view, read where the call stands. Python only: what a script
 * gives to a call of a call is no decorator's. */
#ifndef APPLIED_H
#define APPLIED_H

#include "link/link.h"

/* Tells fn of each rule that is wanted and matches, its arg being the scope of what the
 * decorator is applied to; whether there was one. */
bool applied_rules(struct linker *l, const struct expr *call, const struct scope *s,
                   bool (*wanted)(const struct rule *r), link_fn *fn);

#endif
