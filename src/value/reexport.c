/* reexport.c - which names a script may hand on from others by `export *`. */
#include "value/reexport.h"

#include "syntax/lang.h"
#include "value/value.h"

enum { WORDS = 128, DEEPEST = 40 };

struct reexports {
	bool is_open; /* being found: a circle */
	bool is_any;  /* nothing is known of what it hands on */
	uint64_t bits[WORDS];
};

static bool is_star(const struct export_entry *x)
{
	return name_is(x->name, "*") && x->module.len;
}

static void add(struct reexports *r, struct name n)
{
	r->bits[n.hash >> 6 & (WORDS - 1)] |= (uint64_t)1 << (n.hash & 63);
}

static void add_own(struct reexports *r, const struct unit *u)
{
	for (const struct binding *b = u->module->first_binding; b; b = b->next)
		add(r, b->name);
	for (const struct export_entry *x = u->exports; x; x = x->next)
		add(r, x->name);
	r->is_any |= u->language == LANG_PYTHON ||
	             scope_find(u->module, name_of("module")) ||
	             scope_find(u->module, name_of("exports"));
}

static const struct reexports *find(const struct program *p, struct arena *a,
                                    struct unit *u, int depth);

static void add_all_of(struct reexports *r, const struct reexports *of)
{
	r->is_any |= !of || of->is_open || of->is_any;
	for (size_t i = 0; of && i < WORDS; i++)
		r->bits[i] |= of->bits[i];
}

static void add_target(struct reexports *r, const struct program *p, struct arena *a,
                       struct unit *target, int depth)
{
	bool has_star = false;

	if (!target) { /* a package: what it brings nobody knows */
		r->is_any = true;
		return;
	}
	add_own(r, target);
	for (const struct export_entry *x = target->exports; x; x = x->next)
		has_star |= is_star(x);
	if (has_star && !r->is_any)
		add_all_of(r, find(p, a, target, depth + 1));
}

/* NULL: too deep to tell. */
static const struct reexports *find(const struct program *p, struct arena *a,
                                    struct unit *u, int depth)
{
	struct reexports *r;

	if (u->reexports || depth > DEEPEST)
		return u->reexports;
	r = arena_zero(a, sizeof *r);
	r->is_open = true;
	u->reexports = r;
	for (const struct export_entry *x = u->exports; x && !r->is_any; x = x->next)
		if (is_star(x))
			add_target(r, p, a, program_resolve(p, u, x->module.s, NULL),
			           depth);
	r->is_open = false;
	return r;
}

void reexports_note(const struct program *p, struct arena *a)
{
	for (size_t i = 0; i < p->n; i++) {
		struct unit *u = p->units[i];
		bool has_star = false;

		if (u->language == LANG_PYTHON)
			continue;
		for (const struct export_entry *x = u->exports; x; x = x->next)
			has_star |= is_star(x);
		if (has_star)
			find(p, a, u, 0);
	}
}

bool reexports_may_have(const struct unit *u, struct name n)
{
	const struct reexports *r = u->reexports;

	return !r || r->is_any || r->bits[n.hash >> 6 & (WORDS - 1)] >> (n.hash & 63) & 1;
}
