/* manifest_python.c - requirements, pyproject, setup.cfg, setup.py, Pipfile, conda. */
#include <ctype.h>
#include <string.h>

#include "files/manifest_read.h"
#include "text/toml.h"

/* ---- one requirement (PEP 508) -------------------------------------------------------
 */

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.';
}

/* PEP 503: lower case, runs of - _ . are one -. Returns the length. */
static size_t normalise(char *to, size_t room, const char *s, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < n && at + 1 < room; i++) {
		bool dash = s[i] == '-' || s[i] == '_' || s[i] == '.';

		if (!dash)
			to[at++] = (char)tolower((unsigned char)s[i]);
		else if (at && to[at - 1] != '-')
			to[at++] = '-';
	}
	while (at && to[at - 1] == '-')
		at--;
	to[at] = '\0';
	return at;
}

static void add(struct manifest_reader *r, const struct manifest_file *f, const char *s,
                size_t n, const char *version, uint32_t line, bool is_dev)
{
	char name[256];

	manifest_package(r, "pypi", name, normalise(name, sizeof name, s, n), version,
	                 f->path, line, is_dev);
}

/* What a manifest calls the package that it makes. */
static void own_name(struct manifest_reader *r, const char *s, size_t n)
{
	char name[256];
	size_t len = normalise(name, sizeof name, s, n);

	if (len)
		*(const char **)arena_push(r->a, (void **)&r->own, &r->own_count,
		                           &r->own_room, sizeof *r->own) =
		    arena_strndup(r->a, name, len);
}

/* name[extra1,extra2] (>=1,<2) ; marker   or   name @ url */
static void requirement(struct manifest_reader *r, const struct manifest_file *f,
                        const char *s, size_t n, uint32_t line, bool is_dev)
{
	const char *end = s + n, *p, *to;
	char version[128];
	size_t at = 0;

	while (s < end && isspace((unsigned char)*s))
		s++;
	for (p = s; p < end && is_name(*p); p++)
		;
	if (p == s || !isalnum((unsigned char)*s))
		return;
	/* A path or an address, not a name. */
	if (p < end && (*p == '/' || *p == ':' || *p == '+'))
		return;
	to = p;
	while (p < end && isspace((unsigned char)*p))
		p++;
	if (p < end && *p == '[') {
		p = memchr(p, ']', (size_t)(end - p));
		p = p ? p + 1 : end;
	}
	for (; p < end && *p != ';' && *p != '#' && at + 1 < sizeof version; p++) {
		if (*p == ' ' && p + 2 < end && p[1] == '-' && p[2] == '-')
			break;
		if (!strchr(" \t\r\n()\\", *p))
			version[at++] = *p;
	}
	version[at] = '\0';
	add(r, f, s, (size_t)(to - s), *version == '@' ? version + 1 : version, line,
	    is_dev);
}

static void requirement_text(struct manifest_reader *r, const struct manifest_file *f,
                             const struct json *j, bool is_dev)
{
	if (json_is(j, JSON_STRING))
		requirement(r, f, j->text, strlen(j->text), j->line, is_dev);
}

static void requirement_list(struct manifest_reader *r, const struct manifest_file *f,
                             const struct json *list, bool is_dev)
{
	if (json_is(list, JSON_ARRAY))
		for (const struct json *i = list->first; i; i = i->next)
			requirement_text(r, f, i, is_dev);
}

/* A table of lists: extras, groups. */
static void requirement_groups(struct manifest_reader *r, const struct manifest_file *f,
                               const struct json *groups, bool dev_by_default)
{
	static const char *const production[] = { "main",   "prod",   "production",
		                                  "server", "worker", "app",
		                                  "default" };

	if (!json_is(groups, JSON_OBJECT))
		return;
	for (const struct json *g = groups->first; g; g = g->next) {
		bool is_dev = dev_by_default ||
		              manifest_is_dev_name(g->key, strlen(g->key));

		for (size_t i = 0; i < sizeof production / sizeof *production; i++)
			is_dev &= strcmp(g->key, production[i]) != 0;
		requirement_list(r, f, g, is_dev);
	}
}

