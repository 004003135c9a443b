/* ignore.c - what .gitignore excludes, exactly as git understands it. */
#include "ignore.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

/* Most patterns are plain words, so matching is by shape and the wildcards of most of
 * the rest are one leading star. */
enum shape {
	SHAPE_NAME,      /* last part of the path equals text */
	SHAPE_SUFFIX,    /* last part of the path ends with text: *.pyc */
	SHAPE_NAME_GLOB, /* last part of the path matches */
	SHAPE_PATH,      /* the path from the folder of the file equals text */
	SHAPE_PATH_GLOB, /* the path from the folder of the file matches */
};

struct ignore_rule {
	const char *text;
	uint32_t len;
	uint32_t plain; /* SHAPE_PATH_GLOB: bytes before the first wildcard */
	uint8_t shape;
	char first, last; /* of what it matches, as far as it is plain; 0: any */
	bool negated, folder_only;
};

/* Which of 64 rules may be of a path, a bit each: by the letter that its last part, or
 * itself, begins with, or that it ends with. Most rules are of others. */
enum { LETTERS = 32 };
struct ignore_letters {
	uint64_t name[LETTERS], path[LETTERS], last[LETTERS], folders;
};

/* ---- one pattern ---------------------------------------------------------------- */

static bool in_class(const char *name, size_t n, int c)
{
	static const struct {
		const char *name;
		int (*has)(int);
	} classes[] = {
		{ "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank },
		{ "cntrl", iscntrl }, { "digit", isdigit }, { "graph", isgraph },
		{ "lower", islower }, { "print", isprint }, { "punct", ispunct },
		{ "space", isspace }, { "upper", isupper }, { "xdigit", isxdigit },
	};

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (strlen(classes[i].name) == n && memcmp(classes[i].name, name, n) == 0)
			return classes[i].has(c) != 0;
	return false;
}

/* One member of a bracket expression, escapes undone; p is moved behind it. False at
 * the end of the pattern. */
static bool bracket_char(const char **p, unsigned char *c)
{
	if (**p == '\\')
		++*p;
	if (!**p)
		return false;
	*c = (unsigned char)*(*p)++;
	return true;
}

/* p stands behind '['. Returns the place behind ']', or NULL when there is none: such
 * a pattern matches nothing. */
static const char *bracket(const char *p, unsigned char c, bool *has)
{
	bool negated = *p == '!' || *p == '^', found = false, first = true;
	unsigned char low, high;

	p += negated;
	for (; *p != ']' || first; first = false) {
		const char *close = p[0] == '[' && p[1] == ':' ? strstr(p + 2, ":]")
		                                               : NULL;

		if (close) {
			found |= in_class(p + 2, (size_t)(close - p - 2), c);
			p = close + 2;
			continue;
		}
		if (!bracket_char(&p, &low))
			return NULL;
		high = low;
		if (p[0] == '-' && p[1] && p[1] != ']') {
			p++;
			if (!bracket_char(&p, &high))
				return NULL;
		}
		found |= low <= c && c <= high;
	}
	*has = found != negated;
	return p + 1;
}

/* One element of the pattern other than a star against one byte. Returns the place
 * behind the element, or NULL: no match. */
static const char *one(const char *p, char c, bool path)
{
	bool has;

	switch (*p) {
	case '\0': return NULL;
	case '?': return path && c == '/' ? NULL : p + 1;
	case '[':
		p = bracket(p + 1, (unsigned char)c, &has);
		return p && has && !(path && c == '/') ? p : NULL;
	case '\\':
		if (!*++p)
			return NULL;
		break;
	default: break;
	}
	return *p == c ? p + 1 : NULL;
}

/* Where matching goes on after a mismatch: the star takes one byte more. Only the last
 * star of each kind needs to be remembered: what stands before it is matched as early
 * as possible, and the star can take up the rest. */
struct retry {
	const char *pattern, *text;
};

/* A star in front of p[0]: moves behind it and notes where to go on. */
static const char *star(const char *pattern, const char *p, const char *text, bool path,
                        struct retry *narrow, struct retry *wide)
{
	const char *before = p;
	bool whole;

	while (*p == '*')
		p++;
	if (!path) {
		*wide = (struct retry){ p, text };
		return p;
	}
	whole = p - before > 1 && (before == pattern || before[-1] == '/') &&
	        (*p == '\0' || *p == '/');
	*narrow = (struct retry){ whole ? NULL : p, text };
	if (!whole)
		return p;
	/* Between slashes: no folder at all, or any number of them. */
	*wide = (struct retry){ *p == '/' && (p[1] || !*text) ? p + 1 : p, text };
	return wide->pattern;
}

/* The next place where the text after a wide star may go on: anywhere at the end of the
 * pattern or without path, else where a part of the path begins. */
static const char *widen(const struct retry *wide, bool path)
{
	const char *t = wide->text;

	if (!*t)
		return NULL;
	if (!path || !*wide->pattern)
		return t + 1;
	t = strchr(t, '/');
	return t ? t + 1 : NULL;
}

bool ignore_glob(const char *pattern, const char *text, bool path)
{
	struct retry narrow = { NULL, NULL }, wide = { NULL, NULL };
	const char *p = pattern, *next;

	for (;;) {
		if (*p == '*') {
			p = star(pattern, p, text, path, &narrow, &wide);
			continue;
		}
		if (!*text && !*p)
			return true;
		if (*text && (next = one(p, *text, path))) {
			p = next;
			text++;
		} else if (narrow.pattern && *narrow.text && *narrow.text != '/') {
			p = narrow.pattern;
			text = ++narrow.text;
		} else if (wide.pattern && (next = widen(&wide, path))) {
			narrow.pattern = NULL;
			p = wide.pattern;
			text = wide.text = next;
		} else {
			return false;
		}
	}
}

/* ---- a file of patterns ------------------------------------------------------------ */

/* Bytes before the first wildcard. */
static size_t plain_length(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] != '*' && s[i] != '?' && s[i] != '[' && s[i] != '\\')
		i++;
	return i;
}

