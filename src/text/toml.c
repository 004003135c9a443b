/* toml.c - read TOML into the tree of json.h. */
#include "text/toml.h"

#include <string.h>

struct reader {
	struct arena *a;
	const char *p, *end;
	uint32_t line, defect;
	unsigned steps; /* left for looking up tables: each is a walk over its siblings */
};

static void defect(struct reader *r)
{
	if (!r->defect)
		r->defect = r->line;
}

static char peek(const struct reader *r, size_t ahead)
{
	return (size_t)(r->end - r->p) > ahead ? r->p[ahead] : '\0';
}

static void skip_blank(struct reader *r)
{
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\r'))
		r->p++;
}

static void skip_line(struct reader *r)
{
	const char *eol = memchr(r->p, '\n', (size_t)(r->end - r->p));

	r->p = eol ? eol : r->end;
}

/* Blanks, comments and line ends: between lines, and inside brackets. */
static void skip_space(struct reader *r)
{
	for (;;) {
		skip_blank(r);
		if (peek(r, 0) == '#')
			skip_line(r);
		if (r->p >= r->end || *r->p != '\n')
			return;
		r->line++;
		r->p++;
	}
}

static bool is_bare(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
	       c == '_' || c == '-';
}

static char *escape(struct reader *r, char *to)
{
	static const char from[] = "btnfr\"\\", into[] = "\b\t\n\f\r\"\\";
	const char *at = *r->p ? strchr(from, *r->p) : NULL;

	if (at) {
		*to++ = into[at - from];
		r->p++;
	} else if (*r->p == '\n' || *r->p == ' ' || *r->p == '\r') {
		/* A line that goes on: what is blank up to the next word is dropped. */
		for (; r->p < r->end && strchr(" \t\r\n", *r->p); r->p++)
			r->line += *r->p == '\n';
	} else {
		/* \uXXXX stays as written: no name of a package has one. */
		*to++ = '\\';
		*to++ = *r->p++;
	}
	return to;
}

/* p stands at the opening quote; three of them open a text of many lines. */
static const char *string(struct reader *r)
{
	char quote = *r->p, *text, *to;
	bool lines = peek(r, 1) == quote && peek(r, 2) == quote;
	const char *start, *close;

	r->p += lines ? 3 : 1;
	start = r->p;
	for (close = start; close < r->end; close++) {
		if (*close == '\\' && quote == '"' && close + 1 < r->end)
			close++;
		else if (!lines && (*close == quote || *close == '\n'))
			break;
		else if (lines && *close == quote && r->end - close >= 3 &&
		         close[1] == quote && close[2] == quote)
			break;
	}
	to = text = arena_alloc(r->a, (size_t)(close - start) + 8);
	while (r->p < close) {
		if (*r->p == '\\' && quote == '"' && r->p + 1 < close) {
			r->p++;
			to = escape(r, to);
			continue;
		}
		r->line += *r->p == '\n';
		*to++ = *r->p++;
	}
	*to = '\0';
	if (r->p < r->end && *r->p == quote)
		r->p += lines ? 3 : 1;
	else
		defect(r);
	return text;
}

static const char *key(struct reader *r)
{
	const char *from = r->p;

	if (peek(r, 0) == '"' || peek(r, 0) == '\'')
		return string(r);
	while (r->p < r->end && is_bare(*r->p))
		r->p++;
	return arena_strndup(r->a, from, (size_t)(r->p - from));
}

/* As json_get(), but a file that is made to take long is left where it does. */
static struct json *find(struct reader *r, const struct json *parent, const char *name)
{
	for (struct json *j = parent->first; j; j = j->next) {
		if (r->steps == 0) {
			defect(r);
			r->p = r->end;
			return NULL;
		}
		r->steps--;
		if (strcmp(j->key, name) == 0)
			return j;
	}
	return NULL;
}

/* The object of this name in a table, made when there is none. Of an array of tables:
 * its last one. */
static struct json *table(struct reader *r, struct json *parent, const char *name)
{
	struct json *j = find(r, parent, name);

