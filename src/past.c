/* past.c - what the hours were held against, as rows of the store. */
#include "past.h"

#include <stdlib.h>

#include "data.h"
#include "tsv.h"

struct writing {
	struct store *s;
	bool is_own;
	int rank;
};

static bool take_row(void *arg, char *const *cells, unsigned line, struct err *e)
{
	struct writing *w = arg;
	double number[4];

	(void)line;
	for (int i = 0; i < 4; i++) {
		char *end;

		number[i] = strtod(cells[3 + i], &end);
		if (*end || !(number[i] >= 0) || (i < 2 && !(number[i] > 0)))
			return err_set(e, ERR_DATA, "hours are needed, not '%.40s'",
			               cells[3 + i]);
	}
	return store_exec(w->s, e,
	                  "INSERT INTO past_project VALUES (%d, %d, %Q, %Q, %Q, %!.17g,"
	                  " %!.17g, %!.17g, %!.17g, %Q)",
	                  ++w->rank, (int)w->is_own, cells[0], cells[1], cells[2],
	                  number[0], number[1], number[2], number[3], cells[7]);
}

bool past_write(struct store *s, struct arena *a, struct err *e)
{
	static const char *const columns[] = { "name",   "what", "compared", "estimated",
		                               "actual", "low",  "high",     "source" };
	struct data_file f;
	struct writing w = { .s = s };

	if (!data_get(a, "evidence/past.tsv", &f, e))
		return false;
	w.is_own = f.is_own;
	return tsv_each(a, f.text, f.size, f.origin, columns,
	                sizeof columns / sizeof *columns, take_row, &w, e);
}
