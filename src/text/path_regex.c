/* path_regex.c - a regular expression as a path: what varies is a parameter. */
#include "text/path_regex.h"

#include <ctype.h>
#include <string.h>

void path_put(struct path_writer *w, char c)
{
	if (w->n + 1 < w->size)
		w->buf[w->n++] = c;
}

bool path_is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

const char *path_put_name(struct path_writer *w, const char *s, const char *end)
{
	path_put(w, '{');
	for (; s < end && path_is_word(*s); s++)
		path_put(w, *s);
	path_put(w, '}');
	return s;
}

static void put_hole(struct path_writer *w)
{
	path_put(w, '{');
	path_put(w, '}');
}

/* What repeats the thing in front: * +? ?? {2,4} */
static const char *repeated(const char *s)
{
	while (*s == '+' || *s == '*' || *s == '?' || *s == '{') {
		if (*s == '{') {
			size_t n = strspn(s + 1, "0123456789,");

			if (!n || s[n + 1] != '}')
				return s;
			s += n + 1;
		}
		s++;
	}
	return s;
}

/* Behind the ] that closes the set at s. */
static const char *behind_set(const char *s)
{
	while (*s && *s != ']')
		s += *s == '\\' && s[1] ? 2 : 1;
	return s + (*s == ']');
}

/* Behind the ) that closes a group; s is behind its (. */
static const char *behind_group(const char *s)
{
	for (int depth = 1; *s && depth;) {
		if (*s == '[') {
			s = behind_set(s);
			continue;
		}
		if (*s == '\\' && s[1])
			s++;
		else
			depth += *s == '(' ? 1 : *s == ')' ? -1 : 0;
		s++;
	}
	return s;
}

/* (?P<name> of Python, (?<name> of scripts; s is behind the bracket. */
static const char *group_name(const char *s)
{
	if (s[0] != '?')
		return NULL;
	s += s[1] == 'P' ? 2 : 1;
	return s[0] == '<' && s[1] != '=' && s[1] != '!' ? s + 1 : NULL;
}

/* (?=..) (?!..) (?<=..) (?<!..): nothing of the path. */
static bool looks_around(const char *s)
{
	return s[0] == '?' && (s[1] == '=' || s[1] == '!' ||
	                       (s[1] == '<' && (s[2] == '=' || s[2] == '!')));
}

enum { CHOICES_MAX = 60 };

/* What is in a group, up to its bracket: letters alone, as they are matched? A dot is one
 * where it stands for an ending: .json */
static bool is_literal(const char *s, const char *end, bool may_choose)
{
	for (; s < end; s++) {
		if (*s == '\\' && s + 1 < end && strchr(".-_/", s[1]))
			s++;
		else if (!path_is_word(*s) && *s != '-' && *s != '.' &&
		         !(may_choose && *s == '|'))
			return false;
	}
	return true;
}

static void put_letters(struct path_writer *w, const char *s, const char *end)
{
	for (; s < end; s++)
		if (*s != '\\')
			path_put(w, *s);
}

/* (books|shelf), s behind its bracket: {books|shelf}; (.json): .json. False: it is no
 * text, and no choice of texts. */
static bool put_choice(struct path_writer *w, const char *s, const char *end)
{
	bool is_choice = memchr(s, '|', (size_t)(end - s));

	if (end - s > CHOICES_MAX || !is_literal(s, end, true) ||
	    (!is_choice && strchr("?*+{", end[1]) && end[1]))
		return false;
	if (is_choice)
		path_put(w, '{');
	put_letters(w, s, end);
	if (is_choice)
		path_put(w, '}');
	return true;
}

