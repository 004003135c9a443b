/* test_lex_script.c - tokens of JavaScript, TypeScript, JSX and TSX. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "syntax/lang.h"
#include "syntax/lex.h"
#include "syntax/lex_words.h"
#include "syntax/syntax.h"

static struct tokens tokens;
static char padded[1 << 16];

static void lex(const char *text, int language)
{
	size_t n = strlen(text);

	assert_true(n < sizeof padded - READ_PADDING);
	memset(padded, 0, sizeof padded);
	memcpy(padded, text, n);
	lex_script(&tokens, padded, (uint32_t)n, language);
}

/* The tokens one behind the other: a letter for the kind, then their text. */
static void show(char *buf, size_t size)
{
	static const char letters[] =
	    "$n0s`c`(:o;r<>"; /* in the order of enum token_kind */
	size_t at = 0;

	buf[0] = '\0';
	for (uint32_t i = 0; i + 1 < tokens.n; i++) {
		const struct token *k = &tokens.v[i];
		const char *shown = padded + k->pos;
		char kind = k->kind == TOK_CLOSE ? ')' : letters[k->kind];

		at += (size_t)snprintf(buf + at, size - at, "%s%c%.*s", i ? " " : "",
		                       kind, (int)k->len, shown);
		assert_true(at < size);
	}
}

struct lex_case {
	const char *text, *tokens;
};

static void check(const struct lex_case *c, size_t n, int language)
{
	char got[4096];

	for (size_t i = 0; i < n; i++) {
		lex(c[i].text, language);
		show(got, sizeof got);
		assert_string_equal(got, c[i].tokens);
		assert_null(tokens.defect);
	}
}

#define CHECK(cases, language) check(cases, sizeof(cases) / sizeof *(cases), language)

static void test_plain(void **state)
{
	static const struct lex_case cases[] = {
		{ "", "" },
		{ "#!/bin/node\na", "na" },
		{ "\xef\xbb\xbf"
		  "a",
		  "na" },
		{ "a\xc2\xa0= b", "na\xc2\xa0 o= nb" },
		{ "/* \" ` */ a // ' `\n b", "na nb" },
		{ "a?.b ?? c?.(d) ?\?= e?.5:f",
		  "na o?. nb o?? nc o?. (( nd )) o?\?= ne o? 0.5 o: nf" },
		{ "1_000n + .5e-3 + 0xffE+1 + 1..x + 1.5.y",
		  "01_000n o+ 0.5e-3 o+ 00xffE o+ 01 o+ 01. o. nx o+ 01.5 o. ny" },
		{ "'a\\'b' + \"c\\\nd\" + ''", "s'a\\'b' o+ s\"c\\\nd\" o+ s''" },
		{ "#x in this.#x", "n#x nin nthis o. n#x" },
		{ "\\u0061b \\u{61}b \xc3\xa9t\xc3\xa9",
		  "n\\u0061b n\\u{61}b n\xc3\xa9t\xc3\xa9" },
		{ "a >>>= b >> c >= d => {}",
		  "na o> o> o>= nb o> o> nc o>= nd o=> ({ )}" },
		{ "...a ** b **= c", "o... na o** nb o**= nc" },
	};

	(void)state;
	CHECK(cases, LANG_JAVASCRIPT);
	CHECK(cases, LANG_TYPESCRIPT);
}

static void test_regex(void **state)
{
	static const struct lex_case cases[] = {
		{ "a / b / c", "na o/ nb o/ nc" },
		{ "x = /a[/\\]]b/gi.test(y)", "nx o= r/a[/\\]]b/gi o. ntest (( ny ))" },
		{ "f(/a/, /b/)", "nf (( r/a/ o, r/b/ ))" },
		{ "(a + b) / c / d", "(( na o+ nb )) o/ nc o/ nd" },
		{ "if (a) /b/.test(c)", "nif (( na )) r/b/ o. ntest (( nc ))" },
		{ "x.if(a) / b", "nx o. nif (( na )) o/ nb" },
		{ "a[0] / b", "na ([ 00 )] o/ nb" },
		{ "return /a/", "nreturn r/a/" },
		{ "x.return / a", "nx o. nreturn o/ na" },
		{ "a++ / b", "na o++ o/ nb" },
		{ "!/a/.b", "o! r/a/ o. nb" },
		{ "x! / y", "nx o! o/ ny" },
		{ "f() {} /a/.b", "nf (( )) ({ )} r/a/ o. nb" },
		{ "x = {} / 1", "nx o= ({ )} o/ 01" },
		{ "`a` / b", "`` ca `` o/ nb" },
		{ "a = b / c // d / e", "na o= nb o/ nc" },
	};

	(void)state;
	CHECK(cases, LANG_JAVASCRIPT);
	CHECK(cases, LANG_TYPESCRIPT);
}

