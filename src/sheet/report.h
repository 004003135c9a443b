/* report.h - which sheets a workbook has, for whom, as data: reports/NAME.report.
 *
 *     # client.report - what a client gets: nothing internal.
 *     about:   Quote, plan and scope
 *     paths:   no
 *     range:   P50, P80, P90
 *     internal: yes
 *     footer:  Quote
 *     sheet:   Quote
 *     sheet:   Endpoints
 *     hide:    Handler, Hours
 *     without: Class = Jobs, simple; Jobs, complex
 *     empty:   no
 *     own:     yes
 *
 * One line a sheet, in the order of the workbook. `below: Jobs` puts a table under the
 * one of the sheet above, in the same columns, so that small ones share a page: rows that
 * the price adds up stand on a sheet of their own. `hide` takes columns of the table
 * sheet above away, `columns` keeps only these, in this order. `without` leaves the rows
 * out in which a column, one that is kept or not, has one of these values; `empty: no`
 * the sheet, when it has no row. `paths: no` takes away every column of files (kind
 * place). `own: yes` adds the table sheets of the user that no line names, `others: yes`
 * all sheets that none does. What is not named is not in the file.
 *
 * `range` says which of P10, P50, P80 and P90 the quote tells ("no": none; without the
 * line all): a low one invites to bargain for it. `internal: yes`: the quote in it is a
 * copy for the supplier, marked as such, and none to sign. `footer` stands at the foot of
 * each page where the brand has none. */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "sheet/sheet.h"
#include "text/data.h"

/* Of price, weeks and finish, as `range` names them. */
enum report_percentile { REPORT_P10, REPORT_P50, REPORT_P80, REPORT_P90, REPORT_RANGE };

enum { REPORT_VALUES_MAX = 16 };

struct report_sheet {
	const char *name;
	unsigned line;
	bool keeps; /* column: those to keep; else those to hide */
	bool is_only_filled, is_below;
	const char *column[SHEET_COLUMNS_MAX];
	int column_count;
	const char *filter, *value[REPORT_VALUES_MAX]; /* NULL: all rows */
	int value_count;
};

struct report {
	const char *name, *origin; /* "client", "reports/client.report" */
	const char *about;
	const char *footer; /* NULL: not said */
	bool has_paths, has_own, has_others, is_internal;
	bool tells[REPORT_RANGE];
	struct report_sheet *sheet;
	size_t count, room;
};

/* `which` is the name of one in force ("client") or the path of a file (it has a '/' or
 * ends in .report). */
bool report_find(struct report *r, struct arena *a, const char *which, struct err *e);
/* All in force, by name. */
bool report_list(struct report **list, size_t *n, struct arena *a, struct err *e);
bool report_load(struct report *r, struct arena *a, const struct data_file *f,
                 struct err *e);
/* Are all its sheets among `names` (with a layout of their own) and `tables`, and all its
 * columns, those of `without` too, in them? */
bool report_fits(const struct report *r, const char *const *names, size_t n,
                 const struct sheet *tables, size_t table_count, struct err *e);
/* Does the workbook hold this sheet? is_own: it comes from the user's own file. */
bool report_has(const struct report *r, const char *sheet, bool is_own);
/* The sheet that says what one of a kind costs, in English: it depends on whom it is for.
 */
const char *report_prices_sheet(const struct report *r);
/* Is it left out when it has no row? */
bool report_only_filled(const struct report *r, const char *sheet);
/* The sheet whose table this one stands below, or NULL. */
const char *report_above(const struct report *r, const char *sheet);
/* What `columns` names as column col of the nth table below that of a sheet, or "";
 * NULL: there is no such table. */
const char *report_head_below(const struct report *r, const char *sheet, size_t nth,
                              int col);
/* The values whose rows are left away ("stays"), one after another; NULL: no more. */
const char *report_left_away(const struct report *r, const char *sheet, int i);
/* The table sheet without the columns and rows that the report takes away. */
bool report_trim(const struct report *r, struct arena *a, struct sheet *s, struct err *e);

#endif
