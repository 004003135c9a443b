/* progress.c - one line on stderr that says how far a long run is. */
#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_MS = 1000, EACH_MS = 200 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void progress_start(struct progress *p, const char *what)
{
	const char *term = getenv("TERM");

	p->what = what;
	p->is_on = isatty(STDERR_FILENO) && !(term && strcmp(term, "dumb") == 0);
	p->start = now();
	atomic_init(&p->next, FIRST_MS);
	atomic_init(&p->is_shown, false);
}

void progress_update(void *arg, uint64_t files, uint64_t bytes)
{
	struct progress *p = arg;
	long long ms, next;

	if (!p->is_on)
		return;
	ms = (long long)((now() - p->start) * 1000);
	next = atomic_load(&p->next);
	/* Of several threads that come at the same time, one prints. */
	if (ms < next || !atomic_compare_exchange_strong(&p->next, &next, ms + EACH_MS))
		return;
	atomic_store(&p->is_shown, true);
	fprintf(stderr, "\r\033[K%s: %" PRIu64 " files", p->what, files);
	if (bytes)
		fprintf(stderr, ", %.1f MB", (double)bytes / 1e6);
}

void progress_end(struct progress *p)
{
	if (atomic_exchange(&p->is_shown, false))
		fputs("\r\033[K", stderr);
	p->is_on = false;
}
