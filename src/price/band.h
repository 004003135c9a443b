/* band.h - the documented bands: the class of a project, its place among them, weeks. */
#ifndef BAND_H
#define BAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "price/model.h"

/* What the documented criteria ask for. */
struct band_size {
	double endpoints, services, tenants;
};

/* The last band in one of whose criteria the size falls; never NULL. */
const struct model_rule *band_class(const struct model *m, const struct band_size *z);

/*   PLACE(name, text of the result "verdict") */
#define BAND_PLACES(PLACE)                                                               \
	PLACE(IN, "in band")                                                             \
	PLACE(BETWEEN, "between bands")                                                  \
	PLACE(BELOW, "below")                                                            \
	PLACE(ABOVE, "above")

enum band_verdict {
#define PLACE(name, text) BAND_##name,
	BAND_PLACES(PLACE)
#undef PLACE
	    BAND_PLACES_END
};

/* Where a price with contingency lies. band: the one it is in, or the one below it
 * (NULL: below all); next: the one above it when between or below, else NULL. */
struct band_place {
	enum band_verdict verdict;
	const struct model_rule *band, *next;
};

void band_place(const struct model *m, double cost, struct band_place *p);
const char *band_verdict_text(enum band_verdict v);

enum { BAND_MAX_KNOTS = 64 };

/* Documented price to documented weeks: straight lines between the edges of the bands,
 * both in logarithms; outside them the slope of the line that fits the edges best. */
struct band_law {
	struct band_knot {
		double cost, weeks;
	} knot[BAND_MAX_KNOTS];
	int n;
	double slope;
};

void band_law_init(struct band_law *l, const struct model *m);
/* cost >= 0, in USD with contingency at the reference rate. */
double band_weeks(const struct band_law *l, double cost);

#endif
