/* decision.h - what may be done with the back end: options with their points and reasons.
 *
 * After estimate_compute. Fills the table decision, and the results decision (the label
 * of the best option), decision_score (0 .. 10) and decision_text. */
#ifndef DECISION_H
#define DECISION_H

#include "price/estimate_parts.h"

bool decision_write(struct estimate *x, struct err *e);

#endif
