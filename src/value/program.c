/* program.c - all units of a code base together: which file does an import mean? */
#include "value/program.h"

#include <stdio.h>
#include <string.h>

#include "detect/file_place.h"
#include "syntax/lang.h"

enum { PATH_ROOM = PROGRAM_PATH };

/* Units by the last part of the dotted name that they can be imported by. */
struct tail {
	struct unit *unit;
	struct tail *next;
};

/* An import that was resolved before; the same binding is asked for again and again, soon
 * after. Each thread has a table of its own: a larger one costs more than it saves. */
struct resolved {
	const struct unit *from;
	const char *module; /* this very text */
	uintptr_t unit;     /* the lowest bit: a folder */
};
enum { RESOLVED_SLOTS = 1 << 12 };

static bool is_python(const struct unit *u)
{
	return u->language == LANG_PYTHON;
}

/* "a/b/c.py" -> "c", "a/b/__init__.py" -> "b": start and length within path. */
static const char *tail_of(const char *path, size_t *len)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;

	if (slash && !strcmp(base, "__init__.py")) {
		const char *start = slash;

		while (start > path && start[-1] != '/')
			start--;
		*len = (size_t)(slash - start);
		return start;
	}
	*len = strcspn(base, ".");
	return base;
}

/* All of the text: name_hash() looks at both ends only, and many paths share theirs
 * ("packages/.../index.ts"). */
static size_t slot_of(size_t mask, const char *s, size_t len)
{
	uint64_t hash = len, part;

	for (; len >= sizeof part; s += sizeof part, len -= sizeof part) {
		memcpy(&part, s, sizeof part);
		hash = (hash ^ part) * UINT64_C(0x9E3779B97F4A7C15);
		hash ^= hash >> 29;
	}
	part = 0;
	memcpy(&part, s, len);
	hash = (hash ^ part) * UINT64_C(0x9E3779B97F4A7C15);
	return (hash ^ hash >> 32) & mask;
}

/* The names of folders and files, up to their first dot: a bit a hash. */
enum { PART_BITS = 1 << 14 };

static uint32_t part_bit(const char *s, size_t len)
{
	return name_hash(s, len) % PART_BITS;
}

static void note_parts(struct program *p, const char *path)
{
	while (*path) {
		size_t n = strcspn(path, "./");
		uint32_t bit = part_bit(path, n);

		p->parts[bit >> 6] |= (uint64_t)1 << (bit & 63);
		path += n + strcspn(path + n, "/");
		path += *path == '/';
	}
}

static bool is_part(const struct program *p, const char *s, size_t len)
{
	uint32_t bit = part_bit(s, len);

	return p->parts[bit >> 6] >> (bit & 63) & 1;
}

/* Is anything in the code base called as this module's name begins? Most modules that
 * are imported come from elsewhere. */
static bool has_part(const struct program *p, const char *module)
{
	return !*module || is_part(p, module, strcspn(module, "."));
}

/* What a script may leave out of the path that it imports, the first of them wins. */
static const char *const left_out[] = {
	"",           ".ts",        ".tsx",       ".js",       ".mjs",       ".cjs",
	".jsx",       ".mts",       ".cts",       "/index.ts", "/index.tsx", "/index.js",
	"/index.mjs", "/index.cjs", "/index.jsx", "/index.mts"
};
enum { ENDS = sizeof left_out / sizeof *left_out };

static void index_path(struct program *p, struct unit *u, size_t len)
{
	size_t slot = slot_of(p->path_mask, u->path, len);

	while (p->by_path[slot])
		slot = (slot + 1) & p->path_mask;
	p->by_path[slot] = u;
}

/* By each path that may mean a script: a/index.ts, a/index and a. */
static void index_script(struct program *p, struct unit *u)
{
	const char *dot = strrchr(u->path, '.');
	size_t len = dot ? (size_t)(dot - u->path) : 0;

	if (!dot || strchr(dot, '/'))
		return;
	index_path(p, u, len);
	if (len >= 5 && !strncmp(dot - 5, "index", 5) && (len == 5 || dot[-6] == '/'))
		index_path(p, u, len > 5 ? len - 6 : 0);
}

