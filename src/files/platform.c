/* platform.c - files whose names say how code is packaged, checked, tested, deployed. */
#include "files/platform.h"

#include <string.h>

#include "text/data.h"

enum { COLUMNS = 4 };

static bool parse_row(struct platform *row, char *line, struct err *e)
{
	char *c[COLUMNS];
	size_t n = 1;

	c[0] = line;
	for (char *p = line; *p; p++) {
		if (*p != '\t')
			continue;
		if (n == COLUMNS)
			return err_set(e, ERR_DATA, "more than %d columns", COLUMNS);
		*p = '\0';
		c[n++] = p + 1;
	}
	if (n < COLUMNS)
		return err_set(e, ERR_DATA, "%zu columns, expected %d", n, COLUMNS);
	if (!*c[0] || !*c[1] || !*c[2])
		return err_set(e, ERR_DATA, "pattern, variety and name must be there");
	*row = (struct platform){
		.pattern = c[0], .variety = c[1], .name = c[2], .meaning = c[3]
	};
	return true;
}

/* What a name must begin with: the last part of the pattern does. */
static unsigned letter_of(const char *pattern)
{
	const char *slash = strrchr(pattern, '/');
	unsigned char c = (unsigned char)(slash ? slash[1] : pattern[0]);

	return c == '*' || c >= 128 ? 0 : c;
}

/* A star at the end may stand for any. */
static uint32_t end_bits(const char *s)
{
	size_t n = strlen(s);

	return !n || s[n - 1] == '*' ? UINT32_MAX : (uint32_t)1 << (s[n - 1] & 31);
}

static void index_rows(struct platforms *p, struct arena *a)
{
	for (size_t i = 0; i < p->n; i++)
		p->count[letter_of(p->v[i].pattern)]++;
	for (unsigned c = 0; c < 128; c++) {
		p->by_letter[c] = arena_alloc(a, (p->count[c] + 1u) * sizeof(uint16_t));
		p->count[c] = 0;
	}
	for (size_t i = 0; i < p->n; i++) {
		unsigned c = letter_of(p->v[i].pattern);

		p->by_letter[c][p->count[c]++] = (uint16_t)i;
		p->v[i].ends = end_bits(p->v[i].pattern);
		p->ends[c] |= p->v[i].ends;
	}
}

bool platforms_parse(struct platforms *p, struct arena *a, const char *text, size_t size,
                     const char *origin, struct err *e)
{
	const char *end = text + size, *eol;
	bool named = false;
	uint32_t line = 1;

	*p = (struct platforms){ 0 };
	for (; text < end && p->n < UINT16_MAX; text = eol + 1, line++) {
		struct platform row;

		eol = memchr(text, '\n', (size_t)(end - text));
		eol = eol ? eol : end;
		if (eol == text || *text == '#')
			continue;
		if (!named) {
			named = true; /* names of the columns */
			continue;
		}
		if (!parse_row(&row, arena_strndup(a, text, (size_t)(eol - text)), e))
			return err_within(e, "%s:%u", origin, line);
		row.line = line;
		*(struct platform *)arena_push(a, (void **)&p->v, &p->n, &p->room,
		                               sizeof row) = row;
	}
	index_rows(p, a);
	return true;
}

bool platforms_load(struct platforms *p, struct arena *a, struct err *e)
{
	struct data_file f;

	return data_get(a, "mapping/files.tsv", &f, e) &&
	       platforms_parse(p, a, f.text, f.size, f.origin, e);
}

/* `*` is any text without a slash. */
static bool fits(const char *pattern, const char *s)
{
	const char *star = NULL, *from = NULL;

	while (*s) {
		if (*pattern == '*') {
			star = ++pattern;
			from = s;
		} else if (*pattern == *s) {
			pattern++;
			s++;
		} else if (star && *from != '/') {
			pattern = star;
			s = ++from;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

/* The end of the path that has as many slashes as the pattern. */
static const char *tail_like(const char *pattern, const char *path, const char *name)
{
	for (const char *c = pattern; *c; c++) {
		if (*c != '/')
			continue;
		if (name == path)
			return NULL;
		for (name--; name > path && name[-1] != '/';)
			name--;
	}
	return name;
}

static const struct platform *among(const struct platforms *p, unsigned letter,
                                    const char *path, const char *name, uint32_t end)
{
	if (!(p->ends[letter] & end))
		return NULL;
	for (unsigned i = 0; i < p->count[letter]; i++) {
		const struct platform *row = &p->v[p->by_letter[letter][i]];
		const char *tail = row->ends & end ? tail_like(row->pattern, path, name)
		                                   : NULL;

		if (tail && fits(row->pattern, tail))
			return row;
	}
	return NULL;
}

const struct platform *platform_of(const struct platforms *p, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	unsigned char c = (unsigned char)*name;
	uint32_t end = end_bits(name);
	const struct platform *row = c && c < 128 ? among(p, c, path, name, end) : NULL;

	return row ? row : among(p, 0, path, name, end);
}

const struct platform *platform_kind(const struct platforms *p, const char *variety)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->v[i].variety, variety) == 0)
			return &p->v[i];
	return NULL;
}

bool platform_is_below(const struct platforms *p, const char *variety, const char *folder,
                       size_t len)
{
	for (size_t i = 0; i < p->n; i++) {
		const char *name = p->v[i].pattern;
		size_t n = strlen(name);

		if (strcmp(p->v[i].variety, variety) != 0)
			continue;
		if (memmem(folder, len, name, n) ||
		    (*name == '/' && n - 1 <= len && !memcmp(folder, name + 1, n - 1)))
			return true;
	}
	return false;
}
