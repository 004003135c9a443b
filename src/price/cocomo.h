/* cocomo.h - the figure of another kind of model for the same lines, to stand beside.
 *
 * Results: cocomo_kloc, cocomo_person_months, cocomo_months, cocomo_hours, cocomo_price
 * (at the estimate's rate, in its currency), cocomo_scc_usd (as counters of lines print
 * it) and cocomo_text, which says why it differs. And what a band implies: band_team_low,
 * band_team_high (people at the reference rate) and band_text. */
#ifndef COCOMO_H
#define COCOMO_H

#include "price/estimate_parts.h"

bool cocomo_write(struct estimate *x, struct err *e);

#endif
