/* lex.c - the growing token array that both lexers fill. */
#include "syntax/lex.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIRST_ROOM = 4096 };

void tokens_grow(struct tokens *t)
{
	uint32_t room = t->room ? t->room + t->room / 2 : FIRST_ROOM;
	struct token *v = realloc(t->v, room * sizeof *v);

	if (!v) {
		fputs("migcost: out of memory\n", stderr);
		abort();
	}
	t->v = v;
	t->room = room;
}

void tokens_release(struct tokens *t)
{
	free(t->v);
	*t = (struct tokens){ 0 };
}
