/* shell.c - pages that hold no page: a browser's program makes what is seen. */
#include "files/shell.h"

#include <string.h>
#include <strings.h>

enum { LARGE = 32 * 1024 }; /* what is longer says something itself */

static const char *find(const char *s, const char *end, const char *what)
{
	size_t n = strlen(what);

	for (; s + n <= end; s++)
		if (!strncasecmp(s, what, n))
			return s;
	return NULL;
}

/* <div id="root"></div>: nothing but blanks and comments between the two. */
static bool has_empty_element(const char *s, const char *end)
{
	while ((s = find(s, end, "<div id="))) {
		s = memchr(s, '>', (size_t)(end - s));
		if (!s)
			return false;
		s++;
		for (;;) {
			while (s < end && strchr(" \t\r\n", *s) && *s)
				s++;
			if (end - s < 4 || memcmp(s, "<!--", 4) != 0)
				break;
			s = find(s, end, "-->");
			if (!s)
				return false;
			s += 3;
		}
		if (end - s >= 6 && !strncasecmp(s, "</div>", 6))
			return true;
	}
	return false;
}

bool shell_is(const char *text, size_t size)
{
	static const char *const filled[] = { "{{", "{%", "<%", "${" };
	const char *end = text + size;

	if (size > LARGE)
		return false;
	for (size_t i = 0; i < sizeof filled / sizeof *filled; i++)
		if (find(text, end, filled[i]))
			return false;
	return find(text, end, "<script") &&
	       (find(text, end, "type=\"module\"") || has_empty_element(text, end));
}
