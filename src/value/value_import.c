/* value_import.c - what an import means, over files: modules, exports, re-exports. */
#include "value/value_parts.h"

#include <stdio.h>
#include <string.h>

#include "detect/fact.h"
#include "syntax/lang.h"
#include "value/reexport.h"

/* ---- imports ------------------------------------------------------------------------
 */

void values_push_external(const char *module, const char *imported, struct values *out)
{
	values_push(out, (struct value){ .kind = VALUE_EXTERNAL,
	                                 .module = module,
	                                 .path = imported });
}

static const char *join_module(struct eval *ev, const char *module, const char *name)
{
	size_t n = strlen(module);

	return arena_printf(ev->arena, "%s%s%s", module,
	                    n && module[n - 1] != '.' ? "." : "", name);
}

/* What `module.exports = X` says, or the module as a namespace. */
void eval_unit_itself(struct eval *ev, const struct unit *u, struct values *out)
{
	static const char *const names[] = { "module", "exports" };
	size_t before = out->n;
	bool has_members = false;

	for (size_t i = 0; u->language != LANG_PYTHON && i < 2; i++) {
		const struct binding *b = scope_find(u->module, name_of(names[i]));

		for (; b; b = b->same) {
			const struct expr *t = binding_target(b);

			if (b->kind == BIND_VALUE && t && t->kind == EXPR_ATTR &&
			    expr_left(t) && expr_left(t)->kind == EXPR_NAME &&
			    name_is(expr_left(t)->text, "module") &&
			    name_is(t->text, "exports") && binding_value(b)) {
				eval_also(ev, binding_value(b), u->module, NULL, out);
			} else if (b->kind == BIND_VALUE && t && t->kind == EXPR_ATTR) {
				has_members = true;
			}
		}
	}
	if (out->n == before || has_members || u->alias.len)
		values_push(out, (struct value){ .kind = VALUE_UNIT, .unit = u });
}

/* One that is known to export something unknown is not that thing itself. */
static bool has_default(const struct unit *u)
{
	for (const struct export_entry *x = u->exports; x; x = x->next)
		if (name_is(x->name, "default"))
			return true;
	return false;
}

void eval_import(struct eval *ev, const struct unit *u, const char *module,
                 const char *imported, struct values *out)
{
	bool is_folder = false;
	struct unit *target;

	out->n = 0;
	if (!eval_enter(ev))
		return;
	target = program_resolve(ev->program, u, module, &is_folder);
	if (target && u->language != LANG_PYTHON && !strcmp(imported, "default")) {
		eval_unit_member(ev, target, name_of("default"), out);
		if (!out->n && !has_default(target))
			eval_unit_itself(ev, target, out);
	} else if (target && *imported) {
		eval_asked_member(ev, target, name_of(imported), out);
	} else if (target) {
		values_push(out, (struct value){ .kind = VALUE_UNIT, .unit = target });
	} else if (is_folder) { /* a namespace package: its modules, */
		struct values v;

		if (*imported)
			eval_import(ev, u, join_module(ev, module, imported), "", &v);
		else
			v.n = 0;
		if (v.n && v.v[0].kind == VALUE_UNIT)
			values_push_all(out, &v);
		else if (*module != '.') /* else an installed package of that name */
			values_push_external(module, imported, out);
	} else {
		bool whole = !strcmp(imported, "default") || !strcmp(imported, "*");

		values_push_external(module, whole ? "" : imported, out);
	}
	eval_leave(ev);
}

/* An index file that hands on others looks into all of them, and costs accordingly. */
enum { HANDED_ON_FREE = 16 };

static void exported(struct eval *ev, const struct unit *u, struct name n,
                     struct values *out)
{
	int handed_on = 0;