/* ---- requirements.txt -----------------------------------------------------------------
 */

/* "git+https://host/repo.git#egg=name": the name, or nothing. */
static void egg(struct manifest_reader *r, const struct manifest_file *f, const char *s,
                size_t n, uint32_t line, bool is_dev)
{
	const char *end = s + n, *p = memmem(s, n, "egg=", 4), *from;

	if (!p)
		return;
	for (from = p += 4; p < end && is_name(*p); p++)
		;
	add(r, f, from, (size_t)(p - from), "", line, is_dev);
}

/* "name-1.2-py3-none-any.whl", with or without a path or an address before it. */
static void wheel(struct manifest_reader *r, const struct manifest_file *f, const char *s,
                  size_t n, uint32_t line, bool is_dev)
{
	const char *from = s + n, *dash;

	while (from > s && from[-1] != '/')
		from--;
	dash = memchr(from, '-', (size_t)(s + n - from));
	if (dash && memmem(from, (size_t)(s + n - from), ".whl", 4))
		add(r, f, from, (size_t)(dash - from), "", line, is_dev);
}

/* Each is compared with those before; no project has so many. */
enum { INCLUDES_MAX = 1000 };

/* "-r other.txt", "--requirement=other.txt"; p stands behind the word. */
static void include(struct manifest_reader *r, const struct manifest_file *f,
                    const char *p, const char *end)
{
	const char *from, *to;

	while (p < end && (*p == ' ' || *p == '\t' || *p == '='))
		p++;
	for (from = p; p < end && !isspace((unsigned char)*p) && *p != '#'; p++)
		;
	to = manifest_join(r->a, manifest_dir(r->a, f->path),
	                   arena_strndup(r->a, from, (size_t)(p - from)));
	if (!to || !*to)
		return;
	for (size_t i = 0; i < r->include_count; i++)
		if (!strcmp(r->includes[i].from, f->path) &&
		    !strcmp(r->includes[i].to, to))
			return;
	if (r->include_count == INCLUDES_MAX)
		manifest_defect(r, f->path, 0,
		                "more files are included than are followed");
	else
		*(struct manifest_include *)arena_push(
		    r->a, (void **)&r->includes, &r->include_count, &r->include_room,
		    sizeof *r->includes) = (struct manifest_include){ f->path, to, 0 };
}

/* A comment begins behind a blank: # in an address does not begin one. */
static size_t without_comment(const char *s, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (s[i] == '#' && isspace((unsigned char)s[i - 1]))
			return i;
	return n;
}

static void requirements_line(struct manifest_reader *r, const struct manifest_file *f,
                              const char *s, size_t n, uint32_t line, bool is_dev)
{
	while (n && isspace((unsigned char)*s)) {
		s++;
		n--;
	}
	if (!n || *s == '#')
		return;
	n = without_comment(s, n);
	if (n > 3 && (strncmp(s, "-e ", 3) == 0 || strncmp(s, "-e\t", 3) == 0)) {
		egg(r, f, s, n, line, is_dev);
	} else if (n > 10 && strncmp(s, "--editable", 10) == 0) {
		egg(r, f, s, n, line, is_dev);
	} else if (n > 2 && strncmp(s, "-r", 2) == 0) {
		include(r, f, s + 2, s + n);
	} else if (n > 13 && strncmp(s, "--requirement", 13) == 0) {
		include(r, f, s + 13, s + n);
	} else if (*s != '-') {
		const char *scheme = memmem(s, n, "://", 3), *at = memchr(s, '@', n);

		if (scheme && (!at || at > scheme))
			egg(r, f, s, n, line, is_dev);
		else
			requirement(r, f, s, n, line, is_dev);
		if (*s == '.' || *s == '/' || (scheme && !at))
			wheel(r, f, s,
			      strcspn(s, " \t\r\n;#") < n ? strcspn(s, " \t\r\n;#") : n,
			      line, is_dev);
	}
}