static void index_unit(struct program *p, struct unit *u)
{
	struct tail *t, **end;
	const char *tail;
	size_t len;

	index_path(p, u, strlen(u->path));
	note_parts(p, u->path);
	if (!is_python(u)) {
		index_script(p, u);
		return;
	}
	tail = tail_of(u->path, &len);
	t = arena_zero(p->arena, sizeof *t);
	t->unit = u;
	for (end = &p->by_tail[slot_of(p->tail_mask, tail, len)]; *end;)
		end = &(*end)->next;
	*end = t;
}

/* Room for program_add(). */
enum { ADDED = 2048 };

static size_t table_size(size_t n)
{
	size_t size = 1024;

	while (size < n + n / 4)
		size *= 2;
	return size;
}

void program_init(struct program *p, struct arena *a, struct unit **units, size_t n,
                  const struct manifests *m, const char *root_name)
{
	size_t scripts = 0;

	for (size_t i = 0; i < n; i++)
		scripts += !is_python(units[i]);
	*p = (struct program){ .arena = a,
		               .units = units,
		               .n = n,
		               .manifests = m,
		               .root_name = root_name,
		               .path_mask = table_size(n + 2 * scripts + ADDED) - 1,
		               .tail_mask = table_size(n - scripts + ADDED) - 1 };
	p->by_path = arena_zero(a, (p->path_mask + 1) * sizeof *p->by_path);
	p->by_tail = arena_zero(a, (p->tail_mask + 1) * sizeof *p->by_tail);
	p->parts = arena_zero(a, PART_BITS / 8);
	note_parts(p, root_name);
	p->resolved = arena_zero(a, RESOLVED_SLOTS * sizeof *p->resolved);
	for (size_t i = 0; i < n; i++)
		index_unit(p, units[i]);
}

void program_add(struct program *p, struct unit *u)
{
	index_unit(p, u);
}

void program_copy(struct program *p, struct arena *a, const struct program *of)
{
	*p = *of;
	p->arena = a;
	p->resolved = arena_alloc(a, RESOLVED_SLOTS * sizeof *p->resolved);
	memcpy(p->resolved, of->resolved, RESOLVED_SLOTS * sizeof *p->resolved);
}

void program_forget(struct program *p)
{
	memset(p->resolved, 0, RESOLVED_SLOTS * sizeof *p->resolved);
}

struct unit *program_unit(const struct program *p, const char *path)
{
	size_t slot = slot_of(p->path_mask, path, strlen(path));

	for (; p->by_path[slot]; slot = (slot + 1) & p->path_mask)
		if (!strcmp(p->by_path[slot]->path, path))
			return p->by_path[slot];
	return NULL;
}

/* ---- Python -------------------------------------------------------------------- */

/* dir + "/" + rest + suffix; dir may be empty. False: too long. */
static bool join(char *buf, const char *dir, size_t dir_len, const char *rest,
                 const char *suffix)
{
	size_t rest_len = strlen(rest), suffix_len = strlen(suffix);
	bool slash = dir_len && rest_len;

	if (dir_len + slash + rest_len + suffix_len >= PATH_ROOM)
		return false;
	memcpy(buf, dir, dir_len);
	if (slash)
		buf[dir_len++] = '/';
	memcpy(buf + dir_len, rest, rest_len);
	memcpy(buf + dir_len + rest_len, suffix, suffix_len + 1);
	return true;
}

static struct unit *python_at(const struct program *p, const char *dir, size_t dir_len,
                              const char *rest)
{
	char path[PATH_ROOM];
	struct unit *u = NULL;

	if (*rest && join(path, dir, dir_len, rest, ".py"))
		u = program_unit(p, path);
	if (!u && join(path, dir, dir_len, rest,
	               dir_len || *rest ? "/__init__.py" : "__init__.py"))
		u = program_unit(p, path);
	return u;
}

