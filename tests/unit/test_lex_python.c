/* test_lex_python.c - the tokens of Python: every prefix, every bracket, every byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "syntax/lex.h"
#include "syntax/lex_python.h"
#include "syntax/syntax.h"

/* Padded as readers promise, and no longer, so that a sanitizer sees overruns. */
static char *padded(const char *text, size_t n)
{
	char *p = calloc(1, n + READ_PADDING);

	assert_non_null(p);
	memcpy(p, text, n);
	return p;
}

/* Tokens with a space between; a mark in front of what its text does not tell:
 * $string ~chunk `template-begin 'template-end #number, newline as |indentation. */
static void print_tokens(const struct tokens *t, const char *text, char *out, size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	for (uint32_t i = 0; i + 1 < t->n && n < size; i++) {
		const struct token *k = &t->v[i];
		const char *mark = k->kind == TOK_STRING       ? "$"
		                 : k->kind == TOK_CHUNK        ? "~"
		                 : k->kind == TOK_TEMPLATE     ? "`"
		                 : k->kind == TOK_TEMPLATE_END ? "'"
		                 : k->kind == TOK_NUMBER       ? "#"
		                                               : "";

		if (k->kind == TOK_NEWLINE)
			n += (size_t)snprintf(out + n, size - n, "%s|%u", i ? " " : "",
			                      k->aux);
		else
			n += (size_t)snprintf(out + n, size - n, "%s%s%.*s", i ? " " : "",
			                      mark, (int)k->len, text + k->pos);
	}
}

static const struct {
	const char *text, *tokens, *defect; /* defect NULL: none */
} cases[] = {
	{ "", "", NULL },
	{ "x = 1", "x = #1 |0", NULL },
	{ "\xEF\xBB\xBFx", "x |0", NULL },
	{ "if a:\n\tb\n  c\n\n# no\n    # line\n    d\n", "if a : |8 b |2 c |4 d |0",
	  NULL },
	{ "a\r\nb\rc\n", "a |0 b |0 c |0", NULL },
	{ "a \\\n  b\n", "a b |0", NULL },
	{ "f(a,\n  b)\nc", "f ( a , b ) |0 c |0", NULL },
	{ "a # (\nb", "a |0 b |0", NULL },
	{ "\fdef f(): pass", "def f ( ) : pass |0", NULL },
	/* strings */
	{ "'a' \"b\" '''c''' \"\"\"d\"\"\"", "$'a' $\"b\" $'''c''' $\"\"\"d\"\"\" |0",
	  NULL },
	{ "r'\\'' rb'a' Br\"b\" U'c' uR'd'", "$r'\\'' $rb'a' $Br\"b\" $U'c' $uR'd' |0",
	  NULL },
	{ "R\"a\" bR'x' Rb'x' u'x' BR'''x'''",
	  "$R\"a\" $bR'x' $Rb'x' $u'x' $BR'''x''' |0", NULL },
	{ "'\\\\' '\\''", "$'\\\\' $'\\'' |0", NULL },
	{ "'''a'b''c\n'''", "$'''a'b''c\n''' |0", NULL },
	{ "'a\\\nb'", "$'a\\\nb' |0", NULL },
	{ "''''a''' ''", "$''''a''' $'' |0", NULL },
	{ "xr'a'", "xr $'a' |0", NULL },
	{ "print'a'", "print $'a' |0", NULL },
	{ "'abc\nd", "$'abc |0 d |0", "unterminated string" },
	{ "'''abc\nd", "$'''abc\nd |0", "unterminated string" },
	/* f-strings */
	{ "f''", "`f' '' |0", NULL },
	{ "f'a{b}c'", "`f' ~a { b } ~c '' |0", NULL },
	{ "rf'\\{b}' Fr'{{}}'", "`rf' ~\\ { b } '' `Fr' ~{{}} '' |0", NULL },
	{ "t'a{b}' TR\"{c}\"", "`t' ~a { b } '' `TR\" { c } '\" |0", NULL },
	{ "f'{a[\"x\"]:>{w}.{p}}!'", "`f' { a [ $\"x\" ] : ~> { w } ~. { p } } ~! '' |0",
	  NULL },
	{ "f'{a['x']}'", "`f' { a [ $'x' ] } '' |0", NULL },
	{ "f'{f'{f'{1}'}'}'", "`f' { `f' { `f' { #1 } '' } '' } '' |0", NULL },
	{ "f'{a!r:^{w}} {b=} {c!=d}'",
	  "`f' { a ! r : ~^ { w } } ~  { b = } ~  { c != d } '' |0", NULL },
	{ "f'{{{a}}}'", "`f' ~{{ { a } ~}} '' |0", NULL },
	{ "f'\\N{DASH}{a}'", "`f' ~\\N{DASH} { a } '' |0", NULL },
	{ "f'''\n{\n a\n}\n'''", "`f''' ~\n { a } ~\n '''' |0", NULL },
	{ "f'{ {1: 2}[1] }'", "`f' { { #1 : #2 } [ #1 ] } '' |0", NULL },
	{ "f'{(lambda x: 1)}'", "`f' { ( lambda x : #1 ) } '' |0", NULL },
	{ "f'{a:%H:%M}'", "`f' { a : ~%H:%M } '' |0", NULL },
	{ "f'abc\nd", "`f' ~abc ' |0 d |0", "unterminated string" },
	{ "f'{a:b\nd", "`f' { a : ~b ' |0 d |0", "unterminated hole in a format string" },
	/* numbers */
	{ "1_000 0x1F 0b1 0o7 1.5 .5 1. 1e-5 1E5j 0777L 1if 0xfor",
	  "#1_000 #0x1F #0b1 #0o7 #1.5 #.5 #1. #1e-5 #1E5j #0777L #1 if #0xf or |0",
	  NULL },
	{ "1.real 1..real x.5", "#1. real #1. . real x #.5 |0", NULL },
	/* operators */
	{ "a**=b//=c>>=d<<=e", "a **= b //= c >>= d <<= e |0", NULL },
	{ "a:=b->c<>d!=e==f<=g>=h", "a := b -> c <> d != e == f <= g >= h |0", NULL },
	{ "a@b@=c ... ..x ~y", "a @ b @= c ... . . x ~ y |0", NULL },
	/* broken */
	{ "f(a\ndef g():\n b", "f ( a |0 def g ( ) : |1 b |0",
	  "bracket without partner" },
	{ "f([a)\nb", "f ( [ a ) |0 b |0", "bracket without partner" },
	{ "a)\nb", "a ) |0 b |0", "bracket without partner" },
	{ "a ? $b", "a ? $ b |0", NULL },
	{ "\xFF\xFE = 1", "\xFF\xFE = #1 |0", NULL },
	{ "h\xC3\xA9llo", "h\xC3\xA9llo |0", NULL },
};

