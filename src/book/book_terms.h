/* book_terms.h - the sheet Terms: deliverables, acceptance and what the contract says. */
#ifndef BOOK_TERMS_H
#define BOOK_TERMS_H

#include "book/book.h"
#include "sheet/terms.h"

/* Each ____ of a sentence is a cell to type into, below it. Defines terms_to_fill, the
 * sentences of which one is still empty: "9.3, 10.4, ". */
bool book_terms(struct book *b, lxw_worksheet *w, struct err *e);

/* Sentences of terms, one a line, with a bullet and their heading when `is_list`; the
 * first on_quote of each group when `is_short`. In the language of the book. */
const char *book_terms_list(struct book *b, const struct term_group *g, bool is_short,
                            bool is_headed);
/* Merged over columns from..to: a text whose {names} follow their cells. Returns the
 * height that it needs for a width of so many characters. */
double book_template(struct book *b, lxw_worksheet *w, int row, int from, int to,
                     enum book_style s, double characters, const char *text);

#endif