static size_t parent_len(const char *path, size_t len)
{
	while (len && path[len - 1] != '/')
		len--;
	return len ? len - 1 : 0;
}

/* Does some unit live below this folder? A namespace package has no __init__.py. */
static bool is_folder_of(const struct program *p, const char *dir)
{
	size_t n = strlen(dir), low = 0, high = p->n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (strcmp(p->units[mid]->path, dir) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < p->n && !strncmp(p->units[low]->path, dir, n); low++)
		if (p->units[low]->path[n] == '/')
			return true;
	return false;
}

/* a.b as a path: a/b. False: too long. */
static bool path_of_module(char *path, const char *module)
{
	size_t n = strlen(module);

	if (n >= PATH_ROOM)
		return false;
	memcpy(path, module, n + 1);
	for (char *dot = path; (dot = strchr(dot, '.'));)
		*dot++ = '/';
	return true;
}

static struct unit *python_relative(const struct program *p, const struct unit *from,
                                    const char *module, bool *is_folder)
{
	size_t len = parent_len(from->path, strlen(from->path));
	char rest[PATH_ROOM], dir[PATH_ROOM];
	struct unit *u;

	for (module++; *module == '.'; module++)
		len = parent_len(from->path, len);
	if (!path_of_module(rest, module))
		return NULL;
	u = python_at(p, from->path, len, rest);
	if (!u && join(dir, from->path, len, rest, ""))
		*is_folder = is_folder_of(p, dir);
	return u;
}

/* Path ends in "/rest.py" or "/rest/__init__.py", at a folder's border. */
static bool ends_in_module(const char *path, const char *rest)
{
	static const char *const ends[] = { ".py", "/__init__.py" };
	size_t n = strlen(path), m = strlen(rest);

	for (int i = 0; i < 2; i++) {
		size_t k = m + strlen(ends[i]);

		if (n > k && path[n - k - 1] == '/' && !strncmp(path + n - k, rest, m) &&
		    !strcmp(path + n - k + m, ends[i]))
			return true;
	}
	return false;
}

static bool is_required(const struct program *p, const char *name, size_t n)
{
	return p->manifests && manifest_requires(p->manifests, "pypi", name, n);
}

/* The deepest folder above a file that imports start from. */
static const char *root_above(const struct program *p, const char *path)
{
	const char *best = "";

	for (size_t i = 0; p->manifests && i < p->manifests->python_root_count; i++) {
		const char *root = p->manifests->python_roots[i];
		size_t n = strlen(root);

		if (n > strlen(best) && !strncmp(path, root, n) && path[n] == '/')
			best = root;
	}
	return best;
}

/* ext/shop/web.py: what a manifest requires is as good as installed, and this is a copy.
 * What starts where imports start is a package of the same code base. */
static bool is_copy(const struct program *p, const char *rest, const char *path)
{
	size_t n = strcspn(rest, "/");
	const char *below;

	if (!is_required(p, rest, n))
		return false;
	below = path + strlen(root_above(p, path));
	below += *below == '/';
	if (!strncmp(below, "src/", 4))
		below += 4;
	return strncmp(below, rest, n) != 0 || below[n] != '/';
}

/* The longest common folder wins: in a monorepo the module of the same service. */
static struct unit *python_by_tail(const struct program *p, const struct unit *from,
                                   const char *rest)
{
	const char *slash = strrchr(rest, '/');
	const char *tail = slash ? slash + 1 : rest;
	struct unit *best = NULL;
	size_t best_common = 0;

	for (struct tail *t = p->by_tail[slot_of(p->tail_mask, tail, strlen(tail))]; t;
	     t = t->next) {
		size_t common = file_common_folder(t->unit->path, from->path);

		if (t->unit != from && ends_in_module(t->unit->path, rest) &&
		    (!best || common > best_common)) {
			best = t->unit;
			best_common = common;
		}
	}
	return best && !is_copy(p, rest, best->path) ? best : NULL;
}

