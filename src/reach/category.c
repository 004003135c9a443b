/* category.c - what a call of a library is, by the library's category. */
#include <string.h>

#include "reach/reach.h"
#include "text/data.h"

enum { COLUMNS = 8 };

static bool split(char *line, char **columns, struct err *e)
{
	size_t n = 1;

	columns[0] = line;
	for (char *p = line; *p; p++) {
		if (*p != '\t')
			continue;
		if (n == COLUMNS)
			return err_set(e, ERR_DATA, "more than %d columns", COLUMNS);
		*p = '\0';
		columns[n++] = p + 1;
	}
	return n == COLUMNS ||
	       err_set(e, ERR_DATA, "%zu columns, expected %d", n, COLUMNS);
}

static void add_names(struct patterns *p, struct arena *a, char *words)
{
	char *rest = words;

	for (char *word; (word = strtok_r(rest, " ", &rest));)
		patterns_add(p, a, &(struct name){ .s = word }, 1);
}

static bool parse_row(struct category *row, struct arena *a, char *line, struct err *e)
{
	enum fact_kind kind;
	char *c[COLUMNS];

	if (!split(line, c, e))
		return false;
	*row = (struct category){ .name = c[0],
		                  .meaning = c[7],
		                  .fact = -1,
		                  .is_kept = strcmp(c[2], "yes") == 0,
		                  .trait = strcmp(c[3], "-") ? c[3] : NULL,
		                  .is_wrapped = strcmp(c[4], "yes") == 0,
		                  .stays = strcmp(c[5], "yes") == 0 };
	if (strcmp(c[6], "-") != 0)
		add_names(&row->names, a, c[6]);
	if (strcmp(c[1], "-") == 0)
		return true;
	if (!fact_kind_of(c[1], &kind))
		return err_set(e, ERR_DATA, "'%s' is no kind of fact", c[1]);
	row->fact = (int)kind;
	return true;
}

bool categories_parse(struct categories *c, struct arena *a, const char *text,
                      size_t size, const char *origin, struct err *e)
{
	const char *end = text + size, *eol;
	bool named = false;
	unsigned line = 1;
	size_t room = 0;

	*c = (struct categories){ 0 };
	for (; text < end; text = eol + 1, line++) {
		struct category row;
		size_t n;

		eol = memchr(text, '\n', (size_t)(end - text));
		eol = eol ? eol : end;
		n = (size_t)(eol - text);
		if (!n || *text == '#')
			continue;
		if (!named) {
			named = true; /* names of the columns */
			continue;
		}
		if (!parse_row(&row, a, arena_strndup(a, text, n), e))
			return err_within(e, "%s:%u", origin, line);
		*(struct category *)arena_push(a, (void **)&c->v, &c->n, &room,
		                               sizeof row) = row;
	}
	return true;
}

bool categories_load(struct categories *c, struct arena *a, struct err *e)
{
	struct data_file f;

	return data_get(a, "mapping/categories.tsv", &f, e) &&
	       categories_parse(c, a, f.text, f.size, f.origin, e);
}

const struct category *category_find(const struct categories *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->v[i].name, name) == 0)
			return &c->v[i];
	return NULL;
}
