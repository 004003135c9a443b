/* lex_python.h - the words and operators of Python, as numbers on its tokens. */
#ifndef LEX_PYTHON_H
#define LEX_PYTHON_H

/*   PYTHON_WORDS(WORD): WORD(name, its letters). Order matters, see the enum. */
#define PYTHON_SOFT_WORDS(WORD)                                                          \
	WORD(MATCH, 'm', 'a', 't', 'c', 'h', 0, 0, 0)                                    \
	WORD(CASE, 'c', 'a', 's', 'e', 0, 0, 0, 0)                                       \
	WORD(TYPE, 't', 'y', 'p', 'e', 0, 0, 0, 0)                                       \
	WORD(PRINT, 'p', 'r', 'i', 'n', 't', 0, 0, 0)                                    \
	WORD(EXEC, 'e', 'x', 'e', 'c', 0, 0, 0, 0)                                       \
	WORD(ASYNC, 'a', 's', 'y', 'n', 'c', 0, 0, 0)
#define PYTHON_HARD_WORDS(WORD)                                                          \
	WORD(FALSE, 'F', 'a', 'l', 's', 'e', 0, 0, 0)                                    \
	WORD(NONE, 'N', 'o', 'n', 'e', 0, 0, 0, 0)                                       \
	WORD(TRUE, 'T', 'r', 'u', 'e', 0, 0, 0, 0)                                       \
	WORD(AS, 'a', 's', 0, 0, 0, 0, 0, 0)                                             \
	WORD(ASSERT, 'a', 's', 's', 'e', 'r', 't', 0, 0)                                 \
	WORD(AWAIT, 'a', 'w', 'a', 'i', 't', 0, 0, 0)                                    \
	WORD(BREAK, 'b', 'r', 'e', 'a', 'k', 0, 0, 0)                                    \
	WORD(CLASS, 'c', 'l', 'a', 's', 's', 0, 0, 0)                                    \
	WORD(CONTINUE, 'c', 'o', 'n', 't', 'i', 'n', 'u', 'e')                           \
	WORD(DEF, 'd', 'e', 'f', 0, 0, 0, 0, 0)                                          \
	WORD(DEL, 'd', 'e', 'l', 0, 0, 0, 0, 0)                                          \
	WORD(ELSE, 'e', 'l', 's', 'e', 0, 0, 0, 0)                                       \
	WORD(FINALLY, 'f', 'i', 'n', 'a', 'l', 'l', 'y', 0)                              \
	WORD(FROM, 'f', 'r', 'o', 'm', 0, 0, 0, 0)                                       \
	WORD(GLOBAL, 'g', 'l', 'o', 'b', 'a', 'l', 0, 0)                                 \
	WORD(IMPORT, 'i', 'm', 'p', 'o', 'r', 't', 0, 0)                                 \
	WORD(IN, 'i', 'n', 0, 0, 0, 0, 0, 0)                                             \
	WORD(IS, 'i', 's', 0, 0, 0, 0, 0, 0)                                             \
	WORD(NONLOCAL, 'n', 'o', 'n', 'l', 'o', 'c', 'a', 'l')                           \
	WORD(NOT, 'n', 'o', 't', 0, 0, 0, 0, 0)                                          \
	WORD(PASS, 'p', 'a', 's', 's', 0, 0, 0, 0)                                       \
	WORD(RAISE, 'r', 'a', 'i', 's', 'e', 0, 0, 0)                                    \
	WORD(RETURN, 'r', 'e', 't', 'u', 'r', 'n', 0, 0)                                 \
	WORD(TRY, 't', 'r', 'y', 0, 0, 0, 0, 0)                                          \
	WORD(WITH, 'w', 'i', 't', 'h', 0, 0, 0, 0)
#define PYTHON_COUNTED_WORDS(WORD)                                                       \
	WORD(AND, 'a', 'n', 'd', 0, 0, 0, 0, 0)                                          \
	WORD(ELIF, 'e', 'l', 'i', 'f', 0, 0, 0, 0)                                       \
	WORD(EXCEPT, 'e', 'x', 'c', 'e', 'p', 't', 0, 0)                                 \
	WORD(FOR, 'f', 'o', 'r', 0, 0, 0, 0, 0)                                          \
	WORD(IF, 'i', 'f', 0, 0, 0, 0, 0, 0)                                             \
	WORD(LAMBDA, 'l', 'a', 'm', 'b', 'd', 'a', 0, 0)                                 \
	WORD(OR, 'o', 'r', 0, 0, 0, 0, 0, 0)                                             \
	WORD(WHILE, 'w', 'h', 'i', 'l', 'e', 0, 0, 0)                                    \
	WORD(YIELD, 'y', 'i', 'e', 'l', 'd', 0, 0, 0)
#define PYTHON_WORDS(WORD)                                                               \
	PYTHON_SOFT_WORDS(WORD) PYTHON_HARD_WORDS(WORD) PYTHON_COUNTED_WORDS(WORD)

enum python_word {
	W_PLAIN, /* a name, a number, a string, a bracket that nobody asks about */
#define WORD(name, ...) W_##name,
	PYTHON_SOFT_WORDS(WORD) W_SOFT_END, /* below: words that may also be names */
	PYTHON_HARD_WORDS(WORD)
	/* operators, by how the reader treats them */
	W_OTHER, /* ` $ ? \ and what else nobody knows */
	W_DOT,
	W_ELLIPSIS,
	W_BANG,  /* ! of an f-string hole */
	W_ARROW, /* -> */
	W_TILDE,
	W_WALRUS,  /* := */
	W_COMPARE, /* < > <= >= == != <> */
	W_BITOR,
	W_BITXOR,
	W_BITAND,
	W_SHIFT,
	W_SUM,      /* + - */
	W_TERM,     /* / // % @ */
	W_STAR,     /* * */
	W_POWER,    /* ** */
	W_SURVEYED, /* above: whoever only surveys a statement has to stop here */
	PYTHON_COUNTED_WORDS(WORD) W_OPEN,
	W_CLOSE,
	W_COMMA,
	W_COLON,
	W_SEMICOLON,
	W_ASSIGN,  /* = */
	W_AUGMENT, /* += and the like */
	W_NEWLINE,
	W_END,
#undef WORD
};

#endif