/* What pip-compile made of a .in beside it names everybody's dependencies: not read. */
static bool is_compiled(const struct manifest_reader *r, const struct manifest_file *f)
{
	const char *name = manifest_base(f->path), *in;
	size_t n = strlen(name);

	if (n < 4 || strcmp(name + n - 4, ".txt") != 0)
		return false;
	in = arena_printf(r->a, "%.*s.in", (int)(n - 4), name);
	return manifest_has(r, manifest_dir(r->a, f->path), in);
}

static void requirements(struct manifest_reader *r, const struct manifest_file *f)
{
	const char *p = f->text, *end = f->text + f->size, *eol,
		   *name = manifest_base(f->path);
	bool is_dev = manifest_is_dev_name(name, strcspn(name, ".")), goes_on = false;
	uint32_t line = 1;

	if (is_compiled(r, f))
		return;
	for (; p < end; p = eol + 1, line++) {
		eol = memchr(p, '\n', (size_t)(end - p));
		if (!eol)
			eol = end;
		/* A line that goes on holds hashes: its first part says it all. */
		if (!goes_on)
			requirements_line(r, f, p, (size_t)(eol - p), line, is_dev);
		goes_on = eol > p &&
		          (eol[-1] == '\\' ||
		           (eol - p > 1 && eol[-1] == '\r' && eol[-2] == '\\'));
	}
}

/* ---- pyproject.toml, Pipfile -------------------------------------------- */

static const char *version_of(const struct json *j)
{
	if (json_is(j, JSON_STRING))
		return j->text;
	if (json_is(j, JSON_ARRAY))
		j = j->first;
	return json_text(json_get(j, "version"), "");
}

/* name = "^1.2" or name = { version = "^1.2", extras = [...] } */
static void version_table(struct manifest_reader *r, const struct manifest_file *f,
                          const struct json *table, bool is_dev)
{
	if (!json_is(table, JSON_OBJECT))
		return;
	for (const struct json *i = table->first; i; i = i->next) {
		if (strcmp(i->key, "python") == 0)
			manifest_runtime(r, "Python", version_of(i), f->path);
		else
			add(r, f, i->key, strlen(i->key),
			    strcmp(version_of(i), "*") ? version_of(i) : "", i->line,
			    is_dev);
	}
}

static void poetry(struct manifest_reader *r, const struct manifest_file *f,
                   const struct json *tool)
{
	const struct json *group = json_get(tool, "group");

	version_table(r, f, json_get(tool, "dependencies"), false);
	version_table(r, f, json_get(tool, "dev-dependencies"), true);
	for (const struct json *g = json_is(group, JSON_OBJECT) ? group->first : NULL; g;
	     g = g->next)
		version_table(r, f, json_get(g, "dependencies"),
		              manifest_is_dev_name(g->key, strlen(g->key)));
}

static bool says_src(const struct json *j)
{
	for (const struct json *i = json_first(j); i; i = i->next) {
		if (strcmp(json_text(i, ""), "src") == 0 ||
		    (i->key && strcmp(i->text, "src") == 0))
			return true;
		if (strcmp(json_text(json_get(i, "from"), ""), "src") == 0)
			return true;
		if (strncmp(json_text(i, ""), "src/", 4) == 0)
			return true;
	}
	return strcmp(json_text(j, ""), "src") == 0;
}

/* Where the packages are, when the tool's section says "src". */
static void source_root(struct manifest_reader *r, const char *dir,
                        const struct json *root)
{
	const struct json *tool = json_get(root, "tool"),
			  *s = json_get(tool, "setuptools");
	const struct json *wheel_target = json_get(
	    json_get(json_get(json_get(json_get(tool, "hatch"), "build"), "targets"),
	             "wheel"),
	    "packages");

	manifest_root(r, dir);
	if (says_src(json_get(json_get(json_get(s, "packages"), "find"), "where")) ||
	    says_src(json_get(s, "package-dir")) ||
	    says_src(json_get(json_get(tool, "poetry"), "packages")) ||
	    says_src(json_get(json_get(tool, "pdm"), "package-dir")) ||
	    says_src(wheel_target) ||
	    strcmp(json_text(json_get(json_get(root, "build-system"), "build-backend"),
	                     ""),
	           "uv_build") == 0)
		manifest_root(r, manifest_join(r->a, dir, "src"));
}

