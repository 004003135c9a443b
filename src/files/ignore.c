/* ignore.c - what .gitignore excludes, exactly as git understands it. */
#include "files/ignore.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "text/glob.h"

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
		       glob_path_matches(r->text, name, false);
	case SHAPE_PATH: return r->len == len && memcmp(r->text, path, len) == 0;
	case SHAPE_PATH_GLOB:
		/* What is plain goes first, as in git: that makes "ab**" + "/c" begin
		 * with two stars once "ab" is off, so that it reaches over folders. */
		return len >= r->plain && memcmp(r->text, path, r->plain) == 0 &&
		       glob_path_matches(r->text + r->plain, path + r->plain, true);
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