static void test_template(void **state)
{
	static const struct lex_case cases[] = {
		{ "``", "`` ``" },
		{ "`a${b}c`", "`` ca (${ nb )} cc ``" },
		{ "`${a}${`x${{b: 1}}`}` + c",
		  "`` (${ na )} (${ `` cx (${ ({ nb o: 01 )} )} `` )} `` o+ nc" },
		{ "`\\`\\${$` d", "`` c\\`\\${$ `` nd" },
		{ "t`'`", "nt `` c' ``" },
	};

	(void)state;
	CHECK(cases, LANG_JAVASCRIPT);
	CHECK(cases, LANG_TSX);
}

static void test_jsx(void **state)
{
	static const struct lex_case cases[] = {
		{ "x = <a/>", "nx o= <<a >/>" },
		{ "(<></>)", "(( << ></> ))" },
		{ "return <a b=\"it's\" {...c} d={e}>don't {f()} / <g.h "
		  "i=<j/>></g.h></a>;",
		  "nreturn <<a ({ o... nc )} ({ ne )} ({ nf (( )) )} <<g.h <<j >/> "
		  "></g.h> ></a> o;" },
		{ "c && <a>{/* ' */}</a> / d", "nc o&& <<a ({ )} ></a> o/ nd" },
		{ "x = a < b > c", "nx o= na o< nb o> nc" },
		{ "x = <A<string> b='>'>(y)</A>", "nx o= <<A ></A>" },
		{ "x = <a // ' }\n b={`${<c/>}`}/>",
		  "nx o= <<a ({ `` (${ <<c >/> )} `` )} >/>" },
	};
	static const struct lex_case generics[] = {
		{ "f = <T,>(a: T) => a", "nf o= o< nT o, o> (( na o: nT )) o=> na" },
		{ "f = <T extends U>(a) => a",
		  "nf o= o< nT nextends nU o> (( na )) o=> na" },
		{ "f = <T>(a: T): T => a", "nf o= o< nT o> (( na o: nT )) o: nT o=> na" },
		{ "f = <b>(a)</b>", "nf o= <<b ></b>" },
		{ "f<T>(a)", "nf o< nT o> (( na ))" },
	};
	static const struct lex_case casts[] = {
		{ "x = <T>y; z = '</T>'", "nx o= o< nT o> ny o; nz o= s'</T>'" },
	};

	(void)state;
	CHECK(cases, LANG_JAVASCRIPT);
	CHECK(cases, LANG_TSX);
	CHECK(generics, LANG_TSX);
	CHECK(casts, LANG_TYPESCRIPT);
}

