/* lex.h - the tokens of a source file, as both languages share them.
 *
 * Every byte is stepped over once. The result is one flat array in which brackets
 * know their partners, so that a reader can jump over what it does not need. */
#ifndef LEX_H
#define LEX_H

#include <stdint.h>

#include "base/arena.h"

/* Readable zero bytes that must follow a text: lexers look ahead without checking. */
enum { READ_PADDING = 64 };

enum token_kind {
	TOK_END,  /* always the last one; pos = size */
	TOK_NAME, /* identifier or keyword; aux = name_hash */
	TOK_NUMBER,
	TOK_STRING,   /* whole literal with quotes and prefix; aux: see the lexer */
	TOK_TEMPLATE, /* opens an f-string or a template literal; mate = TOK_TEMPLATE_END.
	                 In between: TOK_CHUNK, and TOK_OPEN '{' ... TOK_CLOSE '}' for
	                 each hole */
	TOK_CHUNK,    /* literal text inside a template */
	TOK_TEMPLATE_END,
	TOK_OPEN,  /* ( [ {   aux = index of the partner, or of TOK_END when it is missing
	            */
	TOK_CLOSE, /* ) ] }   aux = index of the partner */
	TOK_OP,    /* operator or punctuation; op = its first byte, len tells the rest */
	TOK_NEWLINE, /* Python: end of a logical line; aux = indentation of the next one
	              */
	TOK_REGEX,   /* JS */
	TOK_JSX,     /* JS: an element's start; mate = TOK_JSX_END. In between: only the
	                TOK_OPEN '{' ... '}' holes and nested elements */
	TOK_JSX_END,
};

struct token {
	uint32_t pos, len;
	uint32_t aux;  /* mate, hash or indentation: see the kind */
	uint32_t line; /* 1-based */
	uint8_t kind;
	uint8_t op;    /* first byte of the token */
	uint8_t flags; /* enum token_flag */
	uint8_t word;  /* JS: reserved word, enum script_word; 0: a plain name.
	                  Python: word or operator, enum python_word */
};

enum token_flag {
	TOK_LINE_START = 1, /* first token on its line (JS: a newline stands before it) */
	TOK_ESCAPED =
	    2, /* JS TOK_STRING, TOK_CHUNK: holds a backslash, or a \r in a template */
	TOK_HOLE = 4,  /* JS TOK_OPEN: the { of a template or JSX hole */
	TOK_BLOCK = 8, /* JS TOK_OPEN {: statements or members, no object literal */
	TOK_IN_BODY =
	    16, /* JS TOK_JSX: its opening tag is complete (used while lexing) */

	/* Python. TOK_ESCAPED and TOK_HOLE as above. A string's prefix and quotes: aux of
	 * TOK_STRING is their length on the left; a hole carries those of its f-string.
	 */
	TOK_CALL = 8,    /* TOK_OPEN (: something stands before it that is called */
	TOK_TRIPLE = 16, /* three quotes on a side */
	TOK_DOUBLE = 32, /* " and not ' */
	TOK_RAW = 64,
	TOK_SPEC = 128, /* TOK_OPEN: hole with a format specification */
};

/* Tokens of one file; reuse it for the next: lex_*() starts over in the same memory. */
struct tokens {
	struct token *v;
	uint32_t n, room;
	uint32_t lines, code_lines;
	uint32_t defect_line; /* 0: none */
	const char *defect;   /* static text */
};
void tokens_release(struct tokens *t);
/* For lexers (lex.c): room for at least one more token. */
void tokens_grow(struct tokens *t);

/* text must be followed by READ_PADDING zero bytes. Never fails: an unterminated
 * literal or a bracket without partner is noted in defect and reading goes on. */
void lex_python(struct tokens *t, const char *text, uint32_t size);
void lex_script(struct tokens *t, const char *text, uint32_t size, int language);

#endif
