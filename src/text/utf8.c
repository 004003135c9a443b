/* utf8.c - text from anywhere, made fit to be stored, shown and printed. */
#include "text/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static bool is_tail(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* Unicode 15, table 3-7: well-formed byte sequences. */
size_t utf8_length(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;

	if (s[0] < 0x80)
		return 1;
	if (s[0] >= 0xc2 && s[0] <= 0xdf)
		return is_tail(s[1]) ? 2 : 0;
	if ((s[0] & 0xf0) == 0xe0) {
		if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f))
			return 0;
		return is_tail(s[1]) && is_tail(s[2]) ? 3 : 0;
	}
	if (s[0] >= 0xf0 && s[0] <= 0xf4) {
		if ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
			return 0;
		return is_tail(s[1]) && is_tail(s[2]) && is_tail(s[3]) ? 4 : 0;
	}
	return 0;
}

/* Eight bytes of plain ASCII at a time: nearly every text is nothing else. */
static size_t ascii_length(const char *s, size_t n)
{
	uint64_t word;
	size_t i = 0;

	for (; i + sizeof word <= n; i += sizeof word) {
		memcpy(&word, s + i, sizeof word);
		if (word & 0x8080808080808080)
			break;
	}
	while (i < n && (unsigned char)s[i] < 0x80)
		i++;
	return i;
}

bool utf8_is_clean(const char *s, size_t *n)
{
	size_t length = strlen(s), at = ascii_length(s, length), more;

	*n = length;
	while (at < length && (more = utf8_length(s + at)))
		at += more;
	return at == length;
}

const char *utf8_clean(struct arena *a, const char *s)
{
	const char *bad = s;
	char *copy, *to;
	size_t n, length;

	if (!s)
		return "";
	while (*bad && (length = utf8_length(bad)))
		bad += length;
	if (!*bad)
		return s;
	n = strlen(bad);
	to = copy = arena_alloc(a, (size_t)(bad - s) + 4 * n + 1);
	memcpy(to, s, (size_t)(bad - s));
	to += bad - s;
	for (; *bad; bad += length ? length : 1) {
		length = utf8_length(bad);
		if (length) {
			memcpy(to, bad, length);
			to += length;
		} else {
			to += snprintf(to, 5, "\\x%02x", (unsigned char)*bad);
		}
	}
	*to = '\0';
	return copy;
}

size_t utf8_columns(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += !is_tail((unsigned char)*s);
	return n;
}

static uint32_t code_point(const char *text, size_t length)
{
	const unsigned char *s = (const unsigned char *)text;
	uint32_t c = length == 1 ? s[0] : s[0] & (0x7fu >> length);

	for (size_t i = 1; i < length; i++)
		c = c << 6 | (s[i] & 0x3f);
	return c;
}

static bool is_command(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e || c == 0x200f ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	       c == 0xfeff;
}

static char *without_commands(struct arena *a, const char *s)
{
	char *copy = arena_alloc(a, strlen(s) + 1), *to = copy;

	for (size_t length; *s; s += length ? length : 1) {
		length = utf8_length(s);
		if (!length || is_command(code_point(s, length))) {
			*to++ = '?';
		} else {
			memcpy(to, s, length);
			to += length;
		}
	}
	*to = '\0';
	return copy;
}

static char *skip_columns(char *s, size_t columns)
{
	while (*s && columns--)
		s += utf8_length(s);
	return s;
}

const char *utf8_plain(struct arena *a, const char *s, size_t columns, bool keep_end)
{
	char *plain = without_commands(a, s);
	size_t n = utf8_columns(plain);

	if (n <= columns || columns < 2)
		return plain;
	if (keep_end)
		return arena_printf(a, "..%s", skip_columns(plain, n - columns + 2));
	*skip_columns(plain, columns - 2) = '\0';
	return arena_printf(a, "%s..", plain);
}
