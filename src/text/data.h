/* data.h - the data files that the program believes: built in, shadowed by a user's.
 *
 * models/ and reports/ are compiled into the binary by path
 * ("detect/python/flask.detect", "cost/units.ini", "reports/10-endpoints.sql"). A file of
 * the same path below a user's directory takes its place; a new one is added. */
#ifndef DATA_H
#define DATA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct data_file {
	const char
	    *path; /* "cost/units.ini": relative to models/; "reports/..." for sheets */
	const char *text; /* NUL-terminated */
	size_t size;
	const char *origin; /* for messages: "models/cost/units.ini" or the user's path */
	bool is_own;        /* the user's, not built in */
};

/* Directory given with --models; else $XDG_CONFIG_HOME/migcost or ~/.config/migcost
 * when it exists. Call once, before the first data_*(). user_dir may be NULL. */
bool data_init(struct arena *a, const char *user_dir, struct err *e);
/* Sorted by path; all whose path begins with prefix and ends with suffix. */
bool data_list(struct arena *a, const char *prefix, const char *suffix,
               struct data_file **list, size_t *n, struct err *e);
/* Exactly this path. */
bool data_get(struct arena *a, const char *path, struct data_file *f, struct err *e);
/* Which files are in force: to set others for a while, and put these back. */
struct data_view {
	const struct data_file *files; /* sorted by path */
	size_t n;
};
struct data_view data_view(void);
void data_set_view(struct data_view v);
/* A file on disk, wherever it is; path and origin are the path as given. */
bool data_read(struct arena *a, const char *path, struct data_file *f, struct err *e);

#endif
