/* json.c - a small tree of values, read from JSON as people write it. */
#include "text/json.h"

#include <string.h>

struct reader {
	struct arena *a;
	const char *p, *end;
	uint32_t line, defect; /* defect: first line that was not understood */
};

struct json *json_add(struct arena *a, struct json *parent, const char *key,
                      enum json_kind kind, uint32_t line)
{
	struct json *j = arena_zero(a, sizeof *j);

	j->kind = (uint8_t)kind;
	j->line = line;
	j->key = key;
	j->text = "";
	if (parent) {
		if (parent->last)
			parent->last->next = j;
		else
			parent->first = j;
		parent->last = j;
	}
	return j;
}

struct json *json_get(const struct json *j, const char *key)
{
	if (j && j->kind == JSON_OBJECT)
		for (struct json *i = j->first; i; i = i->next)
			if (strcmp(i->key, key) == 0)
				return i;
	return NULL;
}

const char *json_text(const struct json *j, const char *otherwise)
{
	return json_is(j, JSON_STRING) ? j->text : otherwise;
}

bool json_is(const struct json *j, enum json_kind kind)
{
	return j && j->kind == kind;
}

const struct json *json_first(const struct json *j)
{
	return j ? j->first : NULL;
}

static void defect(struct reader *r)
{
	if (!r->defect)
		r->defect = r->line;
}

static void skip_comment(struct reader *r)
{
	if (r->p[1] == '/') {
		const char *eol = memchr(r->p, '\n', (size_t)(r->end - r->p));

		r->p = eol ? eol : r->end;
		return;
	}
	for (r->p += 2; r->p < r->end; r->p++) {
		r->line += *r->p == '\n';
		if (*r->p == '*' && r->p + 1 < r->end && r->p[1] == '/') {
			r->p += 2;
			return;
		}
	}
	defect(r);
}

static void skip_space(struct reader *r)
{
	while (r->p < r->end) {
		if (*r->p == '\n')
			r->line++;
		if (*r->p == ' ' || *r->p == '\t' || *r->p == '\r' || *r->p == '\n')
			r->p++;
		else if (*r->p == '/' && r->p + 1 < r->end &&
		         (r->p[1] == '/' || r->p[1] == '*'))
			skip_comment(r);
		else
			return;
	}
}

static unsigned hex4(const struct reader *r, const char *p)
{
	unsigned v = 0;

	for (unsigned i = 0; i < 4; i++) {
		unsigned char c = p + i < r->end ? (unsigned char)p[i] : 0;

		if (c >= '0' && c <= '9')
			v = v * 16 + (c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			v = v * 16 + ((c | 32u) - 'a' + 10);
		else
			return 0xFFFFFFFF;
	}
	return v;
}

/* At most 4 bytes. */
static char *put_utf8(char *to, unsigned c)
{
	if (c < 0x80) {
		*to++ = (char)c;
	} else if (c < 0x800) {
		*to++ = (char)(0xC0 | c >> 6);
		*to++ = (char)(0x80 | (c & 63));
	} else if (c < 0x10000) {
		*to++ = (char)(0xE0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 63));
		*to++ = (char)(0x80 | (c & 63));
	} else {
		*to++ = (char)(0xF0 | c >> 18);
		*to++ = (char)(0x80 | (c >> 12 & 63));
		*to++ = (char)(0x80 | (c >> 6 & 63));
		*to++ = (char)(0x80 | (c & 63));
	}
	return to;
}

/* p stands at the u of \uXXXX; a pair of surrogates is one character. Lone surrogates
 * become the replacement character, so that the text stays UTF-8. */
static char *unicode(struct reader *r, char *to)
{
	unsigned c = hex4(r, r->p + 1), low;

	if (c > 0xFFFF) {
		defect(r);
		r->p++;
		return to;
	}
	r->p += 5;
	if (c >= 0xD800 && c < 0xDC00 && r->end - r->p > 6 && r->p[0] == '\\' &&
	    r->p[1] == 'u' && (low = hex4(r, r->p + 2)) >= 0xDC00 && low < 0xE000) {
		r->p += 6;
		c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
	} else if (c >= 0xD800 && c < 0xE000) {
		c = 0xFFFD;
	}
	return put_utf8(to, c);
}

