/* gather.h - what the files of a code base say, each by itself: read by several threads,
 * in the order of paths.
 *
 *     struct gatherer g = { .detectors = &d, .platforms = &p };
 *     if (gather_run(&g, &arena, &walked, root, &options, &e))
 *         gather_merge(&g, &arena, &w);
 *     ...
 *     gather_release(&g);        units, and whatever else w points at, are gone */
#ifndef GATHER_H
#define GATHER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "detect/detector.h"
#include "files/listed_file.h"
#include "files/manifest.h"
#include "files/migration.h"
#include "files/openapi.h"
#include "files/platform.h"
#include "files/walk.h"
#include "handler/template.h"
#include "read/prisma.h"
#include "syntax/syntax.h"

/* A file whose name says something; its operations when it describes the API. One that
 * only its text says to be a description, of whichever API, has no platform. */
struct mark {
	const char *path;
	const struct platform *platform; /* or NULL */
	struct description described;
};

/* A file that counts but has no unit: a schema, a manifest, another language. */
struct other {
	const char *path, *language, *kind;
	size_t bytes;
	uint64_t content;
	uint32_t lines;
};

/* All files, each list by path but that of the manifests. */
struct whole {
	struct unit **units;
	size_t unit_count;
	struct manifest_file *manifests;
	size_t manifest_count;
	struct prisma_file *schemas;
	size_t schema_count;
	struct other *others;
	size_t other_count;
	struct mark *marks;
	size_t mark_count;
	struct listed_file *listed;
	size_t listed_count;
	struct migration_file *migrations;
	size_t migration_count;
	struct template_file *templates;
	size_t template_count;
};

struct gatherer {
	const struct detectors *detectors;
	const struct platforms *platforms;
	/* Now and then, from any thread; may be NULL: files and bytes read so far. */
	void (*progress)(void *arg, uint64_t files, uint64_t bytes);
	void *progress_arg;
	/* private */
	struct gathered *by_worker;
	unsigned workers;
	atomic_uint_fast64_t files, bytes;
};

/* Reads all files below root. */
bool gather_run(struct gatherer *g, struct arena *a, struct walk_result *r,
                const char *root, const struct walk_options *o, struct err *e);
void gather_merge(struct gatherer *g, struct arena *a, struct whole *w);
void gather_release(struct gatherer *g);

#endif
