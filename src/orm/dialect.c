/* dialect.c - the same models written for several databases count once. */
#include "orm/dialect.h"

#include <stdlib.h>
#include <string.h>

#include "link/trait.h"

/* A model in a file whose path names a dialect. */
struct told {
	const char *place; /* the path without that word */
	const char *name, *variety;
	size_t rank, fact; /* of the word among the detector's */
};

static bool is_word_end(char c)
{
	return !c || c == '/' || c == '.' || c == '-' || c == '_';
}

/* The place of the word in the path as a part of its own, NULL: nowhere. */
static const char *word_in(const char *path, struct name word)
{
	for (const char *p = path; *p; p++)
		if ((p == path || is_word_end(p[-1])) && !strncmp(p, word.s, word.len) &&
		    is_word_end(p[word.len]))
			return p;
	return NULL;
}

static bool tells_dialect(struct linker *l, const struct rule *r, struct told *t,
                          const char *path)
{
	for (size_t i = 0; i < r->word_count; i++) {
		const char *at = word_in(path, r->words[i]);

		if (!at)
			continue;
		t->rank = i;
		t->place = arena_printf(l->arena, "%.*s*%s", (int)(at - path), path,
		                        at + r->words[i].len);
		return true;
	}
	return false;
}

static int compare(const void *a, const void *b)
{
	const struct told *x = a, *y = b;
	int c = strcmp(x->place, y->place);

	if (!c)
		c = strcmp(x->variety, y->variety);
	if (!c)
		c = strcmp(x->name, y->name);
	return c                  ? c
	     : x->rank != y->rank ? (x->rank > y->rank) - (x->rank < y->rank)
	                          : (x->fact > y->fact) - (x->fact < y->fact);
}

static struct told *told_by(struct linker *l, const struct rule *r, size_t *n)
{
	const struct facts *fs = l->facts;
	struct told *all = NULL;
	size_t room = 0;

	*n = 0;
	for (size_t i = 0; i < fs->n; i++) {
		const struct fact *f = &fs->v[i];
		struct told t = { .name = f->name, .variety = f->variety, .fact = i };

		if (f->kind == FACT_model && f->name && f->variety &&
		    !strcmp(f->framework, r->detector->name) &&
		    tells_dialect(l, r, &t, f->file))
			*(struct told *)arena_push(l->arena, (void **)&all, n, &room,
			                           sizeof t) = t;
	}
	return all;
}

/* Facts that are gone, and what hangs on them; parents are where they are now. */
void facts_drop(struct linker *l, const bool *gone)
{
	struct facts *fs = l->facts;
	size_t *now = arena_alloc(l->arena, (fs->n + 1) * sizeof *now), kept = 0;

	for (size_t i = 0; i < fs->n; i++) {
		now[i] = kept;
		kept += !gone[i] && !(fs->v[i].parent >= 0 && gone[fs->v[i].parent]);
	}
	for (size_t i = 0; i < fs->n; i++) {
		struct fact *f = &fs->v[i];

		if (gone[i] || (f->parent >= 0 && gone[f->parent]))
			continue;
		if (f->parent >= 0)
			f->parent = (int64_t)now[f->parent];
		fs->v[now[i]] = *f;
	}
	fs->n = kept;
}

static bool is_same(const struct told *a, const struct told *b)
{
	return !strcmp(a->place, b->place) && !strcmp(a->name, b->name) &&
	       !strcmp(a->variety, b->variety) && a->rank != b->rank;
}

/* Marks what an earlier dialect tells, too. False: nothing. */
static bool mark_told(struct linker *l, const struct rule *r, bool *gone)
{
	size_t n;
	struct told *t = told_by(l, r, &n);
	bool any = false;

	if (n > 1)
		qsort(t, n, sizeof *t, compare);
	for (size_t i = 1; i < n; i++)
		if (is_same(&t[i - 1], &t[i]))
			any = gone[t[i].fact] = true;
	return any;
}

void dialects_drop(struct linker *l)
{
	for (const struct detector *d = l->detectors->first; d; d = d->next)
		for (const struct rule *r = d->rules; r; r = r->next) {
			bool *gone;

			if (r->word != WORD_dialects || !link_uses(l, d))
				continue;
			gone = arena_zero(l->arena, l->facts->n + 1);
			if (mark_told(l, r, gone))
				facts_drop(l, gone);
		}
}

/* ---- queries in branches ------------------------------------------------------------
 */

enum { COMPARED_MAX = 100, SCOPES_UP = 8 };

/* The branch whose queries count, of a function. */
struct told_branch {
	const struct scope *of;
	const struct compared *branch;
	struct told_branch *next;
};

static bool tells_database(const struct detector *d, struct name member)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		for (size_t i = 0; r->word == WORD_branched && i < r->word_count; i++)
			if (name_eq(r->words[i], member))
				return true;
	return false;
}

/* The last branch of the function that this line lies in; NULL: none. */
static const struct compared *branch_at(const struct detector *d, const struct scope *s,
                                        uint32_t line)
{
	const struct compared *found = NULL;
	int left = COMPARED_MAX;

	for (const struct compared *c = s->compared; c && left--; c = c->next)
		if (c->line <= line && line <= c->last_line &&
		    tells_database(d, c->member))
			found = c;
	return found;
}

void dialect_note(struct dialects *d, size_t fact, const struct rule *r,
                  const struct scope *s, uint32_t line)
{
	const struct compared *branch = NULL;
	struct told_branch **slot, *t;

	for (int up = 0; s && up < SCOPES_UP && !s->compared; up++)
		s = s->parent;
	if (!s || !s->compared || !(branch = branch_at(r->detector, s, line)))
		return;
	slot = &d->slot[((uintptr_t)s >> 5) % DIALECT_SLOTS];
	for (t = *slot; t && t->of != s;)
		t = t->next;
	if (!t) {
		t = arena_alloc(d->l->arena, sizeof *t);
		*t = (struct told_branch){ s, branch, *slot };
		*slot = t;
	}
	if (!name_eq(t->branch->text, branch->text))
		trait_add(d->l, &d->l->facts->v[fact],
		          arena_printf(d->l->arena, "dialect=%s", branch->text.s));
}
