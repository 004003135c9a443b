/* listed_file.h - jobs and routes that a file of settings lists, of a platform that runs
 * them. */
#ifndef LISTED_FILE_H
#define LISTED_FILE_H

#include <stddef.h>

#include "base/arena.h"
#include "detect/detector.h"
#include "detect/fact.h"

struct json;

struct listed_file {
	const char *path;
	const struct rule *rule; /* schedule listed "GLOB" items=.. name=.. detail=.. */
	const struct json *root;
};

/* What the rule calls this: items="crons" says that the items are the member crons. NULL:
 * it does not say. */
const char *listed_key(const struct rule *r, const char *word);

/* One fact an item. What an endpoint of that path serves is its handler. */
void listed_files(struct facts *facts, struct arena *a, const struct listed_file *files,
                  size_t n);

#endif
