/* route_path.c - how a path is written: each framework's parameters as {name}. */
#include "route/route_parts.h"

#include <ctype.h>
#include <string.h>

#include "text/path_regex.h"

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
static const char *bracketed(struct path_writer *w, const struct detector *d,
                             const char *s)
{
	const char *end = strchr(s, '>'), *name = s + 1;

	if (*s != '<' || !end || !is_bracketed(d))
		return NULL;
	for (const char *c = s; c < end && !has_form(d, "<name:type>"); c++)
		if (*c == ':')
			name = c + 1;
	path_put_name(w, name, end);
	return end + 1;
}

/* What stands in front or behind may be no expression: "^users/" and "<int:id>/". */
static void write_regex(struct path_writer *w, const struct detector *d, const char *s)
{
	for (const char *end; *s;)
		s = (end = bracketed(w, d, s)) ? end : path_put_regex(w, s);
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
static void write_plain(struct path_writer *w, const struct detector *d, const char *s)
{
	while (*s) {
		const char *end;

		if ((end = bracketed(w, d, s))) {
			s = end;
		} else if (*s == '{' && (end = strchr(s, '}'))) {
			path_put_name(w, s + 1, end);
			s = end + 1;
		} else if (*s == '@' && has_form(d, "@name") && path_is_word(s[1])) {
			s = path_put_name(w, s + 1, s + strlen(s));
			s += *s == ':' ? 1 + strcspn(s + 1, "/") : 0;
		} else if (*s == ':' && has_form(d, ":name") && path_is_word(s[1])) {
			s = path_put_name(w, s + 1, s + strlen(s));
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
			path_put(w, *s++);
		}
	}
}

static bool looks_like_regex(const char *s)
{
	return strchr(s, '^') || strchr(s, '$') || strstr(s, "(?") || strchr(s, '\\');
}

/* What is between the brackets of a parameter does not change the path. */
bool path_is_known(const struct detector *d, const char *path)
{
	bool is_regex = has_form(d, "regex"), has_hole = false;
	bool is_angled = has_form(d, "<name>") || has_form(d, "<name:type>");
	int depth = 0;

	if (!is_regex && !is_angled)
		return false;
	for (; *path; path++) {
		if (*path == '\\' && path[1] && is_regex)
			path++;
		else if (is_regex && (*path == '(' || *path == ')'))
			depth += *path == '(' ? 1 : -1;
		else if (is_angled && (*path == '<' || *path == '>'))
			depth += *path == '<' ? 1 : -1;
		else if (*path == '{' && depth <= 0)
			return false;
		else if (*path == '{' && (!is_regex || !isdigit((unsigned char)path[1])))
			has_hole = true; /* and no quantifier */
	}
	return has_hole;
}

const char *path_written(struct linker *l, const struct detector *d, const char *path)
{
	size_t n = strlen(path);
	struct path_writer w = { arena_alloc(l->arena, n * 3 + 8), 0, n * 3 + 8 };

	if (*path != '/')
		path_put(&w, '/');
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
