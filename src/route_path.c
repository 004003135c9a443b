/* route_path.c - how a path is written: each framework's parameters as {name}. */
#include "route_parts.h"

#include <ctype.h>
#include <string.h>

struct writer {
	char *buf;
	size_t n, size;
};

static void put(struct writer *w, char c)
{
	if (w->n + 1 < w->size)
		w->buf[w->n++] = c;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static const char *put_name(struct writer *w, const char *s, const char *end)
{
	put(w, '{');
	for (; s < end && is_word(*s); s++)
		put(w, *s);
	put(w, '}');
	return s;
}

/* A group of a regular expression: its name, if it has one; s is behind '('. */
static const char *regex_group(struct writer *w, const char *s)
{
	int depth = 1;
	const char *name = NULL, *end = NULL, *group = s;

	if (s[0] == '?' && s[1] == ':') { /* (?:x)? : kept as what it holds is not */
		while (*s && depth) {
			depth += *s == '(' ? 1 : *s == ')' ? -1 : 0;
			s++;
		}
		if (*s == '?' || *s == '*')
			return s + 1;
		put(w, '{');
		put(w, '}');
		return s;
	}
	if (s[0] == '?' && s[1] == 'P' && s[2] == '<') {
		name = s + 3;
		end = strchr(name, '>');
	}
	while (*s && depth) {
		if (*s == '\\' && s[1])
			s++;
		else if (*s == '[') {
			while (*s && *s != ']')
				s += *s == '\\' && s[1] ? 2 : 1;
			if (!*s)
				break;
		} else {
			depth += *s == '(' ? 1 : *s == ')' ? -1 : 0;
		}
		s++;
	}
	if (*s == '?' && (name ? end && end[1] == '/' : group[0] == '/'))
		return s; /* (/.*)?: the rest may be missing, and the path be this */
	if (name && end)
		put_name(w, name, end);
	else {
		put(w, '{');
		put(w, '}');
	}
	return s;
}

bool has_form(const struct detector *d, const char *form)
{
	for (size_t i = 0; i < d->param_count; i++)
		if (name_is(d->params[i], form))
			return true;
	return false;
}

/* <int:id>, or <id:int> */
static bool is_bracketed(const struct detector *d)
{
	return has_form(d, "<name>") || has_form(d, "<name:type>");
}

/* <int:id> -> {id}; NULL: s begins no such thing. */
static const char *bracketed(struct writer *w, const struct detector *d, const char *s)
{
	const char *end = strchr(s, '>'), *name = s + 1;

	if (*s != '<' || !end || !is_bracketed(d))
		return NULL;
	for (const char *c = s; c < end && !has_form(d, "<name:type>"); c++)
		if (*c == ':')
			name = c + 1;
	put_name(w, name, end);
	return end + 1;
}

/* What stands in front or behind may be no expression: "^users/" and "<int:id>/". */
static void write_regex(struct writer *w, const struct detector *d, const char *s)
{
	for (const char *end; *s;) {
		if ((end = bracketed(w, d, s))) {
			s = end;
		} else if (*s == '(') {
			s = regex_group(w, s + 1);
			while (*s == '?' || *s == '*' || *s == '+')
				s++;
		} else if (*s == '\\' && s[1]) {
			if (strchr("dwsDWSbBAZz", s[1])) {
				if (!strchr("bBAZz", s[1])) {
					put(w, '{');
					put(w, '}');
				}
			} else {
				put(w, s[1]);
			}
			s += 2;
			while (*s == '+' || *s == '*')
				s++;
		} else if (*s == '[') {
			while (*s && *s != ']')
				s += *s == '\\' && s[1] ? 2 : 1;
			s += *s == ']';
			while (*s == '+' || *s == '*' || *s == '?' || *s == '{') {
				if (*s == '{')
					while (*s && *s != '}')
						s++;
				s += *s != 0;
			}
			put(w, '{');
			put(w, '}');
		} else if (*s == '^' && s[1] == '/' && w->n && w->buf[w->n - 1] == '/') {
			s += 2; /* an empty part: the slash in front is there already */
		} else if (*s == '^' || *s == '$' || *s == '?') {
			s++;
		} else if (*s == '.' && (s[1] == '*' || s[1] == '+')) {
			put(w, '{');
			put(w, '}');
			s += 2;
		} else {
			put(w, *s++);
		}
	}
}

/* The } that closes the { at s, as of :id{[0-9]+}; NULL: none. */
static const char *closing(const char *s)
{
	int depth = 0;

	for (; *s; s++) {
		if (*s == '\\' && s[1])
			s++;
		else if (*s == '{')
			depth++;
		else if (*s == '}' && --depth == 0)
			return s;
	}
	return NULL;
}

/* <int:id>, :id(\d+), {id:path}, [id] -> {id} */
static void write_plain(struct writer *w, const struct detector *d, const char *s)
{
	while (*s) {
		const char *end;

		if ((end = bracketed(w, d, s))) {
			s = end;
		} else if (*s == '{' && (end = strchr(s, '}'))) {
			put_name(w, s + 1, end);
			s = end + 1;
		} else if (*s == '@' && has_form(d, "@name") && is_word(s[1])) {
			s = put_name(w, s + 1, s + strlen(s));
			s += *s == ':' ? 1 + strcspn(s + 1, "/") : 0;
		} else if (*s == ':' && has_form(d, ":name") && is_word(s[1])) {
			s = put_name(w, s + 1, s + strlen(s));
			if (*s == '(') {
				int depth = 0;

				do {
					depth += *s == '(' ? 1 : *s == ')' ? -1 : 0;
					s += *s == '\\' && s[1] ? 2 : 1;
				} while (*s && depth);
			}
			if (*s == '{' && s[1] != '/' && (end = closing(s)))
				s = end + 1;
			while (*s == '?' || *s == '+' || *s == '*')
				s++;
		} else {
			put(w, *s++);
		}
	}
}

static bool looks_like_regex(const char *s)
{
	return strchr(s, '^') || strchr(s, '$') || strstr(s, "(?") || strchr(s, '\\');
}

bool path_is_known(const struct detector *d, const char *path)
{
	bool has_hole = false;
	int depth = 0;

	if (!has_form(d, "regex"))
		return false;
	for (; *path; path++) {
		if (*path == '\\' && path[1])
			path++;
		else if (*path == '(' || *path == ')')
			depth += *path == '(' ? 1 : -1;
		else if (*path == '{' && depth <= 0)
			return false;
		else if (*path == '{' && !isdigit((unsigned char)path[1]))
			has_hole = true; /* and no quantifier */
	}
	return has_hole;
}

const char *path_written(struct linker *l, const struct detector *d, const char *path)
{
	size_t n = strlen(path);
	struct writer w = { arena_alloc(l->arena, n * 3 + 8), 0, n * 3 + 8 };

	if (*path != '/')
		put(&w, '/');
	if (has_form(d, "regex") && (d->param_count == 1 || looks_like_regex(path)))
		write_regex(&w, d, path);
	else
		write_plain(&w, d, path);
	w.buf[w.n] = '\0';
	return w.buf;
}

const char *path_join(struct linker *l, const char *a, const char *b)
{
	size_t n = strlen(a);

	while (n && a[n - 1] == '/' && *b)
		n--;
	while (*b == '/' && b[1] == '/')
		b++;
	if (!*b || *b == '/' || (!n && !*a))
		return arena_printf(l->arena, "%.*s%s", (int)n, a, b);
	return arena_printf(l->arena, "%.*s/%s", (int)n, a, b);
}
