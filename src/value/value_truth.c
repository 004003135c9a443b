/* value_truth.c - does a condition hold, as far as the code itself says? */
#include "value/value_parts.h"

enum { DEEP = 12 };

static enum truth negated(enum truth t)
{
	return t == TRUTH_UNKNOWN ? t : t == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
}

static bool is_word_in(struct name n, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (name_is(n, words[i]))
			return true;
	return false;
}

static enum truth of_literal(const struct expr *e)
{
	static const char *const off[] = { "false", "null", "undefined", "False",
		                           "None" };

	switch ((enum expr_kind)e->kind) {
	case EXPR_CONST:
		return is_word_in(e->text, off, sizeof off / sizeof *off) ? TRUTH_NO
		                                                          : TRUTH_YES;
	case EXPR_STRING: return e->text.len ? TRUTH_YES : TRUTH_NO;
	case EXPR_NUMBER: return name_is(e->text, "0") ? TRUTH_NO : TRUTH_YES;
	case EXPR_LIST:
	case EXPR_DICT: return TRUTH_YES;
	default: return TRUTH_UNKNOWN;
	}
}

/* x.y of a dictionary that is written out and has no y. */
static bool is_missing(struct eval *ev, const struct expr *e, const struct scope *s,
                       const struct env *env, int depth)
{
	struct values v;

	if (e->kind != EXPR_ATTR || depth > DEEP)
		return false;
	eval_expr(ev, expr_left(e), s, env, &v);
	if (!v.n)
		return is_missing(ev, expr_left(e), s, env, depth + 1);
	for (size_t i = 0; i < v.n; i++) {
		const struct expr *d = v.v[i].expr;

		if (v.v[i].kind != VALUE_LITERAL || d->kind != EXPR_DICT)
			return false;
		for (const struct expr *p = expr_first(d); p; p = p->next)
			if (p->kind != EXPR_PAIR || !expr_left(p) ||
			    expr_left(p)->kind != EXPR_STRING ||
			    name_eq(expr_left(p)->text, e->text))
				return false;
	}
	return true;
}

static enum truth of_value(struct eval *ev, const struct expr *e, const struct scope *s,
                           const struct env *env, int depth)
{
	enum truth all = TRUTH_UNKNOWN;
	struct values v;

	eval_expr(ev, e, s, env, &v);
	if (!v.n)
		return is_missing(ev, e, s, env, depth) ? TRUTH_NO : TRUTH_UNKNOWN;
	for (size_t i = 0; i < v.n; i++) {
		enum truth t = v.v[i].kind == VALUE_LITERAL ? of_literal(v.v[i].expr)
		             : v.v[i].kind == VALUE_MEMBER  ? TRUTH_UNKNOWN
		                                            : TRUTH_YES;

		if (t == TRUTH_UNKNOWN || (i && t != all))
			return TRUTH_UNKNOWN;
		all = t;
	}
	return all;
}

/* x === false, x !== undefined: whether x is that very constant. */
static enum truth same(struct eval *ev, const struct expr *e, const struct scope *s,
                       const struct env *env, int depth)
{
	struct values v, w;

	eval_expr(ev, expr_first(e), s, env, &w);
	if (w.n != 1 || w.v[0].kind != VALUE_LITERAL ||
	    (w.v[0].expr->kind != EXPR_CONST && w.v[0].expr->kind != EXPR_STRING))
		return TRUTH_UNKNOWN;
	eval_expr(ev, expr_left(e), s, env, &v);
	if (!v.n && is_missing(ev, expr_left(e), s, env, depth))
		return name_is(w.v[0].expr->text, "undefined") ? TRUTH_YES : TRUTH_NO;
	if (v.n != 1 || v.v[0].kind != VALUE_LITERAL)
		return TRUTH_UNKNOWN;
	return v.v[0].expr->kind == w.v[0].expr->kind &&
	               name_eq(v.v[0].expr->text, w.v[0].expr->text)
	         ? TRUTH_YES
	         : TRUTH_NO;
}

/* What Python calls the type of a value; NULL: one of no such name, "": nobody knows. */
static const char *type_of(const struct value *v)
{
	if (v->kind == VALUE_SCOPE)
		return NULL;
	if (v->kind != VALUE_LITERAL)
		return "";
	switch ((enum expr_kind)v->expr->kind) {
	case EXPR_DICT: return "dict";
	case EXPR_STRING:
	case EXPR_TEMPLATE: return "str";
	case EXPR_LIST: return v->expr->flags & EXPR_TUPLE ? "tuple" : "list";
	default: return "";
	}
}

/* isinstance(x, dict), of the types that are written out. */
static enum truth is_instance(struct eval *ev, const struct expr *call,
                              const struct scope *s, const struct env *env)
{
	static const char *const types[] = { "dict", "str", "tuple", "list" };
	const struct expr *of = expr_first(call) ? expr_first(call)->next : NULL;
	const char *type;
	struct values v;

	if (!of || of->kind != EXPR_NAME ||
	    !is_word_in(of->text, types, sizeof types / sizeof *types))
		return TRUTH_UNKNOWN;
	eval_expr(ev, expr_first(call), s, env, &v);
	type = v.n == 1 ? type_of(&v.v[0]) : "";
	if (type && !*type)
		return TRUTH_UNKNOWN;
	return type && name_is(of->text, type) ? TRUTH_YES : TRUTH_NO;
}

static enum truth truth_of(struct eval *ev, const struct expr *e, const struct scope *s,
                           const struct env *env, int depth)
{
	enum truth a, b;

	if (!e || depth > DEEP)
		return TRUTH_UNKNOWN;
	if (e->kind == EXPR_OTHER)
		return name_is(e->text, "!") && expr_first(e)
		         ? negated(truth_of(ev, expr_first(e), s, env, depth + 1))
		         : TRUTH_UNKNOWN;
	if (e->kind == EXPR_CALL && expr_left(e) && expr_left(e)->kind == EXPR_NAME &&
	    name_is(expr_left(e)->text, "isinstance"))
		return is_instance(ev, e, s, env);
	if (e->kind != EXPR_BINARY)
		return of_value(ev, e, s, env, depth);
	if (name_is(e->text, "===") || name_is(e->text, "=="))
		return same(ev, e, s, env, depth);
	if (name_is(e->text, "!==") || name_is(e->text, "!="))
		return negated(same(ev, e, s, env, depth));
	a = truth_of(ev, expr_left(e), s, env, depth + 1);
	b = truth_of(ev, expr_first(e), s, env, depth + 1);
	if (name_is(e->text, "&&"))
		return a == TRUTH_NO || b == TRUTH_NO   ? TRUTH_NO
		     : a == TRUTH_YES && b == TRUTH_YES ? TRUTH_YES
		                                        : TRUTH_UNKNOWN;
	if (name_is(e->text, "||"))
		return a == TRUTH_YES || b == TRUTH_YES ? TRUTH_YES
		     : a == TRUTH_NO && b == TRUTH_NO   ? TRUTH_NO
		                                        : TRUTH_UNKNOWN;
	return TRUTH_UNKNOWN;
}

enum truth eval_truth(struct eval *ev, const struct expr *e, const struct scope *s,
                      const struct env *env)
{
	return truth_of(ev, e, s, env, 0);
}
