/* around.h - the repository that a scan's root is a part of: packages beside it.
 *
 * A service of a monorepo imports the libraries of its neighbours. When the root lies
 * inside a repository (a folder above holds .git, .github or the like), the modules that
 * its files import and do not hold are read from the packages around: folders with
 * an __init__.py in (src/ of) a folder with a Python manifest. They tell what names mean
 * and give no facts; nothing else of the surroundings is read, and no links are
 * followed.
 *
 * No more than 600 files, of 1 MiB, in 4,000 folders, 4 deep below a root at most 6
 * folders up: what lies beyond means nothing here, as if it had not been there, and is
 * told. */
#ifndef AROUND_H
#define AROUND_H

#include <stddef.h>

#include "base/arena.h"
#include "base/limit.h"
#include "detect/detector.h"
#include "value/program.h"

/* Adds units and projects to p. root as it was given; detectors as for any file. Returns
 * how many files were read. */
size_t around_read(struct program *p, struct arena *a, const char *root,
                   const struct detectors *d, struct limits *limits);

#endif
