/* fuzz_ini.c - any bytes as a file of models/cost: read and linked, or refused by line.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "price/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena a = { 0 };
	struct model m = { .arena = &a };
	struct data_file f = { "cost/fuzz.ini",
		               arena_strndup(&a, (const char *)bytes, size), size,
		               "fuzz.ini", false };
	struct err e = { 0 };

	if (model_read(&m, &f, &e))
		model_link(&m, &e);
	else if (strncmp(e.text, "fuzz.ini:", 9) != 0)
		abort();
	arena_release(&a);
	return 0;
}
