/* fuzz_detector.c - detector files: any bytes are accepted or refused, never more. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "detect/detector.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct err e = { ERR_NONE, "" };
	struct data_file f = { .path = "detect/python/f.detect",
		               .text = arena_strndup(&a, (const char *)data, size),
		               .size = size,
		               .origin = "f.detect" };

	/* A refusal says where. */
	if (!detector_check(&f, &e))
		assert(!strncmp(e.text, "f.detect:", 9));
	arena_release(&a);
	return 0;
}
