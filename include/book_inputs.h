/* book_inputs.h - the sheet Inputs: the only cells to edit, and what they rest on. */
#ifndef BOOK_INPUTS_H
#define BOOK_INPUTS_H

#include "book.h"

/* Defines a name for every input (rate_usd_per_hour ...), quote detail (client ...),
 * constant (scale_exponent ...), and project_factor. */
void book_inputs(struct book *b, lxw_worksheet *w);

/* "Q-20260105-1A2B": the same for the same project and day. */
const char *book_quote_number(struct book *b);
double book_quote_date(struct book *b);
enum { QUOTE_VALID_DAYS = 30 };

#endif
