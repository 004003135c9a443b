/* glob_path.c - patterns with sets of characters and with folders, as git has them. */
#include "text/glob.h"

#include <ctype.h>
#include <string.h>

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

bool glob_path_matches(const char *pattern, const char *text, bool path)
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
