/* document.h - the machine form of a store: one JSON document, versioned. */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "store/store.h"

/* Raised when a key goes or changes its meaning; new keys do not raise it. */
enum { DOCUMENT_FORMAT = 1 };

/* What the store holds: "scan" without an estimate, "estimate" when there is one.
 * project NULL: the name in the store. The keys are explained in the manual page. */
bool document_write(struct store *s, const char *project, FILE *out, struct err *e);

#endif
