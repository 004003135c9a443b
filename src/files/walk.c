/* walk.c - find the files of a code base, in parallel, and read them. */
#include "files/walk.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/thread.h"
#include "files/attributes.h"
#include "files/beneath.h"
#include "files/ignore.h"
#include "files/passed_by.h"
#include "syntax/lex.h"

enum {
	ENTRIES_BYTES = 64 * 1024,
	IGNORE_MAX = 1 << 20,
	PATH_ROOM = 2 * PATH_MAX + NAME_MAX
};

enum { INSTALLED_MIN = 3 }; /* an application itself may be installed */

/* ---- who walks -------------------------------------------------------------------- */

struct folder {
	struct folder *next;
	const char *full; /* relative to the repository that holds the root */
	uint32_t len, depth;
	const struct ignore *ignore;    /* without its own .gitignore */
	const struct ignore *generated; /* without its own .gitattributes */
	const struct passed_by *rule;   /* conditional: decided by what it holds */
	bool beside_manifest;
};

struct walker {
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct folder *todo; /* last in, first out: keeps it short */
	unsigned busy;
	int root;
	const char *real_root;
	size_t prefix; /* bytes of folder.full that precede the root */
	uint64_t max_bytes;
	const struct walk_options *options;
	struct passed_by_list passed_by;
	walk_fn *fn;
	void *arg;
};

struct entry {
	struct entry *next;
	uint8_t language;
	uint32_t len;
	char name[];
};

/* What a listing has shown about a folder. */
struct listing {
	struct entry *folders, *files, *links;
	bool has_ignore, has_attributes, has_git, is_environment, has_source,
	    has_manifest;
	unsigned installed; /* packages that pip put there */
};

struct walk_worker {
	struct walker *walker;
	unsigned index;
	struct thread thread;
	struct arena
	    keep; /* until walk_run() returns: folders, rules, problems, buffer */
	struct arena scratch; /* one folder */
	struct walk_problem *problems;
	size_t problem_count, problem_room;
	uint64_t files, folders, ignored, bytes;
	char *buffer;
	size_t room;
	char *entries;        /* for getdents64() */
	char path[PATH_ROOM]; /* full path of the entry at hand */
};

static void problem(struct walk_worker *w, const char *kind, const char *path,
                    uint32_t line, const char *reason)
{
	struct walk_problem *p = arena_push(&w->keep, (void **)&w->problems,
	                                    &w->problem_count, &w->problem_room,
	                                    sizeof *p);

	*p = (struct walk_problem){ kind, arena_strdup(&w->keep, path), reason, line };
}

void walk_problem_add(const struct walk_file *f, const char *kind, uint32_t line,
                      const char *reason)
{
	problem(f->by, kind, f->path, line, reason);
}

static const char *reason_of(struct walk_worker *w, int error)
{
	switch (error) {
	case EACCES:
	case EPERM: return "permission denied";
	case ENOENT: return "gone when it was to be read";
	case ELOOP:
	case ENOTDIR:
	case EXDEV: return "replaced by a link when it was to be read";
	case ENAMETOOLONG: return "path too long";
	case EIO: return "input/output error";
	case EMFILE:
	case ENFILE: return "too many open files";
	default: return arena_printf(&w->keep, "system error %d", error);
	}
}

/* ---- the stack of folders --------------------------------------------------------- */

static void put(struct walker *k, struct folder *first, struct folder *last)
{
	pthread_mutex_lock(&k->lock);
	last->next = k->todo;
	k->todo = first;
	if (first == last)
		pthread_cond_signal(&k->more);
	else
		pthread_cond_broadcast(&k->more);
	pthread_mutex_unlock(&k->lock);
}

/* NULL: all is done. The caller counts as busy until it takes again. */
static struct folder *take(struct walker *k, bool was_busy)
{
	struct folder *f;

	pthread_mutex_lock(&k->lock);
	k->busy -= was_busy;
	while (!k->todo && k->busy)
		pthread_cond_wait(&k->more, &k->lock);
	f = k->todo;
	if (f) {
		k->todo = f->next;
		k->busy++;
	} else {
		pthread_cond_broadcast(&k->more);
	}
	pthread_mutex_unlock(&k->lock);
	return f;
}

