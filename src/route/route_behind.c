/* route_behind.c - calls behind an endpoint, a view set or a router:
 * router.get("/x", f).use(auth), router.resource("x", C).only(["show"]). */
#include "handler/guard.h"
#include "route/route_parts.h"

enum { LINKS_MAX = 16 };

/* The calls that stand behind this one, the last first. */
static size_t links_behind(const struct expr *call, const struct scope *s,
                           const struct expr *out[LINKS_MAX])
{
	for (const struct site *t = s->first_site; t; t = t->next) {
		const struct expr *e = t->call;
		size_t n = 0;

		while (e && e != call && e->kind == EXPR_CALL && expr_left(e) &&
		       expr_left(e)->kind == EXPR_ATTR && n < LINKS_MAX) {
			out[n++] = e;
			e = expr_left(expr_left(e));
		}
		if (e == call)
			return n;
	}
	return 0;
}

const char *route_behind(struct linker *l, const struct detector *d,
                         const struct expr *call, const struct scope *s)
{
	const struct expr *links[LINKS_MAX];
	const char *guard = NULL;

	for (size_t n = d->chained.n ? links_behind(call, s, links) : 0; n && !guard; n--)
		if (patterns_say(&d->chained, expr_left(links[n - 1])->text.s) ==
		    LIKE_YES)
			guard = guard_named(l, d, expr_first(links[n - 1]));
	return guard;
}

static bool is_among(struct linker *l, const struct expr *names, const struct scope *s,
                     struct name action)
{
	struct texts t;

	t.n = 0;
	if (names)
		eval_text_list(&l->eval, names, s, NULL, &t);
	for (size_t i = 0; i < t.n; i++)
		if (name_is(action, t.v[i].s))
			return true;
	return false;
}

static bool takes_away(struct linker *l, const struct rule *r, const struct expr *link,
                       const struct scope *s, struct name action)
{
	if (r->word_count == 1)
		return !is_among(l, expr_first(link), s, action);
	if (name_is(r->words[1], "!"))
		return is_among(l, expr_first(link), s, action);
	for (size_t i = 1; i < r->word_count; i++)
		if (name_eq(r->words[i], action))
			return true;
	return false;
}

bool route_leaves(struct linker *l, const struct detector *d, const struct expr *call,
                  const struct scope *s, struct name action)
{
	const struct expr *links[LINKS_MAX];
	size_t n = 0;
	bool is_asked = false;

	for (const struct rule *r = d->rules; r; r = r->next) {
		if (r->word != WORD_narrows)
			continue;
		if (!is_asked)
			n = links_behind(call, s, links);
		is_asked = true;
		for (size_t i = 0; i < n; i++)
			if (name_eq(expr_left(links[i])->text, r->words[0]) &&
			    takes_away(l, r, links[i], s, action))
				return false;
	}
	return true;
}