static void test_mates(void **state)
{
	static const struct {
		const char *text, *defect;
		uint32_t index, mate;
	} cases[] = {
		{ "(a[b]{c})", NULL, 0, 8 },
		{ "(a[b]{c})", NULL, 2, 4 },
		{ "(a]", "closing bracket without partner", 2, 3 },
		{ "(a]", "closing bracket without partner", 0, 3 },
		{ "{(a}b", "bracket never closed", 0, 3 },
		{ "{(a}b", "bracket never closed", 1, 5 },
		{ "`a${b", "bracket never closed", 2, 4 },
		{ "'a\nb", "unterminated string", 0, 0 },
		{ "/* a", "unterminated comment", 0, 0 },
		{ "`a", "unterminated template", 0, 2 },
		{ "<a>b", "unterminated element", 0, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		lex(cases[i].text, LANG_JAVASCRIPT);
		if (cases[i].defect)
			assert_string_equal(tokens.defect, cases[i].defect);
		else
			assert_null(tokens.defect);
		assert_int_equal(tokens.v[cases[i].index].aux == cases[i].mate ||
		                     !cases[i].mate,
		                 true);
	}
}

static void test_lines(void **state)
{
	static const struct {
		const char *text;
		uint32_t lines, code_lines, last;
	} cases[] = {
		{ "", 0, 0, 1 },
		{ "a", 1, 1, 1 },
		{ "a\n", 1, 1, 2 },
		{ "\n// x\na /* \n */ b\n\n", 5, 2, 6 },
		{ "`a\nb\n${c}` d", 3, 3, 3 },
		{ "x = <a\n b='1\n2'>\n t\n</a>", 5, 2, 5 },
		{ "\"a\\\nb\"\nc", 3, 2, 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		lex(cases[i].text, LANG_JAVASCRIPT);
		assert_int_equal(tokens.lines, cases[i].lines);
		assert_int_equal(tokens.code_lines, cases[i].code_lines);
		assert_int_equal(tokens.v[tokens.n - 1].line, cases[i].last);
	}
	lex("a\n b c", LANG_JAVASCRIPT);
	assert_true(tokens.v[0].flags & TOK_LINE_START);
	assert_true(tokens.v[1].flags & TOK_LINE_START);
	assert_false(tokens.v[2].flags & TOK_LINE_START);
}

static void test_names(void **state)
{
	static const char *const names[] = {
		"a",        "ab",         "seventy",
		"eightily", "nineletter", "a_name_of_more_than_sixteen_bytes",
		"$",        "constructed"
	};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		lex(names[i], LANG_JAVASCRIPT);
		assert_int_equal(tokens.v[0].aux, name_hash(names[i], strlen(names[i])));
		assert_int_equal(tokens.v[0].word, WORD_NONE);
	}
}

/* A word that is not found sits at the wrong place of the perfect hash. */
static void test_words(void **state)
{
	static const char *const words[WORDS] = {
#define X(NAME, spelling, place) [WORD_##NAME] = #spelling,
		SCRIPT_WORDS(X)
#undef X
	};
	static const uint8_t places[WORDS] = {
#define X(NAME, spelling, place) [WORD_##NAME] = place,
		SCRIPT_WORDS(X)
#undef X
	};

	(void)state;
	for (int w = 1; w < WORDS; w++) {
		char text[16] = { 0 };
		uint64_t key;

		strncpy(text, words[w], sizeof text - 1);
		memcpy(&key, text, 8);
		if (places[w] != (uint8_t)(key * 0x2a1e37cbae39e1b9u >> 56))
			fail_msg("%s belongs at 0x%02x", text,
			         (unsigned)(key * 0x2a1e37cbae39e1b9u >> 56));
		lex(words[w], LANG_JAVASCRIPT);
		assert_int_equal(tokens.v[0].word, w);
	}
}

/* Hostile input takes linear time: each of these would take minutes otherwise. */
static void test_hostile(void **state)
{
	static const char *const parts[] = { "/[",   "(",  "`${", "<a>", "<a b={",
		                             "<T>(", "{[", ")",   "'" };
	enum { SIZE = 1 << 18 };
	char *text = calloc(1, SIZE + READ_PADDING);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		size_t n = strlen(parts[i]);

		for (size_t at = 0; at + n <= SIZE; at += n)
			memcpy(text + at, parts[i], n);
		lex_script(&tokens, text, SIZE, LANG_TSX);
		assert_true(tokens.n > 1);
	}
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),    cmocka_unit_test(test_regex),
		cmocka_unit_test(test_template), cmocka_unit_test(test_jsx),
		cmocka_unit_test(test_mates),    cmocka_unit_test(test_lines),
		cmocka_unit_test(test_names),    cmocka_unit_test(test_words),
		cmocka_unit_test(test_hostile),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	tokens_release(&tokens);
	return failed;
}
