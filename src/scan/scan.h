/* scan.h - read a code base into the store: walk, read, match, link. */
#ifndef SCAN_H
#define SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

struct scan_options {
	const char *root;   /* folder to scan; never left, whatever links say */
	int threads;        /* 0: as many as there are processors, at most 16 */
	bool is_alone;      /* read nothing beside the root, see around.h */
	uint64_t max_bytes; /* larger files are not read; 0: 2 MiB */
	/* Called now and then from any worker, may be NULL: files read so far. */
	void (*progress)(void *arg, uint64_t files, uint64_t bytes);
	void *progress_arg;
	struct why *why; /* a question (why.h), may be NULL */
};

/* Replaces what the store holds in one transaction. The detectors come from data.h. */
bool scan_run(struct store *s, const struct scan_options *o, struct err *e);

#endif