/* No import can name "shop-backend": what lies in it is imported from there. */
static bool is_module_name(const char *name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (name[i] == '-' || name[i] == '.' || name[i] == ' ')
			return false;
	return !n || !(*name >= '0' && *name <= '9');
}

static bool is_package(const struct program *p, const char *dir, size_t len)
{
	size_t above = parent_len(dir, len);
	const char *name = len ? dir + above + (above > 0) : p->root_name;
	char path[PATH_ROOM];

	return is_module_name(name, len ? (size_t)(dir + len - name) : strlen(name)) &&
	       join(path, dir, len, "__init__.py", "") && program_unit(p, path) != NULL;
}

/* celery.py, which imports what it is called like: no file means itself by that. */
static bool imports_itself(const struct unit *u, const char *rest)
{
	size_t n = strcspn(rest, "/");

	for (size_t i = 0; i < u->import_count; i++)
		if (!strncmp(u->imports[i].module, rest, n) &&
		    (!u->imports[i].module[n] || u->imports[i].module[n] == '.'))
			return true;
	return false;
}

static struct unit *python_here(const struct program *p, const struct unit *from,
                                size_t dir_len, const char *rest)
{
	struct unit *u = python_at(p, from->path, dir_len, rest);

	return u && u != from && !is_required(p, rest, strcspn(rest, "/")) &&
	               !imports_itself(u, rest)
	         ? u
	         : NULL;
}

/* The file beside, although their folder is a package: a script is started there. */
static struct unit *python_beside(const struct program *p, const struct unit *from,
                                  const char *rest)
{
	return python_here(p, from, parent_len(from->path, strlen(from->path)), rest);
}

/* The root's own packages and modules, although an __init__.py makes the root one, too:
 * what is started there imports them all the same. */
static struct unit *python_in_root(const struct program *p, const struct unit *from,
                                   const char *rest)
{
	return python_here(p, from, 0, rest);
}

/* Does the file import something else as if programs were started in that folder: by a
 * dotted name from there, or its own package? */
static bool is_started_in(const struct program *p, const struct unit *from, size_t dir)
{
	const char *own = from->path + dir + (dir > 0);
	size_t n = strcspn(own, "/");
	char rest[PATH_ROOM];

	for (size_t i = 0; i < from->import_count; i++) {
		const char *module = from->imports[i].module;

		if (!strchr(module, '.')) {
			if (own[n] && strlen(module) == n && !strncmp(module, own, n))
				return true;
		} else if (*module != '.' && path_of_module(rest, module) &&
		           python_at(p, from->path, dir, rest)) {
			return true;
		}
	}
	return false;
}

/* utils in back/shop/urls.py, where programs are started in back/, which is a package
 * all the same. */
static struct unit *python_started(const struct program *p, const struct unit *from,
                                   const char *rest)
{
	size_t len = parent_len(from->path, strlen(from->path));
	struct unit *u;

	while ((len = parent_len(from->path, len)))
		if ((u = python_here(p, from, len, rest)) && is_started_in(p, from, len))
			return u;
	return NULL;
}

/* shop.blog in src/shop/urls.py: a package that the file lies in, although the folder
 * around it is taken for one, too. */
static struct unit *python_around(const struct program *p, const struct unit *from,
                                  const char *rest)
{
	size_t n = strcspn(rest, "/"), len = strlen(from->path);
	struct unit *u;

	while ((len = parent_len(from->path, len))) {
		size_t above = parent_len(from->path, len);
		const char *name = from->path + above + (above > 0);

		if ((size_t)(from->path + len - name) != n || strncmp(name, rest, n))
			continue;
		if ((u = python_at(p, from->path, above, rest)) && u != from)
			return u;
	}
	return NULL;
}

/* A folder without __init__.py in one that has it, where programs are started all the
 * same: nothing of ours is called like it, so it is no package around the file. */
