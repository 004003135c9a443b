/* python_text.c - what a Python string literal says. */
#include "read/python_text.h"

#include <stdbool.h>
#include <string.h>

struct decoder {
	const char *s, *end;
	bool raw, bytes, braces;
};

static size_t put_utf8(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

static unsigned digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		return (unsigned)((c | 0x20) - 'a' + 10);
	return 16;
}

/* Exactly n hex digits behind the letter, else the escape is no escape. */
static size_t hex(struct decoder *d, char *out, int n)
{
	uint32_t c = 0;

	for (int i = 1; i <= n; i++) {
		unsigned digit = d->s + i < d->end ? digit_of(d->s[i]) : 16;

		if (digit == 16)
			c = UINT32_MAX;
		if (c > 0x10FFFF) {
			*out = '\\';
			return 1;
		}
		c = c << 4 | digit;
	}
	if (c > 0x10FFFF) {
		*out = '\\';
		return 1;
	}
	d->s += n + 1;
	return put_utf8(out, c);
}

static size_t octal(struct decoder *d, char *out)
{
	uint32_t c = 0;

	for (int i = 0; i < 3 && d->s < d->end && *d->s >= '0' && *d->s <= '7'; i++)
		c = c << 3 | (uint32_t)(*d->s++ - '0');
	return put_utf8(out, d->bytes ? c & 0xFF : c);
}

/* d->s stands behind the backslash. */
static size_t escape(struct decoder *d, char *out)
{
	static const char plain[][2] = {
		{ '\\', '\\' }, { '\'', '\'' }, { '"', '"' },  { 'n', '\n' },
		{ 't', '\t' },  { 'r', '\r' },  { 'a', '\a' }, { 'b', '\b' },
		{ 'f', '\f' },  { 'v', '\v' },
	};
	char c = *d->s;

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		if (plain[i][0] == c) {
			*out = plain[i][1];
			d->s++;
			return 1;
		}
	}
	if (c == '\n' || c == '\r') {
		d->s += 1 + (c == '\r' && d->s + 1 < d->end && d->s[1] == '\n');
		return 0;
	}
	if (c >= '0' && c <= '7')
		return octal(d, out);
	if (c == 'x')
		return hex(d, out, 2);
	if (!d->bytes && (c == 'u' || c == 'U'))
		return hex(d, out, c == 'u' ? 4 : 8);
	*out = '\\';
	return 1;
}

static size_t decode(struct decoder *d, char *out)
{
	char *o = out;

	while (d->s < d->end) {
		char c = *d->s++;

		if (c == '\\' && !d->raw && d->s < d->end) {
			/* The braces of a named character are its own, not a hole's. */
			bool named = d->braces && *d->s == 'N';

			o += escape(d, o);
			while (named && d->s < d->end && *d->s != '}')
				*o++ = *d->s++;
			continue;
		}
		if (c == '\r') {
			c = '\n';
			d->s += d->s < d->end && *d->s == '\n';
		} else if (d->braces && (c == '{' || c == '}')) {
			d->s += d->s < d->end && *d->s == c;
		}
		*o++ = c;
	}
	return (size_t)(o - out);
}

static bool has_letter(const char *s, size_t n, char lower)
{
	for (size_t i = 0; i < n; i++)
		if ((s[i] | 0x20) == lower)
			return true;
	return false;
}

size_t python_text(char *out, const char *text, const struct token *t)
{
	const char *s = text + t->pos;
	struct decoder d = { s, s + t->len, t->flags & TOK_RAW, false,
		             t->kind == TOK_CHUNK };

	if (t->kind == TOK_STRING) {
		size_t quotes = t->flags & TOK_TRIPLE ? 3 : 1;

		d.s += t->aux;
		d.bytes = has_letter(s, t->aux - quotes, 'b');
		if (t->len >= t->aux + quotes && d.end[-1] == d.s[-1])
			d.end -= quotes; /* else it is unterminated */
	}
	if (t->flags & TOK_ESCAPED)
		return decode(&d, out);
	memcpy(out, d.s, (size_t)(d.end - d.s));
	return (size_t)(d.end - d.s);
}
