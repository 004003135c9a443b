/* counted.c - how many of what an estimate prices, for all who tell it. */
#include "sheet/counted.h"

#include <string.h>

#include "sheet/book_text.h"

/* What is served otherwise than by HTTP and an address. */
static const struct other {
	const char *kind, *one, *many;
} others[] = {
	{ "operation", TEXT_SCOPE_OPERATION, TEXT_SCOPE_OPERATIONS },
	{ "channel", TEXT_SCOPE_CHANNEL, TEXT_SCOPE_CHANNELS },
	{ "action", TEXT_SCOPE_ACTION, TEXT_SCOPE_ACTIONS },
};
enum { OTHERS = sizeof others / sizeof *others };

static const char *word(const struct counted *s, const char *english)
{
	return words_of(s->words, english);
}

static double column(const struct counted *s, const char *name, const char *what)
{
	return store_number(s->store, 0, "SELECT %s FROM scope_count WHERE what = %Q",
	                    name, what);
}

/* From the findings of the kind: they are few where all are many. */
static double of_kind(const struct counted *s, const char *what, const char *kind)
{
	return store_number(
	    s->store, 0,
	    "SELECT count(*) FROM fact CROSS JOIN item ON item.fact = fact.id"
	    " CROSS JOIN effort ON effort.unit = item.unit"
	    " WHERE fact.kind = %Q AND counts_as = %Q",
	    kind, what);
}

double counted_number(const struct counted *s, const char *what)
{
	return column(s, "n", what);
}

double counted_in_part(const struct counted *s, const char *what)
{
	return column(s, "in_part", what);
}

/* Is all of it served by HTTP and an address? Counts that were given are called so, too.
 */
static bool is_http(const struct counted *s)
{
	for (size_t i = 0; i < OTHERS; i++)
		if (of_kind(s, "endpoints", others[i].kind) > 0)
			return false;
	return true;
}

const char *counted_noun(const struct counted *s, const char *what)
{
	bool is_one = counted_number(s, what) == 1;

	if (strcmp(what, "models") == 0)
		return word(s, is_one ? TEXT_SCOPE_MODEL : TEXT_SCOPE_MODELS);
	if (strcmp(what, "jobs") == 0)
		return word(s, is_one ? TEXT_SCOPE_JOB : TEXT_SCOPE_JOBS);
	if (is_http(s))
		return word(s, is_one ? TEXT_SCOPE_HTTP_ENDPOINT
		                      : TEXT_SCOPE_HTTP_ENDPOINTS);
	return word(s, is_one ? TEXT_SCOPE_ENDPOINT : TEXT_SCOPE_ENDPOINTS);
}

static const char *served(const struct counted *s)
{
	double http = counted_number(s, "endpoints");
	const char *list = "";

	for (size_t i = 0; i < OTHERS; i++) {
		double n = of_kind(s, "endpoints", others[i].kind);

		http -= n;
		if (n > 0)
			list = arena_printf(s->arena, "%s, %.0f %s", list, n,
			                    word(s, n == 1 ? others[i].one
			                                   : others[i].many));
	}
	if (!*list)
		return "";
	return http > 0 ? arena_printf(s->arena, "%.0f %s%s", http,
	                               word(s, TEXT_SCOPE_HTTP), list)
	                : list + 2;
}

static const char *timed(const struct counted *s)
{
	double n = of_kind(s, "jobs", "schedule");

	if (n <= 0)
		return "";
	return n == counted_number(s, "jobs")
	         ? word(s, TEXT_SCOPE_BY_CLOCK)
	         : word(s, arena_printf(s->arena, TEXT_SCOPE_SOME_BY_CLOCK, n));
}

const char *counted_kinds(const struct counted *s, const char *what)
{
	double in_part = counted_in_part(s, what);
	const char *kinds = "", *part = "";

	if (strcmp(what, "endpoints") == 0)
		kinds = served(s);
	else if (strcmp(what, "jobs") == 0)
		kinds = timed(s);
	if (in_part > 0)
		part = word(s, arena_printf(s->arena, TEXT_SCOPE_IN_PART, in_part));
	return arena_printf(s->arena, "%s%s%s", kinds, *kinds && *part ? ", " : "", part);
}

/* "a, b and c" */
static const char *joined(const struct counted *s, const char *const *part, int n)
{
	const char *list = n > 0 ? part[0] : "";

	for (int i = 1; i < n; i++)
		list = arena_printf(s->arena, "%s%s%s", list,
		                    i + 1 < n ? ", " : word(s, TEXT_AND), part[i]);
	return list;
}

const char *counted_text(const struct counted *s)
{
	static const char *const counted[] = { "endpoints", "models", "jobs" };
	const char *part[3];
	int parts = 0;

	for (int i = 0; i < 3; i++) {
		double n = counted_number(s, counted[i]);
		const char *kinds;

		if (n <= 0)
			continue;
		kinds = counted_kinds(s, counted[i]);
		part[parts++] = arena_printf(s->arena,
		                             *kinds ? "%.0f %s (%s)" : "%.0f %s", n,
		                             counted_noun(s, counted[i]), kinds);
	}
	return joined(s, part, parts);
}