/* ---- one folder ------------------------------------------------------------------- */

static const char *relative(const struct walk_worker *w)
{
	return w->path + w->walker->prefix;
}

static const char *folder_path(const struct walk_worker *w, const struct folder *f)
{
	return f->depth ? f->full + w->walker->prefix : ".";
}

/* Set the path to that of an entry; false: too long for the system to open. */
static bool path_set(struct walk_worker *w, const struct folder *f, const char *name,
                     size_t len)
{
	size_t at = f->len;

	if (at)
		w->path[at++] = '/';
	if (at + len >= sizeof w->path)
		return false;
	memcpy(w->path + at, name, len + 1);
	return at + len - w->walker->prefix < PATH_MAX;
}

static size_t path_len(const struct folder *f, size_t name_len)
{
	return f->len + (f->len != 0) + name_len;
}

static bool is_typescript(enum language l)
{
	return l == LANG_TYPESCRIPT || l == LANG_TSX;
}

static void note_file(struct listing *l, const char *name, enum language language)
{
	l->has_ignore |= strcmp(name, ".gitignore") == 0;
	l->has_attributes |= strcmp(name, ".gitattributes") == 0;
	l->has_git |= strcmp(name, ".git") == 0;
	l->is_environment |= strcmp(name, "pyvenv.cfg") == 0;
	l->has_source |= is_typescript(language) || strcmp(name, "__init__.py") == 0;
	l->has_manifest |= language == LANG_MANIFEST || strcmp(name, "setup.py") == 0 ||
	                   strcmp(name, "Makefile") == 0 ||
	                   strcmp(name, "Cargo.toml") == 0 ||
	                   strcmp(name, "composer.json") == 0 ||
	                   strcmp(name, "pom.xml") == 0 || strcmp(name, "go.mod") == 0 ||
	                   strcmp(name, "Gemfile") == 0;
}

static const char *special_name(uint8_t type)
{
	switch (type) {
	case DT_FIFO: return "FIFO";
	case DT_SOCK: return "socket";
	case DT_CHR:
	case DT_BLK: return "device";
	default: return "not a regular file";
	}
}

static uint8_t type_of(int fd, const char *name)
{
	struct stat st;

	if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return DT_UNKNOWN;
	return (uint8_t)IFTODT(st.st_mode);
}

static void list_add(struct walk_worker *w, struct entry **list, const char *name,
                     size_t len, enum language language)
{
	struct entry *e = arena_alloc(&w->scratch, sizeof *e + len + 1);

	e->next = *list;
	e->language = (uint8_t)language;
	e->len = (uint32_t)len;
	memcpy(e->name, name, len + 1);
	*list = e;
}

static bool is_wanted(struct walk_worker *w)
{
	const struct walk_options *o = w->walker->options;

	return o->every_file ||
	       (o->is_wanted && o->is_wanted(o->wanted_arg, relative(w)));
}

static bool ends_in(const char *name, size_t len, const char *end)
{
	size_t n = strlen(end);

	return len > n && strcmp(name + len - n, end) == 0;
}

static void list_entry(struct walk_worker *w, struct listing *l, const struct folder *f,
                       int fd, const char *name, uint8_t type)
{
	size_t len = strlen(name);
	enum language language;

	if (!path_set(w, f, name, len)) {
		problem(w, "unread", folder_path(w, f), 0, "path too long");
		return;
	}
	if (type == DT_UNKNOWN)
		type = type_of(fd, name);
	switch (type) {
	case DT_DIR:
		l->has_git |= strcmp(name, ".git") == 0;
		l->is_environment |= strcmp(name, "conda-meta") == 0;
		l->installed += ends_in(name, len, ".dist-info");
		list_add(w, &l->folders, name, len, LANG_NONE);
		break;
	case DT_REG:
		language = lang_of(relative(w));
		note_file(l, name, language);
		if (language != LANG_NONE || is_wanted(w))
			list_add(w, &l->files, name, len, language);
		break;
	case DT_LNK: list_add(w, &l->links, name, len, lang_of(relative(w))); break;
	default: problem(w, "unread", relative(w), 0, special_name(type)); break;
	}
}

