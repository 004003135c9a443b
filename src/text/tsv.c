/* tsv.c - tables of models/: tab-separated, with a header. */
#include "text/tsv.h"

#include <string.h>

enum { COLUMNS_MAX = 24 };

/* Cuts the line at its tabs, in place. */
static bool split(char *line, char **cells, const char *const *columns, size_t count,
                  struct err *e)
{
	size_t n = 1;

	cells[0] = line;
	for (char *p = line; *p; p++) {
		if (*p != '\t')
			continue;
		if (n == count)
			return err_set(e, ERR_DATA, "more than %zu columns", count);
		*p = '\0';
		cells[n++] = p + 1;
	}
	if (n < count)
		return err_set(e, ERR_DATA,
		               "%zu columns, expected %zu (the next is '%s')", n, count,
		               columns[n]);
	return true;
}

static const char *header(struct arena *a, const char *const *columns, size_t n)
{
	const char *text = columns[0];

	for (size_t i = 1; i < n; i++)
		text = arena_printf(a, "%s\t%s", text, columns[i]);
	return text;
}

bool tsv_each(struct arena *a, const char *text, size_t size, const char *origin,
              const char *const *columns, size_t n, tsv_fn *fn, void *arg, struct err *e)
{
	const char *end = text + size, *eol;
	bool named = false;
	unsigned line = 1;

	if (n > COLUMNS_MAX)
		return err_set(e, ERR_DATA, "%s: too many columns", origin);
	for (; text < end; text = eol + 1, line++) {
		char *cells[COLUMNS_MAX], *copy;
		size_t len;

		eol = memchr(text, '\n', (size_t)(end - text));
		if (!eol)
			eol = end;
		len = (size_t)(eol - text);
		len -= len && text[len - 1] == '\r';
		if (!len || *text == '#')
			continue;
		copy = arena_strndup(a, text, len);
		if (!named) {
			if (strcmp(copy, header(a, columns, n)) != 0)
				return err_set(
				    e, ERR_DATA,
				    "%s:%u: the columns are not those expected: %s",
				    origin, line, header(a, columns, n));
			named = true;
			continue;
		}
		if (!split(copy, cells, columns, n, e) || !fn(arg, cells, line, e))
			return err_within(e, "%s:%u", origin, line);
	}
	return true;
}
