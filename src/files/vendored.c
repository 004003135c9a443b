/* vendored.c - folders that hold copies of packages. */
#include "files/vendored.h"

#include <stdlib.h>
#include <string.h>

#include "syntax/lang.h"

/* What a folder must hold of packages that are known, and of how many it holds. */
enum { KNOWN_MIN = 4, KNOWN_SHARE = 3 };

struct text {
	const char *s;
	size_t n;
};

/* A package or a module in a folder: lib/six.py, lib/requests/__init__.py. */
struct member {
	struct text folder, name;
};

struct search {
	struct unit **units;
	size_t n;
	const struct manifests *manifests;
	const struct libraries *libraries;
};

static const char *slash_before(const char *path, const char *end)
{
	while (end > path && end[-1] != '/')
		end--;
	return end > path ? end - 1 : NULL;
}

/* False: it is in no folder, or is none of these. */
static bool member_of(const struct unit *u, struct member *out)
{
	const char *path = u->path, *end = path + strlen(path), *slash, *above;

	slash = slash_before(path, end);
	if (u->language != LANG_PYTHON || !slash)
		return false;
	if (strcmp(slash + 1, "__init__.py") != 0) {
		*out = (struct member){ { path, (size_t)(slash - path) },
			                { slash + 1, (size_t)(end - slash - 4) } };
		return true;
	}
	above = slash_before(path, slash);
	if (!above)
		return false;
	*out = (struct member){ { path, (size_t)(above - path) },
		                { above + 1, (size_t)(slash - above - 1) } };
	return true;
}

static bool is_below(const struct unit *u, struct text folder)
{
	return !strncmp(u->path, folder.s, folder.n) && u->path[folder.n] == '/';
}

static bool is_known(const struct search *x, struct text name)
{
	char module[64];

	if (name.n >= sizeof module)
		return false;
	memcpy(module, name.s, name.n);
	module[name.n] = '\0';
	return library_find_import(x->libraries, true, module) ||
	       manifest_requires(x->manifests, "pypi", name.s, name.n);
}

static int by_folder(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	size_t n = x->folder.n < y->folder.n ? x->folder.n : y->folder.n;
	int order = memcmp(x->folder.s, y->folder.s, n);

	return order ? order : (x->folder.n > y->folder.n) - (x->folder.n < y->folder.n);
}

/* import lib.six, from ..lib import six; not from cherrypy.lib import static, where
 * cherrypy is a package that is known. */
static bool names_folder(const struct search *x, const char *module, struct text last)
{
	if (is_known(x, (struct text){ module, strcspn(module, ".") }))
		return false;
	for (const char *p = module; *p;) {
		size_t n;

		p += strspn(p, ".");
		n = strcspn(p, ".");
		if (n == last.n && !memcmp(p, last.s, n))
			return true;
		p += n;
	}
	return false;
}

static struct text last_of(struct text folder)
{
	const char *slash = slash_before(folder.s, folder.s + folder.n);
	const char *from = slash ? slash + 1 : folder.s;

	return (struct text){ from, (size_t)(folder.s + folder.n - from) };
}

static bool is_imported(const struct unit *u, struct text name)
{
	for (size_t i = 0; i < u->import_count; i++) {
		const char *module = u->imports[i].module;

		if (!strncmp(module, name.s, name.n) &&
		    (!module[name.n] || module[name.n] == '.'))
			return true;
	}
	return false;
}

/* How many of the members does code outside of their folder import as what one installs;
 * 0: when it imports any by the folder's name, or the folder is a package. */
static size_t imported_as_installed(const struct search *x, const struct member *v,
                                    size_t n)
{
	const struct text folder = v->folder, last = last_of(folder);
	size_t count = 0;

	for (size_t i = 0; i < x->n; i++) {
		const struct unit *u = x->units[i];

		if (u->language != LANG_PYTHON)
			continue;
		if (is_below(u, folder)) {
			if (!strcmp(u->path + folder.n, "/__init__.py"))
				return 0;
			continue;
		}
		for (size_t k = 0; k < u->import_count; k++)
			if (names_folder(x, u->imports[k].module, last))
				return 0;
	}
	for (size_t m = 0; m < n; m++)
		for (size_t i = 0; i < x->n; i++)
			if (x->units[i]->language == LANG_PYTHON &&
			    !is_below(x->units[i], folder) &&
			    is_imported(x->units[i], v[m].name)) {
				count++;
				break;
			}
	return count;
}

static size_t members_in(const struct search *x, struct text folder)
{
	struct member m;
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++)
		n += member_of(x->units[i], &m) && m.folder.n == folder.n &&
		     !memcmp(m.folder.s, folder.s, folder.n);
	return n;
}

static void mark_below(struct search *x, struct text folder)
{
	for (size_t i = 0; i < x->n; i++)
		if (is_below(x->units[i], folder))
			x->units[i]->kind = UNIT_VENDORED;
}

void vendored_mark(struct unit **units, size_t n, struct arena *a,
                   const struct manifests *m, const struct libraries *l)
{
	struct search x = { units, n, m, l };
	struct member *known = NULL, one;
	size_t count = 0, room = 0;

	for (size_t i = 0; i < n; i++)
		if (member_of(units[i], &one) && is_known(&x, one.name))
			*(struct member *)arena_push(a, (void **)&known, &count, &room,
			                             sizeof one) = one;
	if (count)
		qsort(known, count, sizeof *known, by_folder);
	for (size_t from = 0, to; from < count; from = to) {
		struct text folder = known[from].folder;

		for (to = from + 1; to < count && !by_folder(&known[from], &known[to]);)
			to++;
		if (to - from >= KNOWN_MIN &&
		    (to - from) * KNOWN_SHARE >= members_in(&x, folder) &&
		    imported_as_installed(&x, &known[from], to - from) >= KNOWN_MIN)
			mark_below(&x, folder);
	}
}
