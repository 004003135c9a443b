/* fuzz_prisma.c - Prisma schemas: any bytes, in one file and cut into two. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "read/prisma.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *first = malloc(size / 2 + 1), *second = malloc(size - size / 2 + 1);
	struct prisma_file files[] = { { "a/x.prisma", first, size / 2 },
		                       { "a/y.prisma", second, size - size / 2 } };
	struct facts f = { 0 };
	struct arena a;

	if (first && second && size) {
		memcpy(first, data, size / 2);
		memcpy(second, data + size / 2, size - size / 2);
		arena_init(&a);
		prisma_load(&f, &a, files, 2);
		for (size_t i = 0; i < f.n; i++) {
			assert(f.v[i].name && f.v[i].file && f.v[i].line);
			assert(f.v[i].parent < (int64_t)i);
		}
		arena_release(&a);
	}
	free(first);
	free(second);
	return 0;
}
