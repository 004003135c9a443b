/* sql.c - is a text a statement of SQL, and what does it ask? */
#include "read/sql.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
	WORDS_MAX = 512,
	TABLE_MAX = 80,
};

/* ---- words ----------------------------------------------------------------------------
 */

/* A word, a quoted name, a parameter, or one byte of anything else. */
struct word {
	const char *s;
	size_t n;
};

struct words {
	struct word v[WORDS_MAX];
	size_t n;
};

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$' || (c & 0x80);
}

static bool is_two(const char *p, const char *end, const char *two)
{
	return end - p >= 2 && p[0] == two[0] && p[1] == two[1];
}

static const char *skip_comment(const char *p, const char *end)
{
	if (is_two(p, end, "--")) {
		while (p < end && *p != '\n')
			p++;
	} else if (is_two(p, end, "/*")) {
		while (p < end && !is_two(p, end, "*/"))
			p++;
		p += p < end ? 2 : 0;
	}
	return p;
}

static void split(struct words *w, const char *p, const char *end)
{
	w->n = 0;
	while (p < end && w->n < WORDS_MAX) {
		const char *from = p;

		if (isspace((unsigned char)*p)) {
			p++;
			continue;
		}
		p = skip_comment(p, end);
		if (p > from)
			continue;
		if (*p == '\'' || *p == '"' || *p == '`') {
			const char *close = memchr(p + 1, *p, (size_t)(end - p - 1));

			p = close ? close + 1 : p + 1;
		} else if (in_word(*p)) {
			while (p < end && in_word(*p))
				p++;
		} else {
			p++;
		}
		w->v[w->n++] = (struct word){ from, (size_t)(p - from) };
	}
}

static bool says(const struct words *w, size_t i, const char *word)
{
	return i < w->n && strlen(word) == w->v[i].n &&
	       !strncasecmp(w->v[i].s, word, w->v[i].n);
}

static bool says_any(const struct words *w, size_t i, const char *const *words)
{
	for (; *words; words++)
		if (says(w, i, *words))
			return true;
	return false;
}

/* The first place of the word from i on; w->n: nowhere. */
static size_t find(const struct words *w, size_t i, const char *word)
{
	while (i < w->n && !says(w, i, word))
		i++;
	return i;
}

static bool is_name(const struct words *w, size_t i)
{
	return i < w->n && (in_word(*w->v[i].s) || strchr("\"`[?:%{", *w->v[i].s));
}

/* ---- is it one ------------------------------------------------------------------------
 */

static bool begins_list(const struct words *w, size_t i)
{
	static const char *const begins[] = { "(", "?", "$", ":", "%", "@", NULL };

	return says_any(w, i, begins) || (i < w->n && isdigit((unsigned char)*w->v[i].s));
}

/* insert or ignore into, replace into */
static bool goes_into(const struct words *w)
{
	size_t into = find(w, 1, "into");

	return into <= 4 && is_name(w, into + 1);
}

static bool goes_on(const struct words *w)
{
	size_t at;

	if (says(w, 0, "select")) {
		at = find(w, 1, "from");
		return (at > 1 && (is_name(w, at + 1) || says(w, at + 1, "("))) ||
		       begins_list(w, 1) || (is_name(w, 1) && says(w, 2, "("));
	}
	if (says(w, 0, "insert") || says(w, 0, "replace") || says(w, 0, "merge"))
		return goes_into(w);
	if (says(w, 0, "update")) {
		at = find(w, 2, "set");
		return at <= 14 && at < w->n;
	}
	if (says(w, 0, "delete"))
		return find(w, 1, "from") <= 3 && is_name(w, find(w, 1, "from") + 1);
	if (says(w, 0, "with")) {
		at = find(w, 2, "as");
		return at < w->n && is_name(w, 1) && find(w, at, "(") <= at + 3 &&
		       find(w, at, "(") < w->n;
	}
	return says(w, 0, "truncate") && is_name(w, 1) && w->n <= 6;
}

/* All in capitals: nobody writes plain language so. */
static bool is_loud(const struct word *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (islower((unsigned char)w->s[i]))
			return false;
	return true;
}

/* The longest run of words with nothing between them, from 1 up to there. */
static size_t longest_run(const struct words *w, size_t to)
{
	static const char *const keywords[] = { "distinct", "as",   "case", "when",
		                                "then",     "else", "end",  "not",
		                                "null",     "is",   "and",  "over",
		                                "all",      NULL };
	size_t run = 0, longest = 0;

	for (size_t i = 1; i < to; i++) {
		run = is_name(w, i) && !says_any(w, i, keywords) ? run + 1 : 0;
		if (run > longest)
			longest = run;
	}
	return longest;
}

