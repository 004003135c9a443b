/* keeps.c - by what names a function tells that it keeps something between requests. */
#include "reach/keeps.h"

#include <stdio.h>
#include <string.h>

#include "syntax/callees.h"
#include "syntax/lang.h"

enum { CLASSES = 1024 };

/* What was said of a class, by where it lies in memory: many inherit of few. */
struct keeps {
	struct told {
		const struct scope *class;
		const char *name;
	} of[CLASSES];
};

bool keeps_at(struct linker *l, const char *path)
{
	return detectors_say(l->detectors, true, WORD_keeps_paths, path) ||
	       detectors_say(l->detectors, false, WORD_keeps_paths, path);
}

static const char *first_kept(struct linker *l, const struct unit *u,
                              enum detector_word word, const struct callee *c, size_t n)
{
	bool is_python = u->language == LANG_PYTHON;
	char both[256];

	for (size_t i = 0; i < n; i++) {
		const char *last = c[i].last ? u->words[c[i].last].s : "";

		if (c[i].owner)
			snprintf(both, sizeof both, "%s.%s", u->words[c[i].owner].s,
			         last);
		if (detectors_say(l->detectors, is_python, word,
		                  c[i].owner ? both : last))
			return c[i].owner ? arena_strdup(l->arena, both) : last;
	}
	return NULL;
}

const char *keeps_of(struct linker *l, const struct scope *f)
{
	const struct callee *c;
	const char *name;
	size_t n;

	if (f->name.len && f->kind == SCOPE_FUNCTION &&
	    detectors_say(l->detectors, f->unit->language == LANG_PYTHON,
	                  WORD_keeps_calls, f->name.s))
		return f->name.s;
	c = reads_within(f->unit, f->line, f->end_line, &n);
	name = first_kept(l, f->unit, WORD_keeps_reads, c, n);
	if (name)
		return name;
	c = callees_within(f->unit, f->line, f->end_line, &n);
	return first_kept(l, f->unit, WORD_keeps_calls, c, n);
}

/* rest_framework.views.APIView, in whatever way it was imported. */
static const char *kept_value(struct linker *l, const struct scope *s,
                              const struct value *v)
{
	const char *name;

	while (v->kind == VALUE_MEMBER && v->of)
		v = v->of;
	if ((v->kind != VALUE_EXTERNAL && v->kind != VALUE_OBJECT) || !v->module)
		return NULL;
	name = arena_printf(l->arena, "%s%s%s", v->module, v->path && *v->path ? "." : "",
	                    v->path ? v->path : "");
	return detectors_say(l->detectors, s->unit->language == LANG_PYTHON,
	                     WORD_keeps_below, name)
	         ? name
	         : NULL;
}

const char *keeps_decorated(struct linker *l, const struct scope *s)
{
	for (const struct expr *d = s->decorators; d; d = d->next) {
		struct values v;

		eval_expr(&l->eval, call_target(d), s->parent ? s->parent : s, NULL, &v);
		for (size_t i = 0; i < v.n; i++) {
			const char *name = kept_value(l, s, &v.v[i]);

			if (name)
				return name;
		}
	}
	return NULL;
}

/* method_decorators = [auth], in a class */
static const char *kept_member(struct linker *l, const struct scope *class)
{
	bool is_python = class->unit->language == LANG_PYTHON;
	struct told *t;

	if (!l->keeps)
		l->keeps = arena_zero(l->arena, sizeof *l->keeps);
	t = &l->keeps->of[(uintptr_t) class / sizeof *class % CLASSES];
	if (t->class == class)
		return t->name;
	*t = (struct told){ class, NULL };
	for (const struct binding *b = class->first_binding; b && !t->name; b = b->next)
		if (b->kind == BIND_VALUE &&
		    detectors_say(l->detectors, is_python, WORD_keeps_calls, b->name.s))
			t->name = b->name.s;
	return t->name;
}

const char *keeps_around(struct linker *l, const struct scope *f)
{
	const struct scope *class = f->kind == SCOPE_CLASS ? f : f->parent;
	const char *name = keeps_decorated(l, f);
	struct bases b;

	if (name || !class || class->kind != SCOPE_CLASS)
		return name;
	eval_bases(&l->eval, class, &b);
	for (size_t i = 0; i < b.external_count && !name; i++)
		name = kept_value(l, class, &b.external[i]);
	for (size_t i = 0; i < b.local_count && !name; i++)
		name = kept_member(l, b.local[i]);
	for (size_t i = 0; i < b.local_count && !name; i++)
		name = keeps_decorated(l, b.local[i]);
	return name;
}
