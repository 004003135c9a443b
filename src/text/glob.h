/* glob.h - does a text look like a pattern with stars? */
#ifndef GLOB_H
#define GLOB_H

#include <stdbool.h>

/* * is any text, slashes too, ? one character, [a-z] [!a] one of them, \x is x. */
bool glob_matches(const char *pattern, const char *text);
/* One pattern against one text, as git's wildmatch: * ? [a-z] [!a] [[:alpha:]] \x, and
 * ** between slashes. Without `path`, * and ? match a slash, too. */
bool glob_path_matches(const char *pattern, const char *text, bool path);
/* The character that whatever matches begins and ends with, to ask little of most; 0: it
 * may be any. */
char glob_first(const char *pattern);
char glob_last(const char *pattern);

#endif
