/* test_manifest.c - packages, services and tsconfig paths out of manifests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "files/manifest.h"

static const char table[] =
    "ecosystem\tpackage\timport\tcategory\tequivalent\tmapping\tlabel\tsource\n"
    "pypi\tfastapi\t\tweb\t\tadapt\t\ts\n"
    "pypi\tdjango\t\tweb\t\tadapt\t\ts\n"
    "pypi\tpillow\tPIL\timage\tsharp\tadapt\t\ts\n"
    "pypi\tgoogle-cloud-storage\tgoogle.cloud.storage\tstorage\t\tadapt\t\ts\n"
    "npm\texpress\t\tweb\t\tadapt\t\ts\n"
    "npm\t@nestjs/core\t\tweb\t\tadapt\t\ts\n";

struct file {
	const char *path, *text;
};

static void print(const struct manifests *m, char *out, size_t room)
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < m->package_count; i++) {
		const struct package *p = &m->packages[i];

		n += (size_t)snprintf(out + n, room - n, "%s %s %s %s:%u%s\n",
		                      p->ecosystem, p->name, p->version, p->manifest,
		                      p->line, p->is_dev ? " dev" : "");
	}
	for (size_t i = 0; i < m->service_count; i++)
		n += (size_t)snprintf(out + n, room - n, "service %s in '%s' %s: %s\n",
		                      m->services[i].name, m->services[i].root,
		                      m->services[i].language, m->services[i].reason);
}

static void load(struct manifests *m, struct arena *a, const struct file *files)
{
	struct manifest_file list[16];
	struct libraries l;
	struct err e;
	size_t n = 0;

	assert_true(library_parse(&l, a, table, sizeof table - 1, "t", &e));
	for (; files[n].path; n++)
		list[n] = (struct manifest_file){ files[n].path, files[n].text,
			                          files[n].text ? strlen(files[n].text)
			                                        : 0 };
	manifest_load(m, a, &l, list, n);
}

static void check(const struct file *files, const char *expected)
{
	struct manifests m;
	char out[4096];
	struct arena a;

	arena_init(&a);
	load(&m, &a, files);
	print(&m, out, sizeof out);
	assert_string_equal(out, expected);
	arena_release(&a);
}

static void requirements(void **state)
{
	static const struct file files[] = {
		{ "requirements.txt",
		  "# comment\n\nDjango>=4,<5 ; python_version > '3.8'\nzope.Interface\n"
		  "psycopg2[binary] == 2.9 # why\n-r other.txt\n-e "
		  "git+https://x/y.git#egg=My_Pkg\n"
		  "a @ https://x/a.tar.gz\nb==1 \\\n    --hash=sha256:123\n./local\n"
		  "https://x/c-1.0-py3-none-any.whl\n--index-url https://x\n"
		  "Flask<3  # until https://x/issues/1\nd # me@x\n"
		  "git+https://x/y.git#egg=E # https://x @ y\n" },
		{ "requirements-dev.txt", "pytest\n" },
		{ NULL, NULL },
	};
	(void)state;

	check(files, "pypi a https://x/a.tar.gz requirements.txt:8\n"
	             "pypi b ==1 requirements.txt:9\n"
	             "pypi c  requirements.txt:12\n"
	             "pypi d  requirements.txt:15\n"
	             "pypi django >=4,<5 requirements.txt:3\n"
	             "pypi e  requirements.txt:16\n"
	             "pypi flask <3 requirements.txt:14\n"
	             "pypi my-pkg  requirements.txt:7\n"
	             "pypi psycopg2 ==2.9 requirements.txt:5\n"
	             "pypi pytest  requirements-dev.txt:1 dev\n"
	             "pypi zope-interface  requirements.txt:4\n"
	             "service application in '' Python: manifest\n");
}

static void own_packages_are_no_dependencies(void **state)
{
	static const struct file files[] = {
		{ "a/setup.py", "from x import y\nsetup(version=1, name = 'My_Core',\n"
		                " install_requires=['six'])\n" },
		{ "b/pyproject.toml",
		  "[project]\nname = \"b\"\ndependencies = "
		  "[\"my-core>=1\", \"b[x]\", \"fastapi\", \"c\"]\n" },
		{ "c/setup.cfg", "[metadata]\nname = c\nnamed = d\n[options]\n"
		                 "install_requires =\n  d\n  my.core\n" },
		{ "e/pyproject.toml", "[tool.poetry]\nname = \"fastapi\"\n" },
		{ NULL, NULL },
	};
	(void)state;

	check(files, "pypi d  c/setup.cfg:6\npypi fastapi  b/pyproject.toml:3\n"
	             "pypi six  a/setup.py:3\n"
	             "service application in '' Python: manifest\n");
}

static void compiled(void **state)
{
	static const struct file files[] = {
		{ "requirements.in", "fastapi\n" },
		{ "requirements.txt", "fastapi==1\nstarlette==2 # via fastapi\n" },
		{ "main.py", NULL },
		{ NULL, NULL },
	};
	(void)state;

	check(files, "pypi fastapi  requirements.in:1\n"
	             "service application in '' Python: fastapi, main.py\n");
}

static void pyproject(void **state)
{
	static const struct file files[] = {
		{ "pyproject.toml",
		  "[project]\nname = \"x\"\nrequires-python = \">=3.11\"\ndependencies = "
		  "[\n"
		  "  \"fastapi[all]>=0.1\",\n  "
		  "'Uvicorn',\n]\n[project.optional-dependencies]\n"
		  "test = [\"pytest\"]\naws = [\"boto3\"]\n[dependency-groups]\n"
		  "dev = [\"ruff\", {include-group = \"x\"}]\n"
		  "[tool.poetry.dependencies]\npython = \"^3.9\"\nhttpx = \"^1\"\n"
		  "celery = { version = \"5\", extras = [\"redis\"] }\n"
		  "[tool.poetry.group.lint.dependencies]\nmypy = \"*\"\n" },
		{ NULL, NULL },
	};
	(void)state;

	check(files,
	      "pypi boto3  pyproject.toml:10\npypi celery 5 pyproject.toml:16\n"
	      "pypi fastapi >=0.1 pyproject.toml:5\npypi httpx ^1 pyproject.toml:15\n"
	      "pypi mypy  pyproject.toml:18 dev\npypi pytest  pyproject.toml:9 dev\n"
	      "pypi ruff  pyproject.toml:12 dev\npypi uvicorn  pyproject.toml:6\n"
	      "service application in '' Python: manifest\n");
}

static void setup(void **state)
{
	static const struct file files[] = {
		{ "a/setup.cfg", "[metadata]\nname = x\n[options]\ninstall_requires =\n  "
		                 "  Flask>=1\n    # no\n"
		                 "    click\npython_requires = "
		                 ">=3\n[options.extras_require]\ntest =\n    mock\n" },
		{ "b/setup.py",
		  "REQ = [\n  'six', # one\n  \"attrs>=1\",\n]\nsetup(name='x',\n"
		  "  install_requires=REQ,\n  extras_require={'dev': ['tox'], 'z': "
		  "[\"lz4\"]})\n" },
		{ "c/Pipfile", "[packages]\nflask = \"*\"\n[dev-packages]\nblack = "
		               "{version=\"1\"}\n" },
		{ "d/environment.yml", "name: x\ndependencies:\n  - numpy=1.26\n  - "
		                       "pip:\n    - pandas>=2\nprefix: /x\n" },
		{ NULL, NULL },
	};
	(void)state;

	check(files,
	      "pypi attrs >=1 b/setup.py:3\npypi black 1 c/Pipfile:4 dev\n"
	      "pypi click  a/setup.cfg:7\npypi flask >=1 a/setup.cfg:5\n"
	      "pypi flask  c/Pipfile:2\npypi lz4  b/setup.py:7\n"
	      "pypi mock  a/setup.cfg:11 dev\npypi numpy =1.26 d/environment.yml:3\n"
	      "pypi pandas >=2 d/environment.yml:5\npypi six  b/setup.py:2\n"
	      "pypi tox  b/setup.py:7 dev\n"
	      "service application in '' Python: manifest\n");
}

static void node(void **state)
{
	static const struct file files[] = {
		{ "package.json",
		  "{ \"name\": \"top\", \"workspaces\": [\"apps/*\"], \"scripts\": "
		  "{\"start\": \"turbo\"},\n"
		  "  \"devDependencies\": { \"eslint\": \"9\", }, // comment\n}" },
		{ "apps/api/package.json",
		  "{\"name\": \"api\", \"scripts\": {\"start\": \"node .\"},\n"
		  "\"dependencies\": {\"express\": \"^4\", \"lib\": \"workspace:*\", "
		  "\"shared\": \"*\"}}" },
		{ "apps/web/package.json",
		  "{\"name\":\"web\",\"scripts\":{\"start\":\"vite\"},"
		  "\"dependencies\":{\"react\":\"18\"}}" },
		{ "apps/shared/package.json",
		  "{\"name\":\"shared\",\"main\":\"x.js\",\"exports\":{\".\":{\"types\":"
		  "\"./t.d.ts\","
		  "\"import\":\"./src/i.ts\"},\"./u/*\":\"./src/u/*.ts\"}, \"private\": "
		  "true,"
		  "\"dependencies\":{\"express\":\"^4\"}}" },
		{ "examples/e/package.json",
		  "{\"name\":\"e\",\"scripts\":{\"start\":\"x\"},"
		  "\"dependencies\":{\"express\":\"^4\"}}" },
		{ "pnpm-lock.yaml", NULL },
		{ NULL, NULL },
	};
	const struct node_package *shared;
	struct manifests m;
	struct arena a;
	(void)state;

	check(files,
	      "npm eslint 9 package.json:2 dev\nnpm express ^4 apps/api/package.json:2\n"
	      "npm express ^4 apps/shared/package.json:1\n"
	      "npm express ^4 examples/e/package.json:1\n"
	      "npm react 18 apps/web/package.json:1\n"
	      "service api in 'apps/api' Node: express, script \"start\"\n");
	arena_init(&a);
	load(&m, &a, files);
	assert_string_equal(m.node_manager, "pnpm");
	shared = manifest_node(&m, "shared");
	assert_string_equal(shared->main, "./src/i.ts");
	assert_int_equal(shared->export_count, 2);
	assert_string_equal(shared->exports[1].targets[0], "./src/u/*.ts");
	assert_true(m.nodes[0].is_workspace_root);
	assert_string_equal(manifest_service(&m, "apps/api/src/x.ts", "Node")->name,
	                    "api");
	assert_null(manifest_service(&m, "apps/apix/x.ts", "Node"));
	assert_null(manifest_service(&m, "apps/api/src/x.py", "Python"));
	arena_release(&a);
}

static void services(void **state)
{
	static const struct file files[] = {
		{ "pyproject.toml", "[project]\ndependencies=['django']\n" },
		{ "services/a/pyproject.toml", "[project]\ndependencies=['fastapi']\n" },
		{ "services/a/Dockerfile", NULL },
		{ "services/b/requirements/base.txt",
		  "-r ../../../shared/requirements.txt\n" },
		{ "services/b/app/main.py", NULL },
		{ "shared/requirements.txt", "fastapi\n" },
		{ "tests/c/requirements.txt", "fastapi\n" },
		{ "tests/c/main.py", NULL },
		{ NULL, NULL },
	};
	struct manifests m;
	struct arena a;
	(void)state;

	arena_init(&a);
	load(&m, &a, files);
	assert_int_equal(m.service_count, 2);
	assert_string_equal(m.services[0].root, "services/a");
	assert_string_equal(m.services[1].root, "services/b");
	arena_release(&a);
}

static bool take(void *arg, const char *candidate)
{
	char *out = arg;

	strcat(strcat(out, candidate), " ");
	return false;
}

static void tsconfig(void **state)
{
	static const struct file files[] = {
		{ "tsconfig.base.json",
		  "{\"compilerOptions\":{\"baseUrl\":\".\",\"paths\":{"
		  "\"@lib/*\":[\"libs/*/src\",\"gen/*\"],\"one\":[\"x/one.ts\"]}}}" },
		{ "apps/a/tsconfig.json",
		  "{ // c\n\"extends\": \"../../tsconfig.base.json\" }" },
		{ "apps/b/tsconfig.json",
		  "{\"extends\":\"../../tsconfig.base\",\"compilerOptions\":{"
		  "\"baseUrl\":\"src\",\"paths\":{\"@/*\":[\"./*\"]}}}" },
		{ "apps/c/tsconfig.json",
		  "{\"references\":[{\"path\":\"./tsconfig.app.json\"}]}" },
		{ "apps/c/tsconfig.app.json",
		  "{\"compilerOptions\":{\"paths\":{\"~/*\":[\"./s/*\"]}}}" },
		{ "apps/d/tsconfig.json",
		  "{\"extends\":[\"./tsconfig.json\",\"../../../x\"]}" },
		{ NULL, NULL },
	};
	const struct tsconfig *t;
	char out[256] = "";
	struct manifests m;
	struct arena a;
	(void)state;

	arena_init(&a);
	load(&m, &a, files);
	t = manifest_tsconfig(&m, "apps/a/src/x.ts");
	assert_string_equal(t->base_url, "");
	assert_false(path_map_each(t->paths, t->path_count, "@lib/q/r", take, out));
	assert_string_equal(out, "libs/q/r/src gen/q/r ");
	out[0] = '\0';
	path_map_each(t->paths, t->path_count, "one", take, out);
	path_map_each(t->paths, t->path_count, "ones", take, out);
	assert_string_equal(out, "x/one.ts ");
	t = manifest_tsconfig(&m, "apps/b/src/x.ts");
	assert_string_equal(t->base_url, "apps/b/src");
	assert_int_equal(t->path_count, 1);
	assert_string_equal(t->paths[0].targets[0], "apps/b/src/*");
	t = manifest_tsconfig(&m, "apps/c/src/x.ts");
	assert_string_equal(t->paths[0].targets[0], "apps/c/s/*");
	assert_string_equal(manifest_tsconfig(&m, "x.ts")->path, "tsconfig.base.json");
	arena_release(&a);
}

