/* form_parts.h - what the forms share: each writes a dossier to a stream. */
#ifndef FORM_PARTS_H
#define FORM_PARTS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "form/dossier.h"
#include "form/form.h"
#include "sheet/brand.h"
#include "sheet/report.h"
#include "sheet/words.h"

struct form_job {
	struct dossier *d;
	struct words *words; /* NULL: English */
	struct brand brand;
	struct report report; /* whom it is for: which sheets, columns, paths */
	const char *path;
	FILE *out; /* NULL for a form of many files */
};

/* Does the report hold the sheet that says this? */
bool form_tells(const struct form_job *j, const char *sheet);
/* The text in the language that was asked for. */
const char *form_word(struct form_job *j, const char *english);
const char *form_wordf(struct form_job *j, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* What the phase waits for, as people say it: "Models, Jobs". "" when it is nothing. */
const char *form_needs(struct form_job *j, const struct dossier_phase *p);

#define FORM(name, argument, label, help)                                                \
	bool form_##name(struct form_job *j, struct err *e);
FORMS(FORM)
#undef FORM

#endif
