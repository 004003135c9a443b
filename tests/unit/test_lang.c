/* test_lang.c - languages and what files are for, by their names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "syntax/lang.h"
#include "syntax/syntax.h"

static const struct {
	const char *path;
	enum language language;
} languages[] = {
	{ "a.py", LANG_PYTHON },
	{ "src/app/a.py", LANG_PYTHON },
	{ "a.pyi", LANG_NONE },
	{ "a.js", LANG_JAVASCRIPT },
	{ "a.mjs", LANG_JAVASCRIPT },
	{ "a.cjs", LANG_JAVASCRIPT },
	{ "a.jsx", LANG_JAVASCRIPT },
	{ "a.ts", LANG_TYPESCRIPT },
	{ "a.mts", LANG_TYPESCRIPT },
	{ "a.d.ts", LANG_NONE },
	{ "a.d.mts", LANG_NONE },
	{ "d.ts", LANG_TYPESCRIPT },
	{ "a.tsx", LANG_TSX },
	{ "schema.prisma", LANG_PRISMA },
	{ "main.go", LANG_OTHER_CODE },
	{ "App.vue", LANG_OTHER_CODE },
	{ "README.md", LANG_NONE },
	{ ".py", LANG_PYTHON },
	{ "py", LANG_NONE },
	{ "", LANG_NONE },
	{ "a.", LANG_NONE },
	{ "a.averylongextension", LANG_NONE },
	{ "a.b/c", LANG_NONE },
	{ "package.json", LANG_MANIFEST },
	{ "apps/web/package.json", LANG_MANIFEST },
	{ "package-lock.json", LANG_MANIFEST },
	{ "tsconfig.json", LANG_MANIFEST },
	{ "tsconfig.base.json", LANG_MANIFEST },
	{ "jsconfig.json", LANG_MANIFEST },
	{ "other.json", LANG_NONE },
	{ "requirements.txt", LANG_MANIFEST },
	{ "requirements-dev.txt", LANG_MANIFEST },
	{ "dev-requirements.txt", LANG_MANIFEST },
	{ "requirements/base.txt", LANG_MANIFEST },
	{ "x/requirements/base.in", LANG_MANIFEST },
	{ "myrequirements/base.txt", LANG_NONE },
	{ "robots.txt", LANG_NONE },
	{ "pyproject.toml", LANG_MANIFEST },
	{ "Cargo.toml", LANG_NONE },
	{ "setup.cfg", LANG_MANIFEST },
	{ "setup.py", LANG_PYTHON },
	{ "Pipfile", LANG_MANIFEST },
	{ "Dockerfile", LANG_MANIFEST },
	{ "Dockerfile.prod", LANG_MANIFEST },
	{ "pnpm-workspace.yaml", LANG_MANIFEST },
};

static const struct {
	const char *path;
	int kind;
} kinds[] = {
	{ "app/views.py", UNIT_SOURCE },
	{ "app/tests.py", UNIT_TEST },
	{ "app/tests/x.py", UNIT_TEST },
	{ "app/test_views.py", UNIT_TEST },
	{ "app/views_test.py", UNIT_TEST },
	{ "app/_tests/util/misc.py", UNIT_TEST },
	{ "integration_tests/suite/helpers/base.py", UNIT_TEST },
	{ "app/lab_tests/views.py", UNIT_SOURCE },
	{ "app/contest.py", UNIT_SOURCE },
	{ "app/management/commands/test_mail.py", UNIT_SOURCE },
	{ "app/tests/management/commands/test_mail.py", UNIT_TEST },
	{ "app/latest/x.py", UNIT_SOURCE },
	{ "conftest.py", UNIT_TEST },
	{ "src/a.spec.ts", UNIT_TEST },
	{ "src/a.test.js", UNIT_TEST },
	{ "src/__tests__/a.ts", UNIT_TEST },
	{ "test/app.e2e-spec.ts", UNIT_TEST },
	{ "src/app.e2e-spec.ts", UNIT_TEST },
	{ "e2e/a.ts", UNIT_TEST },
	{ "cypress/integration/a.js", UNIT_TEST },
	{ "src/spec.ts", UNIT_SOURCE },
	{ "src/test.service.ts", UNIT_SOURCE },
	{ "app/migrations/0001_initial.py", UNIT_MIGRATION },
	{ "app/data_migrations/0001_initial.py", UNIT_MIGRATION },
	{ "app/data_migrations/tasks.py", UNIT_SOURCE },
	{ "app/migrations/models.py", UNIT_MIGRATION },
	{ "tests/data_migrations/tasks.py", UNIT_TEST },
	{ "alembic/versions/a1b2.py", UNIT_MIGRATION },
	{ "db/1612345678901-AddUsers.ts", UNIT_MIGRATION },
	{ "app/migrations/tests/x.py", UNIT_TEST },
	{ "src/events/payment.testdata.ts", UNIT_TEST },
	{ "src/user.fixture.js", UNIT_TEST },
	{ "src/users.fixtures.ts", UNIT_TEST },
	{ "src/mail.mock.ts", UNIT_TEST },
	{ "src/mail.mocks.js", UNIT_TEST },
	{ "src/__mocks__/mail.ts", UNIT_TEST },
	{ "src/mock.ts", UNIT_SOURCE },
	{ "src/fixtures.ts", UNIT_SOURCE },
	{ "src/mocks/server.ts", UNIT_SOURCE },
	{ "x/y_pb2.py", UNIT_GENERATED },
	{ "static/jquery.min.js", UNIT_GENERATED },
	{ "src/api.generated.ts", UNIT_GENERATED },
	{ "src/generated/client.ts", UNIT_GENERATED },
	{ "", UNIT_SOURCE },
	{ "/", UNIT_SOURCE },
};

static void language(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (lang_of(languages[i].path) != languages[i].language)
			fail_msg("'%s' is %d", languages[i].path,
			         lang_of(languages[i].path));
}

static void kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (lang_unit_kind(kinds[i].path) != kinds[i].kind)
			fail_msg("'%s' is %d", kinds[i].path,
			         lang_unit_kind(kinds[i].path));
}

static void names(void **state)
{
	(void)state;
	assert_string_equal(lang_name(LANG_PYTHON), "Python");
	assert_string_equal(lang_other_name("a/main.go"), "Go");
	assert_string_equal(lang_other_name("a/main.py"), "Python");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(language),
		cmocka_unit_test(kind),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
