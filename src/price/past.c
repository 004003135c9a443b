/* past.c - what the hours were held against, as rows of the store. */
#include "price/past.h"

#include <math.h>
#include <stdlib.h>

#include "price/accuracy.h"
#include "price/shrinkage.h"
#include "text/data.h"
#include "text/tsv.h"

struct writing {
	struct store *s;
	bool is_own;
	int rank;
};

static bool take_row(void *arg, char *const *cells, unsigned line, struct err *e)
{
	struct writing *w = arg;
	double number[8];

	(void)line;
	for (int i = 0; i < 8; i++) {
		char *end;

		number[i] = strtod(cells[3 + i], &end);
		if (*end || !(number[i] >= 0) || (i < 2 && !(number[i] > 0)))
			return err_set(e, ERR_DATA, "a number is needed, not '%.40s'",
			               cells[3 + i]);
	}
	return store_exec(w->s, e,
	                  "INSERT INTO past_project VALUES (%d, %d, %Q, %Q, %Q, %!.17g,"
	                  " %!.17g, %!.17g, %!.17g, %!.17g, %!.17g, %!.17g, %!.17g, %Q)",
	                  ++w->rank, (int)w->is_own, cells[0], cells[1], cells[2],
	                  number[0], number[1], number[2], number[3], number[4],
	                  number[5], number[6], number[7], cells[11]);
}

/* ---- how well the range held ----------------------------------------------------------
 */

enum { PROJECTS_MAX = 1000 };

struct project {
	double estimated, actual;
};

/* Own ones, where there are any; else the measured ports. */
static bool take_projects(struct store *s, struct arena *a, struct project *v, size_t *n,
                          bool *is_own, struct err *e)
{
	sqlite3_stmt *q;

	*n = 0;
	*is_own = store_number(s, 0, "SELECT total(is_own) FROM past_project") > 0;
	q = store_select(s, a, e,
	                 "SELECT estimated, actual FROM past_project WHERE %s LIMIT %d",
	                 *is_own ? "is_own" : "compared = 'endpoints'", PROJECTS_MAX);
	while (q && sqlite3_step(q) == SQLITE_ROW)
		v[(*n)++] = (struct project){ sqlite3_column_double(q, 0),
			                      sqlite3_column_double(q, 1) };
	return q != NULL;
}

/* What the others say of v[skip]: a factor and its spread, sd of ln. That of own ones is
 * drawn towards 1, as calibrate.h says. */
static void predict(struct store *s, const struct project *v, size_t n, size_t skip,
                    bool is_own, double *factor, double *sd)
{
	static const char constant[] = "SELECT value FROM constant"
				       " WHERE key = 'calibration_%s_sd_ln'";
	double m = (double)n - 1, mean = 0, squares = 0, t, within;

	for (size_t i = 0; i < n; i++)
		mean += i == skip ? 0 : log(v[i].actual / v[i].estimated) / m;
	for (size_t i = 0; i < n; i++)
		squares += i == skip ? 0
		                     : pow(log(v[i].actual / v[i].estimated) - mean, 2);
	*factor = exp(mean);
	*sd = sqrt(squares / fmax(1, m - 1)) * sqrt(1 + 1 / m);
	if (!is_own)
		return;
	t = store_number(s, 0, constant, "between");
	within = store_number(s, 0, constant, "within");
	*factor = exp(shrinkage_weight(t, within, n - 1) * mean);
	*sd = shrinkage_sd(t, within, n - 1);
}

/* Each by the others: as the sheet Calibration has it. */
static bool write_covered(struct store *s, struct arena *a, const struct project *v,
                          size_t n, bool is_own, struct err *e)
{
	double *number = arena_alloc(a, 3 * PROJECTS_MAX * sizeof *number);
	double *actual = number, *said = actual + PROJECTS_MAX, *sd = said + PROJECTS_MAX;
	struct accuracy x;

	for (size_t i = 0; i < n; i++) {
		double factor;

		predict(s, v, n, i, is_own, &factor, &sd[i]);
		actual[i] = v[i].actual;
		said[i] = v[i].estimated * factor;
	}
	accuracy_of(&x, actual, said, sd, n);
	return store_exec(s, e,
	                  "INSERT INTO result VALUES ('past_projects', %d),"
	                  " ('past_covered', %d), ('past_is_own', %d)",
	                  (int)x.n, (int)x.covered, (int)is_own);
}

static double result(struct store *s, const char *key)
{
	return store_number(s, 0, "SELECT CAST(value AS REAL) FROM result WHERE key = %Q",
	                    key);
}

/* Each by the range of this estimate, laid about its hours at the level that is priced.
 */
static bool write_as_priced(struct store *s, const struct project *v, size_t n,
                            struct err *e)
{
	double hours = result(s, "hours"), low = result(s, "hours_p10");
	double high = result(s, "hours_p90");
	double level = store_number(s, 1,
	                            "SELECT CAST(value AS REAL) FROM input"
	                            " WHERE key = 'calibration'");
	double estimated = 0, actual = 0, mean = 0, squares = 0;
	double price = result(s, "price"), offered = result(s, "price_offered");
	int below = 0, above = 0, within = 0;

	if (hours <= 0)
		return true;
	for (size_t i = 0; i < n; i++) {
		double said = v[i].estimated * level;

		below += v[i].actual < said * low / hours;
		above += v[i].actual > said * high / hours;
		within += price > 0 && v[i].actual <= said * offered / price;
		estimated += said;
		actual += v[i].actual;
		mean += log(v[i].actual / v[i].estimated) / (double)n;
	}
	for (size_t i = 0; i < n; i++)
		squares += pow(log(v[i].actual / v[i].estimated) - mean, 2);
	return store_exec(s, e,
	                  "INSERT INTO result VALUES ('past_as_priced', %d),"
	                  " ('past_below', %d), ('past_above', %d),"
	                  " ('past_within_price', %d),"
	                  " ('past_hours_estimated', %!.15g),"
	                  " ('past_hours_actual', %!.15g), ('past_ratio', %!.15g),"
	                  " ('past_sd_ln', %!.15g)",
	                  (int)n - below - above, below, above, within, estimated, actual,
	                  exp(mean), sqrt(squares / ((double)n - 1)));
}

static bool write_held(struct store *s, struct arena *a, struct err *e)
{
	struct project *v = arena_alloc(a, PROJECTS_MAX * sizeof *v);
	bool is_own;
	size_t n;

	return take_projects(s, a, v, &n, &is_own, e) &&
	       (n < 2 ||
	        (write_covered(s, a, v, n, is_own, e) && write_as_priced(s, v, n, e)));
}

bool past_write(struct store *s, struct arena *a, struct err *e)
{
	static const char *const columns[] = { "name",   "what", "compared", "estimated",
		                               "actual", "low",  "high",     "endpoints",
		                               "models", "jobs", "kloc",     "source" };
	struct data_file f;
	struct writing w = { .s = s };

	if (!data_get(a, "evidence/past.tsv", &f, e))
		return false;
	w.is_own = f.is_own;
	return tsv_each(a, f.text, f.size, f.origin, columns,
	                sizeof columns / sizeof *columns, take_row, &w, e) &&
	       write_held(s, a, e);
}