/* s is behind '('. */
static const char *put_group(struct path_writer *w, const char *s)
{
	const char *name = group_name(s), *group = s, *end;
	bool is_bare = s[0] == '?' && s[1] == ':';

	s = behind_group(s);
	end = name ? memchr(name, '>', (size_t)(s - name)) : NULL;
	if (looks_around(group))
		return s;
	if (is_bare && (*s == '?' || *s == '*')) /* (?:x)?: as if it were not there */
		return s + 1;
	if (!is_bare && *s == '?' &&
	    (name ? end && end[1] == '/' : group[0] == '/' || !strncmp(group, "\\/", 2)))
		return s; /* (/.*)?: the rest may be missing, and the path be this */
	if (!is_bare && !name && *s == '?' && s[-2] == '/' && w->n &&
	    w->buf[w->n - 1] == '/')
		return s; /* ([0-9]+/)?: so may a part in the middle */
	if (!name && *s == '?' && s[-1] == ')' && is_literal(group, s - 1, false))
		return s + 1; /* (\.json)?: the path without it */
	if (name && end)
		path_put_name(w, name, end);
	else if (s[-1] != ')' || !put_choice(w, is_bare ? group + 2 : group, s - 1))
		put_hole(w);
	return s;
}

/* s is at the backslash. */
static const char *put_escaped(struct path_writer *w, const char *s)
{
	if (strchr("bBAZz", s[1]))
		return s + 2;
	if (!strchr("dwsDWS", s[1])) {
		path_put(w, s[1]);
		return s + 2;
	}
	put_hole(w);
	return repeated(s + 2);
}

const char *path_put_regex(struct path_writer *w, const char *s)
{
	if (*s == '(') {
		s = put_group(w, s + 1);
		while (*s == '?' || *s == '*' || *s == '+')
			s++;
		return s;
	}
	if (*s == '\\' && s[1])
		return put_escaped(w, s);
	if (*s == '[') {
		put_hole(w);
		return repeated(behind_set(s));
	}
	if (*s == '^' && s[1] == '/' && w->n && w->buf[w->n - 1] == '/')
		return s + 2; /* an empty part: the slash in front is there already */
	if (*s == '^' || *s == '$' || *s == '?')
		return s + 1;
	if (*s == '.' && (s[1] == '*' || s[1] == '+')) {
		put_hole(w);
		return s + 2;
	}
	path_put(w, *s);
	return s + 1;
}

/* ---- literals of scripts -------------------------------------------------------------
 */

bool path_regex_is_one(const char *literal, size_t n)
{
	const char *s = literal + 1;

	if (n < 3)
		return false;
	if (*s == '^')
		s++;
	return *s == '.' || *s == '(' || (s[0] == '\\' && s[1] == '/');
}

/* Where an alternative ends: at the next | of its own, or at the end. */
static const char *alternative_end(const char *s)
{
	while (*s && *s != '|') {
		if (*s == '(')
			s = behind_group(s + 1);
		else if (*s == '[')
			s = behind_set(s);
		else
			s += *s == '\\' && s[1] ? 2 : 1;
	}
	return s;
}

/* A slash that may be missing at the end is none: \/?$ */
static void drop_slash(char *s)
{
	size_t n = strlen(s);

	n -= n && s[n - 1] == '$';
	if (n >= 3 && !strncmp(s + n - 3, "\\/?", 3))
		n -= 3;
	s[n] = '\0';
}

static const char *written(struct arena *a, char *s)
{
	size_t size = strlen(s) * 3 + 4;
	struct path_writer w = { arena_alloc(a, size), 0, size };

	drop_slash(s);
	while (*s) {
		size_t before = w.n;

		s = (char *)path_put_regex(&w, s);
		if (before >= 2 && w.n == before + 2 &&
		    !strncmp(w.buf + before - 2, "{}{}", 4))
			w.n = before; /* [a-z][a-z0-9]* is one */
	}
	w.buf[w.n] = '\0';
	return w.buf;
}

size_t path_regex_read(struct arena *a, const char *literal, size_t n,
                       const char *out[static PATH_REGEX_MAX])
{
	size_t found = 0;
	char *s, *end;

	while (n && literal[n - 1] != '/')
		n--; /* flags */
	if (n < 3)
		return 0;
	s = arena_strndup(a, literal + 1, n - 2);
	for (; found < PATH_REGEX_MAX; s = end + 1) {
		bool is_last;

		end = s + (alternative_end(s) - s);
		is_last = !*end;
		*end = '\0';
		out[found++] = written(a, s);
		if (is_last)
			break;
	}
	return found;
}
