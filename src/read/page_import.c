/* page_import.c - what a page imports, which is not read otherwise. */
#include "read/page_import.h"

#include <ctype.h>
#include <string.h>

/* Behind the word, its quote; NULL: no text stands there. */
static const char *quote_behind(const char *s)
{
	s += strspn(s, " \t\r\n(");
	return *s == '"' || *s == '\'' ? s : NULL;
}

static void note(struct unit *u, const char *quote)
{
	size_t n = strcspn(quote + 1, "\"'\n");
	struct required *r;

	if (n == 0 || quote[1 + n] != *quote)
		return;
	r = arena_alloc(u->arena, sizeof *r);
	*r = (struct required){ .module = arena_strndup(u->arena, quote + 1, n),
		                .next = u->required };
	u->required = r;
}

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$' || c == '.';
}

static void note_behind(struct unit *u, const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *s = text; (s = strstr(s, word)); s += n) {
		const char *quote = quote_behind(s + n);

		if (quote && (s == text || !in_word(s[-1])))
			note(u, quote);
	}
}

void page_import_note(struct unit *u, const char *text)
{
	note_behind(u, text, "from");
	note_behind(u, text, "import");
}
