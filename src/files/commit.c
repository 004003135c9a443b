/* commit.c - which commit of a repository a tree is. */
#include "files/commit.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { LINE_MAX_BYTES = 4096, PACKED_LINES_MAX = 100000 };

/* The first line of a file, or NULL. */
static const char *first_line(struct arena *a, const char *path)
{
	char line[LINE_MAX_BYTES] = "";
	FILE *f = fopen(path, "r");
	bool ok = f && fgets(line, sizeof line, f);

	if (f)
		fclose(f);
	line[strcspn(line, "\r\n")] = '\0';
	return ok ? arena_strdup(a, line) : NULL;
}

static bool is_commit(const char *text, size_t n)
{
	return (n == 40 || n == 64) && strspn(text, "0123456789abcdef") >= n;
}

/* "3f2a... refs/heads/main" of the file that holds many. */
static const char *packed(struct arena *a, const char *folder, const char *ref)
{
	char line[LINE_MAX_BYTES];
	const char *found = "";
	FILE *f = fopen(arena_printf(a, "%s/packed-refs", folder), "r");

	for (int i = 0; f && !*found && i < PACKED_LINES_MAX; i++) {
		size_t n;

		if (!fgets(line, sizeof line, f))
			break;
		line[strcspn(line, "\r\n")] = '\0';
		n = strcspn(line, " ");
		if (line[n] && strcmp(line + n + 1, ref) == 0 && is_commit(line, n))
			found = arena_strndup(a, line, n);
	}
	if (f)
		fclose(f);
	return found;
}

/* A working tree beside the repository names its folder in a file. */
static const char *git_folder(struct arena *a, const char *root)
{
	const char *path = arena_printf(a, "%s/.git", root), *line = first_line(a, path);

	if (!line || strncmp(line, "gitdir: ", 8) != 0)
		return path;
	return line[8] == '/' ? line + 8 : arena_printf(a, "%s/%s", root, line + 8);
}

const char *commit_of(struct arena *a, const char *root)
{
	const char *folder = git_folder(a, root), *common, *ref, *line;
	const char *head = first_line(a, arena_printf(a, "%s/HEAD", folder));

	if (!head)
		return "";
	if (strncmp(head, "ref: ", 5) != 0)
		return is_commit(head, strlen(head)) ? head : "";
	ref = head + 5;
	if (strncmp(ref, "refs/", 5) != 0 || strstr(ref, ".."))
		return "";
	common = first_line(a, arena_printf(a, "%s/commondir", folder));
	if (common)
		folder = *common == '/' ? common
		                        : arena_printf(a, "%s/%s", folder, common);
	line = first_line(a, arena_printf(a, "%s/%s", folder, ref));
	if (line && is_commit(line, strlen(line)))
		return line;
	return packed(a, folder, ref);
}