static bool is_folder_in_package(const struct program *p, const struct unit *from,
                                 const char *rest)
{
	size_t len = strlen(from->path);
	char dir[PATH_ROOM];

	if (is_required(p, rest, strcspn(rest, "/")))
		return false;
	do {
		len = parent_len(from->path, len);
		if (is_package(p, from->path, len) &&
		    join(dir, from->path, len, rest, "") && is_folder_of(p, dir))
			return true;
	} while (len);
	return false;
}

static struct unit *python_absolute(const struct program *p, const struct unit *from,
                                    const char *module, bool *is_folder)
{
	size_t len = strlen(from->path), root_len = strlen(p->root_name);
	char rest[PATH_ROOM], dir[PATH_ROOM];
	struct unit *u;

	if (!has_part(p, module) || !path_of_module(rest, module))
		return NULL;
	do { /* folders above the file, nearest first; imports never start in a package */
		len = parent_len(from->path, len);
		if (is_package(p, from->path, len))
			continue;
		u = python_at(p, from->path, len, rest);
		if (u && u != from)
			return u;
		if (join(dir, from->path, len, rest, "") && is_folder_of(p, dir)) {
			*is_folder = true;
			return NULL;
		}
	} while (len);
	/* The root itself may be the package that imports name. */
	if (root_len && !strncmp(rest, p->root_name, root_len) &&
	    (rest[root_len] == '/' || !rest[root_len])) {
		const char *below = rest + root_len + (rest[root_len] == '/');

		if ((u = python_at(p, "", 0, below)))
			return u;
		/* A bare folder gives way to an installed package of its name. */
		if (*below && is_folder_of(p, below)) {
			*is_folder = true;
			return NULL;
		}
	}
	if ((u = python_around(p, from, rest)) || (u = python_started(p, from, rest)) ||
	    (u = python_beside(p, from, rest)) || (u = python_in_root(p, from, rest)))
		return u;
	/* A single name found anywhere would catch every library's ("utils"). */
	if (!strchr(rest, '/'))
		return NULL;
	if (!(u = python_by_tail(p, from, rest)))
		*is_folder = is_folder_in_package(p, from, rest);
	return u;
}

struct unit *program_submodule(const struct program *p, const struct unit *unit,
                               const char *name)
{
	size_t len = parent_len(unit->path, strlen(unit->path));

	if (strcmp(unit->path + len + (len > 0), "__init__.py"))
		return NULL;
	return python_at(p, unit->path, len, name);
}

/* ---- JavaScript and TypeScript ---------------------------------------------------- */

/* The folder "a/b", and "../c/./d" below it: "a/c/d". False: leaves the root, or is too
 * long. */
static bool join_below(char path[PATH_ROOM], const char *dir, size_t dir_len,
                       const char *below)
{
	size_t len = dir_len;

	if (dir_len >= PATH_ROOM)
		return false;
	memcpy(path, dir, dir_len);
	while (*below) {
		size_t n = 0;

		while (below[n] && below[n] != '/')
			n++;
		if (n == 2 && below[0] == '.' && below[1] == '.') {
			if (!len)
				return false;
			len = parent_len(path, len);
		} else if (n && !(n == 1 && below[0] == '.')) {
			if (len + n + 1 >= PATH_ROOM)
				return false;
			if (len)
				path[len++] = '/';
			memcpy(path + len, below, n);
			len += n;
		}
		below += n + (below[n] == '/');
	}
	path[len] = '\0';
	return true;
}

bool program_path(char path[PROGRAM_PATH], const struct unit *from, const char *module)
{
	return join_below(path, from->path, parent_len(from->path, strlen(from->path)),
	                  module);
}

/* Which of the ends the unit's path has behind these letters; ENDS: none. */
static size_t end_behind(const struct unit *u, const char *path, size_t len)
{
	const char *end = u->path + len;

	if (strncmp(u->path, path, len) != 0)
		return ENDS;
	for (size_t i = 0; i < ENDS; i++)
		if (!strcmp(end, left_out[i] + (!len && *left_out[i] == '/')))
			return i;
	return ENDS;
}

