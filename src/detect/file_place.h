/* file_place.h - does a file stand where a pattern says, and what do its stars hold?
 * Patterns are those of `file` rules, see detector.h. */
#ifndef FILE_PLACE_H
#define FILE_PLACE_H

#include "detect/detector.h"

enum { FILE_PARTS_MAX = 40, METHOD_LONGEST = 8 };

struct file_place {
	struct name part[FILE_PARTS_MAX]; /* of its path; the last without extension */
	size_t n;
	size_t app; /* how many of them are the application's folder: set by the caller */
	/* After a match: */
	bool is_taken[FILE_PARTS_MAX];
	struct name taken[FILE_PARTS_MAX]; /* what stars stand for */
	char method[METHOD_LONGEST];       /* of the file's name, else empty */
};

/* False: too many parts. Points into path. */
bool file_place_split(struct file_place *p, const char *path);
/* Do the parts below the application's folder look like the pattern? */
bool file_place_match(struct file_place *p, const char *pattern);
/* The same below whatever folder, which p->app says then. */
bool file_place_ends(struct file_place *p, const char *pattern);
/* Length of the path of the application's folder. */
size_t file_place_folder(const struct file_place *p);

/* Two names in a pattern say enough for a file to be believed without its manifest. */
bool file_place_tells(const char *pattern);
/* Where any detector's pattern that is telling by itself matches the path, whatever its
 * folders hold: 1 + the length of the application's folder. 0: nowhere. */
size_t file_place_any(const struct detectors *d, const char *path, bool is_python);

const char *file_name_of(const char *path);
/* How much of their paths two files have in common: of the folder, with its slash. */
size_t file_common_folder(const char *a, const char *b);
/* The name of a file up to its extension: "users.get" of "users.get.ts". */
size_t file_stem_length(const char *file);

#endif
