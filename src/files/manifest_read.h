/* manifest_read.h - what the readers of manifests share; nobody else needs it. */
#ifndef MANIFEST_READ_H
#define MANIFEST_READ_H

#include "files/manifest.h"
#include "text/json.h"

/* Working state of one manifest_load(). */
struct manifest_reader {
	struct manifests *m;
	struct arena *a;
	const struct libraries *libraries; /* may be NULL */
	const struct manifest_file *files; /* sorted by path */
	size_t file_count;
	size_t package_room, service_room, node_room, tsconfig_room, root_room,
	    defect_room, runtime_room;
	struct script_entry { /* a package.json that can be started */
		const char *dir, *name, *manifest, *how;
	} * entries;
	size_t entry_count, entry_room;
	struct manifest_include { /* -r: from asks for all that `to` asks for */
		const char *from, *to;
		unsigned stamp; /* service.c: of the question that last followed it */
	} * includes;
	unsigned stamp;
	size_t include_count, include_room;
	const char *
	    *own; /* what Python packages of the code base are called, normalised */
	size_t own_count, own_room;
};

/* Folder of a path, "" at the root; in the arena. */
const char *manifest_dir(struct arena *a, const char *path);
const char *manifest_base(const char *path);
/* dir/relative with "." and ".." worked out; NULL when that leaves the root. */
const char *manifest_join(struct arena *a, const char *dir, const char *relative);
/* Is there such a file? */
bool manifest_has(const struct manifest_reader *r, const char *dir, const char *name);
/* Is path in dir or below? dir "" holds everything. */
bool manifest_below(const char *path, const char *dir);

void manifest_package(struct manifest_reader *r, const char *ecosystem, const char *name,
                      size_t len, const char *version, const char *manifest,
                      uint32_t line, bool is_dev);
void manifest_defect(struct manifest_reader *r, const char *path, uint32_t line,
                     const char *text);
/* version NULL: nothing is asked for. */
void manifest_runtime(struct manifest_reader *r, const char *name, const char *version,
                      const char *path);
void manifest_root(struct manifest_reader *r, const char *dir); /* python_roots */
/* Does a group, extra or file of this name serve development only? */
bool manifest_is_dev_name(const char *name, size_t len);

/* One file each, by its kind. */
void python_manifest_read(struct manifest_reader *r, const struct manifest_file *f);
void node_manifest_read(struct manifest_reader *r, const struct manifest_file *f);
/* After all files were read. */
void tsconfig_read_all(struct manifest_reader *r);
void service_find(struct manifest_reader *r);

#endif
