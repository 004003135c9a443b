/* value_loaded.c - modules that code loads by their names: import_module("app.x"). */
#include "value/value_parts.h"

#include <string.h>

bool eval_is_loader(const struct eval *ev, const struct value *f)
{
	const char *dot;

	if ((f->kind != VALUE_EXTERNAL && f->kind != VALUE_OBJECT) || !f->path)
		return false;
	dot = strrchr(f->path, '.');
	return detectors_say(ev->detectors, true, WORD_dotted, dot ? dot + 1 : f->path);
}

/* import_module(".x", package): the text of the package; NULL: the file's own. */
static const char *package_text(struct eval *ev, const struct expr *call,
                                const struct scope *s, const struct env *env)
{
	const struct expr *package = expr_first(call)->next;
	struct texts t;

	if (!package)
		return NULL;
	eval_texts(ev, package->kind == EXPR_KEYWORD ? expr_first(package) : package, s,
	           env, &t);
	return t.n && t.v[0].complete ? t.v[0].s : NULL;
}

/* "a.b.C", "a.b:C": what a module has under that name. */
static void loaded_member(struct eval *ev, const struct unit *u, const char *name,
                          struct values *out)
{
	const char *end = strrchr(name, ':');

	end = end ? end : strrchr(name, '.');
	if (end && end > name)
		eval_import(ev, u, arena_strndup(ev->arena, name, (size_t)(end - name)),
		            end + 1, out);
}

static bool is_ours(const struct values *v)
{
	return v->n && v->v[0].kind != VALUE_EXTERNAL;
}

bool eval_loaded(struct eval *ev, const struct value *f, const struct expr *call,
                 const struct scope *s, const struct env *env, struct values *out)
{
	struct texts names;

	if (!expr_first(call) || !eval_is_loader(ev, f))
		return false;
	eval_texts(ev, expr_first(call), s, env, &names);
	for (size_t i = 0; i < names.n; i++) {
		const char *name = names.v[i].s, *package;
		struct values v;

		if (!names.v[i].complete || !*name)
			continue;
		if (*name == '.' && (package = package_text(ev, call, s, env)))
			name = arena_printf(ev->arena, "%s%s", package, name);
		eval_import(ev, s->unit, name, "", &v);
		if (!is_ours(&v))
			loaded_member(ev, s->unit, name, &v);
		if (is_ours(&v))
			values_push_all(out, &v);
	}
	return out->n > 0;
}