static char *escape(struct reader *r, char *to)
{
	static const char from[] = "bfnrt", into[] = "\b\f\n\r\t";
	const char *at;

	if (r->p >= r->end)
		return to;
	if (*r->p == 'u')
		return unicode(r, to);
	at = *r->p ? strchr(from, *r->p) : NULL;
	*to++ = at ? into[at - from] : *r->p;
	r->line += *r->p == '\n';
	r->p++;
	return to;
}

/* p stands at the opening quote. What comes out is never longer than what goes in. */
static const char *string(struct reader *r)
{
	char quote = *r->p++, *text, *to;
	const char *close = r->p;

	while (close < r->end && *close != quote)
		close += *close == '\\' && close + 1 < r->end ? 2 : 1;
	to = text = arena_alloc(r->a, (size_t)(close - r->p) + 8);
	while (r->p < r->end && *r->p != quote) {
		if (*r->p == '\\') {
			r->p++;
			to = escape(r, to);
			continue;
		}
		r->line += *r->p == '\n';
		*to++ = *r->p++;
	}
	*to = '\0';
	if (r->p < r->end)
		r->p++;
	else
		defect(r);
	return text;
}

static size_t word_length(const struct reader *r)
{
	const char *q = r->p;

	while (q < r->end && !strchr(" \t\r\n,:{}[]\"'/", *q))
		q++;
	return (size_t)(q - r->p);
}

static void scalar(struct reader *r, struct json *j)
{
	size_t n = word_length(r);

	j->text = arena_strndup(r->a, r->p, n);
	r->p += n;
	if (strcmp(j->text, "true") == 0)
		j->kind = JSON_TRUE;
	else if (strcmp(j->text, "false") == 0)
		j->kind = JSON_FALSE;
	else if (strcmp(j->text, "null") == 0)
		j->kind = JSON_NULL;
	else
		j->kind = JSON_NUMBER;
}

static void value(struct reader *r, struct json *j, unsigned depth);

static const char *member_key(struct reader *r)
{
	const char *key;
	size_t n;

	if (*r->p == '"' || *r->p == '\'') {
		key = string(r);
	} else {
		n = word_length(r);
		key = arena_strndup(r->a, r->p, n);
		r->p += n;
	}
	skip_space(r);
	if (r->p < r->end && *r->p == ':')
		r->p++;
	else
		defect(r);
	skip_space(r);
	return key;
}

/* p stands behind the opening bracket. */
static void members(struct reader *r, struct json *j, char close, unsigned depth)
{
	for (;;) {
		const char *key = NULL, *before;

		skip_space(r);
		if (r->p >= r->end) {
			defect(r);
			return;
		}
		if (*r->p == close) {
			r->p++;
			return;
		}
		if (*r->p == ',') {
			r->p++;
			continue;
		}
		before = r->p;
		if (j->kind == JSON_OBJECT)
			key = member_key(r);
		if (r->p < r->end && *r->p != '}' && *r->p != ']')
			value(r, json_add(r->a, j, key, JSON_NULL, r->line), depth + 1);
		if (r->p == before) { /* a bracket that does not fit */
			defect(r);
			r->p++;
		}
	}
}

static void value(struct reader *r, struct json *j, unsigned depth)
{
	char c = *r->p;

	if (c == '"' || c == '\'') {
		j->kind = JSON_STRING;
		j->text = string(r);
	} else if ((c == '{' || c == '[') && depth < JSON_DEPTH) {
		j->kind = c == '{' ? JSON_OBJECT : JSON_ARRAY;
		r->p++;
		members(r, j, c == '{' ? '}' : ']', depth);
	} else if (c == '{' || c == '[') {
		defect(r);
		r->p = r->end;
	} else {
		scalar(r, j);
	}
}

bool json_parse(struct json **root, struct arena *a, const char *text, size_t size,
                uint32_t *line)
{
	struct reader r = { a, text, text + size, 1, 0 };
	struct json *j = json_add(a, NULL, NULL, JSON_OBJECT, 1);

	if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		r.p += 3;
	*root = j;
	skip_space(&r);
	if (r.p < r.end)
		value(&r, j, 0);
	else
		defect(&r);
	skip_space(&r);
	if (r.p < r.end)
		defect(&r);
	*line = r.defect;
	return !r.defect;
}
