/* fuzz_openapi.c - descriptions of APIs: any bytes, never read beyond their end. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "files/openapi.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size ? size : 1);
	struct description d = { 0 };
	struct arena a;

	if (!text)
		return 0;
	memcpy(text, data, size);
	arena_init(&a);
	openapi_read(&d, &a, text, size);
	for (size_t i = 0; i < d.n; i++) {
		assert(d.v[i].method && d.v[i].path && d.v[i].line);
		openapi_normal(&a, d.v[i].path);
	}
	arena_release(&a);
	free(text);
	return 0;
}
