/* file_place.c - does a file stand where a pattern says? */
#include "detect/file_place.h"

#include <string.h>

const char *file_name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

size_t file_common_folder(const char *a, const char *b)
{
	size_t folder = 0;

	for (size_t i = 0; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			folder = i + 1;
	return folder;
}

size_t file_stem_length(const char *file)
{
	const char *dot = strrchr(file, '.');

	return dot && dot != file ? (size_t)(dot - file) : strlen(file);
}

bool file_place_split(struct file_place *p, const char *path)
{
	p->n = 0;
	for (const char *s = path; s; s = strchr(s, '/') ? strchr(s, '/') + 1 : NULL) {
		const char *end = strchr(s, '/');
		size_t n = end ? (size_t)(end - s) : file_stem_length(s);

		if (p->n == FILE_PARTS_MAX)
			return false;
		p->part[p->n++] = (struct name){ s, (uint32_t)n, 0 };
	}
	return true;
}

/* *.{get|post}: the end of the part is one of these, before it is what the star takes. */
static bool choice_matches(struct file_place *p, struct name part, const char *pattern,
                           size_t n, struct name *taken)
{
	const char *open = memchr(pattern, '{', n), *word;
	size_t dot;

	if (!open)
		return false;
	word = open + 1;
	for (dot = part.len; dot && part.s[dot - 1] != '.';)
		dot--;
	if (dot < 2)
		return false;
	while (word < pattern + n) {
		size_t len = strcspn(word, "|}");

		if (len == part.len - dot && !memcmp(word, part.s + dot, len) &&
		    len < sizeof p->method) {
			memcpy(p->method, word, len);
			p->method[len] = '\0';
			*taken = (struct name){ part.s, (uint32_t)(dot - 1), 0 };
			return true;
		}
		word += len + 1;
	}
	return false;
}

static bool part_matches(struct file_place *p, size_t i, const char *pattern, size_t n)
{
	struct name part = p->part[i];

	if (*pattern != '*')
		return part.len == n && !memcmp(part.s, pattern, n);
	p->is_taken[i] = true;
	p->taken[i] = part;
	return n == 1 || choice_matches(p, part, pattern, n, &p->taken[i]);
}

/* Do the parts from i on look like the pattern? Patterns are few parts long. */
static bool parts_match(struct file_place *p, size_t i, const char *pattern)
{
	size_t n = strcspn(pattern, "/");
	const char *rest = pattern[n] ? pattern + n + 1 : NULL;

	if (n == 3 && !memcmp(pattern, "...", 3)) {
		for (size_t to = i + !rest; to <= p->n; to++) {
			for (size_t k = i; k < to; k++) {
				p->is_taken[k] = true;
				p->taken[k] = p->part[k];
			}
			if (rest ? parts_match(p, to, rest) : to == p->n)
				return true;
		}
		return false;
	}
	if (i >= p->n)
		return false;
	p->is_taken[i] = false;
	return part_matches(p, i, pattern, n) &&
	       (rest ? parts_match(p, i + 1, rest) : i + 1 == p->n);
}

size_t file_place_folder(const struct file_place *p)
{
	return p->app ? (size_t)(p->part[p->app].s - p->part[0].s) - 1 : 0;
}

bool file_place_match(struct file_place *p, const char *pattern)
{
	memset(p->is_taken, 0, sizeof p->is_taken);
	p->method[0] = '\0';
	return parts_match(p, p->app, pattern);
}

bool file_place_ends(struct file_place *p, const char *pattern)
{
	for (p->app = 0; p->app < p->n; p->app++)
		if (file_place_match(p, pattern))
			return true;
	return false;
}

bool file_place_tells(const char *pattern)
{
	int names = 0;

	for (const char *s = pattern; s; s = strchr(s, '/') ? strchr(s, '/') + 1 : NULL)
		names += *s != '*' && *s != '.';
	return names > 1;
}

static bool may_begin(const char *pattern, char first)
{
	return *pattern == first || *pattern == '*' || *pattern == '.';
}

size_t file_place_any(const struct detectors *d, const char *path, bool is_python)
{
	struct file_place p;

	p.n = 0;
	for (size_t i = 0; i < d->files.n; i++) {
		const char *pattern = d->files.v[i]->words[0].s;

		if (!d->files.v[i]->is_telling ||
		    d->files.v[i]->detector->is_python != is_python)
			continue;
		if (!p.n && !file_place_split(&p, path))
			return 0;
		for (p.app = 0; p.app < p.n; p.app++)
			if (may_begin(pattern, *p.part[p.app].s) &&
			    file_place_match(&p, pattern))
				return file_place_folder(&p) + 1;
	}
	return 0;
}
