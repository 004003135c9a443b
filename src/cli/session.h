/* session.h - steps that several commands take: open the store, scan, estimate, tell. */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>

#include "base/err.h"
#include "cli/options.h"
#include "store/store.h"

/* Default of --db where a store is kept between commands. */
#define SESSION_DB "migcost.db"

struct session {
	struct why *why; /* asked of the scan, or NULL */
	struct options *o;
	struct store store;
	double scan_seconds;
};

/* Loads the data files and opens the store: db NULL is one in memory. */
bool session_open(struct session *s, struct options *o, const char *db, bool create,
                  struct err *e);
void session_close(struct session *s);

/* Scans o->args[0], or takes --counts instead; progress on stderr. */
bool session_fill(struct session *s, struct err *e);
bool session_estimate(struct session *s, struct err *e);
/* Is what the workbook is asked to be possible? Asked before anything is read. */
bool session_check_book(struct session *s, struct err *e);
/* The workbook, and the forms that are wanted beside it or instead of it. */
bool session_write(struct session *s, struct err *e);
/* Can o->output and the forms be written? Asked before the work, which may take a while.
 */
bool session_can_write(const struct options *o, struct err *e);
/* EXIT_INCOMPLETE when --strict asks for it. */
void session_set_exit(struct session *s);
/* The end of every command that fills or prices a store: JSON or a screen on stdout.
 * Sets the exit too. */
bool session_tell(struct session *s, bool is_priced, struct err *e);

#endif
