/* python_expr.h - from tokens to expressions: the lower half of python_read().
 *
 * All functions read from r->at and leave it behind what they read. They stop at
 * whatever cannot belong to them and never fail: what is not understood is EXPR_OTHER.
 * Calls of the vocabulary become sites of r->scope on the way. */
#ifndef PYTHON_EXPR_H
#define PYTHON_EXPR_H

#include "syntax/hashes.h"
#include "syntax/lex.h"
#include "syntax/lex_python.h"
#include "syntax/syntax.h"

/* Where a call may be given a path: among so many arguments, of so many tokens. */
enum { PATH_ARGUMENTS = 3, PATH_TOKENS = 10 };

struct python_reader {
	struct unit *u;
	struct arena *arena;
	const struct vocabulary *vocabulary;
	const char *text;
	const struct token *v;
	uint32_t at;   /* next token */
	uint32_t stop; /* the token that ends the statement */
	struct scope *scope;
	unsigned depth; /* how deep the parser stands in itself */
	unsigned quiet; /* above 0: calls are no sites (decorators) */
	unsigned complaints;
	bool confused;  /* this statement has its defect already */
	bool anonymous; /* the vocabulary has the empty name: calls without a name */
	uint32_t hit_from, hit_at; /* the first hit at or behind hit_from is at hit_at */
	struct hashes made;        /* what is given a router: as good as usual names */
	struct hashes renamed;     /* what the file calls names of the vocabulary */
	struct hashes packed;      /* variables of lists and dictionaries that hold a call
	                              or name of it */
};

/* Note a defect of this statement: one is enough. */
void python_confused(struct python_reader *r, uint32_t line, const char *text);

struct name python_name(struct python_reader *r, const struct token *t);
/* One expression without commas; lambda, if-else and := included. */
struct expr *python_expr(struct python_reader *r);
/* With commas, * and yield: a tuple when there is a comma. */
struct expr *python_expr_list(struct python_reader *r);
/* What may stand behind `as`; and, with commas, between `for` and `in`. */
struct expr *python_target(struct python_reader *r);
struct expr *python_targets(struct python_reader *r);
/* r->at is the opening bracket: a list linked by next. */
struct expr *python_arguments(struct python_reader *r);
/* Up to token end, or to the colon of a lambda. */
struct param *python_params(struct python_reader *r, uint32_t end, bool is_lambda);
/* Whatever is left up to token end, read for its sites alone. */
void python_rest(struct python_reader *r, uint32_t end);

static inline bool python_is_made(const struct python_reader *r, uint32_t hash)
{
	return hashes_has(&r->made, hash);
}

/* from x import Message as Letter: Letter() is a call of the vocabulary, too. */
static inline bool python_is_renamed(const struct python_reader *r, uint32_t hash)
{
	return hashes_has(&r->renamed, hash);
}

/* f(*name), f(**name): does what is spread there hold something of the vocabulary? */
static inline bool python_is_packed(const struct python_reader *r, uint32_t hash)
{
	return hashes_has(&r->packed, hash);
}

/* What stands behind the path of f("/path", x), f(x, "name", "/path") or f(x,
 * to="/path"): a function of ours may put x there, whatever it is called. */
static inline bool python_is_path(const struct python_reader *r, uint32_t end)
{
	const struct token *t = &r->v[end - 1];
	uint32_t from = end > PATH_TOKENS ? end - PATH_TOKENS : 1, at = end - 1;

	if (t->len <= t->aux + 2 || r->text[t->pos + t->aux] != '/')
		return false;
	while (--at >= from && (r->v[at].kind == TOK_NAME ||
	                        r->v[at].kind == TOK_STRING || r->v[at].word == W_COMMA ||
	                        r->v[at].word == W_DOT || r->v[at].word == W_ASSIGN))
		;
	return at >= from && r->v[at].kind == TOK_OPEN && r->v[at].flags & TOK_CALL &&
	       (at + 2 < end || r->v[end].word == W_COMMA);
}

