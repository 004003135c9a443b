/* test_openapi.c - descriptions of APIs, and files whose names say something. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "files/openapi.h"
#include "files/platform.h"

static const struct {
	const char *what, *text, *listed;
} descriptions[] = {
	{ "JSON",
	  "{\"openapi\": \"3.1.0\", \"paths\": {\"/a/{id}\": {\"get\": {}, "
	  "\"parameters\": []},"
	  " \"/b\": {\"post\": {}, \"delete\": {}}}}",
	  "GET /a/{id};POST /b;DELETE /b" },
	{ "some other JSON", "{\"paths\": {\"/a\": {\"get\": {}}}}", "" },
	{ "YAML",
	  "openapi: 3.0.0\ninfo:\n  title: x\npaths:\n  /a/{id}:\n    parameters:\n"
	  "      - name: id\n    get:\n      summary: \"post: no\"\n      responses:\n"
	  "        get: no\n  '/b':\n    post:\n      x: y\n    delete: {}\n"
	  "components:\n  /c:\n    get: {}\n",
	  "GET /a/{id};POST /b;DELETE /b" },
	{ "YAML with its version last", "paths:\n  /a:\n    put:\nswagger: '2.0'\n",
	  "PUT /a" },
	{ "other YAML", "paths:\n  /a:\n    put:\n", "" },
	{ "nothing", "", "" },
	{ "half a file", "openapi: 3\npaths:\n  /a:\n    get", "" },
};

static void lists_operations(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof descriptions / sizeof *descriptions; i++) {
		struct description d = { 0 };
		struct arena a = { 0 };
		const char *text = "";

		openapi_read(&d, &a, descriptions[i].text, strlen(descriptions[i].text));
		for (size_t k = 0; k < d.n; k++)
			text = arena_printf(&a, "%s%s%s %s", text, k ? ";" : "",
			                    d.v[k].method, d.v[k].path);
		if (strcmp(text, descriptions[i].listed) != 0)
			fail_msg("%s: '%s' instead of '%s'", descriptions[i].what, text,
			         descriptions[i].listed);
		arena_release(&a);
	}
}

/* What serves an operation, and what stands in front of all. */
static void names_handlers(void **state)
{
	static const char *const texts[] = {
		"openapi: 3.0.0\nservers:\n  - url: 'https://a.b/v1'\npaths:\n  /a:\n"
		"    get:\n      operationId: \"x.f\" # says who\n      links:\n"
		"        b:\n          operationId: no\n",
		"{\"swagger\": \"2.0\", \"basePath\": \"/v1\", \"paths\": {\"/a\": "
		"{\"get\": {\"operationId\": \"x.f\"}, \"put\": [1, [2]]}}}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct description d = { 0 };
		struct arena a = { 0 };

		openapi_read(&d, &a, texts[i], strlen(texts[i]));
		assert_string_equal(d.base, "/v1");
		assert_true(d.n >= 1);
		assert_string_equal(d.v[0].operation, "x.f");
		assert_null(d.v[0].module);
		arena_release(&a);
	}
}

static void tells_descriptions_by_their_first_key(void **state)
{
	static const char *const are[] = { "# ours\n---\nopenapi: 3.0.0\n",
		                           "{\"openapi\":\"3.1.0\"", "swagger: '2.0'\n",
		                           "{\n  \"swagger\" : \"2.0\"" };
	static const char *const not [] = {
		"",
		"openapi",
		"openapi:",
		"openapi: 1.0\n",
		"x-openapi: 3.0\n",
		"swagger:\n  path: /3.0\n",
		"{\"dependencies\": {\"openapi\": \"^3.0.0\"}}",
		"openapi: 3"
	};
	(void)state;

	for (size_t i = 0; i < sizeof are / sizeof *are; i++)
		assert_true(openapi_begins(are[i], strlen(are[i])));
	for (size_t i = 0; i < sizeof not / sizeof *not ; i++)
		assert_false(openapi_begins(not [i], strlen(not [i])));
	assert_true(openapi_may_be("lemons-spec.yml"));
	assert_true(openapi_may_be("docs/slang/api.json"));
	assert_true(openapi_may_be("packages-api.yaml"));
	assert_true(openapi_may_be("language-service/v1.json"));
	assert_false(openapi_may_be("a/spec.md"));
	assert_false(openapi_may_be("yml"));
}

