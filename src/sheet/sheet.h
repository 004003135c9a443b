/* sheet.h - a table sheet of the workbook as data: reports/NN-name.sql.
 *
 *     -- sheet:  Endpoints
 *     -- intro:  One line under the title.
 *     -- empty:  What the sheet says when the SELECT gives no row.     (optional)
 *     -- column: Method        8   text
 *     -- column: Hours         9   unit-hours  total
 *     SELECT ... one column for each line above, in that order
 *
 * A column is: title (may have spaces), width in characters, kind, and "total" when
 * its sum stands below the table. Behind " = " may stand a formula that each of its cells
 * has, in which [Title] is the cell of that column in the same row:
 *
 *     -- column: Price         12  money  total = [Hours]*billed_rate
 *
 * with the functions that all spreadsheet programs have (formula.h) and the names of the
 * workbook. The SELECT then gives NULL, or the value for CSV files, or '' where the cell
 * is to stay empty.
 *
 * The file name gives the order; a user's file of the
 * same name takes the place of ours. */
#ifndef SHEET_H
#define SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/*   COLUMN_KINDS(KIND): KIND(enum, word in the file, number format) */
#define COLUMN_KINDS(KIND)                                                               \
	KIND(TEXT, "text", "General")   /* from the code: never translated */            \
	KIND(WORD, "word", "General")   /* words of ours: translated */                  \
	KIND(PLACE, "place", "General") /* file:line; wraps when too long */             \
	KIND(COUNT, "count", "#,##0")                                                    \
	KIND(NUMBER, "number", "General") /* 3 or 0.165 */                               \
	KIND(HOURS, "hours", "#,##0.0")                                                  \
	KIND(USD, "usd",                                                                 \
	     "\"$\"#,##0") /* as documented: dollars, whatever the quote's */            \
	KIND(MONEY, "money", "$#,##0") /* in the currency of the quote */                \
	KIND(WEEKS, "weeks", "0.0")                                                      \
	KIND(PERCENT, "percent", "[=1]0%;[<0.995]0%;0.0%")                               \
	KIND(FACTOR, "factor", "0.00")                                                   \
	KIND(DATE, "date", "yyyy-mm-dd")                                                 \
	KIND(EDIT, "edit", "General") /* kept by hand, from what the SELECT gives */     \
	/* The kinds that the sheet Effort reads. A sheet with unit and quantity is      \
	 * evidence: the counts of Effort are sums over it. unit is effort.label. */     \
	KIND(UNIT, "unit", "General")                                                    \
	KIND(QUANTITY, "quantity", "General")                                            \
	/* Hours of the row, a live formula: quantity x hours each of its unit, 0 when   \
	 * it is dropped. The SELECT gives NULL for it. */                               \
	KIND(UNIT_HOURS, "unit-hours", "#,##0.0")                                        \
	/* "yes" or "no" of an item: whether it keeps state. The parts of packages on    \
	 * Plan are sums by it. */                                                       \
	KIND(STATE, "state", "General")                                                  \
	/* Which of the repeats of something it is, a live formula: the SELECT gives     \
	 * item.series, and the quantity of the row then follows the repeat curve. */    \
	KIND(REPEAT, "repeat", "#,##0")                                                  \
	/* A cell to edit: todo, doing, done or dropped; dropped rows are not priced.    \
	 * The SELECT gives the word, or NULL for a row that is no work. */              \
	KIND(STATUS, "status", "General")                                                \
	/* A cell to edit, in the rows that have a status: who does it. */               \
	KIND(OWNER, "owner", "General")                                                  \
	/* Three-point hours a unit. With unit: the table of weights. */                 \
	KIND(LOW, "low", "#,##0.00")                                                     \
	KIND(LIKELY, "likely", "#,##0.00")                                               \
	KIND(HIGH, "high", "#,##0.00")

enum column_kind {
#define KIND(name, word, format) COLUMN_##name,
	COLUMN_KINDS(KIND)
#undef KIND
	    COLUMN_KINDS_END
};

struct column {
	const char *title;
	double width; /* characters, 1..120 */
	enum column_kind kind;
	bool is_totalled;
	const char *formula; /* as written, or NULL */
};

enum { SHEET_COLUMNS_MAX = 24 };

struct sheet {
	const char *origin;                /* for messages: "reports/10-endpoints.sql" */
	bool is_own;                       /* the user's, not built in */
	const char *title, *intro, *empty; /* empty: never NULL, may be "" */
	const char *sql;                   /* from the first line that is no header */
	int sql_line;                      /* its line in the file, from 1 */
	struct column column[SHEET_COLUMNS_MAX];
	int column_count;
};

/* The formula of a column for a row, counted from 0, as a cell takes it:
 * "F7*billed_rate". NULL when it names a column that the sheet does not have. */
const char *sheet_formula(struct arena *a, const struct sheet *s, int col, int row);

const char *column_kind_format(enum column_kind k);
/* Column of this kind, or -1. */
int sheet_column(const struct sheet *s, enum column_kind kind);

/* Is it translated: words of ours, and what is called by its class as it has no name.
 * unit: what the row has in its column of units, or NULL. */
bool sheet_is_ours(const struct sheet *s, int col, const char *text, const char *unit);

/* Do spreadsheet programs take it as the name of a sheet? */
bool sheet_can_be_called(const char *title);

/* Only reads the text; the SQL is kept as it is. Texts live in a. */
bool sheet_load(struct arena *a, const char *origin, const char *text, struct sheet *s,
                struct err *e);
/* All that can be wrong with a file: its header, and its SQL against an empty store. */
bool sheet_check(const char *origin, const char *text, struct err *e);
/* Every sheet of reports/, checked, in the order of the workbook. */
bool sheet_list(struct arena *a, struct sheet **list, size_t *n, struct err *e);

#endif
