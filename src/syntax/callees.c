/* callees.c - what each place of a file calls, by name. */
#include "syntax/callees.h"

#include <string.h>
#include <strings.h>

enum {
	LOOKED_AT = 12, /* tokens of what a call is given */
	LINE_MASK = 0x7fffffff,
};

void callees_start(struct callees *c, struct unit *u, const char *text)
{
	*c = (struct callees){ .unit = u, .text = text };
	*(struct name *)arena_push(&c->arena, (void **)&c->words, &c->word_count,
	                           &c->word_room, sizeof *c->words) = (struct name){ 0 };
}

static struct callee *kept(struct unit *u, const struct callee *v, size_t n)
{
	return n ? memcpy(arena_alloc(u->arena, n * sizeof *v), v, n * sizeof *v) : NULL;
}

void callees_end(struct callees *c)
{
	struct unit *u = c->unit;

	u->callees = kept(u, c->v, c->count);
	u->callee_count = c->count;
	u->reads = kept(u, c->reads, c->read_count);
	u->read_count = c->read_count;
	if (c->count || c->read_count) {
		u->words = arena_alloc(u->arena, c->word_count * sizeof *c->words);
		u->word_count = c->word_count;
		memcpy(u->words, c->words, c->word_count * sizeof *c->words);
	}
	arena_release(&c->arena);
}

/* The number of a name in unit->words; 0: there is none, or no number is left. */
static uint16_t word_of(struct callees *c, const struct token *k)
{
	struct unit *u = c->unit;
	uint16_t *slot = &c->slot[k->aux % CALLEE_SLOTS];
	const struct name *known = *slot ? &c->words[*slot] : NULL;
	struct name n;

	if (known && known->hash == k->aux && known->len == k->len &&
	    !memcmp(known->s, c->text + k->pos, k->len))
		return *slot;
	if (c->word_count > UINT16_MAX)
		return 0;
	n = name_said(u, c->text + k->pos, k->len, k->aux);
	*(struct name *)arena_push(&c->arena, (void **)&c->words, &c->word_count,
	                           &c->word_room, sizeof n) = n;
	*slot = (uint16_t)(c->word_count - 1);
	return *slot;
}

static bool is_dot(const struct callees *c, const struct token *k)
{
	return k->kind == TOK_OP &&
	       ((k->op == '.' && k->len == 1) ||
	        (k->op == '?' && k->len == 2 && c->text[k->pos + 1] == '.'));
}

/* Capital and small letters: Names, but no CONSTANTS. */
static bool is_class_name(const struct callees *c, const struct token *k)
{
	const char *s = c->text + k->pos;

	return k->len > 1 && *s >= 'A' && *s <= 'Z' && s[k->len - 1] >= 'a' &&
	       s[k->len - 1] <= 'z';
}

/* The name before the dot at v[dot], as a word; 0: there is none that says enough. */
static uint16_t owner_at(struct callees *c, const struct token *v, uint32_t dot,
                         uint32_t *at)
{
	uint32_t i = dot - 1;

	if (i && v[i].kind == TOK_OP && v[i].op == '!' && v[i].len == 1)
		i--;
	/* super().f(, Class(..).f( */
	if (v[i].kind == TOK_CLOSE && v[i].aux)
		i = v[i].aux - 1;
	if (v[i].kind != TOK_NAME || (i + 1 != dot && !is_class_name(c, &v[i]) &&
	                              (v[i].len != 5 || v[dot - 1].aux + 1 != dot - 1)))
		return 0;
	*at = i;
	return word_of(c, &v[i]);
}

static bool is_method(const char *s, size_t n)
{
	static const char *const names[] = { "GET",   "POST",   "PUT",
		                             "PATCH", "DELETE", "HEAD" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (n == strlen(names[i]) && !strncasecmp(s, names[i], n))
			return true;
	return false;
}

/* "files/1", "/files", "https://x/y", "GET": of a template, what stands between holes. */
static bool asks(const char *s, size_t n)
{
	return is_method(s, n) || (memchr(s, '/', n) && !memchr(s, ' ', n));
}

/* Does a text that asks for something stand among the first tokens in the brackets, at
 * whatever depth: get("/x"), get(`/x/${id}`), send({ url: "/x" })? */
static bool is_told(const struct callees *c, const struct token *v, uint32_t open)
{
	uint32_t end = v[open].aux ? v[open].aux : open;

	if (end > open + LOOKED_AT)
		end = open + LOOKED_AT;
	for (uint32_t i = open + 1; i < end; i++) {
		const char *s = c->text + v[i].pos;

		if (v[i].kind == TOK_STRING && v[i].len > 2 && asks(s + 1, v[i].len - 2))
			return true;
		if (v[i].kind == TOK_CHUNK && asks(s, v[i].len))
			return true;
	}
	return false;
}

void callees_add(struct callees *c, const struct token *v, uint32_t last, uint32_t open)
{
	struct callee d = { .line = v[last].line & LINE_MASK };
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
	if (!d.last)
		return;
	d.says = is_told(c, v, open);
	*(struct callee *)arena_push(&c->arena, (void **)&c->v, &c->count, &c->room,
	                             sizeof d) = d;
}

void callees_read(struct callees *c, const struct token *v, uint32_t n,
                  const struct vocabulary *watched)
{
	for (uint32_t i = 0; i + 2 < n; i++) {
		struct callee d = { .line = v[i].line & LINE_MASK };

		if (v[i].kind != TOK_NAME || !vocabulary_watches(watched, v[i].aux))
			continue;
		if (is_dot(c, &v[i + 1]) && v[i + 2].kind == TOK_NAME)
			d.last = word_of(c, &v[i + 2]);
		else if (v[i + 1].kind != TOK_OPEN || v[i + 1].op != '[')
			continue;
		d.owner = word_of(c, &v[i]);
		if (!d.owner)
			continue;
		*(struct callee *)arena_push(&c->arena, (void **)&c->reads,
		                             &c->read_count, &c->read_room, sizeof d) = d;
	}
}

static size_t first_from(const struct callee *v, size_t high, uint32_t line)
{
	size_t low = 0;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (v[mid].line < line)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static const struct callee *within(const struct callee *v, size_t count, uint32_t from,
                                   uint32_t to, size_t *n)
{
	size_t first = first_from(v, count, from);

	*n = first_from(v, count, to + 1) - first;
	return *n ? v + first : NULL;
}

const struct callee *callees_within(const struct unit *u, uint32_t from, uint32_t to,
                                    size_t *n)
{
	return within(u->callees, u->callee_count, from, to, n);
}

const struct callee *reads_within(const struct unit *u, uint32_t from, uint32_t to,
                                  size_t *n)
{
	return within(u->reads, u->read_count, from, to, n);
}
