/* value_memo.c - what names and calls were found to be, when it took long to find. */
#include "value/value_parts.h"

#include <string.h>

/* Steps that an answer must have cost, and bytes that all answers may take. */
enum { DEAR = 5, ANSWERS_MAX = 3 << 20 };

/* Found while other questions waited, an answer may lack what these were asked for
 * again: then it holds for as long as they wait. Cut off where it was too deep, it holds
 * wherever there is no more room. */
struct answer {
	const void *of; /* scope of a name, expression of a call */
	const struct scope *scope;
	struct name name;
	unsigned generation, part;
	struct step waits; /* the innermost of them */
	uint64_t circles;  /* all of them; 0: none */
	uint8_t from;      /* the depth that it holds from */
	bool is_early;     /* it stays so until all callers are known */
	uint8_t n, room;
	const struct value **v;
	struct answer *next;
};

/* Asked by itself, not to answer another question. */
static bool is_outermost(const struct eval *ev)
{
	return ev->depth == 1 && !ev->asking && !ev->seeking;
}

static struct answer **slot_of(struct eval *ev, const struct question *q)
{
	uint64_t mixed = ((uintptr_t)q->of >> 3) * 0x9E3779B97F4A7C15u + q->name.hash;

	return &ev->answers[(mixed ^ mixed >> 32) % ANSWER_SLOTS];
}

static struct answer *answer_of(struct eval *ev, const struct question *q)
{
	struct answer *x = *slot_of(ev, q);

	while (x &&
	       (x->of != q->of || x->scope != q->scope || !name_eq(x->name, q->name)))
		x = x->next;
	return x;
}

static bool holds(const struct eval *ev, const struct answer *x)
{
	return x->generation == ev->generation && ev->depth >= x->from &&
	       (!x->circles || (ev->depth > x->waits.depth &&
	                        ev->serials[x->waits.depth] == x->waits.serial));
}

bool question_answered(struct eval *ev, struct question *q, struct values *out)
{
	const struct answer *x = answer_of(ev, q);

	if (x && holds(ev, x)) {
		out->n = x->n;
		for (size_t i = 0; i < x->n; i++)
			out->v[i] = *x->v[i];
		ev->cut.circles |= x->circles;
		ev->cut.is_deep |= x->from > 0;
		ev->cut.is_early |= x->is_early;
		return true;
	}
	q->budget = ev->budget;
	q->cut = eval_cut_begin(ev);
	return false;
}

static struct answer *new_answer(struct eval *ev, const struct question *q)
{
	struct answer **slot = slot_of(ev, q), *x;

	x = arena_zero(ev->arena, sizeof *x);
	x->part = ev->part;
	x->of = q->of;
	x->scope = q->scope;
	x->name = q->name;
	x->next = *slot;
	ev->answer_bytes += sizeof *x;
	return *slot = x;
}

static void keep_answer(struct eval *ev, const struct question *q, struct cut cut,
                        const struct values *out)
{
	struct answer *x = answer_of(ev, q);

	if (ev->answer_bytes > ANSWERS_MAX)
		return;
	if (!x || x->part != ev->part)
		x = new_answer(ev, q);
	if (x->room < out->n) {
		x->room = (uint8_t)out->n;
		x->v = arena_alloc(ev->arena, out->n * sizeof *x->v);
		ev->answer_bytes += out->n * sizeof *x->v;
	}
	x->n = (uint8_t)out->n;
	for (size_t i = 0; i < out->n; i++)
		x->v[i] = value_keep(ev, &out->v[i]);
	x->generation = ev->generation;
	x->circles = cut.circles;
	x->is_early = cut.is_early;
	x->from = (uint8_t)(cut.is_deep ? ev->depth : 0);
	x->waits = (struct step){ 0 };
	if (cut.circles) {
		x->waits.depth = 63 - __builtin_clzll(cut.circles);
		x->waits.serial = ev->serials[x->waits.depth];
	}
}

void question_done(struct eval *ev, const struct question *q, const struct values *out)
{
	struct cut cut = eval_cut_end(ev, q->cut);

	if (is_outermost(ev))
		cut =
		    (struct cut){ .is_early = cut.is_early }; /* nobody could say more */
	if (!cut.is_poor && q->budget - ev->budget >= DEAR)
		keep_answer(ev, q, cut, out);
}
