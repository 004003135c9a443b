/* path_regex.h - a regular expression as a path: what varies is a parameter. */
#ifndef PATH_REGEX_H
#define PATH_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A path that is being written; there is room for all that an expression becomes. */
struct path_writer {
	char *buf;
	size_t n, size;
};

/* Of a parameter's name? */
bool path_is_word(char c);
void path_put(struct path_writer *w, char c);
/* {name}: the letters of a name at s, before end. Returns what is behind them. */
const char *path_put_name(struct path_writer *w, const char *s, const char *end);
/* The first part of an expression: a letter, a class, a group with what repeats it.
 * Returns what is behind it. */
const char *path_put_regex(struct path_writer *w, const char *s);

/* Does a literal of a script, /../flags, speak of a path? */
bool path_regex_is_one(const char *literal, size_t n);
enum { PATH_REGEX_MAX = 8 };
/* Its paths: each of /^\/a$|^\/b$/. Returns how many. */
size_t path_regex_read(struct arena *a, const char *literal, size_t n,
                       const char *out[static PATH_REGEX_MAX]);

#endif
