/* workbook.h - the spreadsheet: from the store to one .xlsx with live formulas. */
#ifndef WORKBOOK_H
#define WORKBOOK_H

#include <stdbool.h>

#include "err.h"
#include "store.h"

struct workbook_options {
	const char *client;   /* NULL: "Client" */
	const char *project;  /* NULL: the name in the store */
	const char *language; /* NULL: English; see words.h */
};

/* Written beside path and renamed, so path is whole or as it was before. Same store,
 * same SOURCE_DATE_EPOCH, same bytes. */
bool workbook_write(struct store *s, const char *path, const struct workbook_options *o,
                    struct err *e);

#endif
