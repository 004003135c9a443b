/* prose.c - what a document in words lists of an API: a method and a path on one line. */
#include "files/prose.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { GAP_MAX = 12, PATH_MAX_SIZE = 200 };

static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE" };

bool prose_may_be(const char *path)
{
	static const char *const ends[] = { ".md", ".mdx", ".rst", ".apib", ".adoc" };
	const char *end = strrchr(path, '.');

	for (size_t i = 0; end && i < sizeof ends / sizeof *ends; i++)
		if (strcmp(end, ends[i]) == 0)
			return strcasestr(path, "api") || strcasestr(path, "readme") ||
			       strcasestr(path, "endpoint");
	return false;
}

/* The method that stands at p, a word of its own. */
static const char *method_at(const char *start, const char *p, const char *end)
{
	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
		size_t n = strlen(methods[i]);

		if ((size_t)(end - p) > n && strncmp(p, methods[i], n) == 0 &&
		    !isalnum((unsigned char)p[n]) &&
		    (p == start || !isalnum((unsigned char)p[-1])))
			return methods[i];
	}
	return NULL;
}

static const char *behind_host(const char *p, const char *end)
{
	if (end - p > 8 &&
	    (strncmp(p, "http://", 7) == 0 || strncmp(p, "https://", 8) == 0)) {
		p = strchr(p, ':') + 3;
		while (p < end && !strchr("/ \t`\"')", *p))
			p++;
	}
	return p;
}

/* The path that follows a method, in a code span, a cell of a table, or behind a host. */
static const char *path_behind(struct arena *a, const char *p, const char *end)
{
	char out[PATH_MAX_SIZE + 2];
	size_t n = 0;

	for (int gap = 0; gap < GAP_MAX && p < end && strchr(" \t`*|\"':[]", *p); gap++)
		p++;
	p = behind_host(p, end);
	if (p >= end || *p != '/')
		return NULL;
	while (p < end && n < PATH_MAX_SIZE && !strchr(" \t`*|\"'?#,;)", *p)) {
		bool is_named = *p == ':' && p[-1] == '/';

		out[n++] = *p == '<' || is_named ? '{' : (char)(*p == '>' ? '}' : *p);
		p++;
		while (is_named && p < end && n < PATH_MAX_SIZE &&
		       (isalnum((unsigned char)*p) || *p == '_'))
			out[n++] = *p++;
		if (is_named)
			out[n++] = '}';
	}
	return arena_strndup(a, out, n);
}

static void read_line(struct description *d, struct arena *a, const char *line,
                      const char *end, uint32_t number)
{
	for (const char *p = line; p < end; p++) {
		const char *method, *path;

		if (*p != 'G' && *p != 'P' && *p != 'D') /* what methods begin with */
			continue;
		method = method_at(line, p, end);
		path = method ? path_behind(a, p + strlen(method), end) : NULL;
		if (!path)
			continue;
		*(struct described *)arena_push(a, (void **)&d->v, &d->n, &d->room,
		                                sizeof *d->v) =
		    (struct described){ .method = method, .path = path, .line = number };
		return;
	}
}

void prose_read(struct description *d, struct arena *a, const char *text, size_t size)
{
	const char *stop = text + size;
	uint32_t number = 1;

	for (const char *line = text, *end; line < stop; line = end + 1, number++) {
		end = memchr(line, '\n', (size_t)(stop - line));
		end = end ? end : stop;
		read_line(d, a, line, end, number);
	}
}
