/* detector_pattern.c - patterns of calls, as detectors write them: chains and arguments.
 */
#include <string.h>

#include "detect/detector_parts.h"

enum { DEPTH_MAX = 32 };

bool pattern_link(struct detector_line *r, struct link **out)
{
	struct link *l = arena_zero(r->arena, sizeof *l);
	size_t room = 0;

	line_blanks(r);
	if (*r->p == '$') {
		r->p++;
		l->is_role = true;
	} else if (*r->p == '*') {
		r->p++;
		l->is_suffix = true;
	} else if (line_take(r, '{')) {
		do {
			line_blanks(r);
			if (!line_at_name(r) &&
			    *r->p != '$') /* {$queryRaw|...}: a name as such */
				return line_wrong_at(r, "a name is expected in {a|b}");
			struct name n = line_name(r);
			*(struct name *)arena_push(r->arena, (void **)&l->names, &l->n,
			                           &room, sizeof n) = n;
		} while (line_take(r, '|'));
		if (!line_take(r, '}'))
			return line_wrong_at(r, "'}' is expected");
		*out = l;
		return true;
	}
	if (!line_is_name(*r->p) && !l->is_suffix)
		return line_wrong_at(r, "a name is expected");
	l->names = arena_zero(r->arena, sizeof *l->names);
	l->names[0] = line_name(r);
	l->n = 1;
	*out = l;
	return true;
}

bool pattern_chain(struct detector_line *r, struct link **first, struct link **last)
{
	struct link **end = first;

	do {
		if (!pattern_link(r, end))
			return false;
		*last = *end;
		end = &(*end)->next;
	} while (*r->p == '.' && r->p[1] != '.' && r->p++);
	return true;
}

static bool read_called(struct detector_line *r, struct arg *a)
{
	struct link *last;

	a->kind = ARG_CALL;
	if (!pattern_chain(r, &a->chain, &last))
		return false;
	a->has_parens = line_take(r, '(');
	return !a->has_parens || pattern_args(r, ')', &a->inner);
}

/* $child, $child=Router(..), $name={saved|gone} */
static bool read_capture(struct detector_line *r, struct arg *a)
{
	a->kind = ARG_VAR;
	a->name = line_name(r);
	if (!a->name.len)
		return line_wrong_at(r, "a name is expected behind '$'");
	return !line_take(r, '=') || read_called(r, a);
}

/* Behind the name of a=.. or the key of "a": ..: as optional as what it holds. */
static bool read_keyword(struct detector_line *r, struct arg *a, struct name n)
{
	a->kind = ARG_KEYWORD;
	a->name = n;
	if (!pattern_arg(r, &a->inner, false))
		return false;
	a->optional = a->inner->optional;
	return true;
}

static bool read_text(struct detector_line *r, struct arg *a, bool in_dict)
{
	const char *text = r->p + 1, *end = text + strcspn(text, "\"\n");

	if (*end != '"')
		return line_wrong_at(r, "'\"' is not closed");
	a->kind = ARG_TEXT;
	a->name = name_copy(r->arena, text, (size_t)(end - text));
	r->p = end + 1;
	return !in_dict || !line_take(r, ':') || read_keyword(r, a, a->name);
}

static bool read_named(struct detector_line *r, struct arg *a, bool in_dict)
{
	const char *start = r->p;
	struct name n = line_name(r);

	if (line_take(r, in_dict ? ':' : '='))
		return read_keyword(r, a, n);
	r->p = start;
	return read_called(r, a);
}

/* {a|b}, {a|b}(..): a choice of names, no object. */
static bool is_choice(const struct detector_line *r)
{
	const char *p = r->p + 1;

	while (line_is_name(*p))
		p++;
	return p > r->p + 1 && *p == '|';
}

/* One argument, without the ? behind it. */
static bool read_plain_arg(struct detector_line *r, struct arg *a, bool in_dict)
{
	if (!strncmp(r->p, "...", 3)) {
		r->p += 3;
		a->kind = ARG_REST;
		if (*r->p == '$') {
			r->p++;
			a->name = line_name(r);
		}
		return true;
	}
	if (!strncmp(r->p, "![...]", 6)) {
		r->p++;
		a->is_not = true;
	}
	switch (*r->p) {
	case '$': r->p++; return read_capture(r, a);
	case '[':
		r->p++;
		a->kind = ARG_LIST;
		return pattern_args(r, ']', &a->inner);
	case '{':
		if (is_choice(r))
			return read_called(r, a);
		r->p++;
		a->kind = ARG_DICT;
		return pattern_args(r, '}', &a->inner);
	case '"': return read_text(r, a, in_dict);
	default: break;
	}
	return line_at_name(r) ? read_named(r, a, in_dict)
	                       : line_wrong_at(r, "an argument is expected");
}

static bool read_any_arg(struct detector_line *r, struct arg **out, bool in_dict)
{
	*out = arena_zero(r->arena, sizeof **out);
	line_blanks(r);
	if (!read_plain_arg(r, *out, in_dict))
		return false;
	if ((*out)->kind != ARG_KEYWORD && line_take(r, '?'))
		(*out)->optional = true;
	return true;
}

bool pattern_args(struct detector_line *r, char close, struct arg **first)
{
	struct arg **end = first;

	if (line_take(r, close))
		return true;
	do {
		if (!pattern_arg(r, end, close == '}'))
			return false;
		end = &(*end)->next;
	} while (line_take(r, ','));
	if (!line_take(r, close))
		return line_wrong_at(r, close == ')'   ? "')' is expected"
		                        : close == ']' ? "']' is expected"
		                                       : "'}' is expected");
	return true;
}

bool pattern_arg(struct detector_line *r, struct arg **out, bool in_dict)
{
	bool ok;

	if (r->depth == DEPTH_MAX)
		return line_wrong(r, "arguments are nested too deep");
	r->depth++;
	ok = read_any_arg(r, out, in_dict);
	r->depth--;
	return ok;
}

bool pattern_call(struct detector_line *r, struct rule *rule)
{
	if (!pattern_chain(r, &rule->chain, &rule->last))
		return false;
	if (*r->p == '(') {
		r->p++;
		rule->has_args = true;
		return pattern_args(r, ')', &rule->args);
	}
	return true;
}
