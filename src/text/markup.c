/* markup.c - text from anywhere, as XML and HTML hold it. */
#include "text/markup.h"

#include <stdbool.h>
#include <string.h>

#include "text/utf8.h"

static const char replacement[] = "\xEF\xBF\xBD";

static unsigned decoded(const unsigned char *s, size_t length)
{
	unsigned c = length == 1 ? s[0] : s[0] & (0x7fu >> length);

	for (size_t i = 1; i < length; i++)
		c = c << 6 | (s[i] & 0x3f);
	return c;
}

/* C0 but tab and line break, DEL and C1, bidirectional marks, non-characters. */
static bool is_refused(unsigned c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f) ||
	       c == 0x061c || c == 0x200e || c == 0x200f ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	       c == 0xfeff || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

const char *markup_plain(struct arena *a, const char *text)
{
	const char *s = utf8_clean(a, text);
	/* A control character of one byte becomes three. */
	char *plain = arena_alloc(a, 3 * strlen(s) + 1), *to = plain;

	while (*s) {
		size_t n = utf8_length(s);

		if (*s == '\r') {
			*to++ = '\n';
			n += s[1] == '\n';
		} else if (is_refused(decoded((const unsigned char *)s, n))) {
			memcpy(to, replacement, 3);
			to += 3;
		} else {
			memcpy(to, s, n);
			to += n;
		}
		s += n;
	}
	*to = '\0';
	return plain;
}

void markup_text(FILE *out, struct arena *a, const char *text)
{
	for (const char *s = markup_plain(a, text); *s;) {
		size_t n = strcspn(s, "&<>\"'");

		fwrite(s, 1, n, out);
		s += n;
		switch (*s) {
		case '&': fputs("&amp;", out); break;
		case '<': fputs("&lt;", out); break;
		case '>': fputs("&gt;", out); break;
		case '"': fputs("&quot;", out); break;
		case '\'': fputs("&#39;", out); break;
		default: return;
		}
		s++;
	}
}
