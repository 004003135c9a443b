/* book_currency.h - the currency of the quote as a cell: rates of exchange, and formats
 * of money that follow it. */
#ifndef BOOK_CURRENCY_H
#define BOOK_CURRENCY_H

#include "book/book.h"

/* The currencies with their rates, from this row of Inputs on: currency_codes and
 * currency_rates. Returns the row after. */
int book_currency_rates(struct book *b, lxw_worksheet *w, int row, int label_column,
                        int code_column, int rate_column, int note_column);
/* Cells of money are shown with the symbol of the currency that Inputs says. A number
 * format does not follow a cell: these are conditional ones, one a currency. Before the
 * cells are written, when all are there. */
void book_currency_formats(struct book *b);

#endif
