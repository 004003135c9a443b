/* openapi.c - what a machine-readable description of an API lists. */
#include "files/openapi.h"

#include <ctype.h>
#include <string.h>

#include "syntax/lex_bytes.h"
#include "text/json.h"

static const char *const methods[] = { "get",  "post",    "put",   "patch",
	                               "head", "options", "trace", "delete" };

/* The method in upper case; NULL: the key is something else (parameters, summary). */
static const char *method_of(struct arena *a, const char *key, size_t len)
{
	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
		char *upper;

		if (strlen(methods[i]) != len || memcmp(methods[i], key, len) != 0)
			continue;
		upper = arena_strdup(a, methods[i]);
		for (char *c = upper; *c; c++)
			*c = (char)toupper((unsigned char)*c);
		return upper;
	}
	return NULL;
}

static void add(struct description *d, struct arena *a, const char *method,
                const char *path, const char *module, uint32_t line)
{
	*(struct described *)arena_push(a, (void **)&d->v, &d->n, &d->room,
	                                sizeof *d->v) = (struct described){
		.method = method, .path = path, .line = line, .module = module
	};
}

/* "https://host/v1" and "/v1": what stands in front of the paths. */
static const char *path_of_url(const char *url)
{
	const char *host = strstr(url, "://");

	url = host ? strchr(host + 3, '/') : url;
	return url && *url == '/' ? url : NULL;
}

/* operationId, x-openapi-router-controller: which of the two is it? */
static const char **member_of(struct described *x, const char *key, size_t len)
{
	static const char id[] = "operationId", module[] = "-router-controller";

	if (len == sizeof id - 1 && !memcmp(key, id, len))
		return &x->operation;
	if (len > sizeof module && key[0] == 'x' &&
	    !memcmp(key + len - (sizeof module - 1), module, sizeof module - 1))
		return &x->module;
	return NULL;
}

/* The module that a path names for all of its methods; NULL: none. */
static const char *module_of_path(const struct json *path)
{
	struct described x = { 0 };

	for (const struct json *k = json_first(path); k; k = k->next)
		if (k->key && member_of(&x, k->key, strlen(k->key)) == &x.module)
			return json_text(k, NULL);
	return NULL;
}

static void read_json(struct description *d, struct arena *a, const char *text,
                      size_t size)
{
	struct json *root;
	uint32_t line;

	json_parse(&root, a, text, size, &line);
	if (!json_get(root, "openapi") && !json_get(root, "swagger"))
		return;
	d->base = path_of_url(
	    json_text(json_get(root, "basePath"),
	              json_text(json_get(json_first(json_get(root, "servers")), "url"),
	                        "")));
	for (const struct json *p = json_first(json_get(root, "paths")); p; p = p->next) {
		for (const struct json *m = json_first(p); m && p->key; m = m->next) {
			const char *method = m->key ? method_of(a, m->key, strlen(m->key))
			                            : NULL;

			if (!method)
				continue;
			add(d, a, method, p->key, module_of_path(p), m->line);
			for (const struct json *k = json_first(m); k; k = k->next) {
				const char **to = k->key
				                    ? member_of(&d->v[d->n - 1], k->key,
				                                strlen(k->key))
				                    : NULL;

				if (to)
					*to = json_text(k, NULL);
			}
		}
	}
}

/* ---- YAML, as far as such files need it -----------------------------------------------
 */

struct yaml {
	const char *key;  /* of this line: "paths", "/users", "get" */
	const char *rest; /* behind its colon */
	size_t key_len, indent;
};

/* "  '/users/{id}':  " is a key of a block; anything else is none. */
static bool read_key(struct yaml *y, const char *line, const char *end)
{
	const char *from = line, *colon;
	char quote;

	while (from < end && (*from == ' ' || *from == '\t'))
		from++;
	y->indent = (size_t)(from - line);
	quote = from < end && (*from == '"' || *from == '\'') ? *from : '\0';
	if (quote) {
		from++;
		colon = memchr(from, quote, (size_t)(end - from));
		y->key_len = colon ? (size_t)(colon - from) : 0;
		colon = colon && colon + 1 < end ? colon + 1 : NULL;
	} else {
		colon = memchr(from, ':', (size_t)(end - from));
		while (colon && colon + 1 < end && colon[1] != ' ' && colon[1] != '\r')
			colon = memchr(colon + 1, ':', (size_t)(end - colon - 1));
		y->key_len = colon ? (size_t)(colon - from) : 0;
	}
	y->key = from;
	y->rest = colon ? colon + 1 : end;
	return colon && *colon == ':' && y->key_len && *from != '#' && *from != '-';
}

/* What stands behind the colon, without quotes and comment. */
static const char *value_of(struct arena *a, const struct yaml *y, const char *end)
{
	const char *from = y->rest;
	size_t n;

	while (from < end && (*from == ' ' || *from == '"' || *from == '\''))
		from++;
	for (n = 0; from + n < end && !strchr(" \t\r\"'#,", from[n]); n++)
		;
	return arena_strndup(a, from, n);
}

static bool key_is(const struct yaml *y, const char *s)
{
	return y->key_len == strlen(s) && memcmp(y->key, s, y->key_len) == 0;
}

/* "  - url: /v1" of servers: what stands behind the colon; NULL: another line. */
static const char *url_of(const char *line, const char *end)
{
	static const char key[] = "- url:";

	while (line < end && *line == ' ')
		line++;
	return (size_t)(end - line) > sizeof key && !memcmp(line, key, sizeof key - 1)
	         ? line + sizeof key - 1
	         : NULL;
}

