/* test_around.c - a service of a monorepo scanned alone: the packages beside it tell what
 * its imports mean, and give no facts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scan/scan.h"
#include "store/store.h"

static char root[64];

static void put(const char *path, const char *text)
{
	char full[512];
	FILE *f;

	snprintf(full, sizeof full, "%s/%s", root, path);
	for (char *c = full + strlen(root) + 1; *c; c++) {
		if (*c != '/')
			continue;
		*c = '\0';
		mkdir(full, 0700);
		*c = '/';
	}
	assert_non_null(f = fopen(full, "w"));
	fputs(text, f);
	fclose(f);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

static int setup(void **state)
{
	(void)state;
	strcpy(root, "/tmp/around-XXXXXX");
	assert_non_null(mkdtemp(root));
	put("packages/kit/setup.py", "setup(name='our-kit', version='1.0')\n");
	put("packages/kit/src/kit/__init__.py", "");
	put("packages/kit/src/kit/meta.py",
	    "from importlib.metadata import distribution\n"
	    "from packaging.version import Version\n"
	    "class Info:\n"
	    "    def __init__(self, package):\n"
	    "        self.made = distribution(package)\n"
	    "    @property\n    def version(self):\n"
	    "        return Version(self.made.version)\n"
	    "    @property\n    def tag(self):\n"
	    "        return f'v{self.version.major}'\n");
	put("packages/kit/src/kit/web.py",
	    "from fastapi import FastAPI\napp = FastAPI()\n"
	    "@app.get('/of-the-kit')\ndef x():\n    return 1\n");
	put("services/shop/VERSION", "2.3.0\n");
	put("services/shop/setup.py",
	    "VERSION = open('VERSION').read()\n"
	    "setup(**{'name': 'our-shop', 'version': VERSION})\n");
	put("services/shop/src/shop/main.py",
	    "from fastapi import FastAPI\nfrom kit.meta import Info\nimport kit.web\n"
	    "info = Info(package='our_shop')\napp = FastAPI()\n"
	    "@app.get(f'/{info.tag}/x')\ndef x():\n    return 1\n");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	return nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* The only endpoint of a scan of the service; "none", or "N endpoints". */
static const char *only_path(struct arena *a)
{
	char folder[128];
	struct scan_options o = { .root = folder };
	struct store s;
	struct err e = { 0 };
	const char *path;
	double n;

	snprintf(folder, sizeof folder, "%s/services/shop/src", root);
	assert_true(store_open(&s, NULL, true, &e));
	if (!scan_run(&s, &o, &e))
		fail_msg("%s", e.text);
	n = store_number(&s, -1, "SELECT count(*) FROM fact WHERE kind = 'endpoint'");
	path = n == 1 ? store_text(&s, a, "none",
	                           "SELECT path FROM fact WHERE kind = 'endpoint'")
	              : arena_printf(a, "%d endpoints", (int)n);
	store_close(&s);
	return path;
}

/* Without a repository around, nothing above the root is looked at. */
static void alone(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(only_path(&a), "/{tag}/x");
	arena_release(&a);
}

static void within_a_repository(void **state)
{
	struct arena a = { 0 };

	(void)state;
	put(".github/workflows/ci.yml", "");
	assert_string_equal(only_path(&a), "/v2/x");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(alone),
		cmocka_unit_test(within_a_repository),
	};

	return cmocka_run_group_tests_name("around", tests, setup, teardown);
}
