/* script_type.c - TypeScript types: stepped over, and read where they are names. */
#include "read/script_type.h"

/* Words that another type follows. */
static bool is_prefix(const struct reader *r, uint32_t i)
{
	const struct token *next = token_at(r, i + 1);

	switch (r->v[i].word) {
	case WORD_KEYOF:
	case WORD_TYPEOF:
	case WORD_READONLY:
	case WORD_UNIQUE:
	case WORD_INFER:
	case WORD_ASSERTS:
	case WORD_ABSTRACT:
	case WORD_NEW:
		return (next->kind == TOK_NAME && next->word != WORD_IS &&
		        next->word != WORD_EXTENDS) ||
		       next->kind == TOK_OPEN || next->kind == TOK_STRING ||
		       token_is_op(next, '<');
	default: return false;
	}
}

/* Is the ( at i one of parameters, not of a parenthesised type? As the compiler
 * tells `(a: T) => U` from the return type in `(): (T | U) => {}`. */
static bool is_parameters(const struct reader *r, uint32_t i)
{
	const struct token *k = token_at(r, ++i);

	if (k->kind == TOK_CLOSE || token_is_op(k, OP3('.', '.', '.')))
		return true;
	if (k->kind != TOK_NAME && k->kind != TOK_OPEN)
		return false;
	k = token_at(r, token_after(r, i));
	return k->kind == TOK_CLOSE || (k->kind == TOK_OP && strchr(":,?=", k->op) &&
	                                (k->len == 1 || k->op == '?'));
}

/* Behind one type without | and &; *more: another must follow (`(a) =>`, `x is`). */
static uint32_t primary_skip(struct reader *r, uint32_t i, bool *more)
{
	const struct token *k = token_at(r, i);
	uint32_t j;

	*more = false;
	switch (k->kind) {
	case TOK_NAME:
		i++;
		if (k->word == WORD_IMPORT && token_is_open(token_at(r, i), '('))
			i = token_after(r, i);
		while (token_is_op(token_at(r, i), '.') &&
		       token_at(r, i + 1)->kind == TOK_NAME)
			i += 2;
		if (token_is_op(token_at(r, i), '<') &&
		    (j = type_arguments_skip(r, i)) != 0)
			i = j;
		if (token_at(r, i)->word == WORD_IS &&
		    !(token_at(r, i)->flags & TOK_LINE_START)) {
			*more = true;
			return i + 1;
		}
		return i;
	case TOK_OPEN:
		j = i;
		i = token_after(r, i);
		if (k->op == '(' && token_is_op(token_at(r, i), OP2('=', '>')) &&
		    is_parameters(r, j)) {
			*more = true;
			i++;
		}
		return i;
	case TOK_STRING:
	case TOK_NUMBER: return i + 1;
	case TOK_TEMPLATE: return token_after(r, i);
	case TOK_OP:
		if (k->aux == '-' && token_at(r, i + 1)->kind == TOK_NUMBER)
			return i + 2;
		if (k->aux == '<' && (j = type_parameters_skip(r, i)) != 0 &&
		    token_is_open(token_at(r, j), '('))
			return primary_skip(r, j, more);
		return i;
	default: return i;
	}
}

/* Behind `extends A ? B : C` at i; i when it is not whole. */
static uint32_t conditional_skip(struct reader *r, uint32_t i, bool *more)
{
	uint32_t j = type_skip(r, i + 1), k;

	if (j == i + 1 || !token_is_op(token_at(r, j), '?'))
		return i;
	k = type_skip(r, j + 1);
	if (k == j + 1 || !token_is_op(token_at(r, k), ':'))
		return i;
	*more = true;
	return k + 1;
}

static uint32_t type_steps(struct reader *r, uint32_t start)
{
	uint32_t i = start, j;
	bool more;

	for (;;) {
		if (!r->patience)
			return i;
		r->patience--;
		while (token_is_op(token_at(r, i), '|') ||
		       token_is_op(token_at(r, i), '&'))
			i++;
		while (i < r->end && is_prefix(r, i))
			i++;
		j = primary_skip(r, i, &more);
		if (j == i)
			return start;
		i = j;
		if (more)
			continue;
		while (token_is_open(token_at(r, i), '[') &&
		       !(token_at(r, i)->flags & TOK_LINE_START))
			i = token_after(r, i);
		if (token_at(r, i)->word == WORD_EXTENDS)
			i = conditional_skip(r, i, &more);
		if (!more && !token_is_op(token_at(r, i), '|') &&
		    !token_is_op(token_at(r, i), '&'))
			return i;
	}
}

uint32_t type_skip(struct reader *r, uint32_t i)
{
	if (r->depth >= READER_DEPTH)
		return i;
	r->depth++;
	i = type_steps(r, i);
	r->depth--;
	return i;
}

uint32_t type_arguments_skip(struct reader *r, uint32_t i)
{
	uint32_t j;

	do {
		j = type_skip(r, ++i);
		if (j == i)
			return 0;
		i = j;
	} while (token_is_op(token_at(r, i), ','));
	return token_is_op(token_at(r, i), '>') ? i + 1 : 0;
}

