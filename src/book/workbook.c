/* workbook.c - the spreadsheet: from the store to one .xlsx with live formulas. */
#include "book/workbook.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "book/book.h"
#include "book/book_bands.h"
#include "book/book_calibration.h"
#include "book/book_change.h"
#include "book/book_confidence.h"
#include "book/book_decision.h"
#include "book/book_effort.h"
#include "book/book_inputs.h"
#include "book/book_milestones.h"
#include "book/book_page.h"
#include "book/book_pictures.h"
#include "book/book_plan.h"
#include "book/book_quote.h"
#include "book/book_scenarios.h"
#include "book/book_staffing.h"
#include "book/book_summary.h"
#include "book/book_table.h"
#include "book/book_terms.h"
#include "book/book_tracking.h"
#include "book/book_unit_price.h"
#include "book/package.h"
#include "sheet/book_text.h"
#include "sheet/report.h"
#include "sheet/sheet.h"

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

	p.title = arena_printf(b->a, "%s - %s", book_word(b, TEXT_QUOTE_TITLE),
	                       book_clean(b->a, b->project));
	p.subject = arena_strdup(b->a, book_word(b, TEXT_SUBJECT));
	p.author = arena_strdup(b->a, book_clean(b->a, b->brand.name));
	p.company = p.author;
	p.created = created_at(b);
	workbook_set_properties(b->file, &p);
}

static bool write_inputs(struct book *b, lxw_worksheet *w, struct err *e)
{
	(void)e;
	book_inputs(b, w);
	return true;
}

static bool write_effort(struct book *b, lxw_worksheet *w, struct err *e)
{
	(void)e;
	book_effort(b, w);
	return true;
}

/* Sheets with a layout of their own, in the order in which they are written, behind the
 * tables: what one notes in the book, the next may use. Where they stand, and whether,
 * says the report. To add one: a line. */
static const struct page {
	const char *name;
	bool (*write)(struct book *b, lxw_worksheet *w, struct err *e);
} pages[] = {
	{ SHEET_INPUTS, write_inputs },
	{ SHEET_EFFORT, write_effort },
	{ SHEET_PLAN, book_plan },
	{ SHEET_STAFFING, book_staffing },
	{ SHEET_MILESTONES, book_milestones },
	{ SHEET_CHANGE, book_change },
	{ SHEET_UNIT_PRICES, book_unit_price },
	{ SHEET_TRACKING, book_tracking },
	{ SHEET_SUMMARY, book_summary },
	{ SHEET_TERMS, book_terms },
	{ SHEET_QUOTE, book_quote },
	{ SHEET_DECISION, book_decision },
	{ SHEET_CONFIDENCE, book_confidence },
	{ SHEET_SCENARIOS, book_scenarios },
	{ SHEET_BANDS, book_bands },
	{ SHEET_PICTURES, book_pictures },
	{ SHEET_CALIBRATION, book_calibration },
};
enum { PAGES = sizeof pages / sizeof *pages };

const char *workbook_page(size_t i)
{
	return i < PAGES ? pages[i].name : NULL;
}

bool workbook_fits(const struct report *r, const struct sheet *tables, size_t n,
                   struct err *e)
{
	const char *names[PAGES];

	for (size_t i = 0; i < PAGES; i++)
		names[i] = pages[i].name;
	return report_fits(r, names, PAGES, tables, n, e);
}

static const char *called(struct words *w, const struct sheet *tables, size_t i)
{
	const char *english = i < PAGES ? pages[i].name : tables[i - PAGES].title;
	const char *name = words_of(w, english);

	return sheet_can_be_called(name) ? name : english;
}

/* Two sheets of one name would be no workbook. */
static bool names_differ(struct words *w, const struct sheet *tables, size_t n,
                         struct err *e)
{
	for (size_t i = 0; w && i < PAGES + n; i++)
		for (size_t j = 0; j < i; j++)
			if (strcasecmp(called(w, tables, i), called(w, tables, j)) == 0)
				return err_set(
				    e, ERR_DATA,
				    "reports/words/%s.tsv: two sheets would be "
				    "called '%s'",
				    words_language(w), called(w, tables, i));
	return true;
}

