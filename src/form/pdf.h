/* pdf.h - a workbook as PDF, by LibreOffice where it is installed.
 *
 * The only place where this program runs another one. */
#ifndef PDF_H
#define PDF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

enum { PDF_SECONDS_MAX = 180 };

/* Is there a LibreOffice to do it? Else e says what to do instead. */
bool pdf_is_possible(struct arena *a, struct err *e);
/* Written beside and renamed, with a profile of its own that is taken away afterwards, so
 * that a LibreOffice that is open is left alone. `locale` ("nl-NL") says how numbers are
 * written; "" is as the system does. */
bool pdf_write(const char *workbook, const char *pdf, const char *locale, struct arena *a,
               struct err *e);

#endif