/* router = make(..): does what begins at i go into a usual name? */
static inline bool python_is_kept(const struct python_reader *r, uint32_t i)
{
	const struct token *t = &r->v[i];

	return i > 1 && t[-1].word == W_ASSIGN && t[-2].kind == TOK_NAME &&
	       vocabulary_has_argument(r->vocabulary, t[-2].aux);
}

/* Is what ends in front of i the second argument of f("orders", views.OrderViewSet)? */
static inline bool python_is_named_class(const struct python_reader *r, uint32_t i)
{
	const struct token *t = &r->v[i - 1];

	if (r->text[t->pos] < 'A' || r->text[t->pos] > 'Z')
		return false;
	for (; i > 6 && t[-1].word == W_DOT && t[-2].kind == TOK_NAME; i -= 2)
		t -= 2;
	return i > 4 && t[-1].word == W_COMMA && t[-2].kind == TOK_STRING &&
	       t[-3].kind == TOK_OPEN && t[-3].flags & TOK_CALL;
}

/* keeper.take(Desk(..)): an object that is made on the spot, for a function of ours. i
 * is the bracket behind the class. */
static inline bool python_hands_object(const struct python_reader *r, uint32_t i)
{
	const struct token *t = &r->v[i - 1];

	if (t->len < 2 || r->text[t->pos] < 'A' || r->text[t->pos] > 'Z' ||
	    r->text[t->pos + t->len - 1] < 'a' || r->text[t->pos + t->len - 1] > 'z')
		return false;
	for (i--; i > 5 && t[-1].word == W_DOT && t[-2].kind == TOK_NAME; i -= 2)
		t -= 2;
	return i > 3 && t[-1].kind == TOK_OPEN && t[-1].flags & TOK_CALL &&
	       t[-2].kind == TOK_NAME && t[-3].word == W_DOT;
}

/* method(path)(view): what method gives is applied to view, whatever it is called. */
static inline bool python_applies(const struct token *open)
{
	return open[-1].kind == TOK_CLOSE && open[1].kind == TOK_NAME &&
	       open[2].kind == TOK_CLOSE;
}

/* Whether the bracket or comma i shows that a call of the vocabulary stands here. */
static inline bool python_hit(const struct python_reader *r, uint32_t i)
{
	const struct token *t = &r->v[i];

	if (t->kind == TOK_OPEN) {
		if (!(t->flags & TOK_CALL)) /* name = {..}, name=[..] */
			return i > 2 && t[-1].word == W_ASSIGN &&
			       t[-2].kind == TOK_NAME &&
			       vocabulary_has_argument(r->vocabulary, t[-2].aux);
		if (t[-1].kind != TOK_NAME)
			return r->anonymous || python_applies(t);
		return vocabulary_has(r->vocabulary, t[-1].aux) ||
		       python_is_renamed(r, t[-1].aux) || python_is_kept(r, i - 1) ||
		       python_hands_object(r, i) ||
		       (i > 3 && t[-2].word == W_DOT && t[-3].kind == TOK_NAME &&
		        vocabulary_has_head(r->vocabulary, t[-3].aux));
	}
	/* A comma or closing bracket behind a bare argument, or behind name=argument. */
	if (i > 3 && t[-1].kind == TOK_STRING)
		return python_is_path(r, i) ||
		       (t[-2].word == W_ASSIGN && t[-3].kind == TOK_NAME &&
		        vocabulary_has_argument(r->vocabulary, t[-3].aux));
	if (i < 2 || t[-1].kind != TOK_NAME)
		return false;
	return vocabulary_has_argument(r->vocabulary, t[-1].aux) ||
	       python_is_made(r, t[-1].aux) || python_is_named_class(r, i) ||
	       ((t[-2].word == W_STAR || t[-2].word == W_POWER) &&
	        python_is_packed(r, t[-1].aux)) ||
	       (i > 3 && t[-2].word == W_ASSIGN && t[-3].kind == TOK_NAME &&
	        vocabulary_has_argument(r->vocabulary, t[-3].aux));
}

#endif
