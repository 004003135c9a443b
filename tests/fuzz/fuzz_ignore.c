/* fuzz_ignore.c - .gitignore: any patterns, any paths. The first line is the path. */
#include <stdint.h>
#include <string.h>

#include "files/ignore.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data,
		   *eol = size ? memchr(text, '\n', size) : NULL;
	const struct ignore *ig;
	struct arena a;
	char *path;
	size_t n;

	if (!eol)
		return 0;
	arena_init(&a);
	path = arena_strndup(&a, text, (size_t)(eol - text));
	n = strlen(path);
	ig = ignore_load(&a, NULL, 0, eol + 1, size - (size_t)(eol + 1 - text));
	ignore_has(ig, path, n, true);
	ignore_has(ig, path, n, false);
	if (n > 3 && path[1] == '/') {
		ig = ignore_load(&a, ig, 2, eol + 1, size - (size_t)(eol + 1 - text));
		ignore_has(ig, path, n, false);
	}
	arena_release(&a);
	return 0;
}
