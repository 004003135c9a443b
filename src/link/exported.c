/* exported.c - what a script exports under a name. */
#include "link/exported.h"

enum { DEPTH_MAX = 12, FILES_MAX = 500 };

static bool find(struct linker *l, const struct unit *u, struct name n, int *budget,
                 struct exported *out);

static void of_binding(const struct binding *b, const struct scope *module,
                       struct exported *out)
{
	*out = (struct exported){ .line = b->line, .in = binding_in(b, module) };
	if (b->kind == BIND_DEF)
		out->def = binding_def(b);
	else
		out->value = binding_value(b);
	if (binding_target(b) && binding_target(b)->kind == EXPR_DICT)
		out->member = b->name;
}

/* In another file; the line stays the one of the export that was asked for. */
static bool find_in(struct linker *l, const struct unit *u, struct name module,
                    struct name n, uint32_t line, int *budget, struct exported *out)
{
	const struct unit *t = program_resolve(l->program, u, module.s, NULL);

	*out = (struct exported){ .in = u->module };
	if (t && !find(l, t, n, budget, out))
		return false;
	out->line = line;
	return true;
}

/* A name of the module itself: export { n }, export default n. */
static bool find_local(struct linker *l, const struct unit *u, struct name n,
                       uint32_t line, int *budget, struct exported *out)
{
	const struct binding *b = scope_find(u->module, n);

	for (; b; b = b->same) {
		if (binding_target(b) && binding_target(b)->kind != EXPR_DICT)
			continue;
		if (b->kind == BIND_IMPORT)
			return find_in(l, u, b->module, b->imported, line, budget, out);
		if (b->kind != BIND_DEF && b->kind != BIND_VALUE)
			continue;
		of_binding(b, u->module, out);
		out->line = line;
		return true;
	}
	return false;
}

static bool find_entry(struct linker *l, const struct unit *u,
                       const struct export_entry *x, int *budget, struct exported *out)
{
	if (x->module.len)
		return find_in(l, u, x->module, x->imported, x->line, budget, out);
	if (!x->value)
		return find_local(l, u, x->imported.len ? x->imported : x->name, x->line,
		                  budget, out);
	if (x->value->kind == EXPR_NAME &&
	    find_local(l, u, x->value->text, x->line, budget, out))
		return true;
	*out = (struct exported){ .line = x->line, .value = x->value, .in = u->module };
	return true;
}

static bool is_module_exports(const struct expr *e)
{
	return e && e->kind == EXPR_ATTR && name_is(e->text, "exports") && expr_left(e) &&
	       expr_left(e)->kind == EXPR_NAME && name_is(expr_left(e)->text, "module");
}

/* module.exports = X is the default; exports.n = X, module.exports.n = X. */
static bool find_common(const struct unit *u, struct name n, struct exported *out)
{
	static const char *const names[] = { "module", "exports" };
	bool whole = name_is(n, "default");

	for (size_t i = 0; i < 2; i++) {
		const struct binding *b = scope_find(u->module, name_of(names[i]));

		for (; b; b = b->same) {
			const struct expr *t = binding_target(b);

			if (b->kind != BIND_VALUE || !t || t->kind != EXPR_ATTR)
				continue;
			if (whole ? !is_module_exports(t) : !name_eq(t->text, n))
				continue;
			*out = (struct exported){ .line = b->line,
				                  .value = binding_value(b),
				                  .in = u->module };
			return true;
		}
	}
	return false;
}

static bool find(struct linker *l, const struct unit *u, struct name n, int *budget,
                 struct exported *out)
{
	if (--*budget < 0 || !u->module)
		return false;
	for (const struct binding *b = scope_find(u->module, n); b; b = b->same) {
		if (!b->is_exported)
			continue;
		of_binding(b, u->module, out);
		return true;
	}
	for (const struct export_entry *x = u->exports; x; x = x->next)
		if (name_eq(x->name, n) && find_entry(l, u, x, budget, out))
			return true;
	for (const struct export_entry *x = u->exports; x; x = x->next)
		if (name_is(x->name, "*") && !name_is(n, "default") &&
		    program_resolve(l->program, u, x->module.s, NULL) &&
		    find_in(l, u, x->module, n, x->line, budget, out))
			return true;
	return find_common(u, n, out);
}

bool exported_find(struct linker *l, const struct unit *u, struct name n,
                   struct exported *out)
{
	int budget = FILES_MAX; /* however they re-export each other */

	return find(l, u, n, &budget, out);
}

/* { GET: f } = ..: the member of a dictionary. */
static const struct expr *member_of(const struct expr *dict, struct name n)
{
	for (const struct expr *p = dict ? expr_first(dict) : NULL; p; p = p->next)
		if (p->kind == EXPR_PAIR && expr_left(p) &&
		    name_eq(expr_left(p)->text, n))
			return expr_first(p);
	return NULL;
}

const struct scope *exported_handler(struct linker *l, const struct exported *x)
{
	const struct scope *in = x->in;
	const struct expr *dict;

	if (x->def)
		return x->def;
	if (x->member.len && (dict = exported_dict(l, x, &in)) &&
	    member_of(dict, x->member))
		return link_handler(l, member_of(dict, x->member), in, NULL);
	return x->value ? link_handler(l, x->value, x->in, NULL) : NULL;
}

const struct expr *exported_dict(struct linker *l, const struct exported *x,
                                 const struct scope **in)
{
	const struct expr *e = x->value;
	struct values v;

	for (int depth = 0; e && depth < DEPTH_MAX; depth++) {
		eval_expr(&l->eval, e, x->in, NULL, &v);
		for (size_t i = 0; i < v.n; i++) {
			if (v.v[i].kind != VALUE_LITERAL ||
			    v.v[i].expr->kind != EXPR_DICT)
				continue;
			*in = v.v[i].scope;
			return v.v[i].expr;
		}
		/* wrapped({..}), wrapped(other, {..}) */
		e = e->kind == EXPR_CALL ? expr_first(e) : e->next;
	}
	return NULL;
}

/* made("x", ({ strapi }) => ({..})): what the function returns. */
static const struct expr *returned_dict(const struct expr *call, const struct scope **in)
{
	const struct expr *a = call->kind == EXPR_CALL ? expr_first(call) : NULL;

	for (; a; a = a->next) {
		const struct expr *e = a->kind == EXPR_FUNCTION && a->scope
		                         ? a->scope->returns
		                         : NULL;

		if (!e || e->next || e->kind != EXPR_DICT)
			continue;
		*in = a->scope;
		return e;
	}
	return NULL;
}

const struct scope *exported_member(struct linker *l, const struct exported *x,
                                    struct name member)
{
	const struct scope *in = x->in;
	const struct expr *dict = exported_dict(l, x, &in);
	const struct expr *found = member_of(dict, member);

	if (!found && x->value)
		found = member_of(returned_dict(x->value, &in), member);
	return found ? link_handler(l, found, in, NULL) : NULL;
}
