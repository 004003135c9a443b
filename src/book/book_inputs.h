/* book_inputs.h - the sheet Inputs: the only cells to edit, and what they rest on. */
#ifndef BOOK_INPUTS_H
#define BOOK_INPUTS_H

#include "book/book.h"

/* Defines a name for every input (rate_per_hour ...), quote detail (client ...), constant
 * (pm_base ...), project_factor, and what is offered at the risk appetite: price_offered,
 * weeks_offered, finish_offered. */
void book_inputs(struct book *b, lxw_worksheet *w);
/* Do roles with rates stand there, of which the rate is the blend? */
bool book_inputs_has_card(struct book *b);
/* "project_factor*calibration_orm" of the keys "tests,typed,...": the multiplier of a
 * line as a formula. Inputs without a cell stand in it as their number. */
const char *book_inputs_product(struct book *b, const char *keys);

/* "Q-20260105-1A2B": the same for the same project and day. */
const char *book_quote_number(struct book *b);
enum { QUOTE_VALID_DAYS = 30 };

#endif
