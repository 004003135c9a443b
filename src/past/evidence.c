/* evidence.c - how the model does on migrations of others, by their commits. */
#include "past/evidence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "price/estimate_parts.h"
#include "text/data.h"
#include "text/tsv.h"

enum { CASES_MAX = 500 };

/* ---- reading -------------------------------------------------------------------------
 */

struct reading {
	struct evidence *x;
	const struct model *model;
	const char *scan_of, *scan; /* of the case at hand: "unit=quantity,..." */
};

static bool take_case(void *arg, char *const *cells, unsigned line, struct err *e)
{
	struct evidence *x = ((struct reading *)arg)->x;
	double number[7];

	(void)line;
	for (size_t i = 0; i < 7; i++)
		number[i] = strtod(cells[4 + i], NULL);
	if (number[5] <= 0)
		return true;
	if (x->n == CASES_MAX)
		return err_set(e, ERR_LIMIT, "more than %d cases", CASES_MAX);
	*(struct evidence_case *)arena_push(x->a, (void **)&x->v, &x->n, &x->room,
	                                    sizeof *x->v) =
	    (struct evidence_case){ .id = cells[0],
		                    .project = cells[1],
		                    .compared = cells[16],
		                    .endpoints = number[0],
		                    .models = number[1],
		                    .jobs = number[2],
		                    .kloc = number[3],
		                    .low = number[4],
		                    .central = number[5],
		                    .high = number[6] };
	return true;
}

static bool read_cases(struct evidence *x, struct err *e)
{
	static const char *const columns[] = {
		"id",   "project", "from_to",   "kind",          "endpoints",  "models",
		"jobs", "kloc",    "hours_low", "hours_central", "hours_high", "first",
		"last", "team",    "quality",   "source",        "compared",
	};
	struct reading r = { .x = x };
	struct data_file f;

	return data_get(x->a, "evidence/cases.tsv", &f, e) &&
	       tsv_each(x->a, f.text, f.size, f.origin, columns,
	                sizeof columns / sizeof *columns, take_case, &r, e);
}

/* ---- the table on a case --------------------------------------------------------------
 */

/* What a history of commits does not show, or shows in other places. */
static bool is_seen(const struct effort_line *l, bool has_endpoints)
{
	static const char *const unseen[] = { "discovery", "cutover", "parallel_run",
		                              "perf_parity" };

	for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
		if (strcmp(l->name, unseen[i]) == 0)
			return false;
	return l->group == EFFORT_UNIT || l->group == EFFORT_SETUP ||
	       (l->group == EFFORT_FIXED && has_endpoints);
}

static double engineering(struct evidence *x, const struct effort *all,
                          bool has_endpoints)
{
	struct effort seen = { .terms = all->terms };

	seen.line = arena_alloc(x->a, (all->n + 1) * sizeof *seen.line);
	for (size_t i = 0; i < all->n; i++)
		if (is_seen(&all->line[i], has_endpoints))
			seen.line[seen.n++] = all->line[i];
	effort_run(&seen);
	return seen.engineering;
}

static bool price(struct evidence *x, const struct model *m, const char *counts,
                  double *hours, struct err *e)
{
	const char *set[] = { "draws=1000" };
	struct estimate_options o = { .to = "node", .set = set, .set_count = 1 };
	struct estimate x_model = { .arena = x->a, .model = *m };
	struct store s;
	bool ok = store_open(&s, NULL, true, e) && estimate_from_counts(&s, counts, e);

	x_model.s = &s;
	ok = ok && store_begin_estimate(&s, e) && estimate_compute(&x_model, &o, e);
	if (ok)
		*hours = engineering(x, &x_model.effort, x_model.size.endpoints > 0);
	store_close(&s);
	return ok;
}

static bool by_counts(struct evidence *x, const struct model *m, struct evidence_case *c,
                      struct err *e)
{
	const char *counts = arena_printf(x->a,
	                                  "endpoints=%g,models=%g,jobs=%g,schedule=0%s",
	                                  c->endpoints, c->models, c->jobs,
	                                  c->kloc > 0 ? "" : ",logic_kloc=0");

	return price(x, m, counts, &c->by_counts, e) || err_within(e, "%s", c->id);
}

static bool take_quantity(void *arg, char *const *cells, unsigned line, struct err *e)
{
	struct reading *r = arg;

	(void)line;
	if (!model_find(r->model, MODEL_unit, cells[1]))
		return err_set(e, ERR_DATA, "no unit '%.40s'", cells[1]);
	if (strcmp(cells[0], r->scan_of) == 0)
		r->scan = arena_printf(r->x->a, "%s%s%s=%s", r->scan, *r->scan ? "," : "",
		                       cells[1], cells[2]);
	return true;
}

static bool by_scan(struct evidence *x, const struct model *m, struct evidence_case *c,
                    struct err *e)
{
	static const char *const columns[] = { "case", "unit", "quantity" };
	struct reading r = { .x = x, .model = m, .scan_of = c->id, .scan = "" };
	struct data_file f;

	if (!data_get(x->a, "evidence/scans.tsv", &f, e) ||
	    !tsv_each(x->a, f.text, f.size, f.origin, columns, 3, take_quantity, &r, e))
		return false;
	return !*r.scan || price(x, m, r.scan, &c->by_scan, e) ||
	       err_within(e, "%s", c->id);
}

/* ---- ways to predict ------------------------------------------------------------------
 *
 * A way turns a case into one size; hours follow from sizes by what is fitted. */

