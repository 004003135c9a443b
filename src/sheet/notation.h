/* notation.h - how dates and money are written where the reader is: reports/locales.tsv.
 *
 *     name  date        money  tag
 *     nl    dd-mm-yyyy  $ 1    nl-NL
 *     de    dd.mm.yyyy  1 $    de-DE
 *
 * The separators of numbers are those of the reader's program; a file cannot set them,
 * a PDF can: by the tag. */
#ifndef NOTATION_H
#define NOTATION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

struct notation {
	const char *tag;    /* of the language and country: "nl-NL" */
	const char *date;   /* a date as number formats say it */
	const char *symbol; /* of the currency: "€" */
	bool is_behind;     /* the symbol stands behind the number */
	bool is_apart;      /* with a space between */
};

/* The row of language, else that of region, else "en". */
bool notation_load(struct notation *n, struct arena *a, const char *language,
                   const char *region, const char *symbol, struct err *e);
/* "2026-01-05 ..." as a text, and the formula of one for the day in a cell: TEXT takes no
 * format that all countries' programs read alike. */
const char *notation_day(const struct notation *n, struct arena *a, const char *iso);
const char *notation_day_formula(const struct notation *n, struct arena *a,
                                 const char *cell);
/* A number format of ours, "$#,##0" or "yyyy-mm-dd", as it is written there. */
const char *notation_format(const struct notation *n, struct arena *a, const char *ours);
/* An amount in whose place this one can be written: the letters of "CHF 1" are as digits.
 */
double notation_room(const struct notation *n, double amount);

#endif
