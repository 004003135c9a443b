/* script_compare.c - where a comparison stands: if (request.method === "GET") { .. }. */
#include "read/script_compare.h"

enum { STEPS_MAX = 400 };

/* The bracket that is open around token i; 0: none near. */
static uint32_t around(const struct token *v, uint32_t i)
{
	for (int steps = 0; i-- > 0 && steps < STEPS_MAX; steps++) {
		if (v[i].kind == TOK_OPEN)
			return i;
		if (v[i].kind == TOK_CLOSE && v[i].aux < i)
			i = v[i].aux;
	}
	return 0;
}

/* The last name of what ends at i: a.method, a.method.toUpperCase() */
static struct name name_before(struct reader *r, uint32_t i)
{
	const struct token *v = r->v;

	if (i > 4 && v[i].kind == TOK_CLOSE && v[i].op == ')')
		i -= 4;
	return v[i].kind == TOK_NAME ? token_name(r, &v[i]) : (struct name){ 0 };
}

static struct name name_behind(struct reader *r, uint32_t i)
{
	struct name n = { 0 };

	while (i + 1 < r->n && r->v[i].kind == TOK_NAME) {
		n = token_name(r, &r->v[i]);
		if (!token_is_op(&r->v[i + 1], '.'))
			break;
		i += 2;
	}
	return n;
}

/* case "GET": until the next case of the switch that is open at brace. */
static void place_case(struct reader *r, uint32_t i, struct compared *c)
{
	uint32_t brace = around(r->v, i), end;

	c->from = i;
	if (!brace || !token_is_open(&r->v[brace], '{') || r->v[brace].aux <= i)
		return;
	end = r->v[brace].aux;
	if (r->v[brace - 1].kind == TOK_CLOSE && brace > 1)
		c->member = name_before(r, brace - 2);
	for (c->to = i + 1; c->to < end && r->v[c->to].word != WORD_CASE; c->to++) {
		const struct token *k = &r->v[c->to];

		if (k->kind == TOK_OPEN && k->aux > c->to)
			c->to = k->aux;
	}
}

/* Behind the statement or block that a condition closed at close guards. */
static uint32_t guarded_end(struct reader *r, uint32_t close)
{
	uint32_t i = close + 1, line = r->v[close].line;

	if (i >= r->n)
		return close;
	if (token_is_open(&r->v[i], '{'))
		return r->v[i].aux;
	for (; i + 1 < r->n && !token_is_op(&r->v[i], ';') && r->v[i].kind != TOK_CLOSE &&
	       r->v[i].line <= line + 1;
	     i++)
		if (r->v[i].kind == TOK_OPEN && r->v[i].aux > i) {
			line = r->v[r->v[i].aux].line;
			i = r->v[i].aux;
		}
	return i;
}

static void place_condition(struct reader *r, uint32_t i, struct compared *c)
{
	uint32_t open = i;

	for (int depth = 0; depth < 8; depth++) {
		open = around(r->v, open);
		if (!open || !token_is_open(&r->v[open], '('))
			return;
		if (r->v[open - 1].word != WORD_IF)
			continue;
		c->from = open;
		c->to = guarded_end(r, r->v[open].aux);
		return;
	}
}

void compared_place(struct reader *r, uint32_t i, struct compared *c)
{
	c->at = i;
	if (i && r->v[i - 1].word == WORD_CASE) {
		place_case(r, i, c);
	} else {
		c->member = i > 1 && r->v[i - 1].kind == TOK_OP ? name_before(r, i - 2)
		                                                : name_behind(r, i + 2);
		place_condition(r, i, c);
	}
	c->last_line = c->to && c->to < r->n ? r->v[c->to].line : 0;
}
