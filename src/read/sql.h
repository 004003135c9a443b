/* sql.h - is a text a statement of SQL, and what does it ask?
 *
 * It is one when it begins like one that reads or writes rows (select, insert, update,
 * delete, replace, merge, with, truncate) and goes on like one. Words in small letters
 * are also plain language: "select a file from the list" has to say more, such as `*`,
 * `where` or a parameter. Statements that change tables are none: they move as they are.
 */
#ifndef SQL_H
#define SQL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct sql {
	const char
	    *variety;      /* crud, join, aggregate, window or lock: the dearest in it */
	const char *table; /* the first one named, without its schema; "": code does */
};

/* Quick, and for nearly all texts the last that is asked. */
bool sql_may_begin(const char *s, const char *end);

/* ` ? ` in the text is what code puts there. false: it is none. The first 512 words
 * count. */
bool sql_read(struct sql *q, struct arena *a, const char *s, size_t n);

#endif
