/* lex_words.h - the words that mean something to the JavaScript reader.
 *
 * Most are reserved only in places: `of`, `type`, `get` are names elsewhere, and
 * every one is a name behind a dot. The lexer only says how a name is spelled. */
#ifndef LEX_WORDS_H
#define LEX_WORDS_H

/* Constant, spelling, place in the perfect hash of lex_script.c. Keep alphabetized;
 * tests/unit/test_lex_script.c tells the place of a new word, or that another
 * multiplier is due. */
#define SCRIPT_WORDS(X)                                                                  \
	X(ABSTRACT, abstract, 0x85)                                                      \
	X(ACCESSOR, accessor, 0x1a)                                                      \
	X(AS, as, 0x88)                                                                  \
	X(ASSERTS, asserts, 0x2a)                                                        \
	X(ASYNC, async, 0xcd)                                                            \
	X(AWAIT, await, 0xa2)                                                            \
	X(BREAK, break, 0x96)                                                            \
	X(CASE, case, 0x29)                                                              \
	X(CATCH, catch, 0x91)                                                            \
	X(CLASS, class, 0xf0)                                                            \
	X(CONST, const, 0xce)                                                            \
	X(CONSTRUCTOR, constructor, 0x49)                                                \
	X(CONTINUE, continue, 0x23)                                                      \
	X(DEBUGGER, debugger, 0xa5)                                                      \
	X(DECLARE, declare, 0xb9)                                                        \
	X(DEFAULT, default, 0x1b)                                                        \
	X(DELETE, delete, 0x0d)                                                          \
	X(DO, do, 0x8d)                                                                  \
	X(ELSE, else, 0xc9)                                                              \
	X(ENUM, enum, 0xd3)                                                              \
	X(EXPORT, export, 0x51)                                                          \
	X(EXTENDS, extends, 0x4b)                                                        \
	X(FALSE, false, 0x01)                                                            \
	X(FINALLY, finally, 0xef)                                                        \
	X(FOR, for, 0xba)                                                                \
	X(FROM, from, 0x27)                                                              \
	X(FUNCTION, function, 0x62)                                                      \
	X(GET, get, 0x26)                                                                \
	X(GLOBAL, global, 0x4a)                                                          \
	X(IF, if, 0x50)                                                                  \
	X(IMPLEMENTS, implements, 0x68)                                                  \
	X(IMPORT, import, 0xad)                                                          \
	X(IN, in, 0x42)                                                                  \
	X(INFER, infer, 0x6f)                                                            \
	X(INSTANCEOF, instanceof, 0xc8)                                                  \
	X(INTERFACE, interface, 0x9e)                                                    \
	X(IS, is, 0xd9)                                                                  \
	X(KEYOF, keyof, 0xa1)                                                            \
	X(LET, let, 0xf9)                                                                \
	X(MODULE, module, 0x41)                                                          \
	X(NAMESPACE, namespace, 0x52)                                                    \
	X(NEW, new, 0xf4)                                                                \
	X(NULL, null, 0x5f)                                                              \
	X(OF, of, 0x4d)                                                                  \
	X(OVERRIDE, override, 0x64)                                                      \
	X(PRIVATE, private, 0xf3)                                                        \
	X(PROTECTED, protected, 0xc2)                                                    \
	X(PUBLIC, public, 0x5e)                                                          \
	X(READONLY, readonly, 0x76)                                                      \
	X(REQUIRE, require, 0xaf)                                                        \
	X(RETURN, return, 0x81)                                                          \
	X(SATISFIES, satisfies, 0x17)                                                    \
	X(SET, set, 0x1f)                                                                \
	X(STATIC, static, 0xe4)                                                          \
	X(SUPER, super, 0x15)                                                            \
	X(SWITCH, switch, 0x09)                                                          \
	X(THIS, this, 0xbe)                                                              \
	X(THROW, throw, 0x82)                                                            \
	X(TRUE, true, 0x66)                                                              \
	X(TRY, try, 0xe9)                                                                \
	X(TYPE, type, 0x22)                                                              \
	X(TYPEOF, typeof, 0xbd)                                                          \
	X(UNDEFINED, undefined, 0x86)                                                    \
	X(UNIQUE, unique, 0x7c)                                                          \
	X(USING, using, 0x53)                                                            \
	X(VAR, var, 0xb5)                                                                \
	X(VOID, void, 0xf6)                                                              \
	X(WHILE, while, 0x67)                                                            \
	X(WITH, with, 0x00)                                                              \
	X(YIELD, yield, 0x4c)

enum script_word {
	WORD_NONE,
#define X(NAME, spelling, place) WORD_##NAME,
	SCRIPT_WORDS(X)
#undef X
	    WORDS
};

#endif
