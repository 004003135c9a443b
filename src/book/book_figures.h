/* book_figures.h - the estimate as the store has it, for the sheets that show it.
 *
 * What formulas give is not reckoned here but from the cells, when the book is finished;
 * these are the figures that stand in cells as they are. */
#ifndef BOOK_FIGURES_H
#define BOOK_FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "price/calendar.h"
#include "store/store.h"

/* One row of the table effort, with what its cells hold. */
struct line {
	const char *unit, *label, *group, *phase, *driver, *source, *counts_as;
	const char *rests_on; /* of MODEL_GROUNDS; "": follows the others */
	double quantity, n, n0, low, likely, high;
	const char *follows; /* the inputs that its multiplier is the product of:
	                        "tests,typed"; "" for none */
	double multiplier;
	bool counts_for_driver; /* quantity is the count of `driver` itself */
	bool in_sheet[64]; /* per evidence sheet: some of its rows are of this line */
	double itemised;   /* how much of quantity is rows of evidence sheets */
	int in_weights;    /* rows of the sheet of weights that say the same */
	int row;           /* on the sheet Effort */
};

struct input {
	const char *key, *label, *value, *unit, *source;
	double number; /* of value; 0 when it is no number */
	bool is_number;
	double low, high;    /* limits; low > high: none are known */
	const char *choices; /* "port, keep"; "": not one of a list */
};

struct level {
	const char *key, *level, *source;
	double factor;
};

struct constant {
	const char *key, *label, *unit, *source;
	double value;
};

struct knot {
	double cost, weeks;
};

enum percentile { P10, P50, P80, P90, PERCENTILES };
enum line_group {
	GROUP_UNIT,
	GROUP_SET_UP,
	GROUP_FIXED,
	GROUP_OVERHEAD,
	GROUP_RISK,
	GROUPS
};

struct figures {
	struct line *line;
	size_t line_count;
	struct input *input;
	size_t input_count;
	struct level *level;
	size_t level_count;
	struct constant *constant;
	size_t constant_count;
	struct knot knot[16]; /* edges of the bands, by cost */
	int knot_count;

	double rate;     /* billed: rate_per_hour with overheads */
	double overhead; /* a share */
	double per_usd;  /* units of the quote's currency for a dollar */
	double start;    /* a day */
	double hours, price, total, weeks; /* expected; total with contingency */
	/* simulation: percentile / expected value at the inputs of the estimate */
	double cost_ratio[PERCENTILES], weeks_ratio[PERCENTILES];
	bool is_nothing; /* nothing to migrate */
	struct calendar holidays;
};

bool figures_load(struct figures *m, struct store *s, struct arena *a, struct err *e);

const struct input *figures_input(const struct figures *m, const char *key);
/* NULL when there is no such constant. */
const struct constant *figures_constant(const struct figures *m, const char *key);
/* Its value; 0 when it is missing. */
double figures_value(const struct figures *m, const char *key);
/* Of an input that is a number; 0 when it is none. */
double figures_number(const struct figures *m, const char *key);
/* The factor of an input that is a level ("tests") or a number; 1 when it is neither. */
double figures_factor(const struct figures *m, const char *key);
enum line_group line_group_of(const struct line *l);
/* Does the line count as one of `driver` (endpoints, models, jobs)? */
bool line_drives(const struct line *l, const char *driver);

enum { DATE_EPOCH_SERIAL = 25569 }; /* 1970-01-01 */
/* Days since 1899-12-30 of "2026-01-05", as spreadsheets count; 0 when it is no date. */
double date_serial(const char *iso);
/* The last working day of so many weeks, and the first one behind so many: see
 * calendar.h. Days as spreadsheets count them. */
double figures_finish(const struct figures *m, double weeks);
double figures_begin(const struct figures *m, double weeks);

#endif
