/* program_version.c - the version of a project, as its manifest or a file beside says. */
#include "value/program.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* "A.b_c" and "a-b-c" are one name. */
static bool same_name(const char *a, size_t n, const char *b)
{
	for (size_t i = 0; i < n; i++, b++) {
		int x = tolower((unsigned char)a[i]), y = tolower((unsigned char)*b);

		x = x == '_' || x == '.' ? '-' : x;
		y = y == '_' || y == '.' ? '-' : y;
		if (!*b || x != y)
			return false;
	}
	return !*b;
}

/* The next text that the manifest gives this key: name = "x", "name": 'x', name = x (an
 * ini file); in any case of letters. False: no more. */
static bool next_value(const struct project *p, const char *key, const char **at,
                       const char **value, size_t *n)
{
	const char *end = p->text + p->size, *s = *at ? *at : p->text;
	size_t len = strlen(key);

	for (; s + len < end; s++) {
		const char *v = s + len;
		char quote = 0;

		if (strncasecmp(s, key, len) ||
		    (s > p->text &&
		     (isalnum((unsigned char)s[-1]) || s[-1] == '_' || s[-1] == '-')))
			continue;
		if (v < end && (*v == '"' || *v == '\''))
			v++;
		while (v < end && (*v == ' ' || *v == '\t'))
			v++;
		if (v >= end || (*v != '=' && *v != ':'))
			continue;
		for (v++; v < end && (*v == ' ' || *v == '\t');)
			v++;
		if (v < end && (*v == '"' || *v == '\''))
			quote = *v++;
		*value = v;
		while (v < end && (quote ? *v != quote : !isspace((unsigned char)*v)) &&
		       *v != '\n')
			v++;
		*n = (size_t)(v - *value);
		*at = v;
		return true;
	}
	return false;
}

static bool builds(const struct project *p, const char *distribution)
{
	const char *at = NULL, *value;
	size_t n;

	while (next_value(p, "name", &at, &value, &n))
		if (same_name(value, n, distribution))
			return true;
	return false;
}

static const char *version_beside(const struct program *p, const struct project *project)
{
	char path[1024], line[64] = "";
	FILE *f;

	if (snprintf(path, sizeof path, "%s/VERSION", project->dir) >= (int)sizeof path ||
	    !(f = fopen(path, "re")))
		return NULL;
	if (!fgets(line, sizeof line, f))
		*line = '\0';
	fclose(f);
	line[strcspn(line, " \t\r\n")] = '\0';
	return isdigit((unsigned char)*line) ? arena_strdup(p->arena, line) : NULL;
}

const char *program_version(const struct program *p, const char *distribution)
{
	for (size_t i = 0; i < p->project_count; i++) {
		const struct project *project = &p->projects[i];
		const char *at = NULL, *value;
		size_t n;

		if (!builds(project, distribution))
			continue;
		while (next_value(project, "version", &at, &value, &n))
			if (n && isdigit((unsigned char)*value))
				return arena_strndup(p->arena, value, n);
		return version_beside(p, project);
	}
	return NULL;
}