static void test_tokens(void **state)
{
	struct tokens t = { 0 };
	char out[1024];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n = strlen(cases[i].text);
		char *text = padded(cases[i].text, n);

		lex_python(&t, text, (uint32_t)n);
		print_tokens(&t, text, out, sizeof out);
		assert_string_equal(out, cases[i].tokens);
		if (cases[i].defect)
			assert_string_equal(t.defect, cases[i].defect);
		else
			assert_null(t.defect);
		assert_int_equal(t.v[t.n - 1].kind, TOK_END);
		free(text);
	}
	tokens_release(&t);
}

static void test_hashes_are_those_of_names(void **state)
{
	static const char text[] =
	    "a ab abcdefg abcdefgh abcdefghi abcdefghijklmnopqrstuvwxyz "
	    "continue continued nonlocal h\xC3\xA9";
	struct tokens t = { 0 };
	char *p = padded(text, sizeof text - 1);

	(void)state;
	lex_python(&t, p, sizeof text - 1);
	assert_int_equal(t.n, 12);
	for (uint32_t i = 0; i < 10; i++)
		assert_int_equal(t.v[i].aux, name_hash(text + t.v[i].pos, t.v[i].len));
	assert_int_equal(t.v[6].word, W_CONTINUE);
	assert_int_equal(t.v[7].word, W_PLAIN);
	assert_int_equal(t.v[8].word, W_NONLOCAL);
	free(p);
	tokens_release(&t);
}

static void test_all_words_are_known(void **state)
{
#define WORD(name, ...) { W_##name, { __VA_ARGS__ } },
	static const struct {
		int word;
		char letters[8];
	} words[] = { PYTHON_WORDS(WORD) };
#undef WORD
	struct tokens t = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strnlen(words[i].letters, 8);
		char *p = padded(words[i].letters, n);

		lex_python(&t, p, (uint32_t)n);
		assert_int_equal(t.v[0].word, words[i].word);
		free(p);
	}
	tokens_release(&t);
}

static void test_lines(void **state)
{
	static const char text[] = "a\n\n# c\n'''x\ny\n'''\nf(\n\n1)\r\nlast";
	struct tokens t = { 0 };
	char *p = padded(text, sizeof text - 1);

	(void)state;
	lex_python(&t, p, sizeof text - 1);
	assert_int_equal(t.lines, 10);
	assert_int_equal(t.code_lines, 7);
	assert_int_equal(t.v[2].line, 4);
	assert_int_equal(t.v[4].line, 7);
	assert_int_equal(t.v[t.n - 3].line, 10);
	free(p);
	tokens_release(&t);
}

static void test_brackets_know_their_partners(void **state)
{
	static const char text[] = "f(a[{1}], f'{x}')";
	struct tokens t = { 0 };
	char *p = padded(text, sizeof text - 1);
	unsigned pairs = 0;

	(void)state;
	lex_python(&t, p, sizeof text - 1);
	for (uint32_t i = 0; i < t.n; i++) {
		if (t.v[i].kind != TOK_OPEN && t.v[i].kind != TOK_TEMPLATE)
			continue;
		assert_int_equal(t.v[t.v[i].aux].aux, i);
		pairs++;
	}
	assert_int_equal(pairs, 5);
	assert_true(t.v[1].flags & TOK_CALL);
	free(p);
	tokens_release(&t);
}

static void test_nul_bytes_are_stepped_over(void **state)
{
	static const char text[] = "a\0b\n'c\0d' # \0\ne";
	struct tokens t = { 0 };
	char *p = padded(text, sizeof text - 1);

	(void)state;
	lex_python(&t, p, sizeof text - 1);
	assert_string_equal(t.defect, "NUL byte");
	assert_int_equal(t.n, 8);
	assert_int_equal(t.v[3].len, 5);
	free(p);
	tokens_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_hashes_are_those_of_names),
		cmocka_unit_test(test_all_words_are_known),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_brackets_know_their_partners),
		cmocka_unit_test(test_nul_bytes_are_stepped_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
