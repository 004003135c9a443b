/* model_names.c - the rules that sources cite, by the words that people read. */
#include "price/model_names.h"

#include <string.h>

/* The sheet on which a rule of this kind is a line; NULL: on none. */
static const char *sheet_of(enum model_kind k)
{
	switch (k) {
	case MODEL_input:
	case MODEL_constant:
	case MODEL_multiplier: return "Inputs";
	case MODEL_unit:
	case MODEL_setup:
	case MODEL_fixed:
	case MODEL_risk: return "Weights"; /* Effort has those of this estimate alone */
	case MODEL_overhead: return "Effort";
	default: return NULL;
	}
}

/* What "KIND NAME" of n bytes is called, or NULL. */
static const char *called(const struct model *m, const char *rule, size_t n)
{
	for (enum model_kind k = 0; k < MODEL_KINDS_END; k++) {
		const char *kind = model_kind_name(k), *sheet = sheet_of(k);
		size_t length = strlen(kind);
		const struct model_rule *r;

		if (!sheet || n <= length + 1 || strncmp(rule, kind, length) != 0 ||
		    rule[length] != ' ')
			continue;
		r = model_find(m, k,
		               arena_printf(m->arena, "%.*s", (int)(n - length - 1),
		                            rule + length + 1));
		return r && r->label ? arena_printf(m->arena, "%s: %s", sheet, r->label)
		                     : NULL;
	}
	return NULL;
}

static const char *named(const struct model *m, const char *source)
{
	const char *open = strchr(source, '['), *close = open ? strchr(open, ']') : NULL;
	const char *name;

	if (!close)
		return source;
	name = called(m, open + 1, (size_t)(close - open - 1));
	if (!name)
		name = arena_printf(m->arena, "%.*s", (int)(close - open + 1), open);
	return arena_printf(m->arena, "%.*s%s%s", (int)(open - source), source, name,
	                    named(m, close + 1));
}

void model_names(struct model *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->rule[i].source)
			m->rule[i].source = named(m, m->rule[i].source);
}
