/* script_statement.h - the statements of a module or function body. */
#ifndef SCRIPT_STATEMENT_H
#define SCRIPT_STATEMENT_H

#include "read/script_reader.h"

/* All up to r->end, into r->scope. Blocks are walked flat: `{` and `}` are statements of
 * their own, as are `else` and `try`. */
void statements_read(struct reader *r);
/* The next one is exported and has these decorators. */
void declaration_read(struct reader *r, bool is_exported, struct expr *decorators);

#endif
