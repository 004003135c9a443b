/* listed.h - what stands in lists that variables hold: rules of the form [$handler],
 * ["text"] `in VARIABLE`. */
#ifndef LISTED_H
#define LISTED_H

#include "link/link.h"

/* Facts of the items of value, which the variable (or key) of that name is given. Of a
 * detector's rules the first counts, for each kind of fact. */
void listed_items(struct linker *l, struct name variable, const struct expr *value,
                  const struct scope *s);

#endif