static void pyproject(struct manifest_reader *r, const struct manifest_file *f,
                      const struct json *root)
{
	static const char *const managers[] = { "uv", "poetry", "pdm", "hatch" };
	const struct json *project = json_get(root, "project"),
			  *tool = json_get(root, "tool");
	const struct json *envs = json_get(json_get(tool, "hatch"), "envs");

	for (size_t i = 0; i < sizeof managers / sizeof *managers; i++)
		if (!r->m->python_manager && json_get(tool, managers[i]))
			r->m->python_manager = managers[i];
	own_name(r, json_text(json_get(project, "name"), ""),
	         strlen(json_text(json_get(project, "name"), "")));
	own_name(r, json_text(json_get(json_get(tool, "poetry"), "name"), ""),
	         strlen(json_text(json_get(json_get(tool, "poetry"), "name"), "")));
	manifest_runtime(r, "Python",
	                 json_text(json_get(project, "requires-python"), NULL), f->path);
	requirement_list(r, f, json_get(project, "dependencies"), false);
	requirement_groups(r, f, json_get(project, "optional-dependencies"), false);
	requirement_groups(r, f, json_get(root, "dependency-groups"), true);
	poetry(r, f, json_get(tool, "poetry"));
	requirement_groups(r, f, json_get(json_get(tool, "pdm"), "dev-dependencies"),
	                   true);
	requirement_list(r, f, json_get(json_get(tool, "uv"), "dev-dependencies"), true);
	for (const struct json *e = json_is(envs, JSON_OBJECT) ? envs->first : NULL; e;
	     e = e->next)
		requirement_list(r, f, json_get(e, "dependencies"), true);
	source_root(r, manifest_dir(r->a, f->path), root);
}

static void pipfile(struct manifest_reader *r, const struct manifest_file *f,
                    const struct json *root)
{
	version_table(r, f, json_get(root, "packages"), false);
	version_table(r, f, json_get(root, "dev-packages"), true);
	manifest_runtime(r, "Python",
	                 json_text(json_get(json_get(root, "requires"), "python_version"),
	                           NULL),
	                 f->path);
	manifest_root(r, manifest_dir(r->a, f->path));
}

/* ---- setup.cfg ---------------------------------------------------------- */

static void setup_cfg_name(struct manifest_reader *r, const char *s, const char *eol)
{
	const char *to;

	while (s < eol && isspace((unsigned char)*s))
		s++;
	for (to = s; to < eol && is_name(*to); to++)
		;
	own_name(r, s, (size_t)(to - s));
}

