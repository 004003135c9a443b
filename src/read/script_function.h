/* script_function.h - functions and classes, each a child of r->scope. */
#ifndef SCRIPT_FUNCTION_H
#define SCRIPT_FUNCTION_H

#include "read/script_reader.h"

/* At `function` (behind async). NULL: a signature without body, stepped over. */
struct scope *function_read(struct reader *r, uint8_t flags);
/* At type parameters or (; start: the first token of the whole. Without a body it
 * ends behind the return type. */
struct scope *function_rest_read(struct reader *r, uint32_t start, struct name name,
                                 uint8_t flags);
/* At the parameters of an arrow function, which is_arrow() has seen; start as above. */
struct scope *arrow_read(struct reader *r, uint32_t start, uint8_t flags);
/* Does a function whose type parameters or ( stand at i have a body? */
bool has_body(struct reader *r, uint32_t i);
/* At `class`. */
struct scope *class_read(struct reader *r, uint8_t flags, struct expr *decorators);

#endif
