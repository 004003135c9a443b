/* detector_pattern.c - patterns of calls, as detectors write them: chains and arguments.
 */
#include <string.h>

#include "detector_parts.h"

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

static bool read_any_arg(struct detector_line *r, struct arg **out, bool in_dict)
{
	struct arg *a = arena_zero(r->arena, sizeof *a);
	struct link *last;

	*out = a;
	line_blanks(r);
	if (!strncmp(r->p, "...", 3)) {
		r->p += 3;
		a->kind = ARG_REST;
		if (*r->p == '$') {
			r->p++;
			a->name = line_name(r);
		}
	} else if (*r->p == '$') {
		r->p++;
		a->kind = ARG_VAR;
		a->name = line_name(r);
		if (!a->name.len)
			return line_wrong_at(r, "a name is expected behind '$'");
		if (line_take(r, '=')) { /* $child=Router(..), $name={saved|gone} */
			a->kind = ARG_CALL;
			if (!pattern_chain(r, &a->chain, &last))
				return line_wrong_at(r, "a name is expected behind '='");
			a->has_parens = line_take(r, '(');
			if (a->has_parens && !pattern_args(r, ')', &a->inner))
				return false;
		}
	} else if (!strncmp(r->p, "![...]", 6)) {
		r->p += 1;
		if (!read_any_arg(r, out, in_dict))
			return false;
		(*out)->is_not = true;
		return true;
	} else if (line_take(r, '[')) {
		a->kind = ARG_LIST;
		if (!pattern_args(r, ']', &a->inner))
			return false;
	} else if (line_take(r, '{')) {
		a->kind = ARG_DICT;
		if (!pattern_args(r, '}', &a->inner))
			return false;
	} else if (*r->p == '"') {
		const char *end = r->p + 1 + strcspn(r->p + 1, "\"\n");

		if (*end != '"')
			return line_wrong_at(r, "'\"' is not closed");
		a->kind = ARG_TEXT;
		a->name = name_copy(r->arena, r->p + 1, (size_t)(end - r->p - 1));
		r->p = end + 1;
		if (in_dict && line_take(r, ':')) {
			a->kind = ARG_KEYWORD;
			if (!pattern_arg(r, &a->inner, false))
				return false;
			a->optional = a->inner->optional;
			return true;
		}
	} else if (line_at_name(r)) {
		const char *start = r->p;
		struct name n = line_name(r);

		if (line_take(r, in_dict ? ':' : '=')) {
			a->kind = ARG_KEYWORD;
			a->name = n;
			if (!pattern_arg(r, &a->inner, false))
				return false;
			a->optional = a->inner->optional;
			return true;
		}
		r->p = start;
		a->kind = ARG_CALL;
		if (!pattern_chain(r, &a->chain, &last))
			return false;
		if (line_take(r, '(')) {
			a->has_parens = true;
			if (!pattern_args(r, ')', &a->inner))
				return false;
		}
	} else {
		return line_wrong_at(r, "an argument is expected");
	}
	if (line_take(r, '?'))
		a->optional = true;
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
