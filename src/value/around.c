/* around.c - the repository that a scan's root is a part of: packages beside it. */
#include "value/around.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "syntax/lang.h"
#include "syntax/lex.h"
#include "value/unit.h"

enum {
	UP_MAX = 6,          /* folders above the root that may be the repository */
	DOWN_MAX = 4,        /* how deep below it packages are looked for */
	FOLDERS_MAX = 4000,  /* folders opened at most */
	MODULES_MAX = 600,   /* files read at most */
	BYTES_MAX = 1 << 20, /* of one file */
	PADDING = 64,        /* behind a text: lexers read whole words */
	PATH_ROOM = 1024,
};

/* The first name of imports that nothing in the tree answers: "servicelib". */
struct wanted {
	struct name name;
	const char *folder; /* where that package was found; NULL: nowhere */
	struct wanted *next;
};

struct around {
	struct arena *arena;
	/* Of the units alone: an index of one of their scopes is made in it under a
	 * lock, while others allocate from the linking's. */
	struct arena *units;
	struct program *program;
	const struct detectors *detectors;
	const char *root; /* real path */
	struct wanted *wanted;
	struct tokens tokens;
	size_t folders, modules;
	size_t project_room;
	struct limits *limits;
};

static bool is_there(const char *dir, const char *name)
{
	char path[PATH_ROOM];
	struct stat st;

	return snprintf(path, sizeof path, "%s/%s", dir, name) < (int)sizeof path &&
	       lstat(path, &st) == 0 && !S_ISLNK(st.st_mode);
}

/* The nearest folder above the root that a repository begins with; NULL: none, or the
 * root is one itself. */
static const char *repository(struct around *x)
{
	static const char *const marks[] = { ".git", ".github", ".gitlab-ci.yml" };
	char *dir = arena_strdup(x->arena, x->root);

	for (int up = 0; up <= UP_MAX; up++) {
		char *slash;

		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
			if (is_there(dir, marks[i]))
				return up ? dir : NULL;
		slash = strrchr(dir, '/');
		if (!slash || slash == dir)
			return NULL;
		*slash = '\0';
	}
	return NULL;
}

/* A file's text, padded with zeros; NULL: there is none that can be read. */
static const char *text_of(struct around *x, const char *path, size_t *size)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	char *text = NULL;
	struct stat st;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= BYTES_MAX) {
		ssize_t n;

		text = arena_zero(x->arena, (size_t)st.st_size + PADDING);
		n = read(fd, text, (size_t)st.st_size);
		if (n != st.st_size)
			text = NULL;
		*size = (size_t)st.st_size;
	}
	close(fd);
	return text;
}

/* ---- what is missing ------------------------------------------------------------------
 */

static struct wanted *wanted_of(struct around *x, const char *module)
{
	size_t n = strcspn(module, ".");

	for (struct wanted *w = x->wanted; w; w = w->next)
		if (w->name.len == n && !memcmp(w->name.s, module, n))
			return w;
	return NULL;
}

static bool is_missing(struct around *x, const struct unit *u, const char *module)
{
	bool is_folder = false;

	return *module && *module != '.' &&
	       !program_resolve(x->program, u, module, &is_folder) && !is_folder;
}

static void want(struct around *x)
{
	for (size_t i = 0; i < x->program->n; i++) {
		const struct unit *u = x->program->units[i];

		for (size_t k = 0; u->language == LANG_PYTHON && k < u->import_count;
		     k++) {
			const char *module = u->imports[k].module;
			struct wanted *w;

			if (*module == '.' || wanted_of(x, module) ||
			    !is_missing(x, u, module))
				continue;
			w = arena_zero(x->arena, sizeof *w);
			w->name = name_copy(x->arena, module, strcspn(module, "."));
			w->next = x->wanted;
			x->wanted = w;
		}
	}
}

/* ---- projects around ------------------------------------------------------------------
 */

static void note_project(struct around *x, const char *dir)
{
	static const char *const manifests[] = { "setup.py", "pyproject.toml",
		                                 "setup.cfg" };

	for (size_t i = 0; i < sizeof manifests / sizeof *manifests; i++) {
		struct project p = { .dir = dir };
		char path[PATH_ROOM];

		snprintf(path, sizeof path, "%s/%s", dir, manifests[i]);
		if ((p.text = text_of(x, path, &p.size)))
			*(struct project *)arena_push(x->arena,
			                              (void **)&x->program->projects,
			                              &x->program->project_count,
			                              &x->project_room, sizeof p) = p;
	}
}

static void note_packages(struct around *x, const char *dir)
{
	for (struct wanted *w = x->wanted; w; w = w->next) {
		const char *folder;

		if (w->folder)
			continue;
		folder = arena_printf(x->arena, "%s/%s", dir, w->name.s);
		if (is_there(folder, "__init__.py"))
			w->folder = folder;
	}
}

