/* started.h - calls that run when their program starts: rules with the option `started`.
 */
#ifndef STARTED_H
#define STARTED_H

#include "link/link.h"

/* Does a call that r matched, in s, which is given the function *body, run at the start?
 * Not where body calls what r names by `unless`. `again`: body is the function around the
 * call, or calls it; then *body becomes that. *body is NULL where it is not known: then
 * the call alone tells. */
bool started(struct linker *l, const struct rule *r, const struct scope *s,
             const struct scope **body);

/* Is it a script of a page, which asks the browser for something? */
bool started_of_page(const struct linker *l, const struct unit *u);

#endif
