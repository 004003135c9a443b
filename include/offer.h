/* offer.h - the ways to pay, with tax, and what the team by role costs. */
#ifndef OFFER_H
#define OFFER_H

#include "estimate_parts.h"

/* Results (currency, rate, fixed_price, time_and_material, tax ...) and the table role.
 */
bool offer_write(struct estimate *x, struct err *e);

#endif
