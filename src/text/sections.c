/* sections.c - a person's own list of things: [name] and key = value lines below it. */
#include "text/sections.h"

#include <ctype.h>
#include <string.h>

enum { SECTIONS_MAX = 1000, PAIRS_MAX = 200 };

/* Without the space around it. */
static char *trimmed(struct arena *a, const char *s, size_t n)
{
	while (n && isspace((unsigned char)*s))
		s++, n--;
	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	return arena_strndup(a, s, n);
}

struct reading {
	struct arena *a;
	const struct data_file *f;
	struct section *list;
	size_t n, room;
	unsigned line;
	struct err *e;
};

static bool wrong(struct reading *r, const char *what, const char *which)
{
	return err_set(r->e, ERR_DATA, "%s:%u: %s '%.60s'", r->f->origin, r->line, what,
	               which);
}

static bool begin(struct reading *r, const char *name)
{
	if (r->n == SECTIONS_MAX)
		return wrong(r, "too many sections before", name);
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->list[i].name, name) == 0)
			return wrong(r, "second section", name);
	*(struct section *)arena_push(r->a, (void **)&r->list, &r->n, &r->room,
	                              sizeof *r->list) =
	    (struct section){ .name = name, .line = r->line };
	return true;
}

static bool add_pair(struct reading *r, const char *line, const char *equal)
{
	const char *key = trimmed(r->a, line, (size_t)(equal - line));
	const char *value = trimmed(r->a, equal + 1, strlen(equal + 1));
	struct section *s;

	if (!*key)
		return wrong(r, "no key before", equal);
	if (r->n == 0 && !begin(r, ""))
		return false;
	s = &r->list[r->n - 1];
	if (section_get(s, key))
		return wrong(r, "second value for key", key);
	if (s->n == PAIRS_MAX)
		return wrong(r, "too many keys before", key);
	*(struct section_pair *)arena_push(r->a, (void **)&s->v, &s->n, &s->room,
	                                   sizeof *s->v) =
	    (struct section_pair){ key, value, r->line };
	return true;
}

/* A comment begins a line, or stands behind a space. */
static const char *without_comment(struct arena *a, const char *line)
{
	const char *at = line;

	if (*line == ';' || *line == '#')
		return "";
	while ((at = strchr(at, ';')))
		if (isspace((unsigned char)at[-1]))
			return trimmed(a, line, (size_t)(at - line));
		else
			at++;
	return line;
}

static bool take_line(struct reading *r, const char *line)
{
	size_t n = strlen(line = without_comment(r->a, line));
	const char *equal = strchr(line, '=');

	if (!n)
		return true;
	if (*line == '[' && line[n - 1] == ']')
		return begin(r, trimmed(r->a, line + 1, n - 2));
	return equal ? add_pair(r, line, equal)
	             : wrong(r, "neither [name] nor key = value:", line);
}

bool sections_read(struct arena *a, const struct data_file *f, struct section **list,
                   size_t *n, struct err *e)
{
	struct reading r = { .a = a, .f = f, .e = e };
	const char *s = f->text, *end = f->text + f->size;

	if (memchr(s, '\0', f->size))
		return err_set(e, ERR_DATA, "%s: NUL byte", f->origin);
	if (f->size >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	while (s < end) {
		const char *eol = memchr(s, '\n', (size_t)(end - s));
		size_t len = (size_t)((eol ? eol : end) - s);

		r.line++;
		if (!take_line(&r, trimmed(a, s, len)))
			return false;
		s += len + 1;
	}
	*list = r.list;
	*n = r.n;
	return true;
}

const char *section_get(const struct section *s, const char *key)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i].key, key) == 0)
			return s->v[i].value;
	return NULL;
}