static void list(struct walk_worker *w, struct listing *l, const struct folder *f, int fd)
{
	ssize_t n;

	while ((n = getdents64(fd, w->entries, ENTRIES_BYTES)) > 0) {
		for (ssize_t at = 0; at < n;) {
			const struct dirent64 *d = (const void *)(w->entries + at);

			at += d->d_reclen;
			if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0)
				list_entry(w, l, f, fd, d->d_name, d->d_type);
		}
	}
	if (n < 0)
		problem(w, "unread", folder_path(w, f), 0, reason_of(w, errno));
}

/* The rule that keeps us out, now that the folder has been listed; NULL: come in. */
static const struct passed_by *kept_out(const struct folder *f, const struct listing *l,
                                        int fd)
{
	static const struct passed_by environment = { "", PASSED_BY_MARKER, false,
		                                      "virtual environment" };
	/* pip install --target: a code base that brings its packages along */
	static const struct passed_by packages = { "", PASSED_BY_MARKER, true,
		                                   "installed packages" };
	bool own = l->has_source || l->has_manifest;

	if (f->depth == 0)
		return NULL;
	if (l->is_environment)
		return &environment;
	if (l->installed >= INSTALLED_MIN)
		return &packages;
	if (!f->rule)
		return NULL;
	switch (f->rule->when) {
	case PASSED_BY_MARKER:
		return faccessat(fd, "bin/activate", F_OK, 0) == 0 ? f->rule : NULL;
	case PASSED_BY_ASSETS:
		if (strstr(f->full, "static/") || strstr(f->full, "public/") ||
		    strstr(f->full, "assets/"))
			return f->rule;
		return f->beside_manifest && !own ? f->rule : NULL;
	default: return f->beside_manifest && !own ? f->rule : NULL;
	}
}

/* What is wrong with a file of git's is no row of its own: git does not mind either. */
static bool read_patterns(struct walk_text *t, struct walk_worker *w, int fd,
                          const char *name)
{
	struct walk_file f = { .folder = fd, .name = name, .path = name, .by = w };
	size_t before = w->problem_count;
	bool ok = walk_read(t, &f);

	w->problem_count = before;
	w->bytes -= ok ? t->size : 0;
	return ok && t->size <= IGNORE_MAX;
}

static const struct ignore *load_patterns(struct walk_worker *w,
                                          const struct ignore *outer, int fd,
                                          const char *name, size_t base)
{
	struct walk_text t;

	return read_patterns(&t, w, fd, name)
	         ? ignore_load(&w->keep, outer, base, t.s, t.size)
	         : outer;
}

static const struct ignore *load_attributes(struct walk_worker *w,
                                            const struct ignore *outer, int fd,
                                            size_t base)
{
	struct walk_text t;

	return read_patterns(&t, w, fd, ".gitattributes")
	         ? attributes_generated(&w->keep, &w->scratch, outer, base, t.s, t.size)
	         : outer;
}

static const struct ignore *ignore_of(struct walk_worker *w, const struct folder *f,
                                      const struct listing *l, int fd)
{
	const struct ignore *ig = f->ignore;
	size_t base = f->len ? f->len + 1 : 0;

	/* A repository inside the repository: the outer one's patterns end here. */
	if (l->has_git && f->depth)
		ig = load_patterns(w, NULL, fd, ".git/info/exclude", base);
	if (l->has_ignore)
		ig = load_patterns(w, ig, fd, ".gitignore", base);
	return ig;
}

static const struct ignore *generated_of(struct walk_worker *w, const struct folder *f,
                                         const struct listing *l, int fd)
{
	const struct ignore *outer = l->has_git && f->depth ? NULL : f->generated;

	return l->has_attributes ? load_attributes(w, outer, fd, f->len ? f->len + 1 : 0)
	                         : outer;
}

/* Both kinds of patterns that hold within a folder. */
struct patterns {
	const struct ignore *ignore, *generated;
};

static struct folder *folder_new(struct walk_worker *w, const struct folder *parent,
                                 const struct entry *e, struct patterns within)
{
	struct folder *f = arena_alloc(&w->keep, sizeof *f);
	size_t len = path_len(parent, e->len);

	*f = (struct folder){
		.full = arena_strndup(&w->keep, w->path, len),
		.len = (uint32_t)len,
		.depth = parent->depth + 1,
		.ignore = within.ignore,
		.generated = within.generated,
	};
	return f;
}