/* Keys of the description itself have that indent: none in YAML. */
static void read_yaml(struct description *d, struct arena *a, const char *text,
                      size_t size, size_t indent)
{
	const char *end = text + size, *path = NULL;
	bool is_api = false, in_paths = false, in_servers = false, in_method = false;
	size_t path_indent = 0, method_indent = 0, own_indent = 0;
	struct described of_path = { 0 };
	uint32_t number = 0;

	for (const char *line = text, *eol; line < end; line = eol + 1) {
		struct yaml y;
		const char **to, *item;

		number++;
		eol = memchr(line, '\n', (size_t)(end - line));
		eol = eol ? eol : end;
		if (in_servers && !d->base && (item = url_of(line, eol))) {
			y.rest = item;
			d->base = path_of_url(value_of(a, &y, eol));
			in_servers = false;
		}
		if (!read_key(&y, line, eol))
			continue;
		if (y.indent == indent) {
			is_api |= key_is(&y, "openapi") || key_is(&y, "swagger");
			in_paths = key_is(&y, "paths");
			in_servers = key_is(&y, "servers");
			if (key_is(&y, "basePath"))
				d->base = path_of_url(value_of(a, &y, eol));
			path_indent = method_indent = 0;
		} else if (in_paths && *y.key == '/' &&
		           (!path_indent || y.indent == path_indent)) {
			path_indent = y.indent;
			path = arena_strndup(a, y.key, y.key_len);
			of_path.module = NULL;
			in_method = false;
		} else if (in_paths && path && y.indent > path_indent &&
		           (!method_indent || y.indent == method_indent)) {
			const char *method = method_of(a, y.key, y.key_len);

			method_indent = y.indent;
			in_method = method != NULL;
			own_indent = 0;
			to = member_of(&of_path, y.key, y.key_len);
			if (to == &of_path.module)
				*to = value_of(a, &y, eol);
			if (method)
				add(d, a, method, path, of_path.module, number);
		} else if (in_method && y.indent > method_indent &&
		           (!own_indent || y.indent == own_indent)) {
			own_indent = y.indent;
			if ((to = member_of(&d->v[d->n - 1], y.key, y.key_len)))
				*to = value_of(a, &y, eol);
		}
	}
	if (!is_api)
		d->n = 0;
}

void openapi_read(struct description *d, struct arena *a, const char *text, size_t size)
{
	size_t at = 0;

	while (at < size && isspace((unsigned char)text[at]))
		at++;
	if (at < size && text[at] == '{')
		read_json(d, a, text, size);
	else
		read_yaml(d, a, text, size, 0);
}

/* ---- told by the version --------------------------------------------------------------
 */

enum { HEAD_MAX = 16384 }; /* its version is the first that a description says */

/* openapi: 3.0.0, "swagger": "2.0": what stands behind the key; in code a text does. */
static bool is_version(const char *s, const char *end, bool in_code)
{
	bool colon = false;

	for (; s < end && *s && strchr("\"' \t:", *s); s++)
		colon |= *s == ':';
	return s + 1 < end && (*s == '2' || *s == '3') && s[1] == '.' &&
	       (in_code ? s[-1] == '"' || s[-1] == '\'' : colon);
}

/* The key that says the version, NULL: there is none. In code it may be anything but the
 * end of another word, else it begins a line or a text. */
static const char *version_key(const char *text, size_t size, bool in_code)
{
	static const char *const keys[] = { "openapi", "swagger" };
	enum { LEN = 7 };
	const char *end = text + size;

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		for (const char *s = text;
		     (s = bytes_find(s, (size_t)(end - s), keys[i], LEN)); s += LEN)
			if (is_version(s + LEN, end, in_code) &&
			    (s == text || (in_code ? !isalnum((unsigned char)s[-1])
			                           : strchr("\n\"'", s[-1]) != NULL)))
				return s;
	return NULL;
}

bool openapi_may_be(const char *path)
{
	static const char *const ends[] = { ".yml", ".yaml", ".json" };
	const char *end = strrchr(path, '.');

	for (size_t i = 0; end && i < sizeof ends / sizeof *ends; i++)
		if (strcmp(end, ends[i]) == 0)
			return true;
	return false;
}

bool openapi_begins(const char *head, size_t size)
{
	return version_key(head, size, false) != NULL;
}

bool openapi_read_code(struct description *d, struct arena *a, const char *text,
                       size_t size)
{
	const char *line = version_key(text, size < HEAD_MAX ? size : HEAD_MAX, true);

	if (!line)
		return false;
	while (line > text && line[-1] != '\n')
		line--;
	read_yaml(d, a, text, size, strspn(line, " \t"));
	return true;
}

const char *openapi_normal(struct arena *a, const char *path)
{
	size_t n = strlen(path), at = 0;
	char *out = arena_alloc(a, n + 2);

	if (*path != '/')
		out[at++] = '/';
	for (const char *c = path; *c; c++) {
		if (*c == '{') {
			const char *close = strchr(c, '}');

			out[at++] = '{';
			if (!close)
				continue;
			out[at++] = '}';
			c = close;
		} else {
			out[at++] = *c;
		}
	}
	while (at > 1 && out[at - 1] == '/')
		at--;
	out[at] = '\0';
	return out;
}
