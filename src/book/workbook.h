/* workbook.h - the spreadsheet: from the store to one .xlsx with live formulas. */
#ifndef WORKBOOK_H
#define WORKBOOK_H

#include <stdbool.h>

#include "base/err.h"
#include "sheet/report.h"
#include "sheet/sheet.h"
#include "store/store.h"

/* Whom a workbook is for when nobody says. */
#define WORKBOOK_FOR "manager"

struct workbook_options {
	const char *client;   /* NULL: "Client" */
	const char *project;  /* NULL: the name in the store */
	const char *report;   /* of report_find(); NULL: WORKBOOK_FOR */
	bool has_paths;       /* of files, whatever the report says */
	const char *brand;    /* of brand_load() */
	const char *language; /* NULL: English; see words.h */
	/* Told every named cell that is a number, as the file has it; NULL: nobody. */
	void (*each_name)(void *arg, const char *name, double value);
	void *arg;
};

/* What can be wrong with them, before anything is scanned or written. */
bool workbook_check(const struct workbook_options *o, struct arena *a, struct err *e);
/* Written beside path and renamed, so path is whole or as it was before. Same store,
 * same SOURCE_DATE_EPOCH, same bytes. */
bool workbook_write(struct store *s, const char *path, const struct workbook_options *o,
                    struct err *e);

/* Names of the sheets with a layout of their own; NULL behind the last. */
const char *workbook_page(size_t i);
/* Are the sheets that the report names there, or among these tables? */
bool workbook_fits(const struct report *r, const struct sheet *tables, size_t n,
                   struct err *e);

#endif
