/* passed_by.c - folders that are not entered, by their names. */
#include "files/passed_by.h"

#include <string.h>

#include "text/data.h"
#include "text/tsv.h"

struct reading {
	struct passed_by_list *list;
	struct arena *arena;
};

static bool read_when(uint8_t *when, const char *word, struct err *e)
{
	static const char *const words[] = {
#define WAY(name, word) word,
		PASSED_BY_WAYS(WAY)
#undef WAY
	};

	for (uint8_t i = 0; i < PASSED_BY_WAYS_END; i++)
		if (strcmp(words[i], word) == 0) {
			*when = i;
			return true;
		}
	return err_set(e, ERR_DATA, "'%s' does not say when it is entered", word);
}

static bool read_row(void *arg, char *const *cells, unsigned line, struct err *e)
{
	struct reading *r = arg;
	struct passed_by row = { .name = cells[0],
		                 .is_told = strcmp(cells[2], "yes") == 0,
		                 .reason = cells[3] };

	(void)line;
	if (!*row.name || !*row.reason)
		return err_set(e, ERR_DATA, "folder and meaning must be there");
	if (!row.is_told && strcmp(cells[2], "no") != 0)
		return err_set(e, ERR_DATA, "'%s' is neither yes nor no", cells[2]);
	if (!read_when(&row.when, cells[1], e))
		return false;
	*(struct passed_by *)arena_push(r->arena, (void **)&r->list->v, &r->list->n,
	                                &r->list->room, sizeof row) = row;
	return true;
}

bool passed_by_load(struct passed_by_list *l, struct arena *a, struct err *e)
{
	static const char *const columns[] = { "folder", "entered", "told", "meaning" };
	struct reading r = { l, a };
	struct data_file f;

	return data_get(a, "mapping/folders.tsv", &f, e) &&
	       tsv_each(a, f.text, f.size, f.origin, columns,
	                sizeof columns / sizeof *columns, read_row, &r, e);
}

const struct passed_by *passed_by_of(const struct passed_by_list *l, const char *name)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].name[0] == *name && strcmp(l->v[i].name, name) == 0)
			return &l->v[i];
	return NULL;
}
