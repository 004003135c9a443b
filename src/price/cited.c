/* cited.c - what stands behind the short names of sources, as rows of the store. */
#include "price/cited.h"

#include <ctype.h>
#include <string.h>

#include "text/data.h"
#include "text/tsv.h"

struct writing {
	struct store *s;
	int rank;
};

static bool take_source(void *arg, char *const *c, unsigned line, struct err *e)
{
	struct writing *w = arg;

	(void)line;
	return store_exec(w->s, e, "INSERT INTO cited VALUES (%d, %Q, %Q, %Q, %Q, %Q)",
	                  ++w->rank, c[0], *c[1] ? c[1] : c[0], c[2], c[3], c[4]);
}

/* Columns of cases.tsv that are shown here. */
enum { CASE_ID, CASE_PROJECT, CASE_WAY, CASE_LAST = 12, CASE_SOURCE = 15 };

static bool take_case(void *arg, char *const *c, unsigned line, struct err *e)
{
	struct writing *w = arg;

	(void)line;
	return store_exec(
	    w->s, e, "INSERT INTO cited VALUES (%d, %Q, %Q, %Q || ': ' || %Q, %Q, %Q)",
	    ++w->rank, c[CASE_ID], c[CASE_ID], c[CASE_PROJECT], c[CASE_WAY],
	    c[CASE_SOURCE], c[CASE_LAST]);
}

static const char *const source_columns[] = { "key", "name", "title", "what", "date" };

/* ---- names for people --------------------------------------------------- */

struct names {
	struct arena *a;
	const char *text;
};

static char **put(char **to, const char *s, size_t n)
{
	memcpy(*to, s, n);
	*to += n;
	return to;
}

/* ":46" and ":45-47" behind a name: ", line 46", ", lines 45-47", written to `to`.
 * Returns how much of s it was. */
static size_t name_lines(char **to, const char *s)
{
	size_t n = *s == ':' && isdigit((unsigned char)s[1])
	             ? 1 + strspn(s + 1, "0123456789")
	             : 0;
	size_t more = n && s[n] == '-' ? strspn(s + n + 1, "0123456789") : 0;

	n += more ? more + 1 : 0;
	if (n)
		put(put(to, more ? ", lines " : ", line ", more ? 8 : 7), s + 1, n - 1);
	return n;
}

static bool name_source(void *arg, char *const *c, unsigned line, struct err *e)
{
	enum { LINES = sizeof ", lines " };
	struct names *x = arg;
	const char *from = x->text, *at;
	size_t n = strlen(c[0]), count = 0;
	char *text, *to;

	(void)line, (void)e;
	for (at = from; *c[1] && (at = strstr(at, c[0])); at += n)
		count++;
	if (!count)
		return true;
	text = to = arena_alloc(x->a, strlen(from) + 1 + count * (strlen(c[1]) + LINES));
	while ((at = strstr(from, c[0]))) {
		put(put(&to, from, (size_t)(at - from)), c[1], strlen(c[1]));
		from = at + n + name_lines(&to, at + n);
	}
	put(&to, from, strlen(from) + 1);
	x->text = text;
	return true;
}

bool cited_names(struct arena *a, const char **text, struct err *e)
{
	struct names x = { a, *text };
	struct data_file f;

	if (!data_get(a, "evidence/sources.tsv", &f, e) ||
	    !tsv_each(a, f.text, f.size, f.origin, source_columns, 5, name_source, &x, e))
		return false;
	*text = x.text;
	return true;
}

/* ---- rows ---------------------------------------------------------------- */

bool cited_write(struct store *s, struct arena *a, struct err *e)
{
	static const char *const case_columns[] = {
		"id",   "project", "from_to",   "kind",          "endpoints",  "models",
		"jobs", "kloc",    "hours_low", "hours_central", "hours_high", "first",
		"last", "team",    "quality",   "source",        "compared"
	};
	struct writing w = { .s = s };
	struct data_file f;

	if (!data_get(a, "evidence/sources.tsv", &f, e) ||
	    !tsv_each(a, f.text, f.size, f.origin, source_columns, 5, take_source, &w, e))
		return false;
	return data_get(a, "evidence/cases.tsv", &f, e) &&
	       tsv_each(a, f.text, f.size, f.origin, case_columns, 17, take_case, &w, e);
}
