/* script_expr.h - expressions, functions and classes of a script as the program model.
 *
 * All read at r->at, up to r->end at most, into r->scope: calls of the vocabulary
 * become its sites, assignments its bindings, functions and classes its children. */
#ifndef SCRIPT_EXPR_H
#define SCRIPT_EXPR_H

#include "read/script_reader.h"

/* One expression without a comma; never NULL. May take no token at all when none
 * starts here. */
struct expr *expr_read(struct reader *r);
/* a, b, c: the value of the last. */
struct expr *sequence_read(struct reader *r);
/* What a declaration or parameter binds: a name, {a: b = 1, ...c} or [a, , b]. Defaults
 * are EXPR_BINARY "=". */
struct expr *pattern_read(struct reader *r);
/* One binding for each name of target: kind, value and the rest as given. */
void pattern_bind(struct reader *r, struct expr *target, const struct binding *as);
/* @a @b(...) as a list; NULL when there are none. */
struct expr *decorators_read(struct reader *r);
/* What stands behind `extends`: a chain without operators. */
struct expr *heritage_read(struct reader *r);

/* Does an arrow function start at token i? */
bool is_arrow(struct reader *r, uint32_t i);
/* Property name of an object or class: EXPR_STRING, or any expression when [computed]. */
struct expr *key_read(struct reader *r);
/* Can token i be a property name? */
bool is_key(const struct reader *r, uint32_t i);

#endif