/* Spaces at the end do not count, unless a backslash stands before the first. */
static size_t trimmed(const char *s, size_t n)
{
	size_t keep = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\\' && i + 1 < n)
			keep = ++i + 1;
		else if (s[i] != ' ')
			keep = i + 1;
	}
	return keep;
}

static bool parse_rule(struct ignore_rule *r, struct arena *a, const char *s, size_t n)
{
	bool is_path, glob;

	if (n && s[n - 1] == '\r')
		n--;
	if (!n || *s == '#' || memchr(s, '\0', n))
		return false;
	n = trimmed(s, n);
	*r = (struct ignore_rule){ .negated = n && *s == '!' };
	s += r->negated;
	n -= r->negated;
	r->folder_only = n && s[n - 1] == '/';
	n -= r->folder_only;
	if (!n)
		return false;
	is_path = memchr(s, '/', n) != NULL;
	if (*s == '/') {
		s++;
		n--;
	}
	/* In any folder: what a name alone says, too. */
	if (n > 3 && !memcmp(s, "**/", 3) && !memchr(s + 3, '/', n - 3)) {
		s += 3;
		n -= 3;
		is_path = false;
	}
	r->plain = (uint32_t)plain_length(s, n);
	glob = r->plain < n;
	if (!is_path && glob && *s == '*' && plain_length(s + 1, n - 1) == n - 1) {
		r->shape = SHAPE_SUFFIX;
		s++;
		n--;
	} else if (is_path) {
		r->shape = glob ? SHAPE_PATH_GLOB : SHAPE_PATH;
	} else {
		r->shape = glob ? SHAPE_NAME_GLOB : SHAPE_NAME;
	}
	if (r->shape == SHAPE_SUFFIX)
		r->last = n ? s[n - 1] : '\0';
	else if (r->plain)
		r->first = *s;
	r->text = arena_strndup(a, s, n);
	r->len = (uint32_t)n;
	return true;
}

static size_t letter_of(char c)
{
	return (unsigned char)c % LETTERS;
}

static void note_letter(struct ignore_letters *x, const struct ignore_rule *r,
                        uint64_t bit)
{
	uint64_t *by = r->shape < SHAPE_PATH ? x->name : x->path;

	if (r->folder_only)
		x->folders |= bit;
	if (r->first)
		by[letter_of(r->first)] |= bit;
	else if (r->last)
		x->last[letter_of(r->last)] |= bit;
	else
		for (size_t i = 0; i < LETTERS; i++)
			by[i] |= bit;
}