	if (json_is(j, JSON_ARRAY) && json_is(j->last, JSON_OBJECT))
		return j->last;
	return json_is(j, JSON_OBJECT)
	         ? j
	         : json_add(r->a, parent, name, JSON_OBJECT, r->line);
}

/* Reads a.b.c up to its last part, which is returned; parent moves to its table. */
static const char *dotted(struct reader *r, struct json **parent)
{
	const char *name;

	for (;;) {
		skip_blank(r);
		name = key(r);
		skip_blank(r);
		if (peek(r, 0) != '.')
			return name;
		r->p++;
		*parent = table(r, *parent, name);
	}
}

static void value(struct reader *r, struct json *j, unsigned depth);

static void pair(struct reader *r, struct json *parent, unsigned depth)
{
	const char *name = dotted(r, &parent);

	if (peek(r, 0) != '=') {
		defect(r);
		return;
	}
	r->p++;
	skip_blank(r);
	value(r, json_add(r->a, parent, name, JSON_NULL, r->line), depth);
}

/* p stands behind the opening bracket. */
static void members(struct reader *r, struct json *j, char close, unsigned depth)
{
	for (;;) {
		const char *before;

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
		if (close == '}')
			pair(r, j, depth + 1);
		else
			value(r, json_add(r->a, j, NULL, JSON_NULL, r->line), depth + 1);
		if (r->p == before) {
			defect(r);
			r->p++;
		}
	}
}

static void scalar(struct reader *r, struct json *j)
{
	const char *from = r->p, *to;

	while (r->p < r->end && !strchr(",]}#\n", *r->p))
		r->p++;
	for (to = r->p; to > from && strchr(" \t\r", to[-1]); to--)
		;
	j->text = arena_strndup(r->a, from, (size_t)(to - from));
	j->kind = strcmp(j->text, "true") == 0  ? JSON_TRUE
	        : strcmp(j->text, "false") == 0 ? JSON_FALSE
	                                        : JSON_NUMBER;
}

static void value(struct reader *r, struct json *j, unsigned depth)
{
	char c = peek(r, 0);

	if (c == '"' || c == '\'') {
		j->kind = JSON_STRING;
		j->text = string(r);
	} else if ((c == '[' || c == '{') && depth < JSON_DEPTH) {
		j->kind = c == '[' ? JSON_ARRAY : JSON_OBJECT;
		r->p++;
		members(r, j, c == '[' ? ']' : '}', depth);
	} else if (c == '[' || c == '{') {
		defect(r);
		r->p = r->end;
	} else {
		scalar(r, j);
	}
}

/* [a.b] or [[a.b]]; p stands at the first bracket. */
static struct json *header(struct reader *r, struct json *root)
{
	bool array = peek(r, 1) == '[';
	struct json *parent = root, *list;
	const char *name;

	r->p += array ? 2 : 1;
	name = dotted(r, &parent);
	if (peek(r, 0) != ']')
		defect(r);
	skip_line(r);
	if (!array)
		return table(r, parent, name);
	list = find(r, parent, name);
	if (!json_is(list, JSON_ARRAY))
		list = json_add(r->a, parent, name, JSON_ARRAY, r->line);
	return json_add(r->a, list, NULL, JSON_OBJECT, r->line);
}

bool toml_parse(struct json **root, struct arena *a, const char *text, size_t size,
                uint32_t *line)
{
	struct reader r = { a, text, text + size, 1, 0, TOML_STEPS };
	struct json *at;

	if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		r.p += 3;
	at = *root = json_add(a, NULL, NULL, JSON_OBJECT, 1);
	for (skip_space(&r); r.p < r.end; skip_space(&r)) {
		if (*r.p == '[') {
			at = header(&r, *root);
			continue;
		}
		pair(&r, at, 0);
		skip_blank(&r);
		if (peek(&r, 0) && peek(&r, 0) != '\n' && peek(&r, 0) != '#')
			defect(&r);
		skip_line(&r);
	}
	*line = r.defect;
	return !r.defect;
}
