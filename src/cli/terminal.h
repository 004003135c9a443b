/* terminal.h - what a person reads after a command: the store in one screen. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "form/form.h"
#include "store/store.h"

struct terminal {
	FILE *out;
	bool has_colour;
	double seconds;                   /* that the scan took; 0: not told */
	const char *project;              /* NULL: the name in the store */
	const char *workbook, *pdf;       /* NULL: none was written */
	const struct form_options *forms; /* those that were, or NULL */
	const char *db;                   /* NULL: none was kept */
	bool is_sent;                     /* what was written is for a client */
	bool names_client, lacks_name;    /* --client; no name in --brand */
	bool lacks_advice;                /* it holds no sheet Decision */
	const char *to_fill_in;           /* terms with fields to fill in */
};

/* Colour on a terminal that can, unless NO_COLOR is set (no-color.org). */
bool terminal_has_colour(FILE *out);

/* At most 80 columns, the same text with and without colour. Nothing that came from
 * scanned code can reach the terminal as a command. */
bool terminal_scan(struct store *s, const struct terminal *t, struct err *e);
/* The same and the estimate. */
bool terminal_quote(struct store *s, const struct terminal *t, struct err *e);

#endif
