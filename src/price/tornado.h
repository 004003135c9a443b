/* tornado.h - what moves the result most: each thing alone from its low to its high, all
 * others as expected. */
#ifndef TORNADO_H
#define TORNADO_H

#include "price/estimate_parts.h"

/* Fills the table tornado: kinds of work and events from their P10 to their P90, the
 * common factor and what was not understood likewise, inputs of words from their
 * cheapest to their dearest level. Widest first. */
bool tornado_write(struct estimate *x, struct err *e);

#endif
