/* route_own.h - what the code base serves by itself: what route_own.c and
 * route_own_python.c share. For nobody else. */
#ifndef ROUTE_OWN_H
#define ROUTE_OWN_H

#include "base/places.h"
#include "route/route.h"
#include "syntax/hashes.h"

struct own {
	struct linker *l;
	const struct rule *rule;
	const struct unit *unit;
	struct places known; /* that rules found: handlers, and lines of units */
	struct hashes taking, placing; /* Python: functions by their names */
	struct places inherited;       /* classes that answer, by others below them */
	struct places placed_in; /* Python: scopes with functions called as methods */
	const struct scope **classes; /* that answer */
	size_t class_count, class_room;
	bool is_python, has_names;
};
extern const char own_reason[];
/* "/x" */
bool own_is_path(const struct expr *e);
/* Is one of its parameters called as handlers are? */
bool own_takes_handler(const struct own *x, const struct scope *f);
/* Did a rule find it, here or where what keeps it is hung on a known router? */
bool own_is_known(const struct own *x, uint32_t line, const struct scope *handler);
void own_python(struct own *x);

#endif
