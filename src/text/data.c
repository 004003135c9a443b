/* data.c - the data files that the program believes: built in, shadowed by a user's. */
#include "text/data.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "text/builtin.h"

/* A user's directory is small; these keep a mistake (--models /) from reading a disk. */
enum { MAX_DEPTH = 4, MAX_FILES = 4096, MAX_BYTES = 4 << 20 };

/* The first folder of every data path: nothing else below a user's directory is read. */
static const char *const parts[] = { "calendar", "cost",    "detect",
	                             "evidence", "mapping", "reports" };

/* All files in force, sorted by path. Set once by data_init, read-only afterwards. */
static const struct data_file *all = builtin_files;
static size_t all_count;

struct list {
	struct data_file *v;
	size_t n, room;
};

static bool read_text(struct arena *a, const char *path, struct data_file *f,
                      struct err *e)
{
	FILE *in = fopen(path, "rb");
	struct stat st;
	char *text;

	if (!in)
		return err_set(e, ERR_IO, "cannot open '%s': %s", path, strerror(errno));
	if (fstat(fileno(in), &st) != 0 || !S_ISREG(st.st_mode) ||
	    st.st_size > MAX_BYTES) {
		fclose(in);
		return err_set(e, ERR_LIMIT, "'%s' is no file of at most %d MiB", path,
		               MAX_BYTES >> 20);
	}
	text = arena_alloc(a, (size_t)st.st_size + 1);
	f->size = fread(text, 1, (size_t)st.st_size, in);
	text[f->size] = '\0';
	fclose(in);
	f->text = text;
	f->origin = path;
	return true;
}

static bool add_folder(struct arena *a, struct list *l, const char *base,
                       const char *path, int depth, struct err *e);

static bool add_entry(struct arena *a, struct list *l, const char *base, const char *path,
                      int depth, struct err *e)
{
	const char *full = arena_printf(a, "%s/%s", base, path);
	struct data_file f = { .path = path, .is_own = true };
	struct stat st;

	if (stat(full, &st) != 0)
		return err_set(e, ERR_IO, "cannot read '%s': %s", full, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return add_folder(a, l, base, path, depth + 1, e);
	if (!S_ISREG(st.st_mode))
		return true;
	if (l->n == MAX_FILES)
		return err_set(e, ERR_LIMIT, "more than %d data files in '%s'", MAX_FILES,
		               base);
	if (!read_text(a, full, &f, e))
		return false;
	*(struct data_file *)arena_push(a, (void **)&l->v, &l->n, &l->room, sizeof f) = f;
	return true;
}

static bool add_folder(struct arena *a, struct list *l, const char *base,
                       const char *path, int depth, struct err *e)
{
	const char *full = arena_printf(a, "%s/%s", base, path);
	struct dirent *entry;
	bool ok = true;
	DIR *dir;

	if (depth > MAX_DEPTH)
		return true;
	dir = opendir(full);
	if (!dir)
		return errno == ENOENT ||
		       err_set(e, ERR_IO, "cannot open '%s': %s", full, strerror(errno));
	while (ok && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			ok = add_entry(a, l, base,
			               arena_printf(a, "%s/%s", path, entry->d_name),
			               depth, e);
	closedir(dir);
	return ok;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct data_file *)a)->path,
	              ((const struct data_file *)b)->path);
}

/* Both lists are sorted; a user's file wins over the built-in one of the same path. */
static void merge(struct arena *a, const struct list *user)
{
	struct data_file *v = arena_alloc(a, (builtin_count + user->n) * sizeof *v);
	size_t n = 0, b = 0, u = 0;

	while (b < builtin_count || u < user->n) {
		int order = b == builtin_count ? 1
		          : u == user->n       ? -1
		                               : by_path(&builtin_files[b], &user->v[u]);

		v[n++] = order < 0 ? builtin_files[b] : user->v[u];
		b += order <= 0;
		u += order >= 0;
	}
	all = v;
	all_count = n;
}

static const char *default_dir(struct arena *a)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	const char *dir = config && *config ? arena_printf(a, "%s/migcost", config)
	                : home && *home     ? arena_printf(a, "%s/.config/migcost", home)
	                                    : NULL;
	struct stat st;

	return dir && stat(dir, &st) == 0 && S_ISDIR(st.st_mode) ? dir : NULL;
}

bool data_init(struct arena *a, const char *user_dir, struct err *e)
{
	struct list user = { 0 };
	struct stat st;

	all = builtin_files;
	all_count = builtin_count;
	if (!user_dir)
		user_dir = default_dir(a);
	else if (stat(user_dir, &st) != 0)
		return err_set(e, ERR_IO, "cannot read '%s': %s", user_dir,
		               strerror(errno));
	else if (!S_ISDIR(st.st_mode))
		return err_set(e, ERR_IO, "'%s' is no directory", user_dir);
	if (!user_dir)
		return true;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!add_folder(a, &user, user_dir, parts[i], 1, e))
			return false;
	if (user.n)
		qsort(user.v, user.n, sizeof *user.v, by_path);
	merge(a, &user);
	return true;
}

/* Before data_init the built-in files count, so that a test needs no set-up. */
static size_t file_count(void)
{
	return all == builtin_files ? builtin_count : all_count;
}

static bool ends_with(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && strcmp(s + n - m, suffix) == 0;
}

bool data_list(struct arena *a, const char *prefix, const char *suffix,
               struct data_file **list, size_t *n, struct err *e)
{
	size_t count = file_count();
	struct data_file *v = arena_alloc(a, (count + 1) * sizeof *v);
	size_t found = 0;

	(void)e; /* everything was read by data_init */
	for (size_t i = 0; i < count; i++)
		if (strncmp(all[i].path, prefix, strlen(prefix)) == 0 &&
		    ends_with(all[i].path, suffix))
			v[found++] = all[i];
	*list = v;
	*n = found;
	return true;
}

bool data_get(struct arena *a, const char *path, struct data_file *f, struct err *e)
{
	struct data_file key = { .path = path };
	const struct data_file *found = bsearch(&key, all, file_count(), sizeof *all,
	                                        by_path);

	(void)a;
	if (!found)
		return err_set(e, ERR_DATA, "there is no data file '%s'", path);
	*f = *found;
	return true;
}

bool data_read(struct arena *a, const char *path, struct data_file *f, struct err *e)
{
	f->path = path;
	return read_text(a, path, f, e);
}

struct data_view data_view(void)
{
	return (struct data_view){ all, file_count() };
}

void data_set_view(struct data_view v)
{
	all = v.files;
	all_count = v.n;
}
