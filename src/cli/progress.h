/* progress.h - one line on stderr that says how far a long run is: on a terminal only,
 * and only when it takes longer than a second. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct progress {
	const char *what; /* "reading" */
	bool is_on;
	double start;      /* seconds, monotonic */
	atomic_llong next; /* not before this many milliseconds after start */
	atomic_bool is_shown;
};

void progress_start(struct progress *p, const char *what);
/* From any thread, as often as one likes: arg is the struct progress. */
void progress_update(void *arg, uint64_t files, uint64_t bytes);
/* Takes the line away. */
void progress_end(struct progress *p);

#endif
