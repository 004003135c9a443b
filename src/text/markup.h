/* markup.h - text from anywhere, as XML and HTML hold it.
 *
 * Invalid UTF-8 stands as \xNN; what no document may hold or a reader could mistake
 * (control characters, marks that turn the direction of writing, non-characters) becomes
 * U+FFFD. Quotes are escaped, too: the same text serves in attributes. */
#ifndef MARKUP_H
#define MARKUP_H

#include <stdio.h>

#include "base/arena.h"

void markup_text(FILE *out, struct arena *a, const char *text);
/* Only those characters are replaced; nothing is escaped. "\r\n" and "\r" become "\n". */
const char *markup_plain(struct arena *a, const char *text);

#endif
