/* fuzz_manifest.c - all manifests together: the first byte of the input chooses which
 * name the text goes by, the rest is cut at form feeds into further files. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "files/manifest.h"

static const char *const names[] = {
	"package.json",
	"requirements.txt",
	"pyproject.toml",
	"setup.cfg",
	"setup.py",
	"Pipfile",
	"environment.yml",
	"tsconfig.json",
	"apps/a/package.json",
	"apps/a/tsconfig.json",
	"requirements/base.txt",
	"apps/b/pyproject.toml",
	"apps/b/main.py",
	"apps/b/requirements.txt",
	"Dockerfile",
	"tsconfig.base.json",
};
enum { NAMES = sizeof names / sizeof *names, FILES = 8 };

static const char table[] =
    "ecosystem\tpackage\timport\tcategory\tequivalent\tmapping\tlabel\tsource\n"
    "pypi\tflask\t\tweb\t\tadapt\t\ts\nnpm\tkoa\t\tweb\t\tadapt\t\ts\n";

static bool look(void *arg, const char *candidate)
{
	*(size_t *)arg += strlen(candidate);
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct manifest_file files[FILES];
	const uint8_t *end = data + size;
	struct libraries l;
	struct manifests m;
	struct arena a;
	struct err e;
	size_t n = 0, sum = 0;

	arena_init(&a);
	if (!library_parse(&l, &a, table, sizeof table - 1, "t", &e))
		return 0;
	library_parse(&(struct libraries){ 0 }, &a, (const char *)data, size, "f", &e);
	while (data < end && n < FILES) {
		const uint8_t *cut = memchr(data + 1, '\f', (size_t)(end - data) - 1);

		if (!cut)
			cut = end;
		files[n] = (struct manifest_file){ names[*data % NAMES],
			                           (const char *)data + 1,
			                           (size_t)(cut - data) - 1 };
		n++;
		data = cut + (cut < end);
	}
	manifest_load(&m, &a, &l, files, n);
	for (size_t i = 0; i < m.tsconfig_count; i++)
		path_map_each(m.tsconfigs[i].paths, m.tsconfigs[i].path_count, "@/a",
		              look, &sum);
	manifest_tsconfig(&m, "apps/a/x.ts");
	assert(!m.package_count || m.service_count);
	arena_release(&a);
	return 0;
}
