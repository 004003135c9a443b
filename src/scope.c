/* scope.c - how many of what an estimate prices, for all who tell it. */
#include "scope.h"

#include <string.h>

#include "book_text.h"

/* Of these the nouns are made; `kind` NULL: of facts of any other kind. */
static const struct noun {
	const char *what, *kind, *one, *many;
} nouns[] = {
	{ "endpoints", "endpoint", TEXT_SCOPE_HTTP, TEXT_SCOPE_HTTP },
	{ "endpoints", "operation", TEXT_SCOPE_OPERATION, TEXT_SCOPE_OPERATIONS },
	{ "endpoints", "channel", TEXT_SCOPE_CHANNEL, TEXT_SCOPE_CHANNELS },
	{ "endpoints", "action", TEXT_SCOPE_ACTION, TEXT_SCOPE_ACTIONS },
};
enum { NOUNS = sizeof nouns / sizeof *nouns };

static const char *word(const struct scope *s, const char *english)
{
	return words_of(s->words, english);
}

static double column(const struct scope *s, const char *name, const char *what)
{
	return store_number(s->store, 0, "SELECT %s FROM scope_count WHERE what = %Q",
	                    name, what);
}

static double of_kind(const struct scope *s, const char *what, const char *kind)
{
	return store_number(s->store, 0,
	                    "SELECT n FROM scope_kind WHERE what = %Q AND kind = %Q",
	                    what, kind);
}

double scope_count(const struct scope *s, const char *what)
{
	return column(s, "n", what);
}

/* Endpoints that answer to HTTP, all of them; or counts, which are called so. */
static bool is_http(const struct scope *s)
{
	return of_kind(s, "endpoints", "endpoint") + of_kind(s, "endpoints", "") ==
	       scope_count(s, "endpoints");
}

const char *scope_noun(const struct scope *s, const char *what)
{
	bool is_one = scope_count(s, what) == 1;

	if (strcmp(what, "models") == 0)
		return word(s, is_one ? TEXT_SCOPE_MODEL : TEXT_SCOPE_MODELS);
	if (strcmp(what, "jobs") == 0)
		return word(s, is_one ? TEXT_SCOPE_JOB : TEXT_SCOPE_JOBS);
	if (is_http(s))
		return word(s, is_one ? TEXT_SCOPE_HTTP_ENDPOINT
		                      : TEXT_SCOPE_HTTP_ENDPOINTS);
	return word(s, is_one ? TEXT_SCOPE_ENDPOINT : TEXT_SCOPE_ENDPOINTS);
}

static const char *served(const struct scope *s)
{
	const char *list = "";

	for (size_t i = 0; i < NOUNS; i++) {
		double n = of_kind(s, nouns[i].what, nouns[i].kind);

		if (n > 0)
			list = arena_printf(s->arena, "%s%s%.0f %s", list,
			                    *list ? ", " : "", n,
			                    word(s,
			                         n == 1 ? nouns[i].one : nouns[i].many));
	}
	return list;
}

static const char *timed(const struct scope *s)
{
	double n = of_kind(s, "jobs", "schedule");

	if (n <= 0)
		return "";
	return n == scope_count(s, "jobs")
	         ? word(s, TEXT_SCOPE_BY_CLOCK)
	         : word(s, arena_printf(s->arena, TEXT_SCOPE_SOME_BY_CLOCK, n));
}

const char *scope_kinds(const struct scope *s, const char *what)
{
	double in_part = column(s, "in_part", what);
	const char *kinds = "", *part = "";

	if (strcmp(what, "endpoints") == 0 && !is_http(s))
		kinds = served(s);
	else if (strcmp(what, "jobs") == 0)
		kinds = timed(s);
	if (in_part > 0)
		part = word(s, arena_printf(s->arena, TEXT_SCOPE_IN_PART, in_part));
	return arena_printf(s->arena, "%s%s%s", kinds, *kinds && *part ? ", " : "", part);
}

/* "a, b and c" */
static const char *joined(const struct scope *s, const char *const *part, int n)
{
	const char *list = n > 0 ? part[0] : "";

	for (int i = 1; i < n; i++)
		list = arena_printf(s->arena, "%s%s%s", list,
		                    i + 1 < n ? ", " : word(s, TEXT_AND), part[i]);
	return list;
}

const char *scope_text(const struct scope *s)
{
	static const char *const counted[] = { "endpoints", "models", "jobs" };
	const char *part[3];
	int parts = 0;

	for (int i = 0; i < 3; i++) {
		double n = scope_count(s, counted[i]);
		const char *kinds;

		if (n <= 0)
			continue;
		kinds = scope_kinds(s, counted[i]);
		part[parts++] = arena_printf(s->arena,
		                             *kinds ? "%.0f %s (%s)" : "%.0f %s", n,
		                             scope_noun(s, counted[i]), kinds);
	}
	return joined(s, part, parts);
}
