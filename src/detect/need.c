/* need.c - which detectors can matter to a code base, by what its files import. */
#include "detect/need.h"

#include <string.h>

#include "syntax/lang.h"

const char *module_name(const char *module)
{
	if (*module != 'n' && *module != 'j')
		return module;
	return !strncmp(module, "npm:", 4) || !strncmp(module, "jsr:", 4) ? module + 4
	                                                                  : module;
}

static void add_need(struct detectors *d, struct arena *a, struct name package,
                     size_t detector, bool is_part)
{
	struct need *x = arena_alloc(a, sizeof *x);
	struct need **slot = &d->needs[package.hash % NEED_SLOTS];

	*x = (struct need){ package, detector, is_part, *slot };
	*slot = x;
}

void needs_load(struct detectors *d, struct arena *a)
{
	size_t i = 0;

	for (const struct detector *t = d->first; t; t = t->next, i++) {
		for (size_t k = 0; k < t->need_count; k++) {
			struct name n = t->needs[k].package;

			add_need(d, a, n, i, false);
			for (uint32_t at = 1; at < n.len; at++)
				if (module_part_ends(n.s[at]))
					add_need(d, a, name_copy(a, n.s, at), i, true);
		}
	}
}

size_t needs_words(const struct detectors *d)
{
	return (d->n + 63) / 64;
}

static void set_bit(uint64_t *set, size_t i)
{
	set[i >> 6] |= (uint64_t)1 << (i & 63);
}

/* The next of the names that a module may be asked for by, {0} before the first:
 * "flask.views" is flask, and flask.views; "@nestjs/common/x" in the same way. */
static bool next_part(const char *module, struct name *part)
{
	size_t n = part->len;

	if (!module[n])
		return false;
	do
		n++;
	while (!module_part_ends(module[n]));
	*part = (struct name){ module, (uint32_t)n, name_hash(module, n) };
	return true;
}

/* uses may be NULL. */
static void note(const struct detectors *d, const char *module, uint64_t *uses,
                 uint64_t *may_use)
{
	if (*module == '.')
		return; /* a file of the code base */
	module = module_name(module);
	for (struct name part = { 0 }; next_part(module, &part);)
		for (const struct need *x = d->needs[part.hash % NEED_SLOTS]; x;
		     x = x->next) {
			if (!name_eq(x->package, part) ||
			    (x->is_part && module[part.len]))
				continue;
			set_bit(may_use, x->detector);
			if (uses && !x->is_part)
				set_bit(uses, x->detector);
		}
}

bool needs_hear_of(const struct detectors *d, const char *module)
{
	module = module_name(module);
	for (struct name part = { 0 }; next_part(module, &part);)
		for (const struct need *x = d->needs[part.hash % NEED_SLOTS]; x;
		     x = x->next)
			if (!x->is_part && name_eq(x->package, part))
				return true;
	return false;
}

static bool is_asked_for(const struct detector *d, const char *package)
{
	for (size_t i = 0; i < d->need_count; i++)
		if (name_is(d->needs[i].package, package))
			return true;
	return false;
}

void needs_of_package(const struct detectors *d, const char *package, uint64_t *uses,
                      uint64_t *may_use)
{
	for (const struct detector *x = d->first; x; x = x->next) {
		if (!x->gives_app || !is_asked_for(x, package))
			continue;
		note(d, package, uses, may_use);
		for (const struct rule *r = x->rules; r; r = r->next)
			if (r->word == WORD_offers && r->word_count > 1)
				note(d, r->words[1].s, uses, may_use);
	}
}

void needs_of_unit(struct unit *u, const struct detectors *d)
{
	size_t words = needs_words(d);

	u->uses = arena_zero(u->arena, 2 * words * sizeof *u->uses);
	u->may_use = u->uses + words;
	for (size_t i = 0; i < u->import_count; i++)
		note(d, u->imports[i].module, u->uses, u->may_use);
	for (const struct export_entry *x = u->exports; x; x = x->next)
		if (x->module.len)
			note(d, x->module.s, NULL, u->may_use);
	for (const struct required *r = u->required; r; r = r->next)
		note(d, r->module, NULL, u->may_use);
}

/* Does such a rule find anything where its package is not imported? */
static bool stands_alone(const struct rule *r)
{
	return r->is_global || rule_is_place(r) || r->form == FORM_EXPORTED ||
	       r->form == FORM_ITEM || r->form == FORM_ENTRY || rule_is_row(r) ||
	       r->word == WORD_directive || r->word == WORD_config;
}

static bool is_kept(const struct detector *d, const uint64_t *set)
{
	if (!d->need_count || needs_has(set, d->index))
		return true;
	for (const struct rule *r = d->rules; r; r = r->next)
		if (stands_alone(r))
			return true;
	return false;
}

static void keep(struct indexed **at)
{
	while (*at) {
		if ((*at)->rule->detector->is_kept)
			at = &(*at)->next;
		else
			*at = (*at)->next;
	}
}

void detectors_keep(struct detectors *d, const uint64_t *set)
{
	for (struct detector *x = d->first; x; x = x->next)
		x->is_kept = is_kept(x, set);
	for (size_t i = 0; i < sizeof d->bucket / sizeof *d->bucket; i++)
		keep(&d->bucket[i]);
	keep(&d->suffixes);
	detectors_note_uses(d);
	for (struct detector **at = &d->first; *at;) {
		if ((*at)->is_kept)
			at = &(*at)->next;
		else
			*at = (*at)->next;
	}
}
