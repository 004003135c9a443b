/* cited.c - what stands behind the short names of sources, as rows of the store. */
#include "cited.h"

#include "data.h"
#include "tsv.h"

struct writing {
	struct store *s;
	int rank;
};

static bool take_source(void *arg, char *const *c, unsigned line, struct err *e)
{
	struct writing *w = arg;

	(void)line;
	return store_exec(w->s, e, "INSERT INTO cited VALUES (%d, %Q, %Q, %Q, %Q)",
	                  ++w->rank, c[0], c[1], c[2], c[3]);
}

/* Columns of cases.tsv that are shown here. */
enum { CASE_ID, CASE_PROJECT, CASE_WAY, CASE_LAST = 12, CASE_SOURCE = 15 };

static bool take_case(void *arg, char *const *c, unsigned line, struct err *e)
{
	struct writing *w = arg;

	(void)line;
	return store_exec(w->s, e,
	                  "INSERT INTO cited VALUES (%d, %Q, %Q || ': ' || %Q, %Q, %Q)",
	                  ++w->rank, c[CASE_ID], c[CASE_PROJECT], c[CASE_WAY],
	                  c[CASE_SOURCE], c[CASE_LAST]);
}

bool cited_write(struct store *s, struct arena *a, struct err *e)
{
	static const char *const source_columns[] = { "key", "title", "what", "date" };
	static const char *const case_columns[] = {
		"id",   "project", "from_to",   "kind",          "endpoints",  "models",
		"jobs", "kloc",    "hours_low", "hours_central", "hours_high", "first",
		"last", "team",    "quality",   "source",        "compared"
	};
	struct writing w = { .s = s };
	struct data_file f;

	if (!data_get(a, "evidence/sources.tsv", &f, e) ||
	    !tsv_each(a, f.text, f.size, f.origin, source_columns, 4, take_source, &w, e))
		return false;
	return data_get(a, "evidence/cases.tsv", &f, e) &&
	       tsv_each(a, f.text, f.size, f.origin, case_columns, 17, take_case, &w, e);
}
