/* folder.h - files that code names by their folder: join(__dirname, "routes"). */
#ifndef FOLDER_H
#define FOLDER_H

#include "value/value.h"

/* Paths below the root that e may be, the file or folder that it is read in being known:
 * join(__dirname, "x"), `${__dirname}/x`, "./x". NULL: not known. */
const char *folder_path(struct eval *ev, const struct expr *e, const struct scope *s,
                        const struct env *env);
/* require(join(__dirname, name)): the file; NULL: not known. */
struct unit *folder_unit(struct eval *ev, const struct expr *e, const struct scope *s,
                         const struct env *env);
/* readdirSync(folder): the names of its files and folders, as a list; globSync(pattern):
 * the ways to the files that it names. */
bool folder_names(struct eval *ev, const struct expr *call, const struct scope *s,
                  const struct env *env, struct values *out);
/* What a file gives to who loads it: its default export, or module.exports. */
void folder_export(struct eval *ev, const struct unit *u, struct values *out);

#endif