static void enter_folders(struct walk_worker *w, const struct folder *f,
                          const struct listing *l, struct patterns within)
{
	const struct ignore *ig = within.ignore;
	struct folder *first = NULL, *last = NULL, *child;

	for (struct entry *e = l->folders; e; e = e->next) {
		const struct passed_by *rule = passed_by_of(&w->walker->passed_by,
		                                            e->name);
		bool never = rule && rule->when == PASSED_BY_ALWAYS;

		path_set(w, f, e->name, e->len);
		if (never && ignore_keeps(ig, w->path, path_len(f, e->len), true)) {
			rule = NULL;
			never = false;
		}
		if (never && !rule->is_told)
			continue;
		if (ignore_has(ig, w->path, path_len(f, e->len), true)) {
			w->ignored++;
			if (!rule && e->name[0] != '.')
				problem(w, "skipped", relative(w), 0,
				        "folder excluded by .gitignore");
			continue;
		}
		if (never || f->depth == WALK_MAX_DEPTH) {
			problem(w, never ? "skipped" : "unread", relative(w), 0,
			        never ? rule->reason : "nested too deeply");
			continue;
		}
		child = folder_new(w, f, e, within);
		child->rule = rule;
		child->beside_manifest = l->has_manifest;
		child->next = first;
		first = child;
		if (!last)
			last = child;
	}
	if (first)
		put(w->walker, first, last);
}

/* Links are named, not followed, when what they lead to might be source. */
static void note_link(struct walk_worker *w, int fd, const struct entry *e)
{
	const struct walker *k = w->walker;
	char full[PATH_MAX], *target;
	size_t n = strlen(k->real_root);
	struct stat st;
	const struct passed_by *rule = passed_by_of(&k->passed_by, e->name);
	bool is_ours = e->language != LANG_NONE || is_wanted(w), inside;

	if (fstatat(fd, e->name, &st, 0) != 0) {
		if (is_ours)
			problem(w, "unread", relative(w), 0, "link to nothing");
		return;
	}
	if (!S_ISDIR(st.st_mode) && !is_ours)
		return;
	if (rule && !rule->is_told)
		return;
	target = arena_printf(&w->scratch, "%s/%s", k->real_root, relative(w));
	inside = realpath(target, full) && strncmp(full, k->real_root, n) == 0 &&
	         (full[n] == '/' || full[n] == '\0' || n == 1);
	problem(w, inside ? "skipped" : "unread", relative(w), 0,
	        inside ? "link, not followed" : "link out of the folder, not followed");
}

static void hand_out(struct walk_worker *w, const struct folder *f, int fd,
                     const struct listing *l, struct patterns within)
{
	struct walk_file file = { .folder = fd, .worker = w->index, .by = w };
	unsigned excluded = 0;

	for (struct entry *e = l->files; e; e = e->next) {
		path_set(w, f, e->name, e->len);
		if (ignore_has(within.ignore, w->path, path_len(f, e->len), false)) {
			w->ignored++;
			excluded += e->language >= LANG_PYTHON &&
			            e->language <= LANG_PRISMA;
			continue;
		}
		file.path = relative(w);
		file.name = e->name;
		file.language = (enum language)e->language;
		file.is_generated = ignore_has(within.generated, w->path,
		                               path_len(f, e->len), false);
		w->files++;
		w->walker->fn(w->walker->arg, &file);
	}
	if (excluded)
		problem(w, "skipped", folder_path(w, f), 0,
		        arena_printf(&w->keep, "%u source files excluded by .gitignore",
		                     excluded));
}

