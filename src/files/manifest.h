/* manifest.h - what manifests say: packages in use, services, workspaces, paths.
 *
 * Readers are tolerant: what is not understood is left out, never an error. */
#ifndef MANIFEST_H
#define MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "detect/library.h"

/* What manifest_load() wants of a file, by its path. */
enum manifest_use {
	MANIFEST_NO,
	MANIFEST_NAME, /* that it is there is enough (lock files): text NULL will
	                  do */
	MANIFEST_TEXT,
};
enum manifest_use manifest_use_of(const char *path);
/* Does a file of that name start a program? */
bool manifest_is_entry(const char *name);

struct manifest_file {
	const char *path; /* relative to the root */
	const char *text; /* need not be NUL-terminated; NULL: not read */
	size_t size;
};

/* A package that a manifest asks for. One row a package and manifest. */
struct package {
	const char *ecosystem; /* "pypi", "npm" */
	const char *name;      /* PEP 503 normalised; npm as is */
	const char *version;   /* as required: ">=2,<3", "^4.18.0"; empty: any */
	const char *manifest;
	uint32_t line;
	bool is_dev;
};

/* A folder that is deployed by itself: see service.c. */
struct service {
	const char *name;
	const char *root; /* folder, empty: the root */
	const char *manifest;
	const char *language; /* "Python", "Node" */
	const char *reason;   /* what makes it a service: "express, start script" */
};

/* A package.json: for imports between the packages of a workspace. */
struct node_package {
	const char *dir;  /* folder, empty: the root */
	const char *name; /* may be empty */
	const char
	    *main; /* entry as written ("exports" ".", "module", "main"); may be empty */
	/* "exports" subpaths ("./a/STAR" -> "./src/a/STAR.ts"), in file order */
	struct path_map *exports;
	size_t export_count;
	/* "imports" ("#lib/STAR" -> "./src/lib/STAR") */
	struct path_map *imports;
	size_t import_count;
	bool is_module; /* "type": "module" */
	bool is_workspace_root;
};

/* One pattern and what it stands for, tried in order. A pattern and its targets hold
 * at most one *. */
struct path_map {
	const char *pattern;
	const char **targets;
	size_t target_count;
};

/* A tsconfig.json or jsconfig.json, with what it extends inside the root merged in. It
 * governs the files below dir, unless a deeper one does. */
struct tsconfig {
	const char *dir; /* folder of the file, empty: the root */
	const char *path;
	const char *base_url;   /* folder relative to the root, NULL: none was given */
	struct path_map *paths; /* targets are relative to the root, normalised */
	size_t path_count;
};

struct runtime {
	const char *name;    /* "Python", "Node.js" */
	const char *version; /* ">=3.11" */
	const char *path;    /* of the manifest */
};

struct manifests {
	struct package *packages; /* sorted by ecosystem, name, manifest */
	size_t package_count;
	struct service
	    *services; /* sorted by root; at least one when code has a manifest */
	size_t service_count;
	struct node_package *nodes;                /* sorted by dir */
	const struct node_package **nodes_by_name; /* the same; then by dir */
	size_t node_count;
	struct tsconfig *tsconfigs; /* sorted by dir, then tsconfig.json first */
	size_t tsconfig_count;
	/* Folders that Python imports start from, sorted: those of Python manifests and
	 * of manage.py, and their "src" when the manifest says so; always the root ("").
	 */
	const char **python_roots;
	size_t python_root_count;
	const char *python_manager; /* uv, poetry, pdm, pipenv, conda, pip; NULL: none */
	const char *node_manager;   /* pnpm, yarn, bun, npm; NULL: none */
	struct runtime *runtimes;   /* versions of a language that manifests ask for */
	size_t runtime_count;
	struct manifest_defect {
		const char *path, *text; /* "not JSON", ... */
		uint32_t line;
	} * defects;
	size_t defect_count;
};

/* All files for which manifest_use_of() is not MANIFEST_NO, in any order. What is
 * returned lives in a; the texts are not needed afterwards. l tells which packages make
 * a service (category "web"); NULL: one service at most. Not for many threads. */
void manifest_load(struct manifests *m, struct arena *a, const struct libraries *l,
                   const struct manifest_file *files, size_t n);

/* The deepest tsconfig whose folder holds the file; NULL: none. */
const struct tsconfig *manifest_tsconfig(const struct manifests *m, const char *path);
/* The deepest package whose folder holds the file; NULL: none. */
const struct node_package *manifest_package_of(const struct manifests *m,
                                               const char *path);
/* The workspace package of this name; NULL: not ours. */
const struct node_package *manifest_node(const struct manifests *m, const char *name);
/* The deepest service of a language ("Python", "Node") whose folder holds the file; NULL:
 * none. */
const struct service *manifest_service(const struct manifests *m, const char *path,
                                       const char *language);

/* For each target of the first pattern that matches `text`: put it together and call fn
 * until it answers true. With STAR for *: "@/x" against "@/STAR" -> "src/STAR" gives
 * "src/x". */
bool path_map_each(const struct path_map *maps, size_t n, const char *text,
                   bool (*fn)(void *arg, const char *candidate), void *arg);

/* Does a manifest require the package whose name is these n bytes? */
bool manifest_requires(const struct manifests *m, const char *ecosystem, const char *name,
                       size_t n);

#endif
