/* callees.c - what each place of a file calls, by name. */
#include "callees.h"

#include <string.h>

void callees_start(struct callees *c, struct unit *u, const char *text)
{
	*c = (struct callees){ .unit = u, .text = text };
	*(struct name *)arena_push(&c->arena, (void **)&c->words, &c->word_count,
	                           &c->word_room, sizeof *c->words) = (struct name){ 0 };
}

void callees_end(struct callees *c)
{
	struct unit *u = c->unit;

	if (c->count) {
		u->callees = arena_alloc(u->arena, c->count * sizeof *c->v);
		u->words = arena_alloc(u->arena, c->word_count * sizeof *c->words);
		u->callee_count = c->count;
		u->word_count = c->word_count;
		memcpy(u->callees, c->v, c->count * sizeof *c->v);
		memcpy(u->words, c->words, c->word_count * sizeof *c->words);
	}
	arena_release(&c->arena);
}

/* The number of a name in unit->words; 0 is none. */
static uint32_t word_of(struct callees *c, const struct token *k)
{
	struct unit *u = c->unit;
	uint32_t *slot = &c->slot[k->aux % CALLEE_SLOTS];
	const struct name *known = *slot ? &c->words[*slot] : NULL;
	struct name n;

	if (known && known->hash == k->aux && known->len == k->len &&
	    !memcmp(known->s, c->text + k->pos, k->len))
		return *slot;
	n = name_said(u, c->text + k->pos, k->len, k->aux);
	*(struct name *)arena_push(&c->arena, (void **)&c->words, &c->word_count,
	                           &c->word_room, sizeof n) = n;
	*slot = (uint32_t)c->word_count - 1;
	return *slot;
}

static bool is_dot(const struct callees *c, const struct token *k)
{
	return k->kind == TOK_OP &&
	       ((k->op == '.' && k->len == 1) ||
	        (k->op == '?' && k->len == 2 && c->text[k->pos + 1] == '.'));
}

/* The name before the dot at v[dot], as a word; 0: there is none that says enough. */
static uint32_t owner_at(struct callees *c, const struct token *v, uint32_t dot,
                         uint32_t *at)
{
	uint32_t i = dot - 1;

	if (i && v[i].kind == TOK_OP && v[i].op == '!' && v[i].len == 1)
		i--;
	/* super().f( */
	if (v[i].kind == TOK_CLOSE && v[i].aux && v[i].aux + 1 == i)
		i = v[i].aux - 1;
	if (v[i].kind != TOK_NAME || (i + 1 != dot && v[i].len != 5))
		return 0;
	*at = i;
	return word_of(c, &v[i]);
}

void callees_add(struct callees *c, const struct token *v, uint32_t last)
{
	struct callee d = { .line = v[last].line };
	uint32_t at = last;

	if (at > 1 && is_dot(c, &v[at - 1])) {
		d.owner = owner_at(c, v, at - 1, &at);
		if (!d.owner)
			return;
		if (at > 1 && is_dot(c, &v[at - 1])) {
			d.head = owner_at(c, v, at - 1, &at);
			if (!d.head)
				return;
		}
		if (d.head && at > 1 && is_dot(c, &v[at - 1])) {
			d.root = owner_at(c, v, at - 1, &at);
			if (!d.root || (at > 1 && is_dot(c, &v[at - 1])))
				return;
		}
	}
	d.last = word_of(c, &v[last]);
	*(struct callee *)arena_push(&c->arena, (void **)&c->v, &c->count, &c->room,
	                             sizeof d) = d;
}

static size_t first_from(const struct unit *u, uint32_t line)
{
	size_t low = 0, high = u->callee_count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (u->callees[mid].line < line)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct callee *callees_within(const struct unit *u, uint32_t from, uint32_t to,
                                    size_t *n)
{
	size_t first = first_from(u, from);

	*n = first_from(u, to + 1) - first;
	return *n ? u->callees + first : NULL;
}