static void visit(struct walk_worker *w, const struct folder *f)
{
	struct listing l = { 0 };
	const struct passed_by *rule;
	struct patterns within;
	const char *path = folder_path(w, f);
	int fd = beneath_open(w->walker->root, path, O_RDONLY | O_DIRECTORY);

	if (fd < 0) {
		problem(w, "unread", path, 0, reason_of(w, errno));
		return;
	}
	memcpy(w->path, f->full, f->len);
	list(w, &l, f, fd);
	rule = kept_out(f, &l, fd);
	if (rule && !!rule->is_told)
		problem(w, "skipped", path, 0, rule->reason);
	if (!rule) {
		w->folders++;
		within.ignore = ignore_of(w, f, &l, fd);
		within.generated = generated_of(w, f, &l, fd);
		enter_folders(w, f, &l, within);
		for (struct entry *e = l.links; e; e = e->next) {
			path_set(w, f, e->name, e->len);
			if (!ignore_has(within.ignore, w->path, path_len(f, e->len),
			                false))
				note_link(w, fd, e);
		}
		hand_out(w, f, fd, &l, within);
	}
	close(fd);
}

static void *work(void *arg)
{
	struct walk_worker *w = arg;
	struct folder *f = NULL;

	w->entries = arena_alloc(&w->keep, ENTRIES_BYTES);
	while ((f = take(w->walker, f != NULL))) {
		visit(w, f);
		arena_reset(&w->scratch);
	}
	return NULL;
}

/* ---- reading ---------------------------------------------------------------------- */

static void reserve(struct walk_worker *w, size_t size, size_t used)
{
	char *grown;

	if (w->room >= size)
		return;
	w->room = size < 2 * w->room ? 2 * w->room
	        : size < 256 * 1024  ? 256 * 1024
	                             : size;
	grown = arena_alloc(&w->keep, w->room);
	if (used)
		memcpy(grown, w->buffer, used);
	w->buffer = grown;
}

/* Why not, or NULL. On success the buffer holds *size bytes. */
static const char *read_all(struct walk_worker *w, int fd, size_t *size)
{
	struct stat st;
	size_t n = 0;
	ssize_t got = 0;

	if (fstat(fd, &st) != 0)
		return reason_of(w, errno);
	if (!S_ISREG(st.st_mode))
		return special_name((uint8_t)IFTODT(st.st_mode));
	if ((uint64_t)st.st_size > w->walker->max_bytes)
		return arena_printf(&w->keep, "too large: %.1f MiB",
		                    (double)st.st_size / (1 << 20));
	reserve(w, (size_t)st.st_size + READ_PADDING, 0);
	/* A file that shrinks meanwhile is read as far as it goes; growth is ignored. */
	while (n < (size_t)st.st_size &&
	       (got = read(fd, w->buffer + n, (size_t)st.st_size - n)) != 0) {
		if (got < 0 && errno != EINTR)
			return reason_of(w, errno);
		n += got > 0 ? (size_t)got : 0;
	}
	*size = n;
	return NULL;
}

/* How far whole steps of the text are plain: ASCII without NUL. */
static size_t plain_length(const char *s, size_t size)
{
	size_t i = 0;

#ifdef __SSE2__
	for (; i + 64 <= size; i += 64) {
		__m128i v[4], all, least;

		for (unsigned k = 0; k < 4; k++)
			v[k] = _mm_loadu_si128((const void *)(s + i + 16 * k));
		all = _mm_or_si128(_mm_or_si128(v[0], v[1]), _mm_or_si128(v[2], v[3]));
		least = _mm_min_epu8(_mm_min_epu8(v[0], v[1]), _mm_min_epu8(v[2], v[3]));
		if (_mm_movemask_epi8(all) ||
		    _mm_movemask_epi8(_mm_cmpeq_epi8(least, _mm_setzero_si128())))
			break;
	}
#endif
	for (; i + 8 <= size; i += 8) {
		uint64_t v;

		memcpy(&v, s + i, sizeof v);
		if ((v | (v - 0x0101010101010101u)) & 0x8080808080808080u)
			break;
	}
	return i;
}

size_t walk_utf8_end(const char *s, size_t size)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t i = 0;

	while (i < size) {
		unsigned more, low = 0x80, high = 0xBF;

		i += plain_length(s + i, size - i);
		if (i == size)
			break;
		if (p[i] - 1u < 0x7F) {
			i++;
			continue;
		}
		if (p[i] < 0xC2 || p[i] > 0xF4)
			return i;
		more = p[i] >= 0xF0 ? 3 : p[i] >= 0xE0 ? 2 : 1;
		if (p[i] == 0xE0)
			low = 0xA0;
		if (p[i] == 0xED)
			high = 0x9F;
		if (p[i] == 0xF0)
			low = 0x90;
		if (p[i] == 0xF4)
			high = 0x8F;
		if (size - i <= more || p[i + 1] < low || p[i + 1] > high)
			return i;
		for (unsigned k = 2; k <= more; k++)
			if ((p[i + k] & 0xC0) != 0x80)
				return i;
		i += more + 1;
	}
	return size;
}

