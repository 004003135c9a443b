/* utf8.h - text from anywhere, made fit to be stored, shown and printed. */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Length of the valid UTF-8 character at s, 1 to 4; 0 when there is none (also for
 * overlong forms and surrogates). s is NUL-terminated and not empty. */
size_t utf8_length(const char *s);
/* Is s valid UTF-8 throughout? Then n is its length. */
bool utf8_is_clean(const char *s, size_t *n);
/* s itself when it is valid UTF-8, else a copy in which every byte that is part of no
 * character stands as \xNN. NULL gives "". */
const char *utf8_clean(struct arena *a, const char *s);
/* Columns of a terminal, one a character (wide characters are not told apart). */
size_t utf8_columns(const char *s);
/* One line that a terminal cannot take for a command: control characters (C0, DEL,
 * C1, and the marks that turn the direction of writing) become '?'. Cut to `columns`
 * with ".." in front when keep_end (a path), else behind. */
const char *utf8_plain(struct arena *a, const char *s, size_t columns, bool keep_end);

#endif
