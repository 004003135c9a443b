/* evidence.h - how the model does on migrations of others, by their commits.
 *
 * models/evidence/cases.tsv: the cases, with their hours of engineering as a history of
 * commits shows them (no discovery, cutover, QA or management); scans.tsv: what a scan
 * of the code before gives for some of them.
 *
 * Each case is priced by the table from its counts, and from its scan where there is
 * one. Ways to predict are compared by leave-one-out: the level of each way (one factor
 * for a table, the coefficients of a line) is fitted to the other cases, then held
 * against the one left out. */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "price/accuracy.h"

struct evidence_case {
	const char *id, *project, *compared;
	double endpoints, models, jobs, kloc; /* 0: not known */
	double low, central, high;            /* measured hours */
	double by_counts, by_scan;            /* hours of the table; by_scan 0: no scan */
};

struct evidence_way {
	const char *name;
	struct accuracy accuracy;
	size_t within; /* between the low and the high of the measured hours */
};

enum { EVIDENCE_WAYS_MAX = 8 };

/* Cases that are compared with each other, and how each way does on them. */
struct evidence_set {
	const char *name, *title;
	size_t n;
	double ratio, sd; /* measured / table: geometric mean, sd of ln; by counts */
	struct evidence_way way[EVIDENCE_WAYS_MAX];
	size_t ways;
};

enum { EVIDENCE_SETS = 3 };

struct evidence {
	struct arena *a;
	struct evidence_case *v; /* those with measured hours */
	size_t n, room;
	struct evidence_set set[EVIDENCE_SETS];
};

/* Everything lives in a. */
bool evidence_run(struct arena *a, struct evidence *x, struct err *e);

#endif
