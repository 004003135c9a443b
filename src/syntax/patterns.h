/* patterns.h - names told by patterns, in their order: `open *.exists !request.path`.
 *
 * The first that is like a name decides; `*` is any text (glob.h), ! says no. */
#ifndef PATTERNS_H
#define PATTERNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "syntax/syntax.h"

enum likeness { LIKE_NONE, LIKE_YES, LIKE_NO };

/* All zero is an empty list. */
struct patterns {
	struct pattern {
		const char *text;
		char first, last; /* of the names, see glob.h */
		bool is_not;
	} * v;
	size_t n, room;
};

/* n words as they are written; their text stays theirs. */
void patterns_add(struct patterns *p, struct arena *a, const struct name *words,
                  size_t n);
/* LIKE_NONE: nothing is like the name, or it is empty. */
enum likeness patterns_say(const struct patterns *p, const char *name);

#endif
