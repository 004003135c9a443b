/* offer.h - what is promised and how likely it is kept, ways to pay, team by role. */
#ifndef OFFER_H
#define OFFER_H

#include "estimate_parts.h"

/* Results (currency, rate, fixed_price, tax, price_offered, finish_offered ...) and the
 * table role. */
bool offer_write(struct estimate *x, struct err *e);
/* Weeks that hold the hours that the contingency pays for: the people of the plan work
 * them, so they take the same share of its weeks. */
double offer_weeks(const struct estimate *x);
/* How likely all is done by then: a share of the draws. */
double offer_done_by(const struct estimate *x, int64_t day);

#endif