/* [options] install_requires = \n one a line; [options.extras_require] name = ... */
static void setup_cfg(struct manifest_reader *r, const struct manifest_file *f)
{
	enum { OTHER, OPTIONS, EXTRAS, FIND, METADATA } section = OTHER;
	const char *p = f->text, *end = f->text + f->size, *eol;
	bool wanted = false, is_dev = false;
	uint32_t line = 1;

	for (; p < end; p = eol + 1, line++) {
		const char *equals;
		size_t n;

		eol = memchr(p, '\n', (size_t)(end - p));
		if (!eol)
			eol = end;
		n = (size_t)(eol - p);
		if (n && *p == '[') {
			section = n >= 9 && !memcmp(p, "[options]", 9) ? OPTIONS
			        : n >= 24 && !memcmp(p, "[options.extras_require]", 24)
			            ? EXTRAS
			        : n >= 23 && !memcmp(p, "[options.packages.find]", 23)
			            ? FIND
			        : n >= 10 && !memcmp(p, "[metadata]", 10) ? METADATA
			                                                  : OTHER;
			wanted = false;
			continue;
		}
		if (n && (isspace((unsigned char)*p) || *p == '#')) {
			if (wanted)
				requirements_line(r, f, p, n, line, is_dev);
			continue;
		}
		equals = memchr(p, '=', n);
		wanted = equals &&
		         (section == EXTRAS ||
		          (section == OPTIONS && (!strncmp(p, "install_requires", 16) ||
		                                  !strncmp(p, "tests_require", 13))));
		if (section == METADATA && equals && !strncmp(p, "name", 4) &&
		    p + 4 + strspn(p + 4, " \t") == equals)
			setup_cfg_name(r, equals + 1, eol);
		if (section == FIND && n >= 11 && memmem(p, n, "where", 5) &&
		    memmem(p, n, "src", 3))
			manifest_root(r, manifest_join(r->a, manifest_dir(r->a, f->path),
			                               "src"));
		if (!wanted)
			continue;
		is_dev = section == OPTIONS ? *p == 't'
		                            : manifest_is_dev_name(p, strcspn(p, " =\t"));
		requirements_line(r, f, equals + 1, (size_t)(eol - equals - 1), line,
		                  is_dev);
	}
}

/* ---- setup.py ----------------------------------------------------------- */

/* Copy a string literal at p, which stands at its quote; returns what follows it. */
static const char *literal(const char *p, const char *end, const char **s, size_t *n)
{
	char quote = *p++;

	*s = p;
	while (p < end && *p != quote && *p != '\n')
		p++;
	*n = (size_t)(p - *s);
	return p < end ? p + 1 : p;
}

static uint32_t line_of(const struct manifest_file *f, const char *at)
{
	uint32_t line = 1;

	for (const char *p = f->text; p < at; p++)
		line += *p == '\n';
	return line;
}

/* Every string of a list is a requirement; of {"extra": ["x"]} those that are no keys. */
static void literals(struct manifest_reader *r, const struct manifest_file *f,
                     const char *p, bool is_dev)
{
	const char *end = f->text + f->size, *s;
	uint32_t line = line_of(f, p);
	int depth = 0;
	size_t n;

	while (p < end) {
		if (*p == '#') {
			while (p < end && *p != '\n')
				p++;
		} else if (*p == '"' || *p == '\'') {
			p = literal(p, end, &s, &n);
			if (p + strspn(p, " \t") < end && p[strspn(p, " \t")] == ':')
				is_dev = manifest_is_dev_name(s, n);
			else
				requirement(r, f, s, n, line, is_dev);
		} else {
			line += *p == '\n';
			depth += *p == '[' || *p == '(' || *p == '{';
			depth -= *p == ']' || *p == ')' || *p == '}';
			p++;
			if (depth <= 0)
				return;
		}
	}
}

/* The bracket that the value of `word` opens: `word = [`, or `word = NAME` and, at the
 * start of a line, `NAME = [`. NULL: it is computed. */
static const char *value_of(const char *text, const char *end, const char *word, size_t n,
                            unsigned depth)
{
	const char *p = text, *q, *name;

	while ((p = memmem(p, (size_t)(end - p), word, n))) {
		bool starts = p == text || !(is_name(p[-1]) && p[-1] != '-');

		q = p += n;
		while (q < end && isspace((unsigned char)*q))
			q++;
		if (!starts || q >= end || (*q != '=' && *q != ':') ||
		    (q + 1 < end && q[1] == '='))
			continue;
		for (q++; q < end && isspace((unsigned char)*q); q++)
			;
		if (q < end && (*q == '[' || *q == '{' || *q == '('))
			return q;
		for (name = q; q < end && is_name(*q); q++)
			;
		if (q > name && depth < 3 &&
		    ((size_t)(q - name) != n || memcmp(name, word, n)))
			return value_of(text, end, name, (size_t)(q - name), depth + 1);
	}
	return NULL;
}

