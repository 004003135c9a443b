/* python_text.h - what a Python string literal says. */
#ifndef PYTHON_TEXT_H
#define PYTHON_TEXT_H

#include <stddef.h>

#include "syntax/lex.h"

/* Decode a TOK_STRING or TOK_CHUNK into out, which has room for t->len bytes: quotes
 * and prefix away, escapes decoded to UTF-8 unless raw, line ends as \n, {{ of a chunk
 * as {. \N{...} stays as written. Returns the length; no NUL is added. */
size_t python_text(char *out, const char *text, const struct token *t);

#endif
