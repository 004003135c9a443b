/* model_kept.c - the files of a model, kept with the estimate that they made. */
#include "store/model_kept.h"

#include <stdlib.h>
#include <string.h>

/* What prices come from; all else is how code is read or what a workbook holds. */
static bool is_price(const char *path)
{
	return strncmp(path, "cost/", strlen("cost/")) == 0 ||
	       strncmp(path, "calendar/", strlen("calendar/")) == 0 ||
	       strncmp(path, "mapping/constructs", strlen("mapping/constructs")) == 0;
}

bool model_kept_write(struct store *s, struct err *e)
{
	struct data_view now = data_view();

	for (size_t i = 0; i < now.n; i++)
		if (is_price(now.files[i].path) &&
		    !store_exec(s, e, "INSERT INTO model_file VALUES (%Q, %Q, %d)",
		                now.files[i].path, now.files[i].text,
		                (int)now.files[i].is_own))
			return false;
	return true;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct data_file *)a)->path,
	              ((const struct data_file *)b)->path);
}

bool model_kept_view(struct store *s, struct arena *a, struct data_view *v, struct err *e)
{
	struct data_view now = data_view();
	struct data_file *list = NULL;
	size_t n = 0, room = 0;
	sqlite3_stmt *q = store_select(s, a, e,
	                               "SELECT path, text, is_own FROM model_file");

	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(q, 1);
		struct data_file *f = arena_push(a, (void **)&list, &n, &room,
		                                 sizeof *list);

		*f = (struct data_file){
			.path = arena_strdup(a, (const char *)sqlite3_column_text(q, 0)),
			.text = arena_strdup(a, text),
			.size = strlen(text),
			.is_own = sqlite3_column_int(q, 2) != 0,
		};
		f->origin = arena_printf(a, "%s of %s", f->path,
		                         s->path ? s->path : "the store");
	}
	if (n == 0)
		return err_set(e, ERR_DATA, "the store does not hold its model");
	for (size_t i = 0; i < now.n; i++)
		if (!is_price(now.files[i].path))
			*(struct data_file *)arena_push(a, (void **)&list, &n, &room,
			                                sizeof *list) = now.files[i];
	qsort(list, n, sizeof *list, by_path);
	*v = (struct data_view){ list, n };
	return true;
}
