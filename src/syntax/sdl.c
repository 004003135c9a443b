/* sdl.c - type definitions in the schema language of GraphQL, read member by member. */
#include "syntax/sdl.h"

#include <ctype.h>

enum { ROOTS = 3 };

struct sdl {
	const char *p;
	uint32_t line;
	struct name roots[ROOTS]; /* what schema { query: .. } calls the types */
	sdl_fn *fn;
	void *arg;
};

static const char *const keys[ROOTS] = { "query", "mutation", "subscription" };
static const char *const types[ROOTS] = { "Query", "Mutation", "Subscription" };

static void step(struct sdl *s)
{
	s->line += *s->p == '\n';
	s->p++;
}

/* Behind "text" or """text""", at its first quote. */
static void skip_string(struct sdl *s)
{
	bool block = s->p[1] == '"' && s->p[2] == '"';

	for (int i = block ? 3 : 1; i > 0; i--)
		step(s);
	while (*s->p) {
		if (*s->p == '\\' && s->p[1]) {
			step(s);
		} else if (*s->p == '"' &&
		           (!block || (s->p[1] == '"' && s->p[2] == '"'))) {
			s->p += block ? 3 : 1;
			return;
		} else if (*s->p == '\n' && !block) {
			return;
		}
		step(s);
	}
}

/* To the next thing that means something. */
static void blanks(struct sdl *s)
{
	while (*s->p) {
		if (*s->p == '#')
			while (*s->p && *s->p != '\n')
				s->p++;
		else if (*s->p == '"')
			skip_string(s);
		else if (isspace((unsigned char)*s->p) || *s->p == ',')
			step(s);
		else
			return;
	}
}

static struct name take_name(struct sdl *s)
{
	const char *start = s->p;
	size_t n;
	struct name out;

	while (isalnum((unsigned char)*s->p) || *s->p == '_')
		s->p++;
	n = (size_t)(s->p - start);
	out = (struct name){ start, (uint32_t)n, name_hash(start, n) };
	return out;
}

/* Behind the bracket that closes the one at p. */
static void skip_bracket(struct sdl *s)
{
	int depth = 0;

	while (*s->p) {
		char c = *s->p;

		if (c == '"' || c == '#') {
			blanks(s);
			continue;
		}
		depth += c == '(' || c == '{' || c == '[' ? 1 : 0;
		depth -= c == ')' || c == '}' || c == ']' ? 1 : 0;
		step(s);
		if (depth <= 0)
			return;
	}
}

/* query: RootQuery, at the brace of `schema`. */
static void read_schema(struct sdl *s)
{
	step(s);
	for (blanks(s); *s->p && *s->p != '}'; blanks(s)) {
		struct name key = take_name(s), type;

		blanks(s);
		if (*s->p == ':')
			step(s);
		blanks(s);
		type = take_name(s);
		if (!key.len && !type.len)
			step(s);
		for (int i = 0; i < ROOTS; i++)
			if (name_is(key, keys[i]) && type.len)
				s->roots[i] = type;
	}
}

/* The type of a member up to the next one: [Thing!]! @directive(a: 1) */
static void skip_type(struct sdl *s)
{
	for (blanks(s); *s->p == '['; blanks(s))
		step(s);
	take_name(s);
	for (blanks(s); *s->p == ']' || *s->p == '!' || *s->p == '='; blanks(s))
		step(s);
	while (*s->p == '@') {
		step(s);
		take_name(s);
		blanks(s);
		if (*s->p == '(')
			skip_bracket(s);
		blanks(s);
	}
}

static struct name shown_type(const struct sdl *s, struct name type)
{
	for (int i = 0; i < ROOTS; i++)
		if (s->roots[i].len && name_eq(s->roots[i], type))
			return name_of(types[i]);
	return type;
}

static void read_members(struct sdl *s, struct name type)
{
	step(s);
	for (blanks(s); *s->p && *s->p != '}'; blanks(s)) {
		uint32_t line = s->line;
		struct name member = take_name(s);

		if (!member.len) {
			step(s);
			continue;
		}
		blanks(s);
		if (*s->p == '(')
			skip_bracket(s);
		blanks(s);
		if (*s->p != ':')
			continue;
		step(s);
		s->fn(s->arg, shown_type(s, type), member, line);
		skip_type(s);
	}
	if (*s->p)
		step(s);
}

/* Behind `type` or `schema`: its name, what it implements, then the brace. A type may be
 * without members: the next definition follows at once. */
static void read_definition(struct sdl *s, bool is_schema)
{
	struct name type;

	blanks(s);
	type = take_name(s);
	for (blanks(s); *s->p && *s->p != '{'; blanks(s)) {
		struct name word = take_name(s);

		if (name_is(word, "type")) {
			is_schema = false;
			blanks(s);
			type = take_name(s);
		} else if (*s->p == '(') {
			skip_bracket(s);
		} else if (!word.len && *s->p == '}') {
			return;
		} else if (!word.len) {
			step(s);
		}
	}
	if (!*s->p)
		return;
	if (is_schema)
		read_schema(s);
	else
		read_members(s, type);
}

static void read_all(struct sdl *s)
{
	for (blanks(s); *s->p; blanks(s)) {
		struct name word = take_name(s);

		if (name_is(word, "type"))
			read_definition(s, false);
		else if (name_is(word, "schema"))
			read_definition(s, true);
		else if (!word.len && (*s->p == '{' || *s->p == '('))
			skip_bracket(s);
		else if (!word.len)
			step(s);
	}
}

static void no_member(void *arg, struct name type, struct name member, uint32_t line)
{
	(void)arg, (void)type, (void)member, (void)line;
}

void sdl_each_member(const char *text, sdl_fn *fn, void *arg)
{
	struct sdl s = { .p = text, .fn = no_member };

	read_all(&s); /* schema { .. } may stand behind the types */
	s.p = text;
	s.line = 0;
	s.fn = fn;
	s.arg = arg;
	read_all(&s);
}