bool workbook_check(const struct workbook_options *o, struct arena *a, struct err *e)
{
	struct report r;
	struct words *w;
	struct brand brand;
	struct sheet *list;
	size_t n;

	return report_find(&r, a, o->report ? o->report : WORKBOOK_FOR, e) &&
	       sheet_list(a, &list, &n, e) && workbook_fits(&r, list, n, e) &&
	       words_load(&w, a, o->language, e) && names_differ(w, list, n, e) &&
	       brand_load(&brand, a, o->brand, e);
}

/* All sheets, before one is written: `page` and `table` by their places above. */
struct sheets {
	lxw_worksheet *page[PAGES], **table;
	struct sheet *list;
	int *rows; /* of a table, and one; 0: not counted yet */
	size_t count;
};

/* Rows that a page has room for: what goes on on the next has the heads of the first
 * table above it. Of a table below, where their texts wrap in widths that are not its
 * own. */
enum { PAGE_ROWS = 45, BELOW_ROWS = 20 };

/* Has it no more rows? Counted once. */
static bool is_short(struct book *b, const struct sheets *s, size_t i, int most)
{
	int *rows = &s->rows[i];
	struct err ignored;
	sqlite3_stmt *q;

	if (*rows == 0 &&
	    (q = store_select(b->store, b->a, &ignored, "%s", s->list[i].sql)))
		do
			++*rows;
		while (*rows <= PAGE_ROWS + 1 && sqlite3_step(q) == SQLITE_ROW);
	return *rows <= most + 1;
}

/* Of the table that this one stands below; NULL: of none, or one that is not written, or
 * of one that is more than a page: nothing goes below that. */
static const char *above(struct book *b, const struct sheets *s, size_t i)
{
	const char *name = report_above(b->report, s->list[i].title);

	for (size_t at = 0; name && at < s->count; at++)
		if (strcasecmp(s->list[at].title, name) == 0 &&
		    !book_leaves_out(b, s->list[at].title) &&
		    !book_leaves_out(b, s->list[i].title) &&
		    is_short(b, s, at, PAGE_ROWS) && is_short(b, s, i, BELOW_ROWS))
			return s->list[at].title;
	return NULL;
}

static bool add_sheet(struct book *b, lxw_worksheet **w, bool is_long, const char *name,
                      const char *origin, struct err *e)
{
	if (!*w)
		*w = is_long ? book_long_sheet(b, name) : book_sheet(b, name);
	return *w || err_set(e, ERR_DATA, "%s: cannot make a sheet '%s'", origin, name);
}

static bool add_named(struct book *b, struct sheets *s, const char *name, struct err *e)
{
	for (size_t i = 0; i < s->count; i++)
		if (strcasecmp(s->list[i].title, name) == 0)
			return above(b, s, i) ||
			       add_sheet(b, &s->table[i],
			                 book_table_is_long(b, &s->list[i]),
			                 s->list[i].title, s->list[i].origin, e);
	for (size_t i = 0; i < PAGES; i++)
		if (strcasecmp(pages[i].name, name) == 0)
			return add_sheet(b, &s->page[i], false, pages[i].name,
			                 b->report->origin, e);
	return true;
}

static bool has_row(struct book *b, const struct sheet *s)
{
	struct err ignored;
	sqlite3_stmt *q = store_select(b->store, b->a, &ignored, "%s", s->sql);

	return q && sqlite3_step(q) == SQLITE_ROW;
}

/* What the report does not have is filled like the rest, for what others reckon from it,
 * and then not written. */
static void leave_out(struct book *b, const struct sheets *s)
{
	for (size_t i = 0; i < PAGES; i++)
		if (!report_has(b->report, pages[i].name, false))
			book_leave_out(b, pages[i].name);
	for (size_t i = 0; i < s->count; i++)
		if (!report_has(b->report, s->list[i].title, s->list[i].is_own) ||
		    (report_only_filled(b->report, s->list[i].title) &&
		     !has_row(b, &s->list[i])))
			book_leave_out(b, s->list[i].title);
}

