/* offer.h - what is promised and how likely it is kept, ways to pay, team by role. */
#ifndef OFFER_H
#define OFFER_H

#include "price/estimate_parts.h"

/* Results (currency, rate, fixed_price, tax, price_offered, finish_offered ...) and the
 * table role. */
bool offer_write(struct estimate *x, struct err *e);
/* What is offered is rounded before it is added: hours to a tenth, times the rate, in
 * whole units of the currency; with its contingency, rounded as well; and any other sum.
 */
double offer_price(const struct estimate *x, double hours);
double offer_total(const struct estimate *x, double hours);
double offer_whole(double money);
/* Weeks that hold the hours that the contingency pays for: the people of the plan work
 * them, so they take the same share of its weeks. */
double offer_weeks(const struct estimate *x);
/* How likely so much money is enough, and all is done by then. */
double offer_enough(const struct estimate *x, double money);
double offer_done_by(const struct estimate *x, int64_t day);

#endif