/* The unit at a path without its end, of these (a bit each). */
static struct unit *script_of(const struct program *p, const char *path, size_t len,
                              uint32_t wanted)
{
	size_t slot = slot_of(p->path_mask, path, len), best = ENDS;
	struct unit *found = NULL;

	for (; p->by_path[slot]; slot = (slot + 1) & p->path_mask) {
		size_t end = end_behind(p->by_path[slot], path, len);

		if (end < best && wanted >> end & 1) {
			best = end;
			found = p->by_path[slot];
		}
	}
	return found;
}

static struct unit *script_at(const struct program *p, const char *path)
{
	enum { TS = 1 << 1 | 1 << 2 | 1 << 7 };
	struct unit *u = script_of(p, path, strlen(path), UINT32_MAX);
	const char *dot = u ? NULL : strrchr(path, '.');

	/* TypeScript imports "./x.js" and means x.ts. */
	if (dot && (!strcmp(dot, ".js") || !strcmp(dot, ".mjs") || !strcmp(dot, ".jsx")))
		u = script_of(p, path, (size_t)(dot - path), TS);
	return u;
}

struct candidate {
	const struct program *program;
	const char *dir; /* that candidates are relative to */
	struct unit *found;
};

static bool try_candidate(void *arg, const char *path)
{
	struct candidate *c = arg;
	char full[PATH_ROOM];

	if (join_below(full, c->dir, strlen(c->dir), path))
		c->found = script_at(c->program, full);
	return c->found != NULL;
}

/* "./v1/", "..": no file beside the folder that is called v1.js. */
static bool names_folder(const char *module)
{
	size_t n = strlen(module);

	return n && (module[n - 1] == '/' || !strcmp(module, ".") ||
	             (n > 1 && !strcmp(module + n - 2, "..")));
}

static struct unit *script_in(const struct program *p, const char *dir, size_t dir_len,
                              const char *rest)
{
	char full[PATH_ROOM], inside[PATH_ROOM];
	struct unit *u;

	if (!join_below(full, dir, dir_len, rest))
		return NULL;
	if (names_folder(rest) && join(inside, full, strlen(full), "index", "") &&
	    (u = script_at(p, inside)))
		return u;
	return script_at(p, full);
}

static bool is_below(const char *path, const char *dir)
{
	size_t n = strlen(dir);

	return !n || (strncmp(path, dir, n) == 0 && path[n] == '/');
}

/* "@scope/pkg/sub" -> the workspace package and "sub". */
static struct unit *workspace_unit(const struct program *p, const struct unit *from,
                                   const char *module)
{
	const char *slash = strchr(module, '/');
	const struct node_package *n;
	char name[PATH_ROOM], sub[PATH_ROOM];
	struct candidate c = { p, "", NULL };
	struct unit *u;
	size_t len;

	if (slash && *module == '@')
		slash = strchr(slash + 1, '/');
	len = slash ? (size_t)(slash - module) : strlen(module);
	if (len >= sizeof name)
		return NULL;
	memcpy(name, module, len);
	name[len] = '\0';
	if (!(n = manifest_node(p->manifests, name)))
		return NULL;
	/* An application "elysia" that imports elysia means the framework: a package
	 * knows itself by its name only where it has "exports". */
	if (!n->export_count && is_below(from->path, n->dir))
		return NULL;
	snprintf(sub, sizeof sub, ".%s", slash ? slash : "");
	c.dir = n->dir;
	if (path_map_each(n->exports, n->export_count, sub, try_candidate, &c))
		return c.found;
	if (slash) {
		if ((u = script_in(p, n->dir, strlen(n->dir), slash + 1)))
			return u;
		snprintf(sub, sizeof sub, "src%s", slash);
		return script_in(p, n->dir, strlen(n->dir), sub);
	}
	if (*n->main && (u = script_in(p, n->dir, strlen(n->dir), n->main)))
		return u;
	if ((u = script_in(p, n->dir, strlen(n->dir), "src")))
		return u;
	return script_in(p, n->dir, strlen(n->dir), "");
}