static void library(void **state)
{
	static const struct {
		const char *row, *error;
	} cases[] = {
		{ "cpan\tx\t\tweb\t\tadapt\t\ts", "t:2: 'cpan' is no ecosystem (pypi, "
		                                  "npm, python, node, runtime, global, "
		                                  "system)" },
		{ "npm\tx\t\tweb\t\tmaybe\t\ts",
		  "t:2: 'maybe' is no mapping (direct, adapt, rewrite, none)" },
		{ "npm\tx\t\tweb\t\tadapt\t\t", "t:2: 'x' has no source" },
		{ "npm\tx\t\t\t\tadapt\t\ts", "t:2: 'x' has no category" },
		{ "npm\tx", "t:2: 2 columns, expected 8 (the next is 'import')" },
		{ "npm\tx\t\tweb\t\tadapt\t\ts\tmore", "t:2: more than 8 columns" },
		{ "pypi\tA_b\t\tweb\t\tadapt\t\ts",
		  "t:2: 'A_b' is not normalised (lower case, - for _ and .)" },
		{ "npm\tx\t\tweb\t\tadapt\t\ts\nnpm\tx\t\tweb\t\tadapt\t\ts",
		  "t: 'x' of npm is there twice" },
		{ "# none", "t: no rows" },
	};
	char text[512];
	struct libraries l;
	struct arena a;
	struct err e;
	(void)state;

	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int n = snprintf(text, sizeof text, "%.*s\n%s\n",
		                 (int)(strchr(table, '\n') - table), table, cases[i].row);

		assert_false(library_parse(&l, &a, text, (size_t)n, "t", &e));
		assert_string_equal(e.text, cases[i].error);
	}
	assert_true(library_parse(&l, &a, table, sizeof table - 1, "t", &e));
	assert_string_equal(library_find(&l, "pypi", "pillow")->equivalent, "sharp");
	assert_null(library_find(&l, "npm", "pillow"));
	assert_string_equal(library_find_import(&l, true, "PIL.Image")->name, "pillow");
	assert_null(library_find_import(&l, true, "PILL"));
	assert_null(library_find_import(&l, true, ".PIL"));
	assert_null(library_find_import(&l, true, "google.cloud"));
	assert_string_equal(library_find_import(&l, true, "google.cloud.storage.x")->name,
	                    "google-cloud-storage");
	assert_string_equal(library_find_import(&l, false, "@nestjs/core/x/y")->name,
	                    "@nestjs/core");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(requirements),
		cmocka_unit_test(own_packages_are_no_dependencies),
		cmocka_unit_test(compiled),
		cmocka_unit_test(pyproject),
		cmocka_unit_test(setup),
		cmocka_unit_test(node),
		cmocka_unit_test(services),
		cmocka_unit_test(tsconfig),
		cmocka_unit_test(library),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
