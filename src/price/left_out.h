/* left_out.h - findings without a price of their own, each with a reason. */
#ifndef LEFT_OUT_H
#define LEFT_OUT_H

#include <stdbool.h>

#include "base/err.h"
#include "price/model.h"
#include "store/store.h"

/* Fills left_out and left_out_kind by the [left_out] rules, in their order; a finding
 * that has an item, or a reason already, is passed over. The items and the model's tables
 * must be there. */
bool left_out_write(struct store *s, const struct model *m, struct err *e);

#endif
