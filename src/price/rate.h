/* rate.h - what an hour costs: rate cards of regions, roles, currencies.
 *
 * In this order: the rate that the user gives in the quote's currency (rate_per_hour),
 * the one given in dollars (rate_usd_per_hour), the region's card blended by the roles'
 * shares, and the default in dollars. */
#ifndef RATE_H
#define RATE_H

#include "price/inputs.h"

/* Settles currency, exchange_rate, exchange_date, rate_per_hour, rate_usd_per_hour and
 * calendar, each with its source, when all other inputs are known. */
bool rate_resolve(struct inputs *in, struct err *e);

/* NULL: no region. */
const struct model_rule *rate_region(const struct inputs *in);
/* The card that the rate is blended from; NULL: it is given, or there is no region. */
const struct model_rule *rate_card(const struct inputs *in);
const struct model_rule *rate_currency(const struct inputs *in);
/* An hour of the role in the quote's currency, without overheads: of the region's card;
 * the blended rate when there is no region or the user gave a rate. */
double rate_of_role(const struct inputs *in, const struct model_rule *role);

#endif