/* In small letters: does it say anything that plain language does not? */
static bool is_told(const struct words *w)
{
	static const char *const keywords[] = { "*",     "=",     "?",     "%",
		                                "{",     "where", "limit", "order",
		                                "inner", "left",  "join",  "group",
		                                NULL };
	size_t from = find(w, 1, "from");

	if (islower((unsigned char)*w->v[0].s) == 0 || says(w, 0, "merge") ||
	    says(w, 0, "truncate"))
		return false;
	if (says(w, 0, "with"))
		return find(w, 3, "select") < w->n;
	if (says(w, 0, "update"))
		return find(w, 2, "=") < w->n;
	if (says(w, 0, "insert") || says(w, 0, "replace"))
		return find(w, 2, "(") < w->n || find(w, 2, "values") < w->n;
	if (says(w, 0, "delete") ? from > 1 : longest_run(w, from) > 2)
		return false;
	for (size_t i = 1; i < w->n; i++)
		if (says_any(w, i, keywords))
			return true;
	return false;
}

static bool is_statement(const struct words *w)
{
	return goes_on(w) && (is_loud(&w->v[0]) || is_told(w));
}

/* ---- what it asks ---------------------------------------------------------------------
 */

static const char *variety_of(const struct words *w)
{
	static const char *const joins[] = { "join", "union", "intersect", "except",
		                             NULL };
	static const char *const sums[] = { "count", "sum", "avg", "min", "max", NULL };
	const char *variety = "crud";
	bool lock = false, window = says(w, 0, "with"), sum = false, join = false;

	for (size_t i = 1; i < w->n; i++) {
		bool called = says(w, i + 1, "(");

		lock = lock || (says(w, i, "for") &&
		                (says(w, i + 1, "update") || says(w, i + 1, "share") ||
		                 says(w, i + 1, "no")));
		window = window || (called && says(w, i, "over"));
		sum = sum || (called && says_any(w, i, sums)) ||
		      (says(w, i, "group") && says(w, i + 1, "by"));
		join = join || says_any(w, i, joins) || says(w, i, "select");
	}
	if (join)
		variety = "join";
	if (sum)
		variety = "aggregate";
	if (lock)
		variety = "lock";
	return window ? "window" : variety;
}

/* The word outside of brackets: extract(epoch from t) is of no table. w->n: nowhere. */
static size_t find_outside(const struct words *w, size_t i, const char *word)
{
	size_t depth = 0;

	for (; i < w->n && (depth || !says(w, i, word)); i++)
		if (says(w, i, "("))
			depth++;
		else if (says(w, i, ")"))
			depth -= depth > 0;
	return i;
}

/* Behind `from` or `into` that says the table: of a part in brackets, its own. */
static size_t table_at(const struct words *w)
{
	static const char *const between[] = { "only", "low_priority", "ignore",
		                               "or",   "rollback",     "abort",
		                               "fail", "replace",      "table",
		                               NULL };
	size_t at = 1;

	if (says(w, 0, "with"))
		at = find(w, 1, "from") + 1;
	else if (says(w, 0, "select") || says(w, 0, "delete"))
		at = find_outside(w, 1, "from") + 1;
	else if (!says(w, 0, "update") && !says(w, 0, "truncate"))
		at = find(w, 1, "into") + 1;
	while (says_any(w, at, between))
		at++;
	while (says(w, at, "("))
		at = find(w, at, "from") + 1;
	return at;
}

/* The table as a row names it: without schema and quotes. "" when code says it. */
static const char *table_of(const struct words *w, struct arena *a)
{
	size_t at = table_at(w);
	struct word x;

	while (at + 2 < w->n && says(w, at + 1, "."))
		at += 2;
	if (says(w, at, "["))
		at++;
	if (at >= w->n)
		return "";
	x = w->v[at];
	if (x.n > 2 && (*x.s == '"' || *x.s == '`')) {
		x.s++;
		x.n -= 2;
	}
	if (x.n > TABLE_MAX || isdigit((unsigned char)*x.s) || !in_word(*x.s) ||
	    *x.s == '$')
		return "";
	return arena_strndup(a, x.s, x.n);
}

/* ---- the whole ------------------------------------------------------------------------
 */

/* Behind the blanks and brackets in front. */
static const char *start(const char *p, const char *end)
{
	while (p < end && (isspace((unsigned char)*p) || *p == '('))
		p++;
	return p;
}

bool sql_may_begin(const char *p, const char *end)
{
	p = start(p, end);
	if (end - p < 4)
		return false;
	switch (p[0] | 0x20) {
	case 's': return !strncasecmp(p, "select", 6);
	case 'i': return !strncasecmp(p, "insert", 6);
	case 'u': return !strncasecmp(p, "update", 6);
	case 'd': return !strncasecmp(p, "delete", 6);
	case 'w': return !strncasecmp(p, "with", 4);
	case 'r': return !strncasecmp(p, "replace", 7);
	case 'm': return !strncasecmp(p, "merge", 5);
	case 't': return !strncasecmp(p, "truncate", 8);
	case '-': return p[1] == '-';
	case '/': return p[1] == '*';
	case '\\': return true; /* "\n SELECT .." */
	default: return false;
	}
}

bool sql_read(struct sql *q, struct arena *a, const char *s, size_t n)
{
	struct words w;

	split(&w, start(s, s + n), s + n);
	if (!w.n || !is_statement(&w))
		return false;
	*q = (struct sql){ variety_of(&w), table_of(&w, a) };
	return true;
}
