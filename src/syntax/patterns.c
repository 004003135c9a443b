/* patterns.c - names told by patterns, in their order. */
#include "syntax/patterns.h"

#include <string.h>

#include "text/glob.h"

void patterns_add(struct patterns *p, struct arena *a, const struct name *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool is_not = words[i].s[0] == '!';
		const char *text = words[i].s + is_not;

		*(struct pattern *)arena_push(a, (void **)&p->v, &p->n, &p->room,
		                              sizeof *p->v) =
		    (struct pattern){ text, glob_first(text), glob_last(text), is_not };
	}
}

enum likeness patterns_say(const struct patterns *p, const char *name)
{
	char last = *name ? name[strlen(name) - 1] : '\0';

	for (size_t i = 0; *name && i < p->n; i++) {
		const struct pattern *x = &p->v[i];

		if ((x->first == *name || !x->first) && (x->last == last || !x->last) &&
		    glob_matches(x->text, name))
			return x->is_not ? LIKE_NO : LIKE_YES;
	}
	return LIKE_NONE;
}
