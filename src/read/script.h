/* script.h - read a JavaScript, TypeScript, JSX or TSX file into a unit. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "syntax/syntax.h"

/* As python_read. u->language tells the dialect (LANG_JAVASCRIPT reads JSX too; in
 * LANG_TYPESCRIPT `<T>x` is a cast, in LANG_TSX it is an element). */
void script_read(struct unit *u, const char *text, size_t size,
                 const struct vocabulary *v);

#endif