static const struct ignore_letters *letters_of(struct arena *a,
                                               const struct ignore_rule *rules, size_t n)
{
	struct ignore_letters *x = arena_zero(a, (n + 63) / 64 * sizeof *x);

	for (size_t i = 0; i < n; i++)
		note_letter(&x[i / 64], &rules[i], (uint64_t)1 << i % 64);
	return x;
}

const struct ignore *ignore_load(struct arena *a, const struct ignore *outer, size_t base,
                                 const char *text, size_t size)
{
	const char *end = text + size, *eol;
	struct ignore_rule *rules = NULL, r;
	size_t n = 0, room = 0;
	struct ignore *ig;

	if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	for (; text < end; text = eol + 1) {
		eol = memchr(text, '\n', (size_t)(end - text));
		if (!eol)
			eol = end;
		if (parse_rule(&r, a, text, (size_t)(eol - text)))
			*(struct ignore_rule *)arena_push(a, (void **)&rules, &n, &room,
			                                  sizeof r) = r;
	}
	if (!n)
		return outer;
	ig = arena_alloc(a, sizeof *ig);
	*ig = (struct ignore){ outer, rules, n, letters_of(a, rules, n), base };
	return ig;
}

static bool rule_matches(const struct ignore_rule *r, const char *path, size_t len,
                         const char *name, size_t name_len)
{
	switch ((enum shape)r->shape) {
	case SHAPE_NAME:
		return r->len == name_len && memcmp(r->text, name, name_len) == 0;
	case SHAPE_SUFFIX:
		return r->len <= name_len &&
		       memcmp(r->text, name + name_len - r->len, r->len) == 0;
	case SHAPE_NAME_GLOB:
		return name_len >= r->plain && !memcmp(r->text, name, r->plain) &&
		       ignore_glob(r->text, name, false);
	case SHAPE_PATH: return r->len == len && memcmp(r->text, path, len) == 0;
	case SHAPE_PATH_GLOB:
		/* What is plain goes first, as in git: that makes "ab**" + "/c" begin
		 * with two stars once "ab" is off, so that it reaches over folders. */
		return len >= r->plain && memcmp(r->text, path, r->plain) == 0 &&
		       ignore_glob(r->text + r->plain, path + r->plain, true);
	}
	return false;
}

/* The last of the rules that matches; NULL: none. */
static const struct ignore_rule *last_match(const struct ignore *ig, const char *path,
                                            size_t len, const char *name, bool is_folder)
{
	size_t first = letter_of(*path), initial = letter_of(*name);
	size_t last = letter_of(len ? path[len - 1] : '\0');
	size_t name_len = (size_t)(path + len - name);

	for (size_t i = (ig->count + 63) / 64; i-- > 0;) {
		const struct ignore_letters *x = &ig->letters[i];
		uint64_t may = x->path[first] | x->name[initial] | x->last[last];

		if (!is_folder)
			may &= ~x->folders;
		while (may) {
			unsigned top = 63 - (unsigned)__builtin_clzll(may);
			const struct ignore_rule *r = &ig->rules[64 * i + top];

			if (rule_matches(r, path, len, name, name_len))
				return r;
			may ^= (uint64_t)1 << top;
		}
	}
	return NULL;
}

/* The rule that decides; NULL: none matches. */
static const struct ignore_rule *deciding(const struct ignore *ig, const char *path,
                                          size_t len, bool is_folder)
{
	const char *name = path + len;

	while (name > path && name[-1] != '/')
		name--;
	for (; ig; ig = ig->outer) {
		const struct ignore_rule *r = last_match(ig, path + ig->base,
		                                         len - ig->base, name, is_folder);

		if (r)
			return r;
	}
	return NULL;
}

bool ignore_has(const struct ignore *ig, const char *path, size_t len, bool is_folder)
{
	const struct ignore_rule *r = deciding(ig, path, len, is_folder);

	return r && !r->negated;
}

bool ignore_keeps(const struct ignore *ig, const char *path, size_t len, bool is_folder)
{
	const struct ignore_rule *r = deciding(ig, path, len, is_folder);

	return r && r->negated;
}
