/* unlinked.h - what a scan finds that needs no linking: what files are called, which
 * libraries they import, which constructs packages and paths tell, migrations. */
#ifndef UNLINKED_H
#define UNLINKED_H

#include "detect/fact.h"
#include "detect/library.h"
#include "files/manifest.h"
#include "link/construct.h"
#include "scan/gather.h"
#include "value/program.h"

struct unlinked {
	const struct whole *whole;
	const struct manifests *manifests;
	const struct program *program;
	const struct libraries *libraries;
	const struct constructs *constructs;
	const struct detectors *detectors;
};

/* Appends them; texts are those of the arena or of what from points at. */
void unlinked_facts(struct facts *fs, struct arena *a, const struct unlinked *from);

#endif