	for (const struct export_entry *x = u->exports; x; x = x->next) {
		struct values v;

		v.n = 0;
		if (name_eq(x->name, n)) {
			if (x->value)
				eval_expr(ev, x->value, u->module, NULL, &v);
			else if (x->module.len)
				eval_import(ev, u, x->module.s,
				            x->imported.len ? x->imported.s : "", &v);
			else
				eval_name(ev, x->imported.len ? x->imported : n,
				          u->module, NULL, &v);
		} else if (name_is(x->name, "*") && x->module.len &&
		           !name_is(n, "default")) {
			struct unit *t = program_resolve(ev->program, u, x->module.s,
			                                 NULL);

			if (++handed_on % HANDED_ON_FREE == 0)
				ev->budget--;
			if (t)
				eval_unit_member(ev, t, n, &v);
		}
		values_push_all(out, &v);
	}
	/* Nothing of ours: what the packages bring that are exported as a whole. */
	for (const struct export_entry *x = out->n ? NULL : u->exports; x; x = x->next)
		if (name_is(x->name, "*") && x->module.len && !name_is(n, "default") &&
		    !program_resolve(ev->program, u, x->module.s, NULL))
			values_push_external(x->module.s, n.s, out);
}

/* module.exports.x = v, exports.x = v */
void eval_common_export(struct eval *ev, const struct unit *u, struct name n,
                        struct values *out)
{
	const struct name names[] = { name_of("module"), name_of("exports"), u->alias };

	for (size_t i = 0; i < (u->alias.len ? 3 : 2); i++) {
		const struct binding *b = scope_find(u->module, names[i]);

		for (; b; b = b->same) {
			if (b->kind != BIND_VALUE || !binding_target(b) ||
			    binding_target(b)->kind != EXPR_ATTR ||
			    !name_eq(binding_target(b)->text, n))
				continue;
			eval_also(ev, binding_value(b), u->module, NULL, out);
		}
	}
}

static bool is_package(const struct unit *u)
{
	const char *slash = strrchr(u->path, '/');

	return !strcmp(slash ? slash + 1 : u->path, "__init__.py");
}

/* "shop/flask/__init__.py" -> "flask"; NULL: no package. */
static const char *package_of(struct eval *ev, const struct unit *u)
{
	const char *path = u->path, *slash = strrchr(path, '/'), *start = slash;

	if (!is_package(u))
		return NULL;
	if (!slash)
		return ev->program->root_name;
	while (start > path && start[-1] != '/')
		start--;
	return arena_strndup(ev->arena, start, (size_t)(slash - start));
}

/* A folder that is called like an installed package that detectors know: what it does
 * not have is meant to be the package's. */
static void installed_member(struct eval *ev, const struct unit *u, struct name n,
                             struct values *out)
{
	const char *package = package_of(ev, u);

	for (const struct detector *d = ev->detectors->first; package && d; d = d->next)
		for (size_t i = 0; d->is_python && i < d->need_count; i++)
			if (name_is(d->needs[i].package, package)) {
				values_push_external(package, n.s, out);
				return;
			}
}

/* import shop.api.v2, where shop/api is a folder without __init__.py: a module, or the
 * folder again, told by a relative name. */
void eval_below_folder(struct eval *ev, const struct unit *u, const char *module,
                       struct values *out)
{
	bool is_folder = false;
	struct unit *t = program_resolve(ev->program, u, module, &is_folder);

	if (t)
		values_push(out, (struct value){ .kind = VALUE_UNIT, .unit = t });
	else if (is_folder)
		values_push(out, (struct value){ .kind = VALUE_EXTERNAL,
		                                 .module = module,
		                                 .path = "",
		                                 .unit = u });
}

