/* terms.c - what a contract says beside the price: reports/contract.terms. */
#include "sheet/terms.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/sections.h"

/* ---- sentences -----------------------------------------------------------------------
 */

/* "{tax%}": its length, or 0. */
static size_t place(const char *p)
{
	const char *s = p + 1;

	if (*p != '{')
		return 0;
	while (islower((unsigned char)*s) || *s == '_')
		s++;
	if (s == p + 1)
		return 0;
	s += *s == '%';
	return *s == '}' ? (size_t)(s - p) + 1 : 0;
}

void terms_parts(const char *line, term_part_fn *put, void *arg)
{
	const char *from = line;

	for (const char *p = line;; p++) {
		size_t n = place(p);
		bool is_percent;

		if (*p && !n)
			continue;
		if (p > from)
			put(arg, from, (size_t)(p - from), false, false);
		if (!*p)
			return;
		is_percent = p[n - 2] == '%';
		put(arg, p + 1, n - 2 - is_percent, true, is_percent);
		from = p + n;
		p = from - 1;
	}
}

/* ---- the file ------------------------------------------------------------------------
 */

/* Of which prices a sentence is. */
enum risks { ANY_RISKS = -1, NO_RISKS, HAS_RISKS };

/* The words behind the number of a sentence; false: no number. */
static bool is_sentence(const char *key, enum risks *of)
{
	static const struct {
		const char *words;
		enum risks of;
	} cases[] = { { "", ANY_RISKS },
		      { " risks", HAS_RISKS },
		      { " no risks", NO_RISKS } };
	size_t n = strspn(key, "0123456789");

	for (size_t i = 0; n && i < sizeof cases / sizeof *cases; i++)
		if (strcmp(key + n, cases[i].words) == 0) {
			*of = cases[i].of;
			return true;
		}
	return false;
}

static bool take_line(struct term_group *g, const struct section_pair *p,
                      enum risks found, struct err *e)
{
	enum risks of;
	char *end;

	if (strcmp(p->key, "heading") == 0) {
		g->heading = p->value;
	} else if (strcmp(p->key, "quote") == 0) {
		g->on_quote = strtoul(p->value, &end, 10);
		if (end == p->value || *end)
			return err_set(e, ERR_DATA, "'%.20s' is no number of sentences",
			               p->value);
	} else if (is_sentence(p->key, &of)) {
		if (of == ANY_RISKS || found == ANY_RISKS || of == found)
			g->line[g->count++] = p->value;
	} else {
		return err_set(e, ERR_DATA,
		               "'%.40s' is none of: heading, quote, 1, 2 risks, 2 no "
		               "risks, 3 ...",
		               p->key);
	}
	return true;
}

static bool take_group(struct terms *t, struct arena *a, const struct data_file *f,
                       const struct section *s, enum risks found, struct err *e)
{
	struct term_group g = { .name = s->name, .heading = "" };

	g.line = arena_alloc(a, (s->n + 1) * sizeof *g.line);
	for (size_t i = 0; i < s->n; i++)
		if (!take_line(&g, &s->v[i], found, e))
			return err_within(e, "%s:%u", f->origin, s->v[i].line);
	if (!*g.name || !*g.heading || !g.count)
		return err_set(e, ERR_DATA,
		               "%s:%u: a group needs [name], heading and sentences",
		               f->origin, s->line);
	if (g.on_quote > g.count)
		return err_set(e, ERR_DATA, "%s:%u: [%s] has %zu sentences, not %zu",
		               f->origin, s->line, g.name, g.count, g.on_quote);
	*(struct term_group *)arena_push(a, (void **)&t->group, &t->count, &t->room,
	                                 sizeof g) = g;
	return true;
}

static bool read_file(struct terms *t, struct arena *a, const struct data_file *f,
                      enum risks found, struct err *e)
{
	struct section *list;
	size_t n;

	if (!sections_read(a, f, &list, &n, e))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!take_group(t, a, f, &list[i], found, e))
			return false;
	return true;
}

bool terms_check(struct arena *a, const struct data_file *f, struct err *e)
{
	struct terms t = { 0 };

	return read_file(&t, a, f, ANY_RISKS, e);
}

static void take_own(struct terms *t, struct arena *a, const struct brand_term *own)
{
	struct term_group g = { .name = "", .heading = own->heading, .count = 1 };

	g.line = arena_alloc(a, sizeof *g.line);
	g.line[0] = own->text;
	g.on_quote = 1;
	for (size_t i = 0; i < t->count; i++)
		if (strcasecmp(t->group[i].heading, own->heading) == 0) {
			g.name = t->group[i].name;
			t->group[i] = g;
			return;
		}
	*(struct term_group *)arena_push(a, (void **)&t->group, &t->count, &t->room,
	                                 sizeof g) = g;
}

bool terms_load(struct terms *t, struct arena *a, const struct brand *b, struct store *s,
                struct err *e)
{
	enum risks found =
	    !s ? ANY_RISKS
	    : store_number(s, 0, "SELECT value FROM result WHERE key = 'hours_risk'") > 0
		? HAS_RISKS
		: NO_RISKS;
	struct data_file f;

	*t = (struct terms){ 0 };
	if (!data_get(a, "reports/contract.terms", &f, e) ||
	    !read_file(t, a, &f, found, e))
		return false;
	for (size_t i = 0; i < b->term_count; i++)
		take_own(t, a, &b->term[i]);
	return true;
}

const struct term_group *terms_group(const struct terms *t, const char *name)
{
	for (size_t i = 0; i < t->count; i++)
		if (strcmp(t->group[i].name, name) == 0)
			return &t->group[i];
	return NULL;
}

const char *terms_to_fill_in(const struct terms *t, struct arena *a)
{
	const char *list = "";

	for (size_t i = 0; i < t->count; i++) {
		const struct term_group *g = &t->group[i];
		size_t k = 0;

		while (k < g->count && !strstr(g->line[k], "____"))
			k++;
		if (k < g->count)
			list = arena_printf(a, "%s%s%s", list, *list ? "; " : "",
			                    g->heading);
	}
	return list;
}
