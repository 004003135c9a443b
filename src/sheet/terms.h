/* terms.h - what a contract says beside the price: reports/contract.terms.
 *
 *     [payment]
 *     heading = Payment and tax
 *     quote   = 1
 *     1 = Invoices are due {payment_period} days after acceptance.
 *     2 = Prices are without tax (rate of this quote: {tax%}).
 *
 * `quote` says how many of the sentences stand on the quote, too. One numbered "3 risks"
 * stands only where the price holds events that may happen, "3 no risks" only where it
 * holds none. {name} is the cell of that name, {name%} the same as a percentage: they
 * follow the inputs. ____ is a field to fill in. A brand's own terms (brand.h) take the
 * place of those of the same heading, as of "Governing law and venue", or stand behind
 * them. */
#ifndef TERMS_H
#define TERMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "sheet/brand.h"
#include "store/store.h"
#include "text/data.h"

/* Not a cell: the sheet of the unit prices, which the report decides. */
#define TERMS_PRICES_SHEET "unit_prices"

struct term_group {
	const char *name, *heading; /* name "" of a brand's own */
	const char **line;
	size_t count, on_quote;
};

struct terms {
	struct term_group *group;
	size_t count, room;
};

/* s: what is priced; NULL: sentences of every case. */
bool terms_load(struct terms *t, struct arena *a, const struct brand *b, struct store *s,
                struct err *e);
bool terms_check(struct arena *a, const struct data_file *f, struct err *e);
/* NULL when there is none of that name. */
const struct term_group *terms_group(const struct terms *t, const char *name);

/* Calls put for each stretch of text, and for each {name} between, in order. */
typedef void term_part_fn(void *arg, const char *text, size_t n, bool is_name,
                          bool is_percent);
void terms_parts(const char *line, term_part_fn *put, void *arg);

/* "Payment and tax; Liability": groups with a field to fill in, ____. */
const char *terms_to_fill_in(const struct terms *t, struct arena *a);

#endif