static size_t line_at(const char *s, size_t size, size_t at)
{
	const char *from = memrchr(s, '\n', at), *to = memchr(s + at, '\n', size - at);

	return (size_t)((to ? to : s + size) - (from ? from + 1 : s));
}

/* A bundle has little but very long lines with few spaces. Three samples tell most files
 * from one; the rest is counted: source that holds a long literal has ordinary lines,
 * too, and prose has a space every sixth byte. */
static bool walk_is_minified(const char *s, size_t size)
{
	enum { LONG = 500, ORDINARY_LINES = 100, SMALLEST = 2048 };
	size_t ordinary = 0, in_long = 0, spaces = 0, brackets = 0;
	bool suspect = false;

	if (size < SMALLEST)
		return false;
	for (unsigned i = 1; i <= 3; i++)
		suspect |= line_at(s, size, size / 4 * i) > LONG;
	if (!suspect)
		return false;
	for (const char *p = s, *eol; p < s + size; p = eol + 1) {
		eol = memchr(p, '\n', (size_t)(s + size - p));
		if (!eol)
			eol = s + size;
		if (eol - p <= LONG) {
			ordinary += eol - p > 1;
			continue;
		}
		in_long += (size_t)(eol - p);
		for (const char *q = p; q < eol; q++)
			spaces += *q == ' ',
			    brackets += *q == '(' || *q == ')' || *q == ';';
	}
	/* A picture written as a text has no brackets. */
	return in_long > size / 2 && ordinary < ORDINARY_LINES && spaces < in_long / 10 &&
	       brackets > in_long / 50;
}

/* Bytes that are not UTF-8 become the two bytes of the Latin-1 character. */
static void from_latin1(struct walk_worker *w, size_t *size)
{
	const char *s = w->buffer;
	size_t n = *size, at = 0, out = 0;
	char *to;

	w->room = 2 * n + READ_PADDING;
	to = arena_alloc(&w->keep, w->room);
	while (at < n) {
		size_t good = walk_utf8_end(s + at, n - at);

		memcpy(to + out, s + at, good);
		out += good;
		at += good;
		if (at < n) {
			unsigned char c = (unsigned char)s[at++];

			to[out++] = (char)(0xC0 | c >> 6);
			to[out++] = (char)(0x80 | (c & 0x3F));
		}
	}
	w->buffer = to;
	*size = out;
}

static uint32_t lines_before(const char *s, size_t n)
{
	uint32_t lines = 1;

	for (const char *p = s; (p = memchr(p, '\n', n - (size_t)(p - s))); p++)
		lines++;
	return lines;
}

/* Many bytes that no text has: then a byte out of place is no matter of encoding. */
static bool is_binary(const char *s, size_t n)
{
	size_t odd = 0;

	if (memchr(s, '\0', n))
		return true;
	for (size_t i = 0; i < n; i++)
		odd += (unsigned char)s[i] < 7 ||
		       ((unsigned char)s[i] > 13 && (unsigned char)s[i] < 27);
	return odd > n / 50;
}

/* A script may hold a zero byte in a text or comment, which Python refuses: a blank then,
 * as long as there are hardly any. */
static void blank_zeros(const struct walk_file *f, size_t size)
{
	enum { ZEROS_MAX = 16, TEXT_EACH = 100 };
	char *s = f->by->buffer, *end = s + size, *at = s;
	size_t zeros = 0;

	if (f->language != LANG_JAVASCRIPT && f->language != LANG_TYPESCRIPT)
		return;
	for (; (at = memchr(at, '\0', (size_t)(end - at))); at++)
		if (++zeros > ZEROS_MAX || zeros * TEXT_EACH > size)
			return;
	if (!zeros)
		return;
	at = memchr(s, '\0', size);
	walk_problem_add(f, "defect", lines_before(s, (size_t)(at - s)),
	                 "a zero byte: read as a blank");
	for (; (at = memchr(at, '\0', (size_t)(end - at)));)
		*at++ = ' ';
}

