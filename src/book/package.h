/* package.h - fills parts of a zip file with what was compressed beside it.
 *
 * A spreadsheet program's file is a zip of XML parts. The library that writes it leaves
 * an element of a part empty, or with what is not wanted in it; the element's contents
 * come from struct packed_part, and the rest of the file is copied as it is. */
#ifndef PACKAGE_H
#define PACKAGE_H

#include <stdbool.h>

#include "base/err.h"
#include "book/packed.h"

struct package_filling {
	const char *part;    /* "xl/worksheets/sheet3.xml" */
	const char *element; /* "sheetData": without attributes */
	/* What it holds from now on; none of them the last of a stream. */
	const struct packed_part *packed;
	size_t count;
};

/* Writes the file anew, under its name. */
bool package_fill(const char *path, const struct package_filling *v, size_t n,
                  struct err *e);

#endif
