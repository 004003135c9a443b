/* folder.h - files that code names by their folder: join(__dirname, "routes"). */
#ifndef FOLDER_H
#define FOLDER_H

#include "value.h"

/* Paths below the root that e may be, the file or folder that it is read in being known:
 * join(__dirname, "x"), `${__dirname}/x`, "./x". NULL: not known. */
const char *folder_path(struct eval *ev, const struct expr *e, const struct scope *s,
                        const struct env *env);
/* What a file gives to who loads it: its default export, or module.exports. */
void folder_export(struct eval *ev, const struct unit *u, struct values *out);

#endif
