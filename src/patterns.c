/* patterns.c - names told by patterns, in their order. */
#include "patterns.h"

#include "glob.h"

void patterns_add(struct patterns *p, struct arena *a, const struct name *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool is_not = words[i].s[0] == '!';

		*(struct pattern *)arena_push(a, (void **)&p->v, &p->n, &p->room,
		                              sizeof *p->v) =
		    (struct pattern){ words[i].s + is_not, is_not };
	}
}

enum likeness patterns_say(const struct patterns *p, const char *name)
{
	for (size_t i = 0; *name && i < p->n; i++) {
		const char *text = p->v[i].text;

		/* Most are told by their first letter. */
		if ((*text == *name || *text == '*') && glob_matches(text, name))
			return p->v[i].is_not ? LIKE_NO : LIKE_YES;
	}
	return LIKE_NONE;
}
