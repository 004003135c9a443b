/* value_metadata.c - versions of packages, as the running code would ask for them. */
#include "value/value_parts.h"

#include <stdio.h>
#include <string.h>

/* Is it what a function gave that detectors name behind the word? */
static bool is_made_by(const struct eval *ev, const struct value *v,
                       enum detector_word word)
{
	char full[128];

	if (v->kind != VALUE_OBJECT || !v->module || !v->expr ||
	    v->expr->kind != EXPR_CALL || !expr_first(v->expr) || !v->expr->scope)
		return false;
	snprintf(full, sizeof full, "%s.%s", v->module, v->path);
	return detectors_say(ev->detectors, true, word, full);
}

static void argument_texts(struct eval *ev, const struct value *call, struct texts *out)
{
	const struct expr *a = expr_first(call->expr);

	eval_texts(ev, a->kind == EXPR_KEYWORD ? expr_first(a) : a, call->expr->scope,
	           call->env, out);
}

static void package_versions(struct eval *ev, const struct value *call, struct texts *out)
{
	struct texts names;

	argument_texts(ev, call, &names);
	for (size_t i = 0; i < names.n; i++) {
		const char *version = names.v[i].complete
		                        ? program_version(ev->program, names.v[i].s)
		                        : NULL;

		if (version && out->n < VALUES_MAX)
			out->v[out->n++] = (struct text){ version, true };
	}
}

/* "2.3.0" -> "2", "3", "0" */
static void version_part(struct eval *ev, const struct value *call, size_t part,
                         struct texts *out)
{
	struct texts t;

	argument_texts(ev, call, &t);
	for (size_t i = 0; i < t.n; i++) {
		const char *s = t.v[i].s;

		for (size_t k = 0; k < part && *s; k++) {
			s += strcspn(s, ".");
			s += *s == '.';
		}
		if (*s >= '0' && *s <= '9' && t.v[i].complete && out->n < VALUES_MAX)
			out->v[out->n++] = (struct text){
				arena_strndup(ev->arena, s, strspn(s, "0123456789")), true
			};
	}
}

void eval_metadata(struct eval *ev, const struct value *v, struct texts *out)
{
	static const char *const parts[] = { "major", "minor", "micro" };

	if (is_made_by(ev, v, WORD_versions))
		package_versions(ev, v, out);
	else if (is_made_by(ev, v, WORD_parsed))
		argument_texts(ev, v, out);
	if (v->kind != VALUE_MEMBER || !v->of || !eval_enter(ev))
		return;
	if (name_is(v->member, "version") && is_made_by(ev, v->of, WORD_packages))
		package_versions(ev, v->of, out);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (name_is(v->member, parts[i]) && is_made_by(ev, v->of, WORD_parsed))
			version_part(ev, v->of, i, out);
	eval_leave(ev);
}