/* setup(.. name="x" ..): where it is a text. */
static void setup_name(struct manifest_reader *r, const struct manifest_file *f)
{
	const char *end = f->text + f->size, *p = memmem(f->text, f->size, "setup(", 6),
		   *s;
	size_t n;

	while (p && (p = memmem(p, (size_t)(end - p), "name", 4))) {
		bool starts = !is_name(p[-1]);

		for (p += 4; p < end && isspace((unsigned char)*p); p++)
			;
		if (!starts || p >= end || *p != '=')
			continue;
		for (p++; p < end && isspace((unsigned char)*p); p++)
			;
		if (p < end && (*p == '"' || *p == '\'')) {
			literal(p, end, &s, &n);
			own_name(r, s, n);
			return;
		}
	}
}

static void setup_py(struct manifest_reader *r, const struct manifest_file *f)
{
	static const struct {
		const char *word;
		bool is_dev;
	} words[] = {
		{ "install_requires", false },
		{ "extras_require", false },
		{ "tests_require", true },
	};
	const char *end = f->text + f->size, *p;

	setup_name(r, f);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		p = value_of(f->text, end, words[i].word, strlen(words[i].word), 0);
		if (p)
			literals(r, f, p, words[i].is_dev);
	}
	if (memmem(f->text, f->size, "package_dir", 11) &&
	    (memmem(f->text, f->size, "\"src\"", 5) ||
	     memmem(f->text, f->size, "'src'", 5)))
		manifest_root(r, manifest_join(r->a, manifest_dir(r->a, f->path), "src"));
}

/* ---- environment.yml ---------------------------------------------------- */

/* "- numpy=1.26" below "dependencies:", and "- django>=4" below its "- pip:". */
static void conda(struct manifest_reader *r, const struct manifest_file *f)
{
	const char *p = f->text, *end = f->text + f->size, *eol;
	bool inside = false;
	uint32_t line = 1;

	if (!r->m->python_manager)
		r->m->python_manager = "conda";
	for (; p < end; p = eol + 1, line++) {
		const char *s = p;

		eol = memchr(p, '\n', (size_t)(end - p));
		if (!eol)
			eol = end;
		while (s < eol && (*s == ' ' || *s == '\t'))
			s++;
		if (s == p && s < eol && *s != '-' && *s != '#' && *s != '\r')
			inside = eol - s >= 13 && memcmp(s, "dependencies:", 13) == 0;
		if (!inside || eol - s < 3 || s[0] != '-' || s[1] != ' ')
			continue;
		s += 2 + strspn(s + 2, " \"'");
		if (s >= eol || memchr(s, ':', (size_t)(eol - s)))
			continue; /* "pip:", "channel::package" */
		if (strncmp(s, "python=", 7) == 0 || strncmp(s, "pip\n", 4) == 0)
			continue;
		requirement(r, f, s, (size_t)(eol - s), line, false);
	}
}

/* ---- all ---------------------------------------------------------------- */

void python_manifest_read(struct manifest_reader *r, const struct manifest_file *f)
{
	const char *name = manifest_base(f->path), *dir = manifest_dir(r->a, f->path);
	bool is_pyproject = strcmp(name, "pyproject.toml") == 0;
	struct json *root;
	uint32_t line;

	if (is_pyproject || strcmp(name, "Pipfile") == 0) {
		if (!toml_parse(&root, r->a, f->text, f->size, &line))
			manifest_defect(r, f->path, line,
			                "not all of this TOML was understood");
		if (is_pyproject)
			pyproject(r, f, root);
		else
			pipfile(r, f, root);
	} else if (strcmp(name, "setup.cfg") == 0) {
		setup_cfg(r, f);
		manifest_root(r, dir);
	} else if (strcmp(name, "setup.py") == 0) {
		setup_py(r, f);
		manifest_root(r, dir);
	} else if (strncmp(name, "environment.", 12) == 0) {
		conda(r, f);
	} else {
		requirements(r, f);
		if (strcmp(manifest_base(dir), "requirements") != 0)
			manifest_root(r, dir);
	}
}
