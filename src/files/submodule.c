/* submodule.c - repositories within the repository that were not fetched. */
#include "files/submodule.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "files/beneath.h"

bool submodule_lists(const char *path)
{
	const char *slash = strrchr(path, '/');

	return strcmp(slash ? slash + 1 : path, ".gitmodules") == 0;
}

/* Only a folder below that of the list, by no link. */
static bool is_missing(int folder, const char *path)
{
	int fd = beneath_open(folder, path, O_RDONLY | O_DIRECTORY);
	const struct dirent *e;
	bool is_empty = true;
	DIR *d;

	if (fd < 0)
		return errno == ENOENT;
	if (!(d = fdopendir(fd))) {
		close(fd);
		return false;
	}
	while (is_empty && (e = readdir(d)))
		is_empty = !strcmp(e->d_name, ".") || !strcmp(e->d_name, "..");
	closedir(d);
	return is_empty;
}

/* The value of a line "path = VALUE"; NULL: it is another one. */
static const char *path_in(struct arena *a, const char *line, const char *end)
{
	static const char key[] = "path";
	const size_t n = sizeof key - 1;

	while (line < end && (*line == ' ' || *line == '\t'))
		line++;
	if ((size_t)(end - line) < n || memcmp(line, key, n))
		return NULL;
	for (line += n; line < end && (*line == ' ' || *line == '\t');)
		line++;
	if (line == end || *line++ != '=')
		return NULL;
	while (line < end && (*line == ' ' || *line == '\t'))
		line++;
	while (end > line && strchr(" \t\r", end[-1]))
		end--;
	return end > line ? arena_strndup(a, line, (size_t)(end - line)) : NULL;
}

void submodule_missing(const struct walk_file *f, const struct walk_text *t,
                       struct arena *a)
{
	const char *end = t->s + t->size, *eol;
	uint32_t number = 1;

	for (const char *line = t->s; line < end; line = eol + 1, number++) {
		const char *path;

		eol = memchr(line, '\n', (size_t)(end - line));
		if (!eol)
			eol = end;
		path = path_in(a, line, eol);
		if (path && is_missing(f->folder, path))
			walk_problem_add(
			    f, "unread", number,
			    arena_printf(
				a, "submodule %s was not fetched: its folder is empty",
				path));
	}
}