/* In the order of the report; then those that it does not name. */
static bool add_sheets(struct book *b, struct sheets *s, struct err *e)
{
	leave_out(b, s);
	for (size_t i = 0; i < b->report->count; i++)
		if (!add_named(b, s, b->report->sheet[i].name, e))
			return false;
	for (size_t i = 0; i < PAGES; i++)
		if (!add_named(b, s, pages[i].name, e))
			return false;
	for (size_t i = 0; i < s->count; i++)
		if (!add_named(b, s, s->list[i].title, e))
			return false;
	return true;
}

static bool write_table(struct book *b, struct sheets *s, size_t i, struct err *e)
{
	const char *on = above(b, s, i);

	for (size_t at = 0; on && at < s->count; at++)
		if (s->list[at].title == on)
			s->table[i] = s->table[at];
	return report_trim(b->report, b->a, &s->list[i], e) &&
	       book_table(b, &s->list[i], on, s->table[i], e);
}

/* What stands below another is written behind all that do not. */
static bool write_sheets(struct book *b, struct sheets *s, struct err *e)
{
	book_effort_layout(b);
	for (int below = 0; below < 2; below++)
		for (size_t i = 0; i < s->count; i++)
			if ((above(b, s, i) != NULL) == below && !write_table(b, s, i, e))
				return false;
	for (size_t i = 0; i < PAGES; i++)
		if (!pages[i].write(b, s->page[i], e))
			return false;
	return true;
}

static bool fill(struct book *b, const struct workbook_options *o, struct err *e)
{
	struct sheets s = { .list = NULL };
	struct report *r = arena_zero(b->a, sizeof *r);

	if (!sheet_list(b->a, &s.list, &s.count, e) ||
	    !report_find(r, b->a, o && o->report ? o->report : WORKBOOK_FOR, e) ||
	    !workbook_fits(r, s.list, s.count, e))
		return false;
	r->has_paths = r->has_paths || (o && o->has_paths);
	b->report = r;
	s.rows = arena_zero(b->a, (s.count + 1) * sizeof *s.rows);
	s.table = arena_zero(b->a, (s.count + 1) * sizeof(lxw_worksheet *));
	book_styles(b);
	return add_sheets(b, &s, e) && write_sheets(b, &s, e);
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

static bool take_notation(struct book *b, const char *language, struct err *e)
{
	const struct input *region = figures_input(b->m, "region");

	b->currency_code = book_result(b, "currency", "USD");
	return notation_load(&b->notation, b->a, language ? language : "",
	                     region ? region->value : "",
	                     book_clean(b->a, book_result(b, "currency_symbol", "$")), e);
}

static bool write_book(struct store *s, const char *path,
                       const struct workbook_options *o, struct arena *a, struct err *e)
{
	struct figures m;
	struct book b = { .store = s, .a = a, .m = &m, .failed = LXW_NO_ERROR };
	struct err closing;
	bool ok;

	if (!figures_load(&m, s, a, e) ||
	    !words_load(&b.words, a, o ? o->language : NULL, e) ||
	    !brand_load(&b.brand, a, o ? o->brand : NULL, e) ||
	    !take_notation(&b, o ? o->language : NULL, e))
		return false;
	b.client = o && o->client && *o->client ? o->client
	                                        : book_word(&b, TEXT_CLIENT_OPEN);
	b.project = o && o->project && *o->project
	              ? o->project
	              : store_text(s, a, "Project",
	                           "SELECT value FROM meta WHERE key = 'name'");
	b.file = workbook_new(path);
	if (!b.file)
		return err_set(e, ERR_IO, "no workbook");
	set_properties(&b);
	ok = fill(&b, o, e) && book_finish(&b, e);
	if (ok && o && o->each_name)
		book_each_name(&b, o->each_name, o->arg);
	if (!close_book(&b, ok ? e : &closing))
		ok = false;
	if (ok && b.filling_count)
		ok = package_fill(path, b.filling, b.filling_count, e);
	book_release(&b);
	return ok;
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
