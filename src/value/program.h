/* program.h - all units of a code base together: which file does an import mean? */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "files/manifest.h"
#include "syntax/syntax.h"

/* A Python project: the folder of a manifest, as the system finds it, and its text. */
struct project {
	const char *dir;
	const char *text;
	size_t size;
};

struct program {
	struct arena *arena;
	struct unit **units; /* those that give facts, sorted by path */
	size_t n;
	const struct manifests *manifests;
	const char *root_name; /* last folder of the root's real path: may be a package */
	struct unit **by_path; /* hash table: path -> unit */
	struct tail **by_tail; /* hash table: last part of a module's name -> units */
	size_t path_mask, tail_mask;
	struct project *projects;
	size_t project_count;
	uint64_t *parts;           /* what folders and files are called, see program.c */
	struct resolved *resolved; /* what was asked before, one in a slot */
};

/* units stay the caller's. */
void program_init(struct program *p, struct arena *a, struct unit **units, size_t n,
                  const struct manifests *m, const char *root_name);

/* A unit that imports may mean, but that gives no facts. */
void program_add(struct program *p, struct unit *u);
/* What was resolved is to be asked anew: there are more units now. */
void program_forget(struct program *p);
/* The version of the project that builds this distribution: as its manifest says, or a
 * file VERSION beside it; NULL: not of these projects. */
const char *program_version(const struct program *p, const char *distribution);

/* The same units for another thread, which remembers by itself what imports mean. */
void program_copy(struct program *p, struct arena *a, const struct program *of);

/* NULL: no such file. path is relative to the root. */
struct unit *program_unit(const struct program *p, const char *path);

/* The unit that `module` means when `from` imports it; NULL: not of this code base.
 * Python: "a.b", "..x"; a package is its __init__.py, or *is_folder when it has none.
 * Script: "./x", "@/x" by tsconfig, "pkg" of the workspace, "#x". */
struct unit *program_resolve(const struct program *p, const struct unit *from,
                             const char *module, bool *is_folder);

/* "./x.json" in a file: the path from the root. False: it leaves the root, or is too
 * long. */
enum { PROGRAM_PATH = 1024 };
bool program_path(char path[PROGRAM_PATH], const struct unit *from, const char *module);

/* Python: the unit of submodule `name` of the package that `unit` is the __init__ of. */
struct unit *program_submodule(const struct program *p, const struct unit *unit,
                               const char *name);

#endif