uint32_t type_parameters_skip(struct reader *r, uint32_t i)
{
	int depth = 0;

	for (; i < r->end && r->patience; i = token_after(r, i)) {
		const struct token *k = &r->v[i];

		r->patience--;
		if (k->kind == TOK_CLOSE)
			return 0;
		if (k->kind != TOK_OP)
			continue;
		if (k->aux == ';')
			return 0;
		depth += k->aux == '<';
		if (k->aux == '>' && --depth == 0)
			return i + 1;
	}
	return 0;
}

/* ---- types as expressions ----------------------------------------------------- */

static struct expr *simple_read(struct reader *r);

static struct expr *index_new(struct reader *r, struct expr *left, struct expr *first)
{
	struct expr *e = expr_read_new(r->u, EXPR_INDEX, left->line);

	e->left_ = left;
	e->first_ = first;
	return expr_done(r, e);
}

static struct expr *name_new(struct reader *r, const struct token *k)
{
	struct expr *e = expr_read_new(r->u, EXPR_NAME, k->line);

	e->text = token_name(r, k);
	return e;
}

/* At `<`, known to be whole until end. What is no name is left out as EXPR_OTHER. */
static struct expr *arguments_read(struct reader *r, struct expr *left, uint32_t end)
{
	struct expr *first = NULL, **tail = &first;

	r->at++;
	while (r->at + 1 < end) {
		uint32_t stop = type_skip(r, r->at);
		struct expr *e = simple_read(r);

		if (!e || r->at != stop)
			e = expr_read_new(r->u, EXPR_OTHER, token_here(r)->line);
		*tail = e;
		tail = &e->next;
		r->at = stop + 1; /* the comma, or the > */
	}
	r->at = end;
	return index_new(r, left, first);
}

/* The words are at r->at, the type behind them. */
static struct expr *operated_read(struct reader *r, const char *operator, uint32_t words)
{
	struct expr *name = expr_read_new(r->u, EXPR_NAME, token_here(r)->line), *of;

	name->text = name_of(operator);
	r->at += words;
	r->depth++;
	of = simple_read(r);
	r->depth--;
	return of ? index_new(r, name, of) : NULL;
}

/* A.B<C, D>[] at r->at, or typeof A, () => A; NULL: something else. */
static struct expr *simple_read(struct reader *r)
{
	struct expr *e, *attr;
	uint32_t end;

	word_take(r, WORD_READONLY);
	if (r->depth < READER_DEPTH && word_here(r, WORD_TYPEOF) && is_prefix(r, r->at))
		return operated_read(r, TYPE_OF_VALUE, 1);
	if (r->depth < READER_DEPTH && open_here(r, '(') &&
	    token_at(r, r->at + 1)->kind == TOK_CLOSE &&
	    token_is_op(token_at(r, r->at + 2), OP2('=', '>')))
		return operated_read(r, TYPE_OF_FUNCTION, 3);
	if (token_here(r)->kind != TOK_NAME || is_prefix(r, r->at) ||
	    word_here(r, WORD_IMPORT) || r->depth >= READER_DEPTH)
		return NULL;
	r->depth++;
	e = name_new(r, token_here(r));
	r->at++;
	while (op_here(r, '.') && token_at(r, r->at + 1)->kind == TOK_NAME) {
		attr = expr_read_new(r->u, EXPR_ATTR, token_at(r, r->at + 1)->line);
		attr->text = token_name(r, token_at(r, r->at + 1));
		attr->left_ = e;
		e = expr_done(r, attr);
		r->at += 2;
	}
	if (op_here(r, '<') && (end = type_arguments_skip(r, r->at)) != 0)
		e = arguments_read(r, e, end);
	while (open_here(r, '[') && token_at(r, r->at + 1)->kind == TOK_CLOSE &&
	       !(token_here(r)->flags & TOK_LINE_START)) {
		struct expr *array = expr_read_new(r->u, EXPR_NAME, e->line);

		array->text = name_of("Array");
		e = index_new(r, array, e);
		r->at += 2;
	}
	r->depth--;
	return e;
}

static bool is_nothing(const struct expr *e)
{
	return e->kind == EXPR_NAME &&
	       (name_is(e->text, "null") || name_is(e->text, "undefined"));
}

/* A, or the A of `A | null | undefined`, up to stop. */
static struct expr *nullable_read(struct reader *r, uint32_t stop)
{
	struct expr *found = NULL;

	op_take(r, '|');
	do {
		struct expr *e = simple_read(r);

		if (!e || (found && !is_nothing(e) && !is_nothing(found)))
			return NULL;
		if (!found || is_nothing(found))
			found = e;
	} while (op_take(r, '|'));
	return r->at == stop ? found : NULL;
}

struct expr *type_read(struct reader *r)
{
	uint32_t stop = type_skip(r, r->at);
	struct expr *e = stop == r->at ? NULL : nullable_read(r, stop);

	r->at = stop;
	return e;
}

struct expr *annotation_read(struct reader *r)
{
	if (!r->typed || !op_here(r, ':'))
		return NULL;
	r->at++;
	return type_read(r);
}
