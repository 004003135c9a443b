/* purpose.c - what a file is for, by its path and by what it says. */
#include "files/purpose.h"

#include <string.h>
#include <strings.h>

#include "detect/file_place.h"

/* The folders that a route's path is made of do not tell: app/api/tests/[id]/route.ts is
 * no test. */
enum unit_kind purpose_of_path(const struct detectors *d, struct arena *a,
                               const char *path, enum language language)
{
	int kind = lang_unit_kind(path);
	size_t app = kind == UNIT_SOURCE
	               ? 0
	               : file_place_any(d, path, language == LANG_PYTHON);

	if (app)
		kind = lang_unit_kind(
		    arena_printf(a, "%.*s/%s", (int)app - 1, path, file_name_of(path)));
	return (enum unit_kind)kind;
}

/* The blanks and comments that a file begins with, roughly, up to where any generator has
 * said what it has to say. */
static size_t heading(const char *s, size_t size)
{
	enum { HEADING_MAX = 768 };
	const char *at = s, *end = s + (size < HEADING_MAX ? size : HEADING_MAX), *eol;

	for (; at < end && strchr("#/*\"' \t\r\n", *at); at = eol + 1)
		if (!(eol = memchr(at, '\n', (size_t)(end - at))))
			return (size_t)(end - s);
	return (size_t)(at < end ? at - s : end - s);
}

static bool begins(const char *s, size_t size, const char *with)
{
	size_t n = strlen(with);

	return size >= n && !memcmp(s, with, n);
}

static bool has_words(const char *s, size_t size, const char *words)
{
	size_t n = strlen(words);

	for (size_t i = 0; i + n <= size; i++)
		if (!strncasecmp(s + i, words, n))
			return true;
	return false;
}

bool purpose_says_generated(const char *s, size_t size)
{
	static const char *const orders[] = { "do not edit", "don't edit",
		                              "do not modify", "don't modify",
		                              "do not make direct changes" };
	size_t n = heading(s, size);

	/* An index of other files: what it exports is theirs, and asked for through it.
	 */
	if (!memmem(s, n, "enerated", 8) || begins(s + n, size - n, "export * from") ||
	    begins(s + n, size - n, "export {"))
		return false;
	if (memmem(s, n, "@generated", 10))
		return true;
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
		if (has_words(s, n, orders[i]))
			return true;
	return false;
}

/* Behind blanks and comments. */
static const char *first_token(const char *s)
{
	const char *end;

	for (;;) {
		s += strspn(s, " \t\r\n;");
		if (s[0] == '/' && s[1] == '/')
			s += strcspn(s, "\n");
		else if (s[0] == '/' && s[1] == '*' && (end = strstr(s + 2, "*/")))
			s = end + 2;
		else
			return s;
	}
}

bool purpose_says_page(const struct detectors *d, const char *s)
{
	char quote;

	/* Directives stand first, one behind the other. */
	for (s = first_token(s); (quote = *s) == '"' || quote == '\'';
	     s = first_token(s)) {
		const char *end = strchr(++s, quote);

		for (size_t i = 0; end && i < d->pages.n; i++) {
			struct name text = d->pages.v[i]->words[0];

			if (text.len == (size_t)(end - s) && !memcmp(text.s, s, text.len))
				return true;
		}
		if (!end)
			return false;
		s = end + 1;
	}
	return false;
}

static bool has_name(const struct scope *module, struct name n, bool as_function)
{
	for (const struct binding *b = module->first_binding; b; b = b->next)
		if (name_eq(b->name, n) && (b->kind == BIND_DEF || !as_function))
			return true;
	return false;
}

static bool has_names(const struct scope *module, const struct rule *r)
{
	for (size_t i = 0; i < r->word_count; i++)
		if (!has_name(module, r->words[i], i + 1 == r->word_count))
			return false;
	return true;
}

bool purpose_is_revision(const struct detectors *d, const struct unit *u)
{
	for (const struct rule *r = d->revisions; r; r = r->next_role)
		if (has_names(u->module, r))
			return true;
	return false;
}

/* A module of some test package: django.test, unittest, tornado.testing. */
static bool is_of_tests(struct name module)
{
	static const char *const parts[] = { "test", "testing", "unittest",
		                             "test_utils" };

	for (size_t at = 0; at < module.len;) {
		size_t n = at;

		while (n < module.len && module.s[n] != '.')
			n++;
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
			if (strlen(parts[i]) == n - at &&
			    !memcmp(parts[i], module.s + at, n - at))
				return true;
		at = n + 1;
	}
	return false;
}

/* class Base(TestCase), the name being one of a test package. */
static bool is_test_case(const struct scope *module, const struct scope *class)
{
	static const char end[] = "TestCase";
	const size_t n = sizeof end - 1;

	for (const struct expr *e = class->bases; e; e = e->next) {
		const struct expr *head = e;
		const struct binding *b;

		if ((e->kind != EXPR_NAME && e->kind != EXPR_ATTR) || e->text.len < n ||
		    memcmp(e->text.s + e->text.len - n, end, n) != 0)
			continue;
		while (head->kind == EXPR_ATTR && expr_left(head))
			head = expr_left(head);
		for (b = module->first_binding; b; b = b->next)
			if (b->kind == BIND_IMPORT && head->kind == EXPR_NAME &&
			    name_eq(b->name, head->text) && is_of_tests(b->module))
				return true;
	}
	return false;
}

/* Most of a file that tests build on are the classes that they inherit, whatever its
 * name. */
bool purpose_is_test_base(const struct unit *u)
{
	uint32_t lines = 0;

	for (const struct scope *s = u->module->first_child; s; s = s->sibling)
		if (s->kind == SCOPE_CLASS && is_test_case(u->module, s))
			lines += s->end_line - s->line + 1;
	return lines * 2 > u->lines;
}
