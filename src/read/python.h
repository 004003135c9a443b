/* python.h - read a Python file (2.7-tolerant, 3.x up to 3.14) into a unit. */
#ifndef PYTHON_H
#define PYTHON_H

#include "syntax/syntax.h"

/* Fills u (u->path, language, kind and arena are set by the caller). Any bytes are
 * accepted: what cannot be understood becomes a defect and reading goes on at the
 * next statement. text[size .. size+READ_PADDING-1] must be readable zero bytes. */
void python_read(struct unit *u, const char *text, size_t size,
                 const struct vocabulary *v);

#endif
