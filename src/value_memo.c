/* value_memo.c - what names and calls were found to be, when it took long to find. */
#include "value_parts.h"

#include <string.h>

/* Steps that an answer must have cost, and bytes that all answers may take. */
enum { DEAR = 5, ANSWERS_MAX = 3 << 20 };

struct answer {
	const void *of; /* scope of a name, expression of a call */
	unsigned generation, part;
	const struct scope *scope;
	struct name name;
	bool is_cut; /* true for whoever asks nothing else meanwhile */
	size_t n;
	struct value *v;
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

bool question_answered(struct eval *ev, struct question *q, struct values *out)
{
	const struct answer *x = answer_of(ev, q);

	if (x && x->generation == ev->generation && (!x->is_cut || is_outermost(ev))) {
		out->n = x->n;
		memcpy(out->v, x->v, x->n * sizeof *x->v);
		ev->was_cut |= x->is_cut;
		return true;
	}
	q->was_cut = ev->was_cut;
	q->budget = ev->budget;
	ev->was_cut = false;
	return false;
}

static void keep_answer(struct eval *ev, const struct question *q,
                        const struct values *out)
{
	struct answer *x = answer_of(ev, q);
	size_t bytes = sizeof *x + out->n * sizeof *out->v;

	if (ev->answer_bytes + bytes > ANSWERS_MAX)
		return;
	ev->answer_bytes += bytes;
	if (!x || x->part != ev->part) {
		struct answer **slot = slot_of(ev, q);

		x = arena_zero(ev->arena, sizeof *x);
		x->part = ev->part;
		x->of = q->of;
		x->scope = q->scope;
		x->name = name_copy(ev->arena, q->name.s, q->name.len);
		x->next = *slot;
		*slot = x;
	}
	x->generation = ev->generation;
	x->is_cut = ev->was_cut;
	x->n = out->n;
	x->v = arena_alloc(ev->arena, out->n * sizeof *out->v + 1);
	memcpy(x->v, out->v, out->n * sizeof *out->v);
}

void question_done(struct eval *ev, const struct question *q, const struct values *out)
{
	if ((!ev->was_cut || is_outermost(ev)) && q->budget - ev->budget >= DEAR)
		keep_answer(ev, q, out);
	ev->was_cut |= q->was_cut;
}
