/* shown.h - scripts that nothing but pages uses: they stay with the front end.
 *
 * A page is a script that says so, or that has elements in it (.jsx, .tsx) and nothing of
 * a back end. What pages alone import, and what that alone imports, is no logic of a back
 * end, whatever it is made with: the state of an editor, the steps of an axis. */
#ifndef SHOWN_H
#define SHOWN_H

#include "detect/fact.h"
#include "scan/gather.h"
#include "store/store.h"
#include "value/program.h"

/* A row of `shown` for each such script that is no page itself: one at least imports it,
 * all that do are pages or shown, and it has no finding of a back end. Tests are not
 * asked. To be called when all facts are there. */
bool shown_files(struct store *s, struct arena *a, const struct program *p,
                 const struct whole *w, const struct facts *found, struct err *e);

#endif
