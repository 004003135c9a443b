/* err.h - one error, told to the user once, with the way it came. */
#ifndef ERR_H
#define ERR_H

#include <stdbool.h>

enum err_kind {
	ERR_NONE,
	ERR_USAGE, /* the command line is wrong: exit code 2 */
	ERR_IO,    /* the system said no: file, directory, database */
	ERR_DATA,  /* a data file of ours or of the user is wrong */
	ERR_LIMIT, /* an input is larger than we promise to handle */
};

struct err {
	enum err_kind kind;
	char text[512];
};

/* Both return false, so a failing function ends in one line:
 *     return err_set(e, ERR_IO, "cannot open '%s': %s", path, why);
 * Text rules: lower case, no full stop, error first, subject in quotes, and
 * "file:line: " in front when the user can fix it there. e may not be NULL. */
bool err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Put "<context>: " in front of what is already said. */
bool err_within(struct err *e, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