static bool is_passed_by(const char *name)
{
	static const char *const names[] = { "node_modules", "tests", "test", "docs",
		                             "build",        "dist",  "venv" };

	if (*name == '.' || *name == '_')
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

static bool is_folder_entry(const char *path, const struct dirent *e)
{
	struct stat st;

	if (e->d_type != DT_UNKNOWN)
		return e->d_type == DT_DIR;
	return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* dir, whether it is a project, and what lies below it. */
static void look_into(struct around *x, const char *dir, int depth)
{
	bool is_project = false;
	const char **folders = NULL;
	size_t n = 0, room = 0;
	struct dirent *e;
	DIR *d;

	if (x->folders++ >= FOLDERS_MAX)
		limit_tell(x->limits, x->arena, ".", 0,
		           "the repository around has more folders than are looked into: "
		           "what is imported from the others is not known");
	if (x->folders > FOLDERS_MAX || !(d = opendir(dir)))
		return;
	while ((e = readdir(d))) {
		const char *path = arena_printf(x->arena, "%s/%s", dir, e->d_name);

		is_project = is_project || !strcmp(e->d_name, "setup.py") ||
		             !strcmp(e->d_name, "pyproject.toml") ||
		             !strcmp(e->d_name, "setup.cfg");
		if (!is_passed_by(e->d_name) && is_folder_entry(path, e) &&
		    strcmp(path, x->root) != 0)
			*(const char **)arena_push(x->arena, (void **)&folders, &n, &room,
			                           sizeof path) = path;
	}
	closedir(d);
	if (n)
		qsort(folders, n, sizeof *folders, by_text);
	if (is_project) {
		note_project(x, dir);
		note_packages(x, dir);
		note_packages(x, arena_printf(x->arena, "%s/src", dir));
	}
	for (size_t i = 0; depth < DOWN_MAX && i < n; i++)
		if (!is_project || depth == 0)
			look_into(x, folders[i], depth + 1);
}

/* ---- modules --------------------------------------------------------------------------
 */

/* "servicelib.aiohttp.application" in the folder of servicelib: its file. */
static void read_module(struct around *x, const struct wanted *w, const struct unit *by,
                        const struct import *import)
{
	const char *module = import->module, *below = module + w->name.len;
	char base[PATH_ROOM], path[PATH_ROOM];
	const char *text = NULL;
	size_t size;

	if (snprintf(base, sizeof base, "%s%s", w->folder, below) >=
	    (int)sizeof base - 16)
		return;
	for (char *c = base + strlen(w->folder); *c; c++)
		if (*c == '.')
			*c = '/';
	for (int i = 0; i < 2 && !text; i++) {
		if (snprintf(path, sizeof path, "%s%s", base,
		             i ? "/__init__.py" : ".py") >= (int)sizeof path)
			return;
		if (program_unit(x->program, path))
			return;
		text = text_of(x, path, &size);
	}
	if (!text)
		return;
	if (x->modules == MODULES_MAX) {
		limit_tell(x->limits, x->arena, by->path, import->line,
		           "more modules beside the folder are imported than are read: "
		           "what the others hold is not known");
		return;
	}
	x->modules++;
	program_add(x->program, unit_read(x->units, path, LANG_PYTHON, text, size,
	                                  &x->tokens, x->detectors));
}

static void read_modules(struct around *x)
{
	for (size_t i = 0; i < x->program->n; i++) {
		const struct unit *u = x->program->units[i];

		for (size_t k = 0; u->language == LANG_PYTHON && k < u->import_count;
		     k++) {
			const char *module = u->imports[k].module;
			const struct wanted *w = *module == '.' ? NULL
			                                        : wanted_of(x, module);

			if (w && w->folder)
				read_module(x, w, u, &u->imports[k]);
		}
	}
}

static void release_units(void *arena)
{
	arena_release(arena);
}

size_t around_read(struct program *p, struct arena *a, const char *root,
                   const struct detectors *d, struct limits *limits)
{
	struct around x = { .project_room = p->project_count,
		            .arena = a,
		            .program = p,
		            .detectors = d,
		            .limits = limits };
	char real[PATH_MAX];
	const char *top;

	x.units = arena_zero(a, sizeof *x.units);
	arena_defer(a, release_units, x.units);

	if (!realpath(root, real))
		return 0;
	x.root = arena_strdup(a, real);
	if (!(top = repository(&x)))
		return 0;
	want(&x);
	look_into(&x, top, 0);
	read_modules(&x);
	program_forget(p);
	tokens_release(&x.tokens);
	return x.modules;
}