/* What the language itself brings along stays so, whatever a star may import. */
static bool is_builtin(struct name n)
{
	static const char *const names[] = { "getattr", "super", "dict",   "str",
		                             "list",    "tuple", "sorted", "set" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (name_is(n, names[i]))
			return true;
	return false;
}

static void find_member(struct eval *ev, const struct unit *u, struct name n,
                        struct values *out)
{
	const struct binding *b;
	size_t before = out->n;
	struct unit *sub;

	b = scope_find(u->module, n);
	if (b && b->same && b->same->kind == BIND_AUGMENT &&
	    eval_grown(ev, b, u->module, NULL, out))
		return;
	for (; b; b = b->same)
		eval_binding(ev, b, u->module, NULL, out);
	if (u->language != LANG_PYTHON) {
		exported(ev, u, n, out);
		if (out->n == before)
			eval_common_export(ev, u, n, out);
		if (out->n == before && !name_is(n, "default")) {
			struct values v;

			v.n = 0;
			eval_unit_itself(ev, u, &v);
			for (size_t i = 0; i < v.n; i++) {
				struct values w;

				w.n = 0;
				if (v.v[i].kind != VALUE_UNIT)
					eval_member(ev, &v.v[i], n, &w);
				else if (v.v[i].unit !=
				         u) /* module.exports = require(..) */
					eval_unit_member(ev, v.v[i].unit, n, &w);
				values_push_all(out, &w);
			}
		}
	} else if (out->n == before) {
		if ((sub = program_submodule(ev->program, u, n.s)))
			values_push(out,
			            (struct value){ .kind = VALUE_UNIT, .unit = sub });
		b = scope_find(u->module, name_of("*"));
		if (b && is_builtin(n))
			return;
		for (; b && !sub; b = b->same) {
			struct values v;

			eval_import(ev, u, b->module.s, n.s, &v);
			values_push_all(out, &v);
		}
		if (out->n == before)
			installed_member(ev, u, n, out);
		if (out->n == before && is_package(u))
			eval_below_folder(ev, u, arena_printf(ev->arena, ".%s", n.s),
			                  out);
	}
}

/* What a unit's member is was asked before, more often than not: by every file that
 * imports it, through every index file in between. */
struct member_memo {
	const struct unit *unit;
	struct name name;
	unsigned generation, part;
	bool is_open; /* being answered: a circle adds nothing */
	struct step step;
	size_t n;
	struct value *v;
	struct member_memo *next;
};

static struct member_memo *memo_of(struct eval *ev, const struct unit *u, struct name n)
{
	struct member_memo **slot =
	    &ev->memos[(n.hash ^ (uint32_t)((uintptr_t)u >> 5)) % MEMO_SLOTS];
	struct member_memo *m;

	for (m = *slot; m; m = m->next)
		if (m->unit == u && name_eq(m->name, n) &&
		    (m->generation == ev->generation || m->part == ev->part))
			return m;
	m = arena_zero(ev->arena, sizeof *m);
	m->part = ev->part;
	m->unit = u;
	m->name = name_copy(ev->arena, n.s, n.len);
	m->next = *slot;
	*slot = m;
	return m;
}

/* False: the unit has nothing of that name, and passes nothing on from others. Most that
 * is asked of a unit is of this kind: by an index file, of all that it exports. */
static bool may_have(const struct unit *u, struct name n)
{
	const struct scope *s = u->module;

	if (scope_find(s, n))
		return true;
	if (u->language == LANG_PYTHON)
		return scope_find(s, name_of("*")) || is_package(u);
	for (const struct export_entry *x = u->exports; x; x = x->next)
		if (name_eq(x->name, n) ||
		    (name_is(x->name, "*") && reexports_may_have(u, n)))
			return true;
	return u->alias.len || scope_find(s, name_of("module")) ||
	       scope_find(s, name_of("exports"));
}

void eval_unit_member(struct eval *ev, const struct unit *u, struct name n,
                      struct values *out)
{
	struct member_memo *m;
	struct values v;
	struct cut before;

	if (!may_have(u, n))
		return;
	m = memo_of(ev, u, n);
	v.n = 0;
	if (m->is_open) {
		eval_circle(ev, m->step);
		return;
	}
	if (m->generation == ev->generation) {
		for (size_t i = 0; i < m->n; i++)
			values_push(out, m->v[i]);
		return;
	}
	if (!eval_enter(ev))
		return;
	before = eval_cut_begin(ev);
	m->is_open = true;
	m->step = eval_step(ev);
	find_member(ev, u, n, &v);
	m->is_open = false;
	if (!is_cut(eval_cut_end(ev, before))) {
		m->generation = ev->generation;
		m->n = v.n;
		m->v = arena_alloc(ev->arena, v.n * sizeof *v.v);
		memcpy(m->v, v.v, v.n * sizeof *v.v);
	}
	values_push_all(out, &v);
	eval_leave(ev);
}
