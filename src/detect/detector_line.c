/* detector_line.c - one line of a detector while it is read: words, names, texts. */
#include <stdio.h>
#include <string.h>

#include "detect/detector_parts.h"

bool line_wrong(struct detector_line *r, const char *what)
{
	return err_set(r->e, ERR_DATA, "%s:%u: %s", r->file->origin, r->line, what);
}

bool line_wrong_at(struct detector_line *r, const char *what)
{
	char near[32];
	size_t n = strcspn(r->p, "\r\n");

	if (!n)
		return err_set(r->e, ERR_DATA, "%s:%u: %s at the end of the line",
		               r->file->origin, r->line, what);
	snprintf(near, sizeof near, "%.*s", (int)(n > 24 ? 24 : n), r->p);
	return err_set(r->e, ERR_DATA, "%s:%u: %s near '%s'", r->file->origin, r->line,
	               what, near);
}

struct name line_name(struct detector_line *r)
{
	const char *start = r->p;

	while (line_is_name(*r->p) && *r->p != '#')
		r->p++;
	return name_copy(r->arena, start, (size_t)(r->p - start));
}

struct name line_word(struct detector_line *r)
{
	const char *start;

	line_blanks(r);
	start = r->p;
	r->p += strcspn(r->p, " \t\r\n");
	return name_copy(r->arena, start, (size_t)(r->p - start));
}

bool line_starts(struct detector_line *r, const char *word)
{
	size_t n = strlen(word);

	line_blanks(r);
	if (strncmp(r->p, word, n) || line_is_name(r->p[n]) || r->p[n] == '=')
		return false;
	r->p += n;
	return true;
}

bool line_text(struct detector_line *r, struct name *out)
{
	const char *end;

	if (!line_take(r, '"'))
		return line_wrong_at(r, "\"text\" is expected");
	end = r->p + strcspn(r->p, "\"\n");
	if (*end != '"' || end == r->p)
		return line_wrong_at(r, "'\"' is not closed");
	*out = name_copy(r->arena, r->p, (size_t)(end - r->p));
	r->p = end + 1;
	return true;
}
