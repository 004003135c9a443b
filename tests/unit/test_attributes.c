/* test_attributes.c - which files .gitattributes calls generated, as git reads it: what
 * is expected here is what `git check-attr linguist-generated` says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "files/attributes.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const struct {
	const char *file, *path;
	bool is_generated;
} cases[] = {
	{ "*.gen.ts linguist-generated", "src/a.gen.ts", true },
	{ "*.gen.ts linguist-generated=true", "src/a.gen.ts", true },
	{ "*.gen.ts linguist-generated=false", "src/a.gen.ts", false },
	{ "*.gen.ts -linguist-generated", "src/a.gen.ts", false },
	{ "*.gen.ts text eol=lf linguist-generated -diff", "a.gen.ts", true },
	{ "*.gen.ts linguist-vendored", "a.gen.ts", false },
	{ "*.gen.ts linguist-generated-not", "a.gen.ts", false },
	{ "sdk/** linguist-generated", "sdk/python/a.py", true },
	{ "sdk/** linguist-generated", "src/sdk/a.py", false },
	{ "sdk linguist-generated", "sdk/a.py", false },
	{ "sdk/ linguist-generated", "sdk/a.py", false },
	{ "/client/v1.ts linguist-generated", "client/v1.ts", true },
	{ "**/client/*.ts linguist-generated", "web/client/v1.ts", true },
	{ "*.ts linguist-generated\nhand.ts -linguist-generated", "hand.ts", false },
	{ "*.ts linguist-generated\nhand.ts !linguist-generated", "hand.ts", false },
	{ "hand.ts -linguist-generated\n*.ts linguist-generated", "hand.ts", true },
	{ "*.ts linguist-generated\n*.ts -diff", "a.ts", true },
	{ "*.ts\tlinguist-generated\r\n", "a.ts", true },
	{ "  *.ts linguist-generated", "a.ts", true },
	{ "# *.ts linguist-generated", "# a.ts", false },
	{ "!*.ts linguist-generated", "a.ts", false },
	{ "\"with space.ts\" linguist-generated", "with space.ts", true },
	{ "\"with space.ts linguist-generated", "with space.ts", false },
	{ "linguist-generated", "linguist-generated", false },
	{ "*.ts -linguist-generated linguist-generated", "a.ts", true },
};

static void says(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct ignore *g = attributes_generated(&a, &a, NULL, 0,
		                                              cases[i].file,
		                                              strlen(cases[i].file));

		if (ignore_has(g, cases[i].path, strlen(cases[i].path), false) !=
		    cases[i].is_generated)
			fail_msg("\"%s\" for '%s'", cases[i].file, cases[i].path);
	}
	arena_release(&a);
}

static void inner_wins(void **state)
{
	static const char outside[] = "*.ts linguist-generated\n";
	static const char inside[] = "hand.ts -linguist-generated\n",
			  other[] = "*.ts diff\n";
	const struct ignore *outer, *inner;
	struct arena a = { 0 };

	(void)state;
	outer = attributes_generated(&a, &a, NULL, 0, outside, strlen(outside));
	assert_ptr_equal(attributes_generated(&a, &a, outer, 4, other, strlen(other)),
	                 outer);
	inner = attributes_generated(&a, &a, outer, 4, inside, strlen(inside));
	assert_false(ignore_has(inner, "lib/hand.ts", 11, false));
	assert_true(ignore_has(inner, "lib/other.ts", 12, false));
	assert_true(ignore_has(outer, "hand.ts", 7, false));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says),
		cmocka_unit_test(inner_wins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