/* Why the text in the buffer is not worth reading, or NULL. May convert it. */
static const char *judge(const struct walk_file *f, size_t *size)
{
	struct walk_worker *w = f->by;
	size_t good;

	if (*size >= 2 && (memcmp(w->buffer, "\xFF\xFE", 2) == 0 ||
	                   memcmp(w->buffer, "\xFE\xFF", 2) == 0))
		return "not UTF-8: UTF-16";
	good = walk_utf8_end(w->buffer, *size);
	if (good < *size) {
		blank_zeros(f, *size);
		good = walk_utf8_end(w->buffer, *size);
	}
	if (good < *size) {
		if (is_binary(w->buffer, *size))
			return "binary";
		walk_problem_add(f, "defect", lines_before(w->buffer, good),
		                 "not UTF-8: read as Latin-1");
		from_latin1(w, size);
	}
	/* TypeScript with long lines is an icon or a table, never a bundle. */
	if (f->language == LANG_JAVASCRIPT && walk_is_minified(w->buffer, *size))
		return "minified bundle";
	return NULL;
}

static bool names_minified(const struct walk_file *f)
{
	return f->language == LANG_JAVASCRIPT && strstr(f->name, ".min.") != NULL;
}

static int open_file(const struct walk_file *f)
{
	return openat(f->folder, f->name,
	              O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW | O_NONBLOCK);
}

size_t walk_peek(char *to, size_t room, const struct walk_file *f)
{
	int fd = open_file(f);
	ssize_t n;

	if (fd < 0)
		return 0;
	n = read(fd, to, room);
	close(fd);
	return n > 0 ? (size_t)n : 0;
}

bool walk_read(struct walk_text *t, const struct walk_file *f)
{
	struct walk_worker *w = f->by;
	const char *why;
	size_t size = 0;
	int fd;

	assert(w);
	if (names_minified(f)) {
		walk_problem_add(f, "skipped", 0, "minified bundle");
		return false;
	}
	fd = open_file(f);
	if (fd < 0) {
		walk_problem_add(f, "unread", 0, reason_of(w, errno));
		return false;
	}
	why = read_all(w, fd, &size);
	close(fd);
	if (why) {
		walk_problem_add(f, strncmp(why, "too large", 9) ? "unread" : "skipped",
		                 0, why);
		return false;
	}
	why = judge(f, &size);
	if (why) {
		walk_problem_add(f, "skipped", 0, why);
		return false;
	}
	w->bytes += size;
	memset(w->buffer + size, 0, READ_PADDING);
	*t = (struct walk_text){ w->buffer, size };
	if (size >= 3 && memcmp(t->s, "\xEF\xBB\xBF", 3) == 0) {
		t->s += 3;
		t->size -= 3;
	}
	return true;
}

/* ---- the run ---------------------------------------------------------------------- */

unsigned walk_threads(const struct walk_options *o)
{
	long n = o->threads > 0 ? o->threads : sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > WALK_THREADS_MAX ? WALK_THREADS_MAX : (unsigned)n;
}

/* Length of the folder of the repository that holds the root, 0: none does. */
static size_t find_repository(struct arena *a, const char *real_root)
{
	size_t n = strlen(real_root);

	while (n > 1) {
		if (access(arena_printf(a, "%.*s/.git", (int)n, real_root), F_OK) == 0)
			return n;
		while (n && real_root[n - 1] != '/')
			n--;
		n -= n != 0;
	}
	return 0;
}

/* The patterns of the folders from the repository down to that around the root. Sets
 * first->full so that paths begin at the repository. */
