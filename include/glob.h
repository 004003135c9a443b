/* glob.h - does a text look like a pattern with stars? */
#ifndef GLOB_H
#define GLOB_H

#include <stdbool.h>

/* * is any text, slashes too, ? one character, [a-z] [!a] one of them, \x is x. */
bool glob_matches(const char *pattern, const char *text);

#endif