enum fit {
	FIT_FACTOR, /* hours = b x size, b the geometric mean */
	FIT_LINE,   /* hours = a + b x size, least squares */
	FIT_POWER,  /* ln hours = a + b x ln size, least squares */
};

static double size_endpoints(const struct evidence_case *c)
{
	return c->endpoints;
}

static double size_parts(const struct evidence_case *c)
{
	return c->models + c->jobs;
}

static double size_counts(const struct evidence_case *c)
{
	return c->by_counts;
}

static double size_scan(const struct evidence_case *c)
{
	return c->by_scan;
}

struct fitted {
	double a, b;
};

/* To all but one. */
static struct fitted fit(enum fit kind, const double *size, const double *hours, size_t n,
                         size_t skip)
{
	double m = (double)n - 1, sx = 0, sy = 0, xx = 0, xy = 0, b;

	for (size_t i = 0; i < n; i++) {
		double x = kind == FIT_LINE ? size[i] : log(size[i]);
		double y = kind == FIT_LINE ? hours[i] : log(hours[i]);

		if (i == skip)
			continue;
		sx += x;
		sy += y;
		xx += x * x;
		xy += x * y;
	}
	b = m * xx - sx * sx > 1e-12 ? (m * xy - sx * sy) / (m * xx - sx * sx) : 0;
	if (kind == FIT_FACTOR)
		b = 1;
	return (struct fitted){ (sy - b * sx) / m, b };
}

static double predict(enum fit kind, const struct fitted *f, double size)
{
	/* A line may go below nothing; an hour is the least there is. */
	return kind == FIT_LINE ? fmax(1, f->a + f->b * size)
	                        : exp(f->a + f->b * log(size));
}

/* Spread of the others around their own fit, for one more. */
static double spread(enum fit kind, const struct fitted *f, const double *size,
                     const double *hours, size_t n, size_t skip)
{
	double squares = 0, m = (double)n - 1;

	for (size_t i = 0; i < n; i++) {
		double apart = log(hours[i] / predict(kind, f, size[i]));

		if (i != skip)
			squares += apart * apart;
	}
	m -= kind == FIT_FACTOR ? 1 : 2;
	return sqrt(squares / fmax(1, m)) * sqrt(1 + 1 / ((double)n - 1));
}

static void try_way(struct evidence_set *s, const char *name, enum fit kind,
                    double (*size_of)(const struct evidence_case *),
                    struct evidence_case *const *v, size_t n)
{
	double size[CASES_MAX], hours[CASES_MAX], said[CASES_MAX], sd[CASES_MAX];
	struct evidence_way *w = &s->way[s->ways];

	for (size_t i = 0; i < n; i++) {
		size[i] = size_of(v[i]);
		hours[i] = v[i]->central;
		if (size[i] <= 0)
			return;
	}
	s->ways++;
	*w = (struct evidence_way){ .name = name };
	for (size_t i = 0; i < n; i++) {
		struct fitted f = fit(kind, size, hours, n, i);

		said[i] = predict(kind, &f, size[i]);
		sd[i] = spread(kind, &f, size, hours, n, i);
		w->within += said[i] >= v[i]->low && said[i] <= v[i]->high;
	}
	accuracy_of(&w->accuracy, hours, said, sd, n);
}

static void try_ways(struct evidence_set *s, struct evidence_case *const *v, size_t n)
{
	double mean = 0, squares = 0;

	s->n = n;
	if (n < 4)
		return;
	for (size_t i = 0; i < n; i++)
		mean += log(v[i]->central / v[i]->by_counts) / (double)n;
	for (size_t i = 0; i < n; i++) {
		double apart = log(v[i]->central / v[i]->by_counts) - mean;

		squares += apart * apart;
	}
	s->ratio = exp(mean);
	s->sd = sqrt(squares / ((double)n - 1));
	try_way(s, "table on a scan, x a factor", FIT_FACTOR, size_scan, v, n);
	try_way(s, "table on counts, x a factor", FIT_FACTOR, size_counts, v, n);
	try_way(s, "hours = b x endpoints", FIT_FACTOR, size_endpoints, v, n);
	try_way(s, "hours = a + b x endpoints", FIT_LINE, size_endpoints, v, n);
	try_way(s, "hours = a x endpoints ^ b", FIT_POWER, size_endpoints, v, n);
	try_way(s, "hours = b x (models + jobs)", FIT_FACTOR, size_parts, v, n);
}

static void try_set(struct evidence *x, struct evidence_set *s, const char *compared,
                    bool is_scanned)
{
	struct evidence_case **v = arena_alloc(x->a, (x->n + 1) * sizeof *v);
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++)
		if (strcmp(x->v[i].compared, compared) == 0 &&
		    (!is_scanned || x->v[i].by_scan > 0))
			v[n++] = &x->v[i];
	try_ways(s, v, n);
}

bool evidence_run(struct arena *a, struct evidence *x, struct err *e)
{
	struct model m;

	*x = (struct evidence){
		.a = a,
		.set = { { .name = "endpoints", .title = "Ports of an API" },
		         { .name = "scanned",
		           .title = "Those whose code before was scanned" },
		         { .name = "swap",
		           .title = "Mapper or queue swapped within a language" } },
	};
	if (!model_load_cost(a, &m, e) || !read_cases(x, e))
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (!by_counts(x, &m, &x->v[i], e) || !by_scan(x, &m, &x->v[i], e))
			return false;
	try_set(x, &x->set[0], "endpoints", false);
	try_set(x, &x->set[1], "endpoints", true);
	try_set(x, &x->set[2], "swap", false);
	return true;
}
