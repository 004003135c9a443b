/* glob.c - does a text look like a pattern with stars? */
#include "text/glob.h"

#include <string.h>

static bool is_special(char c)
{
	return c == '*' || c == '?' || c == '[' || c == '\\' || !c;
}

char glob_first(const char *pattern)
{
	return is_special(*pattern) ? '\0' : *pattern;
}

char glob_last(const char *pattern)
{
	char c = *pattern ? pattern[strlen(pattern) - 1] : '\0';

	return is_special(c) || c == ']' ? '\0' : c;
}

/* Every ending that the pattern may have is tried once: quadratic at worst. Patterns
 * are ours and short, or charged to a budget. */
bool glob_matches(const char *pattern, const char *text)
{
	const char *star = NULL, *again = NULL, *whole = pattern, *all = text;

	for (;;) {
		/* Characters of several bytes and sets are rare: left to the one that
		 * knows, where anything comes so far. */
		if (*pattern == '?' || *pattern == '[' || *pattern == '\\')
			return glob_path_matches(whole, all, false);
		if (*pattern == '*') {
			star = ++pattern;
			again = text;
			if (!*star)
				return true;
		} else if (*pattern == *text) {
			if (!*text)
				return true;
			pattern++;
			text++;
			continue;
		} else if (star && *again) {
			pattern = star;
			again++;
		} else {
			return false;
		}
		/* What the star takes ends where the next letter stands. */
		if (!is_special(*star) && !(again = strchr(again, *star)))
			return false;
		text = again;
	}
}