static void reads_descriptions_written_as_code(void **state)
{
	static const struct {
		const char *text, *listed; /* NULL: it is no description */
	} code[] = {
		{ "const p = require('p');\nmodule.exports = {\n  openapi: \"3.0.0\",\n"
		  "  paths: {\n    \"/a\": {\n      get: {\n        post: {}\n      },\n"
		  "      'put': {}\n    },\n  },\n  more: {\n    \"/b\": {\n      get: "
		  "{}\n",
		  "GET /a;PUT /a" },
		{ "SPEC = {\n\t\"swagger\": \"2.0\",\n\t\"paths\": {\n\t\t\"/a\": {\n"
		  "\t\t\t\"delete\": {},\n",
		  "DELETE /a" },
		{ "const o = { definition: { openapi: '3.1.0' }, apis: ['*.js'] };", "" },
		{ "app = FastAPI(openapi_url='/openapi.json')", NULL },
		{ "const openapi = require('openapi: 3.0.0');\n", NULL },
		{ "{ 'x-openapi-1': '3.0' }", NULL },
		{ "openapi", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof code / sizeof *code; i++) {
		struct description d = { 0 };
		struct arena a = { 0 };
		const char *text = "";
		bool is_one = openapi_read_code(&d, &a, code[i].text,
		                                strlen(code[i].text));

		for (size_t k = 0; k < d.n; k++)
			text = arena_printf(&a, "%s%s%s %s", text, k ? ";" : "",
			                    d.v[k].method, d.v[k].path);
		if (is_one != (code[i].listed != NULL) ||
		    strcmp(text, code[i].listed ? code[i].listed : "") != 0)
			fail_msg("%s: %d '%s'", code[i].text, is_one, text);
		arena_release(&a);
	}
}

static void writes_paths_alike(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(openapi_normal(&a, "/a/{id}/"), "/a/{}");
	assert_string_equal(openapi_normal(&a, "a/{b"), "/a/{b");
	assert_string_equal(openapi_normal(&a, ""), "/");
	arena_release(&a);
}

static void knows_files(void **state)
{
	static const struct {
		const char *path, *name;
	} files[] = {
		{ "Dockerfile", "Docker" },
		{ "deploy/Dockerfile.worker", "Docker" },
		{ "api.Dockerfile", "Docker" },
		{ "docker-compose.prod.yml", "Docker Compose" },
		{ ".github/workflows/test.yml", "GitHub Actions" },
		{ "x/.github/workflows/test.yml", "GitHub Actions" },
		{ "workflows/test.yml", NULL },
		{ ".github/workflows/deep/test.yml", NULL },
		{ "web/eslint.config.mjs", "ESLint" },
		{ "uv.lock", "uv" },
		{ "Dockerfiles", NULL },
		{ "", NULL },
	};
	struct platforms p;
	struct arena a = { 0 };
	struct err e;

	(void)state;
	assert_true(platforms_load(&p, &a, &e));
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		const struct platform *x = platform_of(&p, files[i].path);

		if (files[i].name ? !x || strcmp(x->name, files[i].name) != 0 : x != NULL)
			fail_msg("%s is %s", files[i].path, x ? x->name : "nothing");
	}
	arena_release(&a);
}

static void refuses_wrong_tables(void **state)
{
	static const char wrong[] = "pattern\tvariety\tname\tmeaning\n# fine\nx\ty\n";
	struct platforms p;
	struct arena a = { 0 };
	struct err e;

	(void)state;
	assert_false(platforms_parse(&p, &a, wrong, sizeof wrong - 1, "t.tsv", &e));
	assert_string_equal(e.text, "t.tsv:3: 2 columns, expected 4");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_operations),
		cmocka_unit_test(names_handlers),
		cmocka_unit_test(tells_descriptions_by_their_first_key),
		cmocka_unit_test(reads_descriptions_written_as_code),
		cmocka_unit_test(writes_paths_alike),
		cmocka_unit_test(knows_files),
		cmocka_unit_test(refuses_wrong_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
