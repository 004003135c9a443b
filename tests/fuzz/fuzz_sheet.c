/* fuzz_sheet.c - sheet files: any bytes are accepted or refused, never more. */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "book/book.h"
#include "sheet/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct sheet s;
	struct err e = { ERR_NONE, "" };
	char *text = arena_strndup(&a, (const char *)data, size);

	if (sheet_load(&a, "f.sql", text, &s, &e))
		sheet_check("f.sql", text, &e);
	book_clean(&a, text);
	arena_release(&a);
	return 0;
}