static bool is_known(const struct program *p, const char *part)
{
	size_t n = strcspn(part, "./");

	return !n || is_part(p, part, n);
}

/* Is anything called as the path begins, and as it ends? */
static bool may_be(const struct program *p, const char *path)
{
	const char *slash = strrchr(path, '/');

	return is_known(p, path) && (!slash || is_known(p, slash + 1));
}

/* "@/x" and "~/x" can be no package: a bundler, a test runner or a loader gives them a
 * meaning, in a file that is no data. Nearly always it is the folder of the application
 * or its src: the closest folder upwards that has such a module. */
static struct unit *rooted_unit(const struct program *p, const struct unit *from,
                                const char *module)
{
	size_t len = parent_len(from->path, strlen(from->path));
	char sub[PATH_ROOM];
	struct unit *u;

	if ((*module != '@' && *module != '~') || module[1] != '/' ||
	    !may_be(p, module + 2))
		return NULL;
	snprintf(sub, sizeof sub, "src%s", module + 1);
	for (;; len = parent_len(from->path, len)) {
		if ((u = script_in(p, from->path, len, module + 2)) ||
		    (u = script_in(p, from->path, len, sub)))
			return u;
		if (!len)
			return NULL;
	}
}

/* "./dist/x": what a build makes is not there; it makes it of "./src/x". */
static struct unit *built_unit(const struct program *p, const struct unit *from,
                               size_t len, const char *module)
{
	static const char *const made[] = { "/dist/", "/build/", "/out/" };
	char source[PATH_ROOM];

	for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
		const char *at = strstr(module, made[i]);

		if (!at)
			continue;
		snprintf(source, sizeof source, "%.*s/src/%s", (int)(at - module), module,
		         at + strlen(made[i]));
		return script_in(p, from->path, len, source);
	}
	return NULL;
}

/* "#x": what the package of the file calls so, by its "imports". */
static struct unit *private_unit(const struct program *p, const struct unit *from,
                                 const char *module)
{
	const struct node_package *n = manifest_package_of(p->manifests, from->path);
	struct candidate c = { p, n ? n->dir : "", NULL };

	if (n)
		path_map_each(n->imports, n->import_count, module, try_candidate, &c);
	return c.found;
}

static struct unit *script_resolve(const struct program *p, const struct unit *from,
                                   const char *module)
{
	size_t len = parent_len(from->path, strlen(from->path));
	struct candidate c = { p, "", NULL };
	const struct tsconfig *t;

	if (*module == '.') {
		c.found = script_in(p, from->path, len, module);
		return c.found ? c.found : built_unit(p, from, len, module);
	}
	t = manifest_tsconfig(p->manifests, from->path);
	if (t && path_map_each(t->paths, t->path_count, module, try_candidate, &c))
		return c.found;
	if (t && t->base_url &&
	    (c.found = script_in(p, t->base_url, strlen(t->base_url), module)))
		return c.found;
	if (*module == '#')
		return private_unit(p, from, module);
	if ((c.found = workspace_unit(p, from, module)))
		return c.found;
	return rooted_unit(p, from, module);
}

struct unit *program_resolve(const struct program *p, const struct unit *from,
                             const char *module, bool *is_folder)
{
	struct resolved *r =
	    &p->resolved[(((uintptr_t)module >> 4) ^ ((uintptr_t)from >> 6)) %
	                 RESOLVED_SLOTS];
	bool folder = false;
	struct unit *u;

	if (r->from == from && r->module == module) {
		if (is_folder)
			*is_folder = r->unit & 1;
		return (struct unit *)(r->unit & ~(uintptr_t)1);
	}
	if (!is_python(from))
		u = *module ? script_resolve(p, from, module) : NULL;
	else if (*module == '.')
		u = python_relative(p, from, module, &folder);
	else
		u = python_absolute(p, from, module, &folder);
	if (is_folder)
		*is_folder = folder;
	*r = (struct resolved){ from, module, (uintptr_t)u | folder };
	return u;
}
