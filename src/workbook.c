/* workbook.c - the spreadsheet: from the store to one .xlsx with live formulas. */
#include "workbook.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "book.h"
#include "book_effort.h"
#include "book_inputs.h"
#include "book_plan.h"
#include "book_quote.h"
#include "book_summary.h"
#include "book_table.h"
#include "book_text.h"
#include "sheet.h"

/* The day of the scan, or SOURCE_DATE_EPOCH: never the clock, so that the same store
 * gives the same bytes. */
static time_t created_at(struct book *b)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH"), *scanned;
	double days;

	if (epoch && *epoch)
		return (time_t)strtoll(epoch, NULL, 10);
	scanned = store_text(b->store, b->a, "",
	                     "SELECT value FROM meta WHERE key = 'scanned_at'");
	days = date_serial(scanned);
	return days > 25569 ? (time_t)((days - 25569) * 86400) : (time_t)0;
}

static void set_properties(struct book *b)
{
	lxw_doc_properties p = { 0 };

	p.title = arena_printf(b->a, "%s - %s", TEXT_QUOTE_TITLE,
	                       book_clean(b->a, b->project));
	p.subject = "Cost, time and evidence of a migration";
	p.comments = "Written by migcost. Yellow cells on Inputs are live.";
	p.created = created_at(b);
	workbook_set_properties(b->file, &p);
}

static bool write_sheets(struct book *b, struct err *e)
{
	struct sheet *list;
	lxw_worksheet *quote, *summary, *inputs, *effort, *plan, **tables;
	size_t n;

	if (!sheet_list(b->a, &list, &n, e))
		return false;
	book_styles(b);
	book_effort_layout(b);
	quote = book_sheet(b, SHEET_QUOTE);
	summary = book_sheet(b, SHEET_SUMMARY);
	inputs = book_sheet(b, SHEET_INPUTS);
	effort = book_sheet(b, SHEET_EFFORT);
	plan = book_sheet(b, SHEET_PLAN);
	tables = arena_alloc(b->a, (n + 1) * sizeof *tables);
	for (size_t i = 0; i < n; i++)
		if (!(tables[i] = book_sheet(b, list[i].title)))
			return err_set(e, ERR_DATA, "%s:1: cannot make a sheet '%s'",
			               list[i].origin, list[i].title);
	for (size_t i = 0; i < n; i++)
		if (!book_table(b, &list[i], tables[i], e))
			return false;
	book_inputs(b, inputs);
	book_effort(b, effort);
	return book_plan(b, plan, e) && book_summary(b, summary, e) &&
	       book_quote(b, quote, e);
}

/* libxlsxwriter only says "error creating file", and prints; the system says why. */
static bool can_write(const char *path, struct err *e)
{
	FILE *f = fopen(path, "wb");

	if (!f)
		return err_set(e, ERR_IO, "%s", strerror(errno));
	fclose(f);
	return true;
}

static bool close_book(struct book *b, struct err *e)
{
	lxw_error rc;

	errno = 0;
	/* Writes the file and frees everything, also after a failure. */
	rc = workbook_close(b->file);
	if (rc == LXW_NO_ERROR)
		rc = b->failed;
	if (rc == LXW_NO_ERROR)
		return true;
	return err_set(e, ERR_IO, "%s%s%s", lxw_strerror(rc), errno ? ": " : "",
	               errno ? strerror(errno) : "");
}

static bool write_book(struct store *s, const char *path,
                       const struct workbook_options *o, struct arena *a, struct err *e)
{
	struct figures m;
	struct book b = { .store = s, .a = a, .m = &m, .failed = LXW_NO_ERROR };
	struct err closing;

	if (!figures_load(&m, s, a, e) ||
	    !words_load(&b.words, a, o ? o->language : NULL, e))
		return false;
	b.client = o && o->client && *o->client ? o->client : TEXT_CLIENT;
	b.project = o && o->project && *o->project
	              ? o->project
	              : store_text(s, a, "Project",
	                           "SELECT value FROM meta WHERE key = 'name'");
	b.file = workbook_new(path);
	if (!b.file)
		return err_set(e, ERR_IO, "no workbook");
	set_properties(&b);
	if (!write_sheets(&b, e)) {
		close_book(&b, &closing);
		return false;
	}
	return close_book(&b, e);
}

bool workbook_write(struct store *s, const char *path, const struct workbook_options *o,
                    struct err *e)
{
	struct arena a = { 0 };
	char *beside = arena_printf(&a, "%s.%ld.part", path, (long)getpid());
	bool ok = can_write(beside, e) && write_book(s, beside, o, &a, e);

	if (ok && rename(beside, path) != 0)
		ok = err_set(e, ERR_IO, "%s", strerror(errno));
	if (!ok) {
		unlink(beside);
		err_within(e, "cannot write '%s'", path);
	}
	arena_release(&a);
	return ok;
}
