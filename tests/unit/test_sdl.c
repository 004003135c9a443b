/* test_sdl.c - members of types, whatever stands between them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "syntax/sdl.h"

struct heard {
	char text[400];
};

static void hear(void *arg, struct name type, struct name member, uint32_t line)
{
	struct heard *h = arg;
	size_t n = strlen(h->text);

	snprintf(h->text + n, sizeof h->text - n, "%.*s.%.*s:%u ", (int)type.len, type.s,
	         (int)member.len, member.s, line);
}

static void says(const char *sdl, const char *members)
{
	struct heard h = { "" };

	sdl_each_member(sdl, hear, &h);
	assert_string_equal(h.text, members);
}

static void members(void **state)
{
	(void)state;
	says("type Query { a: Int b(x: [Int!]! = [1], y: S = {z: \"}\"}): [A!]! @d(r: "
	     "\"}\") }",
	     "Query.a:0 Query.b:0 ");
	says("\"\"\"\ntype No { n: Int }\n\"\"\"\nextend type Query implements A & B @x "
	     "{\n"
	     "  # c: Int\n  \"d: Int\" e: Int, f: Int\n}",
	     "Query.e:5 Query.f:5 ");
	says(
	    "input I { a: Int } enum E { A B } union U = A | B scalar S interface N { b: "
	    "Int }",
	    "");
	says("type Query\ntype User { id: ID }", "User.id:1 ");
}

static void root_types(void **state)
{
	(void)state;
	says("type Root { a: Int } type M { b: Int } schema { query: Root, mutation: M }",
	     "Query.a:0 Mutation.b:0 ");
}

static void any_text(void **state)
{
	static const char *const texts[] = { "",       "type",         "type Q",
		                             "type {", "type Q { a(",  "type Q { a: [[",
		                             "\"",     "\"\"\"",       "schema { query:",
		                             "}}}",    "type Q { \" }" };

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct heard h = { "" };

		sdl_each_member(texts[i], hear, &h);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members),
		cmocka_unit_test(root_types),
		cmocka_unit_test(any_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