static void outer_patterns(struct walk_worker *w, struct folder *first)
{
	const char *root = w->walker->real_root;
	size_t repository = find_repository(&w->scratch, root), len = strlen(root);
	const struct ignore *ig = NULL, *generated = NULL;
	const char *at, *slash;
	int fd;

	if (!repository)
		return;
	fd = open(arena_strndup(&w->scratch, root, repository), O_PATH | O_CLOEXEC);
	if (fd >= 0) {
		ig = load_patterns(w, NULL, fd, ".git/info/exclude", 0);
		close(fd);
	}
	if (len > repository) {
		first->full = root + repository + 1;
		first->len = (uint32_t)(len - repository - 1);
		w->walker->prefix = first->len + 1;
	}
	for (at = root + repository; *at; at = slash ? slash : root + len) {
		slash = strchr(at + 1, '/');
		fd = open(arena_strndup(&w->scratch, root, (size_t)(at - root)),
		          O_PATH | O_CLOEXEC);
		if (fd < 0)
			continue;
		ig = load_patterns(w, ig, fd, ".gitignore",
		                   (size_t)(at - root) - repository);
		generated = load_attributes(w, generated, fd,
		                            (size_t)(at - root) - repository);
		close(fd);
	}
	first->ignore = ig;
	first->generated = generated;
}

static int compare_problems(const void *a, const void *b)
{
	const struct walk_problem *x = a, *y = b;
	int c = strcmp(x->path, y->path);

	if (c == 0)
		c = (x->line > y->line) - (x->line < y->line);
	return c ? c : strcmp(x->reason, y->reason);
}

static void gather(struct walk_result *r, struct arena *a, struct walk_worker *w,
                   unsigned n)
{
	size_t at = 0;

	*r = (struct walk_result){ .threads = n };
	for (unsigned i = 0; i < n; i++) {
		r->files += w[i].files;
		r->folders += w[i].folders;
		r->ignored += w[i].ignored;
		r->bytes += w[i].bytes;
		r->problem_count += w[i].problem_count;
	}
	r->problems = arena_alloc(a, (r->problem_count + 1) * sizeof *r->problems);
	for (unsigned i = 0; i < n; i++) {
		for (size_t k = 0; k < w[i].problem_count; k++) {
			struct walk_problem *p = &r->problems[at++];

			*p = w[i].problems[k];
			p->kind = arena_strdup(a, p->kind);
			p->path = arena_strdup(a, p->path);
			p->reason = arena_strdup(a, p->reason);
		}
		arena_release(&w[i].keep);
		arena_release(&w[i].scratch);
	}
	qsort(r->problems, r->problem_count, sizeof *r->problems, compare_problems);
}

/* This thread is a worker, too: so that there always is one. */
static void run_workers(struct walk_worker *w, unsigned n)
{
	unsigned started = 1;

	while (started < n && thread_begin(&w[started].thread, work, &w[started]))
		started++;
	work(&w[0]);
	while (started-- > 1)
		thread_wait(&w[started].thread);
}

static bool open_root(struct walker *k, struct arena *a, const char *root, struct err *e)
{
	char real[PATH_MAX];

	k->root = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (k->root >= 0 && realpath(root, real)) {
		k->real_root = arena_strdup(a, real);
		return true;
	}
	err_set(e, ERR_IO, "cannot open folder '%s': %s", root, strerror(errno));
	if (k->root >= 0)
		close(k->root);
	return false;
}

bool walk_run(struct walk_result *r, struct arena *a, const char *root,
              const struct walk_options *o, walk_fn *fn, void *arg, struct err *e)
{
	unsigned n = walk_threads(o);
	struct walker k = {
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.more = PTHREAD_COND_INITIALIZER,
		.max_bytes = o->max_bytes ? o->max_bytes : WALK_MAX_BYTES,
		.options = o,
		.fn = fn,
		.arg = arg,
	};
	struct folder first = { .full = "" };
	struct walk_worker *w;

	if (!passed_by_load(&k.passed_by, a, e) || !open_root(&k, a, root, e))
		return false;
	w = arena_zero(a, n * sizeof *w);
	for (unsigned i = 0; i < n; i++) {
		w[i].walker = &k;
		w[i].index = i;
	}
	outer_patterns(&w[0], &first);
	k.todo = &first;
	run_workers(w, n);
	assert(!k.todo && !k.busy);
	gather(r, a, w, n);
	close(k.root);
	pthread_cond_destroy(&k.more);
	pthread_mutex_destroy(&k.lock);
	return true;
}
