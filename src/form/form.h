/* form.h - what an estimate can be written as beside the workbook, from the same store.
 *
 * To add one: a line here and a file src/form/form_NAME.c with form_NAME(). */
#ifndef FORM_H
#define FORM_H

#include <stdbool.h>

#include "base/err.h"
#include "store/store.h"

/*   FORMS(FORM): FORM(name, argument of the option, label, what --help says of it) */
#define FORMS(FORM)                                                                      \
	FORM(csv, "DIR", "Tables",                                                       \
	     "Every table sheet as a file of comma-separated values")                    \
	FORM(html, "FILE", "Web page",                                                   \
	     "Quote, summary and plan as one web page that needs nothing else")          \
	FORM(msproject, "FILE", "Project",                                               \
	     "The plan as XML of Microsoft Project (MSPDI)")                             \
	FORM(ical, "FILE", "Calendar", "Phases and milestones as a calendar (.ics)")     \
	FORM(jira, "FILE", "Jira", "Epics and stories as CSV that Jira imports")         \
	FORM(github, "FILE", "GitHub", "Issues as CSV for GitHub")                       \
	FORM(gitlab, "FILE", "GitLab", "Issues as CSV that GitLab imports")

enum form {
#define FORM(name, argument, label, help) FORM_##name,
	FORMS(FORM)
#undef FORM
	    FORMS_END
};

struct form_options {
	const char *path[FORMS_END]; /* where each goes; NULL: it is not wanted */
	const char *client, *project, *language, *report, *brand; /* as of the workbook */
};

const char *form_label(enum form f);
/* Is any of them wanted? */
bool form_is_wanted(const struct form_options *o);
/* Asked before the work, which may take a while. */
bool form_can_write(const struct form_options *o, struct err *e);
/* All that are wanted, each file whole or as it was before. Same store, same
 * SOURCE_DATE_EPOCH, same bytes. */
bool form_write(struct store *s, const struct form_options *o, struct err *e);

#endif
