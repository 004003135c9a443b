/* limit.c - where following code stopped before its end. */
#include "base/limit.h"

#include <string.h>

void limit_tell(struct limits *l, struct arena *a, const char *path, uint32_t line,
                const char *what)
{
	/* The same one comes again at once, most often. */
	for (size_t i = l->n; i-- > 0;)
		if (!strcmp(l->v[i].what, what) && !strcmp(l->v[i].path, path)) {
			if (line < l->v[i].line)
				l->v[i].line = line;
			return;
		}
	*(struct limit *)arena_push(a, (void **)&l->v, &l->n, &l->room,
	                            sizeof *l->v) = (struct limit){ path, line, what };
}

void limits_add(struct limits *l, struct arena *a, const struct limits *more)
{
	for (size_t i = 0; i < more->n; i++)
		limit_tell(l, a, more->v[i].path, more->v[i].line, more->v[i].what);
}
