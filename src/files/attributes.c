/* attributes.c - which files .gitattributes calls generated. */
#include "files/attributes.h"

#include <stdbool.h>
#include <string.h>

static const char blanks[] = " \t\r";

/* What a line says of its pattern: nothing, that it is generated, that it is not. */
enum said { SAID_NOTHING, SAID_YES, SAID_NO };

static bool is_word(const char *s, size_t n, const char *word)
{
	return strlen(word) == n && memcmp(s, word, n) == 0;
}

/* The last word about it counts. */
static enum said said_of(const char *s, const char *end)
{
	enum said said = SAID_NOTHING;

	while (s < end) {
		size_t n = 0;

		while (s < end && strchr(blanks, *s))
			s++;
		while (s + n < end && !strchr(blanks, s[n]))
			n++;
		if (is_word(s, n, "linguist-generated") ||
		    is_word(s, n, "linguist-generated=true"))
			said = SAID_YES;
		else if (is_word(s, n, "-linguist-generated") ||
		         is_word(s, n, "!linguist-generated") ||
		         is_word(s, n, "linguist-generated=false"))
			said = SAID_NO;
		s += n;
	}
	return said;
}

/* The pattern at s, without the quotes that it may stand in. NULL: none that can be
 * asked for. Moves *s behind it. */
static const char *pattern_of(const char **s, const char *end, size_t *n)
{
	const char *from = *s + strspn(*s, blanks), *to;

	if (from >= end || *from == '#' || *from == '!')
		return NULL;
	if (*from == '"') {
		from++;
		to = memchr(from, '"', (size_t)(end - from));
		if (!to || memchr(from, '\\', (size_t)(to - from)))
			return NULL;
		*s = to + 1;
	} else {
		for (to = from; to < end && !strchr(blanks, *to);)
			to++;
		*s = to;
	}
	*n = (size_t)(to - from);
	return from;
}

/* The line as .gitignore would have it. Returns behind what is written to `to`, which has
 * room for the line and two bytes more. */
static char *rewrite(char *to, const char *line, const char *end)
{
	const char *at = line, *pattern;
	enum said said;
	size_t n;

	if (!(pattern = pattern_of(&at, end, &n)) ||
	    (said = said_of(at, end)) == SAID_NOTHING)
		return to;
	if (said == SAID_NO)
		*to++ = '!';
	memcpy(to, pattern, n);
	to[n] = '\n';
	return to + n + 1;
}

const struct ignore *attributes_generated(struct arena *a, struct arena *scratch,
                                          const struct ignore *outer, size_t base,
                                          const char *text, size_t size)
{
	const char *end = text + size, *eol;
	char *rules, *to;

	if (!memmem(text, size, "linguist-generated", strlen("linguist-generated")))
		return outer;
	to = rules = arena_alloc(scratch, size + 2); /* a line says more than a rule */
	for (; text < end; text = eol + 1) {
		eol = memchr(text, '\n', (size_t)(end - text));
		if (!eol)
			eol = end;
		to = rewrite(to, text, eol);
	}
	return ignore_load(a, outer, base, rules, (size_t)(to - rules));
}
