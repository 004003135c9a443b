/* script_reader.h - what the parts of the JavaScript reader share: where it stands in
 * the tokens, and how it steps. Only script*.c include it. */
#ifndef SCRIPT_READER_H
#define SCRIPT_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "syntax/callees.h"
#include "syntax/lex.h"
#include "syntax/lex_words.h"
#include "syntax/syntax.h"

/* Spelling of an operator as struct token.aux holds it. */
#define OP2(a, b) ((uint32_t)(a) | (uint32_t)(b) << 8)
#define OP3(a, b, c) (OP2(a, b) | (uint32_t)(c) << 16)

/* Ascending token indices. */
struct marks {
	uint32_t *v, n;
};

struct reader {
	struct unit *u;
	struct arena *a; /* of the unit */
	const struct vocabulary *vocabulary;
	const char *text;
	const struct token *v;
	uint32_t n;       /* tokens, TOK_END included */
	uint32_t at, end; /* here, and where the innermost bracket closes */
	struct scope *scope;
	struct expr **returns; /* where the next return of the function is hung */
	struct export_entry **exports;
	struct site *chain_site; /* of the chain read last, */
	struct expr *chain_end;  /* and the whole chain: parentheses may continue it */
	/* Found by marks_read: */
	struct marks sites; /* ( or template of a call that may be in the vocabulary */
	struct marks calls, branches, statements;
	struct callees *callees;
	struct marks compared; /* texts compared with a name that detectors ask for */
	uint32_t site;         /* has_site() looked here last */
	struct if_around {     /* innermost last: ( ) of the head, end of the block */
		uint32_t from, to, end;
	} * ifs;
	size_t if_count, if_room;
	struct arena *scratch; /* gone when the file is read */
	uint32_t depth;
	uint64_t patience; /* tokens that guesses may still look at */
	bool typed;        /* TypeScript */
	bool no_in;        /* head of a for: `in` is no operator */
	bool in_choice;    /* between ? and : */
	bool in_condition; /* read once more, for what it says: keep ! */
	bool too_deep;     /* said so */
};

enum { READER_DEPTH = 200 };

static inline const struct token *token_at(const struct reader *r, uint32_t i)
{
	return &r->v[i < r->end ? i : r->n - 1];
}
static inline const struct token *token_here(const struct reader *r)
{
	return token_at(r, r->at);
}
static inline bool token_is_op(const struct token *k, uint32_t op)
{
	return k->kind == TOK_OP && k->aux == op;
}
static inline bool token_is_open(const struct token *k, char c)
{
	return k->kind == TOK_OPEN && k->op == c;
}
static inline bool op_at(const struct reader *r, uint32_t i, uint32_t op)
{
	return token_is_op(token_at(r, i), op);
}
static inline bool op_here(const struct reader *r, uint32_t op)
{
	return token_is_op(token_here(r), op);
}
static inline bool open_here(const struct reader *r, char c)
{
	return token_is_open(token_here(r), c);
}
static inline bool word_here(const struct reader *r, enum script_word w)
{
	return token_here(r)->word == w;
}
/* Step over op if it stands here. */
static inline bool op_take(struct reader *r, uint32_t op)
{
	bool yes = op_here(r, op);

	r->at += yes;
	return yes;
}
static inline bool word_take(struct reader *r, enum script_word w)
{
	bool yes = word_here(r, w);

	r->at += yes;
	return yes;
}
/* Index behind token i, or behind the bracket, template or element it opens. */
static inline uint32_t token_after(const struct reader *r, uint32_t i)
{
	const struct token *k = &r->v[i];
	uint32_t mate = i;

	if (k->kind == TOK_OPEN || k->kind == TOK_TEMPLATE || k->kind == TOK_JSX)
		mate = k->aux;
	return mate < r->end ? mate + 1 : r->end;
}

struct name token_name(struct reader *r, const struct token *k);
/* Decoded text of a TOK_STRING or TOK_CHUNK. */
struct name token_string(struct reader *r, const struct token *k);

/* At an opening bracket: go in; what bracket_leave needs is returned.
 *     outer = bracket_enter(r); ... bracket_leave(r, outer); */
struct bracket {
	uint32_t close, end;
	bool no_in, in_choice;
};
struct bracket bracket_enter(struct reader *r);
void bracket_leave(struct reader *r, struct bracket outer);

/* Index of the first token behind the statement that starts at i (its `;` is
 * behind it). *assigns (may be NULL): index of its first plain `=`, or 0. */
uint32_t statement_end(const struct reader *r, uint32_t i, uint32_t *assigns);
/* Behind all of a statement that is understood: step over what is left on its line. */
void statement_finish(struct reader *r);
/* Does a call that may be of the vocabulary stand in tokens [from, to)? */
bool has_site(struct reader *r, uint32_t from, uint32_t to);
/* Note the size of a class or function made of tokens [from, to); its statements are
 * those from body on. */
void scope_measure(struct reader *r, struct scope *s, uint32_t from, uint32_t body,
                   uint32_t to);

/* At the first token of a file or body: its directive ("use server"), if it has one. */
static inline void directive_read(struct reader *r, struct scope *s)
{
	const struct token *next = token_at(r, r->at + 1);

	if (token_here(r)->kind == TOK_STRING &&
	    (next->flags & TOK_LINE_START || next->kind == TOK_CLOSE ||
	     next->kind == TOK_END || token_is_op(next, ';')))
		s->directive = token_string(r, token_here(r));
}

/* False, after a defect, when the source is nested too deeply to go on; else
 * depth_leave must follow. */
bool depth_enter(struct reader *r);
static inline void depth_leave(struct reader *r)
{
	r->depth--;
}

/* e with its height, now that left and first are set. One that would be too high keeps
 * little more than its kind. Returns e. */
struct expr *expr_done(struct reader *r, struct expr *e);

/* The name that a.b[0].c() begins with; empty: it begins with none. */
struct name script_root_name(const struct expr *e);

#endif
